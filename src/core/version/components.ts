import { type Problem, problem } from '../problem.ts';
import { candidateVersionPaths, recognise } from './detect.ts';
import { compareVersions, isPrerelease } from './semver.ts';
import { isUnpublished } from './unpublished.ts';
import { readVersionFile, type VersionFileSpec } from './version-file.ts';

/** A folder with a package and a version of its own. */
export interface Component {
  readonly name: string;
  /** Without a slash at the end. */
  readonly folder: string;
  readonly version: string;
  /** The file that says so. */
  readonly from: string;
  readonly spec: VersionFileSpec;
}

/** The packages of a repository, by what is released together. */
export interface ComponentGroups {
  /** Every package with a version of its own; empty where the repository is released as a whole. */
  readonly all: readonly Component[];
  /** Those that have nothing to do with the release: they have another version. */
  readonly apart: readonly Component[];
  /** Which of them are released is known: by the tags, or because there is nothing to choose. */
  readonly isDecided: boolean;
}

const MANIFEST = /(^|\/)(package\.json|Cargo\.toml|pyproject\.toml|setup\.(py|cfg)|VERSION(\.txt)?|version\.txt)$/;

/**
 * Packages that share one version are one release, where that is a version of the whole repository: the others are apart.
 *
 * @param released versions of tags that name no part of the repository
 */
export function groupComponents(files: ReadonlyMap<string, Uint8Array>, released: readonly string[]): ComponentGroups {
  const all = findComponents(files);
  if (all.length === 0) return { all, apart: [], isDecided: true };
  // What the newest tag says is the version of the whole; a part may say one that the whole had long ago.
  const tagged = [...released].sort((a, b) => compareVersions(b, a) ?? 0);
  const isTagged = (each: string) => all.some(({ version }) => compareVersions(each, version) === 0);
  const [newest] = tagged.filter((each) => !isPrerelease(each));
  const versions = new Set(newest !== undefined && isTagged(newest) ? [newest] : tagged.filter(isTagged));
  const [version] = versions;
  if (version === undefined || versions.size > 1) return { all, apart: [], isDecided: false };
  return { all, apart: all.filter((each) => compareVersions(each.version, version) !== 0), isDecided: true };
}

/**
 * The components of a repository that is not released as a whole: nothing at its root carries a version, and the packages
 * below do not agree on one. Packages that are never published are none. Empty otherwise.
 */
export function findComponents(files: ReadonlyMap<string, Uint8Array>): Component[] {
  const found = new Map<string, Component>();
  for (const path of candidateVersionPaths([...files.keys()])) {
    const bytes = files.get(path);
    const spec = bytes === undefined ? null : recognise(path, bytes);
    const read = spec === null || bytes === undefined ? null : readVersionFile(spec, bytes);
    const version = read?.ok === true ? read.value[0]?.version : undefined;
    if (bytes === undefined || spec === null || version === undefined || isUnpublished(path, bytes)) continue;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder === '') return [];
    if (!MANIFEST.test(path) || found.has(folder)) continue;
    found.set(folder, { name: folder.slice(folder.lastIndexOf('/') + 1), folder, version, from: path, spec });
  }
  const components = [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return new Set(components.map((each) => each.version)).size > 1 ? components : [];
}

/** More of them nobody reads. */
const MOST_SHOWN = 20;

/** What a person chooses between, with the lines that say so. */
export function componentUndecided(components: readonly Component[]): Problem {
  const list = components.slice(0, MOST_SHOWN).map(({ name, version, from }) => `${name} ${version} (${from})`);
  const versions = [...new Set(components.map(({ version }) => version))];
  const together = versions.flatMap((version) => {
    const group = components.filter((each) => each.version === version);
    return group.length < 2 ? [] : [`for those of ${version} together \`${linesOf(group)}\``];
  });
  const alone = components.map(
    (each) => `for ${each.name} alone \`component: ${each.name}\` and \`${linesOf([each])}\``,
  );
  return problem(
    'component-undecided',
    `There are several components: ${list.join(', ')}${components.length > MOST_SHOWN ? ' and more' : ''}.`,
    {
      remedy: `Write into .github/zlink-release.yml ${[...together, ...alone].slice(0, MOST_SHOWN).join('; or ')}. \`zlink-release init --component NAME\` does so.`,
    },
  );
}

const linesOf = (components: readonly Component[]): string =>
  `version-files: [${components
    .map(
      ({ spec }) =>
        `{${Object.entries(spec)
          .map(([key, value]) => `${key}: ${plainOrQuoted(String(value))}`)
          .join(', ')}}`,
    )
    .join(', ')}]`;

/** As it stands in a flow mapping of YAML. */
const plainOrQuoted = (text: string): string =>
  /^[A-Za-z][A-Za-z0-9._/-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
