import { beforeAll, describe, expect, it } from 'vitest';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** What GitHub refuses, in its own words, and what it lets through: each with where the words are known from. */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;
type Kind = 'app' | 'github-token' | 'pat';
interface Row {
  readonly source: string;
  readonly ask: string;
  readonly body?: unknown;
  readonly as?: Kind;
  readonly status: number;
  readonly message?: string;
  readonly errors?: readonly unknown[];
}

const VALIDATOR = 'brandur/json_schema, lib/json_schema/validator.rb';
const schema = (line: string) => `Invalid request.\n\n${line}`;
const custom = (resource: string, field: string, message: string) => [{ resource, code: 'custom', field, message }];
const LONG = 'x'.repeat(65_537);

const ROWS: readonly Row[] = [
  {
    source: 'github/maven-plugins#137',
    ask: 'POST git/refs',
    status: 422,
    message: schema("For 'links/0/schema', nil is not an object."),
  },
  {
    source: VALIDATOR,
    ask: 'POST git/refs',
    body: { ref: 5, sha: '{main}' },
    status: 422,
    message: schema("For 'properties/ref', 5 is not a string."),
  },
  {
    source: 'lowlighter/metrics#21; two at once: brandur/json_schema',
    ask: 'POST git/tags',
    body: { tag: 'a' },
    status: 422,
    message: schema('"message", "object", "type" weren\'t supplied.'),
  },
  {
    source: VALIDATOR,
    ask: 'POST git/commits',
    body: { message: 'm', tree: '{main}', author: {} },
    status: 422,
    message: schema('For \'properties/author\', "email", "name" weren\'t supplied.'),
  },
  {
    source: VALIDATOR,
    ask: 'PUT pulls/2/merge',
    body: { merge_method: 'bad' },
    status: 422,
    message: schema('For \'properties/merge_method\', bad is not a member of ["merge", "squash", "rebase"].'),
  },
  {
    source: VALIDATOR,
    ask: 'POST check-runs',
    as: 'app',
    body: { name: 'x', head_sha: '{main}', output: { title: 't', summary: 'x'.repeat(65_536) } },
    status: 422,
    message: schema("For 'properties/output/summary', Only 65535 characters are allowed; 65536 were supplied."),
  },
  {
    source: VALIDATOR,
    ask: 'POST milestones',
    body: { title: 'm', due_on: 'soon' },
    status: 422,
    message: schema("For 'properties/due_on', soon is not a valid date-time."),
  },
  {
    source: 'GitHub documentation, "Create an issue"',
    ask: 'POST issues',
    body: { title: ' ' },
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'Issue', code: 'missing_field', field: 'title' }],
  },
  {
    source: "GitHub's own refusal",
    ask: 'POST issues',
    body: { title: 'x'.repeat(257), body: LONG },
    status: 422,
    errors: [
      ...custom('Issue', 'title', 'title is too long (maximum is 256 characters)'),
      ...custom('Issue', 'body', 'body is too long (maximum is 65536 characters)'),
    ],
  },
  {
    source: 'GitHub documentation, "Create an issue": 422',
    ask: 'POST issues',
    body: { title: 'x', assignees: ['nobody'], milestone: 77 },
    status: 422,
    errors: [
      { value: 'nobody', resource: 'Issue', field: 'assignees', code: 'invalid' },
      { value: 77, resource: 'Issue', field: 'milestone', code: 'invalid' },
    ],
  },
  {
    source: 'GitHub documentation, "List repository issues": 422',
    ask: 'GET issues?milestone=next',
    status: 422,
    errors: [{ value: 'next', resource: 'Issue', field: 'milestone', code: 'invalid' }],
  },
  {
    source: "GitHub's own refusal",
    ask: 'POST issues/1/comments',
    body: { body: '' },
    status: 422,
    errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'Body cannot be blank' }],
  },
  {
    source: "GitHub's own refusal",
    ask: 'POST issues/1/comments',
    body: { body: LONG },
    status: 422,
    errors: [
      {
        resource: 'IssueComment',
        code: 'unprocessable',
        field: 'data',
        message: 'Body is too long (maximum is 65536 characters)',
      },
    ],
  },
  {
    source: 'GitHub documentation, "Create a label"',
    ask: 'POST labels',
    body: { name: '', color: 'red', description: 'x'.repeat(101) },
    status: 422,
    errors: [
      { resource: 'Label', code: 'missing_field', field: 'name' },
      { resource: 'Label', code: 'invalid', field: 'color' },
      ...custom('Label', 'description', 'description is too long (maximum is 100 characters)'),
    ],
  },
  {
    source: 'GitHub documentation, "Create a commit status"',
    ask: 'POST statuses/{main}',
    body: { state: 'fine', target_url: 'nowhere', description: 'x'.repeat(141) },
    status: 422,
    errors: [
      ...custom('Status', 'state', 'state is not included in the list'),
      ...custom('Status', 'target_url', 'target_url must use http(s) scheme'),
      ...custom('Status', 'description', 'description is too long (maximum is 140 characters)'),
    ],
  },
  // a locked conversation
  { source: 'GitHub documentation, "Lock an issue"', ask: 'PUT issues/1/lock', status: 204 },
  {
    source: 'probot/stale#25, renovatebot/renovate#6215',
    ask: 'POST issues/1/comments',
    body: { body: 'x' },
    as: 'app',
    status: 403,
    message: 'Unable to create comment because issue is locked.',
  },
  {
    source: 'hashicorp/terraform-github-actions#100',
    ask: 'POST issues/1/comments',
    body: { body: 'x' },
    as: 'github-token',
    status: 403,
    message: 'Unable to create comment because issue is locked.',
  },
  {
    source: 'GitHub documentation, "Locking conversations"',
    ask: 'POST issues/1/comments',
    body: { body: 'by who may write' },
    status: 201,
  },
  // one draft of a review
  { source: 'GitHub documentation, "Create a review"', ask: 'POST pulls/2/reviews', body: { body: 'a' }, status: 200 },
  {
    source: "GitHub's own refusal",
    ask: 'POST pulls/2/reviews',
    body: { body: 'b' },
    status: 422,
    errors: ['User can only have one pending review per pull request'],
  },
  // secrets
  { source: 'GitHub documentation, "Get a repository public key"', ask: 'GET actions/secrets/public-key', status: 200 },
  {
    source: 'GitHub documentation, "Create or update a repository secret"',
    ask: 'PUT actions/secrets/token',
    body: { encrypted_value: 'eA==', key_id: '1' },
    status: 201,
  },
  {
    source: 'the same page: 204 for one that was there',
    ask: 'PUT actions/secrets/TOKEN',
    body: { encrypted_value: 'eQ==', key_id: '1' },
    status: 204,
  },
  { source: 'GitHub documentation, "Get a repository secret"', ask: 'GET actions/secrets/TOKEN', status: 200 },
  { source: 'GitHub documentation, "Delete a repository secret"', ask: 'DELETE actions/secrets/TOKEN', status: 204 },
  { source: 'the same page', ask: 'DELETE actions/secrets/TOKEN', status: 404 },
  // others
  { source: 'GitHub documentation, "List GitHub Actions caches"', ask: 'GET actions/caches', status: 200 },
  {
    source: 'GitHub documentation, "Get GitHub Actions permissions"',
    ask: 'GET actions/permissions',
    as: 'github-token',
    status: 403,
    message: 'Resource not accessible by integration',
  },
  { source: 'GitHub documentation, "List repositories for a user"', ask: 'GET /users/sample/repos', status: 200 },
  {
    source: 'GitHub documentation, "List repositories for the authenticated user"',
    ask: 'GET /user/repos',
    as: 'app',
    status: 403,
  },
  { source: 'GitHub documentation, "Git references" before 2019', ask: 'GET git/refs/heads/nothing', status: 404 },
];

