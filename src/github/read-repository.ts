import * as z from 'zod';
import { problem, Stop } from '../core/problem.ts';
import type {
  BranchClosure,
  BranchFacts,
  CommitFacts,
  NewBranchRule,
  RepositoryFacts,
  RequiredCheck,
  TagFacts,
  TagRuleset,
} from '../core/release/facts.ts';
import { isSameName } from '../core/repository-name.ts';
import type { ViewerKind } from '../core/triggers/would-start.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';
import { readTagsByRest, readViewerAndTags } from './read-refs.ts';
import { orNull } from './read-release.ts';
import { isHidden, RequestFailure } from './request-policy.ts';

const VIEWER = z.object({ viewer: z.object({ login: z.string() }) });
const GITHUB_TOKEN_LOGIN = 'github-actions[bot]';

/** Reads the repository and who the token is. Three requests. */
export const readRepository = async (client: GitHubClient): Promise<RepositoryFacts> =>
  (await readWith(client, async (warnings) => ({ ...(await readViewer(client, warnings)), tags: new Map() })))
    .repository;

/** The same, and every tag. One request more for every hundred tags beyond the first. */
export const readRepositoryAndTags = (
  client: GitHubClient,
): Promise<{ readonly repository: RepositoryFacts; readonly tags: ReadonlyMap<string, TagFacts> }> =>
  readWith(client, async (warnings) => {
    try {
      return { ...(await readViewerAndTags(client)), hasGraphQL: true };
    } catch (error) {
      if (!isWithoutGraphQL(error)) throw error;
    }
    const viewer = await readViewer(client, warnings);
    return { ...viewer, tags: await readTagsByRest(client) };
  });

/**
 * Whether a name, `owner/name`, is one of this repository: the one that it has, or one that GitHub leads on from since it was
 * renamed or moved. A name that somebody else has taken since is theirs.
 */
export async function isNameOf(client: GitHubClient, name: string): Promise<boolean> {
  const { owner, repo } = client;
  if (isSameName(name, `${owner}/${repo}`)) return true;
  const [, otherOwner, otherRepo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (otherOwner === undefined || otherRepo === undefined) return false;
  try {
    const other = await client.repositoryCalled(otherOwner, otherRepo);
    return other.node_id === (await client.repositoryCalled(owner, repo)).node_id;
  } catch (error) {
    if (isHidden(error)) return false;
    throw error;
  }
}

/** @throws Stop where it is not there for this token */
export const askedRepository = (client: GitHubClient) =>
  client.request('GET /repos/{owner}/{repo}').catch((error: unknown) => {
    if (error instanceof RequestFailure && error.kind === 'not-found') {
      throw new Stop([
        problem('repository-not-found', `${client.owner}/${client.repo} was not found with this token.`),
      ]);
    }
    throw error;
  });

/**
 * Reads the repository. From then on the client goes by the name that GitHub has for it: one that was renamed is redirected
 * to, and one in another spelling is the same.
 */
async function readWith(
  client: GitHubClient,
  read: (warnings: string[]) => Promise<{
    readonly login: string | null;
    readonly hasGraphQL: boolean;
    readonly tags: ReadonlyMap<string, TagFacts>;
  }>,
): Promise<{ readonly repository: RepositoryFacts; readonly tags: ReadonlyMap<string, TagFacts> }> {
  const warnings: string[] = [];
  const data = await askedRepository(client);
  const asked = `${client.owner}/${client.repo}`;
  if (asked.toLowerCase() !== data.full_name.toLowerCase())
    warnings.push(`${asked} is ${data.full_name} now; going on with that name`);
  client.spell(data.owner.login, data.name);
  const viewer = await read(warnings);
  const { permissions } = data;
  const immutable = await readImmutableReleases(client);
  // Hidden from a person who is no administrator, it is "not found" as well; a bot that may not ask is told so.
  const isTold = permissions?.admin === true || ['app', 'github-token'].includes(viewerKind(viewer.login));
  const repository = {
    owner: data.owner.login,
    repo: data.name,
    nodeId: data.node_id,
    immutableReleases: immutable === 'not-found' ? (isTold ? false : null) : immutable,
    htmlUrl: data.html_url,
    publicUrl: data.html_url,
    defaultBranch: data.default_branch,
    isArchived: data.archived === true,
    canPush: permissions === undefined ? null : permissions.push === true || permissions.admin === true,
    // Absent for tokens without write access; the merge call decides then.
    mergeMethods: {
      squash: data.allow_squash_merge !== false,
      merge: data.allow_merge_commit !== false,
      rebase: data.allow_rebase_merge !== false,
    },
    viewer: { login: viewer.login, kind: viewerKind(viewer.login) },
    hasGraphQL: viewer.hasGraphQL,
    warnings,
  };
  return { repository, tags: viewer.tags };
}

/** GraphQL is not there, or does not answer this. */
const isWithoutGraphQL = (error: unknown): boolean =>
  error instanceof GraphQLRefusal ||
  (error instanceof RequestFailure && ['not-found', 'refused', 'forbidden'].includes(error.kind));

/**
 * Whether what is published becomes immutable; null where the token may not ask. Where it does not, the answer is 404.
 *
 * Source: GitHub REST documentation, "Check if immutable releases are enabled for a repository".
 */
export async function readImmutableReleases(client: GitHubClient): Promise<boolean | 'not-found' | null> {
  try {
    return (await client.request('GET /repos/{owner}/{repo}/immutable-releases')).enabled;
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.uncertain || error.kind === 'unauthorized') throw error;
    return error.kind === 'not-found' ? 'not-found' : null;
  }
}

