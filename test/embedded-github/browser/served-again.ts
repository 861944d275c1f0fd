import { join } from 'node:path';
import { startEmbeddedGitHub } from '../../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { browserPages } from '../../../src/rehearse/browser-pages.ts';
import { openWorld } from '../../../src/rehearse/create-world.ts';
import { Timeline } from '../../../src/rehearse/timeline.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { rehearse } from '../../support/rehearse.ts';

export const HURT = '<script>window.hurt=1</script><img src=x onerror="window.hurt=1">"\'\u202e';

/** A rehearsal that has ended, served again, with texts made to hurt wherever somebody may write. */
export async function servedAgain() {
  const { directory, world: left } = await rehearse();
  const clock = new VirtualClock(new Date('2026-11-24T12:00:00Z'));
  const world = await openWorld(directory, clock);
  const { state } = world;
  const [pull] = state.pulls;
  if (pull === undefined) throw new Error('a rehearsal has a pull request');
  pull.title = HURT;
  pull.body = `line\n${HURT}`;
  const hostileCommit = await world.git.writeCommit({
    tree: await world.git.treeWithChanges((await world.git.commit(pull.headSha)).tree, [
      {
        path: `<b>${'x'.repeat(100)}`,
        mode: '100644',
        sha: await world.git.writeBlob(`${HURT}\n\u001b[31m::error::\n`),
      },
    ]),
    parents: [pull.headSha],
    author: { name: HURT, email: HURT, time: 0 },
    committer: { name: HURT, email: HURT, time: 0 },
    message: `${HURT}\n\n${HURT}\n`,
  });
  await world.git.updateRef('refs/heads/hurt"onclick=x', hostileCommit);
  state.comments.push({
    id: 9,
    number: 1,
    author: { login: HURT, id: 9, type: 'User' },
    body: HURT,
    createdAt: 0,
    updatedAt: 0,
  });
  const timeline = new Timeline(silentProgress, clock, () => 3);
  timeline.stageStarted('plan');
  timeline.warn(HURT);
  timeline.waiting(HURT, 1_000);
  timeline.stageEnded('plan', 'stopped', HURT);
  const record = {
    ...left.record,
    status: 'stopped' as const,
    problems: [{ code: HURT, what: HURT, where: HURT, remedy: HURT }],
  };
  const server = await startEmbeddedGitHub({
    world,
    requestLogPath: join(directory, 'requests.jsonl'),
    pages: browserPages(() => ({ stages: timeline.stages, record })),
    warn: () => {},
  });
  const close = async () => {
    await server.close();
    await world.git.close();
  };
  return { server, world, left, hostileCommit, close, repository: `${state.owner}/${state.repo}` };
}
