import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFnmatch } from '../../../src/embedded-github/ref-rules.ts';

describe('fnmatch of rulesets', () => {
  // Source: GitHub documentation, "Creating rulesets for a repository", and Ruby's File.fnmatch with FNM_PATHNAME.
  it.each([
    ['refs/heads/main', 'refs/heads/main', true],
    ['refs/heads/main', 'refs/heads/mains', false],
    ['refs/heads/*', 'refs/heads/main', true],
    ['refs/heads/*', 'refs/heads/release/1', false],
    ['refs/heads/release/*', 'refs/heads/release/version-1.2.0', true],
    ['refs/heads/**/*', 'refs/heads/release/1', true],
    ['refs/heads/**/*', 'refs/heads/main', true],
    ['refs/tags/v*', 'refs/tags/v1.2', true],
    ['refs/tags/v*', 'refs/tags/core/v1.2.0', false],
    ['refs/tags/**/v*', 'refs/tags/core/v1.2.0', true],
    ['refs/tags/**/v*', 'refs/tags/v1', true],
    ['refs/tags/v**', 'refs/tags/v/1', false],
    ['refs/tags/v?', 'refs/tags/v1', true],
    ['refs/tags/v?', 'refs/tags/v/', false],
    ['refs/tags/v[0-9]', 'refs/tags/v7', true],
    ['refs/tags/v[!0-9]', 'refs/tags/v7', false],
    ['refs/tags/v[^0-9]', 'refs/tags/vx', true],
    ['refs/tags/v[0-9', 'refs/tags/v[0-9', true],
    ['refs/tags/v\\*', 'refs/tags/v*', true],
    ['refs/tags/v\\*', 'refs/tags/v1', false],
    ['refs/tags/v.', 'refs/tags/vx', false],
    ['**/main', 'refs/heads/main', true],
    ['', '', true],
  ])('%j against %j is %s', (pattern, text, expected) => {
    expect(matchesFnmatch(pattern, text)).toBe(expected);
  });

  it('agrees with backtracking on small patterns', () => {
    const naive = (pattern: string, text: string): boolean => {
      if (pattern === '') return text === '';
      if (pattern.startsWith('*')) {
        if (naive(pattern.slice(1), text)) return true;
        return text !== '' && !text.startsWith('/') && naive(pattern, text.slice(1));
      }
      if (text === '') return false;
      const isOne = pattern.startsWith('?') ? !text.startsWith('/') : pattern.charAt(0) === text.charAt(0);
      return isOne && naive(pattern.slice(1), text.slice(1));
    };
    const short = (alphabet: string) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: 7 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(short('ab/*?'), short('ab/'), (pattern, text) => {
        // `**/` at the start of a segment is a token of its own.
        fc.pre(!pattern.includes('**'));
        expect(matchesFnmatch(pattern, text)).toBe(naive(pattern, text));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
    );
  });

  it('does not blow up on patterns made for it', () => {
    expect(matchesFnmatch('*a'.repeat(400), 'a'.repeat(1000))).toBe(true);
    expect(matchesFnmatch(`${'*a'.repeat(400)}b`, 'a'.repeat(1000))).toBe(false);
  });
});
