import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import { isValidRefName } from '../../../src/embedded-github/git/object-names.ts';

const WHO = { name: 'T', email: 't@example.com', time: 1_700_000_000_000 };
let root: string;
let git: GitRepository;
let count = 0;

const realGit = (repository: GitRepository, ...args: string[]) =>
  execFileSync('git', ['--git-dir', repository.directory, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

const fresh = () => {
  count += 1;
  return GitRepository.create(join(root, `r${count}.git`), { defaultBranch: 'main' });
};

const commitOf = async (repository: GitRepository, files: Record<string, string>, parents: string[] = []) => {
  const changes = [];
  for (const [path, content] of Object.entries(files)) {
    changes.push({ path, mode: '100644', sha: await repository.writeBlob(content) });
  }
  const tree = await repository.treeWithChanges(null, changes);
  return repository.writeCommit({ tree, parents, author: WHO, committer: WHO, message: 'm' });
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'git-repository-'));
  git = await fresh();
});
afterAll(async () => {
  await git.close();
  rmSync(root, { recursive: true, force: true });
});

const runs = Number(process.env.FUZZ_RUNS ?? 15);

describe('a repository that was just made', () => {
  it('has its first objects and refs as git writes them, of any size', async () => {
    const repository = await fresh();
    const sizes = [0, 1, 15, 16, 127, 128, 2_047, 2_048, 2_049, 300_000];
    const blobs = new Map<number, string>();
    for (const size of sizes) blobs.set(size, await repository.writeBlob('x'.repeat(size)));
    const commit = await commitOf(repository, Object.fromEntries(sizes.map((size) => [`f${size}`, 'x'.repeat(size)])));
    const tag = await repository.writeTag({
      object: commit,
      objectType: 'commit',
      name: 'v1',
      tagger: WHO,
      message: 'v1\n',
    });
    const main = { name: 'refs/heads/main', to: commit, from: null };
    expect(await repository.updateRefs([main, { name: 'refs/tags/v1', to: tag, from: null }])).toEqual({ ok: true });
    expect(realGit(repository, 'fsck', '--strict', '--full')).toBe('');
    expect(realGit(repository, 'for-each-ref', '--format=%(refname) %(objectname) %(*objectname)')).toBe(
      `refs/heads/main ${commit} \nrefs/tags/v1 ${tag} ${commit}`,
    );
    for (const [size, sha] of blobs) expect(realGit(repository, 'cat-file', '-s', sha)).toBe(String(size));
    expect(await repository.updateRefs([{ name: 'refs/heads/main/a', to: commit, from: null }])).toMatchObject({
      ok: false,
      reason: 'name-conflict',
    });
    await repository.close();
  });

  it.each([
    ['a branch at no commit', 'refs/heads/x', 'bad-object'],
    ['a ref below another of the same time', 'refs/heads/main/x', 'name-conflict'],
  ])('lets git refuse %s among its first refs', async (_, name, reason) => {
    const repository = await fresh();
    const commit = await commitOf(repository, { a: 'a' });
    const to = reason === 'bad-object' ? await repository.writeBlob('b') : commit;
    const changes = [
      { name: 'refs/heads/main', to: commit, from: null },
      { name, to, from: null },
    ];
    expect(await repository.updateRefs(changes)).toMatchObject({ ok: false, reason });
    await repository.close();
  });
});

