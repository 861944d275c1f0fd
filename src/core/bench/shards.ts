import { fewNames } from '../few-names.ts';

/** One part of a whole that several machines measure. Counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const MOST_SHARDS = 64;

/** `3/8`; null: it is none. */
export function parseShard(text: string): Shard | null {
  const [, index = '', count = ''] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count && shard.count <= MOST_SHARDS ? shard : null;
}

export const shardName = ({ index, count }: Shard): string => `${index}/${count}`;

/** Something that is measured as a whole. */
export interface ShardedCase {
  readonly name: string;
  /** How long it took last time, in any unit; null: not known. */
  readonly duration: number | null;
}

/**
 * Deals cases out to shards of about equal time: the longest first, each to the shard with the least so far (Graham's LPT
 * rule, at most 4/3 of the best). What nobody timed counts as the median of what somebody did. Every machine comes to the same
 * answer from the same cases, in whatever order it has them.
 *
 * Source: R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17 (1969).
 */
export function dealOut(cases: readonly ShardedCase[], count: number): string[][] {
  const known = cases.flatMap(({ duration }) => duration ?? []).sort((a, b) => a - b);
  const usual = known[Math.floor(known.length / 2)] ?? 1;
  const timed = cases.map(({ name, duration }) => ({ name, time: duration ?? usual }));
  timed.sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1));
  const shards = Array.from({ length: count }, (): string[] => []);
  const loads = shards.map(() => 0);
  for (const { name, time } of timed) {
    let least = 0;
    for (let at = 1; at < count; at += 1) {
      const [here, best] = [loads[at] ?? 0, loads[least] ?? 0];
      if (here < best || (here === best && (shards[at]?.length ?? 0) < (shards[least]?.length ?? 0))) least = at;
    }
    loads[least] = (loads[least] ?? 0) + time;
    shards[least]?.push(name);
  }
  return shards;
}

/** What a shard says of itself. */
export interface ShardClaim extends Shard {
  /** What all shards together are to measure: the same for each of them. */
  readonly family: string;
  /** Cases or stacks that it was to measure, controls apart. Untrusted. */
  readonly cases: readonly string[];
  /** Of all shards together. */
  readonly of: number;
}

/**
 * Why shards are not one family, a sentence each: a lost or doubled one would make it another, and smaller, family.
 *
 * @param claims by folder; null: the folder is no shard
 * @param expected how many there have to be; null: as many as they say themselves
 */
export function shardFaults(claims: ReadonlyMap<string, ShardClaim | null>, expected: number | null): string[] {
  const found = [...claims].flatMap(([folder, claim]) => (claim === null ? [] : [{ folder, claim }]));
  const faults: string[] = [];
  const whole = [...claims].filter(([, claim]) => claim === null).map(([folder]) => folder);
  if (found.length === 0)
    return expected === null
      ? []
      : [`None of the ${claims.size} folders is a shard, and ${expected} shards are expected.`];
  if (whole.length > 0)
    faults.push(`${whole.join(', ')} ${whole.length === 1 ? 'is' : 'are'} no shard, and others are.`);
  const counts = new Set(found.map(({ claim }) => claim.count));
  if (counts.size > 1) faults.push(`The shards are parts of different wholes: ${[...counts].join(', ')}.`);
  const count = expected ?? Math.max(...counts);
  if (expected !== null && !counts.has(expected))
    faults.push(`The shards are of ${[...counts].join(', ')}, and ${expected} are expected.`);
  const seen = new Map<number, string[]>();
  for (const { folder, claim } of found) seen.set(claim.index, [...(seen.get(claim.index) ?? []), folder]);
  for (const [index, folders] of seen)
    if (folders.length > 1)
      faults.push(`Shard ${index}/${count} is there ${folders.length} times (${folders.join(', ')}).`);
  const lost = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !seen.has(index));
  if (lost.length > 0) {
    const which = fewNames(lost.map(String), 10);
    faults.push(
      lost.length === 1 ? `Shard ${which} of ${count} is missing.` : `Shards ${which} of ${count} are missing.`,
    );
  }
  if (new Set(found.map(({ claim }) => claim.family)).size > 1)
    faults.push('The shards were dealt out from different lists of cases: they do not make one family.');
  const dealt = found.flatMap(({ claim }) => claim.cases);
  const of = found[0]?.claim.of ?? 0;
  if (faults.length === 0 && (new Set(dealt).size !== dealt.length || dealt.length !== of))
    faults.push(`The shards hold ${new Set(dealt).size} different cases, and ${of} were dealt out.`);
  return faults;
}
