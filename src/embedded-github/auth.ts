import { MAINTAINER } from './accounts.ts';
import type { ApiReply, Requester } from './route.ts';
import { apiError } from './route.ts';
import type { TokenKind } from './world-state.ts';

export type Access = 'read' | 'write';

/** What a token stands for: who uses it, and what it may do. */
export interface TokenGrant extends Requester {
  /** Permission name (`contents`, `pull_requests`, …) to the access given. */
  readonly permissions: ReadonlyMap<string, Access>;
}

/** Token text to what it stands for. */
export type TokenTable = ReadonlyMap<string, TokenGrant>;

/** The tokens every embedded GitHub accepts. They open nothing but a rehearsal, so they need not be secret. */
export const REHEARSAL_TOKENS: Readonly<Record<TokenKind, string>> = {
  app: 'rehearsal-app-token',
  'github-token': 'rehearsal-github-token',
  pat: 'rehearsal-personal-token',
};

const WRITABLE = ['actions', 'checks', 'contents', 'deployments', 'issues', 'pull_requests', 'statuses'];
const granted = (...more: string[]): ReadonlyMap<string, Access> =>
  new Map<string, Access>([
    ['metadata', 'read'],
    ...[...WRITABLE, ...more].map((name): [string, Access] => [name, 'write']),
  ]);

/**
 * The standard three identities. `GITHUB_TOKEN` never has `workflows` or `administration`.
 *
 * Source: GitHub documentation, "Use GITHUB_TOKEN for authentication in workflows"; the id of github-actions[bot] is public.
 */
export function standardTokens(): TokenTable {
  const grants: Record<TokenKind, TokenGrant> = {
    app: {
      tokenKind: 'app',
      actor: { login: 'zlink-release[bot]', id: 901, type: 'Bot' },
      permissions: new Map([...granted('workflows'), ['administration', 'read']]),
    },
    'github-token': {
      tokenKind: 'github-token',
      actor: { login: 'github-actions[bot]', id: 41898282, type: 'Bot' },
      permissions: granted(),
    },
    pat: {
      tokenKind: 'pat',
      actor: MAINTAINER,
      permissions: granted('workflows', 'administration', 'variables', 'secrets', 'repository_hooks', 'user'),
    },
  };
  return new Map(
    Object.values(grants).map((grant): [string, TokenGrant] => [REHEARSAL_TOKENS[grant.tokenKind], grant]),
  );
}

export type Authentication =
  | { readonly kind: 'known'; readonly token: string; readonly grant: TokenGrant }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' };

/**
 * Reads an Authorization header: `Bearer`, `token`, or `Basic` with the token as password, as git and curl send it.
 *
 * Source: GitHub documentation, "Authenticating to the REST API".
 */
export function authenticate(header: string | null, tokens: TokenTable): Authentication {
  if (header === null || header.trim() === '') return { kind: 'none' };
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
  let token = '';
  if (/^(bearer|token)$/i.test(scheme)) token = value;
  else if (/^basic$/i.test(scheme)) {
    const [user = '', password = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 2);
    token = password === '' || password === 'x-oauth-basic' ? user : password;
  }
  const grant = tokens.get(token);
  return grant === undefined ? { kind: 'unknown' } : { kind: 'known', token, grant };
}

/** 401 as GitHub words it. */
export const unauthorized = (kind: 'unknown' | 'none'): ApiReply =>
  apiError(401, kind === 'unknown' ? 'Bad credentials' : 'Requires authentication');

/** First path segment below the repository to the permission that guards it. */
const GUARDS: Readonly<Record<string, string>> = {
  actions: 'actions',
  assignees: 'issues',
  branches: 'contents',
  'check-runs': 'checks',
  'check-suites': 'checks',
  comments: 'contents',
  commits: 'contents',
  compare: 'contents',
  contents: 'contents',
  deployments: 'deployments',
  git: 'contents',
  'immutable-releases': 'administration',
  issues: 'issues',
  dispatches: 'contents',
  labels: 'issues',
  license: 'contents',
  merges: 'contents',
  milestones: 'issues',
  readme: 'contents',
  pulls: 'pull_requests',
  releases: 'contents',
  statuses: 'statuses',
  tags: 'contents',
  tarball: 'contents',
  zipball: 'contents',
};

/** What only administrators look at. */
const ADMINISTERED: ReadonlySet<string> = new Set([
  'autolinks',
  'automated-security-fixes',
  'interaction-limits',
  'invitations',
  'keys',
  'traffic',
  'vulnerability-alerts',
]);

/**
 * The permission an endpoint needs, or null when a valid token is enough.
 *
 * Source: GitHub documentation, "Permissions required for GitHub Apps".
 */
