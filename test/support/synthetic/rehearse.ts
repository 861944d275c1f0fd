import { join } from 'node:path';
import { judging } from '../../../src/cli/release-command.ts';
import { release } from '../../../src/conduct/release.ts';
import { STAGES } from '../../../src/core/release/stage.ts';
import type { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import { startEmbeddedGitHub } from '../../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { writeMemoryWorld } from '../memory-world.ts';
import { answerHere } from '../own-fetch.ts';
import { type Judgement, judge } from './judge.ts';
import { RELEASE_DAY, type SyntheticRepository } from './repository.ts';

/** Milliseconds since the epoch; each commit is a day later than the one before. */
const BEGIN = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;

/**
 * Releases the next version of a made repository on the embedded GitHub, without configuration, and looks at the tree of the tag.
 *
 * @param directory absent or empty
 */
export async function rehearseSynthetic(made: SyntheticRepository, directory: string): Promise<Judgement> {
  const clock = new VirtualClock(new Date(`${RELEASE_DAY}T09:00:00Z`));
  const facts = { directory: join(directory, 'world'), clock, owner: 'acme', repo: 'made' };
  const world = await writeMemoryWorld(facts, (git) => writeHistory(git, made));
  const server = await startEmbeddedGitHub({ world, faults: [], tokenKind: 'app', warn: () => {} });
  answerHere(server.url, server.fetch);
  try {
    const outcome = await release(
      {
        clock,
        progress: silentProgress,
        client: new GitHubClient({
          apiUrl: server.url,
          token: server.tokens.app,
          owner: facts.owner,
          repo: facts.repo,
          policy: defaultPolicy(clock, () => {}),
          timeout: 60_000,
          userAgent: 'synthetic',
        }),
      },
      {
        version: made.next.text,
        config: null,
        // Most requests would be polls, each as the one before.
        overrides: [{ input: 'poll-interval', keys: ['watch', 'poll-interval-seconds'], value: 240 }],
        superseded: [],
        publicUrl: `https://github.com/${facts.owner}/${facts.repo}`,
        acceptedTrees: [],
        stages: new Set(STAGES.filter((stage) => stage !== 'bench' && stage !== 'gate')),
        judge: judging({ kind: 'skipped' }, true),
        test: null,
        rehearsal: true,
        program: 'synthetic',
      },
      () => {},
    );
    const { exitCode, problems, survey } = outcome;
    // Green is what GitHub holds: the tag, under its name.
    const tag = await world.git.resolveRef(`refs/tags/${made.tag}`);
    const commit = exitCode === 0 && tag !== null ? await world.git.peel(tag) : null;
    const plan = survey?.plan ?? null;
    const planned = new Map(made.base);
    for (const { path, after } of plan?.edits ?? []) planned.set(path, Buffer.from(after).toString('utf8'));
    return judge(made, {
      files: commit === null ? null : await filesAt(world.git, commit),
      planned,
      problems,
      told: (plan?.places ?? []).flatMap((row) => (row.act === 'stays' ? [{ ...row, text: row.now }] : [])),
    });
  } finally {
    await server.close();
    await world.git.close();
  }
}

/** The releases as commits with their tags, and the work since. */
async function writeHistory(git: GitRepository, { released, base }: SyntheticRepository): Promise<void> {
  const tags: { readonly name: string; readonly from: null; readonly to: string }[] = [];
  let head: string | null = null;
  for (const [at, { files, tag }] of [...released, { files: base, tag: null }].entries()) {
    const person = { name: 'A', email: 'a@example.org', time: BEGIN + at * DAY, zone: '+0000' };
    const changes = [];
    for (const [path, text] of files) changes.push({ path, mode: '100644', sha: await git.writeBlob(text) });
    head = await git.writeCommit({
      // A made repository loses no file.
      tree: await git.treeWithChanges(head === null ? null : (await git.commit(head)).tree, changes),
      parents: head === null ? [] : [head],
      author: person,
      committer: person,
      message: `${tag === null ? 'work' : `release ${tag}`}\n`,
    });
    if (tag !== null) tags.push({ name: `refs/tags/${tag}`, from: null, to: head });
  }
  if (head === null) throw new Error('there is work to release');
  const written = await git.updateRefs([...tags, { name: 'refs/heads/main', from: null, to: head }]);
  if (!written.ok) throw new Error(written.message);
}

async function filesAt(git: GitRepository, commit: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const entries = (await git.listTree((await git.commit(commit)).tree, { recursive: true })) ?? [];
  for (const { path, sha, mode } of entries)
    if (mode.startsWith('100')) files.set(path, Buffer.from((await git.readBlob(sha)) ?? []).toString('utf8'));
  return files;
}
