import { problem, ReleaseStop } from '../../core/problem.ts';
import type { CommitFacts, PullRequestFacts } from '../../core/release/facts.ts';
import { short } from '../../core/release/position.ts';
import { classifyHead, nextProposalStep, type ProposalState } from '../../core/release/propose.ts';
import { explaining } from '../../effects/github/explain-failure.ts';
import { orNull, readBranchHead, readPullRequests, toPullRequestFacts } from '../../effects/github/read-release.ts';
import { readCommit } from '../../effects/github/read-repository.ts';
import { WriteAttempts } from '../../effects/github/write-attempts.ts';
import { commitOnBranch, createCommit } from '../../effects/github/write-commit.ts';
import type { ReleaseContext } from './stage-context.ts';

/** More steps than any undisturbed or disturbed proposal needs; beyond it two writers are fighting. */
const MAXIMUM_STEPS = 20;

export interface ProposeOptions {
  /** Pull requests that a person has given up. */
  readonly superseded: readonly number[];
  /** Whether a commit is exactly the bump that this release would make on the commit's own parent. */
  readonly isOwnBump: (commit: CommitFacts) => Promise<boolean>;
}

/** Brings about an open pull request that holds exactly the planned bump. */
export async function propose(context: ReleaseContext, options: ProposeOptions): Promise<PullRequestFacts> {
  const { client, plan, progress, record } = context;
  const { branch } = plan.names;
  const writes = new WriteAttempts(context.clock);
  for (let steps = 0; steps < MAXIMUM_STEPS; steps += 1) {
    const state = await explaining('reading the release branch', () => observeProposal(context, options));
    const step = nextProposalStep(state, branch);
    switch (step.kind) {
      case 'done':
        record({
          pullRequest: { number: step.pullRequest.number, url: step.pullRequest.url },
          bumpCommit: step.pullRequest.headSha,
        });
        return step.pullRequest;
      case 'stop':
        throw new ReleaseStop([step.problem]);
      case 'create-branch':
        await explaining(`creating branch ${branch}`, () =>
          writes.attempt(
            client.request('POST /repos/{owner}/{repo}/git/refs', {
              ref: `refs/heads/${branch}`,
              sha: plan.base.commit,
            }),
          ),
        );
        break;
      case 'commit-bump':
        await explaining(`committing the bump to ${branch}`, () =>
          writes.attempt(commitOnBranch(client, branch, bumpOf(context), { useGraphQL: plan.hasGraphQL })),
        );
        progress.note(`committed "${plan.names.commitMessage}" to ${branch}`);
        break;
      case 'replace-bump': {
        const sha = await explaining('bringing the bump up to date', () => createCommit(client, bumpOf(context)));
        await explaining(`updating branch ${branch}`, async () => {
          // The nearest thing to a compare-and-swap that refs have in REST: look again right before.
          if ((await readBranchHead(client, branch)) !== step.expectedHead) return;
          await writes.attempt(
            client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}`, sha, force: true }),
          );
        });
        progress.note(`brought ${branch} up to date with ${plan.baseBranch} at ${short(plan.base.commit)}`);
        break;
      }
      case 'open-pull-request': {
        const opened = await explaining('opening the release pull request', () =>
          writes.attempt(
            client.request('POST /repos/{owner}/{repo}/pulls', {
              title: plan.names.pullRequestTitle,
              body: plan.names.pullRequestBody,
              head: branch,
              base: plan.baseBranch,
            }),
          ),
        );
        if (opened !== null) {
          const pullRequest = toPullRequestFacts(opened);
          progress.note(`opened pull request #${pullRequest.number}: ${pullRequest.url}`);
          if (pullRequest.headSha === state.branchHead?.sha) {
            record({
              pullRequest: { number: pullRequest.number, url: pullRequest.url },
              bumpCommit: pullRequest.headSha,
            });
            return pullRequest;
          }
        }
        break;
      }
    }
  }
  throw new ReleaseStop([
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
    readPullRequests(client, plan.names.branch, plan.baseBranch),
  ]);
  const pullRequest =
    pullRequests.find((each) => each.state === 'open' && !options.superseded.includes(each.number)) ?? null;
  if (head === null) return { branchHead: null, pullRequest, headKind: 'none' };
  const branchHead =
    head === plan.base.commit
      ? { sha: head, tree: plan.base.tree, parents: [], message: '' }
      : await readCommit(client, head);
  const expectation = {
    base: plan.base.commit,
    expectedTree: plan.expectedTree,
    commitMessage: plan.names.commitMessage,
  };
  let headKind = classifyHead(branchHead, expectation, { isOwnBump: false, isAncestorOfBase: false });
  if (headKind === 'foreign') {
    const isOwnBump = await options.isOwnBump(branchHead);
    const isAncestorOfBase = !isOwnBump && (await isAncestor(context, head, plan.base.commit));
    headKind = classifyHead(branchHead, expectation, { isOwnBump, isAncestorOfBase });
  }
  return { branchHead, pullRequest, headKind };
}

async function isAncestor({ client }: ReleaseContext, ancestor: string, descendant: string): Promise<boolean> {
  const comparison = await orNull(
    client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      basehead: `${ancestor}...${descendant}`,
      per_page: 1,
    }),
  );
  return comparison !== null && (comparison.status === 'ahead' || comparison.status === 'identical');
}
