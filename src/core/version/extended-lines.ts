import { nextInDevelopment } from './development-version.ts';
import type { LearnedLine } from './learn-places.ts';
import { partsOf, renderedAs } from './line-template.ts';
import { trimmedEnd } from './preset-lines.ts';
import { openedLines, type WrittenVersion, wordsApart } from './version-forms.ts';
import { bareLines, type DevelopmentWord, mayBeWorded, wordedAnew, wordedLines, writtenOf } from './worded-lines.ts';

/** What development puts behind the last release: `1.2.12.1-motley` after 1.2.12. */
interface Extension {
  readonly fourth: number;
  /** `-motley`, or nothing. */
  readonly word: string;
}

/** A line that says more than a release does since the last one. Without the blanks at its end, one character a byte. */
export interface ExtendedLine {
  readonly path: string;
  /** As it says the last release, with three numbers; or its own version, without the word behind it. */
  readonly released: string;
  readonly developing: string;
  /** null: it counts on until the release, and from where nothing tells. */
  readonly extension: Extension | DevelopmentWord | Instead | null;
}

/** What stands in the place of the version until it is released: `version = "head"`. */
interface Instead {
  readonly instead: string;
}

const standsInstead = (extension: ExtendedLine['extension']): extension is Instead =>
  extension !== null && 'instead' in extension;

const INSTEAD = 'head|main|master|trunk|dev|devel|develop|development|unreleased|snapshot';
const SAYS_INSTEAD = new RegExp(String.raw`\bversion["']?\s*[:=]\s*["'](${INSTEAD})["']`, 'i');

/** Lines that say a word where the last release said its version. */
function insteadLines(path: string, text: string, atRelease: string, release: string): ExtendedLine[] {
  if (!SAYS_INSTEAD.test(text)) return [];
  const then = new Set(bareLines(atRelease));
  return [...new Set(bareLines(text))].flatMap((developing): ExtendedLine[] => {
    const word = SAYS_INSTEAD.exec(developing);
    if (word === null || then.has(developing)) return [];
    const end = word.index + word[0].length - 1;
    const released = developing.slice(0, end - (word[1] ?? '').length) + release + developing.slice(end);
    return then.has(released) ? [{ path, released, developing, extension: { instead: word[1] ?? '' } }] : [];
  });
}

/** Whether a line says more by a word of development. */
export const isWord = (extension: ExtendedLine['extension']): extension is DevelopmentWord =>
  extension !== null && 'mark' in extension;

/** Between numbers that take a fourth one. */
const SEPARATORS = [', ', '.', ',', '_', '-'] as const;
/** What a line of the fourth number is called. */
const FOURTH = /(?<![a-z])(?:sub_?revision|fourth|tweak|nano|quad)(?![a-z])/i;
const ZERO = /(?<![\w.])0(?![\w.])/;
/** More of them are other projects' versions. */
const MOST_EXTENSIONS = 4;

/** The three numbers of a release: 1.3 is 1.3.0. */
export const threeNumbers = (version: string): string => partsOf(version).parts.join('.');

/** What stands behind the last release in a text, each once. */
function extensionsIn(text: string, release: string): Extension[] {
  const three = threeNumbers(release);
  if (!text.includes(three)) return [];
  const found = new Map<string, Extension>();
  const numbers = three.replaceAll('.', String.raw`\.`);
  const pattern = String.raw`(?<!\d|\d\.)${numbers}\.([1-9]\d{0,3})((?:-[A-Za-z][A-Za-z0-9]{0,20})?)(?![\d.]*\d)`;
  for (const [, fourth = '', word = ''] of text.matchAll(new RegExp(pattern, 'g')))
    found.set(fourth + word, { fourth: Number(fourth), word });
  return [...found.values()];
}

/** Whether a text may say more than a release does. */
export const mayBeExtended = (text: string, release: string): boolean =>
  mayHaveFourth(text, release) || mayBeWorded(text, release) || SAYS_INSTEAD.test(text);

function mayHaveFourth(text: string, release: string): boolean {
  const count = extensionsIn(text, release).length;
  return count > 0 && count <= MOST_EXTENSIONS;
}

/**
 * The lines of a file that say more than a release does, by what the file was at the last one: the same line with a fourth
 * number or a word of development behind the others, in whatever form it says them.
 *
 * @param text one character a byte
 */
export function extendedLines(path: string, text: string, atRelease: string, release: string): ExtendedLine[] {
  const fourth = fourthLines(path, text, atRelease, release);
  if (fourth.length > 0) return fourth;
  const instead = insteadLines(path, text, atRelease, release);
  if (instead.length > 0) return instead;
  return wordedLines(text, atRelease, release).map(({ word, ...line }) => ({ path, ...line, extension: word }));
}

/** Lines that say a version with a word that was found behind it elsewhere, and were not there at the last release. */
export function alsoWorded(
  path: string,
  text: string,
  atRelease: string,
  found: readonly ExtendedLine[],
): ExtendedLine[] {
  const words = found.flatMap(({ extension }) => (isWord(extension) ? [extension] : []));
  if (words.length === 0) return [];
  const own = new Set(found.flatMap((line) => (line.path === path ? [line.developing] : [])));
  return wordedAnew(text, atRelease, words).flatMap(({ word, ...line }) =>
    own.has(line.developing) ? [] : [{ path, ...line, extension: word }],
  );
}

