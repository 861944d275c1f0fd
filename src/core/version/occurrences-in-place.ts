import { enclosing } from './line-context.ts';
import { namesRequired, type ProjectNames, whoseName } from './own-names.ts';
import { type Occurrence, type OccurrenceKind, OF_ELSE, speaksOfPast } from './place-search.ts';
import { wordsApart } from './version-forms.ts';

/** What opens a place for versions of others. */
const FOR_OTHERS =
  /\b(?:\w*depend\w*|bazel_dep|find_package|find_dependency|fetchcontent\w*|externalproject\w*|cpmaddpackage|http_archive|git_override|git_repository|archive_override|single_version_override|maven|requires?|requirements?|\w*_requires|plugin\w*|parent|extension\w*|engines|packagereference|packageversion|subproject|parallel|services?|containers?|images?|repos|hooks|jobs|steps|matrix|import\w*|sources?|patches|overrides|resolutions|tools|toolchain\w*)\b/i;
/** Data that a line's own words do not place: what stands below something there is a part of it. */
const DATA = /\.(json|ya?ml)$/i;
const NAMES = /[A-Za-z_][A-Za-z0-9_.-]*/g;
const NAMES_VERSION =
  /(?<![a-z])(?:version|versions|ver|vers|release|major|minor|patch|micro|revision|number)(?![a-z])|version/i;

/**
 * The same lines with what the rest of the file and the project tell of them: a line of a requirement that began lines above
 * is one, a value deep in data is only told, and a name of nobody known gives no version to this project.
 */
export function occurrencesInPlace(
  path: string,
  text: string,
  found: readonly Occurrence[],
  names: ProjectNames,
): Occurrence[] {
  const asked = found.filter(({ kind }) => kind === 'definition' || kind === 'setting');
  if (asked.length === 0) return [...found];
  const lines = text.split('\n');
  return found.map((each) => (asked.includes(each) ? { ...each, kind: kindInPlace(path, lines, each, names) } : each));
}

function kindInPlace(path: string, lines: readonly string[], each: Occurrence, names: ProjectNames): OccurrenceKind {
  const around = enclosing(path, lines, each.line - 1);
  if (around.some((opening) => FOR_OTHERS.test(wordsApart(opening).replaceAll('_', ' ')) || FOR_OTHERS.test(opening)))
    return 'requirement';
  // What was released, each with what it brought.
  if (around.includes('releases')) return 'text';
  if (each.kind === 'setting' && namesRequired(each.raw, names)) return 'requirement';
  if (DATA.test(path)) {
    const isBelow = around.filter((opening) => opening !== '{').length > 0;
    if (isBelow || each.kind === 'setting') return 'text';
  }
  if (each.kind !== 'definition') return isPartOf(around[0] ?? '', each, names) ? 'definition' : each.kind;
  const name = nameOf(each);
  const whose = name === null ? 'own' : whoseName(name, names);
  if (whose === 'required') return 'requirement';
  return whose === 'own' ? 'definition' : 'setting';
}

/** `return (GadgetVersion){` above `.minor = 2`: what the parts stand in gives the version a name. */
function isPartOf(opening: string, { family }: Occurrence, names: ProjectNames): boolean {
  if (family === null || speaksOfPast(opening)) return false;
  const name = [...opening.matchAll(NAMES)].map(([each]) => each).find((each) => /version/i.test(each));
  return name !== undefined && !OF_ELSE.test(wordsApart(name)) && whoseName(name, names) === 'own';
}

/** The name that a line gives the version, as far as it stands before it. */
function nameOf({ raw, written }: Occurrence): string | null {
  const before = raw.slice(0, written[0]?.start ?? raw.length);
  return (
    [...before.matchAll(NAMES)].map(([name]) => name).findLast((name) => NAMES_VERSION.test(wordsApart(name))) ?? null
  );
}
