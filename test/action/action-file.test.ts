import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { INPUT_NAMES, inputVariable } from '../../src/action/release-inputs.ts';
import { STAGES } from '../../src/core/release/stage.ts';

/** What a reader of the action files relies on, held where a slip would be silent. */

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string; readonly value?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const expression = (text: string) => `\${{ ${text} }}`;

const FILES = ['action.yml', 'gate/action.yml', 'gate/report/action.yml', 'check/action.yml'] as const;
const read = (path: string) =>
  parse(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')) as ActionFile;

describe.each(FILES)('%s', (path) => {
  const action = read(path);
  const { steps } = action.runs;

  it('is composite, with a name and a shell for every step, and uses nobody else’s action', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of steps) {
      expect(step.name).toBeTruthy();
      expect(step.shell).toBe('bash');
      expect(step.uses).toBeUndefined();
    }
  });

  it('puts no expression into a script: what comes from outside comes by the environment', () => {
    for (const { run } of steps) expect(run).not.toContain('${{');
  });

  it('quotes every variable, so that a folder with spaces stays one word', () => {
    for (const { run = '' } of steps) {
      for (const [line] of run.matchAll(/^\s*node .*$/gm))
        expect(line).toMatch(/"\$GITHUB_ACTION_PATH\/[a-z./]+" [a-z-]+$/);
    }
  });

  it('describes every input and output, and takes each output from a step that there is', () => {
    for (const input of Object.values(action.inputs)) expect(input.description).toBeTruthy();
    const ids = new Set(steps.flatMap((step) => step.id ?? []));
    expect(ids.size).toBe(steps.filter((step) => step.id !== undefined).length);
    for (const [name, { description, value = '' }] of Object.entries(action.outputs)) {
      expect(description, name).toBeTruthy();
      const [, id = '', output] = /^\$\{\{ steps\.([a-z]+)\.outputs\.([a-z-]+)/.exec(value) ?? [];
      expect(ids, name).toContain(id);
      expect(output, name).toBe(name);
    }
  });

  it('hands every input to some step, and refers to none that is not there', () => {
    const used = new Set(
      steps.flatMap(({ env = {} }) =>
        Object.values(env).flatMap((value) => [...value.matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1])),
      ),
    );
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
  });
});

describe('action.yml', () => {
  const { inputs, runs } = read('action.yml');
  const byId = (id: string) => runs.steps.find((step) => step.id === id);

  it('has a step for each stage, in order', () => {
    expect(runs.steps.flatMap((step) => step.id ?? [])).toEqual(STAGES);
  });

  it('gives the plan step every input by the variable that is read, and the others what the plan step has checked', () => {
    const { ZLINK_RELEASE_TOKEN, ...others } = byId('plan')?.env ?? {};
    expect(ZLINK_RELEASE_TOKEN).toBe(expression('inputs.github-token'));
    expect(others).toEqual(
      Object.fromEntries(INPUT_NAMES.map((name) => [inputVariable(name), expression(`inputs.${name}`)])),
    );
    expect(Object.keys(inputs).sort()).toEqual([...INPUT_NAMES, 'github-token'].sort());
    for (const stage of STAGES.slice(1)) {
      expect(byId(stage)?.env?.ZLINK_INPUTS, stage).toBe(expression('steps.plan.outputs.inputs'));
    }
  });

  it('gives the token to no step that runs what is in the checkout', () => {
    const holders = STAGES.filter((stage) => 'ZLINK_RELEASE_TOKEN' in (byId(stage)?.env ?? {}));
    expect(holders).toEqual(['plan', 'gate', 'propose', 'merge', 'tag', 'watch', 'verify']);
  });

  it('leaves each stage out by what the plan step says, and reports whatever happens', () => {
    for (const stage of STAGES.slice(1, -1)) {
      expect(byId(stage)?.if).toBe(`contains(steps.plan.outputs.stages, '"${stage}"')`);
    }
    expect(byId('report')?.if).toContain('always()');
  });
});
