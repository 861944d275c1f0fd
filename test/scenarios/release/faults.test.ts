import { beforeAll, describe, expect, it } from 'vitest';
import { type PlayedRelease, playRelease } from '../../support/played-release.ts';
import { rehearseWithFewPolls } from '../../support/rehearse.ts';

/** Every fault of the command line, once at its usual moment: what the release says, and how it ends when run again. */

let undisturbed: object;
beforeAll(async () => {
  const done = await playRelease();
  expect(done.exitCode, done.said).toBe(0);
  undisturbed = done.world.endState();
});

const codes = ({ world }: PlayedRelease): string[] => world.record.problems.map((each) => each.code);
/** The tag may only ever stand on the merge commit. */
function expectTagOnMerge({ world }: PlayedRelease): void {
  const tag = world.ref('refs/tags/core/v1.2.0^{commit}');
  if (tag !== null) expect(tag).toBe(world.state.pulls.find((pull) => pull.number === 1)?.mergeCommitSha);
}

describe('is survived within the same run', () => {
  it.each([
    'lost-response',
    'http-500',
    'http-500-applied',
    'http-502',
    'http-502-applied',
    'connection-reset',
    'rate-limit',
    'secondary-rate-limit',
    'merge-405',
    'stale-list',
    'release-late',
    'asset-late:checksums.txt',
    'run-rerun:build.yml',
    'no-graphql',
    'no-rules',
    'tag-created-same',
  ])('%s', async (fault) => {
    const done = await playRelease({ faults: [fault] });
    expect(done.exitCode, done.said).toBe(0);
    expectTagOnMerge(done);
    // What stands on GitHub is what an undisturbed release leaves, except for what somebody else added.
    if (!['run-rerun:build.yml', 'tag-created-same', 'no-rules', 'no-graphql'].includes(fault)) {
      expect(done.world.endState()).toEqual(undisturbed);
    }
  });
});

describe('stops the run, which goes on when it is run again', () => {
  it.each([
    ['crash@20', 137, null],
    ['crash-before@20', 137, null],
    ['unauthorized@20', 1, 'token-rejected'],
    ['run-fails:build.yml', 1, 'run-failed'],
    ['asset-missing:checksums.txt', 1, 'asset-missing'],
  ])('%s', async (fault, exitCode, code) => {
    const stopped = await playRelease({ faults: [fault] });
    expect(stopped.exitCode, stopped.said).toBe(exitCode);
    if (code !== null) {
      expect(codes(stopped)).toContain(code);
      expect(stopped.said).toContain(code);
      expect(stopped.said).toContain('then go on with:  zlink-release release');
      for (const each of stopped.world.record.problems) expect(each.remedy).not.toBe('');
    }
    expectTagOnMerge(stopped);
    if (fault.startsWith('run-') || fault.startsWith('asset-')) return;
    const done = await stopped.again();
    expect(done.exitCode, done.said).toBe(0);
    expect(done.world.endState()).toEqual(undisturbed);
  });
});

it('a process that is killed in a rehearsal has done the same, and goes on with --resume', async () => {
  const killed = await rehearseWithFewPolls('--fault', 'crash@20');
  expect(killed.exitCode, killed.stderr + killed.stdout).toBe(137);
  const done = await killed.resume();
  expect(done.exitCode, done.stderr + done.stdout).toBe(0);
  expect(done.world.record.status).toBe('released');
  expect(done.world.refs()).toContain('refs/tags/core/v1.2.0');
});

describe('stops, and stays stopped until a person acts', () => {
  it.each([
    ['run-never-starts:build.yml', 'run-never-started'],
    ['run-waits:core-conan-release.yml', 'run-waits'],
    ['run-cancelled:build.yml', 'run-failed'],
    ['tag-taken', 'tag-taken'],
    ['tag-created-other', 'tag-taken'],
    ['alias-moved', 'alias-diverged'],
    ['pr-closed', 'pull-request-closed'],
  ])('%s', async (fault, code) => {
    // Whoever looks seldom sees nothing of a run that was under way, and what is cancelled has to be.
    const polls = fault.startsWith('run-cancelled') ? { config: null } : {};
    const stopped = await playRelease({ faults: [fault], ...polls });
    expect(stopped.exitCode, stopped.said).toBe(1);
    expect(codes(stopped)).toContain(code);
    expect(stopped.world.record.status).toBe('stopped');
    if (!fault.startsWith('tag-')) expectTagOnMerge(stopped);
    const again = await stopped.again();
    expect(again.exitCode, again.said).toBe(1);
    expect(codes(again)).toContain(code);
  });
});

it('main moves right before the merge: nothing unmeasured is tagged, unless a person accepts exactly that tree', async () => {
  const stopped = await playRelease({ faults: ['base-moves'] });
  expect(stopped.exitCode).toBe(1);
  expect(codes(stopped)).toEqual(['merge-tree-mismatch']);
  expect(stopped.world.ref('refs/tags/core/v1.2.0')).toBeNull();
  const tree = stopped.world.git('rev-parse', 'refs/heads/main^{tree}');
  expect(stopped.world.record.problems[0]?.remedy).toContain(`--accept-tree ${tree}`);
  const again = await stopped.again();
  expect(codes(again)).toEqual(['merge-tree-mismatch']);
  const done = await stopped.again('--accept-tree', tree);
  expect(done.exitCode, done.said).toBe(0);
  expectTagOnMerge(done);
});

describe('tokens', () => {
  it('GITHUB_TOKEN is recognised before anything is written', async () => {
    const stopped = await playRelease({ tokenKind: 'github-token' });
    expect(stopped.exitCode).toBe(1);
    expect(stopped.said).toContain('token-starts-no-workflows');
    expect(stopped.world.writes).toEqual([]);
    expect(stopped.world.refs().filter((ref) => ref.includes('1.2'))).toEqual([]);
  });

  it('a personal access token does as well as an app’s', async () => {
    const done = await playRelease({ tokenKind: 'pat' });
    expect(done.exitCode, done.said).toBe(0);
  });
});
