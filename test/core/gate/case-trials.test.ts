import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { lagOneCorrelation } from '../../../src/core/statistics/round-patterns.ts';
import { configOf, settingsOf } from '../../support/gate-case/case-input.ts';
import { type GateCase, gateCases, type Noise } from '../../support/gate-case/gate-case.ts';
import { nameOf, type Trial, trialsOf } from '../../support/gate-case/generated.ts';
import { runOf } from '../measurements/read-text.ts';

/**
 * What happens in how many trials: test/cases/gate, `generate` and `aa`. A few trials here, with bounds that fit so few; all of
 * them, and the bounds of the cases, by `npm run evaluate:cases`.
 */
const ALL = process.env.ALL_TRIALS !== undefined;
/** A hundred benchmarks judged after each of thirty rounds, a hundred times, take minutes. Milliseconds. */
const LONGEST = ALL ? 3_600_000 : 180_000;
const FEW = 16;

const cases = new Map(gateCases().map((each) => [each.name, each]));
const others = (trial: Trial, slow: readonly string[]) => trial.slower.some((name) => !slow.includes(name));
const blocking = ({ conclusion }: Trial) => conclusion.reasons.filter(({ effect }) => effect === 'blocks');
const passed = ({ conclusion }: Trial) =>
  conclusion.effects.filter((each) => each.conclusion === 'pass').map(({ scenarioId }) => scenarioId);
const first = nameOf(0);

/** By what is asked, whether it happens in a trial; a number is counted and its mean is bounded. */
type Asked = (trial: Trial, given: GateCase) => boolean | number;
const named = (trial: Trial) => trial.conclusion.status === 'regression' && trial.slower.includes(first);
const ASKED: Readonly<Record<string, Readonly<Record<string, Asked>>>> = {
  'one-of-52-at-half-speed': {
    'regression, lib-s2 named': named,
    'another benchmark is called slower': (trial) => others(trial, [first]),
  },
  'all-of-60-at-half-speed': {
    'regression, all 60 concluded as such': (trial) => trial.slower.length === 60,
  },
  'one-of-60-ten-percent-slower': {
    'regression, lib-s2 named': named,
    'another benchmark is called slower': (trial) => others(trial, [first]),
  },
  'same-code-60': { 'regression (for each noise)': ({ conclusion }) => conclusion.status === 'regression' },
  'one-of-11-at-half-speed-alpha-one-percent': {
    'regression, lib-s2 named': named,
    'another benchmark is called slower': (trial) => others(trial, [first]),
  },
  'one-noisy-of-20': {
    'inconclusive, the sentence says that 19 of 20 passed': (trial) =>
      trial.conclusion.status === 'inconclusive' && passed(trial).length === 19,
    'a reason that blocks names another than lib-s2': (trial) =>
      blocking(trial).some(({ subject }) => subject !== undefined && subject !== first),
  },
  'one-noisy-of-20-shown-only': { pass: ({ conclusion }) => conclusion.status === 'pass' },
  'three-of-100-ten-percent-slower': {
    'regression, all three named': ({ slower }) => [0, 1, 2].every((index) => slower.includes(nameOf(index))),
    'another benchmark is called slower': (trial) => others(trial, [0, 1, 2].map(nameOf)),
    'all 100 judged right (3 regression, 97 pass)': (trial) => trial.slower.length === 3 && passed(trial).length === 97,
    'mean rounds a benchmark was measured': ({ conclusion: { effects } }) =>
      effects.reduce((sum, { rounds }) => sum + rounds, 0) / effects.length,
  },
  'guard-same-code-20-quiet': { pass: ({ conclusion }) => conclusion.status === 'pass' },
  'autocorrelated-rounds-same-code': {
    'pass or regression with at least 12 rounds, lag-1 correlation of d above .5 and no warning': (trial) => {
      const { conclusion } = trial;
      const d = conclusion.effects[0]?.perRound.flatMap((each) => each ?? []) ?? [];
      const isDependent = d.length >= 12 && (lagOneCorrelation(d) ?? 0) > 0.5;
      const isDecided = conclusion.status === 'pass' || conclusion.status === 'regression';
      return isDependent && isDecided && !conclusion.reasons.some(({ text }) => text.includes('lag-1'));
    },
  },
  'rare-slow-rounds-same-code': {
    regression: ({ conclusion }) => conclusion.status === 'regression',
    pass: ({ conclusion }) => conclusion.status === 'pass',
    'passes with a slow round that no warning names': ({ conclusion, d }) => {
      const measured = conclusion.effects[0]?.perRound ?? [];
      const slow = (d[0] ?? []).flatMap((value, at) => (at < measured.length && value < -0.3 ? [at + 1] : []));
      const told = conclusion.reasons.map(({ text }) => text).join(' ');
      return conclusion.status === 'pass' && slow.some((round) => !new RegExp(`round ${round}\\b`).test(told));
    },
  },
  'same-code-p99-of-heavy-tails': {
    'a warning about p99': ({ conclusion }) =>
      conclusion.reasons.some(
        ({ effect, metric, rule }) => effect === 'warns' && metric === 'p99' && rule === 'latency',
      ),
  },
};

