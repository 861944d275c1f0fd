import { describe, expect, it } from 'vitest';
import { releaseChangelog } from '../../../src/core/changelog/release-changelog.ts';

const COMMITS = [
  { sha: 'a', parents: ['z'], message: 'feat(core): a <b> thing (#12)\n\nlong', author: 'Ada' },
  { sha: 'b1', parents: ['z'], message: 'fix: what the merge tells', author: 'Ada' },
  {
    sha: 'b',
    parents: ['a', 'b1'],
    message: 'Merge pull request #13 from x/y\n\nFix the crash on exit',
    author: 'Ada',
  },
  { sha: 'c', parents: ['b'], message: 'chore: tidy', author: '' },
  { sha: 'm', parents: ['c', 'q'], message: "Merge branch 'other'", author: 'Ada' },
  { sha: 'd', parents: ['m'], message: 'fix!: drop the old API\n\nBREAKING CHANGE: gone', author: 'Ada' },
  { sha: 'e', parents: ['d'], message: 'a typo', author: 'Ada' },
  { sha: 'f', parents: ['e'], message: 'fix: a leak', author: 'Ada' },
  { sha: 'g', parents: ['f'], message: 'chore(release): 1.2.0', author: 'Ada' },
];

function generated(path: string, text: string, commits = COMMITS) {
  const made = releaseChangelog(Buffer.from(text), {
    path,
    mode: 'generate',
    component: null,
    current: '1.2.0',
    version: '1.3.0',
    tag: 'v1.3.0',
    date: '2026-11-24',
    repositoryUrl: 'https://github.com/acme/gadget',
    allowEmpty: false,
    changes: { commits, head: commits.at(-1)?.sha ?? '' },
  });
  return made.ok ? Buffer.from(made.value.bytes).toString() : made.problems.map(({ code }) => code);
}

describe('a section written from commits', () => {
  it('in the sub-headings of Keep a Changelog', () => {
    expect(
      generated('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2025-01-01\n\n### Added\n\n- old\n'),
    ).toBe(
      '# Changelog\n\n## [Unreleased]\n\n## [1.3.0] - 2026-11-24\n\n### Changed\n\n- Breaking: Drop the old API\n- Fix the crash on exit (#13)\n\n' +
        '### Added\n\n- core: a \\<b> thing (#12)\n\n### Fixed\n\n- A leak\n\n## [1.2.0] - 2025-01-01\n\n### Added\n\n- old\n',
    );
  });

  it('in those of the file, below what a person wrote, and nothing twice', () => {
    const text =
      '## Unreleased\n\n### Bug fixes\n\n* By hand (#13)\n\n## 1.2.0\n\n### Bug fixes\n\n* old\n\n### Features\n\n* old\n';
    expect(generated('a.md', text)).toBe(
      '## Unreleased\n\n## 1.3.0\n\n### Bug fixes\n\n* By hand (#13)\n* A leak\n\n### Changed\n\n* Breaking: Drop the old API\n\n' +
        '### Features\n\n* core: a \\<b> thing (#12)\n\n## 1.2.0\n\n### Bug fixes\n\n* old\n\n### Features\n\n* old\n',
    );
  });

  it('as a new section above the newest one, without sub-headings where there are none', () => {
    expect(generated('NEWS.rst', 'News\n====\n\n1.2.0 (2025-01-01)\n------------------\n\n* old\n')).toBe(
      'News\n====\n\n1.3.0 (2026-11-24)\n------------------\n\n* Breaking: Drop the old API\n* core: a <b> thing (#12)\n' +
        '* Fix the crash on exit (#13)\n* A leak\n\n1.2.0 (2025-01-01)\n------------------\n\n* old\n',
    );
  });

  it('as the first one', () => {
    expect(
      generated('CHANGELOG.md', '# Changelog\n', [{ sha: 'a', parents: [], message: 'fix: a leak', author: '' }]),
    ).toBe('# Changelog\n\n## 1.3.0 - 2026-11-24\n\n### Fixed\n\n- A leak\n');
  });

  it('from every subject where nobody writes kinds or merges pull requests', () => {
    const commits = [
      { sha: 'a', parents: [], message: 'Reads faster\n\nmuch', author: '' },
      { sha: 'b', parents: ['a'], message: 'Writes too', author: '' },
    ];
    expect(generated('a.md', '## 1.2.0\n\n- old\n', commits)).toBe(
      '## 1.3.0\n\n- Writes too\n- Reads faster\n\n## 1.2.0\n\n- old\n',
    );
  });

  it('but not where a person wrote it', () => {
    const text = '## 1.3.0\n\n- mine\n\n## 1.2.0\n\n- old\n';
    expect(generated('a.md', text)).toBe(text);
  });

  it('stops where no commit tells anything', () => {
    expect(
      generated('a.md', '## 1.2.0\n\n- old\n', [{ sha: 'a', parents: [], message: 'chore: tidy', author: '' }]),
    ).toEqual(['changelog-empty-section']);
  });
});

