import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInputs } from '../../src/action/release-inputs.ts';
import { orStop } from '../../src/core/problem.ts';
import { handoverDigest } from '../../src/core/release/handover.ts';
import { hideSecrets } from '../../src/core/secrets.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { runActionJob } from '../support/action-job.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { type CliResult, runCli, SHORT_PAUSES } from '../support/cli.ts';
import { runHosted } from '../support/program-hosts.ts';
import { scratchFolder } from '../support/scratch.ts';
import { serveWorld } from '../support/served-world.ts';
import { checkedOut } from '../support/workspace.ts';

/** A token is planted wherever one can be; then everything the program wrote is searched for it. */

const TOKEN = 'ghs_PLANTED0123456789secret';
const ACTION = join(BUILT_PROGRAM, 'dist/action.js');

function expectNowhere(secret: string, result: CliResult, ...folders: string[]): void {
  expect(result.stdout, 'stdout').not.toContain(secret);
  expect(result.stderr, 'stderr').not.toContain(secret);
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      expect(readFileSync(path).includes(secret), path).toBe(false);
    }
  }
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Quotes what it was sent in every place an answer has. */
const echoing = (status: number) =>
  listen((request, response) => {
    const { authorization = '' } = request.headers;
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-echo': authorization,
      'x-accepted-github-permissions': authorization,
    });
    response.end(
      JSON.stringify({ message: `Bad ${authorization}`, errors: [{ message: authorization }, authorization] }),
    );
  });

/** What the steps of a release hand on: plan and record as they stood after each of them. */
const handedOn = new Map<string, { readonly plan: string; readonly record: string }>();
/** The step whose work a stage goes on with. */
const BEFORE: Readonly<Record<string, string>> = {
  gate: 'plan',
  propose: 'plan',
  merge: 'propose',
  tag: 'merge',
  watch: 'tag',
  verify: 'tag',
};

beforeAll(async () => {
  const folder = join(scratchFolder('handed'), 'out');
  const inputs = { version: '1.2.0', skip: 'bench,gate', 'output-directory': folder };
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const job = await runActionJob(await serveWorld(), inputs, async (step) => {
    handedOn.set(step, { plan: read('release-plan.json'), record: read('release-record.json') });
  });
  expect(job.exitCode, job.log).toBe(0);
});

/** Puts down what the step before a stage handed on; returns the variable that names it. */
function handOver(stage: string, folder: string): { ZLINK_PLAN?: string } {
  const handed = handedOn.get(BEFORE[stage] ?? '');
  if (handed === undefined) return {};
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'release-plan.json'), handed.plan);
  writeFileSync(join(folder, 'release-record.json'), handed.record);
  return { ZLINK_PLAN: handoverDigest(handed.plan) };
}

/** One stage of the action, as its step runs it: the plan step reads the inputs, the others are handed what it read. */
function runStage(stage: string, env: NodeJS.ProcessEnv, cwd: string): Promise<CliResult> {
  const { PATH, HOME } = process.env;
  const inputs = stage === 'plan' ? {} : { ZLINK_INPUTS: JSON.stringify(orStop(readInputs(env))) };
  return runHosted({ entry: ACTION, args: [stage], env: { PATH, HOME, ...env, ...inputs }, cwd, pace: SHORT_PAUSES });
}

