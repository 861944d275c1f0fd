import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bumpVersionFile, readVersionFile, type VersionFileSpec } from '../../../src/core/version/version-file.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);
const target = { version: '1.2.0', tag: 'core/v1.2.0', repositoryUrl: 'https://github.com/o/r' };
const bytes = (text: string) => Buffer.from(text, 'latin1');

const KEY_VALUE: VersionFileSpec = { path: 'VERSION', preset: 'key-value', prefix: 'LIB_VERSION' };
const MACROS: VersionFileSpec = { path: 'a.h', preset: 'c-macros', prefix: 'A_VERSION' };
const CMAKE: VersionFileSpec = { path: 'CMakeLists.txt', preset: 'cmake-project' };
const JSON_FILE: VersionFileSpec = { path: 'a.json', preset: 'json', at: 'version' };
const YAML_FILE: VersionFileSpec = { path: 'a.yml', preset: 'yaml', at: 'app.version' };
const TOML_FILE: VersionFileSpec = { path: 'a.toml', preset: 'toml', at: 'package.version' };
const PLAIN: VersionFileSpec = { path: 'V', preset: 'plain' };
const REGEX: VersionFileSpec = { path: 'r', preset: 'regex', pattern: '^version is (?<version>[0-9.]+);' };

/** Each preset with a file before and after: nothing but the version may differ. */
const EDITS: [string, VersionFileSpec, string, string][] = [
  [
    'key-value with parts',
    KEY_VALUE,
    'LIB_VERSION_MAJOR=1\nLIB_VERSION_MINOR=1\nLIB_VERSION_PATCH=9\nLIB_VERSION=1.1.9\n',
    'LIB_VERSION_MAJOR=1\nLIB_VERSION_MINOR=2\nLIB_VERSION_PATCH=0\nLIB_VERSION=1.2.0\n',
  ],
  [
    'key-value whole only',
    KEY_VALUE,
    '# LIB_VERSION=0.1.0\r\nLIB_VERSION = "1.1.0"  # now\r\n',
    '# LIB_VERSION=0.1.0\r\nLIB_VERSION = "1.2.0"  # now\r\n',
  ],
  ['key-value without line end', KEY_VALUE, 'OTHER_VERSION=3\nLIB_VERSION=1.1.0', 'OTHER_VERSION=3\nLIB_VERSION=1.2.0'],
  [
    'macros',
    MACROS,
    '/* © */\n#define A_VERSION_MAJOR 1 // major\n# define A_VERSION_MINOR\t1\n#define A_VERSION_PATCH 0\n#define B_VERSION_MAJOR 7\n#define A_VERSION A_MAKE(A_VERSION_MAJOR)\n',
    '/* © */\n#define A_VERSION_MAJOR 1 // major\n# define A_VERSION_MINOR\t2\n#define A_VERSION_PATCH 0\n#define B_VERSION_MAJOR 7\n#define A_VERSION A_MAKE(A_VERSION_MAJOR)\n',
  ],
  [
    'macros with a string',
    MACROS,
    '#define A_VERSION_MAJOR 1\n#define A_VERSION_MINOR 1\n#define A_VERSION_PATCH 0\n#define A_VERSION_STRING "1.1.0"\n',
    '#define A_VERSION_MAJOR 1\n#define A_VERSION_MINOR 2\n#define A_VERSION_PATCH 0\n#define A_VERSION_STRING "1.2.0"\n',
  ],
  [
    'cmake',
    CMAKE,
    'cmake_minimum_required(VERSION 3.10)\n# project(old VERSION 0.1)\nproject(a VERSION 1.1.0 LANGUAGES C)\n',
    'cmake_minimum_required(VERSION 3.10)\n# project(old VERSION 0.1)\nproject(a VERSION 1.2.0 LANGUAGES C)\n',
  ],
  ['cmake over lines', CMAKE, 'PROJECT (a\r\n  VERSION\r\n    1.1.0)\r\n', 'PROJECT (a\r\n  VERSION\r\n    1.2.0)\r\n'],
  [
    'json',
    JSON_FILE,
    '{\n\t"a": {"version": "9"},\n\t"version":"1.1.0" ,"b":[1]}',
    '{\n\t"a": {"version": "9"},\n\t"version":"1.2.0" ,"b":[1]}',
  ],
  [
    'json with a byte order mark',
    JSON_FILE,
    '\u00ef\u00bb\u00bf{"version": "1.1.0"}',
    '\u00ef\u00bb\u00bf{"version": "1.2.0"}',
  ],
  [
    'yaml',
    YAML_FILE,
    "version: 9 # no\napp:\n  version: '1.1.0'   # yes\n",
    "version: 9 # no\napp:\n  version: '1.2.0'   # yes\n",
  ],
  ['yaml unquoted', YAML_FILE, 'app: {version: 1.1.0, x: 1}\n', 'app: {version: 1.2.0, x: 1}\n'],
  [
    'toml',
    TOML_FILE,
    '[deps]\nversion = "9"\n[package]\nname = "a"\nversion = "1.1.0" # c\n',
    '[deps]\nversion = "9"\n[package]\nname = "a"\nversion = "1.2.0" # c\n',
  ],
  [
    'toml, a string that looks like it',
    TOML_FILE,
    '[package]\nx = """\nversion = "0"\n"""\nversion = "1.1.0"\n',
    '[package]\nx = """\nversion = "0"\n"""\nversion = "1.2.0"\n',
  ],
  ['plain', PLAIN, '1.1.0\r\n', '1.2.0\r\n'],
  ['regex', REGEX, 'a\nversion is 1.1.0; ok\n', 'a\nversion is 1.2.0; ok\n'],
];

