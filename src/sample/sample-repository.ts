import { GitFailure, type GitRepository, type Identity } from '../embedded-github/git-repository.ts';
import { sampleHarnessFiles } from './sample-harness.ts';

export interface SampleFile {
  /** `120000`: a symbolic link, the content its target. */
  readonly mode: '100644' | '100755' | '120000';
  readonly content: string;
}

/** Path → file. */
export type SampleFiles = ReadonlyMap<string, SampleFile>;

const MAINTAINER = { name: 'Sample Maintainer', email: 'maintainer@example.com' };
const text = (content: string): SampleFile => ({ mode: '100644', content });
const script = (content: string): SampleFile => ({ mode: '100755', content });

/** The files whose content follows the version that was released last. */
function versionFiles(version: string): SampleFiles {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return new Map([
    [
      'VERSION',
      text(`LIBZLINK_VERSION_MAJOR=${major}
LIBZLINK_VERSION_MINOR=${minor}
LIBZLINK_VERSION_PATCH=${patch}
LIBZLINK_VERSION=${version}
`),
    ],
    [
      'core/include/zlink.h',
      text(`#ifndef ZLINK_H_INCLUDED
#define ZLINK_H_INCLUDED

#include <stddef.h>

/*  Version of the library these headers belong to.  */
#define ZLINK_VERSION_MAJOR ${major}
#define ZLINK_VERSION_MINOR ${minor}
#define ZLINK_VERSION_PATCH ${patch}

#define ZLINK_MAKE_VERSION(major, minor, patch) ((major) * 10000 + (minor) * 100 + (patch))
#define ZLINK_VERSION ZLINK_MAKE_VERSION (ZLINK_VERSION_MAJOR, ZLINK_VERSION_MINOR, ZLINK_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/*  Writes the version of the library that is loaded, which may differ from the macros above.  */
void zlink_version (int *major, int *minor, int *patch);

/*  Puts a frame of size bytes into to: four bytes of length, big-endian, and the content.
    Returns the bytes written, or 0 when they would not fit.  */
size_t zlink_frame (const void *content, size_t size, void *to, size_t room);

#ifdef __cplusplus
}
#endif

#endif
`),
    ],
    [
      'core/CMakeLists.txt',
      text(`cmake_minimum_required(VERSION 3.10)

project(zlink VERSION ${version} LANGUAGES C)

option(ZLINK_BUILD_TESTS "Build the tests" ON)

add_library(zlink src/zlink.c)
target_include_directories(zlink PUBLIC include)
set_target_properties(zlink PROPERTIES VERSION \${PROJECT_VERSION} SOVERSION \${PROJECT_VERSION_MAJOR})

if(ZLINK_BUILD_TESTS)
  enable_testing()
  add_executable(test_frame tests/test_frame.c)
  target_link_libraries(test_frame zlink)
  add_test(NAME test_frame COMMAND test_frame)
endif()

install(TARGETS zlink)
install(FILES include/zlink.h DESTINATION include)
`),
    ],
  ]);
}

