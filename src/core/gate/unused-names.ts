import { fewNames } from '../few-names.ts';
import type { MetricIndex } from './metric-index.ts';
import type { CaseSetting, MetricSetting } from './metric-rules.ts';
import { fitsAnyGlob } from './name-glob.ts';
import type { Reason } from './verdict.ts';

/**
 * Names in the configuration that nothing which was measured has: a mistake of one letter would else be a rule that nobody
 * misses. What a waiver fits is told with the waiver.
 */
export function unusedNames(
  { cases }: Pick<MetricIndex, 'cases'>,
  settings: {
    readonly subjects: readonly string[] | null;
    readonly controls: readonly string[] | null;
    readonly cases: readonly CaseSetting[];
    readonly metrics: ReadonlyMap<string, MetricSetting>;
  },
): Reason[] {
  const all = [...cases.values()];
  const fits = (glob: string, metric: string | null = null) =>
    all.some(({ id, stack, rules }) => fitsAnyGlob([id, stack], [glob]) && (metric === null || rules.has(metric)));
  const unused: readonly (readonly [string, readonly string[]])[] = [
    ['gate.subjects', (settings.subjects ?? []).filter((glob) => !fits(glob))],
    ['gate.controls', (settings.controls ?? []).filter((glob) => !fits(glob))],
    [
      'gate.cases',
      settings.cases.flatMap(({ match, metric }) =>
        fits(match, metric) ? [] : [metric === null ? match : `${match} (${metric})`],
      ),
    ],
    ['gate.metrics', [...settings.metrics.keys()].filter((metric) => !all.some(({ rules }) => rules.has(metric)))],
  ];
  return unused.flatMap(([where, names]): Reason[] =>
    names.length === 0
      ? []
      : [
          {
            effect: 'informs',
            rule: 'metric',
            text: `\`${where}\` names ${fewNames(names)}, which nothing that was measured has.`,
          },
        ],
  );
}
