import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { type Checked, checked, failed, problem, Stop } from '../core/problem.ts';
import { GitFailure, gitEnvironment, runGit } from '../embedded-github/git/git-process.ts';
import { GitRepository } from '../embedded-github/git/git-repository.ts';
import { isObjectId, isValidRefName } from '../embedded-github/git/object-names.ts';
import { saveWorld, WORLD_FILE } from '../embedded-github/save-world.ts';
import type { WorldClock } from '../embedded-github/virtual-clock.ts';
import { makeWorld, type World } from '../embedded-github/world.ts';
import type { RepositorySettings, RulesetState, WorldState } from '../embedded-github/world-state.ts';
import type { SampleFiles } from '../sample/sample-file.ts';
import { writeSample } from './write-sample.ts';

export type WorldSource =
  | { readonly kind: 'sample'; readonly files?: SampleFiles }
  /** Writes objects and refs into the empty repository. */
  | {
      readonly kind: 'written';
      readonly write: (git: GitRepository, defaultBranch: string) => Promise<unknown>;
      /** Left out: `main`. */
      readonly defaultBranch?: string;
    }
  /** `at`: the commit that the default branch shall stand at; any name the clone knows. */
  | { readonly kind: 'clone'; readonly path: string; readonly at?: string };

export interface WorldOptions {
  /** Absent or empty; gets `repo.git`, `world.json` and `assets/`. */
  readonly directory: string;
  readonly from: WorldSource;
  readonly clock: WorldClock;
  readonly owner: string;
  readonly repo: string;
  readonly settings?: Partial<RepositorySettings>;
  readonly rulesets?: readonly RulesetState[];
  /** Whether nobody goes on with it: its folder is removed at the end. */
  readonly isTemporary?: boolean;
}

export interface CreatedWorld extends World {
  /** Branches and tags of the clone that were left out, because they came after `at`. */
  readonly droppedRefs: readonly string[];
}

/** What a local clone offers to be rehearsed. */
export interface SourceFacts {
  /** Absolute path as given. */
  readonly path: string;
  /** Where its objects and refs are, also for a linked worktree. */
  readonly gitDirectory: string;
  readonly defaultBranch: string;
  /** Commit that the default branch of the rehearsal starts at. */
  readonly commit: string;
  /** Branches and tags with the objects they point at; neither remote-tracking branches nor pull requests. */
  readonly refs: readonly { readonly name: string; readonly sha: string }[];
}

const REPOSITORY = 'repo.git';
const MAXIMUM_WORLD_FILE = 256 * 1024 * 1024;

/**
 * Looks at a local clone without changing it. All that is wrong is told at once.
 *
 * @param at commit to start from; left out, it is the tip of the default branch and the worktree must be clean
 */
