import * as z from 'zod';
import type { ReleaseRefs, TagFacts } from '../core/release/facts.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';
import { keepCommitTree } from './read-commit.ts';
import { PROTECTION_ACTOR, PROTECTIONS, protectionsField, readProtections } from './read-protections.ts';
import { orNull } from './read-release.ts';

/** Which refs are asked for. Names without `refs/…`. */
export interface RefQuestion {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Every tag in this folder is wanted as well: `core/`, or nothing for all of them. */
  readonly tagFolder: string;
}

export interface RefReading {
  readonly useGraphQL: boolean;
  /** Protections of branches are asked for as well: for tokens that may be told. */
  readonly withProtections?: boolean;
}

/**
 * Reads branches and tags with the commits behind them, what git would not have beside them (`a` and `a/b` cannot both be),
 * and every tag in a folder. One look, so that what is said of an alias and of the releases it covers was true at the same
 * time. One GraphQL request for every hundred tags, or three lists by REST.
 */
export async function readRefs(
  client: GitHubClient,
  question: RefQuestion,
  { useGraphQL, withProtections = false }: RefReading,
): Promise<ReleaseRefs> {
  if (!useGraphQL) return readByRest(client);
  try {
    return await readByGraphQL(client, question, withProtections);
  } catch (error) {
    if (!(error instanceof GraphQLRefusal)) throw error;
    return withProtections ? readRefs(client, question, { useGraphQL }) : readByRest(client);
  }
}

/** Every tag with the commit that it leads to, and whose token it is: one request for every hundred tags. */
export async function readViewerAndTags(
  client: GitHubClient,
): Promise<{ readonly login: string; readonly tags: ReadonlyMap<string, TagFacts> }> {
  const found: RefAnswer[] = [];
  for (let after: string | null = null, login: string | null = null; ; ) {
    const answer: z.infer<typeof VIEWER_AND_TAGS> = await client.graphql(
      `query ViewerAndTags($owner: String!, $name: String!, $after: String) {
        ${login === null ? 'viewer { login }' : ''}
        repository(owner: $owner, name: $name) {
          tags: refs(refPrefix: "refs/tags/", first: 100, after: $after) {
            nodes { ...place } pageInfo { hasNextPage endCursor }
          }
        }
      } ${PEELED}`,
      { owner: client.owner, name: client.repo, after },
      VIEWER_AND_TAGS,
    );
    login ??= answer.viewer?.login ?? null;
    const { repository } = answer;
    if (login === null || repository === null)
      throw new GraphQLRefusal([{ type: 'NOT_FOUND', message: 'the repository is not told' }]);
    found.push(...repository.tags.nodes);
    after = repository.tags.pageInfo.endCursor;
    if (repository.tags.pageInfo.hasNextPage && after !== null) continue;
    return { login, tags: refsOf(client, found).tags };
  }
}

