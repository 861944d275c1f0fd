import { beforeAll, describe, expect, it } from 'vitest';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/**
 * Issues as GitHub keeps them, whichever way they are changed. Sources: GitHub REST documentation, "Issues" and "Issue
 * comments"; GraphQL documentation, `closeIssue`, `reopenIssue`, `deleteIssueComment`.
 */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

describe('issues', () => {
  let served: ServedWorld;
  const ask = async (method: string, path: string, body?: unknown, as: 'app' | 'pat' = 'pat') => {
    const answer = await fetch(`${served.server.url}${path.startsWith('/') ? '' : '/repos/sample/zlink/'}${path}`, {
      method,
      headers: { authorization: `Bearer ${served.server.tokens[as]}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, json: (text === '' ? null : JSON.parse(text)) as Json };
  };
  const graphql = async (mutation: string, input: object, as: 'app' | 'pat' = 'pat') => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { clientMutationId } }`;
    return (await ask('POST', '/graphql', { query, variables: { input } }, as)).json;
  };

  beforeAll(async () => {
    served = await serveWorld({ limits: { writesPerMinute: 1_000, pointsPerMinute: 10_000 } });
    await ask('POST', 'issues', {
      title: 'one',
      labels: ['bug', { name: 'late' }],
      assignees: ['maintainer'],
    });
    await ask('POST', 'issues', { title: 'two' }, 'app');
  });

  it('take labels as names and as objects', async () => {
    const { json } = await ask('GET', 'issues/1');
    expect(json.labels.map(({ name }: Json) => name)).toEqual(['bug', 'late']);
    expect(json.assignees.map(({ login }: Json) => login)).toEqual(['maintainer']);
  });

  it.each([
    ['labels=bug', [1]],
    ['creator=maintainer', [1]],
    ['assignee=none', [2]],
    ['assignee=*', [1]],
    ['assignee=maintainer', [1]],
    ['direction=asc', [1, 2]],
    ['sort=updated', [2, 1]],
    ['since=2100-01-01T00:00:00Z', []],
    ['state=closed', []],
  ])('are listed by %s', async (query, numbers) => {
    const { json } = await ask('GET', `issues?${query}`);
    expect(json.map(({ number }: Json) => number)).toEqual(numbers);
  });

  it('are closed and opened alike by REST and by GraphQL', async () => {
    const issue = () =>
      ask('GET', 'issues/1').then(({ json }) => [json.state, json.state_reason, json.closed_at === null]);
    const { node_id: id } = (await ask('GET', 'issues/1')).json;
    await ask('PATCH', 'issues/1', { state: 'closed', state_reason: 'not_planned' });
    expect(await issue()).toEqual(['closed', 'not_planned', false]);
    await graphql('reopenIssue', { issueId: id });
    expect(await issue()).toEqual(['open', 'reopened', true]);
    await graphql('closeIssue', { issueId: id });
    expect(await issue()).toEqual(['closed', 'completed', false]);
    await ask('PATCH', 'issues/1', { state: 'open' });
    expect(await issue()).toEqual(['open', 'reopened', true]);
    await graphql('updateIssue', { id, state: 'CLOSED' });
    expect(await issue()).toEqual(['closed', 'completed', false]);
  });

  it('keep their comments from apps that did not write them, by REST and by GraphQL', async () => {
    const { json } = await ask('POST', 'issues/1/comments', { body: 'mine' });
    expect((await ask('DELETE', `issues/comments/${json.id}`, undefined, 'app')).status).toBe(403);
    for (const [mutation, input] of [
      ['deleteIssueComment', { id: json.node_id }],
      ['updateIssueComment', { id: json.node_id, body: 'x' }],
    ] as const) {
      const { errors } = await graphql(mutation, input, 'app');
      expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
    }
    expect(
      (await ask('GET', 'issues/comments?sort=created&direction=desc')).json.map(({ body }: Json) => body),
    ).toEqual(['mine']);
    expect((await graphql('deleteIssueComment', { id: json.node_id })).errors).toBeUndefined();
    expect((await ask('GET', 'issues/comments')).json).toEqual([]);
  });
});

describe('a file', () => {
  it('is deleted by a commit, and not there afterwards', async () => {
    const served = await serveWorld();
    const at = `${served.server.url}/repos/sample/zlink/contents/VERSION`;
    const headers = { authorization: `Bearer ${served.server.tokens.pat}` };
    const { sha } = (await (await fetch(at, { headers })).json()) as Json;
    const body = JSON.stringify({ message: 'chore: no version', sha });
    const answer = await fetch(at, { method: 'DELETE', headers, body });
    expect(await answer.json()).toMatchObject({ content: null, commit: { message: 'chore: no version' } });
    expect((await fetch(at, { headers })).status).toBe(404);
  });
});

describe('what GitHub answers and refuses', () => {
  it.each([
    ['POST', 'rulesets', { name: 'x', enforcement: 'active', rules: [{ type: 'no-such-rule' }] }, 422],
    [
      'POST',
      'rulesets',
      {
        name: 'x',
        enforcement: 'active',
        rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 11 } }],
      },
      422,
    ],
    ['POST', 'rulesets', { name: 'x', enforcement: 'active', rules: [{ type: 'max_file_size' }] }, 422],
    ['PATCH', '', { homepage: 'nowhere' }, 422],
    ['PUT', 'immutable-releases', undefined, 204],
    ['DELETE', 'immutable-releases', undefined, 204],
    ['GET', 'commits?path=../x', undefined, 200],
    ['GET', 'commits?author=%00', undefined, 200],
    ['DELETE', 'contents/nothing', { message: 'm', sha: '1'.repeat(40) }, 404],
    ['DELETE', 'contents/VERSION', { message: 'm', sha: '1'.repeat(40) }, 409],
    ['DELETE', 'contents/VERSION', { message: 'm' }, 422],
    ['GET', 'git/refs', undefined, 200],
    ['GET', 'collaborators/maintainer/permission', undefined, 200],
    ['GET', 'collaborators/nobody/permission', undefined, 404],
    ['GET', 'issues/99/reactions', undefined, 404],
    ['GET', 'milestones', undefined, 200],
    ['GET', 'contributors?anon=1', undefined, 200],
  ])('%s %s %j is %i', async (method, path, body, status) => {
    const served = await serveWorld();
    const answer = await fetch(`${served.server.url}/repos/sample/zlink${path === '' ? '' : `/${path}`}`, {
      method,
      headers: { authorization: `Bearer ${served.server.tokens.pat}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(answer.status, await answer.text()).toBe(status);
    expect(served.server.failures).toEqual([]);
  });
});
