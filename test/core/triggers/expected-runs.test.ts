import { describe, expect, test } from 'vitest';
import { dispatchInputs } from '../../../src/core/triggers/dispatch-inputs.ts';
import { isForeignPublisher, planRuns, type RunPlanOptions } from '../../../src/core/triggers/expected-runs.ts';
import type { PlannedRef } from '../../../src/core/triggers/planned-refs.ts';
import { workflow, zlinkShaped, zlinkWorkflow } from './zlink-shaped.ts';

const TAG = 'refs/tags/core/v1.2.0';
const ALIAS = 'refs/tags/v1.2';
const JOBS = 'jobs: { a: { runs-on: x, steps: [{ run: x }] } }';
const refs: readonly PlannedRef[] = [TAG, ALIAS, 'refs/heads/main'].map((ref) => ({
  ref,
  event: { kind: 'push', ref, changedPaths: ['VERSION'], headCommitMessage: 'release: version 1.2.0' },
}));
const options: RunPlanOptions = {
  releaseTag: TAG,
  version: '1.2.0',
  component: 'core',
  trigger: 'push',
  tokenKind: 'app',
  repository: 'sample/zlink',
  branches: [],
};
const file = (name: string) => `.github/workflows/${name}`;
const plan = (more: Partial<RunPlanOptions> = {}, workflows = zlinkShaped) =>
  planRuns(workflows, refs, { ...options, ...more });
const told = (more: Partial<RunPlanOptions> = {}, workflows = zlinkShaped) =>
  plan(more, workflows).problems.map(({ code, what, where }) => ({ code, what, where }));

describe('a release of zlink core', () => {
  test('expects what the tag starts, and forbids the bindings release', () => {
    const result = plan();
    expect(result.expected).toEqual([file('build.yml'), file('core-conan-release.yml')]);
    expect(result.forbidden).toEqual([file('bindings-release.yml')]);
    expect(result.problems).toEqual([]);
    expect(result.notes).toEqual([]);
    expect(result.dispatches).toEqual([]);
  });
  test('says of every ref and workflow whether and why', () => {
    const [tag, alias, main] = plan().refs;
    expect(tag?.decisions.map((each) => [each.path, each.starts])).toEqual([
      [file('bindings-release.yml'), false],
      [file('build.yml'), true],
      [file('core-conan-release.yml'), true],
      [file('cpp-bindings.yml'), false],
    ]);
    expect(alias?.decisions.filter((each) => each.starts)).toEqual([]);
    expect(main?.decisions.filter((each) => each.starts).map((each) => each.path)).toEqual([
      file('build.yml'),
      file('cpp-bindings.yml'),
    ]);
    for (const each of [...(tag?.decisions ?? []), ...(alias?.decisions ?? [])]) expect(each.why).not.toBe('');
  });
  test('with GITHUB_TOKEN nothing would start: one problem that says so', () => {
    expect(told({ tokenKind: 'github-token' })).toEqual([
      {
        code: 'token-starts-no-workflows',
        what: 'The tag would start build.yml and core-conan-release.yml, but not when GITHUB_TOKEN creates it.',
        where: undefined,
      },
    ]);
  });
});

describe('expected', () => {
  test('by path or by file name, once each', () => {
    const expected = ['build.yml', file('build.yml'), 'core-conan-release.yml'];
    expect(plan({ expected }).expected).toEqual([file('build.yml'), file('core-conan-release.yml')]);
    expect(told({ expected })).toEqual([]);
  });
  test('that the tag does not start', () => {
    expect(told({ expected: ['cpp-bindings.yml'] })).toEqual([
      {
        code: 'expected-workflow-silent',
        what: `${TAG} would not start ${file('cpp-bindings.yml')}: \`on.push\` filters branches but no tags, so no tag starts it.`,
        where: file('cpp-bindings.yml'),
      },
    ]);
  });
  test('that does not exist, with those that do', () => {
    const [problem] = plan({ expected: ['biuld.yml'] }).problems;
    expect(problem?.code).toBe('expected-workflow-missing');
    expect(problem?.remedy).toContain('build.yml');
  });
  test('that could not be read is not called missing as well', () => {
    expect(told({ expected: ['odd.yml'], unreadable: [file('odd.yml')] })).toEqual([]);
  });
  test('none at all is none', () => expect(plan({ expected: [] }).expected).toEqual([]));
});

