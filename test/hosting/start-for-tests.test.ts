import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { EmbeddedGitHubOptions, RunningGitHub } from '../../src/hosting/hosted-types.ts';
import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { BUILT_CLI } from '../support/cli.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The GitHub that the package gives to tests of other programs. */

async function started(options: EmbeddedGitHubOptions = {}): Promise<RunningGitHub> {
  const github = await startForTests({ warn: () => {}, ...options });
  afterThisFile(() => github.close());
  return github;
}

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;
const ask = async (
  github: RunningGitHub,
  path: string,
  init: RequestInit = {},
  token: string | null = github.tokens.pat,
) => {
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(init.headers as object | undefined),
  };
  const answer = await fetch(`${github.url}${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, json: (text === '' ? null : JSON.parse(text)) as Json };
};
const control = (github: RunningGitHub, path: string, body: unknown, method = 'POST') =>
  ask(github, `/_control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });

const WORLD = {
  repository: 'octo/hello',
  now: '2026-11-24T09:00:00Z',
  pace: 0,
  settings: { private: true, allowMergeCommit: false },
  people: ['alice', 'bob'],
  tokens: [{ token: 'only-reads', kind: 'app' as const, permissions: { contents: 'read' as const } }],
  rulesets: [
    {
      id: 4711,
      source: 'octo/hello',
      name: 'main',
      target: 'branch',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [{ type: 'deletion' }],
      bypassLogins: ['alice'],
    },
  ],
  history: [
    { message: 'first', files: { 'README.md': 'hello\n', 'src/a.c': 'int a;\n' }, tags: ['v1.0.0'] },
    { branch: 'topic', message: 'second', files: { 'src/a.c': null, 'src/b.c': 'int b;\n' }, author: 'alice' },
  ],
  labels: [{ name: 'bug', color: 'ff0000' }],
  variables: { COLOR: 'blue' },
  issues: [{ title: 'It is broken', author: 'bob', labels: ['bug'], closed: true }],
  pulls: [{ title: 'Mend it', head: 'topic', author: 'alice', labels: ['new label'] }],
  releases: [{ tag: 'v1.0.0', assets: { 'a.txt': 'a' } }],
  statuses: [{ ref: 'topic', state: 'success' as const, context: 'ci' }],
  acts: [
    { who: 'bob', method: 'POST' as const, path: 'issues/2/comments', body: { body: 'hm' }, after: 60 },
    { who: 'bob', method: 'PATCH' as const, path: 'pulls/2', body: { state: 'closed' }, before: 'PUT pulls/*/merge' },
  ],
};

