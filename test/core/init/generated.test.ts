import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeInit } from '../../../src/commands/recognise-repository.ts';
import { listingFromRecursive, objectId } from '../../../src/core/release/git-tree.ts';
import { resolveLayout } from '../../../src/core/release/layout.ts';
import { loadConfig } from '../../../src/core/settings/load-config.ts';
import { bumpVersionFile } from '../../../src/core/version/version-file.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 60);

/** How a kind of repository writes a version: path → text. `x` is its name. */
type Shape = (version: string, name: string) => Readonly<Record<string, string>>;

const parts = (version: string) => version.split('.') as [string, string, string];
const SHAPES: Readonly<Record<string, Shape>> = {
  npm: (version, name) => ({
    'package.json': `${JSON.stringify({ name, version, dependencies: { other: version } }, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify({ name, version, lockfileVersion: 3, packages: { '': { name, version }, 'node_modules/other': { version } } }, null, 2)}\n`,
  }),
  cargo: (version, name) => ({
    'Cargo.toml': `[package]\nname = "${name}"\nversion = "${version}"\n\n[dependencies]\nother = "${version}"\n`,
    'Cargo.lock': `[[package]]\nname = "${name}"\nversion = "${version}"\n\n[[package]]\nname = "other"\nversion = "${version}"\nsource = "registry+https://example.org/index"\n`,
  }),
  python: (version, name) => ({
    'pyproject.toml': `[project]\nname = "${name}"\nversion = "${version}"\ndependencies = ["other==${version}"]\n`,
    [`src/${name}/__init__.py`]: `__version__ = "${version}"\n`,
  }),
  setup: (version, name) => ({
    'setup.py': `from setuptools import setup\nsetup(name="${name}", version="${version}", install_requires=["other==${version}"])\n`,
  }),
  plain: (version) => ({ VERSION: `${version}\n` }),
  cmake: (version, name) => {
    const [major, minor, patch] = parts(version);
    return {
      'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)\nproject(${name} VERSION ${version})\nfind_package(Other ${version})\n`,
      [`include/${name}/${name}.h`]: `#define ${name.toUpperCase()}_VERSION_MAJOR ${major}\n#define ${name.toUpperCase()}_VERSION_MINOR ${minor}\n#define ${name.toUpperCase()}_VERSION_PATCH ${patch}\n`,
    };
  },
  autoconf: (version, name) => ({
    'configure.ac': `AC_INIT([${name}], [${version}])\nPKG_CHECK_MODULES([O], [other >= ${version}])\n`,
  }),
};

/** Files that mention the version and are none of the repository's own. */
const BESIDE = (version: string) => ({
  'README.md': `Install ${version}.\n`,
  'tests/app/package.json': `{ "name": "app", "version": "${version}" }\n`,
  'third_party/zlib/VERSION': `${version}\n`,
  'examples/CMakeLists.txt': `project(example VERSION ${version})\n`,
});

const worldOf = (files: Readonly<Record<string, string>>, tags: readonly string[]) => {
  const entries = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    return { path, mode: '100644', sha: objectId('blob', bytes), size: bytes.byteLength, bytes };
  });
  const folders = new Set(
    entries.flatMap(({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join('/')),
    ),
  );
  const listing = listingFromRecursive([
    ...[...folders].map((path) => ({ path, mode: '040000', sha: '1'.repeat(40) })),
    ...entries,
  ]);
  return {
    source: {
      commit: '2'.repeat(40),
      tree: '3'.repeat(40),
      listing,
      truncated: false,
      unread: null,
      files: new Map(entries.map(({ path, sha, mode, bytes }) => [path, { sha, mode, bytes }])),
    },
    tags: tags.map((name) => ({ name, commit: name })),
    defaultBranch: 'main',
    repo: 'gadget',
  };
};

const number = fc.integer({ min: 0, max: 40 });
const version = fc
  .tuple(number, number, number)
  .map((each) => each.join('.'))
  .filter((each) => each !== '0.0.0');
const name = fc.stringMatching(/^[a-z]{3,10}$/).filter(
  (each) =>
    !/^(other|test|tests|docs?|build|deps|out|perf|dist|vendor|core)$/.test(each) &&
    // In a tag these name no part: it is of the whole repository.
    !/^(releases?|rel|version|ver|stable|tags?|lib)$/.test(each) &&
    !/^(bench|sample|example)/.test(each),
);
const prefix = fc.constantFrom<(name: string) => string>(
  () => 'v',
  () => '',
  (each) => `${each}-`,
  (each) => `${each}/v`,
  () => 'release-',
);
const pin = { ref: 'v1', version: '1.0.0' };

