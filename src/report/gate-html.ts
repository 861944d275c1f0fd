import { counted } from '../core/counted.ts';
import type { SinceAnchor } from '../core/gate/anchor.ts';
import { effectInterval } from '../core/gate/effect-words.ts';
import type { Effect, Reason, Verdict } from '../core/gate/verdict.ts';
import { ANCHOR_WORDS, anchorTitle, orderedChanges } from './anchor-figures.ts';
import { chartedEffects, forestPlot, MOST_CHARTED, roundCharts } from './gate-chart.ts';
import {
  blockingReasons,
  correctnessRows,
  foldedEffects,
  harnessFigures,
  INTERVAL_MEANS,
  isWanting,
  measuredText,
  medianChange,
  metricTitle,
  restingLines,
  STATUS_WORDS,
  shownChange,
  shownConclusion,
  shownFigure,
  shownValues,
  signedPercent,
  UNKNOWN,
} from './gate-figures.ts';
import { type Column, definitionTable, htmlPage, linked, safe, table } from './html-page.ts';
import { ENGLISH, type Words } from './words.ts';

const STYLE = `
:root { --zone: #fdeceb; --subject: #0550ae; --control: #57606a; }
@media (prefers-color-scheme: dark) { :root { --zone: #2d1517; --subject: #79b8ff; --control: #9da7b3; } }
.pass { color: var(--good); } .status.regression { color: var(--bad); }
.inconclusive, .invalid, .incomparable, .not-measured { color: var(--warn); }
figure { margin: 1rem 0; } figcaption { color: var(--soft); font-size: 0.9rem; }
svg { display: block; width: 100%; height: auto; font-family: system-ui, sans-serif; font-size: 17px; }
.rounds { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 0 1.5rem; } .rounds figure { max-width: 40rem; }
.forest { display: grid; grid-auto-flow: row dense; grid-template-columns: minmax(7rem, max-content) minmax(10rem, 1fr) max-content; gap: 0 0.8rem; align-items: center; font-size: 0.9rem; }
.forest .name { grid-column: 1; overflow-wrap: anywhere; max-width: 20rem; } .forest .figures { grid-column: 3; color: var(--soft); text-align: right; font-variant-numeric: tabular-nums; }
.forest svg { grid-column: 2; height: 1.9rem; } .forest .axis { grid-column: 2; height: 1.6rem; overflow: visible; }
.legend { color: var(--soft); font-size: 0.9rem; margin: 0.3rem 0; } .legend svg { display: inline-block; width: 1.8rem; height: 0.6rem; }
@media (max-width: 46rem) { .forest { grid-template-columns: minmax(0, 1fr); }
  .forest svg, .forest .axis, .forest .name, .forest .figures { grid-column: 1; max-width: none; text-align: left; }
  .forest .name { margin-top: 0.6rem; } .axis .between { display: none; } }
/* A halo keeps words readable where a line passes behind them. */
svg text { fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; } svg text.small { fill: var(--soft); font-size: 15px; } .axis text.small { font-size: 13px; }
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

/** Captions and titles are put into words here. */
const verdictTable = (
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  words: Words,
  sideBySide = false,
): string =>
  table(
    words.say(caption),
    columns.map((column) => ({ ...column, title: words.say(column.title) })),
    rows,
    { wholeIn: 'verdict.json', words, sideBySide },
  );

/** The verdict as one self-contained page: no script, no network, readable on a phone, in the dark and by a screen reader. */
export function gateHtml(
  verdict: Verdict,
  options: { readonly note?: string | undefined; readonly words?: Words } = {},
): string {
  const { words = ENGLISH } = options;
  const { say } = words;
  const word = say(STATUS_WORDS[verdict.status].word);
  const sections = [
    reasonsSection(blockingReasons(verdict), say('What blocks'), words),
    effectsSection(verdict, words),
    roundsSection(verdict, words),
    correctnessSection(verdict, words),
    reasonsSection(
      verdict.reasons.filter(({ effect }) => effect === 'warns'),
      say('Warnings'),
      words,
    ),
    controlsSection(verdict, words),
    ...(verdict.sinceAnchor ?? []).map((since) => anchorSection(since, words)),
    reasonsSection(
      verdict.reasons.filter((reason) => reason.effect === 'informs' && !isAdvisory(reason)),
      say('Notes'),
      words,
    ),
    profileSection(verdict, words),
    evidenceSection(verdict, words),
  ].filter((section) => section !== '');
  return htmlPage({
    title: `${say('Benchmark gate')}: ${word}`,
    style: STYLE,
    language: words.language,
    body: `<p class="soft">${say(`Benchmark gate, ${verdict.mode} mode`)}</p>
