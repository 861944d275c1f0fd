import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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
    request(url, { agent, headers: { authorization: `Bearer ${token}`, 'user-agent': 'bench' } }, (answer) => {
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

/** What a test does: it imports the package, starts one, and asks. Milliseconds until it has started, by the clock; until it has answered, by the clock and of the processor. */
const IMPORTED = `
import { request } from 'node:http';
const began = performance.now();
const before = process.cpuUsage();
const { startEmbeddedGitHub } = await import(process.argv[1]);
const github = await startEmbeddedGitHub(JSON.parse(process.argv[2]));
const started = performance.now() - began;
await new Promise((resolve, reject) =>
  request(github.url + '/repos/' + github.repository, { headers: { authorization: 'Bearer ' + github.tokens.pat, 'user-agent': 'bench' } }, (answer) =>
    answer.resume().on('end', resolve)).on('error', reject).end());
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify([started, performance.now() - began, (user + system) / 1000]));
await github.close();
process.exit(0);
`;

async function importFigures(what: string, options: object): Promise<void> {
  const told: number[][] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const program = fileURLToPath(new URL('../../dist/embedded-github.js', import.meta.url));
    const args = ['--input-type=module', '-e', IMPORTED, program, JSON.stringify(options)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    told.push(JSON.parse(stdout) as number[]);
  }
  const [started, answered, used] = [0, 1, 2].map((at) => Math.round(median(told.map((each) => each[at] ?? 0))));
  const least = Math.round(Math.min(...told.map((each) => each[2] ?? 0)));
  console.log(
    `${`import and start, ${what}`.padEnd(36)} ${started} ms of ${STARTS} (aim at most 150); first answer after ${answered} ms, ${used} ms of the processor (least ${least})`,
  );
}

async function startFigures(): Promise<void> {
  await importFigures('the sample', {});
  await importFigures('a history', { world: { repository: 'o/h', history: [{ files: { 'README.md': 'hello' } }] } });
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

/** Written as git keeps so many: in one file. */
async function addRefs({ world }: Hosted, count: number): Promise<void> {
  const { git } = world;
  const to = await git.resolveRef('refs/heads/main');
  if (to === null) throw new Error('the sample has no main');
  await git.packRefs();
  const file = join(git.directory, 'packed-refs');
  const before = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[0-9a-f]{40} /.test(line));
  const more = Array.from({ length: count }, (_, n) => `${to} refs/tags/v0.0.${n}`);
  const lines = [...before, ...more].sort((a, b) => (a.slice(41) < b.slice(41) ? -1 : 1));
  writeFileSync(file, `${lines.join('\n')}\n`);
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

/** Milliseconds of the processor that something takes, this process and its children together, and how many items came of it. */
type Measured = (hosted: Hosted) => Promise<{ readonly milliseconds: number; readonly items: number }>;

const askedOf = async ({ server }: Hosted, path: string) => {
  const answer = await server.fetch(`${server.url}/repos/sample/zlink/${path}`, {
    headers: { authorization: `Bearer ${server.tokens.pat}` },
  });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  const body = (await answer.json()) as unknown;
  const items = Array.isArray(body) ? body : Object.values(body as object).find(Array.isArray);
  return { items: Array.isArray(items) ? items.length : 1, link: answer.headers.get('link') ?? '' };
};

/** One page, again and again: what is paid for a list however little of it is asked for. */
const page =
  (path: string): Measured =>
  async (hosted) => {
    for (let n = 0; n < 3; n += 1) await askedOf(hosted, path);
    const costs: number[] = [];
    for (let n = 0; n < 9; n += 1) costs.push(await cpu(async () => askedOf(hosted, path)));
    return { milliseconds: median(costs), items: 1 };
  };

/** Every page, one after the other, as a client follows the links. */
const everyPage =
  (path: string): Measured =>
  async (hosted) => {
    let items = 0;
    const milliseconds = await cpu(async () => {
      for (let next: string | undefined = path; next !== undefined; ) {
        const { items: more, link } = await askedOf(hosted, next);
        items += more;
        next = /<[^>]*\/repos\/sample\/zlink\/([^>]+)>; rel="next"/.exec(link)?.[1];
      }
    });
    return { milliseconds, items };
  };

async function cpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** What git is told of all refs; by the clock, since git does it. */
const lsRemote: Measured = async ({ server }) => {
  const address = `http://x:${server.tokens.pat}@127.0.0.1:${server.port}/sample/zlink.git`;
  const once = async () => {
    const began = performance.now();
    const { stdout } = await promisify(execFile)('git', ['ls-remote', address], { maxBuffer: 2 ** 28 });
    return { milliseconds: performance.now() - began, items: stdout.split('\n').length - 1 };
  };
  await once();
  return once();
};

/** A clone with every ref; by the clock as well. */
const clone: Measured = async ({ server, world }) => {
  const address = `http://x:${server.tokens.pat}@127.0.0.1:${server.port}/sample/zlink.git`;
  const folder = mkdtempSync(join(tmpdir(), 'embedded-github-clone-'));
  const began = performance.now();
  await promisify(execFile)('git', ['clone', '-q', '--mirror', address, join(folder, 'clone.git')]);
  const milliseconds = performance.now() - began;
  rmSync(folder, { recursive: true, force: true });
  return { milliseconds, items: (await world.git.listRefs('refs/')).length };
};

/** How the time of an item changes with their number: 1 is linear, more than that is superlinear. */
async function growth(
  what: string,
  sizes: readonly number[],
  add: (hosted: Hosted, count: number) => Promise<void>,
  measured: Measured,
  perItem: boolean,
): Promise<void> {
  const costs: number[] = [];
  for (const size of sizes) {
    const hosted = await host({ file: { pace: 0, ...WITHOUT_LIMITS }, where: 'bench' });
    try {
      await add(hosted, size);
      const { milliseconds, items } = await measured(hosted);
      if (perItem && items < size) throw new Error(`${what}: ${items} of ${size}`);
      costs.push(perItem ? (milliseconds * 1_000) / items : milliseconds);
    } finally {
      await hosted.close();
    }
  }
  const [first = 1] = costs;
  const told = costs.map(
    (cost, at) =>
      `${cost.toFixed(1)} ${perItem ? 'µs an item' : 'ms'} with ${sizes[at]} (${(cost / first).toFixed(1)})`,
  );
  console.log(`${what.padEnd(52)} ${told.join(', ')}`);
}

const only = process.argv[2];
const wants = (part: string): boolean => only === undefined || only === part;
if (wants('start')) await startFigures();
if (wants('requests')) await requestFigures();
const RUNS = [1_000, 10_000];
const REFS = [1_000, 10_000, 100_000];
if (wants('runs')) {
  for (const path of ['actions/runs?per_page=100', 'actions/runs?per_page=100&branch=main'])
    await growth(`runs, one page, ${path}`, RUNS, addRuns, page(path), false);
  await growth('runs, every page', RUNS, addRuns, everyPage('actions/runs?per_page=100'), true);
}
if (wants('refs')) {
  for (const path of ['tags?per_page=100', 'git/matching-refs/tags/?per_page=100', 'git/ref/tags/v0.0.7'])
    await growth(`refs, one page, ${path}`, REFS, addRefs, page(path), false);
  await growth(
    'refs, every page of matching-refs',
    REFS,
    addRefs,
    everyPage('git/matching-refs/tags/?per_page=100'),
    true,
  );
  await growth('refs, every page of tags', REFS, addRefs, everyPage('tags?per_page=100'), true);
  await growth('refs, git ls-remote (by the clock)', REFS, addRefs, lsRemote, true);
  await growth('refs, git clone --mirror (by the clock)', REFS, addRefs, clone, true);
}
agent.destroy();
