import { definedName } from './defined-name.ts';
import { enclosing } from './line-context.ts';
import { partsOf, type VersionPart } from './line-template.ts';
import { linesOfOthers } from './lines-of-others.ts';
import { linesOf } from './preset-lines.ts';
import {
  countsOthers,
  namedPart,
  openedLines,
  versionSieve,
  type WrittenVersion,
  wordsApart,
  writtenVersions,
} from './version-forms.ts';

/**
 * What a line that says the present version is, as far as its file and its words tell:
 *
 * - `definition`: code or a build file gives the version a name of its own
 * - `setting`: code or a build file says it, and not as a requirement on something else
 * - `requirement`: it is about something else, or the least that is needed
 * - `text`: it is read by people
 * - `elsewhere`: it stands with vendored code, tests, examples or the past
 */
export type OccurrenceKind = 'definition' | 'setting' | 'requirement' | 'text' | 'elsewhere';

export interface Occurrence {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Without the blanks around it. */
  readonly text: string;
  /** As it stands in the file. */
  readonly raw: string;
  /** What its name has besides the part that it names, where it says one part alone: lines of one family say a version together. */
  readonly family: string | null;
  readonly kind: OccurrenceKind;
  /** Its name is that of something else's version, which only the releases before tell from this project's. */
  readonly isNamesake: boolean;
  /** The line with the version left open; several where the version does not tell one coding from another. */
  readonly templates: readonly string[];
  readonly written: readonly WrittenVersion[];
}

/** Folders whose versions are somebody else's, or made up. */
const ELSEWHERE =
  /(^|\/)(node_modules|third[_-]?party|3rd[_-]?party|vendor(ed)?|external|extern|deps|dist|out|samples?|examples?|demos?|tests?|unit[_-]?tests?|testing|fixtures?|test[_-]?data|bench[^/]*|fuzz(ing)?)\//i;
/** What tells of the past. */
const PAST = /(^|\/)(change[_-]?logs?|changes|history|news|releases?|release[_-]?notes?|authors|thanks)(\.[a-z]+)?$/i;
const PAST_FOLDER = /(^|\/)(change[_-]?logs?|release[_-]?notes?|news|blog)\//i;
/** What tells of the past to a linker: in which version a symbol came. */
const SYMBOLS = /\.(map|sym|symbols|lds|vers?|exports)$/i;
/** What people read. */
const TEXT =
  /\.(md|markdown|rst|txt|adoc|asciidoc|html?|tex|[1-9]|man|org)$|(^|\/)(readme|install|docs?|announce(ment)?|todo|faq|bugs|hacking|porting|contributing|credits)(\.[a-z]+)?$|(^|\/)(licen[cs]e|copying|copyright|notice)(-[\w.-]+)?$|(^|\/)docs?\//i;
/** No text, by its name. */
const BINARY =
  /\.(png|jpe?g|gif|ico|icns|bmp|webp|tiff?|psd|pdf|zip|gz|bz2|xz|zst|7z|tar|jar|so|a|o|lib|dll|dylib|exe|class|pyc|wasm|bin|dat|db|ttf|otf|woff2?|eot|mp[34]|wav|ogg|mov|avi)$|\.so(\.\d+)+$/i;

/** Whether a path is worth reading for versions: what stands with vendored code, tests or examples says somebody else's. */
export const mayCarryVersion = (path: string): boolean => !ELSEWHERE.test(path) && !BINARY.test(path);

/** Whether a path is a text that is not searched: what stands with tests and examples says the version where it moved with it. */
export const mayHaveMovedAside = (path: string): boolean => ELSEWHERE.test(path) && !BINARY.test(path);

const IS_BUILD_TEXT = /(^|\/)(CMakeLists\.txt|meson_options\.txt|version\.txt)$/i;
const LOCK = /(^|\/)([^/]+[.-]lock(\.(json|ya?ml))?|[^/]*lock\.(json|ya?ml|toml)|go\.(sum|mod)|npm-shrinkwrap\.json)$/i;

