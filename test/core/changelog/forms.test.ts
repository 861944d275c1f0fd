import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChangelogRequest,
  extractSection,
  releaseChangelog,
} from '../../../src/core/changelog/release-changelog.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 150);

const request: ChangelogRequest = {
  path: 'CHANGELOG.md',
  mode: null,
  component: null,
  current: '1.2.0',
  version: '1.3.0',
  tag: 'v1.3.0',
  date: '2026-11-24',
  repositoryUrl: 'https://github.com/acme/gadget',
  changes: null,
  allowEmpty: false,
};

/** What a release makes of a changelog: its text and section, or what it stops with. */
function released(path: string, text: string, over: Partial<ChangelogRequest> = {}) {
  const asked = { ...request, path, ...over };
  const made = releaseChangelog(Buffer.from(text), asked);
  if (!made.ok) return { stop: made.problems.map(({ code, what, where, remedy }) => ({ code, what, where, remedy })) };
  const { bytes, section } = made.value;
  // Whatever the form, it is read back: a release that is resumed finds its date.
  const back = extractSection(bytes, asked.version, { path, component: null });
  expect(back?.body).toBe(section);
  return { text: Buffer.from(bytes).toString(), section, date: back?.date ?? null };
}

/** The heading of 1.3.0 that is made where 1.2.0 has the one given, below a section of what is unreleased. */
function promotedHeading(path: string, unreleased: string, heading: string): string {
  const [before, after] = [`${unreleased}\n\n- new\n\n`, `${heading}\n\n- old\n`];
  const made = released(path, before + after);
  if (made.text === undefined) throw new Error(JSON.stringify(made.stop));
  expect(made.section).toBe('- new');
  expect(made.text.startsWith(`${unreleased}\n\n`)).toBe(true);
  expect(made.text.endsWith(`\n\n- new\n\n${after}`)).toBe(true);
  return made.text.slice(unreleased.length + 2, made.text.length - `\n\n- new\n\n${after}`.length);
}

