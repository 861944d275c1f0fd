import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { type Hosted, host } from '../../src/hosting/host-world.ts';

/**
 * `npm run bench:embedded-github`: what the embedded GitHub costs, measured on the built program: its start to the first
 * answer, requests a second, and what lists cost in a large world against a small one. Where other programs run as well, time
 * by the clock says little: seconds of the processor are printed beside it.
 */
const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const STARTS = 9;
const REQUESTS = 1_500;
const TICKS_A_SECOND = 100;
/** More than is asked for here. */
const WITHOUT_LIMITS = { limits: { perHour: { pat: 1_000_000 }, pointsPerMinute: 1_000_000 } };

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Started {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  stop(): Promise<void>;
}

function start(...options: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [PROGRAM, 'embedded-github', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`the embedded GitHub ended: ${out}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      let told: { url: string; tokens: { pat: string } };
      try {
        told = JSON.parse(out);
      } catch {
        return;
      }
      const stop = () =>
        new Promise<void>((done) => {
          child.removeAllListeners('exit');
          child.on('exit', () => done());
          child.kill('SIGINT');
        });
      resolve({ url: told.url, token: told.tokens.pat, pid: child.pid ?? 0, stop });
    });
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

function get(url: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Seconds of the processor that a process has used; null where the system does not tell. */
function processorSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

async function startFigures(): Promise<void> {
  const whole: number[] = [];
  const used: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const began = performance.now();
    const github = await start();
    await get(`${github.url}/repos/sample/zlink`, github.token);
    whole.push(performance.now() - began);
    used.push((processorSeconds(github.pid) ?? Number.NaN) * 1_000);
    await github.stop();
  }
  const empty: number[] = [];
  for (let n = 0; n < STARTS; n += 1) empty.push(await emptyStart());
  console.log(
    `start to first answer     ${Math.round(median(whole))} ms of ${STARTS} (aim at most 150; node alone ${Math.round(median(empty))}), ${Math.round(median(used))} ms of the processor`,
  );
}

function emptyStart(): Promise<number> {
  const began = performance.now();
  return new Promise((resolve) => {
    spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).on('exit', () => resolve(performance.now() - began));
  });
}

async function requestFigures(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-github-bench-'));
  const world = join(folder, 'world.json');
  writeFileSync(world, JSON.stringify(WITHOUT_LIMITS));
  const github = await start('--world', world);
  const paths = [
    '',
    '/git/ref/heads/main',
    '/pulls?state=all',
    '/releases',
    '/commits/main/status',
    '/contents/VERSION',
  ];
  const ask = async (count: number) => {
    const waiting = Array.from({ length: count }, (_, n) => paths[n % paths.length] ?? '');
    const worker = async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop())
        await get(`${github.url}/repos/sample/zlink${path}`, github.token);
    };
    await Promise.all(Array.from({ length: 4 }, worker));
  };
  await ask(300);
  const used = processorSeconds(github.pid);
  const began = performance.now();
  await ask(REQUESTS);
  const seconds = (performance.now() - began) / 1_000;
  const after = processorSeconds(github.pid);
  await github.stop();
  rmSync(folder, { recursive: true, force: true });
  const perCore = used === null || after === null ? 'not told here' : String(Math.round(REQUESTS / (after - used)));
  console.log(
    `requests a second         ${Math.round(REQUESTS / seconds)} by the clock, ${perCore} a second of the processor (aim at least 500)`,
  );
}

async function addRefs({ world }: Hosted, count: number): Promise<void> {
  const to = await world.git.resolveRef('refs/heads/main');
  if (to === null) throw new Error('the sample has no main');
  for (let from = 0; from < count; from += 10_000) {
    const names = Array.from({ length: Math.min(10_000, count - from) }, (_, n) => `refs/tags/v0.0.${from + n}`);
    const written = await world.git.updateRefs(names.map((name) => ({ name, to, from: null })));
    if (!written.ok) throw new Error(written.message);
  }
}

async function addRuns({ world, server }: Hosted, count: number): Promise<void> {
  await server.control.act({
    who: 'maintainer',
    method: 'POST',
    path: 'actions/workflows/build.yml/dispatches',
    body: { ref: 'main' },
  });
  await server.control.skip(7_200_000);
  // The next request lets happen what time has brought.
  await server.fetch(`${server.url}/repos/sample/zlink`, { headers: { authorization: `Bearer ${server.tokens.pat}` } });
  const [run] = world.state.runs;
  if (run === undefined) throw new Error('nothing was started');
  for (let n = 0; n < count; n += 1)
    world.state.runs.push({ ...run, id: world.nextId(), runNumber: run.runNumber + n + 1, effectsApplied: true });
}

/** Milliseconds of the processor for one page of a list. */
async function pageCost(prepare: (hosted: Hosted) => Promise<void>, path: string): Promise<number> {
  const hosted = await host({
    file: { pace: 0, ...WITHOUT_LIMITS },
    where: 'bench',
  });
  try {
    await prepare(hosted);
    const { server } = hosted;
    const ask = async () => {
      const answer = await server.fetch(`${server.url}/repos/sample/zlink/${path}`, {
        headers: { authorization: `Bearer ${server.tokens.pat}` },
      });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      await answer.text();
    };
    for (let n = 0; n < 3; n += 1) await ask();
    const costs: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      const before = process.cpuUsage();
      await ask();
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 1_000);
    }
    return median(costs);
  } finally {
    await hosted.close();
  }
}

async function listFigures(
  what: string,
  sizes: readonly [number, number],
  add: (hosted: Hosted, count: number) => Promise<void>,
  paths: readonly string[],
): Promise<void> {
  for (const path of paths) {
    const [small, large] = [
      await pageCost((hosted) => add(hosted, sizes[0]), path),
      await pageCost((hosted) => add(hosted, sizes[1]), path),
    ];
    const ratio = large / small;
    console.log(
      `${`${what}, ${path}`.padEnd(48)} ${small.toFixed(1)} ms with ${sizes[0]}, ${large.toFixed(1)} ms with ${sizes[1]}: ${ratio.toFixed(1)} times (linear: ${sizes[1] / sizes[0]})`,
    );
  }
}

await startFigures();
await requestFigures();
await listFigures('runs', [1_000, 10_000], addRuns, [
  'actions/runs?per_page=100',
  'actions/runs?per_page=100&branch=main',
]);
await listFigures('refs', [1_000, 100_000], addRefs, [
  'tags?per_page=100',
  'git/matching-refs/tags/?per_page=100',
  'git/ref/tags/v0.0.7',
]);
agent.destroy();
