import { describe, expect, it } from 'vitest';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { type CommandOptions, releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { byHand, tagsOf } from '../../support/somebody.ts';

/** What GitHub knows already is asked before the first write, or is what a later failure is told by. */

const TAG = 'core/v1.2.0';
const BEFORE = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];
const PROPOSED: CommandOptions = { skip: ['merge', 'tag', 'watch', 'verify'] };
const MERGED: CommandOptions = { skip: ['tag', 'watch', 'verify'] };
const serve = () => serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });

const codesOf = ({ problems }: Awaited<ReturnType<typeof releaseCommand>>) => problems.map(({ code }) => code);
const writesOf = ({ server }: ServedWorld) =>
  server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql').length;

describe('a workflow that the tag should start is disabled', () => {
  it('which stops the release before anything is written; enabled, it goes on', async () => {
    const served = await serve();
    await byHand(served, 'PUT', '/actions/workflows/build.yml/disable');
    const writes = writesOf(served);
    const stopped = await releaseCommand(served, '1.2.0');
    expect([stopped.exitCode, codesOf(stopped)], stopped.told).toEqual([1, ['expected-workflow-silent']]);
    expect(stopped.told).toContain(`${TAG} would not start .github/workflows/build.yml: it is disabled manually.`);
    expect(writesOf(served)).toBe(writes);
    await byHand(served, 'PUT', '/actions/workflows/build.yml/enable');
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
  });

  it('after the merge: nothing is tagged that nobody would build', async () => {
    const served = await serve();
    expect((await releaseCommand(served, '1.2.0', MERGED)).exitCode).toBe(0);
    await byHand(served, 'PUT', '/actions/workflows/core-conan-release.yml/disable');
    const stopped = await releaseCommand(served, '1.2.0');
    expect(codesOf(stopped), stopped.told).toEqual(['expected-workflow-silent']);
    expect(await tagsOf(served)).toEqual(BEFORE);
  });

  it('is of no interest where the tag does not start it', async () => {
    const served = await serve();
    await byHand(served, 'PUT', '/actions/workflows/cpp-bindings.yml/disable');
    expect((await releaseCommand(served, '1.2.0', MERGED)).exitCode).toBe(0);
  });
});

describe('GitHub Actions is disabled', () => {
  it.each([
    ['before: nothing is written', false],
    ['after the merge: nothing is tagged', true],
  ])('%s; allowed again, it goes on', async (_, isMerged) => {
    const served = await serve();
    if (isMerged) expect((await releaseCommand(served, '1.2.0', MERGED)).exitCode).toBe(0);
    await byHand(served, 'PUT', '/actions/permissions', { enabled: false });
    const writes = writesOf(served);
    const stopped = await releaseCommand(served, '1.2.0');
    expect([stopped.exitCode, codesOf(stopped)], stopped.told).toEqual([1, ['expected-workflow-silent']]);
    expect(stopped.told).toContain(`${TAG} would start no workflow: GitHub Actions is disabled in sample/zlink.`);
    expect([writesOf(served), await tagsOf(served)]).toEqual([writes, BEFORE]);
    await byHand(served, 'PUT', '/actions/permissions', { enabled: true });
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
  });
});

describe('the repository is archived', () => {
  it.each([
    ['before', false],
    ['when the release is merged', true],
  ])('%s: it is said, and nothing is tried', async (_, isMerged) => {
    const served = await serve();
    if (isMerged) expect((await releaseCommand(served, '1.2.0', MERGED)).exitCode).toBe(0);
    served.world.state.settings.archived = true;
    const writes = writesOf(served);
    const stopped = await releaseCommand(served, '1.2.0');
    expect([stopped.exitCode, codesOf(stopped)], stopped.told).toEqual([1, ['token-forbidden']]);
    expect(stopped.told).toContain('sample/zlink is archived: nobody may write to it.');
    expect(writesOf(served)).toBe(writes);
    expect(await tagsOf(served)).toEqual(BEFORE);
    served.world.state.settings.archived = false;
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
  });

  it('once it is released: that is seen all the same', async () => {
    const served = await serve();
    expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
    served.world.state.settings.archived = true;
    const again = await releaseCommand(served, '1.2.0');
    expect(again.exitCode, again.told).toBe(0);
  });
});

it('a skip phrase that somebody wrote while merging is why no run came', async () => {
  const served = await serve();
  expect((await releaseCommand(served, '1.2.0', PROPOSED)).exitCode).toBe(0);
  await served.world.clock.sleep(3_600_000);
  await byHand(served, 'PUT', '/pulls/1/merge', { merge_method: 'squash', commit_title: 'release: 1.2.0 [skip ci]' });
  const stopped = await releaseCommand(served, '1.2.0');
  expect(codesOf(stopped)).toEqual(['run-never-started', 'run-never-started']);
  expect(stopped.told).toContain('The commit message contains "[skip ci]", which suppresses runs.');
});

it('a release that somebody marked otherwise than its version is told of', async () => {
  const served = await serve();
  const done = await releaseCommand(served, '1.2.0');
  expect([done.exitCode, done.told.includes('marked as a pre-release')]).toEqual([0, false]);
  const release = served.world.state.releases.find(({ tagName }) => tagName === TAG);
  await byHand(served, 'PATCH', `/releases/${release?.id}`, { prerelease: true });
  const again = await releaseCommand(served, '1.2.0');
  expect(again.exitCode).toBe(0);
  expect(again.told).toContain(`The GitHub release of ${TAG} is marked as a pre-release, and its version is none`);
});
