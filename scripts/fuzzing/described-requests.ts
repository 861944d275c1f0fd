import fc from 'fast-check';
import { FaultPlan } from '../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../src/embedded-github/rest/all.ts';
import type { Route } from '../../src/embedded-github/route.ts';
import { type InProcessGitHub, openInProcess } from '../../src/embedded-github/server/in-process.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import type { World } from '../../src/embedded-github/world.ts';
import { sampleFiles } from '../../src/sample/sample-repository.ts';
import { createMemoryWorld } from '../../test/support/memory-world.ts';
import { describedRequest, describedSchema, expectAnswerMatchesDescription } from '../../test/support/openapi.ts';

/**
 * Requests made from GitHub's OpenAPI description, valid and broken, sent to one world after another: each must be answered
 * as the description allows, soon, and never with 500.
 */

/** Real milliseconds after which a request counts as hanging; generous for a busy machine. */
const HANGING = 20_000;
/** Requests to one world before another begins: it grows, and with it what is to be found. */
const ONE_WORLD = 400;

const NASTY = [
  '',
  ' ',
  'x',
  '0',
  '-1',
  '1e999',
  '9007199254740993',
  'a..b',
  '../x',
  '%',
  '\0',
  '\u202e',
  '__proto__',
  'constructor',
  'refs/heads/main',
  'x'.repeat(300),
  '[',
  '{}',
  'null',
  '\u{1f600}',
  '::error::x',
];
const FIRST_TEXTS = [
  'main',
  'topic',
  'core/v1.1.0',
  'refs/heads/topic',
  'refs/tags/t1',
  'VERSION',
  'sample',
  'maintainer',
  'bug',
  'open',
  'closed',
  'all',
  'asc',
  'build.yml',
  'ci',
  'success',
  'eA==',
];

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly body: unknown;
  readonly as: 'app' | 'pat';
}

export interface RequestsOutcome {
  readonly runs: number;
  /** `METHOD template status` of what was answered. */
  readonly answers: ReadonlyMap<string, number>;
  readonly failures: readonly { readonly sent: Sent; readonly why: string }[];
}

/** Sends so many requests. The same seed makes the same ones. */
export async function fuzzRequests(options: {
  readonly runs: number;
  readonly seed: number;
  /** Absent or empty. */
  readonly directory: string;
}): Promise<RequestsOutcome> {
  const answers = new Map<string, number>();
  const failures: { sent: Sent; why: string }[] = [];
  for (let sent = 0, round = 0; sent < options.runs; round += 1) {
    const count = Math.min(ONE_WORLD, options.runs - sent);
    const { github, world } = await beginWorld(`${options.directory}/${round}`);
    const routes = describedRoutes(world);
    const draws = fc.sample(fc.tuple(fc.nat(), fc.infiniteStream(fc.nat())), {
      numRuns: count,
      seed: options.seed + round,
    });
    for (const [first, stream] of draws) {
      const route = routes[first % routes.length];
      if (route === undefined) continue;
      const request = requestTo(world, route, new Draws(stream));
      const why = await answerTo(github, request, answers);
      // One that is archived refuses whatever would change it: now and then is enough.
      if (first % 10 !== 0) world.state.settings.archived = false;
      if (
        why !== null &&
        !failures.some(
          ({ sent: known, why: other }) =>
            known.template === request.template && known.method === request.method && other === why,
        )
      )
        failures.push({ sent: request, why });
    }
    sent += count;
    await world.git.close();
  }
  return { runs: options.runs, answers, failures };
}

async function beginWorld(directory: string): Promise<{ github: InProcessGitHub; world: World }> {
  const facts = {
    directory,
    clock: new VirtualClock(new Date('2026-11-24T09:00:00Z')),
    owner: 'sample',
    repo: 'zlink',
  };
  const world = await createMemoryWorld(facts, sampleFiles());
  const many = 1_000_000_000;
  const limits = {
    perHour: { app: many, 'github-token': many, pat: many, anonymous: many },
    graphqlPerHour: many,
    pointsPerMinute: many,
    writesPerMinute: many,
  };
  const github = openInProcess({ world, limits, warn: () => {} });
  const head = await world.git.resolveRef('refs/heads/main');
  for (const [method, path, body] of BEGINNING)
    await github.fetch(`${github.url}/repos/sample/zlink/${path}`, {
      method,
      headers: { authorization: `Bearer ${github.tokens.app}` },
      body: JSON.stringify(body).replaceAll('HEAD', head ?? ''),
    });
  return { world, github };
}

