import { extractSection } from '../core/changelog/changelog.ts';
import { type Problem, problem, Stop } from '../core/problem.ts';
import { aliasObstacle } from '../core/release/decide-tag.ts';
import type {
  BranchFacts,
  CommitFacts,
  ReleaseObservation,
  RepositoryFacts,
  SourceTree,
  TagFacts,
} from '../core/release/facts.ts';
import { configuredPaths, type Layout, pathsToRead, resolveLayout } from '../core/release/layout.ts';
import { nameRelease, type ReleaseNames } from '../core/release/names.ts';
import { planRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { locateRelease, type ReleasePosition } from '../core/release/position.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { isBumpKeyword, resolveNextVersion, validateVersion } from '../core/version/semver.ts';
import { explaining } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { observeRelease, readAliasRelation, readTag } from '../github/read-release.ts';
import { readBranch, readCommit, readRepository, readTagRulesets } from '../github/read-repository.ts';
import { readFiles, readSourceTree } from '../github/read-tree.ts';
import type { StageContext } from './stages/stage-context.ts';

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
  readonly branch: BranchFacts;
  readonly config: Config;
  readonly names: ReleaseNames;
  readonly observation: ReleaseObservation;
  /** null when where the release stands is itself a problem. */
  readonly position: ReleasePosition | null;
  readonly plan: ReleasePlan | null;
  readonly problems: readonly Problem[];
  readonly store: ObjectStore;
  readonly isOwnBump: (commit: CommitFacts) => Promise<boolean>;
}

