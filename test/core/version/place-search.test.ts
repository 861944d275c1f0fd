import { describe, expect, it } from 'vitest';
import { searchFile } from '../../../src/core/version/place-search.ts';
import { findVersionPlaces } from '../../../src/core/version/version-places.ts';

const PARTS =
  '#define GADGET_API_VERSION_MAJOR 0\n#define GADGET_API_VERSION_MINOR 14\n#define GADGET_API_VERSION_PATCH 0\n';

describe('a name that could be the version of something else', () => {
  it.each([
    ['#define GADGET_API_VERSION "1.2.0"', true],
    ['const file_version = "1.2.0";', true],
    ['#define GADGET_MINIMUM_VERSION "1.2.0"', false],
    ['set(GADGET_REQUIRED_API_VERSION ">=1.2.0")', false],
    ['find_package(gadget_api_version 1.2.0)', false],
  ])('%s', (line, isNamesake) => {
    const found = searchFile('src/gadget.h', `${line}\n`, '1.2.0');
    expect(found.map((each) => [each.kind, each.isNamesake])).toEqual([['requirement', isNamesake]]);
  });

  const places = (learned: readonly string[]) =>
    findVersionPlaces({
      files: new Map([['gadget.h', Buffer.from(PARTS)]]),
      known: [],
      isConfigured: false,
      versions: ['0.14.0'],
      earlier: [],
      lastFinal: null,
      learned: learned.map((each) => ({ path: 'gadget.h', templates: [each], movedTo: ['v0.14.0'] })),
      stood: [],
      isApart: () => false,
      leave: new Set<string>(),
    });

  it('is told, and only what moved before is a place, with the parts that did not have to', () => {
    const still = places([]);
    expect(still.places).toEqual([]);
    expect(still.leftOver.map(({ line, blocks }) => [line, blocks])).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
    const moved = places(['#define GADGET_API_VERSION_MINOR {minor}']);
    expect(moved.places).toHaveLength(3);
    expect(moved.leftOver).toEqual([]);
  });
});

it.each([
  ['if (MAKE_VERSION (major, minor, patch) < MAKE_VERSION (1, 2, 0)) {', 'requirement'],
  ['} else if (strcmp(version, "1.2.0") >= 0)', 'requirement'],
  ['#if GADGET_VERSION >= MAKE_VERSION(1, 2, 0)', 'requirement'],
  ['if (shown) print_version("1.2.0");', 'setting'],
])('%s: what is compared with is the least that is needed', (line, kind) => {
  expect(searchFile('src/gadget.c', `${line}\n`, '1.2.0').map((each) => each.kind)).toEqual([kind]);
});

it.each([
  [
    '#define GADGET_VERSION "3.03.01" // 3.3.1',
    '3.3.1',
    ['#define GADGET_VERSION "{major}.{minor:02}.{patch:02}" // {version}'],
  ],
  ['#define GADGET_VERSION "10.03.12"', '10.3.12', ['#define GADGET_VERSION "{major}.{minor:02}.{patch:02}"']],
  ['#define GADGET_VERSION "2024.03.01"', '2024.3.1', undefined],
  ['#define GADGET_VERSION "13.03.01"', '3.3.1', undefined],
])('%s: numbers of two digits with dots between them', (line, version, templates) => {
  expect(searchFile('gadget.h', `${line}\n`, version)[0]?.templates).toEqual(templates);
});

describe('two numbers of one name', () => {
  const PAIR = 'm4_define(gadget_major, [10])\nm4_define(gadget_minor, [46])\n';

  it.each([
    ['10.46', PAIR, 2],
    ['10.46-DEV', PAIR, 2],
    ['10.46.0', PAIR, 0],
    ['10.46', 'm4_define(gadget_abi_major, [10])\nm4_define(gadget_abi_minor, [46])\n', 0],
    ['10.46', `${PAIR}m4_define(gadget_patch, [3])\n`, 0],
  ])('%s is the whole of a version of two', (version, text, lines) => {
    expect(searchFile('configure.ac', text, version).map(({ kind }) => kind)).toEqual(Array(lines).fill('definition'));
  });
});

describe('a recipe that packs a released archive', () => {
  const recipe = (digest: string) => `class Gadget < Formula\n  version '1.2.0'\n  ${digest}\nend\n`;

  it.each([
    [`sha256 '${'0a'.repeat(32)}'`, 'text'],
    ['depends_on "cmake"', 'setting'],
  ])('%s', (line, kind) => {
    expect(searchFile('pkg/gadget.rb', recipe(line), '1.2.0').map((each) => each.kind)).toEqual([kind]);
  });
});

