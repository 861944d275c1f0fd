import { isoTime, knownActors, namedByNodeId, nodeId, ownerActor } from '../accounts.ts';
import { checkSuitesOf } from '../check-suites.ts';
import { searchSubjects } from '../issue-search.ts';
import type { ApiRequest } from '../route.ts';
import { isPull, type Subject } from '../subjects.ts';
import type { Actor } from '../world-state.ts';
import { account } from './account-fields.ts';
import { connection } from './connection.ts';
import { gitObject, refSource } from './git-sources.ts';
import { FieldError, type Resolvers, source } from './sources.ts';

export const subjectSource = (subject: Subject) =>
  isPull(subject) ? source('PullRequest', { pull: subject }) : source('Issue', { issue: subject });

function userNamed(request: ApiRequest, login: string): Actor | null {
  const every = [request.requester.actor, ...knownActors(request.world)];
  return every.find((actor) => actor.type === 'User' && actor.login.toLowerCase() === login.toLowerCase()) ?? null;
}

type Find = (request: ApiRequest, key: string) => object | null | Promise<object | null>;

const byId = <Each extends { readonly id: number }>(list: readonly Each[], key: string): Each | undefined =>
  list.find(({ id }) => String(id) === key);

/** What an id stands for, by the letters that it begins with. */
const NODES: Readonly<Record<string, Find>> = {
  R: ({ world }, key) => (key === String(world.state.repositoryId) ? source('Repository', { fork: null }) : null),
  U: (request, key) => {
    const actor = byId([request.requester.actor, ...knownActors(request.world)], key);
    return actor === undefined ? null : account(actor);
  },
  PR: ({ world }, key) => {
    const pull = byId(world.state.pulls, key);
    return pull === undefined ? null : source('PullRequest', { pull });
  },
  I: ({ world }, key) => {
    const issue = byId(world.state.issues, key);
    return issue === undefined ? null : source('Issue', { issue });
  },
  IC: ({ world }, key) => {
    const comment = byId(world.state.comments, key);
    return comment === undefined ? null : source('IssueComment', { comment });
  },
  PRR: ({ world }, key) => {
    const review = byId(world.state.reviews ?? [], key);
    return review === undefined ? null : source('PullRequestReview', { review });
  },
  LA: ({ world }, key) => {
    const label = byId(world.state.labels, key);
    return label === undefined ? null : source('Label', { label });
  },
  RE: ({ world }, key) => {
    const release = byId(world.state.releases, key);
    return release === undefined ? null : source('Release', { release });
  },
  RA: ({ world }, key) => {
    const release = world.state.releases.find(({ assets }) => byId(assets, key) !== undefined);
    const asset = byId(release?.assets ?? [], key);
    return release === undefined || asset === undefined ? null : source('ReleaseAsset', { release, asset });
  },
  RRS: ({ world }, key) => {
    const ruleset = byId(world.state.rulesets, key);
    return ruleset === undefined ? null : source('RepositoryRuleset', { ruleset });
  },
  CS: ({ world }, key) => {
    const run = byId(world.state.runs, key);
    const suite = run === undefined ? undefined : byId(checkSuitesOf(world, run.headSha), key);
    return suite === undefined ? null : source('CheckSuite', { suite });
  },
  WFR: ({ world }, key) => {
    const run = byId(world.state.runs, key);
    const suite = run === undefined ? undefined : byId(checkSuitesOf(world, run.headSha), key);
    return run === undefined || suite === undefined ? null : source('WorkflowRun', { run, suite });
  },
  REF: (request, key) => refSource(request, key),
  C: gitObject,
  T: gitObject,
  TA: gitObject,
  B: gitObject,
};

/** What an id of GraphQL stands for. @throws FieldError where it stands for nothing */
export async function nodeOf(request: ApiRequest, id: unknown) {
  const named = namedByNodeId(String(id));
  const find = named === null || !Object.hasOwn(NODES, named.kind) ? undefined : NODES[named.kind];
  const found = named === null ? null : ((await find?.(request, named.key)) ?? null);
  if (found === null) {
    throw new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${String(id)}'`);
  }
  return found;
}

/** The same where only one type will do. */
export const isNode = (kind: string, id: number, given: unknown): boolean => nodeId(kind, id) === given;

const MOST_FOUND = 1_000;

export const QUERY_FIELDS: Resolvers = {
  Query: {
    id: () => nodeId('Q', 0),
    relay: () => source('Query', {}),
    // Of an App GitHub shows its bot, though the type says user.
    viewer: (_, __, { requester }) => source('User', { actor: requester.actor }),
    repository: (_, { owner, name }, { world: { state } }) => {
      const asked = `${String(owner)}/${String(name)}`;
      if (asked.toLowerCase() === `${state.owner}/${state.repo}`.toLowerCase())
        return source('Repository', { fork: null });
      throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${asked}'.`);
    },
    repositoryOwner: (_, { login }, request) => {
      const owner = ownerActor(request.world.state.owner);
      if (owner.login.toLowerCase() === String(login).toLowerCase()) return account(owner);
      const user = userNamed(request, String(login));
      return user === null ? null : account(user);
    },
    user: (_, { login }, request) => {
      const actor = userNamed(request, String(login));
      if (actor !== null) return source('User', { actor });
      throw new FieldError('NOT_FOUND', `Could not resolve to a User with the login of '${String(login)}'.`);
    },
    organization: (_, { login }) => {
      throw new FieldError('NOT_FOUND', `Could not resolve to an Organization with the login of '${String(login)}'.`);
    },
    node: (_, { id }, request) => nodeOf(request, id),
    nodes: (_, { ids }, request) => (ids as readonly unknown[]).map((id) => nodeOf(request, id)),
    search: (_, args, request) => {
      const { world, requester } = request;
      const isAboutSubjects = args.type === 'ISSUE' || args.type === 'ISSUE_ADVANCED';
      if (!isAboutSubjects && args.type !== 'REPOSITORY')
        throw new FieldError(
          'UNANSWERED',
          `The embedded GitHub does not answer Query.search of the type ${String(args.type)}.`,
        );
      const search = searchSubjects(world, String(args.query), requester.actor.login);
      if (!search.ok && isAboutSubjects)
        throw new FieldError(
          'UNANSWERED',
          `The embedded GitHub does not answer searches with \`${search.qualifier}:\`.`,
        );
      const found = search.ok && isAboutSubjects ? search.found.slice(0, MOST_FOUND) : [];
      return {
        ...connection('search', args, found, subjectSource),
        issueCount: found.length,
        repositoryCount: 0,
        userCount: 0,
        codeCount: 0,
        discussionCount: 0,
        wikiCount: 0,
      };
    },
    rateLimit: (_, __, { budget }) => {
      if (budget === undefined) return null;
      return source('RateLimit', budget());
    },
  },
  RateLimit: {
    cost: ({ cost }) => cost,
    limit: ({ limit }) => limit,
    // What this query costs is taken already.
    used: ({ used, cost }) => used + cost,
    remaining: ({ limit, used, cost }) => Math.max(0, limit - used - cost),
    resetAt: ({ reset }) => isoTime(reset * 1_000),
    nodeCount: () => 0,
  },
};
