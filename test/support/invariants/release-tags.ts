import semver from 'semver';
import type { FinishedWorld, Invocation, RefsSeen } from './finished-world.ts';

const TAGS = 'refs/tags/';

/** The version whose release tag a ref is; null for another ref. */
export function versionOfRef({ promised }: FinishedWorld, ref: string): string | null {
  const version = /\d+\.\d+\.\d+$/.exec(ref)?.[0];
  return version !== undefined && ref === `${TAGS}${promised.tag(version)}` ? version : null;
}

/** Release tags that were there, by version. */
export function releaseTags(world: FinishedWorld, refs: RefsSeen): Map<string, string> {
  const found = new Map<string, string>();
  for (const [ref, object] of refs) {
    const version = versionOfRef(world, ref);
    if (version !== null) found.set(version, object);
  }
  return found;
}

export interface TagMade {
  readonly version: string;
  readonly ref: string;
  readonly object: string;
  readonly commit: string;
  readonly tree: string;
  /** When who made it had asked GitHub for the last time before. */
  readonly lookedAt: number;
  readonly defaultBranchAt: string | null;
  /** The tree of the commit's first parent: what the release was made from. */
  readonly baseTree: string | null;
}

const textAt = (body: unknown, key: string): string => {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** The release tags that an invocation made itself, with what they stand on; also one whose answer was lost. */
export async function tagsMadeBy(world: FinishedWorld, invocation: Invocation): Promise<TagMade[]> {
  const made: TagMade[] = [];
  for (const { method, path, body, status, lookedAt, defaultBranchAt } of invocation.writes) {
    if (method !== 'POST' || !path.endsWith('/git/refs')) continue;
    const [ref, object] = [textAt(body, 'ref'), textAt(body, 'sha')];
    const version = versionOfRef(world, ref);
    const isApplied =
      status === 201 || ((status === null || status >= 500) && invocation.refsAfter.get(ref) === object);
    if (version === null || !isApplied) continue;
    const commit = (await world.git.peel(object)) ?? object;
    const { tree, parents } = await world.git.commit(commit);
    const parent = parents[0] === undefined ? null : await world.git.readCommit(parents[0]);
    const standing = defaultBranchAt ?? (await world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`));
    made.push({
      ...{ version, ref, object, commit, tree, lookedAt },
      ...{ defaultBranchAt: standing, baseTree: parent?.tree ?? null },
    });
  }
  return made;
}

/** The commits that refs stood at when they were seen. */
export const peeledAt = async ({ git }: FinishedWorld, refs: RefsSeen, ref: string): Promise<string | null> => {
  const object = refs.get(ref);
  return object === undefined ? null : git.peel(object);
};

export const newestFirst = (versions: Iterable<string>): string[] => [...versions].sort(semver.rcompare);
