import { nodeId } from '../accounts.ts';
import { account } from './account-fields.ts';
import { connection } from './connection.ts';
import { type Resolvers, source } from './sources.ts';

/** Somebody a protection names: an app by its slug. */
const actorOf = (login: string) =>
  login.endsWith('[bot]')
    ? source('App', { slug: login.replace(/\[bot\]$/, '') })
    : account({ login, id: 0, type: 'User' });

/** Classic protections of branches. */
export const PROTECTION_FIELDS: Resolvers = {
  BranchProtectionRule: {
    id: ({ protection }) => nodeId('BPR', protection.id),
    databaseId: ({ protection }) => protection.id,
    pattern: ({ protection }) => protection.pattern,
    lockBranch: ({ protection }) => protection.isLocked === true,
    restrictsPushes: ({ protection }) => protection.pushers !== undefined,
    blocksCreations: ({ protection }) => protection.blocksCreations === true,
    requiresApprovingReviews: ({ protection }) => protection.withoutPullRequest !== undefined,
    requiredApprovingReviewCount: ({ protection }) => protection.approvals ?? null,
    requiresStatusChecks: ({ protection }) => protection.checks !== undefined,
    requiresStrictStatusChecks: ({ protection }) => protection.isStrict === true,
    requiresCommitSignatures: ({ protection }) => protection.wantsSignatures === true,
    requiresLinearHistory: ({ protection }) => protection.wantsLinearHistory === true,
    allowsDeletions: ({ protection }) => protection.allowsDeletions === true,
    allowsForcePushes: ({ protection }) => protection.allowsForcePushes === true,
    isAdminEnforced: ({ protection }) => protection.bindsAdministrators === true,
    pushAllowances: ({ protection }, args) =>
      connection('pushAllowances', args, protection.pushers ?? [], (login) => source('PushAllowance', { login })),
    bypassPullRequestAllowances: ({ protection }, args) =>
      connection('bypassPullRequestAllowances', args, protection.withoutPullRequest ?? [], (login) =>
        source('BypassPullRequestAllowance', { login }),
      ),
  },
  PushAllowance: { id: ({ login }) => nodeId('PA', login), actor: ({ login }) => actorOf(login) },
  BypassPullRequestAllowance: { id: ({ login }) => nodeId('BPRA', login), actor: ({ login }) => actorOf(login) },
};
