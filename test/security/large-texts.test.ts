import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { runMeasured } from '../support/bounded-child.ts';
import { scratchFolder } from '../support/scratch.ts';
import { LARGE_TEXTS } from './large-texts.ts';

/** What Node.js and the program itself take stands beside what the text takes. MiB. */
const MOST_MEMORY = 512;

/** The texts and all that reads them in one file, since each text has a process of its own that loads it. */
const bundle = join(scratchFolder('texts'), 'large-texts.mjs');
beforeAll(() =>
  build({
    entryPoints: [fileURLToPath(new URL('large-texts.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20',
    // Some packages are CommonJS and call require() for Node's own modules.
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  }),
);

describe('a text of the greatest size, made to cost as much as it can, is read or refused', () => {
  it.concurrent.each(Object.keys(LARGE_TEXTS))('%s', async (name) => {
    const result = await runMeasured([bundle], { env: { LARGE_TEXT: name } });
    expect(result, result.stderr.slice(0, 2_000)).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    expect(result.megabytes).toBeLessThan(MOST_MEMORY);
  });
});
