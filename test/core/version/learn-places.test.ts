import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, learnPlaces } from '../../../src/core/version/learn-places.ts';

const pair = (from: string, to: string, older: string, newer: string, path = 'f') => ({
  older: { tag: `v${from}`, version: from },
  newer: { tag: `v${to}`, version: to },
  files: [changeBetween(path, older, newer)],
});
const learned = (from: string, to: string, older: string, newer: string) =>
  learnPlaces([pair(from, to, older, newer)]).map(({ templates }) => templates);

describe('a line that moved with the version', () => {
  it.each([
    // The forms of fmt, zstd, libuv, cpp-httplib, libsodium, Windows resources, man pages and autoconf.
    ['12.1.0', '12.2.0', '#define V 120100', '#define V 120200', '#define V {number:10000,100,1}'],
    ['1.5.5', '1.5.6', '#define V_RELEASE  5', '#define V_RELEASE  6', '#define V_RELEASE  {patch}'],
    [
      '1.51.0',
      '1.52.0',
      '#define UV_VERSION_MINOR 51',
      '#define UV_VERSION_MINOR 52',
      '#define UV_VERSION_MINOR {minor}',
    ],
    [
      '0.20.0',
      '0.20.1',
      '#define NUM "0x001400"',
      '#define NUM "0x001401"',
      '#define NUM "0x{major:x2}{minor:x2}{patch:x2}"',
    ],
    ['1.2.0', '1.3.0', 'FILEVERSION 1,2,0,0', 'FILEVERSION 1,3,0,0', 'FILEVERSION {major},{minor},{patch},0'],
    ['1.2.0', '1.3.0', 'm4_define([x_minor], [2])', 'm4_define([x_minor], [3])', 'm4_define([x_minor], [{minor}])'],
    [
      '1.2.0',
      '1.3.0',
      'VERSION_MINOR() { return 2; }',
      'VERSION_MINOR() { return 3; }',
      'VERSION_MINOR() { return {minor}; }',
    ],
    [
      '1.2.0',
      '1.3.0',
      'V ((1 << 16) | (2 << 8) | 0)',
      'V ((1 << 16) | (3 << 8) | 0)',
      'V (({major} << 16) | ({minor} << 8) | {patch})',
    ],
    [
      '1.2.0',
      '1.3.0',
      'V 1 * 10000 + 2 * 100 + 0',
      'V 1 * 10000 + 3 * 100 + 0',
      'V {major} * 10000 + {minor} * 100 + {patch}',
    ],
    [
      '1.2.0',
      '1.3.0',
      '#define LIB_VERSION "1_2"',
      '#define LIB_VERSION "1_3"',
      '#define LIB_VERSION "{major}_{minor}"',
    ],
    ['1.2.10', '1.3.0', 'V 0x1020aL', 'V 0x10300L', 'V 0x{major:x}{minor:x2}{patch:x2}L'],
    ['1.5.5', '1.5.6', '.TH zstd 1 "zstd 1.5.5"', '.TH zstd 1 "zstd 1.5.6"', '.TH zstd 1 "zstd {version}"'],
    ['1.5.5', '1.5.6', 'a/v1.5.5/x-1.5.5.zip', 'a/v1.5.6/x-1.5.6.zip', 'a/v{version}/x-{version}.zip'],
    [
      '1.2.0',
      '1.3.0',
      'inline namespace v1_2_0',
      'inline namespace v1_3_0',
      'inline namespace v{major}_{minor}_{patch}',
    ],
    ['1.2.3', '1.3.0', 'docs for 1.2', 'docs for 1.3', 'docs for {major}.{minor}'],
    ['1.2.0', '1.3.0', 'x 1.2.0 needs y 1.2.0', 'x 1.3.0 needs y 1.2.0', 'x {version} needs y 1.2.0'],
  ])('%s to %s: %s', (from, to, older, newer, template) => {
    expect(learned(from, to, `${older}\n`, `${newer}\n`)).toEqual(template === null ? [] : [[template]]);
  });

  it.each([
    ['stayed', 'needs foo 1.2.0\n', 'needs foo 1.2.0\nmore\n'],
    ['moved to another version', 'foo 1.2.0\n', 'foo 1.4.0\n'],
    ['is a longer number', 'port 11.2.0\n', 'port 11.3.0\n'],
    ['has a fourth number of its own', 'x 1.2.0.7\n', 'x 1.3.0.7\n'],
    ['is a soname', '#define SO_VERSION_MINOR 2\n', '#define SO_VERSION_MINOR 3\n'],
    ['is gone', 'v 1.2.0\n', ''],
    ['changed otherwise as well', 'a 1.2.0\n', 'b 1.3.0\n'],
  ])('not one that %s', (_, older, newer) => expect(learned('1.2.0', '1.3.0', older, newer)).toEqual([]));

  it('keeps a date that stayed where another one moved', () => {
    const line = (version: string, month: string) => `zed 1.1.6, December 2018, through ${version} - ${month} 2026\n`;
    expect(learned('1.2.7', '1.2.8', line('1.2.7', 'March'), line('1.2.8', 'April'))).toEqual([
      ['zed 1.1.6, December 2018, through {version} - {date:February 2001}'],
    ]);
  });

  it('several releases tell codings apart, and say when it moved', () => {
    const first = pair('1.8.0', '1.9.0', '#define N 0x010800\n', '#define N 0x010900\n');
    const second = pair('1.9.0', '1.10.0', '#define N 0x010900\n', '#define N 0x010a00\n');
    expect(learnPlaces([first])[0]?.templates).toHaveLength(2);
    expect(learnPlaces([second, first])).toEqual([
      { path: 'f', templates: ['#define N 0x{major:x2}{minor:x2}{patch:x2}'], movedTo: ['v1.10.0', 'v1.9.0'] },
    ]);
  });

  it('lines of one file alone are the same, however much the files share', () => {
    const line = fc.constantFrom('a 1', 'b 2', 'c 3', 'a 1 ', 'none', '', 'xa 1', 'a 12');
    const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
    const texts = fc
      .tuple(text, text, text, text)
      .map(([head, one, other, tail]): [string, string] => [`${head}${one}${tail}`, `${head}${other}${tail}`]);
    const naive = (from: string, other: string) => {
      const lines = (each: string) => each.split('\n').map((each) => each.trimEnd());
      return [...new Set(lines(from))].filter((each) => /\d/.test(each) && !lines(other).includes(each)).sort();
    };
    fc.assert(
      fc.property(texts, ([older, newer]) => {
        const { removed, added } = changeBetween('f', older, newer);
        expect([...removed].sort()).toEqual(naive(older, newer));
        expect([...added].sort()).toEqual(naive(newer, older));
      }),
      { numRuns: 1_000 },
    );
  });

  it('what a maintainer would write is found among any other lines', () => {
    const number = fc.integer({ min: 0, max: 40 });
    const version = fc.tuple(number, number, number);
    const form = fc.constantFrom<(v: readonly number[]) => string>(
      (v) => `#define NAME_VERSION "${v.join('.')}"`,
      (v) => `set(NAME_VERSION ${v.join('.')})`,
      (v) => `  version: '${v.join('.')}',`,
      (v) => `VERSION_TEXT ${v.join(',')},0`,
      (v) => `ns_${v.join('_')}_end`,
    );
    const noise = fc.array(
      fc.constantFrom('int x = 3;', 'needs 9.9.9', '', '// 2024-01-02', 'port 8080', 'sha 0a1b2c', '77.1.2.0'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(version, version, form, noise, noise, (from, to, write, above, below) => {
        fc.pre(from.join() !== to.join());
        const text = (v: readonly number[]) => [...above, write(v), ...below].join('\n');
        const found = learned(from.join('.'), to.join('.'), text(from), text(to));
        expect(found).toHaveLength(1);
      }),
    );
  });
});
