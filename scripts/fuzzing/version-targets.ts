import { extractSection, releaseChangelog } from '../../src/core/changelog/release-changelog.ts';
import { type Checked, PROBLEM_KINDS } from '../../src/core/problem.ts';
import { addConandataSha256 } from '../../src/core/version/conandata.ts';
import { recognise } from '../../src/core/version/detect.ts';
import { resolveNextVersion } from '../../src/core/version/next-version.ts';
import { compareVersions, validateVersion } from '../../src/core/version/semver.ts';
import { bumpVersionFile, readVersionFile, type VersionFileSpec } from '../../src/core/version/version-file.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { MANIFESTS } from './manifest-samples.ts';

const NEXT = { version: '7.8.9', tag: 'v7.8.9', repositoryUrl: 'https://github.com/sample/zlink' };

/** Every problem is one of the table, and says something. */
export function typed<T>(result: Checked<T>): void {
  if (result.ok) return;
  must(result.problems.length > 0, 'a refusal has a reason');
  for (const each of result.problems) must(each.code in PROBLEM_KINDS && each.what !== '', 'a problem of the table');
}

/** What every preset promises of any file: a typed problem, or the new version in it and every other byte as it was. */
function holdsForBump(spec: VersionFileSpec, bytes: Uint8Array): void {
  const bumped = bumpVersionFile(spec, bytes, NEXT);
  typed(bumped);
  if (!bumped.ok) return;
  const again = readVersionFile(spec, bumped.value.bytes);
  must(again.ok, `what was written can be read: ${Buffer.from(bumped.value.bytes).toString('latin1')}`);
  // A conandata.yml has the new version beside older and perhaps higher ones.
  if (spec.preset !== 'conandata')
    must(
      again.value.every((each) => each.version === NEXT.version),
      `it says ${NEXT.version}: ${JSON.stringify(again.value)}`,
    );
  const lines = (each: Uint8Array) => Buffer.from(each).toString('latin1').split('\n');
  if (spec.preset !== 'conandata')
    must(lines(bumped.value.bytes).length === lines(bytes).length, 'no line comes or goes');
}

const preset = (
  name: string,
  spec: VersionFileSpec,
  samples: readonly string[],
  words: readonly string[],
): FuzzTarget => ({
  name,
  samples,
  words: [...words, '1.2.0', '1', '0', '2', '-rc.1', '+x', ' ', '\n'],
  check: (_, bytes) => holdsForBump(spec, bytes),
});

const JSON_SAMPLE =
  '{\n  // comment\n  "name": "x",\n  "version": "1.2.0",\n  "packages": [{"version": "3.0.0"}],\n}\n';
const YAML_SAMPLE = 'project: &p\n  version: "1.2.0" # now\n  list: [a, *p]\nother:\n  - version: 2.0.0\n';
const TOML_SAMPLE =
  '# top\n[package]\nname = "x"\nversion = "1.2.0" # now\n[[bin]]\nversion = "9.9.9"\ntext = """\n[package]\n"""\n';
const CONANDATA_SAMPLE =
  'sources:\n  "1.2.0":\n    url: "https://example.org/1.2.0.tar.gz"\n    sha256: "00"\n  "1.1.0":\n    url: "https://example.org/1.1.0.tar.gz"\npatches: {}\n';
const CHANGELOG_SAMPLE =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n- x\n<!-- ## [9.9.9] -->\n```\n## [8.8.8]\n```\n\n## [1.2.0] - 2026-01-02\n- y\n\n[unreleased]: https://github.com/a/b/compare/v1.2.0...HEAD\n[1.2.0]: https://github.com/a/b/compare/v1.1.0...v1.2.0\n';

const CHANGELOG_FORMS = ['CHANGELOG.md', 'CHANGES.rst', 'NEWS.adoc', 'ChangeLog'];

const changelog: FuzzTarget = {
  name: 'changelog',
  samples: [
    CHANGELOG_SAMPLE,
    CHANGELOG_SAMPLE.replaceAll('\n', '\r\n'),
    '## Unreleased\n- x\n',
    'Changes\n=======\n\nUnreleased\n----------\n\n* x\n\n1.2.0 (2026-01-02)\n------------------\n\n* y\n\n.. _1.2.0: https://h/o/r/compare/v1.1.0...v1.2.0\n',
    'Unreleased\n\n* x\n\n2026.01.02, Version 1.2.0 (Stable)\n\n* y\n',
    '== Unreleased\n\n* x\n\n[[v1.2.0]]\n== 1.2.0 (2 Jan 2026)\n\n* y\n',
  ],
  words: [
    '## ',
    '[Unreleased]',
    '[1.2.0]',
    ' - 2026-02-03',
    '\n',
    '```',
    '~~~',
    '<!--',
    '-->',
    '---',
    '[unreleased]: ',
    '/compare/',
    '...',
    '- x',
  ],
  forms: CHANGELOG_FORMS.length,
  check(_, bytes) {
    for (const path of CHANGELOG_FORMS) holdsForChangelog(path, bytes);
  },
};

