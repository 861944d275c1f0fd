import { expect, it } from 'vitest';
import { runCli, SHORT_PAUSES } from '../../support/cli.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { type Copy, copyOf } from '../../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, sampleText, serveWorld } from '../../support/served-world.ts';
import { bySeed, type Choice, suspended, takeTurns, takeTurnsOverSockets } from '../../support/turns.ts';

/**
 * Two copies of the release at the same time against one GitHub. Whatever the order of their requests, there is one release:
 * one bump, one merge, one tag that never moved.
 */

/** What must be true of the repository whatever two copies did to it, and that a last run finishes what they left. */
async function expectOneRelease(served: ServedWorld, copies: readonly Copy[]): Promise<void> {
  const { git } = served.world;
  const at = async (ref: string) => {
    const sha = await git.resolveRef(ref);
    return sha === null ? null : git.peel(sha);
  };
  const told = copies.map((each) => `${each.exitCode} ${each.told}`).join('\n');
  const { pulls, runs } = served.world.state;
  const ours = pulls.filter((each) => each.headRef === 'release/version-1.2.0');
  expect(
    ours.map((each) => [each.number, each.mergedAt !== null]),
    told,
  ).toEqual([[1, true]]);
  const merge = ours[0]?.mergeCommitSha;
  for (const tag of ['core/v1.2.0', 'v1.2']) expect(await at(`refs/tags/${tag}`), told).toBe(merge);
  expect(await at('refs/heads/main'), told).toBe(merge);
  expect((await git.commit(merge ?? '')).parents).toHaveLength(1);
  expect(await at('refs/heads/release/version-1.2.0'), told).toBeNull();
  expect(
    runs
      .filter((each) => each.headBranch === 'core/v1.2.0')
      .map((each) => each.workflowPath)
      .sort(),
  ).toEqual(['.github/workflows/build.yml', '.github/workflows/core-conan-release.yml']);
  expect(pulls.filter((each) => each.headRef !== 'release/version-1.2.0')).toHaveLength(1);
  expect(served.server.failures).toEqual([]);
  expect(served.server.unknownRoutes).toEqual([]);
  expect(served.world.state.comments.filter((each) => each.number === 1)).toHaveLength(1);
  // A check run cannot be withdrawn: two at the same moment say the same, and GitHub shows the newer.
  const checks = served.world.state.checkRuns.filter((each) => each.name.startsWith('zlink-release'));
  expect(new Set(checks.map((each) => each.conclusion))).toEqual(new Set(['neutral']));
  for (const each of copies) if (each.exitCode !== 0) expect(each.told).not.toBe('');
}

/** Two copies whose requests pass by `choose`, and a last one alone, which must end well. */
async function race(choose: Choice, where: Pick<ServedWorldOptions, 'onDisk'> = {}): Promise<void> {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS }, ...where });
  const turns = takeTurns(served.server.url, 2, choose);
  const copies = await Promise.all(turns.urls.map((url, copy) => copyOf(served, url).finally(() => turns.leave(copy))));
  expect(new Set(turns.order)).toEqual(new Set([0, 1]));
  const last = await copyOf(served, served.server.url);
  expect(last, JSON.stringify(copies)).toEqual({ exitCode: 0, told: '' });
  await expectOneRelease(served, copies);
}

/** CI runs more seeds, and suspends a copy before each of its requests. */
const seeds = Number(process.env.RACE_SEEDS ?? 4);
it.each(Array.from({ length: seeds }, (_, seed) => seed + 1))(
  'requests alternate by seed %i',
  (seed) => race(bySeed(seed)),
  180_000,
);

/** Requests of a copy before it only watches. */
const UNTIL_WATCHING = 32;
const stride = Number(process.env.RACE_STRIDE ?? 2);
it.each(Array.from({ length: Math.floor(UNTIL_WATCHING / stride) }, (_, index) => 1 + index * stride))(
  'one is suspended before its request %i, the other releases meanwhile',
  (at) => race(suspended(at)),
  180_000,
);

it('one sees the pull request of the other, but not its branch, and makes one: it is gone in the end', async () => {
  const alone = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  expect(await copyOf(alone, alone.server.url)).toEqual({ exitCode: 0, told: '' });
  const nth = (method: string, path: RegExp) =>
    1 + alone.server.requests.findIndex((each) => each.method === method && path.test(each.path));
  const [listed, proposed, deleted] = [nth('GET', /\/pulls\?/), nth('POST', /\/pulls$/), nth('DELETE', /\/git\/refs/)];
  await race((present, { order }) => {
    const [first = 0, second = 0] = [0, 1].map((copy) => order.filter((each) => each === copy).length);
    if (first >= listed && second >= deleted) return present[0] ?? null;
    const turn = first < listed - 1 || (second >= proposed && first < listed) ? 0 : 1;
    return present.includes(turn) ? turn : null;
  });
}, 180_000);

it("requests alternate on git's own repository", () => race(bySeed(seeds + 1), { onDisk: true }), 180_000);

it('two processes of the built program', async () => {
  const served = await serveWorld({
    onDisk: true,
    files: {
      '.github/zlink-release.yml': `${sampleText('.github/zlink-release.yml')}watch:\n  poll-interval-seconds: 1\n`,
    },
  });
  served.server.followRealTime(60 * SHORT_PAUSES);
  const turns = await takeTurnsOverSockets(served.server.url, 2, bySeed(7));
  const copies = await Promise.all(
    turns.urls.map(async (url, copy) => {
      const result = await runCli(
        ['release', '--api-url', url, '--repo', 'sample/zlink', '--version', '1.2.0', '--skip', 'test,bench,gate'],
        { env: { ZLINK_RELEASE_TOKEN: served.server.tokens.app }, cwd: served.directory, pace: SHORT_PAUSES },
      );
      turns.leave(copy);
      return { exitCode: result.exitCode, told: result.stderr };
    }),
  );
  const last = await served.run('release', '--version', '1.2.0', '--skip', 'test,bench,gate');
  expect(last.exitCode, last.stderr + JSON.stringify(copies)).toBe(0);
  await expectOneRelease(served, copies);
}, 300_000);
