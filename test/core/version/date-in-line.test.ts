import { describe, expect, it } from 'vitest';
import { dateLike, datePattern, datesIn, writeDateLike } from '../../../src/core/version/date-in-line.ts';
import { learnPlaces } from '../../../src/core/version/learn-places.ts';
import { bumpVersionFile } from '../../../src/core/version/version-file.ts';

/** A line of two releases with a date beside the version, and what it is on 5 December 2026 at 1.4.0. */
const LINES: readonly (readonly [string, string, string, string])[] = [
  [
    'manual page with a month',
    '.TH "LZ4" "1" "August 2022" "lz4 v1.2.0" "User Commands"',
    '.TH "LZ4" "1" "July 2024" "lz4 v1.3.0" "User Commands"',
    '.TH "LZ4" "1" "December 2026" "lz4 v1.4.0" "User Commands"',
  ],
  ['ISO', '# gadget 1.2.0 (2024-01-02)', '# gadget 1.3.0 (2025-02-03)', '# gadget 1.4.0 (2026-12-05)'],
  [
    'an ordinal',
    '  version 1.2.0, March 27th, 2022',
    '  version 1.3.0, October 13th, 2022',
    '  version 1.4.0, December 5th, 2026',
  ],
  ['day first', 'v1.2.0 31/12/2024', 'v1.3.0 28/02/2025', 'v1.4.0 05/12/2026'],
  ['short month', 'gadget 1.2.0 - 01 Jan 2024', 'gadget 1.3.0 - 02 Feb 2025', 'gadget 1.4.0 - 05 Dec 2026'],
  ['digits alone', 'VERSION 1.2.0 20240102', 'VERSION 1.3.0 20250203', 'VERSION 1.4.0 20261205'],
];

describe('a date that moves beside the version', () => {
  it.each(LINES)('%s', (_, older, newer, next) => {
    const [place] = learnPlaces([
      {
        older: { tag: 'v1.2.0', version: '1.2.0' },
        newer: { tag: 'v1.3.0', version: '1.3.0' },
        files: [{ path: 'a', removed: new Set([older]), added: new Set([newer]) }],
      },
    ]);
    const spec = { path: 'a', preset: 'lines' as const, lines: place?.templates.slice(0, 1) ?? [] };
    const target = { version: '1.4.0', tag: 'v1.4.0', repositoryUrl: 'https://example.org', date: '2026-12-05' };
    const bumped = bumpVersionFile(spec, Buffer.from(`${newer}\n`), target);
    expect(bumped.ok && Buffer.from(bumped.value.bytes).toString()).toBe(`${next}\n`);
    // A day later the same line stays.
    const again = bumpVersionFile(spec, Buffer.from(`${next}\n`), { ...target, date: '2026-12-06' });
    expect(again.ok && again.value.changed).toBe(false);
  });

  it('is none where it reads in two ways, or is a version', () => {
    expect(dateLike('03/04/2026')).toBeNull();
    expect(dateLike('31.12.2026')).not.toBeNull();
    expect(datesIn('v2026.1.0')).toEqual([]);
  });

  it('is matched by its form alone', () => {
    const form = new RegExp(`^${datePattern('February 3rd, 2001')}$`);
    expect(form.test('October 13th, 2022')).toBe(true);
    expect(form.test('October 2022')).toBe(false);
    expect(writeDateLike('October 13th, 2022', '2026-12-01')).toBe('December 1st, 2026');
  });
});
