import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';
import { fileAt } from '../../support/somebody.ts';

/** What GitHub's documentation, or somebody who met it, says of an answer: by real HTTP, each with its source. */

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

interface Asked {
  readonly method?: string;
  readonly body?: object;
  readonly accept?: string;
  /** null: none. */
  readonly token?: string | null;
}

const askOf =
  ({ server }: ServedWorld) =>
  async (path: string, { method = 'GET', body, accept, token = server.tokens.pat }: Asked = {}): Promise<Answered> => {
    const response = await fetch(`${server.url}${path.startsWith('/') ? path : `/repos/sample/zlink/${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(accept === undefined ? {} : { accept }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('application/json') === true;
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
  };

/** The server is in this process: who waits for git must not keep it from answering. */
const remoteRefs = async (address: string, ...options: string[]): Promise<string> =>
  (
    await promisify(execFile)('git', [...options, 'ls-remote', address], {
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null' },
    })
  ).stdout;

async function released(options: ServedWorldOptions = {}): Promise<ServedWorld> {
  const served = await serveWorld({ onDisk: true, ...options });
  await releaseCommand(served, '1.2.0', { skip: ['watch', 'verify'] });
  return served;
}

describe('of a released world', () => {
  let served: ServedWorld;
  let ask: ReturnType<typeof askOf>;
  let main: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', served.world.git.directory, ...args], { encoding: 'utf8' });
  beforeAll(async () => {
    served = await released();
    ask = askOf(served);
    main = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
  });

  // Source: sourcegraph/sourcegraph, recorded answer TestV3Client_UpdateRef_failure.
  it.each([
    ['POST', 'git/refs', { ref: 'refs/heads/q', sha: '0123456' }],
    ['PATCH', 'git/refs/heads/main', { sha: '0123456' }],
    ['PATCH', 'git/refs/heads/main', { sha: 'A'.repeat(40) }],
  ])('an id of another form is refused: %s %s', async (method, path, body) => {
    const { status, json } = await ask(path, { method, body });
    expect([status, json.message]).toEqual([
      422,
      'The sha parameter must be exactly 40 characters and contain only [0-9a-f].',
    ]);
    const unknown = await ask('git/refs', {
      method: 'POST',
      body: { ref: 'refs/heads/q', sha: '0'.repeat(39).concat('1') },
    });
    expect([unknown.status, unknown.json.message]).toEqual([422, 'Object does not exist']);
  });

  // Source: GitHub documentation, "REST API endpoints for Git references", List matching references.
  it.each(['git/matching-refs', 'git/matching-refs/'])('%s lists every ref there is', async (path) => {
    const { status, json } = await ask(`${path}?per_page=100`);
    expect(status).toBe(200);
    const own = git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/tags').trim().split('\n');
    const pulls = served.world.state.pulls.map(({ number }) => `refs/pull/${number}/head`);
    expect(json.map(({ ref }: Json) => ref)).toEqual([...own, ...pulls].sort());
    const page = await ask(`${path}?per_page=2`);
    expect(page.json).toHaveLength(2);
    expect(page.headers.get('link')).toContain('rel="next"');
    const one = await ask('git/ref/pull/1/head');
    expect(one.json.object.sha).toBe(served.world.state.pulls[0]?.headSha);
  });

  // Source: GitHub documentation, at each endpoint: without authentication if only public resources are requested.
  it.each(['/repos/sample/zlink', 'git/ref/heads/main', 'releases/tags/core/v1.2.0', 'pulls?state=all', 'contents'])(
    '%s of a public repository needs no token',
    async (path) => {
      const { status, headers } = await ask(path, { token: null });
      expect(status).toBe(path.startsWith('releases') ? 404 : 200);
      expect(headers.get('x-ratelimit-limit')).toBe('60');
    },
  );

  it.each([
    ['POST', 'git/refs', { ref: 'refs/heads/x', sha: '0'.repeat(40) }],
    ['POST', '/graphql', { query: '{viewer{login}}' }],
    ['GET', '/user', undefined],
    ['GET', 'immutable-releases', undefined],
  ])('%s %s needs one all the same', async (method, path, body) => {
    const { status, json } = await ask(path, { method, token: null, ...(body === undefined ? {} : { body }) });
    expect([status, json.message]).toEqual([401, 'Requires authentication']);
  });

  it('a wrong token is refused where none is needed', async () => {
    expect((await ask('git/ref/heads/main', { token: 'wrong' })).json.message).toBe('Bad credentials');
  });

  // Source: GitHub documentation, "REST API endpoints for pull requests" and "… for commits", custom media types.
  it.each(['application/vnd.github.diff', 'application/vnd.github.v3.diff', 'application/vnd.github.v3.diff+json'])(
    'a change is a diff where %s is asked for',
    async (accept) => {
      const [base, head] = [served.world.state.pulls[0]?.baseSha ?? '', served.world.state.pulls[0]?.headSha ?? ''];
      const pull = await ask('pulls/1', { accept });
      expect(pull.headers.get('content-type')).toBe('application/vnd.github.diff; charset=utf-8');
      expect(pull.text).toBe(git('diff', `${base}...${head}`));
      expect(pull.text).toMatch(/^diff --git a\//);
      expect((await ask('commits/main', { accept })).text).toBe(git('diff', 'main~1', 'main'));
      expect((await ask('compare/core/v1.1.0...main', { accept })).text).toBe(git('diff', 'core/v1.1.0...main'));
    },
  );

  it('and a patch where that is asked for', async () => {
    const accept = 'application/vnd.github.patch';
    for (const path of ['pulls/1', 'commits/main', 'compare/core/v1.1.0...main']) {
      const { status, headers, text } = await ask(path, { accept });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/vnd.github.patch; charset=utf-8']);
      expect(text).toMatch(/^From [0-9a-f]{40} /);
    }
  });

  it('the pages that diff_url and patch_url name need no token', async () => {
    const { json } = await ask('pulls/1');
    const path = (url: string) => new URL(url).pathname;
    const diff = await ask(path(json.diff_url), { token: null });
    expect([diff.status, diff.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(diff.text).toMatch(/^diff --git a\//);
    expect((await ask(path(json.patch_url), { token: null })).text).toMatch(/^From /);
    expect((await ask('/sample/zlink/pull/99.diff', { token: null })).status).toBe(404);
  });

  // Sources: kaito-project/kaito#1680, getsentry/craft#583, openclaw/openclaw#139297.
  it('the latest release is neither a draft nor a pre-release', async () => {
    const create = (body: object) => ask('releases', { method: 'POST', body });
    const before = served.world.state.releases.length;
    for (const body of [
      { tag_name: 'pre1', prerelease: true, make_latest: 'true' },
      { tag_name: 'd1', draft: true, make_latest: 'true' },
    ]) {
      const { status, json } = await create(body);
      expect([status, json.message]).toEqual([422, 'Validation Failed']);
      expect(json.errors).toEqual([
        { resource: 'Release', code: 'custom', message: 'Latest release cannot be draft or prerelease.' },
      ]);
    }
    expect((await create({ tag_name: 'b1', make_latest: 'bogus' })).status).toBe(422);
    expect(served.world.state.releases).toHaveLength(before);
    const pre = await create({ tag_name: 'pre2', prerelease: true });
    const changed = await ask(`releases/${pre.json.id}`, { method: 'PATCH', body: { make_latest: 'true' } });
    expect(changed.status).toBe(422);
    const older = await create({
      tag_name: 'old1',
      target_commitish: git('rev-parse', 'main~1').trim(),
      make_latest: 'true',
    });
    expect((await ask('releases/latest')).json.id).toBe(older.json.id);
    await create({ tag_name: 'old2', make_latest: 'false' });
    expect((await ask('releases/latest')).json.id).toBe(older.json.id);
  });

  // Source: actions/checkout, which fetches from the address without .git; `go get` does the same.
  it('git reads the same from both addresses, with a token in a header as well', async () => {
    const { url, tokens } = served.server;
    const refs = await remoteRefs(`${url}/sample/zlink`);
    expect(refs).toBe(await remoteRefs(`${url}/sample/zlink.git`));
    const basic = Buffer.from(`x-access-token:${tokens.app}`).toString('base64');
    expect(await remoteRefs(`${url}/sample/zlink`, '-c', `http.extraheader=AUTHORIZATION: basic ${basic}`)).toBe(refs);
    expect(refs).toContain(main);
  });
});

// Source: GitHub documentation, REST API; its error bodies carry the status as a string.
it('the status in a body is the status', async () => {
  const served = await serveWorld({
    rulesets: [
      {
        id: 7,
        name: 'main',
        target: 'branch',
        enforcement: 'active',
        include: ['~DEFAULT_BRANCH'],
        exclude: [],
        rules: [{ type: 'pull_request' }],
      },
    ],
  });
  const ask = askOf(served);
  const { json: file } = await ask('contents/VERSION');
  const body = { message: 'm', content: 'eA==', branch: 'main', sha: file.sha };
  const { status, json } = await ask('contents/VERSION', { method: 'PUT', body });
  expect([status, json.status]).toEqual([409, '409']);
  expect(await fileAt(served, 'refs/heads/main', 'VERSION')).toContain('1.1.0');
});

// Source: GitHub GraphQL documentation, mutation createCommitOnBranch; its answer as clients' tests quote it.
it('a commit on a stale head is told with two blanks', async () => {
  const served = await serveWorld();
  const ask = askOf(served);
  const query = 'mutation($input:CreateCommitOnBranchInput!){createCommitOnBranch(input:$input){commit{oid}}}';
  const input = {
    branch: { repositoryNameWithOwner: 'sample/zlink', branchName: 'main' },
    message: { headline: 'h' },
    expectedHeadOid: '0'.repeat(39).concat('1'),
    fileChanges: { additions: [{ path: 'a', contents: 'eA==' }] },
  };
  const { status, json } = await ask('/graphql', { method: 'POST', body: { query, variables: { input } } });
  expect(status).toBe(200);
  expect(json.errors).toMatchObject([{ type: 'STALE_DATA', path: ['createCommitOnBranch'] }]);
  expect(json.errors[0].message).toMatch(
    /^Expected branch to point to "[0-9a-f]{40}" but it did not\. {2}Pull and try again\.$/,
  );
});

// Source: GitHub documentation, "Repository visibility": what is private is not there for those who may not see it.
it('a private repository is not there without a token', async () => {
  const served = await serveWorld({ onDisk: true, settings: { private: true } });
  const ask = askOf(served);
  for (const path of ['/repos/sample/zlink', 'git/ref/heads/main']) {
    const { status, json } = await ask(path, { token: null });
    expect([status, json.message]).toEqual([404, 'Not Found']);
  }
  const withToken = served.server.url.replace('//', `//x:${served.server.tokens.pat}@`).concat('/sample/zlink');
  await expect(remoteRefs(`${served.server.url}/sample/zlink`)).rejects.toThrow('could not read Username');
  expect(await remoteRefs(withToken)).toContain('refs/heads/main');
});
