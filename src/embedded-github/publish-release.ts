import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillExpressions, UNKNOWN } from '../core/triggers/expression.ts';
import { expectedAssets } from '../core/triggers/release-assets.ts';
import type { WorkflowFile } from '../core/triggers/workflow-file.ts';
import { sourceArchive } from './archive.ts';
import type { FaultPlan } from './fault-plan.ts';
import { assetContent, innerChecksums, isArchiveName, outerChecksums, sha256 } from './simulated-artifacts.ts';
import { workflowsAt } from './workflow-files.ts';
import type { World } from './world.ts';
import type { Actor, ReleaseAssetState, ReleaseState, WorkflowRunState } from './world-state.ts';

/** Who uploads what a workflow publishes. */
const ACTIONS_BOT: Actor = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };

/** What a workflow run publishes, if anything. */
interface Publication {
  readonly tag: string;
  readonly version: string;
  readonly name: string;
  /** Without repetitions; what only a run could tell is filled in. */
  readonly assets: readonly string[];
}

/** What the run's workflow, as its text says, publishes on a release of its tag; null when it publishes nothing. */
export async function publicationOf(world: World, run: WorkflowRunState): Promise<Publication | null> {
  if (!run.ref.startsWith('refs/tags/')) return null;
  const tag = run.ref.slice('refs/tags/'.length);
  const version = /\d+\.\d+\.\d+\S*/.exec(tag)?.[0];
  if (version === undefined) return null;
  const found = (await workflowsAt(world, run.headSha)).find(({ path }) => path === run.workflowPath);
  if (found?.file.ok !== true) return null;
  const expected = expectedAssets(found.file.value, {
    version,
    tag,
    event: run.event === 'workflow_dispatch' ? 'workflow_dispatch' : 'push',
    inputs: new Map(Object.entries(run.inputs)),
  });
  if (expected.patterns.length === 0) return null;
  const assets = expected.patterns.map(({ name }) => name.replaceAll('*', 'any').replaceAll('?', 'x'));
  return { tag, version, assets: [...new Set(assets)], name: releaseName(found.file.value, tag, version) };
}

/** The `name:` of the publishing step, where an output called something with "version" stands for the version. */
function releaseName(workflow: WorkflowFile, tag: string, version: string): string {
  for (const step of workflow.jobs.flatMap((job) => job.steps)) {
    const name = step.with.get('name');
    if (name === undefined || step.uses?.includes('release') !== true) continue;
    return fillExpressions(
      name,
      (path) =>
        path.at(-1)?.endsWith('version') === true ? version : path.join('.') === 'github.ref_name' ? tag : UNKNOWN,
      () => '',
    );
  }
  return tag;
}

/**
 * Publishes what a run has built: creates the release of its tag, or adds what is lacking to the one that is there.
 *
 * @param at when the run has ended, milliseconds since the epoch
 */
export async function publishRelease(
  world: World,
  run: WorkflowRunState,
  publication: Publication,
  at: number,
  plan: FaultPlan,
): Promise<void> {
  const { state } = world;
  const release = state.releases.find((each) => each.tagName === publication.tag) ?? newRelease(world, publication, at);
  const subject = {
    project: state.repo,
    version: publication.version,
    commit: run.headSha,
    time: (await world.git.commit(run.headSha)).committer.time,
  };
  const archives = publication.assets.filter((name) => isArchiveName(name) && !isSource(name));
  const made: { name: string; bytes: Buffer }[] = [];
  for (const name of publication.assets) {
    if (isSource(name)) {
      const format = name.endsWith('.zip') ? 'zip' : 'tar.gz';
      made.push({
        name,
        bytes: (await sourceArchive(world, run.headSha, `${state.repo}-${publication.version}`, format)).bytes,
      });
    } else if (name === 'checksums.txt') made.push({ name, bytes: innerChecksums(archives, subject) });
    else if (!isOuterChecksums(name)) made.push({ name, bytes: assetContent(name, subject) });
  }
  for (const name of publication.assets) {
    if (!isOuterChecksums(name)) continue;
    const one = made.filter((each) => name === `${each.name}.sha256`);
    made.push({ name, bytes: outerChecksums(one.length > 0 ? one : made) });
  }
  for (const { name, bytes } of made) {
    if (release.assets.some((asset) => asset.name === name)) continue;
    if (plan.take('asset-missing', name) !== null) continue;
    const asset = await storeAsset(
      world,
      { name, bytes, contentType: contentTypeOf(name), label: null },
      ACTIONS_BOT,
      at,
    );
    if (plan.take('asset-late', name) !== null) {
      state.lateAssets = [...(state.lateAssets ?? []), { releaseId: release.id, at: at + LATE, asset }];
    } else release.assets.push(asset);
  }
}

/** How late a late asset or release is. Milliseconds. */
export const LATE = 5 * 60_000;

/** An archive of the sources rather than of a build, by its name. */
const isSource = (name: string): boolean => isArchiveName(name) && /(^|[-_.])(source|sources|src)[-_.]/i.test(name);

const isOuterChecksums = (name: string): boolean =>
  name !== 'checksums.txt' && /(\.sha256|sha256sums?(\.txt)?|checksums?(\.\w+)?)$/i.test(name);

function newRelease(world: World, publication: Publication, at: number): ReleaseState {
  const release: ReleaseState = {
    id: world.nextId(),
    tagName: publication.tag,
    targetCommitish: world.state.defaultBranch,
    name: publication.name,
    body: 'Published by a simulated workflow run.',
    draft: false,
    prerelease: false,
    immutable: world.state.settings.immutableReleases,
    createdAt: at,
    publishedAt: at,
    author: ACTIONS_BOT,
    assets: [],
  };
  world.state.releases.push(release);
  return release;
}

/** Writes an asset's content into the world's folder, by its digest, and describes it. */
export async function storeAsset(
  world: World,
  content: { name: string; bytes: Uint8Array; contentType: string; label: string | null },
  uploader: Actor,
  at: number,
): Promise<ReleaseAssetState> {
  const digest = sha256(content.bytes);
  const folder = join(world.directory, 'assets');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${digest}.tmp`), content.bytes);
  await rename(join(folder, `${digest}.tmp`), join(folder, digest));
  return {
    id: world.nextId(),
    name: content.name,
    label: content.label,
    state: 'uploaded',
    contentType: content.contentType,
    size: content.bytes.byteLength,
    digest: `sha256:${digest}`,
    createdAt: at,
    uploader,
    file: digest,
  };
}

/** @throws when somebody has removed the file from the world's folder */
export const readAsset = (world: World, asset: ReleaseAssetState): Promise<Buffer> =>
  readFile(join(world.directory, 'assets', asset.file.replace(/[^0-9a-f]/g, '')));

function contentTypeOf(name: string): string {
  if (name.endsWith('.zip')) return 'application/zip';
  if (/\.(tar\.gz|tgz|gz)$/.test(name)) return 'application/gzip';
  return name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream';
}
