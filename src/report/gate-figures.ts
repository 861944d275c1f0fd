import { counted } from '../core/counted.ts';
import { changeWords, figure, shownUnit } from '../core/gate/change-words.ts';
import { decidesOf } from '../core/gate/claimed-effect.ts';
import { betterOf, effectChange, type ShownEffect } from '../core/gate/effect-words.ts';
import { usualRule } from '../core/gate/metric-rules.ts';
import type { ComparedSide, Effect, FigurePair, Reason, RowComparison, Verdict } from '../core/gate/verdict.ts';
import type { Words } from './words.ts';

/** Figures of a verdict as people read them. One place, so that Markdown and HTML say the same. */

export const UNKNOWN = '–';

/** 9532.2 → "9,532.20"; unknown is a dash. */
export function fixed(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  // Beyond what anybody reads digit by digit.
  if (Math.abs(value) >= 1e15) return figure(value);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A count as it is; unknown is a dash. */
export function whole(value: number | null): string {
  return value === null ? UNKNOWN : fixed(value, Number.isInteger(value) ? 0 : 2);
}

/** −0.0472 → "−4.72 %". */
export function signedPercent(fraction: number, digits = 2): string {
  const shown = Math.abs(100 * fraction).toFixed(digits);
  const zero = Number(shown) === 0;
  return `${zero ? '±' : fraction < 0 ? '−' : '+'}${shown} %`;
}

const NO_LIMITS = { margin: 0, floor: 0 };

/** The change in per cent of the baseline, or as a factor: of a time, that much more or less of it. */
export const shownChange = (effect: ShownEffect, digits = 2): string => effectChange(effect, digits);

/** What both sides have: medians where the effect has them, else the row's. */
export function shownValues(effect: Effect, row: RowComparison | undefined): FigurePair {
  if (effect.values !== undefined) return effect.values;
  const { figure } = effect;
  const isColumn = figure === 'throughput' || figure === 'p50' || figure === 'p95' || figure === 'p99';
  return isColumn && row !== undefined ? row[figure] : { baseline: null, candidate: null };
}

/** "throughput, msg/s". Untrusted. */
export function metricTitle({ figure, unit, role }: Effect): string {
  const shown = role === 'control' ? '' : (unit ?? usualRule(figure, NO_LIMITS).unit);
  return shown === '1' || shown === '' ? figure : `${figure}, ${shownUnit(shown)}`;
}

/** Of a figure's size: two decimals, or as many as it needs. */
export function shownFigure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  return Math.abs(value) >= 1 || value === 0 ? fixed(value, Number.isInteger(value) ? 0 : 2) : figure(value);
}

/** A pass of recorded runs is advice; a waived regression says so. */
export function shownConclusion(
  { conclusion, waived, exact, decides }: Effect,
  mode: Verdict['mode'],
  { say }: Words,
): string {
  if (waived !== undefined) return `${say(conclusion)} (${say('waived')})`;
  if (decides === 'show' && conclusion === 'reported') return say('shown');
  return say(mode === 'recorded' && conclusion === 'pass' && exact !== true ? 'advisory pass' : conclusion);
}

export const INTERVAL_MEANS: Record<Verdict['mode'], string> = {
  recorded:
    'One end of the interval is the change if the controls are ignored, the other if their median move is believed fully; in per cent of the baseline. It claims no error rate.',
  duet: 'The interval is that of the t test at the boundary used, in per cent of the baseline, wider where rounds depend on each other.',
};

/** "+301,786.30 msg/s (+3165.97%, x32.66)"; null where either side is unknown or the baseline is zero. */
export function throughputChange(pair: FigurePair): string | null {
  const { baseline, candidate } = pair;
  if (baseline === null || candidate === null || !(baseline > 0)) return null;
  const change = candidate - baseline;
  const ratio = candidate / baseline;
  const sign = change < 0 ? '-' : '+';
  return `${sign}${fixed(Math.abs(change), 2)} msg/s (${sign}${Math.abs(100 * (ratio - 1)).toFixed(2)}%, x${ratio.toFixed(2)})`;
}

/** What blocks, but for the one that the verdict's sentence says in full: nothing is said twice on one page. */
export const blockingReasons = ({ reasons, sentence }: Verdict): Reason[] =>
  reasons.filter(({ effect, text }) => effect === 'blocks' && !sentence.includes(text.replace(/\.$/, '')));

