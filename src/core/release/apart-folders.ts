import { isWorkflowPath, parseWorkflow } from '../triggers/workflow-file.ts';
import { belongsTo } from '../version/detect.ts';
import { isLockFile } from '../version/lock-files.ts';
import type { VersionFileSpec } from '../version/version-file.ts';

export interface ReleasedParts {
  /** What is released; null: the repository as a whole. */
  readonly component: string | null;
  /** Its tags are those of the whole: they name no component. */
  readonly isTaggedAsWhole: boolean;
  /** Files that are known to carry its version. */
  readonly known: readonly VersionFileSpec[];
  /** Names of the repository's tags. */
  readonly tags: readonly string[];
  /** Folders of packages that have a version of their own. */
  readonly folders: readonly string[];
  /** Texts by path; workflows say what tags they wait for. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** `node/v1.2.0`, `node-v*`, `node@1.2.0`, `sdk/v[0-9]+`: the name before a version. */
const NAMED_TAG = /^(?<name>[A-Za-z0-9][A-Za-z0-9_./-]*?)(?:\/v?|[-_@]v|@)(?=[\d*?[{])/;
/** Names of tags that say nothing of a part. */
const GENERAL = new Set(['release', 'releases', 'rel', 'version', 'ver', 'v', 'stable', 'tag', 'tags']);

/**
 * Whether a path belongs to a part of the repository that is released by itself: its folder has tags, or workflows wait for
 * tags, of its own. What such a part says of versions is its own affair, also where the number is the same.
 */
export function apartFolders({
  component,
  isTaggedAsWhole,
  known,
  tags,
  folders: apart,
  files,
}: ReleasedParts): (path: string) => boolean {
  const others = new Set<string>();
  for (const tag of [...tags, ...tagFilters(files)]) {
    const name = NAMED_TAG.exec(tag)?.groups?.name?.toLowerCase();
    if (name !== undefined && !GENERAL.has(name) && name !== component?.toLowerCase()) others.add(name);
  }
  // A component with files of its own leaves those of its neighbours alone; one whose version stands elsewhere too is the main one.
  const isAlone =
    component !== null &&
    !isTaggedAsWhole &&
    known.length > 0 &&
    known.every(({ path }) => isLockFile(path) || belongsTo(path, component));
  const knownPaths = new Set(known.map(({ path }) => path));
  return (path) => {
    if (knownPaths.has(path)) return false;
    if (apart.some((folder) => path.startsWith(`${folder}/`))) return true;
    if (isAlone && !belongsTo(path, component)) return true;
    const folders = path.toLowerCase().split('/').slice(0, -1);
    return folders.some((folder, at) => others.has(folder) || others.has(folders.slice(0, at + 1).join('/')));
  };
}

/** Whether the tags of a component are those of the whole repository: they do not name it, as they do by default. */
export const isTaggedAsWhole = (tag: string | undefined, component: string | null): boolean =>
  component !== null &&
  tag !== undefined &&
  !tag.includes('{component}') &&
  !tag.toLowerCase().includes(component.toLowerCase());

/** What tags the workflows wait for. */
function tagFilters(files: ReadonlyMap<string, Uint8Array>): string[] {
  return [...files].flatMap(([path, bytes]) => {
    const parsed = isWorkflowPath(path) ? parseWorkflow(path, Buffer.from(bytes).toString('utf8')) : null;
    return parsed?.ok === true
      ? (parsed.value.triggers.get('push')?.tags ?? []).filter((tag) => !tag.startsWith('!'))
      : [];
  });
}