/** So many happen of `trials` as often as the promised ones of `of`: three standard errors and one beyond. */
function scaled(count: number, of: number, trials: number, side: 1 | -1): number {
  if (trials === of) return count;
  const rate = count / of;
  return rate * trials + side * (3 * Math.sqrt(Math.max(rate * (1 - rate), 1 / of) * trials) + 1);
}

describe('in so many trials', () => {
  for (const [name, asked] of Object.entries(ASKED)) {
    const given = cases.get(name);
    const { generate, settings, expected } = given ?? {};
    if (given === undefined || generate === undefined) throw new Error(`no trials of ${name}`);
    const noises = (Array.isArray(generate.noise) ? generate.noise : [generate.noise]) as readonly Noise[];
    it.each(noises.map((noise) => [JSON.stringify(noise), noise] as const))(
      `${name}, %s`,
      (_, noise) => {
        const gate = { controls: null, 'maximum-rounds': generate.rounds, ...settings?.gate };
        const trials = ALL ? generate.trials : Math.max(3, Math.round(FEW / Math.sqrt(generate.benchmarks)));
        const found = new Map<string, number>();
        const drawn = trialsOf(generate, noise, settingsOf(configOf({ settings: { gate } })));
        for (let count = 0; count < trials; count += 1) {
          const trial = drawn.next().value;
          if (trial === undefined) break;
          for (const [what, happens] of Object.entries(asked))
            found.set(what, (found.get(what) ?? 0) + Number(happens(trial, given)));
        }
        for (const { what, 'at-least': least, 'at-most': most } of expected?.trials ?? []) {
          const count = found.get(what);
          if (count === undefined) throw new Error(`nothing says whether ${what}`);
          if (what.startsWith('mean')) expect(count / trials, what).toBeLessThanOrEqual(most ?? 0);
          else if (least !== undefined)
            expect(count, what).toBeGreaterThanOrEqual(scaled(least, generate.trials, trials, -1));
          else expect(count, what).toBeLessThanOrEqual(scaled(most ?? 0, generate.trials, trials, 1));
        }
      },
      LONGEST,
    );
  }

  it('every case with trials is asked about', () => {
    const asked = gateCases().filter(
      ({ generate, expected }) => generate !== undefined && expected.trials !== undefined,
    );
    expect(asked.map(({ name }) => name).sort()).toEqual(Object.keys(ASKED).sort());
  });
});

