import type { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import type { ReleaseCase } from './case-file.ts';

interface Commit {
  readonly name: string;
  readonly branch: string;
  readonly from: string | null;
  readonly files: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

/** 1 November 2026; each commit is a minute later than the one before. Milliseconds since the epoch. */
const BEGIN = Date.parse('2026-11-01T00:00:00Z');

/** Writes the commits and tags of a case into an empty repository: commit ids under the names that the case gives them. */
export async function writeCaseRepository(
  git: GitRepository,
  releaseCase: ReleaseCase,
): Promise<ReadonlyMap<string, string>> {
  const commits = new Map<string, string>();
  const refs = new Map<string, string>();
  for (const [index, { name, branch, from, files, tags }] of commitsOf(releaseCase).entries()) {
    const person = { name: 'A', email: 'a@example.org', time: BEGIN + index * 60_000, zone: '+0000' };
    const parent = refs.get(`refs/heads/${branch}`) ?? (from === null ? undefined : commits.get(from));
    const changes = [];
    for (const [path, text] of Object.entries(files))
      changes.push({ path, mode: '100644', sha: await git.writeBlob(text) });
    const commit = await git.writeCommit({
      tree: await git.treeWithChanges(parent === undefined ? null : (await git.commit(parent)).tree, changes),
      parents: parent === undefined ? [] : [parent],
      author: person,
      committer: person,
      message: `${name}\n`,
    });
    commits.set(name, commit);
    refs.set(`refs/heads/${branch}`, commit);
    for (const tag of tags) {
      const about = { object: commit, objectType: 'commit' as const, name: tag, tagger: person };
      refs.set(`refs/tags/${tag}`, await git.writeTag({ ...about, message: `release ${tag}\n` }));
    }
  }
  const written = await git.updateRefs([...refs].map(([name, to]) => ({ name, to, from: null })));
  if (!written.ok) throw new Error(written.message);
  return commits;
}

function commitsOf(releaseCase: ReleaseCase): Commit[] {
  const config = releaseCase.config === undefined ? {} : { '.github/zlink-release.yml': releaseCase.config };
  if (releaseCase.history !== undefined) {
    return releaseCase.history.map(({ commit, files, tags, branch, from }, index) => ({
      name: commit,
      branch,
      from: from ?? null,
      files: index === 0 ? { ...config, ...files } : files,
      tags,
    }));
  }
  const at = { branch: 'main', from: null };
  const first = { ...at, name: 'first', files: { ...config, ...releaseCase.files }, tags: releaseCase.tags };
  const more = { ...at, name: 'work', files: { 'work.txt': 'work\n' }, tags: [] };
  return releaseCase['tagged-head'] ? [first] : [first, more];
}
