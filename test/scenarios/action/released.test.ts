import { beforeAll, describe, expect, it } from 'vitest';
import { type ActRun, type ActWorld, actWorld, hasAct } from '../../support/act.ts';

const WORKFLOW = `
name: release
on:
  workflow_dispatch:
    inputs:
      version:
        required: true
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    env:
      # What a runner may leak of the inputs of an outer step; nobody listens to it.
      INPUT_VERSION: 9.9.9
      INPUT_REPOSITORY: somebody/else
      INPUT_DRY-RUN: 'true'
      INPUT_SKIP: tag
    steps:
      - uses: actions/checkout@v5
      - id: release
        uses: kairos/zlink-release@v1
        with:
          version: \${{ inputs.version }}
          github-token: \${{ secrets.RELEASE_TOKEN }}
          skip: bench,gate
      - id: later
        env:
          OUTPUTS: \${{ toJSON(steps.release.outputs) }}
        run: printf '%s\\n' "$OUTPUTS"
      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: release
          path: \${{ runner.temp }}/zlink-release
`;

describe.skipIf(!hasAct)('a release by the action, under a real runner', () => {
  let world: ActWorld;
  let run: ActRun;
  beforeAll(async () => {
    world = await actWorld();
    run = await world.workflow(WORKFLOW, { inputs: { version: '1.2.0' } });
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

  it('tells it in the summary, and leaves the record for upload', () => {
    expect(run.summary).toContain('## Released core 1.2.0');
    const record = JSON.parse(run.artifact('release', 'release-record.json')) as { status: string; version: string };
    expect(record).toMatchObject({ status: 'released', version: '1.2.0' });
  });
});
