import { describe, expect, it } from 'vitest';
import { seededNormal } from '../../../scripts/calibration/random.ts';
import type { DuetStrategy } from '../../../src/core/bench/round-plan.ts';
import { choiceText, chooseStrategy, seenBy, TRIAL_ROUNDS } from '../../../src/core/bench/strategy-choice.ts';

const trial = (strategy: DuetStrategy, milliseconds: number, d: readonly (readonly number[])[]) => ({
  strategy,
  milliseconds,
  d,
});
const quiet = [[0.01, 0.012, 0.011]];
const noisy = [[0.2, -0.3, 0.1]];

describe('how both sides share the machine', () => {
  it.each([
    ['the usual way where it is quiet', quiet, noisy, 1, 'balanced'],
    ['one after the other where side by side is far noisier', noisy, quiet, 1, 'alternate'],
    ['one after the other where side by side hides the slowdown', quiet, [[0.01, 0.0125, 0.011]], 0.3, 'alternate'],
    ['the usual way where it is not much worse', quiet, [[0.01, 0.0115, 0.0108]], 1, 'balanced'],
    ['the usual way where the others have no figures', quiet, [], 1, 'balanced'],
    ['the other where the usual way has no figures', [], quiet, 1, 'alternate'],
  ] as const)('%s', (_, balanced, alternate, seen, chosen) => {
    const shares = new Map<DuetStrategy, number>([
      ['balanced', seen],
      ['alternate', 1],
    ]);
    const choice = chooseStrategy([trial('balanced', 2_000, balanced), trial('alternate', 4_000, alternate)], shares);
    expect(choice.strategy).toBe(chosen);
    expect(choiceText(choice)).toContain(`${chosen} is chosen by 3 rounds of each, which are not judged`);
  });

  it('a known slowdown says what each shows of it, and none that cannot be told from nothing', () => {
    const means = (alone: number): ReadonlyMap<DuetStrategy, number> =>
      new Map([
        ['balanced', -0.15],
        ['shared', 0.02],
        ['alternate', alone],
      ]);
    expect([...seenBy(means(-0.3))]).toEqual([
      ['balanced', 0.5],
      ['shared', 0.1],
      ['alternate', 1],
    ]);
    expect(seenBy(means(-0.1)).get('balanced')).toBe(1);
    expect(seenBy(means(-0.01)).size).toBe(0);
  });

  it('three rounds choose right nearly always where it matters, of few cases and of many', () => {
    const normal = seededNormal(20_261_128);
    const rounds = (sd: number, cases: number) =>
      Array.from({ length: cases }, () => Array.from({ length: TRIAL_ROUNDS }, () => 0.05 + sd * normal()));
    const right = (balanced: number, alternate: number, cases: number, wanted: DuetStrategy): number => {
      let count = 0;
      for (let at = 0; at < 400; at += 1) {
        const trials = [
          trial('balanced', 2_000, rounds(balanced, cases)),
          trial('alternate', 4_000, rounds(alternate, cases)),
        ];
        if (chooseStrategy(trials, new Map()).strategy === wanted) count += 1;
      }
      return count / 400;
    };
    // As measured with the zlink harness on a calm machine, and the other way round.
    expect(right(0.052, 0.17, 1, 'balanced')).toBeGreaterThan(0.9);
    expect(right(0.052, 0.17, 20, 'balanced')).toBeGreaterThan(0.99);
    expect(right(0.38, 0.1, 1, 'alternate')).toBeGreaterThan(0.7);
    expect(right(0.38, 0.1, 20, 'alternate')).toBeGreaterThan(0.99);
  });
});