/** Rows that are not plainly PASS on both sides: those that the correctness table shows. */
export function correctnessRows(verdict: Verdict): RowComparison[] {
  return verdict.rows.filter(
    (row) =>
      row.passFail.baseline === 'FAIL' ||
      row.passFail.candidate === 'FAIL' ||
      row.passFail.baseline !== row.passFail.candidate,
  );
}

/** What the STREAM harness counts of a run besides whether it passed. */
interface HarnessFigure {
  readonly title: string;
  readonly of: (row: RowComparison) => FigurePair;
  readonly text: (value: number | null) => string;
  /** How it changed, where that is told; null where it cannot be. */
  readonly change?: (pair: FigurePair) => string | null;
}

const HARNESS_FIGURES: readonly HarnessFigure[] = [
  {
    title: 'throughput(msg/s)',
    of: ({ throughput }) => throughput,
    text: (value) => fixed(value, 2),
    change: throughputChange,
  },
  { title: 'incomplete_ratio', of: ({ incompleteRatio }) => incompleteRatio, text: (value) => fixed(value, 6) },
  { title: 'drain_timeout', of: ({ drainTimeout }) => drainTimeout, text: whole },
  { title: 'gating_violation', of: ({ gatingViolation }) => gatingViolation, text: whole },
];

/** The figures that a table of these rows shows: none of other programs' benchmarks, of which nothing of it is known. */
export function harnessFigures(rows: readonly RowComparison[]): readonly HarnessFigure[] {
  const isKnown = ({ baseline, candidate }: FigurePair) => baseline !== null || candidate !== null;
  return rows.some((row) => HARNESS_FIGURES.some(({ of }) => isKnown(of(row)))) ? HARNESS_FIGURES : [];
}

/** What a reader looks for, first: what blocks with the worst ahead, what is undecided, then the rest, worst first. */
export function orderedEffects(verdict: Verdict): Effect[] {
  const found = { regression: 0, undecided: 1, pass: 2, reported: 2 } as const;
  const decides = { block: 0, warn: 1, show: 2 } as const;
  const rank = (effect: Effect) =>
    100 * found[effect.conclusion] + 10 * decides[decidesOf(effect)] + (effect.role === 'subject' ? 0 : 1);
  return [...verdict.effects].sort((a, b) => rank(a) - rank(b) || a.change - b.change);
}

/** What somebody has to look at. */
export const isWanting = ({ conclusion }: Effect): boolean => conclusion === 'regression' || conclusion === 'undecided';

/** Effects that are shown at once, where nothing is wrong with more of them. */
const SHOWN_AT_ONCE = 20;
/** Of many, so many at least where something is wrong: a few others tell how wrong it is. */
const SHOWN_BESIDE = 6;

/** What is read first, and the rest, which is folded: what is neither slower nor undecided. */
export function foldedEffects(verdict: Verdict): {
  readonly first: readonly Effect[];
  readonly rest: readonly Effect[];
} {
  const effects = orderedEffects(verdict);
  const wanting = effects.filter(isWanting).length;
  const beside = wanting > 0 && effects.length > SHOWN_AT_ONCE ? SHOWN_BESIDE : SHOWN_AT_ONCE;
  const at = Math.max(wanting, beside);
  return { first: effects.slice(0, at), rest: effects.slice(at) };
}

/** Changes that the rounding of figures explains, as fractions. */
const ROUNDED = 0.0006;

/** The change that the two figures give, where it is not that of the effect; null where it is, or nothing is known of it. */
export function medianChange(effect: Effect, { baseline, candidate }: FigurePair): string | null {
  if (baseline === null || candidate === null || !(baseline > 0) || !(candidate > 0)) return null;
  const ratio = betterOf(effect) === 'lower' ? baseline / candidate : candidate / baseline;
  if (Math.abs(ratio - 1 - effect.change) <= ROUNDED * Math.max(1, ratio)) return null;
  return changeWords(ratio - 1, betterOf(effect), 2);
}

/**
 * Why a change is not that of the two figures beside it; null where it is, and where there are no two figures.
 */
export function changeApart(effect: Effect, pair: FigurePair, mode: Verdict['mode']): string | null {
  if (pair.baseline === null || pair.candidate === null) return 'the figures are not in the verdict';
  const ofMedians = medianChange(effect, pair);
  if (ofMedians === null) return null;
  return mode === 'duet'
    ? `mean over rounds; of the medians ${ofMedians}`
    : `mean over runs; of the medians ${ofMedians}`;
}

