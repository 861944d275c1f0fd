import type { World } from './world.ts';
import type { IssueState } from './world-state.ts';

/** What stands between issues: those below others, and those that others wait for. */

/** By its name in the state: numbers of issues, by the number of the one that they belong to. */
type Relation = 'subIssuesOf' | 'blockersOf';

const issuesOf = ({ state }: World, numbers: readonly number[]): IssueState[] =>
  numbers.flatMap((number) => state.issues.find((each) => each.number === number) ?? []);

function relatedTo(world: World, relation: Relation, { number }: IssueState): IssueState[] {
  const known = world.state[relation] ?? {};
  return issuesOf(world, Object.hasOwn(known, String(number)) ? (known[String(number)] ?? []) : []);
}

/** Those that have an issue among theirs. */
const having = (world: World, relation: Relation, { number }: IssueState): IssueState[] =>
  issuesOf(
    world,
    Object.entries(world.state[relation] ?? {}).flatMap(([of, numbers]) =>
      numbers.includes(number) ? [Number(of)] : [],
    ),
  );

function relate({ state }: World, relation: Relation, { number }: IssueState, issues: readonly IssueState[]): void {
  state[relation] = { ...state[relation], [String(number)]: issues.map((each) => each.number) };
}

/** @returns whether it was there */
function unrelate(world: World, relation: Relation, issue: IssueState, other: IssueState): boolean {
  const had = relatedTo(world, relation, issue);
  relate(
    world,
    relation,
    issue,
    had.filter((each) => each !== other),
  );
  return had.includes(other);
}

export const subIssuesOf = (world: World, issue: IssueState): IssueState[] => relatedTo(world, 'subIssuesOf', issue);

export const parentOf = (world: World, issue: IssueState): IssueState | null =>
  having(world, 'subIssuesOf', issue)[0] ?? null;

/** Source: GitHub documentation, "Adding sub-issues": 100 below one, eight levels. */
const MOST_BELOW = 100;
const MOST_LEVELS = 8;

const REFUSED = 'An error occured while adding the sub-issue to the parent issue.';

/**
 * Puts an issue below another.
 *
 * Source of the wording: GitHub's own answers, as cli/cli#13413 and other clients quote them.
 *
 * @returns why not
 */
export function addSubIssue(world: World, parent: IssueState, sub: IssueState, replaces: boolean): string | null {
  const had = parentOf(world, sub);
  if (had === parent)
    return `${REFUSED} Issue may not contain duplicate sub-issues and Sub issue may only have one parent`;
  if (had !== null && !replaces) return `${REFUSED} Sub issue may only have one parent`;
  const above = ancestorsOf(world, parent);
  if (sub === parent || above.includes(sub)) return `${REFUSED} Sub issue may not create a cycle`;
  if (subIssuesOf(world, parent).length >= MOST_BELOW)
    return `${REFUSED} Parent cannot have more than ${MOST_BELOW} sub-issues`;
  if (above.length + 1 + depthOf(world, sub) > MOST_LEVELS)
    return `${REFUSED} Sub-issues cannot be nested more than ${MOST_LEVELS} levels deep`;
  if (had !== null) removeSubIssue(world, had, sub);
  relate(world, 'subIssuesOf', parent, [...subIssuesOf(world, parent), sub]);
  return null;
}

function ancestorsOf(world: World, issue: IssueState): IssueState[] {
  const above = parentOf(world, issue);
  return above === null ? [] : [above, ...ancestorsOf(world, above)];
}

const depthOf = (world: World, issue: IssueState): number =>
  1 + Math.max(0, ...subIssuesOf(world, issue).map((each) => depthOf(world, each)));

/** @returns whether it was there */
export const removeSubIssue = (world: World, parent: IssueState, sub: IssueState): boolean =>
  unrelate(world, 'subIssuesOf', parent, sub);

/** Puts an issue before or behind another of the same parent. @returns whether both are there */
export function moveSubIssue(
  world: World,
  parent: IssueState,
  sub: IssueState,
  beside: { readonly issue: IssueState | undefined; readonly isAfter: boolean },
): boolean {
  const had = subIssuesOf(world, parent);
  const others = had.filter((each) => each !== sub);
  const at = beside.issue === undefined ? -1 : others.indexOf(beside.issue);
  if (!had.includes(sub) || at === -1) return false;
  relate(world, 'subIssuesOf', parent, others.toSpliced(at + (beside.isAfter ? 1 : 0), 0, sub));
  return true;
}

/** How many are below an issue, and how many of them are done. */
export function subIssuesSummary(world: World, issue: IssueState) {
  const below = subIssuesOf(world, issue);
  const completed = below.filter(({ state }) => state === 'closed').length;
  return {
    total: below.length,
    completed,
    percentCompleted: below.length === 0 ? 0 : Math.floor((100 * completed) / below.length),
  };
}

/** What an issue waits for. */
export const blockersOf = (world: World, issue: IssueState): IssueState[] => relatedTo(world, 'blockersOf', issue);

/** What waits for an issue. */
export const blockedBy = (world: World, issue: IssueState): IssueState[] => having(world, 'blockersOf', issue);

/** Source: GitHub documentation, "Creating issue dependencies": 50 of each kind. */
const MOST_DEPENDENCIES = 50;

/** @returns why not */
export function addBlocker(world: World, issue: IssueState, blocker: IssueState): string | null {
  const had = blockersOf(world, issue);
  if (had.includes(blocker)) return 'Target issue has already been taken';
  if (issue === blocker || blockersOf(world, blocker).includes(issue))
    return 'Source issue and target issue cannot block each other';
  if (had.length >= MOST_DEPENDENCIES) return `An issue cannot be blocked by more than ${MOST_DEPENDENCIES} issues`;
  relate(world, 'blockersOf', issue, [...had, blocker]);
  return null;
}

/** @returns whether it was there */
export const removeBlocker = (world: World, issue: IssueState, blocker: IssueState): boolean =>
  unrelate(world, 'blockersOf', issue, blocker);

/** How many issues are on either side; those that are open count for the first two. */
export function dependenciesSummary(world: World, issue: IssueState) {
  const [before, after] = [blockersOf(world, issue), blockedBy(world, issue)];
  const isOpen = ({ state }: IssueState) => state === 'open';
  return {
    blockedBy: before.filter(isOpen).length,
    blocking: after.filter(isOpen).length,
    totalBlockedBy: before.length,
    totalBlocking: after.length,
  };
}
