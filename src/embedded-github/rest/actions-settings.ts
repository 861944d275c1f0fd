import * as z from 'zod';
import { readBody } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';

const ACTIONS = '/repos/{owner}/{repo}/actions';

/** Where Actions is on, everything may run, as in a new repository. */
const permissions = ({ world }: ApiRequest): ApiReply => ({
  status: 200,
  body: world.state.settings.actionsDisabled === true ? { enabled: false } : EVERYTHING,
});
const EVERYTHING = { enabled: true, allowed_actions: 'all', sha_pinning_required: false };

function setPermissions(request: ApiRequest): ApiReply {
  const body = readBody(request.body, z.object({ enabled: z.boolean() }));
  if (!body.ok) return body.reply;
  request.world.state.settings.actionsDisabled = !body.value.enabled;
  return { status: 204 };
}

/** What the token of a workflow without `permissions:` may do, and whether it may open and approve pull requests. */
const workflowPermissions = ({ world }: ApiRequest): ApiReply => ({
  status: 200,
  body: {
    default_workflow_permissions: 'write',
    can_approve_pull_request_reviews: world.state.settings.actionsMayOpenPullRequests ?? true,
  },
});

/** Runs are played here, so that no step puts anything into a cache. */
const caches = (): ApiReply => ({ status: 200, body: { total_count: 0, actions_caches: [] } });

const cacheUsage = ({ world: { state } }: ApiRequest): ApiReply => ({
  status: 200,
  body: { full_name: `${state.owner}/${state.repo}`, active_caches_size_in_bytes: 0, active_caches_count: 0 },
});

/** How Actions is set up, to be looked at. */
export const actionsSettingsRoutes: readonly Route[] = [
  { method: 'GET', path: `${ACTIONS}/permissions`, handle: permissions },
  { method: 'PUT', path: `${ACTIONS}/permissions`, handle: setPermissions },
  { method: 'GET', path: `${ACTIONS}/permissions/workflow`, handle: workflowPermissions },
  { method: 'GET', path: `${ACTIONS}/caches`, handle: caches },
  { method: 'GET', path: `${ACTIONS}/cache/usage`, handle: cacheUsage },
];
