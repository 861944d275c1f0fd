import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judging } from '../../src/cli/release-command.ts';
import { type ReleaseOutcome, release } from '../../src/conduct/release.ts';
import { type Problem, Stop } from '../../src/core/problem.ts';
import { STAGES } from '../../src/core/release/stage.ts';
import { parseWorkflow } from '../../src/core/triggers/workflow-file.ts';
import type { GitRepository } from '../../src/embedded-github/git/git-repository.ts';
import { startEmbeddedGitHub } from '../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import type { World } from '../../src/embedded-github/world.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { createWorld } from '../../src/rehearse/create-world.ts';
import { silentProgress } from '../../src/report/progress.ts';

/** What became of a rehearsed version. */
export interface Rehearsed {
  readonly outcome: ReleaseOutcome | null;
  readonly problems: readonly Problem[];
  /** Notes, warnings and problems as they were shown. */
  readonly told: readonly string[];
  /** Every request to the embedded GitHub but polls. */
  readonly requests: number;
  /** Seconds. */
  readonly seconds: number;
}

export interface RehearsalOfClone {
  /** A bare repository. */
  readonly from: string;
  /** `owner/repo`, as it is called where its maintainers release it. */
  readonly name: string;
  readonly base: string;
  readonly version: string;
  /** When its maintainers released it, by the clock on their wall: what is dated compares with what they dated. */
  readonly released: Date;
  /** Tags that were not there yet. */
  readonly laterTags: readonly string[];
  /** What a person wrote before the release, in a commit above `base`: the blobs of files, by path. */
  readonly written: ReadonlyMap<string, string>;
}

/** A workflow that makes a GitHub release. */
const RELEASES = /action-gh-release|create-release|gh release create|release-action|goreleaser/;

/**
 * A clone knows nothing of GitHub releases: each tag has one, made by a workflow where there is one that makes them, and else
 * by a person.
 */
async function publishEarlier({ git, state, nextId }: World, version: string): Promise<void> {
  const head = await git.resolveRef(`refs/heads/${state.defaultBranch}`);
  const folder = head === null ? null : await git.entryAt((await git.commit(head)).tree, '.github/workflows');
  const workflows = folder?.type === 'tree' ? ((await git.readTree(folder.sha)) ?? []) : [];
  const texts = await Promise.all(
    workflows.map(async ({ path: name, sha }) => ({
      name,
      text: Buffer.from((await git.readBlob(sha)) ?? []).toString('utf8'),
    })),
  );
  // One that waits for a release adds to what somebody made.
  const waits = (name: string, text: string) => {
    const parsed = parseWorkflow(`.github/workflows/${name}`, text);
    if (!parsed.ok || !parsed.value.triggers.has('release')) return false;
    const push = parsed.value.triggers.get('push');
    return push === undefined || (push.tags === null && push.branches !== null);
  };
  const isMade = texts.some(({ name, text }) => RELEASES.test(text) && !waits(name, text));
  const author = isMade
    ? { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' as const }
    : { login: 'maintainer', id: 7, type: 'User' as const };
  for (const { name } of await git.listRefs('refs/tags/')) {
    const tagName = name.slice('refs/tags/'.length);
    if (!/\d+\.\d+/.test(tagName) || tagName.endsWith(version)) continue;
    const at = state.createdAt - 86_400_000;
    state.releases.push({
      id: nextId(),
      tagName,
      targetCommitish: state.defaultBranch,
      name: tagName,
      body: '',
      draft: false,
      prerelease: false,
      immutable: false,
      author,
      createdAt: at,
      publishedAt: at,
      assets: [],
    });
  }
}

/** A commit at the head of the default branch, with what a person wrote before the release. */
async function writeBefore({ git, state }: World, written: ReadonlyMap<string, string>): Promise<void> {
  const branch = `refs/heads/${state.defaultBranch}`;
  const head = await git.resolveRef(branch);
  if (head === null || written.size === 0) return;
  const { tree, committer } = await git.commit(head);
  const changes = [...written].map(([path, sha]) => ({ path, mode: '100644' as const, sha }));
  const commit = await git.writeCommit({
    tree: await git.treeWithChanges(tree, changes),
    parents: [head],
    author: committer,
    committer,
    message: 'What changes for users',
  });
  const moved = await git.updateRefs([{ name: branch, from: head, to: commit }]);
  if (!moved.ok) throw new Error(moved.message);
}

/**
 * Rehearses a version in a clone as it was at a commit, without configuration: what `rehearse --from DIR --at COMMIT
 * --version VERSION --skip bench,gate` does.
 *
 * @param look at the repository afterwards
 */
export async function rehearseVersion(
  { from, name, base, version, released, laterTags, written }: RehearsalOfClone,
  look: (git: GitRepository, rehearsed: Rehearsed) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'zlink-replay-'));
  const began = Date.now();
  const [owner = 'acme', repo = name] = name.split('/');
  try {
    const clock = new VirtualClock(released);
    const world = await createWorld({
      directory: join(directory, 'world'),
      from: { kind: 'clone', path: from, at: base },
      clock,
      owner,
      repo,
    });
    const there = await Promise.all(
      laterTags.map(async (tag) => ({
        name: `refs/tags/${tag}`,
        from: await world.git.resolveRef(`refs/tags/${tag}`),
      })),
    );
    const gone = there.flatMap((each) => (each.from === null ? [] : [{ ...each, to: null }]));
    const dropped = await world.git.updateRefs(gone);
    if (!dropped.ok) throw new Error(dropped.message);
    await writeBefore(world, written);
    await publishEarlier(world, version);
    const server = await startEmbeddedGitHub({ world, faults: [], tokenKind: 'app', warn: () => {} });
    const warnings: string[] = [];
    try {
      const outcome = await release(
        {
          clock,
          progress: { ...silentProgress, warn: (text: string) => warnings.push(text) },
          client: new GitHubClient({
            apiUrl: server.url,
            token: server.tokens.app,
            owner,
            repo,
            policy: defaultPolicy(clock, () => {}),
            timeout: 120_000,
            userAgent: 'replay',
          }),
        },
        {
          version,
          config: null,
          overrides: [{ input: 'poll-interval', keys: ['watch', 'poll-interval-seconds'], value: 240 }],
          superseded: [],
          publicUrl: `https://github.com/${owner}/${repo}`,
          acceptedTrees: [],
          stages: new Set(STAGES.filter((stage) => stage !== 'bench' && stage !== 'gate')),
          judge: judging({ kind: 'skipped' }, true),
          test: null,
          rehearsal: true,
          program: 'replay',
        },
        () => {},
      ).catch((error: unknown) => {
        if (error instanceof Stop) return error;
        throw error;
      });
      const isStopped = outcome instanceof Stop;
      const problems = isStopped ? outcome.problems : outcome.problems;
      const plan = isStopped ? null : (outcome.survey?.plan ?? null);
      await look(world.git, {
        outcome: isStopped ? null : outcome,
        problems,
        told: [
          ...(plan === null ? [] : [...plan.notes, ...plan.warnings]),
          ...warnings,
          ...problems.map(({ what, where, remedy }) => [where, what, remedy].join(' ')),
        ],
        requests: world.state.requestCount,
        seconds: (Date.now() - began) / 1_000,
      });
    } finally {
      await server.close();
      await world.git.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
