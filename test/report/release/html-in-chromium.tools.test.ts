import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { koreanWords } from '../../../src/language/korean/korean-words.ts';
import { releaseHtml } from '../../../src/report/release-html.ts';
import { hasBrowser, KOREAN_VIEWS, lookAt, useBrowser, VIEWS } from '../../support/browser.ts';
import { repeatedSentences } from '../../support/layout.ts';
import { type Rehearsal, rehearse } from '../../support/rehearse.ts';
import { scratchFolder } from '../../support/scratch.ts';

useBrowser();

const HOSTILE = `</code></title><script>window.hurt=1</script><img src=x onerror="window.hurt=1">\u202e ${'x'.repeat(400)}`;

/** Every text of a record, replaced. */
function withHostileTexts<T>(value: T): T {
  if (typeof value === 'string') return (/^\d{4}-\d\d-\d\dT/.test(value) ? value : HOSTILE) as T;
  if (Array.isArray(value)) return value.map(withHostileTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withHostileTexts(each)])) as T;
}

describe.skipIf(!hasBrowser)('release-report.html in a browser', () => {
  let released: Rehearsal;
  let stopped: Rehearsal;
  beforeAll(async () => {
    released = await rehearse();
    stopped = await rehearse('--fault', 'run-fails:build.yml');
  });

  it.each(VIEWS)('%i pixels wide, %s', async (width, colorScheme) => {
    const { world, directory } = released;
    const { record } = world;
    const url = pathToFileURL(join(directory, 'release-report.html')).href;
    const { page, asked } = await lookAt(url, width, colorScheme);
    expect(asked).toEqual([url]);
    const text = (await page.textContent('main')) ?? '';
    for (const each of [
      record.mergeCommit,
      record.tag?.name,
      ...(record.release?.assets ?? []).map((asset) => asset.name),
    ])
      expect(text).toContain(each);
    expect(await page.locator('.status').textContent()).toBe('released');
    // Addresses of a rehearsal lead nowhere when it is over.
    expect(await page.locator('a').count()).toBe(0);
    await page.close();
  });

  it.each([360, 768, 1280] as const)(
    'of a stop says first what was done and what was not, %i pixels wide',
    async (width) => {
      const { record } = stopped.world;
      const path = join(scratchFolder('stopped'), 'release-report.html');
      writeFileSync(path, releaseHtml(record, { next: 'zlink-release release --version 1.2.0' }));
      const { page } = await lookAt(pathToFileURL(path).href, width, 'light');
      const titles = await page.locator('h2').allInnerTexts();
      expect(titles.slice(0, 3)).toEqual(['What stopped it', 'Stages', 'What was released']);
      // Every stage with what came of it is in sight, without scrolling to the side.
      const stages = page.locator('section:has(h2:text-is("Stages")) tbody tr');
      const told = await stages.evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
      );
      expect(told.map(([stage]) => stage)).toEqual([
        'plan',
        'test',
        'gate',
        'propose',
        'merge',
        'tag',
        'watch',
        'verify',
      ]);
      expect(told.at(-1)?.[1]).toContain('not reached');
      const right = await stages
        .locator('td')
        .evaluateAll((cells) => Math.max(...cells.map((cell) => cell.getBoundingClientRect().right)));
      expect(right).toBeLessThanOrEqual(width);
      expect(await repeatedSentences(page)).toEqual([]);
      await page.close();
    },
  );

  it('leads to the repository, its commits, the tags, the runs and the pull request', async () => {
    const { record } = stopped.world;
    const real = JSON.parse(JSON.stringify(record).replace(/http:\/\/127\.0\.0\.1:\d+/g, 'https://github.com'));
    const path = join(scratchFolder('linked'), 'release-report.html');
    writeFileSync(path, releaseHtml({ ...real, rehearsal: false }, { next: null }));
    const { page } = await lookAt(pathToFileURL(path).href, 360, 'light');
    const links = await page.locator('a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    const at = `https://github.com/${record.repository}`;
    for (const wanted of [
      at,
      `${at}/commit/${record.mergeCommit}`,
      `${at}/commit/${record.base.commit}`,
      `${at}/tree/${record.tag?.name}`,
      `${at}/pull/${record.pullRequest?.number}`,
      ...record.runs.map((run) => `${at}/actions/runs/${run.id}`),
    ])
      expect(links).toContain(wanted);
    await page.close();
  });

  it.each(KOREAN_VIEWS)('in Korean, %i pixels wide', async (width) => {
    for (const { world } of [released, stopped]) {
      const path = join(scratchFolder('korean'), 'release-report.html');
      writeFileSync(
        path,
        releaseHtml(world.record, { next: 'zlink-release release --version 1.2.0', words: koreanWords() }),
      );
      const { page } = await lookAt(pathToFileURL(path).href, width, 'light', 'ko');
      await page.close();
    }
  });

  it.each(VIEWS)('%i pixels wide, %s, with texts made to hurt', async (width, colorScheme) => {
    const { record } = stopped.world;
    const hostile: ReleaseRecord = {
      ...withHostileTexts(record),
      status: 'stopped',
      rehearsal: false,
      stages: record.stages.map((stage) => ({ ...stage, detail: HOSTILE })),
      places: record.places.map((row) => ({ ...withHostileTexts(row), act: row.act })),
      runs: [{ workflow: HOSTILE, id: 1, attempt: 1, conclusion: HOSTILE, url: 'javascript:window.hurt=1' }],
      problems: [
        { code: HOSTILE, what: HOSTILE, where: `https://example.org/"onclick="window.hurt=1`, remedy: HOSTILE },
      ],
    };
    const path = join(scratchFolder('hostile'), 'release-report.html');
    writeFileSync(path, releaseHtml(hostile, { next: `zlink-release release --version '${HOSTILE}'` }));
    const { page } = await lookAt(pathToFileURL(path).href, width, colorScheme);
    expect(await page.textContent('h1')).toContain('<script>');
    expect(await page.locator('a').count()).toBe(0);
    await page.close();
  });
});
