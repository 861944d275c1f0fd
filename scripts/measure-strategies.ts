import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBench } from '../src/commands/run-bench.ts';
import type { DuetStrategy } from '../src/core/bench/round-plan.ts';
import { GATE_DEFAULTS } from '../src/core/gate/criteria.ts';
import type { DuetConclusion } from '../src/core/gate/duet-series.ts';
import { benchSettings } from '../src/core/settings/bench-settings.ts';
import { loadConfig } from '../src/core/settings/load-config.ts';
import { upperQuantile } from '../src/core/statistics/student-t.ts';
import { readGateFolder } from '../src/effects/bench-folder.ts';
import { systemClock } from '../src/effects/clock.ts';
import { benchProgress } from '../src/report/bench-progress.ts';
import { sampleHarnessFiles, WORK_FILE } from '../src/sample/sample-harness.ts';

/**
 * `npm run measure-strategies [-- --rounds N] [--write]`: gate.md's table of strategies, measured on this machine with the sample's
 * benchmark: the same code, and a real slowdown, each calm and with one core kept busy. Takes about a minute a round.
 */
const at = process.argv.indexOf('--rounds');
const rounds = at < 0 ? 10 : Number(process.argv[at + 1]);
/** Steps of extra work a message; about a fifth of the speed on the machine this was written on. Its real size is measured. */
const SLOWDOWN = '2600\n';

const scratch = mkdtempSync(join(tmpdir(), 'zlink-strategies-'));
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=M', '-c', 'user.email=m@example.com', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const checkout = join(scratch, 'repo');
for (const [path, { content, mode }] of sampleHarnessFiles()) {
  mkdirSync(join(checkout, path, '..'), { recursive: true });
  writeFileSync(join(checkout, path), content, { mode: mode === '100755' ? 0o755 : 0o644 });
}
git(checkout, 'init', '--quiet', '--initial-branch=main');
git(checkout, 'add', '.');
git(checkout, 'commit', '--quiet', '-m', 'baseline');
git(checkout, 'tag', 'baseline');
git(checkout, 'tag', 'same');
writeFileSync(join(checkout, WORK_FILE), SLOWDOWN);
git(checkout, 'commit', '--quiet', '-a', '-m', 'slower');
git(checkout, 'tag', 'slow');

/** Every round is measured: nothing is decided on the way. */
const undecided = (): DuetConclusion => ({
  status: 'continue',
  effects: [],
  controls: [],
  boundary: null,
  resolution: null,
  reasons: [],
  due: [],
});

interface Measured {
  /** d of each round, from all of its runs. */
  readonly d: readonly number[];
  /** d of each round, from its first run alone: not swapped. */
  readonly first: readonly number[];
  /** Seconds. */
  readonly perRound: number;
}

async function measure(strategy: DuetStrategy, variant: 'same' | 'slow', name: string): Promise<Measured> {
  git(checkout, 'checkout', '--quiet', '--detach', variant);
  const config = loadConfig('config', readFileSync(join(checkout, '.github/zlink-release.yml'), 'utf8'));
  if (!config.ok) throw new Error('the sample’s configuration');
  const settings = benchSettings(
    { mode: 'duet', duet: strategy, baselineRef: 'baseline', rounds, stacks: ['framed'] },
    config.value,
  );
  if (!settings.ok) throw new Error(JSON.stringify(settings.problems));
  const out = join(scratch, name);
  await runBench(
    {
      settings: settings.value,
      gate: { ...GATE_DEFAULTS, subjects: ['framed'] },
      candidate: checkout,
      out,
      environment: process.env,
    },
    {
      clock: systemClock,
      progress: benchProgress(() => {}, null),
      judgeDuet: undecided,
      origin: { repository: null, program: 'script' },
    },
  );
  const folder = await readGateFolder(out, null);
  if (!folder.ok || folder.value.kind !== 'rounds') throw new Error('no rounds');
  const dOf = (runs: (typeof folder.value.rounds)[number]['runs']): number => {
    const each = runs.map(({ baseline, candidate }) =>
      Math.log(
        (candidate.rows.get('framed-s2')?.figures.throughput ?? 0) /
          (baseline.rows.get('framed-s2')?.figures.throughput ?? 0),
      ),
    );
    return each.reduce((sum, value) => sum + value, 0) / each.length;
  };
  const times = readdirSync(join(out, 'rounds')).map(
    (round) =>
      (JSON.parse(readFileSync(join(out, 'rounds', round, 'round.json'), 'utf8')) as { milliseconds: number })
        .milliseconds / 1_000,
  );
  return {
    d: folder.value.rounds.map((round) => dOf(round.runs)),
    first: folder.value.rounds.map((round) => dOf(round.runs.slice(0, 1))),
    perRound: times.reduce((sum, value) => sum + value, 0) / times.length,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
};
/**
 * Rounds for an error rate of 5 % both ways at the slowdown that was measured, ((z + z) · sd / effect)². Not rounded up: below one
 * it still compares strategies.
 */
const roundsFor = (noise: number, effect: number): number => ((2 * upperQuantile(0.05, 1_000) * noise) / effect) ** 2;

const rows: string[] = [];
try {
  for (const condition of ['calm', 'one core kept busy'] as const) {
    const busy =
      condition === 'calm'
        ? null
        : spawn('taskset', ['-c', '0', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' });
    try {
      for (const strategy of ['balanced', 'shared', 'alternate'] as const) {
        const same = await measure(strategy, 'same', `${condition}-${strategy}-same`);
        const slow = await measure(strategy, 'slow', `${condition}-${strategy}-slow`);
        const row = (name: string, a: readonly number[], b: readonly number[], seconds: number) => {
          const noise = Math.sqrt((sd(a) ** 2 + sd(b) ** 2) / 2);
          const effect = mean(b);
          const line = `| ${name} | ${condition} | ${noise.toFixed(3)} | ${(100 * Math.expm1(effect)).toFixed(1)} % | ${(Math.abs(effect) / noise).toFixed(1)} | ${roundsFor(noise, effect).toFixed(2)} | ${seconds.toFixed(1)} s | ${(roundsFor(noise, effect) * seconds).toFixed(1)} s |`;
          rows.push(line);
          console.log(line);
        };
        if (strategy === 'balanced') {
          row('balanced: concurrent, pinned, swapped', same.d, slow.d, same.perRound);
          row('concurrent, pinned, not swapped', same.first, slow.first, same.perRound / 2);
        } else if (strategy === 'shared') row('concurrent, both on all cores', same.d, slow.d, same.perRound);
        else {
          row('one after the other, twice and mirrored (ABBA)', same.d, slow.d, same.perRound);
          row('one after the other (AB)', same.first, slow.first, same.perRound / 2);
        }
      }
    } finally {
      busy?.kill('SIGKILL');
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (process.argv.includes('--write')) {
  const path = fileURLToPath(new URL('../docs/bench.md', import.meta.url));
  const text = readFileSync(path, 'utf8');
  const [begin, end] = ['<!-- strategies -->\n', '<!-- /strategies -->'];
  const from = text.indexOf(begin) + begin.length;
  writeFileSync(path, `${text.slice(0, from)}${rows.join('\n')}\n${text.slice(text.indexOf(end))}`);
}
