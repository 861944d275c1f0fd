import { readFileText } from '../file-text.ts';
import { findInManifest } from './formats/manifest-formats.ts';
import { findCMakeProject } from './preset-cmake-project.ts';
import { linesOf } from './preset-lines.ts';

/** A line that looks like the place of a version, and says none that could be released. */
export interface NearMiss {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

const COMPUTED = 'has no version of its own in it';
const ONE_NUMBER = 'says one number, and a version that is released has two to four';
const NO_VERSION = 'is not MAJOR.MINOR.PATCH';

/** Where a version is usually looked for, and the line there that would say it: the first expression that one matches. */
const USUAL: readonly { readonly file: RegExp; readonly lines: readonly RegExp[]; readonly why: string }[] = [
  { file: /(^|\/)version(\.txt)?$/i, lines: [/\S/, /^/], why: NO_VERSION },
  { file: /^meson\.build$/, lines: [/^\s*(?:project\s*\(.*)?\bversion\s*:/, /^\s*project\s*\(/], why: COMPUTED },
  {
    file: /^CMakeLists\.txt$/,
    lines: [/^\s*project\s*\(.*\bVERSION\b/i, /^\s*VERSION\s/, /^\s*project\s*\(/i],
    why: COMPUTED,
  },
  { file: /^configure\.(ac|in)$/, lines: [/^\s*AC_INIT\b/], why: COMPUTED },
  {
    file: /^(setup\.(py|cfg)|pyproject\.toml)$/,
    lines: [/^\s*version\s*=/, /^\s*dynamic\s*=.*version/],
    why: COMPUTED,
  },
  { file: /^Cargo\.toml$/, lines: [/^\s*version\b/], why: COMPUTED },
  { file: /^package\.json$/, lines: [/"version"\s*:/], why: COMPUTED },
  {
    file: /\.(h|hh|hpp|hxx|h\.in)$/,
    lines: [/^\s*#\s*define\s+\w*VER(SION)?\w*\s+\S*\d/i, /^\s*#\s*define\s+\w+_(MAJOR|MINOR)\w*\s+\d/i],
    why: 'could not be told to be the version',
  },
];

/** `VERSION 49` */
const SAYS_ONE = /\bversion\b["'\s:=]{1,5}\d+(?![\w.])/i;

const MOST = 5;
/** Longer texts are cut. */
const SHOWN = 120;

/** Lines where a version is usually found, in files near the root, of a repository in which none was. */
export function nearMisses(files: ReadonlyMap<string, Uint8Array>): NearMiss[] {
  const depth = (path: string) => path.split('/').length;
  const near: NearMiss[] = [];
  const paths = [...files.keys()]
    .filter((path) => depth(path) <= 4)
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  for (const path of paths) {
    const computed = computedPlace(path, files.get(path) ?? new Uint8Array());
    if (computed !== null && near.length < MOST) near.push(computed);
  }
  for (const { file, lines, why } of USUAL) {
    for (const path of paths) {
      if (near.some((each) => each.path === path)) continue;
      if (near.length >= MOST) return near;
      const bytes = file.test(path) ? files.get(path) : undefined;
      const found = bytes === undefined ? null : firstLine(readFileText(bytes).text, lines);
      if (found !== null) near.push({ path, ...found, why: SAYS_ONE.test(found.text) ? ONE_NUMBER : why });
    }
  }
  return near;
}

/** Where a file of a known format has its version, which is made of something else there. */
function computedPlace(path: string, bytes: Uint8Array): NearMiss | null {
  const { text } = readFileText(bytes);
  const find = path.endsWith('CMakeLists.txt') ? findCMakeProject : findInManifest(path);
  const found = find?.(text);
  if (found === undefined || found.ok) return null;
  const line = Number(found.problems[0]?.where);
  const said = Number.isInteger(line) ? text.split('\n')[line - 1] : undefined;
  return said === undefined ? null : { path, line, text: said.trim().slice(0, SHOWN), why: COMPUTED };
}

function firstLine(
  text: string,
  expressions: readonly RegExp[],
): { readonly line: number; readonly text: string } | null {
  for (const expression of expressions) {
    let number = 0;
    for (const { line } of linesOf(text)) {
      number += 1;
      if (line.length < 1_000 && expression.test(line) && !/^\s*(#(?!\s*define)|\/\/|dnl\b)/.test(line))
        return { line: number, text: line.trim().slice(0, SHOWN) };
    }
  }
  return null;
}