describe('a line for people in a file that came since the last release', () => {
  const header = (end: string) => `// Gadget 1.2.0${end} - gadget.example\n#include <stdio.h>\n`;
  const found = (
    moved: readonly string[],
    files: Readonly<Record<string, string>>,
    more: Partial<Parameters<typeof findVersionPlaces>[0]> = {},
  ) =>
    findVersionPlaces({
      files: new Map(
        [...moved.map((path) => [path, header('')] as const), ...Object.entries(files)].map(([path, text]) => [
          path,
          Buffer.from(text),
        ]),
      ),
      known: [],
      isConfigured: false,
      versions: ['1.2.0'],
      earlier: ['1.1.0', '1.0.0'],
      lastFinal: null,
      learned: moved.map((path) => ({
        path,
        templates: ['// Gadget {version} - gadget.example'],
        movedTo: ['v1.2.0'],
      })),
      stood: [],
      isApart: () => false,
      leave: new Set<string>(),
      ...more,
    });
  const sources = (count: number) => Array.from({ length: count }, (_, at) => `src/part${at}.c`);

  it.each([
    ['the same line as in two others', 2, header(''), true],
    ['the same as in one', 1, header(''), false],
    ['one that begins and ends as very many do', 10, header(' Win32'), true],
    ['… as few do', 9, header(' Win32'), false],
    ['… and speaks of the past', 10, header(' and older'), false],
    ['… and ends otherwise', 10, '// Gadget 1.2.0 is the version of the wire\n', false],
  ])('%s', (_, others, text, isMoved) => {
    const { places, leftOver } = found(sources(others), { 'src/new.c': text });
    expect(places.filter(({ spec }) => spec.path === 'src/new.c').length).toBe(isMoved ? 1 : 0);
    expect(leftOver.map(({ path, blocks }) => [path, blocks])).toEqual(isMoved ? [] : [['src/new.c', null]]);
  });

  it('is as old as the release before, and did not move then', () => {
    const text = header('');
    const { places } = found(
      sources(3),
      { 'src/old.c': text },
      { stood: [{ path: 'src/old.c', line: text.split('\n')[0] ?? '' }] },
    );
    expect(places.filter(({ spec }) => spec.path === 'src/old.c')).toEqual([]);
  });

  it('stops where the configuration lists the others', () => {
    const [one = '', two = ''] = sources(2);
    const lines = ['// Gadget {version} - gadget.example'];
    const { places, leftOver } = found(
      [one, two],
      { 'src/new.c': header('') },
      { isConfigured: true, learned: [], known: [one, two].map((path) => ({ path, preset: 'lines', lines })) },
    );
    expect(places).toHaveLength(2);
    expect(leftOver.map(({ path, blocks }) => [path, blocks])).toEqual([
      ['src/new.c', 'it reads like lines of 2 files that the release changes'],
    ]);
  });

  it('says as much of the version as those do', () => {
    const short = (path: string, end: string) => [path, `// Gadget 1.2${end} - gadget.example\n`] as const;
    const { places } = found(
      [],
      Object.fromEntries([short('src/new.c', ' Win32'), ...sources(10).map((path) => short(path, ''))]),
      {
        versions: ['1.2'],
        learned: sources(10).map((path) => ({
          path,
          templates: ['// Gadget {major}.{minor} - gadget.example'],
          movedTo: ['v1.2'],
        })),
      },
    );
    const [added] = places.filter(({ spec }) => spec.path === 'src/new.c');
    expect(added?.spec).toMatchObject({ lines: ['// Gadget {major}.{minor} Win32 - gadget.example'] });
  });
});

describe('what moves with final versions alone', () => {
  const about = {
    files: new Map([['docs/install.rst', Buffer.from('In this case, gadget v1.2.0 is built.\n')]]),
    known: [],
    isConfigured: false,
    versions: ['1.3.0-rc.1'],
    earlier: ['1.3.0-rc.1', '1.2.0', '1.1.0'],
    learned: [
      { path: 'docs/install.rst', templates: ['In this case, gadget v{version} is built.'], movedTo: ['v1.2.0'] },
    ],
    stood: [],
    isApart: () => false,
    leave: new Set<string>(),
  };

  it('is a place after a candidate, which leaves it alone', () => {
    const { places } = findVersionPlaces({ ...about, lastFinal: '1.2.0' });
    expect(places.map(({ isOfFinals }) => isOfFinals)).toEqual([true]);
  });

  it('is told where it was not moved since an earlier one', () => {
    const { places, leftOver } = findVersionPlaces({ ...about, versions: ['1.3.0'], lastFinal: null });
    expect(places).toEqual([]);
    expect(leftOver.map(({ says, blocks }) => [says, blocks])).toEqual([['1.2.0', null]]);
  });
});

