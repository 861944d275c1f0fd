import type { Verdict } from '../../src/core/gate/verdict.ts';

const unknown = { baseline: null, candidate: null };

/** A verdict with something in every field, for mutation. */
export const SAMPLE_VERDICT: Verdict = {
  formatVersion: 1,
  status: 'pass',
  sentence: 'Nothing is slower by more than 5 %.',
  mode: 'duet',
  reasons: [{ effect: 'informs', rule: 'noise', subject: 'zlink-s2', text: 'zlink-s2 changed by −0.4 %.' }],
  rows: [
    {
      scenarioId: 'zlink-s2',
      stack: 'zlink',
      scenario: 's2',
      role: 'subject',
      passFail: { baseline: 'FAIL', candidate: 'PASS' },
      throughput: { baseline: 1000, candidate: 996 },
      p50: { baseline: 5, candidate: 5.5 },
      p95: unknown,
      p99: unknown,
      incompleteRatio: { baseline: 0, candidate: 0.5 },
      drainTimeout: { baseline: 0, candidate: 0 },
      gatingViolation: unknown,
      errors: { baseline: { '24': 336 }, candidate: {} },
    },
  ],
  effects: [
    {
      scenarioId: 'zlink-s2',
      role: 'subject',
      figure: 'throughput',
      change: -0.004,
      interval: { low: -0.01, high: 0.002 },
      rounds: 3,
      standardDeviation: 0.002,
      conclusion: 'pass',
      perRound: [-0.004, -0.003, -0.005],
    },
  ],
  controls: [{ stack: 'asio', scenarioId: 'asio-s2', change: 0.001, pValue: 0.6, vetoes: false }],
  settings: { alpha: 0.05, margin: 0.05, floor: 0.03, recordedMargin: 0.1, maximumRounds: 10, boundary: 0.01 },
  rounds: 3,
  resolution: { roundsNeeded: 12, resolvableMargin: 0.04 },
  profile: { ccu: 100, note: 'x', hwm: null },
  host: { baseline: { cpuModel: 'cpu', kernel: 'Linux 6', logicalCores: 4, loadBefore: 0.2 }, candidate: null },
  measuredTree: { baseline: 'a'.repeat(40), candidate: 'b'.repeat(40) },
  binaries: { zlink: { baseline: 'hash', candidate: null } },
};
