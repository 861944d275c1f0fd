import { literally, partsOf, renderedAs } from './line-template.ts';
import { linesOf, trimmedEnd } from './preset-lines.ts';
import { compareVersions, parsePresent, parseVersion } from './semver.ts';
import { openedLines, type WrittenVersion, writtenVersions } from './version-forms.ts';

/** What stands behind a version until it is released: `1.6.58.git`, `1.92.9 WIP`, `x_1_6_58_git`. */
export interface DevelopmentWord {
  /** The version before it, with dots. */
  readonly version: string;
  /** As it stands there, with its sign. */
  readonly mark: string;
}

/** A line that says a version with a word of development, and the same line without. No blanks at the end, one character a byte. */
export interface WordedLine {
  readonly released: string;
  readonly developing: string;
  /** null for a line that only counts on until the release, and says none of the versions. */
  readonly word: DevelopmentWord | null;
}

const WORDS =
  'git|wip|dev|devel|development|snapshot|master|main|head|unreleased|nightly|trunk|alpha|beta|prerelease|pre|rc';
const MARK = String.raw`(?:[-._+~ ]?(?:${WORDS})(?![A-Za-z0-9])| ?\((?:${WORDS})\))`;
const WORDED = new RegExp(
  String.raw`(?<!\d|\d[._-])(?<numbers>\d{1,9}(?<join>[._-])\d{1,9}(?:\k<join>\d{1,9}){0,2})(?<mark>${MARK})`,
  'i',
);
const EVERY_WORDED = new RegExp(WORDED.source, 'gi');
const SEPARATORS = [', ', '.', ',', '_', '-'] as const;
const LONGEST_LINE = 400;
/** A number that a release has at nothing: `VERSION_BUILD 0`. */
const COUNTS_BUILDS = /(?<![A-Za-z])(?:\w*_)?ver(?:sion)?_?build(?![A-Za-z])/i;

/** Whether a text says a version above the last release, or that one, with a word of development behind it. */
export function mayBeWorded(text: string, release: string): boolean {
  if (!WORDED.test(text)) return false;
  for (const { groups } of text.matchAll(EVERY_WORDED))
    if (isAfter(dotted(groups?.numbers ?? ''), release)) return true;
  return false;
}

/**
 * The lines of a file that say a version with a word of development, by what the file was at the last release: the same line
 * without the word, and what only counts on beside them.
 *
 * @param text one character a byte
 */
export function wordedLines(text: string, atRelease: string, release: string): WordedLine[] {
  if (!mayBeWorded(text, release)) return [];
  const [then, now] = [new Set(bareLines(atRelease)), new Set(bareLines(text))];
  const gone = [...then].filter((line) => line.length <= LONGEST_LINE && /\d/.test(line) && !now.has(line));
  const fresh = [...now].filter((line) => line.length <= LONGEST_LINE && /\d/.test(line) && !then.has(line));
  const worded = fresh.filter((line) => WORDED.test(line));
  const found = gone.flatMap((line) => wordedLine(line, worded, release) ?? []);
  const version = found[0]?.word?.version;
  if (version === undefined) return [];
  const rest = fresh.filter((line) => !WORDED.test(line));
  return [...found, ...gone.flatMap((line) => countedLine(line, rest, release, version) ?? [])];
}

/** Lines that say one of these versions with its word, and were not there at the last release. */
export function wordedAnew(text: string, atRelease: string, words: readonly DevelopmentWord[]): WordedLine[] {
  const then = new Set(bareLines(atRelease));
  const known = new Set(words.map(keyOf));
  return bareLines(text).flatMap((developing): WordedLine[] => {
    if (developing.length > LONGEST_LINE || then.has(developing) || !WORDED.test(developing)) return [];
    let word: DevelopmentWord | null = null;
    const released = developing.replaceAll(EVERY_WORDED, (whole, ...found) => {
      const { numbers = '', mark = '' } = found.at(-1) as Record<string, string>;
      const said = { version: dotted(numbers), mark };
      if (!known.has(keyOf(said)) || isCounted(said)) return whole;
      word = said;
      return numbers;
    });
    return word === null ? [] : [{ released, developing, word }];
  });
}

/** `1.6.58.git` and `1_6_58_git` are the same. */
const keyOf = ({ version, mark }: DevelopmentWord): string =>
  `${version} ${mark.replaceAll(/[^a-z]/gi, '').toLowerCase()}`;

