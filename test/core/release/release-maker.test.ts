import { describe, expect, it, test } from 'vitest';
import type { ReleaseFacts } from '../../../src/core/release/facts.ts';
import { judgeLateFiles } from '../../../src/core/release/late-files.ts';
import { decideMaker, type MakerFacts } from '../../../src/core/release/release-maker.ts';

const PUBLISH = '.github/workflows/publish.yml';
const release = (tag: string, login: string, more: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  id: 1,
  tag,
  name: tag,
  url: `https://github.example/o/r/releases/tag/${tag}`,
  draft: false,
  prerelease: false,
  notes: '',
  assets: [],
  uploadUrl: '',
  immutable: null,
  author: { login, isPerson: !login.endsWith('[bot]') },
  ...more,
});
const NOTHING = { creates: null, title: null, notes: null, files: [], artifacts: [], checksums: null };
const decide = (more: Partial<MakerFacts>) => {
  const releases = more.releases ?? [];
  const { maker, problems } = decideMaker({
    config: { release: NOTHING, assets: null },
    tag: 'v1.3.0',
    viewer: 'release[bot]',
    makers: [],
    waiting: [],
    startsRuns: true,
    releases,
    earlier: releases.filter((each) => !each.draft && each.tag !== 'v1.3.0'),
    artifacts: [],
    ...more,
  });
  return [maker, ...problems.map(({ code }) => code)].join(' ');
};
const CREATE = { release: { ...NOTHING, creates: true }, assets: null };
const FILE = { id: 1, name: 'a.zip', state: 'uploaded', size: 1, digest: null, url: '' };

describe('who makes the GitHub release', () => {
  it.each<[string, Partial<MakerFacts>, string]>([
    ['nobody is concerned', {}, 'nobody'],
    ['a workflow', { makers: ['release.yml'], waiting: [PUBLISH] }, 'workflow'],
    ['the configuration says this program', { config: CREATE }, 'program'],
    ['… though a workflow makes it too', { config: CREATE, makers: ['release.yml'] }, 'program config-invalid'],
    ['one waits, and none was ever published', { waiting: [PUBLISH] }, 'nobody release-maker-unknown'],
    ['one waits, a person made the last one', { waiting: [PUBLISH], releases: [release('v1.2.0', 'jane')] }, 'program'],
    ['… and so did this program', { waiting: [PUBLISH], releases: [release('v1.2.0', 'release[bot]')] }, 'program'],
    [
      '… or something else',
      { waiting: [PUBLISH], releases: [release('v1.2.0', 'other[bot]')] },
      'nobody release-maker-unknown',
    ],
    [
      'the release of this tag does not count',
      { waiting: [PUBLISH], releases: [release('v1.3.0', 'jane')] },
      'nobody release-maker-unknown',
    ],
    [
      'nor does a draft',
      { waiting: [PUBLISH], releases: [release('v1.2.0', 'jane', { draft: true })] },
      'nobody release-maker-unknown',
    ],
    [
      'a workflow made the last one, by means that are not seen',
      { releases: [release('v1.2.0', 'github-actions[bot]')] },
      'unseen',
    ],
    [
      '… but the tag starts none',
      { startsRuns: false, releases: [release('v1.2.0', 'github-actions[bot]')] },
      'nobody',
    ],
    ['a person made the last one, and nothing waits', { releases: [release('v1.2.0', 'jane')] }, 'program'],
    ['… and so did this program', { releases: [release('v1.2.0', 'release[bot]')] }, 'program'],
    ['… or something else', { releases: [release('v1.2.0', 'other[bot]')] }, 'nobody'],
    ['… of another component', { releases: [release('node/v1.2.0', 'jane')], earlier: [] }, 'nobody'],
    ['… with files', { releases: [release('v1.2.0', 'jane', { assets: [FILE] })] }, 'program release-files-unknown'],
    [
      '… which somebody attaches',
      { releases: [release('v1.2.0', 'jane', { assets: [FILE] })], config: { release: NOTHING, assets: ['a.zip'] } },
      'unseen',
    ],
    [
      '… and the configuration leaves it to a person',
      { releases: [release('v1.2.0', 'jane')], config: { release: { ...NOTHING, creates: false }, assets: null } },
      'nobody',
    ],
    ['there is none', { config: { release: NOTHING, assets: false }, waiting: [PUBLISH] }, 'nobody'],
    ['somebody, since assets are named', { config: { release: NOTHING, assets: ['a.zip'] } }, 'unseen'],
  ])('%s', (_, facts, expected) => expect(decide(facts)).toBe(expected));
});

describe('files that come after the publication', () => {
  const late = { path: PUBLISH, published: 'job create', attaching: 'job build' };
  const judged = (...[setting, releases = []]: [boolean | null, ReleaseFacts[]?]) => {
    const { problems, warnings } = judgeLateFiles(late, setting, releases);
    return [problems.length, warnings.length];
  };
  test('stop where they are refused, are told where that is not known, and else are no matter', () => {
    expect(judged(true)).toEqual([1, 0]);
    expect(judged(false)).toEqual([0, 0]);
    expect(judged(null)).toEqual([0, 1]);
    expect(judged(null, [release('v1.2.0', 'jane', { immutable: true })])).toEqual([1, 0]);
    expect(
      judged(null, [
        release('v2', 'jane', { draft: true, immutable: true }),
        release('v1', 'jane', { immutable: false }),
      ]),
    ).toEqual([0, 1]);
    expect(judgeLateFiles(null, true, [])).toEqual({ problems: [], warnings: [] });
  });
});
