import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchFolder } from './scratch.ts';

/** A repository on disk, as a person has it cloned. */
export interface SmallRepository {
  readonly folder: string;
  git(...args: string[]): string;
  write(files: Readonly<Record<string, string>>): void;
  commit(message: string): void;
}

/** Makes a repository with one commit and lightweight tags on it. */
export function smallRepository(
  files: Readonly<Record<string, string>>,
  tags: readonly string[] = [],
): SmallRepository {
  const folder = join(scratchFolder('repository'), 'library');
  mkdirSync(folder);
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'core.hooksPath=/dev/null', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trimEnd();
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const commit = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
  };
  git('init', '--quiet', '--initial-branch=main');
  write(files);
  commit('first');
  for (const tag of tags) git('tag', tag);
  return { folder, git, write, commit };
}
