import type { Page } from 'playwright-core';

/** Boxes of a page that are not where a reader expects them: nothing is cut, nothing lies over something else. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const width = document.documentElement.clientWidth;
    const nameOf = (each: Element) =>
      `${each.tagName.toLowerCase()}.${each.getAttribute('class') ?? ''} "${(each.textContent ?? '').slice(0, 30)}"`;
    for (const each of document.querySelectorAll(
      'main h1, main h2, main p, main li, main pre, main figure, .scroll, .forest > *',
    )) {
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

/** Sentences of a page that stand on it twice. */
export async function repeatedSentences(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('main h1, main p, main li').allInnerTexts();
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?])\s+/)).filter((text) => text.length > 40);
  return sentences.filter((text, at) => sentences.indexOf(text) !== at);
}
