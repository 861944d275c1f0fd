import { createHash } from 'node:crypto';
import type { Reason, Verdict } from '../core/gate/verdict.ts';
import { escapeHtml, oneLine } from './escape.ts';
import { forestPlot, roundCharts } from './gate-chart.ts';
import {
  correctnessRows,
  evidenceLines,
  fixed,
  INTERVAL_MEANS,
  orderedEffects,
  STATUS_WORDS,
  shownInterval,
  signedPercent,
  throughputChange,
  UNKNOWN,
  whole,
} from './gate-figures.ts';

const STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --zone: #fdeceb;
  --subject: #0550ae; --control: #57606a; --regression: #b42318; --good: #116329; --warn: #7d4e00; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --zone: #2d1517;
    --subject: #79b8ff; --control: #9da7b3; --regression: #ff8a80; --good: #56d364; --warn: #e3b341; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
.status { display: inline-block; padding: 0.1rem 0.7rem; border: 2px solid currentColor; border-radius: 1rem; font-weight: 700; }
.pass { color: var(--good); } .status.regression { color: var(--regression); }
.inconclusive, .invalid, .incomparable { color: var(--warn); }
.soft { color: var(--soft); } ul { padding-left: 1.2rem; }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--subject); }
table { min-width: min(100%, 22rem); border-collapse: collapse; font-size: 0.9rem; } caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.plain th, .plain td { white-space: normal; vertical-align: top; }
figure { margin: 1rem 0; } figcaption { color: var(--soft); font-size: 0.9rem; }
svg { display: block; width: 100%; max-width: 38rem; height: auto; font-family: system-ui, sans-serif; font-size: 15px; }
/* A halo keeps words readable where a line passes behind them. */
svg text { fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; } svg text.small { fill: var(--soft); font-size: 13px; }
svg .subject { fill: var(--subject); } svg .control { fill: var(--control); } svg .regression { fill: var(--regression); }
svg line.interval { stroke-width: 3; } svg line.subject { stroke: var(--subject); }
svg line.control { stroke: var(--control); } svg line.regression { stroke: var(--regression); }
svg path.series { fill: none; stroke-width: 1.5; } svg path.series.subject { stroke: var(--subject); }
svg path.series.control { stroke: var(--control); }
svg .zero, svg .tick { stroke: var(--soft); } svg .grid { stroke: var(--line); }
svg .guide { stroke-width: 1.5; } svg .margin { stroke: var(--regression); stroke-dasharray: 6 4; }
svg .floor { stroke: var(--warn); stroke-dasharray: 2 4; } svg .beyond { fill: var(--zone); }
`;

// The page may load nothing and run nothing; only this style sheet counts, whatever text came from a file.
const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const MOST_ROWS = 500;
const MOST_REASONS = 200;

const safe = (text: string, limit = 500): string => escapeHtml(oneLine(text, limit));

/** The verdict as one self-contained page: no script, no network, readable on a phone, in the dark and by a screen reader. */
export function gateHtml(verdict: Verdict): string {
  const { word } = STATUS_WORDS[verdict.status];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Benchmark gate: ${word}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="soft">Benchmark gate, ${verdict.mode} mode</p>
<p><span class="status ${verdict.status}">${word}</span></p>
<h1>${safe(verdict.sentence, 1_000)}</h1>
${[
  reasonsSection(verdict, 'blocks', 'What blocks'),
  effectsSection(verdict),
  roundsSection(verdict),
  correctnessSection(verdict),
  reasonsSection(verdict, 'warns', 'Warnings'),
  controlsSection(verdict),
  reasonsSection(verdict, 'informs', 'Notes', (reason) => !isAdvisory(reason)),
  profileSection(verdict),
  evidenceSection(verdict),
]
  .filter((section) => section !== '')
  .join('\n')}
</main>
</body>
</html>
`;
}

interface Column {
  readonly title: string;
  readonly number?: boolean;
}

