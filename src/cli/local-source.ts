import {
  type Beginning,
  beginInit,
  type InitSource,
  isReadByInit,
  releasesToRead,
} from '../commands/recognise-repository.ts';
import { readFileText } from '../core/file-text.ts';
import { largestSearched, largestVersionFile } from '../core/largest-file.ts';
import { orStop } from '../core/problem.ts';
import { type Development, developingPaths, learnDevelopment, releaseThatTells } from '../core/release/development.ts';
import type { SourceFile, SourceTree } from '../core/release/facts.ts';
import { entryAt, listingFromRecursive } from '../core/release/git-tree.ts';
import { isWorthReading, pathsToRead } from '../core/release/layout.ts';
import type { ReleaseHistory } from '../core/release/release-history.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import { GitRepository } from '../embedded-github/git/git-repository.ts';
import { repositoryIdentity } from '../embedded-github/repository-identity.ts';
import { readCloneHistory } from '../rehearse/clone-history.ts';
import { examineSource } from '../rehearse/create-world.ts';

/** A component may have its changelog in its own folder. */
const CHANGELOG = /^([^/]+\/){0,4}(changelog|changes|history|news|releases)(\.(md|rst|txt|adoc))?$/i;

/** Adds what the differences between the last releases tell. */
export async function withHistory(
  { gitDirectory, ...local }: LocalSource,
  component: string | null,
): Promise<InitSource> {
  const begun = beginInit(local, component);
  if (!begun.ok) return local;
  const pairs = releasesToRead(begun.value);
  const git = await GitRepository.open(gitDirectory);
  try {
    const development = await readDevelopment(git, local.source, begun.value);
    if (pairs.length === 0) return { ...local, development };
    const history = await readCloneHistory(git, pairs);
    return { ...local, source: await withNamed(git, local.source, history.learned), history, development };
  } finally {
    await git.close();
  }
}

/** What of a tree is in development, by what it was at the last release. */
async function readDevelopment(
  git: GitRepository,
  source: SourceTree,
  { scheme, said }: Beginning,
): Promise<Development | null> {
  const release = releaseThatTells(scheme.releases, said);
  if (release?.commit == null) return null;
  const { tree } = await git.commit(release.commit);
  const then = new Map<string, string>();
  for (const path of developingPaths(source, release.version, said !== null)) {
    const entry = await git.entryAt(tree, path);
    const bytes = entry?.type === 'blob' ? await git.readBlob(entry.sha) : null;
    if (bytes !== null) then.set(path, readFileText(bytes).text);
  }
  return then.size === 0 ? null : learnDevelopment(source, release, then);
}

/** Files in which lines moved that are read although what stands with tests and examples is not searched. */
const MOST_NAMED = 5_000;

/** Adds the files in which lines moved with the version and that were not read: a place is one wherever it stands. */
async function withNamed(
  git: GitRepository,
  source: SourceTree,
  learned: ReleaseHistory['learned'],
): Promise<SourceTree> {
  const missing = [...new Set(learned.map(({ path }) => path))].filter((path) => !source.files.has(path));
  const files = new Map(source.files);
  for (const path of missing.slice(0, MOST_NAMED)) {
    const entry = entryAt(source.listing, path);
    if (entry?.mode.startsWith('100') !== true || (entry.size ?? 0) > largestSearched(path)) continue;
    const bytes = await git.readBlob(entry.sha);
    if (bytes !== null) files.set(path, { sha: entry.sha, mode: entry.mode, bytes });
  }
  return { ...source, files };
}

export interface LocalSource extends InitSource {
  readonly gitDirectory: string;
}

/** The tree of a commit and every tag, read by git; the working tree is not looked at. */
export async function readLocal(from: string, at: string): Promise<LocalSource> {
  const { gitDirectory, commit, refs, defaultBranch } = orStop(await examineSource(from, at));
  const git = await GitRepository.open(gitDirectory);
  try {
    const { tree } = await git.commit(commit);
    const entries = (await git.listTree(tree, { recursive: true })) ?? [];
    const listing = listingFromRecursive(
      entries.map(({ path, mode, sha, size }) => ({ path, mode, sha, ...(size === null ? {} : { size }) })),
    );
    const regular = new Map(
      entries
        .filter(({ path, mode, size }) => mode.startsWith('100') && (size ?? 0) <= largestVersionFile(path))
        .map((entry) => [entry.path, entry]),
    );
    const written = regular.get(DEFAULT_CONFIG_PATH);
    const text = written === undefined ? null : await git.readBlob(written.sha);
    // What is wrong with it is told when it is looked at.
    const loaded = text === null ? null : loadConfig(DEFAULT_CONFIG_PATH, Buffer.from(text).toString('utf8'));
    const config = loaded?.ok === true ? loaded.value : defaultConfig();
    const paths = new Set([
      ...(written === undefined ? [] : [DEFAULT_CONFIG_PATH]),
      ...pathsToRead(config, [...regular.keys()]),
      ...[...regular.keys()].filter(isReadByInit),
      ...[...regular].flatMap(([path, { size }]) =>
        CHANGELOG.test(path) || (isWorthReading(path) && (size ?? 0) <= largestSearched(path)) ? [path] : [],
      ),
    ]);
    const files = new Map<string, SourceFile>();
    for (const path of paths) {
      const entry = regular.get(path);
      const bytes = entry === undefined ? null : await git.readBlob(entry.sha);
      if (entry !== undefined && bytes !== null) files.set(path, { sha: entry.sha, mode: entry.mode, bytes });
    }
    const tags = [];
    for (const ref of refs) {
      if (!ref.name.startsWith('refs/tags/')) continue;
      const target = await git.peel(ref.sha);
      if (target !== null) tags.push({ name: ref.name.slice('refs/tags/'.length), commit: target });
    }
    const { repo } = await repositoryIdentity(from);
    return {
      source: { commit, tree, listing, truncated: false, files, unread: null },
      tags,
      defaultBranch,
      repo,
      gitDirectory,
    };
  } finally {
    await git.close();
  }
}
