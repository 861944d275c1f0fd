import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNormal } from '../../../scripts/calibration/random.ts';
import type { DuetSettings } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { DuetSeries } from '../../../src/core/gate/duet-series.ts';
import { firstDecidingLook } from '../../../src/core/statistics/boundary.ts';
import { looksAt } from '../../../src/core/statistics/sequential-test.ts';

const SETTINGS: DuetSettings = {
  alpha: 0.05,
  margin: 0.05,
  floor: 0.03,
  maximumRounds: 10,
  controlAlpha: 0.01,
};

const subject = (d: readonly number[], id = 'zlink-s2'): DuetSeries => ({
  scenarioId: id,
  role: 'subject',
  figure: 'throughput',
  d,
});
const control = (d: readonly number[], id = 'asio-s2'): DuetSeries => ({ ...subject(d, id), role: 'control' });
const calm = [0.004, -0.006, 0.003, -0.002, 0.005, -0.004, 0.001, -0.003, 0.002, 0];
const down = (by: number, d: readonly number[] = calm): number[] => d.map((each) => each + by);

/** As a duet goes: another round while it asks for one. */
function played(next: readonly ((round: number) => DuetSeries)[], settings = SETTINGS) {
  for (let round = 1; ; round += 1) {
    const found = judgeDuet(
      next.map((each) => each(round)),
      settings,
    );
    if (found.status !== 'continue') return { ...found, rounds: round };
  }
}
const growing = (series: DuetSeries) => (round: number) => ({ ...series, d: series.d.slice(0, round) });

describe('a duet', () => {
  it.each([
    ['the same code', 0, 'pass'],
    ['three per cent faster', 0.03, 'pass'],
    ['two per cent slower, which is below the floor', -0.02, 'pass'],
    ['ten per cent slower', Math.log(0.9), 'regression'],
    ['half as fast', Math.log(0.5), 'regression'],
  ])('%s (d = %f): %s', (_, by, status) => {
    const found = played([growing(subject(down(by))), growing(control(calm)), growing(control(calm, 'dotnet-s2'))]);
    expect(found.status).toBe(status);
    const effect = found.effects.find((each) => each.scenarioId === 'zlink-s2');
    expect(effect?.conclusion).toBe(status);
    expect(effect?.change).toBeCloseTo(Math.expm1(by), 2);
  });

  it('is undecided in the first rounds, and inconclusive when the budget is spent, with what it would take', () => {
    const noisy = [0.2, -0.25, 0.15, -0.1, 0.3, -0.28, 0.12, -0.16, 0.22, -0.2];
    expect(judgeDuet([subject(noisy.slice(0, 2))], SETTINGS).status).toBe('continue');
    // Three that agree closely are no proof yet: chance alone points them the same way in one of eight cases.
    expect(judgeDuet([subject([-0.2, -0.2001, -0.2002])], SETTINGS).status).toBe('continue');
    const early = judgeDuet([subject(noisy.slice(0, 3))], SETTINGS);
    expect(early.status).toBe('continue');
    expect(early.resolution?.roundsNeeded).toBeGreaterThan(100);
    const late = played([growing(subject(noisy))]);
    expect(late).toMatchObject({ status: 'inconclusive', rounds: 10 });
    expect(late.resolution?.resolvableMargin).toBeGreaterThan(0.1);
    const [said] = late.reasons.filter((reason) => reason.rule === 'noise');
    expect(said?.text).toContain(`about ${late.resolution?.roundsNeeded} rounds`);
  });

  it('a control that moved makes it invalid, whatever the subject says', () => {
    for (const by of [-0.2, 0.2]) {
      const found = played([growing(subject(calm)), growing(control(down(by))), growing(control(calm, 'dotnet-s2'))]);
      expect(found.status).toBe('invalid');
      expect(found.controls.filter((check) => check.vetoes).map((check) => check.stack)).toEqual(['asio']);
      expect(found.reasons.find((reason) => reason.rule === 'control')?.subject).toBe('asio-s2');
    }
  });

  it('a control that moved by less than the floor does not', () => {
    expect(played([growing(subject(calm)), growing(control(down(0.02)))]).status).toBe('pass');
  });

  it('says that fewer than two controls watch', () => {
    const texts = (series: readonly DuetSeries[]) => judgeDuet(series, SETTINGS).reasons.map((reason) => reason.text);
    expect(texts([subject(calm)]).join()).toContain('No control was measured');
    expect(texts([subject(calm), control(calm)]).join()).toContain('Only one control was measured (asio)');
    expect(texts([subject(calm), control(calm), control(calm, 'dotnet-s2')]).join()).not.toContain('control');
  });

  it('one slow subject among many is found, and named', () => {
    const found = played(['a-s2', 'b-s2', 'c-s2'].map((id, i) => growing(subject(down(i === 1 ? -0.2 : 0), id))));
    expect(found.status).toBe('regression');
    expect(found.effects.filter((each) => each.conclusion === 'regression').map((each) => each.scenarioId)).toEqual([
      'b-s2',
    ]);
  });

  it('latency warns and does not block', () => {
    const slowLatency: DuetSeries = { ...subject(down(-0.3)), figure: 'p95' };
    const found = played([growing(subject(calm)), growing(slowLatency)]);
    expect(found.status).toBe('pass');
    expect(found.reasons.find((reason) => reason.rule === 'latency')).toMatchObject({ effect: 'warns' });
  });

  it('rounds beyond the budget do not change the answer', () => {
    const before = judgeDuet([subject(calm)], SETTINGS);
    const after = judgeDuet([subject([...calm, -3, -3, -3])], SETTINGS);
    expect(after.status).toBe(before.status);
    expect(after.effects[0]?.change).toBe(before.effects[0]?.change);
    expect(after.reasons.map((reason) => reason.text).join()).toContain('13 rounds are there');
  });

  it('rounds without any spread do not pass; a constant slowdown is believed', () => {
    expect(played([growing(subject(Array(10).fill(0)))]).status).toBe('inconclusive');
    expect(played([growing(subject(Array(10).fill(0.5)))]).status).toBe('inconclusive');
    expect(played([growing(subject(Array(10).fill(-0.2)))]).status).toBe('regression');
  });

  it('alarms falsely about as often as it was told, with one subject and with five', () => {
    const normal = seededNormal(11);
    const rate = (subjects: number, shift: number, duets: number) => {
      const found = { regression: 0, pass: 0, inconclusive: 0, invalid: 0, continue: 0 };
      for (let i = 0; i < duets; i += 1) {
        // As many rounds as a bench measures at most: what is not due any more is not looked at.
        const drawn = Array.from({ length: subjects }, (_, k) =>
          subject(
            Array.from({ length: 20 }, () => shift + 0.06 * normal()),
            `stack${k}-s2`,
          ),
        );
        found[judgeDuet(drawn, SETTINGS).status] += 1 / duets;
      }
      return found;
    };
    // Three standard errors of 400 draws at 5 % are 3.3 %.
    expect(rate(1, 0, 400).regression).toBeLessThan(0.05);
    expect(rate(5, 0, 200).regression).toBeLessThan(0.05);
    expect(rate(1, Math.log(0.95), 400).pass).toBeLessThan(0.083);
    expect(rate(1, Math.log(0.8), 200).regression).toBeGreaterThan(0.95);
  });
});

