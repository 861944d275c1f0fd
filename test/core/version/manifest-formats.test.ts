import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/core/version/detect.ts';
import { bumpVersionFile, readVersionFile } from '../../../src/core/version/version-file.ts';

/**
 * Files of each known format as templates: `{V}` is the version, `{M}`, `{m}`, `{p}` its numbers, `{n}` whatever stood
 * there, which stays, and `{D}` the same version said of something else. `@{` begins a variable of CMake.
 */
const TEMPLATES: readonly (readonly [path: string, text: string])[] = [
  [
    'meson.build',
    "# version: '{D}'\nproject('a', 'c',\n  version : '{V}',\n  meson_version : '>={D}')\ndependency('b', version : '{D}')\n",
  ],
  [
    'meson.build',
    "if true\n  x = 'project('\nendif\nproject('it\\'s', version: '{V}', default_options: ['a=({D})'])\n",
  ],
  ['MODULE.bazel', 'module(\n    name = "a",  # )\n    version = "{V}",\n)\nbazel_dep(name = "b", version = "{D}")\n'],
  [
    'setup.py',
    'from setuptools import setup\nother(version="{D}")\nsetup(name="a", version="{V}", install_requires=["b=={D}"])\n',
  ],
  ['setup.cfg', '[tool:x]\nversion = {D}\n[metadata]\nname = a\nversion = {V}\n\n[options]\nversion = {D}\n'],
  ['src/a/__init__.py', '"""{D}"""\n__version__: str = \'{V}\'\nAPI = "{D}"\n'],
  ['conanfile.py', 'class A(ConanFile):\n    name = "a"\n    version = "{V}"\n    requires = "b/{D}"\n'],
  [
    'a.podspec',
    "Pod::Spec.new do |s|\n  s.version = '{V}'\n  s.source = { :git => 'x', :tag => \"v{V}\" }\n  s.dependency 'B', '{D}'\nend\n",
  ],
  [
    'a.gemspec',
    "Gem::Specification.new do |spec|\n  spec.version       = \"{V}\"\n  spec.add_dependency 'b', '{D}'\nend\n",
  ],
  ['lib/a/version.rb', "module A\n  VERSION = '{V}'\nend\n"],
  [
    'configure.ac',
    'dnl AC_INIT([old], [{D}])\nAC_PREREQ([{D}])\nAC_INIT([a], [{V}], [x@example.org])\nPKG_CHECK_MODULES([B], [b >= {D}])\n',
  ],
  [
    'configure.ac',
    'm4_define([a_major], [{M}])\nm4_define([a_minor], [{m}])\nm4_define([a_micro], [{p}])\nm4_define([a_version], [a_major.a_minor.a_micro])\nm4_define([b_version], [{D}])\nAC_INIT([a], [a_version])\n',
  ],
  ['configure.ac', 'm4_define([A_V], [{V}])\nAC_INIT([a],\n  A_V)\n'],
  ['configure.in', 'define([M], {M})\ndefine([N], {m})\ndefine([P], {p})\nAC_INIT([a], m4_join([.], [M], [N], [P]))\n'],
  ['Makefile', 'LUA_VERSION = {D}\nVERSION := {V}\nSOVERSION = {D}\n'],
  ['Makefile', 'A_VERSION_MAJOR = {M}\nA_VERSION_MINOR = {m}\nA_VERSION_PATCH = {p}\nSO_MAJOR = {n}\n'],
  ['GNUmakefile', 'MAJOR={M}\nMINOR={m}\nPATCHLEVEL={p}\nVERSION=$(MAJOR).$(MINOR).$(PATCHLEVEL)\n'],
  [
    'package.xml',
    '<?xml version="1.0"?>\n<!-- <version>{D}</version> -->\n<package format="3">\n  <name>a</name>\n  <version compatibility="{D}">{V}</version>\n  <depend version_gte="{D}">b</depend>\n</package>\n',
  ],
  [
    'pom.xml',
    '<project xmlns="x">\n  <parent><version>{D}</version></parent>\n  <version>{V}</version>\n  <dependencies><dependency><version>{D}</version></dependency></dependencies>\n</project>\n',
  ],
  [
    'a.nuspec',
    '<package><metadata><id>a</id><version>{V}</version><dependencies><dependency id="b" version="{D}"/></dependencies></metadata></package>\n',
  ],
  [
    'Directory.Build.props',
    '<Project>\n  <PropertyGroup>\n    <VersionPrefix>{V}</VersionPrefix>\n    <FileVersion>{M}.{m}.{p}.{n}</FileVersion>\n  </PropertyGroup>\n</Project>\n',
  ],
  [
    'src/a.csproj',
    '<Project Sdk="x">\n  <PropertyGroup><Version>{V}</Version></PropertyGroup>\n  <ItemGroup><PackageReference Include="b" Version="{D}" /><PackageReference Include="c"><Version>{D}</Version></PackageReference></ItemGroup>\n</Project>\n',
  ],
  [
    'a.spec',
    'Name: a\nVersion:        {V}\nRequires: b >= {D}\n%package devel\nVersion: {D}\n%changelog\n* day - {D}-1\n',
  ],
  ['a.spec', '%global ver {V}\nName: a\nVersion: %{ver}\nSource0: a-%{version}.tar.gz\n%description\nVersion: {D}\n'],
  ['Doxyfile', 'PROJECT_NAME = a\nPROJECT_NUMBER         = {V}\n# PROJECT_NUMBER = {D}\n'],
  ['docs/Doxyfile', 'PROJECT_NUMBER = "v{V}"\n'],
  [
    'src/a.rc',
    '1 VERSIONINFO\n FILEVERSION {M},{m},{p},{n}\n PRODUCTVERSION {M}, {m}, {p}, {n}\nBEGIN\n  VALUE "FileVersion", "{M}.{m}.{p}.{n}\\0"\n  VALUE "ProductVersion", "{M}.{m}.{p}"\n  VALUE "Comments", "{D}"\nEND\n',
  ],
  ['CITATION.cff', 'cff-version: 1.2.0\ntitle: a\nversion: {V} # now\npreferred-citation:\n  version: {D}\n'],
  ['CITATION.cff', 'cff-version: 1.2.0\nversion: "v{V}"\nreferences:\n  - version: {D}\n'],
  ['xmake.lua', '-- set_version("{D}")\nset_version("{V}")\nadd_requires("b {D}")\n'],
  [
    'build.zig.zon',
    '.{\n    .name = .a,\n    // .version = "{D}",\n    .minimum_zig_version = "{D}",\n    .dependencies = .{ .b = .{ .version = "{D}" } },\n    .version = "{V}",\n}\n',
  ],
  ['a.nimble', 'version       = "{V}"\nrequires "b >= {D}"\n'],
  ['library.properties', 'name=a\nversion={V}\ndepends=b (>={D})\n'],
  ['DESCRIPTION', 'Package: a\nVersion: {V}\nImports: b (>= {D})\n'],
  ['library.json', '{"name": "a", "version": "{V}", "dependencies": {"b": "{D}"}}\n'],
  ['dub.json', '{"name": "a", "version": "{V}", "dependencies": {"b": "~>{D}"}}\n'],
  ['codemeta.json', '{"name": "a", "version": "{V}", "softwareRequirements": [{"version": "{D}"}]}\n'],
  ['fpm.toml', 'name = "a"\nversion = "{V}"\n[dependencies]\nb = { version = "{D}" }\n'],
  ['Project.toml', 'name = "A"\nversion = "{V}"\n[compat]\nB = "{D}"\n'],
  ['pubspec.yaml', 'name: a\nversion: {V}\ndependencies:\n  b: ^{D}\n'],
  [
    'CMakeLists.txt',
    'cmake_minimum_required(VERSION {D})\n#[[ project(x VERSION {D}) ]]\nproject(a VERSION {V} LANGUAGES C) # {D}\nfind_package(B {D})\nproject(b VERSION {V})\n',
  ],
  [
    'CMakeLists.txt',
    'set(A_V {V})\nset(A_W "@{A_V}")\nproject(a VERSION "@{A_W}")\nset(B_VERSION {D})\nset_target_properties(a PROPERTIES VERSION {D})\n',
  ],
  [
    'CMakeLists.txt',
    'set(A_MAJOR {M})\nset(A_MINOR {m})\nset(A_PATCH {p})\nset(A_SOVERSION {n})\nproject(a VERSION @{A_MAJOR}.@{A_MINOR}.@{A_PATCH})\nwrite_basic_package_version_file(x.cmake VERSION {V} COMPATIBILITY SameMajorVersion)\n',
  ],
];

