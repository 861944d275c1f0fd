import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { BUILT_PROGRAM } from './built-program.ts';
import { SHORT_PAUSES } from './cli.ts';
import { runHosted } from './program-hosts.ts';
import { scratchFolder } from './scratch.ts';
import { readOutputs } from './step-outputs.ts';

/**
 * Runs the steps of one of our composite actions, as the runner does: each in a shell of its own, with what its `env:`
 * says and the runner's own variables, no `INPUT_*`, until one fails; then only those whose `if` lets them.
 */
export interface ActionRun {
  readonly exitCode: number;
  /** Standard output of all steps. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Exit code of every step that ran, by its name. */
  readonly steps: Readonly<Record<string, number>>;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly name: string;
      readonly id?: string;
      readonly if?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly run: string;
    }[];
  };
}

export async function runCompositeAction(
  path: 'gate/action.yml' | 'gate/report/action.yml' | 'check/action.yml',
  options: {
    readonly inputs?: Readonly<Record<string, string>>;
    readonly token?: string;
    readonly workspace: string;
    readonly event: { readonly name: string; readonly payload: unknown };
    /** The runner's variables that differ: GITHUB_API_URL, GITHUB_REPOSITORY, … */
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<ActionRun> {
  const file = join(BUILT_PROGRAM, path);
  const action = parse(readFileSync(file, 'utf8')) as ActionFile;
  const temporary = join(scratchFolder('runner'), 'temp');
  mkdirSync(temporary, { recursive: true });
  const eventPath = join(temporary, 'event.json');
  writeFileSync(eventPath, JSON.stringify(options.event.payload));
  const given = options.inputs ?? {};
  for (const name of Object.keys(given)) if (!(name in action.inputs)) throw new Error(`${path} has no input ${name}`);
  const context: Record<string, string> = {
    'github.token': options.token ?? '',
    'github.workspace': options.workspace,
    'runner.temp': temporary,
  };
  const outputsOf = new Map<string, Record<string, string>>();
  const evaluate = (text: string): string =>
    text.replaceAll(/\$\{\{\s*([^}]+?)\s*\}\}/g, (_, expression: string) => {
      const [kind, name = '', , output = ''] = expression.split('.');
      if (kind === 'inputs') return given[name] ?? evaluate(String(action.inputs[name]?.default ?? ''));
      if (kind === 'steps') return outputsOf.get(name)?.[output] ?? '';
      const value = context[expression];
      if (value === undefined) throw new Error(`this runner knows no ${expression}`);
      return value;
    });

  let failed = 0;
  let log = '';
  const steps: Record<string, number> = {};
  const summaryPath = join(temporary, 'summary.md');
  writeFileSync(summaryPath, '');
  for (const [index, step] of action.runs.steps.entries()) {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the runner that fills it in
    const always = step.if === '${{ !cancelled() }}' || step.if === 'always()';
    if (step.if !== undefined && !always) throw new Error(`this runner cannot evaluate ${step.if}`);
    if (failed !== 0 && !always) continue;
    if (/\$\{\{/.test(step.run)) throw new Error(`${step.name} has an expression in its script`);
    const outputPath = join(temporary, `output-${index}`);
    writeFileSync(outputPath, '');
    const { PATH, HOME } = process.env;
    const result = await runStep(step.run, options.workspace, {
      PATH: PATH ?? '',
      HOME: HOME ?? '',
      NO_COLOR: '1',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: dirname(file),
      GITHUB_EVENT_NAME: options.event.name,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summaryPath,
      GITHUB_WORKSPACE: options.workspace,
      RUNNER_TEMP: temporary,
      ...options.env,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])),
    });
    log += result.output;
    steps[step.name] = result.exitCode;
    failed ||= result.exitCode;
    if (step.id !== undefined) outputsOf.set(step.id, readOutputs(readFileSync(outputPath, 'utf8')));
  }
  return {
    exitCode: failed,
    log,
    steps,
    summary: readFileSync(summaryPath, 'utf8'),
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)])),
  };
}

/** A step that only runs our program needs no shell, nor a process that was never used. */
const OURS = /^node "\$GITHUB_ACTION_PATH\/([\w./]+)" ([\w-]+)$/;

/** What a step says that asks for nothing but the Node.js in PATH; it says the same every time. By PATH and script. */
const nodeChecks = new Map<string, ReturnType<typeof shell>>();
/** Such a step: of the environment it uses PATH alone, and it leaves nothing. */
const ABOUT_NODE = /^if ! command -v node >/;

async function runStep(script: string, cwd: string, env: Record<string, string>) {
  const [, entry, step] = OURS.exec(script.trim()) ?? [];
  if (entry === undefined || step === undefined) {
    if (!ABOUT_NODE.test(script)) return shell(script, cwd, env);
    const key = `${env.PATH}\0${script}`;
    const said = nodeChecks.get(key) ?? shell(script, cwd, env);
    nodeChecks.set(key, said);
    return said;
  }
  const program = join(env.GITHUB_ACTION_PATH ?? '', entry);
  const result = await runHosted({ entry: program, args: [step], env, cwd, pace: SHORT_PAUSES });
  return { exitCode: result.exitCode, output: result.stdout + result.stderr };
}

function shell(
  script: string,
  cwd: string,
  env: Record<string, string>,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