/** What holds of a changelog in any form: its section is found again, the rest is as it was, and there is no second one. */
function holdsForChangelog(path: string, bytes: Uint8Array): void {
  const about = {
    path,
    tag: 'v7.8.9',
    date: '2026-02-13',
    allowEmpty: false,
    component: null,
    current: '1.2.0',
    repositoryUrl: 'https://h/o/r',
    changes: null,
  };
  const release = { ...about, version: '7.8.9', mode: 'promote' } as const;
  const promoted = releaseChangelog(bytes, release);
  typed(promoted);
  typed(releaseChangelog(bytes, { ...release, mode: 'check' }));
  if (!promoted.ok) return;
  const section = extractSection(promoted.value.bytes, release.version, about);
  must(
    section !== null && [null, release.date, '2026-02-01'].includes(section.date),
    'the section is there with its date',
  );
  // A link of the list at the end that stands in the section is followed there.
  if (!/\[unreleased\]:|\.\. _|https?:/i.test(Buffer.from(bytes).toString('latin1')))
    must(section.body === promoted.value.section, 'it says what was unreleased');
  const again = releaseChangelog(promoted.value.bytes, release);
  must(
    !again.ok && again.problems.some(({ code }) => code === 'changelog-version-exists'),
    'a version has one section',
  );
  const checked = releaseChangelog(promoted.value.bytes, { ...release, mode: null });
  if (checked.ok) must(Buffer.compare(checked.value.bytes, promoted.value.bytes) === 0, 'what is written stays');
}

const conandata: FuzzTarget = {
  ...preset(
    'conandata',
    { path: 'conandata.yml', preset: 'conandata' },
    [CONANDATA_SAMPLE, CONANDATA_SAMPLE.replaceAll('\n', '\r\n')],
    ['sources:', '"7.8.9":', 'url: ', 'sha256: ', '"https://example.org/x"', '  ', '&a', '*a', '- '],
  ),
  check(_, bytes) {
    holdsForBump({ path: 'conandata.yml', preset: 'conandata' }, bytes);
    const sha256 = 'ab'.repeat(32);
    const added = addConandataSha256(bytes, { version: '1.1.0', sha256 });
    typed(added);
    if (!added.ok) return;
    const again = addConandataSha256(added.value.bytes, { version: '1.1.0', sha256 });
    must(
      again.ok && !again.value.changed,
      `the hash is added once: ${Buffer.from(added.value.bytes).toString('latin1')}`,
    );
  },
};

const NAMES = [
  'VERSION',
  'CMakeLists.txt',
  'package.json',
  'vcpkg.json',
  'Cargo.toml',
  'pyproject.toml',
  'conandata.yml',
  'include/x.h',
];

const detection: FuzzTarget = {
  name: 'detection',
  samples: [
    JSON_SAMPLE,
    TOML_SAMPLE,
    CONANDATA_SAMPLE,
    '#define X_VERSION_MAJOR 1\n',
    'X_VERSION=1.2.0\n',
    'project(x VERSION 1.2.0)\n',
  ],
  words: ['"version"', 'project(', 'VERSION', '#define ', '_VERSION_MAJOR', '=', '1.2.0', '[package]', '\n', ' '],
  check(text, bytes) {
    const path = NAMES[text.length % NAMES.length] ?? 'VERSION';
    const spec = recognise(path, bytes);
    if (spec !== null) must(readVersionFile(spec, bytes).ok, `${path} is recognised only if it can be read: ${text}`);
  },
};

