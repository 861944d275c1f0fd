import { checked, orStop, type Problem, Problems } from '../core/problem.ts';
import type {
  BranchFacts,
  CommitFacts,
  PullRequestFacts,
  ReleaseObservation,
  ReleaseRefs,
  RepositoryFacts,
  SourceTree,
  TagRuleset,
} from '../core/release/facts.ts';
import type { Handover } from '../core/release/handover.ts';
import type { KeptEvidence } from '../core/release/kept-evidence.ts';
import { configuredPaths, type Layout, resolveLayout } from '../core/release/layout.ts';
import { nameRelease, type ReleaseNames } from '../core/release/names.ts';
import { planRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { locateRelease, mergeReverted, type ReleasePosition } from '../core/release/position.ts';
import type { ReleaseEnd } from '../core/release/release-end.ts';
import type { WorkflowRun } from '../core/release/workflow-run.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { compareVersions } from '../core/version/semver.ts';
import { explaining } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { readKeptEvidence } from '../github/read-kept-evidence.ts';
import { isAncestor, observeRelease } from '../github/read-release.ts';
import { readBranch, readCommit, readRepository, readTagRulesets } from '../github/read-repository.ts';
import { readFiles } from '../github/read-tree.ts';
import { aboutComponent } from './about-component.ts';
import { mergedPullRequests } from './merged-pull-request.ts';
import { dateInBump, isBumpByShape, readSource, traceBump } from './own-bump.ts';
import { readEnd } from './read-end.ts';
import { resolveVersion } from './resolve-version.ts';
import type { StageContext } from './stages/stage-context.ts';
import { type NameFindings, readReleaseRefs, surveyNames } from './survey-names.ts';
import { withdrawal } from './withdrawn.ts';

export interface SurveyRequest {
  /** MAJOR.MINOR.PATCH, or patch, minor, major. */
  readonly version: string;
  /** A configuration given by file; null reads the one of the repository. */
  readonly config: Config | null;
  /** What stands above the file of the repository. */
  readonly overrides?: readonly ConfigOverride[];
  readonly superseded: readonly number[];
  /** The workflow run that asks; left out outside of one. A keyword means the same in each of its attempts. */
  readonly run?: WorkflowRun | null;
  /** Address of the repository as it stands in files and links; null takes what GitHub says. */
  readonly publicUrl: string | null;
}

/** Everything that was read, and the plan made of it. */
export interface Survey {
  readonly repository: RepositoryFacts;
  readonly observation: ReleaseObservation;
  /** null when where the release stands is itself a problem. */
  readonly position: ReleasePosition | null;
  readonly plan: ReleasePlan | null;
  readonly problems: readonly Problem[];
  /** What the stages go on with; null when there are problems. */
  readonly handover: Handover | null;
  /** How a keyword was understood, where it is not simply the next version. */
  readonly told: string | null;
}

/** The repository as the release finds it, before the version is known. */
interface Surroundings {
  readonly repository: RepositoryFacts;
  readonly config: Config;
  readonly branch: BranchFacts;
  readonly head: SourceTree;
  readonly layout: Layout;
  readonly tagRulesets: readonly TagRuleset[];
  readonly warnings: readonly string[];
}

type Reader = Omit<StageContext, 'progress'>;

/** Reads the repository and plans the release from wherever it stands. Writes nothing. */
export async function surveyRelease(
  context: Omit<StageContext, 'store'> & { readonly store?: ObjectStore },
  request: SurveyRequest,
): Promise<Survey> {
  const store = context.store ?? new ObjectStore();
  const inquirer: StageContext = { ...context, store };
  return explaining('reading the repository', async () => {
    const surroundings = await readSurroundings(inquirer, request);
    const surveys = new Map<string, Promise<VersionSurvey>>();
    const survey = (version: string) => {
      const begun = surveys.get(version) ?? surveyVersion(inquirer, surroundings, version, request);
      surveys.set(version, begun);
      return begun;
    };
    const { config, branch, head, layout } = surroundings;
    const run = request.run ?? null;
    const inquiry = { context: inquirer, config, branch, head, layout, run, survey };
    const { version, told } = await resolveVersion(inquiry, request.version);
    if (told !== null) context.progress.note(told);
    const { end, handover, ...found } = await survey(version);
    const isFinished = handover?.standing.releaseTag != null && (await end())?.kind === 'finished';
    return { ...found, told, handover: handover === null ? null : { ...handover, finishedBefore: isFinished } };
  });
}

interface VersionSurvey extends Omit<Survey, 'told'> {
  /** Whether the release came to its end, where it is tagged; null where it is not, or has problems. */
  readonly end: () => Promise<ReleaseEnd | null>;
}

/** Where the release of one version stands, and its plan. */
async function surveyVersion(
  reader: StageContext,
  surroundings: Surroundings,
  version: string,
  request: SurveyRequest,
): Promise<VersionSurvey> {
  const { config, branch, layout, repository } = surroundings;
  const templates = nameTemplates(config.templates, layout.component);
  const names = orStop(nameRelease(templates, version));
  const refs = await readReleaseRefs(reader.client, names, templates, { useGraphQL: repository.hasGraphQL });
  const { observation, unlisted, others } = await observe(reader, surroundings, names, version, refs);
  if (unlisted !== null)
    return {
      repository,
      observation,
      position: null,
      plan: null,
      problems: [unlisted],
      handover: null,
      end: async () => null,
    };

  const problems = new Problems();
  const position = problems.take(locateRelease(names, observation, request.superseded));
  if (position?.kind === 'merged') problems.add(...(await revertOf(reader, surroundings, names, version, position)));
  // Known now, it costs nothing; found when the tag is there, the release would stop half-way.
  const findings = await surveyNames(reader.client, {
    repository,
    templates,
    names,
    version,
    base: { name: branch.name, head: branch.head.sha },
    tagRulesets: surroundings.tagRulesets,
    refs,
    observation,
    position,
    hasFollowUp: layout.versionFiles.some(({ preset }) => preset === 'conandata'),
  });
  problems.add(...findings.problems);
  const planning = new Planning(reader, surroundings, { names, version, observation, position, findings });
  const planned = await planning.plan();
  problems.add(...planned.problems);
  const { plan } = planned;
  if (position?.kind === 'merged' && !position.tagged && plan !== null) {
    const merged = { number: position.pullRequest.number, commit: position.mergeCommit };
    const withdrawn = await withdrawal(reader, plan, merged);
    if (withdrawn !== null) problems.add(withdrawn);
  }
  const handover: Handover | null =
    plan === null || position === null || !problems.none
      ? null
      : {
          plan,
          config,
          standing: { ...(await standingOf(reader, position, observation)), otherPullRequests: others },
          mergedBefore: position.kind === 'merged',
          kept: await keptEvidence(reader, repository, names, position),
        };
  let known: Promise<ReleaseEnd | null> | null = null;
  const tag = handover?.standing.releaseTag ?? null;
  const end = () => {
    known ??= plan === null || tag === null ? Promise.resolve(null) : readEnd(reader, { plan, tag }, surroundings.head);
    return known;
  };
  return { repository, observation, position, plan, problems: problems.found, handover, end };
}

/**
 * What is there of a release. Where the base branch carries the version already, a merged pull request that is not listed is
 * waited for.
 */
async function observe(
  reader: StageContext,
  { branch, layout, config }: Surroundings,
  names: ReleaseNames,
  version: string,
  refs: ReleaseRefs,
): Promise<{
  readonly observation: ReleaseObservation;
  readonly unlisted: Problem | null;
  readonly others: readonly number[];
}> {
  const observation = await observeRelease(reader.client, names, branch.name, refs);
  const about = (pullRequests: readonly PullRequestFacts[]) =>
    aboutComponent(reader, { config, layout, names, version }, pullRequests);
  const { tag } = observation;
  const listed = await about(observation.pullRequests);
  const others = observation.pullRequests.filter((each) => !listed.includes(each)).map((each) => each.number);
  if (layout.current !== version || listed.some((each) => each.merged))
    return { observation: { ...observation, pullRequests: listed }, unlisted: null, others };
  const { pullRequests, problem: unlisted } = await mergedPullRequests(reader, {
    names,
    version,
    base: branch,
    versionPath: layout.versionFiles[0]?.path ?? '',
    tagged: tag === null ? null : await readCommit(reader.client, tag.commit),
    listed,
  });
  return { observation: { ...observation, pullRequests: await about(pullRequests) }, unlisted, others };
}

async function standingOf(
  { client }: Reader,
  position: ReleasePosition,
  { tag, aliases, branchHead }: ReleaseObservation,
): Promise<Handover['standing']> {
  const nothing = { pullRequest: null, mergeCommit: null, mergeTree: null, releaseTag: null, branchHead, aliases };
  if (position.kind === 'proposed') return { ...nothing, pullRequest: position.pullRequest };
  if (position.kind !== 'merged') return nothing;
  const { pullRequest, mergeCommit } = position;
  const { tree } = await readCommit(client, mergeCommit);
  return { ...nothing, pullRequest, mergeCommit, mergeTree: tree, releaseTag: tag };
}

const keptEvidence = (
  { client }: Reader,
  { viewer }: RepositoryFacts,
  names: ReleaseNames,
  position: ReleasePosition,
): Promise<KeptEvidence> | KeptEvidence =>
  'pullRequest' in position
    ? readKeptEvidence(client, { pullRequest: position.pullRequest, tag: names.tag, viewer: viewer.login })
    : { kind: 'nothing', why: 'The release was not proposed yet.' };

async function readSurroundings(reader: Reader, request: SurveyRequest): Promise<Surroundings> {
  const { client, store } = reader;
  const found = await readRepository(client);
  const repository = { ...found, publicUrl: request.publicUrl ?? found.htmlUrl };
  store.useGraphQL = repository.hasGraphQL;
  const warnings: string[] = [...repository.warnings];
  // The head of the base branch says how this repository is laid out; the plan may start from an older commit.
  const branchName = request.config?.baseBranch ?? repository.defaultBranch;
  let branch = await readBranch(client, branchName, warnings);
  let head = await readHead(reader, branch, request.config);
  const config = request.config ?? (await repositoryConfig(reader, head, request.overrides));
  if (config.baseBranch !== null && config.baseBranch !== branch.name) {
    branch = await readBranch(client, config.baseBranch, warnings);
    head = await readHead(reader, branch, config);
  }
  const tagRulesets = await readTagRulesets(client, warnings);
  const layout = orStop(resolveLayout(config, head));
  return { repository: { ...repository, warnings }, config, branch, head, layout, tagRulesets, warnings };
}

/** The tree of a branch's head; as long as no configuration is known, its file is read with what is recognised. */
const readHead = (reader: Reader, { head }: BranchFacts, config: Config | null): Promise<SourceTree> =>
  readSource(
    reader.client,
    reader.store,
    head,
    config ?? defaultConfig(),
    config === null ? [DEFAULT_CONFIG_PATH] : [],
  );

/** The configuration in the tree; the files it names are read as well. */
async function repositoryConfig(
  { client, store }: Reader,
  source: SourceTree,
  overrides: readonly ConfigOverride[] | undefined,
): Promise<Config> {
  const file = source.files.get(DEFAULT_CONFIG_PATH);
  const text = file === undefined ? '' : Buffer.from(file.bytes).toString('utf8');
  const config = orStop(loadConfig(DEFAULT_CONFIG_PATH, text, overrides));
  const missing = configuredPaths(config).filter((path) => !source.files.has(path));
  const more = await readFiles(client, store, source.listing, missing);
  for (const [path, content] of more) (source.files as Map<string, typeof content>).set(path, content);
  return config;
}

/** A merge that the base branch has, but not its version any more. A branch that lacks the merge may be an older answer. */
async function revertOf(
  { client }: Reader,
  { branch, layout }: Surroundings,
  names: ReleaseNames,
  version: string,
  position: ReleasePosition & { kind: 'merged' },
): Promise<Problem[]> {
  const order = compareVersions(layout.current, version);
  if (position.tagged || order === null || order >= 0) return [];
  if (!(await isAncestor(client, position.mergeCommit, branch.head.sha))) return [];
  return [mergeReverted(position, { branch: branch.name, tag: names.tag, version, current: layout.current })];
}

type Planned = ReturnType<typeof planRelease>;

/** Commits before a merge that are looked through for one without the release. */
const MAXIMUM_STEPS_BACK = 10;

interface Subject {
  readonly names: ReleaseNames;
  readonly version: string;
  readonly observation: ReleaseObservation;
  readonly position: ReleasePosition | null;
  readonly findings: NameFindings;
}

/** Chooses the commit and date that the release is planned from, by how far it has come. */
class Planning {
  readonly #reader: Reader;
  readonly #surroundings: Surroundings;
  readonly #release: Subject;

  constructor(reader: Reader, surroundings: Surroundings, release: Subject) {
    this.#reader = reader;
    this.#surroundings = surroundings;
    this.#release = release;
  }

  async plan(): Promise<Planned> {
    const { client } = this.#reader;
    const { branch, head } = this.#surroundings;
    const { position, observation } = this.#release;
    if (position?.kind === 'merged') return this.#planOfMerged(position);
    // The bump is merged already, and what is in the way has been told: a plan would only add what follows from it.
    if (position === null && observation.pullRequests.some((each) => each.merged)) return { plan: null, problems: [] };
    const bumpSha = position === null || position.kind === 'new' ? observation.branchHead : position.bump;
    const bump = bumpSha === null || bumpSha === branch.head.sha ? null : await readCommit(client, bumpSha);
    // A bump made yesterday on the present base stays as it is: only its own date makes the trees equal.
    const own = bump === null ? null : await this.#bumpBelow(bump, branch.head.sha);
    const ownDate = own?.base === branch.head.sha ? await this.#dateIn(own.bump) : null;
    return this.#planAt(head, ownDate ?? this.#today());
  }

  /** The bump that a head of the release branch was built on, and the commit of the base branch that it stands on. */
  async #bumpBelow(head: CommitFacts, base: string): Promise<{ bump: CommitFacts; base: string } | null> {
    const { client } = this.#reader;
    const { commitMessage } = this.#release.names;
    const [parent] = head.parents;
    if (parent !== undefined && isBumpByShape(head, commitMessage)) return { bump: head, base: parent };
    if (await isAncestor(client, head.sha, base)) return null;
    return traceBump(client, head, commitMessage, (each) => isAncestor(client, each, base));
  }

  /**
   * The plan that a merged release was made by. People may have edited the pull request before they merged it: what they
   * merged is compared with the plan later, and what it publishes is foreseen from what they merged.
   */
  async #planOfMerged(position: ReleasePosition & { kind: 'merged' }): Promise<Planned> {
    const { client, store } = this.#reader;
    const { config, head } = this.#surroundings;
    const [tip, merge] = await Promise.all([
      readCommit(client, position.bump),
      readCommit(client, position.mergeCommit),
    ]);
    const own = await this.#bumpBelow(tip, merge.parents[0] ?? merge.sha);
    const date = own === null ? null : await this.#dateIn(own.bump);
    const source =
      own === null || date === null
        ? await this.#sourceBefore(merge)
        : own.base === head.commit
          ? head
          : await readSource(client, store, await readCommit(client, own.base), config);
    const day = date ?? (await this.#dateIn(merge)) ?? this.#today();
    const planned = this.#planAt(source, day);
    return planned.plan === null || planned.plan.expectedTree === merge.tree
      ? planned
      : this.#planAt(source, day, await readSource(client, store, merge, config));
  }

  /** Where nothing of ours is left in the pull request: the newest commit before the merge that has a lower version. */
  async #sourceBefore(merge: CommitFacts): Promise<SourceTree> {
    const { client, store } = this.#reader;
    const { config, head } = this.#surroundings;
    let [parent] = merge.parents;
    for (let steps = 0; parent !== undefined && steps < MAXIMUM_STEPS_BACK; steps += 1) {
      const commit = await readCommit(client, parent);
      const source = await readSource(client, store, commit, config);
      const layout = resolveLayout(config, source);
      const order = layout.ok ? compareVersions(layout.value.current, this.#release.version) : null;
      if (order !== null && order < 0) return source;
      [parent] = commit.parents;
    }
    return head;
  }

  async #dateIn(bump: CommitFacts): Promise<string | null> {
    const { client, store } = this.#reader;
    const { layout } = this.#surroundings;
    const date = await dateInBump(client, store, bump, layout.changelogPath, this.#release.version);
    return date === undefined ? this.#today() : date;
  }

  #planAt(source: SourceTree, date: string, merged: SourceTree | null = null): Planned {
    const { config, head, layout, ...found } = this.#surroundings;
    const { names, version, observation, position, findings } = this.#release;
    const sourceLayout = source === head ? checked(layout) : resolveLayout(config, source);
    if (!sourceLayout.ok) return { plan: null, problems: sourceLayout.problems };
    return planRelease({
      config,
      repository: found.repository,
      branch: found.branch,
      tagRulesets: found.tagRulesets,
      layout: sourceLayout.value,
      names,
      version,
      source,
      merged,
      date,
      remaining: { merge: position?.kind !== 'merged', tag: !(position?.kind === 'merged' && position.tagged) },
      aliases: findings.aliases.map(({ name, step, isInHistory }) => ({
        name,
        act: step.kind,
        isForward: isInHistory,
      })),
      remarks: findings,
      releases: observation.releases,
    });
  }

  #today(): string {
    return this.#reader.clock.now().toISOString().slice(0, 10);
  }
}
