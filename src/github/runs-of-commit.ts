import type { RunSelector } from '../core/release/judge-runs.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';
import { ListedRuns } from './listed-runs.ts';
import { UnreadableSuites } from './read-check-suites.ts';
import { RequestFailure } from './request-policy.ts';
import type { EveryRun, RunSource, SeenRun } from './run-source.ts';
import { SuiteRuns } from './suite-runs.ts';

export interface RunsOfCommitOptions {
  readonly commit: string;
  /** False for servers that have none. */
  readonly hasGraphQL: boolean;
  /** Ids of runs that are known to be there, though no list may show them yet. */
  readonly known: readonly number[];
  /** Called once, when GraphQL does not answer and REST is asked from then on. */
  readonly onFallback: (reason: string) => void;
}

/** The runs at a commit: by check suites where GraphQL tells them, else by lists. */
export class RunsOfCommit implements RunSource {
  readonly #listed: RunSource;
  readonly #onFallback: (reason: string) => void;
  #source: RunSource;

  constructor(client: GitHubClient, { commit, hasGraphQL, known, onFallback }: RunsOfCommitOptions) {
    this.#listed = new ListedRuns(client, commit, known);
    this.#source = hasGraphQL ? new SuiteRuns(client, commit, known) : this.#listed;
    this.#onFallback = onFallback;
  }

  look(selectors: readonly RunSelector[]): Promise<readonly (SeenRun | null)[]> {
    return this.#ask((source) => source.look(selectors));
  }

  confirm(runs: readonly SeenRun[]): Promise<readonly SeenRun[]> {
    return this.#ask((source) => source.confirm(runs));
  }

  everyRunOf(workflowPaths: readonly string[]): Promise<EveryRun> {
    return this.#ask((source) => source.everyRunOf(workflowPaths));
  }

  async #ask<Answer>(ask: (source: RunSource) => Promise<Answer>): Promise<Answer> {
    try {
      return await ask(this.#source);
    } catch (error) {
      const reason = graphQLFault(error);
      if (this.#source === this.#listed || reason === null) throw error;
      this.#source = this.#listed;
      this.#onFallback(reason);
      return ask(this.#source);
    }
  }
}

/** Why GraphQL does not answer, where another way may: a missing permission, an old schema, an outage of its own. */
function graphQLFault(error: unknown): string | null {
  if (error instanceof GraphQLRefusal || error instanceof UnreadableSuites) return error.message;
  if (!(error instanceof RequestFailure) || !/\/graphql$/.test(error.path) || error.kind === 'unauthorized')
    return null;
  return error.detail === '' ? `status ${error.status ?? 'unknown'}` : error.detail;
}
