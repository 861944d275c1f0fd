import * as z from 'zod';
import { appId, collaborators, integration, simpleUser } from '../accounts.ts';
import { repositoryUrl, urlPath } from '../commit-answers.ts';
import { protectionChecks, protectionOf } from '../ref-rules.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import type { World } from '../world.ts';
import type { BranchProtectionState } from '../world-state.ts';
import { param } from './parameters.ts';

/**
 * Classic protection of a branch.
 *
 * Sources: GitHub REST documentation, "REST API endpoints for protected branches"; what is answered where a part of it is
 * off: PyGithub/PyGithub, tests/Branch.py ("Push restrictions not enabled"), and public notes of `gh api` ("Required status
 * checks not enabled"); of reviews the wording is inferred.
 */
const PROTECTION = '/repos/{owner}/{repo}/branches/{branch}/protection';

type Protection = BranchProtectionState;
/** A part of a protection that may be off. */
type Part = 'checks' | 'reviews' | 'pushes';
const OFF: Readonly<Record<Part, string>> = {
  checks: 'Required status checks not enabled',
  reviews: 'Required pull request reviews not enabled',
  pushes: 'Push restrictions not enabled',
};
const isOn = ({ checks, withoutPullRequest, pushers }: Protection, part: Part): boolean =>
  ({ checks, reviews: withoutPullRequest, pushes: pushers })[part] !== undefined;

const urlOf = (request: ApiRequest): string =>
  `${repositoryUrl(request)}/branches/${urlPath(param(request, 'branch'))}/protection`;

/** Asks for the protection of a branch that is there, and for a part of it. */
const protectedBranch =
  (handle: (request: ApiRequest, found: Protection) => ApiReply, part?: Part) =>
  async (request: ApiRequest): Promise<ApiReply> => {
    const name = `refs/heads/${param(request, 'branch')}`;
    if ((await request.world.git.resolveRef(name)) === null) return apiError(404, 'Branch not found');
    const found = protectionOf(request.world, name);
    if (found === null) return apiError(404, 'Branch not protected');
    return part !== undefined && !isOn(found, part) ? apiError(404, OFF[part]) : handle(request, found);
  };

function keep({ world }: ApiRequest, before: Protection | null, after: Protection | null): void {
  const others = (world.state.protections ?? []).filter((each) => each.id !== before?.id);
  world.state.protections = after === null ? others : [...others, after];
}

// --- what is told ---

const enabled = (is: boolean | undefined) => ({ enabled: is === true });
const switched = (request: ApiRequest, part: string, is: boolean | undefined) => ({
  url: `${urlOf(request)}/${part}`,
  ...enabled(is),
});

/** Those of the people who may write that are named. */
const peopleNamed = (world: World, logins: readonly string[]) =>
  collaborators(world).filter((each) => logins.some((login) => sameName(each.login, login)));

/** Who is named: people, and apps by their slugs. Nobody here has teams. */
function namedIn(request: ApiRequest, logins: readonly string[]) {
  const isApp = (login: string) => login.endsWith('[bot]');
  return {
    users: peopleNamed(request.world, logins).map((actor) => simpleUser(actor, request.apiUrl)),
    teams: [] as object[],
    apps: logins.filter(isApp).map((login) => integration(login.slice(0, -'[bot]'.length), request)),
  };
}

const checksAnswer = (request: ApiRequest, found: Protection) => ({
  url: `${urlOf(request)}/required_status_checks`,
  strict: found.isStrict === true,
  contexts: found.checks ?? [],
  contexts_url: `${urlOf(request)}/required_status_checks/contexts`,
  checks: protectionChecks(found),
});

