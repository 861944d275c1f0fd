import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { ROOT } from '../support/doc-pages.ts';
import { scratchFolder } from '../support/scratch.ts';

/**
 * The package as its users get it: packed, published to a registry of our own (Verdaccio, which hands on what it has not), and run
 * by `npx` in a clean folder. Verdaccio is fetched for this test alone.
 */

/** Its own dependencies name a version by a tag (`cjs`), which mirrors of the registry need not have. */
const VERDACCIO = { private: true, dependencies: { verdaccio: '6.0.5' }, overrides: { 'node-fetch': '2.7.0' } };
/** Some hundred packages are installed for it. */
const LONGEST = 10 * 60_000;
const scratch = scratchFolder('npm');
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
const npmEnv = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: scratch,
  npm_config_cache: join(scratch, 'cache'),
  ...(process.env.npm_config_registry === undefined ? {} : { npm_config_registry: process.env.npm_config_registry }),
  NO_COLOR: '1',
  ...more,
});
const run = (command: string, args: readonly string[], cwd: string, env = npmEnv()): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The files of the repository, with dist as src builds to it. */
function checkout(): string {
  const folder = join(scratch, 'checkout');
  mkdirSync(folder);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'man', 'schema'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  cpSync(join(BUILT_PROGRAM, 'dist'), join(folder, 'dist'), { recursive: true, dereference: true });
  return folder;
}

const upstream = (): string =>
  run('npm', ['config', 'get', 'registry'], ROOT, { ...process.env, HOME: process.env.HOME }).trim();

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

let registry: ChildProcess | undefined;
let url = '';
const packed = join(scratch, 'checkout', `zlink-release-${VERSION}.tgz`);

describe('the package', () => {
  let folder = '';
  beforeAll(() => {
    folder = checkout();
    run('npm', ['pack', '--ignore-scripts'], folder);
  });
  afterAll(() => {
    registry?.kill();
  });

  it('holds the program, its man page and nothing of its tests', () => {
    const names = run('tar', ['-tzf', `zlink-release-${VERSION}.tgz`], folder)
      .trim()
      .split('\n');
    for (const name of ['dist/cli.js', 'man/zlink-release.1', 'LICENSE', 'README.md', 'dist/NOTICE.txt'])
      expect(names).toContain(`package/${name}`);
    expect(
      names.filter((name) => /\/(?:test|src|scripts|\.github)\//.test(name.replace(/dist\/sample-repository\/.*/, ''))),
    ).toEqual([]);
  });

  it('is run by npx from the packed file, in a clean folder', () => {
    const clean = join(scratch, 'clean');
    mkdirSync(clean);
    const env = npmEnv({ npm_config_registry: upstream() });
    const rehearsed = run(
      'npx',
      ['--yes', `--package=${packed}`, 'zlink-release', 'rehearse', '--only', 'plan'],
      clean,
      env,
    );
    expect(rehearsed).toContain('1.2.0');
  });

  it('is published to a registry, and run from there', { timeout: LONGEST }, async () => {
    const place = join(scratch, 'registry');
    mkdirSync(place);
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    writeFileSync(
      join(place, 'config.yaml'),
      [
        'storage: ./storage',
        'auth: {htpasswd: {file: ./htpasswd, max_users: 10}}',
        `uplinks: {upstream: {url: ${upstream()}}}`,
        'packages:',
        '  zlink-release: {access: $all, publish: $anonymous}',
        "  '**': {access: $all, proxy: upstream}",
        'log: {type: stdout, level: error}',
      ].join('\n'),
    );
    const env = npmEnv({ npm_config_registry: upstream() });
    writeFileSync(join(place, 'package.json'), JSON.stringify(VERDACCIO));
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], place, env);
    const bin = join(place, 'node_modules/.bin/verdaccio');
    const running = spawn(bin, ['--config', 'config.yaml', '--listen', `127.0.0.1:${port}`], {
      cwd: place,
      env,
      stdio: 'ignore',
    });
    registry = running;
    const answers = async () =>
      fetch(`${url}-/ping`).then(
        (answer) => answer.ok,
        () => false,
      );
    while (!(await answers())) {
      if (running.exitCode !== null) throw new Error(`the registry ended with ${running.exitCode}`);
      await new Promise((done) => setTimeout(done, 250));
    }
    writeFileSync(join(scratch, '.npmrc'), `//127.0.0.1:${port}/:_authToken=anonymous\n`);
    run('npm', ['publish', '--ignore-scripts', packed], place, npmEnv({ npm_config_registry: url }));
    const clean = join(scratch, 'from-registry');
    mkdirSync(clean);
    const version = run('npx', ['--yes', 'zlink-release', '--version'], clean, npmEnv({ npm_config_registry: url }));
    expect(version.trim()).toBe(VERSION);
    expect(existsSync(join(place, 'storage/zlink-release'))).toBe(true);
  });
});
