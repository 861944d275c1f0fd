import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CoreHalves, halvesOf } from '../core/bench/core-halves.ts';
import {
  basePort,
  logHead,
  type PlannedRun,
  type PlannedStep,
  planRound,
  type Side,
} from '../core/bench/round-plan.ts';
import type { DuetJudge, GateSettings } from '../core/gate/criteria.ts';
import { judge } from '../core/gate/judge.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { guardEnvironment, withheldLine } from '../core/guarded-environment.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { hostKey } from '../core/measurements/harness-result.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import type { BenchSettings } from '../core/settings/bench-settings.ts';
import { BenchStore, type RoundDescription } from '../effects/bench/bench-store.ts';
import { addWorktree, folderId, resolveBaseline, treeOfCheckout } from '../effects/bench/checkout-tree.ts';
import { endLeftovers, type HarnessOutcome, runHarness } from '../effects/bench/harness-process.ts';
import { readHost, readTopology } from '../effects/bench/host.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import type { Clock } from '../effects/clock.ts';
import { staysInside } from '../effects/small-file.ts';
import type { BenchProgress } from '../report/bench-progress.ts';

export interface BenchOptions {
  readonly settings: BenchSettings;
  /** Of the same budget as `settings`. */
  readonly gate: GateSettings;
  /** Checkout of the candidate; absolute. */
  readonly candidate: string;
  /** Folder for the rounds; absolute. */
  readonly out: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface BenchEffects {
  readonly clock: Clock;
  readonly progress: BenchProgress;
  readonly judgeDuet: DuetJudge;
}

export interface BenchOutcome {
  readonly exitCode: 0 | 1;
  /** What the rounds say; null in recorded mode. */
  readonly verdict: Verdict | null;
  readonly rounds: number;
}

/** What the harness may see of our environment: enough to find programs, nothing that is secret. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'USER', 'DOTNET_ROOT', 'JAVA_HOME'];
const CSV_HEAD =
  'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail\n';
const SETUP_TIMEOUT_FACTOR = 4;

/**
 * Measures. In duet mode it judges after every round and ends as soon as the rounds decide; killed and started again, it
 * goes on with the rounds that are finished.
 *
 * @throws Stop when it cannot begin, or cannot go on with what is in the folder
 */
export async function runBench(options: BenchOptions, effects: BenchEffects): Promise<BenchOutcome> {
  const { withheld } = guardEnvironment(options.environment, options.settings.environment);
  if (withheld.length > 0) effects.progress.note(withheldLine(withheld, 'the benchmark', 'bench.environment'));
  const bench = new Bench(options, effects);
  return options.settings.mode === 'recorded' ? bench.recorded() : bench.duet();
}

class Bench {
  readonly #options: BenchOptions;
  readonly #effects: BenchEffects;
  readonly #store: BenchStore;
  #mark = '';

  constructor(options: BenchOptions, effects: BenchEffects) {
    this.#options = options;
    this.#effects = effects;
    this.#store = new BenchStore(options.out);
  }