function reviewsAnswer(request: ApiRequest, found: Protection) {
  const { dismissers, withoutPullRequest = [] } = found;
  const dismissal = `${urlOf(request)}/dismissal_restrictions`;
  return {
    url: `${urlOf(request)}/required_pull_request_reviews`,
    dismiss_stale_reviews: found.dismissesStaleReviews === true,
    require_code_owner_reviews: found.wantsCodeOwners === true,
    require_last_push_approval: found.wantsLastPushApproval === true,
    required_approving_review_count: found.approvals ?? 1,
    ...(dismissers === undefined
      ? {}
      : {
          dismissal_restrictions: {
            url: dismissal,
            users_url: `${dismissal}/users`,
            teams_url: `${dismissal}/teams`,
            ...namedIn(request, dismissers),
          },
        }),
    ...(withoutPullRequest.length === 0
      ? {}
      : { bypass_pull_request_allowances: namedIn(request, withoutPullRequest) }),
  };
}

function restrictionsAnswer(request: ApiRequest, { pushers = [] }: Protection) {
  const url = `${urlOf(request)}/restrictions`;
  const lists = { users_url: `${url}/users`, teams_url: `${url}/teams`, apps_url: `${url}/apps` };
  return { url, ...lists, ...namedIn(request, pushers) };
}

function answerOf(request: ApiRequest, found: Protection) {
  return {
    url: urlOf(request),
    ...(isOn(found, 'checks') ? { required_status_checks: checksAnswer(request, found) } : {}),
    ...(isOn(found, 'pushes') ? { restrictions: restrictionsAnswer(request, found) } : {}),
    ...(isOn(found, 'reviews') ? { required_pull_request_reviews: reviewsAnswer(request, found) } : {}),
    required_signatures: switched(request, 'required_signatures', found.wantsSignatures),
    enforce_admins: switched(request, 'enforce_admins', found.bindsAdministrators),
    required_linear_history: enabled(found.wantsLinearHistory),
    allow_force_pushes: enabled(found.allowsForcePushes),
    allow_deletions: enabled(found.allowsDeletions),
    block_creations: enabled(found.blocksCreations),
    required_conversation_resolution: enabled(found.wantsConversations),
    lock_branch: enabled(found.isLocked),
    allow_fork_syncing: enabled(found.allowsForkSyncing),
  };
}

// --- what is set ---

const Names = z.array(z.string());
const Named = z.object({ users: Names.optional(), teams: Names.optional(), apps: Names.optional() });
const Checks = z.object({
  strict: z.boolean().optional(),
  contexts: Names.optional(),
  checks: z.array(z.object({ context: z.string(), app_id: z.number().int().optional() })).optional(),
});
const Reviews = z.object({
  dismissal_restrictions: Named.optional(),
  dismiss_stale_reviews: z.boolean().optional(),
  require_code_owner_reviews: z.boolean().optional(),
  required_approving_review_count: z.number().int().min(0).max(6).optional(),
  require_last_push_approval: z.boolean().optional(),
  bypass_pull_request_allowances: Named.optional(),
});
const Whole = z.object({
  required_status_checks: Checks.required({ strict: true }).nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: Reviews.nullable(),
  restrictions: Named.required({ users: true, teams: true }).nullable(),
  required_linear_history: z.boolean().nullish(),
  allow_force_pushes: z.boolean().nullish(),
  allow_deletions: z.boolean().nullish(),
  block_creations: z.boolean().nullish(),
  required_conversation_resolution: z.boolean().nullish(),
  lock_branch: z.boolean().nullish(),
  allow_fork_syncing: z.boolean().nullish(),
});

type InWorld = Pick<ApiRequest, 'world'>;

/** People and apps as logins: whoever may not write is left out. */
function loginsOf({ world }: InWorld, { users = [], apps = [] }: z.infer<typeof Named>): readonly string[] {
  return [...peopleNamed(world, users).map(({ login }) => login), ...apps.map((slug) => `${slug}[bot]`)];
}

/** The repository is a person's, and a person has no teams. */
const unknownTeams = (...named: readonly (z.infer<typeof Named> | null | undefined)[]): ApiReply | null =>
  named.some((each) => (each?.teams ?? []).length > 0)
    ? validationFailed('Only organization repositories can have users and team restrictions')
    : null;

