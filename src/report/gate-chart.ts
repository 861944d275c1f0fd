import { scaleLinear, scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare } from 'd3-shape';
import { decidesOf } from '../core/gate/claimed-effect.ts';
import type { Effect, Verdict } from '../core/gate/verdict.ts';
import { escapeHtml, oneLine } from './escape.ts';
import { orderedEffects, shownChange, shownInterval, signedPercent } from './gate-figures.ts';

/**
 * Charts of a verdict as SVG text, without a DOM: scales, ticks, lines and symbols come from d3, elements are written
 * here. Coordinates are of a 440 wide view box, so that text keeps a readable size on a phone; colours are classes, so that
 * the page's light and dark themes reach them.
 */

const WIDTH = 440;
const SIDE = 14;
/** More would not be looked at; the table beside the chart has them all. */
const MOST_ROWS = 24;
const MOST_ROUND_CHARTS = 12;
/** Changes beyond these are drawn at the edge with an arrow: one broken row must not flatten all others. */
const NARROWEST = 0.08;
const WIDEST = 0.7;

/** A coordinate with at most one decimal: shorter, and the same text on every machine. */
const at = (value: number): string => String(Math.round(value * 10) / 10);

interface Guide {
  readonly value: number;
  readonly className: string;
  readonly label: string;
}

function guides(verdict: Verdict): Guide[] {
  const { margin, floor, recordedMargin } = verdict.settings;
  const { mode } = verdict;
  const guide = (fraction: number, className: string, name: string): Guide => ({
    value: -fraction,
    className,
    label: `${name} ${signedPercent(-fraction, fraction < 0.01 ? 1 : 0)}`,
  });
  return mode === 'duet'
    ? [guide(margin, 'margin', 'margin'), guide(floor, 'floor', 'floor')]
    : [guide(recordedMargin, 'margin', 'blocks beyond'), guide(margin, 'floor', 'warns beyond')];
}

function extent(values: readonly number[]): readonly [number, number] {
  const finite = values.filter((value) => Number.isFinite(value));
  const reach = Math.max(NARROWEST, ...finite.map(Math.abs)) * 1.08;
  const bounded = Math.min(reach, WIDEST);
  return [-bounded, bounded];
}

function document(id: string, height: number, title: string, description: string, body: string): string {
  return (
    `<svg viewBox="0 0 ${WIDTH} ${at(height)}" role="img" aria-labelledby="${id}-title ${id}-desc">` +
    `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-desc">${escapeHtml(description)}</desc>` +
    `${body}</svg>`
  );
}

const shapes = { subject: symbolCircle, control: symbolSquare, regression: symbolDiamond } as const;

function mark(effect: Effect): { readonly path: string; readonly className: string } {
  const kind = effect.conclusion === 'regression' ? 'regression' : effect.role;
  return { path: symbol(shapes[kind], kind === 'regression' ? 90 : 64)() ?? '', className: kind };
}

/** Change and interval; a control of a recorded comparison has no interval of its own. */
function figuresOf(effect: Effect, mode: Verdict['mode']): string {
  const change = shownChange(effect, 1);
  return mode === 'recorded' && effect.role === 'control' ? change : `${change}, ${shownInterval(effect)}`;
}

/** What is drawn into a forest plot: where a value stands, and between which heights. */
interface ForestFrame {
  readonly mode: Verdict['mode'];
  readonly x: (value: number) => number;
  readonly domain: readonly [number, number];
  readonly top: number;
  readonly bottom: number;
}

const FOREST_TOP = 40;
const FOREST_STEP = 46;

/** The forest plot: one line for each effect, with its interval, the margin and the floor. Empty without effects. */
export function forestPlot(verdict: Verdict): string {
  const { mode } = verdict;
  const effects = orderedEffects(verdict).slice(0, MOST_ROWS);
  if (effects.length === 0) return '';
  const lines = guides(verdict);
  const values = effects.flatMap((effect) => [effect.change, effect.interval.low, effect.interval.high]);
  const domain = extent([...values, ...lines.map((each) => each.value)]);
  const x = scaleLinear()
    .domain(domain)
    .range([SIDE, WIDTH - SIDE])
    .clamp(true);
  const bottom = FOREST_TOP + effects.length * FOREST_STEP;
  const frame: ForestFrame = { mode, x, domain, top: FOREST_TOP, bottom };
  const caption = 'change of the speed; slower ← → faster';
  const description = effects
    .map((effect) => `${oneLine(effect.scenarioId, 60)} ${effect.figure}: ${figuresOf(effect, mode)}`)
    .join('; ');
  return document(
    'forest',
    bottom + 44,
    'Effects with their intervals',
    `${description}.`,
    forestGuides(lines, frame) +
      `<line class="zero" x1="${at(x(0))}" x2="${at(x(0))}" y1="${FOREST_TOP - 4}" y2="${at(bottom)}"/>` +
      forestAxis(x.ticks(5), frame) +
      effects.map((effect, index) => forestRow(effect, index, frame)).join('') +
      `<text class="small" x="${WIDTH / 2}" y="${at(bottom + 36)}" text-anchor="middle">${caption}</text>`,
  );
}

