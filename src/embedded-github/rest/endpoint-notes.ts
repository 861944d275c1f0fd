/**
 * What a person should know of each endpoint before trusting a rehearsal: printed in docs/rehearsal.md. A test holds the
 * list against the routes that there are.
 */
export interface EndpointNote {
  /** `METHOD /path` without `/repos/{owner}/{repo}`. */
  readonly endpoints: readonly string[];
  readonly behaviour: string;
  readonly gap: string;
}

export const ENDPOINT_NOTES: readonly EndpointNote[] = [
  {
    endpoints: ['GET ', 'GET /branches', 'GET /branches/{branch}', 'GET /branches/{branch}/protection', 'GET /tags'],
    behaviour: 'settings, permissions of the token, default branch; read from the git repository at every request',
    gap: 'classic protection is always absent: rules are rulesets',
  },
  {
    endpoints: [
      'GET /commits',
      'GET /commits/{ref}',
      'GET /compare/{basehead}',
      'GET /contents/{path}',
      'PUT /contents/{path}',
    ],
    behaviour: 'from git; compare answers 404 without a common ancestor; contents above 1 MB come without content',
    gap: 'no submodule details; renames are not detected',
  },
  {
    endpoints: [
      'GET /git/ref/{ref}',
      'GET /git/matching-refs/{ref}',
      'POST /git/refs',
      'PATCH /git/refs/{ref}',
      'DELETE /git/refs/{ref}',
    ],
    behaviour:
      '`POST` of an existing ref is 422, so is a name git refuses; `PATCH` without `force` is fast-forward only; rulesets apply; each change is a push event',
    gap: '',
  },
  {
    endpoints: [
      'GET /git/commits/{commit_sha}',
      'POST /git/commits',
      'GET /git/trees/{tree_sha}',
      'POST /git/trees',
      'GET /git/blobs/{file_sha}',
      'POST /git/blobs',
      'GET /git/tags/{tag_sha}',
      'POST /git/tags',
    ],
    behaviour:
      'real objects with the ids that git gives them; a recursive tree is cut off at 100,000 entries; `POST /git/tags` makes no ref',
    gap: 'signatures are stored as given and never verified',
  },
  {
    endpoints: [
      'GET /rules/branches/{branch}',
      'GET /rulesets',
      'POST /rulesets',
      'GET /rulesets/{ruleset_id}',
      'PUT /rulesets/{ruleset_id}',
      'DELETE /rulesets/{ruleset_id}',
    ],
    behaviour: 'active rules by the pattern of their refs; bypass by login',
    gap: 'organisation rulesets; rule types other than creation, update, deletion, non-fast-forward, pull request, required checks and merge queue are listed, not enforced',
  },
  {
    endpoints: [
      'POST /check-runs',
      'GET /check-runs/{check_run_id}',
      'PATCH /check-runs/{check_run_id}',
      'GET /check-runs/{check_run_id}/annotations',
      'GET /commits/{ref}/check-runs',
      'GET /commits/{ref}/check-suites',
      'GET /commits/{ref}/status',
      'GET /commits/{ref}/statuses',
      'POST /statuses/{sha}',
    ],
    behaviour:
      'check runs may be written by App tokens only, as on GitHub; 50 annotations a request; a newer check of a name replaces it',
    gap: 'no check suites of other apps',
  },
  {
    endpoints: [
      'GET /issues',
      'POST /issues',
      'GET /issues/{issue_number}',
      'PATCH /issues/{issue_number}',
      'GET /issues/{issue_number}/comments',
      'POST /issues/{issue_number}/comments',
      'GET /issues/comments',
      'GET /issues/comments/{comment_id}',
      'PATCH /issues/comments/{comment_id}',
      'DELETE /issues/comments/{comment_id}',
      'GET /issues/{issue_number}/labels',
      'POST /issues/{issue_number}/labels',
      'GET /labels',
      'POST /labels',
      'GET /labels/{name}',
      'PATCH /labels/{name}',
      'DELETE /labels/{name}',
      'PUT /issues/{issue_number}/labels',
      'DELETE /issues/{issue_number}/labels',
      'DELETE /issues/{issue_number}/labels/{name}',
      'GET /assignees',
      'GET /assignees/{assignee}',
      'POST /issues/{issue_number}/assignees',
      'DELETE /issues/{issue_number}/assignees',
      'GET /search/issues',
    ],
    behaviour: 'pull requests are issues too; bodies are limited to 65,536 characters',
    gap: 'no reactions and milestones; searches of issues and pull requests only',
  },
  {
    endpoints: [
      'GET /pulls',
      'POST /pulls',
      'GET /pulls/{pull_number}',
      'PATCH /pulls/{pull_number}',
      'GET /pulls/{pull_number}/files',
      'GET /pulls/{pull_number}/commits',
      'GET /pulls/{pull_number}/reviews',
      'POST /pulls/{pull_number}/reviews',
      'GET /pulls/{pull_number}/reviews/{review_id}',
      'PUT /pulls/{pull_number}/reviews/{review_id}',
      'DELETE /pulls/{pull_number}/reviews/{review_id}',
      'POST /pulls/{pull_number}/reviews/{review_id}/events',
      'PUT /pulls/{pull_number}/reviews/{review_id}/dismissals',
      'GET /pulls/{pull_number}/requested_reviewers',
      'POST /pulls/{pull_number}/requested_reviewers',
      'DELETE /pulls/{pull_number}/requested_reviewers',
      'GET /pulls/{pull_number}/comments',
      'GET /pulls/{pull_number}/merge',
      'PUT /pulls/{pull_number}/merge',
      'PUT /pulls/{pull_number}/update-branch',
      'GET /commits/{commit_sha}/pulls',
    ],
    behaviour:
      '`mergeable` is null until it was computed; a merge is a real three-way merge and goes on the present base, with a merge commit by default; 405 when rules or the head forbid it, 409 when `sha` is not the head',
    gap: 'a pull request cannot be opened from a fork through the API',
  },
  {
    endpoints: ['POST /graphql'],
    behaviour:
      "every query is held against GitHub's public schema and refused in GitHub's words; what gh asks of repositories, pull requests, reviews, issues, labels, releases, refs, commits, checks and searches is answered, and the mutations for them",
    gap: 'a field that GitHub has and this has not is an error that names it; the whole schema comes with the package `@octokit/graphql-schema`: where it is not installed, what is beyond the answered part is refused with a word about that',
  },
  {
    endpoints: [
      'GET /actions/workflows',
      'GET /actions/workflows/{workflow_id}',
      'PUT /actions/workflows/{workflow_id}/enable',
      'PUT /actions/workflows/{workflow_id}/disable',
      'POST /actions/workflows/{workflow_id}/dispatches',
      'GET /actions/workflows/{workflow_id}/runs',
      'GET /actions/runs',
    ],
    behaviour:
      'runs start as the filters of `on:` at the commit say, seconds late; a dispatch answers 204, or 200 with the run when `return_run_details` is asked for; at most 1,000 runs of a filtered list',
    gap: 'schedules do not start anything',
  },
  {
    endpoints: [
      'GET /actions/runs/{run_id}',
      'GET /actions/runs/{run_id}/jobs',
      'GET /actions/runs/{run_id}/logs',
      'GET /actions/runs/{run_id}/artifacts',
      'GET /actions/artifacts',
      'GET /actions/artifacts/{artifact_id}',
      'GET /actions/artifacts/{artifact_id}/{archive_format}',
      'GET /actions/runs/{run_id}/attempts/{attempt_number}',
      'GET /actions/runs/{run_id}/attempts/{attempt_number}/jobs',
      'GET /actions/runs/{run_id}/attempts/{attempt_number}/logs',
      'POST /actions/runs/{run_id}/rerun',
      'POST /actions/runs/{run_id}/rerun-failed-jobs',
      'POST /actions/runs/{run_id}/cancel',
      'POST /actions/runs/{run_id}/approve',
      'GET /actions/runs/{run_id}/pending_deployments',
      'POST /actions/runs/{run_id}/pending_deployments',
      'GET /actions/jobs/{job_id}',
      'GET /actions/jobs/{job_id}/logs',
      'POST /actions/jobs/{job_id}/rerun',
    ],
    behaviour:
      'jobs and steps move on the virtual clock; a rerun keeps the run id and raises the attempt; logs are a redirect to a text; a run that succeeded has the artifacts that its steps `actions/upload-artifact` name',
    gap: 'logs and what is in artifacts are written by the simulation, not by the steps',
  },
  {
    endpoints: [
      'GET /releases',
      'POST /releases',
      'POST /releases/generate-notes',
      'GET /releases/latest',
      'GET /releases/tags/{tag}',
      'GET /releases/assets/{asset_id}',
      'PATCH /releases/assets/{asset_id}',
      'DELETE /releases/assets/{asset_id}',
      'GET /releases/{release_id}',
      'PATCH /releases/{release_id}',
      'DELETE /releases/{release_id}',
      'GET /releases/{release_id}/assets',
      'POST /releases/{release_id}/assets',
    ],
    behaviour:
      'assets are real bytes with sha256 digests; drafts are not found by tag; immutable releases refuse changes when the repository says so; `make_latest`; notes are generated of merged pull requests; uploads have the address that `upload_url` names',
    gap: 'categories of generated notes (`.github/release.yml`)',
  },
  {
    endpoints: ['GET /immutable-releases', 'PUT /immutable-releases', 'DELETE /immutable-releases'],
    behaviour:
      'for those who may read the administration; while they are on, a published release keeps its tag and assets, and the name of a deleted one is never given out again',
    gap: 'the setting of an organisation',
  },
  {
    endpoints: [
      'PATCH ',
      'POST /dispatches',
      'POST /merges',
      'GET /license',
      'GET /readme',
      'GET /collaborators',
      'GET /collaborators/{username}',
      'GET /environments',
      'GET /topics',
      'GET /actions/variables',
      'POST /actions/variables',
      'GET /actions/variables/{name}',
      'PATCH /actions/variables/{name}',
      'DELETE /actions/variables/{name}',
      'GET /actions/secrets',
    ],
    behaviour:
      'settings that a release meets are changed by whoever may administer; a dispatch starts workflows of the default branch; a branch is merged into another; the license is told by its text',
    gap: 'no renaming; no environments, secrets and topics',
  },
  {
    endpoints: ['GET /tarball/{ref}', 'GET /zipball/{ref}'],
    behaviour: 'a redirect to the archive that `git archive` makes, the same bytes every time',
    gap: 'blobs missing from a partial clone are left out, which a header says',
  },
  {
    endpoints: ['GET / (root)', 'GET /rate_limit', 'GET /meta', 'GET /user', 'GET /installation/repositories'],
    behaviour: 'limits by kind of token, counted a request, 304 free; secondary limits by points a minute',
    gap: 'one installation with one repository',
  },
];
