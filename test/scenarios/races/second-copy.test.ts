import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DIST_CLI } from '../../support/cli.ts';
import { RehearsedWorld } from '../../support/rehearsed-world.ts';
import { serveWorld } from '../../support/served-world.ts';

/**
 * Two copies of the program release the same version at the same time: two real processes, one GitHub, the second so many
 * milliseconds after the first that they meet at another stage each time.
 */

/** Seconds of the world's time in one of ours: builds take minutes. */
const PACE = 60;

interface Ended {
  readonly exitCode: number | null;
  readonly stderr: string;
}

it.each([0, 1_500, 4_000, 6_500])('a second copy starts %i ms later', async (delay) => {
  const { server, directory, world } = await serveWorld({
    files: {
      '.github/zlink-release.yml':
        'watch: {poll-interval-seconds: 1}\nverify: {timeout-minutes: 1}\nworkflows: {discovery-minutes: 1}\n',
    },
  });
  server.followRealTime(PACE);
  const release = async (name: string): Promise<Ended> =>
    new Promise((resolve) => {
      const args = ['release', '--api-url', server.url, '--repo', 'sample/zlink', '--version', '1.2.0'];
      const child = spawn(
        process.execPath,
        [DIST_CLI, ...args, '--skip', 'test,bench,gate', '--record', join(directory, `${name}.json`)],
        { env: { PATH: process.env.PATH, ZLINK_RELEASE_TOKEN: server.tokens.app }, cwd: directory },
      );
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      child.once('exit', (exitCode) => resolve({ exitCode, stderr }));
    });
  const both = await Promise.all([
    release('first'),
    new Promise((resolve) => setTimeout(resolve, delay)).then(() => release('second')),
  ]);
  // At least one ends well; the other does too, or stops and says what is in its way.
  expect(
    both.map((each) => each.exitCode),
    both.map((each) => each.stderr).join('\n'),
  ).toContain(0);
  for (const { exitCode, stderr } of both) {
    expect([0, 1]).toContain(exitCode);
    if (exitCode === 1) expect(stderr).toContain('remedy:');
  }

  const again = await release('again');
  expect(again.exitCode, again.stderr).toBe(0);
  await server.close();
  const left = new RehearsedWorld(world.directory);
  const merge = left.ref('refs/tags/core/v1.2.0^{commit}');
  expect(left.ref('refs/tags/v1.2^{commit}')).toBe(merge);
  expect(
    left
      .git('log', '--format=%s', 'refs/heads/main')
      .split('\n')
      .filter((line) => line.includes('1.2.0')),
  ).toHaveLength(1);
  const pulls = world.state.pulls.filter((pull) => pull.title === 'release: version 1.2.0');
  expect(pulls.filter((pull) => pull.mergedAt !== null)).toHaveLength(1);
  expect(pulls.filter((pull) => pull.state === 'open')).toEqual([]);
  // Nobody moved the release tag, whoever made it.
  const touched = server.requests.filter(
    (each) => ['PATCH', 'DELETE'].includes(each.method) && decodeURIComponent(each.path).endsWith('tags/core/v1.2.0'),
  );
  expect(touched).toEqual([]);
});
