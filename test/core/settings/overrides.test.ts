import { describe, expect, it } from 'vitest';
import { configFileSchema } from '../../../src/core/settings/config-schema.ts';
import { loadConfig } from '../../../src/core/settings/load-config.ts';
import { configOverrides, OVERRIDING_INPUTS } from '../../../src/core/settings/overrides.ts';

const given = (inputs: Readonly<Record<string, string>>) => configOverrides((name) => inputs[name] ?? '');

describe('inputs above the configuration', () => {
  it('override the file, and leave what they do not name', () => {
    const file =
      'merge-method: rebase\ngate:\n  alpha: 0.01\n  on-inconclusive: warn\nworkflows:\n  expected: [build.yml]\n';
    const loaded = loadConfig(
      'f.yml',
      file,
      given({
        'merge-method': 'merge',
        'on-inconclusive': 'block',
        'timeout-minutes': '7.5',
        'workflow-trigger': 'dispatch',
      }),
    );
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        mergeMethod: 'merge',
        gate: { alpha: 0.01, onInconclusive: 'block' },
        workflows: { expected: ['build.yml'], runTimeout: 450_000, trigger: 'dispatch' },
      },
    });
  });

  it.each([
    ['merge-method', 'octopus'],
    ['on-inconclusive', 'shrug'],
    ['timeout-minutes', '0'],
    ['timeout-minutes', '1e3'],
    ['component', '../core'],
    ['pr-title', 'release {nothing}'],
    ['commit-message', 'two\nlines'],
    ['workflow-trigger', 'pull'],
  ])('%s: %j is refused under the name of the input', (input, value) => {
    const loaded = loadConfig('f.yml', '', given({ [input]: value }));
    expect(loaded.ok ? [] : loaded.problems.map(({ code, where }) => [code, where])).toEqual([
      ['config-invalid', input],
    ]);
  });

  it('do not hide what is wrong with the file', () => {
    const loaded = loadConfig('f.yml', 'gate: 5\nmerge-method: octopus\n', given({ 'on-inconclusive': 'warn' }));
    expect(loaded.ok ? [] : loaded.problems.map(({ where }) => where)).toEqual(['f.yml:2', 'f.yml:1']);
  });

  it('an empty input is none', () => {
    expect(given({ component: '', 'pr-title': '' })).toEqual([]);
  });

  it('each stands at a place that the schema knows', () => {
    for (const keys of Object.values(OVERRIDING_INPUTS)) {
      const value = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), Symbol('never right'));
      const issues = configFileSchema.safeParse(value).error?.issues ?? [];
      expect(issues.map((issue) => issue.code)).not.toContain('unrecognized_keys');
      expect(issues.map((issue) => issue.path)).toContainEqual([...keys]);
    }
  });
});
