import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitObject } from './object-format.ts';
import { storedStream } from './stored-stream.ts';

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/**
 * Writes objects as one pack with its index: two files in the place of two for each object, and nothing is a difference to
 * anything else.
 *
 * Source: Git documentation, gitformat-pack; the index is of version 1.
 */
export function writePack(directory: string, objects: ReadonlyMap<string, GitObject>): void {
  const head = Buffer.alloc(12);
  head.write('PACK', 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.size, 8);
  const parts: Buffer[] = [head];
  let length = head.byteLength;
  const offsets = new Map<string, number>();
  for (const [sha, { type, bytes }] of objects) {
    offsets.set(sha, length);
    for (const part of [entryHead(TYPES[type], bytes.byteLength), storedStream(bytes)]) {
      parts.push(part);
      length += part.byteLength;
    }
  }
  const pack = withChecksum(parts);
  const name = join(directory, 'objects', 'pack', `pack-${pack.checksum.toString('hex')}`);
  // An index that is there promises its pack: it comes last.
  writeFileSync(`${name}.pack`, pack.bytes, { mode: 0o444 });
  writeFileSync(`${name}.idx`, indexOf(offsets, pack.checksum), { mode: 0o444 });
}

/** Type and size: four bits of the size beside the type, then seven in every byte. */
function entryHead(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size % 16)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

function indexOf(offsets: ReadonlyMap<string, number>, checksum: Buffer): Buffer {
  const names = [...offsets.keys()].sort();
  const fanout = Buffer.alloc(256 * 4);
  const entries = Buffer.alloc(names.length * 24);
  for (const [at, name] of names.entries()) {
    entries.writeUInt32BE(offsets.get(name) ?? 0, at * 24);
    entries.write(name, at * 24 + 4, 'hex');
    fanout.writeUInt32BE(at + 1, Number.parseInt(name.slice(0, 2), 16) * 4);
  }
  // How many there are up to each first byte.
  for (let byte = 1; byte < 256; byte += 1)
    fanout.writeUInt32BE(Math.max(fanout.readUInt32BE(byte * 4), fanout.readUInt32BE((byte - 1) * 4)), byte * 4);
  return withChecksum([fanout, entries, checksum]).bytes;
}

function withChecksum(parts: readonly Buffer[]): { readonly bytes: Buffer; readonly checksum: Buffer } {
  const whole = Buffer.concat(parts);
  const checksum = createHash('sha1').update(whole).digest();
  return { bytes: Buffer.concat([whole, checksum]), checksum };
}