const CORE_FILES: SampleFiles = new Map([
  [
    'README.md',
    text(`# zlink (sample)

A small messaging library in the shape of a larger one, for rehearsing releases. It builds and its test passes:

    cmake -S core -B core/build && cmake --build core/build && ctest --test-dir core/build
`),
  ],
  ['.gitignore', text('build/\ncore/build/\n')],
  [
    'core/src/zlink.c',
    text(`#include "zlink.h"

#include <string.h>

void zlink_version (int *major, int *minor, int *patch)
{
    *major = ZLINK_VERSION_MAJOR;
    *minor = ZLINK_VERSION_MINOR;
    *patch = ZLINK_VERSION_PATCH;
}

size_t zlink_frame (const void *content, size_t size, void *to, size_t room)
{
    unsigned char *out = to;
    if (size > 0xffffffffu || room < 4 || room - 4 < size)
        return 0;
    out[0] = (unsigned char) (size >> 24);
    out[1] = (unsigned char) (size >> 16);
    out[2] = (unsigned char) (size >> 8);
    out[3] = (unsigned char) size;
    memcpy (out + 4, content, size);
    return size + 4;
}
`),
  ],
  [
    'core/tests/test_frame.c',
    text(`#include "zlink.h"

#include <string.h>

int main (void)
{
    unsigned char frame[16];
    if (zlink_frame ("echo", 4, frame, sizeof frame) != 8)
        return 1;
    if (memcmp (frame, "\\0\\0\\0\\4echo", 8) != 0)
        return 2;
    return zlink_frame ("echo", 4, frame, 7) == 0 ? 0 : 3;
}
`),
  ],
  [
    'core/build.sh',
    script(`#!/bin/sh
set -eu
cmake -S "$(dirname "$0")" -B "$(dirname "$0")/build" -DCMAKE_BUILD_TYPE=Release
cmake --build "$(dirname "$0")/build"
`),
  ],
  [
    'core/packaging/conan/conanfile.py',
    text(`from conan import ConanFile
from conan.tools.cmake import CMake, cmake_layout
from conan.tools.files import get


class ZlinkConan(ConanFile):
    name = "zlink"
    license = "MPL-2.0"
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeToolchain"

    def layout(self):
        cmake_layout(self)

    def source(self):
        get(self, **self.conan_data["sources"][self.version], strip_root=True)

    def build(self):
        cmake = CMake(self)
        cmake.configure(build_script_folder="core")
        cmake.build()
`),
  ],
  [
    'core/packaging/conan/conandata.yml',
    // Without the newest release: the entry was forgotten, as it happens.
    text(`sources:
  "1.0.0":
    url: "https://github.com/example-org/zlink/archive/refs/tags/core/v1.0.0.tar.gz"
    sha256: "0c24f2cd9bb2b1b6a0ac07b4a7ed2b3a1f7a4ae5d1f5ed7f5b6d60b0f1d1d1c7"
`),
  ],
  [
    'vcpkg/ports/zlink/vcpkg.json',
    // Two releases behind, as it happens.
    text(`{
  "name": "zlink",
  "version-string": "0.9.0",
  "description": "A small messaging library",
  "homepage": "https://github.com/example-org/zlink",
  "license": "MPL-2.0",
  "dependencies": []
}
`),
  ],
  [
    'vcpkg/ports/zlink/portfile.cmake',
    text(`vcpkg_cmake_configure(SOURCE_PATH "\${CURRENT_PORT_DIR}/../../../core")
vcpkg_cmake_install()
`),
  ],
]);

const CHANGELOG_HEAD = `# Changelog

All notable changes to this library are listed here.
The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.0.0/).

`;
const CHANGES_1_0 = `## [1.0.0] - 2025-10-06

### Added
- Frames with a length of four bytes.
`;
const CHANGES_1_1 = `## [1.1.0] - 2025-12-01

### Added
- \`zlink_version\` tells the version of the library that is loaded.

### Fixed
- A frame that does not fit is refused instead of cut off.

`;
const CHANGES_NEXT = `### Added
- Workflow for the C++ binding.

### Changed
- Sends copy a frame once instead of twice.

`;
const changelog = (...sections: string[]) => text(`${CHANGELOG_HEAD}## [Unreleased]\n\n${sections.join('')}`);

const PLATFORMS = ['windows-x64', 'windows-arm64', 'linux-x64', 'linux-arm64', 'macos-x64', 'macos-arm64'] as const;
const RUNNERS: Readonly<Record<(typeof PLATFORMS)[number], string>> = {
  'windows-x64': 'windows-2022',
  'windows-arm64': 'windows-11-arm',
  'linux-x64': 'ubuntu-22.04',
  'linux-arm64': 'ubuntu-22.04-arm',
  'macos-x64': 'macos-15-intel',
  'macos-arm64': 'macos-15',
};

