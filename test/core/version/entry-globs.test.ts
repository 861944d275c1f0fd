import { describe, expect, it } from 'vitest';
import { expandGlobs, globbedPaths, groupEntries } from '../../../src/core/version/entry-globs.ts';
import type { VersionFileSpec } from '../../../src/core/version/version-file.ts';

const HEAD = '// lib version {version}';
const says = (version: string) => Buffer.from(`// lib version ${version}\nint f(void);\n`);
const entry = (path: string, lines = [HEAD]): VersionFileSpec => ({ path, preset: 'lines', lines });
const headers = (folder: string, count = 6) => Array.from({ length: count }, (_, at) => `${folder}/part${at}.h`);

describe('the same line in many files', () => {
  it('is one entry, which stands for these files again', () => {
    const paths = [...headers('include/lib'), ...headers('include/lib/detail')];
    const files = new Map([
      ...paths.map((path) => [path, says('1.2.0')] as const),
      ['include/lib/x.h', Buffer.from('\n')],
    ]);
    const grouped = groupEntries(
      paths.map((path) => entry(path)),
      files,
    );
    expect(grouped).toEqual([{ spec: entry('include/lib/**/*.h'), paths }]);
    expect(
      expandGlobs(
        grouped.map(({ spec }) => spec),
        files,
      ),
    ).toEqual(paths.map((path) => entry(path)));
  });

  it('leaves out a folder that has it and was not listed', () => {
    const paths = [...headers('a/x'), ...headers('a/z')];
    const files = new Map([...paths, ...headers('a/y')].map((path) => [path, says('1.2.0')]));
    const found = groupEntries(
      paths.map((path) => entry(path)),
      files,
    ).map(({ spec }) => spec.path);
    expect(found).toEqual(['a/x/**/*.h', 'a/z/**/*.h']);
  });

  it.each([
    ['few files', headers('a', 4), []],
    ['a file beside them that was not listed', headers('a'), ['a/other.h']],
  ])('is listed one by one for %s', (_, paths, others) => {
    const files = new Map([...paths, ...others].map((path) => [path, says('1.2.0')]));
    expect(
      groupEntries(
        paths.map((path) => entry(path)),
        files,
      ).map(({ spec }) => spec.path),
    ).toEqual(paths);
  });

  it('keeps other lines apart', () => {
    const paths = headers('a');
    const specs = paths.map((path, at) => entry(path, [`#define PART_${at} "{version}"`]));
    expect(groupEntries(specs, new Map()).map(({ spec }) => spec)).toEqual(specs);
  });
});

describe('an entry with a pattern', () => {
  const files = new Map([
    ['src/a.h', says('1.2.0')],
    ['src/deep/er/b.h', says('1.2.0')],
    ['src/c.c', says('1.2.0')],
    ['src/d.h', Buffer.from('int d;\n')],
    ['other/e.h', says('1.2.0')],
  ]);

  it.each([
    ['src/**/*.h', ['src/a.h', 'src/deep/er/b.h']],
    ['src/*.h', ['src/a.h']],
    ['**/*.h', ['src/a.h', 'src/deep/er/b.h', 'other/e.h']],
    ['src/a.h', ['src/a.h']],
    ['none/**/*.h', ['none/**/*.h']],
  ])('%s', (glob, expected) => {
    expect(expandGlobs([entry(glob)], files).map(({ path }) => path)).toEqual(expected);
  });

  it('names the files that are read for it', () =>
    expect(globbedPaths([entry('src/*.h')], [...files.keys()])).toEqual(['src/a.h', 'src/d.h']));
});
