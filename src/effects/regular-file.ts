import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Larger files are no harness's output: a million rows are below 0.1 GB. */
export const LARGEST_FILE = 4 * 2 ** 30;
const CHUNK = 256 * 1024;

/** A file-system error in words. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'ENOTDIR') return 'is not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  if (code === 'ELOOP') return 'has a symbolic link where a file should be';
  return `cannot be read (${code || 'unknown error'})`;
}

/**
 * Opens a regular file without following a link or waiting on a pipe: result folders are downloaded from elsewhere.
 * null: there is none.
 */
export async function openRegular(path: string): Promise<{ handle: FileHandle; size: number } | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const about = await handle.stat();
  if (about.isFile()) return { handle, size: about.size };
  await handle.close();
  throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
}

/** The bytes in order, in chunks; the buffer is reused, so a chunk is only good until the next one. */
export async function* chunksOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  // No more than was there at the start: a file that still grows would otherwise be followed for ever.
  for (let position = 0; position < size; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK, size - position), position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Reads a small text file that may be absent (null). Larger than `limit` bytes, or not a regular file: throws. */
export async function readSmallFile(path: string, limit: number): Promise<string | null> {
  const opened = await openRegular(path);
  if (opened === null) return null;
  try {
    if (opened.size > limit) throw Object.assign(new Error('too large'), { code: `larger than ${limit} bytes` });
    const parts: Buffer[] = [];
    for await (const chunk of chunksOf(opened.handle, opened.size)) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts).toString('utf8');
  } finally {
    await opened.handle.close();
  }
}
