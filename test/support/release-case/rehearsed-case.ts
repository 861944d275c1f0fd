import { join } from 'node:path';
import { createColors } from 'picocolors';
import { initCommand } from '../../../src/cli/init-command.ts';
import type { Output } from '../../../src/cli/output.ts';
import { judging } from '../../../src/cli/release-command.ts';
import type { ReleaseOutcome } from '../../../src/conduct/release.ts';
import { release } from '../../../src/conduct/release.ts';
import { orStop, type Problem, Stop } from '../../../src/core/problem.ts';
import { STAGES } from '../../../src/core/release/stage.ts';
import type { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import type { RequestLogEntry } from '../../../src/embedded-github/request-log.ts';
import { startEmbeddedGitHub } from '../../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import type { WorldState } from '../../../src/embedded-github/world-state.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { createWorld } from '../../../src/rehearse/create-world.ts';
import { faultOptions } from '../../../src/rehearse/fault-options.ts';
import { neverHappened } from '../../../src/rehearse/unfired-faults.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { ENGLISH } from '../../../src/report/words.ts';
import { writeMemoryWorld } from '../memory-world.ts';
import { answerHere } from '../own-fetch.ts';
import { scratchFolder } from '../scratch.ts';
import type { ReleaseCase } from './case-file.ts';
import { writeCaseRepository } from './case-repository.ts';

export const CASE_DATE = '2026-11-24';

/** Files by their path, as text of bytes (latin1). */
type Files = ReadonlyMap<string, string>;

/** What came of a case: what was told, and the repository before and after. */
export interface RehearsedCase {
  /** Ids of the commits by the names that the case gives them. */
  readonly commits: ReadonlyMap<string, string>;
  readonly outcome: ReleaseOutcome;
  /** What `init --dry-run` said before, where the case asks for it. */
  readonly init: { readonly exitCode: number; readonly told: string } | null;
  /** What `plan` shows: its notes and warnings, and the problems that it stops with. */
  readonly toldBefore: string;
  /** What the stages said, what was warned of on the way, and the problems that the release stopped with, wherever. */
  readonly toldAfter: string;
  /** Commits by full name of the branch or tag. */
  readonly refsBefore: ReadonlyMap<string, string>;
  readonly refsAfter: ReadonlyMap<string, string>;
  readonly filesBefore: Files;
  /** At the release commit, or where the base branch stands when there is none. */
  readonly filesAfter: Files;
  readonly releaseCommit: string;
  /** What the pull request that follows the release proposes; null where there is none. */
  readonly filesFollowing: Files | null;
  readonly state: WorldState;
  readonly requests: readonly RequestLogEntry[];
}

export const problemText = ({ code, what, where, remedy }: Problem): string => [code, where, what, remedy].join('\n');

/** Rehearses a case in this process, on the virtual clock. */
export async function rehearseCase(releaseCase: ReleaseCase): Promise<RehearsedCase> {
  const clock = new VirtualClock(new Date(`${CASE_DATE}T09:00:00Z`));
  const directory = join(scratchFolder('case'), 'world');
  let commits: RehearsedCase['commits'] = new Map();
  const write = async (git: GitRepository) => {
    commits = await writeCaseRepository(git, releaseCase);
  };
  const facts = {
    directory,
    clock,
    owner: 'acme',
    repo: 'gadget',
    settings: { immutableReleases: releaseCase.world['immutable-releases'] ?? false },
  };
  // `init` reads the clone of a person, with git.
  const isOnDisk = releaseCase.expected.init !== undefined;
  const world = isOnDisk
    ? await createWorld({ ...facts, from: { kind: 'written', write } })
    : await writeMemoryWorld(facts, write);
  furnish(world.state, releaseCase.world, world.nextId, clock.now().getTime());
  const faults = orStop(faultOptions(releaseCase.fault === undefined ? [] : [releaseCase.fault]));
  const server = await startEmbeddedGitHub({ world, faults, tokenKind: 'app', warn: () => {} });
  answerHere(server.url, server.fetch);
  const warnings: string[] = [];
  const progress = { ...silentProgress, warn: (text: string) => warnings.push(text) };
  try {
    const refsBefore = await refsOf(world.git);
    const init = isOnDisk ? await initOfCase(join(directory, 'repo.git')) : null;
    const outcome = await release(
      {
        clock,
        progress,
        client: new GitHubClient({
          apiUrl: server.url,
          token: server.tokens.app,
          owner: 'acme',
          repo: 'gadget',
          policy: defaultPolicy(clock, () => {}),
          timeout: 60_000,
          userAgent: 'case',
        }),
      },
      {
        version: releaseCase.release,
        config: null,
        // Most requests would be polls, each as the one before.
        overrides: [{ input: 'poll-interval', keys: ['watch', 'poll-interval-seconds'], value: 240 }],
        superseded: [],
        publicUrl: 'https://github.com/acme/gadget',
        acceptedTrees: [],
        stages: new Set(STAGES.filter((stage) => stage !== 'bench' && stage !== 'gate')),
        judge: judging({ kind: 'skipped' }, true),
        test: null,
        rehearsal: true,
        program: 'case',
      },
      () => {},
    );
    const unfired = neverHappened(server.unfiredFaults());
    const refsAfter = await refsOf(world.git);
    const base = `refs/heads/${outcome.record.base.branch || world.state.defaultBranch}`;
    const baseBefore = refsBefore.get(base) ?? '';
    const releaseCommit = outcome.record.tag?.commit ?? outcome.record.mergeCommit ?? refsAfter.get(base) ?? '';
    const { survey } = outcome;
    const planned = survey?.plan == null ? [] : [...survey.plan.notes, ...survey.plan.warnings];
    return {
      commits,
      outcome,
      init,
      toldBefore: [...planned, ...(survey?.problems ?? outcome.problems).map(problemText)].join('\n'),
      toldAfter: [
        ...warnings,
        ...outcome.record.stages.map((stage) => stage.detail),
        ...outcome.problems.map(problemText),
        ...unfired,
      ].join('\n'),
      refsBefore,
      refsAfter,
      filesBefore: await filesAt(world.git, baseBefore),
      filesAfter: await filesAt(world.git, releaseCommit),
      releaseCommit,
      filesFollowing: outcome.record.followUp == null ? null : await followingFiles(world, refsAfter),
      state: world.state,
      requests: server.requests,
    };
  } finally {
    await server.close();
    await world.git.close();
  }
}

/** The files of the last pull request, which is the one that a release leaves open. */
async function followingFiles(
  { git, state }: { readonly git: GitRepository; readonly state: WorldState },
  refs: ReadonlyMap<string, string>,
): Promise<Files | null> {
  const head = refs.get(`refs/heads/${state.pulls.at(-1)?.headRef ?? ''}`);
  return head === undefined ? null : filesAt(git, head);
}

/** Puts what GitHub holds beside git into a world. */
function furnish(state: WorldState, wanted: ReleaseCase['world'], nextId: () => number, now: number): void {
  for (const [index, { name, rules, ...ruleset }] of wanted.rulesets.entries()) {
    const known = rules.map(({ type, parameters }) => (parameters === undefined ? { type } : { type, parameters }));
    state.rulesets.push({ id: nextId(), name: name ?? `rules ${index + 1}`, rules: known, ...ruleset });
  }
  for (const [index, release] of wanted.releases.entries()) {
    const { login = 'maintainer', type = 'User' } = release.author ?? {};
    const author = { login, id: 7_000 + index, type };
    const at = now - 86_400_000;
    state.releases.push({
      id: nextId(),
      tagName: release.tag_name,
      targetCommitish: state.defaultBranch,
      name: release.name ?? release.tag_name,
      body: release.body,
      draft: release.draft,
      prerelease: release.prerelease,
      immutable: release.immutable,
      createdAt: at,
      publishedAt: release.draft ? null : at,
      author,
      assets: release.assets.map((asset) => ({
        id: nextId(),
        name: typeof asset === 'string' ? asset : asset.name,
        label: null,
        state: 'uploaded' as const,
        contentType: 'application/octet-stream',
        size: 1,
        digest: `sha256:${'0'.repeat(64)}`,
        createdAt: at,
        uploader: author,
        file: '0'.repeat(64),
      })),
    });
  }
}

async function refsOf(git: GitRepository): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  for (const { name, sha } of await git.listRefs('refs/')) {
    if (!name.startsWith('refs/heads/') && !name.startsWith('refs/tags/')) continue;
    refs.set(name, (await git.peel(sha)) ?? sha);
  }
  return refs;
}

async function filesAt(git: GitRepository, commit: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = commit === '' ? [] : await git.listTree((await git.commit(commit)).tree, { recursive: true });
  for (const { path, sha, mode } of entries ?? [])
    if (mode.startsWith('100')) files.set(path, Buffer.from((await git.readBlob(sha)) ?? []).toString('latin1'));
  return files;
}

/** What `init --dry-run` says of a repository, all of it, and its exit code. */
async function initOfCase(folder: string): Promise<{ exitCode: number; told: string }> {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const colors = createColors(false);
  const output: Output = {
    json: false,
    words: ENGLISH,
    colors,
    resultColors: colors,
    say,
    result: (shown) => lines.push(...shown),
    progress: () => silentProgress,
    settle: () => {},
    aside: (work) => work(),
  };
  try {
    const exitCode = await initCommand({ from: folder, dryRun: true, actionRef: 'v1' }, output, 'case');
    return { exitCode, told: lines.join('\n') };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { exitCode: error.exitCode, told: error.problems.map(problemText).join('\n') };
  }
}
