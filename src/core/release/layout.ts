import { type Checked, checked, failed, type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { type Component, findComponents } from '../version/components.ts';
import { candidateVersionPaths, type DetectedLayout, detectVersionFiles } from '../version/detect.ts';
import type { LearnedLine } from '../version/learn-places.ts';
import { mayCarryVersion } from '../version/place-search.ts';
import { compareVersions } from '../version/semver.ts';
import { readVersionFile, type VersionFileSpec } from '../version/version-file.ts';
import { findVersionPlaces, type KnownPlace, type LeftOver } from '../version/version-places.ts';
import { apartFolders } from './apart-folders.ts';
import type { SourceTree } from './facts.ts';
import { entryAt, type TreeListing } from './git-tree.ts';

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
  /** null: this repository keeps no changelog. */
  readonly changelogPath: string | null;
  /** The present version: what the first version file says. */
  readonly current: string;
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
  /** The version that was released last; null: none, or not known. */
  readonly released: string | null;
}

export const NO_HISTORY: LayoutHistory = { learned: [], pairs: 0, tags: [], released: null };

/** The paths of a tree that are read whatever else of it is. */
export function pathsToRead(config: Config, paths: readonly string[]): string[] {
  const workflows = paths.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  return [...workflows, ...candidateVersionPaths(paths), ...configuredPaths(config)];
}

/** Whether the text at a path is read to see what versions it says. */
export const isWorthReading = mayCarryVersion;

/** The paths that the configuration names. */
export function configuredPaths(config: Config): string[] {
  const changelog = config.changelog?.path;
  return [...(config.versionFiles ?? []).map((spec) => spec.path), ...(changelog == null ? [] : [changelog])];
}

/**
 * The one answer to where the version stands in a tree: what the configuration names, or else what known formats tell, what
 * moved with the version between releases and what gives it a name; and what says it besides.
 */
export function resolveLayout(
  config: Config,
  source: SourceTree,
  history: LayoutHistory = NO_HISTORY,
): Checked<Layout> {
  const found = knownFiles(config, source);
  if (!found.ok) return found;
  const { component, known, current, bytes, isConfigured, detected } = found.value;
  const said = current ?? history.released;
  const places =
    said === null
      ? null
      : findVersionPlaces({
          files: bytes,
          known,
          isConfigured,
          versions: versionsToSeek(said, history.released),
          learned: history.learned,
          isApart: apartFolders({ component, known, tags: history.tags, files: bytes }),
          leave: new Set(config.ignoreFiles),
        });
  if (said === null || places === null || places.places.length === 0) return failed(nothingFound());
  return checked({
    component,
    places: places.places,
    versionFiles: places.places.map(({ spec }) => spec),
    isConfigured,
    leftOver: places.leftOver,
    changelogPath: config.changelog === null ? null : (config.changelog.path ?? detected.changelog),
    current: said,
    notes: isConfigured ? [] : detected.notes,
    problems: places.problems,
  });
}

/** What is known of the files before anybody asks history. */
export interface KnownFiles {
  readonly component: string | null;
  /** As configured, or of known formats; the first has the last word on the present version. */
  readonly known: readonly VersionFileSpec[];
  readonly isConfigured: boolean;
  /** What the first of them says; null where there is none. */
  readonly current: string | null;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  readonly detected: DetectedLayout;
}

/** Takes the files that carry the version from the configuration, or recognises those of known formats. */
export function knownFiles(config: Config, source: SourceTree): Checked<KnownFiles> {
  const problems = new Problems();
  for (const path of new Set(configuredPaths(config))) problems.take(pathInTree(source.listing, path));
  if (!problems.none) return failed(...problems.found);

  const bytes = new Map([...source.files].map(([path, file]) => [path, file.bytes]));
  const isConfigured = config.versionFiles !== null;
  const components = !isConfigured && config.component === null ? findComponents(bytes) : [];
  if (components.length > 0) return failed(undecided(components));
  const detected = detectVersionFiles(bytes, config.component ?? undefined);
  const known = config.versionFiles ?? detected.specs;
  const current = known.length === 0 ? null : problems.take(presentVersion(known, source));
  const component = config.component ?? (isConfigured ? null : componentOf(known));
  return problems.over(() => ({ component, known, isConfigured, current, bytes, detected }));
}

const nothingFound = (): Problem =>
  problem('version-not-found', 'No file was recognised that carries the version of this repository.', {
    remedy: 'List them as `version-files` in .github/zlink-release.yml, or run `zlink-release init`.',
  });

/** What the first version file says. */
function presentVersion([first]: readonly VersionFileSpec[], source: SourceTree): Checked<string> {
  if (first === undefined) return failed(nothingFound());
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

/** Files that were set to the next version already may have left one behind at the last. */
const versionsToSeek = (said: string, released: string | null): string[] =>
  released === null || (compareVersions(released, said) ?? 0) >= 0 ? [said] : [said, released];

/** What a person chooses between. */
export const undecided = (components: readonly Component[]): Problem =>
  problem(
    'component-undecided',
    `There are several components: ${components
      .slice(0, 20)
      .map(({ name, version, from }) => `${name} ${version} (${from})`)
      .join(', ')}${components.length > 20 ? ' and more' : ''}.`,
  );

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
