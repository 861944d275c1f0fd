import { readFileText } from '../file-text.ts';
import { findInManifest } from './formats/manifest-formats.ts';
import { isLockFile } from './lock-files.ts';
import { ownPackageEntries } from './own-packages.ts';
import { filesOfParts } from './parts-together.ts';
import { isSameVersion } from './semver.ts';
import { isOfTool } from './unpublished.ts';
import { fetchesArchive } from './vcpkg-port.ts';
import { readVersionFile, type VersionFileSpec } from './version-file.ts';

/** A file of a known format that says another version. */
export interface OtherVersion {
  readonly path: string;
  readonly version: string;
}

/** What was recognised in a repository without configuration. */
export interface DetectedLayout {
  readonly specs: readonly VersionFileSpec[];
  readonly current: string | null;
  /** What carries another version, and is taken to be something else as far as the formats tell. */
  readonly others: readonly OtherVersion[];
}

/** A repository may have hundreds of manifests; those near the root are its own. */
const MAXIMUM_CANDIDATES = 60;

/** Folders whose versions are somebody else's or of another component: dependencies, samples, tests, bindings. */
const FOREIGN =
  /(^|\/)(node_modules|third[_-]?party|vendor|external|deps|dist|build|out|samples?|examples?|tests?|unittests?|fixtures?|docs?|bench[^/]*|perf|fuzz(ing)?|bindings)\//i;

const INTERESTING = [
  /(^|\/)VERSION(\.txt)?$/,
  /(^|\/)version\.txt$/,
  /(^|\/)(version[._/-])(major|minor|patch|micro)(\.txt)?$/i,
  /(^|\/)CMakeLists\.txt$/,
  /(^|\/)(package|dub|library|composer|deno|jsr|codemeta|\.zenodo)\.json$/,
  /(^|\/)(Cargo|pyproject|fpm|alire|Project)\.toml$/,
  /(^|\/)vcpkg\.json$/,
  /(^|\/)portfile\.cmake$/,
  /(^|\/)conandata\.yml$/,
  /(^|\/)config\.yml$/,
  /(^|\/)pubspec\.yaml$/,
  /^[^/]+\.(h|hpp)$/,
  /(^|\/)include\/([^/]+\/)?[^/]+\.(h|hpp)$/,
  /(^|\/)version\.(h|hpp)$/,
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|Cargo\.lock|uv\.lock|Gemfile\.lock|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/,
  /(^|\/)(setup\.(py|cfg)|conanfile\.py|MODULE\.bazel|package\.xml|pom\.xml|CITATION\.cff|xmake\.lua|build\.zig\.zon)$/,
  /(^|\/)(Directory\.Build\.(props|targets)|library\.properties|gradle\.properties|DESCRIPTION)$/,
  /\.(csproj|fsproj|vbproj|nuspec|nimble|rc)$/,
  /^(src\/)?[^/]+\/(__init__|__about__|__version__|_version|version)\.py$/,
  /^lib\/([^/]+\/){0,3}version\.rb$/,
  /^[^/]+\.(podspec|gemspec)$/,
  /^([^/]+\/){0,3}[^/]+\.spec(\.in)?$/,
  /^(configure\.(ac|in)|meson\.build|(GNU)?[Mm]akefile)$/,
  /(^|\/)[^/.]*[Dd]oxyfile([.-][^/]*)?$/,
];

/** Settings of the documentation that belong to the project although they stand in a folder of texts. */
const OF_DOCUMENTATION = /(^|\/)docs?\/([^/]+\/)*[^/.]*doxyfile([.-][^/]*)?$/i;

/** A module that may say the version of the Python package whose folder it stands in. */
const PYTHON_MODULE = /^(.*\/)[^/]+\/(?:__init__|__about__|__version__|_version|version)\.py$/;

