import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { closePull, findPull, reopenPull } from '../pull-requests.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import {
  assigneesOf,
  COMMENT_LENGTH,
  findLabel,
  labelsOf,
  mayChangeComment,
  openIssue,
  type Subject,
  sameName,
  setLabels,
  subjectOf,
  writeComment,
} from '../subjects.ts';
import type { IssueCommentState, LabelState } from '../world-state.ts';
import { notFound, numberParam, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

// --- labels ---

export const labelAnswer = (request: ApiRequest, label: LabelState) => ({
  id: label.id,
  node_id: nodeId('LA', label.id),
  url: `${repositoryUrl(request)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  color: label.color,
  default: false,
  description: label.description,
});

function listLabels(request: ApiRequest): ApiReply {
  const { items, headers } = paginate(request, `${repositoryPath(request)}/labels`, request.world.state.labels);
  return { status: 200, body: items.map((label) => labelAnswer(request, label)), headers };
}

const LabelCreation = z.object({
  name: z.string().min(1).max(50),
  color: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/)
    .optional(),
  description: z.string().max(100).nullish(),
});

function createLabel(request: ApiRequest): ApiReply {
  const body = readBody(request.body, LabelCreation);
  if (!body.ok) return body.reply;
  const { labels } = request.world.state;
  const { name, color = 'ededed', description } = body.value;
  if (findLabel(request.world, name) !== null) {
    return validationFailed({ resource: 'Label', field: 'name', code: 'already_exists' });
  }
  const label = { id: request.world.nextId(), name, color: color.toLowerCase(), description: description ?? null };
  labels.push(label);
  const answer = labelAnswer(request, label);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function getLabel(request: ApiRequest): ApiReply {
  const label = findLabel(request.world, param(request, 'name'));
  return label === null ? notFound() : { status: 200, body: labelAnswer(request, label) };
}

const LabelNames = z.object({
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])).max(100),
});

function addLabels(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  if (subjectOf(request.world, number) === null) return notFound();
  // An array of names is accepted as well as an object.
  const body = readBody(Array.isArray(request.body) ? { labels: request.body } : request.body, LabelNames);
  if (!body.ok) return body.reply;
  const had = labelsOf(request.world, number).map(({ name }) => name);
  const given = body.value.labels.map((each) => (typeof each === 'string' ? each : each.name));
  setLabels(request.world, number, [...had, ...given]);
  const answer = labelsOf(request.world, number).map((label) => labelAnswer(request, label));
  return { status: 200, body: answer };
}

function listIssueLabels(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  if (subjectOf(request.world, number) === null) return notFound();
  const path = `${repositoryPath(request)}/issues/${number}/labels`;
  const { items, headers } = paginate(request, path, labelsOf(request.world, number));
  return { status: 200, body: items.map((label) => labelAnswer(request, label)), headers };
}

// --- issues ---

export function issueAnswer(request: ApiRequest, subject: Subject) {
  const { number } = subject;
  const url = `${repositoryUrl(request)}/issues/${number}`;
  const isPull = 'headRef' in subject;
  const page = `${repositoryPage(request)}/${isPull ? 'pull' : 'issues'}/${number}`;
  const assignees = assigneesOf(request.world, number).map((actor) => simpleUser(actor, request.apiUrl));
  return {
    url,
    repository_url: repositoryUrl(request),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: subject.id,
    node_id: nodeId(isPull ? 'PR' : 'I', subject.id),
    number,
    title: subject.title,
    user: simpleUser(subject.author, request.apiUrl),
    labels: labelsOf(request.world, number).map((label) => labelAnswer(request, label)),
    state: subject.state,
    state_reason: isPull ? null : (subject.stateReason ?? (subject.state === 'closed' ? 'completed' : null)),
    locked: false,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: request.world.state.comments.filter((comment) => comment.number === number).length,
    created_at: isoTime(subject.createdAt),
    updated_at: isoTime(subject.updatedAt),
    closed_at: subject.closedAt === null ? null : isoTime(subject.closedAt),
    author_association: 'CONTRIBUTOR',
    active_lock_reason: null,
    body: subject.body === '' ? null : subject.body,
    ...(isPull
      ? {
          draft: subject.draft,
          pull_request: {
            url: `${repositoryUrl(request)}/pulls/${number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: subject.mergedAt === null ? null : isoTime(subject.mergedAt),
          },
        }
      : {}),
  };
}

function listIssues(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const wanted = request.query.get('state') ?? 'open';
  const labels = (request.query.get('labels') ?? '').split(',').filter(Boolean);
  const subjects = [...state.issues, ...state.pulls]
    .filter((subject) => wanted === 'all' || subject.state === wanted)
    .filter((subject) => {
      const has = labelsOf(request.world, subject.number);
      return labels.every((name) => has.some((label) => sameName(label.name, name)));
    })
    .sort((a, b) => b.number - a.number);
  const { items, headers } = paginate(request, `${repositoryPath(request)}/issues`, subjects);
  return { status: 200, body: items.map((subject) => issueAnswer(request, subject)), headers };
}

const IssueCreation = z.object({
  title: z.union([z.string().min(1), z.number()]),
  body: z.string().nullish(),
  labels: z.array(z.string()).optional(),
});

