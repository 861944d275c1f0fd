import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { gitEnvironment } from '../git/git-process.ts';
import type { RequestHeaders } from '../route.ts';

/** A request to git's own CGI program. */
export interface BackendRequest {
  /** Of the bare repository. */
  readonly directory: string;
  readonly method: string;
  /** `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  readonly rest: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly body: Readable;
  /** Whose push it is; null for who only reads. */
  readonly user: string | null;
  /** More of git's options and environment. */
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const OPTIONS = [
  ['http.getanyfile', 'false'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['core.hooksPath', '/dev/null'],
  // Objects stay loose: whatever reads the repository meanwhile finds them at once.
  ['receive.unpackLimit', '1000000'],
  ['receive.autogc', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * Lets `git http-backend` answer, so that clients meet git itself.
 *
 * Source: Git documentation, git-http-backend; RFC 3875 for what a CGI program is given and prints.
 */
export async function askBackend(request: BackendRequest): Promise<Response> {
  const { directory, method, rest, query, headers, body, user } = request;
  const child = spawn('git', [...OPTIONS, ...request.options, 'http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: dirname(directory),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(directory)}/${rest}`,
      REQUEST_METHOD: method,
      QUERY_STRING: query,
      CONTENT_TYPE: headers.get('content-type') ?? '',
      ...fromHeader('CONTENT_LENGTH', headers.get('content-length'), /^\d{1,15}$/),
      ...fromHeader('HTTP_CONTENT_ENCODING', headers.get('content-encoding'), /^(?:x-)?gzip$/),
      ...fromHeader('GIT_PROTOCOL', headers.get('git-protocol'), /^version=[0-2]$/),
      ...(user === null ? {} : { REMOTE_USER: user, REMOTE_ADDR: '127.0.0.1' }),
      ...request.environment,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Git may end before it has read everything, and a client may go away: neither is worth a word.
  child.stdin.on('error', () => {});
  body.on('error', () => child.kill());
  body.pipe(child.stdin);
  return responseOf(child.stdout, () => child.kill());
}

/** Only what git itself writes into a header is passed on. */
const fromHeader = (name: string, value: string | null, form: RegExp): Record<string, string> =>
  value !== null && form.test(value) ? { [name]: value } : {};

/** Parts what a CGI program prints into status, headers and body; the body is handed on as it comes. */
async function responseOf(output: Readable, stop: () => void): Promise<Response> {
  const chunks = output[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  let end = -1;
  while (end === -1) {
    const { value, done } = await chunks.next();
    if (done === true) return new Response('git cannot be run here.\n', { status: 500 });
    head = Buffer.concat([head, value]);
    end = head.indexOf('\r\n\r\n');
  }
  const headers = new Headers();
  let status = 200;
  for (const line of head.subarray(0, end).toString('latin1').split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else if (name !== '') headers.append(name, value);
  }
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        if (head.byteLength > end + 4) controller.enqueue(new Uint8Array(head.subarray(end + 4)));
        for (let next = await chunks.next(); next.done !== true; next = await chunks.next())
          controller.enqueue(new Uint8Array(next.value));
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: stop,
  });
  return new Response(body, { status, headers });
}
