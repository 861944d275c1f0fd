import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP, Embedded, PERSON, REPO } from './embedded.ts';

/** Making a release file by file. Sources: GitHub REST documentation, "Releases" and "Release assets". */

let github: Embedded;
beforeEach(async () => {
  github = await Embedded.start({ settings: { immutableReleases: true } });
});
afterEach(() => github.stop());

const create = async (tag: string, more: object = {}) => {
  const { status, body } = await github.call('POST', `${REPO}/releases`, { body: { tag_name: tag, ...more }, as: APP });
  expect(status).toBe(201);
  return body;
};
const upload = (release: number, name: string, text = 'bytes') =>
  github.call('POST', `${REPO}/releases/{release_id}/assets`, {
    params: { release_id: String(release) },
    query: { name },
    body: Buffer.from(text),
    as: APP,
  });
const change = (release: number, body: object) =>
  github.call('PATCH', `${REPO}/releases/{release_id}`, { params: { release_id: String(release) }, body, as: APP });
const latest = async () => (await github.call('GET', `${REPO}/releases/latest`, { as: PERSON })).body.tag_name;

describe('a draft', () => {
  it('takes files of different names, and none once it is published and immutable', async () => {
    const draft = await create('core/v1.1.0', { draft: true });
    const first = await upload(draft.id, 'a b.zip');
    expect([first.status, first.body.name, first.body.state, first.body.size]).toEqual([201, 'a.b.zip', 'uploaded', 5]);
    expect(first.body.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await upload(draft.id, 'a b.zip')).status).toBe(422);
    const asset = { params: { asset_id: String(first.body.id) }, as: APP };
    expect((await github.call('DELETE', `${REPO}/releases/assets/{asset_id}`, asset)).status).toBe(204);
    expect((await upload(draft.id, 'a b.zip')).status).toBe(201);
    expect((await change(draft.id, { draft: false })).body.immutable).toBe(true);
    expect((await upload(draft.id, 'c.zip')).status).toBe(422);
  });

  it('is uploaded to at the address that it names', async () => {
    const draft = await create('core/v1.1.0', { draft: true });
    expect(draft.upload_url).toMatch(/\/releases\/\d+\/assets\{\?name,label\}$/);
  });
});

describe('the latest release', () => {
  it('is the one that was made it, whatever was published since', async () => {
    await create('core/v1.1.0');
    const older = await create('core/v1.0.0', { make_latest: 'false' });
    expect(await latest()).toBe('core/v1.1.0');
    await change(older.id, { make_latest: 'true' });
    expect(await latest()).toBe('core/v1.0.0');
    await create('v1.1', { prerelease: true });
    expect(await latest()).toBe('core/v1.0.0');
  });
});

describe('generated notes', () => {
  it('begin where they are told to', async () => {
    const notes = await github.call('POST', `${REPO}/releases/generate-notes`, {
      body: { tag_name: 'core/v1.1.0', previous_tag_name: 'core/v1.0.0' },
      as: APP,
    });
    expect(notes.body.body).toMatch(/^\*\*Full Changelog\*\*: \S+\/compare\/core\/v1\.0\.0\.\.\.core\/v1\.1\.0$/);
    const unknown = { tag_name: 'core/v1.1.0', previous_tag_name: 'none' };
    expect((await github.call('POST', `${REPO}/releases/generate-notes`, { body: unknown, as: APP })).status).toBe(422);
  });
});
