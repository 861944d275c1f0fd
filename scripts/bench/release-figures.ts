import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { RequestLogEntry } from '../../src/embedded-github/request-log.ts';
import { startEmbeddedGitHub } from '../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { createWorld } from '../../src/rehearse/create-world.ts';

/**
 * `npm run bench`: what a release costs, measured on the built program, each figure beside what it is compared with.
 * `--watch-seconds N` sets how long runs are watched (default 60).
 */
const at = process.argv.indexOf('--watch-seconds');
const watchSeconds = at < 0 ? 60 : Number(process.argv[at + 1]);
const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'zlink-bench-'));

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const timed = (command: string, args: readonly string[]): number => {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return performance.now() - began;
};

/** Requests of an undisturbed release: polls ask again for what was asked before, to see whether it moved. */
function requestsOfRelease(): void {
  const kept = join(scratch, 'kept');
  timed(process.execPath, [program, 'rehearse', '--version', '1.2.0', '--keep', kept]);
  const requests = readFileSync(join(kept, 'requests.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RequestLogEntry);
  const isPoll = ({ path }: RequestLogEntry) => /\/actions\/(workflows\/[^/]+\/runs|runs\/\d+\/jobs)/.test(path);
  const polls = requests.filter(isPoll);
  const free = polls.filter((each) => each.etagHit).length;
  console.log(`requests of a release     ${requests.length - polls.length} without polls (aim at most 40)`);
  console.log(
    `                          ${polls.length} polls while its runs take 9 simulated minutes, ${free} of them 304`,
  );
}

/** Two runs watched for a while by this program and by gh, at the same time, on the same server. */
async function requestsWhileWatching(): Promise<void> {
  const clock = new VirtualClock(new Date());
  const world = await createWorld({
    directory: join(scratch, 'watched'),
    from: { kind: 'sample' },
    clock,
    owner: 'sample',
    repo: 'zlink',
  });
  const server = await startEmbeddedGitHub({ world, warn: () => {} });
  try {
    const api = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${server.tokens.pat}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      // Answers of our own server, which its tests hold to GitHub's description.
      // biome-ignore lint/suspicious/noExplicitAny: see above
      return (await response.json()) as any;
    };
    const head = (await api('GET', '/repos/sample/zlink/git/ref/heads/main')).object.sha;
    const tag = await api('POST', '/repos/sample/zlink/git/tags', {
      tag: 'core/v1.2.0',
      message: 'core release 1.2.0',
      object: head,
      type: 'commit',
    });
    await api('POST', '/repos/sample/zlink/git/refs', { ref: 'refs/tags/core/v1.2.0', sha: tag.sha });
    await clock.sleep(20_000);
    const { workflow_runs: runs } = await api('GET', '/repos/sample/zlink/actions/runs');
    const ids = runs
      .filter((run: { head_branch: string }) => run.head_branch === 'core/v1.2.0')
      .map((run: { id: number }) => run.id);
    server.followRealTime();

    const env = { PATH: process.env.PATH, HOME: scratch, NO_COLOR: '1' };
    const ours = spawn(
      process.execPath,
      [
        ...[
          program,
          'watch',
          '--tag',
          'core/v1.2.0',
          '--workflow',
          'build.yml',
          '--workflow',
          'core-conan-release.yml',
        ],
        ...['--repo', 'sample/zlink', '--api-url', server.url],
      ],
      { env: { ...env, ZLINK_RELEASE_TOKEN: server.tokens.app }, stdio: 'ignore' },
    );
    const watchers = ids.map((id: number) =>
      spawn('gh', ['run', 'watch', String(id), '-R', 'github.localhost/sample/zlink'], {
        env: { ...env, HTTP_PROXY: server.url, GH_HOST: 'github.localhost', GH_TOKEN: server.tokens.pat },
        stdio: 'ignore',
      }).on('error', () => console.log('gh is not installed: nothing to compare with')),
    );
    const before = server.requests.length;
    await new Promise((resolve) => setTimeout(resolve, watchSeconds * 1_000));
    const seen = server.requests.slice(before);
    for (const child of [ours, ...watchers]) child.kill();
    const perMinute = (count: number) => ((count * 60) / watchSeconds).toFixed(1);
    const [mine, gh] = (['app', 'pat'] as const).map((kind) => seen.filter((each) => each.token === kind));
    const counted = (all: readonly RequestLogEntry[] = []) => all.filter((each) => each.counted).length;
    console.log(
      `watching two runs         ${perMinute(counted(mine))} counted requests a minute, ${perMinute((mine?.length ?? 0) - counted(mine))} free (304)`,
    );
    console.log(
      `  gh run watch, twice     ${perMinute(counted(gh))} counted requests a minute; ours are 1/${(counted(gh) / Math.max(1, counted(mine))).toFixed(1)} (aim at most 1/10)`,
    );
  } finally {
    await server.close();
    await world.git.close();
  }
}

function startUp(): void {
  const empty = join(scratch, 'empty.mjs');
  writeFileSync(empty, '');
  const program_: number[] = [];
  const nothing: number[] = [];
  // Taken in turn, so that what the machine does meanwhile happens to both.
  for (let round = 0; round < 21; round += 1) {
    nothing.push(timed(process.execPath, [empty]));
    program_.push(timed(process.execPath, [program, '--version']));
  }
  const [ours, node] = [median(program_), median(nothing)];
  console.log(
    `start-up, --version       ${ours.toFixed(0)} ms, an empty script ${node.toFixed(0)} ms: ×${(ours / node).toFixed(2)} (aim at most ×2)`,
  );
}

function rehearsal(): void {
  const seconds = Array.from(
    { length: 5 },
    () => timed(process.execPath, [program, 'rehearse', '--version', '1.2.0']) / 1_000,
  );
  console.log(`rehearsal of the sample   ${median(seconds).toFixed(2)} s, median of 5 (aim below 3 s)`);
}

function size(): void {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  const bytes = readdirSync(dist).reduce((sum, name) => sum + statSync(join(dist, name)).size, 0);
  console.log(`dist                      ${(bytes / 1024 / 1024).toFixed(2)} MB (aim below 2 MB)`);
}

try {
  requestsOfRelease();
  size();
  startUp();
  rehearsal();
  await requestsWhileWatching();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
