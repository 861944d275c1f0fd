import { describe, expect, it } from 'vitest';
import { readFileText } from '../../../src/core/file-text.ts';
import { containsSkipCi } from '../../../src/core/triggers/skip-ci.ts';
import { addConandataSha256, bumpConandata } from '../../../src/core/version/conandata.ts';
import { detectVersionFiles } from '../../../src/core/version/detect.ts';
import { examineDrift } from '../../../src/core/version/drift.ts';
import { resolveNextVersion } from '../../../src/core/version/next-version.ts';

const target = { version: '1.2.0', tag: 'core/v1.2.0', repositoryUrl: 'https://github.com/o/r' };

describe('resolveNextVersion', () => {
  it.each([
    ['1.2.0', '1.2.0'],
    ['minor', '1.2.0'],
    ['patch', '1.1.1'],
    ['major', '2.0.0'],
    ['1.2.0-rc.1', '1.2.0-rc.1'],
    ['1.1.0', 'version-not-above-current'],
    ['1.0.9', 'version-not-above-current'],
    ['01.2.0', 'version-invalid'],
    ['1.2.0+meta', 'version-invalid'],
    ['v1.2.0', 'version-invalid'],
    [' 1.2.0', 'version-invalid'],
    ['1.2.0;rm', 'version-invalid'],
    ['1.2', 'version-invalid'],
    ['١.٢.٠', 'version-invalid'],
    ['1.2.0\n', 'version-invalid'],
    ['--upload-pack', 'version-invalid'],
    ['', 'version-invalid'],
    [`1.2.${'9'.repeat(80)}`, 'version-invalid'],
  ])('%j after 1.1.0 is %s', (request, expected) => {
    const next = resolveNextVersion(request, '1.1.0');
    expect(next.ok ? next.value : next.problems[0]?.code).toBe(expected);
  });
});

describe('containsSkipCi', () => {
  // Source: GitHub documentation, "Skipping workflow runs".
  it.each([
    '[skip ci]',
    '[ci skip]',
    '[no ci]',
    '[skip actions]',
    '[actions skip]',
    'a [SKIP CI] b',
    'fix\n\nskip-checks: true',
    'fix\n\nSigned-off-by: x\nskip-checks:true',
  ])('finds one in %j', (text) => expect(containsSkipCi(text)).not.toBeNull());
  it.each([
    'skip ci',
    '[skip-ci]',
    'skip-checks: true\n\nmore text',
    'skip-checks: false',
    'release: bump core version to 1.2.0',
  ])('finds none in %j', (text) => expect(containsSkipCi(text)).toBeNull());
});

describe('conandata.yml', () => {
  const before = 'sources:\n  "0.9.0":\n    url: "https://x/0.9.0.tar.gz"\n    sha256: "aa"\npatches: {}\n';
  const bumped =
    'sources:\n  "1.2.0":\n    url: "https://github.com/o/r/archive/refs/tags/core/v1.2.0.tar.gz"\n  "0.9.0":\n    url: "https://x/0.9.0.tar.gz"\n    sha256: "aa"\npatches: {}\n';
  const bump = (text: string, url?: string) => bumpConandata(readFileText(Buffer.from(text)), target, url);

  it('gets an entry with a url, in the style of the others', () => {
    const result = bump(before);
    expect(result.ok && Buffer.from(result.value.bytes).toString()).toBe(bumped);
    expect(result).toMatchObject({ ok: true, value: { before: '0.9.0', changed: true } });
  });
  it('keeps CRLF and single quotes', () => {
    const result = bump("sources:\r\n  '0.9.0':\r\n    url: 'https://x'\r\n", 'https://y/{version}');
    expect(result.ok && Buffer.from(result.value.bytes).toString()).toBe(
      "sources:\r\n  '1.2.0':\r\n    url: 'https://y/1.2.0'\r\n  '0.9.0':\r\n    url: 'https://x'\r\n",
    );
  });
  it('is not touched twice', () => expect(bump(bumped)).toMatchObject({ ok: true, value: { changed: false } }));
  it('refuses an entry with another url', () => {
    expect(bump(bumped.replace('core/v1.2.0', 'other'))).toMatchObject({
      ok: false,
      problems: [{ code: 'version-files-disagree' }],
    });
  });
  it('refuses a url that could break out of its line', () => {
    expect(bump(before, 'https://x/"\n  evil: 1')).toMatchObject({ ok: false, problems: [{ code: 'config-invalid' }] });
  });
  it('takes the sha256 afterwards, once', () => {
    const sha256 = 'c'.repeat(64);
    const first = addConandataSha256(Buffer.from(bumped), { version: '1.2.0', sha256 });
    expect(first.ok && Buffer.from(first.value.bytes).toString()).toBe(
      bumped.replace('v1.2.0.tar.gz"\n', `v1.2.0.tar.gz"\n    sha256: "${sha256}"\n`),
    );
    if (!first.ok) return;
    expect(addConandataSha256(first.value.bytes, { version: '1.2.0', sha256 })).toMatchObject({
      ok: true,
      value: { changed: false },
    });
    expect(addConandataSha256(first.value.bytes, { version: '1.2.0', sha256: 'd'.repeat(64) })).toMatchObject({
      ok: false,
    });
    expect(addConandataSha256(Buffer.from(before), { version: '1.2.0', sha256 })).toMatchObject({ ok: false });
  });
});