describe('recorded runs of one machine', () => {
  const text = readFileSync(join(import.meta.dirname, '../../cases/rounds/sequential.csv'), 'utf8');
  const table = parse<Record<string, string>>(text, { columns: true });
  const of = (stack: string) =>
    new Map(
      table
        .filter((row) => row.condition === 'calm' && row.variant === 'A' && row.stack === stack)
        .map((row) => [row.round ?? '', Number(row.throughput)]),
    );
  const [zlink, asio] = [of('zlink'), of('asio')];
  const rounds = [...zlink].flatMap(([round, speed]) => {
    const control = asio.get(round);
    return control === undefined ? [] : [[speed, control] as const];
  });
  const runs = (indices: readonly number[], effect: number) =>
    indices.map((index) => {
      const [speed = 0, control = 0] = rounds[index] ?? [];
      return runOf({
        rows: [
          { id: 'zlink-s2', throughput: (speed * (1 + effect)).toFixed(2) },
          { id: 'asio-s2', throughput: control.toFixed(2) },
        ],
      });
    });
  const single = Array.from({ length: 39 }, (_, index) => [index]);
  const groups = Array.from({ length: 13 }, (_, index) => [index, index + 13, index + 26]);
  const pairs = (all: readonly (readonly number[])[]) =>
    all.flatMap((baseline, i) => all.flatMap((candidate, j) => (i === j ? [] : [[baseline, candidate] as const])));
  const isLoud = (verdict: Verdict) =>
    verdict.status === 'inconclusive' &&
    verdict.reasons.some(
      ({ effect, subject, text: said }) =>
        effect === 'blocks' && subject === 'zlink-s2' && said.includes('three') && said.includes('duet'),
    );
  const ASKED_OF_PAIRS: Readonly<Record<string, Readonly<Record<string, (verdict: Verdict) => boolean>>>> = {
    'same-code-one-run-a-side': {
      regression: ({ status }) => status === 'regression',
      'whole interval beyond −10 %, no regression, and anything but inconclusive with the word that three runs a side or a duet would decide':
        (verdict) => {
          const effect = verdict.effects.find(({ scenarioId }) => scenarioId === 'zlink-s2');
          return (effect?.interval.high ?? 0) < -0.1 && verdict.status !== 'regression' && !isLoud(verdict);
        },
    },
    'half-speed-one-run-a-side': {
      regression: ({ status }) => status === 'regression',
      'regression, or inconclusive with zlink-s2, its change, and that three runs a side could decide': (verdict) =>
        verdict.status === 'regression' || isLoud(verdict),
    },
    'same-code-three-runs-a-side': { regression: ({ status }) => status === 'regression' },
    'half-speed-three-runs-a-side': {
      'regression, zlink-s2 named': ({ status, sentence }) => status === 'regression' && sentence.includes('zlink-s2'),
    },
  };

  it('are as many as the cases say', () => expect(rounds.length).toBe(39));

  it.each(Object.keys(ASKED_OF_PAIRS))('%s', (name) => {
    const { aa, settings, expected } = cases.get(name) ?? {};
    const of = name.includes('three') ? pairs(groups) : pairs(single);
    const gate = settingsOf(configOf(settings === undefined ? {} : { settings }));
    // Of 1,482 pairs every thirteenth says enough here.
    const some = ALL || of.length < 200 ? of : of.filter((_, index) => index % 13 === 0);
    const found = new Map<string, number>();
    for (const [before, after] of some) {
      const input = { mode: 'recorded', baseline: runs(before, 0), candidate: runs(after, aa?.effect ?? 0) } as const;
      const verdict = judge(input, gate, judgeDuet);
      for (const [what, happens] of Object.entries(ASKED_OF_PAIRS[name] ?? {}))
        found.set(what, (found.get(what) ?? 0) + Number(happens(verdict)));
    }
    for (const { what, 'at-least': least, 'at-most': most } of expected?.trials ?? []) {
      const count = found.get(what) ?? Number.NaN;
      if (least !== undefined) expect(count, what).toBeGreaterThanOrEqual(scaled(least, of.length, some.length, -1));
      else expect(count, what).toBeLessThanOrEqual(scaled(most ?? 0, of.length, some.length, 1));
    }
  });
});
