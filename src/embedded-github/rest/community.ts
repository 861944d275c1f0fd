import * as z from 'zod';
import { accountOf, collaboratorAnswer, collaborators, isoTime, knownActors, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import { defaultBranchCommits } from '../default-branch-commits.ts';
import { languagesOf } from '../languages.ts';
import { readLicense } from '../license.ts';
import { answerPage } from '../pagination.ts';
import { licenseAnswer } from '../repository-answer.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import type { Actor } from '../world-state.ts';
import { notFound, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

/** Source: GitHub REST documentation, "Get repository permissions for a user": whoever is no collaborator reads what is public. */
function permission(request: ApiRequest): ApiReply {
  const { world, apiUrl } = request;
  const login = param(request, 'username');
  const isNamed = (each: Actor) => sameName(each.login, login);
  const actor = collaborators(world).find(isNamed);
  if (actor !== undefined) {
    const user = collaboratorAnswer(actor, apiUrl);
    return { status: 200, body: { permission: user.role_name, role_name: user.role_name, user } };
  }
  const known = knownActors(world).find(isNamed);
  if (known === undefined) return apiError(404, `${login} is not a user`);
  const word = world.state.settings.private ? 'none' : 'read';
  const may = { pull: word === 'read', triage: false, push: false, maintain: false, admin: false };
  const user = { ...simpleUser(known, apiUrl), permissions: may, role_name: word };
  return { status: 200, body: { permission: word, role_name: word, user } };
}

/** Authors of the default branch, by the commits they made. Whose account is not known is listed where `anon` asks for it. */
async function contributors(request: ApiRequest): Promise<ApiReply> {
  const commits = await defaultBranchCommits(request.world);
  if (commits.length === 0) return { status: 204 };
  const isAnonymousAsked = ['1', 'true'].includes(request.query.get('anon') ?? '');
  const found = new Map<string, { answer: object; contributions: number }>();
  for (const { author } of commits) {
    const actor = accountOf(author);
    if (actor === null && !isAnonymousAsked) continue;
    const answer =
      actor === null
        ? { type: 'Anonymous', name: author.name, email: author.email }
        : simpleUser(actor, request.apiUrl);
    const known = found.get(author.email) ?? { answer, contributions: 0 };
    found.set(author.email, { ...known, contributions: known.contributions + 1 });
  }
  const every = [...found.values()].sort((a, b) => b.contributions - a.contributions);
  return answerPage(request, `${repositoryPath(request)}/contributors`, every, ({ answer, contributions }) => ({
    ...answer,
    contributions,
  }));
}

/** A list of what this world has none of. */
const none = (): ApiReply => ({ status: 200, body: [] });

/**
 * What an administrator turns on and off, and how it answers for what it is. Source: GitHub REST documentation: 404 where
 * alerts are off.
 */
function switchRoutes(name: string, told: (is: boolean) => ApiReply): readonly Route[] {
  const path = `${REPO}/${name}`;
  const turn =
    (is: boolean) =>
    ({ world }: ApiRequest): ApiReply => {
      world.state.switches = { ...world.state.switches, [name]: is };
      return { status: 204 };
    };
  return [
    { method: 'GET', path, handle: ({ world }) => told(world.state.switches?.[name] === true) },
    { method: 'PUT', path, handle: turn(true) },
    { method: 'DELETE', path, handle: turn(false) },
  ];
}

/** What a community looks for, and where it may be. */
const LOOKED_FOR = {
  code_of_conduct_file: 'code_of_conduct',
  contributing: 'contributing',
  issue_template: 'issue_template',
  pull_request_template: 'pull_request_template',
  license: 'licen[cs]e',
  readme: 'readme',
};

/**
 * Source: GitHub documentation, "About community profiles for public repositories": the share of what is looked for that is
 * there, the description with it.
 */
async function profile(request: ApiRequest): Promise<ApiReply> {
  const { world } = request;
  const { git, state } = world;
  const head = await git.resolveCommit(state.defaultBranch);
  const entries = head === null ? [] : ((await git.listTree((await git.commit(head)).tree, { recursive: true })) ?? []);
  const found = Object.entries(LOOKED_FOR).map(([name, words]) => {
    const expression = new RegExp(`^(?:\\.github/|docs/)?${words}(?:\\.\\w+)?$`, 'i');
    return [name, entries.find(({ path, type }) => type === 'blob' && expression.test(path))?.path ?? null] as const;
  });
  const at = (path: string) => ({
    url: `${repositoryUrl(request)}/contents/${urlPath(path)}`,
    html_url: `${repositoryPage(request)}/blob/${state.defaultBranch}/${urlPath(path)}`,
  });
  const license = await readLicense(world, state.defaultBranch);
  const shown = Object.fromEntries(found.map(([name, path]) => [name, path === null ? null : at(path)]));
  const description = state.settings.description ?? null;
  const have = found.filter(([, path]) => path !== null).length + (description === null ? 0 : 1);
  return {
    status: 200,
    body: {
      health_percentage: Math.floor((100 * have) / (found.length + 1)),
      description,
      documentation: state.settings.homepage ?? null,
      files: {
        ...shown,
        code_of_conduct: null,
        license:
          license === null ? null : { ...licenseAnswer(request, license.license), html_url: at(license.path).html_url },
      },
      updated_at: isoTime(state.createdAt),
    },
  };
}

const languages = async ({ world }: ApiRequest): Promise<ApiReply> => ({
  status: 200,
  body: await languagesOf(world),
});

const topics = ({ world }: ApiRequest): ApiReply => ({ status: 200, body: { names: world.state.topics ?? [] } });

/** Source: GitHub documentation, "Classifying your repository with topics": small letters, digits, hyphens, 20 at most. */
function replaceTopics({ world, body }: ApiRequest): ApiReply {
  const read = readBody(body, z.object({ names: z.array(z.string()) }));
  if (!read.ok) return read.reply;
  const names = [...new Set(read.value.names.map((name) => name.toLowerCase()))];
  if (names.length > 20) return apiError(422, 'Validation Failed', ['A repository cannot have more than 20 topics.']);
  const isWrong = (name: string) => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(name);
  if (names.some(isWrong))
    return apiError(422, 'Validation Failed', [
      'Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.',
    ]);
  world.state.topics = names;
  return { status: 200, body: { names } };
}

/** Who has to do with a repository; and lists of what nobody can make here, which are empty. */
export const communityRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/collaborators/{username}/permission`, handle: permission },
  { method: 'GET', path: `${REPO}/contributors`, handle: contributors },
  ...['forks', 'teams'].map((name): Route => ({ method: 'GET', path: `${REPO}/${name}`, handle: none })),
  { method: 'GET', path: `${REPO}/events`, handle: none },
  { method: 'GET', path: `${REPO}/properties/values`, handle: none },
  { method: 'GET', path: `${REPO}/codeowners/errors`, handle: () => ({ status: 200, body: { errors: [] } }) },
  ...switchRoutes('vulnerability-alerts', (is) => (is ? { status: 204 } : notFound())),
  ...switchRoutes('automated-security-fixes', (is) =>
    is ? { status: 200, body: { enabled: true, paused: false } } : notFound(),
  ),
  ...switchRoutes('private-vulnerability-reporting', (enabled) => ({ status: 200, body: { enabled } })),
  { method: 'GET', path: `${REPO}/interaction-limits`, handle: () => ({ status: 200, body: {} }) },
  {
    method: 'GET',
    path: `${REPO}/actions/runners`,
    handle: () => ({ status: 200, body: { total_count: 0, runners: [] } }),
  },
  { method: 'GET', path: `${REPO}/community/profile`, handle: profile },
  // Types of issues are an organisation's.
  { method: 'GET', path: `${REPO}/issue-types`, handle: notFound },
  { method: 'GET', path: `${REPO}/languages`, handle: languages },
  { method: 'GET', path: `${REPO}/topics`, handle: topics },
  { method: 'PUT', path: `${REPO}/topics`, handle: replaceTopics },
];
