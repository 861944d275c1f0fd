import { type Checked, orStop } from '../core/problem.ts';
import type { SourceTree, TagFacts } from '../core/release/facts.ts';
import {
  type Layout,
  type LayoutHistory,
  recogniseLayout,
  resolveLayout,
  standingLines,
} from '../core/release/layout.ts';
import { mayHaveMoved } from '../core/release/left-over.ts';
import { neighbouringReleases } from '../core/release/release-history.ts';
import { type SettledNames, settleNames } from '../core/release/settled-names.ts';
import { wholeVersions } from '../core/release/tag-form.ts';
import type { Config } from '../core/settings/config.ts';
import { isAncestor } from '../github/read-release.ts';
import { readReleaseHistory } from './read-release-history.ts';
import type { StageContext } from './stages/stage-context.ts';

/** Releases that are looked at for the newest one in the history of the base branch. */
const MOST_LOOKED_AT = 10;

export interface HistorySubject {
  readonly config: Config;
  readonly head: SourceTree;
  readonly tags: ReadonlyMap<string, TagFacts>;
  /** The repository's name. */
  readonly repo: string;
}

/** What the releases before tell of a tree, and how the next one is named. */
export async function layoutHistory(
  reader: Pick<StageContext, 'client' | 'store' | 'clock'>,
  { config, head, tags, repo }: HistorySubject,
): Promise<{ readonly history: LayoutHistory; readonly named: SettledNames }> {
  const every = [...tags.keys()];
  const wholes = wholeVersions(every, [repo]);
  const { component, known, said, apart } = orStop(recogniseLayout(config, head, wholes));
  const facts = {
    config,
    component,
    known,
    current: said,
    source: head,
    tags: [...tags.values()],
    repo,
    others: apart.map(({ name }) => name.toLowerCase()),
  };
  const named = orStop(settleNames(facts));
  const { releases } = named.scheme;
  const own = new Set(releases.map(({ tag }) => tag));
  const released = said === null ? await inHistory(reader, releases, head.commit) : releases;
  const history = { learned: [], pairs: 0, tags: every.filter((name) => !own.has(name)), wholes, released, stood: [] };
  if (!isUndecided(resolveLayout(config, head, history))) return { named, history };
  const read = await readReleaseHistory(reader, neighbouringReleases(released, said));
  const versions = [...new Set([said ?? [], released[0]?.version ?? []].flat())];
  const stood = standingLines(head, versions, read.stood);
  return { named, history: { ...history, learned: read.learned, pairs: read.pairs.length, stood } };
}

/** Whether the releases before would tell anything: something says the version, and what it is does not follow from its file. */
const isUndecided = (layout: Checked<Layout>): boolean =>
  !layout.ok ||
  layout.value.isTagOnly ||
  layout.value.leftOver.some(mayHaveMoved) ||
  layout.value.problems.length > 0 ||
  layout.value.places.some(({ origin }) => origin.kind === 'says');

/** Where no file says the version, only what was released from the base branch does: releases of other lines are left out. */
async function inHistory<Release extends { readonly commit: string | null }>(
  { client }: Pick<StageContext, 'client'>,
  releases: readonly Release[],
  head: string,
): Promise<readonly Release[]> {
  for (const [at, { commit }] of releases.slice(0, MOST_LOOKED_AT).entries())
    if (commit !== null && (commit === head || (await isAncestor(client, commit, head)))) return releases.slice(at);
  return [];
}
