import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectVersionFiles } from '../../../src/core/version/detect.ts';
import { followRequirement } from '../../../src/core/version/requirement.ts';
import { bumpVersionFile } from '../../../src/core/version/version-file.ts';

type Files = Readonly<Record<string, string>>;

/** The files that a bump of what is recognised changes. */
function bumped(files: Files, version: string): Record<string, string> {
  const contents = new Map(
    Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]),
  );
  const { specs, current } = detectVersionFiles(contents);
  const after = new Map(contents);
  for (const spec of specs) {
    const bytes = after.get(spec.path) ?? new Uint8Array();
    const edited = bumpVersionFile(spec, bytes, {
      version,
      tag: `v${version}`,
      repositoryUrl: '',
      from: current ?? '',
    });
    expect(edited, JSON.stringify(spec)).toMatchObject({ ok: true });
    if (!edited.ok) continue;
    after.set(spec.path, edited.value.bytes);
    // What is done is done.
    const target = { version, tag: `v${version}`, repositoryUrl: '', from: version };
    expect(bumpVersionFile(spec, edited.value.bytes, target)).toMatchObject({ ok: true, value: { changed: false } });
  }
  return Object.fromEntries(
    [...after].flatMap(([path, bytes]) => {
      const text = Buffer.from(bytes).toString();
      return text === files[path] ? [] : [[path, text]];
    }),
  );
}

/** The lines of a text that differ from those of another. */
const changedLines = (before: string, after: string): string[] => {
  const old = before.split('\n');
  return after
    .split('\n')
    .filter((line, index) => line !== old[index])
    .map((line) => line.trim());
};

const crate = (name: string, more = '') => `[package]\nname = "${name}"\nversion.workspace = true\n${more}`;

