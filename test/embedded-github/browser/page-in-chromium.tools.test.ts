import { describe, expect, it } from 'vitest';
import { hasBrowser, lookAt, useBrowser, VIEWS } from '../../support/browser.ts';
import { servedAgain } from './served-again.ts';

useBrowser();

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
    // What the release made stands before what was there.
    const refs = await page.locator('#refs tbody th').allInnerTexts();
    expect(refs.slice(0, 3)).toEqual(['core/v1.2.0', 'v1.2', 'main']);
    expect(refs.at(-1)).toBe('core/v1.0.0');
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