/** Reads the repository and plans the release from wherever it stands. Writes nothing. */
export async function surveyRelease(context: Omit<StageContext, 'store'>, request: SurveyRequest): Promise<Survey> {
  const { client, clock } = context;
  return explaining('reading the repository', async () => {
    const found = await readRepository(client);
    const repository = { ...found, publicUrl: request.publicUrl ?? found.htmlUrl };
    const warnings: string[] = [...repository.warnings];
    const store = new ObjectStore({ useGraphQL: repository.hasGraphQL });

    // The head of the base branch says how this repository is laid out; the plan may start from an older commit.
    const branchName = request.config?.baseBranch ?? repository.defaultBranch;
    let branch = await readBranch(client, branchName, warnings);
    let head = await readSource(branch.head, request.config);
    const config = request.config ?? (await repositoryConfig(head));
    if (config.baseBranch !== null && config.baseBranch !== branch.name) {
      branch = await readBranch(client, config.baseBranch, warnings);
      head = await readSource(branch.head, config);
    }
    const tagRulesets = await readTagRulesets(client, warnings);

    const layout = unwrap(resolveLayout(config, head));
    const version = await chooseVersion(layout);
    const names = unwrap(nameRelease(nameTemplates(config.templates, layout.component), version));
    const observation = await observeRelease(client, names, branch.name);
    const located = locateRelease(names, observation, request.superseded);
    const position = located.ok ? located.value : null;
    const problems: Problem[] = located.ok ? [] : [...located.problems];

    const remaining = { merge: position?.kind !== 'merged', tag: !(position?.kind === 'merged' && position.tagged) };
    // Known now, it costs nothing; found when the tag is there, the release would stop half-way.
    if (remaining.merge) problems.push(...(await aliasObstacles(observation.aliases, branch.head.sha)));
    const planAt = async (source: SourceTree, date: string) => {
      const sourceLayout = source === head ? { ok: true as const, value: layout } : resolveLayout(config, source);
      if (!sourceLayout.ok) return { plan: null, problems: sourceLayout.problems };
      return planRelease({
        config,
        repository: { ...repository, warnings },
        branch,
        tagRulesets,
        layout: sourceLayout.value,
        names,
        version,
        source,
        date,
        remaining,
        existingAliases: observation.aliases.map((alias) => alias.name),
      });
    };

    /** The plan that a bump commit was made by: from its parent, dated as its changelog is. */
    const planOfBump = async (bump: CommitFacts) => {
      const parent = bump.parents[0];
      if (parent === undefined || bump.parents.length !== 1) return null;
      const source = parent === head.commit ? head : await readSource(await readCommit(client, parent), config);
      const date = await dateInBump(bump);
      return date === null ? null : planAt(source, date);
    };
    const isOwnBump = async (commit: CommitFacts): Promise<boolean> =>
      (await planOfBump(commit))?.plan?.expectedTree === commit.tree;

    let planned: Awaited<ReturnType<typeof planAt>>;
    if (position?.kind === 'merged') {
      const bump = await readCommit(client, position.bump);
      planned = (await planOfBump(bump)) ?? (await planAt(head, today()));
    } else if (position === null && observation.pullRequests.some((each) => each.merged)) {
      // The bump is merged already, and what is in the way has been told: a plan would only add what follows from it.
      planned = { plan: null, problems: [] };
    } else {
      const bumpSha = position === null || position.kind === 'new' ? observation.branchHead : position.bump;
      const bump = bumpSha === null || bumpSha === branch.head.sha ? null : await readCommit(client, bumpSha);
      // A bump made yesterday on the present base stays as it is: only its own date makes the trees equal.
      const ownDate = bump?.parents[0] === branch.head.sha ? await dateInBump(bump) : null;
      planned = await planAt(head, ownDate ?? today());
    }
    problems.push(...planned.problems);
    return { repository, branch, config, names, observation, position, plan: planned.plan, problems, store, isOwnBump };

    async function readSource(commit: { sha: string; tree: string }, known: Config | null): Promise<SourceTree> {
      const configured = known === null ? [DEFAULT_CONFIG_PATH] : configuredPaths(known);
      const source = await readSourceTree(
        client,
        store,
        commit,
        (paths) => pathsToRead(known ?? defaultConfig(), paths),
        configured,
      );
      return source;
    }

    async function aliasObstacles(aliases: readonly TagFacts[], base: string): Promise<Problem[]> {
      const found: Problem[] = [];
      for (const alias of aliases) {
        const relation = alias.commit === base ? 'same' : await readAliasRelation(client, alias.commit, base);
        const obstacle = aliasObstacle(alias, relation, base);
        if (obstacle !== null) found.push(obstacle);
      }
      return found;
    }

    async function repositoryConfig(source: SourceTree): Promise<Config> {
      const file = source.files.get(DEFAULT_CONFIG_PATH);
      const text = file === undefined ? '' : Buffer.from(file.bytes).toString('utf8');
      const loaded = unwrap(loadConfig(DEFAULT_CONFIG_PATH, text, request.overrides));
      const missing = configuredPaths(loaded).filter((path) => !source.files.has(path));
      const more = await readFiles(client, store, source.listing, missing);
      for (const [path, content] of more) (source.files as Map<string, typeof content>).set(path, content);
      return loaded;
    }

    async function dateInBump(bump: CommitFacts): Promise<string | null> {
      if (layout.changelogPath === null) return today();
      const source = await readSourceTree(client, store, { sha: bump.sha, tree: bump.tree }, () => [], [
        layout.changelogPath,
      ]);
      const bytes = source.files.get(layout.changelogPath)?.bytes;
      return bytes === undefined ? null : (extractSection(bytes, version)?.date ?? null);
    }

    /**
     * A keyword means the version after the present one, unless the release of the present one is not finished: run
     * again after a crash, the same command must go on with the same release.
     */
    async function chooseVersion({ current, component }: Layout): Promise<string> {
      if (!isBumpKeyword(request.version)) return unwrap(validateVersion(request.version));
      const next = unwrap(resolveNextVersion(request.version, current));
      const currentNames = nameRelease(nameTemplates(config.templates, component), current);
      if (!currentNames.ok) return next;
      const tag = await readTag(client, currentNames.value.tag);
      if (tag !== null) return tag.commit === branch.head.sha ? current : next;
      const unfinished = await observeRelease(client, currentNames.value, branch.name);
      return unfinished.pullRequests.some((each) => each.merged) ? current : next;
    }
  });

  function today(): string {
    return clock.now().toISOString().slice(0, 10);
  }
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; problems: readonly Problem[] }): T {
  if (result.ok) return result.value;
  const [first, ...others] = result.problems;
  throw new Stop([first ?? problem('input-invalid', 'something is wrong'), ...others]);
}
