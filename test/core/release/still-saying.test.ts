import { describe, expect, it } from 'vitest';
import { orStop } from '../../../src/core/problem.ts';
import { type Layout, resolveLayout } from '../../../src/core/release/layout.ts';
import { nameRelease } from '../../../src/core/release/names.ts';
import { bumpFiles } from '../../../src/core/release/plan-release.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';
import { nameTemplates } from '../../../src/core/settings/name-templates.ts';
import { sourceOf } from '../../support/synthetic/judge.ts';

const FILES = {
  VERSION: '1.2.0\n',
  'include/gadget.h': '#define GADGET_VERSION "1.2.0"\n#define GADGET_SINCE "since 1.2.0"\n',
  'src/parts.h': '#define GADGET_VERSION_MAJOR 1\n#define GADGET_VERSION_MINOR 2\n#define GADGET_VERSION_PATCH 0\n',
  'docs/index.md': 'Since 1.2.0 this is here.\n',
  'third_party/x.h': '#define X_VERSION "1.2.0"\n',
  LICENSE: 'Gadget 1.2.0 Copyright the makers of Gadget\n',
  'COPYING-tools': 'The tools of Gadget 1.2.0 are free.\n',
  'CHANGES.md': '## 1.2.0\n\n- old\n',
};

const source = sourceOf(new Map(Object.entries(FILES)));
const config = { ...defaultConfig(), changelog: null };
const layout = orStop(resolveLayout(config, source));

const told = (forgets: (path: string) => boolean, version = '1.3.0') => {
  const forgetful: Layout = { ...layout, places: layout.places.filter(({ spec }) => !forgets(spec.path)) };
  const { problems } = bumpFiles({
    config,
    layout: forgetful,
    names: orStop(nameRelease({ ...nameTemplates({ tag: 'v{version}' }, null), aliasTags: [] }, version)),
    version,
    source,
    date: '2026-11-24',
    changes: null,
    repository: { publicUrl: 'https://github.com/acme/gadget' },
  });
  return problems.map(({ code, where }) => `${code} ${where}`);
};

/** Whatever is known of places: the tree that would be released is searched for the version before. */
describe('the tree with the places written', () => {
  it('says the old version nowhere that matters', () => {
    expect(told(() => false)).toEqual([]);
    // Two of three parts stay what they are.
    expect(told(() => false, '1.2.1')).toEqual([]);
  });

  it.each(['include/gadget.h', 'src/parts.h'])('stops the release where %s was not written', (forgotten) => {
    const line = forgotten === 'src/parts.h' ? 2 : 1;
    expect(told((path) => path === forgotten)).toEqual([`version-file-left-behind ${forgotten}:${line}`]);
  });

  it('may say it where only people read it', () => {
    const left = layout.leftOver.filter(({ path }) => path === 'LICENSE' || path === 'COPYING-tools');
    expect(left.map(({ path, blocks }) => [path, blocks])).toEqual([
      ['COPYING-tools', null],
      ['LICENSE', null],
    ]);
  });
});
