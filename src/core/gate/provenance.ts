import type { HarnessResult } from '../measurements/harness-result.ts';
import { joinProfiles, PROFILE_FIELDS } from '../measurements/profile.ts';

/** The one tree a side measured; null when unknown or not one. */
export function theTree(runs: readonly HarnessResult[]): string | null {
  const trees = new Set(runs.flatMap((run) => run.tree ?? []));
  const [tree] = trees;
  return trees.size === 1 && tree !== undefined ? tree : null;
}

/** Each field of the profile, with both values where the sides differ; null: neither states it. */
export function shownProfile(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): Record<string, string | number | null> {
  const before = joinProfiles(baseline.map((run) => run.profile)).profile;
  const after = joinProfiles(candidate.map((run) => run.profile)).profile;
  return Object.fromEntries(
    PROFILE_FIELDS.map((field) => {
      const was = before.get(field);
      const is = after.get(field);
      return [field, was !== undefined && is !== undefined && was !== is ? `${was} / ${is}` : (was ?? is ?? null)];
    }),
  );
}

/** Hashes of the measured programs, by stack. */
export function compareBinaries(baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]) {
  const hashes = (runs: readonly HarnessResult[]) => new Map(runs.flatMap((run) => [...run.binaries]));
  const before = hashes(baseline);
  const after = hashes(candidate);
  const stacks = new Set([...before.keys(), ...after.keys()]);
  return Object.fromEntries(
    [...stacks].map((stack) => [stack, { baseline: before.get(stack) ?? null, candidate: after.get(stack) ?? null }]),
  );
}
