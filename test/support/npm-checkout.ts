import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_PROGRAM } from './built-program.ts';
import { ROOT } from './doc-pages.ts';

/** What this project would publish as. */
export const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

/** The files of the repository that npm packs from, with dist as src builds to it. */
export function checkoutIn(folder: string): string {
  const checkout = join(folder, 'checkout');
  mkdirSync(checkout);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'man', 'schema'])
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  cpSync(join(BUILT_PROGRAM, 'dist'), join(checkout, 'dist'), { recursive: true, dereference: true });
  return checkout;
}

/** npm for somebody who never used it, with a home of its own. */
export const npmEnvironment = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  npm_config_cache: join(home, 'cache'),
  ...(process.env.npm_config_registry === undefined ? {} : { npm_config_registry: process.env.npm_config_registry }),
  NO_COLOR: '1',
});
