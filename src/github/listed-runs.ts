import { isOfOrCalls, newestRun, type RunFacts, type RunSelector, selects } from '../core/release/judge-runs.ts';
import type { GitHubClient } from './client.ts';
import {
  type ListedRun,
  readActionsSuites,
  readJobs,
  readNewestRuns,
  readRun,
  readRunsAtCommit,
  readRunsPage,
} from './read-runs.ts';
import { isHidden } from './request-policy.ts';
import type { EveryRun, RunSource, SeenRun } from './run-source.ts';

/** Pages of a hundred that are looked through for runs which the filtered list lacks. */
const MAXIMUM_PAGES = 10;
/** A run is as old as its check suite, give or take what GitHub's services differ. Milliseconds. */
const SUITE_TOLERANCE = 60 * 60_000;

/**
 * Runs by REST alone, for servers without GraphQL and tokens that may not ask it. Every answer is asked for with its ETag,
 * so that what has not changed costs nothing.
 */
export class ListedRuns implements RunSource {
  readonly #client: GitHubClient;
  readonly #commit: string;
  /** Runs at the commit that were seen anywhere. */
  readonly #known: Set<number>;

  constructor(client: GitHubClient, commit: string, known: readonly number[]) {
    this.#client = client;
    this.#commit = commit;
    this.#known = new Set(known);
  }

  async look(selectors: readonly RunSelector[]): Promise<readonly (SeenRun | null)[]> {
    const fresh = new Map<number, RunFacts>();
    for (const path of new Set(selectors.map(({ workflowPath }) => workflowPath))) {
      for (const run of await readNewestRuns(this.#client, path)) this.#keep(run, fresh);
    }
    // The filtered list shows what is buried under newer runs, though maybe not as it is now.
    for (const { id } of (await readRunsAtCommit(this.#client, this.#commit)).runs) this.#known.add(id);
    for (const id of this.#known) {
      if (fresh.has(id)) continue;
      const run = await readRun(this.#client, id);
      if (run === null) this.#known.delete(id);
      else this.#keep(run, fresh);
    }
    const looked: (SeenRun | null)[] = [];
    for (const selector of selectors) {
      const run = newestRun([...fresh.values()].filter((each) => selects(selector, each)));
      looked.push(run === null ? null : { ...run, jobs: await readJobs(this.#client, run.id) });
    }
    return looked;
  }

  /** What was seen is the run's own word already. */
  async confirm(runs: readonly SeenRun[]): Promise<readonly SeenRun[]> {
    return runs;
  }

  async everyRunOf(workflowPaths: readonly string[]): Promise<EveryRun> {
    const found = new Map<number, ListedRun>();
    for (const run of (await readRunsAtCommit(this.#client, this.#commit)).runs) found.set(run.id, run);
    const suites = await this.#suites();
    const suiteIds = new Set<number | null>([...found.values()].map((run) => run.checkSuiteId));
    let missing = suites?.filter(({ id }) => !suiteIds.has(id)) ?? null;
    let isWhole = missing?.length === 0;
    for (let page = 1; !isWhole && page <= MAXIMUM_PAGES; page += 1) {
      const list = await readRunsPage(this.#client, page);
      for (const run of list.runs) {
        if (run.headSha === this.#commit) found.set(run.id, run);
        missing = missing?.filter(({ id }) => id !== run.checkSuiteId) ?? null;
      }
      isWhole = list.isWhole || (missing !== null && isBeyond(list.runs, missing));
    }
    for (const { id } of found.values()) this.#known.add(id);
    const repository = `${this.#client.owner}/${this.#client.repo}`;
    return { runs: [...found.values()].filter((run) => isOfOrCalls(run, workflowPaths, repository)), isWhole };
  }

  /** The suites of the commit, or null where the token may not read them. */
  async #suites(): Promise<Awaited<ReturnType<typeof readActionsSuites>> | null> {
    try {
      return await readActionsSuites(this.#client, this.#commit);
    } catch (error) {
      if (isHidden(error)) return null;
      throw error;
    }
  }

  #keep(run: RunFacts, fresh: Map<number, RunFacts>): void {
    if (run.headSha !== this.#commit) return;
    this.#known.add(run.id);
    fresh.set(run.id, run);
  }
}

/** Whether a list, newest first, has gone past the time of all these suites: those that are left are no runs. */
function isBeyond(runs: readonly RunFacts[], missing: readonly { readonly createdAt: Date }[]): boolean {
  if (missing.length === 0) return true;
  const oldest = Math.min(...runs.map((run) => run.createdAt.getTime()));
  return oldest < Math.min(...missing.map((suite) => suite.createdAt.getTime())) - SUITE_TOLERANCE;
}
