import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vitest/config';
import { scratchRoot } from './scratch-root.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = join(ROOT, 'src');
const PREFIX = 'zlink-release-sources-';
/** Paths of what was made: as it is, it is for Node.js. */
export const BUILT_SOURCES = new RegExp(`/${PREFIX}`);
/** Names the folder of this run. */
const FOLDER = 'ZLINK_BUILT_SOURCES';

/**
 * Makes JavaScript of every module of src/, once, for all workers: each would else be handed every module by the one process of
 * the runner, in a form in which each use of an import is a look-up.
 */
export default async function buildSources(): Promise<() => void> {
  const folder = mkdtempSync(join(scratchRoot(), PREFIX));
  const files = (readdirSync(SOURCE, { recursive: true }) as string[]).map((path) => join(SOURCE, path));
  const isModule = (path: string) => path.endsWith('.ts') && !path.includes('/sample-repository/');
  const bundle = await rolldown({
    cwd: ROOT,
    input: Object.fromEntries(files.filter(isModule).map((path) => [moduleName(path), path])),
    platform: 'node',
    // Packages are the same instances as those that a test imports by itself.
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    treeshake: false,
    preserveEntrySignatures: 'strict',
    transform: { target: 'node20' },
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: ROOT,
    entryFileNames: '[name].js',
    sourcemap: 'inline',
  });
  await bundle.close();
  cpSync(join(SOURCE, 'sample/sample-repository'), join(folder, 'src/sample/sample-repository'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

const moduleName = (path: string): string => relative(ROOT, path).slice(0, -'.ts'.length);

let isWatched = false;

/** An import of a module of src/ is one of what was made of it; where files are watched, of the module itself. */
export const builtSources: Plugin = {
  name: 'built-sources',
  enforce: 'pre',
  configureVitest: ({ vitest }) => {
    isWatched = vitest.config.watch;
  },
  resolveId(source, importer) {
    const folder = isWatched ? undefined : process.env[FOLDER];
    if (folder === undefined || importer === undefined || !/^\..*\.ts$/.test(source)) return null;
    const path = resolve(importer, '..', source);
    return path.startsWith(`${SOURCE}/`) ? { id: join(folder, `${moduleName(path)}.js`), external: true } : null;
  },
};
