import type { World } from './world.ts';
import type { IssueState, PullRequestState } from './world-state.ts';

/**
 * What closes an issue by saying so. Other repositories are none of this world.
 *
 * Source: GitHub documentation, "Linking a pull request to an issue using a keyword".
 */
const KEYWORD = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+)?#|gh-)(\d{1,9})\b/gi;

/** Issues that a text says it closes, in its order. */
export function issuesClosedBy({ state }: World, text: string): IssueState[] {
  const own = `${state.owner}/${state.repo}`.toLowerCase();
  const numbers = [...text.matchAll(KEYWORD)].flatMap(([, repository, number]) =>
    repository === undefined || repository.toLowerCase() === own ? [Number(number)] : [],
  );
  return [...new Set(numbers)].flatMap((number) => state.issues.find((each) => each.number === number) ?? []);
}

/** Issues that a merge of the pull request closes: only into the default branch. */
export const closedByPull = (world: World, pull: PullRequestState): IssueState[] =>
  pull.baseRef === world.state.defaultBranch ? issuesClosedBy(world, pull.body) : [];

/** The pull requests that close an issue, or have. */
export const closingPulls = (world: World, issue: IssueState): PullRequestState[] =>
  world.state.pulls.filter((pull) => closedByPull(world, pull).includes(issue));
