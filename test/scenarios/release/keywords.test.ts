import { describe, expect, it } from 'vitest';
import type { WorkflowRun } from '../../../src/core/release/workflow-run.ts';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';
import { byHand, fileAt, pushEntry, pushFiles, tagsOf } from '../../support/somebody.ts';

/**
 * A keyword means one version: in the command that is given again, in the job that is run again, and after people have pushed
 * something in between. It never starts a second release by itself.
 */

const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
const ONE_RELEASE = ['release: archive hash of core/v1.2.0', 'release: version 1.2.0'];

const served = (options: ServedWorldOptions = {}) =>
  serveWorld({ ...options, files: { '.github/zlink-release.yml': FEW_POLLS, ...options.files } });

const titles = ({ world }: ServedWorld) => world.state.pulls.map((pull) => pull.title).sort();
const headOf = ({ world }: ServedWorld) => world.git.resolveRef('refs/heads/main');

const NEXT_FILES = ['VERSION', 'core/CMakeLists.txt'];

/** A colleague begins the next version in the files that say it. */
async function beginNext(world: ServedWorld, from: string, to: string): Promise<void> {
  const files: Record<string, string> = {};
  for (const path of NEXT_FILES) {
    const text = await fileAt(world, 'refs/heads/main', path);
    files[path] = text.replaceAll(from, to).replace('MINOR=2', 'MINOR=3');
  }
  await pushFiles(world, files, `chore: begin ${to}\n`);
}

async function rerunFailed(world: ServedWorld): Promise<void> {
  const { workflow_runs: runs } = await byHand(world, 'GET', '/actions/runs?status=failure');
  expect(runs).not.toEqual([]);
  for (const run of runs) await byHand(world, 'POST', `/actions/runs/${run.id}/rerun-failed-jobs`);
}

/** A person merges what followed the release. */
async function mergeFollowUp(world: ServedWorld): Promise<void> {
  const open = world.world.state.pulls.filter(({ state }) => state === 'open');
  expect(open.length).toBe(1);
  await byHand(world, 'PUT', `/pulls/${open[0]?.number}/merge`);
}

async function expectOneRelease(world: ServedWorld): Promise<void> {
  expect(await tagsOf(world)).toEqual(RELEASED);
  expect(titles(world)).toEqual(ONE_RELEASE);
  expect(await world.world.git.resolveRef('refs/heads/release/version-1.3.0')).toBeNull();
}

describe('the release of the present version is not finished', () => {
  it('since a run failed: the same command goes on with it, whatever was pushed', async () => {
    const failing = parseFaults(['run-fails:build.yml']);
    const world = await served({ faults: failing.ok ? failing.value : [] });
    const first = await releaseCommand(world, 'minor');
    expect(first.problems.map((each) => each.code)).toEqual(['run-failed']);
    await pushEntry(world);
    const other = await releaseCommand(world, 'patch');
    expect(other.exitCode, other.told).toBe(2);
    expect(other.told).toMatch(/version-undecided: .*1\.2\.0 or 1\.2\.1.*--version 1\.2\.0.*--version 1\.2\.1/);
    await rerunFailed(world);
    const second = await releaseCommand(world, 'minor');
    expect(second.exitCode, second.told).toBe(0);
    expect(second.told).toContain('`minor` is taken as 1.2.0, because the release of 1.2.0 is not finished');
    expect(second.record).toMatchObject({ version: '1.2.0', status: 'released', finishedBefore: false });
    await expectOneRelease(world);
  });

  it.each([
    ['merged and not tagged', ['tag', 'watch', 'verify']],
    ['tagged and not watched', ['watch', 'verify']],
  ] as const)('since it was left %s', async (_, skip) => {
    const world = await served();
    const first = await releaseCommand(world, 'minor', { skip });
    expect(first.exitCode, first.told).toBe(0);
    await pushEntry(world);
    await beginNext(world, '1.2.0', '1.3.0');
    const second = await releaseCommand(world, 'minor');
    expect(second.exitCode, second.told).toBe(0);
    expect(second.told).toContain('`minor` is taken as 1.2.0');
    await expectOneRelease(world);
  });
});

