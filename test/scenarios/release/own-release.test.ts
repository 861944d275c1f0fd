import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildFolders } from '../../support/built-folders.ts';
import { BUILT_PROGRAM } from '../../support/built-program.ts';
import { runCli } from '../../support/cli.ts';
import { docPages, ROOT } from '../../support/doc-pages.ts';
import { RehearsedWorld } from '../../support/rehearsed-world.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** The next release of this project, rehearsed on a clone of it. */
describe('this project’s own release', () => {
  const scratch = scratchFolder('own');
  const [clone, kept] = [join(scratch, 'clone'), join(scratch, 'rehearsal')];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', clone, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      encoding: 'utf8',
    });
  let world: RehearsedWorld;

  beforeAll(async () => {
    execFileSync('git', ['clone', '--quiet', ROOT, clone]);
    // The built program as it will be committed: dist/ is rebuilt when a change is merged.
    rmSync(join(clone, 'dist'), { recursive: true, force: true });
    cpSync(join(BUILT_PROGRAM, 'dist'), join(clone, 'dist'), { recursive: true });
    // Whatever is checked out here, a branch or a commit, is the clone's only and default branch.
    git('checkout', '--quiet', '-B', 'main');
    git('remote', 'remove', 'origin');
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', 'dist');
    const run = await runCli(['rehearse', '--from', clone, '--version', 'major', '--keep', kept]);
    expect(run.exitCode, run.stderr).toBe(0);
    world = new RehearsedWorld(kept);
  });

  it('is tagged with its aliases at one commit, and publishes what is attested', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const major = Number(version.split('.')[0]) + 1;
    const names = [`v${major}.0.0`, `v${major}`, `v${major}.0`];
    const commits = names.map((name) => world.ref(`refs/tags/${name}^{commit}`));
    expect(new Set(commits).size).toBe(1);
    expect(commits[0]).not.toBeNull();
    const release = world.state.releases.find((each) => each.tagName === names[0]);
    expect(release?.assets.map((asset) => asset.name).sort()).toEqual([
      'checksums.txt',
      'zlink-release.cdx.json',
      'zlink-release.tar.gz',
    ]);
    // An alias is no release: it starts nothing.
    expect(world.state.runs.map((each) => each.headBranch)).not.toContain(`v${major}`);
  });

  it('makes every tag that a page or an example uses it by', () => {
    const examples = (readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' }) as string[])
      .filter((path) => path.endsWith('.yml'))
      .map((path) => ({ path: `examples/${path}`, text: readFileSync(join(ROOT, 'examples', path), 'utf8') }));
    const used = [...docPages(), ...examples].flatMap(({ path, text }) =>
      [...text.matchAll(/uses: kairos\/zlink-release(?:\/[a-z/]+)?@([\w.-]+)/g)].map(([, ref = '']) => ({ path, ref })),
    );
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ ref }) => world.ref(`refs/tags/${ref}^{commit}`) === null)).toEqual([]);
  });

  it('leaves a dist/ that is what the released source builds to', async () => {
    const released = join(scratch, 'released');
    execFileSync('git', ['clone', '--quiet', join(kept, 'repo.git'), released]);
    const { version } = JSON.parse(readFileSync(join(released, 'package.json'), 'utf8')) as { version: string };
    expect(version).toMatch(/^[1-9]\d*\.0\.0$/);
    // The bump changes no source: what is checked out here is what was released, but for its version.
    const fresh = join(scratch, 'fresh');
    await buildFolders({ directory: fresh, version });
    const different = spawnSync('diff', ['--recursive', '--brief', join(released, 'dist'), fresh], {
      encoding: 'utf8',
    });
    expect(different.stdout).toBe('');
    expect(different.status).toBe(0);
  });
});
