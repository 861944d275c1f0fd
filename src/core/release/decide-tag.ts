import { type Problem, problem } from '../problem.ts';
import type { TagFacts } from './facts.ts';
import type { ReleaseNames } from './names.ts';
import { short } from './position.ts';

/** How the alias's commit relates to the release commit. */
export type AliasRelation = 'same' | 'ancestor' | 'descendant' | 'diverged';

export type TagStep =
  | { readonly kind: 'create' }
  | { readonly kind: 'done'; readonly tag: TagFacts }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** The next step towards the release tag on the merge commit. It is never moved. */
export function nextTagStep(tag: TagFacts | null, names: ReleaseNames, commit: string): TagStep {
  if (tag === null) return { kind: 'create' };
  if (tag.commit !== commit) {
    return {
      kind: 'stop',
      problem: problem('tag-taken', `Tag ${names.tag} points at ${short(tag.commit)} instead of ${short(commit)}.`, {
        where: `refs/tags/${names.tag}`,
      }),
    };
  }
  return { kind: 'done', tag };
}

export interface AliasState {
  readonly alias: TagFacts | null;
  /** null when there is no alias, or it was not compared yet. */
  readonly relation: AliasRelation | null;
}

export type AliasStep =
  | { readonly kind: 'create' }
  | { readonly kind: 'move'; readonly from: TagFacts }
  | { readonly kind: 'compare'; readonly alias: TagFacts }
  | { readonly kind: 'done'; readonly alias: TagFacts; readonly note: string | null }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** The next step of one alias, when the release is tagged. An alias only moves forward. */
export function nextAliasStep({ alias, relation }: AliasState, commit: string): AliasStep {
  if (alias === null) return { kind: 'create' };
  if (alias.commit === commit) return { kind: 'done', alias, note: null };
  switch (relation) {
    case null:
      return { kind: 'compare', alias };
    case 'same':
      return { kind: 'done', alias, note: null };
    case 'ancestor':
      return { kind: 'move', from: alias };
    case 'descendant':
      return {
        kind: 'done',
        alias,
        note: `The alias ${alias.name} is ahead of this release already, at ${short(alias.commit)}; it was left there.`,
      };
    case 'diverged':
      return { kind: 'stop', problem: outsideHistory(alias, commit) };
  }
}

/**
 * What keeps an alias from moving to a release that is still to be merged on top of `base`: it has to be in its history,
 * since the release will be a commit that nothing descends from.
 *
 * @param relation of the alias to the head of the base branch
 */
export function aliasObstacle(alias: TagFacts, relation: AliasRelation, base: string): Problem | null {
  return relation === 'same' || relation === 'ancestor' ? null : outsideHistory(alias, base);
}

const outsideHistory = (alias: TagFacts, commit: string): Problem =>
  problem(
    'alias-diverged',
    `The alias ${alias.name} points at ${short(alias.commit)}, which is not in the history of ${short(commit)}.`,
    { where: `refs/tags/${alias.name}` },
  );
