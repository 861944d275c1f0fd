import { beforeAll, describe, expect, it } from 'vitest';
import type { RunningGitHub } from '../../../src/hosting/hosted-types.ts';
import { startForTests } from '../../../src/hosting/start-for-tests.ts';
import { afterThisFile } from '../../support/leftovers.ts';
import { expectAnswerMatchesDescription } from '../../support/openapi.ts';

/**
 * What GitHub says of more requests, one after another in one world, by real HTTP; each with who says so. Each answer below the
 * repository is held against GitHub's OpenAPI description as well.
 */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

interface Step {
  readonly source: string;
  readonly ask: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'} ${string}`;
  /** As GitHub's description has the path, below the repository or from a slash on; left out: it is not held against it. */
  readonly as?: string;
  readonly token?: 'app' | 'github-token' | 'pat' | null;
  readonly body?: unknown;
  readonly status: number;
  readonly message?: string | RegExp;
  readonly errors?: readonly unknown[];
  readonly holds?: (json: Json, headers: Headers) => void;
}

const known: Record<string, string> = {};
const docs = (title: string) => `GitHub documentation, "${title}"`;
const SUB = docs('REST API endpoints for sub-issues');
const BLOCKED = docs('REST API endpoints for issue dependencies');
const DISPATCH = docs('Create a workflow dispatch event');
const CONTENTS = docs('Create or update file contents');
const RELEASE = docs('Create a release');
const PAGES = docs('Using pagination in the REST API');
const CHECKS = docs('Create a check run');
const invalid = (line: string) => `Invalid request.\n\n${line}`;

