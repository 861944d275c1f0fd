import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runActionStage } from '../../src/action/release-steps.ts';
import type { Clock } from '../../src/effects/clock.ts';
import { readOutputs } from './step-outputs.ts';

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
  /** The job's summary, as the runner would show it. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Exit code of every step that ran, by its id. */
  readonly steps: Readonly<Record<string, number>>;
}

/** What a runner gives the steps of a job. */
export interface JobSurroundings {
  readonly apiUrl: string;
  readonly token: string;
  /** owner/name */
  readonly repository: string;
  readonly clock: Clock;
  readonly workspace: string;
  /** A folder that is there and empty. */
  readonly temporary: string;
  /** The file for the summary: one a process, since @actions/core goes on with the first path that it was given. */
  readonly summary: string;
  /**
   * Lets a step run in this environment, and hears what it says. Left out: in the environment and the standard output of the
   * process, which no other step may use meanwhile.
   */
  readonly asStep?: (env: Environment, run: () => Promise<number>) => Promise<number>;
  /** What the runner says in the environment of every step, as GITHUB_RUN_ID. */
  readonly runner?: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs the steps of action.yml as a runner does, each with what its `env:` and `if:` say, but in this process and on the
 * clock given: on a virtual one a release takes a second.
 *
 * @param between called after each step with its id: what somebody else does meanwhile
 */
export async function runJobSteps(
  { apiUrl, token, repository, clock, workspace, temporary, summary, asStep, runner = {} }: JobSurroundings,
  inputs: Readonly<Record<string, string>>,
  between: (step: string) => Promise<void> = async () => {},
): Promise<ActionJob> {
  const outputsOf = new Map<string, Record<string, string>>();
  const context = { 'github.workspace': workspace, 'github.repository': repository, 'runner.temp': temporary };
  const { evaluate, isDue } = expressions({ 'github-token': token, ...inputs }, context, outputsOf);
  let log = '';
  let exitCode = 0;
  const steps: Record<string, number> = {};
  const hear = (text: string) => {
    log += text;
  };
  for (const [index, step] of action.runs.steps.entries()) {
    const stage = /dist\/action\.js" (\w+)$/.exec(step.run)?.[1];
    if (stage === undefined || step.id === undefined || !isDue(step.if, exitCode !== 0)) continue;
    const outputPath = join(temporary, `output-${index}`);
    writeFileSync(outputPath, '');
    const env = {
      PATH: process.env.PATH,
      GITHUB_API_URL: apiUrl,
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summary,
      ...runner,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])),
    };
    const run = () => runActionStage(stage, env, 'test', clock);
    const code = await (asStep === undefined ? heard(hear, () => inEnvironment(env, run)) : asStep(env, run));
    steps[step.id] = code;
    exitCode ||= code;
    outputsOf.set(step.id, readOutputs(readFileSync(outputPath, 'utf8')));
    await between(step.id);
  }
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)]),
  );
  return { exitCode, log, summary: readFileSync(summary, 'utf8'), steps, outputs };
}

/** What a runner makes of the expressions in action.yml: as many kinds of them as stand there. */
function expressions(
  given: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
  outputsOf: ReadonlyMap<string, Readonly<Record<string, string>>>,
) {
  const resolved = (expression: string): string => {
    const [kind, name = '', , output = ''] = expression.split('.');
    if (kind === 'inputs') return given[name] ?? evaluate(String(action.inputs[name]?.default ?? ''));
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
  return { evaluate, isDue };
}

/** Standard output goes where it is heard meanwhile. */
async function heard<T>(hear: (text: string) => void, run: () => Promise<T>): Promise<T> {
  const shown = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array) => {
    hear(String(chunk));
    return true;
  };
  try {
    return await run();
  } finally {
    process.stdout.write = shown;
  }
}

/** @actions/core finds the runner's own files in the environment of the process. */
async function inEnvironment<T>(env: Environment, run: () => Promise<T>): Promise<T> {
  const before = new Map(Object.keys(env).map((name) => [name, process.env[name]]));
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(env)) set(name, value);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) set(name, value);
  }
}

/** Whether a request of this step only looks whether something has moved. */
export const isPoll = (step: string, { path }: { readonly path: string }): boolean =>
  step === 'watch' && (/\/actions\/(workflows\/[^/]+\/)?runs/.test(path) || path === '/graphql');
