import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPath } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { subjectOf } from '../subjects.ts';
import type { World } from '../world.ts';
import type { ReactionState } from '../world-state.ts';
import { notFound, numberParam } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

const CONTENTS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
/** Source: GitHub REST documentation, "Create reaction for a release". */
const OF_RELEASES: readonly string[] = ['+1', 'laugh', 'heart', 'hooray', 'rocket', 'eyes'];

/** What can be reacted to: where, by which parameter, and whether it is there. */
interface Place {
  readonly on: ReactionState['on'];
  readonly below: string;
  readonly parameter: string;
  readonly isThere: (world: World, of: number) => boolean;
}

const hasId =
  <T extends { readonly id: number }>(listOf: (world: World) => readonly T[] | undefined) =>
  (world: World, of: number) =>
    (listOf(world) ?? []).some(({ id }) => id === of);

const PLACES: readonly Place[] = [
  {
    on: 'issue',
    below: 'issues',
    parameter: 'issue_number',
    isThere: (world, number) => subjectOf(world, number) !== null,
  },
  {
    on: 'issue-comment',
    below: 'issues/comments',
    parameter: 'comment_id',
    isThere: hasId(({ state }) => state.comments),
  },
  {
    on: 'commit-comment',
    below: 'comments',
    parameter: 'comment_id',
    isThere: hasId(({ state }) => state.commitComments),
  },
  {
    on: 'line-comment',
    below: 'pulls/comments',
    parameter: 'comment_id',
    isThere: hasId(({ state }) => state.lineComments),
  },
  { on: 'release', below: 'releases', parameter: 'release_id', isThere: hasId(({ state }) => state.releases) },
];

const answerOf = ({ apiUrl }: ApiRequest, { id, author, content, createdAt }: ReactionState) => ({
  id,
  node_id: nodeId('REA', id),
  user: simpleUser(author, apiUrl),
  content,
  created_at: isoTime(createdAt),
});

const reactionsTo = ({ state }: World, on: ReactionState['on'], of: number): ReactionState[] =>
  (state.reactions ?? []).filter((each) => each.on === on && each.of === of);

/** GitHub's `reaction-rollup`: how many there are of each kind. */
export function reactionRollup({ world }: ApiRequest, on: ReactionState['on'], of: number, url: string) {
  const every = reactionsTo(world, on, of);
  const counts = Object.fromEntries(
    CONTENTS.map((content) => [content, every.filter((each) => each.content === content).length]),
  );
  return { url: `${url}/reactions`, total_count: every.length, ...counts };
}

const list =
  (place: Place) =>
  (request: ApiRequest): ApiReply => {
    const of = numberParam(request, place.parameter);
    if (!place.isThere(request.world, of)) return notFound();
    const content = request.query.get('content');
    const every = reactionsTo(request.world, place.on, of).filter(
      (each) => content === null || each.content === content,
    );
    const path = `${repositoryPath(request)}/${place.below}/${of}/reactions`;
    return answerPage(request, path, every, (each) => answerOf(request, each));
  };

/** Source: GitHub REST documentation, "Create reaction for an issue": 200 where it was there already. */
const create =
  (place: Place) =>
  (request: ApiRequest): ApiReply => {
    const of = numberParam(request, place.parameter);
    const { world, requester } = request;
    if (!place.isThere(world, of)) return notFound();
    const body = readBody(request.body, z.object({ content: z.enum(CONTENTS) }));
    if (!body.ok) return body.reply;
    const { content } = body.value;
    if (place.on === 'release' && !OF_RELEASES.includes(content))
      return apiError(422, 'Validation Failed', [{ resource: 'Reaction', field: 'content', code: 'invalid' }]);
    const known = reactionsTo(world, place.on, of).find(
      (each) => each.author.id === requester.actor.id && each.content === content,
    );
    if (known !== undefined) return { status: 200, body: answerOf(request, known) };
    const made: ReactionState = {
      id: world.nextId(),
      on: place.on,
      of,
      author: requester.actor,
      content,
      createdAt: world.now(),
    };
    world.state.reactions = [...(world.state.reactions ?? []), made];
    return { status: 201, body: answerOf(request, made) };
  };

const remove =
  (place: Place) =>
  (request: ApiRequest): ApiReply => {
    const { world, requester } = request;
    const id = numberParam(request, 'reaction_id');
    const reaction = reactionsTo(world, place.on, numberParam(request, place.parameter)).find((each) => each.id === id);
    if (reaction === undefined) return notFound();
    if (reaction.author.id !== requester.actor.id && requester.tokenKind !== 'pat')
      return apiError(403, 'Resource not accessible by integration');
    world.state.reactions = (world.state.reactions ?? []).filter((each) => each !== reaction);
    return { status: 204 };
  };

export const reactionRoutes: readonly Route[] = PLACES.flatMap((place): Route[] => {
  const path = `${REPO}/${place.below}/{${place.parameter}}/reactions`;
  return [
    { method: 'GET', path, handle: list(place) },
    { method: 'POST', path, handle: create(place) },
    { method: 'DELETE', path: `${path}/{reaction_id}`, handle: remove(place) },
  ];
});
