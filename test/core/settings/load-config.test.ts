import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/core/settings/load-config.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);

function problemsOf(text: string): { what: string; where: string | undefined }[] {
  const loaded = loadConfig('zlink-release.yml', text);
  return loaded.ok ? [] : loaded.problems.map(({ what, where }) => ({ what, where }));
}

describe('loadConfig', () => {
  it('accepts an empty file', () => {
    expect(loadConfig('c.yml', '').ok).toBe(true);
    expect(loadConfig('c.yml', '# nothing\n').ok).toBe(true);
  });

  it('reads every key', () => {
    const loaded = loadConfig(
      'c.yml',
      [
        'component: core',
        'base-branch: main',
        'version-files:',
        '  - {path: VERSION, preset: key-value, prefix: LIBZLINK_VERSION}',
        '  - {path: a.json, preset: json, at: version}',
        'changelog: {path: CHANGELOG.md, allow-empty: true}',
        'tag: "{component}/v{version}"',
        'alias-tag: false',
        'workflows: {expected: [build.yml], trigger: dispatch, timeout-minutes: 30}',
        'assets: ["*.zip"]',
        'gate: {margin: 0.1, on-inconclusive: warn}',
        'watch: {poll-interval-seconds: 20}',
      ].join('\n'),
    );
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        component: 'core',
        versionFiles: [
          { path: 'VERSION', preset: 'key-value', prefix: 'LIBZLINK_VERSION' },
          { path: 'a.json', preset: 'json', at: 'version' },
        ],
        changelog: { path: 'CHANGELOG.md', allowEmpty: true },
        templates: { aliasTags: [] },
        workflows: { expected: ['build.yml'], trigger: 'dispatch', runTimeout: 1_800_000 },
        gate: { margin: 0.1, onInconclusive: 'warn' },
        pollInterval: 20_000,
      },
    });
  });

  it('tells everything wrong at once, each with its line', () => {
    const problems = problemsOf(
      [
        'component: 7',
        'base-brunch: main',
        'version-files:',
        '  - {path: ../VERSION, preset: plain}',
        '  - {path: a, preset: jsn}',
        'gate:',
        '  alfa: 0.1',
      ].join('\n'),
    );
    expect(problems.map((each) => each.where)).toEqual(
      expect.arrayContaining([
        'zlink-release.yml:1',
        'zlink-release.yml:2',
        'zlink-release.yml:4',
        'zlink-release.yml:5',
        'zlink-release.yml:7',
      ]),
    );
  });

  it('tells how a share is written to who writes per cent', () => {
    expect(problemsOf('gate:\n  margin: 5\n').map(({ what }) => what)).toEqual([
      'gate.margin: must be a fraction below 1: 5 % is 0.05.',
    ]);
    expect(problemsOf('gate:\n  floor: 0\n').map(({ what }) => what)).toEqual([
      'gate.floor: must be a fraction above 0, as 0.05.',
    ]);
  });

  it('proposes the key that was meant', () => {
    const loaded = loadConfig('c.yml', 'base_branch: main\n');
    expect(loaded).toMatchObject({ ok: false, problems: [{ remedy: 'Did you mean "base-branch"?' }] });
  });

  it.each([
    ['/etc/passwd', 'absolute'],
    ['../x', 'climbs out'],
    ['a/../../x', 'climbs out'],
    ['C:\\x', 'backslash'],
    ['C:/x', 'absolute'],
    ['.git/config', 'inside .git'],
    ['a/.GIT/config', 'inside .git'],
    ['a//b', 'empty or dot part'],
    ['./a', 'empty or dot part'],
  ])('refuses the path %s', (path, why) => {
    const [problem] = problemsOf(`version-files: [{path: ${JSON.stringify(path)}, preset: plain}]`);
    expect(problem?.what).toContain(why);
  });

  it.each([
    ['a preset without its option', 'version-files: [{path: a, preset: json}]'],
    ['an option of another preset', 'version-files: [{path: a, preset: plain, at: x}]'],
    ['a file listed twice', 'version-files: [{path: a, preset: plain}, {path: a, preset: plain}]'],
    ['an unknown placeholder', 'tag: "v{versoin}"'],
    ['a tag without version', 'tag: "v1"'],
    ['a component nobody named', 'tag: "{component}/v{version}"'],
    ['duplicate keys', 'tag: "v{version}"\ntag: "v{version}"'],
    ['broken YAML', 'a: [b'],
    ['a control character', 'tag: "v{version}\\u0007"'],
    ['a list instead of a map', '- a'],
  ])('refuses %s', (_, text) => expect(problemsOf(text)).not.toEqual([]));

  it.each([
    ['gate: {floor: .06}', 'gate.floor is above its margin, 5 %.'],
    ['gate: {floor: .03, margin: .02}', 'gate.floor is above its margin, 2 %.'],
    ['gate: {metrics: {p99: {floor: 6 %}}}', 'gate.metrics.p99.floor is above its margin, 5 %.'],
    [
      'gate: {cases: [{match: a, floor: 1 %}, {match: b, margin: 2 %, floor: .03}]}',
      'gate.cases.1.floor is above its margin, 2 %.',
    ],
    ['gate: {margin: .2, anchor: {margin: 1 %, floor: 2 %}}', 'gate.anchor.floor is above its margin, 1 %.'],
  ])('refuses a floor that was written above its margin: %s', (text, what) =>
    expect(problemsOf(text).map((each) => each.what)).toEqual([what]),
  );

  it.each([
    'gate: {margin: .02}',
    'gate: {floor: .05}',
    'gate: {metrics: {instructions: {exact: true, floor: .01}}}',
    'gate: {metrics: {p99: {margin: 20 %}}, cases: [{match: a, metric: p99, floor: 10 %}]}',
  ])('takes floors that go with their margins: %s', (text) => expect(problemsOf(text)).toEqual([]));

  it('refuses alias bombs quickly', () => {
    const levels = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'a0: &a0 [x]' : `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}*a${i - 1}]`,
    );
    expect(problemsOf(levels.join('\n'))).not.toEqual([]);
  });

  it('does not pollute prototypes', () => {
    expect(problemsOf('__proto__: {polluted: true}\ngate: {__proto__: {alpha: 1}}')).toBeDefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('never crashes on arbitrary text', () => {
    const token = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&x',
      '*x',
      '!',
      '"',
      '|',
      'tag',
      'gate',
      '\u0000',
      '? ',
      '#',
      '%',
      '---',
      '<<',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(token, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        const loaded = loadConfig('c.yml', each);
        expect(loaded.ok || loaded.problems.length > 0).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});
