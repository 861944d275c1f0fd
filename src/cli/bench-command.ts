import { resolve } from 'node:path';
import process from 'node:process';
import type { BenchOutcome } from '../commands/bench-session.ts';
import { runBench } from '../commands/run-bench.ts';
import { writeVerdict } from '../commands/write-verdict.ts';
import { counted } from '../core/counted.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import { type Checked, checked, failed, orStop, type Problem, Problems, problem } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import { type BenchRequest, benchSettings } from '../core/settings/bench-settings.ts';
import type { Config } from '../core/settings/config.ts';
import { type GateRequest, gateSettings } from '../core/settings/gate-settings.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { systemClock, systemEvery } from '../effects/clock.ts';
import { verdictOrigin } from '../effects/verdict-origin.ts';
import { type BenchProgress, benchProgress } from '../report/bench-progress.ts';
import type { Words } from '../report/words.ts';
import { configBeside } from './connect.ts';
import { durationsFrom } from './durations-option.ts';
import type { Output } from './output.ts';

export interface BenchCommandOptions {
  readonly mode?: string;
  readonly duet?: string;
  readonly baselineRef?: string;
  readonly anchor?: boolean;
  readonly candidate?: string;
  readonly setupCommand?: string;
  readonly rounds?: string;
  readonly budgetMinutes?: string;
  readonly runTimeoutMinutes?: string;
  readonly shard?: string;
  readonly durations?: string;
  readonly preview?: boolean;
  readonly harness?: string;
  readonly stack?: readonly string[];
  readonly scenario?: readonly string[];
  readonly subject?: readonly string[];
  readonly control?: readonly string[];
  readonly out?: string;
  readonly config?: string;
}

/** `bench`: runs the repository's own benchmark. */
export async function benchCommand(
  options: BenchCommandOptions,
  output: Output,
  programVersion: string,
): Promise<number> {
  const problems = new Problems();
  const candidate = resolve(options.candidate ?? '.');
  const config = problems.take(configBeside(candidate, options.config)) ?? defaultConfig();
  const number = (where: string, text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (/^\d{1,6}(\.\d{1,6})?$/.test(text)) return Number(text);
    problems.add(problem('input-invalid', `${JSON.stringify(text)} is no number.`, { where }));
    return undefined;
  };
  const given = <Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> =>
    value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
  const anchor = options.anchor === true ? (problems.take(anchorRef(config, options)) ?? undefined) : undefined;
  const request: BenchRequest = {
    ...given('mode', options.mode),
    ...given('duet', options.duet),
    ...given('rounds', number('--rounds', options.rounds)),
    ...given('budgetMinutes', number('--budget-minutes', options.budgetMinutes)),
    ...given('roundTimeoutMinutes', number('--run-timeout-minutes', options.runTimeoutMinutes)),
    ...given('harness', options.harness),
    ...given('shard', options.shard),
    ...given('stacks', options.stack),
    ...given('scenarios', options.scenario),
    ...given('setupCommand', problems.take(argumentList(options.setupCommand)) ?? undefined),
    ...given('baselineRef', anchor ?? options.baselineRef),
  };
  const gate: GateRequest = {
    subjects: options.subject,
    controls: options.control,
    isBesideAnchor: anchor !== undefined,
  };
  const out = options.out ?? (anchor === undefined ? 'zlink-bench' : 'zlink-bench-anchor');
  const durations = problems.take(await durationsFrom(options.durations)) ?? undefined;
  const previewOnly = options.preview === true;
  const outcome = await measure(
    { ...given('durations', durations), previewOnly, request, config, gate, candidate, out },
    problems.found,
    {
      progress: benchProgress(output.say, overwriting(), systemClock, systemEvery, output.words),
      signal: interrupted(),
      program: programVersion,
      words: output.words,
    },
  );
  const { verdict, rounds } = outcome;
  const measured = previewOnly
    ? 'Nothing is measured: this was a preview.'
    : `${counted(rounds, 'round')} measured into ${resolve(out)}.`;
  output.result([output.words.say(verdict === null ? measured : verdict.sentence)], {
    ok: outcome.exitCode === 0,
    rounds,
    verdict,
  });
  return outcome.exitCode;
}

/** What `--anchor` measures against. */
function anchorRef({ gate }: Config, { baselineRef }: BenchCommandOptions): Checked<string> {
  const refuse = (what: string, remedy: string) =>
    failed(problem('input-invalid', what, { where: '--anchor', remedy }));
  if (baselineRef !== undefined)
    return refuse('--anchor and --baseline-ref are given: each names what is measured against.', 'Leave one out.');
  const ref = gate.anchor?.ref ?? null;
  return ref === null
    ? refuse('The configuration names no anchor.', 'Write `gate: {anchor: {ref: v1.0.0}}`, with the tag to hold on to.')
    : checked(ref);
}

/** Measures, and leaves the verdict of a duet beside its rounds. */
export async function measure(
  what: {
    readonly request: BenchRequest;
    readonly config: Config;
    /** Its rounds are those of the bench. */
    readonly gate: Omit<GateRequest, 'rounds'>;
    readonly candidate: string;
    readonly out: string;
    readonly durations?: ReadonlyMap<string, number>;
    readonly previewOnly?: boolean;
  },
  /** What is wrong already, told together with the rest. */
  problems: readonly Problem[],
  how: {
    readonly progress: BenchProgress;
    readonly signal: AbortSignal;
    readonly program: string;
    readonly words: Words;
  },
): Promise<BenchOutcome> {
  const wrong = new Problems();
  wrong.add(...problems);
  const settings = benchSettings(what.request, what.config);
  const gate = gateSettings(what.config, { ...what.gate, rounds: what.request.rounds });
  wrong.take(settings);
  wrong.take(gate);
  wrong.stop();
  const out = resolve(what.out);
  const outcome = await runBench(
    {
      settings: orStop(settings),
      gate: orStop(gate),
      candidate: what.candidate,
      out,
      environment: process.env,
      signal: how.signal,
      ...(what.durations === undefined ? {} : { durations: what.durations }),
      previewOnly: what.previewOnly === true,
    },
    { clock: systemClock, progress: how.progress, judgeDuet, origin: verdictOrigin(how.program) },
  );
  const { verdict } = outcome;
  if (verdict !== null) await writeVerdict(out, verdict, { tokens: tokensIn(process.env), words: how.words });
  return outcome;
}

function argumentList(text: string | undefined): Checked<readonly string[] | undefined> {
  if (text === undefined) return checked(undefined);
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.length > 0 && list.every((each) => typeof each === 'string')) return checked(list);
  } catch {
    // Told below.
  }
  return failed(
    problem('input-invalid', 'It is no argument list.', {
      where: '--setup-command',
      remedy: 'Write a JSON array of strings, such as ["cmake", "--build", "build"]; no shell reads it.',
    }),
  );
}

/** Aborts when a person or a runner ends us, so that the harness and its children end as well. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

const overwriting = (): ((text: string) => void) | null =>
  process.stderr.isTTY ? (text) => process.stderr.write(`\r\u001b[2K${text}`) : null;
