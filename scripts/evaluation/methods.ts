import { type DuetSettings, mostRounds } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { judgeFamily } from '../../src/core/gate/duet-family.ts';
import { asLogRatio, usualRule } from '../../src/core/gate/metric-rules.ts';
import { looksAt } from '../../src/core/statistics/sequential-test.ts';
import { lowerTail, upperQuantile } from '../../src/core/statistics/student-t.ts';
import type { Round } from './rounds.ts';

export interface Answer {
  readonly alarm: boolean;
  /** Neither alarm nor all-clear. */
  readonly inconclusive: boolean;
  readonly rounds: number;
}

export interface Method {
  readonly name: string;
  /** Rounds it needs at most. */
  readonly budget: number;
  readonly decide: (rounds: readonly Round[]) => Answer;
}

const MARGIN = 0.05;
const FLOOR = 0.03;
const ratio = (round: Round): number => Math.exp(round.candidate - round.baseline);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
};
const answer = (alarm: boolean, rounds: number): Answer => ({ alarm, inconclusive: false, rounds });

/** Welch's t and its degrees of freedom, candidate less baseline. */
function welch(rounds: readonly Round[]): { t: number; degrees: number } {
  const before = rounds.map((round) => round.baseline);
  const after = rounds.map((round) => round.candidate);
  const [a, b] = [variance(after) / after.length, variance(before) / before.length];
  const degrees = (a + b) ** 2 / (a ** 2 / (after.length - 1) + b ** 2 / (before.length - 1));
  return { t: (mean(after) - mean(before)) / Math.sqrt(a + b), degrees };
}

const counts = new Map<string, readonly number[]>();

/** How many orders of n and m values have each value of Mann and Whitney's U, by their recurrence. */
function orderings(n: number, m: number): readonly number[] {
  const key = `${n},${m}`;
  const known = counts.get(key);
  if (known !== undefined) return known;
  let found: readonly number[] = [1];
  if (n > 0 && m > 0) {
    const [a, b] = [orderings(n - 1, m), orderings(n, m - 1)];
    found = Array.from({ length: n * m + 1 }, (_, u) => (a[u - m] ?? 0) + (b[u] ?? 0));
  }
  counts.set(key, found);
  return found;
}

/** P(U ≤ u) without an effect, exact. */
export function mannWhitneyLowerTail(u: number, n: number, m: number): number {
  const all = orderings(n, m);
  const total = all.reduce((sum, count) => sum + count, 0);
  return all.slice(0, Math.floor(u) + 1).reduce((sum, count) => sum + count, 0) / total;
}

function mannWhitneyU(rounds: readonly Round[]): number {
  let u = 0;
  for (const { candidate } of rounds)
    for (const { baseline } of rounds) u += candidate > baseline ? 1 : candidate === baseline ? 0.5 : 0;
  return u;
}

/** The rules that are in use, each at the size it is used with, and this gate. */
export function methodsAt(alpha: number): Method[] {
  return [
    {
      name: 'last against previous, 5 %',
      budget: 1,
      decide: ([first]) => answer(first !== undefined && ratio(first) < 1 - MARGIN, 1),
    },
    {
      name: 'last against previous, 200 % (github-action-benchmark)',
      budget: 1,
      decide: ([first]) => answer(first !== undefined && ratio(first) < 0.5, 1),
    },
    {
      name: 'mean of 5 beyond 5 %',
      budget: 5,
      decide: (rounds) =>
        answer(
          mean(rounds.map((each) => Math.exp(each.candidate))) / mean(rounds.map((each) => Math.exp(each.baseline))) <
            1 - MARGIN,
          5,
        ),
    },
    {
      name: 'Welch t, 10 against 10',
      budget: 10,
      decide: (rounds) => {
        const { t, degrees } = welch(rounds);
        return answer(2 * lowerTail(t, degrees) < alpha, 10);
      },
    },
    {
      name: 'Mann–Whitney, 10 against 10 (benchstat)',
      budget: 10,
      decide: (rounds) => answer(2 * mannWhitneyLowerTail(mannWhitneyU(rounds), 10, 10) < alpha, 10),
    },
    {
      name: 't at p < .001 at a known split (Otava)',
      budget: 10,
      decide: (rounds) => {
        const { t, degrees } = welch(rounds);
        return answer(2 * lowerTail(t, degrees) < 0.001, 10);
      },
    },
    {
      name: 'retry until the interval excludes 0',
      budget: 10,
      decide: (rounds) => {
        const looks = looksAt(
          rounds.map((each) => each.candidate - each.baseline),
          MARGIN,
          10,
          0,
        );
        for (const { rounds: n, mean: d, standardDeviation } of looks) {
          const half = (upperQuantile(alpha / 2, n - 1) * standardDeviation) / Math.sqrt(n);
          if (Math.abs(d) > half) return answer(d < 0, n);
        }
        return answer(false, 10);
      },
    },
    {
      name: 'paired t, fixed 10',
      budget: 10,
      decide: (rounds) => {
        const last = [
          ...looksAt(
            rounds.map((each) => each.candidate - each.baseline),
            MARGIN,
            10,
            0,
          ),
        ].at(-1);
        const t = last === undefined ? 0 : last.mean / (last.standardDeviation / Math.sqrt(10));
        return answer(lowerTail(t, 9) < alpha, 10);
      },
    },
    { name: 'this gate, at most 10 rounds', budget: mostRounds(10), decide: (rounds) => gate(rounds, alpha, 10) },
    { name: 'this gate, at most 30 rounds', budget: mostRounds(30), decide: (rounds) => gate(rounds, alpha, 30) },
  ];
}

/** The gate as `bench` plays it, with one subject and no control: rounds beyond the budget confirm an alarm. */
export function gate(rounds: readonly Round[], alpha: number, budget: number): Answer {
  const settings = { alpha, margin: MARGIN, floor: FLOOR, maximumRounds: budget, controlAlpha: 0.01 };
  const d = rounds.map((each) => each.candidate - each.baseline);
  // Rounds after the one that decides have no part in it, so that all of them can be judged at once.
  const { status, effects } = judgeDuet([{ scenarioId: 'one', role: 'subject', figure: 'throughput', d }], settings);
  const alarm = status === 'regression';
  return {
    alarm,
    inconclusive: !alarm && status !== 'pass',
    rounds: decidedAfter(d, settings) ?? effects[0]?.rounds ?? budget,
  };
}

/** Rounds after which nothing is due any more. */
function decidedAfter(d: readonly number[], settings: DuetSettings): number | null {
  const rule = usualRule('throughput', settings);
  const limits = { margin: asLogRatio(rule.margin, rule.better), floor: asLogRatio(rule.floor, rule.better) };
  return judgeFamily([{ d, limits }], settings, true)?.roundsUsed ?? null;
}