describe('forbidden', () => {
  const greedy = workflow(`on: { push: { tags: ['**'] } }\n${JOBS}`, file('bindings-release.yml'));
  test('that a tag of this release would start, for each such tag', () => {
    const result = plan({}, [greedy, zlinkWorkflow('build.yml')]);
    expect(result.expected).toEqual([file('build.yml')]);
    expect(result.problems.map((each) => [each.code, each.what])).toEqual([
      [
        'forbidden-workflow-starts',
        `${TAG} would start ${file('bindings-release.yml')}: \`on.push.tags\` has "**", which matches core/v1.2.0.`,
      ],
      [
        'forbidden-workflow-starts',
        `${ALIAS} would start ${file('bindings-release.yml')}: \`on.push.tags\` has "**", which matches v1.2.`,
      ],
    ]);
  });
  test('as configured: the list replaces the default', () => {
    expect(told({ forbidden: [] }, [greedy])).toEqual([]);
    expect(told({ forbidden: ['build.yml'], expected: ['core-conan-release.yml'] }).map((each) => each.code)).toEqual([
      'forbidden-workflow-starts',
      'forbidden-workflow-starts',
    ]);
  });
  test('and expected contradict each other', () => {
    expect(
      told({ forbidden: ['cpp-bindings.yml'], expected: ['cpp-bindings.yml'] }).map((each) => each.code),
    ).toContain('config-invalid');
  });
  test.each([
    ['bindings-release.yml', 'core', true],
    ['release_bindings.yaml', 'core', true],
    ['publish-nuget.yml', 'core', true],
    ['cpp-bindings.yml', 'core', false],
    ['core-conan-release.yml', 'core', false],
    ['bindings-release.yml', 'bindings', false],
    ['bindings-release.yml', null, false],
    ['build.yml', 'core', false],
  ])('by default: %s for component %s is %s', (name, component, foreign) => {
    expect(isForeignPublisher(file(name), component)).toBe(foreign);
  });
});

test('the alias starting something is worth a note', () => {
  const greedy = workflow(`on: { push: { tags: ['v*'] } }\n${JOBS}`, file('docs.yml'));
  expect(plan({}, [...zlinkShaped, greedy]).notes).toEqual([
    `${ALIAS} starts ${file('docs.yml')} as well: \`on.push.tags\` has "v*", which matches v1.2.`,
  ]);
});

describe('trigger: dispatch', () => {
  const dispatch: Partial<RunPlanOptions> = { trigger: 'dispatch', tokenKind: 'github-token' };
  test('the same workflows, with the inputs that stand for a tag push', () => {
    const result = plan(dispatch);
    expect(result.problems).toEqual([]);
    expect(result.notes).toEqual([]);
    expect(result.dispatches.map(({ path, inputs }) => [path, inputs.map(({ name, value }) => [name, value])])).toEqual(
      [
        [file('build.yml'), []],
        [
          file('core-conan-release.yml'),
          [
            ['version', '1.2.0'],
            ['publish', 'true'],
          ],
        ],
      ],
    );
  });
  test('a token whose tag starts them as well would run them twice', () => {
    expect(plan({ ...dispatch, tokenKind: 'app' }).notes).toHaveLength(2);
  });
  test('a workflow that cannot be dispatched', () => {
    expect(told({ ...dispatch, expected: ['cpp-bindings.yml'] }).map((each) => each.code)).toEqual([
      'dispatch-unsupported',
    ]);
  });
  test('configured inputs, by file name', () => {
    const inputs = new Map([
      [
        'core-conan-release.yml',
        new Map([
          ['publish', 'false'],
          ['conan_remote', 'other'],
        ]),
      ],
    ]);
    const conan = plan({ ...dispatch, inputs }).dispatches.find((each) => each.path.includes('conan'));
    expect(conan?.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['version', '1.2.0'],
      ['conan_remote', 'other'],
      ['publish', 'false'],
    ]);
  });
});

describe('dispatch inputs', () => {
  const inputsOf = (inputs: string, configured: Record<string, string> = {}) =>
    dispatchInputs(
      workflow(`on: { workflow_dispatch: { inputs: { ${inputs} } } }\n${JOBS}`),
      { version: '1.2.0', tag: 'core/v1.2.0', component: 'core' },
      new Map(Object.entries(configured)),
    );
  const values = (inputs: string, configured: Record<string, string> = {}) => {
    const result = inputsOf(inputs, configured);
    return result.ok
      ? result.value.map(({ name, value }) => `${name}=${value}`)
      : result.problems.map((each) => each.code);
  };
  test.each([
    ['version: {}', ['version=1.2.0']],
    ['Release-Version: {}', ['Release-Version=1.2.0']],
    ['core_version: {}', ['core_version=1.2.0']],
    ['libzlink_version: {}', []],
    ['tag: {}', ['tag=core/v1.2.0']],
    ['tag-name: {}', ['tag-name=core/v1.2.0']],
    ['publish: { type: boolean, default: false }', ['publish=true']],
    ['publish: { default: nowhere }', []],
    ['dry-run: { type: boolean, default: true }', ['dry-run=false']],
    ['debug: { type: boolean }', []],
    ['tag: { type: environment }', []],
    ['version: { type: number }', []],
    ['version: { type: choice, options: [1.1.0, 1.2.0] }', ['version=1.2.0']],
    ['version: { type: choice, options: [latest] }', []],
    ['version: { type: choice, options: [latest], required: true }', ['dispatch-input-missing']],
    ['channel: { required: true }', ['dispatch-input-missing']],
    ['channel: { required: true, default: stable }', []],
    ['channel: { required: true }, other: { required: true }', ['dispatch-input-missing', 'dispatch-input-missing']],
  ])('%s gives %j', (inputs, expected) => expect(values(inputs)).toEqual(expected));
  test('configured values come first and are checked', () => {
    expect(values('channel: { required: true }', { channel: 'beta' })).toEqual(['channel=beta']);
    expect(values('version: {}', { version: '9.9.9' })).toEqual(['version=9.9.9']);
    expect(values('n: { type: number }', { n: 'many' })).toEqual(['config-invalid']);
    expect(values('b: { type: boolean }', { b: 'yes' })).toEqual(['config-invalid']);
    expect(values('c: { type: choice, options: [a, b] }', { c: 'd' })).toEqual(['config-invalid']);
    expect(values('a: {}', { nobody: '1' })).toEqual(['config-invalid']);
  });
  test('each value says why', () => {
    const result = inputsOf('version: {}, publish: { type: boolean }');
    expect(result.ok && result.value.map((each) => each.why)).toEqual([
      'the version of this release',
      'a tag push publishes as well',
    ]);
  });
});

