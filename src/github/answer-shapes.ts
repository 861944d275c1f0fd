import * as z from 'zod';

/**
 * What the program reads of GitHub's answers, route by route: the one place that holds an answer against its shape, so that no
 * reader meets an absent member. A route that is not here cannot be asked for (`GitHubClient`). More may be there than is
 * named; what GitHub leaves out of some answers, or older servers do not have, is optional.
 *
 * Source: GitHub's OpenAPI description; `test/github/answer-shapes.test.ts` holds every member against it.
 */

const text = z.string();
/** None that GitHub gives is beyond what a number holds. */
const id = z.number().int();
const maybe = <Shape extends z.ZodType>(shape: Shape) => shape.nullish();

const commitObject = z.object({
  sha: text,
  message: text,
  tree: z.object({ sha: text }),
  parents: z.array(z.object({ sha: text })),
});
const ref = z.object({ ref: text, object: z.object({ sha: text, type: text }) });
const pullRequest = z.object({
  number: z.number(),
  node_id: text,
  html_url: text,
  state: text,
  merged_at: text.nullable().optional(),
  merge_commit_sha: maybe(text),
  head: z.object({ sha: text, ref: text, repo: maybe(z.object({ full_name: text })) }),
  base: z.object({ ref: text }),
});
const asset = z.object({ id, name: text, state: text, size: z.number().nonnegative(), digest: maybe(text) });
/** What an upload answers: it has no route of the API's own host. */
export const UPLOADED = asset;
export type UploadedAsset = z.infer<typeof asset>;
const tagObject = z.object({
  sha: text,
  message: text,
  tagger: z.object({ date: text }),
  object: z.object({ sha: text, type: text }),
});
const run = z.object({
  id,
  run_attempt: z.number().optional(),
  path: text,
  event: text,
  head_branch: text.nullable(),
  head_sha: text,
  status: text.nullable(),
  conclusion: text.nullable(),
  created_at: text,
  updated_at: text,
  html_url: text,
  check_suite_id: z.number().optional(),
  referenced_workflows: maybe(z.array(z.object({ path: text }))),
});
const runs = z.object({ workflow_runs: z.array(run) });
const job = z.object({
  id,
  name: text,
  status: text,
  conclusion: maybe(text),
  steps: maybe(z.array(z.object({ name: text, status: text, conclusion: maybe(text) }))),
});
const rule = z.object({ type: text });
const created = z.object({ sha: text });
const ours = z.object({ id });
const comment = z.object({ id, body: maybe(text), user: maybe(z.object({ login: text })) });
/** Nothing of the answer is read. */
const unread = z.unknown();
/** A page of a list that has a name in its answer. */
const listed = (name: string, item: z.ZodType) => z.object({ [name]: z.array(item) });

const R = '/repos/{owner}/{repo}';