type Version = readonly [number, number, number];

const render = (template: string, version: Version, old: Version, fourth: number): string =>
  template
    .replaceAll('{V}', version.join('.'))
    .replaceAll('{M}', String(version[0]))
    .replaceAll('{m}', String(version[1]))
    .replaceAll('{p}', String(version[2]))
    .replaceAll('{n}', String(fourth))
    .replaceAll('{D}', old.join('.'))
    .replaceAll('@{', '$' + '{');

const version = fc.tuple(fc.nat(40), fc.nat(120), fc.nat(99)).map((parts): Version => parts);

describe('formats that say the version in one place', () => {
  it.each(TEMPLATES)('%s: %j', (path, template) => {
    fc.assert(
      fc.property(
        version,
        version,
        fc.nat(30),
        fc.boolean(),
        fc.boolean(),
        (old, next, fourth, isWindows, isMarked) => {
          const shaped = (text: string) =>
            Buffer.from((isMarked ? '\uFEFF' : '') + (isWindows ? text.replaceAll('\n', '\r\n') : text));
          const before = shaped(render(template, old, old, fourth));
          const spec = recognise(path, before);
          expect(spec, before.toString()).not.toBeNull();
          if (spec === null) return;
          const target = { version: next.join('.'), tag: '', repositoryUrl: '' };
          const bumped = bumpVersionFile(spec, before, target);
          expect(bumped.ok && Buffer.from(bumped.value.bytes).toString()).toBe(
            shaped(render(template, next, old, fourth)).toString(),
          );
          if (!bumped.ok) return;
          const read = readVersionFile(spec, bumped.value.bytes);
          expect(read.ok && [...new Set(read.value.map((each) => each.version))]).toEqual([target.version]);
          expect(bumpVersionFile(spec, bumped.value.bytes, target)).toMatchObject({
            ok: true,
            value: { changed: false },
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each<[string, string, string]>([
    ['meson.build', "project('a', version: files('VERSION'))\n", 'meson.build:1'],
    [
      'meson.build',
      "project('a', version: run_command('x').stdout())\ndependency('b', version: '1.2.3')\n",
      'meson.build:1',
    ],
    ['meson.build', "# project('a', version: '1.2.3')\nproject('a')\n", 'meson.build'],
    ['MODULE.bazel', 'module(name = "a")\nbazel_dep(name = "b", version = "1.2.3")\n', 'MODULE.bazel'],
    ['setup.py', 'setup(version=read())\n', 'setup.py:1'],
    ['setup.cfg', '[metadata]\nversion = attr: a.__version__\n', 'setup.cfg:2'],
    ['configure.ac', 'AC_INIT([a], m4_esyscmd([git describe]))\n', 'configure.ac:1'],
    ['configure.ac', 'm4_define([V], [1.2.3])\nm4_define([V], [1.2.4])\nAC_INIT([a], [V])\n', 'configure.ac:3'],
    ['package.xml', '<package><version>@V@</version></package>\n', 'package.xml:1'],
    ['package.xml', '<package><version>1.2.3</package>\n', 'package.xml'],
    ['pom.xml', '<project><parent><version>1.2.3</version></parent></project>\n', 'pom.xml'],
    ['a.csproj', '<Project><PropertyGroup><Version>$(V)</Version></PropertyGroup></Project>\n', 'a.csproj:1'],
    ['a.spec', 'Version: @VERSION@\n', 'a.spec:1'],
    ['Doxyfile', 'PROJECT_NUMBER = @VERSION@\n', 'Doxyfile'],
    ['src/a.rc', ' FILEVERSION A_MAJOR, A_MINOR, A_PATCH, 0\n', 'src/a.rc'],
    ['CITATION.cff', 'cff-version: 1.2.0\ntitle: a\n', 'CITATION.cff'],
    ['Makefile', 'A_MAJOR=1\nA_MINOR=2\nA_PATCH=3\nB_MAJOR=1\nB_MINOR=2\nB_PATCH=3\n', 'Makefile'],
  ])('%s says none: %j', (path, text, where) => {
    expect(recognise(path, Buffer.from(text))).toBeNull();
    const read = readVersionFile({ path, preset: 'manifest' }, Buffer.from(text));
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'version-not-found', where }] });
  });

  it('an RPM package is packaged for the first time again', () => {
    const spec = { path: 'a.spec', preset: 'manifest' } as const;
    const text = 'Version: 1.2.3\nRelease: 4%{?dist}\n%changelog\n* x - 1.2.3-4\n';
    const target = { version: '1.3.0', tag: '', repositoryUrl: '' };
    const bumped = bumpVersionFile(spec, Buffer.from(text), target);
    const after = 'Version: 1.3.0\nRelease: 1%{?dist}\n%changelog\n* x - 1.2.3-4\n';
    expect(bumped.ok && Buffer.from(bumped.value.bytes).toString()).toBe(after);
    const again = after.replace('Release: 1', 'Release: 2');
    expect(bumpVersionFile(spec, Buffer.from(again), target)).toMatchObject({ ok: true, value: { changed: false } });
    const macro = text.replace('4%{?dist}', '%autorelease');
    expect(bumpVersionFile(spec, Buffer.from(macro), target)).toMatchObject({ ok: true, value: { changed: true } });
  });

  it('a citation gets the day of its release', () => {
    const spec = { path: 'CITATION.cff', preset: 'manifest' } as const;
    const text = 'version: 1.2.3\ndate-released: "2024-01-31"\n';
    const target = { version: '1.3.0', tag: '', repositoryUrl: '', date: '2026-11-24' };
    const bumped = bumpVersionFile(spec, Buffer.from(text), target);
    const after = 'version: 1.3.0\ndate-released: "2026-11-24"\n';
    expect(bumped.ok && Buffer.from(bumped.value.bytes).toString()).toBe(after);
    const later = { ...target, date: '2026-12-24' };
    expect(bumpVersionFile(spec, Buffer.from(after), later)).toMatchObject({ ok: true, value: { changed: false } });
  });

  it.each([
    ['package.xml', '<package>'.repeat(50_000)],
    ['package.xml', `<package><version>1.2.3</version>${'<a>'.repeat(300)}${'</a>'.repeat(300)}</package>`],
    ['meson.build', `${'project('.repeat(50_000)}version: '1.2.3'`],
    ['meson.build', "'".repeat(100_001)],
    ['configure.ac', 'AC_INIT('.repeat(20_000)],
    ['CMakeLists.txt', 'project('.repeat(50_000)],
    ['Cargo.toml', `a = ${'['.repeat(5_000)}`],
    ['build.zig.zon', '{'.repeat(100_000)],
  ])('%s of any shape is refused, not suffered', (path, text) => {
    expect(recognise(path, Buffer.from(text))).toBeNull();
  });
});
