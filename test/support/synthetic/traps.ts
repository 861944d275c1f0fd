import { type Feature, type Line, plain, trap, type Version } from './lines.ts';

const one = (name: string, path: string, ...lines: (Line | string)[]): Feature => ({
  name,
  files: () => ({ [path]: lines.map((line) => (typeof line === 'string' ? plain(line) : line)) }),
});
const says = (write: (version: string) => string) => trap((version: Version) => write(version.text));

/** What says the present version, or looks like it, and is not the project's own. None of it moves with a release. */
export const TRAPS: readonly Feature[] = [
  one(
    'vendored header',
    'third_party/deflate/deflate.h',
    says((v) => `#define DEFLATE_VERSION "${v}"`),
  ),
  one(
    'vendored parts',
    'deps/ev/ev.h',
    trap((v) => `#define EV_VERSION_MAJOR ${v.major}`),
    trap((v) => `#define EV_VERSION_MINOR ${v.minor}`),
    trap((v) => `#define EV_VERSION_PATCH ${v.patch}`),
  ),
  one(
    'copied header',
    'src/miniz.h',
    says((v) => `#define MZ_VERSION "${v}"`),
  ),
  one(
    'copied code',
    'src/http_parser.c',
    says((v) => `/* http_parser ${v}, see http_parser.org */`),
    'int parse(void);',
  ),
  one(
    'cmake dependency',
    'cmake/deps.cmake',
    says((v) => `find_package(Foo ${v} REQUIRED)`),
    says((v) => `set(FOO_MINIMUM_VERSION ${v})`),
  ),
  one(
    'fetched dependency',
    'cmake/fetch.cmake',
    'FetchContent_Declare(foo',
    says((v) => `  GIT_TAG v${v})`),
  ),
  one(
    'npm dependency',
    'tools/package.json',
    '{',
    '  "private": true,',
    '  "devDependencies": {',
    says((v) => `    "left-pad": "${v}",`),
    says((v) => `    "other": "^${v}"`),
    '  }',
    '}',
  ),
  one(
    'cargo dependency',
    'tools/gen/Cargo.toml',
    '[package]',
    'name = "gen"',
    'version = "0.0.1"',
    'publish = false',
    '[dependencies]',
    says((v) => `serde = "${v}"`),
  ),
  one(
    'python requirement',
    'requirements.txt',
    says((v) => `six==${v}`),
  ),
  one(
    'inside a longer number',
    'src/table.c',
    says((v) => `static const char *OID = "1${v}";`),
    says((v) => `static const char *PEER = "${v}.7";`),
    says((v) => `static const char *NET = "10.${v}";`),
  ),
  one(
    'address',
    'src/net.c',
    says((v) => `connect_to("http://1${v}.9:8080");`),
  ),
  one(
    'date',
    'src/dates.c',
    trap((v) => `/* Checked on 20${String(v.major).padStart(2, '0')}-${v.minor}-${v.patch}. */`),
    '/* Copyright 2001-2024 */',
  ),
  one(
    'protocol',
    'src/protocol.h',
    says((v) => `#define LIB_PROTOCOL_VERSION "${v}"`),
  ),
  one(
    'schema',
    'schema/message.json',
    '{',
    says((v) => `  "schemaVersion": "${v}"`),
    '}',
  ),
  one(
    'wire parts',
    'src/wire.h',
    trap((v) => `#define WIRE_API_VERSION_MAJOR ${v.major}`),
    trap((v) => `#define WIRE_API_VERSION_MINOR ${v.minor}`),
  ),
  one(
    'since',
    'src/feature.h',
    says((v) => `/** @since ${v} */`),
    'int feature(void);',
    says((v) => `/* deprecated since ${v} */`),
  ),
  one(
    'version added',
    'docs/api.rst',
    says((v) => `.. versionadded:: ${v}`),
  ),
  one(
    'test',
    'tests/test_parse.c',
    says((v) => `assert(parse("${v}") == 0);`),
  ),
  one(
    'fixture',
    'tests/data/expected.txt',
    says((v) => `tool ${v}`),
  ),
  one(
    'example',
    'examples/app/CMakeLists.txt',
    says((v) => `project(app VERSION ${v})`),
  ),
  one(
    'news',
    'NEWS',
    says((v) => `Version ${v}`),
    '- things',
  ),
  one(
    'soname',
    'cmake/soname.cmake',
    trap((v) => `set(LIB_SOVERSION ${v.major})`),
    says((v) => `set(LIB_SO_VERSION ${v})`),
  ),
  one(
    'libtool',
    'src/Makefile.am',
    trap((v) => `liblib_la_LDFLAGS = -version-info ${v.major}:${v.minor}:${v.patch}`),
  ),
  one(
    'number of its own',
    'src/limits.h',
    trap((v) => `#define MAX_ITEMS ${v.major * 10_000 + v.minor * 100 + v.patch}`),
    trap((v) => `#define RETRIES ${v.minor}`),
  ),
  one(
    'workflow',
    '.github/workflows/ci.yml',
    'on: push',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    says((v) => `      - uses: some/action@v${v}`),
  ),
  one(
    'lock file',
    'tools/yarn.lock',
    says((v) => `left-pad@${v}:`),
    says((v) => `  version "${v}"`),
  ),
  one(
    'prose',
    'docs/history.md',
    says((v) => `The parser was rewritten in ${v}.`),
  ),
];
