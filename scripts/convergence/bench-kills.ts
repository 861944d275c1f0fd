import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleHarnessFiles, WORK_FILE } from '../../src/sample/sample-harness.ts';
import type { TrialResult } from './converge.ts';

/** The fewest that can decide: it never ends earlier. */
const ROUNDS = 5;
/** What looks slower after them, on a busy machine by chance, is measured in as many rounds of its own at most. */
const MOST_OF_THEIR_OWN = 8;
/** A bench that was started this often and is not done never will be. */
const MOST_RUNS = 3;
/** As short as a run can be and still measure something: what is tried is what happens to the files. */
const CONFIG = `gate: {subjects: [framed], controls: []}
bench:
  stacks: [framed]
  scenarios: [s2]
  profile: {CCU: 2, SIZE: 64, INFLIGHT: 2, WARMUP: 0.02, MEASURE: 0.05, DRAIN_TIMEOUT: 2, LATENCY_SAMPLE_RATE: 16}
`;

/** What a message does beside: so slow that five rounds always call it slower. */
const MANY_TIMES_SLOWER = '200000\n';

/** What is measured: what did not change, or a candidate that is slower, and so has rounds of its own. */
export type MeasuredChange = 'unchanged' | 'slower';

/**
 * Duets that are killed with SIGKILL at the n-th change in their folder, and begun again until they end. The rounds that were
 * finished stay as they are to the byte, the verdict rests on all rounds, and no process of the killed one is left.
 */
export class BenchKills {
  readonly #program: string;
  readonly #change: MeasuredChange;
  readonly #scratch = mkdtempSync(join(tmpdir(), 'zlink-bench-kills-'));
  readonly #checkout = join(this.#scratch, 'repo');
  #count = 0;

  constructor(program: string, change: MeasuredChange) {
    this.#program = program;
    this.#change = change;
    for (const [path, { content, mode }] of sampleHarnessFiles()) {
      mkdirSync(join(this.#checkout, path, '..'), { recursive: true });
      writeFileSync(join(this.#checkout, path), content, { mode: mode === '100755' ? 0o755 : 0o644 });
    }
    writeFileSync(join(this.#checkout, '.github/zlink-release.yml'), CONFIG);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: this.#checkout });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '-m', 'baseline');
    git('tag', 'baseline');
    if (change === 'unchanged') return;
    writeFileSync(join(this.#checkout, WORK_FILE), MANY_TIMES_SLOWER);
    git('commit', '--quiet', '--all', '-m', 'slower');
  }

  /** Runs an undisturbed bench. @returns how many changes in its folder were seen */
  async prepare(): Promise<number> {
    const { exitCode, output, changes } = await this.#bench(this.#folder(), null);
    if (exitCode !== 0) throw new Error(`the undisturbed bench fails:\n${output}`);
    return changes;
  }

  /** @param change counted from 1: the change in the bench's folder at which it is killed */
  async try(change: number): Promise<TrialResult> {
    const faults = [`SIGKILL at change ${change}`];
    const folder = this.#folder();
    try {
      let kept = new Map<string, string>();
      for (let runs = 1; runs <= MOST_RUNS; runs += 1) {
        const { exitCode, output } = await this.#bench(folder, runs === 1 ? change : null);
        const rounds = roundsOf(folder);
        const why = lostOrChanged(kept, rounds);
        if (why !== null) return { faults, survived: false, runs, why };
        kept = rounds;
        if (exitCode === 0) {
          const wrong = wrongEnd(folder, rounds, this.#change);
          return { faults, survived: wrong === null, runs, why: wrong ?? '' };
        }
        if (runs > 1) return { faults, survived: false, runs, why: output.slice(-1_500) };
      }
      throw new Error('unreachable');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  close(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  #folder(): string {
    this.#count += 1;
    const folder = join(this.#scratch, `bench-${this.#count}`);
    mkdirSync(folder);
    return folder;
  }

  #bench(folder: string, killAt: number | null): Promise<{ exitCode: number | null; output: string; changes: number }> {
    const args = ['bench', '--baseline-ref', 'baseline', '--candidate', this.#checkout, '--out', folder];
    return new Promise((resolve) => {
      let changes = 0;
      const watcher = watch(folder, { recursive: true }, () => {
        changes += 1;
        if (changes === killAt) child.kill('SIGKILL');
      });
      // A folder that went away between being seen and being watched; the others are watched all the same.
      watcher.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      const child = spawn(process.execPath, [this.#program, ...args, '--rounds', String(ROUNDS)], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let output = '';
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      // The harness of a killed bench goes on and holds the pipe: not its end, but the bench's exit is waited for.
      child.once('exit', (exitCode) => {
        watcher.close();
        child.stderr.destroy();
        resolve({ exitCode, output, changes });
      });
    });
  }
}

/** Every file of every finished round, by path. */
function roundsOf(folder: string): Map<string, string> {
  const rounds = join(folder, 'rounds');
  if (!existsSync(rounds)) return new Map();
  return new Map(
    readdirSync(rounds, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(rounds.length), readFileSync(path, 'latin1')]),
  );
}

function lostOrChanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string | null {
  for (const [path, content] of before) if (after.get(path) !== content) return `${path} was lost or changed`;
  return null;
}

function wrongEnd(folder: string, rounds: ReadonlyMap<string, string>, change: MeasuredChange): string | null {
  const measured = [...rounds.keys()].filter((path) => path.endsWith('round.json')).length;
  const verdict = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as {
    rounds: number;
    status: string;
    reasons: unknown;
  };
  if (measured < ROUNDS || measured > ROUNDS + MOST_OF_THEIR_OWN)
    return `there are ${measured} rounds, ${verdict.status}: ${JSON.stringify(verdict.reasons).slice(0, 500)}`;
  if (measured === ROUNDS && change === 'slower') return 'what is slower had no rounds of its own';
  if (change === 'slower' && verdict.status !== 'regression') return `what is slower is called ${verdict.status}`;
  if (verdict.rounds !== measured) return `the verdict rests on ${verdict.rounds} of ${measured} rounds`;
  if (existsSync(join(folder, 'unfinished'))) return 'an unfinished round is left';
  const { mark } = JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as { mark: string };
  return processesWith(mark) === 0 ? null : 'processes of the bench are left';
}

/** Processes that have the bench's mark in their environment. 0 where there is no /proc to look in. */
function processesWith(mark: string): number {
  if (!existsSync('/proc')) return 0;
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`).includes(mark);
    } catch {
      // It ended.
      return false;
    }
  }).length;
}
