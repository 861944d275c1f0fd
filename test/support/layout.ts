import type { Page } from 'playwright-core';

/** Boxes of a page that are not where a reader expects them: nothing is cut, nothing lies over something else. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const PHONE = 640;
    const SMALLEST_TEXT = 12;
    const faults: string[] = [];
    const width = document.documentElement.clientWidth;
    const nameOf = (each: Element) =>
      `${each.tagName.toLowerCase()}.${each.getAttribute('class') ?? ''} "${(each.textContent ?? '').slice(0, 30)}"`;
    for (const each of document.querySelectorAll(
      'main h1, main h2, main p, main li, main pre, main figure, caption span, .scroll, .stacked td, .forest > *, .chart > *, svg text',
    )) {
      if (each.closest('.scroll') !== null && each.matches('td') && width > PHONE) continue;
      const { left, right, width: own } = each.getBoundingClientRect();
      if (own > 0 && (left < -1 || right > width + 1)) faults.push(`cut: ${nameOf(each)}`);
    }
    // What is wider than the page scrolls inside, can be reached by keyboard, and shows that there is more.
    for (const each of document.querySelectorAll<HTMLElement>('.scroll')) {
      if (each.scrollWidth <= each.clientWidth + 1) continue;
      const style = getComputedStyle(each);
      if (style.overflowX !== 'auto' || each.tabIndex !== 0 || !style.backgroundImage.includes('gradient'))
        faults.push(`no cue: ${nameOf(each)}`);
    }
    // A diff breaks its lines on a phone, where nobody sees that a block scrolls.
    for (const each of document.querySelectorAll<HTMLElement>('main pre'))
      if (width <= PHONE && each.scrollWidth > each.clientWidth + 1) faults.push(`cut: ${nameOf(each)}`);
    // On a phone only figures that are compared down the rows scroll.
    for (const each of document.querySelectorAll<HTMLElement>('.scroll:has(.stacked)'))
      if (width <= PHONE && each.scrollWidth > each.clientWidth + 1) faults.push(`scrolls: ${nameOf(each)}`);
    // Words stand beside a plot, not in it, and large enough to be read.
    for (const each of document.querySelectorAll('.chart svg[role=img] text, .forest svg[role=img] text'))
      faults.push(`in the plot: ${nameOf(each)}`);
    for (const each of document.querySelectorAll<SVGTextElement>('svg text')) {
      const { height } = each.getBoundingClientRect();
      if (height > 0 && height < SMALLEST_TEXT) faults.push(`too small: ${nameOf(each)}`);
    }
    // No label over the next one of its axis.
    for (const axis of document.querySelectorAll('svg.axis, svg.names, .chart > svg:first-child')) {
      const labels = [...axis.querySelectorAll('text')]
        .map((each) => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      for (const [at, { each, box }] of labels.entries())
        for (const next of labels.slice(at + 1))
          if (
            box.left < next.box.right &&
            next.box.left < box.right &&
            box.top < next.box.bottom &&
            next.box.top < box.bottom
          )
            faults.push(`over each other: ${nameOf(each)}, ${nameOf(next.each)}`);
    }
    const boxes = [...document.querySelectorAll('.forest > *')].map((each) => ({
      each,
      box: each.getBoundingClientRect(),
    }));
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1, at + 12)) {
        const apart =
          one.box.right <= other.box.left + 1 ||
          other.box.right <= one.box.left + 1 ||
          one.box.bottom <= other.box.top + 1 ||
          other.box.bottom <= one.box.top + 1;
        if (!apart) faults.push(`over each other: ${nameOf(one.each)}, ${nameOf(other.each)}`);
      }
    }
    return faults;
  });
}

/** Texts whose colour is too near that of their ground: below the 4.5 to 1 of WCAG 2.2, success criterion 1.4.3. */
export async function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const LEAST = 4.5;
    const channels = (color: string) => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return { alpha, parts: [red, green, blue] as const };
    };
    // The relative luminance as WCAG defines it.
    const luminance = (parts: readonly [number, number, number]) => {
      const [red = 0, green = 0, blue = 0] = parts.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = (of: Element | null): readonly [number, number, number] => {
      if (of === null) return [255, 255, 255];
      const { alpha, parts } = channels(getComputedStyle(of).backgroundColor);
      return alpha > 0 ? parts : ground(of.parentElement);
    };
    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const { parentElement: around, textContent: text } = node;
      if (around === null || text === null || text.trim() === '' || around.closest('title, desc') !== null) continue;
      const { color, fill } = getComputedStyle(around);
      const [one, other] = [
        luminance(channels(around.closest('svg') === null ? color : fill).parts),
        luminance(ground(around)),
      ];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (ratio < LEAST) faint.push(`${ratio.toFixed(2)}: ${text.trim().slice(0, 30)}`);
    }
    return faint;
  });
}

/** Sentences of a page that stand on it twice. */
export async function repeatedSentences(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('main h1, main p, main td, main li:not(:has(p))').allInnerTexts();
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?])\s+/)).filter((text) => text.length > 40);
  return sentences.filter((text, at) => sentences.indexOf(text) !== at);
}
