import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_WORKFLOW_DEPTH,
  MAX_WORKFLOW_LENGTH,
  MAX_WORKFLOW_LEXEMES,
  MAX_WORKFLOW_NODES,
} from '../../../src/core/triggers/workflow-document.ts';
import { isWorkflowPath, jobRunNames, parseWorkflow } from '../../../src/core/triggers/workflow-file.ts';
import { wouldStart } from '../../../src/core/triggers/would-start.ts';
import table from '../../cases/workflow/workflow-file.json' with { type: 'json' };
import { workflow, zlinkShaped, zlinkWorkflow } from './zlink-shaped.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const JOBS = 'jobs: { a: { runs-on: x, steps: [{ run: x }] } }';
const triggersOf = (on: string) => Object.fromEntries(workflow(`${on}\n${JOBS}`).triggers);

describe('files GitHub refuses', () => {
  for (const { source, text, where, what } of table.unreadable) {
    test(`${source}: ${what}`, () => {
      const parsed = parseWorkflow('w.yml', text.replace('JOBS', JOBS));
      expect(parsed.ok ? [] : parsed.problems).toContainEqual({
        code: 'workflow-unreadable',
        what: expect.stringContaining(what),
        where: where === 0 ? 'w.yml' : `w.yml:${where}`,
        remedy: expect.any(String),
      });
    });
  }
  test('everything wrong is told at once', () => {
    const parsed = parseWorkflow('w.yml', 'on:\n  push: x\n  schedule: y\njobs:\n  a: {}\n');
    expect(parsed.ok ? [] : parsed.problems.map((each) => each.where)).toEqual([
      'w.yml:2',
      'w.yml:3',
      'w.yml:5',
      'w.yml:5',
    ]);
  });
});

test('steps of a group are steps, and what waits for them is none', () => {
  const { jobs } = workflow(
    'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - parallel:\n          - uses: one/act@v1\n          - run: two\n      - run: three\n        background: true\n        id: b\n      - wait: [b]\n      - wait-all:\n      - cancel: b\n',
  );
  expect(jobs[0]?.steps.map(({ uses, run }) => uses ?? run)).toEqual(['one/act@v1', 'two', 'three']);
});

describe('on:', () => {
  const none = {
    types: null,
    branches: null,
    branchesIgnore: null,
    tags: null,
    tagsIgnore: null,
    paths: null,
    pathsIgnore: null,
    workflows: null,
    inputs: new Map(),
    schedules: [],
  };
  test('a text', () => expect(triggersOf('on: push')).toEqual({ push: none }));
  test('a list', () => expect(triggersOf('on: [push, pull_request]')).toEqual({ push: none, pull_request: none }));
  test('a map with and without values', () => {
    expect(triggersOf('on:\n  push:\n    tags: v*\n  workflow_dispatch:\n  workflow_call: {}')).toEqual({
      push: { ...none, tags: ['v*'] },
      workflow_dispatch: none,
      workflow_call: none,
    });
  });
  test('is a key, never the boolean of YAML 1.1', () => {
    expect(triggersOf('%YAML 1.1\n---\non: push')).toEqual({ push: none });
    expect(triggersOf('"on": push')).toEqual({ push: none });
    expect(triggersOf("'on': push")).toEqual({ push: none });
  });
  test('a key `true` is not `on`', () => {
    const parsed = parseWorkflow('w.yml', `true: push\n${JOBS}`);
    expect(parsed.ok).toBe(false);
  });
  test('patterns keep their text when YAML reads a number or a boolean', () => {
    expect(triggersOf('on: { push: { branches: [1.10, 0x1F, true, 007] } }').push?.branches).toEqual([
      '1.10',
      '0x1F',
      'true',
      '007',
    ]);
  });
  test('an event called __proto__ is only an unknown event', () => {
    const file = workflow(`on: { __proto__: { types: [x] }, push: { __proto__: 1 } }\n${JOBS}`);
    expect([...file.triggers.keys()]).toEqual(['__proto__', 'push']);
    expect(({} as Record<string, unknown>).types).toBeUndefined();
  });
  test('anchors and aliases', () => {
    expect(triggersOf('on:\n  push: { branches: &b [main] }\n  pull_request: { branches: *b }').pull_request).toEqual({
      ...none,
      branches: ['main'],
    });
  });
  test('schedules', () => {
    expect(triggersOf("on: { schedule: [{ cron: '0 1 * * *' }, { cron: 5 4 * * * }] }").schedule?.schedules).toEqual([
      '0 1 * * *',
      '5 4 * * *',
    ]);
  });
  test('dispatch inputs', () => {
    const on = `on:
  workflow_dispatch:
    inputs:
      plain:
      version: { description: Version, required: true, type: string }
      level: { type: choice, options: [low, 1.10], default: low }
      publish: { type: boolean, required: true, default: false }`;
    expect([...(triggersOf(on).workflow_dispatch?.inputs.values() ?? [])]).toEqual([
      { name: 'plain', description: null, type: 'string', required: false, default: null, options: [] },
      { name: 'version', description: 'Version', type: 'string', required: true, default: null, options: [] },
      { name: 'level', description: null, type: 'choice', required: false, default: 'low', options: ['low', '1.10'] },
      { name: 'publish', description: null, type: 'boolean', required: true, default: 'false', options: [] },
    ]);
  });
  test('carriage returns and a byte order mark', () => {
    expect(triggersOf('\uFEFFon:\r\n  push:\r\n    tags: [a]\r').push?.tags).toEqual(['a']);
  });
});

