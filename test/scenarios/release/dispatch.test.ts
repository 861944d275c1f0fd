import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rehearse } from '../../support/rehearse.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** `trigger: dispatch`: what GITHUB_TOKEN tags starts nothing, so the workflows are dispatched at the tag. */
describe('a release with GITHUB_TOKEN and trigger: dispatch', () => {
  const config = join(scratchFolder(), 'zlink-release.yml');
  writeFileSync(
    config,
    'watch: {poll-interval-seconds: 600}\nworkflows:\n  trigger: dispatch\n  inputs:\n    core-conan-release.yml: {publish: "true"}\n',
  );
  const dispatched = ['--config', config, '--token-kind', 'github-token'];

  it('ends released, by dispatches at the tag', async () => {
    const done = await rehearse(...dispatched);
    expect(done.exitCode, done.stderr).toBe(0);
    const runs = done.world.state.runs.filter((run) => run.headBranch === 'core/v1.2.0');
    expect(runs.map((run) => `${run.workflowPath} ${run.event}`).sort()).toEqual([
      '.github/workflows/build.yml workflow_dispatch',
      '.github/workflows/core-conan-release.yml workflow_dispatch',
    ]);
    expect(done.world.record.release?.assets).toHaveLength(14);
  });

  it.each(['no-run-details', 'stale-list'])('also with %s', async (fault) => {
    const done = await rehearse(...dispatched, '--fault', fault);
    expect(done.exitCode, done.stderr).toBe(0);
    expect(done.world.state.runs.filter((run) => run.event === 'workflow_dispatch')).toHaveLength(2);
  });

  it('does not dispatch twice when it is killed right after a dispatch, or its answer is lost', async () => {
    const whole = await rehearse(...dispatched);
    const dispatches = whole.world.requests.filter((each) => each.path.endsWith('/dispatches')).map((each) => each.n);
    expect(dispatches).toHaveLength(2);
    for (const n of dispatches) {
      for (const fault of ['crash', 'lost-response', 'http-502-applied']) {
        const first = await rehearse(...dispatched, '--fault', `${fault}@${n}`);
        const done = first.exitCode === 137 ? await first.resume(...dispatched) : first;
        expect(done.exitCode, `${fault}@${n} ${done.stderr}`).toBe(0);
        const runs = done.world.state.runs.filter((run) => run.event === 'workflow_dispatch');
        expect(runs.map((run) => run.workflowPath).sort(), `${fault}@${n}`).toEqual([
          '.github/workflows/build.yml',
          '.github/workflows/core-conan-release.yml',
        ]);
      }
    }
  });
});
