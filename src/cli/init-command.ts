import { lstat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type InitSource, proposeInit } from '../commands/recognise-repository.ts';
import { type Checked, checked, failed, orStop, type Problem, Problems, problem } from '../core/problem.ts';
import type { SourceFile } from '../core/release/facts.ts';
import { listingFromRecursive } from '../core/release/git-tree.ts';
import { isWorthReading, pathsToRead } from '../core/release/layout.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { writeFiles } from '../effects/write-files.ts';
import { runGit } from '../embedded-github/git/git-process.ts';
import { GitRepository } from '../embedded-github/git/git-repository.ts';
import { repositoryIdentity } from '../embedded-github/repository-identity.ts';
import { examineSource } from '../rehearse/create-world.ts';
import { commandLine } from '../report/command-line.ts';
import { initLines } from '../report/init-text.ts';
import { type Output, reportProblems } from './output.ts';

export interface InitOptions {
  readonly from?: string;
  readonly at?: string;
  readonly component?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly actionRef: string;
}

/** Larger files carry no version that a person keeps. Bytes. */
const MAXIMUM_FILE = 5 * 1024 * 1024;
/** Larger ones are data. Bytes. */
const MAXIMUM_TEXT = 1024 * 1024;
/** A component may have its changelog in its own folder. */
const CHANGELOG = /^([^/]+\/){0,4}(changelog|changes|history|news|releases)(\.(md|rst|txt|adoc))?$/i;

/** `init`: looks at a local repository and writes its configuration and release workflow. */
export async function initCommand(options: InitOptions, output: Output, programVersion: string): Promise<number> {
  const from = options.from ?? '.';
  const local = await readLocal(from, options.at ?? 'HEAD');
  const problems = new Problems();
  const proposed = problems.take(
    proposeInit(local, {
      component: options.component ?? null,
      pin: { ref: options.actionRef, version: programVersion },
    }),
  );
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(options.actionRef)) {
    problems.add(
      problem('input-invalid', `${JSON.stringify(options.actionRef)} is no tag, branch or commit.`, {
        where: '--action-ref',
      }),
    );
  }
  const writes = options.dryRun !== true;
  const root = writes ? problems.take(await worktreeOf(from)) : null;
  const files = proposed?.files ?? new Map<string, string>();
  if (root !== null)
    for (const path of files.keys()) problems.add(...(await obstacles(root, path, options.force === true)));
  if (!problems.none || proposed === null) {
    // Whatever keeps files from being written is bad input here: nothing has failed that was begun.
    reportProblems(output, problems.found);
    return 2;
  }
  if (root !== null) {
    for (const [path, text] of files)
      orStop(await writeFiles(join(root, dirname(path)), new Map([[basename(path), text]])));
  }
  const next = commandLine('rehearse', { from, version: 'patch', skip: 'bench,gate' });
  const { found, open, current, component } = proposed;
  output.result(initLines({ found, open, files, written: root !== null }, output.resultColors), {
    ok: true,
    written: root !== null,
    current,
    component,
    found,
    open,
    files: Object.fromEntries(files),
    next,
  });
  output.say('');
  output.say(root === null ? 'Nothing was written.' : `Commit both files, then rehearse a release:  ${next}`);
  return 0;
}

/** The tree of a commit and every tag, read by git; the working tree is not looked at. */
async function readLocal(from: string, at: string): Promise<InitSource> {
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
        .filter(({ mode, size }) => mode.startsWith('100') && (size ?? 0) <= MAXIMUM_FILE)
        .map((entry) => [entry.path, entry]),
    );
    const paths = new Set([
      ...pathsToRead(defaultConfig(), [...regular.keys()]),
      ...[...regular].flatMap(([path, { size }]) =>
        CHANGELOG.test(path) || (isWorthReading(path) && (size ?? 0) <= MAXIMUM_TEXT) ? [path] : [],
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
    return { source: { commit, tree, listing, truncated: false, files, unread: null }, tags, defaultBranch, repo };
  } finally {
    await git.close();
  }
}

/** Where the files go; a bare repository has no such place. */
async function worktreeOf(from: string): Promise<Checked<string>> {
  const answer = await runGit(['-C', resolve(from), 'rev-parse', '--show-toplevel']);
  const root = answer.stdout.toString('utf8').replace(/\n$/, '');
  if (answer.exitCode === 0 && root !== '') return checked(root);
  return failed(
    problem('input-invalid', 'It is a bare repository: there is no place for files in it.', {
      where: '--from',
      remedy: 'Give the folder of a clone, or --dry-run to see what would be written.',
    }),
  );
}

/** What is in the way of a file: one that is there already, or a link that leads elsewhere. */
async function obstacles(root: string, path: string, force: boolean): Promise<Problem[]> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const at = parts.slice(0, depth).join('/');
    const found = await lstat(join(root, at)).catch(() => null);
    if (found === null) return [];
    const isLast = depth === parts.length;
    if (found.isSymbolicLink())
      return [problem('path-outside-repository', `${at} is a symbolic link.`, { where: path })];
    if (isLast ? !found.isFile() : !found.isDirectory())
      return [problem('output-unwritable', `${at} is in the way.`, { where: path })];
    if (isLast && !force) {
      return [
        problem('output-unwritable', `${path} is there already.`, {
          where: path,
          remedy: 'Look at what would be written with --dry-run; --force writes over it.',
        }),
      ];
    }
  }
  return [];
}