test('the name is the path when the file gives none', () => {
  expect(workflow(`on: push\n${JOBS}`).name).toBe('.github/workflows/test.yml');
  expect(workflow(`name: Build\non: push\n${JOBS}`).name).toBe('Build');
});

test('workflows live directly in their folder', () => {
  expect(
    [
      '.github/workflows/a.yml',
      '.github/workflows/a.yaml',
      '.github/workflows/a/b.yml',
      '.github/workflows/a.json',
      'a.yml',
    ].filter(isWorkflowPath),
  ).toEqual(['.github/workflows/a.yml', '.github/workflows/a.yaml']);
});

describe('jobs', () => {
  const namesOf = (job: string) => {
    const file = workflow(
      `on: push\njobs:\n  build:\n    runs-on: x\n    steps: [{ run: x }]\n${job.replace(/^/gm, '    ')}`,
    );
    return file.jobs.flatMap(jobRunNames);
  };
  test('are named by their id, or by their name', () => {
    expect(namesOf('if: always()')).toEqual(['build']);
    expect(namesOf('name: Build it')).toEqual(['Build it']);
  });
  test('show their combination behind a name without expressions', () => {
    expect(namesOf('strategy: { matrix: { os: [linux, macos], node: [20, 1.10] } }')).toEqual([
      'build (linux, 20)',
      'build (linux, 1.1)',
      'build (macos, 20)',
      'build (macos, 1.1)',
    ]);
    expect(namesOf('name: Build\nstrategy: { matrix: { os: [linux] } }')).toEqual(['Build (linux)']);
  });
  test('a name with expressions stands for itself', () => {
    expect(
      namesOf(
        `name: Build \${{ matrix.os }} (\${{ matrix['arch'] }})\nstrategy: { matrix: { os: [a, b], arch: [x] } }`,
      ),
    ).toEqual(['Build a (x)', 'Build b (x)']);
    expect(namesOf(`name: Build \${{ inputs.what }}`)).toEqual([`Build \${{ inputs.what }}`]);
  });
  test('objects in a matrix are shown by their leaves, and long names are cut', () => {
    expect(namesOf('strategy: { matrix: { shard: [{ name: core, paths: a b }] } }')).toEqual(['build (core, a b)']);
    const [long] = namesOf(`strategy: { matrix: { x: [${'y'.repeat(200)}] } }`);
    expect(long).toHaveLength(100);
    expect(long?.endsWith('...')).toBe(true);
  });
  // The example of "Running variations of jobs in a workflow", section "Expanding or adding matrix configurations".
  test('include adds to combinations or makes its own', () => {
    const names = namesOf(`strategy:
  matrix:
    fruit: [apple, pear]
    animal: [cat, dog]
    include:
      - color: green
      - color: pink
        animal: cat
      - fruit: apple
        shape: circle
      - fruit: banana
      - fruit: banana
        animal: cat`);
    expect(names).toEqual([
      'build (apple, cat, pink, circle)',
      'build (apple, dog, green, circle)',
      'build (pear, cat, pink)',
      'build (pear, dog, green)',
      'build (banana)',
      'build (banana, cat)',
    ]);
  });
  // The example of the same page, section "Excluding matrix configurations".
  test('exclude takes combinations away by partial match', () => {
    const names = namesOf(`strategy:
  matrix:
    os: [macos-latest, windows-latest]
    version: [12, 14, 16]
    environment: [staging, production]
    exclude:
      - os: macos-latest
        version: 12
        environment: production
      - os: windows-latest
        version: 16`);
    expect(names).toHaveLength(9);
    expect(names).not.toContain('build (macos-latest, 12, production)');
    expect(names.filter((each) => each.includes('windows-latest, 16'))).toEqual([]);
  });
  test('objects are excluded as wholes', () => {
    expect(
      namesOf(`strategy:
  matrix:
    x: [{ a: 1, b: 2 }, { a: 1, c: 2 }, [1, 2]]
    exclude: [{ x: { a: 1 } }, { x: { a: 1, b: 2 } }, { x: [1] }]`),
    ).toEqual(['build (1, 2)', 'build (1, 2)']);
    expect(namesOf('strategy: { matrix: { x: [{ a: 1, b: 2 }, 5], exclude: [{ x: { b: 2, a: 1 } }] } }')).toEqual([
      'build (5)',
    ]);
  });
  test('only include', () => {
    expect(namesOf('strategy: { matrix: { include: [{ os: a, bin: x }, { os: b, bin: y }] } }')).toEqual([
      'build (a, x)',
      'build (b, y)',
    ]);
  });
  // Sources: actions/runner, conversion of `strategy`; dorny/paths-filter#66.
  test.each([
    ['{ os: [] }', 'the matrix of the job build key "os" has no values'],
    ['{ include: [] }', 'the matrix of the job build has no values'],
    ['{}', 'the matrix of the job build has no values'],
    ['{ os: [a, b], arch: [] }', 'the matrix of the job build key "arch" has no values'],
  ])('a matrix %s makes the file invalid', (matrix, told) => {
    const read = parseWorkflow(
      'w.yml',
      `on: push\njobs: { build: { runs-on: x, strategy: { matrix: ${matrix} }, steps: [{ run: x }] } }`,
    );
    expect(read.ok ? [] : read.problems.map(({ what }) => what)).toEqual([expect.stringContaining(told)]);
  });

  test('a list that the run makes empty has no jobs; where all is excluded there is one, without values', () => {
    expect(namesOf(`strategy: { matrix: { os: "\${{ fromJSON('[]') }}" } }`)).toEqual([]);
    expect(namesOf(`strategy: { matrix: { include: "\${{ fromJson('[ ]') }}" } }`)).toEqual([]);
    expect(namesOf('strategy: { matrix: { os: [a], exclude: [{ os: a }] } }')).toEqual(['build']);
  });

  test('a matrix made by an expression is dynamic', () => {
    const file = workflow(
      `on: push\njobs: { a: { runs-on: x, strategy: { matrix: "\${{ fromJSON(needs.x.outputs.m) }}" }, steps: [{ run: x }] } }`,
    );
    expect(file.jobs[0]?.matrix.kind).toBe('dynamic');
    expect(file.jobs.flatMap(jobRunNames)).toEqual(['a']);
  });
  test('steps are shown as GitHub shows them', () => {
    const steps = zlinkWorkflow('build.yml').jobs[1]?.steps.map((each) => each.name);
    expect(steps).toEqual(['Run actions/checkout@v4', 'Compile']);
    expect(zlinkWorkflow('core-conan-release.yml').jobs[0]?.steps.map((each) => each.name)[1]).toMatch(
      /^Run conan create/,
    );
  });
  test('environments, conditions, needs and called workflows', () => {
    const file = workflow(`on: push
jobs:
  a: { uses: ./.github/workflows/x.yml, environment: { name: prod, url: x } }
  b: { needs: a, if: "github.ref == 'x'", runs-on: x, environment: stage, steps: [{ run: x }] }`);
    expect(
      file.jobs.map(({ uses, environment, needs, condition }) => ({ uses, environment, needs, condition })),
    ).toEqual([
      { uses: './.github/workflows/x.yml', environment: 'prod', needs: [], condition: null },
      { uses: null, environment: 'stage', needs: ['a'], condition: "github.ref == 'x'" },
    ]);
  });
});

