import { checked, orStop, type Problem, Problems } from '../core/problem.ts';
import type {
  BranchFacts,
  CommitFacts,
  ReleaseObservation,
  RepositoryFacts,
  SourceTree,
  TagRuleset,
} from '../core/release/facts.ts';
import type { Handover } from '../core/release/handover.ts';
import { configuredPaths, type Layout, resolveLayout } from '../core/release/layout.ts';
import { nameRelease, type ReleaseNames } from '../core/release/names.ts';
import { planRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { locateRelease, type ReleasePosition } from '../core/release/position.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { explaining } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { observeRelease } from '../github/read-release.ts';
import { readBranch, readCommit, readRepository, readTagRulesets } from '../github/read-repository.ts';
import { readFiles } from '../github/read-tree.ts';
import { dateInBump, readSource } from './own-bump.ts';
import { resolveVersion } from './resolve-version.ts';
import type { StageContext } from './stages/stage-context.ts';
import { type NameFindings, readReleaseRefs, surveyNames } from './survey-names.ts';

export interface SurveyRequest {
  /** MAJOR.MINOR.PATCH, or patch, minor, major. */
  readonly version: string;
  /** A configuration given by file; null reads the one of the repository. */
  readonly config: Config | null;
  /** What stands above the file of the repository. */
  readonly overrides?: readonly ConfigOverride[];
  readonly superseded: readonly number[];
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
  const reader: Reader = { client: context.client, clock: context.clock, store };
  return explaining('reading the repository', async () => {
    const surroundings = await readSurroundings(reader, request);
    const { config, branch, layout, repository } = surroundings;
    const version = await resolveVersion(reader.client, request.version, layout, config, branch);
    const templates = nameTemplates(config.templates, layout.component);
    const names = orStop(nameRelease(templates, version));
    const refs = await readReleaseRefs(reader.client, names, templates, { useGraphQL: repository.hasGraphQL });
    const observation = await observeRelease(reader.client, names, branch.name, refs);

    const problems = new Problems();
    const position = problems.take(locateRelease(names, observation, request.superseded));
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
    const handover =
      plan === null || position === null || !problems.none
        ? null
        : {
            plan,
            config,
            standing: await standingOf(reader, position, observation),
            mergedBefore: position.kind === 'merged',
          };
    return { repository, observation, position, plan, problems: problems.found, handover };
  });
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

type Planned = ReturnType<typeof planRelease>;

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
    if (position?.kind === 'merged') {
      const bump = await readCommit(client, position.bump);
      return (await this.#planOfBump(bump)) ?? this.#planAt(head, this.#today());
    }
    // The bump is merged already, and what is in the way has been told: a plan would only add what follows from it.
    if (position === null && observation.pullRequests.some((each) => each.merged)) return { plan: null, problems: [] };
    const bumpSha = position === null || position.kind === 'new' ? observation.branchHead : position.bump;
    const bump = bumpSha === null || bumpSha === branch.head.sha ? null : await readCommit(client, bumpSha);
    // A bump made yesterday on the present base stays as it is: only its own date makes the trees equal.
    const ownDate = bump?.parents[0] === branch.head.sha ? await this.#dateIn(bump) : null;
    return this.#planAt(head, ownDate ?? this.#today());
  }

  /** The plan that a bump commit was made by: from its parent, dated as its changelog is. */
  async #planOfBump(bump: CommitFacts): Promise<Planned | null> {
    const [parent, ...others] = bump.parents;
    if (parent === undefined || others.length > 0) return null;
    const { head, config } = this.#surroundings;
    const { client, store } = this.#reader;
    const source =
      parent === head.commit ? head : await readSource(client, store, await readCommit(client, parent), config);
    const date = await this.#dateIn(bump);
    return date === null ? null : this.#planAt(source, date);
  }

  async #dateIn(bump: CommitFacts): Promise<string | null> {
    const { client, store } = this.#reader;
    const { layout } = this.#surroundings;
    const date = await dateInBump(client, store, bump, layout.changelogPath, this.#release.version);
    return date === undefined ? this.#today() : date;
  }

  #planAt(source: SourceTree, date: string): Planned {
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
