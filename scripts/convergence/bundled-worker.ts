import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * The adversary's worker as one file of JavaScript: what translates each module while it is loaded also wraps each function
 * that is made, and thousands of sequences make many.
 *
 * @returns the file, and how to put it away
 */
export async function bundledWorker(): Promise<{ readonly file: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'zlink-converge-'));
  const file = join(folder, 'adversary-worker.mjs');
  const bundle = await rolldown({
    input: fileURLToPath(new URL('adversary-worker.ts', import.meta.url)),
    platform: 'node',
    transform: { target: 'node20' },
    // Some packages' CommonJS files load their parts in ways that no bundler can follow.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [
      {
        name: 'files-beside-their-module',
        transform: (code, id) =>
          code.includes('import.meta.url')
            ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
            : null,
      },
    ],
  });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
