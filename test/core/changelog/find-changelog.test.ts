import { describe, expect, it } from 'vitest';
import { changelogCandidates } from '../../../src/core/changelog/changelog-paths.ts';
import { findChangelog } from '../../../src/core/changelog/find-changelog.ts';

const find = (files: Readonly<Record<string, string>>, component: string | null = null, current = '1.2.0') =>
  findChangelog(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])), {
    component,
    current,
  });

const LAST = '## 1.2.0\n\n- old\n';

describe('changelogCandidates', () => {
  it.each([
    'CHANGELOG.md',
    'Changelog',
    'ChangeLog',
    'changelog.txt',
    'CHANGES',
    'CHANGES.rst',
    'HISTORY.md',
    'History.adoc',
    'NEWS',
    'NEWS.md',
    'RELEASES.md',
    'RELEASE_NOTES.md',
    'docs/CHANGELOG.md',
    'doc/NEWS',
    'docs/source/changelog.rst',
  ])('%s can be one', (path) => expect(changelogCandidates([path], null)).toEqual([path]));

  it.each(['changelog.py', 'src/CHANGELOG.md', 'docs/a/b/c/CHANGELOG.md', 'changelogs', 'news.html', 'test/docs/NEWS'])(
    '%s is none',
    (path) => expect(changelogCandidates([path], null)).toEqual([]),
  );

  it('those in the folder of the component come first', () => {
    expect(changelogCandidates(['CHANGELOG.md', 'sdk/CHANGELOG.md', 'core/CHANGELOG.md'], 'core')).toEqual([
      'core/CHANGELOG.md',
      'CHANGELOG.md',
    ]);
  });
});

describe('findChangelog', () => {
  it.each([
    ['the only one', { 'docs/CHANGELOG.md': LAST }, 'docs/CHANGELOG.md'],
    [
      'the one that names the last release',
      { 'CHANGELOG.md': '## 0.9.0\n\n- x\n', NEWS: 'Version 1.2.0\n\n* old\n' },
      'NEWS',
    ],
    [
      'the one with unreleased entries of two that name it',
      { NEWS: 'Version 1.2.0\n\n* old\n', 'docs/changelog.md': `## Unreleased\n\n- x\n\n${LAST}` },
      'docs/changelog.md',
    ],
    ['no log of commits', { ChangeLog: '2025-01-01  A  <a@x.org>\n\n\t* a.c: Fix for 1.2.0.\n' }, null],
    [
      'no page about something else',
      { 'HISTORY.md': '# History\n\nIt all began with 1.2.0 of another library.\n', 'CHANGELOG.md': LAST },
      'CHANGELOG.md',
    ],
    ['one in which nothing was written yet', { 'CHANGELOG.md': '# Changelog\n' }, 'CHANGELOG.md'],
    ['nothing', { 'README.md': LAST }, null],
    ['no page that tells of releases', { 'docs/history.md': 'The parser was rewritten in 1.2.0.\n' }, null],
    ['no page of sentences', { HISTORY: 'Everything was then made anew in 1.2.0\n' }, null],
    ['one that names what is released', { NEWS: 'gadget 1.2.0\n\n* old\n' }, 'NEWS'],
  ])('takes %s', (_, files, path) => expect(find(files).path).toBe(path));

  it('that of the component', () => {
    const files = { 'CHANGELOG.md': LAST, 'core/CHANGELOG.md': LAST };
    expect(find(files, 'core').path).toBe('core/CHANGELOG.md');
    expect(find(files).path).toBe('CHANGELOG.md');
  });

  it('tells of a file that is left alone', () => {
    expect(find({ ChangeLog: '2025-01-01  A  <a@x.org>\n\n\t* a.c: x\n' }).notes.join()).toContain(
      'ChangeLog names no release',
    );
    expect(find({ 'CHANGELOG.md': LAST, NEWS: 'Version 1.2.0\n\n* old\n' }).notes.join()).toContain(
      'NEWS is a changelog too',
    );
    expect(find({ 'CHANGELOG.md': '## [Unreleased]\n- x\n## [0.3.0] - 2026-01-15\n' }).notes.join()).toContain(
      'ends at 0.3.0',
    );
  });

  it.each([
    ['none of the last three', '## 1.0.0\n\n- old\n', ['1.2.0', '1.1.1', '1.1.0', '1.0.0'], null],
    ['one of them', LAST, ['1.3.0', '1.2.1', '1.2.0'], 'CHANGELOG.md'],
    ['none of the last two', '## 1.1.0\n\n- old\n', ['1.2.0', '1.1.1', '1.1.0'], 'CHANGELOG.md'],
    [
      'none, with something unreleased',
      '## Unreleased\n\n- new\n\n## 1.0.0\n',
      ['1.3.0', '1.2.0', '1.1.0'],
      'CHANGELOG.md',
    ],
  ])('that names %s', (_, text, released, path) => {
    const found = findChangelog(new Map([['CHANGELOG.md', Buffer.from(text)]]), {
      component: null,
      current: released[0] ?? '',
      released,
    });
    expect(found.path).toBe(path);
    if (path === null) expect(found.notes.join()).toContain('nobody keeps it');
  });
});
