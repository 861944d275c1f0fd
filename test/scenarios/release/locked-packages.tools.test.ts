import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectVersionFiles } from '../../../src/core/version/detect.ts';
import { bumpVersionFile } from '../../../src/core/version/version-file.ts';
import { readReleaseCases } from '../../support/release-case.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** What cargo and npm say of a tree after the bump: with the lock file as it is, and nothing from the network. */

type Files = Readonly<Record<string, string>>;

const has = (tool: string) => spawnSync(tool, ['--version']).status === 0 || process.env.CI !== undefined;

function written(files: Files): string {
  const folder = scratchFolder('locked');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function run(folder: string, command: string, ...args: string[]) {
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  return { status, told: stderr };
}

/** The files with what their own tool adds as a lock file. */
function locked(files: Files, lock: string, command: string, ...args: string[]): Files {
  const folder = written(files);
  const { status, told } = run(folder, command, ...args);
  expect(status, told).toBe(0);
  return existsSync(join(folder, lock)) ? { ...files, [lock]: readFileSync(join(folder, lock), 'utf8') } : files;
}

function bumped(files: Files, version: string): Files {
  const after = new Map(Object.entries(files).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]));
  const { specs, current } = detectVersionFiles(after);
  for (const spec of specs) {
    const target = { version, tag: '', repositoryUrl: '', from: current ?? '' };
    const edited = bumpVersionFile(spec, after.get(spec.path) ?? new Uint8Array(), target);
    if (edited.ok) after.set(spec.path, edited.value.bytes);
  }
  return Object.fromEntries([...after].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
}

const crate = (name: string, more = '') =>
  `[package]\nname = "${name}"\nversion.workspace = true\nedition = "2021"\n${more}`;
const EVERY_FORM: Files = {
  'Cargo.toml':
    '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n[workspace.package]\nversion = "0.4.2"\n[workspace.dependencies]\na = { path = "crates/a", version = "0.4.2" }\n',
  'crates/a/Cargo.toml': crate('a'),
  'crates/a/src/lib.rs': '',
  'crates/b/Cargo.toml': crate(
    'b',
    '[dependencies]\na = { workspace = true }\n[dependencies.c]\npath = "../c"\nversion = "=0.4.2"\n',
  ),
  'crates/b/src/lib.rs': '',
  'crates/c/Cargo.toml': crate('c', '[dev-dependencies]\nother = { package = "a", path = "../a", version = "0.4" }\n'),
  'crates/c/src/lib.rs': '',
  'crates/d/Cargo.toml': crate('d', '[target.\'cfg(unix)\'.dependencies]\na.path = "../a"\na.version = "~0.4.2"\n'),
  'crates/d/src/lib.rs': '',
};

describe.skipIf(!has('cargo'))('cargo metadata --locked', () => {
  const cases = readReleaseCases('test/cases/release').find(({ file }) => file === 'cargo-workspace')?.cases ?? [];
  // What is not in the repository cannot be had without a network.
  const whole = cases.filter(({ files }) => !JSON.stringify(files).includes('elsewhere'));
  it.each([
    ...whole.map(({ name, files }) => [name, files] as const),
    ['every form of a requirement', EVERY_FORM] as const,
  ])('%s', (_, files) => {
    const before = locked(files, 'Cargo.lock', 'cargo', 'generate-lockfile', '--offline');
    for (const version of ['0.4.9', '0.5.0', '2.0.0-rc.1']) {
      const folder = written(bumped(before, version));
      const { status, told } = run(folder, 'cargo', 'metadata', '--locked', '--offline', '--format-version', '1');
      expect(status, `${version}: ${told}`).toBe(0);
    }
  });
});

describe.skipIf(!has('npm'))('npm ci', () => {
  it.each(['2', '3'])('workspaces that require each other, lock file of version %s', (format) => {
    const files: Files = {
      'package.json': '{"name": "gear", "version": "1.2.0", "workspaces": ["packages/*"]}',
      'packages/a/package.json': '{"name": "@gear/a", "version": "1.2.0"}',
      'packages/b/package.json': '{"name": "gear-b", "version": "1.2.0", "dependencies": {"@gear/a": "1.2.0"}}',
      '.npmrc': `lockfile-version=${format}\n`,
    };
    const before = locked(files, 'package-lock.json', 'npm', 'install', '--offline', '--ignore-scripts', '--no-audit');
    const folder = written(bumped(before, '2.0.0'));
    const { status, told } = run(folder, 'npm', 'ci', '--offline', '--ignore-scripts', '--no-audit');
    expect(status, told).toBe(0);
  });
});
