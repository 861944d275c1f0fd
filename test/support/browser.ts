import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { faintTexts, layoutFaults } from './layout.ts';

/** Pages as a browser shows them: on a phone, in the dark, to a screen reader. */

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
/** In CI there must be one. */
export const hasBrowser = CHROMIUM !== undefined || process.env.CI !== undefined;

/** A phone, a tablet and a desk. */
export const VIEWS = [
  [360, 'light'],
  [360, 'dark'],
  [768, 'light'],
  [1280, 'light'],
  [1280, 'dark'],
] as const;

/** Another language changes widths, not colours. */
export const KOREAN_VIEWS = [360, 768, 1280] as const;

let browser: Browser;

/** A browser for the tests of this file. */
export function useBrowser(): void {
  beforeAll(async () => {
    if (!hasBrowser) return;
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    });
  });
  afterAll(async () => browser?.close());
}

export interface Looked {
  readonly page: Page;
  /** Addresses that were asked for. */
  readonly asked: readonly string[];
}

/** Opens a page, expects of it what every page of this program must be, and leaves it open. */
export async function lookAt(
  url: string,
  width: number,
  colorScheme: 'light' | 'dark',
  language = 'en',
): Promise<Looked> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const said: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  expect(said).toEqual([]);
  const found = await page.evaluate(() => {
    const luminance = (color: string) => {
      const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const style = getComputedStyle(document.body);
    const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
    return {
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      hurt: 'hurt' in window,
      scripts: document.scripts.length,
      images: document.images.length,
      background: luminance(style.backgroundColor),
      text: luminance(style.color),
      language: document.documentElement.lang,
      headings: document.querySelectorAll('h1').length,
      tablesWithoutHeads: [...document.querySelectorAll('table')].filter(
        (table) => table.querySelector('th[scope]') === null || table.caption === null,
      ).length,
      repeatedIds: ids.filter((id, index) => ids.indexOf(id) !== index),
      leadingNowhere: [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
        .map((link) => decodeURIComponent(link.hash.slice(1)))
        .filter((id) => document.getElementById(id) === null),
    };
  });
  expect(found).toMatchObject({
    overflow: 0,
    hurt: false,
    scripts: 0,
    images: 0,
    language,
    headings: 1,
    tablesWithoutHeads: 0,
    repeatedIds: [],
    leadingNowhere: [],
  });
  if (colorScheme === 'dark') expect(found.background).toBeLessThan(60);
  else expect(found.background).toBeGreaterThan(200);
  expect(Math.abs(found.background - found.text)).toBeGreaterThan(120);
  expect(await layoutFaults(page)).toEqual([]);
  expect(await faintTexts(page)).toEqual([]);
  return { page, asked };
}
