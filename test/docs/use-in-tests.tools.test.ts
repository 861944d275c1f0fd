import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { codeBlocks, ROOT } from '../support/doc-pages.ts';
import { run } from '../support/gh.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The tests that docs/use-in-your-tests.md shows, run as they stand there, with the program installed as a package is. */
const PAGE = 'docs/use-in-your-tests.md';
const PYTHON = process.env.PYGITHUB_PYTHON ?? 'python3';
const hasPytest = spawnSync(PYTHON, ['-c', 'import pytest']).status === 0 || process.env.CI !== undefined;

/** A folder with the files of the page and the packages that it names. */
function project(): string {
  const folder = scratchFolder('use-in-tests');
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, '.bin'), { recursive: true });
  mkdirSync(join(packages, 'zlink-release'));
  for (const name of ['package.json', 'schema']) symlinkSync(join(ROOT, name), join(packages, 'zlink-release', name));
  symlinkSync(join(BUILT_PROGRAM, 'dist'), join(packages, 'zlink-release', 'dist'));
  // Npm makes the file executable that it links here.
  const program = `#!/bin/sh\nexec node '${join(packages, 'zlink-release/dist/cli.js')}' "$@"\n`;
  writeFileSync(join(packages, '.bin/zlink-release'), program, { mode: 0o755 });
  symlinkSync(join(ROOT, 'node_modules/vitest'), join(packages, 'vitest'));
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
  const blocks = codeBlocks({ path: PAGE, text: readFileSync(join(ROOT, PAGE), 'utf8') });
  for (const { file, code } of blocks) if (file !== null) writeFileSync(join(folder, file), `${code}\n`);
  return folder;
}

const environment = (home: string) => ({ PATH: process.env.PATH ?? '', HOME: home, CI: 'true' });

describe(PAGE, () => {
  it('its vitest file passes', async () => {
    const cwd = project();
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const ran = await run(process.execPath, [vitest, 'run', 'release.test.ts'], { cwd, env: environment(cwd) });
    expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/2 passed/);
  });

  it.skipIf(!hasPytest)('its pytest file passes', async () => {
    const cwd = project();
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'test_release.py'];
    const ran = await run(PYTHON, args, { cwd, env: environment(cwd) });
    expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/3 passed/);
  });
});
