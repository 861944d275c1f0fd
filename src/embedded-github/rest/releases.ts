import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { releasePage, repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import { isValidRefName } from '../git/object-names.ts';
import { latestRelease } from '../latest-release.ts';
import { answerPage } from '../pagination.ts';
import { makePublic, storeAsset } from '../publish-release.ts';
import { pushRef } from '../ref-updates.ts';
import { readBody, textFaults, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { ReleaseAssetState, ReleaseState } from '../world-state.ts';
import { notFound } from './parameters.ts';
import { generatedNotes, type NotesAsked } from './release-notes.ts';

const REPO = '/repos/{owner}/{repo}';

const idParam = (request: ApiRequest, name: string): number => {
  const text = request.params[name] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
};

function assetAnswer(request: ApiRequest, release: ReleaseState, asset: ReleaseAssetState) {
  const created = isoTime(asset.createdAt);
  return {
    url: `${repositoryUrl(request)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId('RA', asset.id),
    name: asset.name,
    label: asset.label,
    uploader: simpleUser(asset.uploader, request.apiUrl),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.size,
    digest: asset.digest,
    download_count: 0,
    created_at: created,
    updated_at: created,
    browser_download_url: `${repositoryPage(request)}/releases/download/${urlPath(release.tagName)}/${encodeURIComponent(asset.name)}`,
  };
}

/** Uploads have an address of their own: another host beside `api.`, another path on a server. */
function uploadsUrl(request: ApiRequest): string {
  const api = repositoryUrl(request);
  return request.apiUrl.endsWith('/api/v3')
    ? api.replace('/api/v3/', '/api/uploads/')
    : api.replace(/^(https?:\/\/)api\./, '$1uploads.');
}

export function releaseAnswer(request: ApiRequest, release: ReleaseState) {
  const url = `${repositoryUrl(request)}/releases/${release.id}`;
  const tag = urlPath(release.tagName);
  const api = repositoryUrl(request);
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${uploadsUrl(request)}/releases/${release.id}/assets{?name,label}`,
    html_url: releasePage(request, release),
    id: release.id,
    author: simpleUser(release.author, request.apiUrl),
    node_id: nodeId('RE', release.id),
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: isoTime(release.createdAt),
    updated_at: isoTime(release.publishedAt ?? release.createdAt),
    published_at: release.publishedAt === null ? null : isoTime(release.publishedAt),
    assets: release.assets.map((asset) => assetAnswer(request, release, asset)),
    tarball_url: release.draft ? null : `${api}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${api}/zipball/${tag}`,
    body: release.body,
  };
}

/** 404 says that they are off, to those who may ask. */
const immutableReleases = ({ world }: ApiRequest): ApiReply =>
  world.state.settings.immutableReleases
    ? { status: 200, body: { enabled: true, enforced_by_owner: false } }
    : notFound();

const findRelease = (request: ApiRequest): ReleaseState | null =>
  request.world.state.releases.find((each) => each.id === idParam(request, 'release_id')) ?? null;

/** Newest first; drafts are seen by those who may push, which every token here may. */
function listReleases(request: ApiRequest): ApiReply {
  const { requester, world } = request;
  const shown = world.state.releases.filter(({ draft }) => !draft || requester.isAnonymous !== true);
  const releases = shown.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  return answerPage(request, `${repositoryPath(request)}/releases`, releases, (release) =>
    releaseAnswer(request, release),
  );
}

function getRelease(request: ApiRequest): ApiReply {
  const release = findRelease(request);
  const isHidden = release?.draft === true && request.requester.isAnonymous === true;
  return release === null || isHidden ? notFound() : { status: 200, body: releaseAnswer(request, release) };
}

function getByTag(request: ApiRequest): ApiReply {
  const release = request.world.state.releases.find((each) => !each.draft && each.tagName === request.params.tag);
  return release === undefined ? notFound() : { status: 200, body: releaseAnswer(request, release) };
}

function getLatest(request: ApiRequest): ApiReply {
  const latest = latestRelease(request.world);
  return latest === null ? notFound() : { status: 200, body: releaseAnswer(request, latest) };
}

/**
 * Source: GitHub REST documentation, "Create a release", make_latest: `true` where it is left out; `legacy` goes by date and
 * version, which here is by date: what is published now is the newest.
 */
function makeLatest({ world: { state } }: ApiRequest, release: ReleaseState, wanted: MakeLatest = 'true'): void {
  if (release.draft || release.prerelease || wanted === 'false') return;
  state.latestRelease = release.id;
}

const ReleaseBody = z.object({
  tag_name: z.string(),
  target_commitish: z.string().optional(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
  make_latest: z.enum(['true', 'false', 'legacy']).optional(),
  generate_release_notes: z.boolean().optional(),
});
type MakeLatest = z.infer<typeof ReleaseBody>['make_latest'];

/**
 * Sources: kaito-project/kaito#1680, getsentry/craft#583.
 */
const refusedLatest = (
  wanted: MakeLatest,
  { draft, prerelease }: Pick<ReleaseState, 'draft' | 'prerelease'>,
): ApiReply | null =>
  wanted === 'true' && (draft || prerelease)
    ? validationFailed({
        resource: 'Release',
        code: 'custom',
        message: 'Latest release cannot be draft or prerelease.',
      })
    : null;

const alreadyExists = () => validationFailed({ resource: 'Release', code: 'already_exists', field: 'tag_name' });

async function createRelease(request: ApiRequest): Promise<ApiReply> {
  const parsed = readBody(request.body, ReleaseBody);
  if (!parsed.ok) return parsed.reply;
  const { tag_name: tagName, draft = false, prerelease = false, name, body } = parsed.value;
  const { world, requester } = request;
  const { state } = world;
  if (!isValidRefName(`refs/tags/${tagName}`)) {
    return validationFailed({
      resource: 'Release',
      code: 'custom',
      field: 'tag_name',
      message: 'tag_name is not a valid tag',
    });
  }
  const faults = textFaults('Release', 'body', body, { longest: NOTES_LENGTH });
  if (faults.length > 0) return validationFailed(...faults);
  const notLatest = refusedLatest(parsed.value.make_latest, { draft, prerelease });
  if (notLatest !== null) return notLatest;
  if (!draft && state.releases.some((each) => !each.draft && each.tagName === tagName)) return alreadyExists();
  const targetCommitish = parsed.value.target_commitish ?? state.defaultBranch;
  const now = world.now();
  const release: ReleaseState = {
    id: world.nextId(),
    tagName,
    targetCommitish,
    name: name ?? tagName,
    body:
      parsed.value.generate_release_notes === true
        ? await withGenerated(request, { tag: tagName, target: targetCommitish }, body)
        : (body ?? ''),
    draft: true,
    prerelease,
    immutable: false,
    createdAt: now,
    publishedAt: null,
    author: requester.actor,
    assets: [],
  };
  if (!draft) {
    const refused = await publish(request, release);
    if (refused !== null) return refused;
  }
  state.releases.push(release);
  makeLatest(request, release, parsed.value.make_latest);
  const answer = releaseAnswer(request, release);
  if (!draft) await announce(request, release, ['created', 'published']);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

/** The tag of a public release is made where there is none; null: it is there. */
async function makeTag(request: ApiRequest, release: ReleaseState): Promise<ApiReply | null> {
  const { world } = request;
  if (world.state.burnedTagNames?.includes(release.tagName) === true) {
    return validationFailed({
      resource: 'Release',
      code: 'custom',
      field: 'tag_name',
      message: 'tag_name was used by an immutable release',
    });
  }
  const ref = `refs/tags/${release.tagName}`;
  if ((await world.git.resolveRef(ref)) === null) {
    const commit = await world.git.resolveCommit(release.targetCommitish);
    if (commit === null) {
      return validationFailed({ resource: 'Release', code: 'invalid', field: 'target_commitish' });
    }
    return pushRef(request, { ref, to: commit, from: null });
  }
  return null;
}

/** Makes a draft public. */
async function publish(request: ApiRequest, release: ReleaseState): Promise<ApiReply | null> {
  const refused = await makeTag(request, release);
  if (refused === null) makePublic(request.world, release, request.world.now());
  return refused;
}

/**
 * What workflows hear of. Source: GitHub documentation, "Events that trigger workflows", release: `created` where a release is
 * published without having been a draft, `released` or `prereleased` besides `published`.
 */
async function announce(
  { world, requester, emit }: ApiRequest,
  release: ReleaseState,
  actions: readonly ('created' | 'published')[],
): Promise<void> {
  const last = release.prerelease ? 'prereleased' : 'released';
  for (const action of [...actions, last] as const)
    await emit(world, { kind: 'release', action, tag: release.tagName }, requester);
}

/** GitHub puts what it has generated below what was given. */
async function withGenerated(
  request: ApiRequest,
  asked: NotesAsked,
  given: string | null | undefined,
): Promise<string> {
  const { body } = await generatedNotes(request, asked);
  return given ? `${given}\n\n${body}` : body;
}

const NotesBody = z.object({
  tag_name: z.string(),
  previous_tag_name: z.string().optional(),
  target_commitish: z.string().optional(),
  configuration_file_path: z.string().optional(),
});

async function generateNotes(request: ApiRequest): Promise<ApiReply> {
  const parsed = readBody(request.body, NotesBody);
  if (!parsed.ok) return parsed.reply;
  const { tag_name: tag, previous_tag_name: previous = null, target_commitish: target = null } = parsed.value;
  const { configuration_file_path: configuration = null } = parsed.value;
  if (previous !== null && (await request.world.git.resolveRef(`refs/tags/${previous}`)) === null)
    return validationFailed({ resource: 'Release', code: 'invalid', field: 'previous_tag_name' });
  return { status: 200, body: await generatedNotes(request, { tag, previous, target, configuration }) };
}

/** Source: GitHub's own refusal of longer ones, "body is too long (maximum is 125000 characters)". */
const NOTES_LENGTH = 125_000;

const ReleaseChange = ReleaseBody.partial();

async function updateRelease(request: ApiRequest): Promise<ApiReply> {
  const release = findRelease(request);
  if (release === null) return notFound();
  const parsed = readBody(request.body, ReleaseChange);
  if (!parsed.ok) return parsed.reply;
  const change = parsed.value;
  const { state } = request.world;
  if (release.immutable && change.tag_name !== undefined && change.tag_name !== release.tagName) {
    return apiError(422, 'Cannot change the tag of an immutable release.');
  }
  const tagName = change.tag_name ?? release.tagName;
  if (!isValidRefName(`refs/tags/${tagName}`))
    return validationFailed({ resource: 'Release', code: 'invalid', field: 'tag_name' });
  const isPublic = change.draft === undefined ? !release.draft : !change.draft;
  if (isPublic && state.releases.some((each) => each !== release && !each.draft && each.tagName === tagName)) {
    return alreadyExists();
  }
  const prerelease = change.prerelease ?? release.prerelease;
  const faults = textFaults('Release', 'body', change.body, { longest: NOTES_LENGTH });
  if (faults.length > 0) return validationFailed(...faults);
  const notLatest = refusedLatest(change.make_latest, { draft: !isPublic, prerelease });
  if (notLatest !== null) return notLatest;
  const isPublished = release.draft && change.draft === false;
  const before = { tagName: release.tagName, targetCommitish: release.targetCommitish };
  release.tagName = tagName;
  release.targetCommitish = change.target_commitish ?? release.targetCommitish;
  const isRetagged = isPublic && tagName !== before.tagName;
  const refused = isPublished ? await publish(request, release) : isRetagged ? await makeTag(request, release) : null;
  if (refused !== null) {
    Object.assign(release, before);
    return refused;
  }
  if (change.draft === true && !release.immutable) release.draft = true;
  release.name = change.name ?? release.name;
  release.body = change.body ?? release.body;
  release.prerelease = prerelease;
  if (isPublished || change.make_latest !== undefined) makeLatest(request, release, change.make_latest);
  if (isPublished) await announce(request, release, ['published']);
  return { status: 200, body: releaseAnswer(request, release) };
}

function deleteRelease(request: ApiRequest): ApiReply {
  const release = findRelease(request);
  if (release === null) return notFound();
  const { state } = request.world;
  state.releases = state.releases.filter((each) => each !== release);
  // Source: GitHub documentation, "Immutable releases": the name of a deleted one cannot be used again.
  if (release.immutable) state.burnedTagNames = [...(state.burnedTagNames ?? []), release.tagName];
  return { status: 204 };
}

// --- assets ---

function listAssets(request: ApiRequest): ApiReply {
  const release = findRelease(request);
  if (release === null) return notFound();
  const path = `${repositoryPath(request)}/releases/${release.id}/assets`;
  return answerPage(request, path, release.assets, (asset) => assetAnswer(request, release, asset));
}

/** An asset with its release, by the asset's id. */
export function findAsset(request: ApiRequest): { release: ReleaseState; asset: ReleaseAssetState } | null {
  const id = idParam(request, 'asset_id');
  for (const release of request.world.state.releases) {
    const asset = release.assets.find((each) => each.id === id);
    if (asset !== undefined) return { release, asset };
  }
  return null;
}

/** Asked for bytes, GitHub redirects to where they are stored. */
function getAsset(request: ApiRequest): ApiReply {
  const found = findAsset(request);
  if (found === null) return notFound();
  if (request.headers.get('accept')?.includes('application/octet-stream') === true) {
    const location = `${request.apiUrl.replace(/\/api\/v3$/, '')}/_downloads/assets/${found.asset.id}`;
    return { status: 302, headers: { location } };
  }
  return { status: 200, body: assetAnswer(request, found.release, found.asset) };
}

const immutableAssets = () => apiError(422, 'Cannot upload assets to an immutable release.');

async function uploadAsset(request: ApiRequest): Promise<ApiReply> {
  const release = findRelease(request);
  if (release === null) return notFound();
  if (release.immutable) return immutableAssets();
  const given = request.query.get('name') ?? '';
  if (given === '') return validationFailed({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' });
  // Source: GitHub REST documentation, "Upload a release asset": special characters become dots.
  const name = given.replace(/[^A-Za-z0-9._+@-]+/g, '.').replace(/^\.+|\.+$/g, '') || 'default';
  if (release.assets.some((asset) => asset.name === name)) {
    return validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
  }
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  if (bytes.byteLength === 0) return apiError(400, 'Bad Content-Length: asset is empty');
  const contentType = request.headers.get('content-type') ?? 'application/octet-stream';
  const label = request.query.get('label');
  const { world, requester } = request;
  const asset = await storeAsset(world, { name, bytes, contentType, label }, requester.actor, world.now());
  release.assets.push(asset);
  return { status: 201, body: assetAnswer(request, release, asset) };
}

const AssetChange = z.object({
  name: z.string().min(1).optional(),
  label: z.string().nullish(),
  state: z.enum(['uploaded', 'open']).optional(),
});

/** Source: GitHub REST documentation, "Update a release asset". */
function updateAsset(request: ApiRequest): ApiReply {
  const found = findAsset(request);
  if (found === null) return notFound();
  if (found.release.immutable) return immutableAssets();
  const parsed = readBody(request.body ?? {}, AssetChange);
  if (!parsed.ok) return parsed.reply;
  const { name = found.asset.name, label } = parsed.value;
  if (found.release.assets.some((asset) => asset !== found.asset && asset.name === name))
    return validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
  const changed = { ...found.asset, name, label: label === undefined ? found.asset.label : label };
  found.release.assets = found.release.assets.map((asset) => (asset === found.asset ? changed : asset));
  return { status: 200, body: assetAnswer(request, found.release, changed) };
}

function deleteAsset(request: ApiRequest): ApiReply {
  const found = findAsset(request);
  if (found === null) return notFound();
  if (found.release.immutable) return immutableAssets();
  found.release.assets = found.release.assets.filter((asset) => asset !== found.asset);
  return { status: 204 };
}

/** Source: GitHub REST documentation, "Enable immutable releases" and "Disable immutable releases". */
const setImmutable =
  (on: boolean) =>
  ({ world }: ApiRequest): ApiReply => {
    world.state.settings.immutableReleases = on;
    return { status: 204 };
  };

/** Releases and their assets. */
export const releaseRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/immutable-releases`, handle: immutableReleases },
  { method: 'PUT', path: `${REPO}/immutable-releases`, handle: setImmutable(true) },
  { method: 'DELETE', path: `${REPO}/immutable-releases`, handle: setImmutable(false) },
  { method: 'GET', path: `${REPO}/releases`, handle: listReleases },
  { method: 'POST', path: `${REPO}/releases`, handle: createRelease },
  { method: 'POST', path: `${REPO}/releases/generate-notes`, handle: generateNotes },
  { method: 'GET', path: `${REPO}/releases/latest`, handle: getLatest },
  { method: 'GET', path: `${REPO}/releases/tags/{tag}`, handle: getByTag },
  { method: 'GET', path: `${REPO}/releases/assets/{asset_id}`, handle: getAsset },
  { method: 'PATCH', path: `${REPO}/releases/assets/{asset_id}`, handle: updateAsset },
  { method: 'DELETE', path: `${REPO}/releases/assets/{asset_id}`, handle: deleteAsset },
  { method: 'GET', path: `${REPO}/releases/{release_id}`, handle: getRelease },
  { method: 'PATCH', path: `${REPO}/releases/{release_id}`, handle: updateRelease },
  { method: 'DELETE', path: `${REPO}/releases/{release_id}`, handle: deleteRelease },
  { method: 'GET', path: `${REPO}/releases/{release_id}/assets`, handle: listAssets },
  { method: 'POST', path: `${REPO}/releases/{release_id}/assets`, takes: 'bytes', handle: uploadAsset },
];
