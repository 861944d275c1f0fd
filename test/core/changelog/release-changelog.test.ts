import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractSection, releaseChangelog } from '../../../src/core/changelog/release-changelog.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);
const release = {
  version: '1.2.0',
  tag: 'v1.2.0',
  date: '2026-02-13',
  path: 'CHANGELOG.md',
  mode: 'promote',
  component: null,
  current: '1.1.0',
  repositoryUrl: 'https://h/o/r',
  changes: null,
  allowEmpty: false,
} as const;
const promote = (text: string, over: Partial<Parameters<typeof releaseChangelog>[1]> = {}) => {
  const promoted = releaseChangelog(Buffer.from(text), { ...release, ...over });
  return promoted.ok
    ? { text: Buffer.from(promoted.value.bytes).toString(), section: promoted.value.section }
    : promoted.problems[0]?.code;
};

describe('promoteChangelog', () => {
  // Form and rules: Keep a Changelog 1.1.0.
  it('promotes the section and leaves an empty one', () => {
    expect(promote('# Changelog\n\n## [Unreleased]\n\n### Added\n- x\n\n## [1.1.0] - 2026-01-01\n- y\n')).toEqual({
      text: '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-02-13\n\n### Added\n- x\n\n## [1.1.0] - 2026-01-01\n- y\n',
      section: '### Added\n- x',
    });
  });

  it('keeps CRLF', () => {
    expect(promote('## [Unreleased]\r\n- x\r\n')).toMatchObject({
      text: '## [Unreleased]\r\n\r\n## [1.2.0] - 2026-02-13\r\n- x\r\n',
    });
  });

  it('follows compare links', () => {
    const promoted = promote(
      '## [Unreleased]\n- x\n\n## [1.1.0] - 2026-01-01\n\n[unreleased]: https://h/o/r/compare/v1.1.0...HEAD\n[1.1.0]: https://h/o/r/releases/tag/v1.1.0\n',
    );
    expect(promoted).toMatchObject({
      text: expect.stringContaining(
        '[unreleased]: https://h/o/r/compare/v1.2.0...HEAD\n[1.2.0]: https://h/o/r/compare/v1.1.0...v1.2.0\n[1.1.0]:',
      ),
      section: '- x',
    });
  });

  it('leaves links alone that do not know Unreleased', () => {
    const text = '## [Unreleased]\n- x\n\n---\n\n[0.2.0]: https://h/o/r/compare/v0.1.0...v0.2.0\n';
    expect(promote(text)).toMatchObject({
      text: text.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [1.2.0] - 2026-02-13\n'),
      section: '- x',
    });
  });

  it('passes over headings in code and comments', () => {
    const text = '```\n## [Unreleased]\n```\n<!--\n## [1.2.0] - x\n-->\n## [Unreleased]\n- x\n';
    expect(promote(text)).toMatchObject({ section: '- x' });
  });

  it.each([
    ['no section', '# Changelog\n', 'changelog-missing-section'],
    ['two sections', '## [Unreleased]\n- x\n## [Unreleased]\n- y\n', 'changelog-missing-section'],
    ['an empty section', '## [Unreleased]\n\n## [1.1.0] - 2026-01-01\n- y\n', 'changelog-empty-section'],
    ['sub-headings alone', '## [Unreleased]\n### Added\n\n### Fixed\n', 'changelog-empty-section'],
    ['a comment alone', '## [Unreleased]\n<!-- to do -->\n', 'changelog-empty-section'],
    ['links alone', '## [Unreleased]\n\n[unreleased]: https://h/compare/a...b\n', 'changelog-empty-section'],
    ['the version is there', '## [Unreleased]\n- x\n## [1.2.0] - 2026-01-01\n', 'changelog-version-exists'],
  ])('refuses: %s', (_, text, code) => expect(promote(text)).toBe(code));

  it('promotes an empty section when allowed', () => {
    expect(promote('## [Unreleased]\n', { allowEmpty: true })).toMatchObject({ section: '' });
  });

  it('can be read back, with its date', () => {
    const promoted = promote('## [Unreleased]\n- x\n\n## [1.1.0] - 2026-01-01\n- y\n') as { text: string };
    expect(extractSection(Buffer.from(promoted.text), '1.2.0')).toEqual({ date: '2026-02-13', body: '- x' });
    expect(extractSection(Buffer.from(promoted.text), '1.1.0')).toEqual({ date: '2026-01-01', body: '- y' });
    expect(extractSection(Buffer.from(promoted.text), '9.9.9')).toBeNull();
  });

  it('only ever inserts, and finds its own section again', () => {
    const line = fc.constantFrom(
      '- x',
      '### Added',
      '',
      '```',
      '~~~',
      '<!--',
      '-->',
      '## [1.0.0] - 2020-01-01',
      '[a]: b',
      '---',
      '## [Unreleased]',
      'ü',
      '\r',
      '## 1.1.0',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const text = lines.join('\n');
        const promoted = releaseChangelog(Buffer.from(text), { ...release, allowEmpty: true });
        if (!promoted.ok) return;
        const result = Buffer.from(promoted.value.bytes).toString();
        // Oldest first, the heading of what is unreleased moves below.
        if (lines.indexOf('## [1.0.0] - 2020-01-01') < lines.indexOf('## 1.1.0')) return;
        expect(result.replace(/(\r?\n){2}## \[?1\.2\.0\]?( - 2026-02-13)?(?=\r?$)/m, '')).toBe(text);
        const section = extractSection(promoted.value.bytes, '1.2.0');
        expect(section?.body).toBe(promoted.value.section);
        expect([null, '2026-02-13']).toContain(section?.date);
      }),
      { numRuns: runs },
    );
  });
});
