import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { scratchFolder } from './scratch.ts';
import type { ServedWorld } from './served-world.ts';

/** A checkout of the served repository, as a step before the action leaves it. */
export interface Workspace {
  readonly folder: string;
  git(...args: string[]): string;
}

/**
 * Clones the served repository from disk, without credentials.
 *
 * @param options.depth of history; left out: all of it
 * @param options.at the ref to stand at; left out: the head of main
 */
export function checkedOut(
  served: ServedWorld,
  options: { readonly at?: string; readonly depth?: number } = {},
): Workspace {
  const folder = join(scratchFolder('checkout'), 'repo');
  const depth = options.depth === undefined ? [] : [`--depth=${options.depth}`];
  run('/', 'clone', '--quiet', '--branch=main', ...depth, `file://${join(served.directory, 'repo.git')}`, folder);
  const git = (...args: string[]) => run(folder, ...args);
  if (options.at !== undefined) git('checkout', '--quiet', '--detach', options.at);
  return { folder, git };
}

const IDENTITY = ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always'];

const run = (cwd: string, ...args: string[]): string =>
  execFileSync('git', [...IDENTITY, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
