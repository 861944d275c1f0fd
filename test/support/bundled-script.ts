import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { scratchFolder } from './scratch.ts';

/**
 * Makes JavaScript of a script and of all that it imports, for tests that run it in many processes: each would translate
 * TypeScript anew.
 *
 * @param script address of the script
 * @returns path of what Node.js runs
 */
export async function bundledScript(script: URL): Promise<string> {
  const bundle = await rolldown({
    input: { script: fileURLToPath(script) },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20' },
    checks: { ineffectiveDynamicImport: false },
  });
  const directory = scratchFolder('script');
  await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
  await bundle.close();
  return join(directory, 'script.mjs');
}