/** What there is to ask about: most requests about nothing are 404. */
const BEGINNING: readonly (readonly [method: string, path: string, body: object])[] = [
  ['POST', 'issues', { title: 'one', labels: ['bug'] }],
  ['POST', 'issues', { title: 'two' }],
  ['POST', 'issues/1/comments', { body: 'x' }],
  ['POST', 'milestones', { title: 'm' }],
  ['POST', 'git/refs', { ref: 'refs/heads/topic', sha: 'HEAD' }],
  ['PUT', 'contents/docs/x.md', { message: 'docs: x', content: 'eA==', branch: 'topic' }],
  ['POST', 'pulls', { title: 'three', head: 'topic', base: 'main' }],
  ['POST', 'pulls/3/reviews', { event: 'COMMENT', body: 'x' }],
  ['POST', 'releases', { tag_name: 't1' }],
  ['POST', 'check-runs', { name: 'ci', head_sha: 'HEAD' }],
  ['POST', 'statuses/HEAD', { state: 'success', context: 'ci' }],
  ['POST', 'commits/HEAD/comments', { body: 'x' }],
  ['POST', 'deployments', { ref: 'main', required_contexts: [] }],
];

/** Routes that GitHub describes; archives are made by processes, which would make this slow. */
function describedRoutes(world: World): readonly Route[] {
  const limits = {} as Parameters<typeof standardRoutes>[0]['limits'];
  return standardRoutes({ plan: new FaultPlan([], world.state), limits }).filter(
    ({ method, path }) => describedRequest(method, path) !== null && !/\{archive_format\}|ball\//.test(path),
  );
}

/** Choices, one after another. */
class Draws {
  readonly #stream: IterableIterator<number>;

  constructor(stream: Iterable<number>) {
    this.#stream = stream[Symbol.iterator]() as IterableIterator<number>;
  }