export async function examineSource(path: string, at?: string): Promise<Checked<SourceFacts>> {
  const absolute = resolve(path);
  // The person's own configuration counts here (safe.directory, line endings, filters): it is their clone.
  const { GIT_CONFIG_GLOBAL: _global, GIT_CONFIG_NOSYSTEM: _system, ...env } = gitEnvironment();
  const git = (...args: string[]) =>
    runGit(['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-C', absolute, ...args], { env });
  const answer = async (...args: string[]) => {
    const output = await git(...args);
    return output.exitCode === 0 ? output.stdout.toString('utf8').trim() : null;
  };

  const probe = await git(
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--is-bare-repository',
    '--is-shallow-repository',
    '--show-object-format',
  );
  if (probe.exitCode !== 0) {
    return failed(problem('source-unreadable', firstLine(probe.stderr) || 'git cannot read it.', { where: absolute }));
  }
  const [gitDirectory = '', isBare, isShallow, format] = probe.stdout.toString('utf8').trim().split('\n');
  const problems = [];
  if (format !== 'sha1') {
    problems.push(problem('source-unreadable', `It uses ${format} object ids; GitHub uses sha1.`, { where: absolute }));
  }
  if (isShallow === 'true') {
    problems.push(problem('source-shallow', 'The clone is shallow: its history is cut off.', { where: absolute }));
  }
  if (at === undefined && isBare === 'false') {
    const status = await git('status', '--porcelain', '--untracked-files=no', '-z');
    const changed = status.stdout.toString('utf8').split('\0').filter(Boolean);
    if (status.exitCode !== 0) {
      problems.push(problem('source-unreadable', firstLine(status.stderr), { where: absolute }));
    } else if (changed.length > 0) {
      const shown = changed.slice(0, 3).map((line) => line.slice(3));
      const rest = changed.length > shown.length ? ` and ${changed.length - shown.length} more` : '';
      problems.push(problem('source-dirty', `Not committed: ${shown.join(', ')}${rest}.`, { where: absolute }));
    }
  }

  const listed = (await answer('for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags')) ?? '';
  const refs = listed.split('\n').flatMap((line) => {
    const name = line.slice(41);
    const sha = line.slice(0, 40);
    return isObjectId(sha) && isValidRefName(name) ? [{ name, sha }] : [];
  });
  const defaultBranch = await findDefaultBranch(answer, refs);
  const commitOf = (revision: string) =>
    answer('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  let commit: string | null;
  if (at === undefined) {
    commit = refs.some((ref) => ref.name === `refs/heads/${defaultBranch}`)
      ? await commitOf(`refs/heads/${defaultBranch}`)
      : await commitOf('HEAD');
    if (commit === null) {
      problems.push(problem('source-unreadable', 'The repository has no commit.', { where: absolute }));
    }
  } else {
    commit = /^[^-\0\n][^\0\n]{0,1000}$/.test(at) ? await commitOf(at) : null;
    if (commit === null) {
      problems.push(problem('source-commit-unknown', `There is no commit ${JSON.stringify(at)}.`, { where: absolute }));
    }
  }
  if (problems.length > 0 || commit === null) return failed(...problems);
  return checked({ path: absolute, gitDirectory, defaultBranch, commit, refs });
}

async function findDefaultBranch(
  answer: (...args: string[]) => Promise<string | null>,
  refs: SourceFacts['refs'],
): Promise<string> {
  const branches = new Set(refs.filter((ref) => ref.name.startsWith('refs/heads/')).map((ref) => ref.name.slice(11)));
  // What the hosting service says goes before the branch that somebody happens to work on.
  const remote = (await answer('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'))?.replace(
    /^origin\//,
    '',
  );
  if (remote !== undefined && isValidRefName(`refs/heads/${remote}`)) return remote;
  for (const usual of ['main', 'master']) if (branches.has(usual)) return usual;
  const head = await answer('symbolic-ref', '--quiet', '--short', 'HEAD');
  return head !== null && isValidRefName(`refs/heads/${head}`) ? head : 'main';
}

const firstLine = (text: string) => (text.split('\n', 1)[0] ?? '').replace(/^fatal: /, '');

/**
 * Makes a world from the built-in sample or from a local clone. The clone is read, never written; afterwards the world
 * is independent of it. With `at`, branches and tags that are younger than that commit and outside its history are left
 * out, so that an old release is rehearsed in the repository as it was then.
 *
 * @throws Stop when the folder is in use, the clone cannot be used, or git is missing or too old
 */
export async function createWorld(options: WorldOptions): Promise<CreatedWorld> {
  // What is thrown away at the end may be begun meanwhile.
  const usable = requireGit();
  usable.catch(() => {});
  if (options.isTemporary !== true) await usable;
  const { directory, from } = options;
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Stop([problem('rehearsal-folder-in-use', error.message, { where: directory })]);
  });
  if (entries.length > 0) {
    throw new Stop([problem('rehearsal-folder-in-use', 'The folder is not empty.', { where: directory })]);
  }
  let facts: SourceFacts | null = null;
  if (from.kind === 'clone') {
    const examined = await examineSource(from.path, from.at);
    if (!examined.ok) throw new Stop(examined.problems as [(typeof examined.problems)[0]]);
    facts = examined.value;
  }

  await mkdir(join(directory, 'assets'), { recursive: true });
  const named = from.kind === 'written' ? from.defaultBranch : facts?.defaultBranch;
  const defaultBranch = named ?? 'main';
  const git = await GitRepository.create(join(directory, REPOSITORY), { defaultBranch });
  let droppedRefs: readonly string[] = [];
  if (from.kind === 'written') await from.write(git, defaultBranch);
  else if (facts === null || from.kind === 'sample') {
    await writeSample(git, defaultBranch, from.kind === 'sample' ? from.files : undefined);
  } else {
    await copyObjects(facts.gitDirectory, git.directory);
    droppedRefs = await copyRefs(git, facts, from.at !== undefined);
  }

  const isTemporary = options.isTemporary === true;
  const world = {
    ...(await beginWorld(git, options, defaultBranch)),
    droppedRefs,
    ...(isTemporary && { isTemporary }),
  };
  await saveWorld(world);
  await usable;
  return world;
}

