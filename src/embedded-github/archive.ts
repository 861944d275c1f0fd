import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GitFailure, runGit } from './git/git-process.ts';
import { plainTar } from './plain-tar.ts';
import type { World } from './world.ts';

export interface SourceArchive {
  readonly bytes: Buffer;
  /** Paths left out because this repository lacks their content (partial clone). */
  readonly leftOut: readonly string[];
}

/**
 * The source archive of a commit as GitHub serves it: everything below one folder, the commit's time on every file, so
 * that the same commit always gives the same bytes. Git writes it itself, attributes such as export-ignore included.
 *
 * @param folder name of the top folder, without a slash
 */
export async function sourceArchive(
  world: World,
  commit: string,
  folder: string,
  format: 'tar.gz' | 'zip',
): Promise<SourceArchive> {
  const { git, directory } = world;
  const original = await git.commit(commit);
  const entries = (await git.listTree(original.tree, { recursive: true })) ?? [];
  const missing = entries.filter((entry) => entry.type === 'blob' && entry.size === null).map((entry) => entry.path);
  let source = commit;
  if (missing.length > 0) {
    const changes = missing.map((path) => ({ path, mode: '100644', sha: null }));
    // Same people, times and message: the archive differs only by what is lacking.
    const { parents, author, committer, message } = original;
    const tree = await git.treeWithChanges(original.tree, changes);
    source = await git.writeCommit({ tree, parents, author, committer, message });
  }
  const safeFolder = folder.replace(/[^A-Za-z0-9._-]/g, '-');
  const cache = join(directory, 'archives');
  const name = `${source}-${safeFolder}.${format}`;
  const file = join(cache, name);
  const known = recent.get(name) ?? (await readFile(file).catch(() => null));
  if (known !== null) return { bytes: known, leftOut: missing };
  const isPlain = !entries.some(({ path }) => /(^|\/)\.gitattributes$/.test(path));
  if (world.isKeptInMemory === true && format === 'tar.gz' && missing.length === 0 && isPlain) {
    // Git would need every object on disk.
    const bytes = gzipSync(await plainTar(git, original, entries, safeFolder));
    keep(name, bytes);
    return { bytes, leftOut: [] };
  }
  await git.settled();
  // An archive says of which commit it is: that is the one asked for, also where another had to stand in.
  const isOther = source !== commit && format === 'tar.gz';
  const output = await runGit([
    '-c',
    'core.hooksPath=/dev/null',
    '--git-dir',
    git.directory,
    'archive',
    `--format=${isOther ? 'tar' : format}`,
    `--prefix=${safeFolder}/`,
    source,
  ]);
  if (output.exitCode !== 0) throw new GitFailure(`git archive: ${output.stderr}`);
  const bytes = isOther ? gzipSync(namedAfter(output.stdout, source, commit)) : output.stdout;
  await mkdir(cache, { recursive: true });
  await writeFile(`${file}.tmp`, bytes);
  await rename(`${file}.tmp`, file);
  keep(name, bytes);
  return { bytes, leftOut: missing };
}

/** Small archives that were made last: a commit has the same one in every world. */
const recent = new Map<string, Buffer>();
const MOST_KEPT = 32;
/** Bytes. */
const LARGEST_KEPT = 2 ** 18;

function keep(name: string, bytes: Buffer): void {
  if (bytes.byteLength > LARGEST_KEPT) return;
  const [oldest] = recent.keys();
  if (recent.size >= MOST_KEPT && oldest !== undefined) recent.delete(oldest);
  recent.set(name, bytes);
}

/** A tar file with another commit in the comment that it begins with. */
function namedAfter(tar: Buffer, source: string, commit: string): Buffer {
  const at = tar.indexOf(`comment=${source}`);
  if (at !== -1 && at < 1_024) tar.write(commit, at + 'comment='.length, 'latin1');
  return tar;
}

/** The header that says what an archive lacks; none when it is complete. */
export const leftOutHeader = (leftOut: readonly string[]): Record<string, string> =>
  leftOut.length === 0
    ? {}
    : {
        'x-rehearsal-left-out': `${leftOut.length} files: ${leftOut.slice(0, 20).map(encodeURIComponent).join(' ')}`,
      };