/** Where no app is named, a check has to come from the app that has reported it last, if one has; -1: from any. */
function checksFrom({ world }: InWorld, wanted: z.infer<typeof Checks>, before?: Protection): Partial<Protection> {
  const { strict, contexts, checks } = wanted;
  const isStrict = strict ?? before?.isStrict ?? false;
  if (contexts === undefined && checks === undefined)
    return { isStrict, checks: before?.checks ?? [], checkApps: before?.checkApps ?? {} };
  const named = [...(contexts ?? []).map((context) => ({ context, app_id: undefined })), ...(checks ?? [])];
  const apps: Record<string, number> = {};
  for (const { context, app_id: id } of named) {
    const last = world.state.checkRuns.findLast(({ name }) => name === context);
    const from = id ?? (last === undefined ? -1 : appId(last.appSlug));
    if (from >= 0) apps[context] = from;
  }
  return { isStrict, checks: [...new Set(named.map(({ context }) => context))], checkApps: apps };
}

function reviewsFrom(request: InWorld, wanted: z.infer<typeof Reviews>, before?: Protection): Partial<Protection> {
  const { dismissal_restrictions: dismissal, bypass_pull_request_allowances: bypass } = wanted;
  const hasNobody = dismissal !== undefined && Object.values(dismissal).flat().length === 0;
  return {
    approvals: wanted.required_approving_review_count ?? before?.approvals ?? 1,
    dismissesStaleReviews: wanted.dismiss_stale_reviews ?? before?.dismissesStaleReviews ?? false,
    wantsCodeOwners: wanted.require_code_owner_reviews ?? before?.wantsCodeOwners ?? false,
    wantsLastPushApproval: wanted.require_last_push_approval ?? before?.wantsLastPushApproval ?? false,
    withoutPullRequest: bypass === undefined ? (before?.withoutPullRequest ?? []) : loginsOf(request, bypass),
    // An empty object lifts the restriction, as the documentation says.
    ...(dismissal === undefined || hasNobody ? {} : { dismissers: loginsOf(request, dismissal) }),
    ...(dismissal === undefined && before?.dismissers !== undefined ? { dismissers: before.dismissers } : {}),
  };
}

/** A protection as a world file has it: what GitHub takes, of a branch or of a pattern, with signatures. */
export const WrittenProtection = Whole.partial().extend({
  branch: z.string().min(1).max(255),
  required_signatures: z.boolean().optional(),
});

type Written = z.infer<typeof WrittenProtection>;

/** The switches of a protection, by what GitHub calls them. */
const switchesOf = (sent: Omit<Written, 'branch'>): Partial<Protection> => ({
  bindsAdministrators: sent.enforce_admins === true,
  wantsLinearHistory: sent.required_linear_history === true,
  allowsForcePushes: sent.allow_force_pushes === true,
  allowsDeletions: sent.allow_deletions === true,
  blocksCreations: sent.block_creations === true,
  wantsConversations: sent.required_conversation_resolution === true,
  isLocked: sent.lock_branch === true,
  allowsForkSyncing: sent.allow_fork_syncing === true,
});

const protectionOfSent = (world: World, sent: Omit<Written, 'branch'>): Partial<Protection> => ({
  ...(sent.required_status_checks == null ? {} : checksFrom({ world }, sent.required_status_checks)),
  ...(sent.required_pull_request_reviews == null ? {} : reviewsFrom({ world }, sent.required_pull_request_reviews)),
  ...(sent.restrictions == null ? {} : { pushers: loginsOf({ world }, sent.restrictions) }),
  ...switchesOf(sent),
});

/** Puts the protections of a world file into its world. */
export function writeProtections(world: World, written: readonly Written[]): void {
  world.state.protections = [
    ...(world.state.protections ?? []),
    ...written.map(({ branch, required_signatures: wantsSignatures = false, ...sent }) => ({
      id: world.nextId(),
      pattern: branch,
      ...protectionOfSent(world, sent),
      wantsSignatures,
    })),
  ];
}