describe('startEmbeddedGitHub', () => {
  it('serves the world that it is given', async () => {
    const github = await started({ world: WORLD });
    const get = async (path: string) => (await ask(github, `/repos/octo/hello${path}`)).json;
    expect(github.repository).toBe('octo/hello');
    expect((await get('')).allow_merge_commit).toBe(false);
    expect((await ask(github, '/repos/octo/hello', {}, null)).status).toBe(404);
    expect((await get('/git/trees/topic?recursive=1')).tree.map(({ path }: Json) => path)).toEqual([
      'README.md',
      'src',
      'src/b.c',
    ]);
    expect((await get('/issues/1')).labels.map(({ name, color }: Json) => [name, color])).toEqual([['bug', 'ff0000']]);
    expect(await get('/issues/1')).toMatchObject({ state: 'closed', user: { login: 'bob' } });
    expect(await get('/pulls/2')).toMatchObject({
      state: 'open',
      user: { login: 'alice' },
      labels: [{ name: 'new label' }],
    });
    expect(await get('/releases/latest')).toMatchObject({ tag_name: 'v1.0.0', assets: [{ name: 'a.txt', size: 1 }] });
    expect(await get('/commits/topic/status')).toMatchObject({ state: 'success', total_count: 1 });
    expect(await get('/actions/variables/COLOR')).toMatchObject({ value: 'blue' });
    expect(await get('/rules/branches/main')).toMatchObject([{ type: 'deletion' }]);
    expect((await get('/collaborators')).map(({ login }: Json) => login)).toContain('alice');
    const wrote = await ask(github, '/repos/octo/hello/git/refs', { method: 'POST', body: '{}' }, 'only-reads');
    expect(wrote.status).toBe(403);
    expect(github.unanswered).toEqual([]);
  });

  it('lets people act at their moment', async () => {
    const github = await started({ world: WORLD });
    const comments = async () => (await ask(github, '/repos/octo/hello/issues/2/comments')).json.length;
    expect(await comments()).toBe(0);
    await github.advance(61);
    expect(await comments()).toBe(1);
    expect(github.now().toISOString()).toBe('2026-11-24T09:01:01.000Z');
    const merged = await ask(github, '/repos/octo/hello/pulls/2/merge', { method: 'PUT', body: '{}' });
    expect(merged.status).toBe(405);
    expect((await ask(github, '/repos/octo/hello/pulls/2')).json.state).toBe('closed');
  });

  it('is steered from another process', async () => {
    const github = await started({ world: { ...WORLD, acts: [] } });
    expect((await ask(github, '/_control')).json).toMatchObject({ repository: 'octo/hello', pace: 0, actsLeft: 0 });
    const made = await control(github, '/acts', { who: 'carol', method: 'POST', path: 'issues', body: { title: 'x' } });
    expect(made.json).toMatchObject({ status: 201, body: { number: 3, user: { login: 'carol' } } });
    const refused = await control(github, '/acts', { who: 'carol', method: 'POST', path: 'issues', body: {} });
    expect(refused.json.status).toBe(422);
    const later = { who: 'bob', method: 'PATCH', path: 'issues/3', body: { state: 'closed' }, after: 5 };
    expect((await control(github, '/acts', later)).json).toEqual({ planned: true });
    expect((await control(github, '/time', { advance: 6 })).json.now).toBe('2026-11-24T09:00:06.000Z');
    expect((await ask(github, '/repos/octo/hello/issues/3')).json.state).toBe('closed');
    await control(github, '/faults', { faults: ['stale-list', 'merge-405'] });
    expect((await control(github, '/acts', {}, 'GET')).status).toBe(404);
    const merge = () => ask(github, '/repos/octo/hello/pulls/2/merge', { method: 'PUT', body: '{}' });
    expect((await merge()).json.message).toContain('Base branch was modified');
    await control(github, '/faults', { faults: ['merge-405'] });
    expect((await control(github, '/faults', {}, 'DELETE')).json.faultsLeft).toEqual([]);
    expect((await control(github, '/time', { pace: 1 })).json.pace).toBe(1);
    const log = (await ask(github, '/_control/requests')).json;
    expect(log.map(({ method, path }: Json) => `${method} ${path}`)).toContain('PUT /repos/octo/hello/pulls/2/merge');
    expect(log.filter(({ path }: Json) => path.startsWith('/_control'))).toEqual([]);
  });

  it.each([
    ['/acts', { who: '', method: 'LOOK', path: '' }, ['who: ', 'method: ', 'path: ']],
    ['/time', {}, ['the body: must have advance or pace']],
    ['/time', { advance: -1, turn: 2 }, ['advance: ', 'the body: ']],
    [
      '/faults',
      { faults: ['nonsense', 'http-500@0'] },
      ['"nonsense" is no fault.', '"http-500@0": requests are counted'],
    ],
  ])('told everything that is wrong with a body: %s %j', async (path, body, errors) => {
    const github = await started();
    const answer = await control(github, path, body);
    expect(answer.status).toBe(422);
    for (const [at, error] of errors.entries()) expect(answer.json.errors[at]).toContain(error);
  });

  it('takes no orders from a page of another site', async () => {
    const github = await started();
    const body = JSON.stringify({ advance: 5 });
    const answer = await ask(github, '/_control/time', {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(415);
  });

  it.each([
    ['options', { world: { pace: -1, labels: [{ name: '' }] } }, /^world: pace: .*\nworld: labels\.0\.name: /],
    ['a file that is not there', { world: '/nowhere/world.json' }, /^\/nowhere\/world\.json: It cannot be read/],
    [
      'an issue that GitHub refuses',
      { world: { pulls: [{ title: 't', head: 'main' }] } },
      /^world: pulls\.0: .*refuses it \(422\)/,
    ],
    ['a clone and a history', { repository: '.', world: { history: [{}] } }, /^world: history: /],
  ])('says what is wrong with %s', async (_, options, message) => {
    await expect(started(options as EmbeddedGitHubOptions)).rejects.toThrow(message);
  });

  it('gives git what it serves, takes pushes, and leaves nothing', async () => {
    const github = await startForTests({ warn: () => {} });
    const folder = join(scratchFolder('hosted'), 'clone');
    await promisify(execFile)('git', ['clone', '--quiet', github.cloneUrl, folder]);
    expect(existsSync(join(folder, 'VERSION'))).toBe(true);
    expect(existsSync(github.directory)).toBe(true);
    await github.close();
    expect(existsSync(github.directory)).toBe(false);
  });

  it('shows a person its pages, and a program what GitHub answers', async () => {
    const github = await started();
    const page = await fetch(`${github.url}/`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.url).toBe(`${github.url}/_rehearsal`);
    expect((await ask(github, '/')).json.current_user_url).toBe(`${github.url}/user`);
  });
});

it('the command prints an address from which git clones and to which it pushes', async () => {
  const child = spawn(process.execPath, [BUILT_CLI, 'embedded-github', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  afterThisFile(async () => void child.kill('SIGINT'));
  let told = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    told += chunk;
    if (told.endsWith('}\n')) break;
  }
  const { cloneUrl } = JSON.parse(told) as { cloneUrl: string };
  const folder = join(scratchFolder('cloned'), 'clone');
  const git = (...args: string[]) =>
    promisify(execFile)('git', args, { env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
  await git('clone', '--quiet', cloneUrl, folder);
  await git('-C', folder, 'push', '--quiet', 'origin', 'HEAD:refs/heads/mine');
  expect((await git('ls-remote', cloneUrl, 'refs/heads/mine')).stdout).toContain('refs/heads/mine');
});

describe.skipIf(spawnSync('openssl', ['version']).status !== 0)('https', () => {
  it('is spoken with a certificate that programs are told to trust, by git as well', async () => {
    const github = await started({ https: true, world: { repository: 'octo/hello' } });
    const { environment, certificate, url, cloneUrl } = github;
    expect(url).toMatch(/^https:/);
    const folder = scratchFolder('https');
    const env = { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', ...environment };
    const ask = `fetch(process.env.GITHUB_API_URL + '/repos/octo/hello').then(async (answer) => console.log((await answer.json()).url))`;
    const told = await promisify(execFile)(process.execPath, ['-e', ask], { env });
    expect(told.stdout.trim()).toBe(`${url}/repos/octo/hello`);
    await promisify(execFile)('git', ['clone', '-q', cloneUrl, join(folder, 'clone')], { env });
    expect(existsSync(join(folder, 'clone/.git'))).toBe(true);
    expect(existsSync(certificate ?? '')).toBe(true);
    const untrusting = await promisify(execFile)(process.execPath, ['-e', ask], {
      env: { ...env, NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '' },
    }).catch((error: { readonly stderr: string }) => error.stderr);
    expect(untrusting).toMatch(/certificate/i);
  });
});
