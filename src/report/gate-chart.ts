import { scaleLinear, scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare } from 'd3-shape';
import { decidesOf } from '../core/gate/claimed-effect.ts';
import { effectInterval } from '../core/gate/effect-words.ts';
import type { Effect, Verdict } from '../core/gate/verdict.ts';
import { escapeHtml, oneLine } from './escape.ts';
import { foldedEffects, isWanting, orderedEffects, shownChange, signedPercent } from './gate-figures.ts';
import type { Words } from './words.ts';

/**
 * Charts of a verdict as SVG text, without a DOM: scales, ticks, lines and symbols come from d3, elements are written
 * here. Coordinates are of a 440 wide view box, so that text keeps a readable size on a phone; colours are classes, so that
 * the page's light and dark themes reach them.
 */

const WIDTH = 440;
const SIDE = 14;
/** More would not be looked at; the table beside the chart has them all. */
export const MOST_CHARTED = 24;
const MOST_ROUND_CHARTS = 12;
/** Changes beyond these are drawn at the edge with an arrow: one broken row must not flatten all others. */
const NARROWEST = 0.08;
const WIDEST = 0.7;

/** A coordinate with at most one decimal: shorter, and the same text on every machine. */
const at = (value: number): string => String(Math.round(value * 10) / 10);

interface Guide {
  readonly value: number;
  readonly className: string;
  readonly name: string;
  readonly at: string;
}

