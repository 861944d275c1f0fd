import { describe, expect, it } from 'vitest';
import { inputsOfPlan, inputVariable, readInputs, stagesToDo } from '../../src/action/release-inputs.ts';
import { orStop } from '../../src/core/problem.ts';

const variables = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ version: '1.2.0', ...inputs }).map(([name, value]) => [inputVariable(name), value]),
  );

const read = (inputs: Readonly<Record<string, string>>) => orStop(readInputs(variables(inputs)));

function where(inputs: Readonly<Record<string, string>>) {
  const result = readInputs(variables(inputs));
  return result.ok ? [] : result.problems.map((each) => each.where);
}

describe('the inputs of the action', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ version: '' }, ['version']],
    [{ 'dry-run': 'True' }, ['dry-run']],
    [{ skip: 'bench, gate\nwatch' }, []],
    [{ skip: 'plan,tag' }, ['skip', 'skip']],
    [{ rounds: '0' }, ['rounds']],
    [{ supersede: '7,x' }, ['supersede']],
    [{ 'accept-tree': 'abc' }, ['accept-tree']],
    [{ baseline: 'a' }, ['candidate']],
    [{ baseline: 'a', candidate: 'b', 'baseline-ref': 'main' }, ['baseline and candidate, baseline-ref']],
    [{ verdict: 'v.json', candidate: 'b' }, ['baseline and candidate, verdict']],
    [{ verdict: 'v.json', skip: 'gate' }, ['skip']],
    [{ 'merge-method': 'octopus', 'timeout-minutes': '-1' }, ['merge-method', 'timeout-minutes']],
  ])('%j: refused at %j', (inputs, expected) => {
    expect(where(inputs)).toEqual(expected);
  });

  it('folders may have commas and spaces in their names', () => {
    const value = read({ baseline: ' a, b\n\n c d ', candidate: 'e' });
    expect(value.baseline).toEqual(['a, b', 'c d']);
  });

  it('INPUT_* is not looked at', () => {
    const value = orStop(
      readInputs({ ...variables({}), INPUT_VERSION: '9.9.9', 'INPUT_DRY-RUN': 'true', INPUT_SKIP: 'gate' }),
    );
    expect(value).toMatchObject({ version: '1.2.0', dryRun: false, skip: [] });
  });

  it('pass from the plan step to the others unchanged, without the token', () => {
    const value = read({
      candidate: 'a\nb',
      baseline: 'c',
      'pr-title': 'x “{version}”',
      supersede: '3',
      rounds: '5',
    });
    const handedOn = JSON.stringify(value);
    expect(inputsOfPlan({ ZLINK_INPUTS: handedOn })).toEqual({ ok: true, value });
    expect(Object.keys(value)).not.toContain('token');
  });

  it.each([[undefined], [''], ['{']])('%j from the plan step is refused', (text) => {
    expect(inputsOfPlan({ ZLINK_INPUTS: text })).toMatchObject({ ok: false, problems: [{ code: 'input-invalid' }] });
  });

  it('a dry run only plans; what is skipped is left out', () => {
    expect(stagesToDo(read({ 'dry-run': 'true' }))).toEqual(['plan']);
    expect(stagesToDo(read({ skip: 'test,bench,gate' }))).toEqual([
      'plan',
      'propose',
      'merge',
      'tag',
      'watch',
      'verify',
      'report',
    ]);
  });
});