const STEPS: readonly Step[] = [
  // issues below issues, and before them
  {
    source: `${SUB}; github/github-mcp-server: the parent answers`,
    ask: 'POST issues/1/sub_issues',
    as: 'issues/{issue_number}/sub_issues',
    body: { sub_issue_id: '#2' },
    status: 201,
    holds: ({ number, sub_issues_summary }) =>
      expect({ number, ...sub_issues_summary }).toEqual({ number: 1, total: 1, completed: 0, percent_completed: 0 }),
  },
  {
    source: 'cli/cli#13413, and others who quote the answer',
    ask: 'POST issues/1/sub_issues',
    as: 'issues/{issue_number}/sub_issues',
    body: { sub_issue_id: '#2' },
    status: 422,
    message: /Issue may not contain duplicate sub-issues and Sub issue may only have one parent/,
  },
  {
    source: SUB,
    ask: 'GET issues/1/sub_issues',
    as: 'issues/{issue_number}/sub_issues',
    status: 200,
    holds: (every) => expect(every.map(({ number }: Json) => number)).toEqual([2]),
  },
  {
    source: SUB,
    ask: 'GET issues/2/parent',
    as: 'issues/{issue_number}/parent',
    status: 200,
    holds: ({ number }) => expect(number).toBe(1),
  },
  { source: SUB, ask: 'GET issues/1/parent', as: 'issues/{issue_number}/parent', status: 404 },
  { source: SUB, ask: 'POST issues/2/sub_issues', body: { sub_issue_id: '#1' }, status: 422, message: /cycle/ },
  {
    source: SUB,
    ask: 'POST issues/1/sub_issues',
    body: {},
    status: 422,
    message: invalid('"sub_issue_id" wasn\'t supplied.'),
  },
  { source: SUB, ask: 'POST issues/1/sub_issues', body: { sub_issue_id: 999_999 }, status: 404 },
  {
    source: SUB,
    ask: 'DELETE issues/1/sub_issue',
    as: 'issues/{issue_number}/sub_issue',
    body: { sub_issue_id: '#2' },
    status: 200,
  },
  { source: SUB, ask: 'DELETE issues/1/sub_issue', body: { sub_issue_id: '#2' }, status: 404 },
  {
    source: BLOCKED,
    ask: 'POST issues/1/dependencies/blocked_by',
    as: 'issues/{issue_number}/dependencies/blocked_by',
    body: { issue_id: '#2' },
    status: 201,
    holds: ({ issue_dependencies_summary }) => expect(issue_dependencies_summary.blocked_by).toBe(1),
  },
  { source: BLOCKED, ask: 'POST issues/1/dependencies/blocked_by', body: { issue_id: '#2' }, status: 422 },
  {
    source: BLOCKED,
    ask: 'GET issues/2/dependencies/blocking',
    as: 'issues/{issue_number}/dependencies/blocking',
    status: 200,
    holds: (every) => expect(every.map(({ number }: Json) => number)).toEqual([1]),
  },
  {
    source: `${docs('Searching issues and pull requests')}: is:blocked`,
    ask: 'GET /search/issues?q=repo:octo/hello+is:blocked',
    as: '/search/issues',
    status: 200,
    holds: ({ items }) => expect(items.map(({ number }: Json) => number)).toEqual([1]),
  },
  {
    source: BLOCKED,
    ask: 'DELETE issues/1/dependencies/blocked_by/#2',
    as: 'issues/{issue_number}/dependencies/blocked_by/{issue_id}',
    status: 200,
  },
  { source: BLOCKED, ask: 'DELETE issues/1/dependencies/blocked_by/#2', status: 404 },

  // searches with operators
  ...(
    [
      ['is:issue (first OR second)', [2, 1]],
      ['is:issue first AND second', []],
      ['is:issue NOT first', [2]],
      ['is:issue -first', [2]],
      ['broken in:title', []],
      ['broken in:body', [1]],
      ['is:pr is:open (base:main AND (topic OR none))', [3]],
      ['linked:issue', [3]],
      ['is:issue linked:pr', [2]],
      ['is:issue label:"bug","none"', [1]],
      ['is:issue no:label', [2]],
      ['involves:alice', [1]],
    ] as const
  ).map(
    ([query, numbers]): Step => ({
      source: docs('Filtering and searching issues and pull requests'),
      ask: `GET /search/issues?q=${encodeURIComponent(`repo:octo/hello ${query}`)}`,
      as: '/search/issues',
      status: 200,
      holds: ({ items }) => expect(items.map(({ number }: Json) => number)).toEqual(numbers),
    }),
  ),

  // issues and labels
  {
    source: docs('Create an issue'),
    ask: 'POST issues',
    body: {},
    status: 422,
    message: invalid('"title" wasn\'t supplied.'),
  },
  {
    source: 'brandur/json_schema, lib/json_schema/validator.rb',
    ask: 'PATCH issues/1',
    as: 'issues/{issue_number}',
    body: { state: 'shut' },
    status: 422,
    message: invalid('For \'properties/state\', shut is not a member of ["open", "closed"].'),
  },
  {
    source: docs('Add assignees to an issue'),
    ask: 'POST issues/1/assignees',
    as: 'issues/{issue_number}/assignees',
    body: { assignees: ['stranger'] },
    status: 201,
    holds: ({ assignees }) => expect(assignees).toEqual([]),
  },
  {
    source: docs('Update a label'),
    ask: 'PATCH labels/bug',
    as: 'labels/{name}',
    body: { new_name: 'Late' },
    status: 422,
    errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }],
  },
  {
    source: docs('Lock an issue'),
    ask: 'PUT issues/1/lock',
    body: { lock_reason: 'boring' },
    status: 422,
    message: /not a member of/,
  },
  {
    source: docs('List issues assigned to the authenticated user'),
    ask: 'GET /issues?filter=all&state=all',
    as: '/issues',
    status: 200,
    holds: (every) => expect(every.every(({ repository }: Json) => repository.full_name === 'octo/hello')).toBe(true),
  },
  { source: docs('List issues assigned to the authenticated user'), ask: 'GET /issues', token: 'app', status: 403 },
  {
    source: `${docs('Deleting an issue')}; REST answers 410 of what was deleted`,
    ask: 'GET issues/5',
    as: 'issues/{issue_number}',
    status: 410,
    message: 'This issue was deleted',
  },

  // pull requests
  {
    source: docs('Update a pull request branch'),
    ask: 'PUT pulls/3/update-branch',
    as: 'pulls/{pull_number}/update-branch',
    body: { expected_head_sha: '0'.repeat(40) },
    status: 422,
    message: /^expected head sha didn’t match/,
  },
  {
    source: docs('Merge a pull request'),
    ask: 'PUT pulls/3/merge',
    body: { sha: '0'.repeat(40) },
    status: 409,
    message: 'Head branch was modified. Review and try the merge again.',
  },
  {
    source: docs('Merge a pull request'),
    ask: 'PUT pulls/4/merge',
    status: 405,
    message: 'Pull Request is not mergeable',
  },
  {
    source: docs('Check if a pull request has been merged'),
    ask: 'GET pulls/3/merge',
    as: 'pulls/{pull_number}/merge',
    status: 404,
  },
  {
    source: docs('Create a review for a pull request'),
    ask: 'POST pulls/3/reviews',
    as: 'pulls/{pull_number}/reviews',
    body: { event: 'COMMENT', body: 'x', commit_id: 'none' },
    status: 422,
    errors: ['Commit is not part of the pull request'],
  },
  {
    source: docs('Merge a pull request'),
    ask: 'PUT pulls/3/merge',
    as: 'pulls/{pull_number}/merge',
    body: { merge_method: 'squash' },
    status: 200,
    holds: ({ merged, message }) => expect([merged, message]).toEqual([true, 'Pull Request successfully merged']),
  },
  {
    source: docs('Linking a pull request to an issue using a keyword'),
    ask: 'GET issues/2',
    as: 'issues/{issue_number}',
    status: 200,
    holds: ({ state, state_reason }) => expect([state, state_reason]).toEqual(['closed', 'completed']),
  },
  {
    source: docs('Check if a pull request has been merged'),
    ask: 'GET pulls/3/merge',
    as: 'pulls/{pull_number}/merge',
    status: 204,
  },
  {
    source: docs('Update a pull request'),
    ask: 'PATCH pulls/3',
    as: 'pulls/{pull_number}',
    body: { state: 'open' },
    status: 422,
  },
  {
    source: `${docs('Linking a pull request to an issue using a keyword')}: in a commit message too`,
    ask: 'PUT contents/docs/closing.md',
    as: 'contents/{path}',
    body: { message: 'docs: closing\n\nCloses: #1', content: 'eA==' },
    status: 201,
  },
  {
    source: docs('Linking a pull request to an issue using a keyword'),
    ask: 'GET issues/1',
    status: 200,
    holds: ({ state }) => expect(state).toBe('closed'),
  },

  // git, contents, commits
  {
    source: docs('Create a reference'),
    ask: 'POST git/refs',
    body: { ref: 'heads/x', sha: '{head}' },
    status: 422,
    message: /^Reference name must start with 'refs\/'/,
  },
  {
    source: docs('Delete a reference'),
    ask: 'DELETE git/refs/heads/none',
    as: 'git/refs/{ref}',
    status: 422,
    message: 'Reference does not exist',
  },
  {
    source: CONTENTS,
    ask: 'PUT contents/README.md',
    as: 'contents/{path}',
    body: { message: 'm', content: 'eA==' },
    status: 422,
    message: invalid('"sha" wasn\'t supplied.'),
  },
  {
    source: CONTENTS,
    ask: 'PUT contents/README.md',
    as: 'contents/{path}',
    body: { message: 'm', content: 'eA==', sha: '1'.repeat(40) },
    status: 409,
    message: /^README\.md does not match 1{40}$/,
  },
  {
    source: CONTENTS,
    ask: 'PUT contents/x.md',
    as: 'contents/{path}',
    body: { message: 'm', content: '!' },
    status: 422,
    message: 'content is not valid Base64',
  },
  {
    source: CONTENTS,
    ask: 'PUT contents/x.md',
    as: 'contents/{path}',
    body: { message: 'm', content: 'eA==', branch: 'none' },
    status: 404,
    message: 'Branch none not found',
  },
  {
    source: docs('Get repository content'),
    ask: 'GET contents/README.md?ref=none',
    as: 'contents/{path}',
    status: 404,
    message: 'No commit found for the ref none',
  },
  { source: docs('Get a repository README for a directory'), ask: 'GET readme/docs', as: 'readme/{dir}', status: 404 },
  {
    source: docs('Get a commit'),
    ask: 'GET commits/none',
    as: 'commits/{ref}',
    status: 422,
    message: 'No commit found for SHA: none',
  },
  {
    source: docs('Create a commit status'),
    ask: `POST statuses/${'1'.repeat(40)}`,
    body: { state: 'success' },
    status: 422,
    message: `No commit found for SHA: ${'1'.repeat(40)}`,
  },

  // pages
  {
    source: PAGES,
    ask: 'GET commits?per_page=1&page=1',
    as: 'commits',
    status: 200,
    holds: (_, headers) => expect(headers.get('link')).toMatch(/page=2>; rel="next", .*rel="last"/),
  },
  {
    source: PAGES,
    ask: 'GET commits?per_page=1&page=99',
    as: 'commits',
    status: 200,
    holds: (every, headers) => {
      expect(every).toEqual([]);
      expect(headers.get('link')).toMatch(/rel="first"/);
    },
  },
  {
    source: PAGES,
    ask: 'GET branches?per_page=1000',
    as: 'branches',
    status: 200,
    holds: (_, headers) => expect(headers.get('link')).toBeNull(),
  },

  // releases
  {
    source: RELEASE,
    ask: 'POST releases',
    as: 'releases',
    body: { tag_name: 'v1.0.0' },
    status: 422,
    errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }],
  },
  {
    source: 'GitHub’s own refusal: "body is too long (maximum is 125000 characters)"',
    ask: 'POST releases',
    as: 'releases',
    body: { tag_name: 'v9', body: 'x'.repeat(125_001) },
    status: 422,
    errors: [
      {
        resource: 'Release',
        code: 'custom',
        field: 'body',
        message: 'body is too long (maximum is 125000 characters)',
      },
    ],
  },
  {
    source: docs('Get a release by tag name'),
    ask: 'GET releases/tags/draft-1',
    as: 'releases/tags/{tag}',
    status: 404,
  },
  {
    source: `${docs('List releases')}: drafts are for those who may push`,
    ask: 'GET releases',
    as: 'releases',
    token: null,
    status: 200,
    holds: (every) => expect(every.some(({ draft }: Json) => draft)).toBe(false),
  },
  {
    source: docs('Update a release'),
    ask: 'PATCH releases/{release}',
    as: 'releases/{release_id}',
    body: { tag_name: 'v1.0.1', target_commitish: 'none' },
    status: 422,
    errors: [{ resource: 'Release', code: 'invalid', field: 'target_commitish' }],
  },
  {
    source: `${docs('Update a release')}; what was refused changed nothing`,
    ask: 'GET releases/tags/v1.0.0',
    as: 'releases/tags/{tag}',
    status: 200,
  },
  {
    source: docs('Managing releases in a repository'),
    ask: 'PATCH releases/{release}',
    as: 'releases/{release_id}',
    body: { tag_name: 'v1.0.1', target_commitish: 'main' },
    status: 200,
  },
  {
    source: `${docs('Managing releases in a repository')}: the tag is made`,
    ask: 'GET git/ref/tags/v1.0.1',
    as: 'git/ref/{ref}',
    status: 200,
  },
  {
    source: `${docs('Upload a release asset')}: special characters become dots`,
    ask: 'POST releases/{release}/assets?name=my%20file.txt',
    body: 'bytes',
    status: 201,
    holds: ({ name }) => expect(name).toBe('my.file.txt'),
  },

  // checks
  {
    source: CHECKS,
    ask: 'POST check-runs',
    token: 'app',
    body: { name: 'x', head_sha: '{head}', status: 'completed' },
    status: 422,
  },
  {
    source: CHECKS,
    ask: 'POST check-runs',
    token: 'app',
    body: {
      name: 'x',
      head_sha: '{head}',
      output: {
        title: 't',
        summary: 's',
        annotations: Array.from({ length: 51 }, () => ({
          path: 'a',
          start_line: 1,
          end_line: 1,
          annotation_level: 'notice',
          message: 'm',
        })),
      },
    },
    status: 422,
    message: /No more than 50 items are allowed; 51 were supplied/,
  },

  // workflows
  {
    source: DISPATCH,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    as: 'actions/workflows/{workflow_id}/dispatches',
    body: {},
    status: 422,
    message: invalid('"ref" wasn\'t supplied.'),
  },
  {
    source: DISPATCH,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    body: { ref: 'main' },
    status: 422,
    message: "Required input 'who' not provided",
  },
  {
    source: DISPATCH,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    body: { ref: 'main', inputs: { who: 'x', other: 'y' } },
    status: 422,
    message: 'Unexpected inputs provided: ["other"]',
  },
  {
    source: DISPATCH,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    body: { ref: 'main', inputs: { who: 'x', level: 'none' } },
    status: 422,
    message: "Provided value 'none' for input 'level' not in the list of allowed values",
  },
  {
    source: DISPATCH,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    body: { ref: 'none', inputs: { who: 'x' } },
    status: 422,
    message: 'No ref found for: none',
  },
  {
    source: `${DISPATCH}: 25 inputs at most`,
    ask: 'POST actions/workflows/ci.yml/dispatches',
    body: { ref: 'main', inputs: Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`i${at}`, 'x'])) },
    status: 422,
    message: /No more than 25 properties are allowed; 26 were supplied/,
  },
  {
    source: 'GitHub changelog of February 2026, "Workflow dispatch API now returns run IDs"',
    ask: 'POST actions/workflows/ci.yml/dispatches',
    as: 'actions/workflows/{workflow_id}/dispatches',
    body: { ref: 'main', inputs: { who: 'x', flag: true }, return_run_details: true },
    status: 200,
    holds: (json) => {
      known.run = String(json.workflow_run_id);
      expect(Object.keys(json).sort()).toEqual(['html_url', 'run_url', 'workflow_run_id']);
    },
  },
  {
    source: docs('Re-run a workflow'),
    ask: 'POST actions/runs/{run}/rerun',
    as: 'actions/runs/{run_id}/rerun',
    status: 403,
    message: 'This workflow is already running',
  },
  {
    source: docs('Download workflow run logs'),
    ask: 'GET actions/runs/999999/logs',
    as: 'actions/runs/{run_id}/logs',
    status: 404,
  },
  {
    source: docs('Create a repository dispatch event'),
    ask: 'POST dispatches',
    as: 'dispatches',
    body: { event_type: 'e', client_payload: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, 1])) },
    status: 422,
    message: /No more than 10 properties are allowed; 11 were supplied/,
  },
  {
    source: docs('Create a repository dispatch event'),
    ask: 'POST dispatches',
    as: 'dispatches',
    body: { event_type: 'e'.repeat(101) },
    status: 422,
    message: /Only 100 characters are allowed; 101 were supplied/,
  },
  {
    source: docs('Create a repository dispatch event'),
    ask: 'POST dispatches',
    as: 'dispatches',
    body: {},
    status: 422,
    message: invalid('"event_type" wasn\'t supplied.'),
  },
  {
    source: docs('Create a repository variable'),
    ask: 'POST actions/variables',
    as: 'actions/variables',
    body: { name: 'BIG', value: 'x'.repeat(48 * 1024 + 1) },
    status: 422,
  },
  {
    source: docs('Create a repository variable'),
    ask: 'POST actions/variables',
    as: 'actions/variables',
    body: { name: 'GITHUB_X', value: 'x' },
    status: 422,
  },

  // secrets of others
  {
    source: docs('REST API endpoints for Dependabot secrets'),
    ask: 'PUT dependabot/secrets/TOKEN',
    as: 'dependabot/secrets/{secret_name}',
    body: { encrypted_value: 'eA==', key_id: '1' },
    status: 201,
  },
  {
    source: docs('REST API endpoints for Dependabot secrets'),
    ask: 'GET dependabot/secrets',
    as: 'dependabot/secrets',
    status: 200,
    holds: ({ total_count }) => expect(total_count).toBe(1),
  },
  {
    source: `${docs('REST API endpoints for GitHub Actions secrets')}: they are others`,
    ask: 'GET actions/secrets',
    as: 'actions/secrets',
    status: 200,
    holds: ({ total_count }) => expect(total_count).toBe(0),
  },
  {
    source: docs('REST API endpoints for Dependabot secrets'),
    ask: 'GET dependabot/secrets',
    as: 'dependabot/secrets',
    token: 'app',
    status: 403,
  },

  // what is around
  {
    source: docs('Get community profile metrics'),
    ask: 'GET community/profile',
    as: 'community/profile',
    status: 200,
    holds: ({ files }) => expect([files.readme !== null, files.contributing]).toEqual([true, null]),
  },
  {
    source: docs('List repositories starred by the authenticated user'),
    ask: 'PUT /user/starred/octo/hello',
    status: 204,
  },
  {
    source: docs('List repositories starred by the authenticated user'),
    ask: 'GET /user/starred',
    as: '/user/starred',
    status: 200,
    holds: (every) => expect(every[0].stargazers_count).toBe(1),
  },
  {
    source: `${docs('Get a repository')}: its license and its language`,
    ask: 'GET ',
    as: '',
    status: 200,
    holds: ({ license, language }) => expect([license.spdx_id, language]).toEqual(['MIT', 'C']),
  },
  {
    source: docs('REST API endpoints for GitHub App installations'),
    ask: 'GET /user/installations',
    as: '/user/installations',
    status: 403,
  },
  {
    source: `${docs('Troubleshooting the REST API')}: what cannot be parsed`,
    ask: 'POST issues',
    body: [1],
    status: 400,
    message: 'Body should be a JSON object',
  },
  {
    source: docs('Forming calls with GraphQL'),
    ask: 'POST /graphql',
    body: {},
    status: 400,
    message: 'A query attribute must be specified and must be a string.',
  },
];

