import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AliasFacts, aliasLine, aliasName, nextAliasStep } from '../../../src/core/release/alias.ts';
import { releaseTagFolder, releaseTagReader } from '../../../src/core/release/release-tags.ts';
import { compareVersions } from '../../../src/core/version/semver.ts';

const sha = (letter: string) => letter.repeat(40);
const WHOLE = { component: null, tag: 'v{version}' };

describe('the version of a release tag', () => {
  it.each([
    [WHOLE, 'v1.2.0', '1.2.0'],
    [WHOLE, 'v1.2.0-rc.1', '1.2.0-rc.1'],
    [WHOLE, 'v1.2', null],
    [WHOLE, 'v1', null],
    [WHOLE, 'v01.2.0', null],
    [WHOLE, 'v1.2.0+build', null],
    [WHOLE, 'v1.2.0/notes', null],
    [WHOLE, 'core/v1.2.0', null],
    [WHOLE, 'latest', null],
    [{ component: 'core', tag: '{component}/v{version}' }, 'core/v1.2.0', '1.2.0'],
    [{ component: 'core', tag: '{component}/v{version}' }, 'cli/v1.2.0', null],
    [{ component: 'a+b', tag: '{component}-{version}' }, 'a+b-1.2.0', '1.2.0'],
    [{ component: null, tag: 'REL_{major}_{minor}_{patch}' }, 'REL_1_2_0', '1.2.0'],
    [{ component: null, tag: 'REL_{major}_{minor}' }, 'REL_1_2', null],
    [{ component: null, tag: '{version}/{version}' }, '1.2.0/1.2.0', '1.2.0'],
    [{ component: null, tag: '{version}/{version}' }, '1.2.0/1.3.0', null],
  ] as const)('%j reads %s as %s', (naming, tag, version) => {
    expect(releaseTagReader(naming)(tag)).toBe(version);
  });

  it.each([
    [WHOLE, ''],
    [{ component: 'core', tag: '{component}/v{version}' }, 'core/'],
    [{ component: null, tag: 'a/b/c-{version}' }, 'a/b/'],
    [{ component: null, tag: '{version}' }, ''],
  ] as const)('%j are in the folder %j', (naming, folder) => {
    expect(releaseTagFolder(naming)).toBe(folder);
  });
});

describe('one alias', () => {
  const release = { version: '1.9.1', tag: 'v1.9.1', commit: sha('m'), isTagged: true };
  const tags = (...versions: string[]) =>
    versions.map((version, index) => ({ name: `v${version}`, commit: sha(String(index)) }));
  const facts = (at: string | null, versions: string[], more: Partial<AliasFacts> = {}): AliasFacts => ({
    name: 'v1',
    isOfOneVersion: false,
    isFixed: false,
    at: at === null ? null : { object: sha('o'), commit: at },
    line: aliasLine(WHOLE, { template: 'v{major}', name: 'v1' }, tags(...versions), release),
    isInHistory: null,
    ...more,
  });
  it.each([
    ['is made where there is none', facts(null, ['1.9.0']), 'create'],
    ['is not made where a higher version has it', facts(null, ['1.9.0', '1.10.0']), 'stay'],
    ['goes forward from a lower release, wherever that was released', facts(sha('0'), ['1.9.0']), 'move'],
    ['stays on a higher release', facts(sha('1'), ['1.9.0', '1.10.0']), 'stay'],
    ['is left alone below the highest, which is another', facts(sha('0'), ['1.9.0', '1.10.0']), 'stay'],
    ['is left alone on nobody’s commit, where another is the highest', facts(sha('x'), ['1.10.0']), 'stay'],
    ['does not go back from a higher pre-release', facts(sha('0'), ['1.10.0-rc.1']), 'stay'],
    ['goes forward from a pre-release', facts(sha('0'), ['1.9.1-rc.1']), 'move'],
    ['belongs to no pre-release', facts(sha('0'), ['1.9.0', '1.10.0-rc.1']), 'move'],
    ['has nothing to do with another line', facts(sha('0'), ['1.9.0', '2.0.0']), 'move'],
    ['stands on the release already', facts(sha('m'), ['1.9.0']), 'done'],
    ['is compared where no release stands', facts(sha('x'), ['1.9.0']), 'compare'],
    ['goes forward with the history it is in', facts(sha('x'), ['1.9.0'], { isInHistory: true }), 'move'],
    ['is somebody’s on another history', facts(sha('x'), ['1.9.0'], { isInHistory: false }), 'stop'],
  ])('%s', (_, found, kind) => {
    expect(nextAliasStep(found, release).kind).toBe(kind);
  });

  it('follows no pre-release, but for the one whose whole version it names', () => {
    const candidate = { ...release, version: '1.10.0-rc.1', tag: 'v1.10.0-rc.1' };
    expect(nextAliasStep(facts(null, ['1.9.0']), candidate)).toMatchObject({ kind: 'stay', odd: false });
    expect(nextAliasStep(facts(sha('0'), ['1.9.0']), candidate)).toMatchObject({ kind: 'stay', odd: false });
    expect(nextAliasStep(facts(null, [], { isOfOneVersion: true }), candidate).kind).toBe('create');
  });

  it.each([
    ['a release that it covers', ['1.9.0'], false, 'put it on v1.9.0'],
    ['the release itself, once it is tagged', ['1.9.0'], true, 'put it on v1.9.1'],
    ['nothing, where it covers no release', [], false, 'leave it out of `alias-tag`'],
  ])('is sent by the remedy to %s, never back and never away', (_, versions, isTagged, remedy) => {
    const step = nextAliasStep(facts(sha('x'), versions, { isInHistory: false }), { ...release, isTagged });
    if (step.kind !== 'stop') throw new Error('it goes on');
    expect(step.problem.remedy).toContain(remedy);
    expect(step.problem.remedy).not.toMatch(/delete|back/);
  });
});