const buildJob = (platform: (typeof PLATFORMS)[number]) => `  build-${platform}:
    name: Build ${platform}
    runs-on: ${RUNNERS[platform]}
    needs: read-versions
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Build
        shell: bash
        run: ./core/build.sh
      - name: Test
        run: ctest --test-dir core/build --output-on-failure
      - name: Upload artifact
        uses: actions/upload-artifact@v4
        with:
          name: libzlink-${platform}
          path: core/build/
`;

const BUILD_WORKFLOW = `name: Build core libraries

on:
  push:
    branches:
      - main
      - develop
    tags:
      - 'core/v*'
  pull_request:
    branches:
      - main
  workflow_dispatch:
    inputs:
      libzlink_version:
        description: 'Version to build; empty means the one in VERSION'
        required: false
        type: string

permissions:
  contents: read

jobs:
  read-versions:
    name: Read versions
    runs-on: ubuntu-22.04
    outputs:
      libzlink_version: \${{ steps.versions.outputs.libzlink_version }}
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Read VERSION
        id: versions
        env:
          WANTED: \${{ github.event.inputs.libzlink_version }}
        run: |
          . ./VERSION
          echo "libzlink_version=\${WANTED:-$LIBZLINK_VERSION}" >> "$GITHUB_OUTPUT"

${PLATFORMS.map(buildJob).join('\n')}
  verify:
    name: Verify artifacts
    runs-on: ubuntu-22.04
    needs:
${PLATFORMS.map((platform) => `      - build-${platform}\n`).join('')}    steps:
      - name: Download artifacts
        uses: actions/download-artifact@v4
        with:
          path: artifacts/
      - name: Write checksums
        run: |
          cd artifacts
          find . -type f -print0 | sort -z | xargs -0 sha256sum > ../checksums.txt
      - name: Upload checksums
        uses: actions/upload-artifact@v4
        with:
          name: checksums
          path: checksums.txt

  release:
    name: Create release
    runs-on: ubuntu-22.04
    needs:
      - read-versions
      - verify
    if: startsWith(github.ref, 'refs/tags/core/v')
    permissions:
      contents: write
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Download artifacts
        uses: actions/download-artifact@v4
        with:
          path: artifacts/
      - name: Pack
        run: |
          cd artifacts
          for platform in ${PLATFORMS.join(' ')}; do
            zip -qr "libzlink-$platform.zip" "libzlink-$platform/"
            tar -czf "libzlink-$platform.tar.gz" "libzlink-$platform/"
          done
      - name: Pack sources
        env:
          VERSION: \${{ needs.read-versions.outputs.libzlink_version }}
        run: git archive --format=tar.gz --output "zlink-$VERSION-source.tar.gz" "$GITHUB_REF_NAME"
      - name: Publish
        uses: softprops/action-gh-release@v2
        with:
          name: libzlink \${{ needs.read-versions.outputs.libzlink_version }}
          files: |
${PLATFORMS.map((platform) => `            artifacts/libzlink-${platform}.zip\n`).join('')}${PLATFORMS.map(
  (platform) => `            artifacts/libzlink-${platform}.tar.gz\n`,
).join('')}            artifacts/checksums/checksums.txt
            zlink-\${{ needs.read-versions.outputs.libzlink_version }}-source.tar.gz
          draft: false
          prerelease: false
`;

const CONAN_WORKFLOW = `name: Release core Conan package

on:
  push:
    tags:
      - 'core/v*'
  workflow_dispatch:
    inputs:
      version:
        description: 'Version to publish; empty means the one in VERSION'
        required: false
        type: string
      conan_remote:
        description: 'Conan remote'
        required: false
        default: zlink-remote
        type: string
      publish:
        description: 'Upload the package'
        required: true
        default: false
        type: boolean

permissions:
  contents: read

jobs:
  conan:
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Install Conan
        run: python3 -m pip install "conan>=2.0,<3.0"
      - name: Check that conandata.yml knows the version
        env:
          WANTED: \${{ github.event.inputs.version }}
        run: |
          . ./VERSION
          grep -qF "\\"\${WANTED:-$LIBZLINK_VERSION}\\":" core/packaging/conan/conandata.yml
      - name: Create package
        env:
          WANTED: \${{ github.event.inputs.version }}
        run: |
          . ./VERSION
          conan profile detect --force
          conan create core/packaging/conan --version "\${WANTED:-$LIBZLINK_VERSION}" --build=missing
`;

