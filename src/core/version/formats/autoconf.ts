import { type PlacePart, placeAt, type VersionPlace } from '../version-place.ts';
import { atPlaces, type FindPlaces, IS_VERSION, isComputed, noneThere } from './format.ts';

/** How often one macro may be defined by another. */
const MOST_STEPS = 5;
const PARTS: readonly PlacePart[] = ['major', 'minor', 'patch'];

interface Value {
  readonly start: number;
  readonly text: string;
}

/**
 * The version of `AC_INIT(name, version, …)`: as it stands there, or as the macros say that it is made of.
 *
 * Source: Autoconf manual, "Initializing configure"; GNU M4 manual, "Defining a macro".
 */
export const findAutoconf: FindPlaces = (text) => {
  const code = text.replace(/(^|[^\w])dnl\b[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const init = /^[ \t]*AC_INIT[ \t]*\(/m.exec(code);
  const version = init === null ? undefined : argumentsFrom(code, init.index + init[0].length)[1];
  if (version === undefined) return noneThere('AC_INIT with a version');
  const macros = definitions(code);
  const places = resolve(version, macros);
  return places === null || places.length === 0
    ? isComputed(text, version.start, 'the version of AC_INIT')
    : atPlaces(places, places.length > 1);
};

/** The places that a value is made of; null where it is made of anything else. */
function resolve(value: Value, macros: ReadonlyMap<string, readonly Value[]>): readonly VersionPlace[] | null {
  let at = value;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (IS_VERSION.test(at.text)) return [placeAt(at.start, at.text)];
    const pieces = piecesOf(at.text);
    if (pieces === null) return null;
    if (pieces.length === 3) return partPlaces(pieces, macros);
    const [only, another] = macros.get(pieces[0] ?? '') ?? [];
    if (pieces.length !== 1 || only === undefined || another !== undefined) return null;
    at = only;
  }
  return null;
}

function partPlaces(
  names: readonly string[],
  macros: ReadonlyMap<string, readonly Value[]>,
): readonly VersionPlace[] | null {
  const places: VersionPlace[] = [];
  for (const [index, name] of names.entries()) {
    const [value, another] = macros.get(name) ?? [];
    const part = PARTS[index];
    if (value === undefined || another !== undefined || part === undefined || !/^\d+$/.test(value.text)) return null;
    places.push(placeAt(value.start, value.text, part));
  }
  return places;
}

/** The macros that a text is made of: `major.minor.micro`, also in brackets and with `()`, or by m4_join. */
function piecesOf(text: string): string[] | null {
  const joined = /^m4_join\(\s*\[\.\]\s*,([^()]*)\)$/.exec(text)?.[1]?.replaceAll(',', '.') ?? text;
  const pieces = joined.split('.').map((piece) => piece.trim().replaceAll(/[[\]]/g, '').replace(/\(\)$/, ''));
  return pieces.every((piece) => /^[A-Za-z_]\w*$/.test(piece)) ? pieces : null;
}

function definitions(code: string): Map<string, Value[]> {
  const macros = new Map<string, Value[]>();
  for (const match of code.matchAll(/(?<![\w])(?:m4_define|m4_define_default|define)[ \t]*\(/g)) {
    const [name, value] = argumentsFrom(code, match.index + match[0].length);
    if (name === undefined || value === undefined) continue;
    const known = macros.get(name.text);
    if (known === undefined) macros.set(name.text, [value]);
    else known.push(value);
  }
  return macros;
}

/** Arguments of a call are looked at so far. Characters. */
const LONGEST_CALL = 4_000;

/** The arguments of a macro from behind its parenthesis, without the brackets and blanks around them. */
function argumentsFrom(code: string, start: number): Value[] {
  const found: Value[] = [];
  let from = start;
  let quotes = 0;
  let parentheses = 0;
  const end = Math.min(code.length, start + LONGEST_CALL);
  for (let at = start; at < end; at += 1) {
    const character = code[at];
    if (character === '[') quotes += 1;
    else if (character === ']') quotes -= 1;
    else if (quotes > 0) continue;
    else if (character === '(') parentheses += 1;
    else if (parentheses > 0 && character === ')') parentheses -= 1;
    else if (parentheses === 0 && (character === ',' || character === ')')) {
      found.push(bare(code, from, at));
      if (character === ')') return found;
      from = at + 1;
    }
  }
  return [];
}

function bare(code: string, start: number, end: number): Value {
  const raw = code.slice(start, end);
  const inner = raw.trim();
  const offset = start + (inner === '' ? 0 : raw.indexOf(inner));
  return /^\[[^[\]]*\]$/.test(inner) ? { start: offset + 1, text: inner.slice(1, -1) } : { start: offset, text: inner };
}
