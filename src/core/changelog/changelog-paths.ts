/** Names of changelogs, the more usual first. */
const NAMES = [
  'changelog',
  'changes',
  'news',
  'history',
  'releases',
  'release-notes',
  'release_notes',
  'releasenotes',
  'change-log',
  'change_log',
  'whatsnew',
];

const ENDING = /\.(md|markdown|mkd|rst|rest|txt|text|adoc|asciidoc)$/i;

/** Where a changelog stands besides the root: below these, or in a component's folder. */
const DOCUMENTATION = /^docs?\/([^/]+\/){0,2}$/i;

/** The most files that are read to choose between. */
const MAXIMUM_CANDIDATES = 24;

function rankOf(path: string): number | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const stem = name.replace(ENDING, '').toLowerCase();
  const at = NAMES.indexOf(stem);
  return at === -1 || (stem === name.toLowerCase() && name.includes('.')) ? null : at;
}

/** Whether a path is named as a changelog, wherever it stands. */
export const isChangelogName = (path: string): boolean => rankOf(path) !== null;

/**
 * The paths of a repository that can be its changelog: those in the folder of the component first, then the root's, then the
 * documentation's. Without a component that is known, folders at the root may be one.
 */
export function changelogCandidates(paths: readonly string[], component: string | null): string[] {
  const placeOf = (path: string): number | null => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (component !== null && `/${folder}`.endsWith(`/${component}/`)) return 0;
    if (folder === '') return 1;
    return DOCUMENTATION.test(folder) ? 2 : null;
  };
  return paths
    .flatMap((path) => {
      const [rank, place] = [rankOf(path), placeOf(path)];
      return rank === null || place === null ? [] : [{ path, rank, place, depth: path.split('/').length }];
    })
    .sort((a, b) => a.place - b.place || a.depth - b.depth || a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .slice(0, MAXIMUM_CANDIDATES)
    .map(({ path }) => path);
}
