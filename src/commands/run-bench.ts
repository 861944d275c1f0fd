import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CoreHalves, halvesOf } from '../core/bench/core-halves.ts';
import { type DueScenarios, dueScenarios } from '../core/bench/due-scenarios.ts';
import {
  basePort,
  logHead,
  type PlannedRun,
  type PlannedStep,
  planRound,
  type Side,
} from '../core/bench/round-plan.ts';
import { counted } from '../core/counted.ts';
import { type VerdictOrigin, withComparison } from '../core/gate/compared.ts';
import { type DuetJudge, dayOf, type GateSettings, mostRounds } from '../core/gate/criteria.ts';
import { type GateInput, type Judgement, judgeSoFar } from '../core/gate/judge.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { guardEnvironment, withheldLine } from '../core/guarded-environment.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { hostKey } from '../core/measurements/harness-result.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import type { BenchSettings } from '../core/settings/bench-settings.ts';
import { BenchStore } from '../effects/bench/bench-store.ts';
import { benchmarkDifference } from '../effects/bench/benchmark-difference.ts';
import { takeSources } from '../effects/bench/candidate-sources.ts';
import { addWorktree, folderId, resolveBaseline, treeOfCheckout } from '../effects/bench/checkout-tree.ts';
import { runCommand } from '../effects/bench/command-run.ts';
import { endLeftovers, type HarnessOutcome, runHarness } from '../effects/bench/harness-process.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import { readHost, readTopology } from '../effects/bench/host.ts';
import { completeFiles, describeRuns, type StepOutcome } from '../effects/bench/round-files.ts';
import {
  missingHarness,
  requireInside,
  runnerOf,
  stacksOfTrees,
  type TreeStacks,
} from '../effects/bench/stream-harness.ts';
import { readWarmUp } from '../effects/bench/warm-up.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import type { Clock } from '../effects/clock.ts';
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
  /** Who judges. */
  readonly origin: Pick<VerdictOrigin, 'repository' | 'program'>;
}

export interface BenchOutcome {
  readonly exitCode: 0 | 1;
  /** What the rounds say; null in recorded mode. */
  readonly verdict: Verdict | null;
  readonly rounds: number;
}

/** What the harness may see of our environment: enough to find programs, nothing that is secret. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'USER', 'DOTNET_ROOT', 'JAVA_HOME'];
const SETUP_TIMEOUT_FACTOR = 4;
/** What a command of one's own is called where a stack of the harness is named. */
const COMMAND = 'bench.command';
const WHOLE_COMMAND: TreeStacks = { stacks: [COMMAND], lacking: { baseline: new Set(), candidate: new Set() } };

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