describe('refs', () => {
  it('agree with real git after any sequence of changes', async () => {
    const names = [
      'refs/heads/main',
      'refs/heads/a',
      'refs/heads/a/b',
      'refs/tags/v1',
      'refs/tags/core/v1',
      'refs/heads/ü',
    ];
    const step = fc.record({
      name: fc.constantFrom(...names),
      to: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
      // What the writer believes: anything, nothing, or one of the commits.
      from: fc.oneof(fc.constant(undefined), fc.constant(null), fc.nat({ max: 3 })),
      pack: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const repository = await fresh();
        try {
          const commits: string[] = [];
          for (let index = 0; index < 4; index += 1) {
            commits.push(await commitOf(repository, { f: `${index}` }, commits.slice(-1)));
          }
          const model = new Map<string, string>();
          for (const { name, to, from, pack } of steps) {
            const target = to === null ? null : (commits[to] ?? null);
            const believed = typeof from === 'number' ? (commits[from] ?? null) : from;
            const now = model.get(name) ?? null;
            const holds = believed === undefined || believed === now;
            const conflicts = [...model.keys()].some(
              (each) => each.startsWith(`${name}/`) || name.startsWith(`${each}/`),
            );
            const result = await repository.updateRefs([
              believed === undefined ? { name, to: target } : { name, to: target, from: believed },
            ]);
            if (target === null) {
              const expected = now !== null && holds;
              expect(result.ok).toBe(expected);
              if (expected) model.delete(name);
            } else {
              expect(result.ok).toBe(holds && !conflicts);
              if (result.ok) model.set(name, target);
            }
            if (pack) await repository.packRefs();
          }
          const expected = [...model].map(([name, sha]) => `${sha} ${name}`).sort();
          const listed = realGit(repository, 'for-each-ref', '--format=%(objectname) %(refname)');
          expect(listed.split('\n').filter(Boolean).sort()).toEqual(expected);
          const ours = (await repository.listRefs('refs/')).map(({ name, sha }) => `${sha} ${name}`).sort();
          expect(ours).toEqual(expected);
          for (const name of names) expect(await repository.resolveRef(name)).toBe(model.get(name) ?? null);
          expect(realGit(repository, 'fsck', '--connectivity-only', '--no-dangling')).toBe('');
        } finally {
          await repository.close();
        }
      }),
      { numRuns: runs },
    );
  });

  it('change together or not at all, also when asked at the same time', async () => {
    const a = await commitOf(git, { f: 'a' });
    const b = await commitOf(git, { f: 'b' }, [a]);
    await git.updateRef('refs/heads/one', a);
    const both = await git.updateRefs([
      { name: 'refs/heads/one', to: b, from: a },
      { name: 'refs/heads/two', to: b, from: a },
    ]);
    expect(both).toMatchObject({ ok: false, reason: 'missing' });
    expect(await git.resolveRef('refs/heads/one')).toBe(a);
    const race = await Promise.all(Array.from({ length: 8 }, () => git.updateRef('refs/heads/race', a, null)));
    expect(race.filter((each) => each.ok)).toHaveLength(1);
    expect(race.filter((each) => !each.ok && each.reason === 'exists')).toHaveLength(7);
  });

  it('accept the names that git accepts', () => {
    const character = fc.constantFrom(...'ab/.-@{}~^:?*[\\ \t\u007f', 'é', '.lock', '..', '//');
    fc.assert(
      fc.property(fc.array(character, { maxLength: 8 }), (parts) => {
        const name = `refs/heads/${parts.join('')}`;
        let accepted = true;
        try {
          execFileSync('git', ['check-ref-format', name], { stdio: 'ignore' });
        } catch {
          accepted = false;
        }
        expect([name, isValidRefName(name)]).toEqual([name, accepted]);
      }),
      { numRuns: runs * 4 },
    );
  });
});

describe('objects', () => {
  it('have the ids and the form that git gives them', async () => {
    const name = fc.stringMatching(/^[a-z.]{1,4}$/).filter((text) => !['.', '..', '.git'].includes(text));
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, fc.string(), { minKeys: 1, maxKeys: 8 }), async (files) => {
        // A path cannot be a file and a directory at once.
        const paths = Object.keys(files).filter(
          (each, _index, all) => !all.some((other) => other.startsWith(`${each}/`)),
        );
        const wanted = Object.fromEntries(paths.map((each) => [each, files[each] ?? '']));
        const sha = await commitOf(git, wanted);
        const listed = realGit(git, 'ls-tree', '-r', '-z', '--name-only', sha).split('\0').filter(Boolean);
        expect(listed.sort()).toEqual(paths.sort());
        for (const each of paths) expect((await git.readFile(sha, each))?.toString()).toBe(wanted[each]);
        const items = listed.map((each) => realGit(git, 'rev-parse', `${sha}:${each}`));
        expect(realGit(git, 'rev-parse', `${sha}^{tree}`)).toBe((await git.commit(sha)).tree);
        expect(items).toEqual(
          await Promise.all(listed.map(async (each) => (await git.entryAt((await git.commit(sha)).tree, each))?.sha)),
        );
      }),
      { numRuns: runs },
    );
    expect(realGit(git, 'fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('written elsewhere are seen, absent ones are null', async () => {
    const blob = execFileSync('git', ['--git-dir', git.directory, 'hash-object', '-w', '--stdin'], { input: 'late' });
    expect((await git.readBlob(blob.toString().trim()))?.toString()).toBe('late');
    expect(await git.readObject('1'.repeat(40))).toBeNull();
    expect(await git.readCommit(blob.toString().trim())).toBeNull();
    expect(await git.resolveCommit('HEAD')).toBeNull();
  });

  it('keep their headers: signatures, encodings, several parents', async () => {
    const a = await commitOf(git, { f: '1' });
    const b = await commitOf(git, { f: '2' });
    const { tree } = await git.commit(a);
    const text = [
      `tree ${tree}`,
      `parent ${a}`,
      `parent ${b}`,
      'author Ann <ann@example.com> 1700000000 -0330',
      'committer Bob <> 1700000001 +0900',
      'gpgsig -----BEGIN PGP SIGNATURE-----',
      ' ',
      ' abc',
      ' -----END PGP SIGNATURE-----',
      'encoding ISO-8859-1',
      '',
      '',
    ].join('\n');
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xfc, 0x62])]);
    const sha = await git.writeObject('commit', bytes);
    expect(realGit(git, 'show', '-s', '--format=%s|%ad', sha)).toMatch(/^üb\|/);
    expect(await git.readCommit(sha)).toMatchObject({
      parents: [a, b],
      author: { name: 'Ann', email: 'ann@example.com', time: 1_700_000_000_000, zone: '-0330' },
      committer: { name: 'Bob', email: '', zone: '+0900' },
      message: 'üb',
      signature: '-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----',
    });
  });
});

