import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RequestLogEntry } from '../../src/embedded-github/request-log.ts';
import { requestsOfActionRelease } from './action-figures.ts';
import { requestsWhileWatching } from './watching-figures.ts';

/**
 * `npm run bench`: what a release costs, measured on the built program, each figure beside what it was before.
 * `--watch-seconds N` sets how long runs are watched (default 60); `--from PATH --at COMMIT --version VERSION` counts the
 * requests of releasing that clone, besides the sample.
 */
const { values: options } = parseArgs({
  options: {
    'watch-seconds': { type: 'string', default: '60' },
    from: { type: 'string' },
    at: { type: 'string' },
    version: { type: 'string', default: 'minor' },
  },
});
const watchSeconds = Number(options['watch-seconds']);
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
  const isPoll = ({ path, operation }: RequestLogEntry) =>
    operation === 'CheckSuites' || /\/actions\/(workflows\/[^/]+\/runs|runs)/.test(path);
  const polls = requests.filter(isPoll);
  const free = polls.filter((each) => each.etagHit).length;
  console.log(
    `requests of a release     ${requests.length - polls.length} without polls, by the command line (aim at most 40; 30 before)`,
  );
  console.log(
    `                          ${polls.length} polls while its runs take 9 simulated minutes, ${free} of them 304`,
  );
}

/** What dist was when a change of one line renamed most of its files. */
const SIZE_BEFORE = '1.94 MB in 46 files before';

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
    `start-up, --version       ${ours.toFixed(0)} ms, an empty script ${node.toFixed(0)} ms: ×${(ours / node).toFixed(2)} (aim at most ×2; ×1.6 before)`,
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
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const bytes = files.reduce((sum, each) => sum + statSync(join(each.parentPath, each.name)).size, 0);
  const megabytes = (bytes / 1024 / 1024).toFixed(2);
  console.log(`dist                      ${megabytes} MB in ${files.length} files (aim below 2 MB; ${SIZE_BEFORE})`);
}

try {
  requestsOfRelease();
  await requestsOfActionRelease({ name: 'sample', from: { kind: 'sample' }, version: 'minor' }, scratch);
  if (options.from !== undefined) {
    const at = options.at === undefined ? {} : { at: options.at };
    const from = { kind: 'clone', path: options.from, ...at } as const;
    await requestsOfActionRelease({ name: options.from, from, version: options.version }, scratch);
  }
  size();
  startUp();
  rehearsal();
  await requestsWhileWatching({ program, scratch, seconds: watchSeconds });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
