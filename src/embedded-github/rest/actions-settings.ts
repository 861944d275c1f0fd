import * as z from 'zod';
import { repositoryUrl } from '../commit-answers.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { notFound } from './parameters.ts';

const ACTIONS = '/repos/{owner}/{repo}/actions';

const settingsOf = ({ world }: ApiRequest, name: string): Record<string, unknown> => {
  const every = world.state.actionsSettings ?? {};
  return Object.hasOwn(every, name) ? (every[name] ?? {}) : {};
};
const keepSettings = ({ world }: ApiRequest, name: string, settings: Record<string, unknown>): void => {
  world.state.actionsSettings = { ...world.state.actionsSettings, [name]: settings };
};

/** Where Actions is on, everything may run, as in a new repository. */
const permissions = (request: ApiRequest): ApiReply => {
  if (request.world.state.settings.actionsDisabled === true) return { status: 200, body: { enabled: false } };
  const set = { ...EVERYTHING, ...settingsOf(request, 'permissions') };
  const more =
    set.allowed_actions === 'selected'
      ? { selected_actions_url: `${repositoryUrl(request)}/actions/permissions/selected-actions` }
      : {};
  return { status: 200, body: { ...set, ...more } };
};
const EVERYTHING = { enabled: true, allowed_actions: 'all', sha_pinning_required: false };

function setPermissions(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body,
    z.object({
      enabled: z.boolean(),
      allowed_actions: z.enum(['all', 'local_only', 'selected']).optional(),
      sha_pinning_required: z.boolean().optional(),
    }),
  );
  if (!body.ok) return body.reply;
  const { enabled, ...more } = body.value;
  request.world.state.settings.actionsDisabled = !enabled;
  keepSettings(request, 'permissions', { ...settingsOf(request, 'permissions'), ...more });
  return { status: 204 };
}

/** What the token of a workflow without `permissions:` may do, and whether it may open and approve pull requests. */
const workflowPermissions = (request: ApiRequest): ApiReply => ({
  status: 200,
  body: {
    default_workflow_permissions: 'write',
    ...settingsOf(request, 'workflow'),
    can_approve_pull_request_reviews: request.world.state.settings.actionsMayOpenPullRequests ?? true,
  },
});

/** What is said of the token is told again; the jobs of a rehearsal do nothing with theirs. */
function setWorkflowPermissions(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body ?? {},
    z.object({
      default_workflow_permissions: z.enum(['read', 'write']).optional(),
      can_approve_pull_request_reviews: z.boolean().optional(),
    }),
  );
  if (!body.ok) return body.reply;
  const { can_approve_pull_request_reviews: mayApprove, ...more } = body.value;
  if (mayApprove !== undefined) request.world.state.settings.actionsMayOpenPullRequests = mayApprove;
  keepSettings(request, 'workflow', { ...settingsOf(request, 'workflow'), ...more });
  return { status: 204 };
}

/** Settings that are kept, and change nothing here: what they are at first, and what is taken. */
const KEPT_SETTINGS: readonly { readonly name: string; readonly first: object; readonly taken: z.ZodType<object> }[] = [
  {
    name: 'selected-actions',
    first: { github_owned_allowed: false, verified_allowed: false, patterns_allowed: [] },
    taken: z.object({
      github_owned_allowed: z.boolean().optional(),
      verified_allowed: z.boolean().optional(),
      patterns_allowed: z.array(z.string()).optional(),
    }),
  },
  {
    name: 'access',
    first: { access_level: 'none' },
    taken: z.object({ access_level: z.enum(['none', 'user', 'organization']) }),
  },
  {
    name: 'artifact-and-log-retention',
    first: { days: 90, maximum_allowed_days: 90 },
    taken: z.object({ days: z.number().int().min(1).max(90) }),
  },
  {
    name: 'fork-pr-contributor-approval',
    first: { approval_policy: 'first_time_contributors' },
    taken: z.object({
      approval_policy: z.enum([
        'first_time_contributors_new_to_github',
        'first_time_contributors',
        'all_external_contributors',
      ]),
    }),
  },
];

const keptSettingRoutes: readonly Route[] = KEPT_SETTINGS.flatMap(({ name, first, taken }): Route[] => {
  const path = `${ACTIONS}/permissions/${name}`;
  // Which actions are allowed is a question only where it was asked.
  const isAsked = (request: ApiRequest): boolean =>
    name !== 'selected-actions' || settingsOf(request, 'permissions').allowed_actions === 'selected';
  const refused = () => apiError(409, 'Conflict');
  return [
    {
      method: 'GET',
      path,
      handle: (request) =>
        isAsked(request) ? { status: 200, body: { ...first, ...settingsOf(request, name) } } : refused(),
    },
    {
      method: 'PUT',
      path,
      handle: (request) => {
        if (!isAsked(request)) return refused();
        const body = readBody(request.body ?? {}, taken);
        if (!body.ok) return body.reply;
        keepSettings(request, name, { ...settingsOf(request, name), ...body.value });
        return { status: 204 };
      },
    },
  ];
});

/** Runs are played here, so that no step puts anything into a cache. */
const caches = (): ApiReply => ({ status: 200, body: { total_count: 0, actions_caches: [] } });

/** Source: GitHub REST documentation, "Delete GitHub Actions caches for a repository (using a cache key)". */
function removeCaches(request: ApiRequest): ApiReply {
  const key = request.query.get('key') ?? '';
  return key === '' ? apiError(422, `Invalid request.\n\n"key" wasn't supplied.`) : notFound();
}

const cacheUsage = ({ world: { state } }: ApiRequest): ApiReply => ({
  status: 200,
  body: { full_name: `${state.owner}/${state.repo}`, active_caches_size_in_bytes: 0, active_caches_count: 0 },
});

/** How Actions is set up, to be looked at. */
export const actionsSettingsRoutes: readonly Route[] = [
  { method: 'GET', path: `${ACTIONS}/permissions`, handle: permissions },
  { method: 'PUT', path: `${ACTIONS}/permissions`, handle: setPermissions },
  { method: 'GET', path: `${ACTIONS}/permissions/workflow`, handle: workflowPermissions },
  { method: 'PUT', path: `${ACTIONS}/permissions/workflow`, handle: setWorkflowPermissions },
  ...keptSettingRoutes,
  { method: 'GET', path: `${ACTIONS}/caches`, handle: caches },
  { method: 'DELETE', path: `${ACTIONS}/caches`, handle: removeCaches },
  { method: 'DELETE', path: `${ACTIONS}/caches/{cache_id}`, handle: notFound },
  {
    method: 'GET',
    path: `${ACTIONS}/organization-secrets`,
    handle: () => ({ status: 200, body: { total_count: 0, secrets: [] } }),
  },
  {
    method: 'GET',
    path: `${ACTIONS}/organization-variables`,
    handle: () => ({ status: 200, body: { total_count: 0, variables: [] } }),
  },
  { method: 'GET', path: `${ACTIONS}/runners/{runner_id}`, handle: notFound },
  { method: 'DELETE', path: `${ACTIONS}/runners/{runner_id}`, handle: notFound },
  { method: 'GET', path: `${ACTIONS}/cache/usage`, handle: cacheUsage },
];