function createIssue(request: ApiRequest): ApiReply {
  const body = readBody(request.body, IssueCreation);
  if (!body.ok) return body.reply;
  const { title, body: text } = body.value;
  const issue = openIssue(request, { title: String(title), body: text ?? '' });
  if (body.value.labels !== undefined) {
    addLabels({
      ...request,
      params: { ...request.params, issue_number: String(issue.number) },
      body: { labels: body.value.labels },
    });
  }
  const answer = issueAnswer(request, issue);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function getIssue(request: ApiRequest): ApiReply {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  return subject === null ? notFound() : { status: 200, body: issueAnswer(request, subject) };
}

const IssueUpdate = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
});

async function updateIssue(request: ApiRequest): Promise<ApiReply> {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  const body = readBody(request.body, IssueUpdate);
  if (!body.ok) return body.reply;
  const { title, state } = body.value;
  const now = request.world.now();
  if (state !== undefined && state !== subject.state) {
    if ('headRef' in subject) {
      const refused = state === 'open' ? await reopenPull(request, subject) : null;
      if (refused !== null) return refused;
      if (state === 'closed') await closePull(request, subject);
    } else {
      subject.state = state;
      subject.closedAt = state === 'closed' ? now : null;
    }
  }
  if (title !== undefined) subject.title = title;
  if (body.value.body !== undefined) subject.body = body.value.body ?? '';
  subject.updatedAt = now;
  return { status: 200, body: issueAnswer(request, subject) };
}

// --- comments ---

function commentAnswer(request: ApiRequest, comment: IssueCommentState) {
  const kind = findPull(request.world, comment.number) === null ? 'issues' : 'pull';
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repositoryUrl(request)}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(request)}/${kind}/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(request)}/issues/${comment.number}`,
    body: comment.body,
    user: simpleUser(comment.author, request.apiUrl),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: null,
  };
}

function listComments(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  if (subjectOf(request.world, number) === null) return notFound();
  const since = Date.parse(request.query.get('since') ?? '');
  const comments = request.world.state.comments.filter(
    (comment) => comment.number === number && (Number.isNaN(since) || comment.updatedAt >= since),
  );
  const { items, headers } = paginate(request, `${repositoryPath(request)}/issues/${number}/comments`, comments);
  return { status: 200, body: items.map((comment) => commentAnswer(request, comment)), headers };
}

const CommentBody = z.object({ body: z.string().min(1) });

function readComment(request: ApiRequest): { ok: true; text: string } | { ok: false; reply: ApiReply } {
  const body = readBody(request.body, CommentBody);
  if (!body.ok) return body;
  if (body.value.body.length > COMMENT_LENGTH) {
    const message = `Body is too long (maximum is ${COMMENT_LENGTH} characters)`;
    return {
      ok: false,
      reply: validationFailed({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }),
    };
  }
  return { ok: true, text: body.value.body };
}

function createComment(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  const subject = subjectOf(request.world, number);
  if (subject === null) return notFound();
  const read = readComment(request);
  if (!read.ok) return read.reply;
  const comment = writeComment(request, subject, read.text);
  const answer = commentAnswer(request, comment);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const commentOf = (request: ApiRequest): IssueCommentState | undefined => {
  const id = numberParam(request, 'comment_id');
  return request.world.state.comments.find((comment) => comment.id === id);
};

function getComment(request: ApiRequest): ApiReply {
  const comment = commentOf(request);
  return comment === undefined ? notFound() : { status: 200, body: commentAnswer(request, comment) };
}

function updateComment(request: ApiRequest): ApiReply {
  const comment = commentOf(request);
  if (comment === undefined) return notFound();
  if (!mayChangeComment(request, comment)) return apiError(403, 'Resource not accessible by integration');
  const read = readComment(request);
  if (!read.ok) return read.reply;
  comment.body = read.text;
  comment.updatedAt = request.world.now();
  return { status: 200, body: commentAnswer(request, comment) };
}

function deleteComment(request: ApiRequest): ApiReply {
  const comment = commentOf(request);
  if (comment === undefined) return notFound();
  if (!mayChangeComment(request, comment)) return apiError(403, 'Resource not accessible by integration');
  const { comments } = request.world.state;
  comments.splice(comments.indexOf(comment), 1);
  return { status: 204 };
}

/** Issues, their comments and labels; pull requests answer here as issues too. */
export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/issues`, handle: listIssues },
  { method: 'POST', path: `${REPO}/issues`, handle: createIssue },
  { method: 'GET', path: `${REPO}/issues/{issue_number}`, handle: getIssue },
  { method: 'PATCH', path: `${REPO}/issues/{issue_number}`, handle: updateIssue },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/comments`, handle: listComments },
  { method: 'POST', path: `${REPO}/issues/{issue_number}/comments`, handle: createComment },
  { method: 'GET', path: `${REPO}/issues/comments/{comment_id}`, handle: getComment },
  { method: 'PATCH', path: `${REPO}/issues/comments/{comment_id}`, handle: updateComment },
  { method: 'DELETE', path: `${REPO}/issues/comments/{comment_id}`, handle: deleteComment },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/labels`, handle: listIssueLabels },
  { method: 'POST', path: `${REPO}/issues/{issue_number}/labels`, handle: addLabels },
  { method: 'GET', path: `${REPO}/labels`, handle: listLabels },
  { method: 'POST', path: `${REPO}/labels`, handle: createLabel },
  { method: 'GET', path: `${REPO}/labels/{name}`, handle: getLabel },
];
