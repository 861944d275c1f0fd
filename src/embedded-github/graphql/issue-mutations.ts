import { nodeId } from '../accounts.ts';
import { addSubIssue } from '../issue-relations.ts';
import type { ApiRequest } from '../route.ts';
import { setIssueState } from '../set-issue-state.ts';
import {
  assigneesOf,
  COMMENT_LENGTH,
  commentRefused,
  findLabel,
  isPull,
  labelsOf,
  mayChange,
  openIssue,
  removeComment,
  type Subject,
  setAssignees,
  setLabels,
  setLock,
  writeComment,
} from '../subjects.ts';
import type { IssueCommentState, IssueState } from '../world-state.ts';
import { account } from './account-fields.ts';
import {
  answered,
  applyMilestone,
  type Input,
  inputOf,
  missingNode,
  requireRepository,
  subjectById,
  text,
} from './mutation-input.ts';
import { actorsOf, labelNames } from './pull-mutations.ts';
import { subjectSource } from './query-fields.ts';
import { type Args, FieldError, requireAccess, source } from './sources.ts';

type Mutation = (from: unknown, args: Args, request: ApiRequest) => unknown;

/** A mutation that needs to write issues. */
export const writing =
  (change: (request: ApiRequest, input: Input) => unknown): Mutation =>
  async (_, args, request) => {
    requireAccess(request, 'issues', 'write');
    const input = inputOf(args);
    const more = await change(request, input);
    return answered(input, more as Record<string, unknown>);
  };

export function issueOf(request: ApiRequest, id: unknown): IssueState {
  const subject = subjectById(request, id);
  return isPull(subject) ? missingNode(id) : subject;
}

const createIssue = writing((request, input) => {
  const { world } = request;
  requireRepository(request, input.repositoryId);
  const title = text(input, 'title') ?? '';
  if (title.trim() === '') throw new FieldError('UNPROCESSABLE', "Title can't be blank");
  const labels = Array.isArray(input.labelIds) ? labelNames(request, input.labelIds) : [];
  const assignees = Array.isArray(input.assigneeIds) ? actorsOf(request, input.assigneeIds) : [];
  const parent = input.parentIssueId == null ? null : issueOf(request, input.parentIssueId);
  const issue = openIssue(request, { title, body: text(input, 'body') ?? '' });
  const refused = parent === null ? null : addSubIssue(world, parent, issue, false);
  if (refused !== null) throw new FieldError('UNPROCESSABLE', refused);
  applyMilestone(request, issue, input.milestoneId);
  if (labels.length > 0) setLabels(world, issue.number, labels);
  if (assignees.length > 0) setAssignees(world, issue.number, assignees);
  return { issue: source('Issue', { issue }) };
});

const REASONS = { COMPLETED: 'completed', NOT_PLANNED: 'not_planned', DUPLICATE: 'duplicate' } as const;

const closeIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  const reason = text(input, 'stateReason') ?? 'COMPLETED';
  setIssueState(request, issue, 'closed', REASONS[reason as keyof typeof REASONS]);
  return { issue: source('Issue', { issue }) };
});

const reopenIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  setIssueState(request, issue, 'open');
  return { issue: source('Issue', { issue }) };
});

const updateIssue = writing((request, input) => {
  const issue = issueOf(request, input.id);
  const { world } = request;
  applyMilestone(request, issue, input.milestoneId);
  issue.title = text(input, 'title') ?? issue.title;
  issue.body = text(input, 'body') ?? issue.body;
  if (Array.isArray(input.labelIds)) setLabels(world, issue.number, labelNames(request, input.labelIds));
  if (Array.isArray(input.assigneeIds)) setAssignees(world, issue.number, actorsOf(request, input.assigneeIds));
  if (input.state === 'CLOSED' || input.state === 'OPEN')
    setIssueState(request, issue, input.state === 'CLOSED' ? 'closed' : 'open');
  issue.updatedAt = world.now();
  return { issue: source('Issue', { issue }), actor: account(request.requester.actor) };
});

function bodyOf(input: Input): string {
  const body = text(input, 'body') ?? '';
  if (body.trim() === '') throw new FieldError('UNPROCESSABLE', "Body can't be blank");
  if (body.length > COMMENT_LENGTH) {
    throw new FieldError('UNPROCESSABLE', `Body is too long (maximum is ${COMMENT_LENGTH} characters)`);
  }
  return body;
}

const addComment = writing((request, input) => {
  const subject = subjectById(request, input.subjectId);
  const refused = commentRefused(request, subject);
  if (refused !== null) throw new FieldError('FORBIDDEN', refused);
  const comment = writeComment(request, subject, bodyOf(input));
  const node = source('IssueComment', { comment });
  return { commentEdge: { node, cursor: String(comment.id) }, subject: subjectSource(subject) };
});

/** A comment that whoever asks may change. */
function ownComment(request: ApiRequest, id: unknown): IssueCommentState {
  const comment = request.world.state.comments.find((each) => nodeId('IC', each.id) === id) ?? missingNode(id);
  if (!mayChange(request, comment)) throw new FieldError('FORBIDDEN', 'Resource not accessible by integration');
  return comment;
}

const updateIssueComment = writing((request, input) => {
  const comment = ownComment(request, input.id);
  comment.body = bodyOf(input);
  comment.updatedAt = request.world.now();
  return { issueComment: source('IssueComment', { comment }) };
});