const DEFINITION = new RegExp(
  [
    String.raw`^\s*#\s*define\s`,
    String.raw`^\s*(?:inline\s+|static\s+|export\s+|pub\s+|public\s+)*(?:constexpr|const|let|var|final|val)\b`,
    String.raw`^\s*(?:set|project)\s*\(`,
    String.raw`^\s*(?:typedef\s+)?enum\b`,
    // A function that says nothing else.
    String.raw`^\s*(?:[\w:*&<>]+\s+[*&]?)+\w+\s*\(\s*(?:void)?\s*\)[^{}]*\{\s*return\b`,
    String.raw`^\s*(?:m4_)?define\s*\(`,
    String.raw`^\s*AC_INIT\s*\(`,
    String.raw`^\s*(?:ARG|ENV|LABEL)\s+[\w.-]+[= ]`,
    String.raw`^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*(?::[^=]*)?[:?+]?=\s*`,
    String.raw`^\s*["']?[\w-]+["']?\s*:\s`,
    String.raw`^\s*<[\w.:-]+(?:\s[^>]*)?>[^<]*<\/`,
    String.raw`^\s*(?:FILEVERSION|PRODUCTVERSION)\s`,
    String.raw`^\s*VALUE\s+"(?:File|Product)Version"`,
  ].join('|'),
  'i',
);
/** The version of a program as Windows shows it: no file's own format. */
const RESOURCE =
  /^\s*(?:FILEVERSION|PRODUCTVERSION)\s|^\s*VALUE\s+"(?:File|Product)Version"|<(?:File|Assembly|Informational)Version>/i;
