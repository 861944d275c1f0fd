/**
 * A file as a string with exactly one character a byte, so that an edit at a character changes nothing else: line ends,
 * a byte order mark, trailing spaces and even invalid UTF-8 stay as they are. A file in UTF-16 with its mark, as Visual Studio
 * saves resource scripts, is the bytes of its text in UTF-8.
 */
export interface FileText {
  /** Without the byte order mark. */
  readonly text: string;
  /** Bytes as characters; it says how the file is written. */
  readonly mark: string;
}

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
const UTF_16LE_MARK = '\u00ff\u00fe';
const UTF_16BE_MARK = '\u00fe\u00ff';

export function readFileText(bytes: Uint8Array): FileText {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = readUtf16(whole);
  if (wide !== null) return wide;
  const text = whole.toString('latin1');
  return text.startsWith(BYTE_ORDER_MARK)
    ? { text: text.slice(BYTE_ORDER_MARK.length), mark: BYTE_ORDER_MARK }
    : { text, mark: '' };
}

/** The file as it is written. */
export function fileBytes({ text, mark }: FileText): Uint8Array {
  if (mark !== UTF_16LE_MARK && mark !== UTF_16BE_MARK) return Buffer.from(mark + text, 'latin1');
  const wide = Buffer.from(Buffer.from(text, 'latin1').toString('utf8'), 'utf16le');
  return Buffer.concat([Buffer.from(mark, 'latin1'), mark === UTF_16BE_MARK ? wide.swap16() : wide]);
}

/** A text in UTF-16; null for what is none, or would not come out of UTF-8 as it was (half of a pair of surrogates). */
function readUtf16(bytes: Buffer): FileText | null {
  const mark = utf16Mark(bytes);
  if (mark === null || bytes.byteLength % 2 !== 0) return null;
  const wide = Buffer.from(bytes.subarray(2));
  const file = { text: asBytes((mark === UTF_16BE_MARK ? wide.swap16() : wide).toString('utf16le')), mark };
  return bytes.equals(fileBytes(file)) ? file : null;
}

/** The mark of UTF-16 that a file begins with; that of UTF-32 begins alike. */
function utf16Mark(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xfe && second === 0xff) return UTF_16BE_MARK;
  return first === 0xff && second === 0xfe && !(third === 0 && fourth === 0) ? UTF_16LE_MARK : null;
}

/** Where git looks for a NUL before it calls a file binary. Bytes. Source: git, `buffer_is_binary` (xdiff-interface.c). */
const BINARY_HEAD = 8_000;

/** Whether a file is text: what git takes for text, and UTF-16 with its mark, which git calls binary. */
export const isText = (bytes: Uint8Array): boolean =>
  utf16Mark(bytes) !== null || !bytes.subarray(0, BINARY_HEAD).includes(0);

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
  return fileBytes({ text: result + file.text.slice(position), mark: file.mark });
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
