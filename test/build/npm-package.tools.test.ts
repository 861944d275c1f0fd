import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { ROOT } from '../support/doc-pages.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The package as its users get it: packed, and run by `npx` in a clean folder. */

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

const packed = join(scratch, 'checkout', `zlink-release-${VERSION}.tgz`);

describe('the package', () => {
  let folder = '';
  beforeAll(() => {
    folder = checkout();
    run('npm', ['pack', '--ignore-scripts'], folder);
  });

  it('holds the program, its man page and nothing of its tests', () => {
    const names = run('tar', ['-tzf', `zlink-release-${VERSION}.tgz`], folder)
      .trim()
      .split('\n');
    for (const name of [
      'dist/cli.js',
      'man/zlink-release.1',
      'LICENSE',
      'README.md',
      'dist/NOTICE.txt',
      'dist/embedded-github.d.ts',
      'schema/world.schema.json',
    ])
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

  it('gives a GitHub to the tests of other programs, with its types', () => {
    const user = join(scratch, 'user');
    mkdirSync(user);
    writeFileSync(join(user, 'package.json'), JSON.stringify({ type: 'module' }));
    const env = npmEnv({ npm_config_registry: upstream() });
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', packed], user, env);
    const test = `import { startEmbeddedGitHub, type RunningGitHub } from 'zlink-release/embedded-github';
const github: RunningGitHub = await startEmbeddedGitHub({ world: { repository: 'octo/hello' } });
const answer = await fetch(\`\${github.url}/repos/octo/hello\`);
const { full_name } = (await answer.json()) as { full_name: string };
await github.close();
console.log(full_name);
`;
    writeFileSync(join(user, 'test.ts'), test);
    const options = [
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--strict',
      '--types',
      'node',
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
    ];
    run(join(ROOT, 'node_modules/.bin/tsc'), [...options, 'test.ts'], user, env);
    expect(run('node', ['test.js'], user, env)).toBe('octo/hello\n');
  });
});