/**
 * Any number of lines, released in any order, at any time, some at the same commit: after each release an alias stands on the
 * highest version without a pre-release that it covers and that was released so far.
 */
describe('aliases after any releases in any order', () => {
  const number = fc.integer({ min: 0, max: 12 });
  const version = fc
    .tuple(number, number, number, fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }))
    .map(([major, minor, patch, rc]) => `${major % 3}.${minor}.${patch}${rc === null ? '' : `-rc.${rc}`}`);
  const templates = ['v{major}', 'v{major}.{minor}', 'latest'];
  const naive = (alias: { template: string; name: string }, released: readonly string[]): string | null =>
    released
      .filter((each) => !each.includes('-') && aliasName(null, alias.template, each, `v${each}`) === alias.name)
      .reduce<string | null>(
        (best, each) => (best === null || (compareVersions(each, best) ?? 0) > 0 ? each : best),
        null,
      );

  it('stand as a naive reading of the releases says', () => {
    fc.assert(
      fc.property(fc.uniqueArray(version, { maxLength: 14 }), fc.boolean(), (versions, sharesCommits) => {
        const tags = new Map<string, string>();
        const aliases = new Map<string, string>();
        const released: string[] = [];
        for (const [index, each] of versions.entries()) {
          const commit = sharesCommits && index % 2 === 1 ? String(index - 1) : String(index);
          tags.set(`v${each}`, commit);
          released.push(each);
          for (const template of templates) {
            const name = aliasName(null, template, each, `v${each}`);
            const at = aliases.get(name);
            const release = { version: each, tag: `v${each}`, commit, isTagged: true };
            const listed = [...tags].map(([tag, to]) => ({ name: tag, commit: to }));
            const step = nextAliasStep(
              {
                name,
                isOfOneVersion: false,
                isFixed: false,
                at: at === undefined ? null : { object: `object of ${name}`, commit: at },
                line: aliasLine(WHOLE, { template, name }, listed, release),
                isInHistory: null,
              },
              release,
            );
            // Every alias here stands on a release, so nothing has to be compared and nobody is stopped.
            expect(['create', 'move', 'stay', 'done']).toContain(step.kind);
            if (step.kind === 'create' || step.kind === 'move') aliases.set(name, commit);
          }
          for (const seen of released) {
            for (const template of templates) {
              const alias = { template, name: aliasName(null, template, seen, `v${seen}`) };
              const highest = naive(alias, released);
              expect(aliases.get(alias.name) ?? null).toBe(highest === null ? null : (tags.get(`v${highest}`) ?? null));
            }
          }
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 100) },
    );
  });
});
