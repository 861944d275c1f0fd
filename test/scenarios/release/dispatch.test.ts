import { describe, expect, it } from 'vitest';
import { playRelease } from '../../support/played-release.ts';

/** `trigger: dispatch`: what GITHUB_TOKEN tags starts nothing, so the workflows are dispatched at the tag. */
describe('a release with GITHUB_TOKEN and trigger: dispatch', () => {
  const config =
    'watch: {poll-interval-seconds: 600}\nworkflows:\n  trigger: dispatch\n  inputs:\n    core-conan-release.yml: {publish: "true"}\n';
  const release = (...faults: string[]) => playRelease({ config, tokenKind: 'github-token', faults });

  it('ends released, by dispatches at the tag', async () => {
    const done = await release();
    expect(done.exitCode, done.said).toBe(0);
    const runs = done.world.state.runs.filter((run) => run.headBranch === 'core/v1.2.0');
    expect(runs.map((run) => `${run.workflowPath} ${run.event}`).sort()).toEqual([
      '.github/workflows/build.yml workflow_dispatch',
      '.github/workflows/core-conan-release.yml workflow_dispatch',
    ]);
    expect(done.world.record.release?.assets).toHaveLength(14);
  });

  it.each(['no-run-details', 'stale-list'])('also with %s', async (fault) => {
    const done = await release(fault);
    expect(done.exitCode, done.said).toBe(0);
    expect(done.world.state.runs.filter((run) => run.event === 'workflow_dispatch')).toHaveLength(2);
  });

  it('does not dispatch twice when it is killed right after a dispatch, or its answer is lost', async () => {
    const whole = await release();
    const dispatches = whole.world.requests.filter((each) => each.path.endsWith('/dispatches')).map((each) => each.n);
    expect(dispatches).toHaveLength(2);
    for (const n of dispatches) {
      for (const fault of ['crash', 'lost-response', 'http-502-applied']) {
        const first = await release(`${fault}@${n}`);
        const done = first.exitCode === 137 ? await first.again() : first;
        expect(done.exitCode, `${fault}@${n} ${done.said}`).toBe(0);
        const runs = done.world.state.runs.filter((run) => run.event === 'workflow_dispatch');
        expect(runs.map((run) => run.workflowPath).sort(), `${fault}@${n}`).toEqual([
          '.github/workflows/build.yml',
          '.github/workflows/core-conan-release.yml',
        ]);
      }
    }
  });
});
