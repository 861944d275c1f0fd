import * as z from 'zod';
import { collaborators, simpleUser } from '../accounts.ts';
import { repositoryPath } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import {
  assigneesOf,
  findLabel,
  labelsOf,
  type Subject,
  sameName,
  setAssignees,
  setLabels,
  subjectOf,
} from '../subjects.ts';
import { issueAnswer, labelAnswer, labelFaults } from './issues.ts';
import { notFound, numberParam, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

const Names = z.object({ labels: z.array(z.union([z.string(), z.object({ name: z.string() })])).max(100) });

/** What an issue or pull request is given, as REST takes it: a list of names, in an object or by itself. */
const namesIn = (body: unknown) => readBody(Array.isArray(body) ? { labels: body } : (body ?? { labels: [] }), Names);

const subjectAt = (request: ApiRequest): Subject | null =>
  subjectOf(request.world, numberParam(request, 'issue_number'));

const shownLabels = (request: ApiRequest, { number }: Subject): ApiReply => ({
  status: 200,
  body: labelsOf(request.world, number).map((label) => labelAnswer(request, label)),
});

/** Source: GitHub REST documentation, "Set labels for an issue": whatever was there is replaced. */
function replaceLabels(request: ApiRequest): ApiReply {
  const subject = subjectAt(request);
  if (subject === null) return notFound();
  const body = namesIn(request.body);
  if (!body.ok) return body.reply;
  setLabels(
    request.world,
    subject.number,
    body.value.labels.map((each) => (typeof each === 'string' ? each : each.name)),
  );
  return shownLabels(request, subject);
}

function removeAllLabels(request: ApiRequest): ApiReply {
  const subject = subjectAt(request);
  if (subject === null) return notFound();
  setLabels(request.world, subject.number, []);
  return { status: 204 };
}

function removeLabel(request: ApiRequest): ApiReply {
  const subject = subjectAt(request);
  if (subject === null) return notFound();
  const had = labelsOf(request.world, subject.number).map(({ name }) => name);
  const left = had.filter((name) => !sameName(name, param(request, 'name')));
  if (left.length === had.length) return apiError(404, 'Label does not exist');
  setLabels(request.world, subject.number, left);
  return shownLabels(request, subject);
}

const Change = z.object({
  new_name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

function updateLabel(request: ApiRequest): ApiReply {
  const label = findLabel(request.world, param(request, 'name'));
  if (label === null) return notFound();
  const body = readBody(request.body ?? {}, Change);
  if (!body.ok) return body.reply;
  const { new_name: name = label.name, color = label.color, description } = body.value;
  const faults = labelFaults({ name, color, description });
  if (faults.length > 0) return validationFailed(...faults);
  const taken = findLabel(request.world, name);
  if (taken !== null && taken !== label)
    return validationFailed({ resource: 'Label', field: 'name', code: 'already_exists' });
  renameOnSubjects(request, label.name, name);
  label.name = name;
  label.color = color.toLowerCase();
  if (description !== undefined) label.description = description;
  return { status: 200, body: labelAnswer(request, label) };
}

function renameOnSubjects({ world: { state } }: ApiRequest, from: string, to: string | null): void {
  for (const [number, names] of Object.entries(state.labelsOf)) {
    state.labelsOf[number] = names.flatMap((name) => (sameName(name, from) ? (to ?? []) : name));
  }
}

function deleteLabel(request: ApiRequest): ApiReply {
  const label = findLabel(request.world, param(request, 'name'));
  if (label === null) return notFound();
  const { labels } = request.world.state;
  labels.splice(labels.indexOf(label), 1);
  renameOnSubjects(request, label.name, null);
  return { status: 204 };
}

function listAssignees(request: ApiRequest): ApiReply {
  return answerPage(request, `${repositoryPath(request)}/assignees`, collaborators(request.world), (actor) =>
    simpleUser(actor, request.apiUrl),
  );
}

const isAssignable = (request: ApiRequest): ApiReply =>
  collaborators(request.world).some(({ login }) => sameName(login, param(request, 'assignee')))
    ? { status: 204 }
    : notFound();

/** The same, of one issue. */
const isAssignableTo = (request: ApiRequest): ApiReply =>
  subjectAt(request) === null ? notFound() : isAssignable(request);

const Assignees = z.object({ assignees: z.array(z.string()).max(10).optional() });

/** Those who may not be given it are left out without a word, as GitHub does. */
const assigning =
  (status: 200 | 201, change: (had: readonly string[], given: readonly string[]) => readonly string[]) =>
  (request: ApiRequest): ApiReply => {
    const subject = subjectAt(request);
    if (subject === null) return notFound();
    const body = readBody(request.body ?? {}, Assignees);
    if (!body.ok) return body.reply;
    const lower = (login: string) => login.toLowerCase();
    const had = assigneesOf(request.world, subject.number);
    const wanted = change(
      had.map(({ login }) => lower(login)),
      (body.value.assignees ?? []).map(lower),
    );
    const known = [...had, ...collaborators(request.world)];
    setAssignees(
      request.world,
      subject.number,
      wanted.flatMap((login) => known.find((actor) => sameName(actor.login, login)) ?? []),
    );
    return { status, body: issueAnswer(request, subject) };
  };

/** Labels as they are changed and taken away, and who works on what. */
export const labelRoutes: readonly Route[] = [
  { method: 'PUT', path: `${REPO}/issues/{issue_number}/labels`, handle: replaceLabels },
  { method: 'DELETE', path: `${REPO}/issues/{issue_number}/labels`, handle: removeAllLabels },
  { method: 'DELETE', path: `${REPO}/issues/{issue_number}/labels/{name}`, handle: removeLabel },
  { method: 'PATCH', path: `${REPO}/labels/{name}`, handle: updateLabel },
  { method: 'DELETE', path: `${REPO}/labels/{name}`, handle: deleteLabel },
  { method: 'GET', path: `${REPO}/assignees`, handle: listAssignees },
  { method: 'GET', path: `${REPO}/assignees/{assignee}`, handle: isAssignable },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/assignees/{assignee}`, handle: isAssignableTo },
  {
    method: 'POST',
    path: `${REPO}/issues/{issue_number}/assignees`,
    handle: assigning(201, (had, given) => [...had, ...given]),
  },
  {
    method: 'DELETE',
    path: `${REPO}/issues/{issue_number}/assignees`,
    handle: assigning(200, (had, given) => had.filter((login) => !given.includes(login))),
  },
];