describe('Cargo workspaces', () => {
  const ROOT = '[workspace]\nmembers = ["*"]\n[workspace.package]\nversion = "0.4.2"\n';
  const with_ = (manifest: string, more: Files = {}): Files => ({
    'Cargo.toml': ROOT,
    'core/Cargo.toml': crate('gear-core'),
    'util/Cargo.toml': crate('gear_util'),
    'cli/Cargo.toml': crate('gear-cli', manifest),
    ...more,
  });

  it.each<[string, string, string, string[]]>([
    [
      'an inline table',
      '[dependencies]\ngear-core = { path = "../core", version = "0.4.2" }\n',
      '0.5.0',
      ['gear-core = { path = "../core", version = "0.5.0" }'],
    ],
    [
      'a key beside others',
      '[dependencies]\ngear-core = { version = "=0.4.2", features = ["x"], path = "../core/" }\n',
      '0.4.3',
      ['gear-core = { version = "=0.4.3", features = ["x"], path = "../core/" }'],
    ],
    [
      'a table',
      '[dependencies.gear-core]\npath = "../core"\nversion = "^0.4.2"\n[dependencies.elsewhere]\nversion = "0.4.2"\n',
      '0.5.0',
      ['version = "^0.5.0"'],
    ],
    [
      'dotted keys',
      '[dev-dependencies]\ngear-core.path = "../core"\ngear-core.version = "~0.4.2"\n',
      '0.5.0',
      ['gear-core.version = "~0.5.0"'],
    ],
    [
      'of one platform',
      '[target.\'cfg(target_os = "x.y")\'.build-dependencies]\ngear_util = { path = "./../util", version = \'0.4.2\' }\n',
      '0.5.0',
      ['gear_util = { path = "./../util", version = \'0.5.0\' }'],
    ],
    [
      'renamed',
      '[dependencies]\ncore = { package = "gear-core", path = "../core", version = "0.4" }\n',
      '0.5.0',
      ['core = { package = "gear-core", path = "../core", version = "0.5" }'],
    ],
    ['short, and admits', '[dependencies]\ngear-core = { path = "../core", version = "0.4" }\n', '0.4.3', []],
    [
      'of full width, and follows',
      '[dependencies]\ngear-core = { path = "../core", version = "0.4.2" }\n',
      '0.4.3',
      ['gear-core = { path = "../core", version = "0.4.3" }'],
    ],
    ['the least that will do', '[dependencies]\ngear-core = { path = "../core", version = "0.4.1" }\n', '0.4.3', []],
    [
      'the least that did',
      '[dependencies]\ngear-core = { path = "../core", version = "0.4.1" }\n',
      '0.5.0',
      ['gear-core = { path = "../core", version = "0.5.0" }'],
    ],
    [
      'a candidate',
      '[dependencies]\ngear-core = { path = "../core", version = "0.4" }\n',
      '0.5.0-rc.1',
      ['gear-core = { path = "../core", version = "0.5.0-rc.1" }'],
    ],
    [
      'without a number',
      '[dependencies]\ngear-core = { path = "../core" }\ngear_util = { path = "../util", version = "*" }\n',
      '0.5.0',
      [],
    ],
    [
      'of the same name from elsewhere',
      '[dependencies]\ngear-core = "0.4.2"\nother = { package = "gear-core", version = "0.4.2", registry = "x" }\n',
      '0.5.0',
      [],
    ],
    [
      'of the same name in another folder',
      '[dependencies]\ngear-core = { path = "../vendor/core", version = "0.4.2" }\n',
      '0.5.0',
      [],
    ],
    [
      'in a string and a comment',
      'description = """\n[dependencies]\ngear-core = { path = "../core", version = "0.4.2" }\n"""\n# gear-core = { path = "../core", version = "0.4.2" }\n',
      '0.5.0',
      [],
    ],
    [
      'of metadata',
      '[package.metadata.dependencies]\ngear-core = { path = "../core", version = "0.4.2" }\n',
      '0.5.0',
      [],
    ],
  ])('a requirement in %s', (_, manifest, version, lines) => {
    const files = with_(manifest);
    const after = bumped(files, version);
    expect(after['Cargo.toml']).toContain(`version = "${version}"`);
    expect(
      changedLines(files['cli/Cargo.toml'] ?? '', after['cli/Cargo.toml'] ?? files['cli/Cargo.toml'] ?? ''),
    ).toEqual(lines);
    expect(Object.keys(after).filter((path) => !/^(cli\/)?Cargo\.toml$/.test(path))).toEqual([]);
  });

  it('a range that does not admit the version is told with its line', () => {
    const files = new Map(
      Object.entries(with_('[dependencies]\ngear-core = { path = "../core", version = ">=0.4, <0.5" }\n')).map(
        ([path, text]): [string, Uint8Array] => [path, Buffer.from(text)],
      ),
    );
    const spec = detectVersionFiles(files).specs.find(({ path }) => path === 'cli/Cargo.toml');
    const bytes = files.get('cli/Cargo.toml');
    expect(spec).toBeDefined();
    if (spec === undefined || bytes === undefined) return;
    const target = { tag: '', repositoryUrl: '', from: '0.4.2' };
    expect(bumpVersionFile(spec, bytes, { ...target, version: '0.4.3' })).toMatchObject({
      ok: true,
      value: { changed: false },
    });
    expect(bumpVersionFile(spec, bytes, { ...target, version: '0.5.0' })).toMatchObject({
      ok: false,
      problems: [{ code: 'version-file-left-behind', where: 'cli/Cargo.toml:5' }],
    });
  });

  it.each(['3', '4'])('a lock of version %s: own entries, and where they are named with their version', (format) => {
    const entry = (name: string, version: string, more = '') =>
      `[[package]]\nname = "${name}"\nversion = "${version}"\n${more}\n`;
    const registry = 'source = "registry+https://example.org/index"\nchecksum = "00"\n';
    const lock = [
      `# This file is automatically @generated by Cargo.\nversion = ${format}\n\n`,
      entry('gear-cli', '0.4.2', 'dependencies = [\n "elsewhere",\n "gear-core 0.4.2",\n "gear-core 0.3.9",\n]\n'),
      entry('gear-core', '0.3.9', registry),
      entry('gear-core', '0.4.2'),
      entry('elsewhere', '0.4.2', registry),
    ].join('');
    const files = with_('', { 'Cargo.lock': lock, 'vendor/x/Cargo.lock': entry('gear-core', '0.4.2') });
    const after = bumped(files, '1.0.0');
    expect(Object.keys(after)).toEqual(['Cargo.toml', 'Cargo.lock']);
    expect(changedLines(lock, after['Cargo.lock'] ?? '')).toEqual([
      'version = "1.0.0"',
      '"gear-core 1.0.0",',
      'version = "1.0.0"',
    ]);
  });
});

