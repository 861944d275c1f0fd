/**
 * The bytes of a body, as far as somebody wants them: it is left as soon as there are more, which ends the transfer.
 *
 * @returns more than `most` bytes only where the body has more
 */
export async function bytesUpTo(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > most) break;
  }
  return Buffer.concat(chunks);
}
