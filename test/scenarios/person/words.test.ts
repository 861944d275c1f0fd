import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { runCli, SHORT_PAUSES } from '../../support/cli.ts';
import { rehearse } from '../../support/rehearse.ts';
import { sampleText, serveWorld } from '../../support/served-world.ts';
import { runPasted } from '../../support/shell.ts';

/** What a person reads on the command line: plans, what stopped a release, and the command that continues it. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const ESCAPE = /\u001b/;

describe('plan', () => {
  it('shows every edit as hunks, the changelog, runs with reasons, and the next command', async () => {
    const { run } = await serveWorld();
    const { exitCode, stdout, stderr } = await run('plan', '--version', '1.2.0');
    expect(exitCode).toBe(0);
    for (const line of [
      'core 1.1.0 → 1.2.0',
      '  core/include/zlink.h  1.1.0 → 1.2.0  (known format)',
      '    -#define ZLINK_VERSION_MINOR 1',
      '    +#define ZLINK_VERSION_MINOR 2',
      '  vcpkg/ports/zlink/vcpkg.json  0.9.0 → 1.2.0  (the present version is 1.1.0)  (known format)',
    ])
      expect(stdout.split('\n')).toContain(line);
    expect(stdout).toMatch(/^ {4}@@ -\d+,\d+ \+\d+,\d+ @@$/m);
    expect(stdout).toMatch(/^ {4}starts {10}\.github\/workflows\/build\.yml, which must succeed: \S/m);
    expect(stdout).toMatch(/^ {4}does not start {2}\.github\/workflows\/bindings-release\.yml, as it must not: \S/m);
    expect(stdout).toContain('\nChangelog\n  ### Added\n');
    expect(stderr).toContain('release it with:  zlink-release release --repo sample/zlink --api-url http://127.0.0.1:');
    expect(stdout).not.toMatch(ESCAPE);
  });

  it('names a next command that works as it is pasted', async () => {
    const { run, server, directory } = await serveWorld();
    const { stdout } = await run('plan', '--version', 'minor', '--json');
    const plan = JSON.parse(stdout) as { next: string; files: { path: string; diff: string }[] };
    expect(plan.files.find((file) => file.path === 'VERSION')?.diff).toContain('\n+LIBZLINK_VERSION=1.2.0\n');
    const env = { ZLINK_RELEASE_TOKEN: server.tokens.app };
    const stopped = await runPasted(plan.next, { env, cwd: directory, pace: SHORT_PAUSES });
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('gate-not-measured');
    server.followRealTime(SHORT_PAUSES);
    const released = await runPasted(`${plan.next} --skip bench,gate,watch,verify`, {
      env,
      cwd: directory,
      pace: SHORT_PAUSES,
    });
    expect(released.stderr).toContain('✓ tag');
    expect(released.exitCode).toBe(0);
    expect(released.stdout).toMatch(/^ {2}took {10}\S/m);
  });

  it('is coloured when asked for, and lets no text of the repository colour, hide or command', async () => {
    const hostile = '\u001b[2J\u001b]0;hurt\u0007\u202e::error::hurt ##[error]hurt';
    const changelog = sampleText('CHANGELOG.md').replace(/^### Added$/m, `### Added\n- ${hostile}\n::error::hurt`);
    const { run, server, directory } = await serveWorld({ files: { 'CHANGELOG.md': changelog } });
    const { stdout, exitCode } = await run('plan', '--version', '1.2.0');
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(stdout).not.toMatch(/^\s*::|##\[/m);
    const args = ['plan', '--api-url', server.url, '--repo', 'sample/zlink', '--version', '1.2.0'];
    const env = { ZLINK_RELEASE_TOKEN: server.tokens.app, NO_COLOR: '', FORCE_COLOR: '1' };
    const colored = await runCli(args, { env, cwd: directory });
    expect(colored.stdout).toContain('\u001b[32m+LIBZLINK_VERSION=1.2.0\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(stdout);
  });
});

describe('when a rehearsal stops', () => {
  it('says what happened, and the command that continues it works as it is pasted', async () => {
    const stopped = await rehearse('--fault', 'run-fails:build.yml', '--json');
    expect(stopped.exitCode).toBe(1);
    const told = JSON.parse(stopped.stdout) as { ok: boolean; next: string; record: ReleaseRecord };
    expect(told).toMatchObject({ ok: false, problems: [{ code: 'run-failed' }], record: { status: 'stopped' } });
    // Its report names the runs as they were seen last, the failed one and the other.
    expect(told.record.runs.map(({ workflow, conclusion }) => [workflow.split('/').at(-1), conclusion])).toEqual([
      ['build.yml', 'failure'],
      ['core-conan-release.yml', 'success'],
    ]);
    expect(told.record.stages.every((stage) => stage.milliseconds >= 0)).toBe(true);
    expect(stopped.stderr).toContain(`  then go on with:  ${told.next}\n`);
    const report = readFileSync(join(stopped.directory, 'release-report.html'), 'utf8');
    expect(report).toContain('<code class="bad">run-failed</code>');
    expect(report).toContain('<span class="bad">failure</span>');
    // Addresses of a rehearsal lead nowhere when it is over.
    expect(report).not.toContain('<a href');
    expect(report).toContain('--resume');
    const again = await runPasted(told.next);
    // The failed run stays failed until somebody reruns it: the release says so again, and does nothing twice.
    expect(again.stderr).toContain('run-failed');
    expect(again.stderr).toContain('merged already');
  });

  it('offers no command where the same one could not go on', async () => {
    const stopped = await rehearse('--fault', 'tag-taken', '--json');
    const told = JSON.parse(stopped.stdout) as { next: string | null; problems: { code: string }[] };
    expect(told.problems.map((each) => each.code)).toContain('tag-taken');
    expect(told.next).toBeNull();
    expect(stopped.stderr).not.toContain('go on with');
  });
});

describe('status', () => {
  it('tells somebody who sees it first where a release stands, and the command', async () => {
    const { run, server } = await serveWorld();
    const before = await run('status', '--version', '1.2.0');
    expect(before.stdout).toMatch(/^sample\/zlink 1\.2\.0: not begun\n {2}go on with {4}zlink-release release /);
    server.followRealTime(SHORT_PAUSES);
    const released = await run('release', '--version', '1.2.0', '--skip', 'bench,gate,watch,verify');
    expect(released.exitCode).toBe(0);
    const after = await run('status', '--version', '1.2.0');
    expect(after.stdout).toMatch(/^sample\/zlink 1\.2\.0: tagged at [0-9a-f]{10}\n {2}pull request {2}#1 merged http/);
    expect(after.stdout).toMatch(/^ {2}tag {11}core\/v1\.2\.0 at /m);
    expect(after.stdout).toMatch(/^ {2}go on with {4}zlink-release release .*--version 1\.2\.0$/m);
  });
});