function guides(verdict: Verdict): Guide[] {
  const { margin, floor, recordedMargin } = verdict.settings;
  const { mode } = verdict;
  const guide = (fraction: number, className: string, name: string): Guide => ({
    value: -fraction,
    className,
    name,
    at: `${signedPercent(-fraction, fraction < 0.01 ? 1 : 0)}`,
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
function figuresOf(effect: Effect, mode: Verdict['mode'], { say }: Words): string {
  const change = say(shownChange(effect, 1));
  return mode === 'recorded' && effect.role === 'control' ? change : `${change} ${say(effectInterval(effect))}`;
}

/** Percent of the width, so that the plot is as wide as there is room. */
type Place = (value: number) => string;

/**
 * The forest plot: a row for each effect with its name, its interval as a strip, and its figures beside it, so that no word
 * stands in the plot; on a phone the strip is below them. Empty without effects.
 */
export function forestPlot(verdict: Verdict, words: Words): string {
  const { mode } = verdict;
  const effects = foldedEffects(verdict).first.slice(0, MOST_CHARTED);
  if (effects.length === 0) return '';
  const lines = guides(verdict);
  const domain = robustExtent(effects, lines);
  const x = scaleLinear().domain(domain).range([2, 98]).clamp(true);
  const place: Place = (value) => `${at(x(value))}%`;
  const rows = effects.map((effect) => forestRow(effect, { mode, place, domain, lines, words }));
  const values = x.ticks(5);
  // On a phone every second of many has room, zero among them.
  const isBetween = (at: number) => values.length > 5 && (at - values.indexOf(0)) % 2 !== 0;
  const ticks = values.map(
    (tick, at) =>
      `<text class="small${isBetween(at) ? ' between' : ''}" x="${place(tick)}" y="1.1em" text-anchor="middle">${signedPercent(tick, 0)}</text>`,
  );
  const legend = lines.map(
    ({ className, name, at: place }) =>
      `<svg aria-hidden="true"><line class="guide ${className}" x1="0" x2="100%" y1="50%" y2="50%"/></svg> ${escapeHtml(`${words.say(name)} ${place}`)}`,
  );
  return (
    `<div class="forest">${rows.join('')}<svg class="axis" aria-hidden="true">${ticks.join('')}</svg></div>` +
    `<p class="legend">${words.say('Change of the speed: slower to the left.')} ${legend.join(' ')}</p>`
  );
}

/**
 * Both ends of the scale: wide enough for what most effects do and for the guides, so that one that is far out, drawn as an
 * arrow, flattens no other.
 */
function robustExtent(effects: readonly Effect[], lines: readonly Guide[]): readonly [number, number] {
  const size = ({ change, interval }: Effect) =>
    Math.max(...[change, interval.low, interval.high].map(Math.abs).filter(Number.isFinite), 0);
  const sizes = effects.map(size).sort((a, b) => a - b);
  const usual = sizes[Math.floor((sizes.length - 1) * USUAL)] ?? 0;
  const reach = Math.min(sizes.at(-1) ?? 0, FAR_OUT * usual);
  const guided = Math.max(NARROWEST, ...lines.map(({ value }) => Math.abs(value)));
  // What somebody has to look at is on the scale, as long as it leaves room to see the rest.
  const looked = Math.min(Math.max(0, ...effects.filter(isWanting).map(size)), MOST_GUIDES * guided);
  const bounded = Math.min(Math.max(guided, reach, looked) * 1.08, WIDEST);
  return [-bounded, bounded];
}

/** Of the effects by their size, the one that the scale goes by; what is so many times as large is far out. */
const USUAL = 0.6;
const FAR_OUT = 3;
/** The scale goes so many times as far as its guides for what is slower or undecided. */
const MOST_GUIDES = 3;

interface StripFrame {
  readonly mode: Verdict['mode'];
  readonly place: Place;
  readonly domain: readonly [number, number];
  readonly lines: readonly Guide[];
  readonly words: Words;
}

/** One effect: its name, its interval in a strip with the guides, an arrow where that leaves the scale, and its figures. */
function forestRow(effect: Effect, { mode, place, domain, lines, words }: StripFrame): string {
  const { low, high } = effect.interval;
  const { path, className } = mark(effect);
  const name =
    `${oneLine(effect.scenarioId, 60)} ${effect.figure === 'throughput' ? '' : oneLine(effect.figure, 40)}`.trim();
  const figures = figuresOf(effect, mode, words);
  const guide = ({ value, className: of }: Guide) =>
    `<line class="guide ${of}" x1="${place(value)}" x2="${place(value)}" y1="0" y2="100%"/>`;
  const moved = (value: number, drawn: string) => `<svg x="${place(value)}" y="50%" overflow="visible">${drawn}</svg>`;
  const arrows = [
    low < domain[0] ? moved(low, `<path class="${className}" d="M-6,0l8,-5v10z"/>`) : '',
    high > domain[1] ? moved(high, `<path class="${className}" d="M6,0l-8,-5v10z"/>`) : '',
  ].join('');
  const isInside = effect.change >= domain[0] && effect.change <= domain[1];
  return (
    `<span class="name">${escapeHtml(name)}</span>` +
    `<span class="figures">${escapeHtml(figures)}</span>` +
    `<svg role="img" aria-label="${escapeHtml(`${name}: ${figures}`)}">${lines.map(guide).join('')}` +
    `<line class="zero" x1="${place(0)}" x2="${place(0)}" y1="0" y2="100%"/>` +
    `<line class="interval ${className}" x1="${place(low)}" x2="${place(high)}" y1="50%" y2="50%"/>` +
    `${isInside ? moved(effect.change, `<path class="${className}" d="${path}"/>`) : ''}${arrows}</svg>`
  );
}

/** What decides, with its rounds: subjects before controls. Empty outside a duet. */
export function chartedEffects(verdict: Verdict): Effect[] {
  return orderedEffects(verdict)
    .filter((effect) => decidesOf(effect) === 'block' && effect.perRound.length > 0)
    .sort((a, b) => Number(a.role === 'control') - Number(b.role === 'control'));
}

/** For each subject, d of every round in the order measured. Empty outside a duet. */
export function roundCharts(verdict: Verdict, words: Words): string[] {
  return chartedEffects(verdict)
    .slice(0, MOST_ROUND_CHARTS)
    .map((effect, index) => roundChart(effect, verdict, index, words));
}

function roundChart(effect: Effect, verdict: Verdict, index: number, { say }: Words): string {
  const height = 170;
  const top = 34;
  const left = 58;
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
        `<line class="${tick === 0 ? 'zero' : 'grid'}" x1="${left}" x2="${WIDTH - SIDE}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="small" x="${left - 6}" y="${at(y(tick) + 5)}" text-anchor="end">${signedPercent(tick, 0)}</text>`,
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
  const changes = values.slice(0, 100).map((value) => signedPercent(value, 1));
  const description = say(`Throughput change by round, in order: ${changes.join(', ')}.`);
  return document(
    `rounds-${index}`,
    height,
    `${name}: ${say('change in each round')}`,
    description,
    `<text x="${SIDE}" y="16">${escapeHtml(oneLine(effect.scenarioId, 40))}</text>${grid}${boundary}<path class="series ${effect.role}" d="${path ?? ''}"/>${dots}${labels}`,
  );
}