describe('detectVersionFiles', () => {
  const files = (entries: Record<string, string>) =>
    new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]));
  it('knows the zlink layout', () => {
    const layout = detectVersionFiles(
      files({
        VERSION:
          'LIBZLINK_VERSION_MAJOR=1\nLIBZLINK_VERSION_MINOR=1\nLIBZLINK_VERSION_PATCH=0\nLIBZLINK_VERSION=1.1.0\n',
        'CMakeLists.txt': 'project(zlink-root LANGUAGES C)\n',
        'core/CMakeLists.txt': 'project(zlink VERSION 1.1.0 LANGUAGES C CXX)\n',
        'core/tests/CMakeLists.txt': 'project(tests VERSION 1.1.0)\n',
        'core/include/zlink.h':
          '#define ZLINK_VERSION_MAJOR 1\n#define ZLINK_VERSION_MINOR 1\n#define ZLINK_VERSION_PATCH 0\n',
        'core/packaging/conan/conandata.yml': 'sources:\n  "0.9.0":\n    url: "https://x"\n    sha256: "a"\n',
        'vcpkg/ports/zlink/vcpkg.json': '{"name": "zlink", "version-string": "0.9.0"}\n',
        'bindings/node/package.json': '{"version": "1.1.0"}\n',
        'CHANGELOG.md': '## [Unreleased]\n- x\n## [0.3.0] - 2026-01-15\n',
      }),
    );
    expect(layout.current).toBe('1.1.0');
    expect(layout.specs.map((spec) => spec.path).sort()).toEqual(
      [
        'VERSION',
        'core/CMakeLists.txt',
        'core/include/zlink.h',
        'core/packaging/conan/conandata.yml',
        'vcpkg/ports/zlink/vcpkg.json',
      ].sort(),
    );
    expect(layout.specs[0]).toEqual({ path: 'VERSION', preset: 'key-value', prefix: 'LIBZLINK_VERSION' });
  });
  it('takes a header that was forgotten in earlier releases, by the library it names', () => {
    const layout = detectVersionFiles(
      files({
        VERSION: 'LIBZLINK_VERSION=1.3.0\n',
        'core/include/zlink.h':
          '#define ZLINK_VERSION_MAJOR 1\n#define ZLINK_VERSION_MINOR 1\n#define ZLINK_VERSION_PATCH 0\n',
        'core/include/lz4.h': '#define LZ4_VERSION_MAJOR 1\n#define LZ4_VERSION_MINOR 0\n#define LZ4_VERSION_PATCH 0\n',
        'core/CMakeLists.txt': 'project(zlink VERSION 1.2.0)\n',
      }),
    );
    expect(layout.specs.map((spec) => spec.path)).toEqual(['VERSION', 'core/CMakeLists.txt', 'core/include/zlink.h']);
    expect(layout.others).toContainEqual({ path: 'core/include/lz4.h', version: '1.0.0' });
  });
  it.each([
    [
      'npm',
      { 'package.json': '{"version": "2.0.1"}', 'packages/a/package.json': '{"version": "0.1.0"}' },
      '2.0.1',
      ['package.json'],
    ],
    ['cargo', { 'Cargo.toml': '[package]\nname = "a"\nversion = "0.3.0"\n' }, '0.3.0', ['Cargo.toml']],
    ['a cargo workspace', { 'Cargo.toml': '[workspace.package]\nversion = "0.3.0"\n' }, '0.3.0', ['Cargo.toml']],
    ['python', { 'pyproject.toml': '[project]\nversion = "1.0.0"\n' }, '1.0.0', ['pyproject.toml']],
    ['poetry', { 'pyproject.toml': '[tool.poetry]\nversion = "1.0.0"\n' }, '1.0.0', ['pyproject.toml']],
    ['plain', { VERSION: '4.5.6\n', 'src/x.c': '' }, '4.5.6', ['VERSION']],
    ['cmake', { 'CMakeLists.txt': 'project(a VERSION 1.2.3)' }, '1.2.3', ['CMakeLists.txt']],
    ['nothing', { 'README.md': 'x' }, null, []],
  ])('knows %s', (_, entries, current, paths) => {
    const layout = detectVersionFiles(files(entries as unknown as Record<string, string>));
    expect(layout.current).toBe(current);
    expect(layout.specs.map((spec) => spec.path)).toEqual(paths);
  });
});

describe('examineDrift, on what happened in zlink', () => {
  const versions = { current: '1.1.0', next: '1.2.0' };
  it('reports and repairs a file that lags behind', () => {
    const report = examineDrift([{ path: 'vcpkg.json', version: '0.9.0' }], [], versions);
    expect(report.problems).toEqual([]);
    expect(report.notes.join()).toContain('vcpkg.json lags behind at 0.9.0');
  });
  it('refuses to leave a file behind', () => {
    expect(examineDrift([], [{ path: 'core/include/zlink.h', version: '1.1.0' }], versions).problems).toMatchObject([
      { code: 'version-file-left-behind', where: 'core/include/zlink.h' },
    ]);
  });
  it('refuses to leave a packaging recipe behind, however old it is', () => {
    const recipe = { path: 'conandata.yml', version: '0.9.0', isRecipe: true };
    expect(examineDrift([], [recipe], versions).problems).toMatchObject([
      { code: 'version-file-left-behind', where: 'conandata.yml' },
    ]);
  });
  it('lets a file have its own version', () => {
    expect(examineDrift([], [{ path: 'tool.json', version: '7.0.0' }], versions).problems).toEqual([]);
  });
  it('refuses a file that is ahead', () => {
    expect(examineDrift([{ path: 'zlink.h', version: '1.3.0' }], [], versions).problems).toMatchObject([
      { code: 'version-files-disagree' },
    ]);
  });
});
