import { type Problem, type ProblemCode, problem } from '../problem.ts';
import { isSameName } from '../repository-name.ts';
import type { Handover } from './handover.ts';
import { short } from './position.ts';

/** A checkout as it was found. */
export interface Checkout {
  readonly commit: string;
  readonly tree: string;
}

/** What needs a checkout of what is released. */
export interface CheckoutUse {
  /** As in "the repository configures …". */
  readonly what: string;
  /** As in "… holds no checkout to … in". */
  readonly purpose: 'run it' | 'measure it';
  /** The stages that a person leaves out to go on without. */
  readonly skip: string;
  /** Who looks for it, which decides how a remedy is written. */
  readonly from: CheckoutFrom;
}

export type CheckoutFrom =
  /** A step of the action, in a workflow of `repository` (owner/name). */
  { readonly kind: 'workflow'; readonly repository: string } | { readonly kind: 'command-line' };

/** What stands in the way of a checkout, told with what needs it and with the lines that make the right one. */
export function withoutCheckout(
  handover: Handover,
  found: Problem,
  use: CheckoutUse,
  options: { readonly submodules?: boolean } = {},
): Problem {
  const what =
    found.code === 'source-unreadable'
      ? `The repository configures ${use.what}, and the workspace holds no checkout to ${use.purpose} in: ${found.what}`
      : `The repository configures ${use.what}, and the checkout is not as it was committed: ${found.what}`;
  const [where, leaveOut] =
    use.from.kind === 'workflow'
      ? ['before this step (actions/checkout; `working-directory` names its folder)', `\`skip: ${use.skip}\``]
      : ['and run the same command in it', `\`--skip ${use.skip}\``];
  return {
    ...found,
    what,
    remedy: `Check out the commit ${where}, or leave it out with ${leaveOut}.`,
    paste: checkoutLines(handover, use.from, options),
  };
}

/** A checkout of something else than what is released. */
export function otherTree(
  code: Extract<ProblemCode, 'tests-other-tree' | 'gate-other-tree'>,
  handover: Handover,
  { commit, tree }: Checkout,
  wanted: readonly string[],
  { from }: CheckoutUse,
): Problem {
  const { mergeCommit } = handover.standing;
  const what = `The workspace holds tree ${short(tree)} (commit ${short(commit)}), but ${wanted.map(short).join(' or ')} would be released.`;
  const name = mergeCommit === null ? 'the base commit' : 'the merge commit';
  return problem(code, what, {
    remedy: `Check out ${name} ${commitToCheckOut(handover)}, by its id, and run the same again.`,
    paste: checkoutLines(handover, from, {}),
  });
}

/** The commit whose tree is released, or becomes it by the bump alone: the merge commit where there is one. */
const commitToCheckOut = ({ plan, standing }: Handover): string => standing.mergeCommit ?? plan.base.commit;

function checkoutLines(
  handover: Handover,
  from: CheckoutFrom,
  { submodules = false }: { readonly submodules?: boolean },
): readonly string[] {
  const { owner, repo, htmlUrl } = handover.plan.repository;
  const commit = commitToCheckOut(handover);
  if (from.kind === 'command-line') {
    const folder = `${repo}-${short(commit)}`;
    return [
      `git clone ${htmlUrl} ${folder}`,
      `cd ${folder} && git checkout --detach ${commit}`,
      ...(submodules ? ['git submodule update --init --recursive'] : []),
    ];
  }
  const isOwn = isSameName(from.repository, `${owner}/${repo}`);
  const inputs = [
    ...(isOwn ? [] : [`repository: ${owner}/${repo}`]),
    `ref: ${commit}`,
    ...(submodules ? ['submodules: recursive'] : []),
  ];
  return ['- uses: actions/checkout@v4', `  with: { ${inputs.join(', ')} }`];
}
