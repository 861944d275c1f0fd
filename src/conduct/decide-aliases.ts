import { type AliasedRelease, type AliasStep, aliasLine, nextAliasStep } from '../core/release/alias.ts';
import type { ReleaseRefs, TagFacts } from '../core/release/facts.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import type { NameTemplates } from '../core/settings/name-templates.ts';
import type { GitHubClient } from '../github/client.ts';
import { readAliasRelation } from '../github/read-release.ts';

/** One alias, where it stands, and what becomes of it. */
export interface DecidedAlias {
  readonly name: string;
  readonly at: TagFacts | null;
  readonly step: Exclude<AliasStep, { kind: 'compare' }>;
  /** What it stands on is in the history of the release; null where that was of no interest. */
  readonly isInHistory: boolean | null;
  /** It stands beside the release tag for good. */
  readonly isFixed: boolean;
}

/** What the aliases of a release are decided from. */
export interface AliasSubject {
  readonly templates: NameTemplates;
  readonly names: Pick<ReleaseNames, 'aliasTags'>;
  /** Seen at one time: an alias and the releases that it covers. */
  readonly refs: Pick<ReleaseRefs, 'tags'>;
  readonly release: AliasedRelease;
  /** The commit whose history counts: the release commit, or what it will be merged onto. */
  readonly onto: string;
  /** Rules of the repository forbid some moves: then it matters whether one goes forward. */
  readonly needsHistory: boolean;
}

/** Decides every alias of a release, in the order of the configuration. */
export async function decideAliases(
  client: GitHubClient,
  { templates, names, refs, release, onto, needsHistory }: AliasSubject,
): Promise<DecidedAlias[]> {
  const isBelowRelease = async (commit: string) =>
    commit === onto || ['same', 'ancestor'].includes(await readAliasRelation(client, commit, onto));
  const decided: DecidedAlias[] = [];
  for (const [index, name] of names.aliasTags.entries()) {
    const template = templates.aliasTags[index] ?? name;
    const at = refs.tags.get(name) ?? null;
    const isFixed = templates.alsoTags.includes(template);
    const facts = {
      name,
      isFixed,
      isOfOneVersion: /\{(version|tag)\}/.test(template),
      at,
      line: aliasLine(templates, { template, name }, refs.tags.values(), release),
    };
    let isInHistory: boolean | null = null;
    let step = nextAliasStep({ ...facts, isInHistory }, release);
    if (step.kind === 'compare' || (step.kind === 'move' && needsHistory && at !== null)) {
      isInHistory = at !== null && (await isBelowRelease(at.commit));
      step = nextAliasStep({ ...facts, isInHistory }, release);
    }
    if (step.kind === 'compare') throw new Error('the alias was compared');
    decided.push({ name, at, step, isInHistory, isFixed });
  }
  return decided;
}