describe('runs by other events than a push', () => {
  const create = (ref: string): PlannedRef => ({ ref, event: { kind: 'create', ref } });
  const published: PlannedRef = { ref: TAG, event: { kind: 'release', action: 'published' } };
  const named = (name: string, on: string, job = '{ runs-on: x, steps: [{ run: x }] }') => ({
    ...workflow(`name: ${name}\non: ${on}\njobs: { a: ${job} }`),
    path: file(`${name}.yml`),
  });
  const planned = (workflows: ReturnType<typeof named>[], more: Partial<RunPlanOptions> = {}, causes = refs) =>
    planRuns(workflows, [...causes, create('refs/heads/release/1'), create(TAG), create(ALIAS)], {
      ...options,
      ...more,
    });
  const shown = (result: ReturnType<typeof planRuns>) =>
    result.runs.map(({ path, event, ref, isRequired }) => `${path.slice(18)} ${event} ${ref}${isRequired ? '' : '?'}`);

  test('are expected of the release tag, and counted of an alias if they come', () => {
    const both = planned([named('a', '{ create: , push: { tags: [core/*] } }')]);
    expect(shown(both)).toEqual(['a.yml push core/v1.2.0', 'a.yml create core/v1.2.0', 'a.yml create v1.2?']);
    expect(both.problems).toEqual([]);
  });
  test('are not expected where every job is left out', () => {
    const job = "{ if: github.ref_type == 'branch', runs-on: x, steps: [{ run: x }] }";
    expect(shown(planned([named('a', 'create', job)]))).toEqual([]);
    expect(planned([named('a', 'create', job)], { expected: ['a.yml'] }).problems[0]?.what).toContain('`if:`');
  });
  test('are those of an alias alone only by default: who names a workflow means the release tag', () => {
    const alias = named('a', '{ push: { tags: [v1.*] } }');
    expect(shown(planned([alias]))).toEqual(['a.yml push v1.2?']);
    expect(planned([alias]).problems).toEqual([]);
    expect(planned([alias], { expected: ['a.yml'] }).problems.map(({ code }) => code)).toEqual([
      'expected-workflow-silent',
    ]);
  });
  test('follow a published release where somebody publishes one', () => {
    const waiting = named('a', '{ release: { types: [published] } }');
    expect(shown(planned([waiting], {}, [...refs, published]))).toEqual(['a.yml release core/v1.2.0']);
    expect(planned([waiting], { expected: ['a.yml'] }).problems[0]?.what).toContain('waits for a published release');
  });
  test('that are forbidden are found behind any of them, and behind what follows the runs of the tags', () => {
    const chain = [
      named('build', '{ push: { tags: [core/*] } }'),
      named('pack', '{ workflow_run: { workflows: [build], types: [completed] } }'),
      named('ship', '{ workflow_run: { workflows: [pack], types: [completed] } }'),
      named('branch', '{ create: }'),
    ];
    const { problems, refs: causes } = planned(chain, { forbidden: ['ship.yml', 'branch.yml'] });
    expect(problems.map(({ what }) => what.slice(0, what.indexOf(' would')))).toEqual([
      'creating refs/heads/release/1',
      `creating ${TAG}`,
      `creating ${ALIAS}`,
      `the end of ${file('pack.yml')}`,
    ]);
    expect(new Set(problems.map(({ remedy }) => remedy)).size).toBe(2);
    expect(causes.filter(({ event }) => event === 'workflow_run').map(({ ref }) => ref)).toEqual([
      `the end of ${file('build.yml')}`,
      `the end of ${file('pack.yml')}`,
    ]);
  });
});