/** What a duet compares, checked and prepared. */
interface DuetSubject {
  /** Folders. */
  readonly trees: Readonly<Record<Side, string>>;
  readonly stacks: readonly string[];
  /** Stacks that a side does not have. */
  readonly lacking: TreeStacks['lacking'];
  /** null: both sides share all cores. */
  readonly halves: CoreHalves | null;
  /** Where the first round was measured. */
  readonly host: Host;
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
    if (settings.command === null) {
      if (!existsSync(script)) throw missingHarness(settings.harness);
      requireInside(candidate, settings.harness);
    }
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
      const { end } =
        settings.command !== null
          ? await this.#runCommand(settings.command, candidate, folder, 'candidate', [])
          : await runHarness({
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
    const { settings, gate } = this.#options;
    const { progress } = this.#effects;
    const subject = await this.#beginDuet();
    const before = await this.#store.finishedRounds();
    let spent = before.milliseconds;
    let found = before.numbers.length === 0 ? null : await this.#judge(gate);
    for (const number of before.numbers) progress.roundEnded(number, settings.rounds, null);
    let round = before.numbers.length;
    // What was called slower is held against rounds of its own, also beyond the budget.
    const most = mostRounds(settings.rounds);
    while (round < most && (found === null || asksForMore(found, round, settings.rounds))) {
      // The budget depends on the clock alone: a bound that saw results would be one more look at them.
      if (settings.budget !== null && spent >= settings.budget) {
        progress.note(
          `The budget of ${counted(Math.round(settings.budget / 60_000), 'minute')} is spent after ${counted(round, 'round')}.`,
        );
        break;
      }
      round += 1;
      spent += await this.#measureRound(round, subject, found);
      found = await this.#judge(gate);
      const left = Math.max(0, settings.rounds - round);
      const { verdict } = found;
      progress.roundEnded(round, settings.rounds, { verdict, millisecondsLeft: (spent / round) * left });
    }
    if (subject.halves === null && settings.strategy === 'balanced')
      progress.note('This machine’s cores cannot be halved, so both sides shared them all (--duet shared).');
    return { exitCode: 0, verdict: found?.verdict ?? null, rounds: round };
  }

  /** Finds what is compared, checks both trees and prepares them. */
  async #beginDuet(): Promise<DuetSubject> {
    const { settings, candidate } = this.#options;
    const { command } = settings;
    const ours = await treeOfCheckout(candidate);
    const theirs = await resolveBaseline(candidate, settings.baselineRef ?? '');
    const harness = dirname(settings.harness);
    const host = readHost();
    const differing = await benchmarkDifference(candidate, theirs.commit, ours.commit, settings.sourceFiles);
    const isNew = await this.#describe({
      differing,
      trees: { baseline: theirs.tree, candidate: ours.tree },
      commits: { baseline: theirs.commit, candidate: ours.commit },
      harness: {
        baseline: command === null ? await folderId(candidate, theirs.commit, harness) : null,
        candidate: command === null ? await folderId(candidate, ours.commit, harness) : null,
      },
      host,
    });
    if (!isNew) await endLeftovers(this.#mark);
    const halves = await this.#halves();
    await addWorktree(candidate, this.#store.baselineTree, theirs.commit);
    const trees: Readonly<Record<Side, string>> = { baseline: this.#store.baselineTree, candidate };
    if (settings.sources === 'candidate') await takeSources(trees, settings.sourceFiles);
    const { stacks, lacking } = command === null ? await stacksOfTrees(trees, harness, settings.stacks) : WHOLE_COMMAND;
    await this.#setUp(trees.baseline);
    await this.#setUp(trees.candidate);
    const subject = { trees, stacks, lacking, halves, host };
    if (command !== null && (await this.#store.finishedRounds()).numbers.length === 0)
      await this.#warmUp(command, subject);
    return subject;
  }

  /** One run of each side that does not count: it fills caches, builds what is built by running, and tells what is broken. */
  async #warmUp(command: readonly string[], { trees }: DuetSubject): Promise<void> {
    const { settings } = this.#options;
    this.#effects.progress.note('one warm-up run of each side, which does not count');
    const folder = await this.#store.beginRound();
    for (const side of ['baseline', 'candidate'] as const) {
      const place = join(folder, side);
      const { end } = await this.#runCommand(command, trees[side], place, side, []);
      this.#stopIfAborted();
      if (end.kind !== 'exit') throw harnessStop(`bench.command of the ${side}, before the first round,`, end);
      await readWarmUp(place, side, settings, end.exitCode);
    }
  }

  #runCommand(
    command: readonly string[],
    tree: string,
    place: string,
    side: Side,
    prefix: readonly string[],
  ): Promise<HarnessOutcome> {
    const { settings } = this.#options;
    return runCommand({
      command,
      prefix,
      tree,
      place,
      port: basePort(0, side),
      rules: settings.read,
      bench: this.#store.directory,
      environment: this.#environment(),
      timeout: settings.runTimeout,
      mark: this.#mark,
      ...this.#signal(),
    });
  }

  /**
   * @param found what the rounds before it said: what is decided is not measured again
   * @returns how long the round took, in milliseconds
   */
  async #measureRound(round: number, subject: DuetSubject, found: Judgement | null): Promise<number> {
    const { settings } = this.#options;
    const { clock, progress } = this.#effects;
    const present = readHost();
    if (hostKey(present) !== hostKey(subject.host))
      throw new Stop([problem('bench-host-changed', 'The host changed between two rounds.')]);
    progress.roundStarted(round, settings.rounds);
    const began = clock.now();
    const folder = await this.#store.beginRound();
    const strategy = subject.halves === null && settings.strategy === 'balanced' ? 'shared' : settings.strategy;
    const outcomes: StepOutcome[] = [];
    // A command runs all its cases: nothing tells it which are decided.
    const isWhole = found === null || settings.command !== null;
    const due = isWhole ? null : dueScenarios({ rows: found.verdict.rows, due: found.due }, subject.stacks);
    const stacks = due === null ? subject.stacks : subject.stacks.filter((stack) => due.stacks.has(stack));
    for (const step of stepsOf(planRound(stacks, strategy, round), subject)) {
      progress.running(step.together[0]?.stack ?? '', step.run, round, settings.rounds);
      const ended = await Promise.all(step.together.map((run) => this.#run(run, step.run, folder, subject, due)));
      this.#stopIfAborted();
      for (const [index, { end }] of ended.entries()) {
        const run = step.together[index];
        if (end.kind === 'exit') continue;
        throw harnessStop(`${run?.stack} of the ${run?.side} in round ${round}`, end);
      }
      outcomes.push({ step, ended });
    }
    if (settings.command === null) await completeFiles(folder, settings.profile, outcomes);
    const milliseconds = clock.now().getTime() - began.getTime();
    await this.#store.finishRound(round, {
      formatVersion: 1,
      index: round,
      startedAt: began.toISOString(),
      milliseconds,
      host: present,
      runs: describeRuns(outcomes),
    });
    return milliseconds;
  }

  async #judge(gate: GateSettings): Promise<Judgement> {
    const { directory } = this.#store;
    const folder = orStop(await readGateFolder(directory, null, directory, this.#options.settings.read));
    if (folder.kind !== 'rounds') throw new Stop([problem('result-folder-unreadable', 'There are no rounds.')]);
    const input: GateInput = { mode: 'duet', rounds: folder.rounds };
    const { judgeDuet, origin, clock } = this.#effects;
    const folders = { baseline: [this.#store.directory], candidate: [this.#store.directory] };
    const now = clock.now();
    const { verdict, due } = judgeSoFar(input, { ...gate, today: dayOf(now) }, judgeDuet);
    return { verdict: withComparison(verdict, input, { ...origin, folders, now }), due };
  }

  /** Writes bench.json, or finds that the one that is there belongs to the same bench. @returns whether it is new */
  async #describe(about: {
    trees: { baseline: string | null; candidate: string | null };
    commits: { baseline: string | null; candidate: string | null };
    harness?: { baseline: string | null; candidate: string | null };
    differing?: readonly string[];
    host: Host;
  }): Promise<boolean> {
    const { settings } = this.#options;
    const described = {
      ...settings,
      profile: Object.fromEntries(settings.profile),
      variables: Object.fromEntries(settings.variables),
      budget: undefined,
    };
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

  async #run(
    run: PlannedRun,
    number: number,
    folder: string,
    { trees, stacks, halves }: DuetSubject,
    due: DueScenarios | null,
  ): Promise<HarnessOutcome> {
    const { settings } = this.#options;
    const cores = run.half === null || halves === null ? null : halves[run.half];
    const pinned = cores === null ? [] : ['taskset', '-c', cores.join(',')];
    const place = join(folder, run.side, `run-${number}`);
    if (settings.command !== null) return this.#runCommand(settings.command, trees[run.side], place, run.side, pinned);
    await mkdir(place, { recursive: true });
    const log = join(place, 'scenario.log');
    if (!existsSync(log)) await writeFile(log, logHead(settings.profile), { mode: 0o600 });
    return runHarness({
      command: [...pinned, runnerOf(trees[run.side], dirname(settings.harness), run.stack)],
      directory: trees[run.side],
      environment: {
        ...this.#environment(),
        ...scenariosOf(due, run.stack),
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
      ...Object.fromEntries(settings.variables),
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

/** Whether another round is asked for; of a measurement that decides nothing, up to the budget. */
function asksForMore({ verdict, due }: Judgement, round: number, budget: number): boolean {
  return due.length > 0 || (round < budget && verdict.status === 'inconclusive');
}

/** What can be run of a round: a stack that one side does not have is run by the other alone. */
const stepsOf = (steps: readonly PlannedStep[], { lacking }: DuetSubject): PlannedStep[] =>
  steps.flatMap((step) => {
    const together = step.together.filter(({ side, stack }) => !lacking[side].has(stack));
    return together.length === 0 ? [] : [{ ...step, together }];
  });

/** SCENARIOS of a stack of which some are decided. */
function scenariosOf(due: DueScenarios | null, stack: string): Record<string, string> {
  const words = due?.stacks.get(stack) ?? null;
  return words === null ? {} : { SCENARIOS: words.join(',') };
}

const stampOf = (time: Date): string =>
  time
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
