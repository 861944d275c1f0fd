import semver from 'semver';
import { runAt } from '../../../src/embedded-github/run-view.ts';
import { type FinishedWorld, type Invocation, isGreen, type RefsSeen } from './finished-world.ts';
import { newestFirst, peeledAt, releaseTags, tagsMadeBy, versionOfRef } from './release-tags.ts';

/** No tag without the measurement and the tests that the configuration asks for, of what the release was made from. */
export async function taggedWithEvidence(world: FinishedWorld): Promise<string[]> {
  const found: string[] = [];
  for (const invocation of world.invocations) {
    const { skipped, measured, tested } = invocation;
    for (const { ref, tree, baseTree } of await tagsMadeBy(world, invocation)) {
      const isOf = (seen: string | null) => seen !== null && (seen === baseTree || seen === tree);
      if (world.promised.gate && !skipped.includes('gate') && !isOf(measured))
        found.push(`${ref} was made, and what was measured is ${measured ?? 'nothing'}`);
      if (world.promised.test && !skipped.includes('test') && !isOf(tested))
        found.push(`${ref} was made, and what was tested is ${tested ?? 'nothing'}`);
    }
  }
  return found;
}

const hasMerged = ({ writes }: Invocation): boolean =>
  writes.some(({ method, path, status }) => method === 'PUT' && /\/pulls\/\d+\/merge$/.test(path) && status === 200);

/** A tag's tree is what it was made from plus the bump, or was accepted in so many words by who made the tag. */
export async function taggedAsPlanned(world: FinishedWorld): Promise<string[]> {
  const { git, promised } = world;
  const found: string[] = [];
  for (const invocation of world.invocations) {
    for (const { ref, tree, baseTree, commit, version, defaultBranchAt: main } of await tagsMadeBy(world, invocation)) {
      // Who merged it a moment ago need not look again whether it is still there.
      if (!hasMerged(invocation) && main !== null && !(await git.isAncestor(commit, main)))
        found.push(`${ref} was made at ${commit}, which is not in the history of ${world.state.defaultBranch}`);
      if (invocation.acceptedTrees.includes(tree)) continue;
      if (baseTree === null) {
        found.push(`${ref} was made at ${commit}, which has no parent`);
        continue;
      }
      const planned = Object.keys(promised.bumped);
      const { record } = invocation;
      // What says the version already is tagged as it stands, and has no pull request.
      const isWhole = record?.pullRequest === null && record.expectedTree === tree;
      for (const path of isWhole ? [] : await git.changedPaths(baseTree, tree))
        if (!planned.includes(path)) found.push(`${ref} was made at ${commit}, which also changes ${path}`);
      for (const [path, contentOf] of Object.entries(promised.bumped)) {
        const content = (await git.readFile(commit, path))?.toString('utf8') ?? '';
        const wanted = contentOf(version);
        if (!content.includes(wanted))
          found.push(`${ref} was made at ${commit}, whose ${path} lacks ${JSON.stringify(wanted)}`);
      }
      const recorded = invocation.record?.expectedTree;
      if (recorded !== undefined && recorded !== '' && recorded !== tree)
        found.push(`${ref} stands on ${tree}, and the record says that ${recorded} was planned`);
    }
  }
  return found;
}

/** A release tag that is there stays where it is, and nobody of ours asks for anything else. */
export async function tagsStay(world: FinishedWorld): Promise<string[]> {
  const found: string[] = [];
  for (const { writes, meanwhile, refsBefore, refsAfter } of world.invocations) {
    for (const { method, path } of writes) {
      const ref = `refs/${decodeURIComponent(path).split('/git/refs/')[1] ?? ''}`;
      if (method !== 'POST' && versionOfRef(world, ref) !== null) found.push(`${method} of ${ref} was asked for`);
    }
    if (meanwhile.length > 0) continue;
    for (const [version, object] of releaseTags(world, refsBefore)) {
      const now = refsAfter.get(`refs/tags/${world.promised.tag(version)}`);
      if (now !== object) found.push(`the tag of ${version} was at ${object} and is at ${now ?? 'nothing'}`);
    }
  }
  return found;
}

/** After a green release every alias of it stands at the highest release that it covers; nothing moves one backwards. */
export async function aliasesAtHighest(world: FinishedWorld): Promise<string[]> {
  const found: string[] = [];
  for (const invocation of world.invocations) {
    const { refsBefore, refsAfter, meanwhile, record } = invocation;
    if (meanwhile.length > 0) continue;
    const tags = releaseTags(world, refsAfter);
    const commits = new Map<string, string | null>();
    for (const version of tags.keys())
      commits.set(version, await peeledAt(world, refsAfter, `refs/tags/${world.promised.tag(version)}`));
    const newestAt = (commit: string | null, covers: RegExp) =>
      newestFirst(tags.keys()).find((each) => commits.get(each) === commit && covers.test(each));
    const aliases = [...tags.keys()].flatMap((each) => world.promised.aliases(each));
    for (const { name, covers } of new Map(aliases.map((each) => [each.name, each])).values()) {
      const ref = `refs/tags/${name}`;
      const [was, is] = [await peeledAt(world, refsBefore, ref), await peeledAt(world, refsAfter, ref)];
      const [before, after] = [newestAt(was, covers), newestAt(is, covers)];
      if (was === is) continue;
      if (was !== null && (after === undefined || (before !== undefined && semver.lt(after, before))))
        found.push(`${name} went from ${before ?? was} to ${after ?? is ?? 'nothing'}`);
    }
    if (!isGreen(invocation) || record === null || record.status !== 'released') continue;
    for (const { name, covers } of world.promised.aliases(record.version)) {
      const covered = newestFirst([...tags.keys()].filter((each) => covers.test(each)));
      const ref = `refs/tags/${name}`;
      // It belongs to a higher release, which is under way still, or somebody else's: this one leaves it as it is.
      if (covered[0] !== record.version && refsBefore.get(ref) === refsAfter.get(ref)) continue;
      const accepted = covered.slice(0, covered.indexOf(record.version) + 1);
      const at = newestAt(await peeledAt(world, refsAfter, ref), covers);
      if (at === undefined || !accepted.includes(at))
        found.push(
          `${name} stands at ${at ?? 'no release'} after ${record.version}; the highest of its line is ${covered[0]}`,
        );
    }
  }
  return found;
}

/**
 * A tag that a person took away is not made again, where its runs say that it stood there: GitHub showed one when the program
 * had asked for the last time before it made the tag.
 */
export async function withdrawnStays(world: FinishedWorld): Promise<string[]> {
  const found: string[] = [];
  /** The refs that stood for each version, and their commits. */
  const stood = new Map<string, Map<string, string>>();
  const keep = async (refs: RefsSeen) => {
    for (const [version, object] of releaseTags(world, refs)) {
      const commit = (await world.git.peel(object)) ?? object;
      stood.set(version, (stood.get(version) ?? new Map()).set(object, commit));
    }
  };
  for (const invocation of world.invocations) {
    await keep(invocation.refsBefore);
    for (const { version, ref, commit, object, lookedAt } of await tagsMadeBy(world, invocation)) {
      const isProven = world.state.runs.some(
        (run) => run.ref === ref && run.headSha === commit && runAt(run, lookedAt) !== null,
      );
      // What another run saw of this one, which began before it, is no earlier tag.
      const stoodOnce = [...(stood.get(version) ?? [])].some(([seen, at]) => at === commit && seen !== object);
      if (stoodOnce && isProven) found.push(`${ref} was taken away, and was made again`);
    }
    await keep(invocation.refsAfter);
  }
  return found;
}
