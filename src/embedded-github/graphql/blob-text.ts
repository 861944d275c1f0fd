/** How far GitHub looks for a NUL. Bytes. Source: brianmario/charlock_holmes, `DEFAULT_BINARY_SCAN_LEN`. */
const LOOKED_AT = 1024 * 1024;

/** What files that are no text begin with, though no NUL may follow. */
const BINARY_HEADS = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [...Buffer.from('GIF87a')],
  [...Buffer.from('GIF89a')],
  [...Buffer.from('%PDF-')],
  [0xff, 0xd8, 0xff],
].map((head) => Buffer.from(head));

/** What texts begin with that hold NULs. */
const WIDE_HEADS = [
  [0x00, 0x00, 0xfe, 0xff],
  [0xff, 0xfe],
  [0xfe, 0xff],
].map((head) => Buffer.from(head));

const beginsWith = (bytes: Buffer) => (head: Buffer) => bytes.subarray(0, head.byteLength).equals(head);

/**
 * Whether GitHub takes a file for no text. A mark of UTF-16 or UTF-32 makes it one, whatever follows.
 *
 * Source: github-linguist (`BlobHelper#binary?`) asks brianmario/charlock_holmes (`detect_binary_content`).
 */
export function isBinary(bytes: Buffer): boolean {
  if (BINARY_HEADS.some(beginsWith(bytes))) return true;
  return !WIDE_HEADS.some(beginsWith(bytes)) && bytes.subarray(0, LOOKED_AT).includes(0);
}

/** The text of a file as GitHub hands it out, in UTF-8 whatever the file is written in: as far as its mark tells that here. */
export function textOf(bytes: Buffer): string {
  const decoder = (encoding: string) => new TextDecoder(encoding).decode(bytes);
  if (beginsWith(bytes)(Buffer.from([0xff, 0xfe]))) return decoder('utf-16le');
  if (beginsWith(bytes)(Buffer.from([0xfe, 0xff]))) return decoder('utf-16be');
  return bytes.toString('utf8');
}