function fourthLines(path: string, text: string, atRelease: string, release: string): ExtendedLine[] {
  if (!mayHaveFourth(text, release)) return [];
  const extensions = extensionsIn(text, release);
  const [then, now] = [new Set(bareLines(atRelease)), new Set(bareLines(text))];
  const gone = [...then].filter((line) => !now.has(line));
  const isNew = (line: string) => now.has(line) && !then.has(line);
  const found: ExtendedLine[] = [];
  for (const line of gone) {
    const written = writtenOf(line, release);
    const wanted = written.length === 0 ? [] : extensions.flatMap((each) => [each, { ...each, word: '' }]);
    const extension = wanted.find((each) => isNew(respelled(line, written, release, each)));
    if (extension === undefined) continue;
    const developing = respelled(line, written, release, extension);
    found.push({ path, released: respelled(line, written, release, null), developing, extension });
  }
  if (found.length === 0) return [];
  for (const line of gone.filter((each) => FOURTH.test(wordsApart(each)))) {
    const extension = extensions.find(({ fourth }) => isNew(line.replace(ZERO, String(fourth))));
    if (extension !== undefined)
      found.push({ path, released: line, developing: line.replace(ZERO, String(extension.fourth)), extension });
  }
  return found;
}

/** The line with every version in it extended, or as three numbers. */
function respelled(
  line: string,
  written: readonly WrittenVersion[],
  release: string,
  extension: Extension | null,
): string {
  let text = '';
  let at = 0;
  for (const { start, end, form } of written) {
    const [said, rest] = [line.slice(start, end), line.slice(end)];
    text += line.slice(at, start);
    at = end;
    const whole = said === release ? threeNumbers(release) : said;
    if (extension === null) {
      text += whole;
      continue;
    }
    const { fourth, word } = extension;
    if (form === 'number') {
      // The last digit of 0x12c0 is the fourth number's.
      const isOpen = /^0(?![0-9a-f])/i.test(rest) && fourth < 16;
      text += isOpen ? said + fourth.toString(16) : said;
      at += isOpen ? 1 : 0;
      continue;
    }
    const separator = SEPARATORS.find((each) => said.includes(each)) ?? '.';
    const zero = `${separator}0`;
    text += `${whole}${separator}${fourth}${separator === '.' ? word : ''}`;
    if (rest.startsWith(zero) && !/^\d/.test(rest.slice(zero.length))) at += zero.length;
  }
  return text + line.slice(at);
}

/** A text as it said the last release. One character a byte. */
export function withoutExtensions(text: string, lines: readonly ExtendedLine[]): string {
  const was = new Map(lines.map(({ developing, released }) => [developing, released]));
  return text
    .split('\n')
    .map((line) => {
      const raw = trimmedEnd(line);
      const released = was.get(raw);
      return released === undefined ? line : released + line.slice(raw.length);
    })
    .join('\n');
}

/** The places that such lines are: they moved since the release. Where a word stands instead, the releases before tell. */
export function placesOf(lines: readonly ExtendedLine[], release: string): LearnedLine[] {
  const since = lines.flatMap(({ extension }) =>
    extension === null || standsInstead(extension) ? [] : [saidWith(extension, release)],
  );
  return lines.flatMap(({ path, released, extension }): LearnedLine[] => {
    if (standsInstead(extension)) return [];
    const written = writtenOf(released, saidBy(extension, release));
    const movedTo = extension === null ? since.slice(0, 1) : [saidWith(extension, release)];
    return written.length === 0 ? [] : [{ path, templates: openedLines(released, written), movedTo }];
  });
}

/** The version that a line says without what development put behind it. */
const saidBy = (extension: ExtendedLine['extension'], release: string): string =>
  isWord(extension) ? extension.version : threeNumbers(release);

const saidWith = (extension: Extension | DevelopmentWord, release: string): string =>
  isWord(extension)
    ? extension.version + extension.mark
    : `${threeNumbers(release)}.${extension.fourth}${extension.word}`;

/** What such a line is at another release, and in development after it; null where that does not follow from it. */
export function extendedAfter(
  { released, developing, extension }: ExtendedLine,
  from: string,
  to: string,
): Pick<ExtendedLine, 'released' | 'developing'> | null {
  if (extension === null) return null;
  if (standsInstead(extension)) return { released: released.replace(from, to), developing };
  const written = writtenOf(released, saidBy(extension, from));
  // The line of the fourth number alone.
  if (written.length === 0) return isWord(extension) ? null : { released, developing };
  for (const opened of openedLines(released, written)) {
    const then = renderedAs(opened, to);
    if (then === null) continue;
    const after = isWord(extension)
      ? wordedAfter(developing, extension, { from, to })
      : respelledAs(then, written, to, extension);
    if (after !== null) return { released: then, developing: after };
  }
  return null;
}

function respelledAs(
  then: string,
  written: readonly WrittenVersion[],
  to: string,
  extension: Extension,
): string | null {
  const rewritten = writtenOf(then, to);
  return rewritten.length === written.length ? respelled(then, rewritten, to, extension) : null;
}

/** The line with the version that development opens next, and its word behind it as before. */
function wordedAfter(
  developing: string,
  { version }: DevelopmentWord,
  { from, to }: { readonly from: string; readonly to: string },
): string | null {
  const next = nextInDevelopment({ said: `${version}-dev`, released: from, version: to })?.version.replace(/-dev$/, '');
  const written = writtenOf(developing, version);
  if (next === undefined || written.length === 0) return null;
  return openedLines(developing, written).flatMap((each) => renderedAs(each, next) ?? [])[0] ?? null;
}
