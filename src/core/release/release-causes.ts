import type { PlannedRef } from '../triggers/planned-refs.ts';
import type { ReleaseNames } from './names.ts';

/** How far a release is, as far as it matters for what will still happen. */
export interface CauseFacts {
  readonly names: ReleaseNames;
  readonly version: string;
  readonly baseBranch: string;
  readonly changedPaths: readonly string[];
  /** false: it has happened. */
  readonly remaining: { readonly merge: boolean; readonly tag: boolean };
  /** Aliases that exist are moved, not created. */
  readonly existingAliases: readonly string[];
  readonly hasMergeQueue: boolean;
  /**
   * What workflows hear of the GitHub release: everything where a token of somebody's own makes it, or this program at once; its
   * publication where it was a draft before, whose making starts nothing. Source: GitHub documentation, "Events that trigger
   * workflows", `release`.
   */
  readonly heard: 'nothing' | 'its publication' | 'everything';
}

/** Everything that a release does and that may start workflows, in the order it happens. The one list of it. */
export function releaseCauses(facts: CauseFacts): PlannedRef[] {
  const { names, remaining, existingAliases } = facts;
  const headCommitMessage = `${names.pullRequestTitle}\n\n${names.pullRequestBody}`;
  const changedPaths = [...facts.changedPaths];
  const push = (ref: string, message = headCommitMessage): PlannedRef => ({
    ref,
    event: { kind: 'push', ref, changedPaths, headCommitMessage: message },
  });
  const create = (ref: string): PlannedRef => ({ ref, event: { kind: 'create', ref } });
  const tag = `refs/tags/${names.tag}`;
  const releaseActions = [
    ...(facts.heard === 'everything' ? ['created'] : []),
    'published',
    facts.version.includes('-') ? 'prereleased' : 'released',
  ];
  return [
    ...(remaining.merge ? beforeTheMerge(facts, push(`refs/heads/${names.branch}`, names.commitMessage)) : []),
    pullRequest(facts, 'pull_request', 'opened'),
    push(`refs/heads/${facts.baseBranch}`),
    push(tag),
    create(tag),
    ...names.aliasTags.flatMap((name) => {
      const ref = `refs/tags/${name}`;
      return existingAliases.includes(name) ? [push(ref)] : [push(ref), create(ref)];
    }),
    ...(facts.heard === 'nothing'
      ? []
      : releaseActions.map((action): PlannedRef => ({ ref: tag, event: { kind: 'release', action } }))),
  ];
}

/** What the release branch and its pull request cause besides the pull request's opening. */
function beforeTheMerge(facts: CauseFacts, pushed: PlannedRef): PlannedRef[] {
  const ref = `refs/heads/${facts.names.branch}`;
  return [
    { ref, event: { kind: 'create', ref } },
    { ...pushed, quiet: true },
    pullRequest(facts, 'pull_request_target', 'opened'),
    pullRequest(facts, 'pull_request', 'closed'),
    pullRequest(facts, 'pull_request_target', 'closed'),
    {
      ref: `the comment at pull request ${facts.names.branch}`,
      event: { kind: 'other', event: 'issue_comment', action: 'created' },
    },
    ...(facts.hasMergeQueue
      ? [
          {
            ref: `the merge queue of ${facts.baseBranch}`,
            event: { kind: 'other' as const, event: 'merge_group', action: 'checks_requested' },
          },
        ]
      : []),
    { ref, event: { kind: 'delete', ref } },
  ];
}

const pullRequest = (
  { names, baseBranch, changedPaths }: CauseFacts,
  kind: 'pull_request' | 'pull_request_target',
  action: 'opened' | 'closed',
): PlannedRef => ({
  ref: `pull request ${names.branch} → ${baseBranch}`,
  event: {
    kind,
    action,
    baseBranch,
    headBranch: names.branch,
    changedPaths: [...changedPaths],
    headCommitMessage: names.commitMessage,
  },
});
