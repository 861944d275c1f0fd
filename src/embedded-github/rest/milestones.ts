import * as z from 'zod';

import { repositoryPath } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody, textFaults, validationFailed } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import { findMilestone, labelsOf, milestoneOf, setMilestone } from '../subjects.ts';
import type { MilestoneState } from '../world-state.ts';
import { labelAnswer } from './issues.ts';
import { milestoneAnswer } from './milestone-answer.ts';
import { notFound, numberParam } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

const subjectsWith = ({ world }: ApiRequest, { number }: MilestoneState) =>
  [...world.state.issues, ...world.state.pulls].filter(
    (subject) => milestoneOf(world, subject.number)?.number === number,
  );

const found = (request: ApiRequest) => findMilestone(request.world, numberParam(request, 'milestone_number'));

/** Source: GitHub REST documentation, "List milestones": by due date, those without one last. */
function listMilestones(request: ApiRequest): ApiReply {
  const { query, world } = request;
  const state = query.get('state') ?? 'open';
  const down = query.get('direction') === 'desc' ? -1 : 1;
  const completeness = (each: MilestoneState) => {
    const subjects = subjectsWith(request, each);
    return subjects.length === 0
      ? 0
      : subjects.filter((subject) => subject.state === 'closed').length / subjects.length;
  };
  const key = (each: MilestoneState) =>
    query.get('sort') === 'completeness' ? completeness(each) : (each.dueOn ?? Number.MAX_SAFE_INTEGER);
  const every = (world.state.milestones ?? [])
    .filter((each) => state === 'all' || each.state === state)
    .sort((a, b) => down * (key(a) - key(b)) || a.number - b.number);
  return answerPage(request, `${repositoryPath(request)}/milestones`, every, (each) => milestoneAnswer(request, each));
}

const Fields = z.object({
  title: z.string(),
  state: z.enum(['open', 'closed']).optional(),
  description: z.string().nullish(),
  due_on: z.iso.datetime({ offset: true }).nullish(),
});

const isTaken = ({ world }: ApiRequest, title: string, but?: MilestoneState): boolean =>
  (world.state.milestones ?? []).some((each) => each !== but && each.title === title);

const taken = () => validationFailed({ resource: 'Milestone', code: 'already_exists', field: 'title' });

function createMilestone(request: ApiRequest): ApiReply {
  const body = readBody(request.body, Fields);
  if (!body.ok) return body.reply;
  const { title, description, due_on: due, state = 'open' } = body.value;
  const faults = textFaults('Milestone', 'title', title, { required: true });
  if (faults.length > 0) return validationFailed(...faults);
  if (isTaken(request, title)) return taken();
  const { world, requester } = request;
  const now = world.now();
  const others = world.state.milestones ?? [];
  const milestone: MilestoneState = {
    id: world.nextId(),
    number: Math.max(0, ...others.map(({ number }) => number)) + 1,
    title,
    description: description ?? null,
    state,
    dueOn: due ? Date.parse(due) : null,
    creator: requester.actor,
    createdAt: now,
    updatedAt: now,
    closedAt: state === 'closed' ? now : null,
  };
  world.state.milestones = [...others, milestone];
  const answer = milestoneAnswer(request, milestone);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function getMilestone(request: ApiRequest): ApiReply {
  const milestone = found(request);
  return milestone === null ? notFound() : { status: 200, body: milestoneAnswer(request, milestone) };
}

function updateMilestone(request: ApiRequest): ApiReply {
  const milestone = found(request);
  if (milestone === null) return notFound();
  const body = readBody(request.body ?? {}, Fields.partial());
  if (!body.ok) return body.reply;
  const { title = milestone.title, description, due_on: due, state = milestone.state } = body.value;
  if (isTaken(request, title, milestone)) return taken();
  const now = request.world.now();
  milestone.title = title;
  if (description !== undefined) milestone.description = description;
  if (due !== undefined) milestone.dueOn = due === null ? null : Date.parse(due);
  if (state !== milestone.state) milestone.closedAt = state === 'closed' ? now : null;
  milestone.state = state;
  milestone.updatedAt = now;
  return { status: 200, body: milestoneAnswer(request, milestone) };
}

function deleteMilestone(request: ApiRequest): ApiReply {
  const milestone = found(request);
  if (milestone === null) return notFound();
  const { world } = request;
  for (const { number } of subjectsWith(request, milestone)) setMilestone(world, number, null);
  world.state.milestones = (world.state.milestones ?? []).filter((each) => each !== milestone);
  return { status: 204 };
}

function listMilestoneLabels(request: ApiRequest): ApiReply {
  const milestone = found(request);
  if (milestone === null) return notFound();
  const labels = subjectsWith(request, milestone).flatMap(({ number }) => labelsOf(request.world, number));
  const every = [...new Map(labels.map((label) => [label.id, label])).values()];
  const path = `${repositoryPath(request)}/milestones/${milestone.number}/labels`;
  return answerPage(request, path, every, (label) => labelAnswer(request, label));
}

export const milestoneRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/milestones`, handle: listMilestones },
  { method: 'POST', path: `${REPO}/milestones`, handle: createMilestone },
  { method: 'GET', path: `${REPO}/milestones/{milestone_number}`, handle: getMilestone },
  { method: 'PATCH', path: `${REPO}/milestones/{milestone_number}`, handle: updateMilestone },
  { method: 'DELETE', path: `${REPO}/milestones/{milestone_number}`, handle: deleteMilestone },
  { method: 'GET', path: `${REPO}/milestones/{milestone_number}/labels`, handle: listMilestoneLabels },
];
