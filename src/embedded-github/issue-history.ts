import type { Requester } from './route.ts';
import { assigneesOf, isPull, labelsOf, lockOf, milestoneOf, type Subject } from './subjects.ts';
import type { World } from './world.ts';
import type { Actor, IssueEventState } from './world-state.ts';

/** What an issue or pull request is like, as far as a change of it is told in its history. */
interface Standing {
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly labels: ReadonlyMap<number, { readonly name: string; readonly color: string }>;
  readonly assignees: ReadonlyMap<number, Actor>;
  readonly reviewers: ReadonlyMap<number, Actor>;
  readonly milestone: string | null;
  readonly isLocked: boolean;
  readonly isDraft: boolean;
}

export type Standings = ReadonlyMap<number, Standing>;

const byId = (actors: readonly Actor[]) => new Map(actors.map((actor) => [actor.id, actor]));

function standingOf(world: World, subject: Subject): Standing {
  const { number } = subject;
  return {
    state: subject.state,
    title: subject.title,
    labels: new Map(labelsOf(world, number).map(({ id, name, color }) => [id, { name, color }])),
    assignees: byId(assigneesOf(world, number)),
    reviewers: byId(isPull(subject) ? (subject.requestedReviewers ?? []) : []),
    milestone: milestoneOf(world, number)?.title ?? null,
    isLocked: lockOf(world, number) !== null,
    isDraft: isPull(subject) && subject.draft,
  };
}

const subjectsOf = ({ state }: World): readonly Subject[] => [...state.issues, ...state.pulls];

/** How all of them stand, to be held against how they stand later. */
export const standingsOf = (world: World): Standings =>
  new Map(subjectsOf(world).map((subject) => [subject.number, standingOf(world, subject)]));

/** A new one begins open, without anything: what it is opened with is told as changes, as GitHub does. */
const asOpened = ({ title, isDraft }: Standing): Standing => ({
  state: 'open',
  title,
  labels: new Map(),
  assignees: new Map(),
  reviewers: new Map(),
  milestone: null,
  isLocked: false,
  isDraft,
});

type Change = Omit<IssueEventState, 'id' | 'number' | 'actor' | 'createdAt'>;

function* changesOfMembers<T>(
  before: ReadonlyMap<number, T>,
  after: ReadonlyMap<number, T>,
  tell: (member: T, isThere: boolean) => Change,
): Generator<Change> {
  for (const [id, member] of before) if (!after.has(id)) yield tell(member, false);
  for (const [id, member] of after) if (!before.has(id)) yield tell(member, true);
}

function* changesOf(before: Standing, after: Standing, lockReason: string | null): Generator<Change> {
  if (before.title !== after.title) yield { event: 'renamed', rename: { from: before.title, to: after.title } };
  yield* changesOfMembers(before.labels, after.labels, (label, isThere) => ({
    event: isThere ? 'labeled' : 'unlabeled',
    label,
  }));
  yield* changesOfMembers(before.assignees, after.assignees, (person, isThere) => ({
    event: isThere ? 'assigned' : 'unassigned',
    person,
  }));
  yield* changesOfMembers(before.reviewers, after.reviewers, (person, isThere) => ({
    event: isThere ? 'review_requested' : 'review_request_removed',
    person,
  }));
  if (before.milestone !== after.milestone) {
    if (before.milestone !== null) yield { event: 'demilestoned', milestone: before.milestone };
    if (after.milestone !== null) yield { event: 'milestoned', milestone: after.milestone };
  }
  if (before.isLocked !== after.isLocked)
    yield after.isLocked ? { event: 'locked', lockReason } : { event: 'unlocked', lockReason: null };
  if (before.isDraft !== after.isDraft) yield { event: after.isDraft ? 'converted_to_draft' : 'ready_for_review' };
  if (before.state !== after.state) yield { event: after.state === 'closed' ? 'closed' : 'reopened' };
}

/**
 * Writes into the history what has become of issues and pull requests since they stood as `before`, as the doing of one
 * person or app. What no endpoint has changed is not in it: a merge that came by itself is told by the pull request.
 */
export function recordHistory(world: World, before: Standings, { actor }: Pick<Requester, 'actor'>): void {
  const { state } = world;
  for (const subject of subjectsOf(world)) {
    const after = standingOf(world, subject);
    const { number } = subject;
    for (const change of changesOf(
      before.get(number) ?? asOpened(after),
      after,
      lockOf(world, number)?.reason ?? null,
    )) {
      // A reviewer who has reviewed is no longer asked; nobody has taken the request back.
      if (change.event === 'review_request_removed' && change.person?.id === actor.id) continue;
      if (change.event === 'closed' && isPull(subject) && subject.mergedAt !== null) continue;
      state.issueEvents = [
        ...(state.issueEvents ?? []),
        { id: world.nextId(), number, actor, createdAt: world.now(), ...change },
      ];
    }
  }
}

/** Beyond every id that the world gives out. */
const BEYOND = 10_000_000_000;

/** The history, oldest first: what was recorded, and the merges, which pull requests themselves tell of. */
export function issueEvents({ state }: World): IssueEventState[] {
  const merges = state.pulls.flatMap(({ id, number, mergedAt, mergedBy, author }): IssueEventState[] => {
    if (mergedAt === null) return [];
    const common = { number, actor: mergedBy ?? author, createdAt: mergedAt };
    return [
      { id: BEYOND + 2 * id, event: 'merged', ...common },
      { id: BEYOND + 2 * id + 1, event: 'closed', ...common },
    ];
  });
  return [...(state.issueEvents ?? []), ...merges].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
}