const deleteIssueComment = writing((request, input) => {
  removeComment(request, ownComment(request, input.id));
  return {};
});

/** Changes the labels of an issue or pull request, by their ids. */
const labelling = (change: (had: readonly string[], given: readonly string[]) => readonly string[]) =>
  writing((request, input) => {
    const subject = subjectById(request, input.labelableId);
    const given = labelNames(request, (input.labelIds ?? []) as readonly unknown[]);
    const had = labelsOf(request.world, subject.number).map(({ name }) => name);
    setLabels(request.world, subject.number, change(had, given));
    subject.updatedAt = request.world.now();
    return { labelable: subjectSource(subject) };
  });

/** Changes who works on an issue or pull request. */
const assigning = (change: (had: readonly number[], given: readonly number[]) => readonly number[]) =>
  writing((request, input) => {
    const subject: Subject = subjectById(request, input.assignableId);
    const given = actorsOf(request, (input.assigneeIds ?? []) as readonly unknown[]);
    const had = assigneesOf(request.world, subject.number);
    const known = new Map([...had, ...given].map((actor) => [actor.id, actor]));
    const ids = change(
      had.map(({ id }) => id),
      given.map(({ id }) => id),
    );
    setAssignees(
      request.world,
      subject.number,
      ids.flatMap((id) => known.get(id) ?? []),
    );
    return { assignable: subjectSource(subject) };
  });

const LOCK_REASONS = {
  OFF_TOPIC: 'off-topic',
  TOO_HEATED: 'too heated',
  RESOLVED: 'resolved',
  SPAM: 'spam',
} as const;

/** Locks an issue or pull request, or opens it to all again. */
const locking = (isLocked: boolean) =>
  writing((request, input) => {
    const subject = subjectById(request, input.lockableId);
    const reason = text(input, 'lockReason');
    const lock = { reason: reason === undefined ? null : LOCK_REASONS[reason as keyof typeof LOCK_REASONS] };
    setLock(request.world, subject.number, isLocked ? lock : null);
    return { lockedRecord: subjectSource(subject), unlockedRecord: subjectSource(subject) };
  });

/** At most so many stand above the others. Source: GitHub documentation, "Pinning an issue to your repository". */
const PINNED = 3;

const pinIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  const { state } = request.world;
  const pinned = (state.pinnedIssues ?? []).filter((number) => number !== issue.number);
  if (pinned.length >= PINNED) throw new FieldError('UNPROCESSABLE', `Maximum ${PINNED} pinned issues per repository`);
  state.pinnedIssues = [...pinned, issue.number];
  return { issue: source('Issue', { issue }) };
});

const unpinIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  const { state } = request.world;
  state.pinnedIssues = (state.pinnedIssues ?? []).filter((number) => number !== issue.number);
  return { issue: source('Issue', { issue }) };
});

/** Only who administers the repository may. Source: GitHub documentation, "Deleting an issue". */
const deleteIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  if (request.requester.tokenKind !== 'pat')
    throw new FieldError(
      'FORBIDDEN',
      `${request.requester.actor.login} does not have the correct permissions to execute \`DeleteIssue\``,
    );
  const { state } = request.world;
  state.issues = state.issues.filter((each) => each !== issue);
  state.deletedIssues = [...(state.deletedIssues ?? []), issue.number];
  state.comments = state.comments.filter(({ number }) => number !== issue.number);
  return { repository: source('Repository', { fork: null }) };
});

const createLabel = writing((request, input) => {
  const { world } = request;
  requireRepository(request, input.repositoryId);
  const name = text(input, 'name') ?? '';
  if (findLabel(world, name) !== null) throw new FieldError('UNPROCESSABLE', 'Name has already been taken');
  const label = {
    id: world.nextId(),
    name,
    color: (text(input, 'color') ?? 'ededed').toLowerCase(),
    description: text(input, 'description') ?? null,
  };
  world.state.labels.push(label);
  return { label: source('Label', { label }) };
});

/** Source: GitHub GraphQL documentation, mutations `archiveRepository` and `unarchiveRepository`. */
const archiving =
  (isArchived: boolean): Mutation =>
  (_, args, request) => {
    requireAccess(request, 'administration', 'write');
    const input = inputOf(args);
    requireRepository(request, input.repositoryId);
    request.world.state.settings.archived = isArchived;
    return answered(input, { repository: source('Repository', { fork: null }) });
  };

export const ISSUE_MUTATIONS: Readonly<Record<string, Mutation>> = {
  createIssue,
  closeIssue,
  reopenIssue,
  updateIssue,
  addComment,
  updateIssueComment,
  deleteIssueComment,
  createLabel,
  deleteIssue,
  lockLockable: locking(true),
  unlockLockable: locking(false),
  pinIssue,
  unpinIssue,
  archiveRepository: archiving(true),
  unarchiveRepository: archiving(false),
  addLabelsToLabelable: labelling((had, given) => [...had, ...given]),
  removeLabelsFromLabelable: labelling((had, given) => had.filter((name) => !given.includes(name))),
  clearLabelsFromLabelable: labelling(() => []),
  addAssigneesToAssignable: assigning((had, given) => [...had, ...given]),
  removeAssigneesFromAssignable: assigning((had, given) => had.filter((id) => !given.includes(id))),
};
