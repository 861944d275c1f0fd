import { beforeAll, describe, expect, it } from 'vitest';
import { type PlayedRelease, playRelease } from '../../support/played-release.ts';

/**
 * Somebody else acts between two requests of a release, and the git repository is looked at afterwards. Which request is which
 * is looked up in an undisturbed release. `npm run converge` tries the same at every request.
 */

const TAG = 'refs/tags/core/v1.2.0';
let requests: PlayedRelease['world']['requests'];
let plannedTree: string;

beforeAll(async () => {
  const done = await playRelease();
  expect(done.exitCode, done.said).toBe(0);
  ({ requests } = done.world);
  plannedTree = done.world.record.expectedTree;
});

/** The number of the n-th request of this kind. */
function requestOf(method: string, path: RegExp, nth = 1): number {
  const found = requests.filter((each) => each.method === method && path.test(each.path))[nth - 1];
  if (found === undefined) throw new Error(`there is no ${method} ${path}`);
  return found.n;
}

const treeOf = ({ world }: PlayedRelease, ref: string) => world.ref(`${ref}^{tree}`);
const codes = ({ world }: PlayedRelease) => world.record.problems.map((each) => each.code);

/** A release that ended as planned: one merge, the tag on it, everything as in the plan. */
function expectReleased(done: PlayedRelease): void {
  expect(done.exitCode, done.said).toBe(0);
  const { world } = done;
  expect(world.record.status).toBe('released');
  expect(world.ref(`${TAG}^{commit}`)).toBe(world.record.mergeCommit);
  expect(world.git('cat-file', '-t', TAG)).toBe('tag');
  expect(treeOf(done, TAG)).toBe(world.record.expectedTree);
  expect(world.state.pulls.filter((pull) => pull.title === 'release: version 1.2.0')).toHaveLength(1);
  // The merge commit is part of the main line, and nobody had to rewrite that.
  world.git('merge-base', '--is-ancestor', `${TAG}^{commit}`, 'refs/heads/main');
}

/** A release that stopped: it says why and what to do, nothing looks done, and running it again changes nothing. */
async function expectStopped(stopped: PlayedRelease, code: string): Promise<PlayedRelease> {
  expect(stopped.exitCode, stopped.said).toBe(1);
  expect(codes(stopped)).toContain(code);
  expect(stopped.world.record.status).toBe('stopped');
  for (const each of stopped.world.record.problems) expect(each.remedy).not.toBe('');
  const before = stopped.world.pointers();
  const again = await stopped.again();
  expect(again.exitCode).toBe(1);
  expect(codes(again)).toContain(code);
  expect(again.world.pointers()).toEqual(before);
  return again;
}

describe('main moves', () => {
  it('before the bump: the release is planned again on what is there now', async () => {
    const done = await playRelease({ faults: [`base-moves@${requestOf('POST', /\/git\/refs$/)}`] });
    expectReleased(done);
    expect(treeOf(done, TAG)).not.toBe(plannedTree);
    expect(done.world.git('ls-tree', '--name-only', '-r', TAG)).toContain('docs/pushed-meanwhile.md');
  });

  it('between gate and merge: what nobody planned is merged, but never tagged', async () => {
    const stopped = await playRelease({ faults: [`base-moves@${requestOf('PUT', /\/merge$/)}`] });
    await expectStopped(stopped, 'merge-tree-mismatch');
    expect(stopped.world.ref(TAG)).toBeNull();
    expect(stopped.world.ref('refs/tags/v1.2')).toBeNull();
  });

  it('between merge and tag: the tag goes to the merge commit all the same', async () => {
    const done = await playRelease({ faults: [`base-moves@${requestOf('POST', /\/git\/tags$/)}`] });
    expectReleased(done);
    expect(treeOf(done, TAG)).toBe(plannedTree);
    expect(done.world.ref('refs/heads/main')).not.toBe(done.world.record.mergeCommit);
  });
});

describe('the release branch', () => {
  it('gets a commit of somebody else: it is not merged', async () => {
    const stopped = await playRelease({ faults: [`head-moves@${requestOf('PUT', /\/merge$/)}`] });
    const main = stopped.world.ref('refs/heads/main');
    const again = await expectStopped(stopped, 'release-branch-foreign');
    expect(again.world.ref('refs/heads/main')).toBe(main);
    expect(again.world.git('log', '-1', '--format=%s', 'refs/heads/release/version-1.2.0')).toBe(
      'docs: one more change',
    );
    expect(again.world.ref(TAG)).toBeNull();
  });

  it('is deleted before the merge: its pull request is closed with it, and that is not undone', async () => {
    const stopped = await playRelease({ faults: [`branch-deleted@${requestOf('PUT', /\/merge$/)}`] });
    await expectStopped(stopped, 'pull-request-closed');
    expect(stopped.world.ref(TAG)).toBeNull();
    const done = await stopped.again('--supersede', '1');
    expect(done.exitCode, done.said).toBe(0);
    expect(treeOf(done, TAG)).toBe(done.world.record.expectedTree);
  });

  it('is deleted after the merge: somebody was faster', async () => {
    expectReleased(await playRelease({ faults: [`branch-deleted@${requestOf('DELETE', /heads/)}`] }));
  });
});

