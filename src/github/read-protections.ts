import * as z from 'zod';
import type { BranchProtection, BranchProtections, ProtectionAllowance } from '../core/release/facts.ts';
import type { GitHubClient } from './client.ts';

/**
 * The field of a repository that tells its classic protections of branches: those of a pattern that names no branch yet are
 * told nowhere else. It takes the permission `administration: read`.
 *
 * Source: GitHub GraphQL documentation, object `BranchProtectionRule`.
 */
export const protectionsField = (after: string): string => `viewerCanAdminister
  protections: branchProtectionRules(first: 100, after: ${after}) {
    nodes {
      databaseId pattern lockBranch restrictsPushes blocksCreations requiresApprovingReviews requiredApprovingReviewCount
      requiresStatusChecks requiresLinearHistory requiresCommitSignatures isAdminEnforced
      pushAllowances(first: 100) { nodes { actor { ...actor } } pageInfo { hasNextPage } }
      bypassPullRequestAllowances(first: 100) { nodes { actor { ...actor } } pageInfo { hasNextPage } }
    }
    pageInfo { hasNextPage endCursor }
  }`;

export const PROTECTION_ACTOR = 'fragment actor on Node { __typename ... on App { slug } ... on User { login } }';

const ALLOWANCES = z.object({
  nodes: z.array(
    z.object({
      actor: z.object({ __typename: z.string(), slug: z.string().optional(), login: z.string().optional() }).nullable(),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
});
export const PROTECTIONS = z.object({
  viewerCanAdminister: z.boolean(),
  protections: z.object({
    nodes: z.array(
      z.object({
        databaseId: z.number().nullable(),
        pattern: z.string(),
        lockBranch: z.boolean(),
        restrictsPushes: z.boolean(),
        blocksCreations: z.boolean(),
        requiresApprovingReviews: z.boolean(),
        requiredApprovingReviewCount: z.number().nullable(),
        requiresStatusChecks: z.boolean(),
        requiresLinearHistory: z.boolean(),
        requiresCommitSignatures: z.boolean(),
        isAdminEnforced: z.boolean(),
        pushAllowances: ALLOWANCES,
        bypassPullRequestAllowances: ALLOWANCES,
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
type Answer = z.infer<typeof PROTECTIONS>;

/** The rest of them, page by page. */
export async function readProtections(client: GitHubClient, first: Answer): Promise<BranchProtections> {
  const found = [...first.protections.nodes];
  for (let { pageInfo } = first.protections; pageInfo.hasNextPage && pageInfo.endCursor !== null; ) {
    const { repository } = await client.graphql(
      `query Protections($owner: String!, $name: String!, $after: String) {
        repository(owner: $owner, name: $name) { ${protectionsField('$after')} }
      } ${PROTECTION_ACTOR}`,
      { owner: client.owner, name: client.repo, after: pageInfo.endCursor },
      z.object({ repository: PROTECTIONS }),
    );
    found.push(...repository.protections.nodes);
    ({ pageInfo } = repository.protections);
  }
  return { rules: found.map(toProtection), isAdministrator: first.viewerCanAdminister };
}

const toProtection = (node: Answer['protections']['nodes'][number]): BranchProtection => ({
  pattern: node.pattern,
  id: node.databaseId ?? 0,
  isLocked: node.lockBranch,
  pushers: node.restrictsPushes ? toAllowance(node.pushAllowances) : null,
  blocksCreations: node.blocksCreations,
  withoutPullRequest: node.requiresApprovingReviews ? toAllowance(node.bypassPullRequestAllowances) : null,
  approvals: node.requiredApprovingReviewCount ?? 0,
  wantsLinearHistory: node.requiresLinearHistory,
  wantsChecks: node.requiresStatusChecks,
  wantsSignatures: node.requiresCommitSignatures,
  bindsAdministrators: node.isAdminEnforced,
});

const toAllowance = ({ nodes, pageInfo }: z.infer<typeof ALLOWANCES>): ProtectionAllowance => ({
  logins: nodes.flatMap(({ actor }) => {
    if (actor?.slug !== undefined) return [`${actor.slug}[bot]`];
    return actor?.login === undefined ? [] : [actor.login];
  }),
  // Beyond the first hundred somebody is named whom we have not read.
  hasTeams: pageInfo.hasNextPage || nodes.some(({ actor }) => actor === null || actor.__typename === 'Team'),
});
