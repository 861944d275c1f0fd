/** How a duet is measured. `balanced` is the one to trust; docs/bench.md has the figures of all three. */
export type DuetStrategy = 'balanced' | 'shared' | 'alternate';

export type Side = 'baseline' | 'candidate';
export type Half = 'a' | 'b';

/** One start of one stack's runner for one side. */
export interface PlannedRun {
  readonly side: Side;
  readonly stack: string;
  /** Cores it gets; null: all of them. */
  readonly half: Half | null;
}

/** Runs that go on at the same time. */
export interface PlannedStep {
  /** Counted from 1: which of the round's runs this is. Both sides of a stack are in every run once. */
  readonly run: number;
  readonly together: readonly PlannedRun[];
}

/**
 * What one round does, in order.
 *
 * - balanced: both sides at the same time, each on its half of the cores; then again with the halves swapped.
 * - shared: both sides at the same time on all cores.
 * - alternate: one after the other, baseline candidate candidate baseline, so that a drift of the machine falls on both.
 *
 * The order of the stacks rotates from round to round, and so does the half (or the side) that goes first: whatever follows
 * the time within a round falls on everybody in turn.
 *
 * @param round counted from 1
 */
export function planRound(stacks: readonly string[], strategy: DuetStrategy, round: number): PlannedStep[] {
  const shift = (round - 1) % Math.max(1, stacks.length);
  const order = [...stacks.slice(shift), ...stacks.slice(0, shift)];
  const isOdd = round % 2 === 1;
  const [first, second]: [Half, Half] = isOdd ? ['a', 'b'] : ['b', 'a'];
  const both = (stack: string, run: number, baseline: Half | null, candidate: Half | null): PlannedStep => ({
    run,
    together: [
      { side: 'baseline', stack, half: baseline },
      { side: 'candidate', stack, half: candidate },
    ],
  });
  const alone = (stack: string, run: number, side: Side): PlannedStep => ({
    run,
    together: [{ side, stack, half: null }],
  });
  const [ahead, behind]: [Side, Side] = isOdd ? ['baseline', 'candidate'] : ['candidate', 'baseline'];
  const stepsOf: Readonly<Record<DuetStrategy, (stack: string) => PlannedStep[]>> = {
    balanced: (stack) => [both(stack, 1, first, second), both(stack, 2, second, first)],
    shared: (stack) => [both(stack, 1, null, null)],
    alternate: (stack) => [
      alone(stack, 1, ahead),
      alone(stack, 1, behind),
      alone(stack, 2, behind),
      alone(stack, 2, ahead),
    ],
  };
  return order.flatMap(stepsOf[strategy]);
}

const FIRST_PORT = 27_110;
const PORTS_A_STACK = 200;

/** Where a stack's runner may listen: sides and stacks never meet, whatever runs at the same time. */
export function basePort(stackIndex: number, side: Side): number {
  return FIRST_PORT + stackIndex * 2 * PORTS_A_STACK + (side === 'baseline' ? 0 : PORTS_A_STACK);
}

/**
 * The head of scenario.log, as the comparison script writes it: a stack's own runner leaves it out, and io_threads,
 * send_batch and latency_sample_rate stand nowhere else.
 */
export function logHead(profile: ReadonlyMap<string, string>): string {
  const value = (name: string) => profile.get(name) ?? '';
  const words = (...names: readonly string[]) =>
    names
      .filter((name) => profile.has(name))
      .map((name) => `${name.toLowerCase()}=${value(name)}`)
      .join(' ');
  const seconds = (...names: readonly string[]) =>
    names
      .filter((name) => profile.has(name))
      .map((name) => `${name.toLowerCase()}=${value(name)}s`)
      .join(' ');
  return [
    '=== STREAM Scenario Compare ===',
    words('CCU', 'SIZE', 'INFLIGHT'),
    seconds('WARMUP', 'MEASURE', 'DRAIN_TIMEOUT'),
    words('CONNECT_CONCURRENCY', 'BACKLOG', 'HWM'),
    words('IO_THREADS', 'SEND_BATCH', 'LATENCY_SAMPLE_RATE'),
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}
