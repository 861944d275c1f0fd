import * as z from 'zod';
import { collaborators, isoTime, MAINTAINER, nodeId, personNamed, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { readBody, validationFailed } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import type { InvitationState } from '../world-state.ts';
import { notFound, numberParam, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

// --- collaborators ---

const invitationsOf = ({ world }: ApiRequest): readonly InvitationState[] => world.state.invitations ?? [];

/** What an invitation calls a permission that is asked for by another word. */
const CALLED: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };
const PERMISSIONS = ['read', 'triage', 'write', 'maintain', 'admin'];

const invitationAnswer = (request: ApiRequest, { id, invitee, inviter, permission, createdAt }: InvitationState) => ({
  id,
  node_id: nodeId('RI', id),
  repository: repositoryAnswer(request),
  invitee: simpleUser(invitee, request.apiUrl),
  inviter: simpleUser(inviter, request.apiUrl),
  permissions: permission,
  created_at: isoTime(createdAt),
  expired: false,
  url: `${request.apiUrl}/user/repository_invitations/${id}`,
  html_url: `${repositoryPage(request)}/invitations`,
});

/** Source: GitHub REST documentation, "Add a repository collaborator": 201 with an invitation, 204 for whoever is one. */
function addCollaborator(request: ApiRequest): ApiReply {
  const body = readBody(request.body ?? {}, z.object({ permission: z.string().optional() }));
  if (!body.ok) return body.reply;
  const { permission: asked = 'push' } = body.value;
  const permission = Object.hasOwn(CALLED, asked) ? (CALLED[asked] ?? asked) : asked;
  if (!PERMISSIONS.includes(permission))
    return validationFailed({ resource: 'Repository', code: 'invalid', field: 'permission' });
  const { world, requester } = request;
  const login = param(request, 'username');
  if (sameName(login, world.state.owner))
    return validationFailed({
      resource: 'RepositoryInvitation',
      code: 'custom',
      message: 'Repository owner cannot be a collaborator',
    });
  if (collaborators(world).some((each) => sameName(each.login, login))) return { status: 204 };
  const before = invitationsOf(request).find(({ invitee }) => sameName(invitee.login, login));
  const invitation: InvitationState = before ?? {
    id: world.nextId(),
    invitee: personNamed(world, login),
    inviter: requester.actor,
    permission,
    createdAt: world.now(),
  };
  invitation.permission = permission;
  if (before === undefined) world.state.invitations = [...invitationsOf(request), invitation];
  return { status: 201, body: invitationAnswer(request, invitation) };
}

function removeCollaborator(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const login = param(request, 'username');
  state.people = (state.people ?? []).filter((each) => !sameName(each.login, login));
  state.invitations = invitationsOf(request).filter(({ invitee }) => !sameName(invitee.login, login));
  return { status: 204 };
}

const invitationAt = (request: ApiRequest) =>
  invitationsOf(request).find(({ id }) => id === numberParam(request, 'invitation_id'));
const withdraw = (request: ApiRequest, invitation: InvitationState): void => {
  request.world.state.invitations = invitationsOf(request).filter((each) => each !== invitation);
};

function updateInvitation(request: ApiRequest): ApiReply {
  const invitation = invitationAt(request);
  if (invitation === undefined) return notFound();
  const body = readBody(request.body ?? {}, z.object({ permissions: z.enum(PERMISSIONS).optional() }));
  if (!body.ok) return body.reply;
  invitation.permission = body.value.permissions ?? invitation.permission;
  return { status: 200, body: invitationAnswer(request, invitation) };
}

/** What whoever was asked says to it. */
const answerInvitation =
  (isYes: boolean) =>
  (request: ApiRequest): ApiReply => {
    const invitation = invitationAt(request);
    const { actor } = request.requester;
    if (invitation === undefined || !sameName(invitation.invitee.login, actor.login)) return notFound();
    withdraw(request, invitation);
    const { state } = request.world;
    if (isYes) state.people = [...(state.people ?? []), invitation.invitee];
    return { status: 204 };
  };

// --- stars, and who watches ---

const starsOf = ({ world }: ApiRequest) => world.state.stargazers ?? [];
const isOwn = (request: ApiRequest): boolean =>
  sameName(param(request, 'owner'), request.world.state.owner) &&
  sameName(param(request, 'repo'), request.world.state.repo);

const starRoute = (method: 'GET' | 'PUT' | 'DELETE', handle: (request: ApiRequest) => ApiReply): Route => ({
  method,
  path: '/user/starred/{owner}/{repo}',
  handle: (request) => (isOwn(request) ? handle(request) : notFound()),
});

function stargazers(request: ApiRequest): ApiReply {
  const isDated = /application\/vnd\.github\.(?:v3\.)?star\+json/.test(request.headers.get('accept') ?? '');
  return answerPage(request, `${repositoryPath(request)}/stargazers`, starsOf(request), ({ actor, at }) => {
    const user = simpleUser(actor, request.apiUrl);
    return isDated ? { starred_at: isoTime(at), user } : user;
  });
}

function subscriptionAnswer(request: ApiRequest): ApiReply {
  const { login } = request.requester.actor;
  const every = request.world.state.subscriptions ?? {};
  const own = Object.hasOwn(every, login) ? every[login] : undefined;
  if (own === undefined) return notFound();
  return {
    status: 200,
    body: {
      subscribed: !own.ignored,
      ignored: own.ignored,
      reason: null,
      created_at: isoTime(own.at),
      url: `${repositoryUrl(request)}/subscription`,
      repository_url: repositoryUrl(request),
    },
  };
}

function subscribe(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body ?? {},
    z.object({ subscribed: z.boolean().optional(), ignored: z.boolean().optional() }),
  );
  if (!body.ok) return body.reply;
  const { state } = request.world;
  const own = { ignored: body.value.ignored === true, at: request.world.now() };
  state.subscriptions = { ...state.subscriptions, [request.requester.actor.login]: own };
  return subscriptionAnswer(request);
}