/** Headings as they are found in changelogs of public libraries, in words of our own. */
const LIKE_THE_NEIGHBOUR: readonly (readonly [path: string, unreleased: string, neighbour: string, made: string])[] = [
  ['a.md', '## [Unreleased]', '## [1.2.0] - 2025-01-01', '## [1.3.0] - 2026-11-24'],
  ['a.md', '## [Unreleased]', '## 1.2.0', '## 1.3.0'],
  ['a.md', '## Unreleased', '## v1.2.0 / 2025-01-05', '## v1.3.0 / 2026-11-24'],
  ['a.md', '# Next', '# Version 1.2.0 (1 Jan 2025)', '# Version 1.3.0 (24 Nov 2026)'],
  ['a.md', '## Unreleased', '## 1.2.0 - January 5th, 2025', '## 1.3.0 - November 24th, 2026'],
  ['a.md', '## Unreleased', '## 1.2.0 — Sunday, 5 January 2025', '## 1.3.0 — Tuesday, 24 November 2026'],
  ['a.md', '## [Unreleased]', '## [1.2.0] 05.01.2025', '## [1.3.0] 24.11.2026'],
  ['a.md', '## Unreleased', '## 1.2.0 (2025/1/5)', '## 1.3.0 (2026/11/24)'],
  ['a.md', '## Unreleased', '## 1.2.0 (20250105)', '## 1.3.0 (20261124)'],
  ['a.md', '## Unreleased', '## 1.2.0 (January 2025)', '## 1.3.0 (November 2026)'],
  ['a.md', '## Unreleased', '## 2025-01-05, Version 1.2.0 (Stable)', '## 2026-11-24, Version 1.3.0 (Stable)'],
  ['a.md', '## Upcoming', '## Release 1.2.0 ##', '## Release 1.3.0 ##'],
  ['a.md', '## Unreleased', '### 1.2.0 (2025-01-05)', '### 1.3.0 (2026-11-24)'],
  ['a.md', '## Unreleased', '## gadget-1.2.0 (2025-01-05)', '## gadget-1.3.0 (2026-11-24)'],
  ['a.md', '## Unreleased', '## :rocket: v1.2.0', '## :rocket: v1.3.0'],
  ['a.md', '\\section next Unreleased', '\\section v1-2-0 Version 1.2.0', '\\section v1-3-0 Version 1.3.0'],
  ['a.md', '## Unreleased', '## 1.2.0 "Falcon" (2025-01-05)', '## 1.3.0 (2026-11-24)'],
  ['a.md', '## Unreleased', '## [1.2.0] - 2025-01-05 [YANKED]', '## [1.3.0] - 2026-11-24'],
  ['a.md', '## Unreleased', '## 1.2.0 (2025-01-05) {#1.2.0}', '## 1.3.0 (2026-11-24) {#1.3.0}'],
  ['a.md', '## Unveröffentlicht', '## Version 1.2.0 (3. März 2025)', '## Version 1.3.0 (24. November 2026)'],
  ['a.md', '## À paraître', '## Version 1.2.0 du 5 janvier 2025', '## Version 1.3.0 du 24 novembre 2026'],
  ['a.md', '## 未发布', '## 1.2.0 (2025年1月5日)', '## 1.3.0 (2026年11月24日)'],
  ['a.md', '**Unreleased**', '**1.2.0** (2025-01-05)', '**1.3.0** (2026-11-24)'],
  ['a.md', '<h2>Unreleased</h2>', '<h2>1.2.0 (2025-01-05)</h2>', '<h2>1.3.0 (2026-11-24)</h2>'],
  ['a.md', '## Unreleased', '<a name="v1.2.0"></a>\n## 1.2.0', '<a name="v1.3.0"></a>\n## 1.3.0'],
  [
    'a.md',
    '## Unreleased',
    '## [1.2.0](https://h/o/r/releases/tag/v1.2.0)',
    '## [1.3.0](https://h/o/r/releases/tag/v1.3.0)',
  ],
  ['a.md', '## Unreleased', '## [1.2.0](https://h/o/r/milestone/7) (2025-01-05)', '## [1.3.0] (2026-11-24)'],
  [
    'a.md',
    'Unreleased\n==========',
    '1.2.0 / 2025-01-05\n==================',
    '1.3.0 / 2026-11-24\n==================',
  ],
  ['a.md', 'Unreleased\n---', '1.2.0\n------------------------', '1.3.0\n------------------------'],
  ['a.md', '## Unreleased', '## 1.2.0\n\nReleased 2025-01-05', '## 1.3.0\n\nReleased 2026-11-24'],
  [
    'a.rst',
    'Unreleased\n**********',
    '1.2.0 (2025-01-05)\n******************',
    '1.3.0 (2026-11-24)\n******************',
  ],
  ['a.rst', '=====\nNext\n=====', '=====\n1.2.0\n=====', '=====\n1.3.0\n====='],
  ['a.rst', 'Unreleased\n~~~~~~~~~~', '.. _v1.2.0:\n\n1.2.0\n~~~~~', '.. _v1.3.0:\n\n1.3.0\n~~~~~'],
  ['a.adoc', '== Unreleased', '== 1.2.0 (2025-01-05)', '== 1.3.0 (2026-11-24)'],
  ['a.adoc', '== Unreleased', '[[v1.2.0]]\n== Version 1.2.0', '[[v1.3.0]]\n== Version 1.3.0'],
  ['a.adoc', 'Unreleased\n----------', '1.2.0\n-----', '1.3.0\n-----'],
  ['CHANGES', 'Unreleased', 'Version 1.2.0\t5 Jan 2025', 'Version 1.3.0\t24 Nov 2026'],
  ['CHANGES', 'Unreleased', '2025.01.05, Version 1.2.0 (Stable)', '2026.11.24, Version 1.3.0 (Stable)'],
  ['CHANGES', 'Unreleased', 'Changes in 1.2.0 (25/01/2025)', 'Changes in 1.3.0 (24/11/2026)'],
  ['CHANGES', 'Unreleased', 'Changes in 1.2.0 (01/25/2025)', 'Changes in 1.3.0 (11/24/2026)'],
  ['CHANGES', 'Unreleased:', 'gadget 1.2.0 (2025-01-05):', 'gadget 1.3.0 (2026-11-24):'],
  ['CHANGES', '=== Unreleased ===', '=== 1.2.0 ===', '=== 1.3.0 ==='],
  ['CHANGES.txt', 'Unreleased\n^^^^^^^^^^', 'v1.2.0\n^^^^^^', 'v1.3.0\n^^^^^^'],
  [
    'NEWS',
    '* Noteworthy changes in release ?.? (????-??-??) [?]',
    '* Noteworthy changes in release 1.2.0 (2025-01-05) [stable]',
    '* Noteworthy changes in release 1.3.0 (2026-11-24) [stable]',
  ],
];

