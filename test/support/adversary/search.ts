import fc from 'fast-check';
import type { Violation } from '../invariants/finished-world.ts';
import type { Sequence } from './acts.ts';
import { sequencesOf, written } from './generated.ts';
import { isKnown } from './known.ts';
import { actsOf } from './pairs.ts';
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

/** Sequences of one seed. */
export const SEQUENCES_A_SEED = 25;

/** Plays the first sequences of a seed, and makes the first one that breaks an invariant as small as it can. */
export async function search(stages: Stages, { seed, runs }: { seed: number; runs: number }): Promise<Search> {
  const tally = emptyTally();
  for (let index = 0; index < runs; index += 1) {
    const found = await searchOne(stages, (seed - 1) * SEQUENCES_A_SEED + index, tally);
    if (found !== null) return { tally, found: { seed, ...found } };
  }
  return { tally, found: null };
}

/** @param number of the sequence: its acts, and the moments at which they come, follow from it */
async function searchOne(stages: Stages, number: number, tally: Tally): Promise<Omit<Found, 'seed'> | null> {
  let failing: string | null = null;
  const property = fc.asyncProperty(sequencesOf(actsOf(number)), async (sequence) => {
    const played = await playOnce(stages, sequence);
    if (failing === null) count(tally, sequence, played);
    const unknown = played.violations.filter((each) => !isKnown(each)).map(({ invariant }) => invariant);
    failing ??= unknown[0] ?? null;
    // Shrinking holds on to what it began with: another fault is found another time.
    if (failing !== null && unknown.includes(failing)) throw new Error(failing);
  });
  const { failed, counterexample } = await fc.check(property, { seed: number, numRuns: 1 });
  const smallest = counterexample?.[0];
  if (!failed || smallest === undefined) return null;
  const { violations, world } = await playOnce(stages, smallest);
  const shown = world.invocations.map(({ by, given, version, exitCode, meanwhile, said }) => {
    const problems = (said.match(/^✗ [a-z-]+ {2}.*/gm) ?? []).join(' ');
    return `${by} ${given ?? version} [${meanwhile.join(', ')}]: ${exitCode ?? 'killed'} ${problems}`;
  });
  return { sequence: written(smallest), violations, runs: shown };
}
