import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import { type ActRun, type ActWorld, actWorld, hasAct } from '../../support/act.ts';
import { recordedResults } from '../../support/recorded-results.ts';
import { releaseWorkflow } from '../../support/release-workflow.ts';

/** Releases that stop, under a real runner: what is there afterwards, what the job tells, and how it goes on. */

function faults(...texts: readonly string[]) {
  const parsed = parseFaults(texts);
  if (!parsed.ok) throw new Error('bad fault');
  return parsed.value;
}

const record = (run: ActRun) => JSON.parse(run.artifact('release', 'release-record.json')) as ReleaseRecord;
const outputs = (run: ActRun) => JSON.parse(run.step('later')) as Record<string, string>;
const version = { inputs: { version: '1.2.0' } };

/** The address of the server stands in a file, and so the tree has an id of its own. */
const endState = ({ seen, server }: ActWorld) =>
  JSON.stringify(seen.endState(), null, 1)
    .replaceAll(server.url, '…')
    .replaceAll(/tree \| `[0-9a-f]{40}`/g, 'tree | …');

let undisturbed: string | undefined;

async function undisturbedEnd(): Promise<string> {
  const world = await actWorld();
  const run = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), version);
  expect(run.exitCode, run.log).toBe(0);
  return endState(world);
}

describe.skipIf(!hasAct)('under a real runner', () => {
  it('a regression blocks the release: nothing was written, and the report is there', async () => {
    const world = await actWorld();
    const before = world.seen.refs();
    const run = await world.workflow(releaseWorkflow({ baseline: 'results/old', candidate: 'results/new' }), {
      ...version,
      files: {
        ...recordedResults('results/old'),
        // Half of what it was.
        ...recordedResults('results/new', (text) => text.replaceAll('181310.70', '90655.35')),
      },
    });
    expect(run.exitCode, run.log).toBe(1);
    expect(run.result('release', 'gate')).toBe('failure');
    expect(run.result('release', 'propose')).toBeNull();
    expect(world.seen.writes).toEqual([]);
    expect(world.seen.refs()).toEqual(before);
    expect(world.seen.state.pulls).toEqual([]);
    expect(outputs(run)).toMatchObject({
      'release-created': 'false',
      'benchmark-verdict': 'regression',
      version: '1.2.0',
      phase: 'plan',
    });
    expect(run.annotations('error').map((each) => each.title)).toEqual(['zlink-release: gate-not-passed']);
    expect(run.summary).toContain('### What stopped it');
    // Folders are named as they were given, not as they lie on the runner.
    expect(run.artifact('release', 'gate/verdict.json')).not.toMatch(/[\w.-]\/results\/(?:old|new)/);
    expect(run.artifactFiles('release')).toEqual([
      'gate/verdict.html',
      'gate/verdict.json',
      'gate/verdict.md',
      'release-plan.json',
      'release-record.json',
      'release-report.html',
      'release-verdict.json',
    ]);
    expect(run.artifact('release', 'gate/verdict.html')).toContain('<svg');
  });

  it('a failing build.yml turns the job red: the tag is there, the report names job and step, and nothing is green', async () => {
    const world = await actWorld({ faults: faults('run-fails:build.yml') });
    const run = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), version);
    expect(run.exitCode, run.log).toBe(1);
    expect(run.result('release', 'watch')).toBe('failure');
    expect(run.result('release', 'verify')).toBeNull();
    expect(world.seen.ref('refs/tags/core/v1.2.0')).not.toBeNull();
    expect(world.seen.state.releases.map((each) => each.tagName)).not.toContain('core/v1.2.0');
    expect(outputs(run)).toMatchObject({ 'release-created': 'false', phase: 'tag' });
    const [problem] = record(run).problems;
    expect(problem).toMatchObject({ code: 'run-failed' });
    const [, step, job] = /step "(.+)" of job "(.+)"/.exec(problem?.what ?? '') ?? [];
    const failed = world.seen.state.runs.find(
      (each) => each.workflowPath.endsWith('build.yml') && each.ref === 'refs/tags/core/v1.2.0',
    );
    expect(JSON.stringify(failed)).toContain(JSON.stringify(step));
    expect(JSON.stringify(failed)).toContain(JSON.stringify(job));
    expect(run.summary).toContain(job);
    // How it goes on: the run on this server, and the command.
    expect(run.summary).toContain(`${world.server.url}/sample/zlink/actions/runs/`);
    expect(run.step('release', 'report')).toContain('zlink-release release --repo sample/zlink --version 1.2.0');
  });

  it.each(['crash', 'crash-before'])(
    'killed at the tag (%s), the same workflow again ends as if nothing had happened',
    async (fault) => {
      const world = await actWorld({ faults: faults(fault) });
      const killed = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), version);
      expect(killed.exitCode).toBe(137);
      expect(world.seen.ref('refs/tags/core/v1.2.0') === null).toBe(fault === 'crash-before');
      const again = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), version);
      expect(again.exitCode, again.log).toBe(0);
      expect(outputs(again)).toMatchObject({ 'release-created': 'true', 'pr-number': '1', phase: 'verify' });
      expect(again.summary).toContain('## Released core 1.2.0');
      undisturbed ??= await undisturbedEnd();
      expect(endState(world)).toEqual(undisturbed);
    },
  );

  it('a dry run writes nothing, and says what it would do', async () => {
    const world = await actWorld();
    const run = await world.workflow(releaseWorkflow({ 'dry-run': 'true' }), { inputs: { version: 'minor' } });
    expect(run.exitCode, run.log).toBe(0);
    expect(world.seen.writes).toEqual([]);
    expect(world.seen.requests.length).toBeGreaterThan(5);
    expect(run.step('release', 'plan')).toContain('+LIBZLINK_VERSION=1.2.0');
    expect(run.result('release', 'propose')).toBeNull();
    expect(outputs(run)).toMatchObject({ version: '1.2.0', 'tag-name': 'core/v1.2.0', 'release-created': 'false' });
  });

  it('a token that starts no workflows is refused before anything is written', async () => {
    const world = await actWorld();
    const run = await world.workflow(releaseWorkflow({ skip: 'bench,gate' }), {
      ...version,
      tokenKind: 'github-token',
    });
    expect(run.exitCode).toBe(1);
    expect(run.annotations('error').map((each) => each.title)).toContain('zlink-release: token-starts-no-workflows');
    expect(run.summary).toContain('token-starts-no-workflows');
    expect(world.seen.writes).toEqual([]);
  });

  it('with the same token, workflow-trigger: dispatch releases', async () => {
    const world = await actWorld();
    const run = await world.workflow(releaseWorkflow({ skip: 'bench,gate', 'workflow-trigger': 'dispatch' }), {
      ...version,
      tokenKind: 'github-token',
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(outputs(run)['release-created']).toBe('true');
    expect(
      world.seen.state.runs.filter((each) => each.event === 'workflow_dispatch').map((each) => each.ref),
    ).toContain('refs/tags/core/v1.2.0');
  });

  it('wrong inputs are told all at once, before any request', async () => {
    const world = await actWorld();
    const run = await world.workflow(
      releaseWorkflow({
        'dry-run': 'yes',
        skip: 'gate,merge',
        rounds: 'many',
        'merge-method': 'octopus',
        'timeout-minutes': 'soon',
        'on-inconclusive': 'shrug',
        verdict: 'verdict.json',
        'accept-tree': 'abc',
      }),
      version,
    );
    expect(run.exitCode).toBe(1);
    expect(world.seen.requests).toEqual([]);
    const log = run.step('release', 'plan');
    const where = [...log.matchAll(/^ {4}where: {2}(.*)$/gm)].map((match) => match[1]);
    expect(where).toEqual([
      'dry-run',
      'skip',
      'rounds',
      'accept-tree',
      'skip',
      'merge-method',
      'timeout-minutes',
      'on-inconclusive',
    ]);
    expect(outputs(run)['release-created']).toBe('false');
  });
});
