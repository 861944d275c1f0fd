import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startForTests } from '../src/hosting/start-for-tests.ts';
import { type CalledOnce, octokitCalls } from '../test/clients/octokit-calls.ts';
import { GH_COMMANDS } from '../test/support/gh-command-table.ts';

/**
 * `tsx scripts/compare-emulate.ts --emulate FOLDER [--node NODE] [--python PYTHON]`: the scripts of our client suites against
 * vercel-labs' `emulate`, installed by npm in that folder, and against ours, one after another: a table of how many calls
 * each answers. `emulate` wants Node 22 or newer. A call counts as answered where the client takes it as a success.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    emulate: { type: 'string' },
    node: { type: 'string', default: process.execPath },
    python: { type: 'string', default: 'python3' },
    gh: { type: 'string', default: 'gh' },
  },
});
if (values.emulate === undefined) throw new Error('name the folder that emulate is installed in: --emulate FOLDER');
const PACKAGE = join(values.emulate, 'node_modules/emulate');
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
const TOKEN = 'rehearsal-personal-token';

interface Ran {
  readonly stdout: string;
  readonly exitCode: number | null;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        out[name] += chunk.toString();
      });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...out }));
  });
}

/** Where each client finds the API as it expects it: below `/api/v3`, too, and our own steering answers nothing. */
async function behindOnePath(port: number): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((incoming, outgoing) => {
    const url = (incoming.url ?? '/')
      .replace(/^https?:\/\/[^/]+/, '')
      .replace(/^\/api(?:\/v3(?=\/|$)|(?=\/graphql))/, '');
    if (url.startsWith('/_control')) {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const onward = forward(
      { host: '127.0.0.1', port, path: url || '/', method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

interface Served {
  readonly url: string;
  /** Owner and name. */
  readonly repository: string;
  readonly close: () => Promise<void>;
}

/** Each suite has a world of its own. Who asks owns the repository there, as collaborators cannot be seeded. */
async function serveEmulate(client: string): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'emulate-'));
  const seed = {
    tokens: { [TOKEN]: { login: 'maintainer', scopes: ['repo', 'user', 'workflow', 'admin:repo_hook'] } },
    github: {
      users: [{ login: 'maintainer' }, { login: 'alice' }],
      repos: [{ owner: 'maintainer', name: 'zlink', description: 'sample', auto_init: true }],
    },
  };
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
  const repository = 'maintainer/zlink';
  const port = await freePort();
  const before = await behindOnePath(port);
  const args = [join(PACKAGE, 'dist/index.js'), 'start', '-s', 'github', '-p', String(port), '--seed', 'seed.json'];
  // PyGithub follows only addresses below its own base.
  args.push('--base-url', client === 'PyGithub' ? `${before.url}/api/v3` : before.url);
  const child = spawn(values.node, args, { cwd: folder, stdio: 'ignore' });
  for (let n = 0; n < 200; n += 1) {
    const isThere = await fetch(`http://127.0.0.1:${port}/repos/${repository}`).then(
      () => true,
      () => false,
    );
    if (isThere) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url: before.url,
    repository,
    close: async () => {
      before.close();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function serveOurs(): Promise<Served> {
  const limits = { writesPerMinute: 100_000, pointsPerMinute: 1_000_000 };
  const github = await startForTests({ world: { pace: 60, limits }, warn: () => {} });
  return { url: github.url, repository: github.repository, close: () => github.close() };
}

/** How many calls there were, how many were answered, and why a script ended before its end. */
interface Outcome {
  readonly calls: number;
  readonly answered: number;
  readonly refused: readonly string[];
  readonly ended: string;
}

const told = (rows: readonly Pick<CalledOnce, 'call' | 'ok'>[], ended: string): Outcome => ({
  calls: rows.length,
  answered: rows.filter(({ ok }) => ok).length,
  refused: rows.filter(({ ok }) => !ok).map(({ call }) => call),
  ended,
});

const rowsIn = (text: string): { call: string; ok: boolean }[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { call: string; ok: boolean });

const lastLine = ({ exitCode, stderr }: Ran): string =>
  exitCode === 0 ? '' : (stderr.trim().split('\n').at(-1) ?? `exit ${exitCode}`).slice(0, 160);

const SUITES: Readonly<Record<string, (served: Served) => Promise<Outcome>>> = {
  '@octokit/rest': async ({ url, repository }) => {
    const rows: CalledOnce[] = [];
    const ended = await octokitCalls(url, TOKEN, repository, rows).then(
      () => '',
      (error: unknown) => String(error).slice(0, 160),
    );
    return told(rows, ended);
  },
  PyGithub: async ({ url, repository }) => {
    const script = join(ROOT, 'test/clients/pygithub_calls.py');
    const ran = await run(values.python, [script, url, TOKEN, repository], ROOT, { PATH: process.env.PATH });
    return told(rowsIn(ran.stdout), lastLine(ran));
  },
  'go-github': async ({ url, repository }) => {
    const ran = await run(
      'go',
      ['run', '-mod=readonly', '.', url, TOKEN, repository],
      join(ROOT, 'test/clients/go-github'),
      process.env,
    );
    return told(rowsIn(ran.stdout), lastLine(ran));
  },
  gh: async ({ url, repository }) => {
    const ask = (method: string, path: string, body?: unknown) =>
      fetch(`${url}/repos/${repository}/${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).then((answer) => answer.json().catch(() => ({})) as Promise<{ object?: { sha: string } }>);
    await ask('POST', 'issues', { title: 'one' });
    const sha = (await ask('GET', 'git/ref/heads/main')).object?.sha;
    await ask('POST', 'git/refs', { ref: 'refs/heads/topic', sha });
    await ask('PUT', 'contents/docs/x.md', { message: 'docs: x', content: 'eA==', branch: 'topic' });
    await ask('POST', 'pulls', { title: 'two', head: 'topic', base: 'main' });
    await ask('PUT', 'environments/prod', {});
    const cwd = mkdtempSync(join(tmpdir(), 'emulate-gh-'));
    writeFileSync(join(cwd, 'f.txt'), 'x');
    const env = {
      ...{
        PATH: process.env.PATH,
        HOME: cwd,
        NO_COLOR: '1',
        GH_PROMPT_DISABLED: '1',
        HTTP_PROXY: url,
        http_proxy: url,
      },
      ...{ GH_HOST: 'github.localhost', GH_TOKEN: TOKEN, GH_ENTERPRISE_TOKEN: TOKEN },
    };
    const rows: { call: string; ok: boolean }[] = [];
    for (const { command, isNewer } of GH_COMMANDS) {
      if (isNewer === true) continue;
      const ran = await run('bash', ['-c', `${values.gh} ${command} -R github.localhost/${repository}`], cwd, env);
      const isPending = command.startsWith('pr checks') && ran.stdout.includes('pending');
      rows.push({ call: command, ok: ran.exitCode === 0 || isPending });
    }
    rmSync(cwd, { recursive: true, force: true });
    return told(rows, '');
  },
};

console.log(`| client | emulate ${version} | ours |\n|---|---|---|`);
for (const [client, suite] of Object.entries(SUITES)) {
  const cells: string[] = [];
  for (const serve of [serveEmulate, serveOurs]) {
    const served = await serve(client);
    try {
      const { calls, answered, refused, ended } = await suite(served);
      cells.push(`${answered} of ${calls}${ended === '' ? '' : `, then it ends: ${ended}`}`);
      process.stderr.write(`${client} ${served.url}: not answered: ${refused.join(', ')}\n`);
    } catch (error) {
      cells.push(`not run: ${String(error).slice(0, 100)}`);
    } finally {
      await served.close();
    }
  }
  console.log(`| ${client} | ${cells.join(' | ')} |`);
}
process.exit(0);
