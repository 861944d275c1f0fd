import type { LearnedLine } from './learn-places.ts';
import { lineTemplate, partsOf, renderLine } from './line-template.ts';
import { linesOf } from './preset-lines.ts';
import { openedLines, type WrittenVersion, wordsApart, writtenVersions } from './version-forms.ts';

/** What development puts behind the last release: `1.2.12.1-motley` after 1.2.12. */
interface Extension {
  readonly fourth: number;
  /** `-motley`, or nothing. */
  readonly word: string;
}

/** A line that said the last release and says an extension of it since. Without the blanks at its end, one character a byte. */
export interface ExtendedLine {
  readonly path: string;
  /** As it says the release, with three numbers. */
  readonly released: string;
  readonly developing: string;
  readonly extension: Extension;
}

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

/** Whether a text may say an extension of the last release. */
export const mayBeExtended = (text: string, release: string): boolean => {
  const count = extensionsIn(text, release).length;
  return count > 0 && count <= MOST_EXTENSIONS;
};

/**
 * The lines of a file that say an extension of the last release, by what the file was at that release: the same line with the
 * fourth number, in whatever form it says the others.
 *
 * @param text one character a byte
 */
export function extendedLines(path: string, text: string, atRelease: string, release: string): ExtendedLine[] {
  if (!mayBeExtended(text, release)) return [];
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

const bareLine = (line: string): string => line.replace(/[ \t]*\r?$/, '');
const bareLines = (text: string): string[] => [...linesOf(text)].map(({ line }) => bareLine(line));

const writtenOf = (line: string, version: string): WrittenVersion[] =>
  writtenVersions(line, version, partsOf(version).parts).filter(({ form }) => form === 'text' || form === 'number');

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
      const raw = bareLine(line);
      const released = was.get(raw);
      return released === undefined ? line : released + line.slice(raw.length);
    })
    .join('\n');
}

/** The places that such lines are: they moved since the release. */
export const placesOf = (lines: readonly ExtendedLine[], release: string): LearnedLine[] =>
  lines.flatMap(({ path, released, extension }): LearnedLine[] => {
    const written = writtenOf(released, threeNumbers(release));
    const movedTo = [`${threeNumbers(release)}.${extension.fourth}${extension.word}`];
    return written.length === 0 ? [] : [{ path, templates: openedLines(released, written), movedTo }];
  });

/** What an extended line is at another release, and in development after it; null where its form cannot hold that. */
export function extendedAfter(
  { released, developing, extension }: ExtendedLine,
  from: string,
  to: string,
): Pick<ExtendedLine, 'released' | 'developing'> | null {
  const { parts, isPlain } = partsOf(to);
  const written = writtenOf(released, threeNumbers(from));
  // The line of the fourth number alone.
  if (written.length === 0) return { released, developing };
  for (const opened of openedLines(released, written)) {
    const template = lineTemplate(opened);
    const then = template.ok ? renderLine(template.value, to, parts, isPlain) : null;
    const rewritten = then === null ? [] : writtenOf(then, to);
    if (then !== null && rewritten.length === written.length)
      return { released: then, developing: respelled(then, rewritten, to, extension) };
  }
  return null;
}