describe('hostile files', () => {
  const refused = (text: string): string => {
    const parsed = parseWorkflow('w.yml', text);
    return parsed.ok ? 'read' : (parsed.problems[0]?.what ?? '');
  };
  test('size', () =>
    expect(refused(`#${'x'.repeat(MAX_WORKFLOW_LENGTH)}`)).toContain(`${MAX_WORKFLOW_LENGTH} characters`));
  test.each([
    ['flow lists', '['],
    ['flow maps', '{a: '],
    ['block lists', '- '],
    ['explicit keys', '? '],
    ['values', 'a: '],
  ])('depth of %s', (_, opening) => {
    expect(refused(opening.repeat(100_000))).toContain(`deeper than ${MAX_WORKFLOW_DEPTH} levels`);
  });
  test('marks without number', () =>
    expect(refused('}'.repeat(MAX_WORKFLOW_LEXEMES + 1))).toContain('words and marks'));
  test('aliases that multiply', () => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(',')}]`,
    );
    expect(refused(`a0: &a0 [x]\n${lines.join('\n')}\non: push\n${JOBS}`)).toContain(`${MAX_WORKFLOW_NODES} values`);
  });
  test('many keys, many aliases', () => {
    expect(refused(Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'))).toContain('has no `on:`');
    expect(refused(`a: &a 1\nb: [${'*a,'.repeat(50_000)}]\non: push\n${JOBS}`)).toBe('read');
  });
  test('a job that is used many times costs its full size', () => {
    const steps = '{ run: x },'.repeat(2_000);
    const jobs = Array.from({ length: 500 }, (_, index) => `  j${index}: *j`).join('\n');
    expect(refused(`on: push\njobs:\n  j: &j { runs-on: x, steps: [${steps}] }\n${jobs}`)).toContain('values');
  });

  const fragments = fc.constantFrom(
    'on:',
    'push:',
    'jobs:',
    'a:',
    'branches:',
    'matrix:',
    'include:',
    '- ',
    '  ',
    '\n',
    '\n  ',
    '\n    ',
    '&a ',
    '*a',
    '[',
    ']',
    '{',
    '}',
    ',',
    ': ',
    '? ',
    "'",
    '"',
    '#',
    '|',
    '>',
    '!!map',
    '%YAML 1.1',
    '---',
    '...',
    '<<: ',
    `\${{ x }}`,
    '\t',
    '\u0000',
    '\uFEFF',
    '__proto__',
    'true',
    '~',
    'strategy:',
    'steps:',
    'runs-on: x',
    'run: x',
    'tags: [v*]',
    'on: push\njobs:\n  a:\n',
  );
  test('any text is either a workflow or has problems, and never more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: fragments, maxLength: 30 })), (text) => {
        const parsed = parseWorkflow('w.yml', text);
        if (!parsed.ok) {
          expect(parsed.problems.length).toBeGreaterThan(0);
          for (const each of parsed.problems) expect(each.where).toMatch(/^w\.yml(:\d+)?$/);
          return;
        }
        for (const job of parsed.value.jobs) jobRunNames(job);
        wouldStart(parsed.value, { kind: 'push', ref: 'refs/heads/main', changedPaths: [], headCommitMessage: text });
      }),
      { numRuns },
    );
  });

  test('a valid workflow with one piece broken is either read or refused', () => {
    const text =
      'name: x\non:\n  push:\n    tags: ["v*"]\njobs:\n  a:\n    runs-on: x\n    strategy: { matrix: { a: [1, 2] } }\n    steps:\n      - run: x\n';
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(6), fragments, (at, removed, inserted) => {
        const parsed = parseWorkflow('w.yml', text.slice(0, at) + inserted + text.slice(at + removed));
        expect(parsed.ok ? parsed.value.jobs.length : parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });
});

test('the workflows of a repository shaped like zlink are read', () => {
  expect(zlinkShaped.map((each) => [each.path, [...each.triggers.keys()].sort()])).toEqual([
    ['.github/workflows/bindings-release.yml', ['push', 'workflow_dispatch']],
    ['.github/workflows/build.yml', ['pull_request', 'push', 'workflow_dispatch']],
    ['.github/workflows/core-conan-release.yml', ['push', 'workflow_dispatch']],
    ['.github/workflows/cpp-bindings.yml', ['pull_request', 'push']],
  ]);
  expect(zlinkWorkflow('build.yml').jobs.flatMap(jobRunNames)).toEqual([
    'Read Version Information',
    'compile (windows, x64)',
    'compile (windows, arm64)',
    'compile (linux, x64)',
    'compile (linux, arm64)',
    'compile (macos, x64)',
    'compile (macos, arm64)',
    'Create Release',
  ]);
});
