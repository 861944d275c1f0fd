import { describe, expect, it } from 'vitest';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { Maintainer, TAG } from '../../support/maintainer.ts';
import { type CommandOptions, releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { fileAt, pushFiles, tagsOf } from '../../support/somebody.ts';

/** What a release is called stays what it was, whatever people tag or configure in between. */

const CONFIG = '.github/zlink-release.yml';
const MERGED: CommandOptions = { skip: ['tag', 'watch', 'verify'] };
const serve = () => serveWorld({ files: { [CONFIG]: FEW_POLLS } });
const mergeOf = ({ world }: ServedWorld) => world.state.pulls[0]?.mergeCommitSha ?? '';

describe('a tag in another case, made by hand', () => {
  it.each([
    ['at main, before', { skip: ['propose', 'merge', 'tag', 'watch', 'verify'] } as const],
    ['at the merge commit', MERGED],
  ])('%s: it is told of, and names no release', async (_, before) => {
    const served = await serve();
    await releaseCommand(served, '1.2.0', before);
    const main = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
    await new Maintainer(served).lightweightTag(main, 'Core/v1.2.0');
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
    expect(done.told).toContain(
      'Core/v1.2.0 differs from core/v1.1.0 by the case of its letters, and counts for nothing',
    );
    expect(await served.world.git.resolveCommit(`refs/tags/${TAG}`)).toBe(mergeOf(served));
  });
});

describe('the configuration is changed between merge and tag', () => {
  it('another template of tags: that is the reason, and taken back it leads on', async () => {
    const served = await serve();
    expect((await releaseCommand(served, '1.2.0', MERGED)).exitCode).toBe(0);
    const before = await fileAt(served, 'refs/heads/main', CONFIG);
    await pushFiles(served, { [CONFIG]: `${before}tag: "v{version}"\n` }, 'chore: other tags\n');
    for (const version of ['1.2.0', 'minor']) {
      const stopped = await releaseCommand(served, version);
      expect([stopped.exitCode, stopped.problems.map(({ code }) => code)]).toEqual([1, ['merge-tree-mismatch']]);
      expect(stopped.told).toMatch(/Since [0-9a-f]{10} the configuration has changed: `tag`\./);
      expect(stopped.told).toContain(
        'Where the difference comes from `tag`, take that change back until 1.2.0 is released',
      );
    }
    expect(await tagsOf(served)).not.toContain('v1.2.0');
    await pushFiles(served, { [CONFIG]: before }, 'chore: tags as before\n');
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
    expect(await served.world.git.resolveCommit(`refs/tags/${TAG}`)).toBe(mergeOf(served));
  });

  it('another difference is not blamed on it', async () => {
    const served = await serve();
    await releaseCommand(served, '1.2.0', { skip: ['merge', 'tag', 'watch', 'verify'] });
    const maintainer = new Maintainer(served);
    await maintainer.reword();
    await maintainer.merge();
    const stopped = await releaseCommand(served, '1.2.0');
    expect(stopped.problems.map(({ code }) => code)).toEqual(['merge-tree-mismatch']);
    expect(stopped.told).not.toContain('the configuration has changed');
  });
});

it('a pre-release where files hold numbers alone: that is all there is to say of them', async () => {
  const served = await serve();
  const stopped = await releaseCommand(served, '1.2.0-rc.1');
  expect(stopped.exitCode).toBe(2);
  expect(new Set(stopped.problems.map(({ code }) => code))).toEqual(new Set(['version-invalid']));
  expect(stopped.told).toContain('VERSION can hold MAJOR.MINOR.PATCH only, not 1.2.0-rc.1.');
  expect(await tagsOf(served)).not.toContain('core/v1.2.0-rc.1');
});