const BINDINGS = ['node', 'python', 'java', 'dotnet', 'cpp'] as const;

const BINDINGS_WORKFLOW = `name: Release bindings

on:
  push:
    tags:
${BINDINGS.map((binding) => `      - '${binding}/v*'\n`).join('')}  workflow_dispatch:
    inputs:
      target:
        description: 'Binding to release'
        required: true
        default: node
        type: string
      version:
        description: 'Version of the binding'
        required: false
        type: string

permissions:
  contents: write
  packages: write

jobs:
  publish:
    name: Publish binding
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Publish
        env:
          TARGET: \${{ github.event.inputs.target }}
        run: ./bindings/publish.sh "\${TARGET:-\${GITHUB_REF_NAME%%/*}}"
`;

const CPP_WORKFLOW = `name: C++ binding

on:
  pull_request:
    branches:
      - main
  push:
    branches:
      - main

jobs:
  cpp-bindings:
    runs-on: ubuntu-22.04
    steps:
      - name: Checkout repository
        uses: actions/checkout@v4
      - name: Configure
        run: cmake -S bindings/cpp -B build
      - name: Build
        run: cmake --build build
`;

const BINDING_FILES: SampleFiles = new Map([
  [
    'bindings/node/package.json',
    text('{\n  "name": "zlink-node-sample",\n  "version": "1.1.0",\n  "private": true\n}\n'),
  ],
  ['bindings/python/pyproject.toml', text('[project]\nname = "zlink-python-sample"\nversion = "1.1.0"\n')],
  ['bindings/java/build.gradle', text("group = 'com.example'\nversion = '1.1.0'\n")],
  [
    'bindings/dotnet/src/Zlink/Zlink.csproj',
    text(`<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <Version>1.1.0</Version>
  </PropertyGroup>
</Project>
`),
  ],
  [
    'bindings/cpp/CMakeLists.txt',
    text(`cmake_minimum_required(VERSION 3.10)
project(zlink_cpp LANGUAGES C CXX)
add_subdirectory(../../core core)
add_executable(version version.cpp)
target_link_libraries(version zlink)
`),
  ],
  [
    'bindings/cpp/version.cpp',
    text(`#include <cstdio>
#include <zlink.h>

int main ()
{
    int major, minor, patch;
    zlink_version (&major, &minor, &patch);
    std::printf ("%d.%d.%d\\n", major, minor, patch);
}
`),
  ],
  [
    'bindings/publish.sh',
    script(`#!/bin/sh
set -eu
case "$1" in
  ${BINDINGS.join('|')}) echo "would publish bindings/$1" ;;
  *) echo "no binding named $1" >&2; exit 1 ;;
esac
`),
  ],
]);

const WORKFLOWS = '.github/workflows';

/**
 * The sample as it stands at the tip of its main branch: a small library in zlink's layout, at version 1.1.0, with
 * unreleased changes and with the files that lag behind in real life lagging behind.
 *
 * @param more further files, which come with the last commit: the benchmark, unless told otherwise
 */
export function sampleFiles(more: SampleFiles = sampleHarnessFiles()): SampleFiles {
  return new Map([
    ...CORE_FILES,
    ...versionFiles('1.1.0'),
    ['CHANGELOG.md', changelog(CHANGES_NEXT, CHANGES_1_1, CHANGES_1_0)],
    [`${WORKFLOWS}/build.yml`, text(BUILD_WORKFLOW)],
    [`${WORKFLOWS}/core-conan-release.yml`, text(CONAN_WORKFLOW)],
    [`${WORKFLOWS}/bindings-release.yml`, text(BINDINGS_WORKFLOW)],
    [`${WORKFLOWS}/cpp-bindings.yml`, text(CPP_WORKFLOW)],
    ...BINDING_FILES,
    ...more,
  ]);
}

