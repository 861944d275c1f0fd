import { describe, expect, it } from 'vitest';
import { learnMarks, markedLines, withMarks } from '../../../src/core/version/development-marks.ts';
import { nextInDevelopment } from '../../../src/core/version/development-version.ts';
import { extendedAfter, extendedLines } from '../../../src/core/version/extended-lines.ts';
import { changeBetween } from '../../../src/core/version/learn-places.ts';
import { openedVersion } from '../../../src/core/version/opened-version.ts';

describe('a mark of development', () => {
  // What the line is in a release, and in development.
  const MARKS: readonly (readonly [string, string])[] = [
    ['#define X_IS_RELEASE 1', '#define X_IS_RELEASE 0'],
    ['#define X_VERSION_IS_RELEASE (1)', '#define X_VERSION_IS_RELEASE (0)'],
    ['set(X_RELEASED ON)', 'set(X_RELEASED OFF)'],
    ['static const bool released = true;', 'static const bool released = false;'],
    ['#define X_UNRELEASED 0', '#define X_UNRELEASED 1'],
    ['set(X_DEVELOPMENT_VERSION FALSE)', 'set(X_DEVELOPMENT_VERSION TRUE)'],
    ['#define X_SUFFIX ""', '#define X_SUFFIX "dev"'],
    ['#define X_SUFFIX', '#define X_SUFFIX "-dev"'],
    ['#define X_STAGE "stable"', '#define X_STAGE "alpha"'],
    ['set(X_VERSION_SUFFIX "")', 'set(X_VERSION_SUFFIX "-dev")'],
    ['set(X_VERSION_SUFFIX)', 'set(X_VERSION_SUFFIX git)'],
    ['EXTRAVERSION =', 'EXTRAVERSION = -rc0'],
    ['m4_define([x_version_suffix], [])', 'm4_define([x_version_suffix], [-motley])'],
    ["version_suffix = ''", "version_suffix = '.dev0'"],
    ['// #define X_DEV', '#define X_DEV'],
    ['#define X_RELEASE', '/* #define X_RELEASE */'],
  ];

  it.each(MARKS)('is %j in a release', (released, developing) => {
    const files = [released, developing].map((line) => `a 1\r\n${line}\r\nb\n`) as [string, string];
    expect(learnMarks('f', files[1], files[0]).learned).toEqual([{ path: 'f', developing, released }]);
    const marks = [{ path: 'f', developing, released }];
    expect(withMarks(files[1], marks, 'released')).toEqual({ text: files[0], changed: 1 });
    expect(withMarks(files[0], marks, 'developing')).toEqual({ text: files[1], changed: 1 });
  });

  it('that the last release had too has stood', () => {
    const marks = learnMarks('f', 'STAGE = "dev"\n', 'STAGE = "dev"\nmore\n');
    expect(marks).toEqual({ learned: [], stood: new Set(['STAGE = "dev"']) });
  });

  it.each([
    [
      'two lines of the release could be it',
      '#define A_SUFFIX "dev"\n',
      '#define A_SUFFIX ""\n#define A_SUFFIX "stable"\n',
    ],
    ['it stands more often than it did', '#define S_SUFFIX "dev"\n#define S_SUFFIX "dev"\n', '#define S_SUFFIX ""\n'],
    ['the release had nothing like it', '#define IS_RELEASE 0\n', '#define OTHER 1\n'],
    ['another word stood there', 'SUFFIX = "dev"\n', 'SUFFIX = "debug"\n'],
  ])('is not known where %s', (_, now, then) => expect(learnMarks('f', now, then).learned).toEqual([]));

  it.each([
    'GIT_TAG "master"',
    'image_tag = "main"',
    'bool is_device = true;',
    'int stage = 3;',
    'status = done',
    '#define RELEASE_CANDIDATES 10',
  ])('is not sure of %s', (line) => expect(markedLines(line).filter(({ isSure }) => isSure)).toEqual([]));
});

