import { resolve } from 'node:path';
import { runGit } from './git/git-process.ts';

/** Owner and name that a rehearsed repository goes by. */
export interface RepositoryIdentity {
  readonly owner: string;
  readonly repo: string;
}

/** The built-in sample stands for zlink; a clone goes by its `origin`, or by the name of its folder. */
export async function repositoryIdentity(clone: string | null): Promise<RepositoryIdentity> {
  if (clone === null) return { owner: 'sample', repo: 'zlink' };
  const path = resolve(clone);
  const origin = await runGit(['-C', path, 'config', '--get', 'remote.origin.url']).then(
    (answer) => answer.stdout.toString('utf8').trim(),
    () => '',
  );
  const match = /[/:]([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/.exec(origin);
  if (match?.[1] !== undefined && match[2] !== undefined && !/^\.+$/.test(match[2])) {
    return { owner: match[1], repo: match[2] };
  }
  const folder = path.split(/[\\/]/).findLast((part) => part !== '' && part !== '.git') ?? '';
  const repo = folder.replace(/\.git$/, '').replace(/[^A-Za-z0-9._-]/g, '-');
  return { owner: 'rehearsal', repo: /^\.*$/.test(repo) ? 'repository' : repo };
}
