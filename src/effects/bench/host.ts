import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import type { LogicalCore } from '../../core/bench/core-halves.ts';
import type { Host } from '../../core/measurements/harness-result.ts';

/** The machine as it is before a round: what has to stay the same, and how busy it is. */
export function readHost(): Host {
  return {
    cpuModel: os.cpus()[0]?.model.trim() || null,
    kernel: `${os.type()} ${os.release()}`,
    logicalCores: os.availableParallelism(),
    loadBefore: os.loadavg()[0] ?? null,
  };
}

/** The limits of this process, as Linux tells them; empty where it is not Linux. */
export const readLimits = (): Promise<string> => readFile('/proc/self/limits', 'utf8').catch(() => '');

const SYSTEM = '/sys/devices/system';

/** The processors that this process may use; null where the system does not describe them (anything but Linux). */
export async function readTopology(): Promise<readonly LogicalCore[] | null> {
  try {
    const allowed = listed(/^Cpus_allowed_list:\s*(.+)$/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1] ?? '');
    const nodeOf = new Map<number, number>();
    for (const name of await readdir(`${SYSTEM}/node`)) {
      const node = /^node(\d+)$/.exec(name)?.[1];
      if (node === undefined) continue;
      for (const id of listed(await readFile(`${SYSTEM}/node/${name}/cpulist`, 'utf8'))) nodeOf.set(id, Number(node));
    }
    const number = async (id: number, name: string) =>
      Number((await readFile(`${SYSTEM}/cpu/cpu${id}/topology/${name}`, 'utf8')).trim());
    return await Promise.all(
      allowed.map(async (id) => ({
        id,
        package: await number(id, 'physical_package_id'),
        core: await number(id, 'core_id'),
        node: nodeOf.get(id) ?? 0,
      })),
    );
  } catch {
    return null;
  }
}

/** `0-3,8` as numbers. */
function listed(text: string): number[] {
  return text
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}
