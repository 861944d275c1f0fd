import { type Checked, checked, failed, problem } from '../problem.ts';
import { dateLike, datePattern } from './date-in-line.ts';
import { versionParts } from './semver.ts';

/**
 * A whole line with the version left open in it, as a person can write and read it:
 *
 * - `{version}`: the version as text, `1.2.0` or `1.2.0-rc.1`
 * - `{major}`, `{minor}`, `{patch}`: one part, decimal; `{minor:02}` padded to two digits, `{minor:x}` hexadecimal,
 *   `{minor:x2}` hexadecimal of exactly two digits
 * - `{number:10000,100,1}`: major × 10000 + minor × 100 + patch, decimal
 * - `{date:3 February 2001}`: the day of the release, written as that one is; it moves where the version beside it does
 *
 * A line matches with whatever blanks stand at its end, a carriage return included; everything else is literal.
 */
export interface LineTemplate {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly pattern: RegExp;
}

export type VersionPart = 'major' | 'minor' | 'patch';
/** MAJOR, MINOR, PATCH. */
export type Parts = readonly [number, number, number];

type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly part: VersionPart; readonly base: 10 | 16; readonly width: number | null }
  | { readonly kind: 'number'; readonly weights: Parts }
  | { readonly kind: 'date'; readonly like: string };

export type OpenPiece = Exclude<Piece, { kind: 'literal' }>;

/** A line that matches a template: where each open piece stands in it, and what stands there. */
export interface OpenMatch {
  readonly piece: OpenPiece;
  /** Characters from the beginning of the line. */
  readonly start: number;
  readonly value: string;
}

const PLACEHOLDER =
  /\{(?:(version)|(major|minor|patch)(?::(0?)(x?)([1-9]?))?|number:([1-9]\d{0,9}),([1-9]\d{0,9}),([1-9]\d{0,9})|date:([^{}]{4,40}))\}/g;
/** More open versions in one line would make a search of it slow. */
const MOST_WHOLE = 4;
const LONGEST_LINE = 1_000;
/** In the order of `Parts`. */
export const VERSION_PARTS: readonly VersionPart[] = ['major', 'minor', 'patch'];

/** A template, or why the text is none. */
export function lineTemplate(text: string): Checked<LineTemplate> {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > at) pieces.push({ kind: 'literal', text: text.slice(at, match.index) });
    pieces.push(openPiece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: 'literal', text: text.slice(at) });
  const open = pieces.filter((piece) => piece.kind !== 'literal');
  const undated = open.find((piece) => piece.kind === 'date' && dateLike(piece.like) === null);
  const fault = open.every((piece) => piece.kind === 'date')
    ? 'holds neither {version} nor a part of it'
    : /[\r\n]/.test(text)
      ? 'is more than one line'
      : text.length > LONGEST_LINE
        ? `is longer than ${LONGEST_LINE} characters`
        : open.filter((piece) => piece.kind === 'whole').length > MOST_WHOLE
          ? `holds {version} more than ${MOST_WHOLE} times`
          : undated !== undefined
            ? 'has a {date:…} that is no date which reads in one way'
            : null;
  if (fault !== null)
    return failed(problem('config-invalid', `The line ${JSON.stringify(text.slice(0, 200))} ${fault}.`));
  return checked({ text, pieces, pattern: patternOf(pieces) });
}

function openPiece([, whole, part, zero, hex, width, ...others]: RegExpMatchArray): OpenPiece {
  if (whole !== undefined) return { kind: 'whole' };
  const [like] = others.splice(3);
  if (like !== undefined) return { kind: 'date', like };
  const weights = others;
  const known = VERSION_PARTS.find((each) => each === part);
  if (known === undefined) {
    const [major = 1, minor = 1, patch = 1] = weights.map(Number);
    return { kind: 'number', weights: [major, minor, patch] };
  }
  const base = hex === 'x' ? 16 : 10;
  const isPadded = width !== undefined && width !== '' && (zero === '0' || base === 16);
  return { kind: 'part', part: known, base, width: isPadded ? Number(width) : null };
}

function patternOf(pieces: readonly Piece[]): RegExp {
  // Beside another number only a fixed width says where one ends.
  const source = pieces.map((piece, index) => sourceOf(piece, pieces[index - 1]?.kind === 'part'));
  return new RegExp(`^${source.join('')}[ \\t]*\\r?$`, 'd');
}

/** A text as an expression that matches it alone. */
export const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