export function requiredPermission(method: string, template: string): { name: string; access: Access } | null {
  if (template === '/repos/{owner}/{repo}' && method === 'PATCH') return { name: 'administration', access: 'write' };
  const match = /^\/repos\/\{owner\}\/\{repo\}\/(.+)$/.exec(template);
  // What is a person's own.
  if (template.startsWith('/user/') || template === '/notifications') return { name: 'user', access: 'read' };
  if (match === null) return null;
  const segments = (match[1] ?? '').split('/');
  const access: Access = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  if (segments[0] === 'commits') {
    if (segments.includes('check-runs') || segments.includes('check-suites')) return { name: 'checks', access };
    if (segments.includes('status') || segments.includes('statuses')) return { name: 'statuses', access };
  }
  if (segments[0] === 'environments' && (segments[2] === 'secrets' || segments[2] === 'variables'))
    return { name: segments[2], access };
  if (segments[0] === 'environments')
    return access === 'read' ? { name: 'actions', access } : { name: 'administration', access };
  if (ADMINISTERED.has(segments[0] ?? '')) return { name: 'administration', access };
  if (segments[0] === 'hooks') return { name: 'repository_hooks', access };
  if (segments[0] === 'collaborators' && access === 'write') return { name: 'administration', access };
  if (segments[0] === 'topics' && access === 'write') return { name: 'administration', access };
  if (segments[0] === 'branches' && segments.includes('protection')) return { name: 'administration', access };
  if (segments[0] === 'rulesets' && access === 'write') return { name: 'administration', access };
  if (segments[0] === 'actions' && segments[1] === 'permissions') return { name: 'administration', access };
  if (segments[0] === 'actions' && (segments[1] === 'variables' || segments[1] === 'secrets'))
    return { name: segments[1], access };
  if (['dependabot', 'codespaces', 'agents'].includes(segments[0] ?? '') && segments[1] === 'secrets')
    return { name: 'secrets', access };
  if (segments[0] === 'pulls' && segments.includes('merge')) return { name: 'contents', access };
  const name = Object.hasOwn(GUARDS, segments[0] ?? '') ? GUARDS[segments[0] ?? ''] : undefined;
  return name === undefined ? null : { name, access };
}

/** What of a public repository is not for everybody, by the word after its name. */
const CLOSED: ReadonlySet<string> = new Set([
  ...ADMINISTERED,
  'agents',
  'codespaces',
  'dependabot',
  'code-scanning',
  'hooks',
  'immutable-releases',
  'installation',
  'notifications',
  'secret-scanning',
  'subscription',
]);

/**
 * Whether an endpoint needs no token where the repository is public.
 *
 * Source: GitHub REST documentation, at each endpoint: "can be used without authentication … if only public resources are
 * requested"; logs and artifacts, and what only administrators see, are not.
 */
export function isOpenToAll(method: string, template: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (
    template === '/' ||
    template === '/meta' ||
    template === '/emojis' ||
    template === '/versions' ||
    template === '/zen' ||
    template.startsWith('/users/') ||
    (template.startsWith('/search/') && template !== '/search/code') ||
    template === '/rate_limit'
  )
    return true;
  if (!template.startsWith('/repos/{owner}/{repo}')) return false;
  if (CLOSED.has(template.split('/')[4] ?? '')) return false;
  return !/\/(?:logs|variables|secrets|public-key|permissions|workflow|caches|usage|pending_deployments)$|\/secrets\/|\/variables\/|\/branches\/\{branch\}\/protection|\/artifacts\/\{artifact_id\}\/\{/.test(
    template,
  );
}

/** Who asks without a token. */
export const ANONYMOUS: Requester = {
  actor: { login: 'anonymous', id: 0, type: 'User' },
  tokenKind: 'app',
  isAnonymous: true,
};

/** Value of `x-accepted-github-permissions`. */
export const acceptedPermissions = (needed: { name: string; access: Access } | null): string =>
  needed === null ? 'metadata=read' : `${needed.name}=${needed.access}`;

/** Whether a grant covers what an endpoint needs. Comments on a pull request may be written with either permission. */
export function isAllowed(grant: TokenGrant, needed: { name: string; access: Access } | null): boolean {
  if (needed === null) return true;
  const covers = (name: string) => {
    const access = grant.permissions.get(name);
    return access === 'write' || (access === 'read' && needed.access === 'read');
  };
  return covers(needed.name) || (needed.name === 'issues' && covers('pull_requests'));
}

/** 403 as GitHub words it for tokens of apps and of people. */
export const notAccessible = (grant: Requester): ApiReply =>
  apiError(403, `Resource not accessible by ${grant.tokenKind === 'pat' ? 'personal access token' : 'integration'}`);
