import { isoTime, nodeId, simpleUser, webUrl } from '../accounts.ts';
import type { ApiRequest } from '../route.ts';
import type { Actor } from '../world-state.ts';
import { none } from './connection.ts';
import { type FieldResolver, pathOf, type Resolvers, source } from './sources.ts';

/** Whoever did something, as GitHub's interface `Actor` has them. */
export const account = (actor: Actor) => source(actor.type === 'Bot' ? 'Bot' : 'User', { actor });

const page = ({ apiUrl }: ApiRequest, actor: Actor): string => {
  const { type, login } = actor;
  return type === 'Bot'
    ? `${webUrl(apiUrl)}/apps/${encodeURIComponent(login.replace(/\[bot\]$/, ''))}`
    : `${webUrl(apiUrl)}/${encodeURIComponent(login)}`;
};

const ACTOR: Readonly<Record<string, FieldResolver<{ readonly actor: Actor }>>> = {
  id: ({ actor }) => nodeId('U', actor.id),
  databaseId: ({ actor }) => actor.id,
  login: ({ actor }) => actor.login,
  url: ({ actor }, _, request) => page(request, actor),
  resourcePath: ({ actor }, _, request) => pathOf(page(request, actor)),
  avatarUrl: ({ actor }, _, request) => simpleUser(actor, request.apiUrl).avatar_url,
  createdAt: (_, __, request) => isoTime(request.world.state.createdAt),
  updatedAt: (_, __, request) => isoTime(request.world.state.createdAt),
};

export const ACCOUNT_FIELDS: Resolvers = {
  User: {
    ...ACTOR,
    name: () => null,
    email: () => '',
    bio: () => null,
    company: () => null,
    location: () => null,
    websiteUrl: () => null,
    isViewer: ({ actor }, _, request) => actor.id === request.requester.actor.id,
    isBountyHunter: () => false,
    isSiteAdmin: () => false,
    organizations: none('organizations'),
    repository: ({ actor }, args, request) => {
      const { owner, repo } = request.world.state;
      const isThis = `${actor.login}/${String(args.name)}`.toLowerCase() === `${owner}/${repo}`.toLowerCase();
      return isThis ? source('Repository', { fork: null }) : null;
    },
  },
  // GraphQL leaves out what REST puts behind a bot's name.
  Bot: { ...ACTOR, login: ({ actor }) => actor.login.replace(/\[bot\]$/, '') },
  Organization: { ...ACTOR, name: () => null },
};
