import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListedTree } from '../../src/rehearse/listed-tree.ts';
import { idsOf, rawChanges } from '../../src/rehearse/raw-diff.ts';

const id = (seed: number) => seed.toString(16).padStart(40, '0');
const path = fc
  .array(fc.stringMatching(/^[-a-z.:한é 0-9]{1,4}$/u), { minLength: 1, maxLength: 3 })
  .map((names) => names.join('/'));
const paths = fc
  .uniqueArray(path, { maxLength: 30 })
  .map((all) => all.map((each) => Buffer.from(each)).sort(Buffer.compare));

describe('a listed tree', () => {
  it('gives the id of every regular file in it, and of no other', () => {
    fc.assert(
      fc.property(paths, path, (all, other) => {
        const modes = ['100644 blob', '100755 blob', '120000 blob', '160000 commit'];
        const list = Buffer.concat(
          all.map((name, at) => Buffer.concat([Buffer.from(`${modes[at % 4]} ${id(at)}\t`), name, Buffer.from([0])])),
        );
        const tree = new ListedTree(list);
        const naive = new Map(all.flatMap((name, at) => (at % 4 < 2 ? [[name.toString(), id(at)]] : [])));
        for (const name of [...all.map(String), other, '']) expect(tree.get(name)).toBe(naive.get(name));
      }),
    );
  });
});

describe('a raw difference', () => {
  it.each([
    ['a changed file', ':100644 100644', 'b', ['f']],
    ['one that can be run', ':100755 100755', 'b', ['f']],
    ['a change of the mode alone', ':100644 100755', 'a', []],
    ['a link', ':120000 120000', 'b', []],
    ['what became a link', ':100644 120000', 'b', []],
    ['a submodule', ':160000 160000', 'b', []],
  ])('%s', (_, modes, newer, expected) => {
    const [before, after] = [id(10), newer === 'a' ? id(10) : id(11)];
    const list = Buffer.from(`${modes} ${before} ${after} M\0f\0`);
    const changes = [...rawChanges(list)];
    expect(changes.map((each) => each.path)).toEqual(expected);
    expect(changes.map((each) => idsOf(list, each))).toEqual(expected.map(() => ({ older: before, newer: after })));
  });
});
