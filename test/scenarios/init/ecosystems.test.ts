import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { RehearsedWorld } from '../../support/rehearsed-world.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { smallRepository } from '../../support/small-repository.ts';

const workflow = (tags: string, ...steps: string[]) =>
  `on:\n  push:\n    tags: ['${tags}']\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`;
const KEPT = '# Changelog\n\n## [Unreleased]\n\n- Something\n\n## [1.4.2] - 2026-01-01\n';

interface Story {
  readonly files: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly component?: string;
  /** Tag of the release of a minor version. */
  readonly tag: string;
  /** Tags that moved along. */
  readonly moved?: readonly string[];
  /** Files of the tag's tree and a text that each must hold. */
  readonly expected: Readonly<Record<string, string>>;
  /** Workflows that must have run to their end. */
  readonly runs: readonly string[];
}

const STORIES: Readonly<Record<string, Story>> = {
  'an npm package': {
    files: {
      'package.json': '{\n  "name": "a",\n  "version": "1.4.2",\n  "dependencies": { "b": "1.4.2" }\n}\n',
      'package-lock.json':
        '{\n  "name": "a",\n  "version": "1.4.2",\n  "lockfileVersion": 3,\n  "packages": {\n    "": { "name": "a", "version": "1.4.2" },\n    "node_modules/b": { "version": "1.4.2" }\n  }\n}\n',
      '.github/workflows/publish.yml': workflow('v*', 'run: npm publish'),
    },
    tags: ['v1.4.1', 'v1.4.2'],
    tag: 'v1.5.0',
    expected: {
      'package.json': '"version": "1.5.0",\n  "dependencies": { "b": "1.4.2" }',
      'package-lock.json': '"": { "name": "a", "version": "1.5.0" },\n    "node_modules/b": { "version": "1.4.2" }',
    },
    runs: ['.github/workflows/publish.yml'],
  },
  'a Cargo workspace without v in its tags': {
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n\n[workspace.package]\nversion = "1.4.2"\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
      'b/Cargo.toml': '[package]\nname = "b"\nversion.workspace = true\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "a"\nversion = "1.4.2"\n\n[[package]]\nname = "b"\nversion = "1.4.2"\ndependencies = [\n "a",\n]\n',
      // Many a repository builds its assets in a file of this name.
      '.github/workflows/release.yml': workflow('[0-9]+.[0-9]+.[0-9]+', 'run: cargo publish'),
    },
    tags: ['1.4.1', '1.4.2'],
    tag: '1.5.0',
    expected: { 'Cargo.toml': 'version = "1.5.0"', 'Cargo.lock': 'name = "b"\nversion = "1.5.0"' },
    runs: ['.github/workflows/release.yml'],
  },
  'a Python package with a changelog': {
    files: {
      'pyproject.toml': '[project]\nname = "a"\nversion = "1.4.2"\n',
      'src/a/__init__.py': '__version__ = "1.4.2"\n',
      'CHANGELOG.md': KEPT,
      '.github/workflows/publish.yaml': workflow('v*', 'uses: pypa/gh-action-pypi-publish@v1'),
    },
    tags: ['v1.4.2'],
    tag: 'v1.5.0',
    expected: {
      'pyproject.toml': 'version = "1.5.0"',
      'src/a/__init__.py': '__version__ = "1.5.0"',
      'CHANGELOG.md': '## [Unreleased]\n\n## [1.5.0] - ',
    },
    runs: ['.github/workflows/publish.yaml'],
  },
  'a library with a plain VERSION and moving tags': {
    files: { VERSION: '1.4.2\n', Makefile: 'VERSION = 1.4.2\nall:\n', 'ChangeLog.md': 'Once upon a time\n' },
    tags: ['lib-1.4.1', 'lib-1.4.2', 'lib-1', 'lib-0'],
    tag: 'lib-1.5.0',
    moved: ['lib-1'],
    expected: { VERSION: '1.5.0', Makefile: 'VERSION = 1.5.0' },
    runs: [],
  },
  'a CMake library with macros': {
    files: {
      'CMakeLists.txt': 'cmake_minimum_required(VERSION 3.20)\nproject(a\n  VERSION 1.4.2\n  LANGUAGES C)\n',
      'a.h': '#define A_MAJOR 1\n#define A_MINOR 4\n#define A_PATCH 2\n',
      'fuzzing/CMakeLists.txt': 'project(fuzzing VERSION 1.4.2)\n',
    },
    tags: ['v1.4.2'],
    tag: 'v1.5.0',
    expected: {
      'CMakeLists.txt': 'VERSION 1.5.0\n',
      'a.h': 'MINOR 5\n#define A_PATCH 0',
      'fuzzing/CMakeLists.txt': '1.4.2',
    },
    runs: [],
  },
  'one of several components': {
    files: {
      'packages/a/package.json': '{ "name": "a", "version": "1.4.2" }\n',
      'packages/a/CHANGELOG.md': KEPT,
      'packages/b/package.json': '{ "name": "b", "version": "0.3.0", "dependencies": { "a": "1.4.2" } }\n',
      'packages/c/package.json': '{ "name": "c", "version": "1.4.2" }\n',
      '.github/workflows/a.yml': workflow('a-*', 'run: npm publish'),
      '.github/workflows/b.yml': workflow('b-*', 'run: npm publish'),
    },
    tags: ['a-1.4.2', 'b-0.3.0'],
    component: 'a',
    tag: 'a-1.5.0',
    expected: {
      'packages/a/package.json': '"version": "1.5.0"',
      'packages/a/CHANGELOG.md': '## [1.5.0] - ',
      'packages/b/package.json': '"version": "0.3.0", "dependencies": { "a": "1.4.2" }',
      'packages/c/package.json': '"version": "1.4.2"',
    },
    runs: ['.github/workflows/a.yml'],
  },
};