describe('what GitHub says', () => {
  let github: RunningGitHub;
  let ids: Map<number, number>;

  const send = async ({ ask, body, token = 'pat' }: Pick<Step, 'ask' | 'body' | 'token'>) => {
    const [method = '', given = ''] = ask.split(/ (.*)/s);
    const filled = given
      .replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '')
      .replace(/#(\d+)/, (_, number) => String(ids.get(Number(number))));
    const below = `/repos/octo/hello${filled === '' ? '' : `/${filled}`}`;
    const text =
      body === undefined
        ? undefined
        : JSON.stringify(body)
            .replaceAll('{head}', known.head ?? '')
            .replace(/"#(\d+)"/g, (_, number) => String(ids.get(Number(number))));
    const answer = await fetch(`${github.url}${filled.startsWith('/') ? filled : below}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${github.tokens[token]}` },
      ...(text === undefined ? {} : { body: text }),
    });
    const told = await answer.text();
    const json: Json = told === '' ? undefined : JSON.parse(told);
    return { status: answer.status, headers: answer.headers, json };
  };

  beforeAll(async () => {
    github = await startForTests({
      warn: () => {},
      world: {
        repository: 'octo/hello',
        pace: 0,
        people: ['alice'],
        limits: { writesPerMinute: 10_000, pointsPerMinute: 100_000 },
        history: [
          {
            files: {
              'README.md': 'hello\n',
              LICENSE: 'Permission is hereby granted, free of charge, to any person obtaining a copy',
              'a.c': 'int a;\n',
              '.github/workflows/ci.yml': CI,
            },
            tags: ['v1.0.0'],
          },
          { branch: 'topic', files: { 'b.c': 'int b;\n' } },
          { branch: 'conflict', from: 'main', files: { 'README.md': 'bye\n' } },
          { files: { 'README.md': 'hello!\n' } },
        ],
        labels: [{ name: 'bug' }, { name: 'late' }],
        issues: [{ title: 'first', body: 'it is broken', labels: ['bug'], author: 'alice' }, { title: 'second' }],
        pulls: [
          { title: 'topic', body: 'Fixes #2', head: 'topic' },
          { title: 'other', head: 'conflict' },
        ],
        releases: [{ tag: 'v1.0.0' }, { tag: 'draft-1', draft: true }],
      },
    });
    afterThisFile(() => github.close());
    ids = new Map();
    for (const number of [1, 2]) ids.set(number, (await send({ ask: `GET issues/${number}` })).json.id);
    known.head = (await send({ ask: 'GET git/ref/heads/main' })).json.object.sha;
    known.release = String((await send({ ask: 'GET releases/latest' })).json.id);
    const { node_id: issueId } = (await send({ ask: 'POST issues', body: { title: 'gone' } })).json;
    const query = 'mutation($input: DeleteIssueInput!) { deleteIssue(input: $input) { clientMutationId } }';
    await send({ ask: 'POST /graphql', body: { query, variables: { input: { issueId } } } });
  });

  it('does not count a second look at what has not changed, though time has passed', async () => {
    for (const path of ['', '/pulls/3']) {
      const url = `${github.url}/repos/octo/hello${path}`;
      const headers = { authorization: `Bearer ${github.tokens.pat}` };
      const etag = (await fetch(url, { headers })).headers.get('etag') ?? '';
      await github.advance(60);
      const again = await fetch(url, { headers: { ...headers, 'if-none-match': etag } });
      expect([again.status, await again.text()], path).toEqual([304, '']);
    }
  });

  it.each(STEPS)('$source: $ask is $status', async (step) => {
    const { status, headers, json } = await send(step);
    expect(status, JSON.stringify(json)).toBe(step.status);
    if (step.message instanceof RegExp) expect(json.message).toMatch(step.message);
    else if (step.message !== undefined) expect(json.message).toBe(step.message);
    if (step.errors !== undefined) expect(json.errors).toEqual(step.errors);
    step.holds?.(json, headers);
    if (step.as === undefined) return;
    const template = step.as.startsWith('/') ? step.as : `/repos/{owner}/{repo}${step.as === '' ? '' : `/${step.as}`}`;
    expectAnswerMatchesDescription(step.ask.split(' ')[0] ?? '', template, status, json);
  });
});

const CI = `name: CI
on:
  workflow_dispatch:
    inputs:
      who: {required: true, type: string}
      level: {type: choice, options: [low, high], default: low}
      flag: {type: boolean}
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{run: echo hi}]
`;
