import { readFileText } from '../file-text.ts';
import type { VersionFileSpec } from './version-file.ts';
import { wordsApart } from './version-forms.ts';

/** Names of this project, and of what it requires: in lower case, letters and digits only. */
export interface ProjectNames {
  readonly own: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

/** Where a project says what it is called. */
const OWN: readonly { readonly file: RegExp; readonly name: RegExp }[] = [
  { file: /(^|\/)CMakeLists\.txt$/, name: /^[ \t]*project[ \t\r\n]*\([ \t\r\n]*"?([A-Za-z0-9_.+-]+)/gim },
  { file: /(^|\/)meson\.build$/, name: /^[ \t]*project[ \t]*\([ \t\r\n]*'([^']+)'/gm },
  { file: /(^|\/)configure\.(ac|in)$/, name: /^[ \t]*AC_INIT[ \t]*\([ \t\r\n]*\[?([A-Za-z0-9_.+-]+)/gm },
  { file: /(^|\/)(package|vcpkg|composer)\.json$/, name: /^\s*\{?\s*"name"\s*:\s*"([^"]+)"/gm },
  { file: /(^|\/)(Cargo|pyproject)\.toml$/, name: /^name\s*=\s*["']([^"']+)["']/gm },
  { file: /(^|\/)setup\.(cfg|py)$/, name: /\bname\s*=\s*["']?([A-Za-z0-9_.-]+)/g },
  { file: /(^|\/)MODULE\.bazel$/, name: /^module\([^)]*?\bname\s*=\s*"([^"]+)"/gm },
  { file: /(^|\/)conanfile\.py$/, name: /^\s+name\s*=\s*["']([^"']+)["']/gm },
];

/** Where build files name what they need. */
const REQUIRED =
  /\b(?:find_package|find_dependency|FetchContent_Declare|ExternalProject_Add|pkg_check_modules|pkg_search_module|dependency|subproject|AX_CHECK_LIBRARY|PKG_CHECK_MODULES)\s*\(\s*\[?['"]?([A-Za-z0-9_.+-]+)|\bbazel_dep\s*\([^)]*?\bname\s*=\s*"([^"]+)"/g;
const BUILD_FILE = /(^|\/)(CMakeLists\.txt|[^/]+\.cmake|meson\.build|configure\.(ac|in)|MODULE\.bazel|WORKSPACE[^/]*)$/;

/** Reads the names near the root of a tree. */
export function projectNames(files: ReadonlyMap<string, Uint8Array>, known: readonly VersionFileSpec[]): ProjectNames {
  const own = new Set<string>();
  const required = new Set<string>();
  for (const spec of known)
    if (spec.preset === 'c-macros' || spec.preset === 'key-value')
      own.add(plain(spec.prefix.replace(/_?VERSION$/i, '')));
  for (const [path, bytes] of files) {
    const isBuild = BUILD_FILE.test(path);
    const forms = path.split('/').length <= 3 ? OWN.filter(({ file }) => file.test(path)) : [];
    if (!isBuild && forms.length === 0) continue;
    const { text } = readFileText(bytes);
    for (const { name } of forms)
      for (const [, found = ''] of text.matchAll(name)) own.add(plain(found.replace(/^@[^/]+\//, '')));
    if (isBuild) for (const [, one, other] of text.matchAll(REQUIRED)) required.add(plain(one ?? other ?? ''));
  }
  own.delete('');
  required.delete('');
  return { own, required };
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Words of a name that say no whose version it is. */
const GENERAL = new Set(
  'version versions ver vers semver major minor patch patchlevel micro revision subminor bugfix tweak build release rel number num nr string str text hex int code full short project package pkg lib library product app application program module current this my self dist file name value c h k g s m m4 v define set const default base core main api cpack sonar'.split(
    ' ',
  ),
);

/** Whose version a name says: this project's, as far as it tells; that of something it requires; or of nobody who is known. */
export function whoseName(name: string, { own, required }: ProjectNames): 'own' | 'required' | 'unknown' {
  const words = wordsApart(name)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !GENERAL.has(word));
  const stem = words.join('').replace(/^lib(?=.)/, '');
  if (stem === '') return 'own';
  const isOf = (each: string) => isRelated(stem, each.replace(/^lib(?=.)/, ''));
  if ([...own].some(isOf)) return 'own';
  if ([...required].some((each) => each === stem || each === `lib${stem}`)) return 'required';
  return own.size === 0 ? 'own' : 'unknown';
}

/** Whether a name is this project's own, and not only called after it. */
export const isNameOf = (name: string, { own }: ProjectNames): boolean => own.has(plain(name));

/** Shorter names are parts of many words. Characters. */
const SHORTEST_NAME = 4;

/** Whether a line names this project, or a part of it that is called after it. */
export function namesOwn(line: string, { own }: ProjectNames): boolean {
  const names = [...own].map((each) => each.replace(/^lib(?=.)/, '')).filter((each) => each.length >= SHORTEST_NAME);
  const words = line.match(/[A-Za-z][\w+-]*/g)?.map(plain) ?? [];
  return words.some((word) => names.some((name) => word.replace(/^lib/, '').startsWith(name)));
}

/**
 * Where a text calls this project by its name and the first two numbers of a version, as in `Gadget 1.2`: an expression; null where
 * nobody knows its name.
 */
export function seriesOf(called: readonly string[], major: number, minor: number): RegExp | null {
  const names = called.map(plain).filter((name) => name.length >= SHORTEST_SERIES && /^[a-z]/.test(name));
  if (names.length === 0) return null;
  return new RegExp(String.raw`(?<![A-Za-z0-9])(?:${names.join('|')})[ _-]?v?${major}\.${minor}(?![\w.]*\d)`, 'gi');
}

/** Two letters before two numbers may be anything. Characters. */
const SHORTEST_SERIES = 3;

/** Whether a line names something that this project requires, and nothing of its own. */
export function namesRequired(line: string, names: ProjectNames): boolean {
  if (namesOwn(line, names)) return false;
  const words = line.match(/[A-Za-z][\w+-]*/g)?.map(plain) ?? [];
  return [...names.required].some(
    (name) => name.length >= SHORTEST_NAME && words.some((word) => word.startsWith(name)),
  );
}

/** `ZMQ` and ZeroMQ, `CPPHTTPLIB` and httplib, `MI` and mimalloc. */
function isRelated(stem: string, name: string): boolean {
  if (name === '') return false;
  if (stem.includes(name) || name.includes(stem)) return true;
  if (stem.length > 5 || stem[0] !== name[0]) return false;
  let at = 0;
  for (const letter of name) if (letter === stem[at]) at += 1;
  return at === stem.length;
}
