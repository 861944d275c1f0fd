import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathGlob } from '../../src/core/path-glob.ts';

/** What the globs say, as an expression of the engine: right, and slow for many `**`. */
function byExpression(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*\/|\*\*|\*|\?|[\\^$.+()[\]{}|]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'su');
}

describe('a glob of paths', () => {
  it.each([
    ['src/*.h', 'src/a.h', true],
    ['src/*.h', 'src/b/a.h', false],
    ['src/**/*.h', 'src/a.h', true],
    ['src/**/*.h', 'src/b/c/a.h', true],
    ['src/**', 'src/b/c', true],
    ['a?.c', 'ab.c', true],
    ['a?.c', 'a/.c', false],
    ['a?.c', 'a😀.c', true],
    ['a+b.c', 'a+b.c', true],
    ['**/x', 'x', true],
    ['**/x', 'ax', false],
    ['', '', true],
  ])('%s: %s is %s', (glob, path, fits) => {
    expect(pathGlob(glob)(path)).toBe(fits);
  });

  it('says what the expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 });
    const glob = fc.array(fc.constantFrom('a', 'b', '/', '.', '*', '**', '**/', '?'), { maxLength: 8 });
    fc.assert(
      fc.property(glob, text, (parts, path) => {
        const written = parts.join('');
        expect(pathGlob(written)(path)).toBe(byExpression(written).test(path));
      }),
    );
  });

  it('takes no longer for many folders', () => {
    expect(pathGlob(`${'**/a'.repeat(40)}b`)(`${'a/'.repeat(2_000)}c`)).toBe(false);
  });
});
