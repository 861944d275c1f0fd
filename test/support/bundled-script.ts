import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { scratchFolder } from './scratch.ts';

const BUNDLER = fileURLToPath(new URL('bundle.mjs', import.meta.url));

/**
 * Makes JavaScript of a script and of all that it imports, for tests that run it in many processes: each would translate
 * TypeScript anew. The bundler has a process of its own: what it takes in memory, every later start of a process would pay.
 *
 * @param script address of the script
 * @returns path of what Node.js runs
 */
export async function bundledScript(script: URL): Promise<string> {
  const directory = scratchFolder('script');
  await promisify(execFile)(process.execPath, [BUNDLER, fileURLToPath(script), directory]);
  return join(directory, 'script.mjs');
}