describe('the release of the present version is finished', () => {
  const expectLookedAt = async (world: ServedWorld, by: Parameters<typeof releaseCommand>[2] = {}) => {
    const before = await world.world.git.listRefs('refs/');
    const pulls = titles(world);
    const again = await releaseCommand(world, 'minor', by);
    expect(again.exitCode, again.told).toBe(0);
    expect(again.record).toMatchObject({ version: '1.2.0', status: 'released', finishedBefore: true });
    expect(await world.world.git.listRefs('refs/')).toEqual(before);
    expect(titles(world)).toEqual(pulls);
    return again.told;
  };

  it('the pull request that followed is merged: it adds nothing to be released', async () => {
    const world = await served();
    const first = await releaseCommand(world, 'minor');
    expect(first.exitCode, first.told).toBe(0);
    await mergeFollowUp(world);
    expect(await expectLookedAt(world)).toContain('`minor` is taken as 1.2.0, because nothing was added since');
  });

  it('what stands between releases is put back by it, and the next version is begun: the same', async () => {
    const world = await served();
    const marked = (suffix: string, version: string) =>
      `#define ZLINK_LIBRARY_VERSION "${version}"\n#define ZLINK_LIBRARY_SUFFIX "${suffix}"\n`;
    await pushFiles(world, { 'core/src/library.h': marked('', '1.1.0') }, 'release: as it is\n');
    const sha = await headOf(world);
    await byHand(world, 'PATCH', '/git/refs/tags/core/v1.1.0', { sha, force: true });
    await pushFiles(world, { 'core/src/library.h': marked('dev', '1.2.0') }, 'begin the next version\n');
    const first = await releaseCommand(world, '1.2.0');
    expect(first.exitCode, first.told).toBe(0);
    expect(await fileAt(world, 'refs/tags/core/v1.2.0', 'core/src/library.h')).toBe(marked('', '1.2.0'));
    await mergeFollowUp(world);
    expect(await fileAt(world, 'refs/heads/main', 'core/src/library.h')).toContain('"dev"');
    const again = await releaseCommand(world, 'minor');
    expect(again.exitCode, again.told).toBe(0);
    expect(again.record).toMatchObject({ version: '1.2.0', finishedBefore: true });
  });

  it('it is looked at again until something is added, and an old job stays with it for ever', async () => {
    const world = await served();
    const commit = await headOf(world);
    const run: WorkflowRun = { id: '100', attempt: 1, repository: 'sample/zlink', commit };
    const first = await releaseCommand(world, 'minor', { run });
    expect(first.exitCode, first.told).toBe(0);
    expect(await expectLookedAt(world)).toContain('nothing was added since the release of 1.2.0');
    await byHand(world, 'PUT', '/pulls/2/merge', { merge_method: 'squash' });
    await expectLookedAt(world);
    const whole: Record<string, string> = {};
    for (const path of NEXT_FILES) whole[path] = await fileAt(world, 'refs/heads/main', path);
    await beginNext(world, '1.2.0', '1.3.0');
    await expectLookedAt(world);
    await pushFiles(world, whole, 'revert: begin 1.3.0\n');
    const { exitCode, told } = await releaseCommand(world, 'patch');
    expect(exitCode).toBe(2);
    expect(told).toContain('--version 1.2.1 releases the next one');
    await expectOneRelease(world);

    await pushEntry(world);
    // A second step of the same attempt; the same run again; and another one that was begun before and that nothing is known of.
    expect(await expectLookedAt(world, { run })).toContain('this workflow run was about the release of 1.2.0');
    const again = await expectLookedAt(world, { run: { ...run, attempt: 2 } });
    expect(again).toContain('this workflow run was about the release of 1.2.0');
    const unknown = await releaseCommand(world, 'minor', { run: { ...run, id: '99', attempt: 2 } });
    expect(unknown.exitCode, unknown.told).toBe(2);
    expect(unknown.told).toMatch(/could mean 1\.2\.0 or 1\.3\.0: this is attempt 2 of workflow run 99/);
    const next = await releaseCommand(world, 'minor');
    expect(next.exitCode, next.told).toBe(0);
    expect(next.record).toMatchObject({ version: '1.3.0', finishedBefore: false });
    expect(await tagsOf(world)).toEqual([...RELEASED.slice(0, 3), 'core/v1.3.0', 'v1.1', 'v1.2', 'v1.3']);
    await expectLookedAt(world, { run: { ...run, attempt: 3 } });
  });

  it('a run that goes on with the release of another one stays with it too', async () => {
    const world = await served();
    const commit = await headOf(world);
    const run: WorkflowRun = { id: '100', attempt: 1, repository: 'sample/zlink', commit };
    await releaseCommand(world, 'minor', { run: { ...run, id: '7' }, skip: ['tag', 'watch', 'verify'] });
    expect((await releaseCommand(world, 'minor', { run })).exitCode).toBe(0);
    await pushEntry(world);
    for (const id of ['7', '100']) {
      const told = await expectLookedAt(world, { run: { ...run, id, attempt: 2 } });
      expect(told).toContain('`minor` is taken as 1.2.0, because this workflow run');
    }
  });
});