/** Paths of a repository that are worth reading to recognise its layout, those near the root first. */
export function candidateVersionPaths(paths: readonly string[]): string[] {
  const depth = (path: string) => path.split('/').length;
  const pythonFolders = new Set(
    paths.flatMap((path) => /^(.*\/)?(?:pyproject\.toml|setup\.(?:py|cfg))$/.exec(path)?.[1] ?? []),
  );
  const isPythonModule = (path: string) => {
    const folder = PYTHON_MODULE.exec(path)?.[1];
    return folder !== undefined && (pythonFolders.has(folder) || pythonFolders.has(folder.replace(/src\/$/, '')));
  };
  return paths
    .filter(
      (path) =>
        depth(path) <= 5 &&
        (!FOREIGN.test(path) || OF_DOCUMENTATION.test(path)) &&
        (INTERESTING.some((pattern) => pattern.test(path)) || isPythonModule(path)),
    )
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .slice(0, MAXIMUM_CANDIDATES);
}

/** Whether a path belongs to a component: to a folder of its name, wherever that is. */
export const belongsTo = (path: string, component: string): boolean => `/${path}`.includes(`/${component}/`);

/** How a single file carries a version, or null when it carries none that is known. */
export function recognise(path: string, bytes: Uint8Array): VersionFileSpec | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { text } = readFileText(bytes);
  const candidates: VersionFileSpec[] = [];
  if (/^version(\.txt)?$/i.test(name)) {
    const whole = /^([A-Z_][A-Z0-9_]*VERSION)[ \t]*=/m.exec(text)?.[1];
    candidates.push(whole === undefined ? { path, preset: 'plain' } : { path, preset: 'key-value', prefix: whole });
  } else if (name === 'CMakeLists.txt') candidates.push({ path, preset: 'cmake-project' });
  else if (OF_JSON.test(name)) candidates.push({ path, preset: 'json', at: 'version' });
  else if (name === 'vcpkg.json') {
    candidates.push(
      ...['version-string', 'version-semver', 'version'].map((at): VersionFileSpec => ({ path, preset: 'json', at })),
    );
  } else if (name === 'Cargo.toml') {
    candidates.push(
      { path, preset: 'toml', at: 'package.version' },
      { path, preset: 'toml', at: 'workspace.package.version' },
    );
  } else if (name === 'pyproject.toml') {
    candidates.push(
      { path, preset: 'toml', at: 'project.version' },
      { path, preset: 'toml', at: 'tool.poetry.version' },
    );
  } else if (/^(fpm|alire|Project)\.toml$/.test(name)) candidates.push({ path, preset: 'toml', at: 'version' });
  else if (name === 'pubspec.yaml') candidates.push({ path, preset: 'yaml', at: 'version' });
  else if (name === 'conandata.yml') candidates.push({ path, preset: 'conandata' });
  else if (/\.(h|hpp)$/.test(name)) {
    const prefix = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_][A-Za-z0-9_]*?)_MAJOR(?:_VERSION)?[ \t]+\d/m.exec(text)?.[1];
    if (prefix !== undefined && !hasTwoThirds(text, prefix)) candidates.push({ path, preset: 'c-macros', prefix });
  } else if (findInManifest(path) !== null) candidates.push({ path, preset: 'manifest' });
  return (
    candidates.find((spec) => {
      const found = readVersionFile(spec, bytes);
      return found.ok && found.value.length > 0;
    }) ?? null
  );
}

/** Manifests that say the version at their top. */
const OF_JSON = /^(package|dub|library|composer|deno|jsr|codemeta|\.zenodo)\.json$/;

/** Whether macros of two names could be the third number: then no name decides. */
function hasTwoThirds(text: string, prefix: string): boolean {
  const third = new RegExp(
    `^[ \\t]*#[ \\t]*define[ \\t]+${prefix}_(PATCH|PATCHLEVEL|MICRO|REVISION|SUBMINOR|TWEAK|BUGFIX|BUILD)[ \\t]+\\d`,
    'gm',
  );
  return new Set([...text.matchAll(third)].map(([, name]) => name)).size > 1;
}

/** Recipes that package this repository's library lag behind in practice; their version is never one of their own. */
export const isPackagingRecipe = (spec: VersionFileSpec): boolean =>
  spec.preset === 'conandata' || /(^|\/)vcpkg\.json$/.test(spec.path);