interface Step {
  readonly message: string;
  readonly date: string;
  /** The whole tree after this commit. */
  readonly files: SampleFiles;
  readonly tags: readonly { readonly name: string; readonly message: string }[];
}

function history(files: SampleFiles): Step[] {
  const first = new Map([
    ...CORE_FILES,
    ...versionFiles('1.0.0'),
    ['CHANGELOG.md', changelog(CHANGES_1_0)],
    [`${WORKFLOWS}/build.yml`, text(BUILD_WORKFLOW)],
  ]);
  const withConan = new Map([...first, [`${WORKFLOWS}/core-conan-release.yml`, text(CONAN_WORKFLOW)]]);
  const withBindings = new Map([
    ...withConan,
    ...BINDING_FILES,
    [`${WORKFLOWS}/bindings-release.yml`, text(BINDINGS_WORKFLOW)],
  ]);
  const released = new Map([
    ...withBindings,
    ...versionFiles('1.1.0'),
    ['CHANGELOG.md', changelog(CHANGES_1_1, CHANGES_1_0)],
    // The benchmark came with this release, so that the next one can be measured against it.
    ...sampleHarnessFiles(),
  ]);
  return [
    {
      message: 'feat: frames with a length',
      date: '2025-10-06T08:00:00Z',
      files: first,
      tags: [{ name: 'core/v1.0.0', message: 'core release 1.0.0' }],
    },
    { message: 'ci: publish the Conan package', date: '2025-10-20T09:30:00Z', files: withConan, tags: [] },
    { message: 'feat: bindings', date: '2025-11-17T13:05:00Z', files: withBindings, tags: [] },
    {
      message: 'release: bump core version to 1.1.0',
      date: '2025-12-01T10:00:00Z',
      files: released,
      tags: [
        { name: 'core/v1.1.0', message: 'core release 1.1.0' },
        { name: 'v1.1', message: 'alias tag for 1.1.0' },
      ],
    },
    {
      message: 'ci: build the C++ binding',
      date: '2026-01-12T15:45:00Z',
      files: new Map([...released, [`${WORKFLOWS}/cpp-bindings.yml`, text(CPP_WORKFLOW)]]),
      tags: [],
    },
    { message: 'perf: copy a frame once', date: '2026-02-09T11:20:00Z', files, tags: [] },
  ];
}

/**
 * Writes the sample's history into an empty repository: `branch` and annotated tags. Dates and people are fixed, so the
 * same files give the same commit ids everywhere.
 *
 * @returns the tip of the branch
 */
export async function writeSampleRepository(
  git: GitRepository,
  branch: string,
  files: SampleFiles = sampleFiles(),
): Promise<string> {
  let parent: string | null = null;
  const tags: { name: string; to: string; from: null }[] = [];
  for (const step of history(files)) {
    const identity: Identity = { ...MAINTAINER, time: Date.parse(step.date) };
    const changes = [];
    for (const [path, { mode, content }] of step.files) changes.push({ path, mode, sha: await git.writeBlob(content) });
    const commit: string = await git.writeCommit({
      tree: await git.treeWithChanges(null, changes),
      parents: parent === null ? [] : [parent],
      author: identity,
      committer: identity,
      message: `${step.message}\n`,
    });
    parent = commit;
    for (const tag of step.tags) {
      const to = await git.writeTag({
        object: commit,
        objectType: 'commit',
        name: tag.name,
        tagger: identity,
        message: `${tag.message}\n`,
      });
      tags.push({ name: `refs/tags/${tag.name}`, to, from: null });
    }
  }
  if (parent === null) throw new GitFailure('the sample has no commit');
  const written = await git.updateRefs([{ name: `refs/heads/${branch}`, to: parent, from: null }, ...tags]);
  if (!written.ok) throw new GitFailure(written.message);
  return parent;
}
