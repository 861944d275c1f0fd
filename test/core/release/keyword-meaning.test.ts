import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFile, SourceTree } from '../../../src/core/release/facts.ts';
import { listingFromRecursive, objectId } from '../../../src/core/release/git-tree.ts';
import type { RunFacts } from '../../../src/core/release/judge-runs.ts';
import { meaningOfKeyword } from '../../../src/core/release/keyword-meaning.ts';
import { mergeSign } from '../../../src/core/release/merge-message.ts';
import { nameRelease } from '../../../src/core/release/names.ts';
import { holdsNewWork } from '../../../src/core/release/new-work.ts';
import { judgeEnd } from '../../../src/core/release/release-end.ts';
import { releaseBranchReader, releaseTagReader } from '../../../src/core/release/release-tags.ts';
import { runMark, runMarks, withRunMark } from '../../../src/core/release/workflow-run.ts';
import { nameTemplates } from '../../../src/core/settings/name-templates.ts';

const FINISHED = { kind: 'finished' } as const;
const UNFINISHED = { kind: 'unfinished', why: 'a run failed' } as const;
const UNKNOWN = { kind: 'unknown', why: 'GitHub shows no run' } as const;

describe('a keyword after the release of 1.2.0 means', () => {
  it.each([
    ['the next one, once something was added', FINISHED, true, true, true, '1.3.0'],
    ['the same one, while nothing was', FINISHED, false, true, true, '1.2.0'],
    ['the same one, while it is not finished', UNFINISHED, true, true, true, '1.2.0'],
    ['nothing certain, when it is not finished and another keyword led to it', UNFINISHED, true, false, true, null],
    ['nothing certain, when nothing was added and another keyword led to it', FINISHED, false, false, true, null],
    ['nothing certain, when something was added and nobody can tell its end', UNKNOWN, true, true, true, null],
    ['the same one, when nothing was added and nobody can tell its end', UNKNOWN, false, true, true, '1.2.0'],
    ['nothing certain, when somebody else released it and nothing was added', FINISHED, false, true, false, null],
  ] as const)('%s', (_, end, hasNewWork, ledToLast, isOwn, expected) => {
    const facts = { keyword: 'minor', last: '1.2.0', next: '1.3.0', end, hasNewWork, ledToLast, isOwn };
    const meaning = meaningOfKeyword(facts);
    if (meaning.ok) expect(meaning.value.version).toBe(expected);
    else {
      expect(expected).toBeNull();
      expect(meaning.problems).toMatchObject([{ code: 'version-undecided' }]);
      expect(meaning.problems[0]?.remedy).toContain('--version 1.3.0');
    }
  });
});

describe('a tagged release', () => {
  const run = (conclusion: string | null) =>
    ({ status: conclusion === null ? 'in_progress' : 'completed', conclusion }) as RunFacts;
  const assets = [{ name: 'a.zip', certainty: 'exact', from: 'build.yml', because: null }] as const;
  const published = {
    url: 'u',
    assets: [{ id: 1, name: 'a.zip', state: 'uploaded', size: 1, digest: null, url: 'u' }],
  };
  const whole = {
    runs: [{ workflow: 'w/build.yml', run: run('success') }],
    published,
    isFollowUpDue: false,
    hasFollowUp: false,
  };
  it.each([
    ['finished', {}, 'finished'],
    ['unfinished while a run goes on', { runs: [{ workflow: 'b.yml', run: run(null) }] }, 'unfinished'],
    [
      'unfinished after a failed run',
      { runs: [{ workflow: 'b.yml', run: run('failure') }], hasFollowUp: true },
      'unfinished',
    ],
    ['unfinished without its release', { published: null }, 'unfinished'],
    ['unfinished without an asset', { published: { ...published, assets: [] } }, 'unfinished'],
    ['unfinished without its follow-up', { isFollowUpDue: true }, 'unfinished'],
    [
      'finished with its follow-up, though its runs are gone',
      { runs: [{ workflow: 'b.yml', run: null }], isFollowUpDue: true, hasFollowUp: true },
      'finished',
    ],
    ['unknown once its runs are gone', { runs: [{ workflow: 'b.yml', run: null }] }, 'unknown'],
  ] as const)('is %s', (_, change, expected) => {
    expect(judgeEnd('v1.2.0', { assets }, { ...whole, ...change }).kind).toBe(expected);
  });
});