describe('bumpVersionFile', () => {
  it.each(EDITS)('%s', (_, spec, before, after) => {
    const bumped = bumpVersionFile(spec, bytes(before), target);
    expect(bumped.ok && Buffer.from(bumped.value.bytes).toString('latin1')).toBe(after);
    expect(bumped).toMatchObject({ ok: true, value: { changed: true } });
    // Again: nothing left to do.
    expect(bumpVersionFile(spec, bytes(after), target)).toMatchObject({
      ok: true,
      value: { changed: false, before: '1.2.0' },
    });
  });

  it.each([
    ['no match', KEY_VALUE, 'OTHER=1\n', 'version-not-found'],
    ['twice', KEY_VALUE, 'LIB_VERSION=1.1.0\nLIB_VERSION=1.1.0\n', 'version-ambiguous'],
    ['a part missing', KEY_VALUE, 'LIB_VERSION=1.1.0\nLIB_VERSION_MAJOR=1\n', 'version-not-found'],
    [
      'parts that contradict',
      KEY_VALUE,
      'LIB_VERSION=1.1.0\nLIB_VERSION_MAJOR=1\nLIB_VERSION_MINOR=0\nLIB_VERSION_PATCH=0\n',
      'version-files-disagree',
    ],
    ['no macros', MACROS, 'int x;\n', 'version-not-found'],
    [
      'macros twice',
      MACROS,
      '#define A_VERSION_MAJOR 1\n#define A_VERSION_MAJOR 1\n#define A_VERSION_MINOR 1\n#define A_VERSION_PATCH 1\n',
      'version-ambiguous',
    ],
    ['project without version', CMAKE, 'project(a C)\n', 'version-not-found'],
    [
      'a variable that is set twice',
      CMAKE,
      ['set(V 1.0.0)', 'set(V 1.1.0)', 'project(a VERSION $' + '{V})'].join('\n'),
      'version-not-found',
    ],
    ['broken json', JSON_FILE, '{"version": ', 'version-not-found'],
    ['json key twice', JSON_FILE, '{"version": "1.0.0", "version": "1.1.0"}', 'version-ambiguous'],
    ['json number', JSON_FILE, '{"version": 1}', 'version-not-found'],
    ['json nested deeply', JSON_FILE, '['.repeat(10_000), 'version-not-found'],
    ['yaml bomb of keys', YAML_FILE, 'app: &a\n  version: *a\n', 'version-not-found'],
    ['yaml twice', YAML_FILE, 'app: {version: 1}\napp: {version: 2}\n', 'version-not-found'],
    ['toml broken', TOML_FILE, '[package\nversion="1.1.0"', 'version-not-found'],
    ['regex without group', { path: 'r', preset: 'regex', pattern: 'a' }, 'a', 'config-invalid'],
    ['regex with look-around', { path: 'r', preset: 'regex', pattern: '(?<version>1)(?=2)' }, '12', 'config-invalid'],
    ['regex too often', { path: 'r', preset: 'regex', pattern: '(?<version>[0-9]+)' }, '1 2', 'version-ambiguous'],
    [
      'regex too seldom',
      { path: 'r', preset: 'regex', pattern: '(?<version>[0-9]+)', matches: 2 },
      '1',
      'version-not-found',
    ],
  ] as [string, VersionFileSpec, string, string][])('refuses %s', (_, spec, text, code) => {
    const bumped = bumpVersionFile(spec, bytes(text), target);
    expect(bumped.ok ? 'ok' : bumped.problems[0]?.code).toBe(code);
    if (!bumped.ok) expect(bumped.problems[0]?.where).toContain(spec.path);
  });

  it('refuses a pre-release where the format cannot hold it', () => {
    const bumped = bumpVersionFile(CMAKE, bytes('project(a VERSION 1.1.0)'), { ...target, version: '1.2.0-rc.1' });
    expect(bumped).toMatchObject({ ok: false, problems: [{ code: 'version-invalid' }] });
  });

  it('stays linear on patterns that backtrack elsewhere', () => {
    const spec: VersionFileSpec = { path: 'r', preset: 'regex', pattern: '(a|a)*(a|a)*(?<version>b)' };
    expect(bumpVersionFile(spec, bytes('a'.repeat(50_000)), target).ok).toBe(false);
  });

  it('changes nothing outside the match, whatever the bytes around it', () => {
    const byte = fc
      .integer({ min: 0, max: 255 })
      .filter((each) => each !== 0x0a && each !== 0x22 && each !== 0x27 && each !== 0x23);
    const around = fc.array(byte, { maxLength: 30 }).map((list) => Buffer.from(list));
    fc.assert(
      fc.property(around, around, fc.constantFrom('\n', '\r\n'), (before, after, end) => {
        const prefix = Buffer.concat([Buffer.from('#'), before, Buffer.from(`${end}LIB_VERSION=`)]);
        const suffix = Buffer.concat([Buffer.from(`${end}#`), after]);
        const bumped = bumpVersionFile(KEY_VALUE, Buffer.concat([prefix, Buffer.from('1.1.0'), suffix]), target);
        expect(
          bumped.ok && Buffer.compare(bumped.value.bytes, Buffer.concat([prefix, Buffer.from('1.2.0'), suffix])),
        ).toBe(0);
      }),
      { numRuns: runs },
    );
  });

  it.each(EDITS.map(([name, spec, text]) => [name, spec, text] as const))(
    'never crashes on mutations: %s',
    (_, spec, text) => {
      const mutation = fc.record({
        at: fc.nat(text.length),
        drop: fc.nat(6),
        insert: fc.constantFrom('', '"', '\n', '[', '{', ':', '&a', '*a', '\u0000', '\u00ff', '1.1.0', text),
      });
      fc.assert(
        fc.property(fc.array(mutation, { maxLength: 3 }), (mutations) => {
          let mutated = text;
          for (const { at, drop, insert } of mutations)
            mutated = mutated.slice(0, at) + insert + mutated.slice(at + drop);
          const bumped = bumpVersionFile(spec, bytes(mutated), target);
          // Whatever was accepted now says the new version and nothing else.
          if (bumped.ok) {
            const read = readVersionFile(spec, bumped.value.bytes);
            expect(read.ok && read.value.every((each) => each.version === '1.2.0')).toBe(true);
          }
        }),
        { numRuns: runs },
      );
    },
  );
});
