import { describe, expect, it } from 'vitest';
import { runActionJob } from '../../support/action-job.ts';
import { madeVerdict, OF_SAMPLE } from '../../support/made-verdict.ts';
import { BRANCH, Maintainer, TAG } from '../../support/maintainer.ts';
import { type ReleaseRun, type ReleaseRunOptions, runRelease } from '../../support/release-run.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { expectEnd, sharedCase } from '../../support/shared-case.ts';

/** What people do to the release pull request, each with its one outcome; docs/people-in-between.md tells them. */

const CASES = 'people-in-between.yml';
const RELEASED = { exit: 0, tags: ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'] };
const NOTHING_TAGGED = { exit: 1, tags: ['core/v1.0.0', 'core/v1.1.0', 'v1.1'] };

interface Story {
  readonly served: ServedWorld;
  readonly maintainer: Maintainer;
}

/** The sample with pull request 1 of 1.2.0 open. */
async function proposed(): Promise<Story> {
  const served = await serveWorld();
  const begun = await runRelease(served, { only: ['propose', 'report'] });
  expect(begun.exitCode, begun.told).toBe(0);
  return { served, maintainer: new Maintainer(served) };
}

/** What follows the tag is the same whoever merged: one story goes there, the others end here. */
const UNTIL_TAG = ['propose', 'merge', 'tag'] as const;
const released = (story: Story, options: ReleaseRunOptions = {}) =>
  runRelease(story.served, { only: UNTIL_TAG, ...options });

const peeled = ({ served }: Story, tag = TAG) => served.world.git.resolveCommit(`refs/tags/${tag}`);
const onlyRelease = ({ served }: Story) =>
  expect(served.world.state.pulls.filter((pull) => pull.headRef === BRANCH)).toHaveLength(1);

async function textAt({ served }: Story, commit: string, path: string): Promise<string> {
  return (await served.world.git.readFile(commit, path))?.toString('utf8') ?? '';
}

/** The command that a problem names, done: the tree it wants accepted. */
function treeToAccept(run: ReleaseRun): string {
  const tree = run.problems[0]?.goesOnWith?.acceptTree;
  if (tree === undefined) throw new Error(`nothing is to be accepted: ${run.told}`);
  return tree;
}

describe('edited', () => {
  it('and merged by hand: accepted by its tree, in so many words', async () => {
    const { first, second } = sharedCase(CASES, 'edited-release-pull-request-merged-by-hand');
    if (first === undefined || second === undefined) throw new Error('the case has two commands');
    const story = await proposed();
    const { served, maintainer } = story;
    await maintainer.reword();
    const { sha } = await maintainer.merge();
    const stopped = await released(story);
    await expectEnd(stopped, served, first);
    const tree = await maintainer.treeOf(sha);
    for (const part of [sha, tree, 'CHANGELOG.md', `--accept-tree ${tree}`, 'verdict'])
      expect(stopped.told).toContain(part);
    expect(stopped.told).not.toContain('VERSION');
    const done = await runRelease(served, { acceptedTrees: [treeToAccept(stopped)] });
    await expectEnd(done, served, second);
    expect(done.warnings.join('\n')).toContain(`${tree} of merge commit`);
    expect(await peeled(story)).toBe(sha);
    expect(await textAt(story, sha, 'CHANGELOG.md')).toContain('Reworded by a maintainer.');
    expect(done.record).toMatchObject({ mergeTree: tree, mergeCommit: sha, status: 'released' });
  });

  it('and merged by hand: the command line prints the whole command, and it works', async () => {
    const { served, maintainer } = await proposed();
    await maintainer.reword();
    const { sha } = await maintainer.merge();
    const stopped = await served.run('release', '--version', '1.2.0', '--skip', 'test,bench,gate');
    expect(stopped.exitCode).toBe(1);
    const tree = await maintainer.treeOf(sha);
    expect(stopped.stderr).toMatch(
      new RegExp(`then go on with: +zlink-release release .*--repo sample/zlink.* --accept-tree ${tree}`),
    );
  });

  it.each(['squash', 'rebase'] as const)(
    'and merged by hand (%s): a verdict about that very tree does as well',
    async (method) => {
      const expected = sharedCase(CASES, 'a-verdict-about-the-edited-tree');
      const story = await proposed();
      await story.maintainer.reword();
      const { sha } = await story.maintainer.merge(method);
      const candidate = await story.maintainer.treeOf(sha);
      const verdict = madeVerdict({ ...OF_SAMPLE, tree: candidate });
      const shown = { verdict, where: 'verdict.json', text: JSON.stringify(verdict), sha256: '0'.repeat(64) };
      const done = await released(story, {
        evidence: { kind: 'verdict', ...shown },
        only: ['gate', ...UNTIL_TAG],
      });
      await expectEnd(done, story.served, expected);
      expect(await peeled(story)).toBe(sha);
    },
  );

  it('and still open: it is told what was edited, and both ways on', async () => {
    const expected = sharedCase(CASES, 'edited-release-pull-request-still-open');
    const story = await proposed();
    const { served, maintainer } = story;
    const commit = await maintainer.reword();
    const stopped = await released(story);
    await expectEnd(stopped, served, expected);
    for (const part of [commit.slice(0, 10), 'only CHANGELOG.md differs', '--accept-tree', 'by hand'])
      expect(stopped.told).toContain(part);
    expect(await served.world.git.resolveRef(`refs/heads/${BRANCH}`)).toBe(commit);
    onlyRelease(story);
  });

  it('and still open: kept, as the remedy says', async () => {
    const story = await proposed();
    await story.maintainer.reword();
    await expectEnd(await released(story), story.served, {
      ...NOTHING_TAGGED,
      code: 'release-branch-foreign',
    });
    const { sha } = await story.maintainer.merge();
    const named = await released(story);
    const done = await released(story, { acceptedTrees: [treeToAccept(named)] });
    await expectEnd(done, story.served, RELEASED);
    expect(await peeled(story)).toBe(sha);
  });

  it('and still open, and made a draft: kept, as the remedy says', async () => {
    const story = await proposed();
    await story.maintainer.reword();
    for (const pull of story.served.world.state.pulls) pull.draft = true;
    const stopped = await released(story);
    await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toMatch(
      /To keep it: mark \S+\/pull\/1 as ready for review \(gh pr ready 1\), merge it by hand/,
    );
    for (const pull of story.served.world.state.pulls) pull.draft = false;
    await story.maintainer.merge();
    const done = await released(story, { acceptedTrees: [treeToAccept(await released(story))] });
    await expectEnd(done, story.served, RELEASED);
  });

  it('and still open: dropped, as the remedy says', async () => {
    const story = await proposed();
    await story.maintainer.reword();
    const stopped = await released(story);
    const bump = /--force origin ([0-9a-f]{40}):refs\/heads/.exec(stopped.told)?.[1];
    await story.maintainer.api('PATCH', `/git/refs/heads/${BRANCH}`, { sha: bump, force: true });
    const done = await released(story);
    await expectEnd(done, story.served, RELEASED);
    expect(done.record.mergeTree).toBe(done.record.expectedTree);
  });

  it('while main moves on: only the edit is named', async () => {
    const story = await proposed();
    await story.maintainer.reword();
    await story.maintainer.pushToMain();
    const stopped = await released(story);
    await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toContain('only CHANGELOG.md differs');
  });

  it('between the proposal and the merge: it is not merged, and told in the same words', async () => {
    const story = await proposed();
    const { served, maintainer } = story;
    // Somebody pushes after the release has looked at the branch: at its first look at the pull request itself.
    let pushed = '';
    const stopped = await released(story, {
      before: async (request) => {
        if (pushed === '' && request.method === 'GET' && /\/pulls\/1$/.test(request.path))
          pushed = await maintainer.reword();
        return undefined;
      },
    });
    await expectEnd(stopped, served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toContain('only CHANGELOG.md differs');
  });

  it('into another version, and merged by hand: no tag says otherwise, also if it was accepted', async () => {
    const story = await proposed();
    await story.maintainer.edit('VERSION', (text) =>
      text.replaceAll(/MINOR=2/g, 'MINOR=3').replaceAll('1.2.0', '1.3.0'),
    );
    const { sha } = await story.maintainer.merge();
    const accepted = await released(story, { acceptedTrees: [await story.maintainer.treeOf(sha)] });
    await expectEnd(accepted, story.served, { ...NOTHING_TAGGED, code: 'version-files-disagree' });
    expect(accepted.told).toContain('1.3.0');
  });
});

it('edited, merged by hand, and accepted by the action’s input', async () => {
  const story = await proposed();
  await story.maintainer.reword();
  const { sha } = await story.maintainer.merge();
  const tree = await story.maintainer.treeOf(sha);
  const inputs = { version: '1.2.0', skip: 'bench,gate' };
  const stopped = await runActionJob(story.served, inputs);
  expect(stopped.exitCode).toBe(1);
  expect(stopped.log).toContain(`accept-tree: ${tree}`);
  const done = await runActionJob(story.served, { ...inputs, 'accept-tree': tree });
  expect(done.exitCode, done.log).toBe(0);
  expect(done.outputs).toMatchObject({ 'release-created': 'true', sha });
  expect(await peeled(story)).toBe(sha);
});

describe('merged, and taken back on main before it was tagged', () => {
  async function reverted(): Promise<Story & { sha: string }> {
    const story = await proposed();
    const { maintainer } = story;
    const before = (await maintainer.api('GET', '/git/ref/heads/main')).object.sha;
    const { sha } = await maintainer.merge();
    const revert = { message: 'Revert "release"', tree: await maintainer.treeOf(before), parents: [sha] };
    await maintainer.api('PATCH', '/git/refs/heads/main', {
      sha: (await maintainer.api('POST', '/git/commits', revert)).sha,
    });
    await maintainer.pushToMain('docs/mended.md');
    return { ...story, sha };
  }

  it('is not tagged; what main holds now is released by a new attempt', async () => {
    const story = await reverted();
    await expectEnd(await released(story), story.served, { ...NOTHING_TAGGED, code: 'merge-reverted' });
    const done = await released(story, { superseded: [1] });
    await expectEnd(done, story.served, RELEASED);
    expect(await textAt(story, (await peeled(story)) ?? '', 'docs/mended.md')).toContain('Another line.');
  });

  it('is released all the same once a person tags it', async () => {
    const story = await reverted();
    const stopped = await released(story);
    const [, tag, commit = ''] = /git tag (\S+) ([0-9a-f]{40})/.exec(stopped.told) ?? [];
    await story.maintainer.lightweightTag(commit, tag);
    await expectEnd(await released(story), story.served, RELEASED);
    expect(await peeled(story)).toBe(story.sha);
  });
});

describe('merged by hand as it is', () => {
  it.each(['merge', 'rebase'] as const)('by %s', async (method) => {
    const expected = sharedCase(CASES, 'merged-by-hand-with-a-merge-commit');
    const story = await proposed();
    const { sha } = await story.maintainer.merge(method);
    const done = await released(story);
    await expectEnd(done, story.served, expected);
    expect(await peeled(story)).toBe(sha);
    expect(await story.served.world.git.resolveRef(`refs/heads/${BRANCH}`)).toBeNull();
  });

  it('with its commit rewritten under another message', async () => {
    const story = await proposed();
    const { maintainer, served } = story;
    const head = (await maintainer.api('GET', `/git/ref/heads/${BRANCH}`)).object.sha;
    const { tree, parents } = await maintainer.api('GET', `/git/commits/${head}`);
    const amended = {
      message: 'release 1.2.0',
      tree: tree.sha,
      parents: parents.map((each: { sha: string }) => each.sha),
    };
    const { sha } = await maintainer.api('POST', '/git/commits', amended);
    await maintainer.api('PATCH', `/git/refs/heads/${BRANCH}`, { sha, force: true });
    const stopped = await released(story);
    await expectEnd(stopped, served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toContain('holds what was planned');
    await maintainer.merge();
    await expectEnd(await released(story), served, RELEASED);
  });
});

describe('brought up to date ("Update branch")', () => {
  it('and left open: the release goes on from there', async () => {
    const story = await proposed();
    await story.maintainer.pushToMain();
    await story.maintainer.updateBranch();
    const done = await released(story);
    await expectEnd(done, story.served, RELEASED);
    expect(await textAt(story, (await peeled(story)) ?? '', 'docs/notes.md')).toContain('Another line.');
    onlyRelease(story);
  });

  it('twice, and main moved again', async () => {
    const story = await proposed();
    for (const path of ['docs/a.md', 'docs/b.md']) {
      await story.maintainer.pushToMain(path);
      await story.maintainer.updateBranch();
    }
    await story.maintainer.pushToMain('docs/c.md');
    const done = await released(story);
    await expectEnd(done, story.served, RELEASED);
    expect(await textAt(story, (await peeled(story)) ?? '', 'docs/c.md')).toContain('Another line.');
  });

  it.each(['squash', 'rebase'] as const)('and merged by hand (%s): nobody added anything', async (method) => {
    const story = await proposed();
    await story.maintainer.pushToMain();
    await story.maintainer.updateBranch();
    const { sha } = await story.maintainer.merge(method);
    const done = await released(story);
    await expectEnd(done, story.served, RELEASED);
    expect(await peeled(story)).toBe(sha);
    expect(done.record.mergeTree).toBe(done.record.expectedTree);
  });

  it('and edited: that is an edit', async () => {
    const story = await proposed();
    await story.maintainer.pushToMain();
    await story.maintainer.updateBranch();
    await story.maintainer.reword();
    const stopped = await released(story);
    await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toContain('only CHANGELOG.md differs');
  });

  it('with work that is not on main: that is an edit', async () => {
    const story = await proposed();
    const { maintainer } = story;
    const main = (await maintainer.api('GET', '/git/ref/heads/main')).object.sha;
    await maintainer.api('POST', '/git/refs', { ref: 'refs/heads/feature', sha: main });
    await maintainer.edit('docs/feature.md', () => 'A feature.\n', 'feature');
    const feature = (await maintainer.api('GET', '/git/ref/heads/feature')).object.sha;
    const head = (await maintainer.api('GET', `/git/ref/heads/${BRANCH}`)).object.sha;
    const { tree } = await story.served.world.git.mergeCommits(head, feature);
    const merge = { message: 'Merge feature', tree, parents: [head, feature] };
    const { sha } = await maintainer.api('POST', '/git/commits', merge);
    await maintainer.api('PATCH', `/git/refs/heads/${BRANCH}`, { sha });
    const stopped = await released(story);
    await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'release-branch-foreign' });
    expect(stopped.told).toContain('only docs/feature.md differs');
    expect((await maintainer.api('GET', `/git/ref/heads/${BRANCH}`)).object.sha).toBe(sha);
  });

  it('while the release waits for a check: what nobody examined is planned again', async () => {
    const story = await proposed();
    let done = false;
    const run = await released(story, {
      before: async (request) => {
        if (done || request.method !== 'GET' || !/\/pulls\/1$/.test(request.path)) return undefined;
        done = true;
        await story.maintainer.pushToMain();
        await story.maintainer.updateBranch();
        return undefined;
      },
    });
    await expectEnd(run, story.served, RELEASED);
    expect(await textAt(story, (await peeled(story)) ?? '', 'docs/notes.md')).toContain('Another line.');
  });
});

describe('closed', () => {
  it('stays closed, and reopened it goes on', async () => {
    const story = await proposed();
    await story.maintainer.api('PATCH', '/pulls/1', { state: 'closed' });
    await expectEnd(await released(story), story.served, { ...NOTHING_TAGGED, code: 'pull-request-closed' });
    await story.maintainer.api('PATCH', '/pulls/1', { state: 'open' });
    await expectEnd(await released(story), story.served, RELEASED);
    onlyRelease(story);
  });

  it('with its branch deleted: restored and reopened, as the remedy says', async () => {
    const story = await proposed();
    const { maintainer, served } = story;
    const head = (await maintainer.api('GET', `/git/ref/heads/${BRANCH}`)).object.sha;
    await maintainer.api('DELETE', `/git/refs/heads/${BRANCH}`);
    const stopped = await released(story);
    await expectEnd(stopped, served, { ...NOTHING_TAGGED, code: 'pull-request-closed' });
    expect(stopped.told).toContain('restore');
    await maintainer.api('POST', '/git/refs', { ref: `refs/heads/${BRANCH}`, sha: head });
    await maintainer.api('PATCH', '/pulls/1', { state: 'open' });
    await expectEnd(await released(story), served, RELEASED);
  });

  it('and left behind by --supersede', async () => {
    const story = await proposed();
    await story.maintainer.api('PATCH', '/pulls/1', { state: 'closed' });
    const done = await released(story, { superseded: [1] });
    await expectEnd(done, story.served, RELEASED);
    expect(story.served.world.state.pulls[1]?.mergeCommitSha).toBe(await peeled(story));
  });
});

it('its branch deleted after the merge: somebody was faster', async () => {
  const story = await proposed();
  await story.maintainer.merge();
  await story.maintainer.api('DELETE', `/git/refs/heads/${BRANCH}`);
  await expectEnd(await released(story), story.served, RELEASED);
});

it('its repository typed in another case', async () => {
  const expected = sharedCase(CASES, 'repository-typed-in-another-case');
  const story = await proposed();
  const done = await released(story, { repo: 'Sample/ZLink' });
  await expectEnd(done, story.served, expected);
  onlyRelease(story);
  expect(done.record.repository).toBe('sample/zlink');
  expect(await released(story, { repo: 'SAMPLE/zlink' })).toMatchObject({ exitCode: 0 });
});

describe('given another base', () => {
  const retarget = async ({ served, maintainer }: Story, base: string) => {
    if ((await served.world.git.resolveRef('refs/heads/next')) === null)
      await maintainer.api('POST', '/git/refs', {
        ref: 'refs/heads/next',
        sha: await served.world.git.resolveCommit('refs/heads/main'),
      });
    await maintainer.api('PATCH', '/pulls/1', { base });
  };

  it('it is merged into none; set again, the release goes on', async () => {
    const story = await proposed();
    await retarget(story, 'next');
    const stopped = await released(story);
    await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'merge-refused' });
    expect(stopped.told).toContain('Pull request #1 goes into next, not into main.');
    expect(stopped.told).toContain('gh pr edit 1 --base main');
    onlyRelease(story);
    await retarget(story, 'main');
    await expectEnd(await released(story), story.served, RELEASED);
  });

  it('closed there, another one is opened into the right one', async () => {
    const story = await proposed();
    await retarget(story, 'next');
    await released(story);
    await story.maintainer.api('PATCH', '/pulls/1', { state: 'closed' });
    await expectEnd(await released(story), story.served, RELEASED);
  });

  it('in the moment of the merge: what landed elsewhere is not tagged, and the same command merges into the right one', async () => {
    const story = await proposed();
    const { served } = story;
    const stopped = await released(story, {
      before: async (request) => {
        if (request.method === 'PUT' && /\/pulls\/1\/merge$/.test(request.path)) await retarget(story, 'next');
        return undefined;
      },
    });
    await expectEnd(stopped, served, { ...NOTHING_TAGGED, code: 'merge-refused' });
    expect(stopped.told).toContain('Pull request #1 was merged into next, not into main.');
    await expectEnd(await released(story), served, RELEASED);
    expect(await peeled(story)).toBe(await served.world.git.resolveCommit('refs/heads/main'));
  });
});

it('made a draft: it waits for a person, who makes it ready', async () => {
  const story = await proposed();
  const [pull] = story.served.world.state.pulls;
  if (pull === undefined) throw new Error('there is no pull request');
  pull.draft = true;
  const stopped = await released(story);
  await expectEnd(stopped, story.served, { ...NOTHING_TAGGED, code: 'merge-refused' });
  expect(stopped.told).toContain('Somebody made pull request #1 a draft.');
  pull.draft = false;
  await expectEnd(await released(story), story.served, RELEASED);
});