describe('the pull request', () => {
  it('is closed: that is a decision, and is not undone', async () => {
    const stopped = await playRelease({ faults: [`pr-closed@${requestOf('PUT', /\/merge$/)}`] });
    await expectStopped(stopped, 'pull-request-closed');
    expect(stopped.world.ref(TAG)).toBeNull();
  });

  it.each([['GET', /\/pulls\/1$/] as const, ['PUT', /\/merge$/] as const])(
    'is merged by hand before %s: the release goes on from there',
    async (method, path) => {
      const done = await playRelease({ faults: [`pr-merged-by-hand@${requestOf(method, path)}`] });
      expectReleased(done);
      expect(treeOf(done, TAG)).toBe(plannedTree);
    },
  );
});

describe('the release tag', () => {
  it.each([['tag-taken', /\/git\/tags$/] as const, ['tag-created-other', /\/git\/refs$/] as const])(
    'is put on another commit (%s): it stays where it is, and nothing is green',
    async (fault, path) => {
      const nth = fault === 'tag-taken' ? 1 : 2;
      const stopped = await playRelease({ faults: [`${fault}@${requestOf('POST', path, nth)}`] });
      const tag = stopped.world.ref(TAG);
      expect(stopped.world.ref(`${TAG}^{commit}`)).not.toBe(stopped.world.record.mergeCommit);
      expect(stopped.said).toContain('Release another version: 1.2.1 is free.');
      const again = await expectStopped(stopped, 'tag-taken');
      expect(again.world.ref(TAG)).toBe(tag);
      expect(again.world.ref('refs/tags/v1.2')).toBeNull();
    },
  );

  it('is put on the right commit: it is as good as our own', async () => {
    const done = await playRelease({ faults: [`tag-created-same@${requestOf('POST', /\/git\/refs$/, 2)}`] });
    expectReleased(done);
    expect(done.world.git('for-each-ref', '--format=%(taggername)', TAG)).toBe('somebody-else');
  });

  it('comes with a whole release of somebody else, after our merge: the next version is the way out', async () => {
    const killed = await playRelease({ faults: [`crash-before@${requestOf('POST', /\/git\/tags$/)}`] });
    expect(killed.exitCode).toBe(137);
    const other = killed.world.git('rev-parse', 'refs/heads/main~1');
    killed.world.git('update-ref', TAG, other);
    const stopped = await killed.again();
    const again = await expectStopped(stopped, 'tag-taken');
    expect(again.world.ref(TAG)).toBe(other);
    expect(again.said).toContain('Release another version: 1.2.1 is free.');
  });
});

it('the alias is moved off the line of releases: it is not overwritten', async () => {
  const stopped = await playRelease({ faults: [`alias-moved@${requestOf('POST', /\/git\/refs$/, 3)}`] });
  const alias = stopped.world.ref('refs/tags/v1.2');
  const { mergeCommit } = stopped.world.record;
  const again = await expectStopped(stopped, 'alias-diverged');
  expect(again.world.ref('refs/tags/v1.2')).toBe(alias);
  expect(again.world.ref(`${TAG}^{commit}`)).toBe(mergeCommit);
});

it('the alias is off the line of releases from the beginning: nothing is written', async () => {
  const look = requests.find((each) => each.operation === 'ReleaseRefs');
  const stopped = await playRelease({ faults: [`alias-moved@${look?.n}`] });
  const again = await expectStopped(stopped, 'alias-diverged');
  expect(again.world.writes).toEqual([]);
  expect(again.world.state.pulls).toEqual([]);
});

describe('the runs of the tag', () => {
  it('one is rerun: its newest attempt counts', async () => {
    const done = await playRelease({ faults: ['run-rerun:build.yml'] });
    expectReleased(done);
  });

  it('one is cancelled: nothing is green, and the tag stays', async () => {
    const stopped = await playRelease({ faults: ['run-cancelled:build.yml'], config: null });
    const again = await expectStopped(stopped, 'run-failed');
    expect(treeOf(again, TAG)).toBe(plannedTree);
  });

  it.each(['release-late', 'asset-late:checksums.txt'])('%s is waited for', async (fault) => {
    const done = await playRelease({ faults: [fault] });
    expectReleased(done);
    expect(treeOf(done, TAG)).toBe(plannedTree);
  });
});
