import type { SinceAnchor } from '../core/gate/anchor.ts';
import type { Reason, Verdict } from '../core/gate/verdict.ts';
import { ANCHOR_WORDS, anchorTitle, orderedChanges } from './anchor-figures.ts';
import { chartedEffects, forestPlot, roundCharts } from './gate-chart.ts';
import {
  correctnessRows,
  evidenceLines,
  fixed,
  INTERVAL_MEANS,
  metricTitle,
  orderedEffects,
  STATUS_WORDS,
  shownChange,
  shownConclusion,
  shownFigure,
  shownInterval,
  shownValues,
  signedPercent,
  throughputChange,
  UNKNOWN,
  whole,
} from './gate-figures.ts';
import { type Column, definitionTable, htmlPage, safe, table } from './html-page.ts';

const STYLE = `
:root { --zone: #fdeceb; --subject: #0550ae; --control: #57606a; }
@media (prefers-color-scheme: dark) { :root { --zone: #2d1517; --subject: #79b8ff; --control: #9da7b3; } }
.pass { color: var(--good); } .status.regression { color: var(--bad); }
.inconclusive, .invalid, .incomparable, .not-measured { color: var(--warn); }
figure { margin: 1rem 0; } figcaption { color: var(--soft); font-size: 0.9rem; }
svg { display: block; width: 100%; max-width: 38rem; height: auto; font-family: system-ui, sans-serif; font-size: 15px; }
/* A halo keeps words readable where a line passes behind them. */
svg text { fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; } svg text.small { fill: var(--soft); font-size: 13px; }
svg .subject { fill: var(--subject); } svg .control { fill: var(--control); } svg .regression { fill: var(--bad); }
svg line.interval { stroke-width: 3; } svg line.subject { stroke: var(--subject); }
svg line.control { stroke: var(--control); } svg line.regression { stroke: var(--bad); }
svg path.series { fill: none; stroke-width: 1.5; } svg path.series.subject { stroke: var(--subject); }
svg path.series.control { stroke: var(--control); }
svg .zero, svg .tick { stroke: var(--soft); } svg .grid { stroke: var(--line); }
svg .guide { stroke-width: 1.5; } svg .margin { stroke: var(--bad); stroke-dasharray: 6 4; }
svg .floor { stroke: var(--warn); stroke-dasharray: 2 4; } svg .beyond { fill: var(--zone); }
`;

const MOST_ROWS = 500;
const MOST_REASONS = 200;

const verdictTable = (caption: string, columns: readonly Column[], rows: readonly (readonly string[])[]) =>
  table(caption, columns, rows, { wholeIn: 'verdict.json' });

/** The verdict as one self-contained page: no script, no network, readable on a phone, in the dark and by a screen reader. */
export function gateHtml(verdict: Verdict, options: { readonly note?: string | undefined } = {}): string {
  const { word } = STATUS_WORDS[verdict.status];
  const sections = [
    reasonsSection(verdict, 'blocks', 'What blocks'),
    effectsSection(verdict),
    roundsSection(verdict),
    correctnessSection(verdict),
    reasonsSection(verdict, 'warns', 'Warnings'),
    controlsSection(verdict),
    ...(verdict.sinceAnchor ?? []).map(anchorSection),
    reasonsSection(verdict, 'informs', 'Notes', (reason) => !isAdvisory(reason)),
    profileSection(verdict),
    evidenceSection(verdict),
  ].filter((section) => section !== '');
  return htmlPage({
    title: `Benchmark gate: ${word}`,
    style: STYLE,
    body: `<p class="soft">Benchmark gate, ${verdict.mode} mode</p>
<p><span class="status ${verdict.status}">${word}</span></p>${options.note === undefined ? '' : `\n<p><strong>${safe(options.note, 1_000)}</strong></p>`}
<h1>${safe(verdict.sentence, 1_000)}</h1>
${sections.join('\n')}`,
  });
}

