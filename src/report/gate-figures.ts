import type { Effect, FigurePair, RowComparison, Verdict } from '../core/gate/verdict.ts';

/** Figures of a verdict as people read them. One place, so that Markdown and HTML say the same. */

export const UNKNOWN = '–';

/** 9532.2 → "9,532.20"; unknown is a dash. */
export function fixed(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
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

/** Both ends of an effect's interval. In recorded mode they are the ends of D, in per cent of the natural logarithm. */
export function shownInterval(effect: Effect, mode: Verdict['mode']): string {
  const end = (value: number) =>
    mode === 'recorded' ? (value <= -1 ? '−∞' : signedPercent(Math.log1p(value), 1)) : signedPercent(value, 1);
  return `[${end(effect.interval.low)}, ${end(effect.interval.high)}]`;
}

export const INTERVAL_MEANS: Record<Verdict['mode'], string> = {
  recorded:
    'The interval runs from D(0), the controls ignored, to D(1), their median move believed fully; in per cent of the natural logarithm. It claims no error rate.',
  duet: 'The interval is the repeated confidence interval at the boundary used, as relative change.',
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

/** Rows that are not plainly PASS on both sides: those that the correctness table shows. */
export function correctnessRows(verdict: Verdict): RowComparison[] {
  return verdict.rows.filter(
    (row) =>
      row.passFail.baseline === 'FAIL' ||
      row.passFail.candidate === 'FAIL' ||
      row.passFail.baseline !== row.passFail.candidate,
  );
}

/** Effects on throughput first, then on latencies, subjects before controls. */
export function orderedEffects(verdict: Verdict): Effect[] {
  const figures: readonly Effect['figure'][] = ['throughput', 'p50', 'p95', 'p99'];
  const rank = (effect: Effect) => figures.indexOf(effect.figure) * 2 + (effect.role === 'subject' ? 0 : 1);
  return [...verdict.effects].sort((a, b) => rank(a) - rank(b));
}

export const STATUS_WORDS: Record<Verdict['status'], { readonly mark: string; readonly word: string }> = {
  pass: { mark: '✅', word: 'pass' },
  regression: { mark: '❌', word: 'regression' },
  inconclusive: { mark: '❔', word: 'inconclusive' },
  invalid: { mark: '⚠️', word: 'invalid' },
  incomparable: { mark: '⚠️', word: 'incomparable' },
};

/** What stands behind the numbers, as label and text. Texts are untrusted. */
export function hostLines(verdict: Verdict): [string, string][] {
  return (['baseline', 'candidate'] as const).map((side) => {
    const host = verdict.host[side];
    if (host === null) return [`host of the ${side}`, 'not recorded'];
    const load = host.loadBefore === null ? '' : `, load before ${host.loadBefore}`;
    const cores = `${host.logicalCores ?? 'unknown number of'} logical cores`;
    return [
      `host of the ${side}`,
      `${host.cpuModel ?? 'unknown cpu'}, ${cores}, kernel ${host.kernel ?? 'unknown'}${load}`,
    ];
  });
}

/** What was compared, and where the verdict comes from, as far as it says. */
export function comparedLines({ compared, measuredTree }: Verdict): [string, string][] {
  const sides = (['baseline', 'candidate'] as const).flatMap((side): [string, string][] => [
    ...(compared === undefined
      ? []
      : [[`folder of the ${side}`, compared[side].folders.join(', ') || 'not recorded'] as [string, string]]),
    [`tree of the ${side}`, measuredTree[side] ?? 'not recorded'],
    ...(compared === undefined
      ? []
      : [[`commit of the ${side}`, compared[side].commit ?? 'not recorded'] as [string, string]]),
  ]);
  if (compared === undefined) return sides;
  return [
    ...sides,
    ['repository', compared.repository ?? 'not recorded'],
    ['verdict made', compared.madeAt],
    ['program', `zlink-release ${compared.program}`],
  ];
}

/** Settings, tree hashes and binaries, as label and text. Texts are untrusted. */
export function evidenceLines(verdict: Verdict): [string, string][] {
  const { settings } = verdict;
  const lines: [string, string][] = [
    ...comparedLines(verdict),
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
