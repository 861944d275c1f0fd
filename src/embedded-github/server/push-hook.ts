import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { flushPacket, PacketReader, packet } from './packet-lines.ts';

/** One ref that a push wants to change. */
export interface PushCommand {
  /** Full name. */
  readonly ref: string;
  /** Object id before; null: it is new. */
  readonly from: string | null;
  /** Object id after; null deletes it. */
  readonly to: string | null;
}

/** What came of one command: null where it was done, else the reason that git shows in brackets. */
export interface PushAnswer {
  readonly ref: string;
  readonly refused: string | null;
}

export interface PushOutcome {
  readonly answers: readonly PushAnswer[];
  /** Lines for the person, which git shows behind `remote:`. */
  readonly told: readonly string[];
}

/** Changes the refs of one push; the objects are in the repository by then. */
export type Pushed = (commands: readonly PushCommand[]) => Promise<PushOutcome>;

const NOTHING = '0'.repeat(40);

/** Runs as git's hook: it only carries bytes between git and this process, framed on the way back by channel and length. */
const RELAY = `const net = require('node:net');
const socket = net.connect(Number(process.env.EMBEDDED_GITHUB_PORT), '127.0.0.1');
socket.write(process.env.EMBEDDED_GITHUB_KEY);
process.stdin.pipe(socket, { end: false });
let bytes = Buffer.alloc(0);
socket.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  while (bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1)) {
    const end = 5 + bytes.readUInt32BE(1);
    (bytes[0] === 2 ? process.stderr : process.stdout).write(bytes.subarray(5, end));
    bytes = bytes.subarray(end);
  }
});
socket.on('end', () => process.stdin.destroy());
socket.on('error', () => process.exit(1));
`;
const HOOK = '#!/bin/sh\nexec "$EMBEDDED_GITHUB_NODE" "$EMBEDDED_GITHUB_RELAY"\n';

/**
 * The hook `proc-receive`, by which git hands every ref of a push to this process instead of changing it: rules, pull requests
 * and workflows are asked and told as for any other change, and git words the answers.
 *
 * Source: Git documentation, githooks, proc-receive; git-config, receive.procReceiveRefs.
 */
export class PushHook {
  readonly #expected = new Map<string, Pushed>();
  readonly #sockets = new Set<Socket>();
  #ready: Promise<{ readonly folder: string; readonly server: Server }> | null = null;

  /** What `git receive-pack` has to be run with, for one push. */
  async begin(pushed: Pushed): Promise<{
    readonly options: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    readonly end: () => void;
  }> {
    this.#ready ??= this.#prepare();
    const { folder, server } = await this.#ready;
    const key = randomBytes(16).toString('hex');
    this.#expected.set(key, pushed);
    return {
      options: ['-c', `core.hooksPath=${folder}`, '-c', 'receive.procReceiveRefs=refs/'],
      environment: {
        EMBEDDED_GITHUB_NODE: process.execPath,
        EMBEDDED_GITHUB_RELAY: join(folder, 'relay.cjs'),
        EMBEDDED_GITHUB_PORT: String((server.address() as AddressInfo).port),
        EMBEDDED_GITHUB_KEY: key,
      },
      end: () => this.#expected.delete(key),
    };
  }

  async close(): Promise<void> {
    if (this.#ready === null) return;
    const { folder, server } = await this.#ready;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(folder, { recursive: true, force: true });
  }

  async #prepare() {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-github-hook-'));
    await writeFile(join(folder, 'relay.cjs'), RELAY, { mode: 0o600 });
    await writeFile(join(folder, 'proc-receive'), HOOK, { mode: 0o700 });
    await chmod(join(folder, 'proc-receive'), 0o700);
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      this.#converse(socket).catch(() => socket.destroy());
    });
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return { folder, server };
  }

  async #converse(socket: Socket): Promise<void> {
    const reader = new PacketReader(socket);
    const key = (await reader.bytes(32)).toString('latin1');
    const pushed = this.#expected.get(key);
    if (pushed === undefined) return void socket.destroy();
    await reader.section();
    socket.write(framed(1, `${packet('version=1\n')}${flushPacket}`));
    const commands = (await reader.section()).flatMap((line) => commandOf(line) ?? []);
    const { answers, told } = await pushed(commands);
    for (const line of told) socket.write(framed(2, `${line}\n`));
    const lines = answers.map(({ ref, refused }) =>
      packet(refused === null ? `ok ${ref}\n` : `ng ${ref} ${refused}\n`),
    );
    socket.end(framed(1, `${lines.join('')}${flushPacket}`));
  }
}

function commandOf(line: string): PushCommand | null {
  const [, from, to, ref] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? [];
  if (from === undefined || to === undefined || ref === undefined) return null;
  return { ref, from: from === NOTHING ? null : from, to: to === NOTHING ? null : to };
}

/** One piece for the relay: channel 1 is git's, 2 the person's. */
function framed(channel: 1 | 2, text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(5);
  head[0] = channel;
  head.writeUInt32BE(payload.byteLength, 1);
  return Buffer.concat([head, payload]);
}