describe('packages of npm', () => {
  const manifest = (name: string, version: string, more: object = {}) =>
    `${JSON.stringify({ name, version, ...more }, null, 2)}\n`;

  it('workspaces, with package-lock.json', () => {
    const root = { workspaces: ['packages/*'] };
    const lock = (version: string, requirement: string) =>
      `${JSON.stringify(
        {
          name: 'gear',
          version,
          lockfileVersion: 3,
          packages: {
            '': { name: 'gear', version, workspaces: ['packages/*'] },
            'node_modules/@gear/a': { resolved: 'packages/a', link: true },
            'node_modules/elsewhere': { version: '1.2.0', dependencies: { 'gear-b': '1.2.0' } },
            'packages/a': { name: '@gear/a', version, dependencies: { elsewhere: '1.2.0' } },
            'packages/b': { name: 'gear-b', version, dependencies: { '@gear/a': requirement } },
            'packages/c': { version: '0.1.0', devDependencies: { '@gear/a': requirement } },
          },
        },
        null,
        2,
      )}\n`;
    const files = {
      'package.json': manifest('gear', '1.2.0', root),
      'packages/a/package.json': manifest('@gear/a', '1.2.0', { dependencies: { elsewhere: '1.2.0' } }),
      'packages/b/package.json': manifest('gear-b', '1.2.0', { dependencies: { '@gear/a': '1.2.0' } }),
      'packages/c/package.json': manifest('c', '0.1.0', { private: true, devDependencies: { '@gear/a': '1.2.0' } }),
      'package-lock.json': lock('1.2.0', '1.2.0'),
    };
    expect(bumped(files, '1.3.0')).toEqual({
      'package.json': manifest('gear', '1.3.0', root),
      'packages/a/package.json': manifest('@gear/a', '1.3.0', { dependencies: { elsewhere: '1.2.0' } }),
      'packages/b/package.json': manifest('gear-b', '1.3.0', { dependencies: { '@gear/a': '1.3.0' } }),
      'packages/c/package.json': manifest('c', '0.1.0', { private: true, devDependencies: { '@gear/a': '1.3.0' } }),
      'package-lock.json': lock('1.3.0', '1.3.0'),
    });
  });

  it.each<[string, string, string]>([
    ['workspace:1.2.0', '1.3.0', 'workspace:1.3.0'],
    ['workspace:^1.2.0', '2.0.0', 'workspace:^2.0.0'],
    ['workspace:*', '2.0.0', 'workspace:*'],
    ['workspace:../a1', '2.0.0', 'workspace:../a1'],
    ['^1.2.0', '1.3.0', '^1.3.0'],
    ['~1.2', '1.3.0', '~1.3'],
    ['1.x', '1.3.0', '1.x'],
    ['1.x', '2.0.0', '2.x'],
    ['>=1.0.0', '2.0.0', '>=1.0.0'],
    ['file:../a-1.2.0', '2.0.0', 'file:../a-1.2.0'],
  ])('a requirement %s at %s', (written, version, expected) => {
    const files = {
      'pnpm-workspace.yaml': 'packages: ["*"]\n',
      'a/package.json': manifest('a', '1.2.0'),
      'b/package.json': manifest('b', '1.2.0', { peerDependencies: { a: written } }),
    };
    expect(bumped(files, version)['b/package.json']).toBe(
      manifest('b', version, { peerDependencies: { a: expected } }),
    );
  });

  it('packages of one platform each, without a workspace', () => {
    const files = {
      'package.json': manifest('gear', '1.2.0', {
        optionalDependencies: { 'gear-linux': '1.2.0', elsewhere: '1.2.0' },
      }),
      'npm/linux/package.json': manifest('gear-linux', '1.2.0'),
      'demo/package.json': manifest('demo', '0.0.1', { dependencies: { gear: '^1.2.0' } }),
    };
    expect(bumped(files, '2.0.0')).toEqual({
      'package.json': manifest('gear', '2.0.0', {
        optionalDependencies: { 'gear-linux': '2.0.0', elsewhere: '1.2.0' },
      }),
      'npm/linux/package.json': manifest('gear-linux', '2.0.0'),
    });
  });

  it.each<[string, string, string[]]>([
    [
      'pnpm-lock.yaml',
      "importers:\n  b:\n    dependencies:\n      a:\n        specifier: workspace:^1.2.0\n        version: link:../a\n      c:\n        specifier: '1.2.0'\n        version: 1.2.0\n",
      ['specifier: workspace:^2.0.0'],
    ],
    [
      'yarn.lock',
      '"a@workspace:^1.2.0, a@workspace:a":\n  version: 0.0.0-use.local\n  resolution: "a@workspace:a"\n\n"b@workspace:b":\n  dependencies:\n    a: "workspace:^1.2.0"\n    c: "npm:1.2.0"\n',
      ['"a@workspace:^2.0.0, a@workspace:a":', 'a: "workspace:^2.0.0"'],
    ],
    [
      'bun.lock',
      '{\n"workspaces": {\n"a": {\n"name": "a",\n"version": "1.2.0",\n},\n"b": {\n"name": "b",\n"version": "1.2.0",\n"dependencies": {\n"a": "workspace:^1.2.0",\n"c": "1.2.0",\n},\n},\n},\n}\n',
      ['"version": "2.0.0",', '"version": "2.0.0",', '"a": "workspace:^2.0.0",'],
    ],
  ])('%s repeats them', (path, lock, lines) => {
    const files = {
      'package.json': '{"private": true, "workspaces": ["*"]}',
      'a/package.json': manifest('a', '1.2.0'),
      'b/package.json': manifest('b', '1.2.0', { dependencies: { a: 'workspace:^1.2.0' } }),
      [path]: lock,
    };
    expect(changedLines(lock, bumped(files, '2.0.0')[path] ?? lock)).toEqual(lines);
  });
});

