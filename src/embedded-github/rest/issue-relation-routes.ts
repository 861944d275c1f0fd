import * as z from 'zod';
import { repositoryPath } from '../commit-answers.ts';
import {
  addBlocker,
  addSubIssue,
  blockedBy,
  blockersOf,
  moveSubIssue,
  parentOf,
  removeBlocker,
  removeSubIssue,
  subIssuesOf,
} from '../issue-relations.ts';
import { answerPage } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { World } from '../world.ts';
import type { IssueState } from '../world-state.ts';
import { issueAnswer } from './issues.ts';
import { notFound, numberParam } from './parameters.ts';

/**
 * What stands between issues. What is changed answers with the issue that has the others below it, or that waits.
 *
 * Sources: GitHub REST documentation, "REST API endpoints for sub-issues" and "… for issue dependencies";
 * github/github-mcp-server, whose tests show which of the two issues answers.
 */

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';

const byId = ({ state }: World, id: number): IssueState | undefined => state.issues.find((each) => each.id === id);

type OnIssue = (request: ApiRequest, issue: IssueState) => ApiReply;

/** A pull request is no issue that another may be below. */
const onIssue =
  (handle: OnIssue) =>
  (request: ApiRequest): ApiReply => {
    const number = numberParam(request, 'issue_number');
    const issue = request.world.state.issues.find((each) => each.number === number);
    return issue === undefined ? notFound() : handle(request, issue);
  };

const listed = (called: string, of: (world: World, issue: IssueState) => readonly IssueState[]): OnIssue => {
  return (request, issue) =>
    answerPage(
      request,
      `${repositoryPath(request)}/issues/${issue.number}/${called}`,
      of(request.world, issue),
      (each) => issueAnswer(request, each),
    );
};

const outcome = (request: ApiRequest, issue: IssueState, status: number, why: string | null): ApiReply =>
  why === null ? { status, body: issueAnswer(request, issue) } : apiError(422, why);

const Sub = z.object({ sub_issue_id: z.number().int(), replace_parent: z.boolean().optional() });

const addBelow: OnIssue = (request, issue) => {
  const body = readBody(request.body, Sub);
  if (!body.ok) return body.reply;
  const sub = byId(request.world, body.value.sub_issue_id);
  if (sub === undefined) return apiError(404, 'The provided sub-issue does not exist');
  return outcome(request, issue, 201, addSubIssue(request.world, issue, sub, body.value.replace_parent === true));
};

const removeBelow: OnIssue = (request, issue) => {
  const body = readBody(request.body, Sub);
  if (!body.ok) return body.reply;
  const sub = byId(request.world, body.value.sub_issue_id);
  return sub !== undefined && removeSubIssue(request.world, issue, sub)
    ? { status: 200, body: issueAnswer(request, issue) }
    : apiError(404, 'The provided sub-issue does not exist');
};

const Move = z.object({
  sub_issue_id: z.number().int(),
  after_id: z.number().int().optional(),
  before_id: z.number().int().optional(),
});

const move: OnIssue = (request, issue) => {
  const body = readBody(request.body, Move);
  if (!body.ok) return body.reply;
  const { sub_issue_id: id, after_id: after, before_id: before } = body.value;
  const { world } = request;
  const sub = byId(world, id);
  if (sub === undefined) return apiError(404, 'The provided sub-issue does not exist');
  const beside = { issue: byId(world, after ?? before ?? -1), isAfter: after !== undefined };
  if (moveSubIssue(world, issue, sub, beside)) return { status: 200, body: issueAnswer(request, issue) };
  return apiError(422, 'The provided sub-issue or the issue beside it is not a sub-issue of this issue');
};

const parent: OnIssue = (request, issue) => {
  const above = parentOf(request.world, issue);
  return above === null ? notFound() : { status: 200, body: issueAnswer(request, above) };
};

const block: OnIssue = (request, issue) => {
  const body = readBody(request.body, z.object({ issue_id: z.number().int() }));
  if (!body.ok) return body.reply;
  const blocker = byId(request.world, body.value.issue_id);
  return blocker === undefined ? notFound() : outcome(request, issue, 201, addBlocker(request.world, issue, blocker));
};

const unblock: OnIssue = (request, issue) => {
  const blocker = byId(request.world, numberParam(request, 'issue_id'));
  return blocker !== undefined && removeBlocker(request.world, issue, blocker)
    ? { status: 200, body: issueAnswer(request, issue) }
    : notFound();
};

export const issueRelationRoutes: readonly Route[] = [
  { method: 'GET', path: `${ISSUE}/parent`, handle: onIssue(parent) },
  { method: 'GET', path: `${ISSUE}/sub_issues`, handle: onIssue(listed('sub_issues', subIssuesOf)) },
  { method: 'POST', path: `${ISSUE}/sub_issues`, handle: onIssue(addBelow) },
  { method: 'DELETE', path: `${ISSUE}/sub_issue`, handle: onIssue(removeBelow) },
  { method: 'PATCH', path: `${ISSUE}/sub_issues/priority`, handle: onIssue(move) },
  {
    method: 'GET',
    path: `${ISSUE}/dependencies/blocked_by`,
    handle: onIssue(listed('dependencies/blocked_by', blockersOf)),
  },
  { method: 'POST', path: `${ISSUE}/dependencies/blocked_by`, handle: onIssue(block) },
  { method: 'DELETE', path: `${ISSUE}/dependencies/blocked_by/{issue_id}`, handle: onIssue(unblock) },
  {
    method: 'GET',
    path: `${ISSUE}/dependencies/blocking`,
    handle: onIssue(listed('dependencies/blocking', blockedBy)),
  },
];
