import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runMeasured } from '../support/bounded-child.ts';
import { LARGE_TEXTS } from './large-texts.ts';

/** What TypeScript's loader and the program itself take stands beside what the text takes. MiB. */
const MOST_MEMORY = 512;

describe('a text of the greatest size, made to cost as much as it can, is read or refused', () => {
  it.concurrent.each(Object.keys(LARGE_TEXTS))('%s', async (name) => {
    const result = await runMeasured(['--import', 'tsx', fileURLToPath(new URL('large-texts.ts', import.meta.url))], {
      env: { LARGE_TEXT: name },
    });
    expect(result, result.stderr.slice(0, 2_000)).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    expect(result.megabytes).toBeLessThan(MOST_MEMORY);
  });
});
