import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { gitEnvironment } from './git/git-process.ts';
import type { World } from './world.ts';

/** One packet line. Source: Git documentation, gitprotocol-common, pkt-line format. */
const packet = (text: string): string => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;

const NO_CACHE = { 'cache-control': 'no-cache, max-age=0, must-revalidate', expires: 'Fri, 01 Jan 1980 00:00:00 GMT' };

/**
 * Serves `git clone` and `git fetch` over HTTP, as `git http-backend` does, from the world's repository. Pushing is
 * refused: a release writes through the API only.
 *
 * Source: Git documentation, gitprotocol-http.
 */
export async function serveGit(world: World, context: Context<{ Bindings: HttpBindings }>): Promise<Response> {
  const { owner = '', repository = '', rest = '' } = context.req.param() as Record<string, string>;
  const isHere =
    owner.toLowerCase() === world.state.owner.toLowerCase() &&
    repository.toLowerCase() === `${world.state.repo}.git`.toLowerCase();
  if (!isHere) return context.text('Repository not found.\n', 404);
  const version = protocolVersion(context.req.header('git-protocol'));
  const { method } = context.req;
  if (method === 'GET' && rest === 'info/refs') {
    const service = context.req.query('service');
    if (service === 'git-receive-pack') return pushRefused(context);
    if (service !== 'git-upload-pack') return context.text('Please upgrade your git client.\n', 403);
    return uploadPack(
      world,
      version,
      ['--http-backend-info-refs'],
      null,
      `${packet('# service=git-upload-pack\n')}0000`,
    );
  }
  if (method === 'POST' && rest === 'git-receive-pack') return pushRefused(context);
  if (method === 'POST' && rest === 'git-upload-pack') {
    const { incoming } = context.env;
    const body = context.req.header('content-encoding') === 'gzip' ? incoming.pipe(createGunzip()) : incoming;
    return uploadPack(world, version, [], body, '');
  }
  return context.text('Not Found\n', 404);
}

/** Only what git itself writes there is passed on. */
const protocolVersion = (header: string | undefined): string | null =>
  header !== undefined && /^version=[0-2]$/.test(header) ? header : null;

const pushRefused = (context: Context): Response =>
  context.text('The embedded GitHub of a rehearsal takes no pushes: a release writes through the API.\n', 403);

function uploadPack(
  world: World,
  version: string | null,
  options: readonly string[],
  input: Readable | null,
  preface: string,
): Response {
  const child = spawn(
    'git',
    [
      '-c',
      'core.hooksPath=/dev/null',
      '-c',
      'uploadpack.allowFilter=true',
      '-c',
      'uploadpack.allowAnySHA1InWant=true',
      'upload-pack',
      '--strict',
      '--stateless-rpc',
      ...options,
      world.git.directory,
    ],
    {
      env: { ...gitEnvironment(), ...(version === null ? {} : { GIT_PROTOCOL: version }) },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  child.on('error', () => child.stdout.destroy());
  // Git may end before it has read everything, and a client may go away: neither is worth a word.
  child.stdin.on('error', () => {});
  if (input === null) child.stdin.end();
  else {
    input.on('error', () => child.kill());
    input.pipe(child.stdin);
  }
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      // Protocol v2 has no service line.
      if (preface !== '' && version !== 'version=2') controller.enqueue(Buffer.from(preface));
      try {
        for await (const chunk of child.stdout) controller.enqueue(new Uint8Array(chunk as Buffer));
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
    cancel() {
      child.kill();
    },
  });
  const what = input === null ? 'advertisement' : 'result';
  return new Response(stream, {
    headers: { ...NO_CACHE, 'content-type': `application/x-git-upload-pack-${what}` },
  });
}
