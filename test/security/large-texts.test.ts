import { beforeAll, describe, expect, it } from 'vitest';
import { type BoundedResult, runMeasured } from '../support/bounded-child.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { LARGE_TEXTS, type TextRun } from './large-texts.ts';

/** What Node.js and the program itself take stands beside what the text takes. MiB. */
const MOST_MEMORY = 512;

let script: string;
beforeAll(async () => {
  script = await bundledScript(new URL('large-texts.ts', import.meta.url));
});

const texts = Object.keys(LARGE_TEXTS);
/** To start a process takes as long as most texts: each reads several, one after another. */
const TOGETHER = 12;
const begun = new Map<number, Promise<BoundedResult>>();

/** The run of the process that reads this text. */
function runWith(text: string): Promise<BoundedResult> {
  const group = Math.floor(texts.indexOf(text) / TOGETHER);
  const before = begun.get(group);
  if (before !== undefined) return before;
  const together = texts.slice(group * TOGETHER, (group + 1) * TOGETHER);
  const { TEXT_SHARE } = process.env;
  const env = { LARGE_TEXTS: JSON.stringify(together), ...(TEXT_SHARE === undefined ? {} : { TEXT_SHARE }) };
  const run = runMeasured(['--expose-gc', script], { env });
  begun.set(group, run);
  return run;
}

describe('a text of a great size, made to cost as much as it can, is read or refused', () => {
  it.concurrent.each(texts)('%s', async (text) => {
    const { stdout, stderr } = await runWith(text);
    const runs = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as TextRun]));
    const found = runs.find((each) => each.text === text);
    expect(found, `it did not come to its end: ${stderr.slice(0, 2_000)}`).toBeDefined();
    expect(found?.megabytes).toBeLessThan(MOST_MEMORY);
  });
});
