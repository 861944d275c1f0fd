import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, asBytes, fileBytes, isText, readFileText } from '../../src/core/file-text.ts';

const UTF_16LE = Buffer.from([0xff, 0xfe]);
const UTF_16BE = Buffer.from([0xfe, 0xff]);
const wide = (text: string, mark = UTF_16LE): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return Buffer.concat([mark, mark === UTF_16BE ? bytes.swap16() : bytes]);
};

describe('a file', () => {
  it('comes out as it was, whatever its bytes', () => {
    const anyFile = fc.tuple(
      fc.constantFrom(Buffer.alloc(0), UTF_16LE, UTF_16BE, Buffer.from([0xef, 0xbb, 0xbf])),
      fc.oneof(
        fc.uint8Array(),
        fc.string({ unit: 'binary' }).map((text) => Buffer.from(text, 'utf16le')),
      ),
    );
    fc.assert(
      fc.property(anyFile, ([mark, rest]) => {
        const bytes = Buffer.concat([mark, rest]);
        expect(Buffer.from(fileBytes(readFileText(bytes))).equals(bytes)).toBe(true);
      }),
    );
  });

  it.each([
    ['little-endian', UTF_16LE],
    ['big-endian', UTF_16BE],
  ])('in UTF-16, %s, is edited as text and stays in it', (_, mark) => {
    const file = readFileText(wide('한글\r\nVALUE "FileVersion", "1.1.0"\r\n', mark));
    const start = file.text.indexOf('1.1.0');
    expect(file.text.startsWith(asBytes('한글'))).toBe(true);
    const edited = applyEdits(file, [{ start, end: start + 5, replacement: '1.2.0' }]);
    expect(Buffer.from(edited)).toEqual(wide('한글\r\nVALUE "FileVersion", "1.2.0"\r\n', mark));
  });

  it.each([
    ['half of a pair of surrogates', Buffer.concat([UTF_16LE, Buffer.from([0x00, 0xd8, 0x41, 0x00])])],
    ['an odd number of bytes', Buffer.concat([UTF_16LE, Buffer.from([0x41, 0x00, 0x42])])],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00])],
  ])('that only looks like UTF-16 is its bytes: %s', (_, bytes) => {
    expect(readFileText(bytes)).toEqual({ text: bytes.toString('latin1'), mark: '' });
  });

  it.each([
    ['text', Buffer.from('a\n'), true],
    ['a NUL', Buffer.from('a\0b'), false],
    ['a NUL behind what git looks at', Buffer.concat([Buffer.alloc(8_000, 'a'), Buffer.from('\0')]), true],
    ['UTF-16', wide('a'), true],
    ['UTF-16, the other way round', wide('a', UTF_16BE), true],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00]), false],
  ])('is text or not: %s', (_, bytes, expected) => {
    expect(isText(bytes)).toBe(expected);
  });
});
