import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAnswerMatchesDescription } from '../../support/openapi.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/**
 * What GitHub's documentation and those who met it say of requests one after another in one world, by real HTTP: words,
 * codes, headers. Each answer is held against GitHub's OpenAPI description as well.
 */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

interface Step {
  /** Page of docs.github.com/rest, or whoever met it. */
  readonly source: string;
  readonly ask: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`;
  /** As GitHub's description has the path, below the repository or from a slash on; left out: as it is asked. */
  readonly as?: string;
  readonly token?: 'app' | 'github-token' | 'pat';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly message?: string | RegExp;
  readonly holds?: (json: Json, headers: Headers) => void;
}

const PROTECTED = 'branches/branch-protection';
const P = 'branches/topic/protection';
const T = 'branches/{branch}/protection';
const NOTHING = {
  required_status_checks: null,
  enforce_admins: null,
  required_pull_request_reviews: null,
  restrictions: null,
};
const known: Record<string, string> = {};
const keep = (name: string) => (json: Json) => {
  known[name] = String(json.id);
};

const STEPS: readonly Step[] = [
  // classic protection
  { source: PROTECTED, ask: `GET ${P}`, as: T, status: 404, message: 'Branch not protected' },
  { source: PROTECTED, ask: 'GET branches/none/protection', as: T, status: 404, message: 'Branch not found' },
  { source: PROTECTED, ask: `PUT ${P}`, as: T, body: {}, status: 422, message: /weren't supplied/ },
  { source: PROTECTED, ask: `PUT ${P}`, as: T, body: NOTHING, token: 'app', status: 403 },
  {
    source: PROTECTED,
    ask: `PUT ${P}`,
    as: T,
    body: { ...NOTHING, restrictions: { users: [], teams: ['x'] } },
    status: 422,
    holds: ({ errors }) =>
      expect(errors).toEqual(['Only organization repositories can have users and team restrictions']),
  },
  {
    source: PROTECTED,
    ask: `PUT ${P}`,
    as: T,
    body: { ...NOTHING, allow_deletions: true },
    status: 200,
    holds: (json) => {
      expect(json.required_status_checks).toBeUndefined();
      expect([json.allow_deletions, json.enforce_admins.enabled]).toEqual([{ enabled: true }, false]);
    },
  },
  {
    source: 'public notes of gh api',
    ask: `GET ${P}/required_status_checks`,
    as: `${T}/required_status_checks`,
    status: 404,
    message: 'Required status checks not enabled',
  },
  {
    source: 'PyGithub/PyGithub, tests/Branch.py',
    ask: `GET ${P}/restrictions/users`,
    as: `${T}/restrictions/users`,
    status: 404,
    message: 'Push restrictions not enabled',
  },
  {
    source: PROTECTED,
    ask: `PUT ${P}`,
    as: T,
    body: {
      required_status_checks: { strict: true, contexts: ['ci'], checks: [{ context: 'lint', app_id: 15368 }] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 2, dismissal_restrictions: {} },
      restrictions: { users: ['maintainer', 'nobody'], teams: [], apps: ['zlink-release'] },
    },
    status: 200,
    holds: (json) => {
      expect(json.required_status_checks.checks).toEqual([
        { context: 'ci', app_id: null },
        { context: 'lint', app_id: 15368 },
      ]);
      expect(json.restrictions.users.map(({ login }: Json) => login)).toEqual(['maintainer']);
      expect(json.restrictions.apps.map(({ slug }: Json) => slug)).toEqual(['zlink-release']);
    },
  },
  {
    source: 'GitHub documentation, "About protected branches"',
    ask: 'PATCH git/refs/heads/topic',
    as: 'git/refs/{ref}',
    token: 'app',
    body: { sha: '{older}', force: true },
    status: 422,
    message:
      /^Changes must be made through a pull request\. Required status check "ci" is expected\. .*Cannot force-push to this branch$/,
  },
  {
    source: 'GitHub documentation, "About protected branches"',
    ask: 'DELETE git/refs/heads/topic',
    as: 'git/refs/{ref}',
    token: 'app',
    status: 422,
    message: 'Cannot delete this branch',
  },
  {
    source: PROTECTED,
    ask: 'GET branches/topic',
    as: 'branches/{branch}',
    status: 200,
    holds: ({ protection }) =>
      expect(protection.required_status_checks).toMatchObject({
        enforcement_level: 'everyone',
        contexts: ['ci', 'lint'],
      }),
  },
  {
    source: PROTECTED,
    ask: `PATCH ${P}/required_status_checks`,
    as: `${T}/required_status_checks`,
    body: { strict: false },
    status: 200,
    holds: (json) => expect([json.strict, json.contexts]).toEqual([false, ['ci', 'lint']]),
  },
  {
    source: PROTECTED,
    ask: `POST ${P}/required_status_checks/contexts`,
    as: `${T}/required_status_checks/contexts`,
    body: ['docs'],
    status: 200,
    holds: (json) => expect(json).toEqual(['ci', 'lint', 'docs']),
  },
  {
    source: PROTECTED,
    ask: `DELETE ${P}/required_status_checks/contexts`,
    as: `${T}/required_status_checks/contexts`,
    body: { contexts: ['lint'] },
    status: 200,
    holds: (json) => expect(json).toEqual(['ci', 'docs']),
  },
  {
    source: PROTECTED,
    ask: `GET ${P}/required_pull_request_reviews`,
    as: `${T}/required_pull_request_reviews`,
    status: 200,
    holds: (json) => expect(json.dismissal_restrictions).toBeUndefined(),
  },
  { source: PROTECTED, ask: `DELETE ${P}/enforce_admins`, as: `${T}/enforce_admins`, status: 204 },
  {
    source: PROTECTED,
    ask: `POST ${P}/required_signatures`,
    as: `${T}/required_signatures`,
    status: 200,
    holds: (json) => expect(json.enabled).toBe(true),
  },
  { source: PROTECTED, ask: `DELETE ${P}`, as: T, status: 204 },
  { source: PROTECTED, ask: `DELETE ${P}`, as: T, status: 404, message: 'Branch not protected' },
  {
    source: 'HttpError of actions that remove labels, quoted in public issues',
    ask: 'DELETE issues/1/labels/none',
    as: 'issues/{issue_number}/labels/{name}',
    status: 404,
    message: 'Label does not exist',
  },
  // trees, searches
  {
    source: 'authors of several clients, measured: a path that is not there cannot be taken away',
    ask: 'POST git/trees',
    body: { base_tree: '{main}', tree: [{ path: 'nowhere', mode: '100644', type: 'blob', sha: null }] },
    status: 422,
    message: 'GitRPC::BadObjectState',
  },
  {
    source: 'search/search',
    ask: 'GET /search/issues?q=repo:none/none',
    as: '/search/issues',
    status: 422,
    holds: ({ errors }) => expect(errors[0].message).toMatch(/^The listed users and repositories cannot be searched/),
  },
  {
    source: 'search/search',
    ask: 'GET /search/issues?q=repo:sample/zlink&per_page=100&page=11',
    as: '/search/issues',
    status: 422,
    message: 'Only the first 1000 search results are available',
  },
  {
    source: 'search/search',
    ask: 'GET /search/code?q=repo:sample/zlink+filename:VERSION',
    as: '/search/code',
    status: 200,
    holds: (json) => expect(json.items.map(({ path }: Json) => path)).toContain('VERSION'),
  },
  {
    source: 'search/search',
    ask: 'GET /search/commits?q=repo:sample/zlink+merge:true',
    as: '/search/commits',
    status: 200,
    holds: (json) => expect(json.total_count).toBe(0),
  },
  // what an administrator sets
  {
    source: 'repos/webhooks',
    ask: 'POST hooks',
    body: { config: { url: 'https://example.org/', secret: 'hidden' }, events: ['release'] },
    status: 201,
    holds: (json) => {
      keep('hook')(json);
      expect([json.name, json.events, json.config.secret]).toEqual(['web', ['release'], '********']);
    },
  },
  { source: 'repos/webhooks', ask: 'POST hooks', body: { config: {} }, status: 422 },
  { source: 'repos/webhooks', ask: 'POST hooks', body: { name: 'irc', config: { url: 'https://x' } }, status: 422 },
  {
    source: 'clients that met it',
    ask: 'POST hooks',
    body: { config: { url: 'https://example.org/' }, events: ['release'] },
    status: 422,
    holds: ({ errors }) => expect(errors[0].message).toBe('Hook already exists on this repository'),
  },
  { source: 'repos/webhooks', ask: 'GET hooks', token: 'app', status: 403 },
  {
    source: 'repos/webhooks',
    ask: 'PATCH hooks/{hook}',
    as: 'hooks/{hook_id}',
    body: { add_events: ['push'], active: false },
    status: 200,
    holds: (json) => expect([json.events, json.active]).toEqual([['release', 'push'], false]),
  },
  { source: 'repos/webhooks', ask: 'DELETE hooks/{hook}', as: 'hooks/{hook_id}', status: 204 },
  { source: 'repos/webhooks', ask: 'GET hooks/{hook}', as: 'hooks/{hook_id}', status: 404 },
  {
    source: 'deploy-keys/deploy-keys',
    ask: 'POST keys',
    body: { title: 't', key: 'ssh-ed25519 AAAAC3NzaC1lZDI1 me@here', read_only: true },
    status: 201,
    holds: (json) => {
      keep('key')(json);
      expect([json.key, json.read_only]).toEqual(['ssh-ed25519 AAAAC3NzaC1lZDI1', true]);
    },
  },
  {
    source: 'deploy-keys/deploy-keys',
    ask: 'POST keys',
    body: { key: 'ssh-ed25519 AAAAC3NzaC1lZDI1' },
    status: 422,
    holds: ({ errors }) => expect(errors[0].message).toBe('key is already in use'),
  },
  { source: 'deploy-keys/deploy-keys', ask: 'DELETE keys/{key}', as: 'keys/{key_id}', status: 204 },
  {
    source: 'repos/autolinks',
    ask: 'POST autolinks',
    body: { key_prefix: 'T-', url_template: 'https://example.org/<num>' },
    status: 201,
    holds: (json) => expect(json.is_alphanumeric).toBe(true),
  },
  {
    source: 'repos/autolinks',
    ask: 'POST autolinks',
    body: { key_prefix: 'T-', url_template: 'https://example.org/<num>' },
    status: 422,
  },
  { source: 'repos/autolinks', ask: 'GET autolinks/1', as: 'autolinks/{autolink_id}', status: 404 },
  {
    source: 'collaborators/collaborators',
    ask: 'PUT collaborators/bob',
    as: 'collaborators/{username}',
    body: { permission: 'admin' },
    status: 201,
    holds: (json) => {
      keep('invitation')(json);
      expect([json.invitee.login, json.permissions]).toEqual(['bob', 'admin']);
    },
  },
  { source: 'collaborators/collaborators', ask: 'GET collaborators/bob', as: 'collaborators/{username}', status: 404 },
  {
    source: 'collaborators/collaborators',
    ask: 'PUT collaborators/maintainer',
    as: 'collaborators/{username}',
    status: 204,
  },
  {
    source: 'collaborators/invitations',
    ask: 'PATCH /user/repository_invitations/{invitation}',
    as: '/user/repository_invitations/{invitation_id}',
    status: 404,
  },
  {
    source: 'collaborators/invitations',
    ask: 'DELETE invitations/{invitation}',
    as: 'invitations/{invitation_id}',
    status: 204,
  },
  { source: 'repos/repos', ask: 'PUT vulnerability-alerts', status: 204 },
  { source: 'repos/repos', ask: 'GET vulnerability-alerts', status: 204 },
  { source: 'repos/repos', ask: 'DELETE vulnerability-alerts', status: 204 },
  { source: 'repos/repos', ask: 'GET vulnerability-alerts', status: 404 },
  // environments
  {
    source: 'actions/variables',
    ask: 'POST environments/none/variables',
    as: 'environments/{environment_name}/variables',
    body: { name: 'A', value: '1' },
    status: 404,
  },
  {
    source: 'deployments/environments',
    ask: 'PUT environments/prod',
    as: 'environments/{environment_name}',
    body: { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } },
    status: 200,
  },
  {
    source: 'actions/variables',
    ask: 'POST environments/prod/variables',
    as: 'environments/{environment_name}/variables',
    body: { name: 'region', value: 'eu' },
    status: 201,
  },
  {
    source: 'actions/variables',
    ask: 'POST environments/prod/variables',
    as: 'environments/{environment_name}/variables',
    body: { name: 'REGION', value: 'eu' },
    status: 409,
  },
  {
    source: 'actions/variables',
    ask: 'GET actions/variables',
    status: 200,
    holds: (json) => expect(json.total_count).toBe(0),
  },
  {
    source: 'deployments/branch-policies',
    ask: 'POST environments/prod/deployment-branch-policies',
    as: 'environments/{environment_name}/deployment-branch-policies',
    body: { name: 'release/*' },
    status: 200,
  },
  {
    source: 'deployments/branch-policies',
    ask: 'POST environments/prod/deployment-branch-policies',
    as: 'environments/{environment_name}/deployment-branch-policies',
    body: { name: 'release/*' },
    status: 303,
  },
  {
    source: 'GitHub documentation, "Managing environments for deployment"',
    ask: 'POST deployments',
    body: { ref: 'main', required_contexts: [], environment: 'made-by-deploying' },
    status: 201,
  },
  {
    source: 'deployments/environments',
    ask: 'GET environments/made-by-deploying',
    as: 'environments/{environment_name}',
    status: 200,
  },
  // who looks
  { source: 'activity/watching', ask: 'GET subscription', status: 404 },
  {
    source: 'activity/watching',
    ask: 'PUT subscription',
    body: { ignored: true },
    status: 200,
    holds: (json) => expect([json.subscribed, json.ignored]).toEqual([false, true]),
  },
  {
    source: 'activity/starring',
    ask: 'PUT /user/starred/sample/zlink',
    as: '/user/starred/{owner}/{repo}',
    status: 204,
  },
  {
    source: 'activity/starring',
    ask: 'GET stargazers',
    headers: { accept: 'application/vnd.github.star+json' },
    status: 200,
    holds: (json) => expect(json[0]).toMatchObject({ user: { login: 'maintainer' }, starred_at: expect.any(String) }),
  },
  {
    source: 'activity/starring',
    ask: 'GET /user/starred/sample/zlink',
    as: '/user/starred/{owner}/{repo}',
    token: 'app',
    status: 403,
  },
  {
    source: 'metrics/statistics',
    ask: 'GET stats/commit_activity',
    status: 200,
    holds: (json) => expect(json).toHaveLength(52),
  },
  {
    source: 'metrics/statistics',
    ask: 'GET stats/punch_card',
    status: 200,
    holds: (json) => expect(json).toHaveLength(168),
  },
  { source: 'metrics/traffic', ask: 'GET traffic/views', token: 'github-token', status: 403 },
  { source: 'actions/permissions', ask: 'GET actions/permissions/selected-actions', status: 409 },
  {
    source: 'actions/permissions',
    ask: 'PUT actions/permissions',
    body: { enabled: true, allowed_actions: 'selected' },
    status: 204,
  },
  {
    source: 'actions/permissions',
    ask: 'GET actions/permissions',
    status: 200,
    holds: (json) => expect(json.selected_actions_url).toMatch(/\/actions\/permissions\/selected-actions$/),
  },
  { source: 'actions/cache', ask: 'DELETE actions/caches', status: 422, message: /"key" wasn't supplied/ },
  {
    source: 'checks/suites',
    ask: 'POST check-suites',
    body: { head_sha: '{main}' },
    status: 403,
    message: 'You must authenticate via a GitHub App.',
  },
  { source: 'checks/suites', ask: 'POST check-suites', body: { head_sha: '{main}' }, token: 'app', status: 201 },
  // what all have in common
  {
    source: 'using-the-rest-api/troubleshooting-the-rest-api: the page of the operation',
    ask: 'GET git/ref/heads/none',
    as: 'git/ref/{ref}',
    status: 404,
    holds: (json) => expect(json.documentation_url).toBe('https://docs.github.com/rest/git/refs#get-a-reference'),
  },
  {
    source: 'using-the-rest-api/getting-started-with-the-rest-api (media types)',
    ask: 'GET branches',
    headers: { accept: 'text/css' },
    status: 415,
    message: "Unsupported 'Accept' header: 'text/css'. Must accept 'application/json'.",
  },
];

describe('what GitHub answers, one after another', () => {
  let served: ServedWorld;
  const filled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);

  beforeAll(async () => {
    served = await serveWorld({ limits: { writesPerMinute: 10_000, pointsPerMinute: 100_000 } });
    known.main = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
    await served.server.control.act({ who: 'sample', method: 'POST', path: 'issues', body: { title: 'one' } });
    known.older = (await served.world.git.commit(known.main)).parents[0] ?? '';
    await served.world.git.updateRefs([{ name: 'refs/heads/topic', to: known.main, from: null }]);
  });

  it.each(STEPS.map((step, at) => [`${at} ${step.ask} is ${step.status}`, step] as const))('%s', async (_, step) => {
    const { ask, as, token = 'pat', body, headers = {}, status, message, holds } = step;
    const method = ask.slice(0, ask.indexOf(' '));
    const asked = filled(ask.slice(ask.indexOf(' ') + 1));
    const below = (path: string, base: string) => (path.startsWith('/') ? path : `${base}/${path}`);
    const response = await fetch(`${served.server.url}${below(asked, '/repos/sample/zlink')}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${served.server.tokens[token]}`, ...headers },
      ...(body === undefined ? {} : { body: filled(JSON.stringify(body)) }),
    });
    const text = await response.text();
    const json = text === '' ? undefined : (JSON.parse(text) as Json);
    expect(response.status, text).toBe(status);
    if (typeof message === 'string') expect(json.message).toBe(message);
    else if (message !== undefined) expect(json.message).toMatch(message);
    const template = below(as ?? ask.slice(ask.indexOf(' ') + 1).replace(/\?.*/s, ''), '/repos/{owner}/{repo}');
    expectAnswerMatchesDescription(
      method,
      template,
      status,
      json,
      headers.accept?.includes('star') ? headers.accept : undefined,
    );
    holds?.(json, response.headers);
  });

  it('nothing of it failed, and nothing went unanswered', () => {
    expect([served.server.failures, served.server.unknownRoutes]).toEqual([[], []]);
  });
});

describe('requests and their headers', () => {
  const asked = (
    url: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; text: string; type: string }> =>
    new Promise((resolve, reject) => {
      request(url, { headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text, type: answer.headers['content-type'] ?? '' }),
        );
      })
        .on('error', reject)
        .end();
    });

  // Source: GitHub documentation, "Getting started with the REST API" (User-Agent); its words as clients have quoted them.
  it('are refused without a User-Agent, which costs nothing', async () => {
    const served = await serveWorld();
    const authorization = `Bearer ${served.server.tokens.pat}`;
    const url = `${served.server.url}/repos/sample/zlink`;
    const refused = await asked(url, { authorization });
    expect([refused.status, refused.type]).toEqual([403, 'text/html; charset=utf-8']);
    expect(refused.text).toContain('Please make sure your request has a User-Agent header');
    expect(served.server.requests).toEqual([]);
    expect((await asked(url, { authorization, 'user-agent': 'me' })).status).toBe(200);
  });

  // Source: GitHub documentation, "Best practices for using the REST API"; RFC 9110, section 13.1.3.
  it('say since when nothing has changed, and what has changed since is told again', async () => {
    const { server } = await serveWorld();
    const call = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
      fetch(`${server.url}/repos/sample/zlink/${path}`, {
        method,
        headers: { authorization: `Bearer ${server.tokens.pat}`, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    await call('POST', 'issues', {}, { title: 'one' });
    const first = await call('GET', 'issues/1');
    const since = first.headers.get('last-modified') ?? '';
    expect(Date.parse(since)).toBe(Date.parse(((await first.json()) as Json).updated_at));
    const again = await call('GET', 'issues/1', { 'if-modified-since': since });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // An ETag that the client knows alone counts.
    const other = { 'if-modified-since': since, 'if-none-match': '"other"' };
    expect((await call('GET', 'issues/1', other)).status).toBe(200);
    await call('PATCH', 'issues/1', {}, { title: 'two' });
    const changed = await call('GET', 'issues/1', { 'if-modified-since': since });
    expect([changed.status, ((await changed.json()) as Json).title]).toEqual([200, 'two']);
    expect((await call('GET', 'issues')).headers.get('last-modified')).toBeNull();
  });
});

// Source: GitHub documentation, "About protected branches", dismissing stale approvals.
describe('an approval, once the head has changed', () => {
  it.each([true, false])('is gone where the protection says so: %s', async (isAsked) => {
    const { server } = await serveWorld();
    const act = async (who: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
      (await server.control.act({ who, method, path, body }))?.body as Json;
    const { sha } = (await act('maintainer', 'GET', 'git/ref/heads/main')).object;
    await act('maintainer', 'POST', 'git/refs', { ref: 'refs/heads/topic', sha });
    const change = (text: string) =>
      act('maintainer', 'PUT', `contents/${text}`, { message: text, content: 'eA==', branch: 'topic' });
    await change('one');
    await act('maintainer', 'PUT', 'branches/main/protection', {
      ...NOTHING,
      required_pull_request_reviews: { dismiss_stale_reviews: isAsked },
    });
    await act('maintainer', 'POST', 'pulls', { title: 'T', head: 'topic', base: 'main' });
    await act('sample', 'POST', 'pulls/1/reviews', { event: 'APPROVE' });
    await change('two');
    const states = (await act('maintainer', 'GET', 'pulls/1/reviews')).map(({ state }: Json) => state);
    expect(states).toEqual([isAsked ? 'DISMISSED' : 'APPROVED']);
  });
});

// Sources: actions/runner, conversion of `strategy`; dorny/paths-filter#66.
describe('a matrix without values', () => {
  const jobs = (matrix: string) =>
    `on: workflow_dispatch\njobs:\n  first: { runs-on: x, steps: [{ run: x }] }\n  many: { needs: first, runs-on: x, strategy: { matrix: ${matrix} }, steps: [{ run: x }] }\n  last: { needs: many, runs-on: x, steps: [{ run: x }] }\n`;
  const conclusionOf = async (workflow: string) => {
    const { world, server } = await serveWorld({ files: { '.github/workflows/m.yml': workflow } });
    await server.control.act({
      who: 'maintainer',
      method: 'POST',
      path: 'actions/workflows/m.yml/dispatches',
      body: { ref: 'main' },
    });
    const attempt = world.state.runs.at(-1)?.attempts[0];
    return [attempt?.conclusion, attempt?.jobs.map(({ name, conclusion }) => `${name} ${conclusion}`)];
  };

  it('lets the run fail, and what needs the job is skipped', async () => {
    expect(await conclusionOf(jobs(`{ os: "\${{ fromJSON('[]') }}" }`))).toEqual([
      'failure',
      ['first success', 'last skipped'],
    ]);
  });

  it('lets it pass where the job is left out', async () => {
    const skipped = jobs(`{ os: "\${{ fromJSON('[]') }}" }`).replace('needs: first,', 'needs: first, if: false,');
    expect((await conclusionOf(skipped))[0]).toBe('success');
  });
});
