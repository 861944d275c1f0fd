import { beforeAll, describe, expect, it } from 'vitest';
import { FaultPlan } from '../../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../../src/embedded-github/rest/all.ts';
import { routeTable } from '../../../src/embedded-github/route-table.ts';
import { expectAnswerMatchesDescription } from '../../support/openapi.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/**
 * What GitHub's documentation says of one operation and one status each, asked by real HTTP, one after the other in one
 * world. Every answer is held against GitHub's OpenAPI description as well. Pages are those of docs.github.com/rest.
 */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

interface Fact {
  readonly page: string;
  readonly ask: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${string}`;
  readonly body?: unknown;
  readonly as?: 'app' | 'github-token' | 'pat';
  readonly status: number;
  readonly holds?: (json: Json, known: Known) => void;
}

interface Known {
  head: string;
  topic: string;
  tree: string;
  blob: string;
  release: number;
  asset: number;
  review: number;
  pending: number;
  comment: number;
  ruleset: number;
  check: number;
  run: number;
  job: number;
  said: number;
  line: number;
  reaction: number;
  deployment: number;
  event: number;
}

const known = {
  head: '',
  topic: '',
  tree: '',
  blob: '',
  release: 0,
  asset: 0,
  review: 0,
  pending: 0,
  comment: 0,
  ruleset: 0,
  check: 0,
  run: 0,
  job: 0,
  said: 0,
  line: 0,
  reaction: 0,
  deployment: 0,
  event: 0,
};
const keep = (name: keyof Omit<Known, 'head' | 'topic' | 'tree' | 'blob'>) => (json: Json) => {
  known[name] = json.id;
};
const message = (text: string | RegExp) => (json: Json) => {
  if (typeof text === 'string') expect(json.message).toBe(text);
  else expect(JSON.stringify(json)).toMatch(text);
};

const FACTS: readonly Fact[] = [
  // git
  {
    page: 'git/refs',
    ask: 'GET git/ref/heads/main',
    status: 200,
    holds: (json) => expect(json.object.sha).toBe(known.head),
  },
  { page: 'git/refs', ask: 'GET git/ref/heads/nothing', status: 404 },
  { page: 'git/trees', ask: 'GET git/trees/{tree}', status: 200 },
  {
    page: 'git/trees',
    ask: 'POST git/trees',
    body: { base_tree: '{tree}', tree: [{ path: 'NEW', mode: '100644', type: 'blob', content: 'new\n' }] },
    status: 201,
    holds: (json) => {
      known.tree = json.sha;
    },
  },
  { page: 'git/trees', ask: 'POST git/trees', body: { tree: [] }, status: 422 },
  {
    page: 'git/commits',
    ask: 'POST git/commits',
    body: { message: 'feat: new', tree: '{tree}', parents: ['{head}'] },
    status: 201,
    holds: (json) => {
      known.topic = json.sha;
    },
  },
  {
    page: 'git/commits',
    ask: 'POST git/commits',
    body: { message: 'm', tree: '{head}' },
    status: 422,
    holds: message('Tree SHA does not exist'),
  },
  { page: 'git/commits', ask: 'GET git/commits/{topic}', status: 200 },
  { page: 'git/refs', ask: 'POST git/refs', body: { ref: 'refs/heads/topic', sha: '{topic}' }, status: 201 },
  {
    page: 'git/refs',
    ask: 'POST git/refs',
    body: { ref: 'refs/heads/topic', sha: '{topic}' },
    status: 422,
    holds: message('Reference already exists'),
  },
  { page: 'git/refs', ask: 'PATCH git/refs/heads/topic', body: { sha: '{topic}' }, status: 200 },
  { page: 'git/refs', ask: 'PATCH git/refs/heads/main', body: { sha: '0'.repeat(40) }, status: 422 },
  {
    page: 'git/blobs',
    ask: 'POST git/blobs',
    body: { content: 'eA==', encoding: 'base64' },
    status: 201,
    holds: (json) => {
      known.blob = json.sha;
    },
  },
  {
    page: 'git/blobs',
    ask: 'GET git/blobs/{blob}',
    status: 200,
    holds: (json) => expect(json.content.trim()).toBe('eA=='),
  },
  { page: 'git/blobs', ask: 'GET git/blobs/{head}', status: 404 },
  {
    page: 'git/tags',
    ask: 'POST git/tags',
    body: { tag: 'x1', message: 'm', object: '{head}', type: 'commit' },
    status: 201,
  },
  {
    page: 'git/tags',
    ask: 'POST git/tags',
    body: { tag: 'x1', message: 'm', object: '{head}', type: 'blob' },
    status: 422,
  },
  // repository
  { page: 'repos/repos', ask: 'GET ', status: 200, holds: (json) => expect(json.full_name).toBe('sample/zlink') },
  {
    page: 'repos/repos',
    ask: 'PATCH ',
    body: { delete_branch_on_merge: true, allow_auto_merge: true },
    status: 200,
    holds: (json) => expect(json.delete_branch_on_merge).toBe(true),
  },
  {
    page: 'repos/repos',
    ask: 'PATCH ',
    body: { delete_branch_on_merge: false },
    as: 'app',
    status: 403,
    holds: message('Resource not accessible by integration'),
  },
  {
    page: 'repos/repos',
    ask: 'PATCH ',
    body: { allow_squash_merge: false, allow_merge_commit: false, allow_rebase_merge: false },
    status: 422,
  },
  {
    page: 'repos/repos',
    ask: 'POST dispatches',
    body: { event_type: 'e', client_payload: { k: 'v' } },
    as: 'github-token',
    status: 204,
  },
  { page: 'repos/repos', ask: 'POST dispatches', body: {}, status: 422 },
  { page: 'repos/contents', ask: 'GET readme', status: 200, holds: (json) => expect(json.path).toMatch(/^readme/i) },
  { page: 'repos/contents', ask: 'GET contents/VERSION', status: 200 },
  { page: 'repos/contents', ask: 'GET contents/nothing', status: 404 },
  {
    page: 'repos/contents',
    ask: 'PUT contents/docs/one.md',
    body: { message: 'docs: one', content: 'eA==', branch: 'topic' },
    status: 201,
  },
  {
    page: 'repos/contents',
    ask: 'PUT contents/VERSION',
    body: { message: 'm', content: 'eA==', branch: 'topic', sha: '{blob}' },
    status: 409,
  },
  {
    page: 'repos/contents',
    ask: 'PUT contents/VERSION',
    body: { message: 'm', content: 'eA==', branch: 'topic' },
    status: 422,
  },
  { page: 'licenses', ask: 'GET license', status: 200, holds: (json) => expect(json.license.spdx_id).toBe('MIT') },
  { page: 'licenses', ask: 'GET license?ref=nothing', status: 404 },
  { page: 'branches/branches', ask: 'GET branches/topic', status: 200 },
  { page: 'branches/branches', ask: 'GET branches/none', status: 404, holds: message('Branch not found') },
  { page: 'branches/branches', ask: 'POST merges', body: { base: 'topic', head: 'main' }, status: 204 },
  {
    page: 'branches/branches',
    ask: 'POST merges',
    body: { base: 'topic', head: 'none' },
    status: 404,
    holds: message('Head does not exist'),
  },
  { page: 'collaborators/collaborators', ask: 'GET collaborators', status: 200 },
  { page: 'collaborators/collaborators', ask: 'GET collaborators/maintainer', status: 204 },
  { page: 'collaborators/collaborators', ask: 'GET collaborators/nobody', status: 404 },
  {
    page: 'commits/commits',
    ask: 'GET compare/main...topic',
    status: 200,
    holds: (json) => expect(json.ahead_by).toBe(2),
  },
  { page: 'commits/commits', ask: 'GET compare/main...none', status: 404 },
  { page: 'commits/commits', ask: 'GET commits/none', status: 422, holds: message('No commit found for SHA: none') },
  // pull requests
  {
    page: 'pulls/pulls',
    ask: 'POST pulls',
    as: 'app',
    body: { title: 'T', head: 'topic', base: 'main', body: 'B' },
    status: 201,
    holds: (json) => expect(json.number).toBe(1),
  },
  {
    page: 'pulls/pulls',
    ask: 'POST pulls',
    body: { title: 'T', head: 'topic', base: 'main' },
    status: 422,
    holds: message(/A pull request already exists for sample:topic\./),
  },
  { page: 'pulls/pulls', ask: 'GET pulls/1', status: 200, holds: (json) => expect(json.auto_merge).toBeNull() },
  { page: 'pulls/pulls', ask: 'GET pulls/99', status: 404 },
  {
    page: 'pulls/pulls',
    ask: 'PATCH pulls/1',
    body: { title: 'T2' },
    status: 200,
    holds: (json) => expect(json.title).toBe('T2'),
  },
  { page: 'pulls/pulls', ask: 'GET pulls/1/merge', status: 404 },
  {
    page: 'pulls/pulls',
    ask: 'PUT pulls/1/merge',
    body: { sha: '1'.repeat(40) },
    status: 409,
    holds: message('Head branch was modified. Review and try the merge again.'),
  },
  { page: 'pulls/pulls', ask: 'PUT pulls/1/update-branch', body: { expected_head_sha: '1'.repeat(40) }, status: 422 },
  {
    page: 'pulls/review-requests',
    ask: 'POST pulls/1/requested_reviewers',
    body: { reviewers: ['maintainer'] },
    status: 201,
    holds: (json) => expect(json.requested_reviewers.map(({ login }: Json) => login)).toEqual(['maintainer']),
  },
  {
    page: 'pulls/review-requests',
    ask: 'POST pulls/1/requested_reviewers',
    body: { reviewers: ['zlink-release[bot]'] },
    status: 422,
    holds: message('Review cannot be requested from pull request author.'),
  },
  {
    page: 'pulls/review-requests',
    ask: 'GET pulls/1/requested_reviewers',
    status: 200,
    holds: (json) => expect(json.users).toHaveLength(1),
  },
  {
    page: 'pulls/reviews',
    ask: 'POST pulls/1/reviews',
    body: { event: 'APPROVE' },
    status: 200,
    holds: (json) => {
      keep('review')(json);
      expect(json.state).toBe('APPROVED');
    },
  },
  {
    page: 'pulls/reviews',
    ask: 'POST pulls/1/reviews',
    as: 'app',
    body: { event: 'APPROVE' },
    status: 422,
    holds: message(/Can not approve your own pull request/),
  },
  { page: 'pulls/reviews', ask: 'GET pulls/1/reviews', status: 200, holds: (json) => expect(json).toHaveLength(1) },
  { page: 'pulls/reviews', ask: 'GET pulls/1/reviews/{review}', status: 200 },
  { page: 'pulls/reviews', ask: 'GET pulls/1/reviews/1', status: 404 },
  { page: 'pulls/reviews', ask: 'DELETE pulls/1/reviews/{review}', status: 422 },
  {
    page: 'pulls/reviews',
    ask: 'PUT pulls/1/reviews/{review}/dismissals',
    body: { message: 'no' },
    status: 200,
    holds: (json) => expect(json.state).toBe('DISMISSED'),
  },
  { page: 'pulls/reviews', ask: 'PUT pulls/1/reviews/{review}/dismissals', body: { message: 'no' }, status: 422 },
  { page: 'pulls/comments', ask: 'GET pulls/1/comments', status: 200, holds: (json) => expect(json).toEqual([]) },
  // issues, labels, people
  {
    page: 'issues/labels',
    ask: 'PUT issues/1/labels',
    body: { labels: ['a', 'b'] },
    status: 200,
    holds: (json) => expect(json.map(({ name }: Json) => name)).toEqual(['a', 'b']),
  },
  { page: 'issues/labels', ask: 'PUT issues/99/labels', body: { labels: ['a'] }, status: 404 },
  {
    page: 'issues/labels',
    ask: 'DELETE issues/1/labels/a',
    status: 200,
    holds: (json) => expect(json.map(({ name }: Json) => name)).toEqual(['b']),
  },
  { page: 'issues/labels', ask: 'DELETE issues/1/labels/a', status: 404 },
  {
    page: 'issues/labels',
    ask: 'PATCH labels/b',
    body: { new_name: 'c', color: 'FF0000' },
    status: 200,
    holds: (json) => expect([json.name, json.color]).toEqual(['c', 'ff0000']),
  },
  {
    page: 'issues/labels',
    ask: 'GET issues/1/labels',
    status: 200,
    holds: (json) => expect(json.map(({ name }: Json) => name)).toEqual(['c']),
  },
  { page: 'issues/labels', ask: 'POST labels', body: { name: 'c' }, status: 422, holds: message(/already_exists/) },
  { page: 'issues/labels', ask: 'POST labels', body: { name: 'd', color: '00ff00' }, status: 201 },
  { page: 'issues/labels', ask: 'DELETE labels/c', status: 204 },
  { page: 'issues/labels', ask: 'GET labels/c', status: 404 },
  {
    page: 'issues/issues',
    ask: 'POST issues',
    body: { title: 'I', body: 'B' },
    status: 201,
    holds: (json) => expect(json.number).toBe(2),
  },
  { page: 'issues/issues', ask: 'POST issues', body: { body: 'B' }, status: 422 },
  { page: 'issues/milestones', ask: 'POST milestones', body: { title: '1.2' }, status: 201 },
  {
    page: 'issues/milestones',
    ask: 'POST milestones',
    body: { title: '1.2' },
    status: 422,
    holds: message(/"field":"title".*|already_exists/),
  },
  {
    page: 'issues/issues',
    ask: 'PATCH issues/2',
    body: { state: 'closed', labels: ['bug'], milestone: 1 },
    status: 200,
    holds: (json) => expect([json.state_reason, json.milestone.title]).toEqual(['completed', '1.2']),
  },
  { page: 'issues/comments', ask: 'POST issues/1/comments', body: { body: 'hi' }, status: 201, holds: keep('comment') },
  { page: 'issues/comments', ask: 'POST issues/1/comments', body: { body: 'x'.repeat(65_537) }, status: 422 },
  { page: 'issues/comments', ask: 'DELETE issues/comments/{comment}', status: 204 },
  { page: 'issues/comments', ask: 'GET issues/comments/{comment}', status: 404 },
  {
    page: 'issues/assignees',
    ask: 'POST issues/1/assignees',
    body: { assignees: ['maintainer', 'nobody'] },
    status: 201,
    holds: (json) => expect(json.assignees.map(({ login }: Json) => login)).toEqual(['maintainer']),
  },
  {
    page: 'issues/assignees',
    ask: 'DELETE issues/1/assignees',
    body: { assignees: ['maintainer'] },
    status: 200,
    holds: (json) => expect(json.assignees).toEqual([]),
  },
  { page: 'issues/assignees', ask: 'GET assignees/maintainer', status: 204 },
  { page: 'issues/assignees', ask: 'GET assignees/nobody', status: 404 },
  {
    page: 'search/search',
    ask: 'GET /search/issues?q=repo:sample/zlink+is:pr+is:open',
    status: 200,
    holds: (json) => expect(json.items.map(({ number }: Json) => number)).toEqual([1]),
  },
  { page: 'search/search', ask: 'GET /search/issues', status: 422 },
  // rules
  {
    page: 'repos/rules',
    ask: 'POST rulesets',
    body: {
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [
        { type: 'required_linear_history' },
        { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
      ],
    },
    status: 201,
    holds: keep('ruleset'),
  },
  { page: 'repos/rules', ask: 'POST rulesets', body: { name: 'x', enforcement: 'active' }, as: 'app', status: 403 },
  { page: 'repos/rules', ask: 'POST rulesets', body: { name: 'main', enforcement: 'active' }, status: 422 },
  {
    page: 'repos/rules',
    ask: 'GET rulesets/{ruleset}',
    status: 200,
    holds: (json) => expect(json.rules).toHaveLength(2),
  },
  {
    page: 'repos/rules',
    ask: 'GET rules/branches/main',
    status: 200,
    holds: (json) => expect(json.map(({ type }: Json) => type)).toEqual(['required_linear_history', 'pull_request']),
  },
  {
    page: 'pulls/pulls',
    ask: 'PUT pulls/1/merge',
    body: { merge_method: 'squash' },
    status: 405,
    holds: message(/At least 1 approving review is required/),
  },
  {
    page: 'repos/rules',
    ask: 'PUT rulesets/{ruleset}',
    body: { enforcement: 'disabled' },
    status: 200,
    holds: (json) => expect([json.name, json.enforcement]).toEqual(['main', 'disabled']),
  },
  { page: 'repos/rules', ask: 'DELETE rulesets/{ruleset}', status: 204 },
  { page: 'repos/rules', ask: 'GET rulesets/{ruleset}', status: 404 },
  {
    page: 'pulls/pulls',
    ask: 'PUT pulls/1/merge',
    body: { merge_method: 'squash' },
    status: 200,
    holds: (json) => expect(json.merged).toBe(true),
  },
  { page: 'pulls/pulls', ask: 'GET pulls/1/merge', status: 204 },
  // actions
  { page: 'actions/variables', ask: 'POST actions/variables', body: { name: 'level', value: '1' }, status: 201 },
  { page: 'actions/variables', ask: 'POST actions/variables', body: { name: 'LEVEL', value: '1' }, status: 409 },
  { page: 'actions/variables', ask: 'POST actions/variables', body: { name: 'GITHUB_X', value: '1' }, status: 422 },
  {
    page: 'actions/variables',
    ask: 'GET actions/variables',
    status: 200,
    holds: (json) => expect(json.variables[0].name).toBe('LEVEL'),
  },
  { page: 'actions/variables', ask: 'PATCH actions/variables/level', body: { value: '2' }, status: 204 },
  {
    page: 'actions/variables',
    ask: 'GET actions/variables/LEVEL',
    status: 200,
    holds: (json) => expect(json.value).toBe('2'),
  },
  { page: 'actions/variables', ask: 'DELETE actions/variables/LEVEL', status: 204 },
  { page: 'actions/variables', ask: 'GET actions/variables/LEVEL', status: 404 },
  {
    page: 'actions/secrets',
    ask: 'GET actions/secrets',
    status: 200,
    holds: (json) => expect(json.total_count).toBe(0),
  },
  { page: 'actions/artifacts', ask: 'GET actions/artifacts', status: 200 },
  { page: 'actions/workflow-jobs', ask: 'POST actions/jobs/1/rerun', status: 404 },
  {
    page: 'actions/workflow-runs',
    ask: 'GET actions/runs',
    status: 200,
  },
  { page: 'actions/workflow-runs', ask: 'GET actions/runs/1', status: 404 },
  {
    page: 'actions/workflows',
    ask: 'POST actions/workflows/build.yml/dispatches',
    body: { ref: 'nowhere' },
    status: 422,
  },
  // releases
  {
    page: 'releases/releases',
    ask: 'POST releases',
    body: { tag_name: 'x2', draft: true },
    status: 201,
    holds: keep('release'),
  },
  { page: 'releases/releases', ask: 'POST releases', body: { tag_name: 'x 2' }, status: 422 },
  { page: 'releases/releases', ask: 'GET releases/tags/x2', status: 404 },
  {
    page: 'releases/releases',
    ask: 'POST releases/generate-notes',
    body: { tag_name: 'x3', previous_tag_name: 'core/v1.1.0' },
    status: 200,
    holds: (json) =>
      expect(json.body).toMatch(
        /^## What's Changed\n\* T2 by @zlink-release\[bot\] in .*\/pull\/1\n[\s\S]*\*\*Full Changelog\*\*/,
      ),
  },
  {
    page: 'releases/assets',
    ask: 'POST releases/{release}/assets?name=a.txt',
    body: 'text',
    status: 201,
    holds: keep('asset'),
  },
  { page: 'releases/assets', ask: 'POST releases/{release}/assets?name=a.txt', body: 'text', status: 422 },
  {
    page: 'releases/assets',
    ask: 'PATCH releases/assets/{asset}',
    body: { name: 'b.txt', label: 'B' },
    status: 200,
    holds: (json) => expect([json.name, json.label]).toEqual(['b.txt', 'B']),
  },
  { page: 'releases/assets', ask: 'DELETE releases/assets/{asset}', status: 204 },
  { page: 'releases/assets', ask: 'GET releases/assets/{asset}', status: 404 },
  { page: 'releases/releases', ask: 'DELETE releases/{release}', status: 204 },
  { page: 'releases/releases', ask: 'GET releases/{release}', status: 404 },
  // milestones, histories, locks
  {
    page: 'issues/milestones',
    ask: 'GET milestones/1',
    status: 200,
    holds: (json) => expect([json.open_issues, json.closed_issues]).toEqual([0, 1]),
  },
  { page: 'issues/milestones', ask: 'GET milestones/9', status: 404 },
  { page: 'issues/issues', ask: 'PUT issues/2/lock', body: { lock_reason: 'resolved' }, status: 204 },
  { page: 'issues/issues', ask: 'PUT issues/2/lock', body: { lock_reason: 'tired' }, status: 422 },
  {
    page: 'issues/events',
    ask: 'GET issues/2/events',
    status: 200,
    holds: (json) => {
      expect(json.map(({ event }: Json) => event)).toEqual(['labeled', 'milestoned', 'closed', 'locked']);
      expect(json[3].lock_reason).toBe('resolved');
      known.event = json[0].id;
    },
  },
  {
    page: 'issues/events',
    ask: 'GET issues/events/{event}',
    status: 200,
    holds: (json) => expect([json.label.name, json.issue.number]).toEqual(['bug', 2]),
  },
  { page: 'issues/events', ask: 'GET issues/events/1', status: 404 },
  {
    page: 'issues/timeline',
    ask: 'GET issues/1/timeline',
    status: 200,
    holds: (json) => {
      const events = json.map(({ event }: Json) => event);
      expect(events).toEqual(expect.arrayContaining(['committed', 'renamed', 'reviewed']));
    },
  },
  { page: 'issues/issues', ask: 'DELETE issues/2/lock', status: 204 },
  { page: 'issues/milestones', ask: 'DELETE milestones/1', status: 204 },
  // reactions
  {
    page: 'reactions/reactions',
    ask: 'POST issues/2/reactions',
    body: { content: 'heart' },
    status: 201,
    holds: keep('reaction'),
  },
  {
    page: 'reactions/reactions',
    ask: 'POST issues/2/reactions',
    body: { content: 'heart' },
    status: 200,
    holds: (json) => expect(json.id).toBe(known.reaction),
  },
  { page: 'reactions/reactions', ask: 'POST issues/2/reactions', body: { content: 'love' }, status: 422 },
  { page: 'reactions/reactions', ask: 'DELETE issues/2/reactions/{reaction}', status: 204 },
  { page: 'reactions/reactions', ask: 'DELETE issues/2/reactions/{reaction}', status: 404 },
  // comments on commits and lines
  {
    page: 'commits/comments',
    ask: 'POST commits/{head}/comments',
    body: { body: 'b' },
    status: 201,
    holds: keep('said'),
  },
  {
    page: 'commits/comments',
    ask: 'GET comments/{said}',
    status: 200,
    holds: (json) => expect(json.commit_id).toBe(known.head),
  },
  { page: 'commits/comments', ask: 'DELETE comments/{said}', status: 204 },
  { page: 'commits/comments', ask: 'GET comments/{said}', status: 404 },
  {
    page: 'pulls/comments',
    ask: 'POST pulls/1/comments',
    body: { body: 'here', commit_id: '{topic}', path: 'NEW', line: 1 },
    status: 201,
    holds: (json) => {
      known.line = json.id;
      expect(json.diff_hunk).toBe('@@ -0,0 +1 @@\n+new');
    },
  },
  {
    page: 'pulls/comments',
    ask: 'POST pulls/1/comments',
    body: { body: 'nowhere', commit_id: '{topic}', path: 'NEW', line: 99 },
    status: 422,
    holds: message(/could not be resolved/),
  },
  {
    page: 'pulls/comments',
    ask: 'POST pulls/1/comments/{line}/replies',
    body: { body: 'yes' },
    status: 201,
    holds: (json) => expect([json.in_reply_to_id, json.line]).toEqual([known.line, 1]),
  },
  { page: 'pulls/comments', ask: 'GET pulls/comments/{line}', status: 200 },
  { page: 'pulls/comments', ask: 'DELETE pulls/comments/{line}', status: 204 },
  { page: 'pulls/comments', ask: 'GET pulls/comments/{line}', status: 404 },
  // deployments, topics
  {
    page: 'deployments/deployments',
    ask: 'POST deployments',
    body: { ref: 'main', required_contexts: ['never'] },
    status: 409,
    holds: message(/Commit status checks failed/),
  },
  { page: 'deployments/deployments', ask: 'POST deployments', body: { ref: 'nowhere' }, status: 422 },
  {
    page: 'deployments/deployments',
    ask: 'POST deployments',
    body: { ref: 'main', required_contexts: [] },
    status: 201,
    holds: keep('deployment'),
  },
  {
    page: 'deployments/statuses',
    ask: 'POST deployments/{deployment}/statuses',
    body: { state: 'success', environment_url: 'https://example.org/' },
    status: 201,
    holds: (json) => expect(json.environment).toBe('production'),
  },
  { page: 'deployments/statuses', ask: 'GET deployments/9/statuses', status: 404 },
  { page: 'deployments/deployments', ask: 'DELETE deployments/{deployment}', status: 204 },
  {
    page: 'repos/repos',
    ask: 'PUT topics',
    body: { names: ['IPC', 'zero-copy'] },
    status: 200,
    holds: (json) => expect(json.names).toEqual(['ipc', 'zero-copy']),
  },
  { page: 'repos/repos', ask: 'PUT topics', body: { names: ['not one'] }, status: 422 },
  // names, people, environments
  {
    page: 'repos/contents',
    ask: 'DELETE contents/NAMED',
    body: { message: 'm', sha: '0'.repeat(40) },
    status: 404,
  },
  {
    page: 'pulls/pulls',
    ask: 'PATCH pulls/1',
    body: { title: '' },
    status: 422,
    holds: (json) => expect(json.errors).toEqual([{ resource: 'PullRequest', code: 'missing_field', field: 'title' }]),
  },
  { page: 'deployments/environments', ask: 'GET environments/staging', status: 404 },
  {
    page: 'deployments/environments',
    ask: 'PUT environments/staging',
    body: { wait_timer: 30 },
    status: 200,
    holds: (json) => expect(json.protection_rules).toMatchObject([{ type: 'wait_timer', wait_timer: 30 }]),
  },
  {
    page: 'deployments/environments',
    ask: 'PUT environments/staging',
    body: { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } },
    status: 422,
  },
  {
    page: 'deployments/environments',
    ask: 'GET environments',
    status: 200,
    holds: (json) => expect(json.environments.map(({ name }: Json) => name)).toEqual(['production', 'staging']),
  },
  { page: 'deployments/environments', ask: 'PUT environments/staging', as: 'app', status: 403 },
  { page: 'deployments/environments', ask: 'DELETE environments/staging', status: 204 },
  {
    page: 'branches/branches',
    ask: 'POST branches/main/rename',
    body: { new_name: 'main' },
    status: 422,
  },
  { page: 'branches/branches', ask: 'POST branches/nowhere/rename', body: { new_name: 'x' }, status: 404 },
  { page: 'emojis/emojis', ask: 'GET /emojis', status: 200, holds: (json) => expect(json.rocket).toMatch(/1f680/) },
  { page: 'meta/meta', ask: 'GET /versions', status: 200, holds: (json) => expect(json).toContain('2022-11-28') },
  { page: 'repos/autolinks', ask: 'GET autolinks', status: 200 },
  { page: 'repos/autolinks', ask: 'GET autolinks', as: 'github-token', status: 403 },
  { page: 'repos/custom-properties', ask: 'GET properties/values', status: 200 },
  { page: 'repos/repos', ask: 'GET codeowners/errors', status: 200 },
  { page: 'repos/repos', ask: 'GET vulnerability-alerts', status: 404 },
  { page: 'activity/watching', ask: 'GET subscription', status: 404 },
  { page: 'actions/self-hosted-runners', ask: 'GET actions/runners', status: 200 },
  // meta
  { page: 'rate-limit/rate-limit', ask: 'GET /rate_limit', status: 200 },
  { page: 'users/users', ask: 'GET /user', status: 200, holds: (json) => expect(json.login).toBe('maintainer') },
  { page: 'users/users', ask: 'GET /user', as: 'app', status: 403 },
];

describe('facts of GitHub, by real HTTP', () => {
  let served: ServedWorld;
  const limits = {} as Parameters<typeof standardRoutes>[0]['limits'];
  const table = routeTable(standardRoutes({ plan: new FaultPlan([], { firedFaults: [] } as never), limits }));
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(name in known ? known[name as keyof Known] : whole));
  const pathOf = (ask: string): string => {
    const path = filled(ask.slice(ask.indexOf(' ') + 1));
    return path.startsWith('/') ? path : `/repos/sample/zlink${path === '' ? '' : '/'}${path}`;
  };
  const operationOf = ({ ask }: Fact): string => {
    const method = ask.slice(0, ask.indexOf(' '));
    return `${method} ${table.find(method, pathOf(ask.replaceAll(/\{\w+\}/g, '1')).replace(/\?.*/s, ''))?.route.path}`;
  };

  beforeAll(async () => {
    const dispatched = 'on: {repository_dispatch: {types: [e]}}\njobs: {a: {runs-on: x, steps: [{run: "true"}]}}\n';
    served = await serveWorld({
      files: {
        '.github/workflows/dispatched.yml': dispatched,
        LICENSE: 'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n',
      },
      limits: { writesPerMinute: 1_000, pointsPerMinute: 10_000 },
    });
    known.head = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
    known.tree = (await served.world.git.commit(known.head)).tree;
  });

  it('are ninety or more, no two of one operation and status', () => {
    const names = FACTS.map((fact) => `${operationOf(fact)} ${fact.status}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(90);
    expect(names.filter((name) => name.includes('undefined'))).toEqual([]);
  });

  it.each(FACTS.map((fact) => [`${fact.ask} is ${fact.status}`, fact] as const))('%s', async (_, fact) => {
    const { ask, body, as = 'pat', status, holds } = fact;
    const method = ask.slice(0, ask.indexOf(' '));
    const sent = typeof body === 'string' || body === undefined ? body : filled(JSON.stringify(body));
    const response = await fetch(`${served.server.url}${pathOf(ask)}`, {
      method,
      headers: { authorization: `Bearer ${served.server.tokens[as]}` },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    const json = text === '' ? null : JSON.parse(text);
    expect(response.status, text).toBe(status);
    const template = operationOf(fact).slice(method.length + 1);
    expectAnswerMatchesDescription(method, template, status, json ?? undefined);
    holds?.(json, known);
  });

  it('start what they say they start, and nothing fails', () => {
    const dispatched = served.world.state.runs.filter(({ event }) => event === 'repository_dispatch');
    expect(dispatched.map(({ headBranch, displayTitle }) => [headBranch, displayTitle])).toEqual([['main', 'e']]);
    expect(served.server.failures).toEqual([]);
    expect(served.server.unknownRoutes).toEqual([]);
  });
});
