import { duetSettingsOf, type GateSettings, mostRounds } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { DuetConclusion, DuetSeries } from '../../../src/core/gate/duet-series.ts';
import { ruleOf } from '../../../src/core/gate/metric-rules.ts';
import { mulberry32, normalDraws } from '../random-draws.ts';
import type { Generated, Noise } from './gate-case.ts';

/** One duet as the trials of a case have it. */
export interface Trial {
  readonly conclusion: DuetConclusion;
  /** Names of benchmarks that are called slower. */
  readonly slower: readonly string[];
  /** d of each benchmark, as it was drawn. */
  readonly d: readonly (readonly number[])[];
}

export const nameOf = (index: number): string => `lib-s${index + 2}`;

/** Draws duets from one stream, in the order of README.md, and judges each as `bench` does. */
export function* trialsOf(given: Generated, noise: Noise, settings: GateSettings): Generator<Trial, void, undefined> {
  const uniform = mulberry32(given.seed);
  const normal = normalDraws(uniform);
  const metric = given.metric ?? 'throughput';
  for (;;) {
    const rounds = noiseOf(given, noise, uniform, normal);
    const d: number[][] = Array.from({ length: given.benchmarks }, () => []);
    const measure = (count: number) => {
      for (let round = 0; round < count; round += 1)
        for (const [index, value] of rounds().entries()) d[index]?.push(value);
    };
    const judged = () => judgeDuet(seriesOf(d, metric, settings), duetSettingsOf(settings));
    measure(given.rounds);
    let conclusion = judged();
    if (conclusion.due.length > 0) {
      measure(mostRounds(given.rounds) - given.rounds);
      conclusion = judged();
    }
    const slower = conclusion.effects.flatMap(({ conclusion: found, scenarioId }) =>
      found === 'regression' ? [scenarioId] : [],
    );
    yield { conclusion, slower, d };
  }
}

function seriesOf(d: readonly (readonly number[])[], metric: string, settings: GateSettings): DuetSeries[] {
  const isTime = metric !== 'throughput';
  const value = { value: 1, unit: isTime ? 'us' : 'msg/s', better: isTime ? 'lower' : 'higher', exact: false } as const;
  return d.map((values, index) => ({
    scenarioId: nameOf(index),
    role: 'subject',
    figure: metric,
    d: values,
    rule: ruleOf({ id: nameOf(index), stack: 'lib' }, metric, value, isTime ? null : metric, settings),
  }));
}

/** The next round of every benchmark. */
function noiseOf(given: Generated, noise: Noise, uniform: () => number, normal: () => number): () => number[] {
  const last: (number | null)[] = Array.from({ length: given.benchmarks }, () => null);
  const one = (index: number, sd: number, common: number): number => {
    if (noise === 'normal') return sd * normal();
    if (noise === 't3') {
      const value = normal();
      return (sd * value) / Math.hypot(normal(), normal(), normal());
    }
    if (noise === 'shared') return 0.7 * sd * normal() + 0.7 * sd * common;
    if ('ar' in noise) {
      const before = last[index] ?? null;
      const z = before === null ? normal() : noise.ar * before + Math.sqrt(1 - noise.ar ** 2) * normal();
      last[index] = z;
      return sd * z;
    }
    const value = sd * normal();
    return uniform() < noise.rare.share ? value - noise.rare.drop : value;
  };
  return () => {
    const common = noise === 'shared' ? normal() : 0;
    return Array.from({ length: given.benchmarks }, (_, index) => {
      const effect = given.effects?.all ?? given.effects?.[String(index)] ?? 0;
      const sd = given.sds?.all ?? given.sds?.[String(index)] ?? given.sd;
      return Math.log1p(effect) + one(index, sd, common);
    });
  };
}
