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

/** A release that was merged and never tagged, as after a crash there; a branch of the tag's name stands at the merge commit. */
async function untagged(files: Readonly<Record<string, string>>) {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS, ...files } });
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
  const { state } = served.world;
  await withdraw(served, 'core/v1.2.0');
  state.comments.splice(0);
  state.runs.splice(0, state.runs.length, ...state.runs.filter(({ headBranch }) => headBranch !== 'core/v1.2.0'));
  const merge = state.pulls.find((pull) => pull.number === 1)?.mergeCommitSha ?? '';
  await byHand(served, 'POST', '/git/refs', { ref: 'refs/heads/core/v1.2.0', sha: merge });
  return { served, merge };
}

const onPush = (filters: string) => `on: {push: ${filters}}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n`;

it('not by a run of a branch that is called like the tag', async () => {
  const { served, merge } = await untagged({ '.github/workflows/ci.yml': onPush("{branches: ['**']}") });
  const runs = served.world.state.runs.filter((run) => run.headBranch === 'core/v1.2.0' && run.headSha === merge);
  expect(runs.map(({ workflowPath }) => workflowPath)).toEqual(['.github/workflows/ci.yml']);
  const again = await releaseCommand(served, '1.2.0');
  expect(again.exitCode, again.told).toBe(0);
  expect(await served.world.git.resolveCommit('refs/tags/core/v1.2.0')).toBe(merge);
});

it('by a run that only the tag can have started, though a branch is called like it', async () => {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
  const { state } = served.world;
  await withdraw(served, 'core/v1.2.0');
  state.comments.splice(0);
  const sha = state.pulls.find((pull) => pull.number === 1)?.mergeCommitSha ?? '';
  await byHand(served, 'POST', '/git/refs', { ref: 'refs/heads/core/v1.2.0', sha });
  const again = await releaseCommand(served, '1.2.0');
  expect(
    again.problems.map((each) => each.code),
    again.told,
  ).toEqual(['release-withdrawn']);
  expect(again.told).toContain(`core/v1.2.0 stood at the merge commit ${sha} once (`);
});

it('nor by one that may be of either: that is told, and a tag made by hand is gone on with', async () => {
  const { served, merge } = await untagged({});
  await byHand(served, 'POST', '/actions/workflows/build.yml/dispatches', { ref: 'core/v1.2.0' });
  await served.world.clock.sleep(60_000);
  const again = await releaseCommand(served, '1.2.0');
  expect(
    again.problems.map((each) => each.code),
    again.told,
  ).toEqual(['release-withdrawn']);
  expect(again.told).toContain(`Whether core/v1.2.0 stood at the merge commit ${merge} once cannot be told`);
  await byHand(served, 'POST', '/git/refs', { ref: 'refs/tags/core/v1.2.0', sha: merge });
  const made = await releaseCommand(served, '1.2.0');
  expect(made.exitCode, made.told).toBe(0);
});

it('which is refused before anything is written where the runs of both would look alike', async () => {
  const served = await serveWorld({
    files: { '.github/zlink-release.yml': FEW_POLLS, '.github/workflows/every.yml': onPush('') },
  });
  const main = await served.world.git.resolveRef('refs/heads/main');
  await byHand(served, 'POST', '/git/refs', { ref: 'refs/heads/core/v1.2.0', sha: main });
  const refused = await releaseCommand(served, '1.2.0');
  expect(
    refused.problems.map((each) => each.code),
    refused.told,
  ).toEqual(['ref-in-the-way']);
  expect(served.world.state.pulls).toEqual([]);
  await byHand(served, 'DELETE', '/git/refs/heads/core/v1.2.0');
  expect((await releaseCommand(served, '1.2.0')).exitCode).toBe(0);
});

const NO_WORKFLOWS = Object.fromEntries(
  ['build', 'core-conan-release'].map((name) => [`.github/workflows/${name}.yml`, null]),
);
