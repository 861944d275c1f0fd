/**
 * A file as a string with exactly one character a byte, so that an edit at a character changes nothing else: line ends,
 * a byte order mark, trailing spaces and even invalid UTF-8 stay as they are.
 */
export interface FileText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly mark: string;
}

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

export function readFileText(bytes: Uint8Array): FileText {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return whole.startsWith(BYTE_ORDER_MARK)
    ? { text: whole.slice(BYTE_ORDER_MARK.length), mark: BYTE_ORDER_MARK }
    : { text: whole, mark: '' };
}

/** One replacement; offsets count characters of `FileText.text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  /** Bytes as characters: pass anything beyond ASCII through `asBytes`. */
  readonly replacement: string;
}

/** The file with the edits made; they must not overlap. */
export function applyEdits(file: FileText, edits: readonly TextEdit[]): Uint8Array {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < position) throw new RangeError('edits overlap');
    result += file.text.slice(position, edit.start) + edit.replacement;
    position = edit.end;
  }
  return Buffer.from(file.mark + result + file.text.slice(position), 'latin1');
}

/** Text as its UTF-8 bytes, one character a byte. */
export const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The line a character stands in, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}

/** Tells the line of any character, counted from 1: for texts that are asked for many. */
export function lineNumbers(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) ends.push(end);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** How lines end here: by what the first line does. */
export const lineEnding = (text: string): '\n' | '\r\n' => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');
