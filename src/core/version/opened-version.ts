import type { FileChange, LearnedLine } from './learn-places.ts';
import {
  lineTemplate,
  matchLine,
  type OpenMatch,
  partsOf,
  readOpen,
  VERSION_PARTS,
  type VersionPart,
} from './line-template.ts';
import { saysVersion } from './preset-lines.ts';
import { compareVersions, isFarAbove, parsePresent } from './semver.ts';
import { openedLines, writtenVersions } from './version-forms.ts';

/** What a file has come to say since the last release, and the lines that say it. */
export interface OpenedFile {
  /** As its lines say it: `1.3.0-dev`, and `1.3.0` where they hold numbers alone. */
  readonly versions: readonly string[];
  readonly lines: readonly LearnedLine[];
}

/** A line that said the last release, and what the same line says now. */
interface Moved {
  readonly templates: readonly string[];
  readonly now: string;
  readonly open: readonly OpenMatch[];
}

/**
 * A version that a file was opened for after the last release: lines that said the release and now say one above it, or the
 * same with something behind it.
 *
 * @param change from the last release to now
 * @returns null where the file says no such version, or more than one
 */
export function openedVersion(change: FileChange, released: string): OpenedFile | null {
  const moved = [...change.removed].flatMap((line) => movedLine(line, change.added, released));
  const numbers = sharedNumbers(moved, partsOf(released).parts);
  if (numbers === null) return null;
  const wholes = moved.flatMap(({ open }) =>
    open.flatMap(({ piece, value }) => (piece.kind === 'whole' ? [value] : [])),
  );
  const versions = [...new Set([...wholes, numbers])].filter((each) => isOpened(each, released));
  if (versions.length === 0) return null;
  const lines = moved.flatMap(({ templates, now }): LearnedLine[] => {
    const telling = templates.filter((each) => versions.some((version) => saysAll(each, now, version)));
    return telling.length === 0 ? [] : [{ path: change.path, templates: telling, movedTo: versions.slice(0, 1) }];
  });
  return { versions, lines };
}

/** Above the release, or the release with something behind it. */
const isOpened = (version: string, released: string): boolean => {
  if (isFarAbove(version, released)) return false;
  const order = compareVersions(version, released);
  const isSameNumbers = parsePresent(version)?.numbers.join() === parsePresent(released)?.numbers.join();
  return (order !== null && order > 0) || (isSameNumbers && version !== released);
};

/**
 * The least version that is needed of a tool or of another library. It says the last release by chance: 3.4 of CMake is raised to 3.16
 * while the project's own 3.4 becomes 3.5.
 */
const REQUIRES =
  /cmake_minimum_required|cmake_policy|find_package|find_dependency|dependency\s*\(|pkg_check_modules|bazel_dep|fetchcontent|git_tag|ac_prereq|\b(?:min(?:imum)?|required?|cmake|meson|python|rust|node)[_-]version|>=|<=|~=/i;

/** What a distribution counts behind a version, `4.2.1-0.1`: it says nothing of development. */
const REVISION = /-\d+(?:\.\d+)*$/;

/** The first line that a template of the old one says with another version. */
function movedLine(line: string, added: ReadonlySet<string>, released: string): Moved[] {
  if (REQUIRES.test(line)) return [];
  const written = writtenVersions(line, released, partsOf(released).parts).filter(({ form }) => form !== 'short');
  if (written.length === 0) return [];
  const templates = openedLines(line, written);
  for (const text of templates) {
    const template = lineTemplate(text);
    for (const now of template.ok ? added : []) {
      const open = template.ok ? matchLine(template.value, now) : null;
      if (open === null || open.some(({ piece, value }) => piece.kind === 'whole' && REVISION.test(value))) continue;
      return [{ templates, now, open }];
    }
  }
  return [];
}

/** MAJOR.MINOR.PATCH, where what the lines say of it agrees; what none of them says is the release's. */
function sharedNumbers(moved: readonly Moved[], released: readonly number[]): string | null {
  const numbers = new Map<VersionPart, number>();
  for (const each of moved.flatMap(({ open }) => open)) {
    for (const [part, value] of Object.entries(readOpen(each)) as [VersionPart, number][]) {
      if ((numbers.get(part) ?? value) !== value) return null;
      numbers.set(part, value);
    }
  }
  if (numbers.size === 0) return null;
  return VERSION_PARTS.map((part, at) => numbers.get(part) ?? released[at] ?? 0).join('.');
}

function saysAll(text: string, line: string, version: string): boolean {
  const template = lineTemplate(text);
  const open = template.ok ? matchLine(template.value, line) : null;
  return open !== null && saysVersion(open, version);
}