async function replaceProtection(request: ApiRequest): Promise<ApiReply> {
  const branch = param(request, 'branch');
  const { world } = request;
  if ((await world.git.resolveRef(`refs/heads/${branch}`)) === null) return apiError(404, 'Branch not found');
  const body = readBody(request.body, Whole);
  if (!body.ok) return body.reply;
  const { required_pull_request_reviews: reviews, restrictions } = body.value;
  const refused = unknownTeams(restrictions, reviews?.dismissal_restrictions, reviews?.bypass_pull_request_allowances);
  if (refused !== null) return refused;
  // Set for a branch, it is that branch's own, whatever pattern names it as well.
  const before = (world.state.protections ?? []).find(({ pattern }) => pattern === branch) ?? null;
  const after: Protection = {
    id: before?.id ?? world.nextId(),
    pattern: branch,
    ...protectionOfSent(world, body.value),
    wantsSignatures: before?.wantsSignatures ?? false,
  };
  keep(request, before, after);
  return { status: 200, body: answerOf(request, after) };
}

/** A part of it that is on or off. */
const switchRoutes = (name: string, key: 'bindsAdministrators' | 'wantsSignatures'): readonly Route[] => {
  const path = `${PROTECTION}/${name}`;
  const turn = (is: boolean) =>
    protectedBranch((request, found) => {
      keep(request, found, { ...found, [key]: is });
      return is ? { status: 200, body: switched(request, name, is) } : { status: 204 };
    });
  const get = protectedBranch((request, found) => ({ status: 200, body: switched(request, name, found[key]) }));
  return [
    { method: 'GET', path, handle: get },
    { method: 'POST', path, handle: turn(true) },
    { method: 'DELETE', path, handle: turn(false) },
  ];
};

/** What a protection is without a part of it. */
function without(found: Protection, part: Part): Protection {
  const { checks, checkApps, isStrict, ...noChecks } = found;
  if (part === 'checks') return noChecks;
  if (part === 'pushes') {
    const { pushers: _pushers, ...noPushers } = found;
    return noPushers;
  }
  const { withoutPullRequest, approvals, dismissesStaleReviews, wantsCodeOwners, dismissers, ...noReviews } = found;
  const { wantsLastPushApproval: _last, ...left } = noReviews;
  return left;
}

const removal = (part: Part) =>
  protectedBranch((request, found) => {
    keep(request, found, without(found, part));
    return { status: 204 };
  }, part);

const changeChecks = protectedBranch((request, found) => {
  const body = readBody(request.body ?? {}, Checks);
  if (!body.ok) return body.reply;
  const after = { ...found, ...checksFrom(request, body.value, found) };
  keep(request, found, after);
  return { status: 200, body: checksAnswer(request, after) };
}, 'checks');

/** It turns reviews on where they were off, as PyGithub's `edit_required_pull_request_reviews` needs it. */
const changeReviews = protectedBranch((request, found) => {
  const body = readBody(request.body ?? {}, Reviews);
  if (!body.ok) return body.reply;
  const refused = unknownTeams(body.value.dismissal_restrictions, body.value.bypass_pull_request_allowances);
  if (refused !== null) return refused;
  const after = { ...without(found, 'reviews'), ...reviewsFrom(request, body.value, found) };
  keep(request, found, after);
  return { status: 200, body: reviewsAnswer(request, after) };
});

/** How a list that is sent changes the one that is there. */
const CHANGES = {
  POST: (had: readonly string[], sent: readonly string[]) => [...new Set([...had, ...sent])],
  PUT: (_had: readonly string[], sent: readonly string[]) => [...new Set(sent)],
  DELETE: (had: readonly string[], sent: readonly string[]) => had.filter((each) => !sent.includes(each)),
} as const;
const METHODS = ['POST', 'PUT', 'DELETE'] as const;

/** Names may be sent as a list, or as an object with that list. */
const listOf = (name: string) => (body: unknown) => (Array.isArray(body) ? { [name]: body } : body);

const contextRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${PROTECTION}/required_status_checks/contexts`,
    handle: protectedBranch((_, { checks = [] }) => ({ status: 200, body: checks }), 'checks'),
  },
  ...METHODS.map((method): Route => {
    const handle = protectedBranch((request, found) => {
      const body = readBody(listOf('contexts')(request.body), z.object({ contexts: Names }));
      if (!body.ok) return body.reply;
      const contexts = CHANGES[method](found.checks ?? [], body.value.contexts);
      const isNew = (context: string) => !(found.checks ?? []).includes(context);
      const fresh = checksFrom(request, { contexts: contexts.filter(isNew) });
      keep(request, found, { ...found, checks: contexts, checkApps: { ...found.checkApps, ...fresh.checkApps } });
      return { status: 200, body: contexts };
    }, 'checks');
    return { method, path: `${PROTECTION}/required_status_checks/contexts`, handle };
  }),
];

/** Who may push, kind by kind. */
const pusherRoutes = (kind: 'users' | 'teams' | 'apps'): readonly Route[] => {
  const path = `${PROTECTION}/restrictions/${kind}`;
  const isOfKind = (login: string) => (kind === 'apps') === login.endsWith('[bot]') && kind !== 'teams';
  const told = (request: ApiRequest, { pushers = [] }: Protection): ApiReply => ({
    status: 200,
    body: namedIn(request, pushers)[kind],
  });
  return [
    { method: 'GET', path, handle: protectedBranch(told, 'pushes') },
    ...METHODS.map((method): Route => {
      const handle = protectedBranch((request, found) => {
        const body = readBody(listOf(kind)(request.body), z.object({ [kind]: Names }));
        if (!body.ok) return body.reply;
        const refused = method === 'DELETE' ? null : unknownTeams(body.value);
        if (refused !== null) return refused;
        const had = found.pushers ?? [];
        const pushers = [
          ...had.filter((login) => !isOfKind(login)),
          ...CHANGES[method](had.filter(isOfKind), loginsOf(request, body.value)),
        ];
        const after = { ...found, pushers };
        keep(request, found, after);
        return told(request, after);
      }, 'pushes');
      return { method, path, handle };
    }),
  ];
};

const removeProtection = protectedBranch((request, found) => {
  keep(request, found, null);
  return { status: 204 };
});

/** Classic protection of branches. */
export const branchProtectionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PROTECTION,
    handle: protectedBranch((request, found) => ({ status: 200, body: answerOf(request, found) })),
  },
  { method: 'PUT', path: PROTECTION, handle: replaceProtection },
  { method: 'DELETE', path: PROTECTION, handle: removeProtection },
  ...switchRoutes('enforce_admins', 'bindsAdministrators'),
  ...switchRoutes('required_signatures', 'wantsSignatures'),
  {
    method: 'GET',
    path: `${PROTECTION}/required_status_checks`,
    handle: protectedBranch((request, found) => ({ status: 200, body: checksAnswer(request, found) }), 'checks'),
  },
  { method: 'PATCH', path: `${PROTECTION}/required_status_checks`, handle: changeChecks },
  { method: 'DELETE', path: `${PROTECTION}/required_status_checks`, handle: removal('checks') },
  ...contextRoutes,
  {
    method: 'GET',
    path: `${PROTECTION}/required_pull_request_reviews`,
    handle: protectedBranch((request, found) => ({ status: 200, body: reviewsAnswer(request, found) }), 'reviews'),
  },
  { method: 'PATCH', path: `${PROTECTION}/required_pull_request_reviews`, handle: changeReviews },
  { method: 'DELETE', path: `${PROTECTION}/required_pull_request_reviews`, handle: removal('reviews') },
  {
    method: 'GET',
    path: `${PROTECTION}/restrictions`,
    handle: protectedBranch((request, found) => ({ status: 200, body: restrictionsAnswer(request, found) }), 'pushes'),
  },
  { method: 'DELETE', path: `${PROTECTION}/restrictions`, handle: removal('pushes') },
  ...pusherRoutes('users'),
  ...pusherRoutes('teams'),
  ...pusherRoutes('apps'),
];
