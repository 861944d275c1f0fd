import type { World } from './world.ts';
import type { IssueState } from './world-state.ts';

/** What stands between issues: those below others, and those that others wait for. */

const numbersOf = (known: Record<string, number[]> | undefined, number: number): readonly number[] =>
  known !== undefined && Object.hasOwn(known, String(number)) ? (known[String(number)] ?? []) : [];

const issuesOf = ({ state }: World, numbers: readonly number[]): IssueState[] =>
  numbers.flatMap((number) => state.issues.find((each) => each.number === number) ?? []);

export const subIssuesOf = (world: World, { number }: IssueState): IssueState[] =>
  issuesOf(world, numbersOf(world.state.subIssuesOf, number));

export function parentOf(world: World, { number }: IssueState): IssueState | null {
  const found = Object.entries(world.state.subIssuesOf ?? {}).find(([, below]) => below.includes(number));
  return found === undefined ? null : (issuesOf(world, [Number(found[0])])[0] ?? null);
}

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
  placeBelow(world, parent, [...subIssuesOf(world, parent), sub]);
  return null;
}

function ancestorsOf(world: World, issue: IssueState): IssueState[] {
  const above = parentOf(world, issue);
  return above === null ? [] : [above, ...ancestorsOf(world, above)];
}

const depthOf = (world: World, issue: IssueState): number =>
  1 + Math.max(0, ...subIssuesOf(world, issue).map((each) => depthOf(world, each)));

function placeBelow({ state }: World, { number }: IssueState, issues: readonly IssueState[]): void {
  state.subIssuesOf = { ...state.subIssuesOf, [String(number)]: issues.map((each) => each.number) };
}

/** @returns whether it was there */
export function removeSubIssue(world: World, parent: IssueState, sub: IssueState): boolean {
  const had = subIssuesOf(world, parent);
  placeBelow(
    world,
    parent,
    had.filter((each) => each !== sub),
  );
  return had.includes(sub);
}

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
  placeBelow(world, parent, others.toSpliced(at + (beside.isAfter ? 1 : 0), 0, sub));
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
export const blockersOf = (world: World, { number }: IssueState): IssueState[] =>
  issuesOf(world, numbersOf(world.state.blockersOf, number));

/** What waits for an issue. */
export const blockedBy = (world: World, { number }: IssueState): IssueState[] =>
  world.state.issues.filter((each) => numbersOf(world.state.blockersOf, each.number).includes(number));

/** Source: GitHub documentation, "Creating issue dependencies": 50 of each kind. */
const MOST_DEPENDENCIES = 50;

/** @returns why not */
export function addBlocker(world: World, issue: IssueState, blocker: IssueState): string | null {
  const had = blockersOf(world, issue);
  if (had.includes(blocker)) return 'Target issue has already been taken';
  if (issue === blocker || blockersOf(world, blocker).includes(issue))
    return 'Source issue and target issue cannot block each other';
  if (had.length >= MOST_DEPENDENCIES) return `An issue cannot be blocked by more than ${MOST_DEPENDENCIES} issues`;
  setBlockers(world, issue, [...had, blocker]);
  return null;
}

function setBlockers({ state }: World, { number }: IssueState, issues: readonly IssueState[]): void {
  state.blockersOf = { ...state.blockersOf, [String(number)]: issues.map((each) => each.number) };
}

/** @returns whether it was there */
export function removeBlocker(world: World, issue: IssueState, blocker: IssueState): boolean {
  const had = blockersOf(world, issue);
  setBlockers(
    world,
    issue,
    had.filter((each) => each !== blocker),
  );
  return had.includes(blocker);
}

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
