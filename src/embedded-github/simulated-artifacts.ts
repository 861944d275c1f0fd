import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A file inside an archive. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What a build would have made. */
export interface BuildSubject {
  readonly project: string;
  readonly version: string;
  readonly commit: string;
  /** Milliseconds since the epoch: the time on packed files. */
  readonly time: number;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const ARCHIVE = /^(.+?)(\.zip|\.tar\.gz|\.tgz)$/;

/** Whether an asset of this name is an archive that can be packed. */
export const isArchiveName = (name: string): boolean => ARCHIVE.test(name);

/** Files of the build for one platform: a header and a library that says that it is none. */
function builtFiles(name: string, subject: BuildSubject): PackedFile[] {
  const folder = ARCHIVE.exec(name)?.[1] ?? name;
  const { project, version, commit } = subject;
  const library = folder.includes('windows')
    ? `${project}.dll`
    : folder.includes('macos')
      ? `lib${project}.dylib`
      : `lib${project}.so`;
  const line = (what: string) =>
    Buffer.from(
      `${what} of ${project} ${version} at ${commit}, for ${folder}: simulated by a rehearsal, nothing was built.\n`,
    );
  return [
    { path: `${folder}/include/${project}.h`, bytes: line('header') },
    { path: `${folder}/lib/${library}`, bytes: line('library') },
  ];
}

/** Content of an asset that a workflow would publish. The same subject gives the same bytes. */
export function assetContent(name: string, subject: BuildSubject): Buffer {
  const match = ARCHIVE.exec(name);
  if (match === null) {
    return Buffer.from(
      `${name} of ${subject.project} ${subject.version} at ${subject.commit}: simulated by a rehearsal.\n`,
    );
  }
  const files = builtFiles(name, subject);
  return match[2] === '.zip' ? packZip(files, subject.time) : gzipSync(packTar(files, subject.time));
}

/**
 * A checksums file as zlink's build writes it, before the archives are packed: a line for each file inside them, as
 * `find | xargs sha256sum` prints it.
 */
export function innerChecksums(archives: readonly string[], subject: BuildSubject): Buffer {
  const lines = new Map<string, string>();
  for (const name of archives) {
    for (const file of builtFiles(name, subject)) lines.set(file.path, `${sha256(file.bytes)}  ./${file.path}\n`);
  }
  return Buffer.from(
    [...lines.keys()]
      .sort()
      .map((path) => lines.get(path))
      .join(''),
  );
}

/** A checksums file over the assets themselves. */
export const outerChecksums = (assets: readonly { name: string; bytes: Uint8Array }[]): Buffer =>
  Buffer.from(assets.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join(''));

const BLOCK = 512;

/** Source: POSIX.1-1988, ustar interchange format. Names are ASCII and shorter than 100 bytes. */
function packTar(files: readonly PackedFile[], time: number): Buffer {
  const blocks: Buffer[] = [];
  for (const { path, bytes } of files) {
    const header = Buffer.alloc(BLOCK);
    header.write(path.slice(-99), 0, 'latin1');
    const octal = (value: number, at: number, width: number) =>
      header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
    octal(0o644, 100, 8);
    octal(0, 108, 8);
    octal(0, 116, 8);
    octal(bytes.byteLength, 124, 12);
    octal(Math.floor(time / 1_000), 136, 12);
    header.write('        ', 148, 'latin1');
    header.write('0', 156, 'latin1');
    header.write('ustar\0' + '00', 257, 'latin1');
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    blocks.push(header, bytes, Buffer.alloc((BLOCK - (bytes.byteLength % BLOCK)) % BLOCK));
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** Stored, not compressed. Source: PKWARE APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. */
export function packZip(files: readonly PackedFile[], time: number): Buffer {
  const date = new Date(time);
  const dosTime = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  const dosDate = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(dosTime, 6);
    common.writeUInt16LE(dosDate, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.byteLength, 14);
    common.writeUInt32LE(bytes.byteLength, 18);
    common.writeUInt16LE(name.byteLength, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, name]));
    locals.push(local);
    offset += local.byteLength;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** CRC-32 of ISO 3309, as zip files carry it. Node has its own only since 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
