import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { createWorld } from '../../src/rehearse/create-world.ts';
import { RehearsedWorld, type WorldEndState } from '../../test/support/rehearsed-world.ts';
import { ProgramThreads } from './program-threads.ts';

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
  'timeout-applied': 'applied, time-out',
  'rate-limit': 'primary rate limit',
  'secondary-rate-limit': 'secondary rate limit',
  unauthorized: '401, token expired',
} as const;

export type RequestFault = keyof typeof REQUEST_FAULTS;

/** A release that is disturbed: who makes it, and what starts the workflows. */
export interface ReleaseKind {
  readonly name: string;
  readonly config: string;
  readonly tokenKind: 'app' | 'github-token';
}

// The runs of the tag are simulated on a virtual clock: few polls keep the number of distinct requests small.
const FEW_POLLS = 'watch: {poll-interval-seconds: 600}\n';

export const RELEASE_KINDS: readonly ReleaseKind[] = [
  { name: 'started by the tag', config: FEW_POLLS, tokenKind: 'app' },
  {
    name: 'dispatched with GITHUB_TOKEN',
    config: `${FEW_POLLS}workflows:\n  trigger: dispatch\n  inputs:\n    core-conan-release.yml: {publish: "true"}\n`,
    tokenKind: 'github-token',
  },
];

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
  readonly #threads: ProgramThreads;
  readonly #kind: ReleaseKind;
  readonly #scratch: string;
  #expected: EndState | null = null;
  #count = 0;

  constructor(program: string, kind: ReleaseKind) {
    this.#threads = new ProgramThreads(program);
    this.#kind = kind;
    // In memory where there is such a folder: thousands of small files and syncs are most of the time otherwise.
    this.#scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zlink-converge-'));
    writeFileSync(join(this.#scratch, 'config.yml'), kind.config);
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
    if (!isDeepStrictEqual(second.state, first.state)) throw new Error('two undisturbed releases differ');
    return requests;
  }

  /** Runs a release that is disturbed until it ends, each time in a copy of the same world. */
  async try(trial: Trial): Promise<TrialResult> {
    const directory = this.#copy();
    try {
      for (let runs = 1; runs <= MOST_RUNS; runs += 1) {
        const { exitCode, output, state } = await this.#rehearse(directory, trial.faults);
        const failed = (why: string): TrialResult => ({ ...trial, survived: false, runs, why });
        const isSame = isDeepStrictEqual(state, this.#expected);
        if (exitCode === 0)
          return isSame
            ? { ...trial, survived: true, runs, why: '' }
            : failed(`green, but the end state differs:\n${differences(this.#expected, state)}`);
        const partial = this.#greenAndPartial(state);
        if (partial !== null) return failed(partial);
        if (runs === MOST_RUNS) return failed(output.slice(-1_500));
      }
      throw new Error('unreachable');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /**
   * Runs a release in which somebody else acts, and once more. It may end as planned or stop for a reason that it tells; what
   * must never be is a release tag on anything but the tree that was planned, or one that was moved.
   */
  async tryBesideSomebody(fault: string): Promise<TrialResult> {
    const directory = this.#copy();
    try {
      let tagBefore: string | null = null;
      for (let runs = 1; runs <= 2; runs += 1) {
        const { exitCode, output, world } = await this.#rehearse(directory, [fault]);
        const why = unsound(world, exitCode, tagBefore);
        if (why !== null) return { faults: [fault], survived: false, runs, why: `${why}\n${output.slice(-800)}` };
        if (exitCode === 0) return { faults: [fault], survived: true, runs, why: '' };
        tagBefore = world.ref(RELEASE_TAG);
      }
      return { faults: [fault], survived: true, runs: 2, why: '' };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** What looks done after a run that is not; null when nothing does. */
  #greenAndPartial(state: EndState): string | null {
    const expected = this.#expected;
    if (expected === null) throw new Error('nothing to compare with');
    if (state.record?.status === 'released' && !isDeepStrictEqual(state, expected))
      return `the record says released, but the end state differs:\n${differences(expected, state)}`;
    for (const ref of state.refs.filter((each) => each.type === 'tag')) {
      const planned = expected.refs.find((each) => each.name === ref.name);
      if (!isDeepStrictEqual(ref, planned)) return `${ref.name} is not what was planned: ${JSON.stringify(ref)}`;
    }
    for (const check of state.checks) {
      if (!expected.checks.some((each) => isDeepStrictEqual(each, check)))
        return `a check says what it must not: ${JSON.stringify(check)}`;
    }
    return null;
  }

  async close(): Promise<void> {
    await this.#threads.close();
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
    args.push('--config', join(this.#scratch, 'config.yml'), '--token-kind', this.#kind.tokenKind);
    args.push('--now', START, '--request-timeout', '400');
    const result = await this.#threads.run([...args, ...faults.flatMap((fault) => ['--fault', fault])]);
    const world = new RehearsedWorld(directory);
    return { ...result, world, state: { ...world.endState(), record: recordOf(world) } };
  }
}

type EndState = WorldEndState & { readonly record: ReturnType<typeof recordOf> };

/** The record less its times, durations and ids. */
function recordOf(world: RehearsedWorld) {
  try {
    const { record } = world;
    return {
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
  } catch {
    // Killed before the first record was written.
    return null;
  }
}

const RELEASE_TAG = 'refs/tags/core/v1.2.0';

/** What is wrong with the world after a run beside somebody else; null when nothing is. */
function unsound(world: RehearsedWorld, exitCode: number, tagBefore: string | null): string | null {
  const { record } = world;
  const tag = world.ref(RELEASE_TAG);
  if (tagBefore !== null && tag !== tagBefore) return 'the release tag was moved';
  const moves = world.requests.filter(
    ({ method, path }) =>
      method !== 'GET' && method !== 'POST' && decodeURIComponent(path).endsWith('tags/core/v1.2.0'),
  );
  if (moves.length > 0) return `somebody asked to ${moves[0]?.method} the release tag`;
  const peeled = world.ref(`${RELEASE_TAG}^{commit}`);
  const isOurs = peeled !== null && peeled === record.mergeCommit;
  if (isOurs && world.ref(`${peeled}^{tree}`) !== record.expectedTree) return 'the tag stands on a tree nobody planned';
  if (exitCode === 0) return isOurs && record.status === 'released' ? null : 'green without a tag on the merge commit';
  if (exitCode !== 1) return `it ended with ${exitCode}`;
  if (record.status !== 'stopped') return `the record says ${record.status}`;
  if (record.problems.length === 0 || record.problems.some((each) => each.remedy === '')) return 'it does not say why';
  return null;
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