describe('a server that quotes the token', () => {
  const commands: [string, ...string[]][] = [
    ['plan', '--version', '1.2.0'],
    ['plan', '--version', '1.2.0', '--json'],
    ['release', '--version', '1.2.0', '--skip', 'bench,gate'],
    ['status', '--version', '1.2.0'],
    ['verify', '--tag', 'v1'],
    ['watch', '--tag', 'v1', '--workflow', 'build.yml'],
  ];
  it.concurrent.each(
    [401, 403, 404, 422, 500].flatMap((status) => commands.map((command) => [status, command] as const)),
  )('%i: %j', async (status, command) => {
    const cwd = scratchFolder('quoted');
    writeFileSync(join(cwd, 'config.yml'), 'verify: {timeout-minutes: 0.01}\nwatch: {poll-interval-seconds: 1}\n');
    const result = await runCli(
      [...command, '--config', 'config.yml', '--repo', 'a/b', '--api-url', await echoing(status)],
      {
        env: { ZLINK_RELEASE_TOKEN: TOKEN, ZLINK_RELEASE_DEBUG: '1' },
        cwd,
        pace: SHORT_PAUSES,
      },
    );
    expect([1, 2]).toContain(result.exitCode);
    expectNowhere(TOKEN, result, cwd);
  });

  it.concurrent.each(['plan', 'gate', 'propose', 'merge', 'tag', 'watch', 'verify', 'report'])(
    'the %s step of the action',
    async (stage) => {
      const cwd = scratchFolder('step');
      // As the runner does.
      for (const name of ['output', 'summary']) writeFileSync(join(cwd, name), '');
      const result = await runStage(
        stage,
        {
          ZLINK_RELEASE_TOKEN: TOKEN,
          ZLINK_VERSION: '1.2.0',
          ZLINK_REPOSITORY: 'a/b',
          ZLINK_SKIP: 'bench,gate',
          ...handOver(stage, join(cwd, 'out')),
          ZLINK_OUTPUT_DIRECTORY: join(cwd, 'out'),
          ZLINK_WORKING_DIRECTORY: cwd,
          GITHUB_API_URL: await echoing(403),
          GITHUB_OUTPUT: join(cwd, 'output'),
          GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
        },
        cwd,
      );
      // The runner is told once what it has to mask, by a command that it takes out of the log itself.
      const mask = `::add-mask::${TOKEN}\n`;
      expect(result.stdout.startsWith(mask)).toBe(stage === 'plan');
      expectNowhere(TOKEN, { ...result, stdout: result.stdout.replace(mask, '') }, cwd);
      // Neither asks GitHub anything.
      if (stage !== 'report' && stage !== 'gate') expect(result.stdout).toContain('GitHub answered 403');
    },
  );
});

describe('addresses', () => {
  it.concurrent.each([
    ['--api-url', `http://user:${TOKEN}@127.0.0.1:9`],
    ['--api-url', `https://${TOKEN}@api.example.org`],
    ['--api-url', `http://127.0.0.1:9/?token=${TOKEN}`],
    ['--api-url', `http://127.0.0.1:9/#${TOKEN}`],
    ['--api-url', `ht!tp://${TOKEN}`],
    ['--api-url', `//${TOKEN}@[`],
    ['--repo', `https://x-access-token:${TOKEN}@github.com/a/b`],
    ['--repo', `https://${TOKEN}@github.com/a/b.git`],
  ])('%s %s is refused and not shown', async (option, value) => {
    const given = option === '--repo' ? [option, value] : ['--repo', 'a/b', option, value];
    const cwd = scratchFolder('address');
    const result = await runCli(['plan', '--version', '1.2.0', '--json', ...given], {
      env: { ZLINK_RELEASE_TOKEN: 'ghs_another_one', ZLINK_RELEASE_DEBUG: '1' },
      cwd,
    });
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('input-invalid')]);
    expectNowhere(TOKEN, result, cwd);
  });

  it('a server that does not answer is named without anything secret', async () => {
    const cwd = scratchFolder('silent');
    const result = await runCli(['plan', '--version', '1.2.0', '--repo', 'a/b', '--api-url', 'http://127.0.0.1:9'], {
      env: { ZLINK_RELEASE_TOKEN: TOKEN, ZLINK_RELEASE_DEBUG: '1' },
      cwd,
      pace: SHORT_PAUSES,
    });
    expect(result.stderr).toContain('github-unreachable');
    expectNowhere(TOKEN, result, cwd);
  });

  it('a clone to rehearse that is none, and one whose configuration holds a token', async () => {
    const none = await runCli(['rehearse', '--version', '1.2.0', '--from', `https://x:${TOKEN}@github.com/a/b`]);
    expect(none.exitCode).toBe(2);
    expectNowhere(TOKEN, none);

    const { world } = await serveWorld({ onDisk: true });
    const clone = join(scratchFolder('clone'), 'zlink');
    execFileSync('git', ['clone', '--quiet', world.git.directory, clone]);
    for (const [key, value] of [
      ['remote.origin.url', `https://x-access-token:${TOKEN}@github.com/sample/zlink.git`],
      ['http.https://github.com/.extraheader', `AUTHORIZATION: basic ${TOKEN}`],
    ] as const)
      execFileSync('git', ['-C', clone, 'config', key, value]);
    const kept = join(scratchFolder('kept'), 'world');
    const done = await runCli(['rehearse', '--version', '1.2.0', '--from', clone, '--keep', kept, '--json'], {
      env: { GITHUB_TOKEN: TOKEN, ZLINK_RELEASE_TOKEN: TOKEN },
    });
    expect(done.exitCode, done.stderr).toBe(0);
    expectNowhere(TOKEN, done, kept);
  });
});