const PAGE = z.object({
  nodes: z.array(z.custom<RefAnswer>()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const VIEWER_AND_TAGS = z.object({
  viewer: z.object({ login: z.string() }).optional(),
  repository: z.object({ tags: PAGE }).nullable(),
});

/** Without GraphQL: every tag at once, and the commits from the list of tags, which peels them. */
export async function readTagsByRest(client: GitHubClient): Promise<ReadonlyMap<string, TagFacts>> {
  const [tags, peeled] = await Promise.all([
    matching(client, 'tags/'),
    client.list('GET /repos/{owner}/{repo}/tags', {}),
  ]);
  const commits = new Map(peeled.map(({ name, commit }) => [name, commit.sha]));
  return new Map(
    tags.map(({ ref, object }) => {
      const name = ref.slice('refs/tags/'.length);
      const annotated = object.type === 'tag';
      const commit = annotated ? (commits.get(name) ?? object.sha) : object.sha;
      return [name, { name, object: object.sha, commit, annotated, message: null, taggedAt: null }];
    }),
  );
}

interface RefAnswer {
  readonly prefix: string;
  readonly name: string;
  readonly target: ObjectAnswer | null;
}

interface ObjectAnswer {
  readonly __typename: string;
  readonly oid: string;
  readonly message?: string;
  /** The message of a commit. */
  readonly said?: string;
  readonly tree?: { readonly oid: string };
  readonly tagger?: { readonly date: string | null } | null;
  readonly target?: ObjectAnswer;
}

/** Tags of tags are read as deep as anybody makes them. */
const PEELED = `fragment place on Ref { prefix name target {
  __typename oid ... on Commit { said: message tree { oid } } ... on Tag { message tagger { date } target {
    __typename oid ... on Commit { said: message tree { oid } }
    ... on Tag { target { __typename oid ... on Tag { target { __typename oid } } } }
  } }
} }`;

async function readByGraphQL(
  client: GitHubClient,
  { branches, tags, tagFolder }: RefQuestion,
  withProtections: boolean,
): Promise<ReleaseRefs> {
  const wanted = [...branches.map((name) => `refs/heads/${name}`), ...tags.map((name) => `refs/tags/${name}`)];
  const single = [...new Set(wanted.flatMap((name) => [name, ...foldersOf(name)]))];
  const variables: Record<string, string | null> = { owner: client.owner, name: client.repo };
  const fields: string[] = [];
  const ask = (key: string, value: string, field: (variable: string) => string) => {
    variables[key] = value;
    fields.push(`${key}: ${field(`$${key}`)}`);
  };
  for (const [at, name] of single.entries())
    ask(`ref${at}`, name, (value) => `ref(qualifiedName: ${value}) { ...place }`);
  for (const [at, name] of wanted.entries())
    ask(`below${at}`, `${name}/`, (value) => `refs(refPrefix: ${value}, first: 1) { nodes { ...place } }`);
  const declared = fields.map((_, at) => `, $${Object.keys(variables)[at + 2]}: String!`).join('');
  const query = (more: string) =>
    `query ReleaseRefs($owner: String!, $name: String!, $folder: String!, $after: String${more === '' ? '' : declared}) {
      repository(owner: $owner, name: $name) {
        listed: refs(refPrefix: $folder, first: 100, after: $after) {
          nodes { ...place } pageInfo { hasNextPage endCursor }
        }
        ${more}
        ${more !== '' && withProtections ? protectionsField('null') : ''}
      }
    } ${PEELED} ${more !== '' && withProtections ? PROTECTION_ACTOR : ''}`;

  const found: RefAnswer[] = [];
  let protections: ReleaseRefs['protections'] = null;
  const folder = `refs/tags/${tagFolder}`;
  for (let after: string | null = null, more = fields.join('\n'); ; more = '') {
    const given = more === '' ? { owner: client.owner, name: client.repo } : variables;
    const answer: { repository: Record<string, unknown> | null } = await client.graphql(query(more), {
      ...given,
      folder,
      after,
    });
    const {
      listed,
      viewerCanAdminister,
      protections: firstProtections,
      ...single
    } = (answer.repository ?? {}) as Record<string, unknown> & { listed?: Page };
    if (firstProtections !== undefined) {
      const first = PROTECTIONS.safeParse({ viewerCanAdminister, protections: firstProtections });
      if (!first.success) throw new GraphQLRefusal([{ type: 'SHAPE', message: 'protections are told otherwise' }]);
      protections = await readProtections(client, first.data);
    }
    if (listed === undefined) throw new GraphQLRefusal([{ type: 'NOT_FOUND', message: 'the repository is not told' }]);
    for (const value of Object.values(single) as (RefAnswer | { nodes: readonly RefAnswer[] } | null)[]) {
      if (value !== null) found.push(...('nodes' in value ? value.nodes : [value]));
    }
    found.push(...listed.nodes);
    if (!listed.pageInfo.hasNextPage) return { ...refsOf(client, found), protections };
    after = listed.pageInfo.endCursor;
  }
}

interface Page {
  readonly nodes: readonly RefAnswer[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** `refs/heads/a` and `refs/heads/a/b` of `refs/heads/a/b/c`. */
function foldersOf(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(3).map((_, at) => parts.slice(0, at + 3).join('/'));
}

function refsOf(client: GitHubClient, answers: readonly RefAnswer[]): Omit<ReleaseRefs, 'protections'> {
  const tags = new Map<string, TagFacts>();
  const branches = new Map<string, string>();
  for (const { prefix, name, target } of answers) {
    const full = name.startsWith('refs/') ? name : `${prefix}${name}`;
    if (target === null) continue;
    if (full.startsWith('refs/heads/')) branches.set(full.slice('refs/heads/'.length), target.oid);
    if (!full.startsWith('refs/tags/')) continue;
    let peeled = target;
    while (peeled.target !== undefined) peeled = peeled.target;
    if (peeled.tree !== undefined) keepCommitTree(client, peeled.oid, peeled.tree.oid);
    const date = target.tagger?.date ?? null;
    const tag = full.slice('refs/tags/'.length);
    tags.set(tag, {
      name: tag,
      object: target.oid,
      commit: peeled.oid,
      annotated: target.__typename === 'Tag',
      message: target.message ?? null,
      taggedAt: date === null ? null : new Date(date),
      ...(peeled.said === undefined ? {} : { commitMessage: peeled.said }),
    });
  }
  return { tags, branches };
}

/** Without GraphQL: every branch and tag. */
async function readByRest(client: GitHubClient): Promise<ReleaseRefs> {
  const [branches, tags] = await Promise.all([matching(client, 'heads/'), readTagsByRest(client)]);
  return {
    branches: new Map(branches.map(({ ref, object }) => [ref.slice('refs/heads/'.length), object.sha])),
    tags,
    protections: null,
  };
}

const matching = async (client: GitHubClient, ref: string) =>
  (await orNull(client.list('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref }))) ?? [];
