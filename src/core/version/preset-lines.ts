import { asBytes, type FileText, lineAt, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, Problems, problem } from '../problem.ts';
import { writeDateLike } from './date-in-line.ts';
import {
  isHexadecimal,
  lineTemplate,
  matchLine,
  type OpenMatch,
  type OpenPiece,
  partsOf,
  readOpen,
  VERSION_PARTS,
  type VersionPart,
  writeOpen,
} from './line-template.ts';
import { asLongAs, type BumpTarget, type FoundVersion } from './version-bump.ts';

/** One open piece of a template in a file. Offsets count characters of the file's text. */
export interface OpenPlace {
  readonly start: number;
  readonly end: number;
  readonly piece: OpenPiece;
  readonly value: string;
}

/**
 * Every line of the file that one of these templates says; each template stands somewhere in it.
 *
 * @param says only lines that say one of these versions count
 */
export function findLines(
  text: string,
  lines: readonly string[],
  says?: readonly string[],
): Checked<readonly OpenPlace[]> {
  const problems = new Problems();
  const places = new Map<number, OpenPlace>();
  for (const each of lines) {
    const template = problems.take(lineTemplate(asBytes(each)));
    if (template === null) continue;
    let matched = 0;
    for (const { line, start } of linesOf(text)) {
      const found = matchLine(template, line);
      if (found === null || (says !== undefined && !says.some((version) => saysVersion(found, version)))) continue;
      matched += 1;
      for (const { piece, value, start: at } of found)
        places.set(start + at, { start: start + at, end: start + at + value.length, piece, value });
    }
    if (matched === 0)
      problems.add(problem('version-not-found', `there is no line like ${JSON.stringify(each.slice(0, 200))}.`));
  }
  return problems.over(() => [...places.values()].sort((a, b) => a.start - b.start));
}

/** Whether everything that is open in a line tells this version. */
export function saysVersion(open: readonly OpenMatch[], version: string): boolean {
  const { parts } = partsOf(version);
  return open.every((each) =>
    each.piece.kind === 'whole'
      ? each.value === version
      : Object.entries(readOpen(each)).every(
          ([part, value]) => parts[VERSION_PARTS.indexOf(part as VersionPart)] === value,
        ),
  );
}

/** A line without the blanks at its end. */
export const trimmedEnd = (line: string): string => line.replace(/[ \t]*\r?$/, '');

/** Lines with where they begin; a line feed ends one, and belongs to none. */
export function* linesOf(text: string): Generator<{ readonly line: string; readonly start: number }> {
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    yield { line: text.slice(start, end < 0 ? text.length : end), start };
    if (end < 0) return;
    start = end + 1;
  }
}

/** The versions that the lines say; the parts of one, wherever they stand, say one together. */
export function readLines(
  text: string,
  lines: readonly string[],
  says?: readonly string[],
): Checked<readonly FoundVersion[]> {
  const found = findLines(text, lines, says);
  if (!found.ok) return found;
  const versions: FoundVersion[] = [];
  const said: Readonly<Partial<Record<VersionPart, number>>>[] = [];
  for (const { piece, value, start } of found.value) {
    if (piece.kind === 'date') continue;
    if (piece.kind === 'whole') versions.push({ version: value, line: lineAt(text, start) });
    else said.push(readOpen({ piece, value, start }));
  }
  const problems = new Problems();
  const parts = VERSION_PARTS.map((part) => {
    const values = [...new Set(said.flatMap((each) => each[part] ?? []))];
    if (values.length > 1)
      problems.add(problem('version-files-disagree', `the lines say ${values.join(' and ')} for the ${part}.`));
    return values[0];
  });
  const first = found.value.find(({ piece }) => piece.kind !== 'whole' && piece.kind !== 'date');
  if (first !== undefined && parts.every((value) => value !== undefined))
    versions.push({ version: parts.join('.'), line: lineAt(text, first.start) });
  return problems.over(() => versions);
}

/** Every part of a version that the lines say, by itself or coded; none where a line is not there. */
export function readParts(
  text: string,
  lines: readonly string[],
  says?: readonly string[],
): readonly (readonly [VersionPart, number])[] {
  const found = findLines(text, lines, says);
  if (!found.ok) return [];
  return found.value.flatMap(({ piece, value, start }) =>
    Object.entries(readOpen({ piece, value, start })).map(([part, number]) => [part as VersionPart, number] as const),
  );
}

const lineOf = (text: string, offset: number): string => {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end);
};

/** Hexadecimal digits as those of the line are written, or else as most of the file: in small letters or in capital ones. */
function asDigitsBeside(digits: string, text: string, at: number): string {
  if (!/[a-f]/.test(digits)) return digits;
  const letters = (of: string, kind: RegExp) =>
    [...of.matchAll(/\b0[xX]([0-9a-fA-F]+)/g)].filter(([, each = '']) => kind.test(each)).length;
  for (const of of [lineOf(text, at), text]) {
    const [small, capital] = [letters(of, /[a-f]/), letters(of, /[A-F]/)];
    if (small !== capital) return capital > small ? digits.toUpperCase() : digits;
  }
  return digits;
}

/** The edits that make every open piece say the version. @param date YYYY-MM-DD; left out, dates stay */
export function editLines(
  file: FileText,
  { lines, says }: { readonly lines: readonly string[]; readonly says?: readonly string[] },
  target: Pick<BumpTarget, 'version' | 'from' | 'tagged' | 'date'>,
): Checked<readonly TextEdit[]> {
  const found = findLines(file.text, lines, says);
  if (!found.ok) return found;
  const { version, date } = target;
  const { parts, isPlain } = partsOf(version);
  const problems = new Problems();
  const edits: TextEdit[] = [];
  const moving = new Set<number>();
  for (const { piece, start, end, value } of found.value) {
    if (piece.kind === 'date') continue;
    const written =
      piece.kind === 'whole' ? checked(asLongAs(value, target)) : writeOpen(piece, version, parts, isPlain);
    if (written.ok) {
      const replacement = asBytes(
        isHexadecimal(piece) ? asDigitsBeside(written.value, file.text, start) : written.value,
      );
      edits.push({ start, end, replacement });
      if (replacement !== value) moving.add(lineAt(file.text, start));
    } else
      problems.add(
        ...written.problems.map((each) => ({
          ...each,
          what: `${JSON.stringify(lineOf(file.text, start).trim())}: ${each.what}`,
          where: String(lineAt(file.text, start)),
        })),
      );
  }
  // A line that says the version already was dated with it.
  for (const { piece, start, end, value } of found.value)
    if (piece.kind === 'date' && date !== undefined && moving.has(lineAt(file.text, start)))
      edits.push({ start, end, replacement: asBytes(writeDateLike(value, date)) });
  return problems.none ? problems.over(() => edits.sort((a, b) => a.start - b.start)) : failed(...problems.found);
}
