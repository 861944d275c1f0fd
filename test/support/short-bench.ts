/**
 * Two stacks of the sample's own benchmark with runs of a tenth of a second, and bounds that no noise reaches: what such a measurement says
 * of the same code, and of code that is many times slower, does not depend on how busy the machine is.
 */
export const SHORT_BENCH = `gate:
  subjects: [framed]
  controls: [raw]
  floor: 0.5
  margin: 0.6
bench:
  stacks: [framed, raw]
  scenarios: [s2]
  profile: {CCU: 4, SIZE: 256, INFLIGHT: 4, WARMUP: 0.03, MEASURE: 0.1, DRAIN_TIMEOUT: 10, LATENCY_SAMPLE_RATE: 4}
`;

/**
 * Steps of extra work a message that make it many times slower than without, and let some messages through in each run however
 * busy the machine is: a run without any cannot be judged.
 */
export const MANY_TIMES_SLOWER = '200000\n';
