import { packTar } from 'modern-tar';
import type { GitRepository } from './git/git-repository.ts';
import type { Commit, TreeItem } from './git/object-format.ts';

/**
 * A tar of a commit as `git archive` makes it where no attributes say otherwise: the commit in a comment at the beginning,
 * the commit's time on everything, submodules as empty folders.
 *
 * Source: git-archive(1), "Specifying archive contents" and `tar.umask`.
 *
 * @param entries of the commit's tree, all of them, a folder before what is in it; every blob is there
 * @param folder name of the top folder, without a slash
 */
export async function plainTar(
  git: GitRepository,
  commit: Commit,
  entries: readonly TreeItem[],
  folder: string,
): Promise<Uint8Array> {
  const common = { uid: 0, gid: 0, uname: 'root', gname: 'root', mtime: new Date(commit.committer.time) };
  const comment = `52 comment=${commit.sha}\n`;
  const head = { name: 'pax_global_header', type: 'pax-global-header' as const, size: comment.length, mode: 0o666 };
  const directory = (path: string) => ({
    header: { ...common, name: `${folder}/${path}`, type: 'directory' as const, size: 0, mode: 0o775 },
  });
  const packed = entries.map(async ({ path, mode, type, sha }) => {
    if (type !== 'blob') return directory(`${path}/`);
    const content = (await git.readBlob(sha)) ?? Buffer.alloc(0);
    const name = `${folder}/${path}`;
    if (mode === '120000') {
      const linkname = content.toString('utf8');
      return { header: { ...common, name, linkname, type: 'symlink' as const, size: 0, mode: 0o777 } };
    }
    const executable = mode === '100755';
    return { header: { ...common, name, size: content.byteLength, mode: executable ? 0o775 : 0o664 }, body: content };
  });
  return packTar([{ header: { ...common, ...head }, body: comment }, directory(''), ...(await Promise.all(packed))]);
}
