import { leftOutHeader, sourceArchive } from '../archive.ts';
import { readAsset } from '../publish-release.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { artifactBytes } from '../run-artifacts.ts';
import { packZip } from '../simulated-artifacts.ts';
import { findArtifact } from './artifacts.ts';
import { findJob } from './jobs.ts';
import { findAsset } from './releases.ts';

const notFound = (): ApiReply => ({ status: 404, body: 'Not Found\n' });

/** Bytes of an asset, under the address that browsers know and under the one the API redirects to. */
async function downloadAsset(request: ApiRequest): Promise<ApiReply> {
  const found = findAsset(request);
  return found === null ? notFound() : assetReply(request, found.asset.id);
}

async function downloadByName(request: ApiRequest): Promise<ApiReply> {
  const path = request.params.path ?? '';
  const slash = path.lastIndexOf('/');
  const release = request.world.state.releases.find((each) => !each.draft && each.tagName === path.slice(0, slash));
  const asset = release?.assets.find((each) => each.name === path.slice(slash + 1));
  return asset === undefined ? notFound() : assetReply(request, asset.id);
}

async function assetReply(request: ApiRequest, id: number): Promise<ApiReply> {
  const asset = request.world.state.releases.flatMap((each) => each.assets).find((each) => each.id === id);
  if (asset === undefined) return notFound();
  return {
    status: 200,
    body: await readAsset(request.world, asset),
    headers: {
      'content-type': asset.contentType.replace(/[^\x20-\x7e]/g, ''),
      'content-disposition': `attachment; filename="${asset.name.replace(/[^A-Za-z0-9._+@-]/g, '.')}"`,
    },
  };
}

async function artifact(request: ApiRequest): Promise<ApiReply> {
  const found = await findArtifact(request);
  if (found === null) return notFound();
  const body = await artifactBytes(request.world, found.run, found.artifact);
  return { status: 200, body, headers: { 'content-type': 'application/zip' } };
}

const whole = (text: string | undefined): number => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : -1);

function jobLog(request: ApiRequest): ApiReply {
  const found = findJob(request, whole(request.params.job_id));
  if (found === null || found.job.status !== 'completed') return notFound();
  return { status: 200, body: found.job.log };
}

/** All logs of an attempt: `JOB/N_STEP.txt`, as gh reads them. */
function runLogs(request: ApiRequest): ApiReply {
  const run = request.world.state.runs.find((each) => each.id === whole(request.params.run_id));
  const attempt = run?.attempts.find((each) => each.attempt === whole(request.params.attempt_number));
  if (attempt === undefined) return notFound();
  const safe = (name: string) => name.replace(/[\\/:*?"<>|]/g, '').slice(0, 90);
  const files = attempt.jobs.flatMap((job) => {
    const parts = job.log.split(/(?=^\S+ ##\[group\])/m).filter((part) => part !== '');
    const steps = job.steps.map((step, index) => ({ step, number: index + 1 }));
    return steps
      .filter(({ step }) => step.conclusion !== 'skipped')
      .map(({ step, number }, index) => ({
        path: `${safe(job.name)}/${number}_${safe(step.name)}.txt`,
        bytes: Buffer.from(parts[index] ?? ''),
      }));
  });
  return {
    status: 200,
    body: packZip(files, attempt.beginsAt),
    headers: { 'content-type': 'application/zip' },
  };
}

/** `archive/refs/tags/core/v1.2.0.tar.gz`, and the short forms GitHub takes as well. */
async function archive(request: ApiRequest): Promise<ApiReply> {
  const match = /^(.+)\.(tar\.gz|zip)$/s.exec(request.params.path ?? '');
  const ref = match?.[1];
  if (ref === undefined) return notFound();
  const { state } = request.world;
  // GitHub names the folder after the last part of the ref, without a leading v of a version, slashes as dashes.
  const name = ref.replace(/^refs\/(heads|tags)\//, '').replace(/^v(?=\d)/, '');
  return archiveReply(request, ref, `${state.repo}-${name}`, match?.[2] === 'zip' ? 'zip' : 'tar.gz');
}

async function archiveReply(
  request: ApiRequest,
  ref: string,
  folder: string,
  format: 'tar.gz' | 'zip',
): Promise<ApiReply> {
  const commit = await request.world.git.resolveCommit(ref);
  if (commit === null) return notFound();
  const { bytes, leftOut } = await sourceArchive(request.world, commit, folder, format);
  return {
    status: 200,
    body: bytes,
    headers: {
      'content-type': format === 'zip' ? 'application/zip' : 'application/x-gzip',
      'content-disposition': `attachment; filename="${folder.replace(/[^A-Za-z0-9._-]/g, '-')}.${format}"`,
      ...leftOutHeader(leftOut),
    },
  };
}

const legacyArchive =
  (format: 'tar.gz' | 'zip') =>
  async (request: ApiRequest): Promise<ApiReply> => {
    const { owner, repo } = request.world.state;
    const ref = request.params.ref ?? '';
    const commit = await request.world.git.resolveCommit(ref);
    return commit === null
      ? notFound()
      : archiveReply(request, commit, `${owner}-${repo}-${commit.slice(0, 7)}`, format);
  };

const toArchive =
  (kind: 'tarball' | 'zipball') =>
  async (request: ApiRequest): Promise<ApiReply> => {
    const ref = request.params.ref || request.world.state.defaultBranch;
    if ((await request.world.git.resolveCommit(ref)) === null) return apiError(404, 'Not Found');
    const origin = request.apiUrl.replace(/\/api\/v3$/, '');
    return { status: 302, headers: { location: `${origin}/_downloads/${kind}/${encodeURIComponent(ref)}` } };
  };

/** What the API answers with a redirect to another host of GitHub. */
export const archiveRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/tarball/{ref}', lastMayBeEmpty: true, handle: toArchive('tarball') },
  { method: 'GET', path: '/repos/{owner}/{repo}/zipball/{ref}', lastMayBeEmpty: true, handle: toArchive('zipball') },
];

/** What is not the API: no token, no limits. */
export const downloadRoutes: readonly Route[] = [
  { method: 'GET', path: '/{owner}/{repo}/archive/{path}', handle: archive },
  { method: 'GET', path: '/{owner}/{repo}/releases/download/{path}', handle: downloadByName },
  { method: 'GET', path: '/_downloads/assets/{asset_id}', handle: downloadAsset },
  { method: 'GET', path: '/_downloads/artifacts/{artifact_id}', handle: artifact },
  { method: 'GET', path: '/_downloads/logs/{job_id}', handle: jobLog },
  { method: 'GET', path: '/_downloads/run-logs/{run_id}/{attempt_number}', handle: runLogs },
  { method: 'GET', path: '/_downloads/tarball/{ref}', handle: legacyArchive('tar.gz') },
  { method: 'GET', path: '/_downloads/zipball/{ref}', handle: legacyArchive('zip') },
];
