import type { GitHubClient } from './client.ts';
import { ObjectStore } from './object-store.ts';
import { orNull } from './read-release.ts';
import { askedRepository, readImmutableReleases } from './read-repository.ts';
import { filePaths, readFiles, readListing } from './read-tree.ts';
import { isHidden } from './request-policy.ts';

/** A ruleset as GitHub gives it out, without who may bypass it: those are ids that mean nothing elsewhere. */
export interface LikeRuleset {
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly conditions: unknown;
  readonly rules: readonly object[];
}

/** A classic protection as GitHub takes it, without who is named in it. */
export interface LikeProtection {
  readonly branch: string;
  readonly [setting: string]: unknown;
}

/** What a repository is like, as far as a token that only reads is told. Nothing of it is checked. */
export interface Likeness {
  /** Owner and name, as GitHub has them now. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Commit that the files are of; null: there is none yet. */
  readonly commit: string | null;
  readonly settings: Readonly<Record<string, boolean | string | null>>;
  readonly rulesets: readonly LikeRuleset[];
  readonly protections: readonly LikeProtection[];
  readonly labels: readonly { readonly name: string; readonly color: string; readonly description: string | null }[];
  /** Names of variables of Actions. */
  readonly variables: readonly string[];
  /** Workflows, and what else lies beside them, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What of it could not be read, or has no place in a copy: a line each. */
  readonly left: readonly string[];
}

/** What GitHub itself goes by: workflows, actions beside them, how notes are grouped, who owns what. */
const WANTED = /^\.github\/.{1,200}\.(?:ya?ml|md)$|^(?:\.github\/|docs\/)?CODEOWNERS$/;
const MOST_FILES = 500;

/** Reads what a repository is like. About ten requests, one more for each ruleset, protected branch and hundred labels. */
export async function readLikeness(client: GitHubClient): Promise<Likeness> {
  const left: string[] = [];
  const data = await askedRepository(client);
  client.spell(data.owner.login, data.name);
  const rulesets = await readRulesets(client, left);
  const protections = await readProtections(client, left);
  const labels = (await unlessHidden('labels', left, () => client.list('GET /repos/{owner}/{repo}/labels', {}))) ?? [];
  const variables =
    (await unlessHidden('variables', left, () => client.list('GET /repos/{owner}/{repo}/actions/variables', {}))) ?? [];
  return {
    repository: data.full_name,
    defaultBranch: data.default_branch,
    settings: await readSettings(client, data, left),
    rulesets,
    protections,
    labels: labels.map(({ name, color, description }) => ({ name, color, description: description ?? null })),
    variables: variables.map(({ name }) => name),
    ...(await readWorkflowFiles(client, data.default_branch, left)),
    left,
  };
}

async function unlessHidden<T>(what: string, left: string[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!isHidden(error)) throw error;
    left.push(`${what}: this token is not told them (${error.status ?? 'no status'})`);
    return null;
  }
}

type Repository = Awaited<ReturnType<typeof askedRepository>>;

async function readSettings(client: GitHubClient, data: Repository, left: string[]): Promise<Likeness['settings']> {
  const told: Record<string, boolean | string | null | undefined> = {
    private: data.private,
    archived: data.archived,
    description: data.description,
    homepage: data.homepage,
    allowSquashMerge: data.allow_squash_merge,
    allowMergeCommit: data.allow_merge_commit,
    allowRebaseMerge: data.allow_rebase_merge,
    allowAutoMerge: data.allow_auto_merge,
    deleteBranchOnMerge: data.delete_branch_on_merge,
  };
  if (data.allow_squash_merge === undefined) left.push('merge methods: this token is not told them; all are allowed');
  const immutable = await readImmutableReleases(client);
  if (typeof immutable === 'boolean') told.immutableReleases = immutable;
  else if (data.permissions?.admin !== true)
    left.push('immutable releases: this token is not told whether they are on');
  const workflow = await unlessHidden('what GITHUB_TOKEN may do to pull requests', left, () =>
    client.request('GET /repos/{owner}/{repo}/actions/permissions/workflow'),
  );
  if (workflow !== null) told.actionsMayOpenPullRequests = workflow.can_approve_pull_request_reviews;
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Likeness['settings'];
}

async function readRulesets(client: GitHubClient, left: string[]): Promise<LikeRuleset[]> {
  const all = await unlessHidden('rulesets', left, () =>
    client.list('GET /repos/{owner}/{repo}/rulesets', { includes_parents: true }),
  );
  const found: LikeRuleset[] = [];
  for (const { id, name } of all ?? []) {
    const ruleset = await orNull(client.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: id }));
    if (ruleset === null) left.push(`ruleset ${JSON.stringify(name)}: this token is not told its rules`);
    else {
      const { target = 'branch', enforcement, conditions = null, rules = [], bypass_actors: actors = [] } = ruleset;
      found.push({ name, target, enforcement, conditions, rules });
      if (actors.length > 0 || ruleset.current_user_can_bypass === 'always')
        left.push(`ruleset ${JSON.stringify(name)}: who may bypass it; nobody may here`);
    }
  }
  return found;
}

