import fc from 'fast-check';

const codePoint = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x10ffff }))
  .filter((each) => each < 0xd800 || each > 0xdfff);

/**
 * Text of any characters, control characters and those outside the basic plane included. To make `fc.string` with the unit
 * `binary` alone takes seconds, before the first text.
 */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(codePoint, { maxLength }).map((points) => points.map((each) => String.fromCodePoint(each)).join(''));
