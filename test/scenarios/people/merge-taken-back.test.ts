import { expect, it } from 'vitest';
import { runActionJob } from '../../support/action-job.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { byHand, tagsOf } from '../../support/somebody.ts';

/** What a maintainer does to main between the steps that merge and that tag, as while an environment waits for a reviewer. */

const MINUTES = 60_000;
const BEFORE = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];

interface Merge {
  readonly sha: string;
  readonly before: string;
}

async function mergeOf({ world: { git, state } }: ServedWorld): Promise<Merge> {
  const sha = state.pulls[0]?.mergeCommitSha ?? '';
  return { sha, before: (await git.commit(sha)).parents[0] ?? '' };
}

const moveMain = (served: ServedWorld, sha: string) =>
  byHand(served, 'PATCH', '/git/refs/heads/main', { sha, force: true });

async function commitOn(served: ServedWorld, parent: string, treeOf: string): Promise<string> {
  const { git, clock } = served.world;
  const person = { name: 'A colleague', email: 'colleague@example.org', time: clock.now().getTime() };
  const { tree } = await git.commit(treeOf);
  return git.writeCommit({ tree, parents: [parent], author: person, committer: person, message: 'Another one\n' });
}

it.each([
  {
    how: 'reverts the merge',
    act: async (served: ServedWorld, { sha, before }: Merge) => moveMain(served, await commitOn(served, sha, before)),
    told: 'main says 1.1.0 again',
  },
  {
    how: 'puts main back to before the merge',
    act: (served: ServedWorld, { before }: Merge) => moveMain(served, before),
    told: 'is not in the history of main any more',
  },
  {
    how: 'amends the merge',
    act: async (served: ServedWorld, { sha, before }: Merge) => moveMain(served, await commitOn(served, before, sha)),
    told: 'is not in the history of main any more',
  },
])('a maintainer who $how while the job waits has no tag made', async ({ act, told }) => {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  const job = await runActionJob(served, { version: 'minor', skip: 'bench,gate' }, async (step) => {
    if (step !== 'merge') return;
    await act(served, await mergeOf(served));
    await served.world.clock.sleep(20 * MINUTES);
  });
  expect(job.exitCode, job.log).toBe(1);
  expect(job.log).toContain('merge-reverted');
  expect(job.log).toContain(told);
  expect(await tagsOf(served)).toEqual(BEFORE);
});

it('a maintainer who pushes something else meanwhile has the merge tagged', async () => {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  let merge = '';
  const job = await runActionJob(served, { version: 'minor', skip: 'bench,gate' }, async (step) => {
    if (step !== 'merge') return;
    const { sha } = await mergeOf(served);
    merge = sha;
    await moveMain(served, await commitOn(served, sha, sha));
    await served.world.clock.sleep(20 * MINUTES);
  });
  expect(job.exitCode, job.log).toBe(0);
  expect(await served.world.git.resolveCommit('refs/tags/core/v1.2.0')).toBe(merge);
});
