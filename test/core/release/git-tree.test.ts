import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingFromRecursive, objectId, type TreeEntry, treeWithEdits } from '../../../src/core/release/git-tree.ts';

let directory: string;
const git = (...args: string[]) => execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8' }).trim();

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'git-tree-'));
  git('init', '-q');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What the API's recursive listing of a tree looks like, made by git itself. */
function listTree(tree: string): TreeEntry[] {
  return git('ls-tree', '-r', '-t', '-z', tree)
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [meta = '', path = ''] = line.split('\t');
      const [mode = '', , sha = ''] = meta.split(' ');
      return { path, mode, sha };
    });
}

function writeTree(files: Record<string, string>): string {
  git('rm', '-rq', '--cached', '--ignore-unmatch', '.');
  rmSync(join(directory, 'w'), { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(directory, 'w', dirname(path)), { recursive: true });
    writeFileSync(join(directory, 'w', path), content);
  }
  execFileSync('git', ['-C', directory, '--work-tree', join(directory, 'w'), 'add', '-A', '-f', '.']);
  return git('write-tree');
}

describe('treeWithEdits', () => {
  // Names whose order differs between bytes and directories (git sorts a directory as if it ended with a slash).
  const base = {
    VERSION: '1',
    'core/a.h': 'a',
    'core-b': 'b',
    'core.c': 'c',
    'core/x/y/z.txt': 'z',
    'ünïcode/ä.txt': 'u',
    'a b/c d': 's',
  };

  it('is the tree that git writes', () => {
    const before = listingFromRecursive(listTree(writeTree(base)));
    const edited = { ...base, VERSION: '2', 'core/x/y/z.txt': 'zz', 'ünïcode/ä.txt': 'uu' };
    const edits = new Map(
      ['VERSION', 'core/x/y/z.txt', 'ünïcode/ä.txt'].map((path) => [
        path,
        objectId('blob', Buffer.from(edited[path as keyof typeof base])),
      ]),
    );
    expect(treeWithEdits(before, edits)).toBe(writeTree(edited));
  });

  it('is the tree itself without edits', () => {
    const tree = writeTree(base);
    expect(treeWithEdits(listingFromRecursive(listTree(tree)), new Map())).toBe(tree);
  });

  it('refuses to edit what is not a file', () => {
    const listing = listingFromRecursive(listTree(writeTree(base)));
    for (const path of ['missing', 'core', 'core/missing/z']) {
      expect(() => treeWithEdits(listing, new Map([[path, '0'.repeat(40)]]))).toThrow(RangeError);
    }
  });

  it('agrees with git on generated trees', () => {
    const name = fc.stringMatching(/^[a-c.\-_0]{1,3}$/).filter((part) => !/^\.+$/.test(part) && part !== '.git');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), fc.nat(), (paths, pick) => {
        const files = paths.filter((each) => !paths.some((other) => other.startsWith(`${each}/`)));
        const content = Object.fromEntries(files.map((each) => [each, each]));
        const listing = listingFromRecursive(listTree(writeTree(content)));
        const chosen = files[pick % files.length] ?? '';
        const expected = writeTree({ ...content, [chosen]: 'edited' });
        expect(treeWithEdits(listing, new Map([[chosen, objectId('blob', Buffer.from('edited'))]]))).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});
