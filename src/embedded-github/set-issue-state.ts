import type { World } from './world.ts';
import type { IssueState } from './world-state.ts';

/** Closes those of some issues that are open. */
export function closeIssues(world: World, issues: readonly IssueState[]): void {
  for (const issue of issues) if (issue.state === 'open') setIssueState({ world }, issue, 'closed');
}

/** Closes an issue or opens it again, whichever way that was asked for. One that is so already stays as it is. */
export function setIssueState(
  { world }: { readonly world: World },
  issue: IssueState,
  state: IssueState['state'],
  reason?: IssueState['stateReason'],
): void {
  const now = world.now();
  if (state === 'closed') {
    if (issue.state === 'open') issue.closedAt = now;
    if (issue.state === 'open' || reason !== undefined) issue.stateReason = reason ?? 'completed';
  } else if (issue.state === 'closed') {
    issue.closedAt = null;
    issue.stateReason = 'reopened';
  }
  issue.state = state;
  issue.updatedAt = now;
}