it('a job that stopped before it began a release is run again as if for the first time', async () => {
  const world = await served();
  const run: WorkflowRun = { id: '100', attempt: 2, repository: 'sample/zlink', commit: await headOf(world) };
  await pushFiles(world, { 'docs/typo.md': 'A word.\n' }, 'docs: typo\n');
  const second = await releaseCommand(world, 'minor', { run });
  expect(second.exitCode, second.told).toBe(0);
  await expectOneRelease(world);
});

describe('the present version is not of this program', () => {
  it('and main stands at its tag: nothing is to be released, and the next version is named', async () => {
    const world = await served();
    await byHand(world, 'PATCH', '/git/refs/tags/core/v1.1.0', { sha: await headOf(world), force: true });
    const asked = await releaseCommand(world, 'minor');
    expect(asked.exitCode).toBe(2);
    expect(asked.told).toContain('--version 1.2.0 releases the next one');
  });

  it.each<[string, (world: ServedWorld) => Promise<unknown>]>([
    ['main stands at it', async () => {}],
    ['it is in the history of main', pushEntry],
  ])(
    'and a person has tagged a higher one (%s): a person says which, and the exact version is released',
    async (_, then) => {
      const world = await served();
      await byHand(world, 'POST', '/git/refs', { ref: 'refs/tags/core/v1.2.0', sha: await headOf(world) });
      await then(world);
      for (const [keyword, next] of [
        ['patch', '1.2.1'],
        ['minor', '1.3.0'],
      ] as const) {
        const asked = await releaseCommand(world, keyword);
        expect(asked.exitCode).toBe(2);
        expect(asked.told).toMatch(/version-undecided: .* main holds core\/v1\.2\.0, and VERSION says 1\.1\.0/);
        expect(asked.told).toContain(`--version ${next} releases the next one`);
      }
      expect(titles(world)).toEqual([]);
      const exact = await releaseCommand(world, '1.2.1', { skip: ['watch', 'verify'] });
      expect(exact.exitCode, exact.told).toBe(0);
    },
  );

  it('and its tag is on another branch: the next one is released', async () => {
    const world = await served();
    const tagged = await world.world.git.resolveCommit('refs/tags/core/v1.1.0');
    await byHand(world, 'POST', '/git/refs', { ref: 'refs/heads/other', sha: tagged });
    const sha = await pushFiles(world, { 'docs/typo.md': 'A word.\n' }, 'docs: typo\n', 'other');
    await byHand(world, 'PATCH', '/git/refs/tags/core/v1.1.0', { sha, force: true });
    const asked = await releaseCommand(world, 'minor', { skip: ['watch', 'verify'] });
    expect(asked.exitCode, asked.told).toBe(0);
    expect(asked.record.version).toBe('1.2.0');
  });

  it('and where somebody bumped ahead it counts from what was released, never below what the files say', async () => {
    const world = await served();
    const text = await fileAt(world, 'refs/heads/main', 'VERSION');
    await pushFiles(world, { VERSION: text.replace('1.1.0', '1.2.0').replace('MINOR=1', 'MINOR=2') }, 'chore: 1.2.0\n');
    const below = await releaseCommand(world, 'patch');
    expect(below.exitCode, below.told).toBe(2);
    expect(below.told).toMatch(
      /could mean 1\.2\.0 or 1\.2\.1: counted from 1\.1\.0 it is 1\.1\.1, and the files say 1\.2\.0/,
    );
    expect(titles(world)).toEqual([]);
    const asked = await releaseCommand(world, 'minor');
    expect(asked.exitCode, asked.told).toBe(0);
    expect(asked.record).toMatchObject({ version: '1.2.0', status: 'released' });
  });
});

it('a component is not taken for another one whose release branch has the same name', async () => {
  const component = (name: string) =>
    `component: ${name}\nchangelog: false\nassets: false\nversion-files: [{path: ${name}/VERSION, preset: plain}]\n${FEW_POLLS}`;
  const world = await served({ files: { 'a/VERSION': '1.1.0\n', 'b/VERSION': '1.1.0\n' } });
  const of = (name: string) => ({ config: component(name) });
  const first = await releaseCommand(world, 'minor', of('a'));
  expect(first.exitCode, first.told).toBe(0);
  const other = await releaseCommand(world, 'minor', of('b'));
  expect(other.exitCode, other.told).toBe(0);
  expect(other.record).toMatchObject({ component: 'b', version: '1.2.0', status: 'released' });
  expect(await tagsOf(world)).toEqual(expect.arrayContaining(['a/v1.2.0', 'b/v1.2.0']));
});
