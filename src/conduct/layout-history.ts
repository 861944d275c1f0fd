import { orStop } from '../core/problem.ts';
import type { SourceTree, TagFacts } from '../core/release/facts.ts';
import { type LayoutHistory, recogniseLayout } from '../core/release/layout.ts';
import { type SettledNames, settleNames } from '../core/release/settled-names.ts';
import { wholeVersions } from '../core/release/tag-form.ts';
import type { Config } from '../core/settings/config.ts';
import { isAncestor } from '../github/read-release.ts';
import type { Reader } from './surroundings.ts';

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
  reader: Reader,
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
  return {
    named,
    history: {
      learned: [],
      pairs: 0,
      tags: every.filter((name) => !own.has(name)),
      wholes,
      released: said === null ? await inHistory(reader, releases, head.commit) : releases,
    },
  };
}

/** Where no file says the version, only what was released from the base branch does: releases of other lines are left out. */
async function inHistory<Release extends { readonly commit: string | null }>(
  { client }: Reader,
  releases: readonly Release[],
  head: string,
): Promise<readonly Release[]> {
  for (const [at, { commit }] of releases.slice(0, MOST_LOOKED_AT).entries())
    if (commit !== null && (commit === head || (await isAncestor(client, commit, head)))) return releases.slice(at);
  return [];
}
