import { counted } from '../core/counted.ts';
import type { SinceAnchor } from '../core/gate/anchor.ts';
import { sidesText } from '../core/gate/compared.ts';
import { effectInterval } from '../core/gate/effect-words.ts';
import type { Effect, Reason, RowComparison, Verdict } from '../core/gate/verdict.ts';
import { ANCHOR_WORDS, anchorTitle, orderedChanges } from './anchor-figures.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';
import {
  blockingReasons,
  changeApart,
  correctnessRows,
  evidenceLines,
  foldedEffects,
  harnessFigures,
  INTERVAL_MEANS,
  metricTitle,
  STATUS_WORDS,
  shownChange,
  shownConclusion,
  shownFigure,
  shownValues,
  signedPercent,
  throughputChange,
  UNKNOWN,
  whole,
} from './gate-figures.ts';
import { ENGLISH, type Words } from './words.ts';

/** GitHub refuses comments beyond 65,536 characters (a job summary may have 1 MiB); this leaves room for a marker. */
const LONGEST = 60_000;

/**
 * The verdict as GitHub Flavored Markdown for a job summary, a check run or a comment. Every text that came from a file
 * is escaped; it never has more than `longest` characters, and says so where something is left out.
 */
export function gateMarkdown(
  verdict: Verdict,
  options: { readonly longest?: number; readonly words?: Words } = {},
): string {
  const { mark, word } = STATUS_WORDS[verdict.status];
  const { words = ENGLISH } = options;
  const { say } = words;
  const sentence = say([verdict.sentence, sidesText(verdict)].filter(Boolean).join(' '));
  const informing = verdict.reasons.filter((reason) => reason.effect === 'informs');
  const sections = [
    `### ${mark} ${say('Benchmark gate')}: ${say(word)}\n\n${escapeMarkdown(sentence, 1_000)}\n`,
    reasonList(blockingReasons(verdict), say('Blocks'), words),
    correctnessSection(correctnessRows(verdict), words),
    effectSection(verdict, informing.filter(isAdvisory), words),
    reasonList(
      verdict.reasons.filter((reason) => reason.effect === 'warns'),
      say('Warnings'),
      words,
    ),
    controlSection(verdict, words),
    resolutionSection(verdict, words),
    ...(verdict.sinceAnchor ?? []).map((since) => anchorSection(since, words)),
    folded(
      say('Notes'),
      reasonItems(
        informing.filter((reason) => !isAdvisory(reason)),
        words,
      ),
    ),
    folded(say('Profile and evidence'), evidenceSection(verdict, words)),
  ].filter((section) => section !== '');
  return fitted(sections, options.longest ?? LONGEST, words);
}

/** Leaves out whole sections from the end, never half a table or an unclosed fold. */
function fitted(sections: readonly string[], longest: number, { say }: Words): string {
  const note = `\n*${say('More is left out here: see verdict.json or verdict.html.')}*\n`;
  let text = '';
  for (const section of sections) {
    const next = text === '' ? section : `${text}\n${section}`;
    if (next.length > longest - note.length) return text === '' ? `${note}`.slice(0, longest) : text + note;
    text = next;
  }
  return text;
}

const MOST_ITEMS = 40;
const MOST_ROWS = 60;

function reasonItems(reasons: readonly Reason[], { say }: Words): string {
  const items = reasons.slice(0, MOST_ITEMS).map((reason) => `- ${escapeMarkdown(say(reason.text), 700)}\n`);
  if (reasons.length > MOST_ITEMS) items.push(`- ${say(`… and ${reasons.length - MOST_ITEMS} more`)}\n`);
  return items.join('');
}

function reasonList(reasons: readonly Reason[], title: string, words: Words): string {
  return reasons.length === 0 ? '' : `**${title}**\n\n${reasonItems(reasons, words)}`;
}

