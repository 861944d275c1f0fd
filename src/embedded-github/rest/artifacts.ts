import { isoTime, nodeId } from '../accounts.ts';
import { repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import { artifactBytes, type RunArtifact, runArtifacts } from '../run-artifacts.ts';
import { latestAttempt, runAt } from '../run-view.ts';
import { sha256 } from '../simulated-artifacts.ts';
import type { WorkflowRunState } from '../world-state.ts';
import { notFound } from './parameters.ts';
import { findRun } from './workflow-runs.ts';

const REPO = '/repos/{owner}/{repo}';

/** GitHub keeps artifacts for 90 days, unless it is told otherwise. Milliseconds. */
const KEPT = 90 * 86_400_000;

/** An artifact is known by its run and its place among those of the run. */
const PLACES = 1_000;

interface Found {
  readonly run: WorkflowRunState;
  readonly artifact: RunArtifact;
  readonly id: number;
}

async function artifactsOf(request: ApiRequest, run: WorkflowRunState): Promise<Found[]> {
  const isOver = runAt(run, request.world.now())?.status === 'completed';
  const made = isOver && run.effectsApplied ? await runArtifacts(request.world, run) : [];
  const deleted = new Set(request.world.state.deletedArtifacts ?? []);
  return made
    .map((artifact, index) => ({ run, artifact, id: run.id * PLACES + index }))
    .filter(({ id }) => !deleted.has(id));
}

async function answerOf(request: ApiRequest, { run, artifact, id }: Found) {
  const attempt = latestAttempt(run);
  const created = attempt.beginsAt + (attempt.endsAfter ?? 0);
  const url = `${repositoryUrl(request)}/actions/artifacts/${id}`;
  const bytes = await artifactBytes(request.world, run, artifact);
  return {
    id,
    node_id: nodeId('MDg6QXJ0aWZhY3Q', id),
    name: artifact.name,
    size_in_bytes: bytes.byteLength,
    url,
    archive_download_url: `${url}/zip`,
    expired: created + KEPT <= request.world.now(),
    digest: `sha256:${sha256(bytes)}`,
    created_at: isoTime(created),
    updated_at: isoTime(created),
    expires_at: isoTime(created + KEPT),
    workflow_run: {
      id: run.id,
      repository_id: request.world.state.repositoryId,
      head_repository_id: request.world.state.repositoryId,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

async function listArtifacts(request: ApiRequest): Promise<ApiReply> {
  const found = findRun(request);
  if (found === null) return notFound();
  const every = await artifactsOf(request, found.run);
  const path = `${repositoryPath(request)}/actions/runs/${found.run.id}/artifacts`;
  const { items, headers } = paginate(request, path, every);
  const artifacts = await Promise.all(items.map((each) => answerOf(request, each)));
  return { status: 200, body: { total_count: every.length, artifacts }, headers };
}

/** Those of all runs, newest first. */
async function listEvery(request: ApiRequest): Promise<ApiReply> {
  const every: Found[] = [];
  for (const run of request.world.state.runs) every.push(...(await artifactsOf(request, run)));
  const name = request.query.get('name');
  const wanted = every.filter(({ artifact }) => name === null || artifact.name === name).reverse();
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/artifacts`, wanted);
  const artifacts = await Promise.all(items.map((each) => answerOf(request, each)));
  return { status: 200, body: { total_count: wanted.length, artifacts }, headers };
}

/** By the id in the address. */
export async function findArtifact(request: ApiRequest): Promise<Found | null> {
  const text = request.params.artifact_id ?? '';
  const id = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  const run = request.world.state.runs.find((each) => each.id === Math.floor(id / PLACES));
  const every = run === undefined ? [] : await artifactsOf(request, run);
  return every.find((each) => each.id === id) ?? null;
}

async function getArtifact(request: ApiRequest): Promise<ApiReply> {
  const found = await findArtifact(request);
  return found === null ? notFound() : { status: 200, body: await answerOf(request, found) };
}

/** A redirect to where it is stored. */
async function downloadArtifact(request: ApiRequest): Promise<ApiReply> {
  const found = request.params.archive_format === 'zip' ? await findArtifact(request) : null;
  if (found === null) return notFound();
  const location = `${request.apiUrl.replace(/\/api\/v3$/, '')}/_downloads/artifacts/${found.id}`;
  return { status: 302, headers: { location } };
}

async function deleteArtifact(request: ApiRequest): Promise<ApiReply> {
  const found = await findArtifact(request);
  if (found === null) return notFound();
  const { state } = request.world;
  state.deletedArtifacts = [...(state.deletedArtifacts ?? []), found.id];
  return { status: 204 };
}

/** Artifacts of runs, as far as the workflows tell what they upload. */
export const artifactRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/actions/artifacts`, handle: listEvery },
  { method: 'GET', path: `${REPO}/actions/runs/{run_id}/artifacts`, handle: listArtifacts },
  { method: 'GET', path: `${REPO}/actions/artifacts/{artifact_id}`, handle: getArtifact },
  { method: 'DELETE', path: `${REPO}/actions/artifacts/{artifact_id}`, handle: deleteArtifact },
  { method: 'GET', path: `${REPO}/actions/artifacts/{artifact_id}/{archive_format}`, handle: downloadArtifact },
];