/** Classic protection of branches, as it would be set again. */
async function readProtections(client: GitHubClient, left: string[]): Promise<LikeProtection[]> {
  const branches = await unlessHidden('protected branches', left, () =>
    client.list('GET /repos/{owner}/{repo}/branches', { protected: true }),
  );
  const found: LikeProtection[] = [];
  for (const { name: branch, protection } of branches ?? []) {
    const whole = await orNull(client.request('GET /repos/{owner}/{repo}/branches/{branch}/protection', { branch }));
    const contexts = protection?.required_status_checks?.contexts ?? [];
    // Whoever may not administer sees only which checks a branch wants; one protected by rulesets alone has none here.
    if (whole === null && protection?.enabled !== true) continue;
    if (whole === null) left.push(`protection of ${branch}: this token is told its required checks only`);
    if (whole?.restrictions != null) left.push(`protection of ${branch}: who may push to it`);
    const checks = contexts.length === 0 ? {} : { required_status_checks: { strict: false, contexts } };
    found.push({ branch, ...(whole === null ? checks : asItIsSet(whole)) });
  }
  return found;
}

interface Protection {
  readonly required_status_checks?: {
    readonly strict?: boolean | undefined;
    readonly contexts?: readonly string[];
    readonly checks?: readonly { readonly context: string; readonly app_id: number | null }[];
  };
  readonly required_pull_request_reviews?: {
    readonly dismiss_stale_reviews?: boolean;
    readonly require_code_owner_reviews?: boolean;
    readonly require_last_push_approval?: boolean | undefined;
    readonly required_approving_review_count?: number | undefined;
  };
}

/** What is told as an object with `enabled`, and set as a plain yes or no. */
const SWITCHES = [
  'enforce_admins',
  'required_linear_history',
  'required_signatures',
  'required_conversation_resolution',
  'allow_force_pushes',
  'allow_deletions',
  'block_creations',
  'lock_branch',
  'allow_fork_syncing',
] as const;

/** Source: GitHub REST documentation, "Get branch protection" and "Update branch protection". */
function asItIsSet(of: Protection): Omit<LikeProtection, 'branch'> {
  const { required_status_checks: checks, required_pull_request_reviews: reviews } = of;
  const isOn = (name: string): boolean => {
    const told: unknown = Reflect.get(of, name);
    return typeof told === 'object' && told !== null && Reflect.get(told, 'enabled') === true;
  };
  const named = checks?.checks ?? (checks?.contexts ?? []).map((context) => ({ context, app_id: null }));
  const required = named.map(({ context, app_id: id }) => ({ context, ...(id === null ? {} : { app_id: id }) }));
  return {
    ...Object.fromEntries(SWITCHES.filter(isOn).map((name) => [name, true])),
    ...(checks === undefined ? {} : { required_status_checks: { strict: checks.strict ?? false, checks: required } }),
    ...(reviews === undefined
      ? {}
      : {
          required_pull_request_reviews: {
            dismiss_stale_reviews: reviews.dismiss_stale_reviews ?? false,
            require_code_owner_reviews: reviews.require_code_owner_reviews ?? false,
            require_last_push_approval: reviews.require_last_push_approval ?? false,
            required_approving_review_count: reviews.required_approving_review_count ?? 0,
          },
        }),
  };
}

async function readWorkflowFiles(
  client: GitHubClient,
  branch: string,
  left: string[],
): Promise<Pick<Likeness, 'commit' | 'files'>> {
  const head = await orNull(client.request('GET /repos/{owner}/{repo}/branches/{branch}', { branch }));
  if (head === null) {
    left.push(`files: the branch ${branch} is not there`);
    return { commit: null, files: new Map() };
  }
  const { listing, truncated } = await readListing(client, head.commit.commit.tree.sha, []);
  if (truncated)
    left.push('files: the tree is too large to be listed whole; of .github only what lies in it and in workflows');
  const wanted = filePaths(listing).filter((path) => WANTED.test(path));
  if (wanted.length > MOST_FILES) left.push(`files: ${wanted.length - MOST_FILES} of those below .github`);
  const read = await readFiles(client, new ObjectStore(), listing, wanted.slice(0, MOST_FILES));
  const files = new Map<string, string>();
  for (const [path, { bytes }] of read) {
    const text = textOf(bytes);
    if (text === null) left.push(`${path}: it is no UTF-8`);
    else files.set(path, text);
  }
  return { commit: head.commit.sha, files };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
