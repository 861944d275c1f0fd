import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { VirtualClock } from '../../src/effects/clock.ts';
import { createWorld } from '../../src/rehearsal/create-world.ts';
import { RehearsedWorld } from '../../test/support/rehearsed-world.ts';
import { runInWorker } from './run-in-worker.ts';

/** What can happen to one request, by the fault that does it. */
export const REQUEST_FAULTS = {
  'crash-before': 'killed before it',
  crash: 'killed after it was applied',
  'lost-response': 'applied, answer lost',
  'http-500': '500',
  'http-500-applied': '500, applied',
  'http-502': '502',
  'http-502-applied': '502, applied',
  'connection-reset': 'connection reset',
  timeout: 'time-out',
  'rate-limit': 'primary rate limit',
  'secondary-rate-limit': 'secondary rate limit',
  unauthorized: '401, token expired',
} as const;

export type RequestFault = keyof typeof REQUEST_FAULTS;

export interface Trial {
  readonly faults: readonly string[];
}

export interface TrialResult extends Trial {
  readonly survived: boolean;
  /** Runs until exit 0, the first one included. */
  readonly runs: number;
  readonly why: string;
}

/** A release that was run this often and is not done never will be. */
const MOST_RUNS = 4;
const START = '2026-11-24T09:00:00Z';

/**
 * Rehearses the same release again and again, each time with another disturbance, and compares what is left with what an
 * undisturbed one leaves. Every trial starts from a copy of one world.
 */
export class Convergence {
  readonly #program: string;
  readonly #scratch: string;
  #expected: object | null = null;
  #count = 0;

  constructor(program: string) {
    this.#program = program;
    // In memory where there is such a folder: thousands of small files and syncs are most of the time otherwise.
    this.#scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zlink-converge-'));
    // The runs of the tag are simulated on a virtual clock: few polls keep the number of distinct requests small.
    writeFileSync(join(this.#scratch, 'config.yml'), 'watch: {poll-interval-seconds: 600}\n');
  }

  /** Runs the undisturbed release twice. @returns how many requests it takes */
  async prepare(): Promise<number> {
    const world = await createWorld({
      directory: join(this.#scratch, 'pristine'),
      from: { kind: 'sample' },
      clock: new VirtualClock(new Date(START)),
      owner: 'sample',
      repo: 'zlink',
    });
    await world.git.close();
    const first = await this.#rehearse(this.#copy(), []);
    if (first.exitCode !== 0) throw new Error(`the undisturbed release fails:\n${first.output}`);
    this.#expected = first.state;
    const requests = first.world.requests.length;
    const second = await this.#rehearse(this.#copy(), []);
    if (!isDeepStrictEqual(second.state, this.#expected)) throw new Error('two undisturbed releases differ');
    return requests;
  }

  async try(trial: Trial): Promise<TrialResult> {
    const directory = this.#copy();
    try {
      for (let runs = 1; runs <= MOST_RUNS; runs += 1) {
        const { exitCode, output, state, recordStatus } = await this.#rehearse(directory, trial.faults);
        const isSame = isDeepStrictEqual(state, this.#expected);
        if (exitCode === 0) {
          const why = isSame ? '' : `green, but the end state differs:\n${differences(this.#expected, state)}`;
          return { ...trial, survived: isSame, runs, why };
        }
        if (recordStatus === 'released' && !isSame) {
          return { ...trial, survived: false, runs, why: 'the record says released, but the end state differs' };
        }
        if (runs === MOST_RUNS) return { ...trial, survived: false, runs, why: output.slice(-1_500) };
      }
      throw new Error('unreachable');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  close(): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  #copy(): string {
    this.#count += 1;
    const directory = join(this.#scratch, `world-${this.#count}`);
    cpSync(join(this.#scratch, 'pristine'), directory, { recursive: true });
    return directory;
  }

  async #rehearse(directory: string, faults: readonly string[]) {
    const args = ['rehearse', '--version', '1.2.0', '--keep', directory, '--resume'];
    args.push('--config', join(this.#scratch, 'config.yml'), '--now', START, '--request-timeout', '400');
    const result = await runInWorker(this.#program, [...args, ...faults.flatMap((fault) => ['--fault', fault])]);
    const world = new RehearsedWorld(directory);
    const record = recordOf(world);
    return {
      ...result,
      world,
      state: { ...world.endState(), record: record?.summary ?? null },
      recordStatus: record?.status,
    };
  }
}

/** The record less its times, durations and ids. */
function recordOf(world: RehearsedWorld) {
  try {
    const { record } = world;
    const summary = {
      status: record.status,
      version: record.version,
      expectedTree: record.expectedTree,
      files: record.files,
      pullRequest: record.pullRequest?.number,
      tag: record.tag?.name,
      aliases: record.aliases.map((alias) => alias.name),
      treesAgree: record.mergeTree === record.expectedTree,
      taggedTheMerge:
        record.tag?.commit === record.mergeCommit &&
        record.aliases.every((alias) => alias.commit === record.mergeCommit),
      runs: record.runs.map((run) => `${run.workflow} ${run.conclusion}`),
      assets: record.release?.assets.map((asset) => asset.name),
      followUp: record.followUp?.number,
      problems: record.problems,
    };
    return { status: record.status, summary };
  } catch {
    // Killed before the first record was written.
    return null;
  }
}

function differences(expected: unknown, found: unknown): string {
  const lines = (value: unknown) => JSON.stringify(value, null, 1).split('\n');
  const [before, after] = [lines(expected), lines(found)];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`),
  ]
    .slice(0, 30)
    .join('\n');
}
