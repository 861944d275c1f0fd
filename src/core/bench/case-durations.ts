import { medianOf } from '../statistics/median.ts';

/** How long some cases took together. */
export interface TimedCases {
  readonly cases: readonly string[];
  readonly milliseconds: number;
}

const SWEEPS = 50;

/**
 * How long each case takes, from how long several of them took together: each group is a sum that has to come out, and what it
 * is off by is shared by its cases in proportion. Cases that were always measured together stay in the proportion they had;
 * shards are dealt out otherwise the next time, so proportions are found over the runs.
 *
 * Source: R. Gordon, R. Bender, G. Herman, "Algebraic reconstruction techniques (ART)", J. Theor. Biol. 29 (1970),
 * the multiplicative one.
 *
 * @param before what was known; kept for cases that were not measured
 */
export function caseDurations(
  timed: readonly TimedCases[],
  before: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const groups = groupsOf(timed);
  const cases = groups.reduce((sum, each) => sum + each.cases.length, 0);
  const usual = groups.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / Math.max(1, cases);
  const found = new Map(before);
  for (const { cases: names } of groups)
    for (const name of names) if (!((found.get(name) ?? 0) > 0)) found.set(name, usual);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const { cases: names, milliseconds } of groups) {
      const sum = names.reduce((all, name) => all + (found.get(name) ?? 0), 0);
      if (sum <= 0) continue;
      for (const name of names) found.set(name, ((found.get(name) ?? 0) * milliseconds) / sum);
    }
  }
  return found;
}

/** The same cases, measured several times, are one group: of the median time. The largest come first. */
function groupsOf(timed: readonly TimedCases[]): TimedCases[] {
  const groups = new Map<string, { cases: readonly string[]; times: number[] }>();
  for (const { cases, milliseconds } of timed) {
    if (cases.length === 0 || !(milliseconds > 0)) continue;
    const names = [...new Set(cases)].sort();
    const key = JSON.stringify(names);
    const group = groups.get(key) ?? { cases: names, times: [] };
    group.times.push(milliseconds);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ cases, times }) => ({ cases, milliseconds: medianOf(times) }))
    .sort((a, b) => b.cases.length - a.cases.length);
}
