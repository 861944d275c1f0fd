import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { interrupted, measure } from '../cli/bench-command.ts';
import { configBeside } from '../cli/connect.ts';
import { durationsFrom } from '../cli/durations-option.ts';
import { type GateHistory, type GateOutcome, runGate } from '../commands/judge-folders.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import { type Checked, orStop, problem, Stop } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import type { Config } from '../core/settings/config.ts';
import { configuredReading } from '../core/settings/gate-reading.ts';
import { gateSettings } from '../core/settings/gate-settings.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import { systemClock, systemEvery } from '../effects/clock.ts';
import { verdictOrigin } from '../effects/verdict-origin.ts';
import { benchProgress } from '../report/bench-progress.ts';
import { gateMarkdown } from '../report/gate-markdown.ts';
import { printable } from '../report/printable.ts';
import type { Words } from '../report/words.ts';
import type { ActionInputs } from './release-inputs.ts';
import type { RunnerFiles } from './runner-files.ts';

/** What the stages that measure and judge need of a run. */
export interface MeasuringRun {
  readonly inputs: Pick<
    ActionInputs,
    'configFile' | 'baseline' | 'candidate' | 'baselineRef' | 'rounds' | 'workingDirectory' | 'outputDirectory'
  > & {
    /** Left out: as configured. */
    readonly onInconclusive?: 'block' | 'warn' | undefined;
    /** Part of the cases that is measured, as 3/8; left out: all of them. */
    readonly shard?: string | undefined;
    /** Shards that the given folders have to be; left out: as many as they say themselves. */
    readonly shards?: number | undefined;
    /** File with how long each case took before. */
    readonly durations?: string | undefined;
    /** Only shows what measuring would take; `each-case` times each case by itself besides. */
    readonly preview?: 'true' | 'each-case' | undefined;
    /** What stands above the configuration of the checkout. */
    readonly overrides?: readonly ConfigOverride[];
  };
  readonly runner: RunnerFiles;
  /** Version of this program. */
  readonly version: string;
  /** In which a person is told how it goes. */
  readonly words: Words;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Where the bench stage leaves its rounds, and the gate stage finds them. */
export const benchFolder = ({ inputs }: MeasuringRun): string => join(inputs.outputDirectory, 'bench');

/**
 * Judges the folders that were given, or the rounds that the bench stage left, and writes verdict.json, verdict.md and
 * verdict.html into `gate/` of the output directory.
 *
 * @param config what a plan has decided; that of the checkout where there was none
 * @returns the exit code of the verdict; null when there is nothing to judge
 */
export async function judgeFolders(run: MeasuringRun, config?: Config): Promise<number | null> {
  const outcome = await judgeMeasured(run, config);
  if (outcome === null) return null;
  run.runner.setOutput('verdict', outcome.verdict.status);
  await run.runner.addSummary(gateMarkdown(outcome.verdict, { words: run.words }));
  return outcome.exitCode;
}

/**
 * The same, without outputs and summary.
 *
 * @param config what the results are judged by; that of the checkout, unless another one counts
 * @param history earlier comparisons, whose changes are added to these; null: none are looked at
 */
export async function judgeMeasured(
  run: MeasuringRun,
  config = orStop(configOf(run.inputs)),
  history: GateHistory | null = null,
): Promise<GateOutcome | null> {
  const { inputs } = run;
  const own = benchFolder(run);
  // Folders as they are opened here, and as the person who reads the verdict knows them: as given, or as uploaded.
  const names = new Map([[own, 'bench']]);
  const opened = (given: string): string => {
    const path = resolve(inputs.workingDirectory, given);
    names.set(path, given);
    return path;
  };
  const given = inputs.candidate.flatMap((line) => foldersOf(inputs.workingDirectory, line));
  const candidate = inputs.candidate.length > 0 ? given.map(opened) : existsSync(own) ? [own] : [];
  if (candidate.length === 0) {
    if (inputs.baseline.length === 0) return null;
    throw new Stop([
      problem('input-invalid', 'Baseline folders are given, but no candidate folder.', { where: 'candidate' }),
    ]);
  }
  const durations = await knownDurations(inputs);
  const outcome = await runGate(
    {
      ...(inputs.shards === undefined ? {} : { shards: inputs.shards }),
      ...(durations === undefined ? {} : { durations }),
      ...(history === null ? {} : { history }),
      baseline: inputs.baseline.map(opened),
      candidate,
      settings: orStop(gateSettings(config, { rounds: inputs.rounds })),
      onInconclusive: inputs.onInconclusive ?? config.gate.onInconclusive,
      out: join(inputs.outputDirectory, 'gate'),
    },
    {
      readFolder: (folder, defaultStack) =>
        readGateFolder(folder, defaultStack, names.get(folder), configuredReading(config)),
      tokens: tokensIn(process.env),
      judgeDuet,
      origin: verdictOrigin(run.version),
    },
  );
  const { verdict, exitCode } = outcome;
  say(`${exitCode === 0 ? '✓' : '✗'} gate: ${printable(run.words.say(verdict.sentence))}`);
  for (const reason of verdict.reasons) say(`  ${reason.effect.padEnd(7)} ${printable(run.words.say(reason.text))}`);
  return outcome;
}

/** A line that ends in a star is every folder in that one, by name; none where nothing was left there. */
function foldersOf(workingDirectory: string, line: string): string[] {
  if (!line.endsWith('/*')) return [line];
  const parent = line.slice(0, -2);
  const path = resolve(workingDirectory, parent);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .sort();
}

/** The first run of a family has none: the file of `durations` may be missing. */
async function knownDurations({ durations, workingDirectory }: MeasuringRun['inputs']) {
  if (durations === undefined) return undefined;
  const path = resolve(workingDirectory, durations);
  return existsSync(path) ? orStop(await durationsFrom(path, 'durations')) : undefined;
}

/** The configuration of the checkout: what is measured is configured beside the code that is measured. */
export function configOf(inputs: MeasuringRun['inputs']): Checked<Config> {
  const { workingDirectory, configFile } = inputs;
  return configBeside(
    workingDirectory,
    configFile === undefined ? undefined : resolve(workingDirectory, configFile),
    inputs.overrides,
  );
}

/** The bench stage measures where there is something to measure against; otherwise results are given, or the gate is skipped. */
export async function benchStage(
  run: MeasuringRun,
  config = orStop(configOf(run.inputs)),
): Promise<{ rounds: number | null; exitCode: number }> {
  const { inputs } = run;
  const baselineRef = inputs.baselineRef ?? config.bench['baseline-ref'];
  if (baselineRef === undefined) {
    say(run.words.say('– bench: nothing to measure here, no baseline-ref is given'));
    return { rounds: null, exitCode: 0 };
  }
  const durations = await knownDurations(inputs);
  const outcome = await measure(
    {
      request: {
        baselineRef,
        ...(inputs.rounds === undefined ? {} : { rounds: inputs.rounds }),
        ...(inputs.shard === undefined ? {} : { shard: inputs.shard }),
      },
      ...(durations === undefined ? {} : { durations }),
      previewOnly: inputs.preview !== undefined,
      eachCase: inputs.preview === 'each-case',
      config,
      gate: {},
      candidate: resolve(inputs.workingDirectory),
      out: benchFolder(run),
    },
    [],
    {
      progress: benchProgress(say, null, systemClock, systemEvery, run.words),
      signal: interrupted(),
      program: run.version,
      words: run.words,
    },
  );
  return { rounds: outcome.rounds, exitCode: outcome.exitCode };
}
