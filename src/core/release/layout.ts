import { changelogCandidates } from '../changelog/changelog-paths.ts';
import { commitListStyle } from '../changelog/commit-list.ts';
import { type FoundChangelog, findChangelog } from '../changelog/find-changelog.ts';
import { MAXIMUM_CHANGELOG_SIZE, readDocument } from '../changelog/sections.ts';
import { readFileText } from '../file-text.ts';
import { type Checked, checked, failed, type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { isWorkflowPath } from '../triggers/workflow-file.ts';
import { type Component, componentUndecided, groupComponents } from '../version/components.ts';
import { candidateVersionPaths, detectVersionFiles, followingRecipes, type OtherVersion } from '../version/detect.ts';
import type { DevelopmentMark } from '../version/development-marks.ts';
import { expandGlobs, globbedPaths } from '../version/entry-globs.ts';
import { type ExtendedLine, threeNumbers } from '../version/extended-lines.ts';
import type { HeldHistory } from '../version/held-moves.ts';
import { type LearnedLine, skeletonOf } from '../version/learn-places.ts';
import type { MovedAlongside } from '../version/moved-alongside.ts';
import { nearMisses } from '../version/near-misses.ts';
import { isPastHeading } from '../version/past-heading.ts';
import { isSearchedAside, mayCarryVersion, searchAside, searchFile } from '../version/place-search.ts';
import { compareVersions, isFarAbove, isPrerelease } from '../version/semver.ts';
import { isOfTool } from '../version/unpublished.ts';
import { readVersionFile, type VersionFileSpec } from '../version/version-file.ts';
import {
  findVersionPlaces,
  type KnownPlace,
  type LeftOver,
  type PlaceRequest,
  type StandingLine,
  stillSaying,
  versionSaid,
} from '../version/version-places.ts';
import { apartFolders, isTaggedAsWhole } from './apart-folders.ts';
import { type Development, releaseBefore, withoutDevelopment } from './development.ts';
import type { SourceTree } from './facts.ts';
import { entryAt, type TreeListing } from './git-tree.ts';
import type { ReleaseHistory } from './release-history.ts';
import type { ReleasedVersion } from './release-tags.ts';
import { namesVersion } from './version-named.ts';

/** Which files carry the version here, and what they say today. */
export interface Layout {
  readonly component: string | null;
  /** Every place that a release edits, and how it became known; the first has the last word on the present version. */
  readonly places: readonly KnownPlace[];
  /** The same, without how. */
  readonly versionFiles: readonly VersionFileSpec[];
  /** The configuration lists them. */
  readonly isConfigured: boolean;
  /** What says the present version besides. */
  readonly leftOver: readonly LeftOver[];
  /** What still says the present version where every place was written, and was not left over before. */
  readonly stillSaying: (after: ReadonlyMap<string, Uint8Array>, next: string) => readonly LeftOver[];
  /** Lines that the release makes what they were at the last one. */
  readonly marks: readonly DevelopmentMark[];
  /** Of the lines that look so: those that the last release had as well. */
  readonly stoodMarks: Development['stood'];
  /** Lines that say the last release with a fourth number behind it: the places are those of the tree without it. */
  readonly extended: readonly ExtendedLine[];
  /** What the last releases did to the numbers of binary interfaces; null: nobody has looked at them. */
  readonly held: HeldHistory | null;
  /** What changed with each of the last releases, and is no place of the version. */
  readonly alongside: readonly MovedAlongside[];
  /** null: this repository keeps no changelog. */
  readonly changelogPath: string | null;
  /** Its sections are lists of commits: that of a release is made of them where nobody wrote it. */
  readonly isChangelogOfCommits: boolean;
  /** The present version: what the first version file says; the tag's where no file says one. */
  readonly current: string;
  /** The newest release that is not above the present version; null: none is known. */
  readonly released: string | null;
  /** Its tag. */
  readonly releasedTag: string | null;
  /** The tag alone is the version: no file carries it. */
  readonly isTagOnly: boolean;
  readonly notes: readonly string[];
  /** What of the places keeps a release from being planned. */
  readonly problems: readonly Problem[];
}

/** What the releases before tell. */
export interface LayoutHistory {
  readonly learned: readonly LearnedLine[];
  /** Pairs of neighbouring releases that were looked at. */
  readonly pairs: number;
  /** The names of the repository's tags. */
  readonly tags: readonly string[];
  /** Versions of the tags that name no part of the repository. */
  readonly wholes: readonly string[];
  /** Releases of what is released here, highest first. */
  readonly released: readonly ReleasedVersion[];
  /** What of the tree is in development; null: nothing, or nobody has looked. */
  readonly development: Development | null;
  /** Lines that say the present version and said the same before, when the version was another one. */
  readonly stood: readonly StandingLine[];
  /** What the last releases did to the numbers of binary interfaces; null: nobody has looked at them. */
  readonly held: HeldHistory | null;
  /** What changed with each of the last releases, and is no place of the version. */
  readonly alongside: readonly MovedAlongside[];
}

export const NO_HISTORY: LayoutHistory = {
  learned: [],
  pairs: 0,
  tags: [],
  wholes: [],
  released: [],
  development: null,
  stood: [],
  held: null,
  alongside: [],
};

/** What the tags and the releases of a repository tell, as far as they are known. */
export interface HistoryFacts {
  readonly source: SourceTree;
  /** The names of the repository's tags. */
  readonly tags: readonly string[];
  readonly wholes: LayoutHistory['wholes'];
  /** Every release of what is released here. */
  readonly releases: LayoutHistory['released'];
  /** Those that count as released before, highest first. */
  readonly released: LayoutHistory['released'];
  /** What the files say; null where none does, or where nobody asked. */
  readonly said: string | null;
  /** What the differences between the last releases tell; null: nobody has looked. */
  readonly read: Pick<ReleaseHistory, 'learned' | 'pairs' | 'stood' | 'held' | 'alongside' | 'unread'> | null;
}

/** What a layout is resolved by: the same from a clone and from GitHub. */
export function layoutHistoryOf(facts: HistoryFacts): LayoutHistory {
  const { source, tags, wholes, releases, released, said, read } = facts;
  const own = new Set(releases.map(({ tag }) => tag));
  const versions = [...new Set([said ?? [], released[0]?.version ?? []].flat())];
  return {
    learned: read?.learned ?? [],
    pairs: read?.pairs.length ?? 0,
    tags: tags.filter((name) => !own.has(name)),
    wholes,
    released,
    development: null,
    stood: read === null ? [] : standingLines(source, versions, read),
    alongside: read?.alongside ?? [],
    held: read === null || read.pairs.length === 0 ? null : { moves: read.held, isWhole: read.unread === 0 },
  };
}

/** What was known before a version was released: its plan is the same afterwards. One that was never released changes nothing. */
export function historyBelow(history: LayoutHistory, version: string): LayoutHistory {
  if (!history.released.some((each) => each.version === version)) return history;
  const released = history.released.filter((each) => (compareVersions(each.version, version) ?? 0) < 0);
  const isBelow = new Set(released.map(({ tag }) => tag));
  const learned = history.learned.flatMap((line) => {
    const movedTo = line.movedTo.filter((tag) => isBelow.has(tag));
    return movedTo.length === 0 ? [] : [{ ...line, movedTo }];
  });
  const moves = history.held?.moves.filter(({ tag }) => isBelow.has(tag)) ?? [];
  // The last of them is the version itself.
  return {
    ...history,
    learned,
    released,
    alongside: [],
    held: history.held === null ? null : { ...history.held, moves },
  };
}

/** The paths of a tree that are read whatever else of it is. */
export function pathsToRead(config: Config, paths: readonly string[]): string[] {
  const workflows = paths.filter(isWorkflowPath);
  const globbed = globbedPaths(config.versionFiles ?? [], paths);
  return [
    ...workflows,
    ...candidateVersionPaths(paths),
    ...changelogPaths(config, paths),
    ...configuredPaths(config),
    ...globbed,
  ];
}

/** The paths that may be the changelog, where the configuration names none. */
function changelogPaths({ changelog, component }: Config, paths: readonly string[]): string[] {
  if (changelog === null || changelog.path !== null) return [];
  const folders = component === null ? paths.flatMap((path) => /^([^/]+)\/[^/]+$/.exec(path)?.[1] ?? []) : [component];
  return [...new Set([null, ...folders])].flatMap((folder) => changelogCandidates(paths, folder));
}

/** Whether the text at a path is read to see what versions it says. */
export const isWorthReading = mayCarryVersion;

/** The paths that the configuration names. */
export function configuredPaths(config: Pick<Config, 'versionFiles' | 'changelog'>): string[] {
  const changelog = config.changelog?.path;
  return [...(config.versionFiles ?? []).map((spec) => spec.path), ...(changelog == null ? [] : [changelog])];
}

/** What the configuration and the known formats tell, before anything is known of the releases before. */
export interface RecognisedLayout {
  readonly component: string | null;
  readonly known: readonly VersionFileSpec[];
  /** What the first of them says; null where there is none. */
  readonly said: string | null;
  /** Packages that are released by themselves. */
  readonly apart: readonly Component[];
  /** Files that carry another version, those of such packages among them. */
  readonly others: readonly OtherVersion[];
}

/** What the tags tell, whether it is known which of them are releases from here or not yet. */
type ToldByTags = Pick<LayoutHistory, 'tags' | 'wholes'> & Partial<Pick<LayoutHistory, 'released'>>;

const ofItsOwn = ({ path, version }: OtherVersion): string =>
  `${path} carries ${version} and is taken to have a version of its own.`;

/**
 * @param told what the tags tell: which packages are one release, and how many numbers a version has; and the lines that moved
 * with the releases before, where those were read
 */
export function recogniseLayout(
  config: Config,
  source: SourceTree,
  told: ToldByTags & Partial<Pick<LayoutHistory, 'learned'>>,
): Checked<RecognisedLayout> {
  const { wholes, learned = [] } = told;
  const problems = new Problems();
  const bytes = textsOf(source);
  const entries = config.versionFiles === null ? null : expandGlobs(config.versionFiles, bytes);
  const named = configuredPaths({ ...config, versionFiles: entries });
  for (const path of new Set(named)) problems.take(pathInTree(source.listing, path));
  if (!problems.none) return failed(...problems.found);
  const isConfigured = config.versionFiles !== null;
  const isOpen = !isConfigured && config.component === null;
  const { all, apart, isDecided } = groupComponents(isOpen ? bytes : new Map(), wholes);
  if (!isDecided) return failed(componentUndecided(all));
  const isOther = (path: string) => apart.some(({ folder }) => path.startsWith(`${folder}/`));
  const own = apart.length === 0 ? bytes : new Map([...bytes].filter(([path]) => !isOther(path)));
  const detected = detectVersionFiles(own, config.component ?? undefined, new Set(learned.map(({ path }) => path)));
  const known = entries ?? (isOpen ? withoutForeign(detected.specs, source, wholes) : detected.specs);
  const present = known[0] === undefined ? null : problems.take(presentVersion(known[0], source));
  const said = present === null ? null : asTagged(present, told);
  return problems.over(() => ({
    component: config.component ?? (isConfigured ? null : componentOf(known)),
    known,
    said,
    apart,
    others: isConfigured ? [] : [...detected.others, ...apart.map(({ from, version }) => ({ path: from, version }))],
  }));
}

/**
 * The one answer to where the version stands in a tree: what the configuration names, or else what known formats tell, what
 * moved with the version between releases and what gives it a name; and what says it besides.
 */
export function resolveLayout(
  config: Config,
  developing: SourceTree,
  history: LayoutHistory = NO_HISTORY,
): Checked<Layout> {
  const extended = history.development?.extended ?? [];
  const source = withoutDevelopment(developing, extended);
  const recognised = recogniseLayout(config, source, history);
  if (!recognised.ok) return recognised;
  const { component, known, said, apart, others } = recognised.value;
  const isConfigured = config.versionFiles !== null;
  const files = textsOf(source);
  const { opened = [], versions: openedFor = [], marks = [], stood: stoodMarks = [] } = history.development ?? {};
  const learned = [...notLearned(opened, history.learned), ...history.learned].filter((line) => !isPastHeading(line));
  const ahead = said === null ? versionSaid(learned, files) : forgottenBelow(said, history, known, source);
  const newest = releaseBefore(history.released, ahead ?? said);
  const released = newest?.version ?? null;
  const current = ahead ?? said ?? released;
  if (current === null) return failed(nothingFound(files));
  const request: PlaceRequest = {
    files,
    known,
    isConfigured,
    versions: [
      ...new Set([
        current,
        said ?? current,
        released ?? current,
        ...openedFor,
        ...(extended.length > 0 ? [threeNumbers(current)] : []),
      ]),
    ],
    earlier: history.released.map(({ version }) => version),
    lastFinal: released !== null && isPrerelease(released) ? lastFinalOf(history, current) : null,
    learned,
    stood: history.stood,
    isApart: apartFolders({
      component,
      isTaggedAsWhole: isTaggedAsWhole(config.templates.tag, component),
      known,
      tags: history.tags,
      folders: apart.map(({ folder }) => folder),
      files,
    }),
    leave: new Set(config.ignoreFiles),
  };
  const found = findVersionPlaces(request);
  const isTagOnly = found.places.length === 0 && found.problems.length === 0;
  const recipes = isConfigured || known.length > 0 || isTagOnly ? [] : followingRecipes(files);
  const places = [...found.places, ...recipes.map((spec) => ({ spec, origin: { kind: 'format' as const } }))];
  if (isTagOnly && !isConfigured && !isKnownTagOnly(history, source, found.leftOver))
    return failed(nothingFound(files));
  // What moved with the version is a place of it, whatever its format tells.
  const notes = others.filter(({ path }) => places.every(({ spec }) => spec.path !== path)).map(ofItsOwn);
  const changelog = changelogOf(config, files, {
    component,
    current,
    released: history.released.map(({ version }) => version),
  });
  return checked({
    component,
    places,
    versionFiles: places.map(({ spec }) => spec),
    isConfigured,
    // What becomes of a recipe that follows the release is told with it.
    leftOver: found.leftOver.filter(
      ({ path, blocks }) => blocks !== null || recipes.every((spec) => spec.path !== path),
    ),
    stillSaying: (after, next) => stillSaying(request, found, { after, next }),
    marks: marks.filter(({ path }) => !config.ignoreFiles.includes(path)),
    stoodMarks,
    extended,
    held: history.held,
    alongside: history.alongside,
    changelogPath: changelog.path,
    isChangelogOfCommits: listsCommits(files, changelog.path),
    current,
    released,
    releasedTag: newest?.tag ?? null,
    isTagOnly,
    notes: [...(isTagOnly ? [tagOnlyNote(current, history, isConfigured)] : notes), ...changelog.notes],
    problems: found.problems,
  });
}

/** The releases before tell more of a line than what it was opened for: `3.4` is the whole of 3.4, and the first two numbers of 3.4.1. */
function notLearned(opened: readonly LearnedLine[], learned: readonly LearnedLine[]): LearnedLine[] {
  const keyOf = ({ path, templates }: LearnedLine) => `${path}\0${skeletonOf(templates[0] ?? '')}`;
  const known = new Set(learned.filter(({ isLikely }) => isLikely !== true).map(keyOf));
  return opened.filter((line) => !known.has(keyOf(line)));
}

/** The newest final release that is not above a version. */
const lastFinalOf = ({ released }: LayoutHistory, version: string): string | null =>
  releaseBefore(
    released.filter((each) => !isPrerelease(each.version)),
    version,
  )?.version ?? null;

/**
 * Where every release has two numbers, a file that says 1.22.0 says 1.22. Where any tag has three, whatever it is called, those
 * of two may be aliases.
 */
function asTagged(said: string, { tags, wholes, released = [] }: ToldByTags): string {
  const short = /^(\d+\.\d+)\.0$/.exec(said)?.[1];
  const others = [...tags, ...released.map(({ tag }) => tag)];
  const isShort =
    wholes.length > 1 &&
    wholes.every((each) => /^\d+\.\d+(?![\d.])/.test(each)) &&
    !others.some((name) => /\d[._-]\d+[._-]\d/.test(name));
  return isShort ? (short ?? said) : said;
}

/** The texts of a tree that were read, by path. */
export const textsOf = (source: SourceTree): ReadonlyMap<string, Uint8Array> =>
  new Map([...source.files].map(([path, file]) => [path, file.bytes]));

/**
 * What a file says that was forgotten at a release is below what is released from here: another file of a known format, or a
 * line that gives it a name, says a release above it. null: what is said is the present version.
 */
function forgottenBelow(
  said: string,
  { released }: LayoutHistory,
  known: readonly VersionFileSpec[],
  source: SourceTree,
): string | null {
  // One that was never released is not forgotten.
  if (!released.some(({ version }) => compareVersions(version, said) === 0)) return null;
  const above = released.filter(({ version }) => (compareVersions(version, said) ?? 0) > 0 && !isPrerelease(version));
  const nearest = (digits: number) => above.find(({ version }) => sharedParts(version, said) >= digits);
  const likely = new Set([above[0], nearest(1), nearest(2), above.at(-1)].map((each) => each?.version));
  const isSaid = (version: string) =>
    known.some((spec) => {
      const other = presentVersion(spec, source);
      return other.ok && compareVersions(other.value, version) === 0;
    }) || namesVersion(source, version);
  return [...likely].find((version) => version !== undefined && isSaid(version)) ?? null;
}

/** Numbers that two versions begin with alike. */
function sharedParts(a: string, b: string): number {
  const [one, other] = [a.split('.'), b.split('.')];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? one.length : at;
}

/** Pairs of neighbouring releases over which nothing moves where the tag alone is the version. */
const TELLING_PAIRS = 2;

/** Whether history says that no file carries the version: nothing moved with it, and nothing says it. */
const isKnownTagOnly = (
  { pairs, learned }: LayoutHistory,
  source: SourceTree,
  leftOver: readonly LeftOver[],
): boolean =>
  pairs >= TELLING_PAIRS &&
  learned.length === 0 &&
  source.unread === null &&
  leftOver.every(({ blocks }) => blocks === null);

const tagOnlyNote = (current: string, { pairs }: LayoutHistory, isConfigured: boolean): string =>
  isConfigured
    ? `No file carries the version: the newest release tag says ${current}.`
    : `No line moved with the version over the last ${pairs + 1} releases, and nothing says ${current}: the tag alone is the version.`;

/** No place was found; with what came near. */
export function nothingFound(files: ReadonlyMap<string, Uint8Array>): Problem {
  const near = nearMisses(files);
  const seen = near.map(({ path, line, text, why }) => `${path}:${line} (${JSON.stringify(text)}) ${why}`).join('; ');
  const first = near[0];
  return problem(
    'version-not-found',
    `No place was recognised that carries the version of this repository${seen === '' ? '' : `: ${seen}`}.`,
    {
      ...(first === undefined ? {} : { where: `${first.path}:${first.line}` }),
      remedy:
        'In .github/zlink-release.yml, name the lines that carry it, with {version} or {major}, {minor}, {patch} (MAJOR.MINOR.PATCH) where it stands; or, where the tag alone is the version, write `version-files: []`.',
      paste: [
        'version-files:',
        `  - {path: ${first?.path ?? 'PATH'}, preset: lines, lines: ['THE WHOLE LINE, WITH {version} IN IT']}`,
      ],
    },
  );
}

/**
 * The first file has the last word: one that says less than every release ever made is about something else, as is that of a
 * tool which says less than the last one, and one that says what cannot come after the last one where the tree names that.
 */
function withoutForeign(
  specs: readonly VersionFileSpec[],
  source: SourceTree,
  released: readonly string[],
): readonly VersionFileSpec[] {
  const [newest = ''] = released.filter((each) => !isPrerelease(each)).sort((a, b) => compareVersions(b, a) ?? 0);
  const isForeign = (spec: VersionFileSpec) => {
    const said = presentVersion(spec, source);
    const isLess = (version: string) => said.ok && (compareVersions(said.value, version) ?? 0) < 0;
    const bytes = source.files.get(spec.path)?.bytes;
    if (said.ok && isFarAbove(said.value, newest) && namesVersion(source, newest)) return true;
    return bytes !== undefined && isOfTool(spec.path, bytes) ? released.some(isLess) : released.every(isLess);
  };
  const at = released.length === 0 ? 0 : specs.findIndex((spec) => !isForeign(spec));
  return at < 0 ? [] : specs.slice(at);
}

/** Lines of a tree that say one of these versions, and stood there before the newest release already. */
function standingLines(
  source: SourceTree,
  versions: readonly string[],
  { stood, pairs }: Pick<ReleaseHistory, 'stood' | 'pairs'>,
): StandingLine[] {
  const lines: StandingLine[] = [];
  const before = pairs[0]?.older.version ?? '';
  for (const [path, { sha, bytes }] of source.files) {
    const { text } = readFileText(bytes);
    const search = isSearchedAside(path) ? searchAside : searchFile;
    for (const version of versions)
      for (const { raw, written } of search(path, text, version)) {
        // 1.2 said 1.2.0 as well as 1.2.1.
        const mayStand = sharedParts(before, version) >= 2 && written.every(({ form }) => form === 'short');
        if (!mayStand && stood(path, sha, raw)) lines.push({ path, line: raw });
      }
  }
  return lines;
}

/** What the first version file says. */
function presentVersion(first: VersionFileSpec, source: SourceTree): Checked<string> {
  const content = source.files.get(first.path);
  if (content === undefined)
    return failed(problem('version-file-missing', `${first.path} does not exist.`, { where: first.path }));
  const found = readVersionFile(first, content.bytes);
  if (!found.ok) return found;
  const current = found.value[0]?.version;
  return current === undefined
    ? failed(problem('version-not-found', `${first.path} carries no version.`, { where: first.path }))
    : checked(current);
}

/** The changelog that the configuration names, or the one that is found. */
const changelogOf = (
  { changelog }: Config,
  files: ReadonlyMap<string, Uint8Array>,
  about: { readonly component: string | null; readonly current: string; readonly released: readonly string[] },
): FoundChangelog =>
  changelog === null || changelog.path !== null
    ? { path: changelog?.path ?? null, notes: [] }
    : findChangelog(files, about);

function listsCommits(files: ReadonlyMap<string, Uint8Array>, path: string | null): boolean {
  const bytes = path === null ? undefined : files.get(path);
  if (path === null || bytes === undefined || bytes.byteLength > MAXIMUM_CHANGELOG_SIZE) return false;
  return commitListStyle(readDocument(bytes, path, { versions: [], component: null })) !== null;
}

/** zlink keeps its library below `core/`, beside bindings that have releases of their own. */
const componentOf = (specs: readonly VersionFileSpec[]): string | null =>
  specs.some((spec) => spec.path.startsWith('core/')) ? 'core' : null;

/** A configured path that is a file of the tree, reached through folders only. */
function pathInTree(listing: TreeListing, path: string): Checked<string> {
  const missing = (what: string) => failed(problem('version-file-missing', `${path} ${what}.`, { where: path }));
  const outside = (what: string) => failed(problem('path-outside-repository', `${path} ${what}.`, { where: path }));
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const prefix = parts.slice(0, depth).join('/');
    const entry = entryAt(listing, prefix);
    if (entry === null) return missing('does not exist at the release commit');
    if (entry.mode === '120000') return outside(`passes through the symbolic link ${prefix}`);
    if (entry.mode === '160000') return outside(`is inside the submodule ${prefix}`);
    if (depth === parts.length && entry.mode === '040000') return missing('is a directory');
  }
  return checked(path);
}
