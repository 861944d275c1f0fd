import type { HarnessResult } from '../measurements/harness-result.ts';

/**
 * Groups controls that are the same program underneath: a backend or binary hash that two stacks share, on either side,
 * makes them one (asio and cppserver shared a backend for a while). Returns a group number for each stack.
 */
export function distinctControls(stacks: readonly string[], identities: ReadonlyMap<string, ReadonlySet<string>>) {
  const parent = new Map(stacks.map((stack) => [stack, stack]));
  const find = (stack: string): string => {
    let at = stack;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const firstWith = new Map<string, string>();
  for (const stack of stacks) {
    for (const identity of identities.get(stack) ?? []) {
      const first = firstWith.get(identity);
      if (first === undefined) firstWith.set(identity, stack);
      else parent.set(find(stack), find(first));
    }
  }
  return new Map(stacks.map((stack) => [stack, find(stack)]));
}

/** Columns of newer harnesses that say which program a stack ran. */
const IDENTITY_COLUMNS = ['backend', 'binary_hash', 'binary_sha256'] as const;

/** By stack: what says which program it was. */
export function identitiesOf(runs: readonly HarnessResult[]): Map<string, Set<string>> {
  const identities = new Map<string, Set<string>>();
  const add = (stack: string, identity: string) => {
    const known = identities.get(stack) ?? new Set<string>();
    known.add(identity);
    identities.set(stack, known);
  };
  for (const run of runs) {
    for (const row of run.rows.values()) {
      for (const column of IDENTITY_COLUMNS) {
        const value = row.other.get(column)?.trim() ?? '';
        if (value !== '') add(row.stack, `${column}=${value}`);
      }
    }
    for (const [stack, hash] of run.binaries) add(stack, `binary_hash=${hash}`);
  }
  return identities;
}
