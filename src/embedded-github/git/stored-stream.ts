/** Bytes of one stored block of a zlib stream at most. */
const LONGEST_BLOCK = 0xffff;
/** The largest prime below 65,536, and how many bytes may be added before a sum must be cut. */
const MODULUS = 65_521;
const SAFE_BYTES = 5_552;

/**
 * Bytes as a zlib stream that does not press them: what is made, read once and thrown away is not worth the memory and the
 * time that a compressor takes to begin, which is most of the start of a world.
 *
 * Source: RFC 1950 (the stream, Adler-32) and RFC 1951, section 3.2.4 (stored blocks).
 */
export function storedStream(bytes: Uint8Array): Buffer {
  const blocks = Math.max(1, Math.ceil(bytes.byteLength / LONGEST_BLOCK));
  const stream = Buffer.allocUnsafe(2 + blocks * 5 + bytes.byteLength + 4);
  stream.writeUInt16BE(0x7801, 0);
  let at = 2;
  for (let block = 0; block < blocks; block += 1) {
    const part = bytes.subarray(block * LONGEST_BLOCK, (block + 1) * LONGEST_BLOCK);
    stream.writeUInt8(block === blocks - 1 ? 1 : 0, at);
    stream.writeUInt16LE(part.byteLength, at + 1);
    stream.writeUInt16LE(0xffff - part.byteLength, at + 3);
    stream.set(part, at + 5);
    at += 5 + part.byteLength;
  }
  stream.writeUInt32BE(adler32(bytes), at);
  return stream;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let from = 0; from < bytes.byteLength; from += SAFE_BYTES) {
    const until = Math.min(bytes.byteLength, from + SAFE_BYTES);
    for (let at = from; at < until; at += 1) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= MODULUS;
    b %= MODULUS;
  }
  return b * 65_536 + a;
}
