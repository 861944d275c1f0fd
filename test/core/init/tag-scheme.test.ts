import { describe, expect, it } from 'vitest';
import { recogniseTagScheme } from '../../../src/core/init/tag-scheme.ts';

/** `name@commit`; without a commit, one of its own. */
const tagsOf = (names: string) =>
  names.split(' ').map((each) => {
    const [name = '', commit = name] = each.split('=');
    return { name, commit };
  });

/** Tags of a repository, the component, the present version → template and moving tags. */
const CASES: [string, string, string | null, string, string | null, string[]][] = [
  ['with a v', 'v1.0.0 v1.1.0', null, '1.1.0', 'v{version}', []],
  ['without a v', '1.0.0 1.1.0 2.0', null, '1.1.0', '{version}', []],
  ['the v was dropped', 'v1.0.0 1.1.0', null, '1.1.0', '{version}', []],
  ['the v was dropped, and the present version is not tagged', 'v1.0.0 1.1.0', null, '1.2.0', '{version}', []],
  ['name and dash', 'lib-1.0.0 lib-1.1.0', null, '1.1.0', 'lib-{version}', []],
  ['name and dash of a component', 'lib-1.0.0 other-3.0.0', 'lib', '1.0.0', '{component}-{version}', []],
  ['component and slash', 'lib/v1.0.0 other/v3.0.0 v9.9.9', 'lib', '1.0.0', '{component}/v{version}', []],
  ['scope, name and at', '@scope/lib@1.0.0', 'lib', '1.0.0', '@scope/{component}@{version}', []],
  ['another component only', 'other-3.0.0', 'lib', '1.0.0', null, []],
  ['a component in capitals', 'LIB-1.0.0', 'lib', '1.0.0', 'LIB-{version}', []],
  ['the tags of a component are not those of the whole', 'python/v3.0.0 v1.0.0', null, '1.0.0', 'v{version}', []],
  ['pre-releases count', 'v2.0.0-alpha.1', null, '2.0.0', 'v{version}', []],
  ['nothing like a version', 'nightly latest', null, '1.0.0', null, []],
  ['four numbers', 'v1.2.3.4', null, '1.2.3', null, []],
  [
    'aliases that moved',
    'v1.0.0=a v1.0.1=b v1.1.0=c v1=c v1.0=b v1.1=c',
    null,
    '1.1.0',
    'v{version}',
    ['v{major}', 'v{major}.{minor}'],
  ],
  ['a partial tag that stood still', 'v1.0.0=a v1.1.0=b v1=a', null, '1.1.0', 'v{version}', []],
  ['a partial tag with one release', 'v1.0.0=a v1.0=a', null, '1.0.0', 'v{version}', []],
  [
    'an alias stays below its pre-release',
    'v1.0.0=a v1.1.0=b v1.2.0-rc.1=c v1=b',
    null,
    '1.1.0',
    'v{version}',
    ['v{major}'],
  ],
];

describe('the form of the tags', () => {
  it.each(CASES)('%s', (_, names, component, current, tag, aliases) => {
    const scheme = recogniseTagScheme(tagsOf(names), { current, component, others: ['python'] });
    expect(scheme?.tag ?? null).toBe(tag);
    expect(scheme?.aliases ?? []).toEqual(aliases);
  });
});
