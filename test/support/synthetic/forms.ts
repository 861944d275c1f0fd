import { type Feature, type Line, place, plain, type Version } from './lines.ts';

const two = (value: number, base = 10) => value.toString(base).padStart(2, '0');
const PARTS = ['major', 'minor', 'patch'] as const;

/** Three lines, one for each part. */
const partLines = (write: (part: (typeof PARTS)[number], value: number) => string): Line[] =>
  PARTS.map((part) => place((version) => write(part, version[part])));

const one = (name: string, path: string | ((lib: string) => string), ...lines: (Line | string)[]): Feature => ({
  name,
  files: (lib) => ({
    [typeof path === 'string' ? path : path(lib)]: lines.map((line) => named(lib, line)),
  }),
});

/** `LIB` and `lib` in a line stand for the project's name. */
function named(lib: string, line: Line | string): Line {
  const withName = (text: string) => text.replaceAll('LIB', lib.toUpperCase()).replaceAll(/\blib\b/g, lib);
  return typeof line === 'string' ? plain(withName(line)) : { ...line, at: (version) => withName(line.at(version)) };
}

const text = (write: (version: string) => string) => place((version: Version) => write(version.text));
const header = (lib: string) => `include/${lib}/version.h`;

/** How projects say their version, each as a release of it would change it. */
export const FORMS: readonly Feature[] = [
  one(
    'macros',
    header,
    '#pragma once',
    ...partLines((part, value) => `#define LIB_VERSION_${part.toUpperCase()} ${value}`),
  ),
  one(
    'padded macros',
    'src/config.h',
    ...partLines((part, value) => `#define LIB_VER_${part.toUpperCase()}    ${value}`),
  ),
  one(
    'micro',
    'include/micro.h',
    ...partLines((part, value) => `#define LIB_${part === 'patch' ? 'MICRO' : part.toUpperCase()}_VERSION (${value})`),
  ),
  one(
    'string macro',
    'include/api.h',
    '#ifndef LIB_API_H',
    text((v) => `#define LIB_VERSION "${v}"`),
    '#endif',
  ),
  one(
    'coded decimal',
    'include/number.h',
    place((v) => `#define LIB_VERSION_NUMBER ${v.major * 10_000 + v.minor * 100 + v.patch}`),
  ),
  one(
    'coded hexadecimal',
    'include/hex.h',
    place((v) => `#define LIB_VERSION_HEX 0x${two(v.major, 16)}${two(v.minor, 16)}${two(v.patch, 16)}`),
  ),
  one(
    'constexpr',
    'src/version.hpp',
    text((v) => `inline constexpr char version[] = "${v}";`),
  ),
  one(
    'function-like macros',
    'src/parts.h',
    ...partLines((part, value) => `#define LIB_VERSION_${part.toUpperCase()}() ${value}`),
  ),
  one(
    'namespace',
    'src/abi.hpp',
    place((v) => `inline namespace lib_v${v.major}_${v.minor}_${v.patch} {`),
    'int f();',
    '}',
  ),
  one(
    'resource',
    'win/lib.rc',
    '1 VERSIONINFO',
    place((v) => ` FILEVERSION ${v.major},${v.minor},${v.patch},0`),
    text((v) => `      VALUE "FileVersion", "${v}.0"`),
  ),
  one(
    'cmake project',
    'CMakeLists.txt',
    'cmake_minimum_required(VERSION 3.20)',
    text((v) => `project(lib VERSION ${v} LANGUAGES C CXX)`),
    'add_library(lib src/a.c)',
  ),
  one(
    'cmake variable',
    'cmake/version.cmake',
    text((v) => `set(LIB_VERSION "${v}")`),
  ),
  one(
    'cmake parts',
    'cmake/parts.cmake',
    ...partLines((part, value) => `set(LIB_VERSION_${part.toUpperCase()} ${value})`),
  ),
  one(
    'autoconf',
    'configure.ac',
    'AC_PREREQ([2.69])',
    text((v) => `AC_INIT([lib], [${v}], [bugs@example.org])`),
    'AC_OUTPUT',
  ),
  one('autoconf parts', 'm4/version.m4', ...partLines((part, value) => `m4_define([lib_${part}_version], [${value}])`)),
  one(
    'meson',
    'meson.build',
    text((v) => `project('lib', 'c', version: '${v}', license: 'MIT')`),
    "dep = dependency('zlib')",
  ),
  one(
    'make',
    'Makefile',
    text((v) => `VERSION = ${v}`),
    'all:',
    '\tcc -o lib a.c',
  ),
  one(
    'plain file',
    'VERSION',
    text((v) => v),
  ),
  one(
    'npm',
    'package.json',
    '{',
    '  "name": "lib",',
    text((v) => `  "version": "${v}",`),
    '  "license": "MIT"',
    '}',
  ),
  one(
    'cargo',
    'Cargo.toml',
    '[package]',
    'name = "lib"',
    text((v) => `version = "${v}"`),
    'edition = "2021"',
  ),
  one(
    'python',
    'pyproject.toml',
    '[project]',
    'name = "lib"',
    text((v) => `version = "${v}"`),
  ),
  one(
    'vcpkg',
    'vcpkg.json',
    '{',
    '  "name": "lib",',
    text((v) => `  "version": "${v}"`),
    '}',
  ),
  one(
    'conan',
    'conanfile.py',
    'class Lib(ConanFile):',
    '    name = "lib"',
    text((v) => `    version = "${v}"`),
  ),
  one(
    'podspec',
    (lib) => `${lib}.podspec`,
    'Pod::Spec.new do |s|',
    text((v) => `  s.version = '${v}'`),
    'end',
  ),
  one(
    'bazel',
    'MODULE.bazel',
    'module(',
    '    name = "lib",',
    text((v) => `    version = "${v}",`),
    ')',
  ),
  one(
    'props',
    'Directory.Build.props',
    '<Project>',
    '  <PropertyGroup>',
    text((v) => `    <Version>${v}</Version>`),
    '  </PropertyGroup>',
    '</Project>',
  ),
  one(
    'spec',
    (lib) => `packaging/${lib}.spec`,
    'Name: lib',
    text((v) => `Version: ${v}`),
    'Release: 1',
  ),
  one(
    'citation',
    'CITATION.cff',
    'cff-version: 1.2.0',
    'title: lib',
    text((v) => `version: ${v}`),
  ),
  one(
    'doxygen',
    'Doxyfile',
    'PROJECT_NAME           = "lib"',
    text((v) => `PROJECT_NUMBER         = ${v}`),
  ),
  one(
    'sphinx',
    'docs/conf.py',
    "project = 'lib'",
    text((v) => `release = '${v}'`),
  ),
  one(
    'download',
    'README.md',
    '# lib',
    text((v) => `Get https://example.org/download/v${v}/lib-${v}.tar.gz.`),
  ),
  one(
    'badge',
    'docs/index.md',
    text((v) => `![version](https://img.shields.io/badge/version-${v}-blue)`),
  ),
  one(
    'manual page',
    (lib) => `man/${lib}.3`,
    text((v) => `.TH LIB 3 "lib ${v}" "lib manual"`),
    '.SH NAME',
  ),
  one(
    'install',
    'docs/install.rst',
    'Install',
    '=======',
    text((v) => `   pip install lib==${v}`),
  ),
  {
    name: 'banners',
    files: (lib) =>
      Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `include/${lib}/part${at}.hpp`,
          [text((v) => `//  ${lib} version ${v}`), plain(`int part${at}();`)],
        ]),
      ),
  },
];
