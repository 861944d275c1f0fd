import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedGitHub } from '../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { createWorld, type WorldSource } from '../../src/rehearse/create-world.ts';
import { isPoll, runJobSteps } from '../../test/support/job-steps.ts';
import { emptyStepSummary } from '../../test/support/step-summary.ts';

/** What a whole release by the action asked while every step looked for itself what to release. */
const BEFORE = '89 before plan was handed on';

export interface ReleasedRepository {
  readonly name: string;
  readonly from: WorldSource;
  readonly version: string;
}

/**
 * Requests of a whole release by the steps of action.yml, as the embedded GitHub counts them: what counts against the
 * hour's limit, without the polls of `watch`.
 */
export async function requestsOfActionRelease(repository: ReleasedRepository, scratch: string): Promise<void> {
  const directory = join(scratch, `action-${repository.name}`);
  const [workspace, temporary] = [join(directory, 'workspace'), join(directory, 'runner')];
  for (const folder of [workspace, temporary]) mkdirSync(folder, { recursive: true });
  const clock = new VirtualClock(new Date());
  const world = await createWorld({
    directory: join(directory, 'world'),
    from: repository.from,
    clock,
    owner: 'sample',
    repo: 'zlink',
  });
  const server = await startEmbeddedGitHub({ world, warn: () => {} });
  const counts: Record<string, number> = {};
  let before = 0;
  try {
    const job = await runJobSteps(
      {
        apiUrl: server.url,
        token: server.tokens.app,
        repository: 'sample/zlink',
        clock,
        workspace,
        temporary,
        summary: emptyStepSummary(),
        // As a runner says it.
        runner: { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '1', GITHUB_REPOSITORY: 'sample/zlink' },
      },
      { version: repository.version, skip: 'test,bench,gate' },
      async (step) => {
        counts[step] = server.requests.slice(before).filter((each) => each.counted && !isPoll(step, each)).length;
        before = server.requests.length;
      },
    );
    if (job.exitCode !== 0)
      throw new Error(`the release of ${repository.name} ended with ${job.exitCode}:\n${job.log}`);
  } finally {
    await server.close();
    await world.git.close();
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const steps = Object.entries(counts).map(([step, count]) => `${step} ${count}`);
  console.log(`requests by the action    ${total} for ${repository.name}, without polls (aim at most 40; ${BEFORE})`);
  console.log(`                          ${steps.join(', ')}`);
}