/** Cells are HTML already. Wide tables scroll by themselves, also with the keyboard; the page does not. */
function table(caption: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kind = (column: Column | undefined) => (column?.number === true ? ' class="number"' : '');
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${column.title}</th>`).join('');
  const body = rows
    .slice(0, MOST_ROWS)
    .map((cells) => {
      const [first = '', ...others] = cells;
      const rest = others.map((cell, index) => `<td${kind(columns[index + 1])}>${cell}</td>`).join('');
      return `<tr><th scope="row">${first}</th>${rest}</tr>`;
    })
    .join('\n');
  const left = rows.length - MOST_ROWS;
  const more = left > 0 ? `<p class="soft">… and ${left} more rows: see verdict.json.</p>` : '';
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>${more}`;
}

/** What an effect means stands beside the effects. */
const isAdvisory = (reason: Reason): boolean => reason.rule === 'throughput' || reason.rule === 'latency';

function reasonsSection(
  verdict: Verdict,
  effect: Reason['effect'],
  title: string,
  wanted: (reason: Reason) => boolean = () => true,
): string {
  const list = reasonList(verdict.reasons.filter((reason) => reason.effect === effect && wanted(reason)));
  return list === '' ? '' : `<section><h2>${title}</h2>${list}</section>`;
}

function reasonList(reasons: readonly Reason[]): string {
  if (reasons.length === 0) return '';
  const items = reasons.slice(0, MOST_REASONS).map((reason) => `<li>${safe(reason.text, 1_000)}</li>`);
  if (reasons.length > MOST_REASONS) items.push(`<li>… and ${reasons.length - MOST_REASONS} more</li>`);
  return `<ul>${items.join('\n')}</ul>`;
}

function effectsSection(verdict: Verdict): string {
  const effects = orderedEffects(verdict);
  if (effects.length === 0) return '';
  const figures = new Map(verdict.rows.map((row) => [row.scenarioId, row]));
  const shown = table(
    'Effects; negative is worse, for latencies too',
    [
      { title: 'scenario' },
      { title: 'role' },
      { title: 'figure' },
      { title: 'baseline', number: true },
      { title: 'new', number: true },
      { title: 'change', number: true },
      { title: 'interval', number: true },
      { title: 'rounds', number: true },
      { title: 'sd of d', number: true },
      { title: 'conclusion' },
    ],
    effects.map((effect) => {
      const pair = figures.get(effect.scenarioId)?.[effect.figure];
      return [
        safe(effect.scenarioId, 120),
        effect.role,
        effect.figure === 'throughput' ? 'throughput, msg/s' : `${effect.figure}, µs`,
        fixed(pair?.baseline ?? null, 2),
        fixed(pair?.candidate ?? null, 2),
        signedPercent(effect.change),
        verdict.mode === 'recorded' && effect.role === 'control' ? UNKNOWN : shownInterval(effect, verdict.mode),
        String(effect.rounds),
        effect.standardDeviation === null ? UNKNOWN : effect.standardDeviation.toFixed(4),
        verdict.mode === 'recorded' && effect.conclusion === 'pass' ? 'advisory pass' : effect.conclusion,
      ];
    }),
  );
  const advice = reasonList(verdict.reasons.filter((reason) => reason.effect === 'informs' && isAdvisory(reason)));
  return `<section><h2>Effects</h2><figure>${forestPlot(verdict)}<figcaption>${INTERVAL_MEANS[verdict.mode]} Circles are subjects, squares controls, diamonds regressions.</figcaption></figure>${advice}${shown}</section>`;
}

