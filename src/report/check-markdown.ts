import {
  type Basis,
  type CheckOutcome,
  conclusionOf,
  isTrusted,
  type Unchanged,
} from '../core/check/gate-conclusion.ts';
import { judgesItself, type SettingsSource, settingsLevel, settingsSentences } from '../core/check/settings-source.ts';
import { sidesText } from '../core/gate/compared.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { escapeMarkdown, markdownCode, markdownLink, oneLine } from './escape.ts';
import { gateMarkdown } from './gate-markdown.ts';
import { problemsMarkdown } from './problem-markdown.ts';
import { ENGLISH, type Words } from './words.ts';

/** A check of one commit as people read it: one title, and one text for check run, comment and job summary. */
export interface CheckText {
  /** One line of plain text. */
  readonly title: string;
  /** GitHub Flavored Markdown; every text that came from a file is escaped. */
  readonly markdown: string;
}

/** Room for what is said around a verdict, in the 60,000 characters of a comment. */
const LONGEST_VERDICT = 55_000;
/** GitHub shows about as much of a title. */
const LONGEST_TITLE = 250;
const MOST_PROBLEMS = 20;

const short = (commit: string): string => commit.slice(0, 7);

/** @param runUrl the run that measured; trusted, as GitHub or the runner gave it */
export function checkText(
  outcome: CheckOutcome,
  about: {
    readonly sha: string;
    readonly basis: Basis;
    readonly runUrl: string | null;
    /** Left out: those of the repository itself. */
    readonly settings?: SettingsSource | undefined;
    /** In which the Markdown tells it; left out: English, as what stands at a commit is. */
    readonly words?: Words;
  },
): CheckText {
  const { basis, sha, runUrl, settings, words = ENGLISH } = about;
  const { say } = words;
  const conclusion = conclusionOf(outcome, basis);
  const note = forkNote(outcome, basis);
  const title = oneLine(
    `${conclusion === 'action_required' ? 'a maintainer decides: the fork measured ' : ''}${
      settings !== undefined && judgesItself(settings) ? 'the configuration of the base cannot be used; ' : ''
    }${sentenceOf(outcome)}`,
    LONGEST_TITLE,
  );
  const footer = `${say('Commit')} ${markdownCode(short(sha))}${runUrl === null ? '' : `, ${say('measured by')} ${markdownLink(runUrl, say('this run'))}`}`;
  return {
    title,
    // Whose figures these are comes before the figures.
    markdown: [
      ...(note === null ? [] : [`> [!WARNING]\n> ${say(note)}`]),
      ...settingsNote(settings),
      bodyOf(outcome, words),
      footer,
    ].join('\n\n'),
  };
}

const MOST_SETTINGS = 20;

function settingsNote(source: SettingsSource | undefined): string[] {
  if (source === undefined) return [];
  const sentences = settingsSentences(source);
  if (sentences.length === 0) return [];
  const kind = { error: 'CAUTION', warning: 'WARNING', notice: 'NOTE' }[settingsLevel(source)];
  const shown = sentences.slice(0, MOST_SETTINGS).map((sentence) => `> ${escapeMarkdown(sentence, 4_000)}`);
  const left = sentences.length - shown.length;
  return [`> [!${kind}]\n${[...shown, ...(left > 0 ? [`> … and ${left} more.`] : [])].join('  \n')}`];
}

/** How it ended, in one line of plain text. */
export function sentenceOf(outcome: CheckOutcome): string {
  switch (outcome.kind) {
    case 'judged':
      return [headline(outcome.verdict), sidesText(outcome.verdict)].filter(Boolean).join(' ');
    case 'unchanged':
      return 'pass: not measured, since nothing that the benchmark measures has changed';
    case 'stopped':
      return `not measured: ${outcome.problems[0]?.what ?? 'there is no result'}`;
  }
}

function bodyOf(outcome: CheckOutcome, words: Words): string {
  const { say } = words;
  switch (outcome.kind) {
    case 'judged':
      return gateMarkdown(outcome.verdict, { longest: LONGEST_VERDICT, words }).trimEnd();
    case 'unchanged':
      return `### ✅ ${say('Benchmark gate')}: ${say('pass, not measured')}\n\n${unchangedSentence(outcome.change)}`;
    case 'stopped':
      return [
        `### ❌ ${say('Benchmark gate')}: ${say('no result')}`,
        '',
        ...problemsMarkdown(outcome.problems.slice(0, MOST_PROBLEMS), words),
      ].join('\n');
  }
}

export function unchangedSentence({ ignored, baseline, candidate }: Unchanged): string {
  const from = baseline === null ? 'its base' : markdownCode(short(baseline));
  const found =
    ignored === 0
      ? `${markdownCode(short(candidate))} has the same files as ${from}`
      : `${ignored === 1 ? 'The only file that differs' : `All ${ignored} files that differ`} between ${from} and ${markdownCode(short(candidate))} ${ignored === 1 ? 'is' : 'are'} left out by the path filter`;
  return `${found}. Nothing that the benchmark measures has changed, so nothing was measured.`;
}

/** What a reader has to know about figures that somebody else's run made; null where there are none. */
export function forkNote(outcome: CheckOutcome, basis: Basis): string | null {
  if (basis.kind === 'own' || outcome.kind === 'unchanged') return null;
  const from = {
    rounds: 'The verdict was made here, from the rounds that the run left; the rounds themselves cannot be checked.',
    claim: 'The run left no rounds, so this is the fork’s own verdict; it cannot be checked at all.',
    nothing: '',
  }[basis.from];
  const meaning =
    conclusionOf(outcome, basis) === 'failure'
      ? 'A result that blocks counts all the same: the check fails.'
      : isTrusted(basis)
        ? 'This repository trusts rounds from forks.'
        : 'So it does not satisfy a required check: a maintainer measures the commit in this repository, or decides without.';
  const first = 'Measured by a run of the fork: whoever wrote the change may have written the figures.';
  return [first, from, meaning].filter(Boolean).join(' ');
}
