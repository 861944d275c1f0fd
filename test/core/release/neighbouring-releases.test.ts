import { describe, expect, it } from 'vitest';
import {
  type Blobs,
  changedBlobs,
  chooseReads,
  neighbouringReleases,
} from '../../../src/core/release/release-history.ts';

const released = (...versions: string[]) =>
  versions.map((version) => ({ version, tag: `v${version}`, commit: `c${version}` }));
const pairs = (versions: string[], notAbove: string | null = null) =>
  neighbouringReleases(released(...versions), notAbove).map(({ older, newer }) => `${older.version} ${newer.version}`);

describe('the last releases, each with the one before it', () => {
  it.each([
    ['by version, not by name', ['1.9.0', '1.10.0', '1.2.0'], null, ['1.9.0 1.10.0', '1.2.0 1.9.0']],
    ['pre-releases apart', ['1.0.0', '1.1.0-rc.1', '1.1.0-rc.2', '1.1.0'], null, ['1.0.0 1.1.0']],
    ['pre-releases where nothing else is there', ['1.0.0-beta.1', '1.0.0-beta.2'], null, ['1.0.0-beta.1 1.0.0-beta.2']],
    [
      'one final release and its candidates',
      ['1.0.0-rc.1', '1.0.0-rc.2', '1.0.0'],
      null,
      ['1.0.0-rc.2 1.0.0', '1.0.0-rc.1 1.0.0-rc.2'],
    ],
    ['of a maintenance line', ['1.9.0', '1.9.1', '1.10.0', '2.0.0'], '1.9.1', ['1.9.0 1.9.1']],
    [
      'four at most',
      ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0', '1.5.0'],
      null,
      ['1.4.0 1.5.0', '1.3.0 1.4.0', '1.2.0 1.3.0', '1.1.0 1.2.0'],
    ],
    ['one release has no neighbour', ['1.0.0'], null, []],
    ['none', [], null, []],
  ] as const)('%s', (_, versions, notAbove, expected) => {
    expect(pairs([...versions], notAbove)).toEqual(expected);
  });

  it('leaves out what leads to no commit, and two names of one commit', () => {
    const [a, b, c] = released('1.0.0', '1.1.0', '1.2.0');
    if (a === undefined || b === undefined || c === undefined) throw new Error('three are made');
    const found = neighbouringReleases([a, { ...b, commit: null }, { ...c, commit: a.commit }]);
    expect(found).toEqual([]);
  });
});

describe('a folder full of one kind', () => {
  it('leaves room for what else changed', () => {
    const trees = (sha: string): Blobs =>
      new Map(
        ['configure.ac', ...[...Array(60).keys()].map((at) => `doc/call-${at}.3`)].map((path) => [
          path,
          { sha: sha + path, size: path.length * (path === 'configure.ac' ? 100 : 1) },
        ]),
      );
    const { pairs, unread } = chooseReads(
      [changedBlobs(trees('a'), trees('b'))],
      { blobs: 90, bytes: 100_000, largest: 10_000 },
      (path) => path.startsWith('doc/') || null,
    );
    const read = pairs.flat().map(({ path }) => path);
    expect(read).toContain('configure.ac');
    expect(read).toHaveLength(45);
    expect(unread.every((path) => path.startsWith('doc/'))).toBe(true);
  });
});

describe('the changes that are read', () => {
  const tree = (entries: Record<string, readonly [sha: string, size: number]>): Blobs =>
    new Map(Object.entries(entries).map(([path, [sha, size]]) => [path, { sha, size }]));
  const older = tree({ 'a.c': ['1', 10], 'version.h': ['2', 90], 'big.c': ['3', 900], 'same.c': ['4', 1] });
  const newer = tree({
    'a.c': ['5', 10],
    'version.h': ['6', 90],
    'big.c': ['7', 900],
    'same.c': ['4', 1],
    'n.c': ['8', 1],
  });
  const oldest = tree({ 'a.c': ['1', 10], 'version.h': ['9', 90], 'big.c': ['a', 900], 'same.c': ['4', 1] });
  const both = [changedBlobs(older, newer), changedBlobs(oldest, older)];
  const read = (bounds: { blobs: number; bytes: number; largest: number }) => {
    const { pairs: chosen, unread } = chooseReads(both, bounds);
    return [chosen.map((pair) => pair.map(({ path }) => path).sort()), unread.length];
  };

  it('are of files that are in both trees with other content', () => {
    expect(changedBlobs(older, newer).map(({ path }) => path)).toEqual(['a.c', 'version.h', 'big.c']);
  });
  it.each([
    [
      'all',
      { blobs: 100, bytes: 10_000, largest: 1_000 },
      [
        ['a.c', 'big.c', 'version.h'],
        ['big.c', 'version.h'],
      ],
      0,
    ],
    ['none that is data', { blobs: 100, bytes: 10_000, largest: 500 }, [['a.c', 'version.h'], ['version.h']], 0],
    [
      'the likeliest of what changed in every release',
      { blobs: 3, bytes: 10_000, largest: 1_000 },
      [['version.h'], ['version.h']],
      2,
    ],
    [
      'no more bytes than allowed',
      { blobs: 100, bytes: 300, largest: 1_000 },
      [['a.c', 'version.h'], ['version.h']],
      1,
    ],
  ])('%s', (_, bounds, paths, unread) => {
    expect(read(bounds)).toEqual([paths, unread]);
  });
});
