import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillExpressions, UNKNOWN } from '../core/triggers/expression.ts';
import { publishingEnd } from '../core/triggers/publishing-end.ts';
import { publishingSteps } from '../core/triggers/publishing-steps.ts';
import { expectedAssets } from '../core/triggers/release-assets.ts';
import type { ReleaseEvent } from '../core/triggers/release-subject.ts';
import type { WorkflowFile } from '../core/triggers/workflow-file.ts';
import { sourceArchive } from './archive.ts';
import type { FaultPlan } from './fault-plan.ts';
import { assetContent, innerChecksums, isArchiveName, outerChecksums, sha256 } from './simulated-artifacts.ts';
import { workflowsAt } from './workflow-files.ts';
import type { World } from './world.ts';
import type { Actor, ReleaseAssetState, ReleaseState, WorkflowRunState } from './world-state.ts';

/** Who uploads what a workflow publishes. */
const ACTIONS_BOT: Actor = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };

/** What a workflow run does to the release of a tag. */
interface Publication {
  readonly tag: string;
  readonly version: string;
  readonly name: string;
  /** It makes the release where there is none. */
  readonly makes: boolean;
  /** It makes a draft public that is there. */
  readonly publishes: boolean;
  /** It leaves it a draft. */
  readonly draft: boolean;
  /** Without repetitions; what only a run could tell is filled in. */
  readonly assets: readonly string[];
  /** Job whose files come when the release is public: refused where published releases are immutable; null: none. */
  readonly lateJob: string | null;
  /** It publishes by a token of somebody's own: workflows hear of it. */
  readonly startsWorkflows: boolean;
}

/** A run as far as it says what is published. */
type PublishingRun = Pick<WorkflowRunState, 'ref' | 'event' | 'inputs' | 'headSha' | 'workflowPath' | 'followsRun'>;

/** What the run's workflow, as its text says, does to the release of its tag; null when it has nothing to do with one. */
export async function publicationOf(world: World, run: PublishingRun): Promise<Publication | null> {
  const ref = tagRefOf(world, run);
  if (ref === null) return null;
  const tag = ref.slice('refs/tags/'.length);
  const version = /\d+\.\d+\.\d+\S*/.exec(tag)?.[0] ?? tag.replace(/^v(?=\d)/, '');
  const found = (await workflowsAt(world, run.headSha)).find(({ path }) => path === run.workflowPath);
  if (found?.file.ok !== true) return null;
  const workflow = found.file.value;
  const event = EVENTS.find((each) => each === run.event) ?? 'push';
  const subject = { version, tag, event, inputs: new Map(Object.entries(run.inputs)) };
  const { steps } = publishingSteps(workflow, subject);
  if (steps.length === 0) return null;
  const end = publishingEnd(workflow, steps);
  const lateJob = end.late?.attaching.job ?? (run.event === 'release' ? end.attaching?.job : undefined) ?? null;
  const named = expectedAssets(workflow, subject).patterns.map(({ name }) =>
    name.replaceAll('*', 'any').replaceAll('?', 'x'),
  );
  const unnamed = end.hasUnknownAssets
    ? [`${world.state.repo}_${version}_linux_amd64.tar.gz`, `${world.state.repo}_${version}_checksums.txt`]
    : [];
  return {
    tag,
    version,
    name: releaseName(workflow, tag, version),
    makes: end.makes,
    publishes: steps.some(({ kind }) => kind === 'publish'),
    draft: end.draft !== null,
    assets: [...new Set([...named, ...unnamed])],
    lateJob,
    startsWorkflows: end.startsWorkflows,
  };
}

const EVENTS: readonly ReleaseEvent[] = ['push', 'create', 'workflow_dispatch', 'release', 'workflow_run'];

/** The tag that a run is about: its own, or that of the run which it follows. */
function tagRefOf(world: World, run: PublishingRun): string | null {
  if (run.ref.startsWith('refs/tags/')) return run.ref;
  if (run.event !== 'workflow_run') return null;
  let followed: PublishingRun | undefined = run;
  while (followed?.followsRun != null) {
    const id: number = followed.followsRun;
    followed = world.state.runs.find((each) => each.id === id);
  }
  return followed?.ref.startsWith('refs/tags/') === true ? followed.ref : null;
}

/** The job of a run that GitHub will refuse, since the release is published and cannot change; null: none. */
export async function refusedJob(world: World, run: PublishingRun): Promise<string | null> {
  return world.state.settings.immutableReleases ? ((await publicationOf(world, run))?.lateJob ?? null) : null;
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

/** A run that was refused its files has published the release all the same: that came first. */
export async function publishWithoutFiles(
  world: World,
  run: WorkflowRunState,
  publication: Publication,
  at: number,
  plan: FaultPlan,
): Promise<void> {
  await publishRelease(world, run, { ...publication, assets: [] }, at, plan);
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
  const present = state.releases.find((each) => each.tagName === publication.tag);
  if (present === undefined && !publication.makes) return;
  const release = present ?? newRelease(world, publication, at);
  if (present?.immutable === true) return;
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
  if (release.draft && publication.publishes) makePublic(world, release, at);
}

/** From then on it does not change, where the repository says so of published releases. */
export function makePublic({ state }: World, release: ReleaseState, at: number): void {
  release.draft = false;
  release.publishedAt = at;
  release.immutable = state.settings.immutableReleases;
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
    draft: publication.draft,
    prerelease: false,
    immutable: world.state.settings.immutableReleases && !publication.draft,
    createdAt: at,
    publishedAt: publication.draft ? null : at,
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

/** What an upload leaves that broke off: a name with nothing behind it. */
export const unfinishedAsset = (world: World, name: string, uploader: Actor): ReleaseAssetState => ({
  id: world.nextId(),
  name,
  label: null,
  state: 'starter',
  contentType: 'application/octet-stream',
  size: 0,
  digest: null,
  createdAt: world.now(),
  uploader,
  file: '',
});

/** @throws when somebody has removed the file from the world's folder */
export const readAsset = (world: World, asset: ReleaseAssetState): Promise<Buffer> =>
  readFile(join(world.directory, 'assets', asset.file.replace(/[^0-9a-f]/g, '')));

function contentTypeOf(name: string): string {
  if (name.endsWith('.zip')) return 'application/zip';
  if (/\.(tar\.gz|tgz|gz)$/.test(name)) return 'application/gzip';
  return name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream';
}
