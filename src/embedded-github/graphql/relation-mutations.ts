import { isValidRefName } from '../git/object-names.ts';
import { addBlocker, addSubIssue, moveSubIssue, removeBlocker, removeSubIssue } from '../issue-relations.ts';
import { pushRef } from '../ref-updates.ts';
import { revertPull } from '../revert-pull.ts';
import { actorNamed, requestReviewers } from '../reviews.ts';
import type { ApiRequest } from '../route.ts';
import { setAssignees } from '../subjects.ts';
import type { IssueState } from '../world-state.ts';
import { account } from './account-fields.ts';
import { issueOf, writing } from './issue-mutations.ts';
import { answered, inputOf, missingNode, pullOf, refuseAs, subjectById, text } from './mutation-input.ts';
import { actorsOf, ofPull } from './pull-mutations.ts';
import { subjectSource } from './query-fields.ts';
import { FieldError, requireAccess, source } from './sources.ts';

const shown = (issue: IssueState) => source('Issue', { issue });

function refuse(why: string | null): void {
  if (why !== null) throw new FieldError('UNPROCESSABLE', why);
}

/** Those of a list of logins; an app is called without what REST puts behind its name. */
const actorsNamed = ({ world }: ApiRequest, logins: readonly unknown[]) =>
  logins.map((login) => {
    const actor = actorNamed(world, String(login));
    if (actor === null)
      throw new FieldError('NOT_FOUND', `Could not resolve to a node with the login of '${String(login)}'.`);
    return actor;
  });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Source: GitHub GraphQL documentation, mutation `replaceActorsForAssignable`. */
const replaceActorsForAssignable = writing((request, input) => {
  const subject = subjectById(request, input.assignableId);
  const actors = Array.isArray(input.actorIds)
    ? actorsOf(request, input.actorIds)
    : actorsNamed(request, listOf(input.actorLogins));
  setAssignees(request.world, subject.number, actors);
  subject.updatedAt = request.world.now();
  return { assignable: subjectSource(subject) };
});

/** Source: GitHub GraphQL documentation, mutation `requestReviewsByLogin`. */
const requestReviewsByLogin = ofPull((request, pull, input) => {
  const [team] = listOf(input.teamSlugs);
  if (team !== undefined) throw new FieldError('NOT_FOUND', `Could not resolve to a Team with the slug of '${team}'.`);
  const logins = [...listOf(input.userLogins), ...listOf(input.botLogins)].map(String);
  const had = pull.requestedReviewers;
  if (input.union !== true) pull.requestedReviewers = [];
  const refused = requestReviewers(request.world, pull, logins);
  if (refused !== null && had !== undefined) pull.requestedReviewers = had;
  refuseAs(refused);
});

/** The other issue of two: by its id, or by its address. */
function subIssueOf(request: ApiRequest, input: Readonly<Record<string, unknown>>): IssueState {
  if (input.subIssueId != null) return issueOf(request, input.subIssueId);
  const number = Number(/\/issues\/(\d{1,9})$/.exec(text(input, 'subIssueUrl') ?? '')?.[1] ?? 0);
  return request.world.state.issues.find((each) => each.number === number) ?? missingNode(input.subIssueUrl);
}

const addSub = writing((request, input) => {
  const [issue, sub] = [issueOf(request, input.issueId), subIssueOf(request, input)];
  refuse(addSubIssue(request.world, issue, sub, input.replaceParent === true));
  return { issue: shown(issue), subIssue: shown(sub) };
});

const removeSub = writing((request, input) => {
  const [issue, sub] = [issueOf(request, input.issueId), issueOf(request, input.subIssueId)];
  refuse(removeSubIssue(request.world, issue, sub) ? null : 'The provided sub-issue does not exist');
  return { issue: shown(issue), subIssue: shown(sub) };
});

const reprioritizeSubIssue = writing((request, input) => {
  const issue = issueOf(request, input.issueId);
  const isAfter = input.afterId != null;
  const beside = { issue: issueOf(request, isAfter ? input.afterId : input.beforeId), isAfter };
  const isMoved = moveSubIssue(request.world, issue, issueOf(request, input.subIssueId), beside);
  refuse(isMoved ? null : 'The provided sub-issue does not exist');
  return { issue: shown(issue) };
});

const addBlockedBy = writing((request, input) => {
  const [issue, blocker] = [issueOf(request, input.issueId), issueOf(request, input.blockingIssueId)];
  refuse(addBlocker(request.world, issue, blocker));
  return { issue: shown(issue), blockingIssue: shown(blocker) };
});

const removeBlockedBy = writing((request, input) => {
  const [issue, blocker] = [issueOf(request, input.issueId), issueOf(request, input.blockingIssueId)];
  refuse(removeBlocker(request.world, issue, blocker) ? null : 'The provided issue does not block this one');
  return { issue: shown(issue), blockingIssue: shown(blocker) };
});

/** What GitHub calls a branch for an issue: its number, and the words of its title. */
const branchFor = ({ number, title }: IssueState): string =>
  [number, ...(title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].join('-').slice(0, 100);

/** Source: GitHub GraphQL documentation, mutation `createLinkedBranch`. */
const createLinkedBranch = writing(async (request, input) => {
  requireAccess(request, 'contents', 'write');
  const { world } = request;
  const issue = issueOf(request, input.issueId);
  const ref = `refs/heads/${(text(input, 'name') ?? branchFor(issue)).replace(/^refs\/heads\//, '')}`;
  if (!isValidRefName(ref)) throw new FieldError('UNPROCESSABLE', `${ref} is not a valid ref name.`);
  const to = await world.git.peel(text(input, 'oid') ?? '');
  if (to === null) throw new FieldError('UNPROCESSABLE', 'Object does not exist');
  if ((await world.git.resolveRef(ref)) !== null) return { issue: shown(issue), linkedBranch: null };
  refuseAs(await pushRef(request, { ref, to, from: null }));
  const linked = { id: world.nextId(), issue: issue.number, ref };
  world.state.linkedBranches = [...(world.state.linkedBranches ?? []), linked];
  return { issue: shown(issue), linkedBranch: source('LinkedBranch', linked) };
});

/** Source: GitHub GraphQL documentation, mutation `revertPullRequest`. */
const revertPullRequest = async (_: unknown, args: Readonly<Record<string, unknown>>, request: ApiRequest) => {
  requireAccess(request, 'pull_requests', 'write');
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args);
  const pull = pullOf(request, input.pullRequestId);
  const [title, body] = [text(input, 'title'), text(input, 'body')];
  const made = await revertPull(request, pull, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    draft: input.draft === true,
  });
  if (!('number' in made)) refuseAs(made);
  return answered(input, {
    pullRequest: source('PullRequest', { pull }),
    revertPullRequest: 'number' in made ? source('PullRequest', { pull: made }) : null,
    actor: account(request.requester.actor),
  });
};

export const RELATION_MUTATIONS = {
  replaceActorsForAssignable,
  requestReviewsByLogin,
  addSubIssue: addSub,
  removeSubIssue: removeSub,
  reprioritizeSubIssue,
  addBlockedBy,
  removeBlockedBy,
  createLinkedBranch,
  revertPullRequest,
};
