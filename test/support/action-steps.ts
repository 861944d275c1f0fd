import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runActionStage } from '../../src/action/release-steps.ts';
import type { Clock } from '../../src/effects/clock.ts';
import { readOutputs } from './step-outputs.ts';
import { emptyStepSummary } from './step-summary.ts';

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string;
      readonly if?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

const action = parse(readFileSync(fileURLToPath(new URL('../../action.yml', import.meta.url)), 'utf8')) as ActionFile;

export interface ActionJob {
  readonly exitCode: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Exit code of every step that ran, by its id. */
  readonly steps: Readonly<Record<string, number>>;
}

export interface ActionRunner {
  readonly clock: Clock;
  readonly inputs: Readonly<Record<string, string>>;
  /** What a step's process has besides what its `env:` says. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  /** The runner's own folder, `runner.temp`. */
  readonly temporary: string;
  /** Called after each step with its id: what somebody else does meanwhile. */
  readonly between?: (step: string) => Promise<void>;
  /** Lets a step run where it finds this environment. Left out: in that of the process, and what it says goes to `log`. */
  readonly asStep?: (env: Readonly<Record<string, string | undefined>>, run: () => Promise<number>) => Promise<number>;
}

/**
 * Runs the steps of action.yml as a runner does, each with what its `env:` and `if:` say, but in this process and on a clock
 * of the caller's: a release takes a second.
 */
export async function runActionSteps(runner: ActionRunner): Promise<ActionJob> {
  const { clock, workspace, temporary, between } = runner;
  mkdirSync(temporary, { recursive: true });
  const summary = emptyStepSummary();
  const outputsOf = new Map<string, Record<string, string>>();
  const context: Record<string, string> = {
    'github.workspace': workspace,
    'github.repository': 'sample/zlink',
    'runner.temp': temporary,
  };
  const resolved = (expression: string): string => {
    const [kind, name = '', , output = ''] = expression.split('.');
    if (kind === 'inputs') return runner.inputs[name] ?? evaluate(String(action.inputs[name]?.default ?? ''));
    if (kind === 'steps') return outputsOf.get(name)?.[output] ?? '';
    const value = context[expression];
    if (value === undefined) throw new Error(`this runner knows no ${expression}`);
    return value;
  };
  const evaluate = (text: string): string =>
    text.replaceAll(/\$\{\{\s*([^}]+?)\s*\}\}/g, (_, whole: string) => {
      const alternatives = whole.split('||').map((each) => each.trim());
      for (const each of alternatives) {
        const value = each.startsWith("'") ? each.slice(1, -1) : resolved(each);
        if (value !== '') return value;
      }
      return '';
    });
  const isDue = (condition: string | undefined, failed: boolean): boolean => {
    const contains = /^contains\((.+), '(.+)'\)$/.exec(condition ?? '');
    if (condition === undefined) return !failed;
    if (contains !== null) return !failed && resolved(contains[1] ?? '').includes(contains[2] ?? '');
    const always = /^always\(\) && (.+) != ''$/.exec(condition);
    if (always !== null) return resolved(always[1] ?? '') !== '';
    throw new Error(`this runner cannot evaluate ${condition}`);
  };

  let log = '';
  let exitCode = 0;
  const steps: Record<string, number> = {};
  for (const [index, step] of action.runs.steps.entries()) {
    const stage = /dist\/action\.js" (\w+)$/.exec(step.run)?.[1];
    if (stage === undefined || step.id === undefined || !isDue(step.if, exitCode !== 0)) continue;
    const outputPath = join(temporary, `output-${index}`);
    writeFileSync(outputPath, '');
    const env = {
      ...runner.env,
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])),
    };
    const run = () => runActionStage(stage, env, 'test', clock);
    const hear = (text: string) => {
      log += text;
    };
    const code = await (runner.asStep === undefined ? inThisProcess(env, hear, run) : runner.asStep(env, run));
    steps[step.id] = code;
    exitCode ||= code;
    outputsOf.set(step.id, readOutputs(readFileSync(outputPath, 'utf8')));
    await between?.(step.id);
  }
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)]),
  );
  return { exitCode, log, steps, outputs };
}

/** The runner's own files are found by `@actions/core` in the environment of the process, and what it says is standard output. */
async function inThisProcess<T>(
  env: Readonly<Record<string, string | undefined>>,
  hear: (text: string) => void,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const { write } = process.stdout;
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
  process.stdout.write = ((chunk: string | Uint8Array) => {
    hear(String(chunk));
    return true;
  }) as typeof write;
  try {
    return await run();
  } finally {
    process.stdout.write = write;
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
