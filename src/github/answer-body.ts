/** What is read whole is JSON: listings of trees and blobs are the largest. Bytes. */
const MAXIMUM_BODY = 100 * 1024 ** 2;

/** The body in pieces; an answer without one has none. */
export const bodyOf = (answer: Response): AsyncIterable<Uint8Array> =>
  (answer.body as unknown as AsyncIterable<Uint8Array> | null) ?? nothing();

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** An answer whose body was read: what octokit looks at, and `body` is what it holds. */
export interface ReadAnswer extends Pick<Response, 'status' | 'statusText' | 'url' | 'headers' | 'ok'> {
  /** The value of JSON; text, where it is none after all or says to be text; else the bytes. */
  readonly body: unknown;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * An answer with its whole body. A body that breaks off is no answer at all: octokit would hand over the torso as if it
 * were text.
 *
 * @throws Error when it breaks off, or is larger than 100 MiB
 */
export async function wholeAnswer(answer: Response): Promise<ReadAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(answer)) {
    length += chunk.byteLength;
    // Leaving the loop ends the transfer.
    if (length > MAXIMUM_BODY) throw new Error('the answer is larger than 100 MiB');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const { status, statusText, url, headers, ok } = answer;
  return {
    ...{ status, statusText, url, headers, ok },
    body: contentOf(bytes, headers.get('content-type')),
    text: async () => textOf(bytes),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function contentOf(bytes: Uint8Array, type: string | null): unknown {
  if (type !== null && !/^\s*(text\/|application\/(scim\+)?json\s*(;|$))/i.test(type))
    return /charset="?utf-8/i.test(type) ? textOf(bytes) : new Uint8Array(bytes).buffer;
  const text = textOf(bytes);
  if (type === null || /^\s*text\//i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
