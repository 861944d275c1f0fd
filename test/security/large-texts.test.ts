import { beforeAll, describe, expect, it } from 'vitest';
import { runMeasured } from '../support/bounded-child.ts';
import { bundledScript } from '../support/bundled-script.ts';
import { LARGE_TEXTS } from './large-texts.ts';

/** What Node.js and the program itself take stands beside what the text takes. MiB. */
const MOST_MEMORY = 512;

let script: string;
beforeAll(async () => {
  script = await bundledScript(new URL('large-texts.ts', import.meta.url));
});

describe('a text of the greatest size, made to cost as much as it can, is read or refused', () => {
  it.concurrent.each(Object.keys(LARGE_TEXTS))('%s', async (name) => {
    const result = await runMeasured([script], { env: { LARGE_TEXT: name } });
    expect(result, result.stderr.slice(0, 2_000)).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    expect(result.megabytes).toBeLessThan(MOST_MEMORY);
  });
});
