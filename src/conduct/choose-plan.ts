import { extractSection } from '../core/changelog/release-changelog.ts';
import { checked } from '../core/problem.ts';
import type { CommitFacts, ReleaseObservation, SourceTree } from '../core/release/facts.ts';
import { historyBelow } from '../core/release/layout.ts';
import { nameRelease, type ReleaseNames } from '../core/release/names.ts';
import { bumpFiles, planRelease } from '../core/release/plan-release.ts';
import type { ReleasePosition } from '../core/release/position.ts';
import { changedKeys, DEFAULT_CONFIG_PATH } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { compareVersions } from '../core/version/semver.ts';
import { readCommit } from '../github/read-commit.ts';
import { isAncestor } from '../github/read-release.ts';
import { readFiles } from '../github/read-tree.ts';
import { dateInBump, isBumpByShape, readSource, traceBump } from './own-bump.ts';
import { readChanges } from './read-changes.ts';
import { resolveLayoutAt } from './read-development.ts';
import { configText, type Reader, type Surroundings } from './surroundings.ts';
import type { NameFindings } from './survey-names.ts';

type Planned = ReturnType<typeof planRelease>;

/** Commits before a merge that are looked through for one without the release. */
const MAXIMUM_STEPS_BACK = 10;

export interface PlanSubject {
  readonly names: ReleaseNames;
  readonly version: string;
  readonly observation: ReleaseObservation;
  readonly position: ReleasePosition | null;
  readonly findings: NameFindings;
}

/** Chooses the commit and date that the release is planned from, by how far it has come. */
export class Planning {
  readonly #reader: Reader;
  readonly #surroundings: Surroundings;
  readonly #release: PlanSubject;

  constructor(reader: Reader, surroundings: Surroundings, release: PlanSubject) {
    this.#reader = reader;
    this.#surroundings = surroundings;
    this.#release = release;
  }

