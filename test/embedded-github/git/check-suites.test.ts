import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Requester } from '../../../src/embedded-github/route.ts';
import { APP, Embedded, REPO } from './embedded.ts';

let github: Embedded;
let head: string;

beforeAll(async () => {
  github = await Embedded.start();
  head = await github.tip();
  for (const name of ['lint', 'unit', 'docs']) {
    const conclusion = name === 'unit' ? 'failure' : 'success';
    await github.call('POST', `${REPO}/check-runs`, {
      body: { name, head_sha: head, status: 'completed', conclusion },
    });
  }
});
afterAll(() => github.stop());

const suites = (selection: string, args = 'first: 10', as: Requester = APP) =>
  github.graphql(
    `query { repository(owner: "example-org", name: "zlink") { object(oid: "${head}") { ... on Commit { checkSuites(${args}) { ${selection} } } } } }`,
    {},
    as,
  );

describe('check suites by GraphQL', () => {
  it('show what an App reported, in the words of the schema, without a workflow run', async () => {
    const fields = 'status conclusion branch { name } workflowRun { databaseId } app { slug }';
    const { data } = await suites(`totalCount nodes { ${fields} checkRuns(first: 5) { nodes { name conclusion } } }`);
    const { totalCount, nodes } = data.repository.object.checkSuites;
    expect(totalCount).toBe(1);
    expect(nodes).toEqual([
      {
        status: 'COMPLETED',
        conclusion: 'FAILURE',
        branch: null,
        workflowRun: null,
        app: { slug: expect.any(String) },
        checkRuns: {
          nodes: [
            { name: 'lint', conclusion: 'SUCCESS' },
            { name: 'unit', conclusion: 'FAILURE' },
            { name: 'docs', conclusion: 'SUCCESS' },
          ],
        },
      },
    ]);
  });

  it('are paged by cursors in both directions, and filtered', async () => {
    const page = async (args: string) => {
      const asked = `nodes { checkRuns(${args}) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } nodes { name } } }`;
      return (await suites(asked)).data.repository.object.checkSuites.nodes[0].checkRuns;
    };
    const first = await page('first: 2');
    expect(first).toMatchObject({ totalCount: 3, nodes: [{ name: 'lint' }, { name: 'unit' }] });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(rest.nodes).toEqual([{ name: 'docs' }]);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect((await page(`last: 1, before: "${rest.pageInfo.startCursor}"`)).nodes).toEqual([{ name: 'unit' }]);
    expect((await page('first: 5, filterBy: {conclusions: [FAILURE]}')).nodes).toEqual([{ name: 'unit' }]);
    expect((await page('first: 5, filterBy: {checkName: "docs", status: COMPLETED}')).nodes).toEqual([
      { name: 'docs' },
    ]);
    expect((await page('first: 5, filterBy: {status: IN_PROGRESS}')).nodes).toEqual([]);
  });

  // Source: GitHub GraphQL documentation, "Rate limits and query limits", node limit.
  it.each([
    ['', 'MISSING_PAGINATION_BOUNDARIES'],
    ['(first: 101)', 'EXCESSIVE_PAGINATION'],
    ['(first: 1, after: "x")', 'INVALID_CURSOR_ARGUMENTS'],
  ])('refuse checkRuns%s', async (args, type) => {
    const answer = await suites(`nodes { checkRuns${args} { nodes { name } } }`);
    expect(answer.errors).toMatchObject([{ type }]);
  });

  it('are refused to a token that may not read checks, and the rest is answered', async () => {
    const as: Requester = { ...APP, permissions: new Map([['contents', 'read']]) };
    const answer = await suites('totalCount', 'first: 1', as);
    expect(answer.errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
    expect(answer.data.repository.object.checkSuites).toBeNull();
  });

  it('are the same by REST', async () => {
    const rest = await github.call('GET', `${REPO}/commits/{ref}/check-suites`, { params: { ref: head } });
    const { data } = await suites('nodes { databaseId }');
    expect(rest.body.check_suites.map((suite: { id: number }) => suite.id)).toEqual(
      data.repository.object.checkSuites.nodes.map((suite: { databaseId: number }) => suite.databaseId),
    );
  });
});
