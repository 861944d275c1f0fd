import { describe, expect, it } from 'vitest';
import { releaseChangelog } from '../../../src/core/changelog/release-changelog.ts';

const COMMITS = [
  { sha: 'a', parents: ['z'], message: 'feat(core): a <b> thing (#12)\n\nlong' },
  { sha: 'b1', parents: ['z'], message: 'fix: what the merge tells' },
  { sha: 'b', parents: ['a', 'b1'], message: 'Merge pull request #13 from x/y\n\nFix the crash on exit' },
  { sha: 'c', parents: ['b'], message: 'chore: tidy' },
  { sha: 'm', parents: ['c', 'q'], message: "Merge branch 'other'" },
  { sha: 'd', parents: ['m'], message: 'fix!: drop the old API\n\nBREAKING CHANGE: gone' },
  { sha: 'e', parents: ['d'], message: 'a typo' },
  { sha: 'f', parents: ['e'], message: 'fix: a leak' },
  { sha: 'g', parents: ['f'], message: 'chore(release): 1.2.0' },
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
    expect(generated('CHANGELOG.md', '# Changelog\n', [{ sha: 'a', parents: [], message: 'fix: a leak' }])).toBe(
      '# Changelog\n\n## 1.3.0 - 2026-11-24\n\n### Fixed\n\n- A leak\n',
    );
  });

  it('from every subject where nobody writes kinds or merges pull requests', () => {
    const commits = [
      { sha: 'a', parents: [], message: 'Reads faster\n\nmuch' },
      { sha: 'b', parents: ['a'], message: 'Writes too' },
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
    expect(generated('a.md', '## 1.2.0\n\n- old\n', [{ sha: 'a', parents: [], message: 'chore: tidy' }])).toEqual([
      'changelog-empty-section',
    ]);
  });
});
