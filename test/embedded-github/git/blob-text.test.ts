import { describe, expect, it } from 'vitest';
import { isBinary, textOf } from '../../../src/embedded-github/graphql/blob-text.ts';

// Source: brianmario/charlock_holmes, `detect_binary_content` (ext/charlock_holmes/encoding_detector.c).
describe('a file, as GitHub sees it', () => {
  it.each([
    ['plain text', Buffer.from('a\n'), false],
    ['a NUL', Buffer.from('a\0b'), true],
    ['a NUL behind the first mebibyte', Buffer.concat([Buffer.alloc(1024 * 1024, 'a'), Buffer.from('\0')]), false],
    ['UTF-16 with its mark', Buffer.from('\ufeffa', 'utf16le'), false],
    ['UTF-16 with its mark, the other way round', Buffer.from('\ufeffa', 'utf16le').swap16(), false],
    ['UTF-16 without a mark', Buffer.from('a', 'utf16le'), true],
    ['UTF-32 with its mark', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), false],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), true],
    ['a document', Buffer.from('%PDF-1.7'), true],
    ['PostScript', Buffer.from('%!PS-Adobe-3.0\n'), false],
  ])('is binary or not: %s', (_, bytes, expected) => {
    expect(isBinary(bytes)).toBe(expected);
  });

  it('is handed out in UTF-8, whatever it is written in', () => {
    expect(textOf(Buffer.from('\ufeff한글', 'utf16le'))).toBe('한글');
    expect(textOf(Buffer.from('\ufeff한글', 'utf16le').swap16())).toBe('한글');
    expect(textOf(Buffer.from('한글'))).toBe('한글');
  });
});
