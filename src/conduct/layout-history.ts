import { type Checked, orStop } from '../core/problem.ts';
import type { SourceTree, TagFacts } from '../core/release/facts.ts';
import {
  type Layout,
  type LayoutHistory,
  recogniseLayout,
  resolveLayout,
  standingLines,
} from '../core/release/layout.ts';
import { neighbouringReleases } from '../core/release/release-history.ts';
import { byVersion, releaseTagReader } from '../core/release/release-tags.ts';
import type { Config } from '../core/settings/config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { isAncestor } from '../github/read-release.ts';
import { readReleaseHistory } from './read-release-history.ts';
import type { Reader } from './surroundings.ts';

/** Releases that are looked at for the newest one in the history of the base branch. */
const MOST_LOOKED_AT = 10;

export interface HistorySubject {
  readonly config: Config;
  readonly head: SourceTree;
  readonly tags: ReadonlyMap<string, TagFacts>;
}

/** What the releases before tell of a tree. */
export async function layoutHistory(reader: Reader, { config, head, tags }: HistorySubject): Promise<LayoutHistory> {
  const { component, said } = orStop(recogniseLayout(config, head));
  const versionOf = releaseTagReader(nameTemplates(config.templates, component));
  const releases = [...tags.values()]
    .flatMap(({ name: tag, commit }) => {
      const version = versionOf(tag);
      return version === null ? [] : [{ tag, version, commit }];
    })
    .sort(byVersion);
  const released = said === null ? await inHistory(reader, releases, head.commit) : releases;
  const known = { learned: [], pairs: 0, tags: [...tags.keys()], released, stood: [] };
  if (!isUndecided(resolveLayout(config, head, known))) return known;
  const history = await readReleaseHistory(reader, neighbouringReleases(released, said));
  const versions = [...new Set([said ?? [], released[0]?.version ?? []].flat())];
  return {
    ...known,
    learned: history.learned,
    pairs: history.pairs.length,
    stood: standingLines(head, versions, history.stood),
  };
}

/** Whether the releases before would tell anything: something says the version, and what it is does not follow from its file. */
const isUndecided = (layout: Checked<Layout>): boolean =>
  !layout.ok ||
  layout.value.isTagOnly ||
  layout.value.leftOver.length > 0 ||
  layout.value.problems.length > 0 ||
  layout.value.places.some(({ origin }) => origin.kind === 'says');

/** Where no file says the version, only what was released from the base branch does: releases of other lines are left out. */
async function inHistory<Release extends { readonly commit: string }>(
  { client }: Reader,
  releases: readonly Release[],
  head: string,
): Promise<readonly Release[]> {
  for (const [at, { commit }] of releases.slice(0, MOST_LOOKED_AT).entries())
    if (commit === head || (await isAncestor(client, commit, head))) return releases.slice(at);
  return [];
}
