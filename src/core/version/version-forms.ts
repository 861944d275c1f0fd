import { type Parts, VERSION_PARTS, type VersionPart } from './line-template.ts';

/**
 * The forms in which a line may say a version. Source: what moved with the version between the release tags of some twenty
 * native libraries.
 *
 * - `text`: the three numbers with a separator between them, `1.2.0`, `1_2_0`, `1, 2, 0`
 * - `number`: one number made of them, `10200`, `0x010200`
 * - `short`: the first two, `1.2`
 * - `part`: one of them beside its name, `VERSION_MINOR 2`
 */
export type FormKind = 'text' | 'number' | 'short' | 'part';

/** Where a line says a version. */
export interface WrittenVersion {
  /** Characters from the beginning of the line. */
  readonly start: number;
  readonly end: number;
  readonly form: FormKind;
  /** What a line template says there: several where the version does not tell one coding from another. */
  readonly placeholders: readonly string[];
}

/** Everything in a line that could say this version, from left to right, none inside another. */
export function writtenVersions(line: string, version: string, parts: Parts): WrittenVersion[] {
  const found: WrittenVersion[] = [];
  const isFree = ({ start, end }: WrittenVersion) => found.every((each) => end <= each.start || start >= each.end);
  for (const each of [
    ...texts(line, version, parts),
    ...weightedParts(line, parts),
    ...numbers(line, parts),
    ...named(line, parts),
    ...shorts(line, parts),
  ])
    if (isFree(each)) found.push(each);
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Tells at once of most lines that they say no version in any form: a search of many files is as fast as this one expression.
 *
 * @returns for a version, an expression that every line matches in which `writtenVersions` finds anything but its first two numbers
 */
export const versionSieve = (version: string, parts: Parts): RegExp =>
  new RegExp(`${wholeSources(version, parts).join('|')}|${Object.values(NAMES).join('|')}`, 'i');

/** The same of whole files: one whose parts stand on lines of their own names the version beside them, or says its second number. */
export const fileSieve = (version: string, parts: Parts): RegExp =>
  new RegExp(
    `${wholeSources(version, parts).join('|')}|ver(?:sion)?_?(?:${NAMES.major}|${NAMES.minor})|(?:${NAMES.major}|${NAMES.minor})_?ver|${NAMES.minor}\\W{1,16}${parts[1]}(?![\\w.])`,
    'i',
  );

/** The texts that say a version whole, with any separator, each as an expression. */
export function versionTexts(version: string, parts: Parts): string[] {
  const texts = [...wholeTexts(version, parts).map(({ text }) => text), parts.join('.')];
  return [...new Set(texts)].map((text) => text.replaceAll(/[.+-]/g, String.raw`\$&`));
}

function wholeSources(version: string, parts: Parts): string[] {
  const numbers = [...HEXADECIMAL, ...DECIMAL].flatMap((each) => each.digits(parts) ?? []);
  return [
    ...versionTexts(version, parts),
    ...new Set(numbers),
    String.raw`(?<![\w.])${parts[0]}[uUlL]{0,3}\)?[ \t]*(?:<<|\*)`,
  ];
}

/** A line with the versions that were found in it left open, once for each way they can be read. */
export function openedLines(line: string, written: readonly WrittenVersion[]): string[] {
  let opened = [''];
  let at = 0;
  for (const { start, end, placeholders } of written) {
    const before = line.slice(at, start);
    opened = opened.flatMap((text) => placeholders.map((each) => text + before + each)).slice(0, MOST_READINGS);
    at = end;
  }
  return opened.map((text) => text + line.slice(at).replace(/[ \t]*\r?$/, ''));
}

const MOST_READINGS = 64;

/** Between the parts: of a text, an identifier, a Windows resource, digits of one number in C++14. */
const SEPARATORS = ['.', '_', '-', ', ', ',', "'"] as const;

/** A text that says a version whole, and what a line template says there. */
interface WholeText {
  readonly text: string;
  readonly separator: string;
  readonly placeholders: readonly string[];
}

/** Of 1.14 also `1.14.0`; of 2025.08.12 also `2025-08-12`, whose numbers keep their width. */
function wholeTexts(version: string, parts: Parts): WholeText[] {
  const three = (separator: string, placeholders: readonly string[]) => placeholders.map(bracedPart).join(separator);
  const found: WholeText[] = [{ text: version, separator: '.', placeholders: ['{version}'] }];
  const isShort = /^\d+\.\d+$/.test(version);
  if (isShort) found.unshift({ text: parts.join('.'), separator: '.', placeholders: [three('.', PLAIN)] });
  const written = /^\d+\.\d+\.\d+$/.test(version) ? version.split('.') : parts.map(String);
  const widths = written.every((each) => each.length > 1) && (parts[0] >= FIRST_YEAR || version.includes('.0'));
  // `3.03.01` of 3.3.1; what begins with a year is a date.
  const padded = [String(parts[0]), ...parts.slice(1).map((part) => String(part).padStart(2, '0'))].join('.');
  if (/^\d+\.\d+\.\d+$/.test(version) && padded !== version && parts[0] < FIRST_YEAR)
    found.push({ text: padded, separator: '.', placeholders: [three('.', TWO_DIGITS)] });
  for (const separator of SEPARATORS.slice(1)) {
    const placeholders = [
      ...(written.every((each) => !/^0\d/.test(each)) ? [three(separator, PLAIN)] : []),
      ...(widths ? [three(separator, TWO_DIGITS)] : []),
    ];
    if (placeholders.length > 0) found.push({ text: written.join(separator), separator, placeholders });
  }
  return found;
}

const bracedPart = (part: string): string => `{${part}}`;
const PLAIN = ['major', 'minor', 'patch'];
const TWO_DIGITS = ['major', 'minor:02', 'patch:02'];
const FIRST_YEAR = 1990;

function* texts(line: string, version: string, parts: Parts): Generator<WrittenVersion> {
  for (const { text, separator, placeholders } of wholeTexts(version, parts)) {
    for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      const end = at + text.length;
      if (/(?:\d|\d[.,_'-] ?)$/.test(line.slice(Math.max(0, at - 3), at))) continue;
      // A fourth number is another version, unless it is nothing: `1.2.0.0`, `1,2,0,0`.
      // Behind dots a comma and a blank begin something else: `1.2.0, 1 March`.
      const [, fourth] =
        (separator === '.' ? /^[.,_'-](\d+)/ : /^[.,_'-] ?(\d+)/).exec(line.slice(end, end + 12)) ?? [];
      if (/^\d/.test(line.slice(end)) || (fourth !== undefined && fourth !== '0' && separator !== '-')) continue;
      // `1.2.0-rc.1` is not 1.2.0; `1.2.0-blue` of a badge may be.
      if (separator === '.' && /^-(?:alpha|beta|rc|pre|dev)\b/i.test(line.slice(end))) continue;
      yield { start: at, end, form: 'text', placeholders };
    }
  }
}

interface Coding {
  readonly placeholder: string;
  /** Digits for the parts; null where the coding cannot hold them. */
  readonly digits: (parts: Parts) => string | null;
}

const fixed = (base: 10 | 16, width: number) => (parts: Parts) => {
  const digits = parts.map((part) => part.toString(base));
  return digits.every((each) => each.length <= width) ? digits.map((each) => each.padStart(width, '0')).join('') : null;
};
const weighted = (...weights: Parts): Coding => ({
  placeholder: `{number:${weights.join(',')}}`,
  digits: ([major, minor, patch]) =>
    patch * weights[2] < weights[1] && minor * weights[1] < weights[0]
      ? String(major * weights[0] + minor * weights[1] + patch * weights[2])
      : null,
});

/** The first number as it is, the others of two digits each. */
const headed =
  (base: 10 | 16) =>
  ([major, ...others]: Parts) => {
    const digits = others.map((part) => part.toString(base));
    return digits.every((each) => each.length <= 2)
      ? [major.toString(base), ...digits.map((each) => each.padStart(2, '0'))].join('')
      : null;
  };

const HEXADECIMAL: readonly Coding[] = [
  { placeholder: '{major:x2}{minor:x2}{patch:x2}', digits: fixed(16, 2) },
  { placeholder: '{major:02}{minor:02}{patch:02}', digits: fixed(10, 2) },
  { placeholder: '{major:x1}{minor:x1}{patch:x1}', digits: fixed(16, 1) },
  { placeholder: '{major:x}{minor:x2}{patch:x2}', digits: headed(16) },
  { placeholder: '{major}{minor:02}{patch:02}', digits: headed(10) },
];
const DECIMAL: readonly Coding[] = [
  weighted(10_000, 100, 1),
  weighted(1_000_000, 1_000, 1),
  weighted(1_000, 10, 1),
  weighted(100_000, 100, 1),
  weighted(100, 10, 1),
];
/** Shorter numbers stand for anything, unless they are called the number of a version. Digits. */
const SHORTEST_NUMBER = 3;
/** `GADGET_VERSION_NUMBER 10` of 0.0.10; a file format, a protocol and a binary interface count versions of their own. */
const CALLS_NUMBER = /(?<![a-z])(?:version_?(?:number|num|code|int|dec|decimal|value)|vernum|vercode)(?![a-z])\W*$/i;
const COUNTS_OTHERS = /(?<![a-z])(?:api|abi|so|lt|proto\w*|format|schema|file|wire|spec|config|db|data)(?![a-z])/i;

function callsVersionNumber(before: string): boolean {
  const words = wordsApart(before);
  return CALLS_NUMBER.test(words) && !countsOthers(words);
}

/** Whether words are about a version of something other than the project. */
export const countsOthers = (words: string): boolean => COUNTS_OTHERS.test(words.replaceAll('_', ' '));

function* numbers(line: string, parts: Parts): Generator<WrittenVersion> {
  for (const match of line.matchAll(/(?<![\w.])(0[xX])?([0-9a-fA-F]+)(?=[uUlL]{0,3}(?![\w.]))/g)) {
    const [whole, prefix, digits = ''] = match;
    const isLong = digits.length >= SHORTEST_NUMBER;
    if (!isLong && (prefix !== undefined || !callsVersionNumber(line.slice(0, match.index)))) continue;
    const codings = prefix === undefined ? DECIMAL : HEXADECIMAL;
    const trailing = isLong ? countOfBuilds(prefix, digits, line.slice(0, match.index)) : '';
    const leading = prefix !== undefined && /^00[0-9a-f]{6}$/i.test(digits) ? '00' : '';
    for (const [head, tail] of [
      ['', ''],
      ['', trailing.slice(0, 2)],
      ['', trailing],
      [leading, ''],
    ] as const) {
      const said = digits.slice(head.length, digits.length - tail.length).toLowerCase();
      const placeholders = codings.flatMap((each) => (each.digits(parts) === said ? [each.placeholder] : []));
      if (placeholders.length === 0) continue;
      const start = match.index + whole.length - digits.length + head.length;
      yield { start, end: start + said.length, form: 'number', placeholders };
      break;
    }
  }
}

/** Room for a count of builds: `0x1230`, `VERSION_NUM 19290`. Two zeros of a decimal number are a part of the version itself: `30100` is 3.1.0. */
function countOfBuilds(prefix: string | undefined, digits: string, before: string): string {
  if (prefix !== undefined) return /0{0,3}$/.exec(digits)?.[0] ?? '';
  return digits.endsWith('0') && callsVersionNumber(before) ? '0' : '';
}

function* shorts(line: string, [major, minor]: Parts): Generator<WrittenVersion> {
  for (const separator of ['.', '_']) {
    const text = `${major}${separator}${minor}`;
    for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
      const end = at + text.length;
      if (/[\d._]$/.test(line.slice(0, at)) || /^(?:\d|[._]\d)/.test(line.slice(end))) continue;
      yield { start: at, end, form: 'short', placeholders: [`{major}${separator}{minor}`] };
    }
  }
}

/** `(1 << 16) | (2 << 8) | 0`, `1 * 10000 + 2 * 100 + 0`: a number made of the parts where it stands. */
function* weightedParts(line: string, [major, minor, patch]: Parts): Generator<WrittenVersion> {
  const weight = String.raw`[uUlL]{0,3}\)?[ \t]*(?:<<|\*)[ \t]*\d+[uUlL]{0,3}\)*[ \t]*[|+][ \t]*\(*`;
  const pattern = new RegExp(String.raw`(?<![\w.])${major}(${weight})${minor}(${weight})${patch}(?![\d.])`, 'g');
  for (const match of line.matchAll(pattern)) {
    const [whole, first = '', second = ''] = match;
    const placeholder = `{major}${first}{minor}${second}{patch}`;
    yield { start: match.index, end: match.index + whole.length, form: 'text', placeholders: [placeholder] };
  }
}

/** What the parts of a version are called; the third has many names. */
const NAMES: Readonly<Record<VersionPart, string>> = {
  major: 'major',
  minor: 'minor',
  patch: 'patchlevel|patch|micro|revision|subminor|bugfix|tweak|build|release',
};
const NAMED_NUMBER =
  /(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<between>[ \t]*(?:\([ \t]*(?:void)?[ \t]*\)(?:[ \t]*(?:const|noexcept))*(?:[ \t]*\{[ \t]*return[ \t])?|\]?[ \t]*[,:=]|[ \t])[ \t]*[[("'{]*)(?<number>\d{1,9})(?![\w.])/g;

/** `libVersion` as `lib_Version`: names are told apart by their words, however those are joined. */
export const wordsApart = (text: string): string => text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');

/** The part that a name names: by the last of its words that names one. */
export function namedPart(name: string): VersionPart | null {
  const words = wordsApart(name).toLowerCase().split('_');
  if (words.includes('is') || words.includes('so') || words.some((word) => /^(so|abi|api|lt)version$/.test(word)))
    return null;
  const parts = Object.entries(NAMES) as [VersionPart, string][];
  for (const word of words.reverse()) {
    const found = parts.find(([, names]) => new RegExp(`^(?:v?${names.replaceAll('|', '|v?')})$`).test(word));
    if (found !== undefined) return found[0];
  }
  return null;
}

function* named(line: string, parts: Parts): Generator<WrittenVersion> {
  for (const match of line.matchAll(NAMED_NUMBER)) {
    const { name = '', between = '', number = '' } = match.groups ?? {};
    const part = namedPart(name);
    if (part === null || Number(number) !== parts[VERSION_PARTS.indexOf(part)]) continue;
    const start = match.index + name.length + between.length;
    const width = number.length > 1 && number.startsWith('0') ? `:0${number.length}` : '';
    yield { start, end: start + number.length, form: 'part', placeholders: [`{${part}${width}}`] };
  }
}
