import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { unpackTar } from 'modern-tar';
import { expect, it } from 'vitest';
import { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import { plainTar } from '../../../src/embedded-github/plain-tar.ts';
import { afterThisFile } from '../../support/leftovers.ts';
import { scratchFolder } from '../../support/scratch.ts';

it('a tar has what git archive puts into its own', async () => {
  const directory = join(scratchFolder('plain'), 'repo.git');
  const git = await GitRepository.create(directory, { defaultBranch: 'main' });
  afterThisFile(() => git.close());
  const long = `${'folder/'.repeat(40)}file-with-a-name.txt`;
  const files: readonly [path: string, mode: string, content: string][] = [
    ['README.md', '100644', 'words\n'],
    ['empty', '100644', ''],
    ['run', '100755', '#!/bin/sh\n'],
    ['a/link', '120000', '../README.md'],
    ['a/long-link', '120000', long],
    ['a.b', '100644', 'stands before what is in a/'],
    ['über/日本.txt', '100644', 'ü'],
    [long, '100644', 'x'.repeat(70_000)],
  ];
  const changes = await Promise.all(
    files.map(async ([path, mode, content]) => ({ path, mode, sha: await git.writeBlob(content) })),
  );
  changes.push({ path: 'third-party', mode: '160000', sha: 'c'.repeat(40) });
  const person = { name: 'A', email: 'a@example.org', time: Date.parse('2026-03-04T05:06:07Z') };
  const message = 'first\n';
  const tree = await git.treeWithChanges(null, changes);
  const sha = await git.writeCommit({ tree, parents: [], author: person, committer: person, message });
  const entries = (await git.listTree(tree, { recursive: true })) ?? [];

  await git.settled();
  const own = await unpackTar(await plainTar(git, await git.commit(sha), entries, 'lib-1.0'));
  const asGit = await unpackTar(
    execFileSync('git', ['--git-dir', directory, 'archive', '--format=tar', '--prefix=lib-1.0/', sha]),
  );
  const shown = (all: typeof own) =>
    all.map(({ header, data }) => ({ ...header, data: Buffer.from(data ?? []).toString('utf8'), prefix: undefined }));
  expect(own.length).toBeGreaterThan(files.length);
  expect(shown(own)).toEqual(shown(asGit));
});
