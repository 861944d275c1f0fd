import * as z from 'zod';
import { type Effect, VERDICT_STATUSES, type Verdict } from '../gate/verdict.ts';

/**
 * One verdict's figures as a line of history.jsonl, with the host, the profile and the trees that they belong to. It is all
 * that a later sum or page needs: nothing has to be looked up elsewhere.
 */

const name = z.string().max(300);
const side = z.strictObject({
  commit: name.nullable(),
  tree: name.nullable(),
  host: z
    .strictObject({
      cpuModel: name.nullable(),
      kernel: name.nullable(),
      logicalCores: z.number().nullable(),
      loadBefore: z.number().nullable(),
    })
    .nullable(),
});
const figure = z.strictObject({
  case: name,
  role: z.enum(['subject', 'control']),
  metric: name,
  unit: name.nullable(),
  better: z.enum(['higher', 'lower']).nullable(),
  decides: z.enum(['block', 'warn', 'show']).nullable(),
  exact: z.boolean(),
  /** exp(d) − 1, negative is worse; null where nothing was compared, as in what was imported. */
  change: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Standard deviation of d from round to round. */
  sd: z.number().min(0).nullable(),
  rounds: z.number().int().min(0),
  conclusion: z.enum(['pass', 'regression', 'undecided', 'reported']),
  margin: z.number().min(0).nullable(),
  /** Medians of what was measured, in the unit. */
  baseline: z.number().nullable(),
  candidate: z.number().nullable(),
});

export const historyLineShape = z.strictObject({
  format: z.literal(1),
  at: z.iso.datetime({ offset: true }).max(40),
  /** What people call the candidate: a tag or a version. */
  name: name.nullable(),
  mode: z.enum(['duet', 'recorded', 'imported']),
  status: z.enum(VERDICT_STATUSES).nullable(),
  repository: name.nullable(),
  baseline: side,
  candidate: side,
  profile: z.record(name, z.union([z.string().max(300), z.number(), z.null()])),
  figures: z.array(figure).max(80_000),
});

export type HistoryLine = z.infer<typeof historyLineShape>;
export type HistoryFigure = z.infer<typeof figure>;
export type HistorySide = z.infer<typeof side>;

/** @param called what people call the candidate; null: its commit will do */
export function lineOfVerdict(verdict: Verdict, called: string | null): HistoryLine {
  const { compared, measuredTree, host } = verdict;
  const sideOf = (which: 'baseline' | 'candidate'): HistorySide => ({
    commit: compared?.[which].commit ?? null,
    tree: measuredTree[which],
    host: host[which],
  });
  return {
    format: 1,
    // A verdict of an earlier version does not say when it was made.
    at: compared?.madeAt ?? new Date(0).toISOString(),
    name: called,
    mode: verdict.mode,
    status: verdict.status,
    repository: compared?.repository ?? null,
    baseline: sideOf('baseline'),
    candidate: sideOf('candidate'),
    profile: verdict.profile,
    figures: verdict.effects.map(figureOf),
  };
}

function figureOf(effect: Effect): HistoryFigure {
  const { scenarioId, role, figure: metric, change, interval, standardDeviation, rounds, conclusion } = effect;
  const finite = (value: number | undefined): number | null =>
    value === undefined || !Number.isFinite(value) ? null : value;
  return {
    case: scenarioId,
    role,
    metric,
    unit: effect.unit ?? null,
    better: effect.better ?? null,
    decides: effect.decides ?? null,
    exact: effect.exact === true,
    change: finite(change),
    low: finite(interval.low),
    high: finite(interval.high),
    sd: standardDeviation,
    rounds,
    conclusion,
    margin: finite(effect.margin),
    baseline: finite(effect.values?.baseline),
    candidate: finite(effect.values?.candidate),
  };
}

/** A profile as a key: the order of its settings tells nothing. */
export const profileKey = ({ profile }: Pick<HistoryLine, 'profile'>): string =>
  JSON.stringify(Object.entries(profile).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What makes two lines the same: what was measured, whenever it was judged and whatever it was called. A verdict that is
 * made again of the same rounds is no second measurement.
 */
export function sameMeasurement(line: HistoryLine): string {
  const { mode, baseline, candidate, figures } = line;
  const sides = [baseline, candidate].map(({ commit, tree }) => [commit, tree]);
  return JSON.stringify([
    mode,
    sides,
    profileKey(line),
    figures.map((each) => [each.case, each.metric, each.change, each.sd, each.rounds, each.baseline, each.candidate]),
  ]);
}
