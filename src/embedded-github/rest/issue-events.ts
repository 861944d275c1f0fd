import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { commitAnswer, gitCommitAnswer, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { issueEvents } from '../issue-history.ts';
import { answerPage } from '../pagination.ts';
import { forkPoint } from '../pull-history.ts';
import { readBody } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import { isPull, type Subject, setLock, subjectOf } from '../subjects.ts';
import type { IssueEventState } from '../world-state.ts';
import { commentAnswer } from './issue-comments.ts';
import { issueAnswer } from './issues.ts';
import { notFound, numberParam } from './parameters.ts';
import { reviewAnswer } from './pull-reviews.ts';

const REPO = '/repos/{owner}/{repo}';

/** GitHub's `issue-event`, without the issue itself. */
function eventAnswer(request: ApiRequest, each: IssueEventState) {
  const { apiUrl, world } = request;
  const actor = simpleUser(each.actor, apiUrl);
  const { person } = each;
  const isReview = each.event.startsWith('review_');
  const merge = world.state.pulls.find(({ number }) => number === each.number)?.mergeCommitSha ?? null;
  const commit = each.event === 'merged' ? merge : null;
  return {
    id: each.id,
    node_id: nodeId('EV', each.id),
    url: `${repositoryUrl(request)}/issues/events/${each.id}`,
    actor,
    event: each.event,
    commit_id: commit,
    commit_url: commit === null ? null : `${repositoryUrl(request)}/commits/${commit}`,
    created_at: isoTime(each.createdAt),
    performed_via_github_app: null,
    ...(each.label === undefined ? {} : { label: each.label }),
    ...(each.milestone === undefined ? {} : { milestone: { title: each.milestone } }),
    ...(each.rename === undefined ? {} : { rename: each.rename }),
    ...(each.lockReason === undefined ? {} : { lock_reason: each.lockReason }),
    ...(person === undefined
      ? {}
      : isReview
        ? { review_requester: actor, requested_reviewer: simpleUser(person, apiUrl) }
        : { assignee: simpleUser(person, apiUrl), assigner: actor }),
  };
}

function withIssue(request: ApiRequest, each: IssueEventState) {
  const subject = subjectOf(request.world, each.number);
  return { ...eventAnswer(request, each), issue: subject === null ? null : issueAnswer(request, subject) };
}

/** The newest come first. */
function listAll(request: ApiRequest): ApiReply {
  const every = issueEvents(request.world).reverse();
  return answerPage(request, `${repositoryPath(request)}/issues/events`, every, (each) => withIssue(request, each));
}

function get(request: ApiRequest): ApiReply {
  const id = numberParam(request, 'event_id');
  const found = issueEvents(request.world).find((each) => each.id === id);
  return found === undefined ? notFound() : { status: 200, body: withIssue(request, found) };
}

const eventsOf = ({ world }: ApiRequest, { number }: Subject) =>
  issueEvents(world).filter((each) => each.number === number);

function listOfIssue(request: ApiRequest): ApiReply {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  const path = `${repositoryPath(request)}/issues/${subject.number}/events`;
  return answerPage(request, path, eventsOf(request, subject), (each) => eventAnswer(request, each));
}

interface Told {
  readonly at: number;
  readonly answer: object;
}

async function committed(request: ApiRequest, subject: Subject): Promise<Told[]> {
  if (!isPull(subject)) return [];
  const { git } = request.world;
  const shas = await git.log(subject.headSha, {
    not: [await forkPoint(request.world, subject)],
    oldestFirst: true,
  });
  const commits = await Promise.all(shas.slice(0, 250).map((sha) => git.commit(sha)));
  // A commit stands where it was made, and never behind what came after it in the branch.
  return commits.map((commit) => ({
    at: commit.committer.time,
    answer: {
      event: 'committed',
      ...gitCommitAnswer(request, commit),
      html_url: commitAnswer(request, commit).html_url,
    },
  }));
}

/** Source: GitHub REST documentation, "List timeline events for an issue": commits, comments and reviews are in it too. */
async function timeline(request: ApiRequest): Promise<ApiReply> {
  const { world, apiUrl } = request;
  const subject = subjectOf(world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  const { number } = subject;
  const comments = world.state.comments
    .filter((comment) => comment.number === number)
    .map((comment): Told => {
      const answer = commentAnswer(request, comment);
      return { at: comment.createdAt, answer: { event: 'commented', actor: answer.user, ...answer } };
    });
  const reviews = (world.state.reviews ?? []).flatMap((review): Told[] =>
    review.number !== number || review.submittedAt === null
      ? []
      : [
          {
            at: review.submittedAt,
            answer: {
              event: 'reviewed',
              ...reviewAnswer(request, review),
              state: review.state.toLowerCase(),
              user: simpleUser(review.author, apiUrl),
            },
          },
        ],
  );
  const events = eventsOf(request, subject).map(
    (each): Told => ({ at: each.createdAt, answer: eventAnswer(request, each) }),
  );
  const every = [...(await committed(request, subject)), ...comments, ...reviews, ...events].sort(
    (a, b) => a.at - b.at,
  );
  return answerPage(request, `${repositoryPath(request)}/issues/${number}/timeline`, every, ({ answer }) => answer);
}

const Lock = z.object({ lock_reason: z.enum(['off-topic', 'too heated', 'resolved', 'spam']).nullish() });

function lock(request: ApiRequest): ApiReply {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  const body = readBody(request.body ?? {}, Lock);
  if (!body.ok) return body.reply;
  setLock(request.world, subject.number, { reason: body.value.lock_reason ?? null });
  return { status: 204 };
}

function unlock(request: ApiRequest): ApiReply {
  const subject = subjectOf(request.world, numberParam(request, 'issue_number'));
  if (subject === null) return notFound();
  setLock(request.world, subject.number, null);
  return { status: 204 };
}

/** What has become of issues and pull requests, and whether they are locked. */
export const issueEventRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/issues/events`, handle: listAll },
  { method: 'GET', path: `${REPO}/issues/events/{event_id}`, handle: get },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/events`, handle: listOfIssue },
  { method: 'GET', path: `${REPO}/issues/{issue_number}/timeline`, handle: timeline },
  { method: 'PUT', path: `${REPO}/issues/{issue_number}/lock`, handle: lock },
  { method: 'DELETE', path: `${REPO}/issues/{issue_number}/lock`, handle: unlock },
];