  /** Runs the comparison script as often as asked, each time into a timestamped folder. */
  async recorded(): Promise<BenchOutcome> {
    const { settings, candidate } = this.#options;
    const { clock, progress } = this.#effects;
    const { tree, commit } = await treeOfCheckout(candidate);
    const script = join(candidate, settings.harness);
    if (!existsSync(script)) throw missingHarness(settings.harness);
    requireInside(candidate, settings.harness);
    const host = readHost();
    await this.#describe({
      trees: { baseline: null, candidate: tree },
      commits: { baseline: null, candidate: commit },
      host,
    });
    await this.#setUp(candidate);
    const finished = (await readdir(this.#store.directory)).filter((name) => /^\d{8}T\d{6}Z-\d{4}$/.test(name)).length;
    let exitCode: 0 | 1 = 0;
    for (let round = finished + 1; round <= settings.rounds; round += 1) {
      this.#stopIfAborted();
      progress.roundStarted(round, settings.rounds);
      const folder = await this.#store.beginRound();
      const { end } = await runHarness({
        command: [script],
        directory: candidate,
        environment: {
          ...this.#environment(),
          OUT_DIR: folder,
          TIMESTAMP: stampOf(clock.now()),
        },
        outputPath: join(folder, 'harness-output.log'),
        timeout: settings.runTimeout,
        mark: this.#mark,
        ...this.#signal(),
      });
      this.#stopIfAborted();
      if (end.kind !== 'exit') throw harnessStop('The harness', end);
      // A failing row makes the script fail too; what failed is the gate's to say.
      if (end.exitCode !== 0) exitCode = 1;
      await this.#store.finishRecorded(`${stampOf(clock.now())}-${String(round).padStart(4, '0')}`);
      progress.roundEnded(round, settings.rounds, null);
    }
    return { exitCode, verdict: null, rounds: Math.max(finished, settings.rounds) };
  }

  async duet(): Promise<BenchOutcome> {
    const { settings, candidate, gate } = this.#options;
    const { clock, progress } = this.#effects;
    const store = this.#store;
    const [ours, theirs] = [
      await treeOfCheckout(candidate),
      await resolveBaseline(candidate, settings.baselineRef ?? ''),
    ];
    const harness = dirname(settings.harness);
    const host = readHost();
    const isNew = await this.#describe({
      trees: { baseline: theirs.tree, candidate: ours.tree },
      commits: { baseline: theirs.commit, candidate: ours.commit },
      harness: {
        baseline: await folderId(candidate, theirs.commit, harness),
        candidate: await folderId(candidate, ours.commit, harness),
      },
      host,
    });
    if (!isNew) await endLeftovers(this.#mark);
    const halves = await this.#halves();
    await addWorktree(candidate, store.baselineTree, theirs.commit);
    const trees: Readonly<Record<Side, string>> = { baseline: store.baselineTree, candidate };
    const stacks = settings.stacks ?? (await stacksBeside(join(candidate, harness)));
    for (const side of ['baseline', 'candidate'] as const) {
      const lacking = stacks.filter((stack) => !existsSync(runnerOf(trees[side], harness, stack)));
      if (lacking.length > 0) throw missingHarness(`${harness}/{${lacking.join(',')}}/${RUNNER} of the ${side}`);
      for (const stack of stacks) requireInside(trees[side], join(harness, stack, RUNNER));
    }
    await this.#setUp(trees.baseline);
    await this.#setUp(trees.candidate);

    const strategy = halves === null && settings.strategy === 'balanced' ? 'shared' : settings.strategy;
    const before = await store.finishedRounds();
    let spent = before.milliseconds;
    let verdict = before.numbers.length === 0 ? null : await this.#judge(gate);
    for (const number of before.numbers) progress.roundEnded(number, settings.rounds, null);
    let round = before.numbers.length;
    while (round < settings.rounds && (verdict === null || verdict.status === 'inconclusive')) {
      // The budget depends on the clock alone: a bound that saw results would be one more look at them.
      if (settings.budget !== null && spent >= settings.budget) {
        progress.note(`The budget of ${Math.round(settings.budget / 60_000)} minutes is spent after ${round} rounds.`);
        break;
      }
      round += 1;
      const present = readHost();
      if (hostKey(present) !== hostKey(host))
        throw new Stop([problem('bench-host-changed', 'The host changed between two rounds.')]);
      progress.roundStarted(round, settings.rounds);
      const began = clock.now();
      const folder = await store.beginRound();
      const steps = planRound(stacks, strategy, round);
      const outcomes: { step: PlannedStep; ended: readonly HarnessOutcome[] }[] = [];
      for (const step of steps) {
        progress.running(step.together[0]?.stack ?? '', step.run, round, settings.rounds);
        const ended = await Promise.all(
          step.together.map((run) => this.#run(run, step.run, folder, trees[run.side], stacks, halves)),
        );
        this.#stopIfAborted();
        for (const [index, { end }] of ended.entries()) {
          const run = step.together[index];
          if (end.kind === 'exit') continue;
          throw harnessStop(`${run?.stack} of the ${run?.side} in round ${round}`, end);
        }
        outcomes.push({ step, ended });
      }
      await completeFiles(folder, settings, outcomes);
      const milliseconds = clock.now().getTime() - began.getTime();
      spent += milliseconds;
      await store.finishRound(round, {
        formatVersion: 1,
        index: round,
        startedAt: began.toISOString(),
        milliseconds,
        host: present,
        runs: describeRuns(outcomes),
      });
      verdict = await this.#judge(gate);
      const left = settings.rounds - round;
      progress.roundEnded(round, settings.rounds, { verdict, millisecondsLeft: (spent / round) * left });
    }
    if (halves === null && settings.strategy === 'balanced')
      progress.note('This machine’s cores cannot be halved, so both sides shared them all (--duet shared).');
    return { exitCode: 0, verdict, rounds: round };
  }

  async #judge(gate: GateSettings): Promise<Verdict> {
    const folder = orStop(await readGateFolder(this.#store.directory, null));
    if (folder.kind !== 'rounds') throw new Stop([problem('result-folder-unreadable', 'There are no rounds.')]);
    return judge({ mode: 'duet', rounds: folder.rounds }, gate, this.#effects.judgeDuet);
  }

  /** Writes bench.json, or finds that the one that is there belongs to the same bench. @returns whether it is new */
  async #describe(about: {
    trees: { baseline: string | null; candidate: string | null };
    commits: { baseline: string | null; candidate: string | null };
    harness?: { baseline: string | null; candidate: string | null };
    host: Host;
  }): Promise<boolean> {
    const { settings } = this.#options;
    const described = { ...settings, profile: Object.fromEntries(settings.profile), budget: undefined };
    const { budget: _, ...compared } = described;
    const before = await this.#store.description();
    if (before === null) {
      this.#mark = randomBytes(16).toString('hex');
      await this.#store.describe({
        formatVersion: 1,
        mark: this.#mark,
        settings: compared,
        harness: { baseline: null, candidate: null },
        ...about,
      });
      return true;
    }
    this.#mark = before.mark;
    const differing = [
      ...(JSON.stringify(before.settings) === JSON.stringify(compared) ? [] : ['settings']),
      ...(JSON.stringify(before.trees) === JSON.stringify(about.trees) ? [] : ['trees']),
    ];
    if (differing.length > 0) {
      throw new Stop([
        problem('bench-folder-other', `The bench in this folder was begun with other ${differing.join(' and ')}.`, {
          where: this.#store.directory,
        }),
      ]);
    }
    if (hostKey(before.host) !== hostKey(about.host)) {
      throw new Stop([
        problem(
          'bench-host-changed',
          `The rounds in this folder were measured on another host (${before.host.cpuModel}).`,
          {
            where: this.#store.directory,
          },
        ),
      ]);
    }
    return false;
  }

  async #halves(): Promise<CoreHalves | null> {
    if (this.#options.settings.strategy !== 'balanced') return null;
    const topology = await readTopology();
    const halves = topology === null ? null : halvesOf(topology);
    return halves !== null &&
      (this.#options.environment.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'taskset')))
      ? halves
      : null;
  }

  async #setUp(tree: string): Promise<void> {
    const { setupCommand, runTimeout } = this.#options.settings;
    if (setupCommand === null) return;
    this.#effects.progress.note(`preparing ${tree}`);
    await mkdir(this.#store.directory, { recursive: true });
    const { end } = await runHarness({
      command: setupCommand,
      directory: tree,
      environment: this.#environment(),
      outputPath: join(this.#store.directory, 'setup-output.log'),
      timeout: runTimeout * SETUP_TIMEOUT_FACTOR,
      mark: this.#mark,
      ...this.#signal(),
    });
    this.#stopIfAborted();
    if (end.kind !== 'exit' || end.exitCode !== 0) throw harnessStop(`The setup command in ${tree}`, end);
  }

  #run(
    run: PlannedRun,
    number: number,
    folder: string,
    tree: string,
    stacks: readonly string[],
    halves: CoreHalves | null,
  ): Promise<HarnessOutcome> {
    const { settings } = this.#options;
    const cores = run.half === null || halves === null ? null : halves[run.half];
    const pinned = cores === null ? [] : ['taskset', '-c', cores.join(',')];
    const place = join(folder, run.side, `run-${number}`);
    return (async () => {
      await mkdir(place, { recursive: true });
      const log = join(place, 'scenario.log');
      if (!existsSync(log)) await writeFile(log, logHead(settings.profile), { mode: 0o600 });
      return runHarness({
        command: [...pinned, runnerOf(tree, dirname(settings.harness), run.stack)],
        directory: tree,
        environment: {
          ...this.#environment(),
          BASE_PORT: String(basePort(stacks.indexOf(run.stack), run.side)),
          SCENARIO_PREFIX: `${run.stack}-`,
          METRICS_CSV: join(place, 'metrics.csv'),
          LOG_FILE: log,
        },
        outputPath: join(place, 'harness-output.log'),
        timeout: settings.runTimeout,
        mark: this.#mark,
        ...this.#signal(),
      });
    })();
  }

  #environment(): Record<string, string> {
    const { settings, environment } = this.#options;
    const { kept } = guardEnvironment(environment, settings.environment);
    const passed = [...PASSED_ON, ...settings.environment].flatMap((name): [string, string][] => {
      const value = kept[name];
      return value === undefined ? [] : [[name, value]];
    });
    return {
      ...Object.fromEntries(passed),
      ...Object.fromEntries(settings.profile),
      ...(settings.scenarios === null ? {} : { SCENARIOS: settings.scenarios.join(',') }),
    };
  }

  #signal(): { signal?: AbortSignal } {
    return this.#options.signal === undefined ? {} : { signal: this.#options.signal };
  }

  #stopIfAborted(): void {
    if (this.#options.signal?.aborted === true)
      throw new Stop([problem('bench-interrupted', 'The benchmark was interrupted.')]);
  }
}

