import type { Readable } from 'node:stream';

/** One packet line. Source: Git documentation, gitprotocol-common, pkt-line format. */
export const packet = (text: string): string => `${(Buffer.byteLength(text) + 4).toString(16).padStart(4, '0')}${text}`;

export const flushPacket = '0000';

/** Reads packet lines from a stream as they come. */
export class PacketReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** @throws Error when the stream ends before */
  async bytes(count: number): Promise<Buffer> {
    while (this.#bytes.byteLength < count) {
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new Error('the conversation ended early');
      this.#bytes = Buffer.concat([this.#bytes, value]);
    }
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /** The lines up to a flush, without their line ends. */
  async section(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const length = Number.parseInt((await this.bytes(4)).toString('latin1'), 16);
      if (!(length >= 4)) return lines;
      lines.push((await this.bytes(length - 4)).toString('utf8').replace(/\n$/, ''));
    }
  }
}
