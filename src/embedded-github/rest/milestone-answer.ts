import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryUrl } from '../commit-answers.ts';
import type { ApiRequest } from '../route.ts';
import { milestoneOf } from '../subjects.ts';
import type { MilestoneState } from '../world-state.ts';

/** GitHub's `milestone`. */
export function milestoneAnswer(request: ApiRequest, milestone: MilestoneState) {
  const { world } = request;
  const url = `${repositoryUrl(request)}/milestones/${milestone.number}`;
  const of = [...world.state.issues, ...world.state.pulls].filter(
    ({ number }) => milestoneOf(world, number)?.number === milestone.number,
  );
  const isoOrNull = (time: number | null) => (time === null ? null : isoTime(time));
  return {
    url,
    html_url: `${repositoryPage(request)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: nodeId('MI', milestone.id),
    number: milestone.number,
    state: milestone.state,
    title: milestone.title,
    description: milestone.description,
    creator: simpleUser(milestone.creator, request.apiUrl),
    open_issues: of.filter(({ state }) => state === 'open').length,
    closed_issues: of.filter(({ state }) => state === 'closed').length,
    created_at: isoTime(milestone.createdAt),
    updated_at: isoTime(milestone.updatedAt),
    closed_at: isoOrNull(milestone.closedAt),
    due_on: isoOrNull(milestone.dueOn),
  };
}

/** The milestone of an issue or pull request, as its answer shows it. */
export function milestoneShown(request: ApiRequest, number: number) {
  const milestone = milestoneOf(request.world, number);
  return milestone === null ? null : milestoneAnswer(request, milestone);
}