describe('a new heading is like that of its neighbour', () => {
  it.each(LIKE_THE_NEIGHBOUR)('%s: %j above %j', (path, unreleased, neighbour, made) => {
    expect(promotedHeading(path, unreleased, neighbour)).toBe(made);
  });

  it('of the same level of version, where patches have another', () => {
    const text =
      '## Unreleased\n\n- new\n\n### [1.2.1](https://h/o/r/compare/v1.2.0...v1.2.1)\n\n- a\n\n## [1.2.0](https://h/o/r/compare/v1.1.0...v1.2.0)\n\n- b\n';
    expect(released('a.md', text, { current: '1.2.1' }).text).toContain(
      '\n\n## [1.3.0](https://h/o/r/compare/v1.2.0...v1.3.0)\n\n- new',
    );
    expect(released('a.md', text, { current: '1.2.1', version: '1.2.2', tag: 'v1.2.2' }).text).toContain(
      '\n\n### [1.2.2](https://h/o/r/compare/v1.2.1...v1.2.2)\n\n- new',
    );
  });

  it('with two numbers, where the first of a line has two', () => {
    expect(promotedHeading('a.md', '# Next', '# 1.2 (2025-01-05)')).toBe('# 1.3 (2026-11-24)');
  });

  it('oldest first, below the others', () => {
    const text = 'Version 1.1.0\n\n* a\n\nVersion 1.2.0\n\n* b\n\nUnreleased\n\n* c\n';
    expect(released('CHANGES', text).text).toBe(
      'Version 1.1.0\n\n* a\n\nVersion 1.2.0\n\n* b\n\nVersion 1.3.0\n\n* c\n\nUnreleased\n',
    );
  });
});

/** Headings of the version that is released with something in the place of its date, and what becomes of them. */
const DATED: readonly (readonly [path: string, open: string, neighbour: string, made: string])[] = [
  ['a.md', '# 1.3.0 - TBD', '# 1.2.0 - 2025-01-05', '# 1.3.0 - 2026-11-24'],
  ['a.md', '## [1.3.0] - Unreleased', '## [1.2.0] - 2025-01-05', '## [1.3.0] - 2026-11-24'],
  ['a.md', '## [1.3.0] - 20XX-XX-XX', '## [1.2.0] - 2025-01-05', '## [1.3.0] - 2026-11-24'],
  ['a.md', '## 1.3.0 (YYYY-MM-DD)', '## 1.2.0 (2025-01-05)', '## 1.3.0 (2026-11-24)'],
  ['a.md', '## 1.3.0 (not yet released)', '## 1.2.0 (5 January 2025)', '## 1.3.0 (24 November 2026)'],
  ['a.md', '## 1.3.0 (unreleased)', '## 1.2.0', '## 1.3.0'],
  ['a.md', '## 1.3.0-dev', '## 1.2.0 (2025-01-05)', '## 1.3.0 (2026-11-24)'],
  ['a.md', '## 1.3.0-SNAPSHOT', '## 1.2.0', '## 1.3.0'],
  ['a.md', '## Upcoming: 1.3.0', '## Release 1.2.0 (2025-01-05)', '## Release 1.3.0 (2026-11-24)'],
  [
    'a.md',
    '### Changes between 1.2.0 and 1.3.0 [xx XXX xxxx]',
    '### Changes between 1.1.0 and 1.2.0 [5 Jan 2025]',
    '### Changes between 1.2.0 and 1.3.0 [24 Nov 2026]',
  ],
  ['a.md', '## 1.3.0\n\n*TBD*', '## 1.2.0\n\n*5 January 2025*', '## 1.3.0\n\n*24 November 2026*'],
  [
    'a.rst',
    '1.3.0 (TBD)\n-----------',
    '1.2.0 (2025-01-05)\n------------------',
    '1.3.0 (2026-11-24)\n------------------',
  ],
  [
    'a.rst',
    '===========\n1.3.0 (TBD)\n===========',
    '==================\n1.2.0 (2025-01-05)\n==================',
    '==================\n1.3.0 (2026-11-24)\n==================',
  ],
  ['a.adoc', '== 1.3.0 (in development)', '== 1.2.0 (2025-01-05)', '== 1.3.0 (2026-11-24)'],
  [
    'NEWS',
    '* Noteworthy changes in release 1.3.0 (????-??-??) [stable]',
    '* Noteworthy changes in release 1.2.0 (2025-01-05) [stable]',
    '* Noteworthy changes in release 1.3.0 (2026-11-24) [stable]',
  ],
  ['ChangeLog', 'Changes in 1.3.0 (xx XXX 2026)', 'Changes in 1.2.0 (22 Jan 2024)', 'Changes in 1.3.0 (24 Nov 2026)'],
  [
    'ChangeLog',
    'gadget (1.3.0-1) UNRELEASED; urgency=medium',
    'gadget (1.2.0-1) unstable; urgency=low',
    'gadget (1.3.0-1) unstable; urgency=medium',
  ],
  ['Changes', '1.3.0  unreleased', '1.2.0  2025-01-05', '1.3.0  2026-11-24'],
];

