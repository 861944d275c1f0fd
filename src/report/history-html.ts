import { counted } from '../core/counted.ts';
import { changeWords, figure as shownNumber } from '../core/gate/change-words.ts';
import type { HistoryLine } from '../core/history/history-line.ts';
import { type HistorySeries, type SeriesPoint, seriesOf } from '../core/history/history-series.ts';
import { htmlPage, safe, table } from './html-page.ts';

const STYLE = `
svg { display: block; width: 100%; max-width: 60rem; height: auto; font: 13px system-ui, sans-serif; }
svg text { fill: var(--soft); } svg .line { fill: none; stroke: var(--link); stroke-width: 2; }
svg .bound { stroke: var(--soft); stroke-width: 1.5; } svg .start { stroke: var(--line); }
svg circle { fill: var(--link); } svg circle.regression { fill: var(--bad); }
`;
const MOST_SERIES = 300;
const MOST_POINTS = 400;
const [WIDTH, HEIGHT, LEFT, TOP] = [640, 160, 56, 12];

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
      { title: 'metric' },
      { title: 'measured', number: true },
      { title: 'change since the first', number: true },
    ],
    sorted.map((series) => [
      safe(series.case, 200),
      safe(series.metric, 120),
      String(series.points.length),
      changeWords(lastIndex(series) - 1, series.points.at(-1)?.figure.better ?? 'higher', 2),
    ]),
  );
  const note =
    left === 0 ? '' : `<p class="soft">… and ${left} more series, see the table above and history.jsonl.</p>`;
  return htmlPage({
    title: 'Benchmark history',
    style: STYLE,
    body: `<h1>Benchmark history</h1>
<p>${counted(lines.length, 'comparison')} of ${all.length} series. Each step is the change that its verdict found, and the line adds them up; a bar is the interval of its step.
A figure that was imported was measured alone, and is only set beside the one before it: it proves nothing.</p>
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

/** Speed by step, larger is better; the first baseline is 1. */
function chart(points: readonly SeriesPoint[]): string {
  const values = [1, ...points.flatMap(({ index, low, high }) => [index, low ?? index, high ?? index])].filter(
    (value) => Number.isFinite(value),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(0.005, (most - least) * 0.1);
  const y = (value: number): string =>
    (TOP + ((most + pad - value) / (most - least + 2 * pad)) * (HEIGHT - 2 * TOP)).toFixed(1);
  const x = (at: number): string => (LEFT + ((at + 0.5) / points.length) * (WIDTH - LEFT - 8)).toFixed(1);
  const usable = points.map((point, at) => ({ ...point, at })).filter(({ index }) => Number.isFinite(index));
  const bounds = usable.flatMap(({ at, low, high }) =>
    low === null || high === null
      ? []
      : [`<line class="bound" x1="${x(at)}" x2="${x(at)}" y1="${y(low)}" y2="${y(high)}"/>`],
  );
  const dots = usable.map((point) => {
    const isSlower = point.figure.conclusion === 'regression' ? ' class="regression"' : '';
    return `<circle${isSlower} cx="${x(point.at)}" cy="${y(point.index)}" r="4"><title>${safe(nameOf(point), 60)}: ${(100 * point.index).toFixed(1)} %</title></circle>`;
  });
  const label = (value: number) => `<text x="0" y="${y(value)}">${(100 * value).toFixed(1)} %</text>`;
  const path = usable.map(({ at, index }, place) => `${place === 0 ? 'M' : 'L'}${x(at)} ${y(index)}`).join(' ');
  const last = points.at(-1);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="speed, the first baseline being 100 %: ${(100 * (last?.index ?? 1)).toFixed(1)} % at the end"><line class="start" x1="${LEFT}" x2="${WIDTH}" y1="${y(1)}" y2="${y(1)}"/>${label(least)}${most > least ? label(most) : ''}${bounds.join('')}<path class="line" d="${path}"/>${dots.join('')}</svg>`;
}