const RUNNER = 'run_stream_scenarios.sh';
const runnerOf = (tree: string, harness: string, stack: string): string => join(tree, harness, stack, RUNNER);

async function stacksBeside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const stacks = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, RUNNER)))
    .map((entry) => entry.name)
    .sort();
  if (stacks.length === 0) throw missingHarness(`${folder}/*/${RUNNER}`);
  return stacks;
}

const missingHarness = (what: string) =>
  new Stop([problem('bench-harness-missing', `${what} does not exist.`, { where: 'bench.harness' })]);

/** What is measured is a tree: a harness that a link takes from elsewhere is not in it. */
function requireInside(tree: string, path: string): void {
  if (staysInside(tree, path)) return;
  throw new Stop([
    problem('path-outside-repository', `${path} leads out of the tree through a symbolic link.`, {
      where: 'bench.harness',
    }),
  ]);
}

function harnessStop(what: string, end: HarnessOutcome['end']): Stop {
  const how =
    end.kind === 'timeout'
      ? 'did not end in its time and was stopped with its children'
      : end.kind === 'not-started'
        ? `could not be started (${end.why})`
        : end.kind === 'signal'
          ? `was ended by ${end.signal}`
          : `ended with exit code ${end.exitCode}`;
  return new Stop([problem('bench-harness-failed', `${what} ${how}.`)]);
}

