import { describe, expect, it } from 'vitest';
import { draftMark, nextDraftStep } from '../../../src/core/release/draft-step.ts';
import type { ReleaseFacts } from '../../../src/core/release/facts.ts';
import {
  earlierReleases,
  learnForm,
  looksGenerated,
  makesLatest,
  releaseBefore,
} from '../../../src/core/release/release-form.ts';
import { releaseTagReader } from '../../../src/core/release/release-tags.ts';

let id = 0;
const release = (tag: string, more: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  id: ++id,
  tag,
  name: tag,
  url: '',
  draft: false,
  prerelease: false,
  notes: '',
  assets: [],
  uploadUrl: '',
  immutable: null,
  author: { login: 'jane', isPerson: true },
  ...more,
});
const versionOf = releaseTagReader({ component: null, tag: 'v{version}' });
const earlier = (...releases: ReleaseFacts[]) => earlierReleases(releases, versionOf, 'v9.0.0');
const titled = (...names: string[]) =>
  learnForm(earlier(...names.map((name, at) => release(`v1.${names.length - at}.0`, { name })))).title;

describe('the form of the releases before', () => {
  it.each([
    [['v1.1.0'], '{tag}'],
    [['1.1.0'], '{version}'],
    [['Gadget 1.1.0'], 'Gadget {version}'],
    [['Gadget v1.1.0'], 'Gadget {tag}'],
    [['Release v1.2.0', 'Release v1.1.0'], 'Release {tag}'],
    // The newest is out of the ordinary; two others are alike.
    [['1.3.0, at last', 'Gadget 1.2.0', 'Gadget 1.1.0'], 'Gadget {version}'],
    // Each says something else behind the version.
    [['1.2.0: The fast one', '1.1.0: The small one'], '{version}'],
    [['v1.1.0 — everything is faster now'], '{tag}'],
    [['The fast one'], '{tag}'],
    [[], '{tag}'],
  ])('titles %j', (names, template) => expect(titled(...names)).toBe(template));

  it.each<[string, boolean]>([
    [
      "## What's Changed\n* a by @b in https://github.com/o/r/pull/1\n\n**Full Changelog**: https://github.com/o/r/compare/a...b",
      true,
    ],
    ['**Full Changelog**: https://github.com/o/r/compare/a...b', true],
    ['### Added\n- a\n\n**Full Changelog**: https://github.com/o/r/compare/a...b', false],
    ['', false],
  ])('notes %j', (notes, generated) => {
    expect(looksGenerated(notes)).toBe(generated);
    expect(learnForm(earlier(release('v1.0.0', { notes }))).notes).toBe(generated ? 'generated' : 'changelog');
  });

  it('neither drafts, nor other components, nor the release itself count', () => {
    const found = earlier(
      release('v1.0.0', { draft: true }),
      release('node/v1.0.0'),
      release('v9.0.0'),
      release('v1.1.0'),
    );
    expect(found.map(({ version }) => version)).toEqual(['1.1.0']);
  });
});

describe('which release is the latest', () => {
  const older = release('v1.9.0');
  const newer = release('v2.0.0');
  it.each<[string, ReleaseFacts[], string]>([
    ['2.1.0', [older, newer], 'true'],
    ['1.9.1', [older, newer], 'false'],
    ['2.1.0-rc.1', [older, newer], 'false'],
    ['2.1.0', [older, release('v3.0.0-rc.1', { prerelease: true })], 'true'],
    ['2.1.0', [older, release('node/v3.0.0')], 'legacy'],
    ['1.0.0', [], 'true'],
  ])('%s', (version, releases, latest) => expect(makesLatest(version, earlier(...releases), releases)).toBe(latest));

  it('generated notes begin at the version before, a final one at a final one', () => {
    const every = earlier(older, newer, release('v2.1.0-rc.1', { prerelease: true }));
    expect(releaseBefore(every, '1.9.1')?.version).toBe('1.9.0');
    expect(releaseBefore(every, '2.1.0')?.version).toBe('2.0.0');
    expect(releaseBefore(every, '2.1.0-rc.2')?.version).toBe('2.1.0-rc.1');
    expect(releaseBefore(every, '1.0.0')).toBeNull();
  });
});

describe('the next step of a draft', () => {
  const tag = 'v1.3.0';
  const digest = `sha256:${'a'.repeat(64)}`;
  const wanted = [{ name: 'a.zip', size: 1, digest }];
  const asset = { id: 7, name: 'a.zip', state: 'uploaded', size: 1, digest, url: '' };
  const draft = (more: Partial<ReleaseFacts> = {}) => release(tag, { draft: true, notes: draftMark(tag), ...more });
  const step = (releases: ReleaseFacts[], proven = new Map<number, string>()) =>
    nextDraftStep(tag, releases, wanted, proven).kind;

  it.each<[string, ReleaseFacts[], string]>([
    ['nothing is there', [release('v1.2.0')], 'create'],
    ['it is published', [release(tag)], 'done'],
    ['it is published, and a draft of ours is left', [release(tag), draft()], 'delete-draft'],
    ['somebody has a draft', [release(tag, { draft: true })], 'stop'],
    ['two drafts of ours', [draft(), draft()], 'delete-draft'],
    ['an empty one', [draft()], 'upload'],
    ['a whole one', [draft({ assets: [asset] })], 'publish'],
    ['a file that broke off', [draft({ assets: [{ ...asset, state: 'starter' }] })], 'delete-asset'],
    ['a file of another size', [draft({ assets: [{ ...asset, size: 2 }] })], 'delete-asset'],
    ['other bytes', [draft({ assets: [{ ...asset, digest: `sha256:${'b'.repeat(64)}` }] })], 'delete-asset'],
    ['no digest', [draft({ assets: [{ ...asset, digest: null }] })], 'prove'],
    ['a file of somebody', [draft({ assets: [asset, { ...asset, name: 'b.zip' }] })], 'stop'],
  ])('%s', (_, releases, kind) => expect(step(releases)).toBe(kind));

  it('a file without a digest counts by its bytes', () => {
    const there = [draft({ assets: [{ ...asset, digest: null }] })];
    expect(step(there, new Map([[7, digest]]))).toBe('publish');
    expect(step(there, new Map([[7, `sha256:${'b'.repeat(64)}`]]))).toBe('delete-asset');
  });
});
