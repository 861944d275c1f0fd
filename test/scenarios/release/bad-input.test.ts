import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS } from '../../../src/core/problem.ts';
import { type CliResult, runCli, SHORT_PAUSES } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { serveWorld } from '../../support/served-world.ts';

/** Bad input ends with exit 2 (or 1 where GitHub refuses), tells everything at once, and writes nothing. */

const codesIn = ({ stderr }: CliResult): string[] =>
  [...stderr.matchAll(/^✗ ([a-z-]+)/gm)].map((match) => match[1] ?? '').filter((word) => word in PROBLEM_KINDS);
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'pipe' });

function clone(): string {
  const directory = join(scratchFolder('clone'), 'repo');
  mkdirSync(directory);
  git(directory, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(directory, 'VERSION'), '1.1.0\n');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '-m', 'first');
  return directory;
}

describe('rehearse', () => {
  it('tells every wrong option at once', async () => {
    const config = join(scratchFolder(), 'config.yml');
    writeFileSync(config, 'base-brunch: main\nmerge-method: sqash\ngate: {alpha: "x", margin: 2}\n');
    const keep = join(scratchFolder(), 'kept');
    const result = await runCli([
      'rehearse',
      '--keep',
      keep,
      '--config',
      config,
      '--fault',
      'nonsense',
      '--token-kind',
      'magic',
      '--at',
      'abc',
      '--skip',
      'cooking',
    ]);
    expect(result.exitCode).toBe(2);
    for (const said of ['base-brunch', 'merge-method', 'alpha', 'margin', 'nonsense', 'magic', '--at', 'cooking']) {
      expect(result.stderr, said).toContain(said);
    }
    expect(existsSync(keep)).toBe(false);
  });

  it.each([
    ['1.0.0', 'version-not-above-current'],
    ['1.1.0', 'version-not-above-current'],
    ['1.2', 'version-invalid'],
    ['01.2.0', 'version-invalid'],
    ['1.2.0+meta', 'version-invalid'],
    ['1.2.0;rm', 'version-invalid'],
    ['next', 'version-invalid'],
  ])('refuses version %s', async (version, code) => {
    const keep = join(scratchFolder(), 'kept');
    const result = await runCli(['rehearse', '--version', version, '--keep', keep]);
    expect(result.exitCode, result.stderr).toBe(2);
    expect(codesIn(result)).toContain(code);
  });

  it('refuses a dirty clone, a shallow one, no repository, and a folder in use', async () => {
    const dirty = clone();
    writeFileSync(join(dirty, 'VERSION'), '1.1.1\n');
    const full = clone();
    git(full, 'commit', '--quiet', '--allow-empty', '-m', 'second');
    const shallow = join(scratchFolder('shallow'), 'repo');
    git('/', 'clone', '--quiet', '--depth=1', `file://${full}`, shallow);
    const inUse = scratchFolder('in use');
    writeFileSync(join(inUse, 'mine.txt'), 'mine');
    for (const [args, code] of [
      [['--from', dirty], 'source-dirty'],
      [['--from', shallow], 'source-shallow'],
      [['--from', scratchFolder('empty')], 'source-unreadable'],
      [['--from', full, '--at', 'nowhere'], 'source-commit-unknown'],
      [['--keep', inUse], 'rehearsal-folder-in-use'],
      [['--keep', join(scratchFolder(), 'none'), '--resume'], 'rehearsal-folder-in-use'],
    ] as const) {
      const result = await runCli(['rehearse', '--version', '1.2.0', ...args]);
      expect(result.exitCode, args.join(' ') + result.stderr).toBe(2);
      expect(codesIn(result)).toEqual([code]);
    }
    expect(existsSync(join(inUse, 'repo.git'))).toBe(false);
  });
});

describe('plan and release', () => {
  it('need a token and a repository, and say both at once', async () => {
    const result = await runCli(['release', '--version', '1.2.0', '--verdict', '/nowhere.json']);
    expect(result.exitCode).toBe(2);
    expect(codesIn(result)).toEqual(expect.arrayContaining(['token-missing', 'input-invalid', 'verdict-invalid']));
  });

  it('a server that nobody runs is told as such, after bounded attempts', async () => {
    const port = await freePort();
    const result = await runCli(
      ['plan', '--version', '1.2.0', '--repo', 'a/b', '--api-url', `http://127.0.0.1:${port}`],
      { env: { ZLINK_RELEASE_TOKEN: 'ghs_x' }, pace: SHORT_PAUSES },
    );
    expect(result.exitCode, result.stderr).toBe(1);
    expect(codesIn(result)).toEqual(['github-unreachable']);
  });

  it('401, 403 and 404 are told apart, and nothing is written', async () => {
    const served = await serveWorld();
    const ask = (token: string, repo = 'sample/zlink') =>
      runCli(
        ['release', '--skip', 'bench,gate', '--version', '1.2.0', '--repo', repo, '--api-url', served.server.url],
        {
          env: { ZLINK_RELEASE_TOKEN: token },
          cwd: served.directory,
        },
      );
    const unknown = await ask('ghp_wrong');
    expect([unknown.exitCode, ...codesIn(unknown)]).toEqual([1, 'token-rejected']);
    const missing = await ask(served.server.tokens.app, 'sample/other');
    expect([missing.exitCode, ...codesIn(missing)]).toEqual([2, 'repository-not-found']);
    for (const result of [unknown, missing]) expect(result.stderr).toContain('remedy');
    expect(served.server.requests.filter((each) => each.method !== 'GET' && each.path !== '/graphql')).toEqual([]);
  });

  it('a release without a measurement stops before anything is written', async () => {
    const served = await serveWorld();
    const result = await served.run('release', '--version', '1.2.0');
    expect([result.exitCode, ...codesIn(result)]).toEqual([1, 'gate-not-measured']);
    expect(served.server.requests.filter((each) => each.method !== 'GET' && each.path !== '/graphql')).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 1;
}
