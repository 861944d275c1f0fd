import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PullRequestState } from '../../../src/embedded-github/world-state.ts';
import { WORK_FILE } from '../../../src/sample/sample-harness.ts';
import { type ActRun, type ActWorld, actWorld, hasAct } from '../../support/act.ts';
import {
  checkOutHead,
  FORK_TOKEN,
  openPullRequest,
  pullRequestEvent,
  tokensWithFork,
  workflowRunEvent,
} from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { sampleText } from '../../support/served-world.ts';

/** The two workflows of docs/pull-requests.md, as they are written there, under a real runner. */

const [GATE = '', REPORT = ''] = [
  ...readFileSync(new URL('../../../docs/pull-requests.md', import.meta.url), 'utf8').matchAll(
    /^```yaml\n(.*?)^```$/gms,
  ),
].map((match) =>
  (match[1] ?? '')
    // This machine is the runner …
    .replace('[self-hosted, benchmark]', 'ubuntu-latest')
    // … and act takes the checkout that is there only when no commit is named.
    .replace(/^ +ref: .*\n/m, ''),
);

interface Story {
  readonly world: ActWorld;
  readonly pull: PullRequestState;
  readonly artifacts: string;
}

async function opened(changes: Record<string, string>, fork: boolean): Promise<Story> {
  // Nothing here is about the controls, and on a busy machine they are told apart from each other: no verdict, rightly.
  const sample = sampleText('.github/zlink-release.yml').replace('controls: [raw, lines]', 'controls: []');
  const config = `${sample}watch:\n  poll-interval-seconds: 1\n`;
  const world = await actWorld({ tokens: tokensWithFork(), files: { '.github/zlink-release.yml': config } });
  const pull = await openPullRequest(world, changes, { fork });
  checkOutHead(world.directory, pull, world.checkout);
  return { world, pull, artifacts: join(scratchFolder('act'), 'artifacts') };
}

const gate = ({ world, pull, artifacts }: Story, token: string, workflow = GATE): Promise<ActRun> =>
  world.workflow(workflow, {
    event: 'pull_request',
    payload: pullRequestEvent(pull),
    env: {
      ACT_ARTIFACTS: artifacts,
      // What a runner may leak of the inputs of an outer step; nobody listens to it.
      INPUT_CANDIDATE: '/nowhere',
      'INPUT_ON-INCONCLUSIVE': 'warn',
    },
    secrets: { GITHUB_TOKEN: token },
  });

const gateChecks = (world: ActWorld) =>
  world.seen.state.checkRuns.filter((run) => run.name === 'zlink-release / perf gate');

describe.skipIf(!hasAct)('the workflows of docs/pull-requests.md, under a real runner', () => {
  it('a change of documents alone passes, not measured', async () => {
    const story = await opened({ 'docs/guide.md': 'words\n' }, false);
    const run = await gate(story, story.world.server.tokens['github-token']);
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs('gate')).toMatchObject({ verdict: 'pass', measured: 'false', report: 'check-run' });
    expect(gateChecks(story.world)).toMatchObject([{ headSha: story.pull.headSha, conclusion: 'success' }]);
    expect(run.summary).toContain('nothing was measured');
    expect(story.world.server.unknownRoutes).toEqual([]);
  });

  it('a regression makes the job red and the check fail', async () => {
    const story = await opened({ VERSION: 'x\n' }, false);
    const cases = new URL('../../cases/harness/', import.meta.url).pathname;
    const given = `          baseline: ${cases}smoke\n          candidate: ${cases}fail_fdlimit\n`;
    const run = await gate(
      story,
      story.world.server.tokens['github-token'],
      GATE.replace(/(gate@v1\n +with:\n)/, `$1${given}`),
    );
    expect(run.exitCode, run.log).not.toBe(0);
    expect(run.result('gate')).toBe('failure');
    expect(gateChecks(story.world)).toMatchObject([{ headSha: story.pull.headSha, conclusion: 'failure' }]);
    expect(story.world.seen.state.comments).toMatchObject([{ number: story.pull.number }]);
    expect(run.summary).toContain('Benchmark gate: regression');
    expect(run.annotations('error').map((each) => each.title)).toContain('performance gate: regression');
    for (const token of Object.values(story.world.server.tokens)) expect(run.everything).not.toContain(token);
  });

  it('a fork’s run measures without rights, and the second workflow reports', async () => {
    const story = await opened({ [WORK_FILE]: '20000\n' }, true);
    const measured = await gate(story, FORK_TOKEN);
    expect(measured.exitCode, measured.log).not.toBe(0);
    expect(measured.outputs('gate')).toMatchObject({ verdict: 'regression', report: 'summary' });
    const { state } = story.world.seen;
    expect([state.checkRuns.length, state.statuses.length, state.comments.length]).toEqual([0, 0, 0]);

    const reported = await story.world.workflow(REPORT, {
      event: 'workflow_run',
      payload: workflowRunEvent(story.pull),
      env: { ACT_ARTIFACTS: story.artifacts },
    });
    expect(reported.exitCode, reported.log).toBe(0);
    expect(gateChecks(story.world)).toMatchObject([
      { headSha: story.pull.headSha, conclusion: 'failure', externalId: 'gate/9001/1' },
    ]);
    expect(story.world.seen.state.comments).toMatchObject([{ number: story.pull.number }]);
    expect(reported.summary).toContain('whoever wrote the change may have written the figures');
  });
});
