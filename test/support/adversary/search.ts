import fc from 'fast-check';
import type { Violation } from '../invariants/finished-world.ts';
import type { Act, Sequence } from './acts.ts';
import { sequences, sequencesWith, written } from './generated.ts';
import { isKnown } from './known.ts';
import { type Played, play } from './play.ts';
import type { Stages } from './stage.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** The smallest sequence that shows something that must not be. */
export interface Found {
  readonly seed: number;
  readonly sequence: string;
  readonly violations: readonly Violation[];
  /** How its runs ended, one a line. */
  readonly runs: readonly string[];
}

export interface Search {
  readonly tally: Tally;
  readonly found: Found | null;
}

/** Plays one sequence from its beginning. */
export async function playOnce(stages: Stages, sequence: Sequence): Promise<Played> {
  const stage = stages.begin(sequence.library);
  try {
    return await play(stage, sequence);
  } finally {
    stages.end(stage);
  }
}

/**
 * Plays so many sequences made from a seed, and makes the first one that breaks an invariant as small as it can.
 *
 * @param pairs two neighbours of which each sequence shall hold; none when left out
 */
export async function search(
  stages: Stages,
  { seed, runs, pairs = [] }: { seed: number; runs: number; pairs?: readonly (readonly [Act, Act])[] },
): Promise<Search> {
  const tally = emptyTally();
  let failing: string | null = null;
  const property = fc.asyncProperty(pairs.length === 0 ? sequences : sequencesWith(pairs), async (sequence) => {
    const played = await playOnce(stages, sequence);
    if (failing === null) count(tally, sequence, played);
    const unknown = played.violations.filter((each) => !isKnown(each)).map(({ invariant }) => invariant);
    failing ??= unknown[0] ?? null;
    // Shrinking holds on to what it began with: another fault is found another time.
    if (failing !== null && unknown.includes(failing)) throw new Error(failing);
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: runs });
  const smallest = counterexample?.[0];
  if (!failed || smallest === undefined) return { tally, found: null };
  const { violations, world } = await playOnce(stages, smallest);
  const shown = world.invocations.map(({ by, given, version, exitCode, meanwhile, said }) => {
    const problems = (said.match(/^✗ [a-z-]+ {2}.*/gm) ?? []).join(' ');
    return `${by} ${given ?? version} [${meanwhile.join(', ')}]: ${exitCode ?? 'killed'} ${problems}`;
  });
  return { tally, found: { seed, sequence: written(smallest), violations, runs: shown } };
}
