import { describe, expect, it } from 'vitest';
import type { SourceTree } from '../../../src/core/release/facts.ts';
import { heldNumbers } from '../../../src/core/release/held-numbers.ts';
import { heldMoves } from '../../../src/core/version/held-moves.ts';
import { interfaceVersions } from '../../../src/core/version/interface-version.ts';
import { changeBetween } from '../../../src/core/version/learn-places.ts';
import { linesOfOthers } from '../../../src/core/version/lines-of-others.ts';
import { searchFile } from '../../../src/core/version/place-search.ts';

/** A file, the numbers of a binary interface in it, and the lines that are not the version's. All of them also say 1.2.0 where they can. */
const CASES: readonly (readonly [path: string, text: string, numbers: string[], others: number[]])[] = [
  [
    'CMakeLists.txt',
    'project(a VERSION 1.2.0)\nset_target_properties(a PROPERTIES\n  VERSION 1.2.0\n  SOVERSION 4)\nset(A_SOVERSION 4)\nfind_package(B\n  1.2.0 REQUIRED)\nset(A_VERSION 1.2.0)\n',
    ['3 VERSION 1.2.0', '4 SOVERSION 4', '5 A_SOVERSION 4'],
    [3, 4, 5, 6, 7],
  ],
  ['CMakeLists.txt', 'set_target_properties(a PROPERTIES VERSION @{V} SOVERSION @{M})\n', [], []],
  [
    'meson.build',
    "project('a', version: '1.2.0')\nlib = shared_library('a', 'a.c',\n  version: '1.2.0',\n  soversion: 4)\nb = dependency('b',\n  version: '1.2.0')\nconf.set('V', '1.2.0')\n",
    ["3 version: '1.2.0'", '4 soversion: 4'],
    [2, 3, 4, 5, 6],
  ],
  ['Makefile.am', 'liba_la_LDFLAGS = -version-info 5:2:1\nVERSION = 1.2.0\n', ['1 -version-info 5:2:1'], [1]],
  [
    'configure.ac',
    'AC_SUBST([A_LT], [5:2:1])\nLT_CURRENT=5\nLIBA_AGE=1\nm4_define([a_lt_current], [5])\nm4_define([a_minor], [2])\n',
    ['1 AC_SUBST([A_LT], [5:2:1])', '2 LT_CURRENT=5', '3 LIBA_AGE=1', '4 m4_define([a_lt_current], [5])'],
    [1, 2, 3, 4],
  ],
  [
    'package.xml',
    '<package>\n<version>1.2.0</version>\n<depend version_gte="1.2.0">b</depend>\n</package>\n',
    [],
    [1, 3, 4, 5],
  ],
  [
    'Cargo.toml',
    '[package]\nname = "a"\nversion = "1.2.0"\n[dependencies]\nb = "1.2.0"\nc = { path = "../c", version = "1.2.0" }\n[package.metadata.x]\nversion = "1.2.0"\n',
    [],
    [1, 2, 4, 5, 7, 8, 9],
  ],
  ['src/a.c', 'set_target_properties(a PROPERTIES SOVERSION 4)\n', [], []],
];

describe('numbers that are not the version', () => {
  it.each(CASES)('%s: %j', (path, template, numbers, others) => {
    const text = template.replaceAll('@{', '$' + '{');
    expect(interfaceVersions(path, text).map(({ line, text: said }) => `${line} ${said}`)).toEqual(numbers);
    expect([...linesOfOthers(path, text)].sort((a, b) => a - b)).toEqual(others);
    // What is not the version is no place, and nothing stops because of it.
    const found = searchFile(path, text, '1.2.0').filter(({ kind }) => kind !== 'requirement');
    for (const { line } of found) expect(others).not.toContain(line);
  });

  it('are shown in the plan, with what they say now', () => {
    const files = new Map(
      Object.entries({
        'CMakeLists.txt': 'set_target_properties(a PROPERTIES SOVERSION 4)\n',
        'third_party/b/CMakeLists.txt': 'set_target_properties(b PROPERTIES SOVERSION 9)\n',
        'appveyor.yml': 'image: x\nversion: 1.2.{build}\n',
      }).map(([path, text]) => [path, { mode: '100644', bytes: Buffer.from(text) }]),
    );
    expect(heldNumbers({ files } as unknown as SourceTree, null)).toEqual([
      'The number of the binary interface stays, for whether it changes is yours to decide: CMakeLists.txt:1 (SOVERSION 4).',
      'appveyor.yml:2 says 1.2.{build}: the build service counts there, and it stays.',
    ]);
  });

  it('are shown with what the last releases did to them', () => {
    const text = (so: number, info: string) => `set(A_SOVERSION ${so})\nset(A_VERSION_INFO "${info}")\n`;
    const change = changeBetween('CMakeLists.txt', text(3, '1:0:0'), text(4, '1:0:0'));
    const moves = heldMoves('v1.2.0', change);
    expect(moves).toMatchObject([{ path: 'CMakeLists.txt', tag: 'v1.2.0', from: '3', to: '4' }]);
    const files = new Map([['CMakeLists.txt', { mode: '100644', bytes: Buffer.from(text(4, '1:0:0')) }]]);
    const told = (isWhole: boolean) => heldNumbers({ files } as unknown as SourceTree, { moves, isWhole }).join();
    expect(told(true)).toContain('CMakeLists.txt:1 (A_SOVERSION 4; 3 became 4 with v1.2.0)');
    expect(told(true)).toContain('(A_VERSION_INFO 1:0:0; as it was in the last releases)');
    expect(told(false)).toContain('(A_VERSION_INFO 1:0:0).');
  });

  it.each([
    ['  SOVERSION 1.9', '  SOVERSION 1.10', '1.9', '1.10'],
    ['VERSION_INFO = 6:4:0', 'VERSION_INFO = 7:0:0', '6:4:0', '7:0:0'],
    ['AC_SUBST(LT_REVISION, 3)', 'AC_SUBST(LT_REVISION, 4)', '3', '4'],
  ])('moved from %j to %j', (was, is, from, to) =>
    expect(heldMoves('v1', changeBetween('f', `${was}\n`, `${is}\n`))).toMatchObject([{ from, to }]),
  );

  it('are none where other words changed, or another number', () => {
    expect(heldMoves('v1', changeBetween('f', 'SOVERSION 3\n', 'SOVERSION of 4\n'))).toEqual([]);
    expect(heldMoves('v1', changeBetween('f', 'count = 3\n', 'count = 4\n'))).toEqual([]);
  });
});
