import { describe, expect, it } from 'vitest';
import { countingPaths, pathFilter } from '../../../src/core/check/changed-paths.ts';

const counting = (paths: string[], pathsIgnore: string[], changed: string[]) => {
  const filter = pathFilter(paths, pathsIgnore);
  if (!filter.ok) throw new Error(filter.problems[0]?.what);
  return countingPaths(changed, filter.value);
};

describe('the changes that count', () => {
  it.each([
    { paths: [], ignore: [], changed: ['a', 'docs/b.md'], counts: ['a', 'docs/b.md'] },
    { paths: [], ignore: [], changed: [], counts: [] },
    { paths: [], ignore: ['docs/**', '*.md'], changed: ['docs/a/b.png', 'README.md'], counts: [] },
    { paths: [], ignore: ['docs/**'], changed: ['docs/a', 'core/docs/a'], counts: ['core/docs/a'] },
    // A star stops at the slash, as in a workflow.
    { paths: [], ignore: ['*.md'], changed: ['core/README.md'], counts: ['core/README.md'] },
    {
      paths: [],
      ignore: ['docs/**', '!docs/bench.sh'],
      changed: ['docs/a', 'docs/bench.sh'],
      counts: ['docs/bench.sh'],
    },
    { paths: ['core/**'], ignore: [], changed: ['docs/a', 'core/a.cc'], counts: ['core/a.cc'] },
    { paths: ['core/**', '!core/doc/**'], ignore: [], changed: ['core/doc/a', 'bindings/x'], counts: [] },
    {
      paths: [],
      ignore: ['docs/**'],
      changed: [' docs/x', 'docs /x', 'Docs/x'],
      counts: [' docs/x', 'docs /x', 'Docs/x'],
    },
  ])('$paths, without $ignore, of $changed', ({ paths, ignore, changed, counts }) => {
    expect(counting(paths, ignore, changed)).toEqual(counts);
  });

  it('tells every pattern that GitHub would refuse, and both lists at once', () => {
    const filter = pathFilter(['['], ['++']);
    expect(filter.ok ? [] : filter.problems.map((each) => each.where)).toEqual([
      'paths',
      'paths-ignore',
      'paths-ignore',
    ]);
  });
});
