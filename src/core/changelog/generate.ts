import { CommitParser } from 'conventional-commits-parser';
import { asBytes } from '../file-text.ts';
import type { AddedPart } from './candidates.ts';
import { decoded, type HeadingLine } from './heading-lines.ts';
import { marked, neighboursOf } from './heading-style.ts';
import type { ChangelogDocument } from './sections.ts';

/** A commit since the last release, as git has it. */
export interface ChangeCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** The name of who wrote it; empty where it is not known. */
  readonly author: string;
}

/** What one commit, or one merged pull request, tells of. */
interface Change {
  readonly kind: Kind;
  readonly text: string;
  readonly pullRequest: string | null;
  readonly isConventional: boolean;
}

type Kind = 'breaking' | 'feature' | 'fix' | 'performance' | 'reverted' | 'other' | 'hidden';

/** Titles of each kind: the first where the file has none that it knows. Sources: Keep a Changelog 1.1.0; Conventional Commits. */
const TITLES: Readonly<Record<Exclude<Kind, 'hidden'>, readonly string[]>> = {
  breaking: ['Changed', 'Breaking changes', 'Breaking', '⚠ BREAKING CHANGES', 'Incompatible changes'],
  feature: ['Added', 'Features', 'New features', 'Enhancements', 'New', 'Improvements'],
  other: ['Changed', 'Changes', 'Other changes', 'Other', 'Miscellaneous', 'Misc'],
  performance: ['Changed', 'Performance improvements', 'Performance'],
  fix: ['Fixed', 'Bug fixes', 'Bugfixes', 'Fixes', 'Bugs fixed'],
  reverted: ['Removed', 'Reverts', 'Reverted'],
};

const KINDS: Readonly<Record<string, Kind>> = {
  feat: 'feature',
  feature: 'feature',
  fix: 'fix',
  bugfix: 'fix',
  perf: 'performance',
  revert: 'reverted',
};

/** No subject of a person's making is longer, and no body has to be read whole. Characters. */
const LONGEST_MESSAGE = 4_000;
const LONGEST_ENTRY = 250;

const parser = new CommitParser({
  headerPattern: /^([A-Za-z]{1,30})(?:\(([^()]{0,60})\))?!?: (.{1,300})$/,
  breakingHeaderPattern: /^([A-Za-z]{1,30})(?:\(([^()]{0,60})\))?!: (.{1,300})$/,
  headerCorrespondence: ['type', 'scope', 'subject'],
});

