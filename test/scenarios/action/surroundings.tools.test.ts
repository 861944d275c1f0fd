import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { type ActRun, actWorld, copyAction, hasAct } from '../../support/act.ts';
import { recordedResults } from '../../support/recorded-results.ts';
import { releaseWorkflow } from '../../support/release-workflow.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** The action on runners that differ: other paths, other servers, other tools, a hostile repository. */

const version = { inputs: { version: '1.2.0' } };
const outputs = (run: ActRun) => JSON.parse(run.step('later')) as Record<string, string>;

/** A PATH of its own: with what a runner needs, and the node that is given, or none. */
function pathWith(node: string | null): string {
  const folder = join(scratchFolder('path'), 'bin');
  mkdirSync(folder);
  for (const tool of ['act', 'bash', 'sh', 'env', 'git', 'cat', 'cp', 'mkdir']) {
    symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), join(folder, tool));
  }
  if (node !== null) {
    writeFileSync(join(folder, 'node'), node);
    chmodSync(join(folder, 'node'), 0o755);
  }
  return folder;
}

describe.skipIf(!hasAct)('under a real runner', () => {
  it.each([
    ['without node', null, 'There is no node in PATH on this runner. Install Node.js 20'],
    [
      'with a node that is too old',
      '#!/bin/sh\nif [ "$1" = -p ]; then echo 18; else echo v18.20.8; fi\n',
      'This runner has Node.js v18.20.8. Install Node.js 20',
    ],
  ])('%s it says what is missing, and what to do', async (_, node, told) => {
    const world = await actWorld();
    const run = await world.workflow(releaseWorkflow({}), { ...version, pathVariable: pathWith(node) });
    expect(run.exitCode).toBe(1);
    const [error, ...others] = run.annotations('error');
    expect(others).toEqual([]);
    expect(error?.text).toContain(told);
    expect(error?.text).toContain('actions/setup-node');
    expect(world.seen.requests).toEqual([]);
  });

  it('releases from folders with spaces, on an Enterprise server, with what the inputs put above the configuration', async () => {
    const world = await actWorld({
      files: {
        '.github/zlink-release.yml': [
          'watch:',
          '  poll-interval-seconds: 1',
          'pr-title: "not this {version}"',
          "alias-tag: ['v{major}', 'v{major}.{minor}']",
          // What tests print is no command to the runner.
          'test:',
          '  command: [sh, tests/run.sh]',
        ].join('\n'),
        'tests/run.sh': [
          'echo "::error::from the tests"',
          // Nor can they put a program of theirs before the steps that hold the token.
          'echo "ways to them: $(env | grep -cE "^(GITHUB_(PATH|ENV|OUTPUT|STATE|STEP_SUMMARY)|ZLINK_RELEASE_TOKEN)=")"',
          '',
        ].join('\n'),
      },
    });
    // The action where a checkout of it could be: a folder of the repository whose name has a space.
    copyAction(join(world.checkout, 'the action'));
    const output = join(scratchFolder('output'), 'left for upload');
    const run = await world.workflow(
      releaseWorkflow(
        {
          'output-directory': output,
          'merge-method': 'merge',
          'pr-title': 'core {version}, by hand',
          baseline: 'results/old one',
          candidate: 'results/new one',
        },
        { uses: './the action' },
      ),
      {
        ...version,
        files: { ...recordedResults('results/old one'), ...recordedResults('results/new one') },
        env: {
          GITHUB_API_URL: `${world.server.url}/api/v3`,
          GITHUB_GRAPHQL_URL: `${world.server.url}/api/graphql`,
        },
      },
    );
    expect(run.exitCode, run.log).toBe(0);
    expect(world.server.unknownRoutes).toEqual([]);
    expect(outputs(run)).toMatchObject({
      'release-created': 'true',
      'tag-name': 'core/v1.2.0',
      'alias-tag': 'v1,v1.2',
      'benchmark-verdict': 'pass',
      'verdict-html': join(output, 'gate', 'verdict.html'),
      record: join(output, 'release-record.json'),
    });
    const [pull] = world.seen.state.pulls;
    expect(pull?.title).toBe('core 1.2.0, by hand');
    const merged = world.seen.ref('refs/tags/core/v1.2.0^{commit}') ?? '';
    expect(world.seen.git('rev-list', '--parents', '-n', '1', merged).split(' ')).toHaveLength(3);
    for (const alias of ['v1', 'v1.2']) expect(world.seen.ref(`refs/tags/${alias}^{commit}`)).toBe(merged);
    const record = JSON.parse(run.artifact('release', 'release-record.json')) as ReleaseRecord;
    expect(record.stages.map(({ stage, outcome }) => `${stage} ${outcome}`).slice(0, 3)).toEqual([
      'plan done',
      'test done',
      'gate done',
    ]);
    expect(record.gate.status).toBe('pass');
    expect(run.artifactFiles('release')).toContain('gate/verdict.html');
    expect(run.annotations('error')).toEqual([]);
    expect(run.everything).toContain('::error::from the tests');
    expect(run.step('release', 'test')).toContain('ways to them: 0');
  });

  it('failing tests stop it before anything is written, and the summary says so', async () => {
    const world = await actWorld({
      files: { '.github/zlink-release.yml': 'test:\n  command: [sh, -c, "echo no; exit 3"]\n' },
    });
    const run = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), version);
    expect(run.exitCode).toBe(1);
    expect(run.result('release', 'test')).toBe('failure');
    expect(world.seen.writes).toEqual([]);
    expect(run.summary).toContain('tests-failed');
    expect(outputs(run)).toMatchObject({ 'release-created': 'false', phase: 'plan' });
  });

  it('an empty token is told by the name of its input', async () => {
    const world = await actWorld();
    const run = await world.workflow(releaseWorkflow({ 'github-token': '' }), version);
    expect(run.exitCode).toBe(1);
    expect(run.step('release', 'plan')).toMatch(/token-missing[\s\S]*where: {2}github-token/);
    expect(world.seen.requests).toEqual([]);
  });
});
