import { describe, expect, it } from 'vitest';
import { releaseChangelog } from '../../../src/core/changelog/release-changelog.ts';

function promoted(text: string, { path = 'CHANGELOG.md', version = '1.3.0' } = {}) {
  const made = releaseChangelog(Buffer.from(text), {
    path,
    mode: null,
    component: null,
    current: '1.2.0',
    version,
    tag: `v${version}`,
    date: '2026-11-24',
    repositoryUrl: 'https://github.com/acme/gadget',
    changes: null,
    allowEmpty: false,
  });
  if (!made.ok) throw new Error(made.problems[0]?.what);
  return { text: Buffer.from(made.value.bytes).toString(), section: made.value.section, notes: made.value.notes };
}

/** Links in a list at the end: what stands there, and what becomes of it. */
const LISTS: readonly (readonly [name: string, path: string, before: readonly string[], after: readonly string[]])[] = [
  [
    'two dots',
    'a.md',
    ['[unreleased]: https://h/o/r/compare/1.2.0..HEAD', '[1.2.0]: https://h/o/r/compare/1.1.0..1.2.0'],
    [
      '[unreleased]: https://h/o/r/compare/v1.3.0..HEAD',
      '[1.3.0]: https://h/o/r/compare/1.2.0..v1.3.0',
      '[1.2.0]: https://h/o/r/compare/1.1.0..1.2.0',
    ],
  ],
  [
    'GitLab',
    'a.md',
    ['[Unreleased]: https://h/o/r/-/compare/v1.2.0...main'],
    ['[Unreleased]: https://h/o/r/-/compare/v1.3.0...main', '[1.3.0]: https://h/o/r/-/compare/v1.2.0...v1.3.0'],
  ],
  [
    'Bitbucket',
    'a.md',
    ['[Unreleased]: https://h/o/r/branches/compare/HEAD%0Dv1.2.0'],
    [
      '[Unreleased]: https://h/o/r/branches/compare/HEAD%0Dv1.3.0',
      '[1.3.0]: https://h/o/r/branches/compare/v1.3.0%0Dv1.2.0',
    ],
  ],
  [
    'oldest first',
    'a.md',
    ['[1.2.0]: https://h/o/r/releases/tag/v1.2.0', '[unreleased]: https://h/o/r/compare/v1.2.0...HEAD'],
    [
      '[1.2.0]: https://h/o/r/releases/tag/v1.2.0',
      '[1.3.0]: https://h/o/r/compare/v1.2.0...v1.3.0',
      '[unreleased]: https://h/o/r/compare/v1.3.0...HEAD',
    ],
  ],
  [
    'releases alone',
    'a.md',
    ['[1.2.0]: https://h/o/r/releases/tag/v1.2.0'],
    ['[1.3.0]: https://h/o/r/releases/tag/v1.3.0', '[1.2.0]: https://h/o/r/releases/tag/v1.2.0'],
  ],
  [
    'another language',
    'a.md',
    ['[Unveröffentlicht]: https://h/o/r/compare/v1.2.0...HEAD'],
    ['[Unveröffentlicht]: https://h/o/r/compare/v1.3.0...HEAD', '[1.3.0]: https://h/o/r/compare/v1.2.0...v1.3.0'],
  ],
  [
    'reStructuredText',
    'a.rst',
    ['.. _Unreleased: https://h/o/r/compare/v1.2.0...HEAD', '.. _1.2.0: https://h/o/r/compare/v1.1.0...v1.2.0'],
    [
      '.. _Unreleased: https://h/o/r/compare/v1.3.0...HEAD',
      '.. _1.3.0: https://h/o/r/compare/v1.2.0...v1.3.0',
      '.. _1.2.0: https://h/o/r/compare/v1.1.0...v1.2.0',
    ],
  ],
];

