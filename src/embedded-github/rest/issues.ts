import * as z from 'zod';
import { collaborators, isoTime, knownActors, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { dependenciesSummary, parentOf, subIssuesSummary } from '../issue-relations.ts';
import { answerPage } from '../pagination.ts';
import { closePull, reopenPull } from '../pull-requests.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { readBody, textFaults, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { setIssueState } from '../set-issue-state.ts';
import {
  assigneesOf,
  COMMENT_LENGTH,
  findLabel,
  findMilestone,
  isPull,
  labelsOf,
  lockOf,
  milestoneOf,
  openIssue,
  type Subject,
  sameName,
  setAssignees,
  setLabels,
  setMilestone,
  subjectOf,
  TITLE_LENGTH,
} from '../subjects.ts';
import type { LabelState } from '../world-state.ts';
import { milestoneShown } from './milestone-answer.ts';
import { notFound, numberParam, param } from './parameters.ts';
import { reactionRollup } from './reactions.ts';

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
  return answerPage(request, `${repositoryPath(request)}/labels`, request.world.state.labels, (label) =>
    labelAnswer(request, label),
  );
}

const LabelCreation = z.object({
  name: z.string(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

/** Source: GitHub REST documentation, "Create a label", and its answers: six hexadecimal digits, 100 characters. */
export const labelFaults = (label: {
  readonly name?: string | undefined;
  readonly color?: string | undefined;
  readonly description?: string | null | undefined;
}): readonly object[] => [
  ...textFaults('Label', 'name', label.name, { required: true, longest: 50 }),
  ...(label.color === undefined || /^[0-9a-fA-F]{6}$/.test(label.color)
    ? []
    : [{ resource: 'Label', code: 'invalid', field: 'color' }]),
  ...textFaults('Label', 'description', label.description, { longest: 100 }),
];

function createLabel(request: ApiRequest): ApiReply {
  const body = readBody(request.body, LabelCreation);
  if (!body.ok) return body.reply;
  const { labels } = request.world.state;
  const { name, color = 'ededed', description } = body.value;
  const faults = labelFaults(body.value);
  if (faults.length > 0) return validationFailed(...faults);
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
  return answerPage(request, path, labelsOf(request.world, number), (label) => labelAnswer(request, label));
}

// --- issues ---

export function issueAnswer(request: ApiRequest, subject: Subject) {
  const { number } = subject;
  const url = `${repositoryUrl(request)}/issues/${number}`;
  const isPull = 'headRef' in subject;
  const page = `${repositoryPage(request)}/${isPull ? 'pull' : 'issues'}/${number}`;
  const assignees = assigneesOf(request.world, number).map((actor) => simpleUser(actor, request.apiUrl));
  const lock = lockOf(request.world, number);
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
    locked: lock !== null,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestoneShown(request, number),
    comments: request.world.state.comments.filter((comment) => comment.number === number).length,
    created_at: isoTime(subject.createdAt),
    updated_at: isoTime(subject.updatedAt),
    closed_at: subject.closedAt === null ? null : isoTime(subject.closedAt),
    author_association: 'CONTRIBUTOR',
    active_lock_reason: lock?.reason ?? null,
    closed_by: closedBy(request, subject),
    body: subject.body === '' ? null : subject.body,
    timeline_url: `${url}/timeline`,
    ...relationsOf(request, subject),
    reactions: reactionRollup(request, 'issue', number, url),
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

/** What is below an issue, above it, and what waits. */
function relationsOf(request: ApiRequest, subject: Subject): object {
  if (isPull(subject)) return {};
  const { world } = request;
  const { total, completed, percentCompleted } = subIssuesSummary(world, subject);
  const dependencies = dependenciesSummary(world, subject);
  const parent = parentOf(world, subject);
  return {
    sub_issues_summary: { total, completed, percent_completed: percentCompleted },
    issue_dependencies_summary: {
      blocked_by: dependencies.blockedBy,
      blocking: dependencies.blocking,
      total_blocked_by: dependencies.totalBlockedBy,
      total_blocking: dependencies.totalBlocking,
    },
    ...(parent === null ? {} : { parent_issue_url: `${repositoryUrl(request)}/issues/${parent.number}` }),
  };
}

/** Who closed it last; null for what is open, and where nobody is told. */
function closedBy({ world, apiUrl }: ApiRequest, { number, state }: Subject) {
  if (state === 'open') return null;
  const closed = (world.state.issueEvents ?? []).findLast((each) => each.number === number && each.event === 'closed');
  return closed === undefined ? null : simpleUser(closed.actor, apiUrl);
}

/** Source: GitHub REST documentation, "List repository issues": labels, creator, assignee (`none`, `*`), since. */
function isAskedFor({ world, query }: ApiRequest, subject: Subject): boolean {
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const has = labelsOf(world, subject.number);
  if (!labels.every((name) => has.some((label) => sameName(label.name, name)))) return false;
  const creator = query.get('creator');
  if (creator !== null && !sameName(subject.author.login, creator)) return false;
  const since = Date.parse(query.get('since') ?? '');
  if (!Number.isNaN(since) && subject.updatedAt < since) return false;
  const milestone = query.get('milestone');
  const own = milestoneOf(world, subject.number);
  if (milestone === 'none' && own !== null) return false;
  if (milestone === '*' && own === null) return false;
  if (milestone !== null && /^\d+$/.test(milestone) && own?.number !== Number(milestone)) return false;
  const assignee = query.get('assignee');
  const given = assigneesOf(world, subject.number);
  if (assignee === null) return true;
  if (assignee === 'none') return given.length === 0;
  return assignee === '*' ? given.length > 0 : given.some(({ login }) => sameName(login, assignee));
}

/** Newest first, unless asked otherwise; numbers settle what happened at one time. */
function orderOf(query: URLSearchParams): (a: Subject, b: Subject) => number {
  const up = query.get('direction') === 'asc' ? 1 : -1;
  const by = query.get('sort') === 'updated' ? (each: Subject) => each.updatedAt : (each: Subject) => each.createdAt;
  return (a, b) => up * (by(a) - by(b) || a.number - b.number);
}

/** Source: GitHub REST documentation, "List repository issues": a milestone is a number, `*` or `none`. */
function unknownFilters({ world, query }: ApiRequest): readonly object[] {
  const [milestone, assignee] = [query.get('milestone') ?? '', query.get('assignee') ?? ''];
  const isOpen = (value: string) => ['', '*', 'none'].includes(value);
  return [
    ...(isOpen(milestone) || /^\d+$/.test(milestone) ? [] : [unknown('milestone', milestone)]),
    ...(isOpen(assignee) || knownActors(world).some(({ login }) => sameName(login, assignee))
      ? []
      : [unknown('assignee', assignee)]),
  ];
}

/** Issues and pull requests as the query asks for them, in its order; those that are open where it names no state. */
function listedSubjects(request: ApiRequest): Subject[] {
  const { query, world } = request;
  const wanted = query.get('state') ?? 'open';
  return [...world.state.issues, ...world.state.pulls]
    .filter((subject) => wanted === 'all' || subject.state === wanted)
    .filter((subject) => isAskedFor(request, subject))
    .sort(orderOf(query));
}

/**
 * Those of every repository that one sees, which is this one: what was given to whoever asks, unless asked otherwise.
 *
 * Source: GitHub REST documentation, "List issues assigned to the authenticated user".
 */
const ownIssues =
  (path: string) =>
  (request: ApiRequest): ApiReply => {
    const { requester, query, world } = request;
    if (requester.tokenKind !== 'pat') return apiError(403, 'Resource not accessible by integration');
    const me = requester.actor;
    const filter = query.get('filter') ?? 'assigned';
    const isMine = (subject: Subject): boolean => {
      switch (filter) {
        case 'created':
          return subject.author.id === me.id;
        case 'mentioned':
          return subject.body.toLowerCase().includes(`@${me.login.toLowerCase()}`);
        case 'subscribed':
        case 'repos':
        case 'all':
          return true;
        default:
          return assigneesOf(world, subject.number).some(({ id }) => id === me.id);
      }
    };
    return answerPage(request, path, listedSubjects(request).filter(isMine), (subject) => ({
      ...issueAnswer(request, subject),
      repository: repositoryAnswer(request),
    }));
  };

function listIssues(request: ApiRequest): ApiReply {
  const faults = unknownFilters(request);
  if (faults.length > 0) return validationFailed(...faults);
  const path = `${repositoryPath(request)}/issues`;
  return answerPage(request, path, listedSubjects(request), (subject) => issueAnswer(request, subject));
}

const IssueCreation = z.object({
  title: z.union([z.string(), z.number()]),
  body: z.string().nullish(),
  labels: z.array(z.union([z.string().min(1), z.object({ name: z.string().min(1) })])).optional(),
  assignees: z.array(z.string()).optional(),
  /** The older way to name one. */
  assignee: z.string().nullish(),
  milestone: z.union([z.number().int(), z.string().regex(/^\d+$/)]).nullish(),
});
const IssueUpdate = IssueCreation.partial().extend({
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
});

const labelName = (label: string | { readonly name: string }): string =>
  typeof label === 'string' ? label : label.name;

/** Those of the logins who may be given an issue. */
const collaboratorsOf = (world: ApiRequest['world'], logins: readonly string[]) =>
  collaborators(world).filter(({ login }) => logins.some((each) => sameName(each, login)));

const assigneesIn = (given: {
  readonly assignees?: readonly string[] | undefined;
  readonly assignee?: string | null | undefined;
}): readonly string[] | undefined =>
  given.assignees ?? (given.assignee === undefined ? undefined : [given.assignee ?? ''].filter(Boolean));

const isUnknownMilestone = ({ world }: ApiRequest, milestone: number | string | null | undefined): boolean =>
  milestone != null && findMilestone(world, Number(milestone)) === null;

/** Something that is asked for, or wanted, and is not there. */
const unknown = (field: string, value: unknown): object => ({ value, resource: 'Issue', field, code: 'invalid' });

type Wanted = z.infer<typeof IssueUpdate>;

/** What is wrong with an issue, all at once. */
function issueFaults(request: ApiRequest, wanted: Wanted): readonly object[] {
  const known = collaborators(request.world);
  const strangers = (assigneesIn(wanted) ?? []).filter((login) => !known.some((each) => sameName(each.login, login)));
  return [
    ...textFaults('Issue', 'title', wanted.title === undefined ? undefined : String(wanted.title), {
      required: true,
      longest: TITLE_LENGTH,
    }),
    ...textFaults('Issue', 'body', wanted.body, { longest: COMMENT_LENGTH }),
    ...strangers.map((login) => unknown('assignees', login)),
    ...(isUnknownMilestone(request, wanted.milestone) ? [unknown('milestone', wanted.milestone)] : []),
  ];
}

function createIssue(request: ApiRequest): ApiReply {
  const body = readBody(request.body, IssueCreation);
  if (!body.ok) return body.reply;
  const { title, body: text, milestone } = body.value;
  const faults = issueFaults(request, body.value);
  if (faults.length > 0) return validationFailed(...faults);
  const issue = openIssue(request, { title: String(title), body: text ?? '' });
  const { labels } = body.value;
  const assignees = assigneesIn(body.value);
  if (milestone != null) setMilestone(request.world, issue.number, Number(milestone));
  if (labels !== undefined) setLabels(request.world, issue.number, labels.map(labelName));
  if (assignees !== undefined) setAssignees(request.world, issue.number, collaboratorsOf(request.world, assignees));
  const answer = issueAnswer(request, issue);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function getIssue(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  const subject = subjectOf(request.world, number);
  if (subject !== null) return { status: 200, body: issueAnswer(request, subject) };
  // Source: GitHub REST documentation, "Get an issue": 410 for those who may read it.
  return request.world.state.deletedIssues?.includes(number) === true
    ? apiError(410, 'This issue was deleted')
    : notFound();
}

async function updateIssue(request: ApiRequest): Promise<ApiReply> {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  const body = readBody(request.body, IssueUpdate);
  if (!body.ok) return body.reply;
  const { title, state, labels, milestone } = body.value;
  const faults = issueFaults(request, body.value);
  if (faults.length > 0) return validationFailed(...faults);
  const assignees = assigneesIn(body.value);
  const { world } = request;
  if (state !== undefined) {
    if (!isPull(subject)) setIssueState(request, subject, state, body.value.state_reason ?? undefined);
    else if (state !== subject.state) {
      const refused = state === 'open' ? await reopenPull(request, subject) : null;
      if (refused !== null) return refused;
      if (state === 'closed') await closePull(request, subject);
    }
  }
  if (title !== undefined) subject.title = String(title);
  if (body.value.body !== undefined) subject.body = body.value.body ?? '';
  if (labels !== undefined) setLabels(world, subject.number, labels.map(labelName));
  if (assignees !== undefined) setAssignees(world, subject.number, collaboratorsOf(world, assignees));
  if (milestone !== undefined) setMilestone(world, subject.number, milestone === null ? null : Number(milestone));
  subject.updatedAt = world.now();
  return { status: 200, body: issueAnswer(request, subject) };
}

/** Issues and their labels; pull requests answer here as issues too. */
export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: '/issues', handle: ownIssues('/issues') },
  { method: 'GET', path: '/user/issues', handle: ownIssues('/user/issues') },
  { method: 'GET', path: `${REPO}/issues`, handle: listIssues },
  { method: 'POST', path: `${REPO}/issues`, handle: createIssue },
  { method: 'GET', path: `${REPO}/issues/{issue_number}`, handle: getIssue },
  { method: 'PATCH', path: `${REPO}/issues/{issue_number}`, handle: updateIssue },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/labels`, handle: listIssueLabels },
  { method: 'POST', path: `${REPO}/issues/{issue_number}/labels`, handle: addLabels },
  { method: 'GET', path: `${REPO}/labels`, handle: listLabels },
  { method: 'POST', path: `${REPO}/labels`, handle: createLabel },
  { method: 'GET', path: `${REPO}/labels/{name}`, handle: getLabel },
];
