import { describe, expect, it } from 'vitest';
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

const parsed = parseFaults(['run-fails:build.yml']);
const FAILING_BUILD = parsed.ok ? parsed.value : [];

const served = (options: ServedWorldOptions = {}) =>
  serveWorld({ ...options, files: { '.github/zlink-release.yml': FEW_POLLS, ...options.files } });

const titles = ({ world }: ServedWorld) => world.state.pulls.map((pull) => pull.title).sort();
const ONE_RELEASE = ['release: archive hash of core/v1.2.0', 'release: version 1.2.0'];

async function releasedWorld(options: ServedWorldOptions = {}): Promise<ServedWorld> {
  const world = await served(options);
  const first = await releaseCommand(world, 'minor');
  expect(first.exitCode, first.told).toBe(0);
  expect(await tagsOf(world)).toEqual(RELEASED);
  return world;
}

async function rerunFailed(world: ServedWorld): Promise<void> {
  const { workflow_runs: runs } = await byHand(world, 'GET', '/actions/runs?status=failure');
  expect(runs).not.toEqual([]);
  for (const run of runs) await byHand(world, 'POST', `/actions/runs/${run.id}/rerun-failed-jobs`);
}

describe('the release of the present version is not finished', () => {
  it('since a run failed: the same command goes on with it, whatever was pushed', async () => {
    const world = await served({ faults: FAILING_BUILD });
    const first = await releaseCommand(world, 'minor');
    expect(first.problems.map((each) => each.code)).toEqual(['run-failed']);
    await pushEntry(world);
    const early = await releaseCommand(world, 'minor');
    expect(early.problems.map((each) => each.code)).toEqual(['run-failed']);
    await rerunFailed(world);
    const second = await releaseCommand(world, 'minor');
    expect(second.exitCode, second.told).toBe(0);
    expect(second.told).toContain('`minor` is taken as 1.2.0, because the release of 1.2.0 is not finished');
    expect(second.record).toMatchObject({ version: '1.2.0', status: 'released', finishedBefore: false });
    expect(await tagsOf(world)).toEqual(RELEASED);
    expect(titles(world)).toEqual(ONE_RELEASE);
    expect(await world.world.git.resolveRef('refs/heads/release/version-1.3.0')).toBeNull();
  });

  it.each([
    ['merged and not tagged', ['tag', 'watch', 'verify']],
    ['tagged and not watched', ['watch', 'verify']],
    ['watched and not verified', ['verify']],
  ] as const)('since it was left %s', async (_, skip) => {
    const world = await served();
    const first = await releaseCommand(world, 'minor', { skip });
    expect(first.exitCode, first.told).toBe(0);
    await pushEntry(world);
    const second = await releaseCommand(world, 'minor');
    expect(second.exitCode, second.told).toBe(0);
    expect(second.told).toContain('`minor` is taken as 1.2.0');
    expect(await tagsOf(world)).toEqual(RELEASED);
    expect(titles(world)).toEqual(ONE_RELEASE);
  });

  it('and another keyword is given: a person says which', async () => {
    const world = await served();
    await releaseCommand(world, 'minor', { skip: ['watch', 'verify'] });
    await pushEntry(world);
    const second = await releaseCommand(world, 'patch');
    expect(second.exitCode).toBe(2);
    expect(second.told).toMatch(/version-undecided: .*1\.2\.0 or 1\.2\.1.*--version 1\.2\.0.*--version 1\.2\.1/);
    expect(await tagsOf(world)).toEqual(RELEASED);
    const [next] = /--version 1\.2\.1/.exec(second.told) ?? [];
    expect(next).toBeDefined();
    expect((await releaseCommand(world, '1.2.1')).exitCode).toBe(0);
  });

  it('and somebody has begun the next one in the files', async () => {
    const world = await served();
    await releaseCommand(world, 'minor', { skip: ['tag', 'watch', 'verify'] });
    await pushFiles(world, { VERSION: '1.3.0-dev\n', 'docs/typo.md': 'A word.\n' }, 'chore: begin 1.3.0\n');
    const second = await releaseCommand(world, 'minor');
    expect(second.record.version, second.told).toBe('1.2.0');
    expect(second.exitCode, second.told).toBe(0);
    expect(await tagsOf(world)).toEqual(RELEASED);
  });
});

