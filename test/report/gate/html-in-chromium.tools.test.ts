import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { Effect } from '../../../src/core/gate/verdict.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { koreanWords } from '../../../src/language/korean/korean-words.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { ENGLISH, type Words } from '../../../src/report/words.ts';
import { hasBrowser, KOREAN_VIEWS, lookAt, useBrowser, VIEWS } from '../../support/browser.ts';
import { repeatedSentences } from '../../support/layout.ts';
import { madeVerdict } from '../../support/made-verdict.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** The page as a browser shows it: on a phone, in the dark, to a screen reader, and with names made to hurt. */

useBrowser();

const HEAD = readFileSync(new URL('../../cases/harness/smoke/metrics.csv', import.meta.url), 'utf8').split('\n', 1)[0];

/** A bench folder of ten rounds in which the subject is slower by a tenth. */
async function duetPage(words: Words = ENGLISH): Promise<string> {
  const folder = join(scratchFolder('rounds'), 'bench');
  for (let round = 1; round <= 10; round += 1) {
    for (const side of ['baseline', 'candidate']) {
      const place = join(folder, 'rounds', String(round).padStart(4, '0'), side, 'run-1');
      mkdirSync(place, { recursive: true });
      const rows = ['zlink', 'asio', 'dotnet'].map((stack, index) => {
        const noise = 1 + 0.004 * Math.sin(round * 7 + index + (side === 'baseline' ? 0 : 2));
        const throughput = 100_000 * noise * (stack === 'zlink' && side === 'candidate' ? 0.9 : 1);
        const p50 = 1e8 / throughput;
        return `${stack}-s2,tcp,200,10,1024,200,0,0,1000,1000,0.000000,${throughput.toFixed(2)},${p50.toFixed(2)},${(2 * p50).toFixed(2)},${(3 * p50).toFixed(2)},"",PASS`;
      });
      writeFileSync(join(place, 'metrics.csv'), `${[HEAD, ...rows].join('\n')}\n`);
    }
  }
  const read = await readGateFolder(folder, null);
  if (!read.ok || read.value.kind !== 'rounds') throw new Error('the rounds cannot be read');
  const verdict = judge({ mode: 'duet', rounds: read.value.rounds }, GATE_DEFAULTS, judgeDuet);
  expect(verdict.status).toBe('regression');
  const hostile = {
    ...verdict,
    sentence: `${verdict.sentence} </title><script>window.hurt=1</script><img src=x onerror="window.hurt=1">`,
    reasons: [
      ...verdict.reasons,
      {
        effect: 'warns' as const,
        rule: 'defect' as const,
        text: '<svg onload="window.hurt=1"> https://example.com/x @someone',
      },
    ],
  };
  const path = join(folder, 'verdict.html');
  writeFileSync(path, gateHtml(hostile, { words }));
  return path;
}

describe.skipIf(!hasBrowser)('verdict.html in a browser', () => {
  it.each(KOREAN_VIEWS)('in Korean, %i pixels wide', async (width) => {
    for (const make of [duetPage, pageOfMany]) {
      const { page } = await lookAt(pathToFileURL(await make(koreanWords())).href, width, 'light', 'ko');
      await page.close();
    }
  });

  it.each(VIEWS)('%i pixels wide, %s', async (width, colorScheme) => {
    const url = pathToFileURL(await duetPage()).href;
    const { page, asked } = await lookAt(url, width, colorScheme);
    expect(asked).toEqual([url]);
    const found = await page.evaluate(() => ({
      charts: [...document.querySelectorAll('svg:not([aria-hidden]):not(svg svg)')].map((svg) => ({
        role: svg.getAttribute('role'),
        name: svg.querySelector('title')?.textContent ?? svg.getAttribute('aria-label') ?? '',
      })),
      tables: document.querySelectorAll('table').length,
    }));
    expect(found.tables).toBeGreaterThan(3);
    expect(found.charts.length).toBeGreaterThan(1);
    for (const chart of found.charts) {
      expect(chart.role).toBe('img');
      expect(chart.name).not.toBe('');
    }
    expect(await page.textContent('h1')).toContain('<script>');
    await page.close();
  });

  it.each([360, 1280] as const)('has room for the labels of a wide scale, %i pixels wide', async (width) => {
    const verdict = madeVerdict({ settings: { margin: 0.6, floor: 0.5 } });
    const path = join(scratchFolder('wide'), 'verdict.html');
    writeFileSync(path, gateHtml(verdict));
    const { page } = await lookAt(pathToFileURL(path).href, width, 'light');
    const labels = await page.locator('.axis text:visible').allTextContents();
    expect(labels).toContain('±0 %');
    expect(labels).toHaveLength(width === 360 ? 3 : 7);
    await page.close();
  });

  it.each([360, 768, 1280] as const)('of 300 benchmarks is one that is read, %i pixels wide', async (width) => {
    const path = await pageOfMany();
    const { page } = await lookAt(pathToFileURL(path).href, width, 'light');
    const names = await page.locator('.forest .name').allInnerTexts();
    // The slower one first, what is undecided next, and one that is far out spoils no scale.
    expect(names.slice(0, 2)).toEqual(['case-9', 'case-11']);
    expect(names.length).toBeLessThanOrEqual(24);
    const widths = await page
      .locator('.forest line.interval.subject')
      .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().width));
    const strip = await page.locator('.forest svg[role=img]').first().boundingBox();
    expect(Math.min(...widths)).toBeGreaterThan((strip?.width ?? 0) / 40);
    if (width === 1280) expect(strip?.width ?? 0).toBeGreaterThan(400);
    expect(await page.locator('details table tbody tr').count()).toBeGreaterThan(250);
    expect(await repeatedSentences(page)).toEqual([]);
    await page.close();
  });
});

/** The verdict of 300 benchmarks: one is slower, one undecided, and one is 277 % faster. */
async function pageOfMany(words: Words = ENGLISH): Promise<string> {
  const folder = await readGateFolder(
    new URL('../../cases/recorded/perf5_final_20260213_152949', import.meta.url).pathname,
    null,
  );
  if (!folder.ok || folder.value.kind !== 'runs') throw new Error('the recorded run cannot be read');
  const { runs } = folder.value;
  const verdict = judge({ mode: 'recorded', baseline: runs, candidate: runs }, GATE_DEFAULTS, judgeDuet);
  const [like] = verdict.effects;
  if (like === undefined) throw new Error('nothing was compared');
  const effects = Array.from({ length: 300 }, (_, at): Effect => {
    const change = at === 7 ? 2.77 : at === 9 ? -0.163 : at === 11 ? -0.09 : (((at * 37) % 100) - 50) / 2_000;
    return {
      ...like,
      scenarioId: `case-${at}`,
      role: 'subject',
      figure: 'throughput',
      change,
      interval: { low: change - 0.012, high: change + 0.012 },
      conclusion: at === 9 ? 'regression' : at === 11 ? 'undecided' : 'pass',
      values: { baseline: 1_000, candidate: 1_000 * (1 + change) },
    };
  });
  const path = join(scratchFolder('many'), 'verdict.html');
  writeFileSync(path, gateHtml({ ...verdict, effects }, { words }));
  return path;
}
