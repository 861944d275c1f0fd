import { fromBufferPromise } from 'yauzl';
import { type Checked, Problems, problem } from '../core/problem.ts';

/** A file of an archive, by the last part of its path. */
export interface UnpackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** GitHub takes 1,000 files a release. */
const MOST_FILES = 1_000;
/** All files together; GitHub takes 2 GiB each. Bytes. */
const MOST_BYTES = 4 * 1024 ** 3;

/** Unpacks an artifact in memory. */
export async function unpackArtifact(artifact: string, packed: Uint8Array): Promise<Checked<readonly UnpackedFile[]>> {
  const problems = new Problems();
  const refused = (what: string) =>
    problems.add(
      problem('release-file-missing', `The artifact ${JSON.stringify(artifact)} ${what}.`, {
        where: 'release.artifacts',
      }),
    );
  const files: UnpackedFile[] = [];
  try {
    const zip = await fromBufferPromise(Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength));
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (files.length >= MOST_FILES || total > MOST_BYTES) {
        refused(`holds more than ${MOST_FILES} files or ${MOST_BYTES} bytes`);
        break;
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array);
      files.push({ name: entry.fileName.slice(entry.fileName.lastIndexOf('/') + 1), bytes: Buffer.concat(chunks) });
    }
  } catch (error) {
    refused(`is no zip archive that can be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
  return problems.over(() => files);
}
