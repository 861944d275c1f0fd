import { describe, expect, it } from 'vitest';
import { besideUndecided, recogniseTagScheme } from '../../../src/core/release/tag-scheme.ts';
import { parseWorkflow } from '../../../src/core/triggers/workflow-file.ts';

/** `name=commit`; without a commit, one of its own. */
const tagsOf = (names: string) =>
  names
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      const [name = '', commit = name] = each.split('=');
      return { name, commit };
    });

/** A workflow that publishes, or only builds, on tags of this filter. */
function listener(filter: string, step: string) {
  const read = parseWorkflow(
    `.github/workflows/${filter.replaceAll(/[^a-z]/g, '')}.yml`,
    `on: {push: {tags: [${JSON.stringify(filter)}]}}\njobs: {a: {runs-on: x, steps: [{run: ${JSON.stringify(step)}}]}}\n`,
  );
  if (!read.ok) throw new Error('the workflow can be read');
  return read.value;
}
const publisher = (filter: string) => listener(filter, 'gh release create "$GITHUB_REF_NAME"');
const builder = (filter: string) => listener(filter, 'make');

type Facts = Parameters<typeof recogniseTagScheme>[0];
const recognise = (names: string, current: string | null, more: Partial<Facts> = {}) =>
  recogniseTagScheme({
    tags: tagsOf(names),
    current,
    component: null,
    others: ['python'],
    ownNames: [],
    workflows: [],
    configured: {},
    ...more,
  });

