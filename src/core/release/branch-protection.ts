import type { BranchFacts, BranchProtection, BranchProtections, NewBranchRule, ProtectionAllowance } from './facts.ts';
import { coversRef } from './ruleset-pattern.ts';

/**
 * What classic protections say of a branch, be it there or not, as the rules of a ruleset would. One of them counts: that of
 * its very name, else the oldest whose pattern names it.
 *
 * Source: GitHub documentation, "About protected branches" and "Managing a branch protection rule".
 *
 * @param login whose token it is; null where that is not known
 */
export function protectionRules(
  { rules, isAdministrator }: BranchProtections,
  branch: string,
  login: string | null,
): readonly NewBranchRule[] {
  const byAge = rules.toSorted((a, b) => a.id - b.id);
  const found =
    byAge.find(({ pattern }) => pattern === branch) ??
    byAge.find(({ pattern }) => coversRef({ include: [pattern], exclude: [] }, branch));
  if (found === undefined) return [];
  const isLifted = isAdministrator && !found.bindsAdministrators;
  const rule = (type: string, setting: string, canBypass: boolean | null, parameters = {}): NewBranchRule => ({
    type,
    parameters,
    by: { kind: 'protection', name: found.pattern, setting },
    canBypass: isLifted ? true : canBypass,
  });
  return [...ofProtection(found, login, rule)];
}

/** A base branch with what its classic protection says of merges into it. */
export function protectedBranch(branch: BranchFacts, rules: readonly NewBranchRule[]): BranchFacts {
  const binding = rules.filter(({ canBypass }) => canBypass !== true);
  const approvals = binding.map(({ parameters }) => Number(parameters.required_approving_review_count ?? 0));
  return {
    ...branch,
    requiredApprovals: Math.max(branch.requiredApprovals, ...approvals),
    ruleTypes: [...branch.ruleTypes, ...binding.map(({ type }) => type)],
    closedBy: [...branch.closedBy, ...binding.filter(({ type }) => type === 'update')],
  };
}

function* ofProtection(
  { pushers, blocksCreations, isLocked, withoutPullRequest, ...wants }: BranchProtection,
  login: string | null,
  rule: (type: string, setting: string, canBypass: boolean | null, parameters?: object) => NewBranchRule,
): Generator<NewBranchRule> {
  if (isLocked) yield rule('update', 'Lock branch', false);
  if (pushers !== null) {
    const setting = 'Restrict who can push to matching branches';
    if (blocksCreations) yield rule('creation', setting, isAmong(pushers, login));
    yield rule('update', setting, isAmong(pushers, login));
  }
  if (withoutPullRequest !== null)
    yield rule('pull_request', 'Require a pull request before merging', isAmong(withoutPullRequest, login), {
      required_approving_review_count: wants.approvals,
    });
  if (wants.wantsLinearHistory) yield rule('required_linear_history', 'Require linear history', false);
  if (wants.wantsChecks) yield rule('required_status_checks', 'Require status checks to pass before merging', false);
  if (wants.wantsSignatures) yield rule('required_signatures', 'Require signed commits', false);
}

/** null: not told. */
function isAmong({ logins, hasTeams }: ProtectionAllowance, login: string | null): boolean | null {
  if (login === null) return logins.length > 0 || hasTeams ? null : false;
  // Names of accounts are told apart without their case.
  if (logins.some((each) => each.toLowerCase() === login.toLowerCase())) return true;
  return hasTeams ? null : false;
}
