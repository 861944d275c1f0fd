import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInto } from '../../scripts/build.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds src/ once, before any story runs: what is tested is what src/ says now, whatever lies in the committed dist/. That
 * the two are the same is for `npm run check-dist` to prove.
 */
export default async function buildProgram(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'zlink-release-built-'));
  await buildInto(join(folder, 'dist'));
  for (const path of ['action.yml', 'gate', 'check', 'package.json'])
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  process.env.ZLINK_BUILT_PROGRAM = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
