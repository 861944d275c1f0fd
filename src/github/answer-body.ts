/** What is read whole is JSON: listings of trees and blobs are the largest. Bytes. */
const MAXIMUM_BODY = 100 * 1024 ** 2;

/** The body in pieces; an answer without one has none. */
export const bodyOf = (answer: Response): AsyncIterable<Uint8Array> =>
  (answer.body ?? new Blob([]).stream()) as unknown as AsyncIterable<Uint8Array>;

/**
 * An answer with its whole body. A body that breaks off is no answer at all: octokit would hand over the torso as if it
 * were text.
 *
 * @throws Error when it breaks off, or is larger than 100 MiB
 */
export async function wholeAnswer(answer: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(answer)) {
    length += chunk.byteLength;
    // Leaving the loop ends the transfer.
    if (length > MAXIMUM_BODY) throw new Error('the answer is larger than 100 MiB');
    chunks.push(chunk);
  }
  const withoutBody = answer.status === 204 || answer.status === 205 || answer.status === 304;
  return new Response(withoutBody ? null : Buffer.concat(chunks), {
    status: answer.status,
    headers: [...answer.headers],
  });
}
