import type { FileReader } from './format-reader.ts';
import type { MeasurementBook } from './measurement-book.ts';

/** Redirected output of Windows PowerShell is UTF-16 with a mark; everything else here is UTF-8. */
const UTF_16: readonly { readonly mark: readonly [number, number]; readonly name: string }[] = [
  { mark: [0xff, 0xfe], name: 'utf-16le' },
  { mark: [0xfe, 0xff], name: 'utf-16be' },
];

/**
 * Hands a file on as UTF-8 without a byte order mark. What is compressed and what is empty is told; `inner` is not asked
 * then.
 */
export function asUtf8(path: string, book: MeasurementBook, inner: FileReader): FileReader {
  let head: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  let isBegun = false;
  let isRefused = false;
  const hand = (chunk: Uint8Array) => inner.bytes(chunk);
  const onward = (chunk: Uint8Array): void =>
    hand(decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true })));

  function begin(): void {
    isBegun = true;
    if (head.length === 0) {
      isRefused = true;
      book.invalidates({ file: path, line: null }, 'The file is empty: nothing was measured.');
      return;
    }
    if (head[0] === 0x1f && head[1] === 0x8b) {
      isRefused = true;
      book.invalidates({ file: path, line: null }, 'The file is compressed; unpack it first.');
      return;
    }
    const wide = UTF_16.find(({ mark }) => head[0] === mark[0] && head[1] === mark[1]);
    if (wide !== undefined) decoder = new TextDecoder(wide.name);
    const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
    onward(head.subarray(start));
  }

  return {
    bytes(chunk) {
      if (isRefused || chunk.length === 0) return;
      if (isBegun) {
        onward(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length >= 3) begin();
    },
    end() {
      book.opened(path);
      if (!isBegun) begin();
      if (isRefused) return;
      if (decoder !== null) hand(Buffer.from(decoder.decode()));
      inner.end();
    },
  };
}
