import { describe, expect, it } from 'vitest';
import { Maintainer, TAG } from '../../support/maintainer.ts';
import { runRelease } from '../../support/release-run.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { expectEnd, sharedCase } from '../../support/shared-case.ts';

/** The release tag made by a person: at the right commit it is as good as ours, whatever its kind and its clock. */

const CASES = 'people-in-between.yml';
const RELEASED = sharedCase(CASES, 'lightweight-tag-made-by-hand');
const MINUTES = 60_000;

async function merged(): Promise<{ served: ServedWorld; maintainer: Maintainer; sha: string }> {
  const served = await serveWorld();
  await runRelease(served, { only: ['propose'] });
  const maintainer = new Maintainer(served);
  const { sha } = await maintainer.merge();
  return { served, maintainer, sha };
}

const objectOf = (served: ServedWorld) => served.world.git.resolveRef(`refs/tags/${TAG}`);

describe('a tag made by hand at the merge commit', () => {
  it('that is lightweight, its runs long over', async () => {
    const { served, maintainer, sha } = await merged();
    await maintainer.lightweightTag(sha);
    await served.world.clock.sleep(15 * MINUTES);
    const run = await runRelease(served);
    await expectEnd(run, served, RELEASED);
    expect(run.warnings.join('\n')).toMatch(/core\/v1\.2\.0 was there already.*lightweight/);
    expect(await objectOf(served)).toBe(sha);
    expect(run.record.runs.map(({ workflow }) => workflow)).toEqual([
      '.github/workflows/build.yml',
      '.github/workflows/core-conan-release.yml',
    ]);
    expect(run.record.tag).toEqual({ name: TAG, object: sha, commit: sha });
  });

  it('that is annotated, by a clock a day ahead', async () => {
    const { served, maintainer, sha } = await merged();
    await maintainer.annotatedTag(sha, new Date(served.world.now() + 24 * 60 * MINUTES));
    await served.world.clock.sleep(15 * MINUTES);
    const object = await objectOf(served);
    const run = await runRelease(served);
    await expectEnd(run, served, RELEASED);
    expect(await objectOf(served)).toBe(object);
    expect(run.told).toContain('made by somebody else');
    expect(run.record.runs).toHaveLength(2);
  });

  it('just before ours', async () => {
    const { served, maintainer, sha } = await merged();
    let made = false;
    const run = await runRelease(served, {
      only: ['propose', 'merge', 'tag'],
      before: async ({ method, path, body }) => {
        if (made || method !== 'POST' || !path.endsWith('/git/refs') || !body.includes(TAG)) return undefined;
        made = true;
        await maintainer.lightweightTag(sha);
        return undefined;
      },
    });
    await expectEnd(run, served, RELEASED);
    expect(await objectOf(served)).toBe(sha);
    expect(run.warnings.join('\n')).toContain('lightweight');
  });

  it('where what was merged is not what was planned: it is not called released', async () => {
    const served = await serveWorld();
    await runRelease(served, { only: ['propose'] });
    const maintainer = new Maintainer(served);
    await maintainer.reword();
    const { sha } = await maintainer.merge();
    await maintainer.lightweightTag(sha);
    const run = await runRelease(served);
    await expectEnd(run, served, { exit: 1, code: 'merge-tree-mismatch' });
    expect(run.record.status).toBe('stopped');
  });
});

describe('a tag made by hand elsewhere', () => {
  it.each(['at the head of the release branch', 'at main'])('%s: it is never moved', async (where) => {
    const served = await serveWorld();
    await runRelease(served, { only: ['propose'] });
    const maintainer = new Maintainer(served);
    const branch = where.endsWith('main') ? 'main' : 'release/version-1.2.0';
    const { object } = await maintainer.api('GET', `/git/ref/heads/${branch}`);
    await maintainer.lightweightTag(object.sha);
    const run = await runRelease(served);
    await expectEnd(run, served, { exit: 1, code: 'tag-taken' });
    expect(await objectOf(served)).toBe(object.sha);
    expect(served.world.state.pulls[0]?.state).toBe('open');
  });
});
