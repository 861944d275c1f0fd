import type { WorkflowFile } from '../triggers/workflow-file.ts';
import { type Knowledge, NOTHING_KNOWN, READERS, type ReaderName } from './former-tool-configs.ts';

/** A release tool that a repository was released with, and what its configuration knows. */
export interface FormerTool {
  readonly name: string;
  /** Its configuration, as found. */
  readonly configs: readonly string[];
  readonly knowledge: Knowledge;
  /** What is deleted when this program takes over. */
  readonly toDelete: readonly string[];
  /** It goes on: it builds and publishes what the tag starts. */
  readonly stays: boolean;
}

interface ToolKind {
  readonly name: string;
  /** Files that are its own, in the root or where it looks. */
  readonly own: RegExp;
  /** A part of a file that is somebody else's: path and the reader that finds it there. */
  readonly within: readonly { readonly path: RegExp; readonly reader: ReaderName }[];
  readonly reader: ReaderName;
  /** What runs it in a workflow: an action, or a command. */
  readonly runs: RegExp;
  /** It builds and publishes what somebody has tagged: that part is still needed. */
  readonly builds?: true;
}

/** Sources: the documentation of each tool on its configuration files. */
const TOOLS: readonly ToolKind[] = [
  {
    name: 'release-please',
    own: /^(\.github\/)?(release-please-config\.json|\.release-please-manifest\.json|\.release-please\.json)$/,
    within: [],
    reader: 'release-please',
    runs: /release-please-action@|\brelease-please\s+(release-pr|github-release|manifest)/,
  },
  {
    name: 'semantic-release',
    own: /^(\.releaserc(\.(json|ya?ml|js|cjs|mjs|ts))?|release\.config\.(js|cjs|mjs|ts))$/,
    within: [{ path: /^package\.json$/, reader: 'semantic-release-package' }],
    reader: 'semantic-release',
    runs: /semantic-release(-action)?(@|\s|$)/,
  },
  {
    name: 'bump2version',
    own: /^\.bumpversion\.(cfg|toml)$/,
    within: [
      { path: /^setup\.cfg$/, reader: 'bumpversion-cfg' },
      { path: /^pyproject\.toml$/, reader: 'bumpversion-pyproject' },
    ],
    reader: 'bumpversion',
    runs: /\b(bump2version|bumpversion|bump-my-version)\b/,
  },
  {
    name: 'cargo-release',
    own: /^([^/]+\/){0,3}release\.toml$/,
    within: [{ path: /^Cargo\.toml$/, reader: 'cargo-release-manifest' }],
    reader: 'cargo-release',
    runs: /\bcargo[- ]release\b/,
  },
  {
    name: 'GoReleaser',
    own: /^\.?goreleaser\.ya?ml$/,
    within: [],
    reader: 'goreleaser',
    runs: /goreleaser-action@|\bgoreleaser\s+release\b/,
    builds: true,
  },
  {
    name: 'standard-version',
    own: /^\.versionrc(\.(json|js|cjs))?$/,
    within: [{ path: /^package\.json$/, reader: 'standard-version-package' }],
    reader: 'standard-version',
    runs: /\b(standard-version|commit-and-tag-version)\b/,
  },
  {
    name: 'release-it',
    own: /^\.release-it\.(json|ya?ml|toml|js|cjs|mjs|ts)$/,
    within: [{ path: /^package\.json$/, reader: 'release-it-package' }],
    reader: 'release-it',
    runs: /\brelease-it\b/,
  },
  {
    name: 'changesets',
    own: /^\.changeset\//,
    within: [],
    reader: 'changesets',
    runs: /changesets\/action@|\bchangeset\s+(version|publish)\b/,
  },
  {
    name: 'commitizen',
    own: /^(\.cz|cz)\.(json|toml|ya?ml)$/,
    within: [{ path: /^pyproject\.toml$/, reader: 'commitizen-pyproject' }],
    reader: 'commitizen',
    runs: /commitizen-action@|\bcz\s+bump\b/,
  },
  {
    name: 'towncrier',
    own: /^towncrier\.toml$/,
    within: [{ path: /^pyproject\.toml$/, reader: 'towncrier-pyproject' }],
    reader: 'towncrier',
    runs: /\btowncrier\s+build\b/,
  },
];

/** Whether a path is read to find such a tool. */
export const mayConfigureTool = (path: string): boolean =>
  TOOLS.some(({ own, within }) => own.test(path) || within.some((each) => each.path.test(path)));

/**
 * The tools that a repository was released with.
 *
 * @param files texts by path
 * @param started paths of the workflows that the release tag starts
 */
export function findFormerTools(
  files: ReadonlyMap<string, string>,
  workflows: readonly WorkflowFile[],
  started: readonly string[],
): FormerTool[] {
  return TOOLS.flatMap((kind) => {
    const configs: string[] = [];
    const known: Knowledge[] = [];
    for (const [path, text] of files) {
      const within = kind.within.find((each) => each.path.test(path));
      const isOwn = kind.own.test(path);
      const read = isOwn
        ? READERS[kind.reader](path, text)
        : within === undefined
          ? null
          : READERS[within.reader](path, text);
      if (read === null) continue;
      configs.push(isOwn ? path : `${path} (a part of it)`);
      known.push(read);
    }
    const running = workflows.filter((each) => runsIt(each, kind.runs)).map(({ path }) => path);
    if (configs.length === 0 && running.length === 0) return [];
    const stays = kind.builds === true && running.some((path) => started.includes(path));
    return [
      {
        name: kind.name,
        configs,
        knowledge: known.reduce(joined, NOTHING_KNOWN),
        toDelete: stays ? [] : [...configs, ...running],
        stays,
      },
    ];
  });
}

const runsIt = ({ jobs }: WorkflowFile, runs: RegExp): boolean =>
  jobs.some((job) => job.steps.some((step) => runs.test(step.uses ?? '') || runs.test(step.run ?? '')));

const joined = (a: Knowledge, b: Knowledge): Knowledge => ({
  tag: a.tag ?? b.tag,
  changelog: a.changelog ?? b.changelog,
  versionFiles: [...new Set([...a.versionFiles, ...b.versionFiles])],
  remarks: [...a.remarks, ...b.remarks],
});

/** What a person is told of a tool, in one line. */
export function toolLine({ name, configs, knowledge, toDelete, stays }: FormerTool): string {
  const { tag, changelog, versionFiles, remarks } = knowledge;
  const says = [
    ...(tag === null ? [] : [`tags ${tag}`]),
    ...(changelog === null ? [] : [`changelog ${changelog}`]),
    ...(versionFiles.length === 0 ? [] : [`version files ${versionFiles.join(', ')}`]),
  ];
  const what = `${name} was here${configs.length === 0 ? '' : ` (${configs.join(', ')})`}${says.length === 0 ? '' : `: ${says.join('; ')}`}.`;
  const end = stays
    ? 'It builds and publishes what the tag starts, and stays; tags are made by this program.'
    : `Delete ${toDelete.join(', ')} when this program takes over.`;
  return [what, end, ...remarks].join(' ');
}
