/** What a fault needs behind its name. */
export type ArgumentKind = 'none' | 'workflow' | 'name' | 'count';

/**
 * When a fault acts:
 * - `request`: at request N, or at its usual moment when no N is given
 * - `run`: when the run of a workflow is made, or while it is under way
 * - `always`: from the beginning to the end
 */
type FaultMoment = 'request' | 'run' | 'always';

export interface FaultKind {
  readonly argument: ArgumentKind;
  readonly moment: FaultMoment;
  /** For `request` faults given without `@N`; null when `@N` is required. */
  readonly usually: UsualMoment | null;
  readonly means: string;
}

/** Requests that a release is most easily hurt at. */
export type UsualMoment = 'first-write' | 'merge' | 'tag-object' | 'tag-ref' | 'alias-ref';

/** Every fault that can be asked for. docs/rehearsal.md shows this table; a test holds the two together. */
export const FAULT_KINDS = {
  // --- transport: what happens to one request ---
  crash: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the process ends with 137 after the request was applied, before its answer',
  },
  'crash-before': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the process ends with 137 before the request is applied',
  },
  'lost-response': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the request is applied, then the connection closes without an answer',
  },
  'connection-reset': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the connection is reset, the request is not applied',
  },
  timeout: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'no answer comes, the request is not applied',
  },
  'timeout-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the request is applied, no answer comes',
  },
  'http-500': { argument: 'none', moment: 'request', usually: 'tag-ref', means: '500, the request is not applied' },
  'http-500-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: '500, though the request was applied',
  },
  'http-502': { argument: 'none', moment: 'request', usually: 'tag-ref', means: '502, the request is not applied' },
  'http-502-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: '502, though the request was applied',
  },
  'rate-limit': {
    argument: 'none',
    moment: 'request',
    usually: 'first-write',
    means: '403, the hour’s budget is used up and new in 15 minutes',
  },
  'secondary-rate-limit': {
    argument: 'none',
    moment: 'request',
    usually: 'first-write',
    means: '403 with retry-after: 60, as for every request in that minute',
  },
  unauthorized: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-object',
    means: '401 for this and every later request until the next start: the token has expired',
  },
  'merge-405': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: '405 “Base branch was modified”, the request is not applied',
  },
  // --- somebody else acts just before a request ---
  'base-moves': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody pushes to the default branch',
  },
  'head-moves': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody pushes to the branch of the newest open pull request',
  },
  'pr-closed': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody closes the newest open pull request',
  },
  'pr-merged-by-hand': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody squash-merges the newest open pull request',
  },
  'branch-deleted': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody deletes the branch of the newest open pull request',
  },
  'tag-taken': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-object',
    means: 'somebody creates the release tag at another commit',
  },
  'tag-created-other': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the same, at the last moment',
  },
  'tag-created-same': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'somebody creates the release tag at the right commit',
  },
  'alias-moved': {
    argument: 'none',
    moment: 'request',
    usually: 'alias-ref',
    means: 'somebody puts the alias tag on a commit outside the release’s history',
  },
  // --- workflow runs and what they publish ---
  'run-fails': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the tag (or a dispatch) starts fails; a rerun succeeds',
  },
  'run-never-starts': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the tag (or a dispatch) does not start the workflow',
  },
  'run-waits': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the tag (or a dispatch) starts waits for the approval of a deployment',
  },
  'run-rerun': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'somebody reruns the finished run of the tag',
  },
  'run-cancelled': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'somebody cancels the run of the tag while it is under way',
  },
  'check-never-reports': {
    argument: 'none',
    moment: 'run',
    usually: null,
    means: 'the release’s pull request starts no run, so no check is ever reported',
  },
  'check-fails': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the pull request starts fails',
  },
  'asset-missing': {
    argument: 'name',
    moment: 'run',
    usually: null,
    means: 'the release is published without this asset; a rerun adds it',
  },
  'asset-late': {
    argument: 'name',
    moment: 'run',
    usually: null,
    means: 'this asset is added five minutes after the release was published',
  },
  'release-late': {
    argument: 'none',
    moment: 'run',
    usually: null,
    means: 'the release appears five minutes after its run has ended',
  },
  'upload-broken': {
    argument: 'name',
    moment: 'run',
    usually: null,
    means: 'the upload of this file breaks off: 502, and an empty asset in the state `starter` has its name',
  },
  // --- the server as it is ---
  'stale-list': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'filtered lists of runs are five minutes old',
  },
  'no-graphql': { argument: 'none', moment: 'always', usually: null, means: 'there is no GraphQL endpoint (404)' },
  'no-rules': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'there are no rules endpoints (404), as on older servers',
  },
  'no-run-details': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'a dispatch that asks for run details is refused (422), as on older servers',
  },
  'budget-left': {
    argument: 'count',
    moment: 'always',
    usually: null,
    means: 'so many requests are left in this hour',
  },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULT_KINDS;

/** What somebody else may do at any moment of a release. */
export const SOMEBODY_ELSE = [
  'base-moves',
  'head-moves',
  'pr-closed',
  'pr-merged-by-hand',
  'branch-deleted',
  'tag-taken',
  'tag-created-other',
  'tag-created-same',
  'alias-moved',
] as const satisfies readonly FaultName[];
