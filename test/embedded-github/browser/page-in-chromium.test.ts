import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startEmbeddedGitHub } from '../../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { browserPages } from '../../../src/rehearse/browser-pages.ts';
import { openWorld } from '../../../src/rehearse/create-world.ts';
import { Timeline } from '../../../src/rehearse/timeline.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { hasBrowser, lookAt, useBrowser, VIEWS } from '../../support/browser.ts';
import { rehearse } from '../../support/rehearse.ts';

useBrowser();

const HURT = '<script>window.hurt=1</script><img src=x onerror="window.hurt=1">"\'\u202e';

/** A rehearsal that has ended, served again, with texts made to hurt wherever somebody may write. */
async function servedAgain() {
  const { directory, world: left } = await rehearse();
  const clock = new VirtualClock(new Date('2026-11-24T12:00:00Z'));
  const world = await openWorld(directory, clock);
  const { state } = world;
  const [pull] = state.pulls;
  if (pull === undefined) throw new Error('a rehearsal has a pull request');
  pull.title = HURT;
  pull.body = `line\n${HURT}`;
  const hostileCommit = await world.git.writeCommit({
    tree: await world.git.treeWithChanges((await world.git.commit(pull.headSha)).tree, [
      {
        path: `<b>${'x'.repeat(100)}`,
        mode: '100644',
        sha: await world.git.writeBlob(`${HURT}\n\u001b[31m::error::\n`),
      },
    ]),
    parents: [pull.headSha],
    author: { name: HURT, email: HURT, time: 0 },
    committer: { name: HURT, email: HURT, time: 0 },
    message: `${HURT}\n\n${HURT}\n`,
  });
  await world.git.updateRef('refs/heads/hurt"onclick=x', hostileCommit);
  state.comments.push({
    id: 9,
    number: 1,
    author: { login: HURT, id: 9, type: 'User' },
    body: HURT,
    createdAt: 0,
    updatedAt: 0,
  });
  const timeline = new Timeline(silentProgress, clock, () => 3);
  timeline.stageStarted('plan');
  timeline.warn(HURT);
  timeline.waiting(HURT, 1_000);
  timeline.stageEnded('plan', 'stopped', HURT);
  const record = {
    ...left.record,
    status: 'stopped' as const,
    problems: [{ code: HURT, what: HURT, where: HURT, remedy: HURT }],
  };
  const server = await startEmbeddedGitHub({
    world,
    requestLogPath: join(directory, 'requests.jsonl'),
    pages: browserPages(() => ({ stages: timeline.stages, record })),
    warn: () => {},
  });
  const close = async () => {
    await server.close();
    await world.git.close();
  };
  return { server, world, left, hostileCommit, close, repository: `${state.owner}/${state.repo}` };
}

describe.skipIf(!hasBrowser)('the page of a rehearsal in a browser', () => {
  it.each(VIEWS)('%i pixels wide, %s, with texts made to hurt', async (width, colorScheme) => {
    const { server, hostileCommit, close } = await servedAgain();
    const urls = [`${server.url}/_rehearsal`, `${server.url}/_rehearsal/commits/${hostileCommit}`];
    for (const url of urls) {
      const { page, asked } = await lookAt(url, width, colorScheme);
      expect(asked).toEqual([url]);
      expect(await page.textContent('main')).toContain('<script>window.hurt=1');
      await page.close();
    }
    await close();
  });

  it('shows the world as it is: refs, commits, runs, assets, requests', async () => {
    const { server, left, close, repository } = await servedAgain();
    const { page } = await lookAt(`${server.url}/_rehearsal`, 1280, 'light');
    const text = (await page.textContent('main')) ?? '';
    for (const name of left.refs().map((ref) => ref.replace(/^refs\/(heads|tags)\//, ''))) expect(text).toContain(name);
    for (const run of left.state.runs) expect(await page.locator(`#run-${run.id}`).count()).toBe(1);
    for (const asset of left.record.release?.assets ?? []) expect(text).toContain(asset.digest);
    expect(await page.locator('#timeline tbody tr').count()).toBe(left.requests.length);
    // From the tag to its commit, and the diff is the one that git shows.
    await page.locator('#refs tr:has(th:text-is("core/v1.2.0")) a').click();
    const shown = (await page.locator('pre.diff span').allTextContents()).filter((line) => /^[+-]/.test(line));
    const told = left
      .git('show', '--format=', 'core/v1.2.0^{commit}')
      .split('\n')
      .filter((line) => /^[+-](?![+-]{2} )/.test(line));
    expect(shown).toEqual(told);
    // The addresses that the API gives out for people lead to their place.
    await page.goto(`${server.url}/${repository}/pull/1`);
    expect(new URL(page.url()).hash).toBe('#pull-1');
    await page.goto(`${server.url}/${repository}/releases/tag/core/v1.2.0`);
    expect(await page.locator(':target').count()).toBe(1);
    await page.close();
    await close();
  });
});

describe('what is served', () => {
  it('has a policy, leads no further than this repository, and can be cloned', async () => {
    const { server, left, close, repository } = await servedAgain();
    const answer = await fetch(`${server.url}/_rehearsal`);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of [
      '/_rehearsal/commits/abc',
      `/_rehearsal/commits/${'0'.repeat(40)}`,
      '/_rehearsal/changes/a/b',
      '/other/zlink/pull/1',
    ])
      expect((await fetch(`${server.url}${path}`, { redirect: 'manual' })).status, path).toBe(
        path.startsWith('/other') ? 401 : 404,
      );
    const before = readFileSync(join(left.directory, 'requests.jsonl'), 'utf8').split('\n').length;
    await fetch(`${server.url}/_rehearsal`);
    expect(readFileSync(join(left.directory, 'requests.jsonl'), 'utf8').split('\n')).toHaveLength(before);
    // Not synchronously: the server that answers lives in this process.
    const { stdout } = await promisify(execFile)('git', ['ls-remote', `${server.url}/${repository}.git`]);
    expect(stdout).toContain('refs/tags/core/v1.2.0^{}');
    await close();
  });
});