/** The zone beyond the first guide, and the guides; labels of neighbours take turns in height. */
function forestGuides(lines: ReturnType<typeof guides>, { x, top, bottom }: ForestFrame): string {
  const zone =
    lines[0] === undefined
      ? ''
      : `<rect class="beyond" x="${SIDE}" y="${top}" width="${at(x(lines[0].value) - SIDE)}" height="${at(bottom - top)}"/>`;
  const drawnGuides = lines.map((each, index) => {
    const position = x(each.value);
    const right = position > WIDTH / 2;
    return `<line class="guide ${each.className}" x1="${at(position)}" x2="${at(position)}" y1="${14 + index * 14}" y2="${at(bottom)}"/><text class="small" x="${at(position + (right ? -4 : 4))}" y="${at(12 + index * 14)}" text-anchor="${right ? 'end' : 'start'}">${escapeHtml(each.label)}</text>`;
  });
  return zone + drawnGuides.join('');
}

const forestAxis = (ticks: readonly number[], { x, bottom }: ForestFrame): string =>
  ticks
    .map(
      (tick) =>
        `<line class="tick" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${at(bottom)}" y2="${at(bottom + 5)}"/><text class="small" x="${at(x(tick))}" y="${at(bottom + 18)}" text-anchor="middle">${signedPercent(tick, 0)}</text>`,
    )
    .join('');

/** One effect: its name, its figures, its interval, and an arrow where that leaves the plot. */
function forestRow(effect: Effect, index: number, { mode, x, domain, top }: ForestFrame): string {
  const y = top + index * FOREST_STEP + 32;
  const { low, high } = effect.interval;
  const middle = effect.change;
  const { path, className } = mark(effect);
  const name = `${oneLine(effect.scenarioId, 30)} ${effect.figure === 'throughput' ? '' : effect.figure}`.trim();
  const arrow = (value: number) =>
    value < domain[0]
      ? `<path class="${className}" d="M${SIDE - 8},${y}l8,-5v10z"/>`
      : value > domain[1]
        ? `<path class="${className}" d="M${WIDTH - SIDE + 8},${y}l-8,-5v10z"/>`
        : '';
  return (
    `<text x="${SIDE}" y="${y - 14}">${escapeHtml(name)}</text>` +
    `<text class="small" x="${WIDTH - SIDE}" y="${y - 14}" text-anchor="end">${escapeHtml(figuresOf(effect, mode))}</text>` +
    `<line class="interval ${className}" x1="${at(x(low))}" x2="${at(x(high))}" y1="${y}" y2="${y}"/>` +
    `<path class="${className}" transform="translate(${at(x(middle))},${y})" d="${path}"/>${arrow(low)}${low === high ? '' : arrow(high)}`
  );
}

/** What decides, with its rounds: subjects before controls. Empty outside a duet. */
export function chartedEffects(verdict: Verdict): Effect[] {
  return orderedEffects(verdict)
    .filter((effect) => decidesOf(effect) === 'block' && effect.perRound.length > 0)
    .sort((a, b) => Number(a.role === 'control') - Number(b.role === 'control'));
}

/** For each subject, d of every round in the order measured. Empty outside a duet. */
export function roundCharts(verdict: Verdict): string[] {
  return chartedEffects(verdict)
    .slice(0, MOST_ROUND_CHARTS)
    .map((effect, index) => roundChart(effect, verdict, index));
}

function roundChart(effect: Effect, verdict: Verdict, index: number): string {
  const height = 170;
  const top = 34;
  const left = 52;
  const values = effect.perRound.flatMap((d) => (d === null ? [] : [Math.expm1(d)]));
  const margin = -(effect.margin ?? verdict.settings.margin);
  const domain = extent([...values, margin]);
  const y = scaleLinear()
    .domain(domain)
    .range([height - 26, top])
    .clamp(true);
  const x = scalePoint<number>()
    .domain(values.map((_, round) => round + 1))
    .range([left, WIDTH - SIDE])
    .padding(0.5);
  const place = (round: number) => x(round) ?? left;
  const points = values.map((value, round): [number, number] => [place(round + 1), y(value)]);
  const path = line()
    .x((point) => Number(at(point[0])))
    .y((point) => Number(at(point[1])))(points);
  const dot = symbol(shapes[effect.role], 40)() ?? '';
  const grid = y
    .ticks(3)
    .map(
      (tick) =>
        `<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${left}" x2="${WIDTH - SIDE}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="small" x="${left - 6}" y="${at(y(tick) + 4)}" text-anchor="end">${signedPercent(tick, 0)}</text>`,
    )
    .join('');
  const boundary = `<line class="guide margin" x1="${left}" x2="${WIDTH - SIDE}" y1="${at(y(margin))}" y2="${at(y(margin))}"/>`;
  const every = Math.max(1, Math.ceil(values.length / 10));
  const labels = values
    .map((_, round) => round + 1)
    .filter((round) => round % every === 0 || values.length <= 10)
    .map(
      (round) => `<text class="small" x="${at(place(round))}" y="${height - 8}" text-anchor="middle">${round}</text>`,
    )
    .join('');
  const dots = points
    .map(([px, py]) => `<path class="${effect.role}" transform="translate(${at(px)},${at(py)})" d="${dot}"/>`)
    .join('');
  const name = oneLine(effect.scenarioId, 60);
  const description = `Throughput change by round, in order: ${values
    .slice(0, 100)
    .map((value) => signedPercent(value, 1))
    .join(', ')}.`;
  return document(
    `rounds-${index}`,
    height,
    `${name}: change in each round`,
    description,
    `<text x="${SIDE}" y="16">${escapeHtml(oneLine(effect.scenarioId, 40))}</text>${grid}${boundary}<path class="series ${effect.role}" d="${path ?? ''}"/>${dots}${labels}`,
  );
}
