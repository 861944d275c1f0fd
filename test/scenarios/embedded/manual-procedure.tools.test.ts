import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gh, gitIn, hasGh } from '../../support/gh.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** The release of zlink 1.2.0 as its maintainers do it by hand: plain git and the real gh, typed against the embedded GitHub. */

const BRANCH = 'release/version-1.2.0';

describe.skipIf(!hasGh)('the release by hand', () => {
  let served: ServedWorld;
  let server: { url: string; token: string };
  let clone: string;

  const git = async (...args: string[]): Promise<string> => {
    const result = await gitIn(server, clone, args);
    expect(result.exitCode, `git ${args.join(' ')}: ${result.stderr}`).toBe(0);
    return `${result.stdout}${result.stderr}`.trim();
  };
  const github = async (...args: string[]): Promise<string> => {
    const result = await gh(server, args, { cwd: clone });
    expect(result.exitCode, `gh ${args.join(' ')}: ${result.stdout}${result.stderr}`).toBe(0);
    return result.stdout.trim();
  };
  const pull = () => served.world.state.pulls[0];

  beforeAll(async () => {
    served = await serveWorld({ onDisk: true });
    served.server.followRealTime(60);
    server = { url: served.server.url, token: served.server.tokens.pat };
    clone = join(scratchFolder('by-hand'), 'zlink');
    const address = `http://m:${server.token}@github.localhost/sample/zlink.git`;
    const cloned = await gitIn(server, scratchFolder('by-hand'), ['clone', address, clone]);
    expect(cloned.exitCode, cloned.stderr).toBe(0);
  });

  it('pushes a branch with the bump, which starts nothing', async () => {
    await git('checkout', '-b', BRANCH);
    const version = join(clone, 'VERSION');
    writeFileSync(version, readFileSync(version, 'utf8').replace('LIBZLINK_VERSION=1.1.0', 'LIBZLINK_VERSION=1.2.0'));
    await git('commit', '-am', 'release: bump to 1.2.0');
    await git('push', '-u', 'origin', BRANCH);
    expect(await served.world.git.resolveRef(`refs/heads/${BRANCH}`)).toBe(await git('rev-parse', 'HEAD'));
    expect(served.world.state.runs).toEqual([]);
    expect(served.server.requests.find(({ pushed }) => pushed !== undefined)).toMatchObject({
      pushed: [`refs/heads/${BRANCH}`],
      token: 'pat',
    });
  });

  it('opens the pull request, whose workflows run', async () => {
    const url = await github(
      'pr',
      'create',
      '--title',
      'release 1.2.0',
      '--body',
      'x',
      '--base',
      'main',
      '--head',
      BRANCH,
    );
    expect(url).toBe('http://github.localhost/sample/zlink/pull/1');
    expect(pull()).toMatchObject({
      title: 'release 1.2.0',
      body: 'x',
      headRef: BRANCH,
      baseRef: 'main',
      state: 'open',
    });
    const started = served.world.state.runs.map(
      ({ workflowPath, event }) => `${workflowPath.split('/').pop()} ${event}`,
    );
    expect(started.sort()).toEqual(['build.yml pull_request', 'cpp-bindings.yml pull_request']);
  });

  it('sees its checks', async () => {
    await served.world.clock.sleep(30 * 60_000);
    const checks = await gh(server, ['pr', 'checks', '1'], { cwd: clone });
    expect(checks.exitCode, checks.stdout + checks.stderr).toBe(0);
    expect(checks.stdout).toContain('http://github.localhost/sample/zlink/actions/runs/');
    expect(await github('pr', 'view', '1')).toContain('release 1.2.0');
    expect(await github('pr', 'status')).toContain('release 1.2.0');
  });

  it('merges it by a squash of one parent, and stands on main', async () => {
    const before = await served.world.git.resolveRef('refs/heads/main');
    const result = await gh(server, ['pr', 'merge', '--squash', '--delete-branch'], { cwd: clone });
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const merged = pull()?.mergeCommitSha ?? '';
    expect((await served.world.git.commit(merged)).parents).toEqual([before]);
    expect((await served.world.git.commit(merged)).message).toBe('release: bump to 1.2.0 (#1)');
    expect(await served.world.git.resolveRef('refs/heads/main')).toBe(merged);
    expect(await served.world.git.resolveRef(`refs/heads/${BRANCH}`)).toBeNull();
    expect(await git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
    expect(await git('rev-parse', 'HEAD')).toBe(merged);
    expect(await git('branch', '--list', BRANCH)).toBe('');
  });

  it('tags the squash commit, and what the tag starts is watched to its end', async () => {
    await git('tag', '-a', 'core/v1.2.0', '-m', 'core release 1.2.0');
    await git('push', 'origin', 'core/v1.2.0');
    const tag = await served.world.git.resolveRef('refs/tags/core/v1.2.0');
    expect(tag).toBe(await git('rev-parse', 'core/v1.2.0'));
    expect(await served.world.git.peel(tag ?? '')).toBe(pull()?.mergeCommitSha);
    await served.world.clock.sleep(60_000);
    const fields = 'databaseId,displayTitle,headBranch,headSha,event';
    // gh 2.23 does not know the event yet.
    const byEvent = (await github('run', 'list', '--help')).includes('--event') ? ['--event', 'push'] : [];
    const listed = await github(
      'run',
      'list',
      '--workflow',
      'build.yml',
      ...byEvent,
      '--json',
      fields,
      '--limit',
      '10',
    );
    const run = JSON.parse(listed).find(({ headBranch }: { headBranch: string }) => headBranch === 'core/v1.2.0');
    expect(run).toMatchObject({ event: 'push', headSha: pull()?.mergeCommitSha });
    await github('run', 'watch', String(run.databaseId), '--exit-status', '-i', '1');
  });

  it('finds the release with all its files', async () => {
    await served.world.clock.sleep(30 * 60_000);
    await github('release', 'view', 'core/v1.2.0');
    const release = JSON.parse(await github('release', 'view', 'core/v1.2.0', '--json', 'assets,tagName,isDraft'));
    expect(release).toMatchObject({ tagName: 'core/v1.2.0', isDraft: false });
    expect(release.assets).toHaveLength(14);
    const ended = served.world.state.runs.filter(({ headBranch }) => headBranch === 'core/v1.2.0');
    expect(ended.map(({ attempts }) => attempts.at(-1)?.conclusion)).toEqual(['success', 'success']);
  });

  it('is taken over by the program, which names what the hand forgot and makes nothing anew', async () => {
    const SKIPPED = ['--skip', 'test,bench,gate'];
    const before = [pull()?.mergeCommitSha, await served.world.git.resolveRef('refs/tags/core/v1.2.0')];
    const status = await served.run('status', '--version', '1.2.0');
    expect(status.exitCode, status.stdout).toBe(1);
    expect(status.stdout + status.stderr).toContain('merge-tree-mismatch');
    for (const stale of ['VERSION', 'zlink.h', 'CMakeLists.txt', 'CHANGELOG.md'])
      expect(status.stdout + status.stderr).toContain(stale);
    const stopped = await served.run('release', '--version', '1.2.0', ...SKIPPED);
    const told = stopped.stdout + stopped.stderr;
    expect([stopped.exitCode, told.includes('merge-tree-mismatch')], told).toEqual([1, true]);
    expect(told).not.toMatch(/choose a higher version/i);
    const [tree = ''] = /(?<=--accept-tree )[0-9a-f]{40}/.exec(told) ?? [];
    expect((await served.world.git.commit(pull()?.mergeCommitSha ?? '')).tree).toBe(tree);
    const released = await served.run('release', '--version', '1.2.0', ...SKIPPED, '--accept-tree', tree);
    expect(released.exitCode, released.stdout + released.stderr).toBe(0);
    const record = readFileSync(join(served.directory, 'release-record.json'), 'utf8');
    for (const stale of ['VERSION', 'core/include/zlink.h', 'core/CMakeLists.txt', 'vcpkg.json', 'conandata.yml'])
      for (const place of [released.stdout + released.stderr, record])
        expect(place).toMatch(new RegExp(`is tagged as it is\\..*${stale} says`));
    expect([pull()?.mergeCommitSha, await served.world.git.resolveRef('refs/tags/core/v1.2.0')]).toEqual(before);
  });

  it('asked for nothing that is not there', () => {
    expect(served.server.unknownRoutes).toEqual([]);
    expect(served.server.failures).toEqual([]);
  });
});