/** What an effect means stands beside the effects. */
const isAdvisory = (reason: Reason): boolean =>
  reason.rule === 'throughput' || reason.rule === 'latency' || reason.rule === 'metric';

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
  const shown = verdictTable(
    'Effects, in per cent of the baseline',
    [
      { title: 'scenario' },
      { title: 'role' },
      { title: 'metric' },
      { title: 'baseline', number: true },
      { title: 'new', number: true },
      { title: 'change', number: true },
      { title: 'interval', number: true },
      { title: 'rounds', number: true },
      { title: 'sd of d', number: true },
      { title: 'conclusion' },
    ],
    effects.map((effect) => {
      const pair = shownValues(effect, figures.get(effect.scenarioId));
      return [
        safe(effect.scenarioId, 200),
        effect.role,
        safe(metricTitle(effect), 120),
        shownFigure(pair.baseline),
        shownFigure(pair.candidate),
        shownChange(effect),
        verdict.mode === 'recorded' && effect.role === 'control' ? UNKNOWN : shownInterval(effect),
        String(effect.rounds),
        effect.standardDeviation === null ? UNKNOWN : effect.standardDeviation.toFixed(4),
        shownConclusion(effect, verdict.mode),
      ];
    }),
  );
  const advice = reasonList(verdict.reasons.filter((reason) => reason.effect === 'informs' && isAdvisory(reason)));
  return `<section><h2>Effects</h2><figure>${forestPlot(verdict)}<figcaption>${INTERVAL_MEANS[verdict.mode]} Circles are subjects, squares controls, diamonds regressions.</figcaption></figure>${advice}${shown}</section>`;
}

function roundsSection(verdict: Verdict): string {
  const charts = roundCharts(verdict);
  if (charts.length === 0) return '';
  const effects = chartedEffects(verdict);
  const figures = charts.map((chart) => `<figure>${chart}</figure>`).join('\n');
  const titles = effects.slice(0, 12);
  const names = titles.map((effect) => safe(effect.scenarioId, 200)).join(', ');
  const longest = Math.max(...titles.map((effect) => effect.perRound.length));
  const shown = verdictTable(
    'Change in each round, as the candidate’s speed over the baseline’s',
    [{ title: 'round' }, ...titles.map((effect) => ({ title: safe(effect.scenarioId, 60), number: true }))],
    Array.from({ length: Math.min(longest, MOST_ROWS) }, (_, round) => [
      String(round + 1),
      ...titles.map((effect) => {
        const d = effect.perRound[round];
        return d === undefined || d === null ? UNKNOWN : signedPercent(Math.expm1(d));
      }),
    ]),
  );
  return `<section><h2>Rounds in order</h2><p class="soft">${names}; the dashed line is the margin.</p>${figures}${shown}</section>`;
}

function correctnessSection(verdict: Verdict): string {
  const rows = correctnessRows(verdict);
  if (rows.length === 0) return '';
  const number = (title: string) => ({ title, number: true });
  const shown = verdictTable(
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

function anchorSection(since: SinceAnchor): string {
  const shown = verdictTable(
    'What the changes since then come to, in per cent of the baseline',
    [
      { title: 'scenario' },
      { title: 'metric' },
      { title: 'comparisons', number: true },
      { title: 'change', number: true },
      { title: 'interval', number: true },
      { title: 'conclusion' },
    ],
    orderedChanges(since).map((change) => [
      safe(change.scenarioId, 200),
      safe(change.figure, 120),
      String(change.releases),
      shownChange(change),
      shownInterval(change),
      ANCHOR_WORDS[change.conclusion],
    ]),
  );
  return `<section><h2>${safe(anchorTitle(since), 300)}</h2>${shown}</section>`;
}

function controlsSection(verdict: Verdict): string {
  if (verdict.controls.length === 0) return '';
  const shown = verdictTable(
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

function profileSection(verdict: Verdict): string {
  const lines = Object.entries(verdict.profile).map(
    ([field, value]) => [field, value === null ? 'not stated' : String(value)] as const,
  );
  return `<section><h2>Profile</h2>${definitionTable(
    'What both sides were measured with',
    lines.map(([label, value]) => [label, safe(value, 300)]),
  )}</section>`;
}

function evidenceSection(verdict: Verdict): string {
  const { resolution, settings } = verdict;
  const lines: (readonly [string, string])[] = [...evidenceLines(verdict)];
  if (resolution !== null) {
    const margin = `${+(100 * settings.margin).toFixed(2)} %`;
    lines.push([`rounds needed for a margin of ${margin}`, String(Math.ceil(resolution.roundsNeeded))]);
    lines.push(['margin that the rounds resolve', `${(100 * resolution.resolvableMargin).toFixed(1)} %`]);
  }
  return `<section><h2>Host and evidence</h2>${definitionTable(
    'What the verdict rests on',
    lines.map(([label, value]) => [label, safe(value, 300)]),
  )}</section>`;
}