  async plan(): Promise<Planned> {
    const { client } = this.#reader;
    const { branch, head } = this.#surroundings;
    const { position, observation } = this.#release;
    if (position?.kind === 'merged' && position.pullRequest === null)
      return this.#planAt(await this.#sourceAt(position.mergeCommit), this.#today());
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
    const { config } = this.#surroundings;
    const [tip, merge] = await Promise.all([
      readCommit(client, position.bump),
      readCommit(client, position.mergeCommit),
    ]);
    const own = await this.#bumpBelow(tip, merge.parents[0] ?? merge.sha);
    const date = own === null ? null : await this.#dateIn(own.bump);
    const source = own === null || date === null ? await this.#sourceBefore(merge) : await this.#sourceAt(own.base);
    const day = date ?? (await this.#dateIn(merge)) ?? this.#today();
    const planned = await this.#planAt(source, day);
    if (planned.problems.length === 0 && planned.plan?.expectedTree === merge.tree) return planned;
    const { plan, problems } = await this.#planAt(source, day, await readSource(client, store, merge, config));
    if (plan === null) return { plan, problems };
    return { plan: { ...plan, changedSettings: await this.#changedSettings(source) }, problems };
  }

  /** What the configuration says otherwise now than at the commit that a merged release was made of. */
  async #changedSettings(source: SourceTree): Promise<readonly string[]> {
    const { client, store } = this.#reader;
    const { head, isConfigGiven } = this.#surroundings;
    if (isConfigGiven) return [];
    const [was, is] = await Promise.all(
      [source, head].map(async ({ listing }) =>
        configText(await readFiles(client, store, listing, [DEFAULT_CONFIG_PATH])),
      ),
    );
    return changedKeys(was ?? '', is ?? '') ?? [];
  }

  /** Where nothing of ours is left in the pull request: the newest commit before the merge that has a lower version. */
  async #sourceBefore(merge: CommitFacts): Promise<SourceTree> {
    const { client, store } = this.#reader;
    const { config, head } = this.#surroundings;
    let [parent] = merge.parents;
    for (let steps = 0; parent !== undefined && steps < MAXIMUM_STEPS_BACK; steps += 1) {
      const commit = await readCommit(client, parent);
      const source = await readSource(client, store, commit, config);
      if (await this.#lacksRelease(source)) return source;
      [parent] = commit.parents;
    }
    return head;
  }

  /** Whether a tree does not say the version of the release yet; where files said it before, its changelog does not. */
  async #lacksRelease(source: SourceTree): Promise<boolean> {
    const { config, history } = this.#surroundings;
    const { version } = this.#release;
    const layout = await resolveLayoutAt(this.#reader, config, source, historyBelow(history, version));
    if (!layout.ok) return false;
    const order = compareVersions(layout.value.current, version);
    if (order !== 0)
      return order !== null && order < 0 && !(layout.value.isTagOnly && hasSection(layout.value.changelogPath));
    return layout.value.changelogPath !== null && !hasSection(layout.value.changelogPath);

    function hasSection(path: string | null): boolean {
      const bytes = path === null ? undefined : source.files.get(path)?.bytes;
      return bytes !== undefined && extractSection(bytes, version, { path: path ?? '', component: null }) !== null;
    }
  }

  #sourceAt(commit: string): Promise<SourceTree> {
    return sourceAt(this.#reader, this.#surroundings, commit);
  }

  async #dateIn(bump: CommitFacts): Promise<string | null> {
    const { client, store } = this.#reader;
    const { layout } = this.#surroundings;
    const date = await dateInBump(client, store, bump, layout, this.#release.version);
    return date === undefined ? this.#today() : date;
  }

  async #planAt(source: SourceTree, date: string, merged: SourceTree | null = null): Promise<Planned> {
    const { config, head, layout, history, ...found } = this.#surroundings;
    const { names, version, observation, position, findings } = this.#release;
    const below = historyBelow(history, version);
    const sourceLayout =
      source === head && below === history
        ? checked(layout)
        : await resolveLayoutAt(this.#reader, config, source, below);
    if (!sourceLayout.ok) return { plan: null, problems: sourceLayout.problems };
    return planRelease({
      config,
      repository: found.repository,
      branch: found.branch,
      tagRulesets: found.tagRulesets,
      pushRulesets: found.pushRulesets,
      layout: sourceLayout.value,
      names,
      version,
      source,
      merged,
      date,
      changes: await readChanges(this.#reader.client, config, sourceLayout.value, source.commit),
      isTaken: observation.tag !== null && position?.kind !== 'merged',
      remaining: { merge: position?.kind !== 'merged', tag: !(position?.kind === 'merged' && position.tagged) },
      aliases: findings.aliases.map(({ name, step, isInHistory }) => ({
        name,
        act: step.kind,
        isForward: isInHistory,
      })),
      remarks: findings,
      sameNamed: findings.sameNamed,
      releases: observation.releases,
    });
  }

  #today(): string {
    return this.#reader.clock.now().toISOString().slice(0, 10);
  }
}

/** A commit's tree, read as a release needs it. */
async function sourceAt(
  { client, store }: Reader,
  { head, config }: Surroundings,
  commit: string,
): Promise<SourceTree> {
  return commit === head.commit ? head : readSource(client, store, await readCommit(client, commit), config);
}

/** Whether a commit says the version, and nothing had to be changed in it for its release. */
export async function isWholeAt(
  reader: Reader,
  surroundings: Surroundings,
  version: string,
  commit: string,
): Promise<boolean> {
  const { config, repository, history, layout: present } = surroundings;
  const names = nameRelease(nameTemplates(config.templates, present.component), version);
  if (!names.ok) return false;
  const source = await sourceAt(reader, surroundings, commit);
  const layout = await resolveLayoutAt(reader, config, source, historyBelow(history, version));
  if (!layout.ok || (!layout.value.isTagOnly && compareVersions(layout.value.current, version) !== 0)) return false;
  const changes = await readChanges(reader.client, config, layout.value, source.commit);
  const bump = bumpFiles({
    config,
    layout: layout.value,
    names: names.value,
    version,
    source,
    repository,
    changes,
    date: '',
  });
  return bump.problems.length === 0 && bump.edits.length === 0;
}
