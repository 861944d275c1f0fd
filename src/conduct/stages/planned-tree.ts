import { fewNames } from '../../core/few-names.ts';
import { type Problem, problem, Stop } from '../../core/problem.ts';
import type { Handover } from '../../core/release/handover.ts';
import { short } from '../../core/release/position.ts';
import { differingPaths, namedPaths } from '../../core/release/tree-difference.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readCommitTree } from '../../github/read-commit.ts';
import { readListing } from '../../github/read-tree.ts';
import type { ReleaseContext } from './stage-context.ts';

/** The paths in which a tree differs from the planned one; null where GitHub cuts its listing. Two requests. */
type Planned = Pick<ReleaseContext, 'client' | 'plan'>;

export async function differenceFromPlan(context: Planned, tree: string): Promise<readonly string[] | null> {
  const { base, expectedTree, edits } = context.plan;
  if (tree === expectedTree) return [];
  return treeDifference(
    context,
    { tree: base.tree, edits: new Map(edits.map(({ path, blob }) => [path, blob])) },
    tree,
  );
}

/** The same for any two trees, one of them with edits. */
export async function treeDifference(
  { client }: Pick<ReleaseContext, 'client'>,
  from: { readonly tree: string; readonly edits: ReadonlyMap<string, string> },
  to: string,
): Promise<readonly string[] | null> {
  const [base, other] = await Promise.all([readListing(client, from.tree, []), readListing(client, to, [])]);
  return base.truncated || other.truncated ? null : differingPaths(base.listing, from.edits, other.listing);
}

/** Trees of a merge commit that may be tagged besides the planned one. */
export interface AcceptableTrees {
  /** By a person, in so many words. */
  readonly accepted: readonly string[];
  /** By a passing verdict, which measured exactly this one. */
  readonly measured: string | null;
}

/**
 * Compares the tree of the merge commit with what was planned. Between our last look at the base branch and the merge
 * somebody may have pushed, and a person who merges by hand may have edited the pull request: then the merge commit holds
 * what nobody planned.
 *
 * @returns the tree of the merge commit
 */
export async function verifyMergeTree(
  context: ReleaseContext,
  mergeCommit: string,
  { accepted, measured }: AcceptableTrees,
): Promise<string> {
  const { plan, record, progress } = context;
  const tree = await explaining('reading the merge commit', () => readCommitTree(context.client, mergeCommit));
  record({ mergeTree: tree });
  if (tree === plan.expectedTree) return tree;
  const difference = await explaining('comparing the merge commit with the plan', () => toldDifference(context, tree));
  const isMeasured = tree === measured;
  if (isMeasured || accepted.includes(tree)) {
    progress.warn(
      `Tree ${tree} of merge commit ${short(mergeCommit)} was not planned (${difference}); ${isMeasured ? 'the verdict is about this very tree' : 'you have accepted it'}.`,
    );
    return tree;
  }
  throw new Stop([unplannedTree(plan, mergeCommit, tree, difference)]);
}

const toldDifference = async (context: Planned, tree: string): Promise<string> =>
  `it differs from the plan in ${namedPaths(await differenceFromPlan(context, tree))}`;

function unplannedTree(
  { base, expectedTree, repository, version, changedSettings = [] }: ReleaseContext['plan'],
  mergeCommit: string,
  tree: string,
  difference: string,
): Problem {
  const more = { where: `${repository.htmlUrl}/commit/${mergeCommit}`, goesOnWith: { acceptTree: tree } };
  const what = `Merge commit ${mergeCommit} has tree ${tree}, which nobody planned or measured: ${difference} (${short(base.commit)} with the bump has tree ${expectedTree}).`;
  if (changedSettings.length === 0)
    return problem('merge-tree-mismatch', what, {
      ...more,
      remedy: `Look at the difference; then run the same command with --accept-tree ${tree} (in a workflow, the input \`accept-tree: ${tree}\`), or with a verdict that measured exactly this tree.`,
    });
  const settings = fewNames(changedSettings.map((each) => `\`${each}\``));
  return problem(
    'merge-tree-mismatch',
    `${what} Since ${short(base.commit)} the configuration has changed: ${settings}.`,
    {
      ...more,
      remedy: `Where the difference comes from ${settings}, take that change back until ${version} is released, and run the same command again; else run it with --accept-tree ${tree} (in a workflow, the input \`accept-tree: ${tree}\`), or with a verdict that measured exactly this tree.`,
    },
  );
}

/**
 * Whether a release that others have tagged by hand is what would have been planned. What earlier invocations of this program
 * have left says that a person has decided about it already. Two requests where the tree is another one.
 */
export async function taggedByHandOtherwise(
  client: Planned['client'],
  { plan, standing, kept }: Pick<Handover, 'plan' | 'standing' | 'kept'>,
): Promise<readonly Problem[]> {
  const { mergeCommit, mergeTree, releaseTag } = standing;
  if (mergeCommit === null || mergeTree === null || releaseTag === null) return [];
  if (kept.kind !== 'nothing' || mergeTree === plan.expectedTree) return [];
  const difference = await explaining('comparing the tag with the plan', () =>
    toldDifference({ client, plan }, mergeTree),
  );
  return [unplannedTree(plan, mergeCommit, mergeTree, difference)];
}
