/**
 * Which stacks the comparison script is to run, as the STREAM harness is told so: `RUN_NET_ZLINK=0` leaves out the stack
 * `net-zlink`. A script runs what it has no switch for, as zlink's does with `zlink` and `asio`.
 *
 * @param present every stack that has a runner beside the script
 * @param asked null: whatever the script runs by itself
 */
export function stackSwitches(present: readonly string[], asked: readonly string[] | null): Record<string, string> {
  if (asked === null) return {};
  return Object.fromEntries(present.map((stack) => [switchOf(stack), asked.includes(stack) ? '1' : '0']));
}

const switchOf = (stack: string): string => `RUN_${stack.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
