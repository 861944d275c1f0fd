import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/doc-pages.ts';
import { checkoutIn, npmEnvironment, VERSION } from '../support/npm-checkout.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The package as its users get it: packed, and run by `npx` in a clean folder. */

const scratch = scratchFolder('npm');
const npmEnv = () => npmEnvironment(scratch);
const run = (command: string, args: readonly string[], cwd: string, env = npmEnv()): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const upstream = (): string =>
  run('npm', ['config', 'get', 'registry'], ROOT, { ...process.env, HOME: process.env.HOME }).trim();

const packed = join(scratch, 'checkout', `zlink-release-${VERSION}.tgz`);

describe('the package', () => {
  let folder = '';
  beforeAll(() => {
    folder = checkoutIn(scratch);
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

  it('has no dependencies, and runs where there is no other package', () => {
    const alone = join(scratch, 'alone');
    mkdirSync(alone);
    run('tar', ['-xzf', packed, '-C', alone], scratch);
    const manifest = JSON.parse(readFileSync(join(alone, 'package/package.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(manifest).filter((key) => /^(?:optionalD|d|bundledD|bundleD)ependencies$/.test(key))).toEqual(
      [],
    );
    // npm installs those that it may not leave out: none.
    expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(Object.keys(manifest.peerDependenciesMeta ?? {}));
    expect(run('node', ['package/dist/cli.js', '--version'], alone)).toBe(`${VERSION}\n`);
    expect(run('node', ['package/dist/cli.js', 'rehearse'], alone)).toContain('released');
  });

  it('is listed with a serial number and its version by the workflow that publishes', () => {
    const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/publish.yml'), 'utf8')) as {
      jobs: Record<string, { steps: { name?: string; run?: string }[] }>;
    };
    const script = jobs.publish?.steps.find(({ name }) => name === 'List what is inside')?.run ?? '';
    writeFileSync(join(folder, 'zlink-release.tar.gz'), '');
    run('bash', ['-euc', script], folder, { ...npmEnv(), GITHUB_REF_NAME: `v${VERSION}` });
    const built = JSON.parse(readFileSync(join(folder, 'dist/packages.cdx.json'), 'utf8'));
    const { serialNumber, ...listed } = JSON.parse(readFileSync(join(folder, 'zlink-release.cdx.json'), 'utf8'));
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const component = { ...built.metadata.component, version: VERSION };
    expect(listed).toEqual({ ...built, metadata: { ...built.metadata, component } });
  });

  it('is run by npx from the packed file, in a clean folder', () => {
    const clean = join(scratch, 'clean');
    mkdirSync(clean);
    const env = { ...npmEnv(), npm_config_registry: upstream() };
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
    const env = { ...npmEnv(), npm_config_registry: upstream() };
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', packed], user, env);
    expect(readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['zlink-release']);
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