describe('a section that a person wrote', () => {
  it.each(DATED)('%s: %j is dated', (path, open, neighbour, made) => {
    const rest = `\n\n- new\n\n${neighbour}\n\n- old\n`;
    expect(released(path, `${open}${rest}`)).toMatchObject({ text: `${made}${rest}`, section: '- new' });
  });

  it.each([
    ['a.md', '# 1.3.0 (2026-11-20)\n\n- new\n\n# 1.2.0 (2025-01-05)\n\n- old\n'],
    [
      'ChangeLog',
      '2026.11.20, Version 1.3.0 (Stable)\n\n- new\n\n2025.01.05, Version 1.2.0 (Stable)\n\nChanges since version 1.1.0:\n\n- old\n',
    ],
    ['a.md', '## [Unreleased]\n\n## v1.3.0\n\n- new\n\n## v1.2.0\n\n- old\n'],
  ])('%s stays as it is: %j', (path, text) => {
    expect(released(path, text)).toMatchObject({ text, section: '- new' });
  });

  it('is that of a candidate as well, and stays undated', () => {
    const text = '# 1.3.0 (unreleased)\n\n- new\n\n# 1.2.0 (2025-01-05)\n\n- old\n';
    expect(released('a.md', text, { version: '1.3.0-rc.1', tag: 'v1.3.0-rc.1' })).toMatchObject({
      text,
      section: '- new',
    });
  });
});

/** What a person is told: the place, and a remedy in the form of the file. */
const STOPPED: readonly (readonly [
  name: string,
  path: string,
  text: string,
  code: string,
  where: string,
  says: readonly string[],
])[] = [
  [
    'no section',
    'ChangeLog',
    '2025.01.05, Version 1.2.0 (Stable)\n\n* old\n',
    'changelog-missing-section',
    'ChangeLog:1',
    ['1.2.0', '1.3.0', '2026.11.24, Version 1.3.0 (Stable)'],
  ],
  [
    'no section, GNU',
    'NEWS',
    'News\n\n* Noteworthy changes in release 1.2.0 (2025-01-05) [stable]\n\n* old\n',
    'changelog-missing-section',
    'NEWS:3',
    ['* Noteworthy changes in release 1.3.0 (2026-11-24) [stable]'],
  ],
  [
    'no section, Debian',
    'ChangeLog',
    'gadget (1.2.0-1) unstable; urgency=medium\n\n  * old\n',
    'changelog-missing-section',
    'ChangeLog:1',
    ['gadget (1.3.0-1) unstable; urgency=medium'],
  ],
  [
    'a section of another version',
    'a.md',
    '# 1.4.0 (unreleased)\n\n- new\n\n# 1.2.0 (2025-01-05)\n\n- old\n',
    'changelog-missing-section',
    'a.md:1',
    ['1.4.0', '1.3.0 (2026-11-24)'],
  ],
  [
    'an empty section',
    'a.rst',
    'Changes\n=======\n\n1.3.0\n-----\n\n1.2.0\n-----\n\n- old\n',
    'changelog-empty-section',
    'a.rst:4',
    ['line 4'],
  ],
  [
    'an empty section of marks',
    'a.md',
    '## Unreleased\n\n### Added\n\n-\n\n<!-- to do -->\n\n## 1.2.0\n\n- old\n',
    'changelog-empty-section',
    'a.md:1',
    ['line 1'],
  ],
  [
    'nothing yet',
    'a.md',
    '## Unreleased\n\n- _Nothing yet._\n\n## 1.2.0\n\n- old\n',
    'changelog-empty-section',
    'a.md:1',
    ['line 1'],
  ],
  [
    'an empty section above one without blank lines',
    'CHANGES',
    'v1.3.0 (TBD)\nv1.2.0 (2025-01-05)\n- old\n',
    'changelog-empty-section',
    'CHANGES:1',
    ['line 1'],
  ],
  [
    'a section besides',
    'a.rst',
    'Unreleased\n----------\n\n- new\n\n1.3.0\n-----\n\n- planned\n',
    'changelog-version-exists',
    'a.rst:6',
    ['1.3.0', 'line 6'],
  ],
];