export function viewerKind(login: string | null): ViewerKind {
  if (login === null) return 'unknown';
  if (login === GITHUB_TOKEN_LOGIN) return 'github-token';
  return login.endsWith('[bot]') ? 'app' : 'user';
}

/** Whose token this is; null where GitHub does not tell. */
export async function readViewer(
  client: GitHubClient,
  warnings: string[],
): Promise<{ login: string | null; hasGraphQL: boolean }> {
  try {
    const { viewer } = await client.graphql('query { viewer { login } }', {}, VIEWER);
    return { login: viewer.login, hasGraphQL: true };
  } catch (error) {
    if (error instanceof GraphQLRefusal) {
      warnings.push(`GraphQL does not tell whose token this is: ${error.message}`);
      return { login: null, hasGraphQL: true };
    }
    if (!isWithoutGraphQL(error)) throw error;
  }
  warnings.push('This server has no GraphQL: commits are made through the REST API and are not signed by GitHub.');
  try {
    return { login: (await client.request('GET /user')).login, hasGraphQL: false };
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.uncertain) throw error;
    warnings.push('The token does not tell who it is: whether what it creates starts workflows is unknown.');
    return { login: null, hasGraphQL: false };
  }
}

/**
 * Reads the base branch, its head commit and the rules in force on it. One request, and one more where there are rulesets.
 *
 * @param defaultBranch named where there is no such branch: names of branches are told apart by case, too
 * @param rulesets those of the repository: without one that is about branches, no rule is in force
 */