describe('the release of the present version is finished', () => {
  const expectLookedAt = async (world: ServedWorld) => {
    const writes = () => world.server.requests.filter((each) => !['GET', 'HEAD'].includes(each.method)).length;
    const [before, queries] = [await world.world.git.listRefs('refs/'), writes()];
    const again = await releaseCommand(world, 'minor');
    expect(again.exitCode, again.told).toBe(0);
    expect(again.record).toMatchObject({ version: '1.2.0', status: 'released', finishedBefore: true });
    expect(again.told).toContain('nothing was added since the release of 1.2.0');
    expect(await world.world.git.listRefs('refs/')).toEqual(before);
    expect(titles(world)).toEqual(ONE_RELEASE);
    expect(writes() - queries).toBeLessThan(20);
  };

  it('and main stands at it: it is looked at again', async () => expectLookedAt(await releasedWorld()));

  it('and only our follow-up was merged', async () => {
    const world = await releasedWorld();
    await byHand(world, 'PUT', '/pulls/2/merge', { merge_method: 'squash' });
    await expectLookedAt(world);
  });

  it('and only the next one was begun in the files', async () => {
    const world = await releasedWorld();
    await byHand(world, 'PUT', '/pulls/2/merge', { merge_method: 'squash' });
    await pushFiles(world, { VERSION: '1.3.0-dev\n' }, 'chore: begin 1.3.0\n');
    await expectLookedAt(world);
  });

  it('and what was pushed was taken back', async () => {
    const world = await releasedWorld();
    const before = await fileAt(world, 'refs/heads/main', 'CHANGELOG.md');
    await pushEntry(world);
    await pushFiles(world, { 'CHANGELOG.md': before }, 'revert: half of a feature\n');
    await expectLookedAt(world);
  });

  it('and something was added: the next one is released', async () => {
    const world = await releasedWorld();
    await byHand(world, 'PUT', '/pulls/2/merge', { merge_method: 'squash' });
    await pushEntry(world);
    const next = await releaseCommand(world, 'minor');
    expect(next.exitCode, next.told).toBe(0);
    expect(next.record).toMatchObject({ version: '1.3.0', finishedBefore: false });
    expect(await tagsOf(world)).toEqual([...RELEASED.slice(0, 3), 'core/v1.3.0', 'v1.1', 'v1.2', 'v1.3']);
  });

  it('and another keyword is given, though there is nothing to release', async () => {
    const second = await releaseCommand(await releasedWorld(), 'patch');
    expect(second.exitCode).toBe(2);
    expect(second.told).toContain('--version 1.2.1 releases the next one');
  });
});

describe('the present version is not of this program', () => {
  it('and main stands at its tag: nothing is to be released, and the next version is named', async () => {
    const world = await served();
    await byHand(world, 'PATCH', '/git/refs/tags/core/v1.1.0', {
      sha: await world.world.git.resolveRef('refs/heads/main'),
      force: true,
    });
    const asked = await releaseCommand(world, 'minor');
    expect(asked.exitCode).toBe(2);
    expect(asked.told).toContain('--version 1.2.0 releases the next one');
  });

  it('and its tag is on another branch: the next one is released', async () => {
    const world = await served();
    await byHand(world, 'POST', '/git/refs', {
      ref: 'refs/heads/other',
      sha: await world.world.git.resolveCommit('refs/tags/core/v1.1.0'),
    });
    const sha = await pushFiles(world, { 'docs/typo.md': 'A word.\n' }, 'docs: typo\n', 'other');
    await byHand(world, 'PATCH', '/git/refs/tags/core/v1.1.0', { sha, force: true });
    const asked = await releaseCommand(world, 'minor');
    expect(asked.exitCode, asked.told).toBe(0);
    expect(asked.record.version).toBe('1.2.0');
  });

  it('but somebody bumped ahead: nobody can tell which is meant', async () => {
    const world = await served();
    await pushFiles(world, { VERSION: '1.2.0\n' }, 'chore: 1.2.0\n');
    const asked = await releaseCommand(world, 'minor');
    expect(asked.exitCode).toBe(2);
    expect(asked.told).toMatch(
      /could mean 1\.2\.0 or 1\.3\.0: the files say 1\.2\.0, which was never released; 1\.1\.0/,
    );
    expect(titles(world)).toEqual([]);
  });
});