describe('new work', () => {
  const tree = (files: Readonly<Record<string, string>>): SourceTree => {
    const sources = new Map<string, SourceFile>();
    for (const [path, text] of Object.entries(files)) {
      const bytes = Buffer.from(text);
      sources.set(path, { mode: '100644', sha: objectId('blob', bytes), bytes });
    }
    const listing = listingFromRecursive([...sources].map(([path, { mode, sha }]) => ({ path, mode, sha })));
    return { commit: 'c', tree: JSON.stringify(files), listing, truncated: false, unread: null, files: sources };
  };
  const specs = [
    { path: 'VERSION', preset: 'plain' },
    { path: 'a.json', preset: 'json', at: 'version' },
    { path: 'conandata.yml', preset: 'conandata' },
  ] as const;
  const recipe = 'sources:\n  "1.2.0":\n    url: "https://example.org/a.tar.gz"\n';
  const released = {
    VERSION: '1.2.0\n',
    'a.json': '{"version": "1.2.0", "b": 1}\n',
    'conandata.yml': recipe,
    'c.txt': 'c',
  };
  it.each([
    ['nothing', {}, false],
    ['another version', { VERSION: '1.3.0-dev\n', 'a.json': '{"version": "1.3.0-dev", "b": 1}\n' }, false],
    ['the hash of the archive', { 'conandata.yml': `${recipe}    sha256: "00"\n` }, false],
    ['more than the version in its file', { 'a.json': '{"version": "1.3.0", "b": 2}\n' }, true],
    ['another address in the recipe', { 'conandata.yml': recipe.replace('a.tar', 'b.tar') }, true],
    ['another file', { 'd.txt': 'd' }, true],
    ['a changed file', { 'c.txt': 'd' }, true],
  ])('is not there with %s', (_, change, expected) => {
    expect(
      holdsNewWork(
        { source: tree(released), versionFiles: specs },
        { source: tree({ ...released, ...change }), versionFiles: specs },
      ),
    ).toBe(expected);
  });
});

describe('names lead back to their version', () => {
  const number = fc.nat({ max: 99 });
  const version = fc.tuple(number, number, number).map((parts) => parts.join('.'));
  const templates = fc.constantFrom(
    'v{version}',
    '{component}/v{version}',
    '{version}',
    'r-{version}-of-{component}',
    'r_{major}_{minor}_{patch}',
    '{component}-{major}-{minor}-{patch}.x',
  );
  it('for every version and template', () => {
    fc.assert(
      fc.property(version, templates, (each, tag) => {
        const named = nameTemplates({ tag, releaseBranch: `x/${tag}` }, 'core');
        const names = nameRelease(named, each);
        if (!names.ok) throw new Error('the names are good');
        expect(releaseTagReader(named)(names.value.tag)).toBe(each);
        expect(releaseBranchReader(named)(names.value.branch)).toBe(each);
        expect(releaseTagReader(named)(`${names.value.tag}x/`)).toBeNull();
      }),
    );
  });

  it('and a pull request to the runs that worked on it', () => {
    const text = fc.string({ maxLength: 40 });
    fc.assert(
      fc.property(
        text,
        fc.nat({ max: 2 ** 40 }),
        text.filter((each) => each !== ''),
        (body, id, tag) => {
          const mark = { run: String(id), version: '1.2.0', tag };
          const marked = withRunMark(body, mark);
          expect(runMarks(marked)).toEqual([mark]);
          expect(withRunMark(marked, mark)).toBe(marked);
          expect(runMark(mark).indexOf('-->')).toBe(runMark(mark).length - 3);
        },
      ),
    );
  });

  it.each([
    ['release: version 1.2.0 (#7)', { number: 7, isOwn: true }],
    ['Merge pull request #7 from a/release/version-1.2.0\n\nrelease', { number: 7, isOwn: true }],
    ['release: bump core version to 1.2.0', { number: null, isOwn: true }],
    ['Ship it (#7)', { number: 7, isOwn: false }],
    ['Ship it', null],
  ])('%j', (message, expected) => {
    const names = nameRelease(nameTemplates({}, 'core'), '1.2.0');
    expect(names.ok && mergeSign(message, names.value)).toEqual(expected);
  });
});