describe('refused in words', () => {
  let served: ServedWorld;
  let main = '';
  const ask = async (line: string, body?: unknown, as: Kind = 'pat') => {
    const [method = '', path = ''] = line.replace('{main}', main).split(' ');
    const answer = await fetch(`${served.server.url}${path.startsWith('/') ? '' : '/repos/sample/zlink/'}${path}`, {
      method,
      headers: { authorization: `Bearer ${served.server.tokens[as]}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body).replaceAll('{main}', main) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? null : JSON.parse(text)) as Json };
  };
  const graphql = async (query: string, variables: object = {}) =>
    (await ask('POST /graphql', { query, variables })).json as Json;

  beforeAll(async () => {
    served = await serveWorld({
      files: {
        '.github/release.yml':
          'changelog:\n  exclude: {labels: [ignored]}\n  categories:\n    - {title: New, labels: [feature]}\n',
      },
      limits: { writesPerMinute: 10_000, pointsPerMinute: 100_000 },
    });
    main = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
    await ask('POST issues', { title: 'one' });
    await ask('POST git/refs', { ref: 'refs/heads/topic', sha: main });
    await ask('PUT contents/docs/x.md', { message: 'docs: x', content: 'eA==', branch: 'topic' });
    await ask('POST pulls', { title: 'two', head: 'topic', base: 'main' });
  });

  it.each(ROWS.map((row) => [`${row.ask} (${row.status}, ${row.source})`, row] as const))('%s', async (_, row) => {
    const { status, json } = await ask(row.ask, row.body, row.as);
    expect(status, JSON.stringify(json)).toBe(row.status);
    if (row.message !== undefined) expect(json.message).toBe(row.message);
    if (row.errors !== undefined) expect(json.errors).toEqual(row.errors);
    expect(served.server.unknownRoutes).toEqual([]);
  });

  it('a whole name of a ref is one ref, the beginning of one a list', async () => {
    expect((await ask('GET git/refs/heads/main')).json.object.sha).toBe(main);
    expect((await ask('GET git/refs/heads')).json.map(({ ref }: Json) => ref)).toContain('refs/heads/main');
  });

  it('a thousand statuses of one context are the most', async () => {
    const { statuses } = served.world.state;
    await ask('POST statuses/{main}', { state: 'success', context: 'many' });
    const [one] = statuses.filter(({ context }) => context === 'many');
    if (one === undefined) throw new Error('no status was written');
    for (let id = 1; id < 1_000; id += 1) statuses.push({ ...one, id: -id });
    expect((await ask('POST statuses/{main}', { state: 'success', context: 'many' })).json.errors[0].message).toBe(
      'This SHA and context has reached the maximum number of statuses.',
    );
    expect((await ask('POST statuses/{main}', { state: 'success', context: 'other' })).status).toBe(201);
  });

  it('a check run that is asked for again is queued, without a conclusion', async () => {
    const wanted = { name: 'again', head_sha: main, conclusion: 'failure' };
    const { id } = (await ask('POST check-runs', wanted, 'app')).json;
    expect((await ask(`POST check-runs/${id}/rerequest`, undefined, 'app')).status).toBe(201);
    const { json } = await ask(`GET check-runs/${id}`);
    expect([json.status, json.conclusion]).toEqual(['queued', null]);
    expect((await ask(`POST check-runs/${id}/rerequest`, undefined, 'app')).status).toBe(422);
  });

  it('GraphQL counts languages as REST does, and locks, pins and deletes', async () => {
    const byRest = (await ask('GET languages')).json;
    const { repository } = (
      await graphql(`{repository(owner: "sample", name: "zlink") {
        primaryLanguage { name } languages(first: 20) { totalSize edges { size node { name color } } }
        issue(number: 1) { id locked } } }`)
    ).data;
    const sizes = repository.languages.edges.map(({ size, node }: Json) => [node.name, size]);
    expect(Object.fromEntries(sizes)).toEqual(byRest);
    expect(repository.primaryLanguage.name).toBe(Object.keys(byRest)[0]);
    expect(repository.issue.locked).toBe(true);
    const { id } = repository.issue;
    const does = (mutation: string, input: object, shown: string) => {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      return graphql(`mutation($input: ${type}!) { ${mutation}(input: $input) { ${shown} } }`, { input });
    };
    const unlocked = await does('unlockLockable', { lockableId: id }, 'unlockedRecord { locked }');
    expect(unlocked.data.unlockLockable.unlockedRecord.locked).toBe(false);
    const input = { lockableId: id, lockReason: 'TOO_HEATED' };
    const locked = await does('lockLockable', input, 'lockedRecord { locked activeLockReason }');
    expect(locked.data.lockLockable.lockedRecord).toEqual({ locked: true, activeLockReason: 'TOO_HEATED' });
    expect((await ask('GET issues/1')).json.active_lock_reason).toBe('too heated');
    const pinned = await does('pinIssue', { issueId: id }, 'issue { isPinned }');
    expect(pinned.data.pinIssue.issue.isPinned).toBe(true);
    await does('deleteIssue', { issueId: id }, 'repository { name }');
    expect((await ask('GET issues/1')).status).toBe(410);
  });

  it('notes are grouped as the repository says, and name who came for the first time', async () => {
    await ask('PUT issues/2/labels', { labels: ['feature'] });
    expect((await ask('PUT pulls/2/merge', { merge_method: 'squash' })).status).toBe(200);
    const { body } = (await ask('POST releases/generate-notes', { tag_name: 'x' })).json;
    const page = `${served.server.url}/sample/zlink`;
    expect(body).toBe(
      [
        '<!-- Release notes generated using configuration in .github/release.yml at main -->',
        '',
        "## What's Changed",
        '### New',
        `* two by @maintainer in ${page}/pull/2`,
        '',
        '## New Contributors',
        `* @maintainer made their first contribution in ${page}/pull/2`,
        '',
        body.slice(body.indexOf('**Full Changelog**')),
      ].join('\n'),
    );
    await ask('POST issues/2/labels', { labels: ['ignored'] });
    const without = (await ask('POST releases/generate-notes', { tag_name: 'x' })).json.body;
    expect(without).not.toContain("What's Changed");
    expect(served.server.failures).toEqual([]);
  });
});