describe('links follow', () => {
  it.each(LISTS)('in a list: %s', (_, path, before, after) => {
    const [open, old] = path.endsWith('.rst')
      ? ['Unreleased\n----------', '1.2.0\n-----']
      : ['## [Unreleased]', '## [1.2.0]'];
    const { text, section } = promoted(`${open}\n\n- new\n\n${old}\n\n- old\n\n${before.join('\n')}\n`, { path });
    expect(text.slice(text.indexOf('- old') + 7)).toBe(`${after.join('\n')}\n`);
    expect(section).toBe('- new');
  });

  it.each([
    [
      'a.md',
      '## [Unreleased](https://h/o/r/compare/v1.2.0...HEAD)',
      '## [1.2.0](https://h/o/r/compare/v1.1.0...v1.2.0)',
    ],
    [
      'a.rst',
      '`Unreleased <https://h/o/r/compare/v1.2.0...HEAD>`_\n---------------------------------------------------',
      '`1.2.0 <https://h/o/r/compare/v1.1.0...v1.2.0>`_\n------------------------------------------------',
    ],
    [
      'a.adoc',
      '== https://h/o/r/compare/v1.2.0\\...HEAD[Unreleased]',
      '== https://h/o/r/compare/v1.1.0\\...v1.2.0[1.2.0]',
    ],
  ])('in headings: %s', (path, open, old) => {
    const { text } = promoted(`${open}\n\n- new\n\n${old}\n\n- old\n`, { path });
    const next = old.replaceAll('1.2.0', '1.3.0').replace('1.1.0', '1.2.0');
    expect(text).toBe(`${open.replace('1.2.0', '1.3.0')}\n\n${next}\n\n- new\n\n${old}\n\n- old\n`);
  });

  it('or stay, and that is told', () => {
    const links = '[unreleased]: https://h/o/r?from=v1.2.0\n[1.2.0]: https://h/o/r?id=7\n';
    const { text, notes } = promoted(`## [Unreleased]\n\n- new\n\n## [1.2.0]\n\n- old\n\n${links}`);
    expect(text.endsWith(links)).toBe(true);
    expect(notes.join()).toContain('CHANGELOG.md:9');
    expect(notes.join()).toContain('CHANGELOG.md:10');
  });
});

describe('the final version after candidates', () => {
  const candidates =
    '## [1.3.0-rc.2] - 2026-10-02\n\n### Added\n\n- b\n\n## [1.3.0-rc.1] - 2026-10-01\n\n### Added\n\n- a\n  goes on\n\n### Fixed\n\n- f\n\n## [1.2.0] - 2025-01-01\n\n- old\n';
  const links =
    '\n[unreleased]: https://h/o/r/compare/v1.3.0-rc.2...HEAD\n[1.3.0-rc.2]: https://h/o/r/compare/v1.3.0-rc.1...v1.3.0-rc.2\n[1.3.0-rc.1]: https://h/o/r/compare/v1.2.0...v1.3.0-rc.1\n';

  it('says what they said, below the same sub-headings, and is compared with the final version before', () => {
    const { text, section, notes } = promoted(`## [Unreleased]\n\n### Fixed\n\n- c\n\n${candidates}${links}`);
    expect(section).toBe('### Fixed\n\n- c\n- f\n\n### Added\n\n- b\n- a\n  goes on');
    expect(text).toContain(`## [Unreleased]\n\n## [1.3.0] - 2026-11-24\n\n${section}\n\n${candidates}`);
    expect(text).toContain('[1.3.0]: https://h/o/r/compare/v1.2.0...v1.3.0\n');
    expect(text).toContain('[unreleased]: https://h/o/r/compare/v1.3.0...HEAD\n');
    expect(notes.join()).toContain('1.3.0-rc.2');
  });

  it('needs no entry of its own', () => {
    const { section, text } = promoted(`## [Unreleased]\n\n${candidates}`);
    expect(section).toBe('### Added\n\n- b\n- a\n  goes on\n\n### Fixed\n\n- f');
    expect(text).toContain(`## [1.3.0] - 2026-11-24\n\n${section}\n\n${candidates}`);
  });

  it('says nothing twice', () => {
    const { section } = promoted('## Unreleased\n\n- a\n- c\n\n## 1.3.0-beta.1\n\n- a\n- b\n\n## 1.2.0\n\n- old\n');
    expect(section).toBe('- a\n- c\n- b');
  });

  it('in the marks of another form', () => {
    const text =
      'Unreleased\n==========\n\n- c\n\n1.3.0rc1\n========\n\nAdded\n-----\n\n- a\n\n1.2.0\n=====\n\n- old\n';
    expect(promoted(text, { path: 'a.rst' }).section).toBe('- c\n\nAdded\n-----\n\n- a');
  });

  it('is no candidate itself', () => {
    expect(promoted(`## [Unreleased]\n\n- c\n\n${candidates}`, { version: '1.3.0-rc.3' }).section).toBe('- c');
    expect(promoted(`## [Unreleased]\n\n- c\n\n${candidates}`, { version: '1.3.1' }).section).toBe('- c');
  });
});
