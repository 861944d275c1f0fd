import { isoTime, nodeId, simpleUser, webUrl } from '../accounts.ts';
import type { ApiRequest } from '../route.ts';
import type { Actor } from '../world-state.ts';
import { connection, none } from './connection.ts';
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

/** The one repository of this world, for its owner; whoever asks for forks or archived ones only, finds it where it is one. */
const repositories: FieldResolver<{ readonly actor: Actor }> = ({ actor }, args, { world }) => {
  const { owner, settings } = world.state;
  const isWanted = (name: string, is: boolean) => typeof args[name] !== 'boolean' || args[name] === is;
  const isListed =
    actor.login.toLowerCase() === owner.toLowerCase() &&
    isWanted('isFork', false) &&
    isWanted('isArchived', settings.archived === true) &&
    (args.privacy == null || args.privacy === (settings.private ? 'PRIVATE' : 'PUBLIC'));
  return connection('repositories', args, isListed ? [null] : [], () => source('Repository', { fork: null }));
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
    gists: none('gists'),
    repositories,
    repository: ({ actor }, args, request) => {
      const { owner, repo } = request.world.state;
      const isThis = `${actor.login}/${String(args.name)}`.toLowerCase() === `${owner}/${repo}`.toLowerCase();
      return isThis ? source('Repository', { fork: null }) : null;
    },
  },
  // GraphQL leaves out what REST puts behind a bot's name.
  Bot: { ...ACTOR, login: ({ actor }) => actor.login.replace(/\[bot\]$/, '') },
  Organization: { ...ACTOR, name: () => null, repositories },
};