describe('the version that a file was opened for', () => {
  const opened = (then: string, now: string) => openedVersion(changeBetween('f', then, now), '1.2.0');

  it.each([
    ['V "1.2.0"\n', 'V "1.3.0-dev"\n', ['1.3.0-dev', '1.3.0']],
    ['V "1.2.0"\n', 'V "1.2.0-dev"\n', ['1.2.0-dev']],
    ['V "1.2.0"\n', 'V "1.3.0"\n', ['1.3.0']],
    ['V_MINOR 2\nV_PATCH 0\n', 'V_MINOR 2\nV_PATCH 1\n', ['1.2.1']],
    ['V 10200\n', 'V 10300\n', ['1.3.0']],
    [
      'cmake_minimum_required(VERSION 1.2.0...1.9)\nproject(x VERSION 1.2.0)\n',
      'cmake_minimum_required(VERSION 1.4.0...1.9)\nproject(x VERSION 1.3.0)\n',
      ['1.3.0'],
    ],
    ['V 0x010200\nS "1.2.0"\n', 'V 0x010300\nS "1.3.0-git"\n', ['1.3.0-git', '1.3.0']],
  ])('%j, %j', (then, now, versions) => expect(opened(then, now)?.versions).toEqual(versions));

  it.each([
    ['went back', 'V "1.2.0"\n', 'V "1.1.0"\n'],
    ['says two', 'A "1.2.0"\nB "1.2.0"\n', 'A "1.3.0"\nB "1.4.0"\n'],
    ['needs more of another', 'find_package(X 1.2.0)\n', 'find_package(X 1.3.0)\n'],
    ['did not change', 'V "1.2.0"\n', 'V "1.2.0"\nmore 1\n'],
    ['says what cannot come next', 'module(\nversion = "1.2.0",\n', 'bazel_dep(\nversion = "20260107.0",\n'],
    ['counts the revisions of a package', 'Version: 1.2.0\n', 'Version: 1.2.1-0.1\n'],
  ])('none where it %s', (_, then, now) => expect(opened(then, now)).toBeNull());
});

describe('a word in the place of the version', () => {
  const then = 'module(\n    version = "1.2.0",\n)\n';
  const word = (line: string) => then.replace('    version = "1.2.0",', line);

  it.each(['head', 'main', 'unreleased'])('%s', (each) => {
    const line = `    version = "${each}",`;
    const [found, ...others] = extendedLines('MODULE.bazel', word(line), then, '1.2.0');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ released: '    version = "1.2.0",', developing: line });
    if (found === undefined) throw new Error('it is found');
    expect(extendedAfter(found, '1.2.0', '1.3.0')).toEqual({ released: '    version = "1.3.0",', developing: line });
  });

  it.each([
    ['the last release said it too', word('    version = "head",'), word('    version = "head",')],
    ['the last release said another number', word('    version = "head",'), word('    version = "1.1.0",')],
    ['it is no such word', word('    version = "stable",'), then],
  ])('none where %s', (_, text, release) => expect(extendedLines('MODULE.bazel', text, release, '1.2.0')).toEqual([]));
});

describe('the next version in development', () => {
  it.each([
    ['1.3.0-dev', '1.2.0', '1.3.0', '1.4.0-dev'],
    ['1.2.1-dev', '1.2.0', '1.2.1', '1.2.2-dev'],
    ['1.2.1-dev', '1.2.0', '1.3.0', '1.3.1-dev'],
    ['2.0.0-SNAPSHOT', '1.2.0', '2.0.0', '3.0.0-SNAPSHOT'],
    ['1.2.0-dev', '1.2.0', '1.3.0', '1.3.0-dev'],
    ['1.2.0+dev', '1.2.0', '1.3.0', '1.3.0+dev'],
    ['1.3.0.dev7', '1.2.0', '1.3.0', '1.4.0.dev0'],
    ['1.3.0-rc0', '1.2.0', '1.3.0', '1.4.0-rc0'],
    ['v1.3-dev', '1.2', '1.3', '1.4-dev'],
  ])('%s after %s, once %s is released: %s', (said, released, version, expected) =>
    expect(nextInDevelopment({ said, released, version })).toEqual({ version: expected, isMarked: true }),
  );

  it.each([
    ['1.2.90', '1.2.0', '1.3.0', '1.3.90'],
    ['1.2.90', '1.2.1', '1.2.2', '1.2.90'],
    ['1.2.99', '1.2.1', '2.0.0', '2.0.99'],
    ['1.2.5', '1.2.4', '1.2.5', '1.2.6'],
  ])('%s after %s, once %s is released: %s, by its numbers alone', (said, released, version, expected) =>
    expect(nextInDevelopment({ said, released, version })).toEqual({ version: expected, isMarked: false }),
  );

  it.each([
    ['it counts on from the number of development', '1.2.90', '1.2.0', '1.2.90'],
    ['it says the last release', '1.2.0', '1.2.0', '1.3.0'],
    ['it says a candidate', '1.3.0-rc.2', '1.2.0', '1.3.0'],
    ['it lags behind', '1.1.0-dev', '1.2.0', '1.3.0'],
    ['it is a date', '2024.03.0-dev', '2024.02.0', '2024.03.0'],
    ['it is a year', '2025.1.0-dev', '2024.4.0', '2025.1.0'],
  ])('none where %s', (_, said, released, version) =>
    expect(nextInDevelopment({ said, released, version })).toBeNull(),
  );
});
