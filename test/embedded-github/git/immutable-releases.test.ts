import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Embedded, PERSON, REPO } from './embedded.ts';

/**
 * What immutable releases do to the names of tags. Sources: GitHub documentation, "Immutable releases"; SalamLang/Salam#1627
 * and opsknight-labs/OpsKnight#318 for the wording of the refusal.
 */

const BURNED = 'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n';

let github: Embedded;
beforeEach(async () => {
  github = await Embedded.start({ settings: { immutableReleases: true } });
});
afterEach(() => github.stop());

const publish = async (tag: string) => {
  const reply = await github.call('POST', `${REPO}/releases`, { body: { tag_name: tag }, as: PERSON });
  expect(reply.status).toBe(201);
  return String(reply.body.id);
};
const tagAt = (name: string, sha: string) =>
  github.call('POST', `${REPO}/git/refs`, { body: { ref: `refs/tags/${name}`, sha }, as: PERSON });
const drop = (name: string) =>
  github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: `tags/${name}` }, as: PERSON });

describe('an immutable release', () => {
  it('keeps its tag where it is', async () => {
    const tip = await github.tip();
    await publish('v2.0.0');
    expect((await drop('v2.0.0')).status).toBe(422);
    const other = await github.commit('other', { 'a.txt': 'a\n' });
    const moved = await github.call('PATCH', `${REPO}/git/refs/{ref}`, {
      params: { ref: 'tags/v2.0.0' },
      body: { sha: other, force: true },
      as: PERSON,
    });
    expect(moved.status).toBe(422);
    expect(await github.world.git.resolveRef('refs/tags/v2.0.0')).toBe(tip);
  });

  it('takes the name of its tag with it when it is deleted', async () => {
    const release = await publish('v2.0.0');
    await github.call('DELETE', `${REPO}/releases/{release_id}`, { params: { release_id: release }, as: PERSON });
    expect((await drop('v2.0.0')).status).toBe(204);
    const again = await tagAt('v2.0.0', await github.tip());
    expect([again.status, again.body.message]).toEqual([422, BURNED]);
    const released = await github.call('POST', `${REPO}/releases`, { body: { tag_name: 'v2.0.0' }, as: PERSON });
    expect(released.status).toBe(422);
    expect((await tagAt('v2.0.1', await github.tip())).status).toBe(201);
  });

  it('does neither where the setting was off', async () => {
    github.world.state.settings.immutableReleases = false;
    const release = await publish('v2.0.0');
    await github.call('DELETE', `${REPO}/releases/{release_id}`, { params: { release_id: release }, as: PERSON });
    expect((await drop('v2.0.0')).status).toBe(204);
    expect((await tagAt('v2.0.0', await github.tip())).status).toBe(201);
  });
});

it('says whether they are on', async () => {
  const on = await github.call('GET', `${REPO}/immutable-releases`, { as: PERSON });
  expect([on.status, on.body]).toEqual([200, { enabled: true, enforced_by_owner: false }]);
  github.world.state.settings.immutableReleases = false;
  expect((await github.call('GET', `${REPO}/immutable-releases`, { as: PERSON })).status).toBe(404);
});