/** What is written as a version is read as one, word and all. */
const isCounted = ({ version, mark }: DevelopmentWord): boolean => parsePresent(version + mark) !== null;

function wordedLine(line: string, fresh: readonly string[], release: string): WordedLine | null {
  const written = writtenOf(line, release);
  if (written.every(({ form }) => form === 'number')) return null;
  const { pattern, finals } = wordedPattern(line, written);
  for (const developing of fresh) {
    const match = pattern.exec(developing);
    if (match === null) continue;
    const marks = finals.map((_, at) => match[2 * at + 2] ?? '');
    const [version = '', ...others] = new Set(finals.map((_, at) => dotted(match[2 * at + 1] ?? '')));
    const mark = marks.find((each, at) => each !== '' && each !== finals[at]) ?? '';
    if (others.length > 0 || mark === '' || !isAfter(version, release)) continue;
    // What reads as a version with its word is one, unless releases have a word of their own.
    if (finals.every((each) => each === '') && isCounted({ version, mark })) continue;
    let released = developing;
    for (const [at, final] of [...finals.entries()].reverse()) {
      const [start, end] = match.indices?.[2 * at + 2] ?? [0, 0];
      if (end > start) released = released.slice(0, start) + final + released.slice(end);
    }
    if (saidBy(line, written, version).includes(released)) return { released, developing, word: { version, mark } };
  }
  return null;
}

/** A line as an expression: two groups for each version in it as text, its numbers and its word. And the words that a release has there. */
function wordedPattern(
  line: string,
  written: readonly WrittenVersion[],
): { pattern: RegExp; finals: readonly string[] } {
  const finals: string[] = [];
  let source = '';
  let at = 0;
  for (const { start, end, form } of written) {
    source += literally(line.slice(at, start));
    at = end;
    if (form === 'number') {
      source += '[0-9a-fA-F]+';
      continue;
    }
    const join = SEPARATORS.find((each) => line.slice(start, end).includes(each)) ?? '.';
    const [final = ''] = /^[-._]?(?:release|final|stable|ga)(?![A-Za-z0-9])/i.exec(line.slice(end)) ?? [];
    at += final.length;
    finals.push(final);
    const mark = final === '' ? `(${MARK}|)` : `(${MARK}|${literally(final)})`;
    source += String.raw`(\d{1,9}(?:${literally(join)}\d{1,9}){1,3})${mark}`;
  }
  return { pattern: new RegExp(`^${source}${literally(line.slice(at))}$`, 'di'), finals };
}

/** A number of the version that says none of them: it counts on until the release. */
function countedLine(line: string, fresh: readonly string[], release: string, version: string): WordedLine | null {
  const written = writtenOf(line, release);
  const [only, ...others] = written;
  if (only === undefined) {
    const developing = COUNTS_BUILDS.test(line) ? fresh.filter((each) => each.replace(LAST_NUMBER, '0') === line) : [];
    return developing.length === 1 ? { released: line, developing: developing[0] ?? '', word: null } : null;
  }
  if (others.length > 0 || only.form !== 'number') return null;
  const pattern = new RegExp(
    `^${literally(line.slice(0, only.start))}[0-9a-fA-F]{3,}${literally(line.slice(only.end).replace(/^0+/, ''))}$`,
  );
  const [developing, ...more] = fresh.filter((each) => pattern.test(each));
  if (developing === undefined || more.length > 0 || saidBy(line, written, version).includes(developing)) return null;
  return { released: line, developing, word: null };
}

const LAST_NUMBER = /(?<![\w.])[1-9]\d{0,8}(?=\D*$)/;

/** What a line would say of another version, in every way in which it can be read. */
const saidBy = (line: string, written: readonly WrittenVersion[], version: string): string[] =>
  openedLines(line, written).flatMap((each) => renderedAs(each, version) ?? []);

export const writtenOf = (line: string, version: string): WrittenVersion[] =>
  writtenVersions(line, version, partsOf(version).parts).filter(({ form }) => form === 'text' || form === 'number');

export const bareLines = (text: string): string[] => [...linesOf(text)].map(({ line }) => trimmedEnd(line));
const dotted = (numbers: string): string => numbers.split(/\D+/).join('.');
const isAfter = (version: string, release: string): boolean =>
  parseVersion(version) !== null && (compareVersions(version, release) ?? -1) >= 0;
