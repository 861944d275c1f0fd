import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { selectArguments } from '../core/bench/case-selection.ts';
import { basePort, type Side } from '../core/bench/round-plan.ts';
import type { VerdictOrigin } from '../core/gate/compared.ts';
import type { DuetJudge, GateSettings } from '../core/gate/criteria.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { guardEnvironment } from '../core/guarded-environment.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { hostKey } from '../core/measurements/harness-result.ts';
import { problem, Stop } from '../core/problem.ts';
import type { BenchSettings } from '../core/settings/bench-settings.ts';
import { BenchStore } from '../effects/bench/bench-store.ts';
import { runCommand } from '../effects/bench/command-run.ts';
import { type HarnessEnd, type HarnessOutcome, type HarnessRun, runHarness } from '../effects/bench/harness-process.ts';
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
  /** How long each case or stack took last time, by name. In any one unit. */
  readonly durations?: ReadonlyMap<string, number>;
  /** Ends after the warm-up, and says what the rounds would cost. */
  readonly previewOnly?: boolean;
  /** With `previewOnly`: runs each case once by itself, and leaves how long it took. */
  readonly eachCase?: boolean;
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

/** What a bench measures, as bench.json has it. */
export interface BenchSubject {
  readonly trees: { baseline: string | null; candidate: string | null };
  readonly commits: { baseline: string | null; candidate: string | null };
  readonly harness?: { baseline: string | null; candidate: string | null };
  readonly differing?: readonly string[];
  readonly host: Host;
}

/** One bench and its folder: what all of its runs have in common. */
export class BenchSession {
  readonly options: BenchOptions;
  readonly effects: BenchEffects;
  readonly store: BenchStore;
  #mark = '';

  constructor(options: BenchOptions, effects: BenchEffects) {
    this.options = options;
    this.effects = effects;
    this.store = new BenchStore(options.out);
  }

  /** The same bench, whose rounds go elsewhere or are measured otherwise. */
  within(out: string, settings: BenchSettings): BenchSession {
    const other = new BenchSession({ ...this.options, out, settings }, this.effects);
    other.#mark = this.#mark;
    return other;
  }

  /** In the environment of every process that the bench starts. */
  get mark(): string {
    return this.#mark;
  }

  /** Writes bench.json, or finds that the one that is there belongs to the same bench. @returns whether it is new */
  async describe(about: BenchSubject): Promise<boolean> {
    const { settings } = this.options;
    const described = {
      ...settings,
      profile: Object.fromEntries(settings.profile),
      variables: Object.fromEntries(settings.variables),
      budget: undefined,
    };
    const { budget: _, ...compared } = described;
    const before = await this.store.description();
    if (before === null) {
      this.#mark = randomBytes(16).toString('hex');
      await this.store.describe({
        formatVersion: 1,
        mark: this.#mark,
        settings: compared,
        harness: { baseline: null, candidate: null },
        ...about,
      });
      return true;
    }
    this.#mark = before.mark;
    const settingsThen: Readonly<Record<string, unknown>> = before.settings;
    const settingsNow: Readonly<Record<string, unknown>> = compared;
    const changed = [...new Set([...Object.keys(settingsThen), ...Object.keys(settingsNow)])].filter(
      (name) => JSON.stringify(settingsThen[name]) !== JSON.stringify(settingsNow[name]),
    );
    const differing = [
      ...(changed.length === 0 ? [] : [`settings (${changed.join(', ')})`]),
      ...(JSON.stringify(before.trees) === JSON.stringify(about.trees) ? [] : ['trees']),
    ];
    if (differing.length > 0) {
      throw new Stop([
        problem('bench-folder-other', `The bench in this folder was begun with other ${differing.join(' and ')}.`, {
          where: this.store.directory,
        }),
      ]);
    }
    if (hostKey(before.host) !== hostKey(about.host)) {
      throw new Stop([
        problem(
          'bench-host-changed',
          `The rounds in this folder were measured on another host (${before.host.cpuModel}).`,
          {
            where: this.store.directory,
          },
        ),
      ]);
    }
    return false;
  }

  /** Prepares a tree. @returns how it ended, where that is not with success; null: it is prepared */
  async setUp(tree: string): Promise<HarnessEnd | null> {
    const { setupCommand, runTimeout } = this.options.settings;
    if (setupCommand === null) return null;
    this.effects.progress.began(`preparing ${tree}`);
    await mkdir(this.store.directory, { recursive: true });
    const { end } = await runHarness({
      command: setupCommand,
      directory: tree,
      environment: this.environment(),
      outputPath: join(this.store.directory, 'setup-output.log'),
      timeout: runTimeout * SETUP_TIMEOUT_FACTOR,
      mark: this.#mark,
      ...this.attended(),
    });
    this.stopIfAborted();
    return end.kind === 'exit' && end.exitCode === 0 ? null : end;
  }

  /** Runs `bench.command` for one side. @param prefix a program that runs it on some cores */
  runCommand(
    command: readonly string[],
    tree: string,
    place: string,
    side: Side,
    prefix: readonly string[],
    cases: readonly string[] | null = null,
  ): Promise<HarnessOutcome> {
    const { settings } = this.options;
    return runCommand({
      command,
      selected: this.#selected(cases),
      prefix,
      tree,
      place,
      port: basePort(0, side),
      rules: settings.read,
      bench: this.store.directory,
      environment: this.environment(),
      timeout: settings.runTimeout,
      mark: this.#mark,
      ...this.attended(),
    });
  }

  /** The arguments that name the cases; none: all are run. @throws Stop where a shard's cannot be named */
  #selected(cases: readonly string[] | null): readonly string[] {
    const { select, shard } = this.options.settings;
    if (cases === null || select === null) return [];
    const named = selectArguments(select, cases);
    if (named === null && shard !== null)
      throw new Stop([
        problem(
          'input-invalid',
          `${cases.length} cases cannot be named to one command: they are too many, or a name has the separator in it.`,
          {
            where: '--shard',
            remedy: 'Deal the cases out to more shards, or choose a `bench.select.separator` that no name has.',
          },
        ),
      ]);
    return named ?? [];
  }

  /** Everything that the harness sees of our environment, and its profile. */
  environment(): Record<string, string> {
    const { settings, environment } = this.options;
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

  /** What every process of the bench has in common: a person can end it, and sees what it prints. */
  attended(): Pick<HarnessRun, 'signal' | 'heard'> {
    const { signal } = this.options;
    const heard = (text: string) => this.effects.progress.heard(text);
    return signal === undefined ? { heard } : { signal, heard };
  }

  /** @throws Stop when a person or a runner ended us */
  stopIfAborted(): void {
    if (this.options.signal?.aborted === true)
      throw new Stop([problem('bench-interrupted', 'The benchmark was interrupted.')]);
  }
}
