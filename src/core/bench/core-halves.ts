/** One logical processor, as /sys/devices/system/cpu describes it. */
export interface LogicalCore {
  readonly id: number;
  /** Logical processors of one physical core have the same package and core. */
  readonly package: number;
  readonly core: number;
  readonly node: number;
}

export interface CoreHalves {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Splits a machine into two halves of whole physical cores, of which neither has a hardware thread of the other's. With an
 * even number of NUMA nodes, each half has whole nodes as well; otherwise every node is halved, so that both see the same
 * memory. An odd core is left to the rest of the system.
 *
 * @returns null when there are fewer than two physical cores
 */
export function halvesOf(cores: readonly LogicalCore[]): CoreHalves | null {
  const nodes = grouped(cores, (core) => core.node);
  if (nodes.length > 1 && nodes.length % 2 === 0) {
    const half = nodes.length / 2;
    const [a, b] = [nodes.slice(0, half).flat(), nodes.slice(half).flat()];
    const same = grouped(a, physical).length === grouped(b, physical).length;
    if (same) return { a: idsOf(a), b: idsOf(b) };
  }
  const a: LogicalCore[] = [];
  const b: LogicalCore[] = [];
  for (const node of nodes) {
    const whole = grouped(node, physical);
    const half = Math.floor(whole.length / 2);
    a.push(...whole.slice(0, half).flat());
    b.push(...whole.slice(half, 2 * half).flat());
  }
  return a.length === 0 ? null : { a: idsOf(a), b: idsOf(b) };
}

const physical = (core: LogicalCore): number => core.package * 100_000 + core.core;
const idsOf = (cores: readonly LogicalCore[]): number[] => cores.map((core) => core.id).sort((x, y) => x - y);

function grouped(cores: readonly LogicalCore[], key: (core: LogicalCore) => number): LogicalCore[][] {
  const groups = new Map<number, LogicalCore[]>();
  for (const core of cores) groups.set(key(core), [...(groups.get(key(core)) ?? []), core]);
  return [...groups].sort(([x], [y]) => x - y).map(([, group]) => group);
}