/** Tags of a repository, the component, the present version → template and moving tags. */
const CASES: [string, string, string | null, string | null, string, string[]][] = [
  ['with a v', 'v1.0.0 v1.1.0', null, '1.1.0', 'v{version}', []],
  ['without a v', '1.0.0 1.1.0 2.0', null, '1.1.0', '{version}', []],
  ['the v was dropped', 'v1.0.0 1.1.0', null, '1.1.0', '{version}', []],
  ['the v was dropped, and the present version is not tagged', 'v1.0.0 1.1.0', null, '1.2.0', '{version}', []],
  ['the v came, and an older line is looked after', '1.0.0 1.1.0 v2.0.0', null, '2.0.0', 'v{version}', []],
  ['v, a slash, and a part beside it', 'v/1.0.0 v/1.1.0 lib-extra-v/0.1.0', null, '1.1.0', 'v/{version}', []],
  ['name and dash', 'lib-1.0.0 lib-1.1.0', null, '1.1.0', 'lib-{version}', []],
  ['name and dash of a component', 'lib-1.0.0 other-3.0.0', 'lib', '1.0.0', '{component}-{version}', []],
  ['component and slash', 'lib/v1.0.0 other/v3.0.0 v9.9.9', 'lib', '1.0.0', '{component}/v{version}', []],
  ['scope, name and at', '@scope/lib@1.0.0', 'lib', '1.0.0', '@scope/{component}@{version}', []],
  ['a component whose tags name none', 'v1.0.0 v1.1.0', 'lib', '1.1.0', 'v{version}', []],
  ['a component beside the tags of the whole', 'v2.0.0 v1.1', 'lib', '1.1.0', '{component}/v{version}', []],
  ['another component only', 'other-3.0.0', 'lib', '1.0.0', '{component}/v{version}', []],
  ['a component in capitals', 'LIB-1.0.0', 'lib', '1.0.0', 'LIB-{version}', []],
  ['the tags of a component are not those of the whole', 'python/v3.0.0 v1.0.0', null, '1.0.0', 'v{version}', []],
  ['pre-releases count', '2.0.0-alpha.1', null, '2.0.0', '{version}', []],
  // libevent, libsodium, Spring.
  [
    'a word for final releases',
    'release-2.1.12-stable release-2.1.11-stable release-2.2.1-alpha release-2.1.9-beta',
    null,
    '2.2.1-alpha',
    'release-{version}-stable',
    [],
  ],
  [
    'a word for final releases, which the first ones had not',
    'rel-1.1.0 rel-1.2.0 rel-1.3.0-stable rel-1.4.0-stable rel-1.5.0-beta',
    null,
    '1.5.0-beta',
    'rel-{version}-stable',
    [],
  ],
  ['the word came', '1.0.15 1.0.16 1.0.17-RELEASE 1.0.18-RELEASE', null, '1.0.18', '{version}-RELEASE', []],
  ['the word went', 'v1.0.0.Final v1.1.0.Final v2.0.0', null, '2.0.0', 'v{version}', []],
  [
    'the word and underscores',
    'lib_1_0_0_final lib_1_1_0_final',
    null,
    '1.1.0',
    'lib_{major}_{minor}_{patch}_final',
    [],
  ],
  ['nothing like a version', 'nightly latest', null, '1.0.0', 'v{version}', []],
  ['dates of other ends', 'nightly-2026.01.02 backup-1.2.0', null, '1.2.0', 'v{version}', []],
  ['dates beside releases', 'snapshot-2026-01-02 r1.2.0', null, '1.2.0', 'r{version}', []],
  [
    'a second name that one release alone has',
    '1.0.0-RELEASE 1.1.0-RELEASE 1.1.0-FINAL',
    null,
    '1.1.0',
    '{version}-RELEASE',
    [],
  ],
  [
    'candidates that are numbered apart',
    'lib-1_0_0 rc-1_1_0-1 lib-1_1_0 rc-1_2_0-1 rc-1_2_0-2',
    null,
    '1.1.0',
    'lib-{major}_{minor}_{patch}',
    [],
  ],
  ['underscores', 'lib-1_0_0 lib-1_1_0', null, '1.1.0', 'lib-{major}_{minor}_{patch}', []],
  ['underscores throughout', 'lib_1_1_0', null, '1.1.0', 'lib_{major}_{minor}_{patch}', []],
  ['dashes and two numbers', 'release-74-1 release-74-2', null, '74.2', 'release-{major}-{minor}', []],
  ['two numbers', 'v1.1 v1.2', null, '1.2', 'v{version}', []],
  ['four numbers', 'v1.2.3.4', null, '1.2.3.4', 'v{version}', []],
  ['a calendar', '2026.01.0 2026.02.0', null, '2026.02.0', '{version}', []],
  ['nothing but tags', 'go-v1.0.0 v1.0.0 v1.1.0', null, null, 'v{version}', []],
  [
    'releases above the line that is looked after',
    'rel-1.9.0 rel-1.10.0 rel-2.0.0',
    null,
    '1.9.0',
    'rel-{version}',
    [],
  ],
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
  ['a partial tag for each line', 'v1.0.0=a v1.0=a v1.1.0=b v1.1=b', null, '1.1.0', 'v{version}', ['v{major}.{minor}']],
  ['an alias that is about to move', 'v1.0.0=a v1.1.0=b v1.2.0=c v1=b', null, '1.1.0', 'v{version}', ['v{major}']],
  ['an alias of an old release', 'v1.0.0=a v1.1.0=b v1.2.0=c v1.3.0=d v1=b', null, '1.3.0', 'v{version}', []],
  ['an alias on no release', 'v1.0.0=a v1.1.0=b v1=x', null, '1.1.0', 'v{version}', []],
  ['latest', 'v1.0.0=a v1.1.0=b latest=b nightly=b', null, '1.1.0', 'v{version}', ['latest']],
  ['latest of the only release', 'v1.0.0=a latest=a', null, '1.0.0', 'v{version}', []],
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
    const found = recognise(names, current, { component });
    expect(found.ok && found.value.templates.tag).toBe(tag);
    expect(found.ok && found.value.aliases).toEqual(aliases);
  });

  it.each([
    ['the one that a workflow publishes', 'core/v1.2.0 sdk/v1.2.0', '1.2.0', [publisher('core/v*')], 'core/v{version}'],
    [
      'not the one that a workflow builds only, where another publishes',
      'core/v1.2.0 sdk/v1.2.0',
      '1.2.0',
      [publisher('core/v*'), builder('sdk/v*')],
      'core/v{version}',
    ],
    [
      'the general one beside that of a part',
      'v1.2.0 sdk/v3.0.0',
      '1.3.0',
      [publisher('v*'), publisher('sdk/v*')],
      'v{version}',
    ],
    [
      'the general one though a part has the version of the files',
      'v1.2.0 sdk/v1.3.0',
      '1.3.0',
      [publisher('v*')],
      'v{version}',
    ],
    [
      'the one whose version the files have',
      'v1.0.0 gadget-1.9.0',
      '1.9.0',
      [publisher('gadget-*')],
      'gadget-{version}',
    ],
  ])('is %s', (_, names, current, workflows, tag) => {
    const found = recognise(names, current, { workflows });
    expect(found.ok && found.value.templates.tag).toBe(tag);
  });

  it('is that of the repository by its name', () => {
    const found = recognise('gadget-1.9.0 v1.0.0', '2.0.0', { ownNames: ['libgadget'] });
    expect(found.ok && found.value.templates.tag).toBe('gadget-{version}');
  });

  it.each([
    ['two parts', 'core/v1.2.0 sdk/v1.2.0', '1.2.0', ['tag: "core/v{version}"', 'tag: "sdk/v{version}"']],
    ['a word that nobody knows', 'foo-1.1.0', '1.2.0', ['tag: "foo-{version}"', 'tag: "v{version}"']],
    ['other numbers than the files have', 'v1.1 v1.2', '1.2.0', ['v1.1, v1.2', '1.2.0', 'tag: "v{version}"']],
    ['both forms at every release', 'v1.2.0=a 1.2.0=a', '1.2.0', ['tag: "v{version}"', 'tag: "{version}"']],
  ])('is asked for with %s', (_, names, current, told) => {
    const found = recognise(names, current);
    if (found.ok) throw new Error(`${found.value.templates.tag} was taken`);
    const text = found.problems.map(({ code, what, remedy }) => `${code} ${what} ${remedy}`).join();
    for (const each of ['tag-undecided', ...told]) expect(text).toContain(each);
  });

  it('is what a person says', () => {
    const configured = { tag: 'r{version}', aliasTags: [], alsoTags: [] };
    const found = recognise('core/v1.2.0 sdk/v1.2.0', '1.2.0', { configured });
    expect(found.ok && found.value.templates).toMatchObject(configured);
  });
});

