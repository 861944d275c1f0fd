import { mostRounds } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import type { DuetSeries } from '../../src/core/gate/duet-series.ts';
import { lowerTail } from '../../src/core/statistics/student-t.ts';
import { drawFamily, type FamilyNoise } from './noise.ts';

/** One row of the tables of families: how often what happens. */
export interface FamilyCell {
  readonly benchmarks: number;
  readonly noise: FamilyNoise;
  /** Standard deviation of d. */
  readonly sd: number;
  /** Budget of rounds. */
  readonly rounds: number;
  /** Of how many benchmarks, and by how much each; the others have none. */
  readonly slow: number;
  readonly effect: number;
  readonly alpha: number;
  readonly trials: number;
}

/** What came of a rule in the trials of a cell. */
export interface FamilyResult {
  readonly rule: string;
  /** Something that did not change is called slower. */
  readonly falseAlarms: number;
  /** All that are slower are called so. */
  readonly found: number;
  /** All that did not change pass. */
  readonly allPass: number;
  /** Benchmarks that are slower and pass, of all that are slower. */
  readonly slowPasses: number;
  /** Mean rounds a benchmark. */
  readonly rounds: number;
}

export interface CellResult {
  readonly cell: FamilyCell;
  readonly results: readonly FamilyResult[];
}

const MARGIN = 0.05;
const FLOOR = 0.03;

/** What a rule says of one trial: the indices that it calls slower, those that it lets pass, and how many rounds it took. */
interface Said {
  readonly slower: ReadonlySet<number>;
  readonly passed: ReadonlySet<number>;
  readonly rounds: number;
}

type Rule = (d: readonly Float64Array[], budget: number, alpha: number) => Said;

/**
 * The gate as `bench` plays it: what is decided is not measured again, alarms have rounds of their own. All rounds are there
 * before it looks; those after the one that decides have no part in it.
 */
const gate: Rule = (d, budget, alpha) => {
  const settings = { alpha, margin: MARGIN, floor: FLOOR, maximumRounds: budget, controlAlpha: 0.01 };
  const seriesOf = (rounds: number) =>
    d.map(
      (values, index): DuetSeries => ({
        scenarioId: String(index),
        role: 'subject',
        figure: 'throughput',
        d: Array.from(values.subarray(0, rounds)),
      }),
    );
  let { effects, due } = judgeDuet(seriesOf(budget), settings);
  if (due.length > 0) ({ effects, due } = judgeDuet(seriesOf(mostRounds(budget)), settings));
  const of = (what: string) =>
    new Set(effects.flatMap(({ scenarioId, conclusion }) => (conclusion === what ? [Number(scenarioId)] : [])));
  // An effect holds the rounds that decided it; what was called slower, its own rounds as well.
  const measured = effects.reduce((sum, each) => sum + each.rounds, 0);
  return { slower: of('regression'), passed: of('pass'), rounds: measured / d.length };
};

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A rule that looks at each benchmark by itself after a fixed number of rounds. */
const each =
  (rounds: number, isSlower: (values: Float64Array, alpha: number, of: number) => boolean): Rule =>
  (d, _, alpha) => {
    const slower = new Set<number>();
    for (const [index, values] of d.entries())
      if (isSlower(values.subarray(0, rounds), alpha, d.length)) slower.add(index);
    const passed = new Set(d.flatMap((_, index) => (slower.has(index) ? [] : [index])));
    return { slower, passed, rounds };
  };

function tProbability(values: Float64Array): number {
  const middle = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return lowerTail(middle / Math.sqrt(variance / values.length), values.length - 1);
}

/** Rules in use, on the same rounds: a ratio of one pair, of five, a test of each alone, and with Bonferroni's correction. */
export const FAMILY_RULES: Readonly<Record<string, Rule>> = {
  'this gate': gate,
  'last against previous, 5 %': each(1, ([first = 0]) => first < Math.log1p(-MARGIN)),
  'last against previous, 200 % (github-action-benchmark)': each(1, ([first = 0]) => first < -Math.LN2),
  'mean of 5 beyond 5 %': each(5, (values) => meanOf(values) < Math.log1p(-MARGIN)),
  'paired t of each, fixed 10': each(10, (values, alpha) => tProbability(values) < alpha),
  'paired t with Bonferroni, fixed 10': each(10, (values, alpha, of) => tProbability(values) < alpha / of),
  't at p < .001 (Otava)': each(10, (values) => 2 * tProbability(values) < 0.001),
};

/**
 * A cell's own seed, of what it is and not of where it stands or how many trials it has: more trials of it go on with the same
 * numbers. FNV-1a.
 */
