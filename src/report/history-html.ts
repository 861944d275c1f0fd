import { scaleLinear } from 'd3-scale';
import { counted } from '../core/counted.ts';
import { changeWords, figure as shownNumber } from '../core/gate/change-words.ts';
import type { HistoryLine } from '../core/history/history-line.ts';
import { type HistorySeries, type SeriesPoint, seriesOf } from '../core/history/history-series.ts';
import { htmlPage, safe, table } from './html-page.ts';

/** Of a chart, in pixels: it is as wide as there is room. */
const HEIGHT = 160;

const STYLE = `
.chart { display: grid; grid-template-columns: 3.8rem minmax(0, 1fr); font-size: 0.85rem; }
.chart svg { display: block; width: 100%; height: ${HEIGHT}px; } .chart .names { grid-column: 2; height: 1.5rem; }
svg text { fill: var(--soft); } svg .line { stroke: var(--link); stroke-width: 2; }
svg .bound { stroke: var(--soft); stroke-width: 1.5; } svg .tick { stroke: var(--line); } svg .start { stroke: var(--soft); }
svg circle { fill: var(--link); } svg circle.regression { fill: var(--bad); }
@media (max-width: 40rem) { .between { display: none; } }
`;
const MOST_SERIES = 300;
const MOST_POINTS = 400;

/** The history as one self-contained page: what became of each series, release by release, with the bounds of each step. */
export function historyHtml(lines: readonly HistoryLine[]): string {
  const all = seriesOf(lines).filter(({ role }) => role === 'subject');
  // What has lost most stands first.
  const sorted = [...all].sort((a, b) => lastIndex(a) - lastIndex(b));
  const shown = sorted.slice(0, MOST_SERIES);
  const left = sorted.length - shown.length;
  const summary = table(
    'Every series, what has lost most first',
    [
      { title: 'case' },
      { title: 'change since the first', number: true },
      { title: 'metric' },
      { title: 'measured', number: true },
    ],
    sorted.map((series) => [
      safe(series.case, 200),
      changeWords(lastIndex(series) - 1, series.points.at(-1)?.figure.better ?? 'higher', 2),
      safe(series.metric, 120),
      String(series.points.length),
    ]),
    { sideBySide: true, wholeIn: 'history.jsonl' },
  );
  const note =
    left === 0 ? '' : `<p class="soft">… and ${left} more series, see the table above and history.jsonl.</p>`;
  const imported = lines.some(({ mode }) => mode === 'imported')
    ? ' A figure that was imported was measured alone, and is only set beside the one before it: it proves nothing.'
    : '';
  return htmlPage({
    title: 'Benchmark history',
    style: STYLE,
    body: `<h1>Benchmark history</h1>
<p>${counted(lines.length, 'comparison')} of ${all.length} series. A line is the speed, the first baseline being 100 %: up is faster, also where a time is measured.
Each step is the change that its verdict found; a bar is its interval, and a red point a regression.${imported}</p>
<section><h2>Series</h2>${summary}</section>
${shown.map(seriesSection).join('\n')}
${note}`,
  });
}

const lastIndex = ({ points }: HistorySeries): number => points.at(-1)?.index ?? 1;

const nameOf = ({ line }: SeriesPoint): string =>
  line.name ?? (line.candidate.commit ?? line.candidate.tree)?.slice(0, 10) ?? line.at.slice(0, 10);

function seriesSection(series: HistorySeries): string {
  const points = series.points.slice(-MOST_POINTS);
  const rows = points.map((point) => {
    const { figure, line } = point;
    const better = figure.better ?? 'higher';
    const words = (value: number | null) => (value === null ? '–' : changeWords(value, better, 2));
    const ends = [figure.low, figure.high].map(words);
    const number = (value: number | null) => (value === null ? '–' : shownNumber(value));
    return [
      safe(line.at.slice(0, 10), 10),
      safe(nameOf(point), 60),
      number(figure.baseline),
      number(figure.candidate),
      words(figure.change),
      `${(better === 'lower' ? ends.reverse() : ends).join(' … ')}`,
      line.mode === 'imported' ? 'imported' : figure.conclusion,
      safe(line.candidate.host?.cpuModel ?? '–', 80),
    ];
  });
  const shown = table(
    `${safe(series.case, 200)}, step by step`,
    [
      { title: 'day' },
      { title: 'release' },
      { title: 'baseline', number: true },
      { title: `new${series.unit === null || series.unit === '1' ? '' : ` (${safe(series.unit, 40)})`}`, number: true },
      { title: 'change', number: true },
      { title: 'interval', number: true },
      { title: 'conclusion' },
      { title: 'host' },
    ],
    rows,
  );
  return `<section><h2>${safe(series.case, 200)} <span class="soft">${safe(series.metric, 120)}</span></h2>${chart(points)}<details><summary>${counted(points.length, 'step')}</summary>${shown}</details></section>`;
}