const COMMENT = /^\s*(?:\/\/|\/?\*|;|<!--|dnl\b|rem\b|#(?!\s*(?:define|if|elif|undef)\b))/i;
/** Two dashes begin a comment where the language has no sign of less: an option of a command begins so elsewhere. */
const DASHED = /\.(lua|sql|hs|ada|adb|ads|vhdl?|elm)$/i;
const isDashed = (path: string, line: string, start: number): boolean =>
  DASHED.test(path) && line.slice(0, start).includes('--');
/** `#if !GADGET_VERSION_CHECK(1, 2, 0)`: the least that is asked for. */
const CHECKS =
  /^\s*#\s*(?:el)?if\b.*\b\w*(?:check|at_?least|prereq|or_?(?:later|newer|above)|_(?:ge|gt|le|lt))\w*\s*\(/i;
/** An entry of a list of releases: AppStream, CMSIS packs. */
const LISTS_RELEASE = /^\s*<release\s[^>]*\bversion\s*=/i;
export const listsRelease = (line: string): boolean => LISTS_RELEASE.test(line);
const NAMES_VERSION =
  /(?<![a-z])(?:version|ver(?:num|no|str|int|hex)?|release|revision|project_number|ac_init|major|minor|patch|micro)(?![a-z])|version/i;
/** A version of something else, or a bound. */
export const OF_ELSE =
  /(?<![a-z])(api|abi|so|cff|protocol|proto|schema|format|file|wire|min|minimum|max|maximum|required?|requires|needed|compat\w*|current|since|deprecated|tested|latest|previous|last|old|spec|config|cmake|cxx|python|node|target)[_\s.-]?(?:cmake_)?version|cmake_minimum_required|\bversion_(?:less|greater)|^\s*(?:#\s*(?:el)?if\b|(?:\}\s*)?(?:else\s+)?if\s*\()[^<>]*[<>]|bazel_dep|find_package|fetchcontent|git_tag|dependency\s*\(|dependencies|depends|requires?\b|install\s|>=|<=|==|~=|\^|=>|@\d|\buses:|^\s*FROM\s|(?<![a-z])(?:since|deprecated|compatible|introduced|available[_\s](?:in|since|from))(?![a-z])/i;

/** What a name calls the version of something else, and may yet be this project's: `GADGET_API_VERSION`. */
const NAMESAKE =
  /(?<![a-z])(?:api|abi|protocol|proto|schema|format|file|wire|current|latest|spec|config)[_\s.-]?version/i;

/** What packs released archives: it names their digest, and so follows a release instead of being in it. */
const PACKS = /(^|\/)(?:[^/]+\.(?:rb|nix|ebuild)|PKGBUILD)$/;
const DIGEST = /(?:sha256|hash|checksum|b2sum)[^\n]{0,40}["'(: -](?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)/i;
/** A recipe for an image fetches other archives as well: what it says of one stands beside that one's digest. */
const BUILDS_IMAGE = /(^|\/)(?:Docker|Container)file(?:[.-][^/]*)?$|\.(?:docker|container)file$/i;
const DIGEST_OF_IMAGE =
  /^\s*(?:ARG|ENV|RUN)?\s*\w*(?:sha256|checksum|digest|b2sum)\w*[= ]["']?[0-9a-f]{64}\b|\b[0-9a-f]{64}\b.*\bsha256sum\b/i;
/** Lines between a version and the digest of its archive. */
const BESIDE = 2;

/**
 * Which lines of a file name an archive that was released, with its digest: they follow a release instead of being in it. Counted
 * from 1.
 */
export function linesOfArchives(path: string, text: string): (line: number) => boolean {
  if (PACKS.test(path)) {
    const packs = DIGEST.test(text);
    return () => packs;
  }
  if (!BUILDS_IMAGE.test(path)) return () => false;
  const digests = text.split('\n').flatMap((line, at) => (DIGEST_OF_IMAGE.test(line) ? [at + 1] : []));
  return (line) => digests.some((digest) => Math.abs(digest - line) <= BESIDE);
}

/** Whether a file tells of earlier releases, by its path. */
export const tellsOfPast = (path: string): boolean =>
  PAST.test(path.slice(path.lastIndexOf('/') + 1)) || PAST_FOLDER.test(path);

/** A sentence that compares with a version, or says when something came or went, stays true after the next release. */
const SPEAKS_OF_PAST =
  /[<>]=?|\b(?:since|introduced|deprecated|added in|removed in|changed in|as of|before|after|newer|older|later|earlier|up to)\b/i;

/** `- 2026/07/20 (1.92.9) - …`: an entry of a list of changes, wherever that stands. */
const BEGINS_WITH_DAY = /^\W*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b/;

/** Whether a line speaks of a version that it names as of one that was; so does an entry that begins with its day. */
export const speaksOfPast = (text: string): boolean => SPEAKS_OF_PAST.test(text) || BEGINS_WITH_DAY.test(text);

/** What a file is, by its path alone; null where its lines decide. */
function kindOfPath(path: string): OccurrenceKind | null {
  if (ELSEWHERE.test(path) || tellsOfPast(path) || LOCK.test(path)) return 'elsewhere';
  if (/^\.github\//.test(path)) return 'elsewhere';
  return SYMBOLS.test(path) || (TEXT.test(path) && !IS_BUILD_TEXT.test(path)) ? 'text' : null;
}

/** Whether a file is code or a build file of this project, by its path. */
export const isOwnCode = (path: string): boolean => mayCarryVersion(path) && kindOfPath(path) === null;

/** Whether a file is read by people, and tells of the present. */
export const isForPeople = (path: string): boolean => kindOfPath(path) === 'text';

function kindOfLine(path: string, line: string, start: number): OccurrenceKind {
  const words = wordsApart(line);
  if (/(^|\/)VERSION(\.txt)?$/i.test(path)) return 'definition';
  // Which of its lines are about something else, its tables tell.
  if (/(^|\/)Cargo\.toml$/.test(path)) return 'definition';
  if (RESOURCE.test(line)) return 'definition';
  if (OF_ELSE.test(words) || CHECKS.test(line)) return 'requirement';
  if (listsRelease(line) || isDashed(path, line, start)) return 'text';
  if (COMMENT.test(line) || BEGINS_WITH_DAY.test(line) || isBehindComment(line, start) || isExample(line, start))
    return 'text';
  if (MANIFEST.test(path)) return 'text';
  return DEFINITION.test(line) && NAMES_VERSION.test(words) ? 'definition' : 'setting';
}

/** A comment of several lines, in which sentences need no sign of their own. */
const OPENS_COMMENT = /^\s*\/\*(?!.*\*\/)/;
/** What gives the version a name does so to whoever reads it, in a comment as well. */
const inComment = (kind: OccurrenceKind, isCommented: boolean): OccurrenceKind =>
  isCommented && kind === 'setting' ? 'text' : kind;

/** Whether a line defines nothing but a version, of something that only its name tells. */
function isNamesake(line: string): boolean {
  const words = wordsApart(line);
  return DEFINITION.test(line) && NAMESAKE.test(words) && !OF_ELSE.test(words.replace(NAMESAKE, ''));
}

/** `such as 1.2.0`, `"v1.2.0" or "1.2.0"`: how a version is written, in a help text. */
const isExample = (line: string, start: number): boolean =>
  /(?:\be\.g\.|\b(?:for example|for instance|such as))[^\d]{0,20}$/i.test(line.slice(0, start)) ||
  /["'(`]v(\d+(?:\.\d+)+)["')`].*\bor\b.*["'(`]\1["')`]/.test(line);

/** `x = 1, /* since 1.2.0`; an address has two slashes, too. */
const isBehindComment = (line: string, start: number): boolean =>
  /(?<!:)\/\/|\/\*|<!--|\s#\s/.test(line.slice(0, start)) && !/["'][^"']*(\/\/|#)[^"']*$/.test(line.slice(0, start));

/** Their own version has a place that is known; what else stands in them is of no consequence to anybody but people. */
const MANIFEST =
  /(^|\/)(package\.json|vcpkg\.json|pyproject\.toml|setup\.(py|cfg)|composer\.json|conandata\.yml|conanfile\.py)$/;

/** A requirement on a crate of the same repository has a path, and moves with it. */
const kindInCargo = (line: string): OccurrenceKind =>
  /\bpath\s*=\s*"(?!\/)/.test(line) ? 'definition' : 'requirement';

/** Lines longer than that are data. Characters. */
const LONGEST_LINE = 400;
/** A file that says a version so often is data. */
const MOST_LINES = 200;

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Whether a path is searched for what may have come with the last release, and for nothing else: tests, examples and workflows. */
export const isSearchedAside = (path: string): boolean => mayHaveMovedAside(path) || WORKFLOW.test(path);

/**
 * The lines of such a file: what they give a name or are built by, and would be a definition or a
 * setting elsewhere.
 */
export const searchAside = (path: string, text: string, version: string): Occurrence[] =>
  searchFile(WORKFLOW.test(path) ? 'workflow.yml' : path.slice(path.lastIndexOf('/') + 1), text, version).flatMap(
    (each) => {
      const isCode = each.kind === 'definition' || each.kind === 'setting';
      return isCode && NAMES_VERSION.test(wordsApart(each.text)) ? [{ ...each, path }] : [];
    },
  );

/** Every line of a text that says this version whole, or all of its parts one by one. */
export function searchFile(path: string, text: string, version: string): Occurrence[] {
  const { parts } = partsOf(version);
  const ofPath = kindOfPath(path);
  const found: Occurrence[] = [];
  const partLines: Occurrence[] = [];
  const shortLines: Occurrence[] = [];
  const families = new Map<string, Set<VersionPart>>();
  const sieve = versionSieve(version, parts);
  const saysShort = new RegExp(`ver.*${parts[0]}[._]${parts[1]}`, 'i');
  if (ofPath === 'elsewhere' || (!sieve.test(text) && !/(^|\/)Cargo\.toml$/.test(path))) return [];
  const others = linesOfOthers(path, text);
  const isOfArchive = linesOfArchives(path, text);
  let number = 0;
  let isCommented = false;
  for (const { line } of linesOf(text)) {
    number += 1;
    isCommented = isCommented ? !line.includes('*/') : OPENS_COMMENT.test(line);
    if (line.length > LONGEST_LINE || !/\d/.test(line)) continue;
    if (!sieve.test(line) && !isOwnRequirement(path, line) && !(IS_SHORT_VALUE.test(line) && saysShort.test(line)))
      continue;
    for (const { family, part } of partsNamed(line))
      families.set(family, (families.get(family) ?? new Set<VersionPart>()).add(part));
    const written = writtenVersions(line, version, parts);
    const isAll = saysEveryPart(written);
    const whole = written.filter(({ form }) => form === 'text' || form === 'number' || (isAll && form === 'part'));
    const named = whole.length > 0 ? whole : written.filter(({ form }) => form === 'part');
    const isRequirement = isOwnRequirement(path, line);
    const isShort = named.length === 0 && !isRequirement && IS_SHORT_VALUE.test(line);
    const used = named.length > 0 ? named : isRequirement || isShort ? written : [];
    if (used.length === 0) continue;
    const occurrence = {
      path,
      line: number,
      text: line.trim(),
      raw: line,
      family: whole.length > 0 || isRequirement ? null : familyOf(line.trim()),
      kind:
        ofPath ??
        (isOfArchive(number) ? 'text' : null) ??
        (others.has(number) ? 'requirement' : inComment(kindOfLine(path, line, used[0]?.start ?? 0), isCommented)),
      isNamesake: false,
      templates: openedLines(line, used),
      written: used,
    };
    if (occurrence.kind === 'requirement' && !others.has(number)) occurrence.isNamesake = isNamesake(line);
    if (whole.length > 0 || isRequirement) found.push(occurrence);
    else if (isShort && occurrence.kind === 'definition') shortLines.push(occurrence);
    else if (!isShort && (occurrence.isNamesake || occurrence.kind === 'definition' || occurrence.kind === 'setting'))
      partLines.push(occurrence);
    if (found.length > MOST_LINES) return [];
  }
  const isListed = (each: Occurrence) =>
    isListOfNumbers(each) &&
    !enclosing(path, text.split('\n'), each.line - 1).some((opening) => NAMES_VERSION.test(wordsApart(opening)));
  const isCounted = isTwoNumbers(version) ? isNamed : () => true;
  const whole = found.filter((each) => isNumberOfItsOwn(each) && !isListed(each) && isCounted(each));
  const names = new Set(whole.flatMap(({ kind, raw }) => (kind === 'definition' ? [definedName(raw)] : [])));
  // The first two numbers are anything, but where the version itself has the same name beside them.
  const short = shortLines.filter(({ raw }) => names.has(definedName(raw)) && definedName(raw) !== '');
  const parted = completeParts(partLines, families, /^\d+\.\d+(?![\d.])/.test(version));
  return [...whole, ...short, ...parted].sort((a, b) => a.line - b.line);
}

/** `MAJOR = 1, MINOR = 2, PATCH = 0` */
const saysEveryPart = (written: readonly WrittenVersion[]): boolean =>
  ['major', 'minor', 'patch'].every((part) =>
    written.some(({ form, placeholders }) => form === 'part' && placeholders[0]?.startsWith(`{${part}`) === true),
  );

/** Nothing but two numbers is what a name stands for. */
const IS_SHORT_VALUE = /["'\s([{=,]\d+[._]\d+["'\s)\]},;]*$/;

/** `gear-core = { path = "../core", version = "0.4" }`: also the first two numbers are the version's. */
const isOwnRequirement = (path: string, line: string): boolean =>
  /(^|\/)Cargo\.toml$/.test(path) && /\bversion\s*=/.test(line) && kindInCargo(line) === 'definition';

/** A bare number is the version only where the line names a version: 120200 may be anything. */
const isNumberOfItsOwn = ({ written, text, kind }: Occurrence): boolean =>
  written.some(({ form }) => form === 'text' || form === 'short' || form === 'part') ||
  (kind === 'definition' && NAMES_VERSION.test(wordsApart(text)));

const isTwoNumbers = (version: string): boolean => /^\d+\.\d+$/.test(version);

/** In code 3.4 may be any number: it is the version only where the line names one. */
const isNamed = ({ kind, text }: Occurrence): boolean => kind !== 'setting' || NAMES_VERSION.test(wordsApart(text));

/** `f(1, 2, 0)`: numbers with commas between them are the version only where the line, or what it stands in, names one. */
const isListOfNumbers = ({ written, text, kind, raw }: Occurrence): boolean =>
  kind !== 'text' &&
  !NAMES_VERSION.test(wordsApart(text)) &&
  written.every(({ form, start, end }) => form === 'text' && raw.slice(start, end).includes(','));

/**
 * Lines of single parts count where the file has all three of one family of names, or the first two of a version that has no
 * third one there.
 *
 * @param hasTwo the version has two numbers: whatever they are called, they are the whole of it
 */
function completeParts(
  lines: readonly Occurrence[],
  every: ReadonlyMap<string, ReadonlySet<VersionPart>>,
  hasTwo: boolean,
): Occurrence[] {
  const families = new Map<string, Occurrence[]>();
  for (const each of lines)
    if (each.family !== null) families.set(each.family, [...(families.get(each.family) ?? []), each]);
  return [...families].flatMap(([family, members]) => {
    const said = new Set(members.map(({ templates }) => /\{(major|minor|patch)/.exec(templates[0] ?? '')?.[1]));
    const isShort = said.size === 2 && !said.has('patch') && every.get(family)?.has('patch') !== true;
    return said.size === 3 || (isShort && (NAMES_ONLY_VERSION.test(family) || (hasTwo && !countsOthers(family))))
      ? members
      : [];
  });
}

/** `gadget_version_*`, and no `abi_*`. */
const NAMES_ONLY_VERSION = /(?<![a-z])ver(?:sion)?(?![a-z])/;

/** The line with the name of its part, and its number, left out. */
const familyOf = (text: string): string | null => [...partsNamed(text)][0]?.family ?? null;

/**
 * The first number that the names of a line's family say elsewhere in its text: where a line says one part alone, it tells whose
 * version that is. null: none does, or several.
 */
export function majorBeside(text: string, line: string): number | null {
  const family = familyOf(line.trim());
  const said = new Set<number>();
  for (const { line: other } of family === null ? [] : linesOf(text)) {
    if (other.length > LONGEST_LINE || !/major/i.test(other)) continue;
    const [named] = partsNamed(other);
    const number =
      named?.part === 'major' && named.family === family ? /major\w*\W{1,8}(\d{1,9})(?![\w.])/i.exec(other) : null;
    if (number !== null) said.add(Number(number[1]));
  }
  const [only, ...others] = said;
  return only === undefined || others.length > 0 ? null : only;
}

/** The families of names in a line, with the part that each names. */
function* partsNamed(line: string): Generator<{ readonly family: string; readonly part: VersionPart }> {
  const text = line.trim();
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    const part = namedPart(word);
    if (part === null) continue;
    const family = wordsApart(word).replace(
      /(major|minor|patchlevel|patch|micro|revision|subminor|bugfix|tweak|build|release)(?![a-z])/i,
      '*',
    );
    yield { family: `${text.slice(0, index).replaceAll(/\s+/g, ' ')}${family.toLowerCase()}`, part };
    return;
  }
}
