import { accountOf, simpleUser } from '../accounts.ts';
import { defaultBranchCommits } from '../default-branch-commits.ts';
import type { Commit } from '../git/object-format.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { notFound } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';
const DAY = 86_400;
const WEEK = 7 * DAY;

/** Begin of the week, a Sunday, in seconds. 1970 began on a Thursday. */
const weekOf = (milliseconds: number): number => {
  const seconds = Math.floor(milliseconds / 1_000);
  return Math.floor((seconds + 4 * DAY) / WEEK) * WEEK - 4 * DAY;
};
const weeksUntil = (now: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => weekOf(now) - (count - 1 - at) * WEEK);
const lines = async ({ world }: ApiRequest, commit: Commit) => {
  const files = await world.git.changedFiles(commit.parents[0] ?? null, commit.sha);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  return { added: sum('additions'), deleted: sum('deletions') };
};

/** Source: GitHub REST documentation, "Get the last year of commit activity": days from Sunday on. */
async function commitActivity(request: ApiRequest): Promise<ApiReply> {
  const commits = await defaultBranchCommits(request.world);
  const body = weeksUntil(request.world.now(), 52).map((week) => {
    const days = [0, 0, 0, 0, 0, 0, 0];
    for (const { committer } of commits)
      if (weekOf(committer.time) === week) {
        const day = Math.floor((Math.floor(committer.time / 1_000) - week) / DAY);
        days[day] = (days[day] ?? 0) + 1;
      }
    return { days, total: days.reduce((sum, count) => sum + count, 0), week };
  });
  return { status: 200, body };
}

async function participation(request: ApiRequest): Promise<ApiReply> {
  const commits = await defaultBranchCommits(request.world);
  const count = (isCounted: (commit: Commit) => boolean) =>
    weeksUntil(request.world.now(), 52).map(
      (week) => commits.filter((commit) => weekOf(commit.committer.time) === week && isCounted(commit)).length,
    );
  const { owner } = request.world.state;
  return {
    status: 200,
    body: { all: count(() => true), owner: count(({ author }) => accountOf(author)?.login === owner) },
  };
}

async function codeFrequency(request: ApiRequest): Promise<ApiReply> {
  const weeks = new Map<number, [number, number]>();
  for (const commit of await defaultBranchCommits(request.world)) {
    const { added, deleted } = await lines(request, commit);
    const week = weekOf(commit.committer.time);
    const [a, d] = weeks.get(week) ?? [0, 0];
    weeks.set(week, [a + added, d - deleted]);
  }
  return { status: 200, body: [...weeks].sort(([a], [b]) => a - b).map(([week, sums]) => [week, ...sums]) };
}

async function punchCard(request: ApiRequest): Promise<ApiReply> {
  const hours = Array.from({ length: 7 * 24 }, () => 0);
  for (const { committer } of await defaultBranchCommits(request.world)) {
    const time = new Date(committer.time);
    const at = time.getUTCDay() * 24 + time.getUTCHours();
    hours[at] = (hours[at] ?? 0) + 1;
  }
  return { status: 200, body: hours.map((count, at) => [Math.floor(at / 24), at % 24, count]) };
}

async function contributorStats(request: ApiRequest): Promise<ApiReply> {
  const found = new Map<
    string,
    { author: object; weeks: Map<number, { w: number; a: number; d: number; c: number }> }
  >();
  for (const commit of await defaultBranchCommits(request.world)) {
    const actor = accountOf(commit.author);
    if (actor === null) continue;
    const one = found.get(actor.login) ?? { author: simpleUser(actor, request.apiUrl), weeks: new Map() };
    found.set(actor.login, one);
    const week = weekOf(commit.committer.time);
    const { added, deleted } = await lines(request, commit);
    const had = one.weeks.get(week) ?? { w: week, a: 0, d: 0, c: 0 };
    one.weeks.set(week, { w: week, a: had.a + added, d: had.d + deleted, c: had.c + 1 });
  }
  const body = [...found.values()].map(({ author, weeks }) => {
    const every = [...weeks.values()].sort((a, b) => a.w - b.w);
    return { author, total: every.reduce((sum, { c }) => sum + c, 0), weeks: every };
  });
  return { status: 200, body: body.sort((a, b) => a.total - b.total) };
}