<p><span class="status ${verdict.status}">${word}</span></p>${options.note === undefined ? '' : `\n<p><strong>${safe(say(options.note), 1_000)}</strong></p>`}
<h1>${safe(say(verdict.sentence), 1_000)}</h1>
${sidesTable(verdict, words)}
${sections.join('\n')}`,
  });
}

/** What was compared with what: commit, when and on which machine, as far as the verdict says. */
function sidesTable(verdict: Verdict, words: Words): string {
  const { say } = words;
  const { compared, host, measuredTree } = verdict;
  const unknown = say('not recorded');
  const rows = (['baseline', 'candidate'] as const).map((side) => {
    const about = compared?.[side];
    const machine = host[side];
    const commit = about?.commit ?? null;
    return [
      say(side),
      commit !== null
        ? `<code>${commitLink(compared?.repository ?? null, commit)}</code>`
        : measuredTree[side] !== null
          ? `${say('tree')} <code>${safe((measuredTree[side] ?? '').slice(0, 10))}</code>`
          : unknown,
      safe(about === undefined ? unknown : say(measuredText(about))),
      safe(about?.folders.join(', ') || unknown, 300),
      machine === null
        ? unknown
        : safe(
            `${machine.cpuModel ?? say('unknown cpu')}, ${say(machine.logicalCores === null ? 'unknown number of cores' : counted(machine.logicalCores, 'core'))}`,
            200,
          ),
    ];
  });
  const made =
    compared === undefined ? '' : `<p class="soft">${safe(say(`Judged ${minuteText(compared.madeAt)}.`))}</p>`;
  const columns = [
    { title: 'side' },
    { title: 'commit' },
    { title: 'measured' },
    { title: 'results', id: true },
    { title: 'machine', text: host.baseline !== null || host.candidate !== null },
  ];
  return `${verdictTable('What was compared', columns, rows, words)}${made}`;
}

/** 2026-11-24 09:00 UTC */
const minuteText = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

const commitLink = (repository: string | null, commit: string): string =>
  repository === null || !/^[0-9a-f]{40}$/.test(commit)
    ? safe(commit.slice(0, 10))
    : linked(`https://github.com/${repository}/commit/${commit}`, commit.slice(0, 10));

/** What an effect means stands beside the effects. */
const isAdvisory = (reason: Reason): boolean =>
  reason.rule === 'throughput' || reason.rule === 'latency' || reason.rule === 'metric';

function reasonsSection(reasons: readonly Reason[], title: string, words: Words): string {
  const list = reasonList(reasons, words);
  return list === '' ? '' : `<section><h2>${title}</h2>${list}</section>`;
}

function reasonList(reasons: readonly Reason[], { say }: Words): string {
  if (reasons.length === 0) return '';
  const items = reasons.slice(0, MOST_REASONS).map((reason) => `<li>${safe(say(reason.text), 1_000)}</li>`);
  if (reasons.length > MOST_REASONS) items.push(`<li>${say(`… and ${reasons.length - MOST_REASONS} more`)}</li>`);
  return `<ul>${items.join('\n')}</ul>`;
}

function effectsSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  const { first, rest } = foldedEffects(verdict);
  if (first.length === 0) return '';
  const shown = effectsTable('Effects, in per cent of the baseline', first, verdict, words);
  const folded =
    rest.length === 0
      ? ''
      : `<details><summary>${say(`${counted(rest.length, 'other effect')}, neither slower beyond a limit nor undecided`)}</summary>${effectsTable('The other effects', rest, verdict, words)}</details>`;
  const advice = reasonList(
    verdict.reasons.filter((reason) => reason.effect === 'informs' && isAdvisory(reason)),
    words,
  );
  const left = first.length - MOST_CHARTED;
  const more = left > 0 ? ` ${say(`The first ${MOST_CHARTED} of the table.`)}` : '';
  return `<section><h2>${say('Effects')}</h2><figure>${forestPlot(verdict, words)}<figcaption>${say(INTERVAL_MEANS[verdict.mode])} ${say('Circles are subjects, squares controls, diamonds regressions; an arrow is beyond the scale.')}${more}</figcaption></figure>${shown}${folded}${foldedNotes(advice, words)}</section>`;
}

