import type { Commit } from './git/object-format.ts';
import type { World } from './world.ts';

/** The commits of the default branch, the newest first; none where it is not there yet. */
export async function defaultBranchCommits({ git, state }: World): Promise<readonly Commit[]> {
  const tip = await git.resolveRef(`refs/heads/${state.defaultBranch}`);
  const shas = tip === null ? [] : await git.log(tip, {});
  return Promise.all(shas.map((sha) => git.commit(sha)));
}