describe('init on generated repositories', () => {
  it('its configuration loads, finds exactly the files that carry the version, and goes on with the tags', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SHAPES)), version, name, prefix, (kind, current, library, before) => {
        const own = SHAPES[kind]?.(current, library) ?? {};
        const tag = `${before(library)}${current}`;
        const world = worldOf({ ...own, ...BESIDE(current) }, [tag]);
        const proposed = proposeInit(world, { component: null, pin });
        expect(proposed.ok, JSON.stringify(proposed)).toBe(true);
        if (!proposed.ok) return;
        const config = loadConfig('c', proposed.value.files.get('.github/zlink-release.yml') ?? '-');
        expect(config.ok).toBe(true);
        if (!config.ok) return;
        const layout = resolveLayout(config.value, world.source);
        expect(layout.ok).toBe(true);
        if (!layout.ok) return;
        expect(layout.value.current).toBe(current);
        expect([...new Set(layout.value.versionFiles.map((each) => each.path))].sort()).toEqual(
          Object.keys(own).sort(),
        );
        expect((config.value.templates.tag ?? 'v{version}').replace('{version}', current)).toBe(tag);

        // What the bump makes of the files is the same repository one version on, and what it depends on as before.
        const next = '77.1.9';
        const texts = new Map(Object.entries(own).map(([path, text]) => [path, Buffer.from(text)]));
        for (const spec of layout.value.versionFiles) {
          const bumped = bumpVersionFile(spec, texts.get(spec.path) ?? Buffer.alloc(0), {
            version: next,
            tag: '',
            repositoryUrl: '',
          });
          expect(bumped.ok, JSON.stringify(bumped)).toBe(true);
          if (bumped.ok) texts.set(spec.path, Buffer.from(bumped.value.bytes));
        }
        for (const [path, expected] of Object.entries(SHAPES[kind]?.(next, library) ?? {})) {
          const got = texts.get(path)?.toString().split('\n') ?? [];
          for (const [at, line] of expected.split('\n').entries()) {
            if (/other|"node_modules|find_package|PKG_CHECK/i.test(line) && !/^setup\(/.test(line)) continue;
            if (path === 'package-lock.json' && at > 9) continue;
            if (path === 'Cargo.lock' && at > 3) continue;
            expect(got[at], path).toBe(
              /^setup\(/.test(line) ? line.replace(`other==${next}`, `other==${current}`) : line,
            );
          }
        }
      }),
      { numRuns: runs },
    );
  });

  it('of several components it takes the files of the chosen one, and asks when none is chosen', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, version, kind: fc.constantFrom('npm', 'cargo', 'python', 'plain') }), {
          minLength: 2,
          maxLength: 4,
          selector: (each) => each.name,
        }),
        fc.nat(3),
        (components, pick) => {
          fc.pre(new Set(components.map((each) => each.version)).size > 1);
          const filesOf = (each: (typeof components)[0]) =>
            Object.fromEntries(
              Object.entries(SHAPES[each.kind]?.(each.version, each.name) ?? {}).map(([path, text]) => [
                `packages/${each.name}/${path}`,
                text,
              ]),
            );
          const world = worldOf(
            Object.assign({}, ...components.map(filesOf)),
            components.map((each) => `${each.name}-${each.version}`),
          );
          const undecided = proposeInit(world, { component: null, pin });
          expect(undecided.ok ? [] : undecided.problems.map((each) => each.code)).toEqual(['component-undecided']);

          const chosen = components[pick % components.length];
          if (chosen === undefined) return;
          const proposed = proposeInit(world, { component: chosen.name, pin });
          expect(proposed.ok, JSON.stringify(proposed)).toBe(true);
          if (!proposed.ok) return;
          const config = loadConfig('c', proposed.value.files.get('.github/zlink-release.yml') ?? '-');
          const layout = config.ok ? resolveLayout(config.value, world.source) : null;
          expect(layout?.ok).toBe(true);
          if (layout?.ok !== true) return;
          expect(layout.value.current).toBe(chosen.version);
          const paths = new Set(layout.value.versionFiles.map((each) => each.path));
          expect([...paths].sort()).toEqual(Object.keys(filesOf(chosen)).sort());
          expect(config.ok && config.value.templates.tag).toBe('{component}-{version}');
        },
      ),
      { numRuns: runs },
    );
  });
});
