import type { FileReader } from './format-reader.ts';

/** Longer lines are no benchmark's; what follows is cut off. In bytes. */
export const LONGEST_LINE = 1_048_576;

export interface LineConsumer {
  /** One line without its line end. `isCut`: it was longer than a line may be, or the file ended without a line end. */
  line(text: string, number: number, end: 'whole' | 'cut' | 'unended'): void;
  end(): void;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Splits UTF-8 into lines that end with LF or CRLF. Holds one line at a time. */
export function textLines(consumer: LineConsumer): FileReader {
  let kept: Buffer | null = null;
  let isCut = false;
  let number = 0;

  function line(bytes: Buffer, isEnded: boolean): void {
    number += 1;
    const length = bytes.length > 0 && bytes[bytes.length - 1] === RETURN ? bytes.length - 1 : bytes.length;
    consumer.line(bytes.toString('utf8', 0, length), number, isCut ? 'cut' : isEnded ? 'whole' : 'unended');
    isCut = false;
  }

  return {
    bytes(chunk) {
      const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, start)) {
        const piece = buffer.subarray(start, at);
        line(kept === null ? piece : Buffer.concat([kept, piece]), true);
        kept = null;
        start = at + 1;
      }
      if (start === buffer.length) return;
      const rest = buffer.subarray(start);
      const room = LONGEST_LINE - (kept?.length ?? 0);
      if (rest.length > room) isCut = true;
      if (room > 0) kept = Buffer.concat([kept ?? Buffer.alloc(0), rest.subarray(0, room)]);
    },
    end() {
      if (kept !== null) line(kept, false);
      kept = null;
      consumer.end();
    },
  };
}
