import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/core/gate/verdict.ts';
import { historyHtml } from '../../src/report/history-html.ts';
import { hasBrowser, lookAt, useBrowser, VIEWS } from '../support/browser.ts';
import { historyLine } from '../support/history-line.ts';
import { madeVerdict } from '../support/made-verdict.ts';
import { scratchFolder } from '../support/scratch.ts';

useBrowser();

/** Seven releases of which one was measured so badly that its interval is as wide as the page. */
function page(): string {
  const [like] = madeVerdict().effects;
  if (like === undefined) throw new Error('nothing was compared');
  const lines = [0.01, -0.02, 0, 0.005, -0.03, 0.01, 0].map((change, at) => {
    const effect = (scenarioId: string, moved: number, down: number, up: number): Effect => ({
      ...like,
      scenarioId,
      role: 'subject',
      change: moved,
      interval: { low: moved - down, high: moved + up },
    });
    const effects = [
      at === 4 ? effect('encode', change, 0.6, 2.7) : effect('encode', change, 0.01, 0.01),
      effect(`decode<script>window.hurt=1</script>${'x'.repeat(80)}`, 0, 0.01, 0.01),
    ];
    const name = at === 3 ? 'v1.3.0-with-a-name-that-is-long' : `v1.${at}.0`;
    return historyLine(effects, String(at), String(at + 1), { at: `2026-0${at + 1}-01T00:00:00Z`, name });
  });
  const path = join(scratchFolder('history'), 'history.html');
  writeFileSync(path, historyHtml(lines));
  return pathToFileURL(path).href;
}

describe.skipIf(!hasBrowser)('the history in a browser', () => {
  it.each(VIEWS)('%i pixels wide, %s', async (width, colorScheme) => {
    const { page: looked } = await lookAt(page(), width, colorScheme);
    const plots = await looked
      .locator('.chart svg[role=img]')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(plots).toHaveLength(2);
    // The plot has all the width but that of its labels.
    expect(Math.min(...plots)).toBeGreaterThan(Math.min(width, 1_248) - 32 - 80);
    const encode = looked.locator('section:has(h2:has-text("encode")) .chart').first();
    // One wide interval flattens no line: the steps use a good part of the height.
    const heights = await encode
      .locator('circle')
      .evaluateAll((dots) => dots.map((dot) => dot.getBoundingClientRect().top));
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(40);
    // Releases are named below: the first, the last and, where there is room, one between.
    const names = await encode.locator('.names text:visible').allTextContents();
    expect(names.at(0)).toBe('v1.0.0');
    expect(names.at(-1)).toBe('v1.6.0');
    expect(names).toHaveLength(width < 640 ? 2 : 3);
    const boxes = await encode
      .locator('.names text:visible')
      .evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
      );
    for (const [at, box] of boxes.entries()) {
      const next = boxes[at + 1];
      if (next !== undefined) expect(box.right).toBeLessThan(next.left);
    }
    await looked.close();
  });
});
