import { describe, expect, it } from 'vitest';
import { inputsOfPlan, inputVariable, readInputs, stagesToDo } from '../../src/action/release-inputs.ts';
import type { Problem } from '../../src/core/problem.ts';

const variables = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries({ version: '1.2.0', ...inputs }).map(([name, value]) => [inputVariable(name), value]),
  );

function read(inputs: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const value = readInputs(variables(inputs), problems);
  return { value, where: problems.map((each) => each.where) };
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
  ])('%j: refused at %j', (inputs, where) => {
    expect(read(inputs).where).toEqual(where);
  });

  it('folders may have commas and spaces in their names', () => {
    const { value } = read({ baseline: ' a, b\n\n c d ', candidate: 'e' });
    expect(value.baseline).toEqual(['a, b', 'c d']);
  });

  it('INPUT_* is not looked at', () => {
    const problems: Problem[] = [];
    const value = readInputs(
      { ...variables({}), INPUT_VERSION: '9.9.9', 'INPUT_DRY-RUN': 'true', INPUT_SKIP: 'gate' },
      problems,
    );
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ version: '1.2.0', dryRun: false, skip: [] });
  });

  it('pass from the plan step to the others unchanged, without the token', () => {
    const { value } = read({
      candidate: 'a\nb',
      baseline: 'c',
      'pr-title': 'x “{version}”',
      supersede: '3',
      rounds: '5',
    });
    const handedOn = JSON.stringify(value);
    expect(inputsOfPlan({ ZLINK_INPUTS: handedOn }, [])).toEqual(value);
    expect(Object.keys(value)).not.toContain('token');
  });

  it.each([[undefined], [''], ['{']])('%j from the plan step is refused', (text) => {
    const problems: Problem[] = [];
    expect(inputsOfPlan({ ZLINK_INPUTS: text }, problems)).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it('a dry run only plans; what is skipped is left out', () => {
    expect(stagesToDo(read({ 'dry-run': 'true' }).value)).toEqual(['plan']);
    expect(stagesToDo(read({ skip: 'test,bench,gate' }).value)).toEqual([
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
