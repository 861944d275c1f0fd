import type { GitHubClient } from './client.ts';
import { type JobFacts, timeOf } from './read-runs.ts';

/**
 * What a commit's check suites say of its workflow runs, in one question. GitHub's schema knows neither the tag that
 * started a run (`CheckSuite.branch` is a branch) nor its attempt: those are asked for elsewhere, once.
 */
export interface SuiteRun {
  readonly id: number;
  /** `build.yml` */
  readonly workflowFile: string;
  readonly event: string;
  /** As REST writes them: lower case. */
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly url: string;
  /** Jobs of the newest attempt, the first hundred; only those that run have steps. */
  readonly jobs: readonly JobFacts[];
}

/**
 * Checked against GitHub's public schema by a test. Its first word tells the client that it changes nothing.
 *
 * A query costs (1 + 2 × suites + suites × running) / 100 points, at least one.
 */
export const CHECK_SUITES_QUERY = `query CheckSuites($owner: String!, $name: String!, $commit: GitObjectID!, $suites: Int!, $running: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        checkSuites(first: $suites, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            status
            conclusion
            workflowRun { databaseId event url createdAt updatedAt workflow { resourcePath } }
            jobs: checkRuns(first: 100, filterBy: { checkType: LATEST }) {
              nodes { databaseId name status conclusion url startedAt completedAt }
            }
            running: checkRuns(first: $running, filterBy: { checkType: LATEST, status: IN_PROGRESS }) {
              nodes { databaseId steps(first: 100) { nodes { name status conclusion } } }
            }
          }
        }
      }
    }
  }
}`;

/** GitHub answered with something that is not what its schema promises. */
export class UnreadableSuites extends Error {
  override readonly name = 'UnreadableSuites';
}

interface Connection<Node> {
  readonly nodes: readonly (Node | null)[] | null;
}

interface CheckRunNode {
  readonly databaseId: number | null;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
}

interface RunningNode {
  readonly databaseId: number | null;
  readonly steps: Connection<{ name: string; status: string; conclusion: string | null }> | null;
}

interface SuiteNode {
  readonly status: string;
  readonly conclusion: string | null;
  readonly workflowRun: {
    readonly databaseId: number | null;
    readonly event: string;
    readonly url: string;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly workflow: { readonly resourcePath: string };
  } | null;
  readonly jobs: Connection<CheckRunNode> | null;
  readonly running: Connection<RunningNode> | null;
}

interface Answer {
  readonly repository: {
    readonly object: {
      readonly checkSuites?:
        | (Connection<SuiteNode> & {
            readonly totalCount: number;
            readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
          })
        | null;
    } | null;
  } | null;
}

/** So many suites are asked for while nobody knows how many there are. */
const FIRST_GUESS = 20;
const MOST = 100;
/** Steps are shown of at most so many jobs of a run. */
const RUNNING_JOBS = 5;
/** Requests that GitHub still rounds down to one point. */
const ONE_POINT = 149;

/** Asks for as few suites as there are, since a query is paid for by what it could answer. */
export class CheckSuiteReader {
  readonly #client: GitHubClient;
  readonly #commit: string;
  #suites = FIRST_GUESS;

  constructor(client: GitHubClient, commit: string) {
    this.#client = client;
    this.#commit = commit;
  }

  /**
   * The workflow runs at the commit, all of them. One request, unless there are more than a hundred suites.
   *
   * @returns `isKnown` is false where GitHub does not have the commit yet: that it shows no runs then says nothing
   *
   * @throws GraphQLRefusal, RequestFailure, UnreadableSuites
   */
  async read(): Promise<{ readonly runs: readonly SuiteRun[]; readonly isKnown: boolean }> {
    const runs: SuiteRun[] = [];
    const { owner, repo: name } = this.#client;
    const suites = this.#suites;
    const running = Math.max(1, Math.min(RUNNING_JOBS, Math.floor((ONE_POINT - 1 - 2 * suites) / suites)));
    const cursors = new Set<string>();
    for (let after: string | null = null; ; ) {
      const answer: Answer = await this.#client.graphql<Answer>(CHECK_SUITES_QUERY, {
        owner,
        name,
        commit: this.#commit,
        suites,
        running,
        after,
      });
      const page = answer.repository?.object?.checkSuites ?? null;
      if (page === null) {
        // Only a first page may be missing: later ones belong to what was there a moment ago.
        if (after !== null) throw new UnreadableSuites('the check suites of a commit broke off');
        return { runs, isKnown: false };
      }
      runs.push(...readable(() => present(page).flatMap(toSuiteRun)));
      // Room for a few that come until the next question.
      this.#suites = Math.min(MOST, Math.max(FIRST_GUESS, page.totalCount + 5));
      const { hasNextPage, endCursor } = page.pageInfo;
      if (!hasNextPage) return { runs, isKnown: true };
      // A list that leads back to where it was would be read for ever.
      if (endCursor === null || cursors.has(endCursor)) throw new UnreadableSuites('check suites without a next page');
      cursors.add(endCursor);
      after = endCursor;
    }
  }
}

/** An answer from outside may have any shape; a run without an id or a time is none. */
function readable(read: () => SuiteRun[]): SuiteRun[] {
  try {
    const runs = read();
    if (runs.every((run) => Number.isSafeInteger(run.id) && !Number.isNaN(run.updatedAt.getTime()))) return runs;
  } catch {
    // Told below.
  }
  throw new UnreadableSuites('check suites in another shape than GitHub describes');
}

const present = <Node>(connection: Connection<Node> | null): Node[] =>
  (connection?.nodes ?? []).filter((node): node is Node & {} => node !== null);

function toSuiteRun({ status, conclusion, workflowRun: run, jobs, running }: SuiteNode): SuiteRun[] {
  if (run === null) return [];
  const stepsOf = new Map(present(running).map((job) => [job.databaseId, present(job.steps)]));
  return [
    {
      id: run.databaseId ?? Number(/\/actions\/runs\/(\d+)/.exec(run.url)?.[1]),
      workflowFile: decodeURIComponent(run.workflow.resourcePath.slice(run.workflow.resourcePath.lastIndexOf('/') + 1)),
      event: run.event,
      status: status.toLowerCase(),
      conclusion: conclusion?.toLowerCase() ?? null,
      createdAt: new Date(run.createdAt),
      updatedAt: new Date(run.updatedAt),
      url: run.url,
      jobs: present(jobs).map((job) => ({
        id: job.databaseId ?? 0,
        name: job.name,
        status: job.status.toLowerCase(),
        conclusion: job.conclusion?.toLowerCase() ?? null,
        url: job.url,
        startedAt: job.status === 'IN_PROGRESS' || job.status === 'COMPLETED' ? timeOf(job.startedAt) : null,
        endedAt: timeOf(job.completedAt),
        steps: (stepsOf.get(job.databaseId) ?? []).map((step) => ({
          name: step.name,
          status: step.status.toLowerCase(),
          conclusion: step.conclusion?.toLowerCase() ?? null,
        })),
      })),
    },
  ];
}