/** What recorded runs of many benchmarks say at length is there, and not in the way. */
const foldedNotes = (advice: string, { say }: Words): string =>
  advice === '' ? '' : `<details><summary>${say('What each change means')}</summary>${advice}</details>`;

function effectsTable(caption: string, effects: readonly Effect[], verdict: Verdict, words: Words): string {
  const figures = new Map(verdict.rows.map((row) => [row.scenarioId, row]));
  const pairOf = (effect: Effect) => shownValues(effect, figures.get(effect.scenarioId));
  const hasSpread = effects.some(({ standardDeviation }) => standardDeviation !== null);
  const isApart = effects.some((effect) => medianChange(effect, pairOf(effect)) !== null);
  const shown = verdictTable(
    caption,
    [
      { title: 'scenario' },
      { title: 'conclusion' },
      { title: 'change', number: true },
      { title: 'interval', number: true },
      { title: 'metric' },
      { title: 'baseline', number: true },
      { title: 'new', number: true },
      ...(isApart ? [{ title: 'change of the medians', number: true }] : []),
      { title: verdict.mode === 'duet' ? 'rounds' : 'runs', number: true },
      ...(hasSpread ? [{ title: 'spread', number: true }] : []),
      { title: 'role' },
    ],
    effects.map((effect) => {
      const pair = pairOf(effect);
      return [
        safe(effect.scenarioId, 200),
        shownConclusion(effect, verdict.mode, words),
        words.say(shownChange(effect)),
        verdict.mode === 'recorded' && effect.role === 'control' ? UNKNOWN : words.say(effectInterval(effect)),
        safe(metricTitle(effect), 120),
        shownFigure(pair.baseline),
        shownFigure(pair.candidate),
        ...(isApart ? [words.say(medianChange(effect, pair) ?? '')] : []),
        String(effect.rounds),
        ...(hasSpread ? [shownSpread(effect)] : []),
        words.say(effect.role),
      ];
    }),
    words,
    true,
  );
  return isApart ? `${shown}<p class="soft">${words.say(MEAN_OVER[verdict.mode])}</p>` : shown;
}

/** Why a change is not always that of the two figures beside it. */
const MEAN_OVER: Readonly<Record<Verdict['mode'], string>> = {
  duet: 'The change is the mean over rounds; where the medians of both sides give another, that stands beside it.',
  recorded: 'The change is the mean over runs; where the medians of both sides give another, that stands beside it.',
};

/** The standard deviation of the change from round to round. */
const shownSpread = ({ standardDeviation }: Effect): string =>
  standardDeviation === null ? UNKNOWN : `${(100 * standardDeviation).toFixed(2)} %`;

/** So few are shown as they are. */
const FEW_ROUND_CHARTS = 3;

function roundsSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  const charts = roundCharts(verdict, words);
  if (charts.length === 0) return '';
  const grid = (shown: readonly string[]) =>
    `<div class="rounds">${shown.map((chart) => `<figure>${chart}</figure>`).join('\n')}</div>`;
  // Who looks at rounds wants those of what is slower or undecided.
  const titles = chartedEffects(verdict).slice(0, charts.length);
  const wanting = charts.filter((_, index) => titles[index] !== undefined && isWanting(titles[index]));
  const others = charts.filter((chart) => !wanting.includes(chart));
  const longest = Math.max(...titles.map((effect) => effect.perRound.length));
  const figures = verdictTable(
    'Change in each round, as the candidate’s speed over the baseline’s',
    [{ title: 'round' }, ...titles.map((effect) => ({ title: safe(effect.scenarioId, 60), number: true }))],
    Array.from({ length: Math.min(longest, MOST_ROWS) }, (_, round) => [
      String(round + 1),
      ...titles.map((effect) => {
        const d = effect.perRound[round];
        return d === undefined || d === null ? UNKNOWN : signedPercent(Math.expm1(d));
      }),
    ]),
    words,
    true,
  );
  const parts = [
    `<p class="soft">${say('The dashed line is the margin.')}</p>`,
    wanting.length === 0 ? '' : grid(wanting),
    others.length === 0
      ? ''
      : wanting.length === 0 && others.length <= FEW_ROUND_CHARTS
        ? grid(others)
        : `<details><summary>${say(`${wanting.length === 0 ? counted(others.length, 'effect') : counted(others.length, 'other effect')}, neither slower beyond a limit nor undecided`)}</summary>${grid(others)}</details>`,
    `<details><summary>${say('The rounds as figures')}</summary>${figures}</details>`,
  ];
  return `<section><h2>${say('Rounds in order')}</h2>${parts.join('')}</section>`;
}

function correctnessSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  const rows = correctnessRows(verdict);
  if (rows.length === 0) return '';
  const number = (title: string) => ({ title, number: true });
  const of = (title: string, side: 'baseline' | 'new') => `${title} ${say(side)}`;
  const figures = harnessFigures(rows);
  const shown = verdictTable(
    'Scenarios that do not simply pass on both sides',
    [
      { title: 'scenario' },
      { title: of('pass_fail', 'baseline') },
      { title: of('pass_fail', 'new') },
      ...figures.flatMap(({ title, change }) => [
        number(of(title, 'baseline')),
        number(of(title, 'new')),
        ...(change === undefined ? [] : [number('change')]),
      ]),
    ],
    rows.map((row) => [
      safe(row.scenarioId, 120),
      row.passFail.baseline ?? say('no row'),
      row.passFail.candidate ?? say('no row'),
      ...figures.flatMap(({ of: pairOf, text, change }) => {
        const pair = pairOf(row);
        return [text(pair.baseline), text(pair.candidate), ...(change === undefined ? [] : [change(pair) ?? UNKNOWN])];
      }),
    ]),
    words,
  );
  return `<section><h2>${say('Correctness')}</h2>${shown}</section>`;
}

function anchorSection(since: SinceAnchor, words: Words): string {
  const { say } = words;
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
      say(shownChange(change)),
      say(effectInterval(change)),
      say(ANCHOR_WORDS[change.conclusion]),
    ]),
    words,
  );
  return `<section><h2>${safe(say(anchorTitle(since)), 300)}</h2>${shown}</section>`;
}

function controlsSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  if (verdict.controls.length === 0) return '';
  const shown = verdictTable(
    'Stacks that do not contain the code under test',
    [{ title: 'control' }, { title: 'change', number: true }, { title: 'p', number: true }, { title: 'vetoes' }],
    verdict.controls.map((control) => [
      safe(control.scenarioId, 120),
      signedPercent(control.change),
      control.pValue === null ? UNKNOWN : control.pValue.toPrecision(3),
      say(control.vetoes ? 'yes: the measurement is broken' : 'no'),
    ]),
    words,
  );
  return `<section><h2>${say('Controls')}</h2>${shown}</section>`;
}

function profileSection(verdict: Verdict, { say }: Words): string {
  const entries = Object.entries(verdict.profile);
  const lines = entries.flatMap(([field, value]) => (value === null ? [] : [[field, String(value)] as const]));
  // Benchmarks of other programs state none of it.
  if (lines.length === 0) return '';
  const left = entries.flatMap(([field, value]) => (value === null ? [field] : []));
  if (left.length > 0) lines.push([say('not stated'), left.join(', ')]);
  return `<section><h2>${say('Profile')}</h2>${definitionTable(
    say('What both sides were measured with'),
    lines.map(([label, value]) => [label, safe(value, 300)]),
  )}</section>`;
}

function evidenceSection(verdict: Verdict, { say }: Words): string {
  const { resolution, settings } = verdict;
  const { compared, measuredTree } = verdict;
  const lines: (readonly [string, string])[] = [];
  for (const side of ['baseline', 'candidate'] as const) {
    // A commit stands above, with what was compared.
    const tree = measuredTree[side];
    if (tree !== null) lines.push([side === 'baseline' ? 'tree of the baseline' : 'tree of the candidate', tree]);
  }
  if (compared !== undefined) {
    if (compared.repository !== null) lines.push(['repository', compared.repository]);
    lines.push(['program', `zlink-release ${compared.program}`]);
  }
  lines.push(...restingLines(verdict));
  if (resolution !== null) {
    const margin = `${+(100 * settings.margin).toFixed(2)} %`;
    lines.push([`rounds needed for a margin of ${margin}`, String(Math.ceil(resolution.roundsNeeded))]);
    lines.push(['margin that the rounds resolve', `${(100 * resolution.resolvableMargin).toFixed(1)} %`]);
  }
  return `<section><h2>${say('Host and evidence')}</h2>${definitionTable(
    say('What the verdict rests on'),
    lines.map(([label, value]) => [say(label), safe(say(value), 300)]),
  )}</section>`;
}
