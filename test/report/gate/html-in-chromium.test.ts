import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { GATE_DEFAULTS, judge } from '../../../src/core/gate/judge.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** The page as a browser shows it: on a phone, in the dark, to a screen reader, and with names made to hurt. */

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const hasBrowser = CHROMIUM !== undefined || process.env.CI !== undefined;

let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await chromium.launch({
    executablePath: CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
});
afterAll(async () => browser?.close());

const HEAD = readFileSync(new URL('../../cases/harness/smoke/metrics.csv', import.meta.url), 'utf8').split('\n', 1)[0];

/** A bench folder of ten rounds in which the subject is slower by a tenth. */
async function duetPage(): Promise<string> {
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
  writeFileSync(path, gateHtml(hostile));
  return path;
}

describe.skipIf(!hasBrowser)('verdict.html in a browser', () => {
  it.each([
    [375, 'light'],
    [375, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('%i pixels wide, %s', async (width, colorScheme) => {
    const path = await duetPage();
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    expect(said).toEqual([]);
    expect(asked).toEqual([pathToFileURL(path).href]);
    const found = await page.evaluate(() => {
      const luminance = (color: string) => {
        const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const style = getComputedStyle(document.body);
      return {
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        hurt: 'hurt' in window,
        scripts: document.scripts.length,
        images: document.images.length,
        background: luminance(style.backgroundColor),
        text: luminance(style.color),
        language: document.documentElement.lang,
        headings: document.querySelectorAll('h1').length,
        charts: [...document.querySelectorAll('svg')].map((svg) => ({
          role: svg.getAttribute('role'),
          name: svg.querySelector('title')?.textContent ?? svg.getAttribute('aria-label') ?? '',
        })),
        tablesWithoutHeads: [...document.querySelectorAll('table')].filter(
          (table) => table.querySelector('th[scope]') === null,
        ).length,
        tables: document.querySelectorAll('table').length,
      };
    });
    expect(found).toMatchObject({
      overflow: 0,
      hurt: false,
      scripts: 0,
      images: 0,
      language: 'en',
      headings: 1,
      tablesWithoutHeads: 0,
    });
    expect(found.tables).toBeGreaterThan(3);
    expect(found.charts.length).toBeGreaterThan(1);
    for (const chart of found.charts) {
      expect(chart.role).toBe('img');
      expect(chart.name).not.toBe('');
    }
    if (colorScheme === 'dark') expect(found.background).toBeLessThan(60);
    else expect(found.background).toBeGreaterThan(200);
    expect(Math.abs(found.background - found.text)).toBeGreaterThan(120);
    expect(await page.textContent('h1')).toContain('<script>');
    await page.close();
  });
});
