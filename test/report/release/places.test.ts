import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { orStop } from '../../../src/core/problem.ts';
import { resolveLayout } from '../../../src/core/release/layout.ts';
import { nameRelease } from '../../../src/core/release/names.ts';
import { leftRows, type PlaceRow, placeTable } from '../../../src/core/release/place-rows.ts';
import { bumpFiles, type ReleasePlan } from '../../../src/core/release/plan-release.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';
import { nameTemplates } from '../../../src/core/settings/name-templates.ts';
import { placesHtml } from '../../../src/report/places-html.ts';
import { planLines } from '../../../src/report/plan-text.ts';
import { sourceOf } from '../../support/synthetic/judge.ts';

const banner = (at: number) => [`include/part${at}.hpp`, '#define GADGET_VERSION "1.2.0"\n'] as const;
const FILES = {
  VERSION: '1.2.0\n',
  'src/parts.h': '#define GADGET_MAJOR 1\n#define GADGET_MINOR 2\n#define GADGET_PATCH 0\n',
  'src/load.c': 'int f(void) {\n  load("gadget-1.2.0.so");\n}\n',
  'docs/index.md': 'This is <b>gadget</b> 1.2.0.\n',
  ...Object.fromEntries([1, 2, 3].map(banner)),
};

function tableOf(files: Readonly<Record<string, string>>): PlaceRow[] {
  const source = sourceOf(new Map(Object.entries(files)));
  const config = { ...defaultConfig(), changelog: null };
  const layout = orStop(resolveLayout(config, source));
  const { rows } = bumpFiles({
    config,
    layout,
    names: orStop(nameRelease({ ...nameTemplates({ tag: 'v{version}' }, null), aliasTags: [] }, '1.3.0')),
    version: '1.3.0',
    source,
    date: '2026-11-24',
    changes: null,
    repository: { publicUrl: 'https://github.com/acme/gadget' },
  });
  return placeTable([...rows, ...leftRows(layout.leftOver)]);
}

describe('the table of places', () => {
  const table = tableOf(FILES);

  it('has every line that says the version: what is to be decided, what it becomes, what stays', () => {
    expect(table.map(({ act, path, line, becomes, alike }) => [act, `${path}:${line}`, becomes, alike])).toEqual([
      ['stops', 'src/load.c:2', null, 0],
      ['written', 'VERSION:1', '1.3.0', 0],
      ['written', 'src/parts.h:2', '#define GADGET_MINOR 3', 0],
      ['written', 'include/part1.hpp:1', '#define GADGET_VERSION "1.3.0"', 2],
      ['stays', 'docs/index.md:1', null, 0],
    ]);
    for (const { because } of table) expect(because).not.toBe('');
  });

  it('is shown before anything happens, and lines that are the same once', () => {
    const plan = {
      version: '1.3.0',
      previousVersion: '1.2.0',
      component: null,
      names: {
        branch: 'b',
        commitMessage: 'm',
        pullRequestTitle: 't',
        tag: 'v1.3.0',
        tagMessage: 'm',
        aliasMessage: '',
      },
      repository: { owner: 'acme', repo: 'gadget', viewer: { login: 'app' } },
      baseBranch: 'main',
      base: { commit: 'c'.repeat(40), tree: 't' },
      edits: [],
      places: table,
      placeNotes: ['docs/index.md:1 says 1.2.0 and is left as it is.'],
      expectedTree: 't',
      changelogSection: '',
      requiredChecks: [],
      hasMergeQueue: false,
      aliases: [],
      publication: { refs: [], expected: [], forbidden: [], assets: null },
      notes: ['docs/index.md:1 says 1.2.0 and is left as it is.', 'another'],
      warnings: [],
    } as unknown as ReleasePlan;
    const text = planLines(plan, 'not begun', pc.createColors(false)).join('\n');
    expect(text).toMatch(/stops {4}src\/load\.c:2 +it says the present version/);
    expect(text).toMatch(/becomes {2}include\/part1\.hpp:1 and 2 more +gives|says/);
    expect(text).toContain('#define GADGET_MINOR 2\n          #define GADGET_MINOR 3');
    // What the table has is not told once more.
    expect(text).not.toContain('is left as it is');
    expect(text).toContain('another');
  });

  it('is in the report as text, whatever the lines say', () => {
    const html = placesHtml(table);
    expect(html).toContain('stops the release');
    expect(html).toContain('&lt;b&gt;gadget&lt;/b&gt;');
    expect(html).not.toContain('<b>gadget');
    expect(placesHtml([])).toBe('');
  });
});