function readChange({ message, parents }: ChangeCommit): Change | null {
  const bounded = message.slice(0, LONGEST_MESSAGE);
  const merged = /^Merge pull request #(\d{1,9}) from \S+\s*/.exec(bounded);
  // A merge without a pull request only brings another branch in.
  if (merged === null && parents.length > 1) return null;
  const told = merged === null ? bounded : bounded.slice(merged[0].length);
  const [subject = ''] = told.split(/\r?\n/);
  const number = merged?.[1] ?? /\(#(\d{1,9})\)\s*$/.exec(subject)?.[1] ?? null;
  const title = subject.replace(/\s*\(#\d{1,9}\)\s*$/, '').trim();
  if (title === '') return null;
  const body = told.slice(subject.length);
  const { type, scope, subject: what, notes } = parser.parse(`${title}${body}`);
  const name = type?.toLowerCase() ?? null;
  if (name === null || what == null) return { kind: 'other', text: title, pullRequest: number, isConventional: false };
  if (name === 'release' || (name === 'chore' && scope === 'release')) return null;
  const kind = notes.length > 0 ? 'breaking' : (KINDS[name] ?? 'hidden');
  const text = scope == null || scope === '' ? what.charAt(0).toUpperCase() + what.slice(1) : `${scope}: ${what}`;
  return { kind, text, pullRequest: number, isConventional: true };
}

/** The commits that the base branch itself got, newest first: what a merge brought in is told by the merge. */
export function firstParents(commits: readonly ChangeCommit[], head: string): ChangeCommit[] {
  const bySha = new Map(commits.map((each) => [each.sha, each]));
  const line: ChangeCommit[] = [];
  for (let at = bySha.get(head); at !== undefined && line.length < commits.length; at = bySha.get(at.parents[0] ?? ''))
    line.push(at);
  return line;
}

/**
 * What the commits since the last release tell: merged pull requests by their titles, conventional commits by their kind.
 * Where neither is usual, every subject. In the sub-headings and marks of lists that the file has.
 */
export function generatedParts(
  document: ChangelogDocument,
  {
    commits,
    head,
    repositoryUrl,
    lineEnd,
  }: {
    readonly commits: readonly ChangeCommit[];
    readonly head: string;
    readonly repositoryUrl: string;
    readonly lineEnd: string;
  },
): AddedPart[] {
  const changes = firstParents(commits, head).flatMap((each) => readChange(each) ?? []);
  const isUsual = changes.some((each) => each.isConventional || each.pullRequest !== null);
  const entries = changes.filter(
    (each) => each.kind !== 'hidden' && (!isUsual || each.isConventional || each.pullRequest !== null),
  );
  const style = styleOf(document);
  const parts = new Map<string, { heading: string; lines: string[] }>();
  for (const kind of Object.keys(TITLES) as (keyof typeof TITLES)[]) {
    for (const change of entries.filter((each) => each.kind === kind)) {
      const title =
        style.subheadings.length === 0 && document.releases.length > 0 ? null : titleFor(kind, style.subheadings);
      const heading = title === null ? '' : writeSubheading(document, title, style.subheadings, lineEnd);
      const key = title?.toLowerCase() ?? '';
      const part = parts.get(key) ?? { heading, lines: [] };
      part.lines.push(entryOf(document, change, style, repositoryUrl));
      parts.set(key, part);
    }
  }
  return [...parts].map(([key, { heading, lines }]) => ({ key, heading, text: `\n${lines.join('\n')}\n` }));
}

interface Style {
  readonly subheadings: readonly HeadingLine[];
  readonly bullet: string;
  readonly linksPullRequests: boolean;
}

/** Sub-headings and marks of lists, as the last releases have them. */
function styleOf(document: ChangelogDocument): Style {
  const { file, headings } = document;
  const sections = neighboursOf(document);
  const subheadings = sections.flatMap(({ heading, end }) =>
    headings.filter((each) => each.start >= heading.end && each.start < end),
  );
  const bodies = sections.map(({ heading, end }) => file.text.slice(heading.end, end)).join('\n');
  const bullet = /^ {0,4}[-*+][ \t]+(?=\S)/m.exec(bodies)?.[0] ?? '- ';
  return { subheadings, bullet, linksPullRequests: /\[#\d+\]\([^)]{0,200}\/pull\/\d+\)/.test(bodies) };
}

const plainTitle = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L} ]/gu, '')
    .trim();

function titleFor(kind: keyof typeof TITLES, subheadings: readonly HeadingLine[]): string {
  const titles = TITLES[kind];
  const there = subheadings.find(({ text }) => titles.some((each) => plainTitle(each) === plainTitle(text)));
  return there?.text ?? titles[0] ?? 'Changed';
}

function writeSubheading(
  document: ChangelogDocument,
  title: string,
  subheadings: readonly HeadingLine[],
  lineEnd: string,
): string {
  const like = subheadings.find(({ text }) => text === title) ?? subheadings[0];
  if (like !== undefined) return marked(like.mark, like, title, lineEnd);
  if (document.markup === 'asciidoc') return `=== ${title}`;
  if (document.markup === 'markdown') return `### ${title}`;
  return marked({ kind: 'underline', sign: '~', length: 0, hasOverline: false }, null, title, lineEnd);
}

function entryOf(
  { markup }: ChangelogDocument,
  { text, pullRequest, kind }: Change,
  style: Style,
  repositoryUrl: string,
): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, LONGEST_ENTRY);
  // A title is text of whoever wrote it, and no HTML.
  const safe = markup === 'markdown' ? line.replaceAll('<', '\\<') : line;
  const number =
    pullRequest === null
      ? ''
      : style.linksPullRequests
        ? ` ([#${pullRequest}](${repositoryUrl}/pull/${pullRequest}))`
        : ` (#${pullRequest})`;
  return asBytes(`${style.bullet}${kind === 'breaking' ? 'Breaking: ' : ''}${safe}${number}`);
}

/** The numbers of pull requests that a text names already. */
export const namedPullRequests = (bytes: string): ReadonlySet<string> =>
  new Set([...decoded(bytes).matchAll(/#(\d{1,9})\b|\/pull\/(\d{1,9})\b/g)].map(([, a, b]) => a ?? b ?? ''));
