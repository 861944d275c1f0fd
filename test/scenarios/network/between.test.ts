import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runActionJob } from '../../support/action-job.ts';
import { between, changeJson, type PassedAnswer, type PassedRequest } from '../../support/between.ts';
import { runCli, SHORT_PAUSES } from '../../support/cli.ts';
import { githubCases } from '../../support/github-cases.ts';
import { afterThisFile } from '../../support/leftovers.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** Proxies, redirects and servers that are almost GitHub, between the program and GitHub. */

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A proxy that opens no tunnel. */
async function refusing(status: number) {
  const seen: { readonly asked: string | undefined; readonly authorization: string | undefined }[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    seen.push({ asked: request.url, authorization: request.headers['proxy-authorization'] });
    socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterThisFile(async () => void server.close());
  return { port: (server.address() as AddressInfo).port, seen };
}

const planFarAway = (env: NodeJS.ProcessEnv) =>
  runCli(['plan', '--repo', 'a/b', '--version', 'minor', '--api-url', 'https://ghes.example.invalid/api/v3'], {
    env: { ZLINK_RELEASE_TOKEN: 'ghs_x', NO_PROXY: '', ...env },
    cwd: scratchFolder('far'),
    pace: SHORT_PAUSES,
  });

const TAGS = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
const tagsOf = async ({ world }: ServedWorld) => {
  const refs = await world.git.listRefs('refs/tags/');
  return refs.map(({ name }) => name.replace('refs/tags/', '')).sort();
};
const planThrough = (served: ServedWorld, url: string) =>
  runCli(['plan', '--repo', 'sample/zlink', '--version', 'minor', '--api-url', url], {
    env: { ZLINK_RELEASE_TOKEN: served.server.tokens.app },
    cwd: served.directory,
    pace: SHORT_PAUSES,
  });

/** The world as a client sees it that goes through somebody. */
async function releasedBy(
  served: ServedWorld,
  change: (request: PassedRequest, answer: PassedAnswer) => PassedAnswer,
  inputs: Readonly<Record<string, string>> = {},
  lead?: (path: string) => string,
) {
  const way = await between(served.server.url, change, lead);
  const led = { ...served, server: { ...served.server, url: way.url } };
  return { ...(await runActionJob(led, { version: '1.2.0', skip: 'test,bench,gate', ...inputs })), seen: way.seen };
}

let whole: ReturnType<typeof releaseByProxy> | null = null;
/** One whole release that went through a proxy, for all who look at its requests. */
const proxied = () => {
  whole ??= releaseByProxy();
  return whole;
};

async function releaseByProxy() {
  const served = await serveWorld();
  const proxy = await between(served.server.url, (_, answer) => answer);
  // A name that leads here only by way of the proxy, as far as the program knows.
  const { port } = new URL(served.server.url);
  const led = { ...served, server: { ...served.server, url: `http://ghes.localhost:${port}/api/v3` } };
  const set = async () => {
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, proxy.url);
  };
  await set();
  const job = await runActionJob(led, { version: '1.2.0', skip: 'test,bench,gate' }, set);
  expect(job.exitCode, job.log).toBe(0);
  return { served, proxy };
}

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  'https-through-the-proxy-of-the-runner': async () => {
    const { port, seen } = await refusing(502);
    const { exitCode, stderr } = await planFarAway({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('github-unreachable');
    expect(stderr).toContain(`the proxy at 127.0.0.1:${port} answered 502`);
    expect(stderr).toMatch(/remedy: See the proxy .* NO_PROXY/);
    expect(new Set(seen.map(({ asked }) => asked))).toEqual(new Set(['ghes.example.invalid:443']));
  },
  'the-proxys-password-is-not-shown': async () => {
    const { port, seen } = await refusing(502);
    const proxy = `http://user:s3cret-word@127.0.0.1:${port}`;
    const { exitCode, stdout, stderr } = await planFarAway({ HTTPS_PROXY: proxy, ZLINK_RELEASE_DEBUG: '1' });
    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).not.toMatch(/s3cret-word|user:/);
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from('user:s3cret-word').toString('base64')}`]),
    );
  },
  'a-whole-release-through-a-proxy': async () => {
    const { served, proxy } = await proxied();
    expect(await tagsOf(served)).toEqual(TAGS);
    // Every request that arrived came by way of the proxy.
    expect(proxy.seen).toHaveLength(served.server.requests.length);
    const paths = proxy.seen.map(({ path }) => path.split('?', 1)[0]);
    expect(paths).toContain('/api/graphql');
    expect(paths).toContain('/sample/zlink/archive/refs/tags/core/v1.2.0.tar.gz');
  },
  'a-branch-without-its-commit': async () => {
    const served = await serveWorld();
    const { url } = await between(served.server.url, ({ path }, answer) =>
      path === '/repos/sample/zlink/branches/main'
        ? changeJson(answer, (key, value) =>
            key === 'commit' && typeof value === 'object' && value !== null && 'sha' in value
              ? { sha: value.sha, url: 'u' }
              : value,
          )
        : answer,
    );
    const { exitCode, stderr } = await planThrough(served, url);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('✗ github-unreachable');
    expect(stderr).toMatch(/GET \/repos\/sample\/zlink\/branches\/main answered 200 without `commit\.commit/);
    expect(stderr).toContain('See that --api-url (or GITHUB_API_URL) leads to GitHub’s REST API');
    expect(stderr).not.toMatch(/defect|undefined/);
  },
  'a-renamed-repository': async () => {
    const served = await serveWorld();
    const moved = /^\/repos\/sample\/old-name(?=\/|\?|$)/;
    const job = await releasedBy(
      served,
      ({ method, path }, answer) =>
        moved.test(path)
          ? {
              status: method === 'GET' ? 301 : 307,
              headers: { location: path.replace(moved, '/repositories/1000'), 'content-type': 'application/json' },
              body: Buffer.from('{"message": "Moved Permanently"}'),
            }
          : answer,
      { repository: 'sample/old-name' },
      (path) => path.replace(/^\/repositories\/1000(?=\/|\?|$)/, '/repos/sample/zlink'),
    );
    expect(job.exitCode, job.log).toBe(0);
    expect(job.log).toContain('sample/old-name is sample/zlink now; going on with that name');
    expect(served.world.state.pulls.filter(({ headRef }) => headRef.startsWith('release/version-'))).toHaveLength(1);
    expect(await tagsOf(served)).toEqual(TAGS);
    // Only the first question goes by the old name: nothing that is written depends on the redirect.
    expect(job.seen.filter(({ path }) => path.includes('old-name')).map(({ method }) => method)).toEqual(['GET']);
  },
  'a-download-redirected-to-another-host': async () => {
    // test/scenarios/verify/verify-assets.test.ts, "from another host is asked for without the token".
    expect(githubCases('network.yml').has('a-download-redirected-to-another-host')).toBe(true);
  },
  'waiting-for-the-archive-is-said': async () => {
    const served = await serveWorld();
    const job = await releasedBy(served, ({ path }, answer) =>
      path.includes('/archive/') ? { status: 404, headers: {}, body: Buffer.from('Not Found') } : answer,
    );
    expect(job.exitCode).toBe(1);
    expect(job.log).toContain('github-unreachable');
    expect(job.log).toContain('waiting 4 s for the source archive of core/v1.2.0, attempt 2 of 5');
    expect(job.log).toContain('waiting 32 s for the source archive of core/v1.2.0, attempt 5 of 5');
  },
  'no-stray-parameters': async () => {
    const served = await serveWorld({ faults: [{ name: 'no-graphql', argument: null, at: null, text: 'no-graphql' }] });
    const { url, seen } = await between(served.server.url, (_, answer) => answer);
    expect((await planThrough(served, url)).exitCode).toBe(0);
    expect(seen.map(({ path }) => path).filter((path) => path.startsWith('/user'))).toEqual(['/user']);
  },
  'the-clients-name-is-sent-on-every-way': async () => {
    const { proxy } = await proxied();
    const names = new Set(proxy.seen.map(({ headers }) => String(headers['user-agent']).replace(/\/.*/, '/')));
    expect(names).toEqual(new Set(['zlink-release/']));
    expect(proxy.seen.some(({ path }) => path.includes('/archive/'))).toBe(true);
  },
};

describe('between the program and GitHub', () => {
  it.each([...githubCases('network.yml').keys()])('%s', async (name) => {
    await (CASES[name] ?? (() => expect.fail('a case without a test')))();
  });

  it.each([
    ['a page of HTML', 'text/html', '<html>sign in</html>', /answered 200 with no object in JSON \(text\/html\)/],
    ['a page called JSON', 'application/json', '<html>', /answered 200 with no object in JSON \(application\/json\)/],
    ['nothing', 'application/json', '', /answered 200 with no object in JSON \(nothing\)/],
    ['another service', 'application/json', '{"status": "ok"}', /answered 200 without `name`/],
  ])('an API that answers everything with %s', async (_, type, body, told) => {
    const served = await serveWorld();
    const { url } = await between(served.server.url, () => ({
      status: 200,
      headers: { 'content-type': type },
      body: Buffer.from(body),
    }));
    const { exitCode, stderr } = await planThrough(served, url);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(told)]);
    expect(stderr).not.toMatch(/defect|undefined/);
  });
});