export async function readBranch(
  client: GitHubClient,
  branch: string,
  defaultBranch: string,
  rulesets: Pick<RefRulesets, 'hasBranchRules' | 'isTold'>,
  warnings: string[],
): Promise<BranchFacts> {
  const data = await client
    .request('GET /repos/{owner}/{repo}/branches/{branch}', { branch })
    .catch((error: unknown) => {
      if (error instanceof RequestFailure && error.kind === 'not-found') {
        const is =
          branch === defaultBranch
            ? {}
            : { remedy: `Correct \`base-branch\`: the default branch is ${defaultBranch}.` };
        throw new Stop([problem('base-branch-missing', `There is no branch ${JSON.stringify(branch)}.`, is)]);
      }
      throw error;
    });
  const checks: RequiredCheck[] = [];
  // Classic protection shows its checks here to everyone who may read the branch.
  const classic = data.protection?.required_status_checks;
  for (const check of classic?.checks ?? []) checks.push({ context: check.context, appId: check.app_id ?? null });
  if (classic?.checks === undefined)
    for (const context of classic?.contexts ?? []) checks.push({ context, appId: null });

  let requiredApprovals = 0;
  const ruleTypes: string[] = [];
  const inForce: BranchFacts['rules'][number][] = [];
  let closedBy: readonly BranchClosure[] = [];
  let allowedMethods: readonly string[] | null = null;
  try {
    const mayHaveRules = rulesets.hasBranchRules || !rulesets.isTold;
    const rules = mayHaveRules
      ? await client.list('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch })
      : [];
    for (const rule of rules) {
      ruleTypes.push(rule.type);
      const parameters = ('parameters' in rule ? rule.parameters : undefined) ?? {};
      inForce.push({ type: rule.type, parameters: parameters as NewBranchRule['parameters'] });
      if (rule.type === 'required_status_checks') {
        for (const check of rule.parameters?.required_status_checks ?? []) {
          checks.push({ context: check.context, appId: check.integration_id ?? null });
        }
      }
      if (rule.type === 'pull_request') {
        requiredApprovals = Math.max(requiredApprovals, rule.parameters?.required_approving_review_count ?? 0);
        const allowed = rule.parameters?.allowed_merge_methods;
        // Of several rules each has to allow it.
        if (allowed !== undefined) allowedMethods = allowed.filter((each) => allowedMethods?.includes(each) ?? true);
      }
    }
    closedBy = await readClosures(client, rules);
  } catch (error) {
    if (!isHidden(error)) throw error;
    warnings.push(
      'This server does not tell its branch rules: required checks are known only from classic protection.',
    );
  }
  const { commit } = data;
  return {
    name: branch,
    head: {
      sha: commit.sha,
      tree: commit.commit.tree.sha,
      parents: commit.parents.map((parent) => parent.sha),
      message: commit.commit.message,
    },
    requiredChecks: checks.filter(
      (check, index) => checks.findIndex((each) => each.context === check.context) === index,
    ),
    requiredApprovals,
    hasMergeQueue: ruleTypes.includes('merge_queue'),
    ruleTypes,
    rules: inForce,
    allowedMethods,
    closedBy,
  };
}

/**
 * The rulesets that close a branch to updates. The list of rules holds them for those who may bypass them too: each is asked
 * who may. One request a ruleset; most branches have none.
 */
async function readClosures(
  client: GitHubClient,
  rules: readonly { readonly type: string; readonly ruleset_id?: number | undefined }[],
): Promise<readonly BranchClosure[]> {
  const closing = rules.filter(({ type }) => type === 'update').map(({ ruleset_id }) => ruleset_id);
  return Promise.all(
    [...new Set(closing)].map(async (id) => {
      const ruleset =
        id === undefined
          ? null
          : await orNull(client.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: id }));
      const bypass = ruleset?.current_user_can_bypass;
      // A release comes by a pull request, so who may bypass the rule by those alone may merge it.
      const canBypass = bypass === undefined ? null : bypass !== 'never';
      return { by: { kind: 'ruleset', name: ruleset?.name ?? null }, canBypass };
    }),
  );
}

/** Commits below `from` that changed a file, newest first: a few of them, as a hint. One request. */
export async function readCommitsOfPath(
  client: GitHubClient,
  from: string,
  path: string,
): Promise<readonly { readonly sha: string; readonly message: string }[]> {
  const list = await client.request('GET /repos/{owner}/{repo}/commits', { sha: from, path, per_page: 10 });
  return list.map(({ sha, commit }) => ({ sha, message: commit.message }));
}

/** The commit at the head of a branch, or null. One request. */
export async function readBranchCommit(client: GitHubClient, branch: string): Promise<CommitFacts | null> {
  const data = await orNull(client.request('GET /repos/{owner}/{repo}/branches/{branch}', { branch }));
  if (data === null) return null;
  const { commit } = data;
  return {
    sha: commit.sha,
    tree: commit.commit.tree.sha,
    parents: commit.parents.map((parent) => parent.sha),
    message: commit.commit.message,
  };
}

