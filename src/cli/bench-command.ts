import { resolve } from 'node:path';
import process from 'node:process';
import { type BenchOutcome, runBench } from '../commands/run-bench.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import type { GateSettings } from '../core/gate/judge.ts';
import { type Problem, problem, Stop } from '../core/problem.ts';
import { type BenchRequest, benchSettings } from '../core/settings/bench-settings.ts';
import type { Config } from '../core/settings/config.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { systemClock } from '../effects/clock.ts';
import { writeFiles } from '../effects/write-files.ts';
import { type BenchProgress, benchProgress } from '../report/bench-progress.ts';
import { gateHtml } from '../report/gate-html.ts';
import { gateMarkdown } from '../report/gate-markdown.ts';
import { readCheckoutConfig, readConfig } from './connect.ts';
import { gateSettings } from './gate-command.ts';
import type { Output } from './output.ts';

export interface BenchCommandOptions {
  readonly mode?: string;
  readonly duet?: string;
  readonly baselineRef?: string;
  readonly candidate?: string;
  readonly setupCommand?: string;
  readonly rounds?: string;
  readonly budgetMinutes?: string;
  readonly runTimeoutMinutes?: string;
  readonly harness?: string;
  readonly stack?: readonly string[];
  readonly scenario?: readonly string[];
  readonly subject?: readonly string[];
  readonly control?: readonly string[];
  readonly out?: string;
  readonly config?: string;
}

/** `bench`: runs the repository's own benchmark. */
export async function benchCommand(options: BenchCommandOptions, output: Output): Promise<number> {
  const problems: Problem[] = [];
  const candidate = resolve(options.candidate ?? '.');
  const config = benchConfig(candidate, options.config, problems);
  const number = (where: string, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (/^\d{1,6}(\.\d{1,6})?$/.test(text)) return Number(text);
    problems.push(problem('input-invalid', `${JSON.stringify(text)} is no number.`, { where }));
    return undefined;
  };
  const given = <Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> =>
    value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
  const request: BenchRequest = {
    ...given('mode', options.mode),
    ...given('duet', options.duet),
    ...given('rounds', number('--rounds', options.rounds)),
    ...given('budgetMinutes', number('--budget-minutes', options.budgetMinutes)),
    ...given('roundTimeoutMinutes', number('--run-timeout-minutes', options.runTimeoutMinutes)),
    ...given('harness', options.harness),
    ...given('stacks', options.stack),
    ...given('scenarios', options.scenario),
    ...given('setupCommand', argumentList(options.setupCommand, problems)),
    ...given('baselineRef', options.baselineRef),
  };
  const gate = gateSettings(config, options, problems);
  const outcome = await measure({ request, config, gate, candidate, out: options.out ?? 'zlink-bench' }, problems, {
    progress: benchProgress(output.say, overwriting()),
    signal: interrupted(),
  });
  output.result(
    outcome.verdict === null
      ? [`${outcome.rounds} rounds measured into ${resolve(options.out ?? 'zlink-bench')}.`]
      : [outcome.verdict.sentence],
    { ok: outcome.exitCode === 0, rounds: outcome.rounds, verdict: outcome.verdict },
  );
  return outcome.exitCode;
}

/** Measures, and leaves the verdict of a duet beside its rounds. */
export async function measure(
  what: {
    readonly request: BenchRequest;
    readonly config: Config;
    readonly gate: GateSettings;
    readonly candidate: string;
    readonly out: string;
  },
  problems: Problem[],
  how: { readonly progress: BenchProgress; readonly signal: AbortSignal },
): Promise<BenchOutcome> {
  const settings = benchSettings(what.request, what.config);
  if (!settings.ok) problems.push(...settings.problems);
  const [first, ...others] = problems;
  if (first !== undefined || !settings.ok) throw new Stop([first ?? problem('input-invalid', 'bad input'), ...others]);
  const out = resolve(what.out);
  const outcome = await runBench(
    {
      settings: settings.value,
      gate: what.gate,
      candidate: what.candidate,
      out,
      environment: process.env,
      signal: how.signal,
    },
    { clock: systemClock, progress: how.progress, judgeDuet },
  );
  const { verdict } = outcome;
  if (verdict !== null) {
    const wrong = await writeFiles(
      out,
      new Map([
        ['verdict.md', gateMarkdown(verdict)],
        ['verdict.html', gateHtml(verdict)],
        ['verdict.json', `${JSON.stringify(verdict, null, 2)}\n`],
      ]),
    );
    if (wrong !== null) throw new Stop([wrong]);
  }
  return outcome;
}

/** The configuration of the checkout: what is measured is configured beside the code that is measured. */
export function benchConfig(
  checkout: string,
  given: string | undefined,
  problems: Problem[],
  overrides: readonly ConfigOverride[] = [],
): Config {
  const config =
    given === undefined ? readCheckoutConfig(checkout, problems, overrides) : readConfig(given, problems, overrides);
  return config ?? defaultConfig();
}

function argumentList(text: string | undefined, problems: Problem[]): readonly string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.length > 0 && list.every((each) => typeof each === 'string')) return list;
  } catch {
    // Told below.
  }
  problems.push(
    problem('input-invalid', 'It is no argument list.', {
      where: '--setup-command',
      remedy: 'Write a JSON array of strings, such as ["cmake", "--build", "build"]; no shell reads it.',
    }),
  );
  return undefined;
}

/** Aborts when a person or a runner ends us, so that the harness and its children end as well. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

const overwriting = (): ((text: string) => void) | null =>
  process.stderr.isTTY ? (text) => process.stderr.write(`\r\u001b[2K${text}`) : null;