  below(count: number): number {
    return Number(this.#stream.next().value ?? 0) % count;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** Once in so many times. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }
}

/** Ids and names that are in the world now. */
function known({ state }: World): readonly (string | number)[] {
  const newest = <T>(list: readonly T[]) => list.slice(-4);
  return [
    ...newest(state.pulls).flatMap(({ number, headSha, headRef }) => [number, headSha, headRef]),
    ...newest(state.issues).flatMap(({ number, id }) => [number, id]),
    ...newest(state.comments).map(({ id }) => id),
    ...newest(state.checkRuns).map(({ id }) => id),
    ...newest(state.runs).flatMap(({ id, attempts }) => [
      id,
      attempts.length,
      ...newest(attempts.at(-1)?.jobs ?? []).map((job) => job.id),
    ]),
    ...newest(state.releases).flatMap(({ id, tagName, assets }) => [
      id,
      tagName,
      ...newest(assets).map((asset) => asset.id),
    ]),
    ...newest(state.workflows).map(({ id }) => id),
    ...newest(state.rulesets).map(({ id }) => id),
    ...newest(state.reviews ?? []).map(({ id }) => id),
    ...newest(state.labels).map(({ name }) => name),
  ];
}

function requestTo(world: World, { method, path }: Route, draws: Draws): Sent {
  const described = describedRequest(method, path);
  const numbers = known(world);
  const textValue = (): string =>
    draws.oneIn(5)
      ? draws.of(NASTY)
      : String(draws.oneIn(2) || numbers.length === 0 ? draws.of(FIRST_TEXTS) : draws.of(numbers));
  const filled = path.replace(/\{([a-z_]+)\}/g, (_, name: string) => {
    // By the name that it has now: a request may have changed it.
    if (name === 'owner') return world.state.owner;
    if (name === 'repo') return world.state.repo;
    return encodeURIComponent((pathValue(world, name, draws) ?? textValue()) || 'x');
  });
  const query = new URLSearchParams();
  for (const { name, schema } of described?.query ?? [])
    if (draws.oneIn(3)) query.set(name, String(madeOf(schema, draws, textValue, 0)));
  const body = described?.body === undefined || draws.oneIn(20) ? null : madeOf(described.body, draws, textValue, 0);
  const text = query.toString();
  const as = draws.oneIn(4) ? 'app' : 'pat';
  return { as, method, template: path, path: text === '' ? filled : `${filled}?${text}`, body };
}

/** A value that a parameter of this name has in the world, three times out of four. */
function pathValue({ state }: World, name: string, draws: Draws): string | null {
  if (draws.oneIn(4)) return null;
  const lists: Readonly<Record<string, readonly (string | number)[]>> = {
    pull_number: state.pulls.map(({ number }) => number),
    issue_number: [...state.issues, ...state.pulls].map(({ number }) => number),
    issue_id: state.issues.map(({ id }) => id),
    comment_id: state.comments.map(({ id }) => id),
    run_id: state.runs.map(({ id }) => id),
    release_id: state.releases.map(({ id }) => id),
    asset_id: state.releases.flatMap(({ assets }) => assets.map(({ id }) => id)),
    check_run_id: state.checkRuns.map(({ id }) => id),
    ruleset_id: state.rulesets.map(({ id }) => id),
    review_id: (state.reviews ?? []).map(({ id }) => id),
    workflow_id: state.workflows.map(({ id }) => id),
    job_id: state.checkRuns.map(({ id }) => id),
    attempt_number: [1, 2],
    hook_id: (state.hooks ?? []).map(({ id }) => id),
    key_id: (state.deployKeys ?? []).map(({ id }) => id),
    autolink_id: (state.autolinks ?? []).map(({ id }) => id),
    invitation_id: (state.invitations ?? []).map(({ id }) => id),
    environment_name: (state.environments ?? []).map((each) => each.name),
    branch_policy_id: Object.values(state.branchPolicies ?? {}).flatMap((every) => every.map(({ id }) => id)),
    username: ['maintainer', 'sample', 'alice'],
    branch: ['main', 'topic'],
    ref: ['main', 'heads/main', 'heads/topic', 'tags/core/v1.1.0'],
    basehead: ['main...topic', 'core/v1.1.0...main', 'main...main'],
  };
  const values = Object.hasOwn(lists, name) ? (lists[name] ?? []) : [];
  return values.length === 0 ? null : String(draws.of(values));
}

/** A value that a schema allows, broken now and then. */
function madeOf(given: unknown, draws: Draws, textValue: () => string, depth: number): unknown {
  if (draws.oneIn(25)) return draws.of<unknown>([null, true, -1, 1.5, 'x', [], {}, [null], { x: 1 }, '']);
  const schema = resolved(given);
  if (depth > 6 || schema === null) return textValue();
  const choices = (schema.oneOf ?? schema.anyOf) as readonly unknown[] | undefined;
  if (choices !== undefined && schema.properties === undefined)
    return madeOf(draws.of(choices), draws, textValue, depth + 1);
  if (Array.isArray(schema.enum)) return draws.oneIn(8) ? textValue() : draws.of(schema.enum as unknown[]);
  const type = Array.isArray(schema.type) ? draws.of(schema.type as string[]) : schema.type;
  if (type === 'array')
    return Array.from({ length: draws.below(3) }, () => madeOf(schema.items, draws, textValue, depth + 1));
  if (type === 'object' || schema.properties !== undefined) {
    const required = new Set((schema.required as readonly string[] | undefined) ?? []);
    return Object.fromEntries(
      Object.entries((schema.properties as object | undefined) ?? {}).flatMap(([name, each]) =>
        (required.has(name) ? draws.oneIn(12) : draws.oneIn(2))
          ? []
          : [[name, madeOf(each, draws, textValue, depth + 1)]],
      ),
    );
  }
  if (type === 'integer' || type === 'number')
    return draws.oneIn(3) ? draws.of([0, -1, 1, 2, 100, 2 ** 53, 1.5]) : Number(textValue()) || 1;
  return type === 'boolean' ? draws.oneIn(2) : textValue();
}

function resolved(schema: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const { $ref } = schema as { $ref?: string };
  return (typeof $ref === 'string' ? describedSchema($ref) : schema) as Readonly<Record<string, unknown>>;
}

/** Sends it, and says what is wrong with the answer. */
async function answerTo(github: InProcessGitHub, sent: Sent, answers: Map<string, number>): Promise<string | null> {
  const { method, path, template, body } = sent;
  const before = github.service.failures.length;
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<'hangs'>((resolve) => {
    timer = setTimeout(() => resolve('hangs'), HANGING);
  });
  const asked = github.fetch(`${github.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${github.tokens[sent.as]}` },
    ...(body === null || method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await Promise.race([asked, hangs]);
  clearTimeout(timer);
  if (answer === 'hangs') return 'there is no answer';
  const key = `${method} ${template} ${answer.status}`;
  answers.set(key, (answers.get(key) ?? 0) + 1);
  if (answer.status >= 500) return github.service.failures.slice(before).join('; ') || `status ${answer.status}`;
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  try {
    if (type.includes('raw') || (!type.includes('json') && answer.status < 300)) return null;
    expectAnswerMatchesDescription(
      method,
      template,
      answer.status,
      type.includes('json') && text !== '' ? JSON.parse(text) : undefined,
    );
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