/** By `METHOD template`; lists by the shape of one page. */
export const ANSWER_SHAPES = {
  'GET /user': z.object({ login: text }),
  [`GET ${R}` as const]: z.object({
    name: text,
    full_name: text,
    node_id: text,
    owner: z.object({ login: text }),
    html_url: text,
    default_branch: text,
    permissions: z.object({ push: z.boolean().optional(), admin: z.boolean().optional() }).optional(),
  }),
  [`GET ${R}/branches` as const]: z.array(z.object({ name: text })),
  [`GET ${R}/branches/{branch}/protection` as const]: z.object({}),
  [`GET ${R}/labels` as const]: z.array(z.object({ name: text, color: text, description: maybe(text) })),
  [`GET ${R}/actions/variables` as const]: listed('variables', z.object({ name: text })),
  [`GET ${R}/actions/permissions/workflow` as const]: z.object({ can_approve_pull_request_reviews: z.boolean() }),
  [`GET ${R}/branches/{branch}` as const]: z.object({
    commit: z.object({
      sha: text,
      commit: z.object({ message: text, tree: z.object({ sha: text }) }),
      parents: z.array(z.object({ sha: text })),
    }),
  }),
  [`GET ${R}/commits/{ref}` as const]: created,
  [`GET ${R}/commits` as const]: z.array(
    z.object({ sha: text, commit: z.object({ message: text }), parents: z.array(z.object({ sha: text })) }),
  ),
  [`GET ${R}/commits/{commit_sha}/pulls` as const]: z.array(pullRequest),
  [`GET ${R}/git/commits/{commit_sha}` as const]: commitObject,
  [`GET ${R}/git/ref/{ref}` as const]: ref,
  [`GET ${R}/git/tags/{tag_sha}` as const]: tagObject,
  [`GET ${R}/git/matching-refs/{ref}` as const]: z.array(ref),
  [`GET ${R}/tags` as const]: z.array(z.object({ name: text, commit: z.object({ sha: text }) })),
  [`GET ${R}/git/trees/{tree_sha}` as const]: z.object({
    tree: z.array(z.object({ path: text, mode: text, sha: text, size: z.number().optional() })),
    truncated: z.boolean().optional(),
  }),
  [`GET ${R}/git/blobs/{file_sha}` as const]: z.object({ content: text, encoding: text }),
  [`GET ${R}/compare/{basehead}` as const]: z.object({
    status: text,
    commits: z.array(
      z.object({ sha: text, commit: z.object({ message: text }), parents: z.array(z.object({ sha: text })) }),
    ),
  }),
  [`GET ${R}/rules/branches/{branch}` as const]: z.array(rule),
  [`GET ${R}/rulesets` as const]: z.array(z.object({ id, name: text, enforcement: text })),
  [`GET ${R}/rulesets/{ruleset_id}` as const]: z.object({ rules: maybe(z.array(rule)) }),
  [`GET ${R}/pulls` as const]: z.array(pullRequest),
  [`GET ${R}/pulls/{pull_number}` as const]: pullRequest,
  [`GET ${R}/pulls/{pull_number}/files` as const]: z.array(
    z.object({ filename: text, previous_filename: text.optional() }),
  ),
  [`GET ${R}/commits/{ref}/check-runs` as const]: listed('check_runs', z.object({ id, name: text, status: text })),
  [`GET ${R}/commits/{ref}/check-suites` as const]: listed('check_suites', z.object({ id })),
  [`GET ${R}/commits/{ref}/status` as const]: listed('statuses', z.object({ context: text, state: text })),
  [`GET ${R}/commits/{ref}/statuses` as const]: z.array(z.object({ context: text, state: text })),
  [`GET ${R}/actions/runs` as const]: runs,
  [`GET ${R}/actions/runs/{run_id}` as const]: run,
  [`GET ${R}/actions/runs/{run_id}/jobs` as const]: listed('jobs', job),
  [`GET ${R}/actions/runs/{run_id}/pending_deployments` as const]: z.array(
    z.object({
      environment: z.object({ name: text.optional() }),
      // Who is asked; of a user the login, of a team the slug.
      reviewers: z
        .array(z.object({ reviewer: z.object({ login: text.optional(), slug: text.optional() }).optional() }))
        .optional(),
    }),
  ),
  [`GET ${R}/actions/workflows` as const]: listed('workflows', z.object({ path: text, state: text })),
  [`GET ${R}/actions/workflows/{workflow_id}` as const]: z.object({ state: text }),
  [`GET ${R}/actions/workflows/{workflow_id}/runs` as const]: runs,
  [`GET ${R}/actions/permissions` as const]: z.object({ enabled: z.boolean() }),
  [`GET ${R}/immutable-releases` as const]: z.object({ enabled: z.boolean() }),
  [`GET ${R}/releases` as const]: z.array(
    z.object({
      id,
      tag_name: text,
      name: maybe(text),
      body: maybe(text),
      html_url: text,
      upload_url: text,
      draft: z.boolean(),
      prerelease: z.boolean(),
      immutable: z.boolean().optional(),
      author: maybe(z.object({ login: text, type: text })),
      assets: z.array(asset),
    }),
  ),
  [`POST ${R}/releases` as const]: ours,
  [`PATCH ${R}/releases/{release_id}` as const]: ours,
  [`DELETE ${R}/releases/{release_id}` as const]: unread,
  [`DELETE ${R}/releases/assets/{asset_id}` as const]: unread,
  [`POST ${R}/releases/generate-notes` as const]: z.object({ body: text }),
  [`GET ${R}/actions/runs/{run_id}/artifacts` as const]: listed(
    'artifacts',
    z.object({ id, name: text, size_in_bytes: z.number(), expired: z.boolean(), digest: maybe(text) }),
  ),
  [`GET ${R}/releases/tags/{tag}` as const]: z.object({
    id,
    html_url: text,
    draft: z.boolean(),
    assets: z.array(asset),
  }),
  [`GET ${R}/releases/{release_id}/assets` as const]: z.array(asset),
  [`GET ${R}/issues/{issue_number}/comments` as const]: z.array(comment),
  [`POST ${R}/git/refs` as const]: ref,
  [`PATCH ${R}/git/refs/{ref}` as const]: ref,
  [`DELETE ${R}/git/refs/{ref}` as const]: unread,
  [`POST ${R}/git/tags` as const]: tagObject,
  [`POST ${R}/git/blobs` as const]: created,
  [`POST ${R}/git/trees` as const]: created,
  [`POST ${R}/git/commits` as const]: created,
  [`POST ${R}/pulls` as const]: pullRequest,
  [`PATCH ${R}/pulls/{pull_number}` as const]: z.object({ number: z.number() }),
  [`PUT ${R}/pulls/{pull_number}/merge` as const]: z.object({ merged: z.boolean(), sha: text }),
  [`POST ${R}/check-runs` as const]: ours,
  [`PATCH ${R}/check-runs/{check_run_id}` as const]: ours,
  [`POST ${R}/statuses/{sha}` as const]: unread,
  [`POST ${R}/issues/{issue_number}/comments` as const]: comment,
  [`PATCH ${R}/issues/comments/{comment_id}` as const]: ours,
  [`DELETE ${R}/issues/comments/{comment_id}` as const]: unread,
  [`POST ${R}/actions/workflows/{workflow_id}/dispatches` as const]: unread,
};

