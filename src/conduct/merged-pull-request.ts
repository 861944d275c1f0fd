import { type Problem, problem } from '../core/problem.ts';
import type { CommitFacts, PullRequestFacts } from '../core/release/facts.ts';
import { mergeSign } from '../core/release/merge-message.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import {
  type PullRequestOfBranch,
  readPullRequest,
  readPullRequests,
  readPullRequestsOfCommit,
} from '../github/read-release.ts';
import { readCommitsOfPath } from '../github/read-repository.ts';
import type { StageContext } from './stages/stage-context.ts';

/** How long an answer of GitHub may lag before it is taken at its word. Milliseconds. */
const LAG = 60_000;
const LOOK_INTERVAL = 10_000;

export interface MergedSubject {
  readonly names: ReleaseNames;
  readonly version: string;
  readonly base: { readonly name: string; readonly head: CommitFacts };
  /** A file that says the version. */
  readonly versionPath: string;
  /** The commit of the release tag; null while there is none. */
  readonly tagged: Pick<CommitFacts, 'sha' | 'message'> | null;
  /** The pull requests that were listed a moment ago. */
  readonly listed: readonly PullRequestFacts[];
}

export interface MergedFindings {
  readonly pullRequests: readonly PullRequestFacts[];
  /** The history says that the release was merged, and GitHub shows no such pull request after all. */
  readonly problem: Problem | null;
}

type Context = Pick<StageContext, 'client' | 'clock' | 'progress'>;

/**
 * The pull requests of a release whose version the base branch carries already. Lists lag, so nothing is concluded from the
 * absence of a merged one where a commit says that it is its merge: the pull request that it names is asked itself; where it
 * names none, or the answer is old, everything is looked at again for a minute.
 */
export async function mergedPullRequests(context: Context, subject: MergedSubject): Promise<MergedFindings> {
  const { client, clock, progress } = context;
  const { names, version, base, versionPath, tagged, listed } = subject;
  if (listed.some((each) => each.merged)) return { pullRequests: listed, problem: null };
  const commits = tagged === null ? await readCommitsOfPath(client, base.head.sha, versionPath) : [tagged];
  const isOwn = ({ headRef, facts }: PullRequestOfBranch) => headRef === names.branch && facts.baseBranch === base.name;
  for (const deadline = clock.now().getTime() + LAG; ; ) {
    let doubt: string | null = null;
    for (const { sha, message } of commits) {
      const sign = mergeSign(message, names);
      if (sign === null) continue;
      // A commit of somebody who works without pull requests looks the same; its tag says that it was released.
      if (sign.number === null && tagged !== null) continue;
      const one = sign.number === null ? null : await readPullRequest(client, sign.number);
      const asked = sign.number === null ? await readPullRequestsOfCommit(client, sha) : one === null ? [] : [one];
      const own = asked.find(isOwn);
      if (own?.facts.merged === true) {
        const others = listed.filter((each) => each.number !== own.facts.number);
        return { pullRequests: [own.facts, ...others], problem: null };
      }
      // A number that nobody knows may be another tracker's, unless the commit is called as ours are.
      const cameAnotherWay = own === undefined && (asked.some((each) => each.facts.merged) || !sign.isOwn);
      if (!cameAnotherWay) doubt ??= sha;
    }
    if (doubt === null) return { pullRequests: listed, problem: null };
    const again = await readPullRequests(client, names.branch, base.name);
    if (again.some((each) => each.merged)) return { pullRequests: again, problem: null };
    if (clock.now().getTime() >= deadline) return { pullRequests: again, problem: unlisted(version, base.name, doubt) };
    progress.waiting(`${base.name} carries ${version} already; its pull request is not listed yet`, LOOK_INTERVAL);
    await clock.sleep(LOOK_INTERVAL);
  }
}

const unlisted = (version: string, base: string, commit: string): Problem =>
  problem(
    'release-unlisted',
    `${base} carries ${version} already, by commit ${commit}, but no merged pull request of this release is listed.`,
    {
      remedy: `GitHub's lists can lag: run the same command again in a minute. If ${version} was never merged by a pull request of this program, it came another way: give the exact version to release after it.`,
    },
  );
