import { problem, Stop } from '../../core/problem.ts';
import { nextProposalStep, type ProposalState } from '../../core/release/decide-proposal.ts';
import type { PullRequestFacts, ReleaseObservation } from '../../core/release/facts.ts';
import { countsBeside, short } from '../../core/release/position.ts';
import { type WorkflowRun, withRunMark } from '../../core/release/workflow-run.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readBranchHead, readReleasePullRequests, toPullRequestFacts } from '../../github/read-release.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { commitOnBranch, createCommit } from '../../github/write-commit.ts';
import { markOf } from './claim.ts';
import { stopWhereInTheWay } from './refused-name.ts';
import { deleteReleaseBranch, examineHead, foreignProblem, kindByShape } from './release-head.ts';
import type { ReleaseContext } from './stage-context.ts';

/** More steps than any undisturbed or disturbed proposal needs; beyond it two writers are fighting. */
const MAXIMUM_STEPS = 20;

export interface ProposeOptions {
  /** Pull requests that a person has given up. */
  readonly superseded: readonly number[];
  /** What was seen of it a moment ago. */
  readonly observed: Pick<ReleaseObservation, 'branchHead' | 'pullRequests'>;
  /** The workflow run that opens it, which the pull request names. */
  readonly run: WorkflowRun | null;
}

export interface Proposed {
  readonly pullRequest: PullRequestFacts;
  /** Opened just now, by us: nothing of ours can be on it yet. */
  readonly isNew: boolean;
}

/**
 * Brings about an open pull request that holds exactly the planned bump. A certain answer to a write says what is there
 * now; after an uncertain one everything is looked at again.
 */
export async function propose(context: ReleaseContext, options: ProposeOptions): Promise<Proposed> {
  const { client, plan, progress, record } = context;
  const { branch } = plan.names;
  const writes = new WriteAttempts(context.clock);
  const done = (pullRequest: PullRequestFacts, isNew: boolean): Proposed => {
    record({ pullRequest: { number: pullRequest.number, url: pullRequest.url }, bumpCommit: pullRequest.headSha });
    return { pullRequest, isNew };
  };
  /** The release branch is one that this process created. */
  let begun = false;
  let state: ProposalState | null = await explaining('reading the release branch', () =>
    examineHead(context, options.observed.branchHead, currentPullRequest(options.observed.pullRequests, options)),
  );
  for (let steps = 0; steps < MAXIMUM_STEPS; steps += 1) {
    state ??= await explaining('reading the release branch', () => observeProposal(context, options));
    const before: ProposalState = state;
    state = null;
    const step = nextProposalStep(before, plan.baseBranch);
    switch (step.kind) {
      case 'done':
        // What was merged meanwhile had a branch of its own: the one that we began is of no use.
        if (step.pullRequest.merged && begun && before.branchHead !== null)
          await deleteReleaseBranch(context, before.branchHead.sha);
        return done(step.pullRequest, false);
      case 'stop':
        throw new Stop([step.problem]);
      case 'foreign':
        throw new Stop([await foreignProblem(context, before)]);
      case 'create-branch': {
        const created = await explaining(`creating branch ${branch}`, () =>
          writes.attempt(
            client.request('POST /repos/{owner}/{repo}/git/refs', {
              ref: `refs/heads/${branch}`,
              sha: plan.base.commit,
            }),
          ),
        );
        begun ||= created !== null;
        if (created === null) await stopWhereInTheWay(context, 'heads', 'release-branch', branch);
        // A pull request whose branch is gone was merged or closed meanwhile: that is looked at again.
        else if (before.pullRequest === null) state = await examineHead(context, created.object.sha, null);
        break;
      }
      case 'commit-bump': {
        const commit = await explaining(`committing the bump to ${branch}`, () =>
          writes.attempt(commitOnBranch(client, branch, bumpOf(context), { useGraphQL: plan.hasGraphQL })),
        );
        if (commit === null) break;
        progress.note(`committed "${plan.names.commitMessage}" to ${branch}`);
        state = { branchHead: commit, pullRequest: before.pullRequest, headKind: kindByShape(context, commit) };
        break;
      }
      case 'replace-bump': {
        const commit = await explaining('bringing the bump up to date', () => createCommit(client, bumpOf(context)));
        const moved = await explaining(`updating branch ${branch}`, async () => {
          // The nearest thing to a compare-and-swap that refs have in REST: look again right before.
          if ((await readBranchHead(client, branch)) !== step.expectedHead) return null;
          return writes.attempt(
            client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
              ref: `heads/${branch}`,
              sha: commit.sha,
              force: true,
            }),
          );
        });
        if (moved === null) break;
        progress.note(`brought ${branch} up to date with ${plan.baseBranch} at ${short(plan.base.commit)}`);
        break;
      }
      case 'open-pull-request': {
        // GitHub refuses a second one only while the first is open: another copy may have merged its own by now.
        const meanwhile = await explaining('reading the release pull requests', async () =>
          currentPullRequest(await readReleasePullRequests(client, branch, plan.baseBranch), options),
        );
        if (meanwhile !== null) {
          state = { ...before, pullRequest: meanwhile };
          break;
        }
        const opened = await explaining('opening the release pull request', () =>
          writes.attempt(
            client.request('POST /repos/{owner}/{repo}/pulls', {
              title: plan.names.pullRequestTitle,
              body:
                options.run === null
                  ? plan.names.pullRequestBody
                  : withRunMark(plan.names.pullRequestBody, markOf(context, options.run)),
              head: branch,
              base: plan.baseBranch,
            }),
          ),
        );
        if (opened === null) break;
        const pullRequest = toPullRequestFacts(opened);
        progress.note(`opened pull request #${pullRequest.number}: ${pullRequest.url}`);
        if (pullRequest.headSha === before.branchHead?.sha) return done(pullRequest, true);
        break;
      }
    }
  }
  throw new Stop([
    problem('github-refused', `The release branch ${branch} did not settle: somebody else keeps changing it.`),
  ]);
}

const bumpOf = ({ plan }: ReleaseContext) => ({
  message: plan.names.commitMessage,
  parent: plan.base.commit,
  baseTree: plan.base.tree,
  files: plan.edits.map(({ path, mode, after }) => ({ path, mode, bytes: after })),
});

async function observeProposal(context: ReleaseContext, options: ProposeOptions): Promise<ProposalState> {
  const { client, plan } = context;
  const [head, pullRequests] = await Promise.all([
    readBranchHead(client, plan.names.branch),
    readReleasePullRequests(client, plan.names.branch, plan.baseBranch),
  ]);
  return examineHead(context, head, currentPullRequest(pullRequests, options));
}

function currentPullRequest(
  pullRequests: readonly PullRequestFacts[],
  { superseded }: ProposeOptions,
): PullRequestFacts | null {
  const ours = pullRequests.filter(countsBeside(superseded));
  return ours.find((each) => each.merged) ?? ours.find((each) => each.state === 'open') ?? ours[0] ?? null;
}
