import { findPull } from './pull-requests.ts';
import type { ApiRequest } from './route.ts';
import type { World } from './world.ts';
import type {
  Actor,
  IssueCommentState,
  IssueState,
  LabelState,
  MilestoneState,
  PullRequestState,
} from './world-state.ts';

/** Issues and pull requests share their numbers, labels, assignees and comments. */
export type Subject = IssueState | PullRequestState;

export const isPull = (subject: Subject): subject is PullRequestState => 'headRef' in subject;

export const subjectOf = (world: World, number: number): Subject | null =>
  world.state.issues.find((issue) => issue.number === number) ?? findPull(world, number);

/** Labels have no case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const findLabel = (world: World, name: string): LabelState | null =>
  world.state.labels.find((label) => sameName(label.name, name)) ?? null;

/** The label of a name; one that is not there yet is made, as GitHub does where names are given to an issue. */
export function labelNamed(world: World, name: string): LabelState {
  const known = findLabel(world, name);
  if (known !== null) return known;
  const label = { id: world.nextId(), name, color: 'ededed', description: null };
  world.state.labels.push(label);
  return label;
}

/** Labels of an issue or pull request. */
export function labelsOf(world: World, number: number): LabelState[] {
  const key = String(number);
  const names = Object.hasOwn(world.state.labelsOf, key) ? (world.state.labelsOf[key] ?? []) : [];
  return names.flatMap((name) => findLabel(world, name) ?? []);
}

/** Gives an issue or pull request exactly these labels, each once. */
export function setLabels(world: World, number: number, names: readonly string[]): void {
  const labels = names.map((name) => labelNamed(world, name).name);
  world.state.labelsOf[String(number)] = [...new Set(labels)];
}

export function assigneesOf({ state }: World, number: number): readonly Actor[] {
  const { assigneesOf: known = {} } = state;
  return Object.hasOwn(known, String(number)) ? (known[String(number)] ?? []) : [];
}

export function setAssignees({ state }: World, number: number, actors: readonly Actor[]): void {
  state.assigneesOf = {
    ...state.assigneesOf,
    [String(number)]: [...new Map(actors.map((each) => [each.id, each])).values()],
  };
}

export const findMilestone = ({ state }: World, number: number): MilestoneState | null =>
  (state.milestones ?? []).find((each) => each.number === number) ?? null;

export function milestoneOf(world: World, number: number): MilestoneState | null {
  const { milestoneOf: known = {} } = world.state;
  const key = String(number);
  return Object.hasOwn(known, key) ? findMilestone(world, known[key] ?? -1) : null;
}

export function setMilestone({ state }: World, number: number, milestone: number | null): void {
  const { [String(number)]: _, ...others } = state.milestoneOf ?? {};
  state.milestoneOf = milestone === null ? others : { ...others, [String(number)]: milestone };
}

/** Whether only those who may write can comment on it, and why. */
export function lockOf({ state }: World, number: number): { readonly reason: string | null } | null {
  const { locks = {} } = state;
  const key = String(number);
  return Object.hasOwn(locks, key) ? { reason: locks[key] ?? null } : null;
}

export function setLock({ state }: World, number: number, lock: { readonly reason: string | null } | null): void {
  const { [String(number)]: _, ...others } = state.locks ?? {};
  state.locks = lock === null ? others : { ...others, [String(number)]: lock.reason };
}

/** Who asks for something of a world. */
type Asking = Pick<ApiRequest, 'world' | 'requester'>;

export function openIssue(
  { world, requester }: Asking,
  { title, body }: { readonly title: string; readonly body: string },
): IssueState {
  const now = world.now();
  const issue: IssueState = {
    id: world.nextId(),
    number: world.nextNumber(),
    title,
    body,
    author: requester.actor,
    createdAt: now,
    updatedAt: now,
    state: 'open',
    closedAt: null,
  };
  world.state.issues.push(issue);
  return issue;
}

/** Characters; longer ones are refused. Source: GitHub's own refusal, "Body is too long (maximum is 65536 characters)". */
export const COMMENT_LENGTH = 65_536;

/** Source: GitHub's own refusal, "title is too long (maximum is 256 characters)". */
export const TITLE_LENGTH = 256;

/**
 * Why nothing may be said below a subject, if so. A locked one is for those who may write, and neither apps nor GITHUB_TOKEN
 * are collaborators.
 *
 * Sources: GitHub documentation, "Locking conversations"; probot/stale#25, renovatebot/renovate#6215,
 * hashicorp/terraform-github-actions#100.
 */
export const commentRefused = ({ world, requester }: Asking, { number }: Subject): string | null =>
  lockOf(world, number) !== null && requester.tokenKind !== 'pat'
    ? 'Unable to create comment because issue is locked'
    : null;

export function writeComment({ world, requester }: Asking, subject: Subject, body: string): IssueCommentState {
  const now = world.now();
  const { number } = subject;
  const comment = { id: world.nextId(), number, author: requester.actor, body, createdAt: now, updatedAt: now };
  world.state.comments.push(comment);
  subject.updatedAt = now;
  return comment;
}

/** Apps may change only what they wrote themselves. */
export const mayChange = ({ requester }: Pick<Asking, 'requester'>, { author }: { readonly author: Actor }): boolean =>
  requester.tokenKind === 'pat' || author.id === requester.actor.id;

/** Takes a comment away. */
export function removeComment({ world }: Pick<Asking, 'world'>, comment: IssueCommentState): void {
  const { comments } = world.state;
  comments.splice(comments.indexOf(comment), 1);
}
