import { grouped } from '../counted.ts';

/**
 * Descriptors for each connection of the STREAM harness, in the process that has most: zlink's stack holds client and server,
 * and gives each client a socket with a mailbox of its own. asio and .NET take two.
 */
const A_CONNECTION = 3;
/** Libraries, event queues, threads' pipes. */
const BESIDES = 100;

/**
 * What to say where the connections of the profile may need more files than a process may open; null: there is room, or nobody
 * knows. The stacks tell of it each in their own words, a runtime of .NET as `Out of memory.`.
 *
 * @param limits as Linux has them in /proc/self/limits; what we start has the same
 */
export function openFilesNote(limits: string, profile: ReadonlyMap<string, string>): string | null {
  const [, soft] = /^Max open files\s+(\d+)\s/m.exec(limits) ?? [];
  const connections = Number(profile.get('CCU'));
  if (soft === undefined || !(connections > 0)) return null;
  const needed = A_CONNECTION * connections + BESIDES;
  return Number(soft) >= needed
    ? null
    : `A process may open ${grouped(Number(soft))} files here, and ${grouped(connections)} connections take up to ${grouped(needed)}: raise the limit (ulimit -n), or stacks fail.`;
}