describe('what is written when all goes well', () => {
  it('neither the output, nor the record, nor the log of requests holds the token', async () => {
    const served = await serveWorld({ onDisk: true });
    const result = await served.run(
      'release',
      '--version',
      '1.2.0',
      '--skip',
      'bench,gate',
      '--only',
      'plan,propose,report',
    );
    expect(result.exitCode, result.stderr).toBe(0);
    expectNowhere(served.server.tokens.app, result, served.directory);
  });

  it('no file of a verdict holds a token that came with the results', async () => {
    const folder = scratchFolder('results');
    const row = (stack: string) => `${stack}-s2,tcp,10,1,64,10,0,0,100,100,0.000000,1000.00,5.00,9.00,12.00,"",PASS`;
    const header =
      'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail';
    for (const side of ['old', 'new']) {
      mkdirSync(join(folder, side));
      writeFileSync(join(folder, side, 'metrics.csv'), `${[header, row('zlink'), row(TOKEN)].join('\n')}\n`);
      writeFileSync(join(folder, side, 'summary.json'), JSON.stringify({ note: TOKEN, ccu: TOKEN }));
    }
    const out = join(folder, 'out');
    const result = await runCli(
      ['gate', '--baseline', join(folder, 'old'), '--candidate', join(folder, 'new'), '--out', out],
      { env: { ZLINK_RELEASE_TOKEN: TOKEN } },
    );
    expect(readdirSync(out).sort(), result.stderr).toEqual(['verdict.html', 'verdict.json', 'verdict.md']);
    expect(readFileSync(join(out, 'verdict.json'), 'utf8')).toContain('***');
    expectNowhere(TOKEN, result, out);
  });

  it('a request with a token in its query is logged without it', async () => {
    const served = await serveWorld();
    await fetch(`${served.server.url}/repos/sample/zlink?access_token=${TOKEN}`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const page = await (await fetch(`${served.server.url}/_rehearsal`)).text();
    expect(page).not.toContain(TOKEN);
    expect(readFileSync(join(served.directory, 'requests.jsonl'), 'utf8')).not.toContain(TOKEN);
  });
});

describe('programs that are not ours', () => {
  const shown = ['#!/bin/sh', 'env', 'exit 1'].join('\n');

  it('a test command sees no token under any name, and its commands are switched off', async () => {
    const served = await serveWorld({
      onDisk: true,
      files: {
        'show.sh': { mode: '100755', content: `${shown.replace('exit 1', 'echo ::set-output name=a::b')}\n` },
        '.github/zlink-release.yml': 'test: {command: [./show.sh]}\n',
      },
    });
    const output = join(scratchFolder('planned'), 'out');
    await runActionJob(served, { version: '1.2.0', 'dry-run': 'true', 'output-directory': output });
    const checkout = checkedOut(served).folder;
    const result = await runStage(
      'test',
      {
        ZLINK_RELEASE_TOKEN: TOKEN,
        HARMLESS_NAME: `x${TOKEN}y`,
        MY_API_KEY: TOKEN,
        ACTIONS_RUNTIME_TOKEN: TOKEN,
        ZLINK_VERSION: '1.2.0',
        ZLINK_REPOSITORY: 'a/b',
        ZLINK_OUTPUT_DIRECTORY: output,
        ZLINK_WORKING_DIRECTORY: checkout,
        ZLINK_PLAN: handoverDigest(readFileSync(join(output, 'release-plan.json'), 'utf8')),
      },
      checkout,
    );
    expect(result.exitCode, result.stdout).toBe(0);
    expectNowhere(TOKEN, result);
    const lines = result.stdout.split('\n');
    const stopped = lines.findIndex((line) => line.startsWith('::stop-commands::'));
    const token = lines[stopped]?.slice('::stop-commands::'.length) ?? '';
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(lines.indexOf(`::${token}::`)).toBeGreaterThan(lines.indexOf('::set-output name=a::b'));
    expect(lines.indexOf('::set-output name=a::b')).toBeGreaterThan(stopped);
  });

  it('a harness and a setup command see none either, and neither does what they leave', async () => {
    const checkout = join(scratchFolder('checkout'), 'repo');
    mkdirSync(join(checkout, 'perf'), { recursive: true });
    writeFileSync(join(checkout, 'perf/run.sh'), `${shown}\n`, { mode: 0o755 });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: checkout });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'x');
    const out = join(scratchFolder('bench'), 'out');
    const args = ['bench', '--mode', 'recorded', '--candidate', checkout, '--harness', 'perf/run.sh', '--out', out];
    const result = await runCli([...args, '--setup-command', '["env"]'], {
      env: { ZLINK_RELEASE_TOKEN: TOKEN, HARMLESS_NAME: TOKEN },
    });
    expect(result.exitCode, result.stderr).toBe(1);
    expect(readFileSync(join(out, 'setup-output.log'), 'utf8')).toContain('PATH=');
    expectNowhere(TOKEN, result, out);
  });
});