/** A world around a repository that has its first refs: nothing has happened in it yet. */
export async function beginWorld(
  git: GitRepository,
  { directory, clock, owner, repo, settings, rulesets }: Omit<WorldOptions, 'from'>,
  defaultBranch: string,
): Promise<World> {
  const now = clock.now().getTime();
  const state: WorldState = {
    formatVersion: 1,
    owner,
    repo,
    defaultBranch,
    repositoryId: 1000,
    createdAt: now,
    savedAt: now,
    requestCount: 0,
    firedFaults: [],
    nextId: 1001,
    nextNumber: 1,
    settings: {
      allowSquashMerge: true,
      allowMergeCommit: true,
      allowRebaseMerge: true,
      allowAutoMerge: false,
      deleteBranchOnMerge: false,
      immutableReleases: false,
      private: false,
      ...settings,
    },
    rulesets: [...(rulesets ?? [])],
    pulls: [],
    issues: [],
    labels: [],
    labelsOf: {},
    comments: [],
    checkRuns: [],
    statuses: [],
    workflows: [],
    runs: [],
    releases: [],
  };
  // Ids of rulesets given from outside must stay unique.
  state.nextId = Math.max(state.nextId, ...state.rulesets.map((ruleset) => ruleset.id + 1));
  const world = makeWorld(directory, git, state, clock);
  await registerWorkflows(world);
  return world;
}

