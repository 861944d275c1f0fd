import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import { gh, hasGh } from '../../support/gh.ts';
import { serveWorld } from '../../support/served-world.ts';

const REPOSITORY = 'github.localhost/sample/zlink';

/** A world with a tag pushed by hand, and what gh says about the runs that it starts. */
async function taggedWorld(faults: readonly string[] = []) {
  const parsed = parseFaults(faults);
  if (!parsed.ok) throw new Error('bad fault');
  const served = await serveWorld({ faults: parsed.value });
  const server = { url: served.server.url, token: served.server.tokens.pat };
  const api = async (method: string, path: string, fields: Readonly<Record<string, string>> = {}) => {
    const args = Object.entries(fields).flatMap(([key, value]) => ['-f', `${key}=${value}`]);
    const result = await gh(server, ['api', '-X', method, path, ...args]);
    expect(result.exitCode, result.stderr).toBe(0);
    return JSON.parse(result.stdout);
  };
  const head = (await api('GET', 'repos/sample/zlink/git/ref/heads/main')).object.sha;
  const tag = await api('POST', 'repos/sample/zlink/git/tags', {
    tag: 'core/v1.2.0',
    message: 'core release 1.2.0',
    object: head,
    type: 'commit',
  });
  await api('POST', 'repos/sample/zlink/git/refs', { ref: 'refs/tags/core/v1.2.0', sha: tag.sha });
  // The world's clock stands still until somebody lets it go on.
  return { served, server, later: (minutes: number) => served.world.clock.sleep(minutes * 60_000) };
}

describe.skipIf(!hasGh)('real gh against the embedded GitHub', () => {
  it('lists, shows and watches the runs that a tag started', async () => {
    const { served, server, later } = await taggedWorld();
    await later(1);
    const running = await gh(server, [
      'run',
      'list',
      '-R',
      REPOSITORY,
      '--json',
      'databaseId,workflowName,status,headBranch',
    ]);
    expect(running.exitCode, running.stderr).toBe(0);
    const runs = JSON.parse(running.stdout) as {
      databaseId: number;
      workflowName: string;
      status: string;
      headBranch: string;
    }[];
    expect(runs.map((run) => `${run.workflowName} ${run.headBranch}`).sort()).toEqual([
      'Build core libraries core/v1.2.0',
      'Release core Conan package core/v1.2.0',
    ]);
    expect(runs.every((run) => run.status === 'in_progress')).toBe(true);
    const build = runs.find((run) => run.workflowName === 'Build core libraries')?.databaseId ?? 0;
    const shown = await gh(server, ['run', 'view', String(build), '-R', REPOSITORY]);
    expect(shown.exitCode, shown.stderr).toBe(0);
    expect(shown.stdout).toContain('Read versions');

    // While gh watches, the world's time goes on.
    const watching = gh(server, ['run', 'watch', String(build), '-R', REPOSITORY, '-i', '1', '--exit-status']);
    const ticking = setInterval(() => void later(2), 500);
    const watched = await watching;
    clearInterval(ticking);
    expect(watched.exitCode, watched.stderr).toBe(0);
    expect(watched.stdout).toMatch(/completed with 'success'|Create release/);

    const release = await gh(server, ['release', 'view', 'core/v1.2.0', '-R', REPOSITORY, '--json', 'tagName,assets']);
    expect(release.exitCode, release.stderr).toBe(0);
    expect(JSON.parse(release.stdout).assets).toHaveLength(14);
    expect(served.server.unknownRoutes).toEqual([]);
    expect(served.server.failures).toEqual([]);
  });

  it('sees a failure as a failure', async () => {
    const { server, later } = await taggedWorld(['run-fails:core-conan-release.yml']);
    await later(30);
    const list = await gh(server, [
      'run',
      'list',
      '-R',
      REPOSITORY,
      '-w',
      'core-conan-release.yml',
      '--json',
      'databaseId,conclusion',
    ]);
    expect(list.exitCode, list.stderr).toBe(0);
    const [run] = JSON.parse(list.stdout) as { databaseId: number; conclusion: string }[];
    expect(run?.conclusion).toBe('failure');
    const watched = await gh(server, ['run', 'watch', String(run?.databaseId), '-R', REPOSITORY, '--exit-status']);
    expect(watched.exitCode).not.toBe(0);
  });
});
