import { describe, expect, it } from 'vitest';
import { publishesTo } from '../../../src/core/triggers/publishers.ts';
import { parseWorkflow } from '../../../src/core/triggers/workflow-file.ts';
import { findComponents, groupComponents } from '../../../src/core/version/components.ts';
import { detectVersionFiles } from '../../../src/core/version/detect.ts';
import { resolveNextVersion } from '../../../src/core/version/next-version.ts';
import { compareVersions } from '../../../src/core/version/semver.ts';
import { bumpVersionFile } from '../../../src/core/version/version-file.ts';

const filesOf = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

/** One file that carries 1.2.3, and the lines that the bump to 1.3.0 changes. */
const WRITTEN: [string, string, string[]][] = [
  ['package.json', '{ "name": "a", "version": "1.2.3", "dependencies": { "b": "1.2.3" } }', ['"version": "1.3.0"']],
  ['Cargo.toml', '[package]\nname = "a"\nversion = "1.2.3"\n[dependencies]\nb = "1.2.3"\n', ['version = "1.3.0"']],
  ['Cargo.toml', '[workspace.package]\nversion = "1.2.3"\n', ['version = "1.3.0"']],
  ['pyproject.toml', '[project]\nname = "a"\nversion = "1.2.3"\n', ['version = "1.3.0"']],
  ['setup.cfg', '[metadata]\nname = a\nversion = 1.2.3\n[options]\n', ['version = 1.3.0']],
  ['setup.py', 'setup(\n    name="a",\n    version="1.2.3",\n    python_requires=">=3.9",\n)\n', ['version="1.3.0"']],
  ['src/a/__init__.py', '"""1.2.3"""\n__version__ = "1.2.3"\n', ['__version__ = "1.3.0"']],
  ['a/__version__.py', "__title__ = 'a'\n__version__: str = '1.2.3'\n", ["= '1.3.0'"]],
  ['VERSION', '1.2.3\n', ['1.3.0']],
  ['version.txt', '1.2.3', ['1.3.0']],
  ['CMakeLists.txt', 'cmake_minimum_required(VERSION 3.15)\nproject(a VERSION 1.2.3 LANGUAGES C)\n', ['VERSION 1.3.0']],
  ['a.h', '#define A_VERSION_MAJOR 1\n#define A_VERSION_MINOR 2\n#define A_VERSION_PATCH 3\n', ['MINOR 3', 'PATCH 0']],
  ['a.h', '#define A_MAJOR 1\n#define A_MINOR 2\n#define A_PATCH 3\n', ['A_MINOR 3', 'A_PATCH 0']],
  [
    'include/a/a.h',
    '#define A_MAJOR_VERSION 1\n#define A_MINOR_VERSION 2\n#define A_PATCH_VERSION 3\n',
    ['MINOR_VERSION 3'],
  ],
  ['conanfile.py', 'class A(ConanFile):\n    name = "a"\n    version = "1.2.3"\n', ['version = "1.3.0"']],
  ['meson.build', "project('a', 'c',\n  version: '1.2.3')\ndependency('b', version: '>=1.0')\n", ["version: '1.3.0'"]],
  ['configure.ac', 'AC_PREREQ([2.69])\nAC_INIT([a], [1.2.3], [a@example.org])\n', ['[1.3.0]']],
  ['a.podspec', "Pod::Spec.new do |s|\n  s.version = '1.2.3'\nend\n", ["s.version = '1.3.0'"]],
  ['Makefile', 'LUA_VERSION = 5.4.6\nVERSION := 1.2.3\n', ['VERSION := 1.3.0']],
];

