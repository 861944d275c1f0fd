import { asBytes } from '../file-text.ts';
import type { ChangeCommit } from './generate.ts';
import { decoded } from './heading-lines.ts';
import { neighboursOf } from './heading-style.ts';
import { saysNothing } from './section-text.ts';
import type { ChangelogDocument, ReleaseSection } from './sections.ts';

/** How a list of commits is written, as its newest sections have it. */
export interface CommitListStyle {
  /** What stands above the list, decoded; empty where nothing does. `{previous}` is the release before. */
  readonly preface: string;
  /** With the blanks behind it. */
  readonly bullet: string;
  readonly isSpaced: boolean;
  /** Characters; null: entries are never wrapped. */
  readonly width: number | null;
  readonly namesPullRequests: boolean;
  /** Empty lines between two sections. */
  readonly gap: number;
}

/** Fewer entries tell no style. */
const FEWEST_ENTRIES = 3;
/** Sections that have to be alike. */
const SECTIONS = 2;
/** Of the entries, how many at least name who wrote the commit. */
const TELLING_SHARE = 0.9;
/** `unix: fix a leak (Ada Lovelace)`; a number of a pull request and a remark are no author. */
const BY_AUTHOR = /\((?!#)(?:[^()\d][^()]{0,78}|[\w.-]{1,39}(?:\[bot\])?)(?:\([^()]{1,40}\))?\)\s*$/u;
const ENTRY = /^([-*+•][ \t]+)\S/;

/**
 * The style of a changelog whose sections are lists of commits with their authors, as `git log` prints them: nobody writes those by
 * hand. null where people write it.
 */
export function commitListStyle(document: ChangelogDocument): CommitListStyle | null {
  const [newest, older] = neighboursOf(document);
  if (document.isAscending || document.markup !== 'plain' || newest === undefined || older === undefined) return null;
  const bodies = neighboursOf(document)
    .slice(0, SECTIONS)
    .map((section) => readBody(document, section));
  const entries = bodies.flatMap((body) => body.entries);
  const ofAuthors = entries.filter((entry) => BY_AUTHOR.test(entry));
  const [first] = bodies;
  if (first === undefined || bodies.some((body) => body.entries.length === 0)) return null;
  if (entries.length < FEWEST_ENTRIES || ofAuthors.length < entries.length * TELLING_SHARE) return null;
  const preface = first.preface.replaceAll(older.name.version, '{previous}');
  const isCommon = preface.includes('{previous}') || bodies.every((body) => body.preface === first.preface);
  const lines = bodies.flatMap((body) => body.lines);
  const isWrapped = lines.some((line) => /^[ \t]+\S/.test(line));
  return {
    preface: isCommon ? preface : '',
    bullet: first.bullet,
    isSpaced: first.isSpaced,
    width: isWrapped ? Math.max(...lines.map((line) => [...line].length)) : null,
    namesPullRequests: entries.some((entry) => /\(#\d+\)/.test(entry)),
    gap: first.gap,
  };
}

interface Body {
  readonly preface: string;
  /** Each on one line. */
  readonly entries: readonly string[];
  readonly lines: readonly string[];
  readonly bullet: string;
  readonly isSpaced: boolean;
  readonly gap: number;
}

function readBody({ file, markup }: ChangelogDocument, { heading, end }: ReleaseSection): Body {
  const text = decoded(file.text.slice(heading.end, end)).replaceAll('\r\n', '\n');
  const lines = text.trim().split('\n');
  const entries: string[] = [];
  let preface = '';
  let bullet = '* ';
  for (const line of lines) {
    const mark = ENTRY.exec(line)?.[1];
    if (mark !== undefined) {
      if (entries.length === 0) bullet = mark;
      entries.push(line);
    } else if (entries.length === 0) preface += `${line}\n`;
    else if (line.trim() !== '') entries[entries.length - 1] += ` ${line.trim()}`;
  }
  return {
    preface: saysNothing(preface, markup) ? '' : preface.trim(),
    entries,
    lines,
    bullet,
    isSpaced: lines.slice(lines.findIndex((line) => ENTRY.test(line))).includes(''),
    gap: Math.max(1, (/\n*$/.exec(text)?.[0].length ?? 2) - 1),
  };
}

/** Commits that make a release rather than being in it. */
const OF_A_RELEASE =
  /^(?:(?:bump|prepare|release|tag)\b.{0,40}\d+\.\d+|now working on|(?:v(?:ersion )?)?\d+\.\d+(?:\.\d+)?$|\d{4}[.-]\d\d[.-]\d\d, version\b)|^\w+ .{0,40}\bchange-?log\b/i;
const LONGEST_ENTRY = 250;

/** The list of a release's commits, the oldest first, in the style of the file; empty where there are none. As bytes. */
export function commitList(style: CommitListStyle, commits: readonly ChangeCommit[], previous: string | null): string {
  const entries = commits.flatMap(({ message, parents, author }) => {
    const [subject = ''] = message.split(/\r?\n/);
    const bare = style.namesPullRequests ? subject : subject.replace(/\s*\(#\d{1,9}\)\s*$/, '');
    const told = bare
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .trim()
      .slice(0, LONGEST_ENTRY);
    if (parents.length > 1 || told === '' || OF_A_RELEASE.test(told)) return [];
    const name = author
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .trim()
      .slice(0, LONGEST_ENTRY);
    return [wrapped(`${style.bullet}${told}${name === '' ? '' : ` (${name})`}`, style)];
  });
  if (entries.length === 0) return '';
  const isKnown = previous !== null || !style.preface.includes('{previous}');
  const preface = isKnown ? style.preface.replaceAll('{previous}', previous ?? '') : '';
  const list = entries.join(style.isSpaced ? '\n\n' : '\n');
  return asBytes(preface === '' ? list : `${preface}\n\n${list}`);
}

function wrapped(entry: string, { width, bullet }: CommitListStyle): string {
  if (width === null) return entry;
  const lines: string[] = [];
  let line = '';
  for (const word of entry.slice(bullet.length).split(' ')) {
    const start = lines.length === 0 ? bullet : ' '.repeat(bullet.length);
    const longer = line === '' ? `${start}${word}` : `${line} ${word}`;
    if (line !== '' && [...longer].length > width) {
      lines.push(line);
      line = `${' '.repeat(bullet.length)}${word}`;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}
