import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledScript } from '../support/bundled-script.ts';
import { scratchFolder } from '../support/scratch.ts';

/**
 * Proxies as companies have them: the hosts `api.proxied.test` and `files.proxied.test` exist nowhere, so whatever they
 * answer came through the proxy. In a process of its own, since Node reads the variables and the certificate there.
 */

const scratch = scratchFolder('proxy');
const closing: Server[] = [];
afterAll(() => {
  for (const server of closing) server.close();
});
const listen = async (server: Server): Promise<number> => {
  closing.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
};

let plainPort = 0;
let securePort = 0;
const serve = (request: IncomingMessage, response: ServerResponse) => {
  response.setHeader('content-type', 'application/json');
  if (request.url === '/repos/a/b/releases/assets/1') {
    const scheme = 'encrypted' in request.socket ? 'https' : 'http';
    response.writeHead(302, { location: `${scheme}://files.proxied.test/one` }).end();
  } else if (request.url === '/one') {
    response.end(JSON.stringify({ authorization: request.headers.authorization ?? null }));
  } else {
    const repository = { name: 'b', owner: { login: 'a' }, html_url: 'u', default_branch: 'main' };
    response.end(JSON.stringify({ ...repository, node_id: 'R_1', full_name: `${request.headers.host}` }));
  }
};

/** A proxy that takes plain HTTP as whole addresses and opens tunnels to port 443 only, as Squid does by default. */
async function proxy(credentials?: string) {
  const seen: string[] = [];
  const isAllowed = ({ headers }: IncomingMessage) =>
    credentials === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((incoming, outgoing) => {
    const { host, pathname } = new URL(incoming.url ?? '', 'http://not-a-whole-address');
    seen.push(`${incoming.method} ${host}${pathname}`);
    if (!isAllowed(incoming)) {
      outgoing.writeHead(407).end();
      return;
    }
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    incoming.pipe(
      forward({ port: plainPort, host: '127.0.0.1', path: pathname, method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  server.on('connect', (incoming, socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    if (!isAllowed(incoming)) socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    else if (!incoming.url?.endsWith(':443')) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else {
      const onward = connect(securePort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const each of [onward, socket]) each.on('error', () => {});
    }
  });
  return { port: await listen(server), seen };
}

const certificate = join(scratch, 'certificate.pem');
beforeAll(async () => {
  const key = join(scratch, 'key.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', certificate, '-subj', '/CN=proxied.test'],
      ...['-addext', 'subjectAltName=DNS:*.proxied.test'],
    ],
    { stdio: 'ignore' },
  );
  plainPort = await listen(createServer(serve));
  securePort = await listen(createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, serve));
});

let client: string;
beforeAll(async () => {
  client = await bundledScript(new URL('../support/proxied-client.ts', import.meta.url));
});

/** What a client of this API answers with these variables alone in its environment. */
function ask(apiUrl: string, variables: Record<string, string>): Promise<{ out: unknown; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [client, apiUrl], {
      env: { PATH: process.env.PATH, HOME: scratch, NODE_EXTRA_CA_CERTS: certificate, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', () => resolve({ out: out === '' ? null : JSON.parse(out), err }));
  });
}

const through = (host: string) => ({ repository: host, download: { authorization: null } });

describe('a proxy of the environment', () => {
  it.concurrent.each(['https_proxy', 'HTTPS_PROXY'])('%s: a tunnel for each host, redirects included', async (name) => {
    const { port, seen } = await proxy();
    const { out, err } = await ask('https://api.proxied.test', { [name]: `http://127.0.0.1:${port}` });
    expect({ out, err }).toEqual({ out: through('api.proxied.test'), err: '' });
    expect([...new Set(seen)]).toEqual(['CONNECT api.proxied.test:443', 'CONNECT files.proxied.test:443']);
  });

  it.concurrent.each(['http_proxy', 'HTTP_PROXY'])('%s: whole addresses, no tunnel', async (name) => {
    const { port, seen } = await proxy();
    const { out, err } = await ask('http://api.proxied.test', { [name]: `http://127.0.0.1:${port}` });
    expect({ out, err }).toEqual({ out: through('api.proxied.test'), err: '' });
    expect(seen).toEqual([
      'GET api.proxied.test/repos/a/b',
      'GET api.proxied.test/repos/a/b/releases/assets/1',
      'GET files.proxied.test/one',
    ]);
  });

  it.concurrent.each(['http', 'https'])('with a user and a password for %s', async (scheme) => {
    const { port } = await proxy('us er:p@ss');
    const { out } = await ask(`${scheme}://api.proxied.test`, {
      [`${scheme}_proxy`]: `http://us%20er:p%40ss@127.0.0.1:${port}`,
    });
    expect(out).toEqual(through('api.proxied.test'));
  });

  it.concurrent.each(['http', 'https'])('that refuses the password is told, without it: %s', async (scheme) => {
    const { port, seen } = await proxy('user:right');
    const { out, err } = await ask(`${scheme}://api.proxied.test`, {
      [`${scheme}_proxy`]: `http://user:wrong-one@127.0.0.1:${port}`,
    });
    expect(out).toBeNull();
    expect(err).toContain(scheme === 'https' ? `the proxy at 127.0.0.1:${port} answered 407` : '407');
    expect(err).not.toContain('wrong-one');
    expect(seen.length).toBeGreaterThan(0);
  });

  it.concurrent('that is not there is told', async () => {
    const { out, err } = await ask('https://api.proxied.test', { https_proxy: 'http://127.0.0.1:9' });
    expect([out, err]).toEqual([
      null,
      expect.stringContaining('no answer by way of the proxy at 127.0.0.1:9 (ECONNREFUSED)'),
    ]);
  });
});

describe('no proxy', () => {
  const local = () => `http://127.0.0.1:${plainPort}`;
  it.concurrent.each([
    ['for this machine', {}, local],
    ['for a host of NO_PROXY', { NO_PROXY: 'other.test,127.0.0.1' }, local],
    ['for every host', { no_proxy: '*' }, local],
    ['where only the other scheme has one', { HTTP_PROXY: '', https_proxy: 'http://127.0.0.1:9' }, local],
  ])('%s', async (_, variables, url) => {
    const { port, seen } = await proxy();
    const { out } = await ask(url(), { HTTP_PROXY: `http://127.0.0.1:${port}`, ...variables });
    // The download is redirected to a host that only a proxy knows.
    expect(out).toMatchObject({ repository: `127.0.0.1:${plainPort}` });
    expect(seen.filter((each) => !each.includes('files.'))).toEqual([]);
  });

  it.concurrent.each(['proxied.test', '.proxied.test', 'api.proxied.test', 'API.Proxied.Test:443'])(
    'for what NO_PROXY=%s names, though nothing else leads there',
    async (names) => {
      const { port, seen } = await proxy();
      const variables = { https_proxy: `http://127.0.0.1:${port}`, NO_PROXY: names };
      const { out, err } = await ask('https://api.proxied.test', variables);
      expect([out, seen]).toEqual([null, []]);
      expect(err).toMatch(/ENOTFOUND|EAI_AGAIN/);
    },
  );

  it.concurrent('is asked anew for the host that a redirect leads to', async () => {
    const { port, seen } = await proxy();
    const variables = { https_proxy: `http://127.0.0.1:${port}`, NO_PROXY: 'files.proxied.test' };
    const { out } = await ask('https://api.proxied.test', variables);
    expect(out).toEqual({ repository: 'api.proxied.test', download: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
    expect(seen).not.toContain('CONNECT files.proxied.test:443');
  });
});