/** Texts that only look as if they carried the version of the repository. */
const NONE: [string, string][] = [
  ['package.json', '{ "name": "a" }'],
  ['Cargo.toml', '[package]\nname = "a"\nversion.workspace = true\n'],
  ['CMakeLists.txt', 'cmake_minimum_required(VERSION 3.15.0)\nproject(a C)\n'],
  ['a.h', '#if OTHER_VERSION_MAJOR >= 3\n#endif\n'],
  ['a.h', '#define A_MAJOR 1\n'],
  ['setup.py', 'setup(version=read_version())\n'],
  ['meson.build', "dependency('b', version: '>=1.0')\n"],
  ['Makefile', 'LUA_VERSION = 5.4.6\nVERSION = $(shell git describe)\n'],
  ['tests/a/package.json', '{ "version": "1.2.3" }'],
  ['third_party/a/VERSION', '1.2.3'],
];

describe('version-bearing files', () => {
  it.each(WRITTEN)('%s is recognised and edited: %j', (path, text, expected) => {
    const { specs, current } = detectVersionFiles(filesOf({ [path]: text }));
    expect(current).toBe('1.2.3');
    expect(specs.map((spec) => spec.path)).toEqual([path]);
    const [spec] = specs;
    const bumped = spec && bumpVersionFile(spec, Buffer.from(text), { version: '1.3.0', tag: '', repositoryUrl: '' });
    expect(bumped?.ok).toBe(true);
    const after = bumped?.ok ? Buffer.from(bumped.value.bytes).toString() : '';
    for (const each of expected) expect(after).toContain(each);
    expect(after.length).toBe(text.length);
  });

  it.each(NONE)('%s carries none: %j', (path, text) => {
    expect(detectVersionFiles(filesOf({ [path]: text })).specs).toEqual([]);
  });

  it('lock files follow their manifest, in their own entries alone', () => {
    const entry = (name: string, version: string, more = '') =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\n${more}\n`;
    const lock = [
      'version = 4\n\n',
      entry('a', '1.2.3', 'dependencies = [\n "b",\n]\n'),
      entry('a', '1.2.3', 'source = "registry+https://example.org/index"\n'),
      entry('b', '1.2.3'),
      entry('c', '1.2.3', 'source = "registry+https://example.org/index"\n'),
    ].join('');
    const { specs } = detectVersionFiles(
      filesOf({
        'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n[workspace.package]\nversion = "1.2.3"\n',
        'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
        'b/Cargo.toml': '[package]\nname = "b"\nversion.workspace = true\n',
        'Cargo.lock': lock,
      }),
    );
    let text = Buffer.from(lock);
    for (const spec of specs.filter((each) => each.path === 'Cargo.lock')) {
      const bumped = bumpVersionFile(spec, text, { version: '2.0.0', tag: '', repositoryUrl: '' });
      expect(bumped.ok).toBe(true);
      if (bumped.ok) text = Buffer.from(bumped.value.bytes);
    }
    expect(
      text
        .toString()
        .split('\n')
        .filter((line) => /^version = "/.test(line)),
    ).toEqual(['version = "2.0.0"', 'version = "1.2.3"', 'version = "2.0.0"', 'version = "1.2.3"']);
  });

  it('package-lock.json says it twice', () => {
    const { specs } = detectVersionFiles(
      filesOf({
        'package.json': '{ "name": "a", "version": "1.2.3" }',
        'package-lock.json':
          '{ "version": "1.2.3", "packages": { "": { "version": "1.2.3" }, "node_modules/b": { "version": "1.2.3" } } }',
      }),
    );
    expect(specs).toEqual([
      { path: 'package.json', preset: 'json', at: 'version' },
      { path: 'package-lock.json', preset: 'packages', names: ['a'] },
    ]);
  });
});

describe('a present version as its language writes it', () => {
  const CASES: [string, string, string | null][] = [
    ['8.5.0.dev', 'minor', '8.5.0'],
    ['8.5.0.dev3', 'patch', '8.5.0'],
    ['8.5.0rc1', '8.5.0', '8.5.0'],
    ['8.5.0rc1', '8.4.9', null],
    ['8.5', 'minor', '8.6'],
  ];
  it.each(CASES)('%s → %s', (current, request, expected) => {
    const next = resolveNextVersion(request, current);
    expect(next.ok ? next.value : null).toBe(expected);
  });

  it('comes in the order of its language', () => {
    const order = ['1.0.0.dev1', '1.0.0.dev2', '1.0.0a1', '1.0.0b1', '1.0.0rc1', '1.0.0'];
    for (const [at, each] of order.entries()) {
      for (const [other, against] of order.entries()) {
        expect(Math.sign(compareVersions(each, against) ?? Number.NaN)).toBe(Math.sign(at - other));
      }
    }
  });
});

describe('components', () => {
  const npm = (name: string, version: string, more = '') => `{ "name": "${name}", "version": "${version}"${more} }`;
  const CASES: [string, Record<string, string>, string[]][] = [
    [
      'packages of different versions',
      { 'packages/a/package.json': npm('a', '1.0.0'), 'packages/b/package.json': npm('b', '2.0.0') },
      ['a 1.0.0', 'b 2.0.0'],
    ],
    [
      'packages in step are released together',
      { 'a/package.json': npm('a', '1.0.0'), 'b/package.json': npm('b', '1.0.0') },
      [],
    ],
    [
      'a version at the root speaks for the whole',
      { VERSION: '3.0.0', 'a/package.json': npm('a', '1.0.0'), 'b/package.json': npm('b', '2.0.0') },
      [],
    ],
    [
      'a private root does not',
      {
        'package.json': npm('root', '0.0.0', ', "private": true'),
        'a/package.json': npm('a', '1.0.0'),
        'b/package.json': npm('b', '2.0.0'),
      },
      ['a 1.0.0', 'b 2.0.0'],
    ],
    [
      'private packages are none',
      { 'a/package.json': npm('a', '1.0.0'), 'b/package.json': npm('b', '2.0.0', ', "private": true') },
      [],
    ],
    [
      'crates',
      {
        'a/Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n',
        'b/Cargo.toml': '[package]\nname = "b"\nversion = "0.2.0"\n',
        'xtask/Cargo.toml': '[package]\nname = "xtask"\nversion = "0.1.0"\npublish = false\n',
      },
      ['a 1.0.0', 'b 0.2.0'],
    ],
  ];
  it.each(CASES)('%s', (_, files, expected) => {
    expect(findComponents(filesOf(files)).map(({ name, version }) => `${name} ${version}`)).toEqual(expected);
  });

  it.each([
    ['the newest tag is that of one', ['2.5.7', '2.5.6', '0.3.2'], ['data 0.3.2']],
    ['an older one is, and no newer', ['0.3.2'], ['url 2.5.7']],
    ['the newest is of none of them, and several older ones are', ['9.0.0', '2.5.7', '0.3.2'], null],
    ['there are no tags', [], null],
  ])('what is released apart, where %s', (_, released, apart) => {
    const crate = (name: string, version: string) => `[package]\nname = "${name}"\nversion = "${version}"\n`;
    const files = { 'url/Cargo.toml': crate('url', '2.5.7'), 'data/Cargo.toml': crate('data', '0.3.2') };
    const groups = groupComponents(filesOf(files), released);
    expect(groups.isDecided ? groups.apart.map(({ name, version }) => `${name} ${version}`) : null).toEqual(apart);
  });
});

describe('what a workflow publishes to', () => {
  const CASES: [string, string[]][] = [
    ['run: make test', []],
    ['run: npm publish --provenance', ['npm']],
    ['run: cargo publish --locked', ['crates.io']],
    ['uses: pypa/gh-action-pypi-publish@v1', ['PyPI']],
    ['run: gh release create "$TAG" dist/*', ['a GitHub release']],
    ['run: dotnet nuget push a.nupkg', ['NuGet']],
    ['run: conan upload a/1.0.0', ['a Conan remote']],
    ['uses: actions/checkout@v6', []],
  ];
  it.each(CASES)('%s', (step, expected) => {
    const parsed = parseWorkflow(
      '.github/workflows/a.yml',
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`,
    );
    expect(parsed.ok && publishesTo(parsed.value)).toEqual(expected);
  });
});