const semver: FuzzTarget = {
  name: 'versions',
  samples: ['1.2.0', '1.2.0-rc.1', '10.20.30', 'minor', '0.0.1', '1.2.0+meta', 'v1.2.0'],
  words: ['1', '0', '.', '-', '+', 'rc', 'v', '01', ';rm', ' ', '99999999999999999999', 'patch', 'major'],
  check(text) {
    const valid = validateVersion(text);
    typed(valid);
    if (valid.ok) must(/^\d+(\.\d+){1,3}[0-9A-Za-z.-]*$/.test(text), 'a version has nothing else in it');
    const next = resolveNextVersion(text, '1.1.0');
    typed(next);
    if (next.ok) must((compareVersions(next.value, '1.1.0') ?? 0) > 0, 'the next version is above the present one');
    typed(resolveNextVersion('minor', text));
  },
};

const pattern: FuzzTarget = {
  name: 'regex-preset',
  samples: ['VERSION = (?<version>\\d+\\.\\d+\\.\\d+)', '(?P<version>[0-9.]+)', '(a*)*(?<version>x)'],
  words: [
    '(?<version>',
    ')',
    '(',
    '[',
    ']',
    '\\d',
    '\\pL',
    '{3}',
    '{1000}',
    '*',
    '+',
    '?',
    '|',
    '^',
    '$',
    '(?i)',
    '\\b',
    '.',
  ],
  check(text) {
    // As long as the configuration lets a pattern be.
    const spec: VersionFileSpec = { path: 'x.txt', preset: 'regex', pattern: text.slice(0, 250) };
    holdsForPattern(spec, Buffer.from('VERSION = 1.2.0\naaaaaaaaaaaaaaaaaaaaaaaa\n\u00ff'));
  },
};

/** A pattern of one's own may match the new version elsewhere; it is read, bumped or refused. */
function holdsForPattern(spec: VersionFileSpec, bytes: Uint8Array): void {
  typed(readVersionFile(spec, bytes));
  typed(bumpVersionFile(spec, bytes, NEXT));
}

export const VERSION_TARGETS: readonly FuzzTarget[] = [
  preset(
    'key-value',
    { path: 'VERSION', preset: 'key-value', prefix: 'X' },
    ['X=1.2.0\nX_MAJOR=1\nX_MINOR=2\nX_PATCH=0\n', "X = '1.2.0'\n"],
    ['X', '_MAJOR', '_MINOR', '=', '"', "'", '#'],
  ),
  preset('plain', { path: 'VERSION', preset: 'plain' }, ['1.2.0\n', '  1.2.0-rc.1  ', '\ufeff1.2.0\r\n'], ['.', '\t']),
  preset(
    'c-macros',
    { path: 'x.h', preset: 'c-macros', prefix: 'X' },
    ['#define X_MAJOR 1\n#define X_MINOR 2\n#define X_PATCH 0\n#define X_STRING "1.2.0"\n', ' # define X "1.2.0"\n'],
    ['#define', 'X', '_MAJOR', '"', '/*', '//'],
  ),
  preset(
    'cmake',
    { path: 'CMakeLists.txt', preset: 'cmake-project' },
    [
      'cmake_minimum_required(VERSION 3.10)\n# project(no VERSION 9.9.9)\nproject(x\n  VERSION 1.2.0 LANGUAGES C)\n',
      '#[[ project(a VERSION 3.2.1) ]]\nproject("x" VERSION "1.2.0")\n',
    ],
    ['project', '(', ')', 'VERSION', '"', '#[[', ']]', '#[=[', ']=]', '\\"', '#'],
  ),
  preset(
    'json',
    { path: 'x.json', preset: 'json', at: 'version' },
    [JSON_SAMPLE, '{"version":"1.2.0"}'],
    ['"version"', '"', ':', ',', '{', '}', '[', ']', '//', '\\u0031'],
  ),
  preset(
    'yaml',
    { path: 'x.yml', preset: 'yaml', at: 'project.version' },
    [YAML_SAMPLE, 'project: {version: 1.2.0}\n'],
    ['project:', 'version:', '- ', '? ', '&a', '*a', '|', '>', '!!str', '<<:', '---', '%YAML', '{', '}', '  '],
  ),
  preset(
    'toml',
    { path: 'x.toml', preset: 'toml', at: 'package.version' },
    [TOML_SAMPLE, 'package = { version = "1.2.0" }\n', "package.version = '1.2.0'\n"],
    ['[package]', '[[package]]', 'version', '=', '"""', "'''", '.', '{', '}'],
  ),
  ...MANIFESTS.map(([path, sample, words]) =>
    preset(`manifest ${path}`, { path, preset: 'manifest' }, [sample], words),
  ),
  pattern,
  conandata,
  changelog,
  detection,
  semver,
];