/** Every workflow file on the default branch is a workflow that GitHub knows. */
async function registerWorkflows(world: World): Promise<void> {
  const tip = await world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`);
  const tree = tip === null ? null : (await world.git.commit(tip)).tree;
  const folder = tree === null ? null : await world.git.entryAt(tree, '.github/workflows');
  if (folder?.type !== 'tree') return;
  for (const entry of (await world.git.readTree(folder.sha)) ?? []) {
    if (entry.type === 'blob' && /\.ya?ml$/.test(entry.path)) {
      const path = `.github/workflows/${entry.path}`;
      world.state.workflows.push({ id: world.nextId(), path, state: 'active', createdAt: world.state.createdAt });
    }
  }
}

/**
 * Opens a world that was made before. Its time goes on from when it was last saved.
 *
 * @throws Stop when the folder holds no world
 */
export async function openWorld(directory: string, clock: WorldClock): Promise<World> {
  await requireGit();
  const stop = (what: string) => new Stop([problem('rehearsal-folder-in-use', what, { where: directory })]);
  let state: WorldState;
  try {
    const file = join(directory, WORLD_FILE);
    if ((await stat(file)).size > MAXIMUM_WORLD_FILE)
      throw stop('Its world.json is larger than any rehearsal makes it.');
    state = JSON.parse(await readFile(file, 'utf8')) as WorldState;
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw stop('There is no rehearsal in this folder that could be resumed.');
  }
  if (state?.formatVersion !== 1 || !Number.isSafeInteger(state.savedAt) || !Array.isArray(state.pulls)) {
    throw stop('The rehearsal in this folder was made by another version of this program.');
  }
  try {
    const git = await GitRepository.open(join(directory, REPOSITORY));
    return makeWorld(directory, git, state, clock);
  } catch (error) {
    if (error instanceof GitFailure) throw stop(`Its repository cannot be read: ${firstLine(error.message)}`);
    throw error;
  }
}

/** Copies loose objects and packs as they are: nothing is walked, so a partial clone (promisor packs) works as well. */
async function copyObjects(fromGit: string, toGit: string, depth = 0): Promise<void> {
  const from = join(fromGit, 'objects');
  const to = join(toGit, 'objects');
  const copy = async (folder: string, wanted: RegExp) => {
    await mkdir(join(to, folder), { recursive: true });
    const names = (await readdir(join(from, folder)).catch(() => [])).filter((name) => wanted.test(name));
    // An index that is there promises its pack: it comes last, as git itself does it.
    names.sort((a, b) => Number(a.endsWith('.idx')) - Number(b.endsWith('.idx')));
    for (const name of names) {
      const target = join(to, folder, name);
      if (existsSync(target)) continue;
      await copyFile(join(from, folder, name), target, constants.COPYFILE_FICLONE).catch(
        (error: NodeJS.ErrnoException) => {
          // The clone may be repacked meanwhile; what matters is found missing when it is asked for.
          if (error.code !== 'ENOENT') throw error;
        },
      );
    }
  };
  for (const name of await readdir(from)) if (/^[0-9a-f]{2}$/.test(name)) await copy(name, /^[0-9a-f]{38}$/);
  await copy('pack', /^pack-[0-9a-f]{40}\.(pack|idx|promisor|rev)$/);
  const alternates = await readFile(join(from, 'info', 'alternates'), 'utf8').catch(() => '');
  for (const line of alternates.split('\n')) {
    if (line === '' || line.startsWith('#') || depth > 5) continue;
    await copyObjects(join(resolve(from, line), '..'), toGit, depth + 1);
  }
}

async function copyRefs(git: GitRepository, facts: SourceFacts, asItWas: boolean): Promise<string[]> {
  const main = `refs/heads/${facts.defaultBranch}`;
  const others = facts.refs.filter((ref) => ref.name !== main);
  const commits = new Map<string, string | null>();
  for (const { sha } of others) if (!commits.has(sha)) commits.set(sha, await git.peel(sha));
  const peeled = [...commits.values()].filter((sha) => sha !== null);
  const contained = asItWas ? await git.contained(peeled, facts.commit) : new Set(peeled);
  const then = (await git.commit(facts.commit)).committer.time;
  const kept = [{ name: main, sha: facts.commit }];
  const dropped: string[] = [];
  for (const ref of others) {
    const commit = commits.get(ref.sha) ?? null;
    const isThere = commit !== null || (await git.objectInfo(ref.sha)) !== null;
    // Old tags may stand on lines of history that were never merged: those existed then, by their date.
    const wasThere = commit === null || contained.has(commit) || (await refTime(git, ref.sha, commit)) <= then;
    if (isThere && wasThere) kept.push(ref);
    else dropped.push(ref.name);
  }
  const written = await git.updateRefs(kept.map(({ name, sha }) => ({ name, to: sha, from: null })));
  if (!written.ok) throw new GitFailure(written.message);
  if (kept.length > 50) await git.packRefs();
  return dropped;
}

const refTime = async (git: GitRepository, sha: string, commit: string): Promise<number> =>
  (await git.readTag(sha))?.tagger?.time ?? (await git.commit(commit)).committer.time;

/** `cat-file --batch-command` and `merge-tree --write-tree` are what need it. */
const OLDEST_GIT = [2, 38] as const;

/** Where a git that is new enough was found before, by the search path. */
const usable = new Set<string | undefined>();

async function requireGit(): Promise<void> {
  if (usable.has(process.env.PATH)) return;
  const output = await runGit(['--version']).catch((error: unknown) => {
    throw new Stop([problem('git-unusable', error instanceof Error ? error.message : String(error))]);
  });
  const found = /(\d+)\.(\d+)/.exec(output.stdout.toString('utf8'));
  const [major, minor] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  if (major < OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1])) {
    throw new Stop([problem('git-unusable', `This is git ${major}.${minor}.`)]);
  }
  usable.add(process.env.PATH);
}
