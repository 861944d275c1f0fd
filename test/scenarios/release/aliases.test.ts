import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rehearse } from '../../support/rehearse.ts';
import { scratchFolder } from '../../support/scratch.ts';

function configFile(...lines: readonly string[]): string {
  const path = join(scratchFolder('aliases'), 'zlink-release.yml');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('several alias tags', () => {
  it('are created or moved forward, each on its own', async () => {
    const config = configFile("alias-tag: ['v{major}', 'v{major}.{minor}']");
    const { world, exitCode, stderr, stdout } = await rehearse('--version', '1.1.1', '--config', config);
    expect(exitCode, stderr).toBe(0);
    const { mergeCommit, aliases } = world.record;
    expect(aliases.map(({ name, commit }) => [name, commit])).toEqual([
      ['v1', mergeCommit],
      ['v1.1', mergeCommit],
    ]);
    for (const name of ['v1', 'v1.1', 'core/v1.1.1']) {
      expect(world.git('cat-file', '-t', `refs/tags/${name}`)).toBe('tag');
      expect(world.ref(`refs/tags/${name}^{commit}`)).toBe(mergeCommit);
    }
    expect(world.ref('refs/tags/core/v1.1.0^{commit}')).not.toBe(mergeCommit);
    expect(stderr).toContain('created the alias v1\n');
    expect(stderr).toContain('moved the alias v1.1\n');
    expect(stdout).toContain('alias         v1.1');
  });

  it('must differ from each other and from the release tag', async () => {
    const config = configFile("alias-tag: ['v{major}', v1, '{tag}']");
    const { exitCode, stderr, world } = await rehearse('--config', config);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('An alias tag has the same name as another one, v1.');
    expect(stderr).toContain('An alias tag has the same name as the release tag, core/v1.2.0.');
    expect(world.writes).toEqual([]);
  });
});
