import { changelogCandidates } from '../changelog/changelog-paths.ts';
import { type FoundChangelog, findChangelog } from '../changelog/find-changelog.ts';
import { type Checked, checked, failed, type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { type Component, findComponents } from '../version/components.ts';
import { candidateVersionPaths, detectVersionFiles, nearMisses } from '../version/detect.ts';
import { mayCarryVersion } from '../version/place-search.ts';
import { readVersionFile, type VersionFileSpec } from '../version/version-file.ts';
import type { SourceTree } from './facts.ts';
import { entryAt, type TreeListing } from './git-tree.ts';

/** Which files carry the version here, and what they say today. */
export interface Layout {
  readonly component: string | null;
  readonly versionFiles: readonly VersionFileSpec[];
  /** null: this repository keeps no changelog. */
  readonly changelogPath: string | null;
  /** The present version: what the first version file says. */
  readonly current: string;
  readonly notes: readonly string[];
}

/** The paths of a tree that are worth reading before the layout is known. */
export function pathsToRead(config: Config, paths: readonly string[]): string[] {
  const workflows = paths.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  return [...workflows, ...candidateVersionPaths(paths), ...changelogPaths(config, paths), ...configuredPaths(config)];
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
export function configuredPaths(config: Config): string[] {
  const changelog = config.changelog?.path;
  return [...(config.versionFiles ?? []).map((spec) => spec.path), ...(changelog == null ? [] : [changelog])];
}

/** Takes the layout from the configuration, or recognises it. */
export function resolveLayout(config: Config, source: SourceTree): Checked<Layout> {
  const problems = new Problems();
  for (const path of new Set(configuredPaths(config))) problems.take(pathInTree(source.listing, path));
  if (!problems.none) return failed(...problems.found);

  const bytes = new Map([...source.files].map(([path, file]) => [path, file.bytes]));
  const components = config.versionFiles === null && config.component === null ? findComponents(bytes) : [];
  if (components.length > 0) return failed(undecided(components));
  const detected = detectVersionFiles(bytes, config.component ?? undefined);
  const versionFiles = config.versionFiles ?? detected.specs;
  const first = versionFiles[0];
  if (first === undefined) {
    return failed(
      problem(
        'version-not-found',
        `No file was recognised that carries the version of this repository.${toldNearMisses(bytes)}`,
        { remedy: 'List them as `version-files` in .github/zlink-release.yml, or run `zlink-release init`.' },
      ),
    );
  }
  const component = config.component ?? (config.versionFiles === null ? componentOf(versionFiles) : null);
  const content = source.files.get(first.path);
  if (content === undefined) {
    return failed(problem('version-file-missing', `${first.path} does not exist.`, { where: first.path }));
  }
  const found = readVersionFile(first, content.bytes);
  if (!found.ok) return found;
  const current = found.value[0]?.version;
  if (current === undefined) {
    return failed(problem('version-not-found', `${first.path} carries no version.`, { where: first.path }));
  }
  const changelog = changelogOf(config, bytes, { component, current });
  return checked({
    component,
    versionFiles,
    changelogPath: changelog.path,
    current,
    notes: [...(config.versionFiles === null ? detected.notes : []), ...changelog.notes],
  });
}

/** More of them tell nothing. */
const MOST_MISSES = 3;

/** The files that come nearest, and why they do not say it. */
const toldNearMisses = (files: ReadonlyMap<string, Uint8Array>): string =>
  nearMisses(files)
    .slice(0, MOST_MISSES)
    .map(({ where, why }) => ` ${where}: ${why}`)
    .join('');

/** The changelog that the configuration names, or the one that is found. */
const changelogOf = (
  { changelog }: Config,
  files: ReadonlyMap<string, Uint8Array>,
  about: { readonly component: string | null; readonly current: string },
): FoundChangelog =>
  changelog === null || changelog.path !== null
    ? { path: changelog?.path ?? null, notes: [] }
    : findChangelog(files, about);

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