/** Recipes that get an entry, or are rewritten, for a release: they never say what the present version is. */
const FOLLOWS = new Set<VersionFileSpec['preset']>(['conandata', 'conan-versions', 'vcpkg-port', 'packages']);

/**
 * The library that a file names beside its version, as one word: `ZLINK_VERSION_MAJOR` and `LIBZLINK_VERSION=` and
 * `project(zlink …)` all name zlink. null where the file names none.
 */
export function libraryNamed(spec: VersionFileSpec, bytes: Uint8Array): string | null {
  const name =
    spec.preset === 'key-value' || spec.preset === 'c-macros'
      ? spec.prefix.replace(/_?VERSION$/i, '')
      : spec.preset === 'cmake-project'
        ? /^[ \t]*project[ \t\r\n]*\([ \t\r\n]*"?([A-Za-z0-9_.+-]{1,100})/im.exec(readFileText(bytes).text)?.[1]
        : undefined;
  const word = (name ?? '').toLowerCase().replace(/^lib|[^a-z0-9]/g, '');
  return word === '' ? null : word;
}

const manifestName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const siblingOf = (path: string, name: string): string => path.slice(0, path.lastIndexOf('/') + 1) + name;

/** Whether a manifest belongs to a port whose archive is known only after the tag. */
function isOfPort(files: ReadonlyMap<string, Uint8Array>, path: string): boolean {
  const portfile = /(^|\/)vcpkg\.json$/.test(path) ? files.get(siblingOf(path, 'portfile.cmake')) : undefined;
  return portfile !== undefined && fetchesArchive(portfile);
}

/** Both files of each port; whose tag it fetches is known where the repository is. */
const vcpkgPorts = (files: ReadonlyMap<string, Uint8Array>): VersionFileSpec[] =>
  [...files.keys()]
    .filter((path) => isOfPort(files, path))
    .sort()
    .flatMap((path): VersionFileSpec[] => [
      { path, preset: 'vcpkg-port' },
      { path: siblingOf(path, 'portfile.cmake'), preset: 'vcpkg-port' },
    ]);

/** The lists of versions beside the folders of Conan recipes. */
function recipeFolders(files: ReadonlyMap<string, Uint8Array>, specs: readonly VersionFileSpec[]): VersionFileSpec[] {
  const lists = specs.flatMap(({ path, preset }) =>
    preset === 'conandata' && path.includes('/') ? [path.replace(/[^/]+\/[^/]+$/, 'config.yml')] : [],
  );
  return [...new Set(lists)].flatMap((path): VersionFileSpec[] => {
    const bytes = files.get(path);
    const spec: VersionFileSpec = { path, preset: 'conan-versions' };
    return bytes !== undefined && readVersionFile(spec, bytes).ok ? [spec] : [];
  });
}

/**
 * The recipes that package this library, where no file of a known format says its version: they follow it, wherever it stands.
 */
export function followingRecipes(files: ReadonlyMap<string, Uint8Array>): VersionFileSpec[] {
  const recipes = candidateVersionPaths([...files.keys()]).flatMap((path): VersionFileSpec[] => {
    const bytes = /(^|\/)conandata\.yml$/.test(path) ? files.get(path) : undefined;
    const spec = bytes === undefined ? null : recognise(path, bytes);
    return spec?.preset === 'conandata' ? [spec] : [];
  });
  return [...recipes, ...recipeFolders(files, recipes), ...vcpkgPorts(files)];
}

/** A version says what the release is; which kind of file has the last word when several carry one. */
const AUTHORITY: Readonly<Record<VersionFileSpec['preset'], number>> = {
  'key-value': 0,
  plain: 0,
  toml: 1,
  json: 1,
  'cmake-project': 2,
  'c-macros': 3,
  yaml: 4,
  lines: 4,
  manifest: 4,
  regex: 4,
  conandata: 5,
  'conan-versions': 5,
  'vcpkg-port': 5,
  packages: 5,
};

/**
 * Recognises which files carry the version of this repository (or of one component, which has its folder). The first
 * spec has the last word on the present version. Files that carry another version are taken when they are packaging
 * recipes, or name the same library as a file that carries the present one; they are left out with a note otherwise.
 *
 * @param moved paths whose version moved with the releases before
 */
export function detectVersionFiles(
  files: ReadonlyMap<string, Uint8Array>,
  component?: string,
  moved: ReadonlySet<string> = new Set(),
): DetectedLayout {
  const depth = (path: string) => path.split('/').length;
  const others: OtherVersion[] = [];
  const found: { spec: VersionFileSpec; version: string; library: string | null; isTool: boolean }[] = [];
  for (const path of candidateVersionPaths([...files.keys()])) {
    const bytes = files.get(path);
    const spec = bytes === undefined || isLockFile(path) || isOfPort(files, path) ? null : recognise(path, bytes);
    if (spec === null || bytes === undefined) continue;
    const read = readVersionFile(spec, bytes);
    const version = read.ok ? read.value[0]?.version : undefined;
    const isTool = isOfTool(path, bytes) && !moved.has(path);
    if (version !== undefined) found.push({ spec, version, library: libraryNamed(spec, bytes), isTool });
  }
  const isOwn = (path: string) => component !== undefined && belongsTo(path, component);
  const own = (path: string) => (isOwn(path) ? 0 : 1);
  // One in the folder of a neighbour says nothing about the component.
  const speaksForAll = (spec: VersionFileSpec) =>
    AUTHORITY[spec.preset] === 0 && (component === undefined || isOwn(spec.path) || depth(spec.path) === 1);
  const ranked = [...found].sort(
    (a, b) =>
      // A VERSION file speaks for the whole; else the manifest nearest to the component or the root.
      Number(a.isTool) - Number(b.isTool) ||
      Number(!speaksForAll(a.spec)) - Number(!speaksForAll(b.spec)) ||
      own(a.spec.path) - own(b.spec.path) ||
      depth(a.spec.path) - depth(b.spec.path) ||
      AUTHORITY[a.spec.preset] - AUTHORITY[b.spec.preset],
  );
  const authority = ranked.find((each) => !FOLLOWS.has(each.spec.preset));
  const inParts = filesOfParts(candidateVersionPaths([...files.keys()]), files).filter(
    ({ specs }) => component === undefined || specs.every(({ path }) => isOwn(path)),
  );
  if (authority === undefined) {
    const [first, ...more] = inParts;
    const same = more.filter(({ version }) => version === first?.version);
    return {
      specs: [...(first?.specs ?? []), ...same.flatMap(({ specs }) => specs)],
      current: first?.version ?? null,
      others,
    };
  }
  const current = authority.version;
  const specs: VersionFileSpec[] = [authority.spec];
  // A component with a manifest of its own has nothing to do with its neighbours, even at the same version.
  const isApart = isOwn(authority.spec.path);
  const families = new Set(found.flatMap(({ spec, isTool }) => (isTool ? [] : [manifestName(spec.path)])));
  const libraries = new Set(found.flatMap((each) => (each.version === current ? (each.library ?? []) : [])));
  for (const each of ranked) {
    if (each === authority || (isApart && !isOwn(each.spec.path))) continue;
    // Among packages of its kind it is one of them; alone it is a tool, whose number nothing tells from this version.
    if (each.isTool && !families.has(manifestName(each.spec.path))) continue;
    const isSame = isSameVersion(each.version, current);
    const isOfTheSame = each.library !== null && libraries.has(each.library);
    if (isSame || isOfTheSame || isPackagingRecipe(each.spec)) specs.push(each.spec);
    else others.push({ path: each.spec.path, version: each.version });
  }
  for (const group of inParts)
    if (group.version === current) specs.push(...group.specs);
    else others.push(...group.specs.slice(0, 1).map(({ path }) => ({ path, version: group.version })));
  specs.push(...recipeFolders(files, specs), ...vcpkgPorts(files), ...ownPackageEntries(files, specs));
  return { specs, current, others };
}