/** Speed by step, larger is better; the first baseline is 1. Words stand beside and below the plot. */
function chart(points: readonly SeriesPoint[]): string {
  const values = [1, ...points.map(({ index }) => index)].filter((value) => Number.isFinite(value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // Intervals widen the scale, but one that is far wider than all that happened does not flatten the line.
  const room = Math.max(0.02, most - least);
  const ends = points.flatMap(({ low, high }) => [low ?? 1, high ?? 1]).filter((value) => Number.isFinite(value));
  const domain = [Math.max(least - room, Math.min(least, ...ends)), Math.min(most + room, Math.max(most, ...ends))];
  const scale = scaleLinear()
    .domain(domain)
    .range([HEIGHT - 10, 10])
    .clamp(true);
  const y = (value: number): string => scale(value).toFixed(1);
  const part = (at: number): number => (100 * (at + 0.5)) / points.length;
  const x = (at: number): string => `${part(at).toFixed(2)}%`;
  const usable = points.map((point, at) => ({ ...point, at })).filter(({ index }) => Number.isFinite(index));
  const ticks = scale.ticks(4);
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 0.0099 ? 1 : 0;
  const grid = [...ticks, 1].map(
    (tick) => `<line class="${tick === 1 ? 'start' : 'tick'}" x1="0" x2="100%" y1="${y(tick)}" y2="${y(tick)}"/>`,
  );
  const labels = ticks.map(
    (tick) => `<text x="3.4rem" y="${y(tick)}" dy="0.35em" text-anchor="end">${(100 * tick).toFixed(digits)} %</text>`,
  );
  const bounds = usable.flatMap(({ at, low, high }) =>
    low === null || high === null
      ? []
      : [`<line class="bound" x1="${x(at)}" x2="${x(at)}" y1="${y(low)}" y2="${y(high)}"/>`],
  );
  const steps = usable.slice(1).flatMap((point, place) => {
    const before = usable[place];
    return before === undefined
      ? []
      : [
          `<line class="line" x1="${x(before.at)}" y1="${y(before.index)}" x2="${x(point.at)}" y2="${y(point.index)}"/>`,
        ];
  });
  const dots = usable.map((point) => {
    const isSlower = point.figure.conclusion === 'regression' ? ' class="regression"' : '';
    return `<circle${isSlower} cx="${x(point.at)}" cy="${y(point.index)}" r="4"><title>${safe(nameOf(point), 60)}: ${(100 * point.index).toFixed(1)} %</title></circle>`;
  });
  const last = points.at(-1);
  return `<div class="chart"><svg aria-hidden="true">${labels.join('')}</svg><svg role="img" aria-label="speed, the first baseline being 100 %: ${(100 * (last?.index ?? 1)).toFixed(1)} % at the end">${grid.join('')}${bounds.join('')}${steps.join('')}${dots.join('')}</svg><svg class="names" aria-hidden="true">${namesBelow(points, part).join('')}</svg></div>`;
}

/** The first release, the last, and one between, below their points. */
function namesBelow(points: readonly SeriesPoint[], part: (at: number) => number): string[] {
  const last = points.length - 1;
  const middle = last >= 4 ? [Math.round(last / 2)] : [];
  return [...new Set([0, ...middle, last])].flatMap((at) => {
    const point = points[at];
    if (point === undefined) return [];
    const place = part(at);
    const anchor = place < 20 ? 'start' : place > 80 ? 'end' : 'middle';
    const between = at === 0 || at === last ? '' : ' class="between"';
    const edge = anchor === 'start' ? 0 : anchor === 'end' ? 100 : place;
    return [
      `<text${between} x="${edge.toFixed(2)}%" y="1.1em" text-anchor="${anchor}">${safe(nameOf(point), 14)}</text>`,
    ];
  });
}
