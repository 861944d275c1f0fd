import { isoTime, nodeId } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { completeRule, ruleAnswer, rulesFor } from '../ref-rules.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { RulesetState } from '../world-state.ts';

const REPO = '/repos/{owner}/{repo}';

function branchRules(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const branch = request.params.branch ?? '';
  // Also for a branch that does not exist yet: rules are about names.
  const rules = rulesFor(request.world, `refs/heads/${branch}`);
  const path = `${repositoryPath(request)}/rules/branches/${urlPath(branch)}`;
  const { items, headers } = paginate(request, path, rules);
  const body = items.map((rule) => ({
    ...ruleAnswer(rule),
    ruleset_source_type: 'Repository',
    ruleset_source: `${state.owner}/${state.repo}`,
    ruleset_id: rule.ruleset.id,
  }));
  return { status: 200, body, headers };
}

function summary(request: ApiRequest, ruleset: RulesetState) {
  const { state } = request.world;
  const created = isoTime(state.createdAt);
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: `${state.owner}/${state.repo}`,
    enforcement: ruleset.enforcement,
    node_id: nodeId('RRS', ruleset.id),
    _links: {
      self: { href: `${repositoryUrl(request)}/rulesets/${ruleset.id}` },
      html: { href: `${repositoryPage(request)}/rules/${ruleset.id}` },
    },
    created_at: created,
    updated_at: created,
  };
}

function listRulesets(request: ApiRequest): ApiReply {
  const targets = request.query.get('targets')?.split(',') ?? null;
  const rulesets = request.world.state.rulesets.filter((each) => targets === null || targets.includes(each.target));
  const { items, headers } = paginate(request, `${repositoryPath(request)}/rulesets`, rulesets);
  return { status: 200, body: items.map((ruleset) => summary(request, ruleset)), headers };
}

function getRuleset(request: ApiRequest): ApiReply {
  const ruleset = request.world.state.rulesets.find((each) => String(each.id) === request.params.ruleset_id);
  if (ruleset === undefined) return apiError(404, 'Not Found');
  const bypasses = ruleset.bypassLogins?.includes(request.requester.actor.login) === true;
  return {
    status: 200,
    body: {
      ...summary(request, ruleset),
      conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
      rules: ruleset.rules.map((rule) => ruleAnswer(completeRule(rule))),
      current_user_can_bypass: bypasses ? 'always' : 'never',
      // Who may bypass is shown only to those who may write rulesets.
      ...(request.requester.tokenKind === 'pat' ? { bypass_actors: [] } : {}),
    },
  };
}

/** Rulesets, read only. */
export const rulesRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/rules/branches/{branch}`, handle: branchRules },
  { method: 'GET', path: `${REPO}/rulesets`, handle: listRulesets },
  { method: 'GET', path: `${REPO}/rulesets/{ruleset_id}`, handle: getRuleset },
];
