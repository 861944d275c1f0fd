import { beforeAll, describe, expect, it } from 'vitest';
import type { Rehearsal } from '../../support/rehearse.ts';
import { rehearse } from '../../support/rehearse.ts';

/** The story of product.md's "done": everything a release leaves behind, looked at with git. */
describe('a release of 1.2.0 that nothing disturbs', () => {
  let done: Rehearsal;
  beforeAll(async () => {
    done = await rehearse();
  });

  it('exits 0 and says what it did', () => {
    expect(done.exitCode, done.stderr).toBe(0);
    expect(done.stdout).toContain('core 1.2.0 is released and verified, in rehearsal.');
  });

  it('makes two annotated tags on the merge commit', () => {
    const { world } = done;
    const messages = new Map([
      ['core/v1.2.0', 'core release 1.2.0'],
      ['v1.2', 'alias tag for 1.2.0'],
    ]);
    for (const [tag, message] of messages) {
      expect(world.git('cat-file', '-t', `refs/tags/${tag}`)).toBe('tag');
      expect(world.git('for-each-ref', '--format=%(contents:subject)', `refs/tags/${tag}`)).toBe(message);
      expect(world.ref(`refs/tags/${tag}^{commit}`)).toBe(world.record.tag?.commit);
    }
    expect(world.git('log', '-1', '--format=%s', `${world.record.tag?.commit}`)).toBe('release: version 1.2.0 (#1)');
    expect(world.git('merge-base', '--is-ancestor', `${world.record.tag?.commit}`, 'refs/heads/main')).toBe('');
  });

  it('changes the version-bearing files and the changelog, and nothing else', () => {
    const { world } = done;
    const commit = world.record.tag?.commit ?? '';
    expect(world.git('diff', '--name-only', `${commit}~1`, commit).split('\n').sort()).toEqual([
      'CHANGELOG.md',
      'VERSION',
      'core/CMakeLists.txt',
      'core/include/zlink.h',
      'core/packaging/conan/conandata.yml',
      'vcpkg/ports/zlink/vcpkg.json',
    ]);
    expect(world.git('show', `${commit}:VERSION`)).toBe(
      'LIBZLINK_VERSION_MAJOR=1\nLIBZLINK_VERSION_MINOR=2\nLIBZLINK_VERSION_PATCH=0\nLIBZLINK_VERSION=1.2.0',
    );
    expect(world.git('show', `${commit}:CHANGELOG.md`)).toContain('## [Unreleased]\n\n## [1.2.0] - 2026-11-24\n');
  });

  it('leaves no branch of its own but the follow-up’s', () => {
    expect(done.world.refs().filter((ref) => ref.startsWith('refs/heads/release/'))).toEqual([
      done.world.record.followUp === null
        ? 'none'
        : `refs/heads/${done.world.state.pulls.find((pull) => pull.mergedAt === null)?.headRef}`,
    ]);
  });

  it('starts the runs of build.yml and core-conan-release.yml from the tag, and never bindings-release.yml', () => {
    const { runs } = done.world.state;
    const fromTag = runs.filter((run) => run.headBranch === 'core/v1.2.0').map((run) => run.workflowPath);
    expect(fromTag.sort()).toEqual(['.github/workflows/build.yml', '.github/workflows/core-conan-release.yml']);
    expect(runs.filter((run) => run.workflowPath.includes('bindings-release'))).toEqual([]);
  });

  it('leaves a complete record', () => {
    const { record } = done.world;
    expect(record).toMatchObject({
      version: '1.2.0',
      tag: { name: 'core/v1.2.0' },
      pullRequest: { number: 1 },
      status: 'released',
      problems: [],
      previousVersion: '1.1.0',
    });
    expect(record.stages.map((stage) => stage.stage)).toEqual([
      'plan',
      'test',
      'gate',
      'propose',
      'merge',
      'tag',
      'watch',
      'verify',
    ]);
    expect(record.mergeTree).toBe(record.expectedTree);
    expect(record.release?.assets).toHaveLength(14);
    expect(record.runs.map((run) => run.conclusion)).toEqual(['success', 'success']);
  });

  it('logs one JSON object a request, and asks for little', () => {
    const requests = done.world.requests;
    for (const [index, request] of requests.entries()) {
      expect(request.n).toBe(index + 1);
      expect(Object.keys(request)).toEqual(
        expect.arrayContaining(['n', 'time', 'method', 'path', 'status', 'etagHit']),
      );
    }
    // Once the aliases are there, GraphQL is asked for nothing but how the runs stand, and for the follow-up's commit.
    const tagged = requests.findLast((each) => each.method === 'POST' && /\/git\/tags$/.test(each.path))?.n ?? 0;
    const isPoll = ({ n, path }: { n: number; path: string }) =>
      /\/actions\/(workflows\/[^/]+\/)?runs/.test(path) || (n > tagged && path === '/graphql');
    expect(requests.filter((each) => !isPoll(each)).length).toBeLessThanOrEqual(38);
  });

  it('adds the archive’s hash by a pull request of its own', () => {
    const follow = done.world.state.pulls.find((pull) => pull.number === 2);
    expect(follow).toMatchObject({ state: 'open' });
    const file = done.world.git('show', `refs/heads/${follow?.headRef}:core/packaging/conan/conandata.yml`);
    expect(file).toMatch(
      /"1\.2\.0":\n {4}url: "https:\/\/github\.com\/sample\/zlink\/archive\/refs\/tags\/core\/v1\.2\.0\.tar\.gz"\n {4}sha256: "[0-9a-f]{64}"/,
    );
  });

  it('does nothing when it is asked for again', async () => {
    const before = done.world.endState();
    const writes = done.world.writes.length;
    const again = await done.resume();
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.world.endState()).toEqual(before);
    expect(again.world.writes.length).toBe(writes);
  });
});
