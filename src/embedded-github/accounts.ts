import type { Commit, Identity } from './git/object-format.ts';
import type { ApiRequest, Requester } from './route.ts';
import type { World } from './world.ts';
import type { Actor } from './world-state.ts';

/** Where pages for people are: the API's address without its path. */
export const webUrl = (apiUrl: string): string => apiUrl.replace(/\/api\/v3$/, '').replace(/^(https?:\/\/)api\./, '$1');

/** An opaque id as GraphQL wants it back. */
export const nodeId = (kind: string, id: string | number): string => {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
};

/** What an id of GraphQL stands for; null for a text that is none. */
export function namedByNodeId(id: string): { readonly kind: string; readonly key: string } | null {
  const [, kind = '', encoded = ''] = /^([A-Za-z]+)_([\w-]+)$/.exec(id) ?? [];
  const [, inside, key = ''] = /^([A-Za-z]+):(.*)$/s.exec(Buffer.from(encoded, 'base64url').toString('utf8')) ?? [];
  return kind === '' || inside !== kind ? null : { kind, key };
}

/** Milliseconds since the epoch as GitHub writes times: UTC, whole seconds. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

/** GitHub's `simple-user`. */
export function simpleUser(actor: Actor, apiUrl: string) {
  const api = `${apiUrl}/users/${encodeURIComponent(actor.login)}`;
  return {
    login: actor.login,
    id: actor.id,
    node_id: nodeId('U', actor.id),
    avatar_url: `${webUrl(apiUrl)}/avatars/${actor.id}`,
    gravatar_id: '',
    url: api,
    html_url: `${webUrl(apiUrl)}/${encodeURIComponent(actor.login)}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: actor.type,
    site_admin: false,
  };
}

/** The owner of the repository. */
export const ownerActor = (login: string): Actor => ({ login, id: 1, type: 'User' });

/** The person whose token every embedded GitHub knows. */
export const MAINTAINER: Actor = { login: 'maintainer', id: 902, type: 'User' };

/** Everybody who may work on the repository, or has done something in it; each once. */
export function knownActors({ state }: World): Actor[] {
  const every = [
    ownerActor(state.owner),
    MAINTAINER,
    ...(state.people ?? []),
    ...state.pulls.map(({ author }) => author),
    ...state.issues.map(({ author }) => author),
    ...state.comments.map(({ author }) => author),
    ...(state.reviews ?? []).map(({ author }) => author),
  ];
  return [...new Map(every.map((actor) => [actor.login.toLowerCase(), actor])).values()];
}

/** Whoever goes by a login: known already, or somebody whose number follows from the name. */
export function personNamed(world: World, login: string): Actor {
  const known = knownActors(world).find((each) => each.login.toLowerCase() === login.toLowerCase());
  if (known !== undefined) return known;
  let id = 7;
  for (const character of login.toLowerCase()) id = (id * 31 + character.charCodeAt(0)) % 1_000_000_007;
  return { login, id: id + 10_000_000, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** Who may be given an issue, or asked for a review. */
export const collaborators = (world: World): Actor[] => {
  const { owner, people = [] } = world.state;
  const every = [ownerActor(owner), MAINTAINER, ...people];
  return [...new Map(every.map((actor) => [actor.login.toLowerCase(), actor])).values()];
};

/** A collaborator with what they may do: the owner and the maintainer everything, the others write. */
export function collaboratorAnswer(actor: Actor, apiUrl: string) {
  const isAdmin = actor.id === 1 || actor.login === MAINTAINER.login;
  return {
    ...simpleUser(actor, apiUrl),
    permissions: { pull: true, triage: true, push: true, maintain: isAdmin, admin: isAdmin },
    role_name: isAdmin ? 'admin' : 'write',
  };
}

/** How GitHub names an account in commits made for it. */
export const identityOf = (actor: Actor, time: number): Identity => ({
  name: actor.login,
  email: `${actor.id}+${actor.login}@users.noreply.github.com`,
  time,
});

/** Committer of what GitHub itself commits: merges, squashes and createCommitOnBranch. */
export const webFlow = (time: number): Identity => ({ name: 'GitHub', email: 'noreply@github.com', time });

/** The account behind a commit's author or committer, as far as its address tells. */
export function accountOf(identity: Identity): Actor | null {
  if (identity.email === 'noreply@github.com') return { login: 'web-flow', id: 19864447, type: 'User' };
  const match = /^(\d{1,15})\+([^@\s]{1,100})@users\.noreply\.github\.com$/.exec(identity.email);
  const login = match?.[2];
  if (login === undefined) return null;
  return { login, id: Number(match?.[1]), type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/**
 * Stands where GitHub puts the signature of its own key. It cannot be verified by gpg, and says so; the embedded GitHub
 * reports commits that carry it as verified.
 */
export const SIMULATED_SIGNATURE =
  '-----BEGIN PGP SIGNATURE-----\n\nnot a signature: made by the embedded GitHub of a rehearsal\n-----END PGP SIGNATURE-----';

export const isVerified = (commit: Commit): boolean => commit.signature === SIMULATED_SIGNATURE;

/** GitHub's `verification` of a commit or tag. */
export function verificationOf(commit: Commit | null) {
  if (commit === null || commit.signature === null) {
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  }
  const verified = isVerified(commit);
  return {
    verified,
    reason: verified ? 'valid' : 'unknown_key',
    signature: commit.signature,
    payload: commit.signedPayload,
    verified_at: verified ? isoTime(commit.committer.time) : null,
  };
}

/** The app that an account is of; null for a person. */
export const slugOf = ({ login, type }: Actor): string | null =>
  type === 'Bot' && login.endsWith('[bot]') ? login.slice(0, -'[bot]'.length) : null;

/** The app whose token asks, or null for a person's token. */
export function appSlug(requester: Requester): string | null {
  if (requester.tokenKind === 'github-token') return 'github-actions';
  return requester.tokenKind === 'app' ? requester.actor.login.replace(/\[bot\]$/, '') : null;
}

/** The id that rules name an app by. */
export const appId = (slug: string): number => (slug === 'github-actions' ? 15368 : 1);

/** GitHub's `integration`. */
export function integration(slug: string, request: ApiRequest) {
  const created = isoTime(request.world.state.createdAt);
  return {
    id: appId(slug),
    slug,
    node_id: nodeId('A', slug),
    owner: simpleUser(ownerActor(request.world.state.owner), request.apiUrl),
    name: slug === 'github-actions' ? 'GitHub Actions' : slug,
    description: '',
    external_url: `${webUrl(request.apiUrl)}/apps/${encodeURIComponent(slug)}`,
    html_url: `${webUrl(request.apiUrl)}/apps/${encodeURIComponent(slug)}`,
    created_at: created,
    updated_at: created,
    permissions: { checks: 'write', contents: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' },
    events: [],
  };
}