describe('packages of other languages', () => {
  it('uv.lock names the folder of the project', () => {
    const entry = (name: string, source: string) =>
      `[[package]]\nname = "${name}"\nversion = "1.2.0"\nsource = { ${source} }\n\n`;
    const lock = `version = 1\n\n${entry('my-gear', 'editable = "."')}${entry('other', 'registry = "x"')}`;
    const after = bumped(
      { 'pyproject.toml': '[project]\nname = "My_Gear"\nversion = "1.2.0"\n', 'uv.lock': lock },
      '1.3.0',
    );
    expect(after['uv.lock']).toBe(lock.replace('1.2.0', '1.3.0'));
  });

  it('Gemfile.lock names the gem below PATH', () => {
    const lock =
      'PATH\n  remote: .\n  specs:\n    gear (1.2.0)\n      other (= 1.2.0)\n\nGEM\n  specs:\n    other (1.2.0)\n    gear (1.2.0)\n';
    const gemspec = "Gem::Specification.new do |s|\n  s.name = 'gear'\n  s.version = '1.2.0'\nend\n";
    expect(bumped({ 'gear.gemspec': gemspec, 'Gemfile.lock': lock }, '1.3.0')['Gemfile.lock']).toBe(
      lock.replace('gear (1.2.0)', 'gear (1.3.0)'),
    );
  });

  it('a Conan recipe gets a line in the list of its folders', () => {
    const conandata = 'sources:\n  "1.2.0":\n    url: "https://example.org/1.2.0.tar.gz"\n    sha256: "00"\n';
    const list = (lines: string) => `# folders\nversions:\n${lines}`;
    const files = (lines: string) => ({
      VERSION: '1.2.0\n',
      'conan/all/conandata.yml': conandata,
      'conan/config.yml': list(lines),
    });
    const falling = '  "1.2.0":\n    folder: all\n  "1.1.0":\n    folder: old\n';
    const rising = '  1.1.0:\n    folder: old\n  1.2.0:\n    folder: "all"\n';
    const listed = (lines: string) => detectAndBump(files(lines), 'conan/config.yml');
    expect(listed(falling)).toBe(list(`  "1.3.0":\n    folder: all\n${falling}`));
    expect(listed(rising)).toBe(list(`${rising}  1.3.0:\n    folder: "all"\n`));
    expect(listed(rising.trimEnd())).toBe(list(`${rising}  1.3.0:\n    folder: "all"`));
  });
});

/** One file after the bump to 1.3.0. */
function detectAndBump(files: Files, path: string): string | null {
  const contents = new Map(
    Object.entries(files).map(([each, text]): [string, Uint8Array] => [each, Buffer.from(text)]),
  );
  const spec = detectVersionFiles(contents).specs.find((each) => each.path === path);
  const bytes = contents.get(path);
  if (spec === undefined || bytes === undefined) return null;
  const edited = bumpVersionFile(spec, bytes, { version: '1.3.0', tag: 'v1.3.0', repositoryUrl: '' });
  return edited.ok ? Buffer.from(edited.value.bytes).toString() : null;
}

describe('a requirement that follows', () => {
  const number = fc.nat(30);
  const version = fc.tuple(number, number, number);

  it('admits the version, keeps operator and width, and stays once it is followed', () => {
    fc.assert(
      fc.property(
        version,
        version,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('', '^', '~', '=', '>='),
        fc.constantFrom('cargo' as const, 'npm' as const),
        (old, next, width, operator, style) => {
          const written = operator + old.slice(0, width).join('.');
          const target = { style, from: old.join('.'), version: next.join('.') };
          const followed = followRequirement(written, target);
          expect(followed.ok).toBe(true);
          if (!followed.ok) return;
          expect(followed.value).toMatch(new RegExp(`^\\${operator === '' ? 'b' : operator[0]}`));
          expect(followed.value.split('.')).toHaveLength(width);
          const again = followRequirement(followed.value, { ...target, from: target.version });
          expect(again.ok && again.value).toBe(followed.value);
          // It names the new version, or was left alone because it admits it already.
          const numbers = followed.value.replace(/^[^\d]*/, '');
          expect(numbers === next.slice(0, width).join('.') || followed.value === written).toBe(true);
        },
      ),
    );
  });
});