function folded(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n</details>\n`;
}

function table(
  head: readonly [string, 'left' | 'right'][],
  rows: readonly (readonly string[])[],
  { say }: Words,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const shown = rows.slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  return (
    line(head.map(([title]) => say(title))) +
    line(head.map(([, side]) => (side === 'right' ? '---:' : '---'))) +
    shown.map(line).join('') +
    (left > 0 ? `\n${say(`… and ${counted(left, 'more row')}.`)}\n` : '')
  );
}

/** The table that maintainers have compared by hand so far: what failed on either side, before and after. */
function correctnessSection(rows: readonly RowComparison[], words: Words): string {
  if (rows.length === 0) return '';
  const { say } = words;
  const titled = (title: string, side: 'baseline' | 'new') => `${title} ${say(side)}`;
  // What violated the gate is told below the table.
  const figures = harnessFigures(rows).filter(({ title }) => title !== 'gating_violation');
  const shown = table(
    [
      ['scenario', 'left'],
      ...figures.flatMap(({ title }): [string, 'right'][] => [
        [titled(title, 'baseline'), 'right'],
        [titled(title, 'new'), 'right'],
      ]),
      [titled('pass_fail', 'baseline'), 'left'],
      [titled('pass_fail', 'new'), 'left'],
    ],
    rows.map((row) => [
      markdownCode(row.scenarioId),
      ...figures.flatMap(({ of, text }) => [text(of(row).baseline), text(of(row).candidate)]),
      row.passFail.baseline ?? say('no row'),
      row.passFail.candidate ?? say('no row'),
    ]),
    words,
  );
  const notes = rows.slice(0, MOST_ROWS).flatMap((row) => {
    const parts = [`${row.passFail.baseline ?? say('no row')} → ${row.passFail.candidate ?? say('no row')}`];
    const { baseline, candidate } = row.gatingViolation;
    if (baseline !== null || candidate !== null)
      parts.push(`gating_violation ${whole(baseline)} -> ${whole(candidate)}`);
    const change = throughputChange(row.throughput);
    if (change !== null) parts.push(`throughput ${change}`);
    return parts.length > 1 ? [`- ${markdownCode(row.scenarioId)}: ${parts.join(', ')}\n`] : [];
  });
  return `**${say('Correctness')}**\n\n${shown}${notes.length > 0 ? `\n${notes.join('')}` : ''}`;
}

/** What an effect means stands beside it, not folded away. */
const isAdvisory = (reason: Reason): boolean =>
  reason.rule === 'throughput' || reason.rule === 'latency' || reason.rule === 'metric';

function effectSection(verdict: Verdict, advice: readonly Reason[], words: Words): string {
  const { say } = words;
  const { first, rest } = foldedEffects(verdict);
  if (first.length === 0) return '';
  const others = folded(
    say(`${counted(rest.length, 'other effect')}, neither slower beyond a limit nor undecided`),
    rest.length === 0 ? '' : effectTable(rest, verdict, words),
  );
  return `**${say('Effects')}** (${say('in per cent of the baseline')})\n\n${effectTable(first, verdict, words)}\n${others}${say(INTERVAL_MEANS[verdict.mode])}\n${
    advice.length === 0 ? '' : `\n${reasonItems(advice, words)}`
  }`;
}

function effectTable(effects: readonly Effect[], verdict: Verdict, words: Words): string {
  const { say } = words;
  const rows = new Map(verdict.rows.map((row) => [row.scenarioId, row]));
  return table(
    [
      ['scenario', 'left'],
      ['role', 'left'],
      ['metric', 'left'],
      ['baseline', 'right'],
      ['new', 'right'],
      ['change', 'right'],
      ['interval', 'right'],
      ['conclusion', 'left'],
    ],
    effects.map((effect) => {
      const pair = shownValues(effect, rows.get(effect.scenarioId));
      return [
        markdownCode(effect.scenarioId),
        say(effect.role),
        markdownCode(metricTitle(effect)),
        shownFigure(pair.baseline),
        shownFigure(pair.candidate),
        [say(shownChange(effect)), say(changeApart(effect, pair, verdict.mode) ?? '')].filter(Boolean).join('<br>'),
        verdict.mode === 'recorded' && effect.role === 'control' ? UNKNOWN : say(effectInterval(effect)),
        shownConclusion(effect, verdict.mode, words),
      ];
    }),
    words,
  );
}

function controlSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  // In recorded mode the effects say all there is to say about controls.
  if (verdict.controls.length === 0 || verdict.mode === 'recorded') return '';
  return `**${say('Controls')}** (${say('they do not contain the code under test')})\n\n${table(
    [
      ['control', 'left'],
      ['change', 'right'],
      ['p', 'right'],
      ['vetoes', 'left'],
    ],
    verdict.controls.map((control) => [
      markdownCode(control.scenarioId),
      signedPercent(control.change),
      control.pValue === null ? UNKNOWN : control.pValue.toPrecision(3),
      say(control.vetoes ? 'yes: the measurement is broken' : 'no'),
    ]),
    words,
  )}`;
}

function anchorSection(since: SinceAnchor, words: Words): string {
  const { say } = words;
  return `**${escapeMarkdown(say(anchorTitle(since)), 300)}**\n\n${table(
    [
      ['scenario', 'left'],
      ['metric', 'left'],
      ['comparisons', 'right'],
      ['change', 'right'],
      ['interval', 'right'],
      ['', 'left'],
    ],
    orderedChanges(since).map((change) => [
      markdownCode(change.scenarioId),
      markdownCode(change.figure),
      String(change.releases),
      say(shownChange(change)),
      say(effectInterval(change)),
      say(ANCHOR_WORDS[change.conclusion]),
    ]),
    words,
  )}`;
}

function resolutionSection(verdict: Verdict, { say }: Words): string {
  const { resolution, settings } = verdict;
  if (resolution === null) return '';
  const margin = `${+(100 * settings.margin).toFixed(2)} %`;
  const possible = `${(100 * resolution.resolvableMargin).toFixed(1)} %`;
  const rounds = counted(Math.ceil(resolution.roundsNeeded), 'round');
  return `${say(`At this noise a margin of ${margin} would take about ${rounds}; the rounds allowed resolve a margin of ${possible}.`)}\n`;
}

function evidenceSection(verdict: Verdict, words: Words): string {
  const { say } = words;
  const profile = Object.entries(verdict.profile)
    .slice(0, 50)
    .map(([field, value]) => [markdownCode(field), value === null ? UNKNOWN : escapeMarkdown(String(value), 100)]);
  const evidence = evidenceLines(verdict).map(([label, value]) => [
    escapeMarkdown(say(label), 100),
    escapeMarkdown(say(value), 200),
  ]);
  return table(
    [
      ['what', 'left'],
      ['value', 'left'],
    ],
    [...profile, ...evidence],
    words,
  );
}
