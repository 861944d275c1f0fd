import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembered } from '../../src/core/remembered.ts';

it('answers as the function does, whatever was asked before and however few answers are kept', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', '')), fc.integer({ min: 1, max: 3 }), (texts, most) => {
      const lengths = remembered(most, (text) => [text.length]);
      for (const text of texts) expect(lengths(text)).toEqual([text.length]);
    }),
  );
});

it('makes an answer once while it is kept, and none for what throws', () => {
  let made = 0;
  const answer = remembered(2, (text) => {
    made += 1;
    if (text === '') throw new RangeError('nothing');
    return { text };
  });
  expect(answer('a')).toBe(answer('a'));
  expect(made).toBe(1);
  expect(() => answer('')).toThrow('nothing');
  expect(() => answer('')).toThrow('nothing');
  expect(made).toBe(3);
});