/** Routes whose answers are held against their shape: the only ones that can be asked for. */
export type ShapedRoute = keyof typeof ANSWER_SHAPES;

/** The shape of a route's answer; undefined for what is downloaded as it is. */
export const shapeOf = (route: string): z.ZodType | undefined =>
  (ANSWER_SHAPES as Readonly<Record<string, z.ZodType>>)[route];

/**
 * What an answer lacks, to follow "answered 200"; null when it has the shape.
 *
 * @param type its content type, as the server says
 */
export function lackOf(shape: z.ZodType, data: unknown, type: string | undefined): string | null {
  const issue = firstOf(shape.safeParse(data).error?.issues ?? []);
  if (issue === undefined) return null;
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  if (path === '') {
    const wanted = shape instanceof z.ZodArray ? 'list' : 'object';
    return `with no ${wanted} in JSON (${data === '' || data === undefined ? 'nothing' : (type ?? 'no content type')})`;
  }
  const isAbsent = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return `${isAbsent ? 'without' : 'with another kind of'} \`${path.replace(/^\./, '')}\``;
}

type Issue = z.core.$ZodIssue;

/** What is wrong first; of several shapes that are allowed (GraphQL: errors or data), what is wrong with the last. */
function firstOf(issues: readonly Issue[]): Issue | undefined {
  const [issue] = issues;
  const last = issue?.code === 'invalid_union' ? issue.errors.at(-1) : undefined;
  return last === undefined || last.length === 0 ? issue : firstOf(last);
}
