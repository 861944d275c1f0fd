import { type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { nameTemplates } from '../settings/name-templates.ts';
import { ownCall, withCalledJobs } from '../triggers/called-workflows.ts';
import {
  type ExpectedRun,
  type LeftOutCall,
  planRuns,
  type RunPlan,
  type SameNamedPush,
} from '../triggers/expected-runs.ts';
import type { AssetPattern } from '../triggers/release-assets.ts';
import { uploadedArtifacts } from '../triggers/uploaded-artifacts.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile } from '../triggers/workflow-file.ts';
import { type ViewerKind, wouldStart } from '../triggers/would-start.ts';
import { aliasPublications } from './alias-publication.ts';
import { draftsOf } from './drafts.ts';
import type { ReleaseFacts, SourceTree } from './facts.ts';
import type { ReleaseNames } from './names.ts';
import { type PlannedRelease, planReleaseContent } from './planned-release.ts';
import { type LateFiles, readPublishing } from './publishing-workflows.ts';
import { type CauseFacts, releaseCauses } from './release-causes.ts';
import { earlierReleases } from './release-form.ts';
import { decideMaker, type ReleaseMaker } from './release-maker.ts';
import { releaseTagReader } from './release-tags.ts';

/** What the refs of a release set in motion, and what must have been published in the end. */
export interface PublicationPlan {
  /** Each ref in the order it comes to be, with every workflow's decision and why. */
  readonly refs: RunPlan['refs'];
  /** Paths of the workflows whose runs must succeed. */
  readonly expected: readonly string[];
  /** Their runs. */
  readonly runs: readonly ExpectedRun[];
  readonly forbidden: readonly string[];
  /** Calls of them that are left out in every run. */
  readonly leftOut: readonly LeftOutCall[];
  readonly sameNamed: readonly SameNamedPush[];
  /** `trigger: dispatch`: inputs by workflow path. */
  readonly inputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** null: no published release is expected. */
  readonly assets: readonly AssetPattern[] | null;
  readonly maker: ReleaseMaker;
  /** What this program makes; null: it makes none. */
  readonly release: PlannedRelease | null;
  /** Path of the workflow that leaves a draft, which a person has to publish; null: none does. */
  readonly draftBy: string | null;
  /** Files that come after the release is public; null: there are none, as far as the workflows tell. */
  readonly lateFiles: LateFiles | null;
}

export interface PublicationInput {
  readonly config: Config;
  readonly component: string | null;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly source: SourceTree;
  /** `owner/name`; null where it is not known. */
  readonly repository: string | null;
  readonly baseBranch: string;
  readonly changedPaths: readonly string[];
  readonly viewer: { readonly login: string | null; readonly kind: ViewerKind };
  /** `tag` false, once the tag exists: who made it no longer matters. */
  readonly remaining: { readonly merge: boolean; readonly tag: boolean };
  readonly existingAliases: readonly string[];
  /** Those names of its tags that a branch has as well. */
  readonly sameNamed: readonly string[];
  readonly hasMergeQueue: boolean;
  /** null: not known. */
  readonly hasImmutableReleases: boolean | null;
  readonly releases: readonly ReleaseFacts[];
  /** The section of the changelog that becomes this release's; empty without one. */
  readonly changelogSection: string;
}

/** Foresees the runs of a release and the assets they publish, from the workflows at the release commit. */
export function planPublication(input: PublicationInput): {
  readonly plan: PublicationPlan;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
} {
  const { config, names } = input;
  const problems = new Problems();
  const { workflows, unreadable } = readWorkflows(input, problems);
  const withRelease = (heard: CauseFacts['heard']) =>
    planRuns(workflows, releaseCauses({ ...input, heard }), runOptions(input, unreadable));
  const byTag = withRelease('nothing');
  const publishing = readPublishing(workflows, byTag, input);
  const earlier = earlierReleases(input.releases, ownVersion(input), names.tag);
  const started = workflows.filter(({ path }) => byTag.runs.some((run) => run.path === path && run.ref === names.tag));
  const decided = decideMaker({
    config,
    tag: names.tag,
    viewer: input.viewer.login,
    makers: publishing.makers,
    waiting: waitingFor(workflows, byTag, input, 'everything'),
    startsRuns: byTag.runs.length > 0,
    releases: input.releases,
    earlier: earlier.map(({ facts }) => facts),
    artifacts: started.flatMap((each) => uploadedArtifacts(each, { ...input, tag: names.tag })).map(({ name }) => name),
  });
  problems.add(...decided.problems);
  const isOurs = decided.maker === 'program';
  const content = isOurs
    ? planReleaseContent({
        config,
        tag: names.tag,
        version: input.version,
        releases: input.releases,
        earlier,
        listing: input.source.listing,
        truncated: input.source.truncated,
        started,
        changelogSection: input.changelogSection,
        isImmutable: input.hasImmutableReleases,
        waitsForCreation: waitingForCreation(workflows, byTag, input),
      })
    : null;
  if (content !== null) problems.add(...content.problems);
  const isDraftFirst = content !== null && !content.planned.isAtOnce;
  const isHeard = isOurs || publishing.startsWorkflows;
  const runs = isHeard ? withRelease(isDraftFirst ? 'its publication' : 'everything') : byTag;
  problems.add(
    ...runs.problems.filter((each) => input.remaining.tag || each.code !== 'token-starts-no-workflows'),
    ...(isOurs && input.viewer.kind === 'github-token' ? releaseStartsNothing(workflows, runs, input) : []),
  );
  const published = isOurs ? readPublishing(workflows, runs, input) : publishing;
  const drafts = draftsOf(input, decided.maker, published.draft);
  problems.add(...drafts.problems);
  if (input.remaining.tag) problems.add(...aliasPublications(workflows, runs, input));
  return {
    problems: problems.found,
    warnings: [
      ...runs.notes,
      ...nothingFollows(input, runs),
      ...decided.notes,
      ...(content?.notes ?? []),
      ...drafts.warnings,
      ...(config.assets === null ? published.notes : []),
    ],
    plan: {
      refs: runs.refs,
      expected: runs.expected,
      runs: runs.runs,
      forbidden: runs.forbidden,
      leftOut: runs.leftOut,
      sameNamed: runs.sameNamed,
      inputs: new Map(
        runs.dispatches.map(({ path, inputs }) => [
          path,
          Object.fromEntries(inputs.map(({ name, value }) => [name, value])),
        ]),
      ),
      assets: plannedAssets(config, decided.maker, [...(content?.planned.assets ?? []), ...published.assets]),
      maker: decided.maker,
      release: content?.planned ?? null,
      draftBy: published.draft?.path ?? null,
      lateFiles: published.late,
    },
  };
}

/** Which version of this component a tag names. */
const ownVersion = ({ config, component }: PublicationInput) =>
  releaseTagReader(nameTemplates(config.templates, component));

/** A filter that misses the tag looks like a repository that publishes nothing: who means that has said so. */
function nothingFollows({ config, names }: PublicationInput, runs: RunPlan): string[] {
  if (runs.expected.length > 0 || config.workflows.expected !== null) return [];
  return [
    `No workflow follows ${names.tag}, so nothing would be built or watched: see the filters of \`on.push.tags\`, or say \`workflows.expected: false\`.`,
  ];
}

/**
 * The workflows at the release commit, with what they call of each other. A call by the full name at the base branch means the
 * release commit as well, or a later one; one at another ref has a text that nobody has read.
 */
function readWorkflows({ source, repository, baseBranch }: PublicationInput, problems: Problems) {
  const read = new Map<string, WorkflowFile>();
  const unreadable: string[] = [];
  for (const [path, file] of source.files) {
    if (!isWorkflowPath(path)) continue;
    const workflow = problems.take(parseWorkflow(path, Buffer.from(file.bytes).toString('utf8')));
    if (workflow === null) unreadable.push(path);
    else read.set(path, workflow);
  }
  const find = (uses: string): WorkflowFile | null => {
    const call = ownCall(uses, repository);
    const isHere = call?.ref == null || [baseBranch, `refs/heads/${baseBranch}`].includes(call.ref);
    return call !== null && isHere ? (read.get(call.path) ?? null) : null;
  };
  return { workflows: [...read.values()].map((workflow) => withCalledJobs(workflow, find)), unreadable };
}

const runOptions = (
  { config, names, version, component, viewer, repository, sameNamed, remaining }: PublicationInput,
  unreadable: readonly string[],
) => ({
  releaseTag: `refs/tags/${names.tag}`,
  version,
  component,
  expected: config.workflows.expected ?? undefined,
  forbidden: config.workflows.forbidden ?? undefined,
  trigger: config.workflows.trigger,
  tokenKind: viewer.kind,
  inputs: new Map(
    Object.entries(config.workflows.inputs).map(([name, values]) => [name, new Map(Object.entries(values))]),
  ),
  repository,
  // Of a tag that stands its runs are there.
  branches: remaining.tag ? sameNamed : [],
  unreadable,
});

/** Workflows that do something once there is a release, and that nothing else of this release starts. */
function waitingFor(
  workflows: readonly WorkflowFile[],
  runs: RunPlan,
  { names, version }: PublicationInput,
  heard: CauseFacts['heard'],
): string[] {
  const started = new Set(runs.runs.map((run) => run.path));
  const events = releaseCauses({
    names,
    version,
    baseBranch: '',
    changedPaths: [],
    remaining: { merge: false, tag: true },
    existingAliases: [],
    hasMergeQueue: false,
    heard,
  }).filter(({ event }) => event.kind === 'release');
  return workflows
    .filter(({ path }) => !started.has(path) && !runs.forbidden.includes(path))
    .filter((workflow) => events.some(({ event }) => wouldStart(workflow, event).starts))
    .map(({ path }) => path);
}

/** Those of them that wait for nothing but its creation. */
function waitingForCreation(workflows: readonly WorkflowFile[], runs: RunPlan, input: PublicationInput): string[] {
  const published = new Set(waitingFor(workflows, runs, input, 'its publication'));
  return waitingFor(workflows, runs, input, 'everything').filter((path) => !published.has(path));
}

/** A release that GITHUB_TOKEN makes starts nothing that waits for it. */
function releaseStartsNothing(workflows: readonly WorkflowFile[], runs: RunPlan, input: PublicationInput): Problem[] {
  const byTag = { ...runs, runs: runs.runs.filter((run) => run.event !== 'release') };
  const waiting = waitingFor(workflows, byTag, input, 'everything');
  if (waiting.length === 0) return [];
  return [
    problem(
      'token-starts-no-workflows',
      `The GitHub release would start ${waiting.join(' and ')}, but not when GITHUB_TOKEN makes it.`,
    ),
  ];
}

/** What the configuration says, or what the workflows say they publish. */
function plannedAssets(
  config: Config,
  maker: ReleaseMaker,
  found: readonly AssetPattern[],
): readonly AssetPattern[] | null {
  if (config.assets === false && maker !== 'program') return null;
  if (config.assets !== null && config.assets !== false) return config.assets.map(configuredAsset);
  if (config.assets === false) return [];
  return maker === 'nobody' && found.length === 0 ? null : found;
}

/** An asset named by a person: a name, or a glob with `*` and `?`. */
export const configuredAsset = (name: string): AssetPattern => ({
  name,
  certainty: /[*?]/.test(name) ? 'glob' : 'exact',
  from: 'the configuration',
  because: null,
});
