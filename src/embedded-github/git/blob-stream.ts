import { spawn } from 'node:child_process';
import { GIT_OPTIONS, GitFailure, gitEnvironment } from './git-process.ts';

/**
 * Many blobs in their order by one process of git, as they come: no more of them is held than one that is being read.
 *
 * @param largest a larger one is left out. Bytes
 * @returns for each id its bytes; null for one that is not in the repository, is no blob or is too large
 * @throws GitFailure when git fails
 */
export async function* streamBlobs(
  directory: string,
  ids: readonly string[],
  largest: number,
): AsyncGenerator<Buffer | null, undefined> {
  if (ids.length === 0) return;
  const args = [...GIT_OPTIONS, `--git-dir=${directory}`, 'cat-file', '--batch', '--buffer'];
  const child = spawn('git', args, { env: gitEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] });
  const failure = new Promise<never>((_, reject) => {
    child.on('error', (cause) => reject(new GitFailure(`git cannot be started: ${cause.message}`, { cause })));
  });
  failure.catch(() => {});
  // Git may end before it has read everything; what is lacking in its answer tells.
  child.stdin.on('error', () => {});
  child.stdin.end(`${ids.join('\n')}\n`);
  const output = new ByteReader(child.stdout);
  try {
    for (const id of ids) {
      const header = await Promise.race([output.line(), failure]);
      if (header === null) throw new GitFailure('git cat-file ended before it had answered');
      const [said, type, size] = header.split(' ');
      if (said !== id || size === undefined) {
        yield null;
        continue;
      }
      const bytes = await output.bytes(Number(size) + 1, type === 'blob' && Number(size) <= largest);
      yield bytes === null ? null : bytes.subarray(0, -1);
    }
  } finally {
    child.kill('SIGKILL');
  }
}

/** Takes lines and counted bytes from a stream. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async #more(): Promise<Buffer | null> {
    const { done, value } = await this.#chunks.next();
    return done === true ? null : value;
  }

  /** Up to the next line feed; null at the end. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(10);
      if (end >= 0) {
        const line = this.#held.toString('latin1', 0, end);
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      const chunk = await this.#more();
      if (chunk === null) return null;
      this.#held = this.#held.byteLength === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    }
  }

  /** @param isWanted false passes over them */
  async bytes(count: number, isWanted: boolean): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let left = count;
    for (;;) {
      const taken = this.#held.subarray(0, left);
      if (isWanted) parts.push(taken);
      left -= taken.byteLength;
      this.#held = this.#held.subarray(taken.byteLength);
      if (left === 0) break;
      const chunk = await this.#more();
      if (chunk === null) throw new GitFailure('git cat-file ended within an object');
      this.#held = chunk;
    }
    if (!isWanted) return null;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }
}
