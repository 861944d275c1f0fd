import * as z from 'zod';
import { isoTime, MAINTAINER, nodeId } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import { answerPage, paginate } from '../pagination.ts';
import { completeRule, ruleAnswer, rulesetRules } from '../ref-rules.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { RULE } from '../rule-schema.ts';
import type { RulesetState } from '../world-state.ts';

const REPO = '/repos/{owner}/{repo}';

function branchRules(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const branch = request.params.branch ?? '';
  // Also for a branch that does not exist yet: rules are about names.
  const rules = rulesetRules(request.world, `refs/heads/${branch}`);
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
  return answerPage(request, `${repositoryPath(request)}/rulesets`, rulesets, (ruleset) => summary(request, ruleset));
}

function rulesetAnswer(request: ApiRequest, ruleset: RulesetState) {
  const bypasses = ruleset.bypassLogins?.includes(request.requester.actor.login) === true;
  return {
    ...summary(request, ruleset),
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules.map((rule) => ruleAnswer(completeRule(rule))),
    current_user_can_bypass: bypasses ? 'always' : 'never',
    // Who may bypass is shown only to those who may write rulesets.
    ...(request.requester.tokenKind === 'pat' ? { bypass_actors: [] } : {}),
  };
}

function getRuleset(request: ApiRequest): ApiReply {
  const ruleset = request.world.state.rulesets.find((each) => String(each.id) === request.params.ruleset_id);
  return ruleset === undefined ? apiError(404, 'Not Found') : { status: 200, body: rulesetAnswer(request, ruleset) };
}

/** A ruleset as GitHub takes it, and gives it out. */
export const Ruleset = z.object({
  name: z.string().min(1),
  target: z.enum(['branch', 'tag', 'push']).optional(),
  enforcement: z.enum(['disabled', 'active', 'evaluate']),
  bypass_actors: z.array(z.unknown()).optional(),
  conditions: z
    .object({ ref_name: z.object({ include: z.array(z.string()), exclude: z.array(z.string()).nullish() }).optional() })
    .nullish(),
  rules: z.array(RULE).optional(),
});

/** What a caller writes, over what was there. Who may bypass is known here by login, which GitHub's ids do not say. */
export function withChange(id: number, change: Partial<z.infer<typeof Ruleset>>, before?: RulesetState): RulesetState {
  const names = change.conditions?.ref_name;
  return {
    id,
    name: change.name ?? before?.name ?? '',
    target: change.target ?? before?.target ?? 'branch',
    enforcement: change.enforcement ?? before?.enforcement ?? 'active',
    include: names?.include ?? before?.include ?? [],
    exclude: names?.exclude ?? before?.exclude ?? [],
    rules: (change.rules ?? before?.rules ?? []).map(({ type, parameters }) =>
      parameters == null ? { type } : { type, parameters },
    ),
    ...(before?.bypassLogins === undefined ? {} : { bypassLogins: before.bypassLogins }),
  };
}

function createRuleset(request: ApiRequest): ApiReply {
  const body = readBody(request.body, Ruleset);
  if (!body.ok) return body.reply;
  const { world } = request;
  if (world.state.rulesets.some(({ name }) => name === body.value.name))
    return validationFailed({ resource: 'RepositoryRuleset', code: 'custom', message: 'Name must be unique' });
  const ruleset = withChange(world.nextId(), body.value);
  world.state.rulesets.push(ruleset);
  return { status: 201, body: rulesetAnswer(request, ruleset) };
}

function updateRuleset(request: ApiRequest): ApiReply {
  const { rulesets } = request.world.state;
  const index = rulesets.findIndex((each) => String(each.id) === request.params.ruleset_id);
  const before = rulesets[index];
  if (before === undefined) return apiError(404, 'Not Found');
  const body = readBody(request.body ?? {}, Ruleset.partial());
  if (!body.ok) return body.reply;
  const changed = withChange(before.id, body.value as Partial<z.infer<typeof Ruleset>>, before);
  rulesets[index] = changed;
  return { status: 200, body: rulesetAnswer(request, changed) };
}

function deleteRuleset(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const left = state.rulesets.filter((each) => String(each.id) !== request.params.ruleset_id);
  if (left.length === state.rulesets.length) return apiError(404, 'Not Found');
  state.rulesets = left;
  return { status: 204 };
}

/** Source: GitHub REST documentation, "Get repository ruleset history": here each ruleset is as it was last written. */
function versions(request: ApiRequest): ApiReply {
  const ruleset = request.world.state.rulesets.find((each) => String(each.id) === request.params.ruleset_id);
  return ruleset === undefined ? apiError(404, 'Not Found') : { status: 200, body: [versionAnswer(request, ruleset)] };
}

const versionAnswer = (request: ApiRequest, ruleset: RulesetState) => ({
  version_id: ruleset.id,
  actor: { id: MAINTAINER.id, type: 'User' },
  updated_at: isoTime(request.world.state.createdAt),
});

function version(request: ApiRequest): ApiReply {
  const { ruleset_id: id, version_id: wanted } = request.params;
  const ruleset = request.world.state.rulesets.find((each) => String(each.id) === id && id === wanted);
  return ruleset === undefined
    ? apiError(404, 'Not Found')
    : { status: 200, body: { ...versionAnswer(request, ruleset), state: rulesetAnswer(request, ruleset) } };
}

/** Rulesets. */
export const rulesRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/rules/branches/{branch}`, handle: branchRules },
  { method: 'GET', path: `${REPO}/rulesets`, handle: listRulesets },
  { method: 'POST', path: `${REPO}/rulesets`, handle: createRuleset },
  // What rules have decided is not kept.
  { method: 'GET', path: `${REPO}/rulesets/rule-suites`, handle: () => ({ status: 200, body: [] }) },
  {
    method: 'GET',
    path: `${REPO}/rulesets/rule-suites/{rule_suite_id}`,
    handle: () => apiError(404, 'Not Found'),
  },
  { method: 'GET', path: `${REPO}/rulesets/{ruleset_id}/history`, handle: versions },
  { method: 'GET', path: `${REPO}/rulesets/{ruleset_id}/history/{version_id}`, handle: version },
  { method: 'GET', path: `${REPO}/rulesets/{ruleset_id}`, handle: getRuleset },
  { method: 'PUT', path: `${REPO}/rulesets/{ruleset_id}`, handle: updateRuleset },
  { method: 'DELETE', path: `${REPO}/rulesets/{ruleset_id}`, handle: deleteRuleset },
];