/** What rulesets say of refs that a release makes. */
export interface RefRulesets {
  readonly tags: readonly TagRuleset[];
  /** Those for the files of every push. */
  readonly pushes: readonly TagRuleset[];
  /** Some ruleset is about branches: which, GitHub tells by the name of one. */
  readonly hasBranchRules: boolean;
  /** Whether the server tells its rulesets at all. */
  readonly isTold: boolean;
}

/** Reads the rulesets that apply to tags, and whether there are any for branches. One request, and one more for each of tags. */
export async function readRefRulesets(client: GitHubClient, warnings: string[]): Promise<RefRulesets> {
  try {
    const all = await client.list('GET /repos/{owner}/{repo}/rulesets', { includes_parents: true });
    const active = all.filter(({ enforcement }) => enforcement === 'active');
    const readOf = async (kind: 'tag' | 'push') => {
      const found = active.filter(({ target }) => target === kind);
      const read = await Promise.all(found.map(({ id, name }) => readRuleset(client, id, name, warnings)));
      return read.filter((each) => each !== null);
    };
    const [tags, pushes] = await Promise.all([readOf('tag'), readOf('push')]);
    return {
      tags,
      pushes,
      // A ruleset of branches need not say so.
      hasBranchRules: active.some(({ target }) => target === undefined || target === 'branch'),
      isTold: true,
    };
  } catch (error) {
    if (!isHidden(error)) throw error;
    warnings.push(
      'This server does not tell its tag rules: a restricted tag would be noticed only when it is created.',
    );
    return { tags: [], pushes: [], hasBranchRules: false, isTold: false };
  }
}

/**
 * The rules that are in force on a branch, whether it is there or not, with who may bypass each. One request, and one more for
 * each ruleset among them.
 */
export async function readNewBranchRules(client: GitHubClient, branch: string): Promise<readonly NewBranchRule[]> {
  const rules = (await orNull(client.list('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch }))) ?? [];
  const rulesets = new Map<number, Promise<{ readonly name: string; readonly canBypass: boolean | null } | null>>();
  const rulesetOf = (id: number) => {
    const asked =
      rulesets.get(id) ??
      orNull(client.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: id })).then((found) =>
        found === null ? null : { name: found.name, canBypass: canBypassAlone(found) },
      );
    rulesets.set(id, asked);
    return asked;
  };
  return Promise.all(
    rules.map(async ({ type, ruleset_id: id, ...rule }) => {
      const ruleset = id === undefined ? null : await rulesetOf(id);
      const parameters = ('parameters' in rule ? rule.parameters : undefined) ?? {};
      return {
        type,
        parameters: parameters as NewBranchRule['parameters'],
        by: { kind: 'ruleset', name: ruleset?.name ?? null },
        canBypass: ruleset?.canBypass ?? null,
      };
    }),
  );
}

/**
 * Whether the token may bypass a ruleset with a tag or a commit, which come by no pull request: who may by those alone, may not.
 * null: not told.
 */
const canBypassAlone = ({ current_user_can_bypass: bypass }: { current_user_can_bypass?: string | undefined }) =>
  bypass === undefined ? null : bypass === 'always' || bypass === 'exempt';

async function readRuleset(
  client: GitHubClient,
  id: number,
  name: string,
  warnings: string[],
): Promise<TagRuleset | null> {
  try {
    const ruleset = await client.request('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: id });
    const conditions = ruleset.conditions as
      | { ref_name?: { include?: string[]; exclude?: string[] } }
      | null
      | undefined;
    return {
      name,
      include: conditions?.ref_name?.include ?? [],
      exclude: conditions?.ref_name?.exclude ?? [],
      rules: (ruleset.rules ?? []).map((rule) => ({
        type: rule.type,
        parameters: ('parameters' in rule ? rule.parameters : undefined) ?? {},
      })) as TagRuleset['rules'],
      canBypass: canBypassAlone(ruleset),
    };
  } catch (error) {
    if (!isHidden(error)) throw error;
    warnings.push(`What the ruleset ${JSON.stringify(name)} says is not told to this token.`);
    return null;
  }
}