/** Nobody but programs of this machine comes here. */
const traffic = (list: string) => (): ApiReply => ({ status: 200, body: { count: 0, uniques: 0, [list]: [] } });

/** What somebody has to turn on first. The words are GitHub's, as clients have quoted them. */
const off = (status: number, message: string) => (): ApiReply => apiError(status, message);

/** What GitHub counts, and what it finds; nothing is looked for here. */
export const insightRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/stats/commit_activity`, handle: commitActivity },
  { method: 'GET', path: `${REPO}/stats/participation`, handle: participation },
  { method: 'GET', path: `${REPO}/stats/code_frequency`, handle: codeFrequency },
  { method: 'GET', path: `${REPO}/stats/punch_card`, handle: punchCard },
  { method: 'GET', path: `${REPO}/stats/contributors`, handle: contributorStats },
  { method: 'GET', path: `${REPO}/traffic/clones`, handle: traffic('clones') },
  { method: 'GET', path: `${REPO}/traffic/views`, handle: traffic('views') },
  { method: 'GET', path: `${REPO}/traffic/popular/paths`, handle: () => ({ status: 200, body: [] }) },
  { method: 'GET', path: `${REPO}/traffic/popular/referrers`, handle: () => ({ status: 200, body: [] }) },
  { method: 'GET', path: `${REPO}/pages`, handle: notFound },
  { method: 'GET', path: `${REPO}/hash-algorithm`, handle: () => ({ status: 200, body: { hash_algorithm: 'sha1' } }) },
  { method: 'GET', path: `${REPO}/security-advisories`, handle: () => ({ status: 200, body: [] }) },
  {
    method: 'GET',
    path: `${REPO}/dependabot/alerts`,
    handle: off(403, 'Dependabot alerts are disabled for this repository.'),
  },
  {
    method: 'GET',
    path: `${REPO}/secret-scanning/alerts`,
    handle: off(404, 'Secret scanning is disabled on this repository.'),
  },
  { method: 'GET', path: `${REPO}/code-scanning/alerts`, handle: off(404, 'no analysis found') },
  { method: 'GET', path: `${REPO}/code-scanning/analyses`, handle: off(404, 'no analysis found') },
  {
    method: 'GET',
    path: `${REPO}/installation`,
    handle: off(401, 'A JSON web token could not be decoded'),
  },
  // Nothing is attested here.
  {
    method: 'GET',
    path: `${REPO}/attestations/{subject_digest}`,
    handle: () => ({ status: 200, body: { attestations: [] } }),
  },
  // Nothing is waiting to be read.
  { method: 'PUT', path: `${REPO}/notifications`, handle: () => ({ status: 205 }) },
  {
    method: 'GET',
    path: '/user/installations',
    handle: off(
      403,
      'You must authenticate with an access token authorized to a GitHub App in order to list installations',
    ),
  },
  {
    method: 'GET',
    path: `${REPO}/actions/oidc/customization/sub`,
    handle: () => ({ status: 200, body: { use_default: true } }),
  },
  { method: 'GET', path: `${REPO}/notifications`, handle: () => ({ status: 200, body: [] }) },
  { method: 'GET', path: '/networks/{owner}/{repo}/events', handle: () => ({ status: 200, body: [] }) },
  // Nobody here has more than their login; what happens is no list of events.
  ...[
    'keys',
    'gpg_keys',
    'ssh_signing_keys',
    'orgs',
    'emails',
    'followers',
    'following',
    'teams',
    'migrations',
    'memberships/orgs',
  ].map((name): Route => ({ method: 'GET', path: `/user/${name}`, handle: () => ({ status: 200, body: [] }) })),
  ...['/gists', '/gists/starred', '/organizations'].map(
    (path): Route => ({ method: 'GET', path, handle: () => ({ status: 200, body: [] }) }),
  ),
  ...[
    'events',
    'events/public',
    'received_events',
    'received_events/public',
    'orgs',
    'followers',
    'following',
    'gists',
    'keys',
    'gpg_keys',
  ].map(
    (name): Route => ({ method: 'GET', path: `/users/{username}/${name}`, handle: () => ({ status: 200, body: [] }) }),
  ),
  { method: 'GET', path: '/notifications', handle: () => ({ status: 200, body: [] }) },
];