describe('a changelog that lists commits with their authors', () => {
  const entry = (subject: string, author: string) => `* ${subject} (${author})\n\n`;
  const section = (heading: string, before: string, ...entries: string[]) =>
    `${heading}\n\nChanges since version ${before}:\n\n${entries.join('')}\n`;
  const text =
    section(
      '2026.02.11, Version 1.2.0 (Stable), b556c0629d0fd250b5feefbc91b84c6f5e3dae48',
      '1.1.0',
      entry('src: a', 'Ada Lovelace'),
      entry('unix: something that is too long for one line of this file, so it goes\n  on', 'Grace Hopper'),
    ) +
    section(
      '2025.04.25, Version 1.1.0 (Stable), 5152db2cbfeb5582e9c27c5ea1dba2cd9e10759b',
      '1.0.0',
      entry('now working on version 1.1.0', 'ada'),
      entry('doc: b', 'dependabot[bot]'),
    );
  const released = (body: string, message: string) => {
    const made = releaseChangelog(Buffer.from(body), {
      path: 'ChangeLog',
      mode: null,
      component: null,
      current: '1.2.0',
      version: '1.2.1',
      tag: 'v1.2.1',
      date: '2026-11-24',
      repositoryUrl: 'https://github.com/acme/gadget',
      allowEmpty: false,
      changes: {
        head: 'b',
        commits: [
          { sha: 'z', parents: ['y'], message: 'Now working on version 1.2.1', author: 'Ada' },
          { sha: 'a', parents: ['z'], message: 'win: first (#12)\n\nlong', author: 'Ada Lovelace' },
          { sha: 'b', parents: ['a'], message, author: 'Grace\u202e Hopper' },
        ],
      },
    });
    return made.ok ? Buffer.from(made.value.bytes).toString() : made.problems.map(({ code }) => code);
  };

  it('gets the next list in its form: heading without the commit of its tag, the oldest first, wrapped', () => {
    expect(released(text, 'unix: do not do what a long subject of a commit tells at such a length')).toBe(
      '2026.11.24, Version 1.2.1 (Stable)\n\nChanges since version 1.2.0:\n\n* win: first (Ada Lovelace)\n\n' +
        `* unix: do not do what a long subject of a commit tells at such a length\n  (Grace  Hopper)\n\n\n${text}`,
    );
  });

  it('stays as it is where the section is written already', () => {
    const written = `2026.03.01, Version 1.2.1 (Stable)\n\n* by hand (Ada)\n\n\n${text}`;
    expect(released(written, 'unix: more')).toBe(written);
  });

  it('is none where people write it', () => {
    const byHand = text.replaceAll(/ \((?:Ada Lovelace|Grace Hopper)\)/g, '');
    expect(released(byHand, 'unix: more')).toEqual(['changelog-missing-section']);
  });
});
