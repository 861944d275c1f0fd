import { beforeAll, describe, expect, it } from 'vitest';
import type { RunningGitHub } from '../../../src/hosting/hosted-types.ts';
import { startForTests } from '../../../src/hosting/start-for-tests.ts';
import { afterThisFile } from '../../support/leftovers.ts';

/** What newer clients ask of issues and pull requests by GraphQL: afterwards REST tells the same. */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

describe('mutations that clients of today send', () => {
  let github: RunningGitHub;
  const ask = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer = await fetch(`${github.url}${path.startsWith('/') ? path : `/repos/octo/hello/${path}`}`, {
      method,
      headers: { authorization: `Bearer ${github.tokens.pat}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return text === '' ? null : JSON.parse(text);
  };
  const idOf = async (path: string): Promise<string> => (await ask('GET', path)).node_id;
  const mutate = (name: string, input: object, fields = 'clientMutationId') => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
    return ask('POST', '/graphql', { query, variables: { input } });
  };
  const query = (text: string) =>
    ask('POST', '/graphql', { query: `{ repository(owner: "octo", name: "hello") ${text} }` });

  beforeAll(async () => {
    github = await startForTests({
      world: {
        repository: 'octo/hello',
        pace: 0,
        people: ['alice'],
        history: [
          { files: { 'a.txt': 'a\n' } },
          { branch: 'topic', files: { 'b.txt': 'b\n' } },
          { files: { 'c.txt': 'c\n' } },
        ],
        issues: [{ title: 'A first one!' }, { title: 'second' }, { title: 'third' }],
        pulls: [{ title: 'topic', head: 'topic', body: 'resolves #2' }],
        rulesets: [{ name: 'r', enforcement: 'disabled', rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }] }],
      },
    });
    afterThisFile(() => github.close());
  });

  it('replace who works on it, and ask for reviews, by login', async () => {
    const [assignableId, pullRequestId] = [await idOf('issues/1'), await idOf('pulls/4')];
    await mutate('replaceActorsForAssignable', { assignableId, actorLogins: ['alice', 'maintainer'] });
    expect((await ask('GET', 'issues/1')).assignees.map(({ login }: Json) => login)).toEqual(['alice', 'maintainer']);
    await mutate('replaceActorsForAssignable', { assignableId, actorLogins: ['alice'] });
    const { data } = await query(
      '{ issue(number: 1) { assignedActors(first: 5) { nodes { ... on User { login } } } } }',
    );
    expect(data.repository.issue.assignedActors.nodes).toEqual([{ login: 'alice' }]);
    await mutate('requestReviewsByLogin', { pullRequestId, userLogins: ['alice'], union: true });
    expect((await ask('GET', 'pulls/4')).requested_reviewers.map(({ login }: Json) => login)).toEqual(['alice']);
    const { errors } = await mutate('requestReviewsByLogin', { pullRequestId, userLogins: ['maintainer'] });
    expect(errors[0].message).toBe('Review cannot be requested from pull request author.');
    expect((await ask('GET', 'pulls/4')).requested_reviewers).toHaveLength(1);
  });

  it('put issues below others, in their order, and before others', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map((number) => idOf(`issues/${number}`)));
    for (const subIssueId of [two, three]) await mutate('addSubIssue', { issueId: one, subIssueId });
    const below = async () => (await ask('GET', 'issues/1/sub_issues')).map(({ number }: Json) => number);
    expect(await below()).toEqual([2, 3]);
    await mutate('reprioritizeSubIssue', { issueId: one, subIssueId: three, beforeId: two });
    expect(await below()).toEqual([3, 2]);
    const { errors } = await mutate('addSubIssue', { issueId: two, subIssueId: three });
    expect(errors[0].message).toMatch(/Sub issue may only have one parent$/);
    await mutate('addSubIssue', { issueId: two, subIssueId: three, replaceParent: true });
    expect((await ask('GET', 'issues/3/parent')).number).toBe(2);
    await mutate('removeSubIssue', { issueId: two, subIssueId: three });
    await mutate('addBlockedBy', { issueId: one, blockingIssueId: three });
    const { data } = await query('{ issue(number: 3) { blocking(first: 5) { nodes { number } } } }');
    expect(data.repository.issue.blocking.nodes).toEqual([{ number: 1 }]);
    await mutate('removeBlockedBy', { issueId: one, blockingIssueId: three });
    expect(await ask('GET', 'issues/1/dependencies/blocked_by')).toEqual([]);
  });

  it('begin a branch for an issue, called by its number and title', async () => {
    const { sha } = (await ask('GET', 'git/ref/heads/main')).object;
    const issueId = await idOf('issues/1');
    await mutate('createLinkedBranch', { issueId, oid: sha });
    await mutate('createLinkedBranch', { issueId, oid: sha, name: 'for-one' });
    const { data } = await query('{ issue(number: 1) { linkedBranches(first: 5) { nodes { ref { name } } } } }');
    expect(data.repository.issue.linkedBranches.nodes.map(({ ref }: Json) => ref.name)).toEqual([
      '1-a-first-one',
      'for-one',
    ]);
    expect((await ask('GET', 'git/ref/heads/for-one')).object.sha).toBe(sha);
  });

  it('take back what was merged, and the issue that the merge closed stays closed', async () => {
    const pullRequestId = await idOf('pulls/4');
    expect((await mutate('revertPullRequest', { pullRequestId })).errors[0].message).toBe('Pull request is not merged');
    await ask('PUT', 'pulls/4/merge', { merge_method: 'squash' });
    expect((await ask('GET', 'issues/2')).state).toBe('closed');
    await mutate('revertPullRequest', { pullRequestId });
    const reverting = await ask('GET', 'pulls/5');
    expect(reverting).toMatchObject({
      title: 'Revert "topic"',
      body: 'Reverts octo/hello#4',
      head: { ref: 'revert-4-topic' },
    });
    expect((await ask('GET', 'pulls/5/files')).map(({ filename, status }: Json) => [filename, status])).toEqual([
      ['b.txt', 'removed'],
    ]);
  });

  it('write the comments of a review, or none of it', async () => {
    const pullRequestId = await idOf('pulls/5');
    const threads = [{ path: 'none.txt', line: 1, body: 'where?' }];
    const { errors } = await mutate('addPullRequestReview', { pullRequestId, event: 'COMMENT', body: 'x', threads });
    expect(errors[0].message).toBe('Line could not be resolved');
    expect(await ask('GET', 'pulls/5/reviews')).toEqual([]);
    const there = [{ path: 'b.txt', line: 1, side: 'LEFT', body: 'here' }];
    await mutate('addPullRequestReview', { pullRequestId, event: 'COMMENT', body: 'x', threads: there });
    expect((await ask('GET', 'pulls/5/comments')).map(({ body }: Json) => body)).toEqual(['here']);
  });

  it('see the rules of a ruleset', async () => {
    const { data } = await query('{ rulesets(first: 1) { nodes { rules(first: 5) { totalCount nodes { type } } } } }');
    expect(data.repository.rulesets.nodes).toEqual([
      { rules: { totalCount: 2, nodes: [{ type: 'DELETION' }, { type: 'NON_FAST_FORWARD' }] } },
    ]);
  });
});