describe('a test or a workflow that names the version', () => {
  const found = (stood: readonly { path: string; line: string }[]) =>
    findVersionPlaces({
      files: new Map([
        ['gadget.h', Buffer.from('#define GADGET_VERSION 10200\n')],
        [
          '.github/workflows/release.yml',
          Buffer.from(
            'env:\n  RELEASE: Gadget v1.2.0\n  TOOL: 1.2.0\njobs: {a: {steps: [{uses: a/release@v1.2.0}]}}\n',
          ),
        ],
        ['tests/version.c', Buffer.from('#if GADGET_VERSION != 10200 // 1.2.0\nint other = 10200;\n#endif\n')],
      ]),
      known: [],
      isConfigured: false,
      versions: ['1.2.0'],
      earlier: ['1.1.0'],
      lastFinal: null,
      learned: [{ path: 'gadget.h', templates: ['#define GADGET_VERSION {number:10000,100,1}'], movedTo: ['v1.2.0'] }],
      stood,
      isApart: () => false,
      leave: new Set<string>(),
    });

  it('is told where it came with the last release, and not where it stood', () => {
    expect(found([]).leftOver.map(({ path, line, blocks }) => [path, line, blocks])).toEqual([
      ['.github/workflows/release.yml', 2, null],
      ['tests/version.c', 1, null],
    ]);
    const stood = [
      { path: 'tests/version.c', line: '#if GADGET_VERSION != 10200 // 1.2.0' },
      { path: '.github/workflows/release.yml', line: '  RELEASE: Gadget v1.2.0' },
    ];
    expect(found(stood).leftOver).toEqual([]);
  });
});

it('a requirement that says an earlier release by chance is not what was forgotten', () => {
  const text =
    'module(\n    name = "gadget",\n    version = "1.2.0",\n)\nbazel_dep(\n    name = "rules",\n    version = "1.0.0",\n)\n';
  const { places } = findVersionPlaces({
    files: new Map([['MODULE.bazel', Buffer.from(text)]]),
    known: [{ path: 'MODULE.bazel', preset: 'manifest' }],
    isConfigured: false,
    versions: ['1.2.0'],
    earlier: ['1.2.0', '1.1.0', '1.0.0'],
    lastFinal: null,
    learned: [{ path: 'MODULE.bazel', templates: ['    version = "{version}",'], movedTo: ['v1.2.0'] }],
    stood: [],
    isApart: () => false,
    leave: new Set<string>(),
  });
  expect(places.map(({ origin }) => origin.kind)).toEqual(['format']);
});

it.each([
  ['Requires.private: libgadgetcommon >= 1.2.0', 1],
  ['Requires.private: libother >= 1.2.0', 0],
])('%s', (line, told) => {
  const { places, leftOver } = findVersionPlaces({
    files: new Map([
      ['CMakeLists.txt', Buffer.from('project(gadget VERSION 1.2.0)\n')],
      ['scripts/gadget.pc.in', Buffer.from(`${line}\n`)],
    ]),
    known: [{ path: 'CMakeLists.txt', preset: 'cmake-project' }],
    isConfigured: false,
    versions: ['1.2.0'],
    earlier: ['1.1.0'],
    lastFinal: null,
    learned: [],
    stood: [],
    isApart: () => false,
    leave: new Set<string>(),
  });
  expect(places).toHaveLength(1);
  expect(leftOver.map(({ blocks }) => blocks)).toEqual(Array(told).fill(null));
});

it('a name with the version in it is called by that name everywhere', () => {
  const calls =
    'void check() { gadget::V_1_2_0(); }\nint GADGET_1_2_0x = 1, MY_GADGET_1_2_0;\ncall(GADGET_1_2_0, GADGET_1_2_0);\n';
  const { places, leftOver } = findVersionPlaces({
    files: new Map([
      ['gadget.h', Buffer.from('void GADGET_1_2_0();\n')],
      ['tests/check.c', Buffer.from(calls)],
      ['docs/changes.md', Buffer.from('GADGET_1_2_0 came.\n')],
    ]),
    known: [],
    isConfigured: false,
    versions: ['1.2.0'],
    earlier: ['1.2.0', '1.1.0'],
    lastFinal: null,
    learned: [{ path: 'gadget.h', templates: ['void GADGET_{major}_{minor}_{patch}();'], movedTo: ['v1.2.0'] }],
    stood: [],
    isApart: () => false,
    leave: new Set<string>(),
  });
  expect(places.map(({ spec }) => spec)).toMatchObject([
    { path: 'gadget.h' },
    {
      path: 'tests/check.c',
      lines: ['call(GADGET_{major}_{minor}_{patch}, GADGET_{major}_{minor}_{patch});'],
    },
  ]);
  expect(leftOver.every(({ blocks }) => blocks === null)).toBe(true);
});

describe('parts of a version in a file without a third one', () => {
  it.each([
    ['static const int kMajorVersion = 1;\nstatic const int kMinorVersion = 22;\n', 2],
    ['#define GADGET_VERSION_MAJOR 1\n#define GADGET_VERSION_MINOR 22\n', 2],
    ['static const int kMajorAbi = 1;\nstatic const int kMinorAbi = 22;\n', 0],
  ])('%j', (text, count) => {
    expect(searchFile('include/gadget.h', text, '1.22')).toHaveLength(count);
  });
});
