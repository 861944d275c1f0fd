import { expect, it } from 'vitest';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { releaseCommand } from '../../support/release-copy.ts';
import { serveWorld } from '../../support/served-world.ts';
import { byHand, pushEntry, tagsOf, withdraw } from '../../support/somebody.ts';

/** A maintainer takes a release back by deleting it and its tag: no rerun, whatever it is called with, publishes it again. */

const WITHDRAWN = ['core/v1.0.0', 'core/v1.1.0', 'v1.1', 'v1.2'];
const DAYS = 24 * 3_600_000;

it('by the run that the tag had started; made again by hand, it is gone on with', async () => {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  const { state, git, clock } = served.world;
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
  await withdraw(served, 'core/v1.2.0');
  await clock.sleep(20 * DAYS);
  await pushEntry(served);
  const merge = state.pulls.find((pull) => pull.number === 1)?.mergeCommitSha;
  for (const version of ['1.2.0', 'minor']) {
    const again = await releaseCommand(served, version);
    expect(again.exitCode, again.told).toBe(1);
    expect(again.problems.map((each) => each.code)).toEqual(['release-withdrawn']);
    expect(again.told).toContain(`core/v1.2.0 stood at the merge commit ${merge} once (`);
    expect(again.told).toMatch(/\/actions\/runs\/\d+\), and somebody deleted it/);
    expect(again.told).toMatch(/--version 1\.2\.1 or higher; or, .* make the tag core\/v1\.2\.0 again by hand at/);
    expect(await tagsOf(served)).toEqual(WITHDRAWN);
    expect(state.releases.filter((each) => each.tagName === 'core/v1.2.0')).toEqual([]);
  }
  await byHand(served, 'POST', '/git/refs', { ref: 'refs/tags/core/v1.2.0', sha: merge });
  const made = await releaseCommand(served, '1.2.0');
  expect(made.exitCode, made.told).toBe(0);
  expect(await git.resolveCommit('refs/tags/core/v1.2.0')).toBe(merge);

  await withdraw(served, 'core/v1.2.0');
  const next = await releaseCommand(served, '1.2.1');
  expect(next.exitCode, next.told).toBe(0);
  expect(await tagsOf(served)).toEqual([...WITHDRAWN.slice(0, 2), 'core/v1.2.1', 'v1.1', 'v1.2']);
});

it('by our own word at the pull request, where the tag starts no run', async () => {
  const served = await serveWorld({
    files: {
      '.github/zlink-release.yml': `${FEW_POLLS}workflows: {expected: false}\nassets: false\n`,
      ...NO_WORKFLOWS,
    },
  });
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
  await withdraw(served, 'core/v1.2.0');
  const again = await releaseCommand(served, '1.2.0');
  expect(
    again.problems.map((each) => each.code),
    again.told,
  ).toEqual(['release-withdrawn']);
  expect(again.told).toMatch(/once \(.*\/pull\/1#issuecomment-\d+\)/);
  // Anybody may write the same: only our own word counts.
  const ours = served.world.state.comments.find((each) => each.body.includes('Tagged as'));
  await byHand(served, 'DELETE', `/issues/comments/${ours?.id}`);
  await byHand(served, 'POST', '/issues/1/comments', { body: ours?.body ?? '' });
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
  expect(await tagsOf(served)).toContain('core/v1.2.0');
});

const NO_WORKFLOWS = Object.fromEntries(
  ['build', 'core-conan-release'].map((name) => [`.github/workflows/${name}.yml`, null]),
);