describe('merging', () => {
  it('gives the tree of real git, and names conflicts', async () => {
    const lines = (change: Record<number, string>) =>
      Array.from({ length: 20 }, (_, index) => change[index] ?? `line ${index}`).join('\n');
    const base = await commitOf(git, { f: lines({}), gone: 'x', stay: 'y' });
    const ours = await commitOf(git, { f: lines({ 1: 'ours' }), stay: 'y' }, [base]);
    const theirs = await commitOf(git, { f: lines({ 18: 'theirs' }), gone: 'x', stay: 'y', added: 'z' }, [base]);
    const merged = await git.mergeCommits(ours, theirs);
    const expected = await commitOf(git, { f: lines({ 1: 'ours', 18: 'theirs' }), stay: 'y', added: 'z' });
    expect(merged).toEqual({ tree: (await git.commit(expected)).tree, conflicts: [] });
    const trees = await Promise.all([base, ours, theirs].map(async (sha) => (await git.commit(sha)).tree));
    expect(await git.threeWayMergeTree(trees[0] ?? '', trees[1] ?? '', trees[2] ?? '')).toEqual(merged);
    const other = await commitOf(git, { f: lines({ 1: 'other' }), gone: 'changed', stay: 'y' }, [base]);
    expect([...(await git.mergeCommits(ours, other)).conflicts].sort()).toEqual(['f', 'gone']);
  });

  it('works where blobs are lacking, as long as they are not needed', async () => {
    const repository = await fresh();
    const lacking = 'd670460b4b4aece5915caf5c68d12f560a9fe3e4';
    const tree = async (files: [string, string][]) =>
      repository.treeWithChanges(null, [
        { path: 'big.bin', mode: '100644', sha: lacking },
        ...files.map(([path, sha]) => ({ path, mode: '100644', sha })),
      ]);
    const [one, two] = [await repository.writeBlob('1'), await repository.writeBlob('2')];
    const write = (root: string, parents: string[]) =>
      repository.writeCommit({ tree: root, parents, author: WHO, committer: WHO, message: 'm' });
    const base = await write(await tree([['VERSION', one]]), []);
    const ours = await write(await tree([['VERSION', two]]), [base]);
    const theirs = await write(
      await tree([
        ['VERSION', one],
        ['new', one],
      ]),
      [base],
    );
    expect((await repository.mergeCommits(ours, theirs)).conflicts).toEqual([]);
    expect((await repository.changedFiles(base, ours)).map((file) => file.path)).toEqual(['VERSION']);
    const listed = await repository.listTree((await repository.commit(base)).tree, { recursive: true });
    expect(listed?.find((item) => item.path === 'big.bin')).toMatchObject({ sha: lacking, size: null });
    // A diff that would need it comes without counts and hunks instead of failing.
    const replaced = await write(
      await repository.treeWithChanges(null, [{ path: 'big.bin', mode: '100644', sha: one }]),
      [base],
    );
    expect((await repository.changedFiles(base, replaced)).map((file) => [file.path, file.status, file.patch])).toEqual(
      [
        ['VERSION', 'removed', null],
        ['big.bin', 'modified', null],
      ],
    );
    await repository.close();
  });
});

/** More than what is told over one process for all. */
const MANY_LINES = '0123456789\n'.repeat(30_000);