describe('init, commit, rehearse', () => {
  it.each(Object.entries(STORIES))('%s', { timeout: 60_000 }, async (_, story) => {
    const repository = smallRepository(story.files, story.tags);
    const from = ['--from', repository.folder];
    const choice = story.component === undefined ? [] : ['--component', story.component];
    const init = await runCli(['init', ...from, ...choice]);
    expect(init.exitCode, init.stderr).toBe(0);
    const added = repository.git('status', '--porcelain', '--untracked-files=all').split('\n').sort();
    expect(added).toEqual([
      `?? .github/workflows/${story.files['.github/workflows/release.yml'] === undefined ? 'release' : 'zlink-release'}.yml`,
      '?? .github/zlink-release.yml',
    ]);
    repository.commit('init');

    const kept = join(scratchFolder(), 'kept');
    const done = await runCli(['rehearse', ...from, '--version', 'minor', '--skip', 'bench,gate', '--keep', kept]);
    expect(done.exitCode, `${init.stdout}${done.stderr}`).toBe(0);
    const world = new RehearsedWorld(kept);
    for (const [path, text] of Object.entries(story.expected))
      expect(world.git('show', `${story.tag}:${path}`)).toContain(text);
    for (const alias of story.moved ?? []) {
      expect(world.ref(`${alias}^{commit}`)).toBe(world.ref(`${story.tag}^{commit}`));
    }
    const changed = world.git('diff', '--name-only', `${story.tag}~1`, story.tag).split('\n').sort();
    expect(changed).toEqual(
      Object.keys(story.expected)
        .filter((path) => world.git('show', `${story.tag}:${path}`) !== world.git('show', `main~1:${path}`))
        .sort(),
    );
    expect(world.state.runs.filter((run) => run.headBranch === story.tag).map((run) => run.workflowPath)).toEqual(
      story.runs,
    );
    expect(world.refs().filter((ref) => ref.startsWith('refs/tags/')).length).toBe(story.tags.length + 1);
  });
});
