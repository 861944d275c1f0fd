import { ACTS, type Act, type Sequence } from './acts.ts';
import type { Played } from './play.ts';

/** What was tried in many sequences. */
export interface Tally {
  sequences: number;
  /** Of them, those in which a release tag was made. */
  tagged: number;
  acts: number;
  /** Runs of the program, and their requests. */
  runs: number;
  requests: number;
  /** How often each act was tried, and how often it had an occasion; pairs of neighbours as `one → other`. */
  readonly tried: Record<string, number>;
  readonly done: Record<string, number>;
  readonly pairs: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  sequences: 0,
  tagged: 0,
  acts: 0,
  runs: 0,
  requests: 0,
  tried: {},
  done: {},
  pairs: {},
});

const more = (counts: Record<string, number>, name: string, by = 1): void => {
  counts[name] = (counts[name] ?? 0) + by;
};

const pairOf = (one: Act, other: Act): string => `${one} → ${other}`;

export function count(tally: Tally, { steps }: Sequence, played: Played): void {
  tally.sequences += 1;
  tally.tagged += played.tagged ? 1 : 0;
  tally.acts += steps.length;
  tally.runs += played.world.invocations.length;
  tally.requests += played.requests;
  for (const [at, { act }] of steps.entries()) {
    more(tally.tried, act);
    const before = steps[at - 1];
    if (before !== undefined) more(tally.pairs, pairOf(before.act, act));
  }
  for (const act of played.done) more(tally.done, act);
}

/** Adds what was counted elsewhere. */
export function add(tally: Tally, other: Tally): void {
  for (const name of ['sequences', 'tagged', 'acts', 'runs', 'requests'] as const) tally[name] += other[name];
  for (const table of ['tried', 'done', 'pairs'] as const)
    for (const [name, times] of Object.entries(other[table])) more(tally[table], name, times);
}

/** Neighbours that were tried less often than asked for. */
export const rarePairs = (tally: Tally, least: number): (readonly [Act, Act])[] =>
  ACTS.flatMap((one) => ACTS.map((other) => [one, other] as const)).filter(
    ([one, other]) => (tally.pairs[pairOf(one, other)] ?? 0) < least,
  );

export const rarest = (counts: Readonly<Record<string, number>>): number => Math.min(...Object.values(counts));
