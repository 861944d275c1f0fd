import { describe, expect, it } from 'vitest';
import { searchFile } from '../../../src/core/version/place-search.ts';
import { findVersionPlaces } from '../../../src/core/version/version-places.ts';

const PARTS =
  '#define GADGET_API_VERSION_MAJOR 0\n#define GADGET_API_VERSION_MINOR 14\n#define GADGET_API_VERSION_PATCH 0\n';

describe('a name that could be the version of something else', () => {
  it.each([
    ['#define GADGET_API_VERSION "1.2.0"', true],
    ['const file_version = "1.2.0";', true],
    ['#define GADGET_MINIMUM_VERSION "1.2.0"', false],
    ['set(GADGET_REQUIRED_API_VERSION ">=1.2.0")', false],
    ['find_package(gadget_api_version 1.2.0)', false],
  ])('%s', (line, isNamesake) => {
    const found = searchFile('src/gadget.h', `${line}\n`, '1.2.0');
    expect(found.map((each) => [each.kind, each.isNamesake])).toEqual([['requirement', isNamesake]]);
  });

  const places = (learned: readonly string[]) =>
    findVersionPlaces({
      files: new Map([['gadget.h', Buffer.from(PARTS)]]),
      known: [],
      isConfigured: false,
      versions: ['0.14.0'],
      earlier: [],
      lastFinal: null,
      learned: learned.map((each) => ({ path: 'gadget.h', templates: [each], movedTo: ['v0.14.0'] })),
      stood: [],
      isApart: () => false,
      leave: new Set<string>(),
    });

  it('is told, and only what moved before is a place, with the parts that did not have to', () => {
    const still = places([]);
    expect(still.places).toEqual([]);
    expect(still.leftOver.map(({ line, blocks }) => [line, blocks])).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
    const moved = places(['#define GADGET_API_VERSION_MINOR {minor}']);
    expect(moved.places).toHaveLength(3);
    expect(moved.leftOver).toEqual([]);
  });
});

describe('a recipe that packs a released archive', () => {
  const recipe = (digest: string) => `class Gadget < Formula\n  version '1.2.0'\n  ${digest}\nend\n`;

  it.each([
    [`sha256 '${'0a'.repeat(32)}'`, 'text'],
    ['depends_on "cmake"', 'setting'],
  ])('%s', (line, kind) => {
    expect(searchFile('pkg/gadget.rb', recipe(line), '1.2.0').map((each) => each.kind)).toEqual([kind]);
  });
});