function sourceOf(piece: Piece, follows: boolean): string {
  switch (piece.kind) {
    case 'literal':
      return literally(piece.text);
    case 'whole':
      return '(\\d{1,9}\\.\\d{1,9}(?:\\.\\d{1,9}){0,2}(?:[-+.][0-9A-Za-z.+-]{1,40})?)';
    case 'number':
      return '(\\d{1,15})';
    case 'date':
      return `(${datePattern(piece.like)})`;
    case 'part': {
      const digit = piece.base === 16 ? '[0-9a-fA-F]' : '\\d';
      if (piece.width === null) return `(${digit}{1,9})`;
      return follows ? `(${digit}{${piece.width}})` : `(${digit}{${piece.width},9})`;
    }
  }
}

/** Where the open pieces stand in a line; null where it is no line of this template. */
export function matchLine(template: LineTemplate, line: string): readonly OpenMatch[] | null {
  if (line.length > LONGEST_LINE + 100) return null;
  const match = template.pattern.exec(line);
  if (match === null) return null;
  const open = template.pieces.filter((piece) => piece.kind !== 'literal');
  return open.map((piece, index) => ({
    piece,
    start: match.indices?.[index + 1]?.[0] ?? 0,
    value: match[index + 1] ?? '',
  }));
}

/**
 * What stands in an open piece for a version.
 *
 * @param version as it is released
 * @returns a problem where the form cannot hold it: a coded number no pre-release, two digits no 100
 */
export function writeOpen(piece: OpenPiece, version: string, parts: Parts, isPlain: boolean): Checked<string> {
  if (piece.kind === 'whole') return checked(version);
  // What moves beside the version, and is no part of it.
  if (piece.kind === 'date') return checked(piece.like);
  const cannot = (why: string) => failed(problem('version-invalid', `${version} cannot be written there: ${why}.`));
  if (!isPlain) return cannot('a number holds no pre-release');
  if (piece.kind === 'part') {
    const value = parts[VERSION_PARTS.indexOf(piece.part)] ?? 0;
    const digits = value.toString(piece.base);
    if (piece.width !== null && digits.length > piece.width)
      return cannot(
        `${value} does not fit in ${piece.width} ${piece.base === 16 ? 'hexadecimal ' : ''}digit${piece.width === 1 ? '' : 's'}`,
      );
    return checked(digits.padStart(piece.width ?? 1, '0'));
  }
  const [major, minor, patch] = piece.weights;
  if (parts[2] * patch >= minor) return cannot(`the patch ${parts[2]} does not fit below the minor’s place`);
  if (parts[1] * minor >= major) return cannot(`the minor ${parts[1]} does not fit below the major’s place`);
  return checked(String(parts[0] * major + parts[1] * minor + parts[2] * patch));
}

export const isHexadecimal = (piece: OpenPiece): boolean => piece.kind === 'part' && piece.base === 16;

/** The parts of a version that an open piece tells. */
export function readOpen({ piece, value }: OpenMatch): Readonly<Partial<Record<VersionPart, number>>> {
  switch (piece.kind) {
    case 'whole': {
      // `5.1-dev` has two numbers.
      const [numbers = ''] = /^\d+(?:\.\d+)*/.exec(value) ?? [];
      const [major, minor, patch] = numbers.split('.').map(Number);
      return { major: major ?? 0, minor: minor ?? 0, patch: patch ?? 0 };
    }
    case 'part':
      return { [piece.part]: Number.parseInt(value, piece.base) };
    case 'date':
      return {};
    case 'number': {
      const number = Number(value);
      const [major, minor, patch] = piece.weights;
      return {
        major: Math.floor(number / major),
        minor: Math.floor((number % major) / minor),
        patch: Math.floor((number % minor) / patch),
      };
    }
  }
}

/** A line with its open pieces as written, for a version; null where it is no such line, or cannot hold that version. */
export function renderedAs(written: string, version: string): string | null {
  const template = lineTemplate(written);
  const { parts, isPlain } = partsOf(version);
  return template.ok ? renderLine(template.value, version, parts, isPlain) : null;
}

/**
 * The whole line for a version, without what stands at its end; null where the form cannot hold it.
 *
 * @param hasCapitals hexadecimal digits are capital letters
 */
export function renderLine(
  template: LineTemplate,
  version: string,
  parts: Parts,
  isPlain: boolean,
  hasCapitals = false,
): string | null {
  let line = '';
  for (const piece of template.pieces) {
    if (piece.kind === 'literal') {
      line += piece.text;
      continue;
    }
    const written = writeOpen(piece, version, parts, isPlain);
    if (!written.ok) return null;
    line += hasCapitals && isHexadecimal(piece) ? written.value.toUpperCase() : written.value;
  }
  return line;
}

/** The numbers of a version, and whether there is nothing more to it. */
export function partsOf(version: string): { readonly parts: Parts; readonly isPlain: boolean } {
  const { major, minor, patch, isPlain } = versionParts(version);
  return { parts: [Number(major), Number(minor), Number(patch)], isPlain };
}