describe('differences', () => {
  it('are told with the hunks that git diff prints, small or large, one after another', async () => {
    const line = fc.constantFrom('', 'a', 'b', 'diff --git a/x b/x', '@@ -1 +1 @@', '1.2.0', 'é');
    const text = fc
      .array(line, { maxLength: 12 })
      .map((lines) => lines.join('\n'))
      .chain((short) => fc.constantFrom(short, `${short}\n`, `${short}\0`, `${MANY_LINES}${short}`));
    const files = fc.dictionary(fc.constantFrom('VERSION', 'x y', 'sub/é', 'CHANGELOG.md'), text);
    await fc.assert(
      fc.asyncProperty(fc.array(files, { minLength: 2, maxLength: 4 }), async (trees) => {
        const commits = await Promise.all(trees.map((tree) => commitOf(git, tree)));
        const told = await Promise.all(commits.slice(1).map((to, at) => git.changedFiles(commits[at] ?? '', to)));
        for (const [at, changed] of told.entries()) {
          const printed = realGit(git, 'diff', '-M', '--no-color', commits[at] ?? '', commits[at + 1] ?? '');
          const hunks = printed.split(/^diff --git /m).slice(1);
          expect(changed).toHaveLength(hunks.length);
          for (const [index, { patch }] of changed.entries())
            expect(hunks[index]?.split(/^(?=@@ )/m)[1]?.trim() ?? null).toBe(
              patch?.split(/^(?=@@ )/m)[0]?.trim() ?? null,
            );
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('histories', () => {
  /** Commits with up to three of the ones before as parents, and few times: dates that disagree with the order are usual. */
  const shape = fc.array(
    fc.record({ parents: fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 }), time: fc.nat({ max: 3 }) }),
    { minLength: 2, maxLength: 9 },
  );

  it('are what real git says of them', async () => {
    const { tree } = await git.commit(await commitOf(git, { f: 'history' }));
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(), fc.nat(), async (steps, one, other) => {
        const commits: string[] = [];
        for (const [index, { parents, time }] of steps.entries()) {
          const who = { ...WHO, time: WHO.time + time * 1000 };
          const behind = parents.flatMap((back) => commits[commits.length - 1 - back] ?? []);
          const message = `${index}`;
          commits.push(await git.writeCommit({ tree, parents: behind, author: who, committer: who, message }));
        }
        const [a = '', b = ''] = [commits[one % commits.length], commits[other % commits.length]];
        const said = (...args: string[]) => {
          try {
            return realGit(git, ...args)
              .split('\n')
              .filter(Boolean);
          } catch {
            return null;
          }
        };
        const best = said('merge-base', '--all', a, b) ?? [null];
        expect(best).toContain(await git.mergeBase(a, b));
        expect(await git.isAncestor(a, b)).toBe(said('merge-base', '--is-ancestor', a, b) !== null);
        const ahead = said('rev-list', b, `^${a}`);
        expect(await git.compare(a, b)).toEqual({ ahead: ahead?.length, behind: said('rev-list', a, `^${b}`)?.length });
        expect(await git.countCommits(b, [a])).toBe(ahead?.length);
        expect(await git.log(b, { not: [a] })).toEqual(ahead);
        expect(await git.log(b, { limit: 2, skip: 1 })).toEqual(said('rev-list', '--max-count=2', '--skip=1', b));
        const oldest = said('rev-list', '--topo-order', '--reverse', b, `^${a}`);
        expect(await git.log(b, { not: [a], oldestFirst: true })).toEqual(oldest);
        expect([...(await git.contained(commits, b))].sort()).toEqual(said('rev-list', b)?.sort());
      }),
      { numRuns: runs },
    );
  });
});

describe('trees', () => {
  const content = fc.constantFrom('1', '2', '3');
  const files = fc.dictionary(fc.constantFrom('a', 'b', 'c.d', 'c/x', 'c/y', 'e/f/g', 'e/f/h'), content);

  it('differ, list and merge as real git says', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, files, async (first, second, third) => {
        const base = await commitOf(git, first);
        // Mostly what was there, so that merges of disjoint changes are usual.
        const [ours, theirs] = [
          await commitOf(git, { ...first, ...second }, [base]),
          await commitOf(git, third.a === '1' ? third : { ...first, ...third }, [base]),
        ];
        const paths = realGit(git, 'diff-tree', '-r', '--name-only', '--no-renames', base, theirs);
        expect(await git.changedPaths(base, theirs)).toEqual(paths.split('\n').filter(Boolean));
        const listed = (await git.listTree((await git.commit(ours)).tree, { recursive: true })) ?? [];
        const lines = listed.map(({ mode, type, sha, size, path }) => `${mode} ${type} ${sha} ${size ?? '-'}\t${path}`);
        const said = realGit(git, 'ls-tree', '-r', '-t', '-l', ours).replaceAll(/ +(?=[\d-]+\t)/g, ' ');
        expect(lines.join('\n')).toBe(said);
        const merged = await git.mergeCommits(ours, theirs);
        try {
          const tree = realGit(git, 'merge-tree', '--write-tree', '--no-messages', ours, theirs);
          expect(merged).toEqual({ tree, conflicts: [] });
        } catch (error) {
          if (!(error instanceof Error) || !('status' in error)) throw error;
          expect(merged.conflicts).not.toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});

it('goes on after its processes were ended', async () => {
  const sha = await commitOf(git, { f: 'again' });
  await git.close();
  expect(await git.updateRef('refs/heads/again', sha, null)).toEqual({ ok: true });
  expect(await git.objectInfo(sha)).toMatchObject({ type: 'commit' });
});