it('a list of releases that are told to be out, and of nothing else, needs no words for the next', () => {
  const news = (...versions: string[]) => versions.map((each) => `Jul 28, 2025: gadget ${each} released\n`).join('\n');
  expect(released('NEWS', news('1.3.0', '1.2.0', '1.1.0', '1.0.0')).stop).toBeUndefined();
  expect(released('NEWS', news('1.3.0', '1.2.0')).stop?.[0]?.code).toBe('changelog-empty-section');
  expect(released('NEWS', `${news('1.3.0', '1.2.0', '1.1.0', '1.0.0')}\n- words\n`).stop?.[0]?.code).toBe(
    'changelog-empty-section',
  );
});

describe('what stops', () => {
  it.each(STOPPED)('%s', (_, path, text, code, where, says) => {
    const { stop } = released(path, text);
    expect(stop).toMatchObject([{ code, where }]);
    const told = `${stop?.[0]?.what}\n${stop?.[0]?.remedy}`;
    for (const each of says) expect(told).toContain(each);
    expect(told).not.toContain('## [Unreleased]');
  });

  it('tells everything at once', () => {
    const text = '## Unreleased\n\n## 1.3.0\n\n## Unreleased\n';
    expect(released('a.md', text, { mode: 'promote' }).stop?.map(({ where }) => where)).toEqual(['a.md:3', 'a.md:5']);
  });
});

describe('what looks like a release and is none', () => {
  it.each([
    ['in a fence of a list', '- x\n\n- ```md\n  ## 1.3.0\n  ```'],
    ['in a fence of tildes', '~~~\n## 1.3.0\n~~~'],
    ['in a comment', '<!-- ## 1.3.0\n## 1.3.0 -->\n\n- x'],
    ['in HTML', '<pre>\n## 1.3.0\n</pre>\n\n- x'],
    ['a dependency', '### zlib 1.3.0\n\n- updated'],
    ['what it is compatible with', '### 3.0 compatibility\n\n- works'],
    ['the release before', '### Changes since 1.2.0\n\n- x'],
    ['what it needs', '### Requires 1.3.0\n\n- x'],
    ['an opened comment in a line', '- reads `<!--` right'],
  ])('%s', (_, body) => {
    const rest = `\n\n${body}\n\n## 1.2.0 (2025-01-05)\n\n### zlib 1.2.13\n\n- old\n`;
    expect(released('a.md', `## Unreleased${rest}`)).toMatchObject({
      text: `## Unreleased\n\n## 1.3.0 (2026-11-24)${rest}`,
      section: body,
    });
  });

  it('in a block of AsciiDoc', () => {
    const rest = '\n\n----\n== 1.3.0\n----\n\n== 1.2.0\n\n- old\n';
    expect(released('a.adoc', `== Unreleased${rest}`)).toMatchObject({ section: '----\n== 1.3.0\n----' });
  });
});

describe('property', () => {
  const form = fc.constantFrom(...LIKE_THE_NEIGHBOUR.filter(([path]) => path !== 'NEWS'));
  const entry = fc.constantFrom('- one', '- two\n  goes on', '- `1.3.0` is not', '- ü — ß', '* three');
  const entries = fc.array(entry, { minLength: 1, maxLength: 4 }).map((each) => each.join('\n'));

  it('promoting then extracting gives the section back, no other line changes, and what is written stays', () => {
    fc.assert(
      fc.property(
        form,
        entries,
        entries,
        fc.boolean(),
        fc.boolean(),
        ([path, open, neighbour], fresh, old, hasMark, isCrlf) => {
          const ends = (text: string) => (isCrlf ? text.replaceAll('\n', '\r\n') : text);
          const text = ends(`${hasMark ? '\ufeff' : ''}${open}\n\n${fresh}\n\n${neighbour}\n\n${old}\n`);
          const made = released(path, text);
          expect(made.section).toBe(fresh);
          const lines = (made.text ?? '').split('\n');
          // Lines of the file in their order, with others between.
          let at = 0;
          for (const line of lines) if (line === text.split('\n')[at]) at += 1;
          expect(at).toBe(text.split('\n').length);
          expect(lines.length).toBe(text.split('\n').length + ends(neighbour).split('\n').length + 1);
          if (isCrlf) expect(made.text?.replaceAll('\r\n', '')).not.toContain('\n');
          expect(released(path, made.text ?? '')).toMatchObject({ text: made.text, section: fresh });
          // Another day, with the date that is read back: the same bytes.
          const again = released(path, text, { date: made.date ?? '1999-01-01' });
          expect(again.text).toBe(made.text);
        },
      ),
      { numRuns: runs },
    );
  });
});
