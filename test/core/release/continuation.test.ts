import { expect, it } from 'vitest';
import { problem } from '../../../src/core/problem.ts';
import { nameRefused, versionAfter } from '../../../src/core/release/burned-name.ts';
import { versionToGoOnWith } from '../../../src/core/release/continuation.ts';

it.each([
  ['the same', problem('run-failed', 'x'), '1.2.0'],
  [
    'the next one, after a burned name',
    nameRefused({ version: '1.2.0', tag: 'v1.2.0' }, '422', null, '1.2.1'),
    '1.2.1',
  ],
  ['none, where a tag is taken', problem('tag-taken', 'x'), null],
  ['none, after bad input', problem('input-invalid', 'x'), null],
])('the command that goes on names %s', (_, found, version) => {
  expect(versionToGoOnWith([found], '1.2.0')).toBe(version);
});

it.each([
  ['1.2.0', [], '1.2.1'],
  ['1.2.0', ['1.2.1', '1.2.2'], '1.2.3'],
  ['1.3.0-rc.1', [], '1.3.0-rc.2'],
])('after %s, with %j released, comes %s', (version, released, next) => {
  expect(versionAfter(version, (each) => (released as string[]).includes(each))).toBe(next);
});