describe('a tag beside every release', () => {
  const beside = (names: string, more: Partial<Facts> = {}) => {
    const found = recognise(names, '1.2.0', { workflows: [publisher('v*')], ...more });
    return found.ok ? besideUndecided(found.value).map(({ remedy }) => remedy) : found.problems.map(({ what }) => what);
  };
  it.each([
    ['at the same commits', 'v1.1.0=a sdk/v1.1.0=a v1.2.0=b sdk/v1.2.0=b', 1],
    ['since the last one', 'v1.1.0=a v1.2.0=b sdk/v1.2.0=b', 1],
    ['not any more', 'v1.1.0=a sdk/v1.1.0=a v1.2.0=b', 0],
    ['at other commits', 'v1.1.0=a sdk/v1.1.0=a v1.2.0=b sdk/v1.2.0=c', 0],
    ['with versions of its own', 'v1.2.0=b sdk/v1.2.0=b sdk/v1.3.0=b', 0],
  ])('%s', (_, names, count) => {
    expect(beside(names)).toHaveLength(count);
  });
  it('is no question once it is answered', () => {
    expect(beside('v1.2.0=b sdk/v1.2.0=b', { configured: { alsoTags: [] } })).toEqual([]);
    expect(beside('v1.2.0=b sdk/v1.2.0=b', { configured: { alsoTags: ['sdk/v{version}'] } })).toEqual([]);
  });
});
