import { expect, it } from 'vitest';
import { runActionJob } from '../../support/action-job.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { laggingGitHub } from '../../support/lagging-github.ts';
import { releaseCommand } from '../../support/release-copy.ts';
import { serveWorld } from '../../support/served-world.ts';
import { pushEntry, tagsOf } from '../../support/somebody.ts';

/** GitHub's lists lag behind: what is not listed yet may be there, and is neither asked for anew nor taken for another version. */

const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
const world = () => serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });

it.each(['answers', 'pulls'] as const)('the action releases once, though %s are 20 seconds old', async (what) => {
  const served = await world();
  const { url } = await laggingGitHub(served, what, 20_000);
  const lagging = { ...served, server: { ...served.server, url, tokens: served.server.tokens } };
  let job = await runActionJob(lagging, { version: '1.2.0', skip: 'bench,gate' });
  if (job.exitCode !== 0) {
    expect(job.exitCode, job.log).toBe(1);
    expect(job.log).not.toContain('higher version');
    job = await runActionJob(lagging, { version: '1.2.0', skip: 'bench,gate' });
  }
  expect(job.exitCode, job.log).toBe(0);
  expect(await tagsOf(served)).toEqual(RELEASED);
  expect(served.world.state.pulls.filter((each) => each.title === 'release: version 1.2.0')).toHaveLength(1);
});

it.each([
  ['minor', ['tag', 'watch', 'verify']],
  ['minor', ['watch', 'verify']],
  ['1.2.0', ['tag', 'watch', 'verify']],
] as const)('%s, right after a merge, goes on with it once it is listed (left out before: %j)', async (asked, skip) => {
  const served = await world();
  const { url: apiUrl, lag } = await laggingGitHub(served, 'pulls', 0);
  const first = await releaseCommand(served, asked, { skip, apiUrl });
  expect(first.exitCode, first.told).toBe(0);
  await pushEntry(served);
  lag(45_000);
  const second = await releaseCommand(served, asked, { apiUrl });
  expect(second.exitCode, second.told).toBe(0);
  expect(second.record.version).toBe('1.2.0');
  expect(await tagsOf(served)).toEqual(RELEASED);
});

it('a list that lags for longer than a minute is told as what it is', async () => {
  const served = await world();
  const { url: apiUrl } = await laggingGitHub(served, 'pulls', 3_600_000);
  await releaseCommand(served, 'minor', { skip: ['tag', 'watch', 'verify'] });
  for (const asked of ['1.2.0', 'minor']) {
    const stopped = await releaseCommand(served, asked, { apiUrl });
    expect(stopped.exitCode, stopped.told).toBe(1);
    expect(stopped.problems.map((each) => each.code)).toEqual(['release-unlisted']);
    expect(stopped.told).toMatch(/main carries 1\.2\.0 already.*no merged pull request.*lists can lag.*in a minute/s);
    expect(stopped.told).not.toMatch(/choose a higher version/i);
  }
});
