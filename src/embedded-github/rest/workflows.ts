import * as z from 'zod';
import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { isoTime, nodeId } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import type { FaultPlan } from '../fault-plan.ts';
import { paginate } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError } from '../route.ts';
import { workflowsAt } from '../workflow-files.ts';
import type { WorkflowState } from '../world-state.ts';

import { notFound, param } from './parameters.ts';
/** Finds a workflow by its id or its file name, as GitHub takes both. */
export function findWorkflow(request: ApiRequest): WorkflowState | null {
  const wanted = param(request, 'workflow_id');
  const { workflows } = request.world.state;
  return workflows.find((each) => String(each.id) === wanted || workflowFileName(each.path) === wanted) ?? null;
}

/** Names as the files on the default branch give them. */
async function workflowNames(request: ApiRequest): Promise<Map<string, string>> {
  const { world } = request;
  const tip = await world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`);
  const files = tip === null ? [] : await workflowsAt(world, tip);
  return new Map(files.flatMap(({ path, file }) => (file.ok ? [[path, file.value.name] as const] : [])));
}

function workflowAnswer(request: ApiRequest, workflow: WorkflowState, names: ReadonlyMap<string, string>) {
  const { defaultBranch } = request.world.state;
  const created = isoTime(workflow.createdAt);
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: names.get(workflow.path) ?? workflow.path,
    path: workflow.path,
    state: workflow.state,
    created_at: created,
    updated_at: created,
    url: `${repositoryUrl(request)}/actions/workflows/${workflow.id}`,
    html_url: `${repositoryPage(request)}/blob/${urlPath(defaultBranch)}/${urlPath(workflow.path)}`,
    badge_url: `${repositoryPage(request)}/workflows/${workflow.id}/badge.svg`,
  };
}

export async function listWorkflows(request: ApiRequest): Promise<ApiReply> {
  const { workflows } = request.world.state;
  const names = await workflowNames(request);
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/workflows`, workflows);
  const body = {
    total_count: workflows.length,
    workflows: items.map((each) => workflowAnswer(request, each, names)),
  };
  return { status: 200, body, headers };
}

export async function getWorkflow(request: ApiRequest): Promise<ApiReply> {
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  return { status: 200, body: workflowAnswer(request, workflow, await workflowNames(request)) };
}

export const setWorkflowState =
  (state: WorkflowState['state']) =>
  (request: ApiRequest): ApiReply => {
    const workflow = findWorkflow(request);
    if (workflow === null) return notFound();
    workflow.state = state;
    return { status: 204 };
  };

/** Source: GitHub REST documentation, "Create a workflow dispatch event". */
const MOST_INPUTS = 25;

const Dispatch = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
  return_run_details: z.boolean().optional(),
});

/** Source of the refusals: GitHub REST documentation, "Create a workflow dispatch event", and its answers. */
export async function dispatch(request: ApiRequest, plan: FaultPlan): Promise<ApiReply> {
  const { world } = request;
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  const body = readBody(request.body, Dispatch);
  if (!body.ok) return body.reply;
  const { ref, inputs = {}, return_run_details: wantsDetails } = body.value;
  if (wantsDetails !== undefined && plan.standing('no-run-details') !== null) {
    return apiError(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  }
  if (workflow.state !== 'active') return apiError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  let found: { name: string; commit: string } | null = null;
  for (const name of ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]) {
    const sha = await world.git.resolveRef(name);
    const commit = sha === null ? null : await world.git.peel(sha);
    if (commit !== null) found ??= { name, commit };
  }
  if (found === null) return apiError(422, `No ref found for: ${ref}`);
  const at = (await workflowsAt(world, found.commit)).find((each) => each.path === workflow.path);
  if (at === undefined) return apiError(404, 'Not Found');
  const trigger = at.file.ok ? at.file.value.triggers.get('workflow_dispatch') : undefined;
  if (trigger === undefined) return apiError(422, "Workflow does not have 'workflow_dispatch' trigger");
  const count = Object.keys(inputs).length;
  if (count > MOST_INPUTS) {
    const text = `No more than ${MOST_INPUTS} properties are allowed; ${count} were supplied.`;
    return apiError(422, `Invalid request.\n\nFor 'properties/inputs', ${text}`);
  }
  const unexpected = Object.keys(inputs).filter((name) => !trigger.inputs.has(name));
  if (unexpected.length > 0) return apiError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const complete = new Map<string, string>();
  for (const input of trigger.inputs.values()) {
    const given = Object.hasOwn(inputs, input.name) ? inputs[input.name] : undefined;
    const value = given === undefined ? input.default : String(given);
    if (input.required && (value === null || value === '')) {
      return apiError(422, `Required input '${input.name}' not provided`);
    }
    if (input.type === 'choice' && value !== null && !input.options.includes(value)) {
      return apiError(422, `Provided value '${value}' for input '${input.name}' not in the list of allowed values`);
    }
    if (value !== null) complete.set(input.name, value);
  }
  const before = world.state.runs.length;
  await request.emit(
    world,
    {
      kind: 'workflow_dispatch',
      workflowPath: workflow.path,
      ref: found.name,
      commit: found.commit,
      inputs: Object.fromEntries(complete),
    },
    request.requester,
  );
  const started = world.state.runs[before];
  if (wantsDetails !== true || started === undefined) return { status: 204 };
  return {
    status: 200,
    body: {
      workflow_run_id: started.id,
      run_url: `${repositoryUrl(request)}/actions/runs/${started.id}`,
      html_url: `${repositoryPage(request)}/actions/runs/${started.id}`,
    },
  };
}

/** Source: GitHub REST documentation, "Get workflow usage". Nothing is billed here. */
export const workflowUsage = (request: ApiRequest): ApiReply =>
  findWorkflow(request) === null ? notFound() : { status: 200, body: { billable: {} } };
