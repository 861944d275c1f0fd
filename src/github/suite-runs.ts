import { isOfOrCalls, newestRun, type RunFacts, type RunSelector, selects } from '../core/release/judge-runs.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import type { GitHubClient } from './client.ts';
import { CheckSuiteReader, type SuiteRun } from './read-check-suites.ts';
import { type ListedRun, readRun, readRunsAtCommit } from './read-runs.ts';
import type { EveryRun, RunSource, SeenRun } from './run-source.ts';

/**
 * Runs by the check suites of their commit: one GraphQL query a look, for any number of runs. What it cannot tell (the tag
 * that started a run, the attempt) is read by REST when a run is seen for the first time and when it has ended.
 */
export class SuiteRuns implements RunSource {
  readonly #client: GitHubClient;
  readonly #commit: string;
  readonly #suites: CheckSuiteReader;
  /** What REST said of a run last. */
  readonly #told = new Map<number, RunFacts>();
  /** Runs that are known to be there, whether a suite shows them or not: a dispatch told their ids. */
  readonly #known: Set<number>;

  constructor(client: GitHubClient, commit: string, known: readonly number[]) {
    this.#client = client;
    this.#commit = commit;
    this.#suites = new CheckSuiteReader(client, commit);
    this.#known = new Set(known);
  }

  async look(selectors: readonly RunSelector[]): Promise<readonly (SeenRun | null)[]> {
    const wanted = new Set(selectors.map(({ workflowPath, event }) => `${event} ${workflowFileName(workflowPath)}`));
    const inSuites = (await this.#suites.read()).runs.filter((run) => wanted.has(`${run.event} ${run.workflowFile}`));
    await this.#learn(inSuites);
    const seen = inSuites.flatMap((run) => this.#seen(run));
    for (const id of this.#known) {
      if (seen.some((run) => run.id === id)) continue;
      const run = await this.#readAgain(id);
      if (run !== null) seen.push({ ...run, jobs: [] });
    }
    return selectors.map((selector) => newestRun(seen.filter((run) => selects(selector, run))));
  }

  async confirm(runs: readonly SeenRun[]): Promise<readonly SeenRun[]> {
    const isTold = (run: RunFacts) => {
      const told = this.#told.get(run.id);
      return (
        told !== undefined &&
        told.status === run.status &&
        told.conclusion === run.conclusion &&
        told.updatedAt.getTime() === run.updatedAt.getTime()
      );
    };
    if (!runs.every(isTold)) this.#keep((await readRunsAtCommit(this.#client, this.#commit)).runs);
    const confirmed: SeenRun[] = [];
    for (const run of runs) {
      const told = isTold(run) ? this.#told.get(run.id) : await this.#readAgain(run.id);
      // A run that somebody deleted meanwhile stays as it was seen.
      confirmed.push(told === undefined || told === null ? run : { ...told, jobs: run.jobs });
    }
    return confirmed;
  }

  async everyRunOf(workflowPaths: readonly string[]): Promise<EveryRun> {
    const files = new Set(workflowPaths.map(workflowFileName));
    const repository = `${this.#client.owner}/${this.#client.repo}`;
    const suites = await this.#suites.read();
    const inSuites = suites.runs.filter((run) => files.has(run.workflowFile));
    const listed = (await readRunsAtCommit(this.#client, this.#commit)).runs;
    this.#keep(listed);
    await this.#learn(inSuites);
    const ids = new Set([...inSuites, ...listed].map((run) => run.id));
    const runs = [...ids].flatMap((id) => this.#told.get(id) ?? []);
    const wanted = runs.filter((run) => workflowPaths.includes(run.workflowPath));
    for (const { id } of wanted) if (!inSuites.some((run) => run.id === id)) this.#known.add(id);
    return { runs: runs.filter((run) => isOfOrCalls(run, workflowPaths, repository)), isWhole: suites.isKnown };
  }

  /** By what each of these runs was started: from one list where it has them, else one by one. */
  async #learn(runs: readonly SuiteRun[]): Promise<void> {
    const isUnknown = ({ id }: SuiteRun) => !this.#told.has(id);
    if (runs.some(isUnknown)) this.#keep((await readRunsAtCommit(this.#client, this.#commit)).runs);
    for (const { id } of runs.filter(isUnknown)) await this.#readAgain(id);
  }

  async #readAgain(id: number): Promise<RunFacts | null> {
    const run = await readRun(this.#client, id);
    if (run !== null) this.#told.set(id, run);
    return run;
  }

  /** A list may be older than what a run itself has said. */
  #keep(runs: readonly ListedRun[]): void {
    for (const run of runs) {
      const told = this.#told.get(run.id);
      if (told === undefined || told.updatedAt <= run.updatedAt) this.#told.set(run.id, run);
    }
  }

  #seen({ id, status, conclusion, updatedAt, jobs }: SuiteRun): SeenRun[] {
    const told = this.#told.get(id);
    return told === undefined ? [] : [{ ...told, status, conclusion, updatedAt, jobs }];
  }
}