describe('properties', () => {
  const d = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 12 });
  const family = fc
    .array(
      fc.record({
        d,
        role: fc.constantFrom('subject', 'control'),
        figure: fc.constantFrom('throughput', 'p50', 'p95', 'p99'),
      }),
      {
        maxLength: 6,
      },
    )
    .map((all) => all.map((each, i): DuetSeries => ({ ...each, scenarioId: `stack${i}-s2` }) as DuetSeries));

  it('a pass rests on enough rounds of every subject, most of them above −margin', () => {
    fc.assert(
      fc.property(family, (series) => {
        const found = judgeDuet(series, SETTINGS);
        if (found.status !== 'pass') return;
        const subjects = series.filter((each) => each.role === 'subject' && each.figure === 'throughput');
        expect(subjects.length).toBeGreaterThan(0);
        for (const each of subjects) {
          const effect = found.effects.find((one) => one.scenarioId === each.scenarioId);
          expect(effect).toMatchObject({ conclusion: 'pass' });
          expect(effect?.rounds).toBeGreaterThanOrEqual(6);
          const first = each.d.slice(0, effect?.rounds).sort((a, b) => Number(b) - Number(a));
          expect(first[first.length >> 1]).toBeGreaterThan(Math.log1p(-SETTINGS.margin));
        }
      }),
    );
  });

  it('what the tests decide, the interval shows', () => {
    const conclusions = new Set<string>();
    const first = firstDecidingLook(SETTINGS.alpha, SETTINGS.maximumRounds) ?? 0;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: first, maxLength: first }),
        fc.constantFrom(-0.2, 0, 0.1),
        (noise, by) => {
          const [effect] = judgeDuet([subject(down(by, noise))], SETTINGS).effects;
          if (effect === undefined || effect.standardDeviation === 0) return;
          if (effect.conclusion === 'pass') expect(effect.interval.low).toBeGreaterThanOrEqual(-SETTINGS.margin);
          if (effect.conclusion === 'regression') expect(effect.interval.high).toBeLessThanOrEqual(0);
          expect(effect.change).toBeGreaterThanOrEqual(effect.interval.low);
          expect(effect.change).toBeLessThanOrEqual(effect.interval.high);
          conclusions.add(effect.conclusion);
        },
      ),
    );
    expect([...conclusions]).toEqual(expect.arrayContaining(['pass', 'regression']));
  });

  it('a number that is none never passes', () => {
    fc.assert(
      fc.property(
        family,
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
        (series, bad) => {
          const found = judgeDuet([...series, subject([...calm, bad], 'bad-s2')], SETTINGS);
          expect(found.status).toBe('invalid');
        },
      ),
    );
  });

  it('mean and spread are those of the naive formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 10 }), (values) => {
        for (const look of looksAt(values, 0.05, 10, 0.05)) {
          const first = values.slice(0, look.rounds);
          const mean = first.reduce((a, b) => a + b, 0) / first.length;
          const spread = Math.sqrt(first.reduce((a, b) => a + (b - mean) ** 2, 0) / (first.length - 1));
          expect(look.mean).toBeCloseTo(mean, 10);
          expect(look.standardDeviation).toBeCloseTo(spread, 10);
        }
      }),
    );
  });
});
