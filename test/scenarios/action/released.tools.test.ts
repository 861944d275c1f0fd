import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { type ActRun, type ActWorld, actWorld, hasAct } from '../../support/act.ts';
import { releaseWorkflow } from '../../support/release-workflow.ts';

describe.skipIf(!hasAct)('a release by the action, under a real runner', () => {
  let world: ActWorld;
  let run: ActRun;
  beforeAll(async () => {
    world = await actWorld();
    run = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), { inputs: { version: '1.2.0' } });
  });

  it('is released: the tag at the merge commit, and the assets', () => {
    expect(run.exitCode, run.log).toBe(0);
    expect(run.result('release')).toBe('success');
    const { state } = world.seen;
    expect(world.seen.ref('refs/tags/core/v1.2.0^{commit}')).toBe(state.pulls[0]?.mergeCommitSha);
    expect(world.seen.ref('refs/tags/v1.2^{commit}')).toBe(state.pulls[0]?.mergeCommitSha);
    expect(state.releases.map((each) => each.tagName)).toContain('core/v1.2.0');
    expect(world.server.unknownRoutes).toEqual([]);
  });

  it('hands its outputs to later steps', () => {
    const outputs = JSON.parse(run.step('later')) as Record<string, string>;
    expect(outputs).toMatchObject({
      version: '1.2.0',
      'tag-name': 'core/v1.2.0',
      'alias-tag': 'v1.2',
      'release-created': 'true',
      phase: 'verify',
      'pr-number': '1',
      'benchmark-verdict': 'skipped',
      sha: world.seen.ref('refs/tags/core/v1.2.0^{commit}'),
    });
    const runs = JSON.parse(outputs.runs ?? '') as { workflow: string; conclusion: string }[];
    expect(runs.map((each) => [each.workflow, each.conclusion])).toEqual([
      ['.github/workflows/build.yml', 'success'],
      ['.github/workflows/core-conan-release.yml', 'success'],
    ]);
    expect((JSON.parse(outputs.assets ?? '') as unknown[]).length).toBe(
      world.seen.state.releases.find((each) => each.tagName === 'core/v1.2.0')?.assets.length,
    );
  });

  it('has a step for each stage, and leaves out what is skipped', () => {
    const stages = ['plan', 'test', 'bench', 'gate', 'propose', 'merge', 'tag', 'watch', 'verify', 'report'];
    expect(stages.filter((stage) => run.result('release', stage) === 'success')).toEqual(
      stages.filter((stage) => !['bench', 'gate'].includes(stage)),
    );
    expect(run.step('release', 'watch')).toMatch(/^::group::Runs that the tag started$[\s\S]*^::endgroup::$/m);
    // A step tells its own stage, and not once more what the ones before it did.
    expect(run.step('release', 'verify')).not.toContain('✓ tag');
  });

  it('shows its token nowhere', () => {
    for (const file of run.artifactFiles('release'))
      expect(run.artifact('release', file), file).not.toContain(world.server.tokens.app);
    expect(run.summary).not.toContain(world.server.tokens.app);
    expect(run.log).not.toContain(world.server.tokens.app);
  });

  it('tells it in the summary, and leaves the record for upload: where each stage was really done', () => {
    expect(run.summary).toContain('## Released core 1.2.0');
    expect(run.summary.match(/## Released/g)).toHaveLength(1);
    expect(run.summary).toContain('Skipped by request: the gate judged nothing');
    const record = JSON.parse(run.artifact('release', 'release-record.json')) as ReleaseRecord;
    expect(record).toMatchObject({ status: 'released', version: '1.2.0' });
    expect(record.stages.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual([
      'plan done',
      'test skipped',
      'gate skipped',
      'propose done',
      'merge done',
      'tag done',
      'watch done',
      'verify done',
    ]);
  });

  it('warns once for each thing, and shows the token nowhere', () => {
    const warnings = run.annotations('warning').map((each) => each.text);
    expect(warnings).toHaveLength(new Set(warnings).size);
    expect(warnings.join()).toContain('Skipped by request: the gate judged nothing');
    expect(run.everything.includes(world.server.tokens.app)).toBe(false);
  });
});
