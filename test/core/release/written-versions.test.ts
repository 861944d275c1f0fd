import { describe, expect, it } from 'vitest';
import { orStop } from '../../../src/core/problem.ts';
import { type LayoutHistory, layoutHistoryOf, NO_HISTORY, resolveLayout } from '../../../src/core/release/layout.ts';
import { nameRelease } from '../../../src/core/release/names.ts';
import { bumpFiles } from '../../../src/core/release/plan-release.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';
import { nameTemplates } from '../../../src/core/settings/name-templates.ts';
import { sourceOf } from '../../support/synthetic/judge.ts';

const config = { ...defaultConfig(), changelog: null };
const releases = (...versions: string[]) => versions.map((version) => ({ version, tag: `v${version}`, commit: null }));

/** The files of a release of this version, by path. */
function released(files: Readonly<Record<string, string>>, history: Partial<LayoutHistory>, version: string) {
  const source = sourceOf(new Map(Object.entries(files)));
  const layout = orStop(resolveLayout(config, source, { ...NO_HISTORY, ...history }));
  const { edits, problems } = bumpFiles({
    config,
    layout,
    names: orStop(nameRelease({ ...nameTemplates({ tag: 'v{version}' }, null), aliasTags: [] }, version)),
    version,
    source,
    date: '2026-11-24',
    changes: null,
    repository: { publicUrl: 'https://github.com/acme/gadget' },
  });
  expect(problems).toEqual([]);
  return {
    current: layout.current,
    texts: Object.fromEntries(edits.map(({ path, after }) => [path, Buffer.from(after).toString('utf8')])),
  };
}

describe('what moved with final versions alone', () => {
  const files = { VERSION: '1.3.0-rc.1\n', 'docs/install.md': 'Here gadget 1.2.0 is built.\n' };
  const history = {
    released: releases('1.3.0-rc.1', '1.2.0', '1.1.0'),
    learned: [
      { path: 'docs/install.md', templates: ['Here gadget {version} is built.'], movedTo: ['v1.2.0', 'v1.1.0'] },
    ],
  };

  it.each([
    ['1.3.0', { VERSION: '1.3.0\n', 'docs/install.md': 'Here gadget 1.3.0 is built.\n' }],
    ['1.3.0-rc.2', { VERSION: '1.3.0-rc.2\n' }],
  ])('%s', (version, texts) => {
    expect(released(files, history, version).texts).toEqual(texts);
  });
});

describe('a line that says the first two numbers', () => {
  const text = '#define GADGET_VERSION "1.2.1"\n#define GADGET_VERSION_SHORT "1.2"\n';
  const stood = (older: string) =>
    layoutHistoryOf({
      source: sourceOf(new Map([['gadget.h', text]])),
      tags: [],
      wholes: [],
      releases: [],
      released: [],
      said: '1.2.1',
      read: {
        pairs: [
          {
            older: { version: older, tag: `v${older}`, commit: 'a' },
            newer: { version: '1.2.1', tag: 'v1.2.1', commit: 'b' },
          },
        ],
        learned: [],
        held: [],
        alongside: [],
        unread: 0,
        stood: (_path, _sha, line) => line.includes('SHORT'),
      },
    }).stood.map(({ line }) => line);

  it.each([
    ['1.2.0', []],
    ['1.1.0', ['#define GADGET_VERSION_SHORT "1.2"']],
  ])('tells after %s whether it stands', (older, lines) => {
    expect(stood(older)).toEqual(lines);
  });
});

describe('two numbers in tags and three in files', () => {
  const files = {
    'CMakeLists.txt': 'project(gadget VERSION 1.22.0 LANGUAGES C)\n',
    'include/gadget.h': 'static const int kMajorVersion = 1;\nstatic const int kMinorVersion = 22;\n',
  };

  it('are one version', () => {
    const history = { tags: ['v1.22', 'v1.21'], wholes: ['1.22', '1.21'], released: releases('1.22', '1.21') };
    expect(released(files, history, '1.23')).toEqual({
      current: '1.22',
      texts: {
        'CMakeLists.txt': 'project(gadget VERSION 1.23.0 LANGUAGES C)\n',
        'include/gadget.h': 'static const int kMajorVersion = 1;\nstatic const int kMinorVersion = 23;\n',
      },
    });
  });

  it('are not, where tags have three as well', () => {
    const history = { tags: ['v1.22.0', 'v1.21'], wholes: ['1.22.0', '1.21'], released: releases('1.22.0', '1.21') };
    expect(released(files, history, '1.23.0').current).toBe('1.22.0');
  });

  it('are not, where those of two are the aliases of releases that are called otherwise', () => {
    const tags = ['core/v1.22.0', 'v1.22', 'core/v1.21.0', 'v1.21'];
    const history = { tags, wholes: ['1.22', '1.21'], released: releases('1.22.0', '1.21.0') };
    expect(released(files, history, '1.23.0').current).toBe('1.22.0');
  });
});
