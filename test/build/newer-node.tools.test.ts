import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUILT_CLI } from '../support/cli.ts';
import { runProgram } from '../support/run-program.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The bundle on newer releases of Node.js, whose binaries NEWER_NODES names. */

const NODES = (process.env.NEWER_NODES ?? '').split(':').filter((path) => existsSync(path));
if (NODES.length === 0 && process.env.CI) throw new Error('NEWER_NODES names no node.');

const RESULTS = fileURLToPath(new URL('../cases/harness', import.meta.url));
const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
const run = (node: string, args: readonly string[]) =>
  runProgram(node, [BUILT_CLI, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, NO_COLOR: '1' },
  });

describe.skipIf(NODES.length === 0)('a newer Node.js', () => {
  it.each(NODES.map((node) => [versionOf(node), node]))('%s releases, and warns of nothing', async (_, node) => {
    const kept = join(scratchFolder('newer-node'), 'kept');
    const released = await run(node, ['rehearse', '--keep', kept]);
    expect(released.exitCode, released.stderr).toBe(0);
    expect(released.stdout + released.stderr).not.toMatch(/\(node:\d+\)|Warning:/);
    const tags = execFileSync('git', ['--git-dir', join(kept, 'repo.git'), 'tag', '--list'], { encoding: 'utf8' });
    expect(tags.split('\n')).toContain('core/v1.2.0');
  });

  it.each(NODES.map((node) => [versionOf(node), node]))('%s judges as this one does', async (_, node) => {
    const args = ['gate', '--baseline', `${RESULTS}/smoke`, '--candidate', `${RESULTS}/fail_fdlimit`, '--json'];
    const [here, there] = [await run(process.execPath, args), await run(node, args)];
    // But for when.
    const said = ({ stdout }: { stdout: string }) => stdout.replace(/"madeAt": "[^"]+"/, '');
    expect(there.exitCode).toBe(here.exitCode);
    expect(said(there)).toBe(said(here));
    expect(there.stdout).toContain('"status": "regression"');
  });
});
