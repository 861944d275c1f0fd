import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILT_CLI } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { serveWorld } from '../../support/served-world.ts';
import { SeenTerminal } from '../../support/terminal.ts';

/** The built program on a pseudo-terminal (util-linux `script`), looked at through a terminal emulator. */

const SIZE = { columns: 90, rows: 30 };
const hasScript = process.env.CI !== undefined || spawnSync('script', ['--version']).status === 0;

interface OnTerminal {
  readonly terminal: SeenTerminal;
  readonly exitCode: number;
}

/** Runs the program; `act` is called with the keyboard once, as soon as `when` was written. */
function onTerminal(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; when?: string; act?: (keys: (text: string) => void) => void } = {},
): Promise<OnTerminal> {
  const { PATH, HOME } = process.env;
  const terminal = new SeenTerminal(SIZE.columns, SIZE.rows);
  const words = [process.execPath, BUILT_CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const line = `stty cols ${SIZE.columns} rows ${SIZE.rows}; exec ${words.join(' ')}`;
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      env: { PATH, HOME, TERM: 'xterm-256color', SHELL: '/bin/sh', ...options.env },
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    let acted = false;
    child.stdout.on('data', (chunk: Buffer) => {
      terminal.write(chunk.toString());
      if (acted || options.when === undefined || !terminal.written.includes(options.when)) return;
      acted = true;
      options.act?.((text) => child.stdin.write(text));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ terminal, exitCode: code ?? 1 }));
  });
}

describe.skipIf(!hasScript)('on a terminal', () => {
  it('a rehearsal is a list of stages in its place, with colours', async () => {
    const { terminal, exitCode } = await onTerminal(['rehearse', '--version', '1.2.0']);
    expect(exitCode).toBe(0);
    const lines = await terminal.lines();
    for (const stage of ['plan', 'test', 'gate', 'propose', 'merge', 'tag', 'watch', 'verify'])
      expect(
        lines.filter((line) => new RegExp(`^[✓–●·] ${stage} `).test(line)),
        lines.join('\n'),
      ).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/^ {4}✓ build\.yml, succeeded, 9\/9 jobs$/m);
    expect(lines.join('\n')).toMatch(/^core 1\.2\.0 is released and verified, in rehearsal\.$/m);
    // While it ran, jobs were seen to move.
    expect(terminal.written).toMatch(/build\.yml, running, \d\/9 jobs/);
    expect(terminal.written).toContain('\u001b[32m✓');
    expect(await terminal.state()).toEqual({ cursorColumn: 0, wraps: true });
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, '\u001b[32m'],
    ['TERM=dumb', { TERM: 'dumb' }, '\u001b'],
    ['CI', { CI: 'true', NO_COLOR: '1' }, '\u001b'],
  ])('%s is honoured', async (_, env, forbidden) => {
    const { terminal, exitCode } = await onTerminal(['rehearse', '--version', '1.2.0'], { env });
    expect(exitCode).toBe(0);
    expect(terminal.written).toContain('✓ verify');
    expect(terminal.written).not.toContain(forbidden);
  });

  it('Ctrl+C leaves the terminal as it was, says how to go on, and ends as the signal does', async () => {
    const { server, directory } = await serveWorld();
    const args = [
      'release',
      '--api-url',
      server.url,
      '--repo',
      'sample/zlink',
      '--version',
      'minor',
      '--skip',
      'bench,gate',
    ];
    const { terminal, exitCode } = await onTerminal(args, {
      env: { ZLINK_RELEASE_TOKEN: server.tokens.app },
      cwd: directory,
      when: 'opened pull request #1',
      act: (keys) => keys('\u0003'),
    });
    expect(exitCode).toBe(130);
    const lines = await terminal.lines();
    expect(lines).toContain('Interrupted: what was done stays done.');
    const told = lines.find((line) => line.startsWith('  go on with:  zlink-release release '));
    expect(told).toContain('--version 1.2.0');
    expect(told).toContain('--skip bench,gate');
    expect(lines.filter((line) => /^[✓●] propose /.test(line))).toHaveLength(1);
    expect(await terminal.state()).toEqual({ cursorColumn: 0, wraps: true });
  });

  it('Ctrl+C ends what is served, and leaves no folder behind', async () => {
    const temporary = scratchFolder('temporary');
    const { exitCode } = await onTerminal(['rehearse', '--version', '1.2.0', '--serve'], {
      env: { TMPDIR: temporary },
      when: 'stays up',
      act: (keys) => keys('\u0003'),
    });
    expect(exitCode).toBe(0);
    expect(readdirSync(temporary).filter((name) => name.startsWith('zlink-rehearsal-'))).toEqual([]);
  });
});