/**
 * What the comparison script would have left beside the runners' files: summary.json with the worst exit code, and a
 * metrics.csv also where every stack crashed before its first row, so that the gate sees what is missing.
 */
async function completeFiles(
  folder: string,
  { profile }: BenchSettings,
  outcomes: readonly { step: PlannedStep; ended: readonly HarnessOutcome[] }[],
): Promise<void> {
  const worst = new Map<string, number>();
  for (const { step, ended } of outcomes) {
    for (const [index, { side }] of step.together.entries()) {
      const end = ended[index]?.end;
      const place = join(folder, side, `run-${step.run}`);
      worst.set(place, Math.max(worst.get(place) ?? 0, end?.kind === 'exit' ? end.exitCode : 1));
    }
  }
  const figures = Object.fromEntries(
    [...profile].flatMap(([name, value]) => {
      const key = SUMMARY_KEYS.get(name);
      return key === undefined ? [] : [[key, Number(value)]];
    }),
  );
  for (const [place, exitCode] of worst) {
    const csv = join(place, 'metrics.csv');
    if (!existsSync(csv)) await writeFile(csv, CSV_HEAD, { mode: 0o600 });
    const summary = { ...figures, overall_rc: exitCode };
    await writeFile(join(place, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 });
  }
}

/** Names of the profile's variables in summary.json. */
const SUMMARY_KEYS: ReadonlyMap<string, string> = new Map([
  ['CCU', 'ccu'],
  ['SIZE', 'size'],
  ['INFLIGHT', 'inflight'],
  ['WARMUP', 'warmup_sec'],
  ['MEASURE', 'measure_sec'],
  ['DRAIN_TIMEOUT', 'drain_timeout_sec'],
  ['CONNECT_CONCURRENCY', 'connect_concurrency'],
  ['BACKLOG', 'backlog'],
  ['HWM', 'hwm'],
]);

function describeRuns(
  outcomes: readonly { step: PlannedStep; ended: readonly HarnessOutcome[] }[],
): RoundDescription['runs'] {
  const numbers = [...new Set(outcomes.map(({ step }) => step.run))].sort();
  return numbers.map((number) => {
    const of = outcomes.filter(({ step }) => step.run === number);
    const steps = of.flatMap(({ ended: [one, other] }) =>
      one === undefined || other === undefined
        ? []
        : [Math.max(Math.abs(one.startedAt - other.startedAt), Math.abs(one.endedAt - other.endedAt))],
    );
    const halves = Object.fromEntries(
      (of[0]?.step.together ?? []).map(({ side, half }): [string, string | null] => [side, half]),
    );
    return { outOfStepMs: steps.length === 0 ? null : Math.round(Math.max(...steps)), halves };
  });
}

const stampOf = (time: Date): string =>
  time
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
