import { open } from 'node:fs/promises';

/** So much of the end is read. Bytes. */
const END = 4_096;
const LONGEST = 300;

/** The last line with anything in it of what a program printed; empty where there is none. Untrusted. */
export async function lastWords(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, END));
    await file.read(buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer.toString('utf8').split(/\r\n|\r|\n/);
    return (lines.findLast((line) => line.trim() !== '') ?? '').trim().slice(0, LONGEST);
  } finally {
    await file.close();
  }
}
