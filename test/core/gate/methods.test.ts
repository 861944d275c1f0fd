import { describe, expect, it } from 'vitest';
import { seededNormal } from '../../../scripts/calibration/random.ts';
import { clopperPearson } from '../../../scripts/evaluation/binomial-interval.ts';
import { gate, mannWhitneyLowerTail, methodsAt } from '../../../scripts/evaluation/methods.ts';
import { dataSets } from '../../../scripts/evaluation/rounds.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { DuetConclusion } from '../../../src/core/gate/duet-series.ts';

describe('the evaluation', () => {
  it('plays the gate as judgeDuet does, round by round', () => {
    const normal = seededNormal(5);
    const settings = {
      alpha: 0.05,
      margin: 0.05,
      floor: 0.03,
      maximumRounds: 10,
      controlAlpha: 0.01,
    };
    for (let trial = 0; trial < 30; trial += 1) {
      const shift = [0, -0.05, -0.1][trial % 3] ?? 0;
      const rounds = Array.from({ length: 20 }, () => ({
        baseline: 0.04 * normal(),
        candidate: shift + 0.04 * normal(),
      }));
      const d = rounds.map((each) => each.candidate - each.baseline);
      let played: DuetConclusion | null = null;
      let used = 0;
      while (used < 20 && (played === null || played.due.length > 0)) {
        used += 1;
        const series = [
          { scenarioId: 'zlink-s2', role: 'subject', figure: 'throughput', d: d.slice(0, used) } as const,
        ];
        played = judgeDuet(series, settings);
      }
      const answer = gate(rounds, 0.05, 10);
      expect(answer.alarm).toBe(played?.status === 'regression');
      expect(answer.inconclusive).toBe(played?.status === 'inconclusive');
      expect(answer.rounds).toBe(used);
    }
  });

  // Mann and Whitney 1947, table I; the two-sided 5 % point of U for 10 and 10 is 23.
  it.each([
    [0, 3, 3, 0.05],
    [2, 4, 4, 0.057],
    [23, 10, 10, 0.0216],
  ])('P(U ≤ %i) of %i and %i is %f', (u, n, m, p) => expect(mannWhitneyLowerTail(u, n, m)).toBeCloseTo(p, 3));

  // Clopper and Pearson 1934; the rule of three for none.
  it.each([
    [0, 100, 0, 0.0362],
    [5, 100, 0.0164, 0.1128],
    [100, 100, 0.9638, 1],
  ])('%i of %i: between %f and %f', (hits, trials, low, high) => {
    expect(clopperPearson(hits, trials).low).toBeCloseTo(low, 3);
    expect(clopperPearson(hits, trials).high).toBeCloseTo(high, 3);
  });

  it('finds the slowdowns that were really built in, in balanced rounds', () => {
    const method = methodsAt(0.05).find((each) => each.name === 'this gate, at most 10 rounds');
    for (const name of ['balanced, calm', 'balanced, disturbed']) {
      const set = dataSets().find((each) => each.name === name);
      expect(set?.series.length).toBe(5);
      for (const { variant, rounds } of set?.series ?? []) {
        const answer = method?.decide(rounds.slice(0, 10));
        if (variant === null) expect(answer?.alarm, `${name} A`).toBe(false);
      }
    }
  });
});