function roundsSection(verdict: Verdict): string {
  const charts = roundCharts(verdict);
  if (charts.length === 0) return '';
  const effects = verdict.effects.filter((effect) => effect.figure === 'throughput' && effect.perRound.length > 0);
  const figures = charts.map((chart) => `<figure>${chart}</figure>`).join('\n');
  const titles = effects.slice(0, 12);
  const names = titles.map((effect) => safe(effect.scenarioId, 120)).join(', ');
  const longest = Math.max(...titles.map((effect) => effect.perRound.length));
  const shown = table(
    'Throughput change in each round',
    [{ title: 'round' }, ...titles.map((effect) => ({ title: safe(effect.scenarioId, 60), number: true }))],
    Array.from({ length: Math.min(longest, MOST_ROWS) }, (_, round) => [
      String(round + 1),
      ...titles.map((effect) => {
        const d = effect.perRound[round];
        return d === undefined ? UNKNOWN : signedPercent(Math.expm1(d));
      }),
    ]),
  );
  return `<section><h2>Rounds in order</h2><p class="soft">${names}; the dashed line is the margin.</p>${figures}${shown}</section>`;
}

function correctnessSection(verdict: Verdict): string {
  const rows = correctnessRows(verdict);
  if (rows.length === 0) return '';
  const number = (title: string) => ({ title, number: true });
  const shown = table(
    'Scenarios that do not simply pass on both sides',
    [
      { title: 'scenario' },
      { title: 'pass_fail baseline' },
      { title: 'pass_fail new' },
      number('throughput(msg/s) baseline'),
      number('throughput(msg/s) new'),
      number('change'),
      number('incomplete_ratio baseline'),
      number('incomplete_ratio new'),
      number('drain_timeout baseline'),
      number('drain_timeout new'),
      number('gating_violation baseline'),
      number('gating_violation new'),
    ],
    rows.map((row) => [
      safe(row.scenarioId, 120),
      row.passFail.baseline ?? 'no row',
      row.passFail.candidate ?? 'no row',
      fixed(row.throughput.baseline, 2),
      fixed(row.throughput.candidate, 2),
      throughputChange(row.throughput) ?? UNKNOWN,
      fixed(row.incompleteRatio.baseline, 6),
      fixed(row.incompleteRatio.candidate, 6),
      whole(row.drainTimeout.baseline),
      whole(row.drainTimeout.candidate),
      whole(row.gatingViolation.baseline),
      whole(row.gatingViolation.candidate),
    ]),
  );
  return `<section><h2>Correctness</h2>${shown}</section>`;
}

function controlsSection(verdict: Verdict): string {
  if (verdict.controls.length === 0) return '';
  const shown = table(
    'Stacks that do not contain the code under test',
    [{ title: 'control' }, { title: 'change', number: true }, { title: 'p', number: true }, { title: 'vetoes' }],
    verdict.controls.map((control) => [
      safe(control.scenarioId, 120),
      signedPercent(control.change),
      control.pValue === null ? UNKNOWN : control.pValue.toPrecision(3),
      control.vetoes ? 'yes: the measurement is broken' : 'no',
    ]),
  );
  return `<section><h2>Controls</h2>${shown}</section>`;
}

function definitionTable(caption: string, lines: readonly (readonly [string, string])[]): string {
  const rows = lines
    .slice(0, MOST_ROWS)
    .map(([label, value]) => `<tr><th scope="row">${safe(label, 120)}</th><td>${safe(value, 300)}</td></tr>`);
  return `<table class="plain"><caption>${caption}</caption><tbody>${rows.join('\n')}</tbody></table>`;
}

function profileSection(verdict: Verdict): string {
  const lines = Object.entries(verdict.profile).map(
    ([field, value]) => [field, value === null ? 'not stated' : String(value)] as const,
  );
  return `<section><h2>Profile</h2>${definitionTable('What both sides were measured with', lines)}</section>`;
}

function evidenceSection(verdict: Verdict): string {
  const { resolution, settings } = verdict;
  const lines: (readonly [string, string])[] = [...evidenceLines(verdict)];
  if (resolution !== null) {
    const margin = `${+(100 * settings.margin).toFixed(2)} %`;
    lines.push([`rounds needed for a margin of ${margin}`, String(Math.ceil(resolution.roundsNeeded))]);
    lines.push(['margin that the rounds resolve', `${(100 * resolution.resolvableMargin).toFixed(1)} %`]);
  }
  return `<section><h2>Host and evidence</h2>${definitionTable('What the verdict rests on', lines)}</section>`;
}
