import type { HistoryFigure, HistoryLine } from './history-line.ts';

/** One measurement of a series. */
export interface SeriesPoint {
  readonly line: HistoryLine;
  readonly figure: HistoryFigure;
  /** Speed as a factor of the first point's baseline, larger is better; what is no comparison is beside the figure before. */
  readonly index: number;
  /** The interval of this comparison, at this place of the series; null where it has none. */
  readonly low: number | null;
  readonly high: number | null;
}

/** A metric of a case over all verdicts that have it. */
export interface HistorySeries {
  readonly case: string;
  readonly metric: string;
  readonly role: 'subject' | 'control';
  readonly unit: string | null;
  readonly points: readonly SeriesPoint[];
}

/** The series of a history, in the order in which they first appear. */
export function seriesOf(lines: readonly HistoryLine[]): HistorySeries[] {
  const found = new Map<string, HistorySeries & { readonly points: SeriesPoint[] }>();
  for (const line of lines) {
    for (const figure of line.figures) {
      const { case: name, metric, role, unit } = figure;
      const key = JSON.stringify([name, metric]);
      const series = found.get(key) ?? { case: name, metric, role, unit, points: [] };
      found.set(key, series);
      series.points.push(pointOf(line, figure, series.points.at(-1)));
    }
  }
  return [...found.values()];
}

function pointOf(line: HistoryLine, figure: HistoryFigure, before: SeriesPoint | undefined): SeriesPoint {
  const start = before?.index ?? 1;
  const at = (change: number | null): number | null => (change === null ? null : start * (1 + change));
  const index = at(figure.change) ?? start * (besideTheLast(figure, before?.figure) ?? 1);
  return { line, figure, index, low: at(figure.low), high: at(figure.high) };
}

/** What was measured by itself, as a factor of the figure before it. */
function besideTheLast(now: HistoryFigure, before: HistoryFigure | undefined): number | null {
  const [value, last] = [now.candidate, before?.candidate ?? null];
  if (value === null || last === null || !(value > 0) || !(last > 0)) return null;
  return now.better === 'lower' ? last / value : value / last;
}