function unsubscribe(request: ApiRequest): ApiReply {
  const { state } = request.world;
  const { [request.requester.actor.login]: _own, ...others } = state.subscriptions ?? {};
  state.subscriptions = others;
  return { status: 204 };
}

const watchers = (called: string) => (request: ApiRequest) => {
  const watching = Object.entries(request.world.state.subscriptions ?? {}).filter(([, { ignored }]) => !ignored);
  return answerPage(request, `${repositoryPath(request)}/${called}`, watching, ([login]) =>
    simpleUser(login === MAINTAINER.login ? MAINTAINER : personNamed(request.world, login), request.apiUrl),
  );
};

/** Who works on a repository, and who looks at it. */
export const peopleAroundRoutes: readonly Route[] = [
  { method: 'PUT', path: `${REPO}/collaborators/{username}`, handle: addCollaborator },
  { method: 'DELETE', path: `${REPO}/collaborators/{username}`, handle: removeCollaborator },
  {
    method: 'GET',
    path: `${REPO}/invitations`,
    handle: (request) =>
      answerPage(request, `${repositoryPath(request)}/invitations`, invitationsOf(request), (each) =>
        invitationAnswer(request, each),
      ),
  },
  { method: 'PATCH', path: `${REPO}/invitations/{invitation_id}`, handle: updateInvitation },
  {
    method: 'DELETE',
    path: `${REPO}/invitations/{invitation_id}`,
    handle: (request) => {
      const invitation = invitationAt(request);
      if (invitation === undefined) return notFound();
      withdraw(request, invitation);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/user/repository_invitations',
    handle: (request) =>
      answerPage(
        request,
        '/user/repository_invitations',
        invitationsOf(request).filter(({ invitee }) => sameName(invitee.login, request.requester.actor.login)),
        (each) => invitationAnswer(request, each),
      ),
  },
  { method: 'PATCH', path: '/user/repository_invitations/{invitation_id}', handle: answerInvitation(true) },
  { method: 'DELETE', path: '/user/repository_invitations/{invitation_id}', handle: answerInvitation(false) },
  { method: 'GET', path: `${REPO}/stargazers`, handle: stargazers },
  {
    method: 'GET',
    path: `${REPO}/stargazers/count`,
    handle: (request) => ({ status: 200, body: { count: starsOf(request).length } }),
  },
  {
    method: 'GET',
    path: '/user/starred',
    handle: (request) => {
      const own = starsOf(request).filter(({ actor }) => actor.id === request.requester.actor.id);
      const isDated = /\bstar\+json/.test(request.headers.get('accept') ?? '');
      return answerPage(request, '/user/starred', own, ({ at }) =>
        isDated ? { starred_at: isoTime(at), repo: repositoryAnswer(request) } : repositoryAnswer(request),
      );
    },
  },
  {
    method: 'GET',
    path: '/user/subscriptions',
    handle: (request) => {
      const own = request.world.state.subscriptions?.[request.requester.actor.login];
      const isWatched = own !== undefined && !own.ignored;
      return answerPage(request, '/user/subscriptions', isWatched ? [request] : [], repositoryAnswer);
    },
  },
  starRoute('GET', (request) =>
    starsOf(request).some(({ actor }) => actor.id === request.requester.actor.id) ? { status: 204 } : notFound(),
  ),
  starRoute('PUT', (request) => {
    const { actor } = request.requester;
    const others = starsOf(request).filter((each) => each.actor.id !== actor.id);
    request.world.state.stargazers = [...others, { actor, at: request.world.now() }];
    return { status: 204 };
  }),
  starRoute('DELETE', (request) => {
    const { actor } = request.requester;
    request.world.state.stargazers = starsOf(request).filter((each) => each.actor.id !== actor.id);
    return { status: 204 };
  }),
  { method: 'GET', path: `${REPO}/subscription`, handle: subscriptionAnswer },
  { method: 'PUT', path: `${REPO}/subscription`, handle: subscribe },
  { method: 'DELETE', path: `${REPO}/subscription`, handle: unsubscribe },
  // `watchers` is described no more, and still answered: PyGithub asks by it.
  ...['subscribers', 'watchers'].map(
    (called): Route => ({ method: 'GET', path: `${REPO}/${called}`, handle: watchers(called) }),
  ),
];