function seedOf({ trials: _, ...cell }: FamilyCell): number {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(cell)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/** Plays trials of a cell, from one on so many: the same rounds for every rule. */
export function playCell(cell: FamilyCell, from: number, count: number): CellResult {
  const { benchmarks, noise, sd, rounds, slow, effect, alpha } = cell;
  const seed = seedOf(cell);
  const sums = new Map(
    Object.keys(FAMILY_RULES).map((rule) => [rule, { falseAlarms: 0, found: 0, allPass: 0, slowPasses: 0, rounds: 0 }]),
  );
  for (let trial = from; trial < from + count; trial += 1) {
    const drawn = drawFamily(noise, {
      benchmarks,
      rounds: mostRounds(rounds),
      budget: rounds,
      sd,
      seed: seed * 1_000_003 + trial,
    });
    const d = drawn.map((values, index) => (index < slow ? values.map((value) => value + Math.log1p(effect)) : values));
    for (const [rule, say] of Object.entries(FAMILY_RULES)) {
      const said = say(d, rounds, alpha);
      const sum = sums.get(rule);
      if (sum === undefined) continue;
      const isSlow = (index: number) => index < slow;
      const same = Array.from({ length: benchmarks - slow }, (_, at) => at + slow);
      sum.falseAlarms += [...said.slower].some((index) => !isSlow(index)) ? 1 : 0;
      sum.found += [...said.slower].filter(isSlow).length === slow ? 1 : 0;
      sum.allPass += same.every((index) => said.passed.has(index)) ? 1 : 0;
      sum.slowPasses += [...said.passed].filter(isSlow).length;
      sum.rounds += said.rounds;
    }
  }
  return {
    cell: { ...cell, trials: count },
    results: [...sums].map(([rule, each]) => ({ rule, ...each, rounds: each.rounds / count })),
  };
}

/** Parts of one cell as one; the trials are those that were played. null: none were. */
export function together(parts: readonly CellResult[]): CellResult | null {
  const [first] = parts;
  if (first === undefined) return null;
  const trials = parts.reduce((sum, { cell }) => sum + cell.trials, 0);
  const results = first.results.map(({ rule }, at): FamilyResult => {
    const total = (figure: (part: FamilyResult, of: number) => number) =>
      parts.reduce((sum, { cell, results }) => {
        const part = results[at];
        return part === undefined ? sum : sum + figure(part, cell.trials);
      }, 0);
    return {
      rule,
      falseAlarms: total((part) => part.falseAlarms),
      found: total((part) => part.found),
      allPass: total((part) => part.allPass),
      slowPasses: total((part) => part.slowPasses),
      rounds: total((part, of) => part.rounds * of) / trials,
    };
  });
  return { cell: { ...first.cell, trials }, results };
}

/** Trials are dear where families are large: the interval beside a rate says how well it is known. */
const TRIALS: ReadonlyMap<number, number> = new Map([
  [1, 2_000],
  [5, 1_000],
  [20, 600],
  [60, 400],
  [100, 200],
  [300, 200],
]);

/** So many trials at a time take a minute or less: what is stopped loses no more. */
export const TRIALS_AT_A_TIME: ReadonlyMap<number, number> = new Map([
  [1, 5_000],
  [5, 1_000],
  [20, 600],
  [60, 200],
  [100, 100],
  [300, 50],
]);

/** Every cell of the tables, in their order. */
export function familyCells(scale: number): FamilyCell[] {
  const cell = (benchmarks: number, noise: FamilyNoise, more: Partial<FamilyCell>, times = 1): FamilyCell => ({
    benchmarks,
    noise,
    sd: 0.05,
    rounds: 30,
    slow: 0,
    effect: 0,
    alpha: 0.05,
    trials: Math.max(4, Math.round(scale * times * (TRIALS.get(benchmarks) ?? 60))),
    ...more,
  });
  const sizes = [1, 5, 20, 60, 300];
  const noises: readonly FamilyNoise[] = ['normal', 't3', 'lognormal', 'correlated .8', 'AR .3', 'drift ±1 sd'];
  const ten = { sd: 0.03, rounds: 10 };
  return [
    // Whether nine of ten families of 300 pass takes a thousand of them to tell, whether α holds under dependence some hundred.
    ...sizes.flatMap((size) =>
      noises.map((noise) =>
        cell(size, noise, {}, size !== 300 ? 1 : noise === 'normal' ? 5 : /^(?:AR|drift)/.test(noise) ? 1.5 : 1),
      ),
    ),
    ...(['AR .6', 'common drift ±1 sd'] as const).flatMap((noise) => [1, 60].map((size) => cell(size, noise, {}))),
    ...[1, 60].flatMap((size) =>
      (['normal', 't3', 'correlated .8', 'AR .3', 'AR .6'] as const).map((noise) => cell(size, noise, ten)),
    ),
    // What a benchmark at the margin does is close to what is promised of it: that takes more trials to tell.
    ...[
      { effect: -0.1, more: 1 },
      { effect: -0.05, more: 10 },
    ].flatMap(({ effect, more }) => [
      cell(1, 'normal', { ...ten, slow: 1, effect }, more),
      ...(['normal', 't3', 'correlated .8'] as const).map((noise) => cell(60, noise, { ...ten, slow: 1, effect }, 2)),
      cell(300, 'normal', { ...ten, slow: 1, effect }, 1.5),
      cell(1, 'normal', { slow: 1, effect }, more),
      cell(60, 'normal', { slow: 1, effect }, Math.min(more, 2)),
    ]),
    cell(100, 'normal', { slow: 3, effect: -0.1 }),
    ...[1, 60].map((size) => cell(size, 'slow drift ±1 sd', {})),
  ];
}
