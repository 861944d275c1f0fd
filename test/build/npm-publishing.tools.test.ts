import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/doc-pages.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { checkoutIn, npmEnvironment, VERSION } from '../support/npm-checkout.ts';
import { scratchFolder } from '../support/scratch.ts';

/**
 * The package as it is published and then run, on a registry (verdaccio) that has nothing else and asks no other. `.ci/run`
 * installs it. What cannot be rehearsed is the proof where it was built: only GitHub gives a workflow the identity for it.
 */
const REGISTRY_PROGRAM = join(ROOT, '.tools/verdaccio/node_modules/verdaccio/bin/verdaccio');
const hasRegistry = existsSync(REGISTRY_PROGRAM) || process.env.CI !== undefined;

const CONFIGURATION = `storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
    max_users: 1
uplinks: {}
packages:
  '**':
    access: $all
    publish: $authenticated
log: {type: stdout, format: json, level: warn}
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts it, empty. */
async function startRegistry(folder: string): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.yaml'), CONFIGURATION);
  const address = `127.0.0.1:${await freePort()}`;
  const args = [REGISTRY_PROGRAM, '--config', join(folder, 'config.yaml'), '--listen', address];
  const registry = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  afterThisFile(() => void registry.kill());
  let said = '';
  for (const stream of [registry.stdout, registry.stderr]) stream.on('data', (text) => (said += String(text)));
  for (;;) {
    if (registry.exitCode !== null) throw new Error(`the registry ended: ${said}`);
    if (
      await fetch(`http://${address}/-/ping`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return `http://${address}`;
    await wait(100);
  }
}

/** A user of the registry, as `npm adduser` makes one; the token that this user publishes with. */
async function tokenOf(registry: string): Promise<string> {
  const response = await fetch(`${registry}/-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'publishes-in-tests' }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`no token: ${response.status}`);
  return token;
}

/** What the workflow that publishes runs last. */
function publishCommand(): string {
  const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/publish.yml'), 'utf8')) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  return jobs.npm?.steps.at(-1)?.run ?? '';
}

describe.skipIf(!hasRegistry)('the package on a registry', () => {
  const scratch = scratchFolder('registry');
  const home = join(scratch, 'home');
  let registry = '';
  let checkout = '';
  const run = async (command: string, cwd: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const env = { ...npmEnvironment(home), npm_config_registry: registry, ...more };
    return (await promisify(execFile)('bash', ['-euc', command], { cwd, env })).stdout;
  };

  beforeAll(async () => {
    mkdirSync(home);
    registry = await startRegistry(join(scratch, 'server'));
    checkout = checkoutIn(scratch);
    const userconfig = join(scratch, 'publisher.npmrc');
    writeFileSync(userconfig, `${registry.slice('http:'.length)}/:_authToken=${await tokenOf(registry)}\n`);
    expect(publishCommand()).toMatch(/^npm publish\b.* --provenance\b/);
    await run(publishCommand().replace(' --provenance', ''), checkout, { npm_config_userconfig: userconfig });
  });

  it('has the files that npm packs, and no dependencies', async () => {
    const published = (await (await fetch(`${registry}/zlink-release/${VERSION}`)).json()) as {
      dist: { tarball: string };
      dependencies?: object;
    };
    expect(Object.keys(published.dependencies ?? {})).toEqual([]);
    const tarball = await fetch(published.dist.tarball);
    expect(tarball.status).toBe(200);
    writeFileSync(join(scratch, 'published.tgz'), Buffer.from(await tarball.arrayBuffer()));
    await run('npm pack --ignore-scripts --pack-destination ..', checkout);
    await run(
      `mkdir published packed && tar -xzf published.tgz -C published && tar -xzf zlink-release-${VERSION}.tgz -C packed`,
      scratch,
    );
    expect(await run('find packed -type f | wc -l', scratch)).toMatch(/^[5-9]\d|\d{3}/);
    expect(await run('diff --recursive published packed', scratch)).toBe('');
  });

  it('is run by npx in a clean folder, from that registry alone', async () => {
    const clean = join(scratch, 'clean');
    mkdirSync(clean);
    const asked = `npx --yes zlink-release@${VERSION} --version`;
    expect(await run(asked, clean, { npm_config_cache: join(scratch, 'clean-cache') })).toBe(`${VERSION}\n`);
  });

  it('takes no package from somebody without a token', async () => {
    const other = join(scratch, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'package.json'), JSON.stringify({ name: 'zlink-other', version: '1.0.0' }));
    await expect(run('npm publish --ignore-scripts', other)).rejects.toThrow(/ENEEDAUTH|E401/);
  });
});