describe('redirects', () => {
  it('a log that GitHub keeps elsewhere is fetched without the token, and only its end is kept', async () => {
    const seen: (string | undefined)[] = [];
    const storage = await listen((request, response) => {
      seen.push(request.headers.authorization);
      const chunk = Buffer.alloc(1_048_576, 'x');
      let left = 64;
      const send = () => {
        while (left > 0) {
          left -= 1;
          if (!response.write(chunk)) return void response.once('drain', send);
        }
        response.end('\nthe end\n');
      };
      send();
    });
    const api = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${storage.replace('127.0.0.1', 'localhost')}/log` });
      response.end();
    });
    const client = new GitHubClient({
      apiUrl: api,
      token: TOKEN,
      owner: 'a',
      repo: 'b',
      policy: defaultPolicy(new VirtualClock(new Date(0)), () => {}),
      timeout: 10_000,
      userAgent: 'test',
    });
    const { readLogTail } = await import('../../src/github/read-runs.ts');
    expect((await readLogTail(client, 1, 1))[0]).toBe('the end');
    expect(seen).toEqual([`token ${TOKEN}`, undefined]);
  });
});

it.each([0, 1, 2, 3, 4])('hides a token that stands %i bytes behind the beginning of what was encoded', (before) => {
  const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
  const encoded = Buffer.from(`${'x'.repeat(before)}${token}:rest`).toString('base64');
  const hidden = hideSecrets(`AUTHORIZATION: basic ${encoded}`, [token]);
  expect(hidden).not.toContain(encoded.slice(8, 40));
  expect(hidden).toContain('AUTHORIZATION: basic ');
});

it('hides who an address is for, but for the person of the embedded GitHub', () => {
  const shown = (user: string) => hideSecrets(`git clone http://${user}@127.0.0.1:1/a/b.git`, []);
  expect(shown('x:rehearsal-personal-token')).toContain('x:rehearsal-personal-token@');
  for (const user of [
    'x:ghp_secret',
    'ghp_secret',
    'rehearsal-personal-token:ghp_secret',
    'x:rehearsal-personal-token2',
  ])
    expect(shown(user)).toBe('git clone http://***@127.0.0.1:1/a/b.git');
});
