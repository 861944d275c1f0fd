import { expect } from 'vitest';
import { githubCases } from './github-cases.ts';
import type { ReleaseRun } from './release-run.ts';
import type { ServedWorld } from './served-world.ts';
import { tagsOf } from './somebody.ts';

export interface ExpectedEnd {
  readonly exit: number;
  readonly code?: string;
  readonly tags?: readonly string[];
  readonly 'not-told'?: readonly string[];
}

interface SharedCase {
  readonly name: string;
  readonly expected: ExpectedEnd & { readonly first?: ExpectedEnd; readonly second?: ExpectedEnd };
}

/** A case of test/cases/github by its name: what is seen there is how the program once behaved. */
export function sharedCase(file: string, name: string): SharedCase['expected'] {
  const found = githubCases(file).get(name);
  if (found === undefined) throw new Error(`${file} has no case ${name}`);
  return found.expected;
}

/** Holds a release against what a case expects of its end: exit code, code, what is not said, and all tags there are. */
export async function expectEnd(run: ReleaseRun, served: ServedWorld, end: ExpectedEnd): Promise<void> {
  expect(run.exitCode, run.told).toBe(end.exit);
  if (end.code !== undefined) expect(run.codes).toEqual([end.code]);
  for (const each of end['not-told'] ?? []) expect(run.told.toLowerCase()).not.toContain(each.toLowerCase());
  if (end.tags === undefined) return;
  expect(await tagsOf(served)).toEqual([...end.tags].sort());
}
