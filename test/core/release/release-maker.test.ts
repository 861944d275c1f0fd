import { describe, expect, it, test } from 'vitest';
import type { ReleaseFacts } from '../../../src/core/release/facts.ts';
import { judgeLateFiles } from '../../../src/core/release/late-files.ts';
import { decideMaker, type MakerFacts } from '../../../src/core/release/release-maker.ts';

const PUBLISH = '.github/workflows/publish.yml';
const release = (tag: string, login: string, more: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  tag,
  name: tag,
  url: `https://github.example/o/r/releases/tag/${tag}`,
  draft: false,
  immutable: null,
  author: { login, isPerson: !login.endsWith('[bot]') },
  ...more,
});
const decide = (more: Partial<MakerFacts>) => {
  const { maker, problems } = decideMaker({
    config: { createsRelease: false, assets: null },
    tag: 'v1.3.0',
    viewer: 'release[bot]',
    makers: [],
    waiting: [],
    startsRuns: true,
    releases: [],
    ...more,
  });
  return [maker, ...problems.map(({ code }) => code)].join(' ');
};
const CREATE = { createsRelease: true, assets: null };

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
    ['a person made the last one, and nothing waits', { releases: [release('v1.2.0', 'jane')] }, 'nobody'],
    ['there is none', { config: { createsRelease: false, assets: false }, waiting: [PUBLISH] }, 'nobody'],
    ['somebody, since assets are named', { config: { createsRelease: false, assets: ['a.zip'] } }, 'unseen'],
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
