import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { BUILT_CLI, SHORT_PAUSES } from './cli.ts';
import { afterThisFile } from './leftovers.ts';
import { runHosted } from './program-hosts.ts';
import { scratchFolder } from './scratch.ts';

/**
 * Puts `zlink-release` into a folder of the PATH for shells that run many commands: the built program with the arguments, the
 * environment and the folder that the shell gives it, in a process that has run it before.
 */
export async function hostedCommand(folder: string): Promise<void> {
  const results = scratchFolder('results');
  const server = createServer((socket) => void serve(socket, results));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterThisFile(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const script = `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${port}
{ printf '%s\\0' "$#" "$PWD" "$@"; env -0; printf '\\0'; } >&3
read -r code run <&3
cat "${results}/$run.out"
cat "${results}/$run.err" >&2
exit "$code"
`;
  writeFileSync(join(folder, 'zlink-release'), script, { mode: 0o755 });
}

interface Call {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

let count = 0;

async function serve(socket: Socket, results: string): Promise<void> {
  const call = await received(socket);
  // What waits for a server waits for one whose time passes as fast.
  const pace = call.args[0] === 'release' ? { pace: SHORT_PAUSES } : {};
  const { exitCode, stdout, stderr } = await runHosted({ entry: BUILT_CLI, ...call, ...pace });
  count += 1;
  writeFileSync(join(results, `${count}.out`), stdout);
  writeFileSync(join(results, `${count}.err`), stderr);
  socket.end(`${exitCode} ${count}\n`);
}

/** How many arguments, the folder, the arguments, the environment, and nothing: each ends with NUL. */
async function received(socket: Socket): Promise<Call> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    // What follows the last NUL is not whole yet.
    const [number, cwd, ...rest] = bytes.toString('utf8').split('\0').slice(0, -1);
    const env = rest.slice(Number(number));
    const end = env.indexOf('');
    if (number === undefined || cwd === undefined || end < 0) continue;
    const pairs = env.slice(0, end).map((each) => {
      const at = each.indexOf('=');
      return [each.slice(0, at), each.slice(at + 1)];
    });
    return { cwd, args: rest.slice(0, Number(number)), env: Object.fromEntries(pairs) };
  }
  throw new Error('the shell went away');
}
