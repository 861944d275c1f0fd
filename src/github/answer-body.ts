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
  const body = Buffer.concat(chunks);
  const read: WholeAnswer = {
    status: answer.status,
    statusText: answer.statusText,
    url: answer.url,
    headers: answer.headers,
    text: async () => new TextDecoder().decode(body),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  };
  return read as Response;
}

/** What octokit looks at: to make an answer of the platform's own takes longer than to read it. */
type WholeAnswer = Pick<Response, 'status' | 'statusText' | 'url' | 'headers' | 'text' | 'arrayBuffer'>;
