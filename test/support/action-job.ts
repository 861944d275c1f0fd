import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { parse } from 'yaml';
import { runActionStage } from '../../src/action/release-steps.ts';
import { readOutputs } from './composite-action.ts';
import { scratchFolder } from './scratch.ts';
import type { ServedWorld } from './served-world.ts';
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

/**
 * Runs the steps of action.yml as a runner does, each with what its `env:` and `if:` say, but in this process and on the
 * world's clock: a release takes a second.
 *
 * @param runner what the runner says in the environment of every step, as GITHUB_RUN_ID
 * @param between called after each step with its id: what somebody else does meanwhile
 */
export async function runActionJob(
  served: ServedWorld,
  inputs: Readonly<Record<string, string>>,
  between: (step: string) => Promise<void> = async () => {},
  workspace = scratchFolder('workspace'),
  runner: Readonly<Record<string, string>> = {},
): Promise<ActionJob> {
  const temporary = join(scratchFolder('runner'), 'temp');
  mkdirSync(temporary, { recursive: true });
  const summary = emptyStepSummary();
  const outputsOf = new Map<string, Record<string, string>>();
  const context: Record<string, string> = {
    'github.workspace': workspace,
    'github.repository': 'sample/zlink',
    'runner.temp': temporary,
  };
  const given: Record<string, string> = { 'github-token': served.server.tokens.app, ...inputs };
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

  let log = '';
  let exitCode = 0;
  const steps: Record<string, number> = {};
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    log += String(chunk);
    return true;
  });
  try {
    for (const [index, step] of action.runs.steps.entries()) {
      const stage = /dist\/action\.js" (\w+)$/.exec(step.run)?.[1];
      if (stage === undefined || step.id === undefined || !isDue(step.if, exitCode !== 0)) continue;
      const outputPath = join(temporary, `output-${index}`);
      writeFileSync(outputPath, '');
      const env = {
        PATH: process.env.PATH,
        GITHUB_API_URL: served.server.url,
        GITHUB_OUTPUT: outputPath,
        GITHUB_STEP_SUMMARY: summary,
        ...runner,
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])),
      };
      // The runner's own files are found by @actions/core in the environment of the process.
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const code = await runActionStage(stage, env, 'test', served.world.clock);
      vi.unstubAllEnvs();
      steps[step.id] = code;
      exitCode ||= code;
      outputsOf.set(step.id, readOutputs(readFileSync(outputPath, 'utf8')));
      await between(step.id);
    }
  } finally {
    written.mockRestore();
  }
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)]),
  );
  return { exitCode, log, steps, outputs };
}