export const STATUS_WORDS: Record<Verdict['status'], { readonly mark: string; readonly word: string }> = {
  pass: { mark: '✅', word: 'pass' },
  regression: { mark: '❌', word: 'regression' },
  inconclusive: { mark: '❔', word: 'inconclusive' },
  invalid: { mark: '⚠️', word: 'invalid' },
  incomparable: { mark: '⚠️', word: 'incomparable' },
  'not-measured': { mark: '❔', word: 'not measured' },
};

/** What is told of a side, in so many words: each is a message of its own. */
const SIDE_LABELS = {
  baseline: {
    host: 'host of the baseline',
    folder: 'folder of the baseline',
    tree: 'tree of the baseline',
    commit: 'commit of the baseline',
    time: 'time of the baseline',
  },
  candidate: {
    host: 'host of the candidate',
    folder: 'folder of the candidate',
    tree: 'tree of the candidate',
    commit: 'commit of the candidate',
    time: 'time of the candidate',
  },
} as const;

/** What stands behind the numbers, as label and text. Texts are untrusted. */
export function hostLines(verdict: Verdict): [string, string][] {
  return (['baseline', 'candidate'] as const).map((side) => {
    const host = verdict.host[side];
    if (host === null) return [SIDE_LABELS[side].host, 'not recorded'];
    const load = host.loadBefore === null ? '' : `, load before ${host.loadBefore}`;
    const cores = `${host.logicalCores === null ? 'unknown number of logical cores' : counted(host.logicalCores, 'logical core')}`;
    return [
      SIDE_LABELS[side].host,
      `${host.cpuModel ?? 'unknown cpu'}, ${cores}, kernel ${host.kernel ?? 'unknown'}${load}`,
    ];
  });
}

/** When a side was measured, and by which clock. */
export function measuredText({ measuredAt }: ComparedSide): string {
  if (measuredAt == null) return 'not recorded';
  const [day, time = ''] = measuredAt.split('T');
  const minute = `${day} ${time.slice(0, 5)}`;
  return measuredAt.endsWith('Z') ? `${minute} UTC` : `${minute} local time`;
}

/** What was compared, and where the verdict comes from, as far as it says. */
export function comparedLines({ compared, measuredTree }: Verdict): [string, string][] {
  const sides = (['baseline', 'candidate'] as const).flatMap((side): [string, string][] => [
    ...(compared === undefined
      ? []
      : [[SIDE_LABELS[side].folder, compared[side].folders.join(', ') || 'not recorded'] as [string, string]]),
    [SIDE_LABELS[side].tree, measuredTree[side] ?? 'not recorded'],
    ...(compared === undefined
      ? []
      : [
          [SIDE_LABELS[side].commit, compared[side].commit ?? 'not recorded'] as [string, string],
          [SIDE_LABELS[side].time, measuredText(compared[side])] as [string, string],
        ]),
  ]);
  if (compared === undefined) return sides;
  return [
    ...sides,
    ['repository', compared.repository ?? 'not recorded'],
    ['verdict made', compared.madeAt],
    ['program', `zlink-release ${compared.program}`],
  ];
}

/** What was compared, settings and binaries, as label and text. Texts are untrusted. */
export const evidenceLines = (verdict: Verdict): [string, string][] => [
  ...comparedLines(verdict),
  ...restingLines(verdict),
];

/** What a verdict rests on besides the two sides: settings, hosts and binaries, as label and text. Texts are untrusted. */
export function restingLines(verdict: Verdict): [string, string][] {
  const { settings } = verdict;
  const lines: [string, string][] = [
    ['mode', verdict.mode],
    [verdict.mode === 'duet' ? 'rounds' : 'runs of the candidate', String(verdict.rounds)],
    ['effect floor', `${+(100 * settings.floor).toFixed(2)} %`],
    ['margin', `${+(100 * settings.margin).toFixed(2)} %`],
  ];
  if (verdict.mode === 'recorded') lines.push(['recorded margin', `${+(100 * settings.recordedMargin).toFixed(2)} %`]);
  else {
    lines.push(['alpha', String(settings.alpha)], ['rounds at most', String(settings.maximumRounds)]);
    lines.push(['boundary α*', settings.boundary === null ? UNKNOWN : String(settings.boundary)]);
  }
  lines.push(...hostLines(verdict));
  for (const [stack, hashes] of Object.entries(verdict.binaries).slice(0, 50)) {
    lines.push([`binary of ${stack}`, `${hashes.baseline ?? 'unknown'} / ${hashes.candidate ?? 'unknown'}`]);
  }
  return lines;
}
