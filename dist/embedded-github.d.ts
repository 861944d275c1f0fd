/**
 * What `zlink-release/embedded-github` gives to tests. This file stands alone: it becomes dist/embedded-github.d.ts.
 */

/** A request that a person sends: it goes by the repository's rules, and is never refused for a permission. */
export interface Act {
  /** Login. */
  readonly who: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the repository, as in `pulls/1/merge`; with a slash before it, below the base of the API. */
  readonly path: string;
  readonly body?: unknown;
}

/** When a person acts: so many seconds from now on the clock of the world, or just before a request (`METHOD path`). */
export type Moment =
  | { readonly after: number; readonly before?: never }
  | { readonly before: string; readonly after?: never };

/** What a world begins with; docs/embedded-github.md describes every key, schema/world.schema.json all of it. */
export interface WorldFile {
  readonly repository?: string;
  readonly defaultBranch?: string;
  /** ISO 8601, in UTC. */
  readonly now?: string;
  /** Times faster than real time; 0: the clock stands still until it is moved. */
  readonly pace?: number;
  readonly settings?: Readonly<Record<string, boolean | number | string | null>>;
  /** As GitHub's API gives them out. */
  readonly rulesets?: readonly Readonly<Record<string, unknown>>[];
  /** As GitHub's API takes them, each with the `branch` that it is for: a name or a pattern. */
  readonly protections?: readonly ({ readonly branch: string } & Readonly<Record<string, unknown>>)[];
  readonly people?: readonly string[];
  readonly tokens?: readonly {
    readonly token: string;
    readonly kind: 'app' | 'github-token' | 'pat';
    readonly login?: string;
    readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  }[];
  readonly limits?: {
    readonly perHour?: Readonly<Partial<Record<'app' | 'github-token' | 'pat' | 'anonymous', number>>>;
    readonly graphqlPerHour?: number;
    readonly pointsPerMinute?: number;
    readonly writesPerMinute?: number;
  };
  readonly history?: readonly {
    readonly branch?: string;
    readonly from?: string;
    readonly message?: string;
    readonly author?: string;
    readonly date?: string;
    readonly files?: Readonly<Record<string, string | null>>;
    readonly tags?: readonly string[];
  }[];
  readonly labels?: readonly { readonly name: string; readonly color?: string; readonly description?: string }[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly issues?: readonly Readonly<Record<string, unknown>>[];
  readonly pulls?: readonly Readonly<Record<string, unknown>>[];
  readonly releases?: readonly Readonly<Record<string, unknown>>[];
  readonly statuses?: readonly Readonly<Record<string, unknown>>[];
  readonly acts?: readonly (Act & { readonly after?: number; readonly before?: string })[];
  /** `NAME[:ARGUMENT][@N]`. */
  readonly faults?: readonly string[];
}

export interface EmbeddedGitHubOptions {
  /** On 127.0.0.1; 0 or left out: a free one. */
  readonly port?: number;
  /** Path of a local clone to serve a copy of. Left out: what `world` has as history, or a small sample. */
  readonly repository?: string;
  /** Commit of the clone that its default branch shall stand at. */
  readonly at?: string;
  /** A world, or the path of a world file. */
  readonly world?: WorldFile | string;
  /** Folder for the repository and what the world knows besides; left out: a temporary one, which `close` removes. */
  readonly directory?: string;
  /** Whether it speaks https, with a certificate that `openssl` makes; `environment` lets programs trust it. */
  readonly https?: boolean;
  /** Where the embedded GitHub tells what a test should know: requests that nothing answers. Left out: standard error. */
  readonly warn?: (line: string) => void;
}

/** One request as it was answered. */
export interface AnsweredRequest {
  /** From 1. */
  readonly n: number;
  /** ISO 8601, on the clock of the world. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  /** Null where a fault left it without an answer. */
  readonly status: number | null;
}

export interface RunningGitHub {
  /** Base of the REST API, without a trailing slash; `/api/v3`, `/graphql` and `/api/graphql` are there as well. */
  readonly url: string;
  readonly port: number;
  /** `owner/name`. */
  readonly repository: string;
  /** Address for git, a token in it that may push. */
  readonly cloneUrl: string;
  /** Tokens of an app, of a workflow and of a person. */
  readonly tokens: { readonly app: string; readonly 'github-token': string; readonly pat: string };
  /** What programs in a workflow find: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and what gh needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** File of the certificate, where it speaks https. */
  readonly certificate: string | null;
  /** Folder of the world; `repo.git` in it is the repository. */
  readonly directory: string;
  /** Every request so far. */
  readonly requests: readonly AnsweredRequest[];
  /** `METHOD path` of requests that no endpoint answers: a test of a client asserts that there are none. */
  readonly unanswered: readonly string[];
  /** The time of the world. */
  now(): Date;
  /** Lets a person do something now. */
  act(act: Act): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Lets a person do something later. */
  plan(act: Act & Moment): Promise<void>;
  /** Moves the clock of the world on: runs go on, checks report. */
  advance(seconds: number): Promise<void>;
  /** How many times faster than real time the clock goes from now on; 0 stops it. */
  pace(times: number): void;
  /** Faults that happen from now on, as `NAME[:ARGUMENT][@N]`. */
  addFaults(...faults: readonly string[]): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export type StartEmbeddedGitHub = (options?: EmbeddedGitHubOptions) => Promise<RunningGitHub>;

/** @throws with everything that is wrong with the options */
export declare const startEmbeddedGitHub: StartEmbeddedGitHub;
