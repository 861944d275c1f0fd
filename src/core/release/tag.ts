import { type Problem, problem } from '../problem.ts';
import type { TagFacts } from './facts.ts';
import type { ReleaseNames } from './names.ts';
import { short } from './position.ts';

/** How the alias's commit relates to the release commit. */
export type AliasRelation = 'same' | 'ancestor' | 'descendant' | 'diverged';

export interface TagState {
  readonly tag: TagFacts | null;
  readonly alias: TagFacts | null;
  /** null when there is no alias, or it was not compared yet. */
  readonly aliasRelation: AliasRelation | null;
}

export type TagStep =
  | { readonly kind: 'create-tag' }
  | { readonly kind: 'create-alias' }
  | { readonly kind: 'move-alias'; readonly from: TagFacts }
  | { readonly kind: 'compare-alias'; readonly alias: TagFacts }
  | { readonly kind: 'done'; readonly note: string | null }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** The next step towards both tags on the merge commit. A release tag is never moved; the alias only moves forward. */
export function nextTagStep(state: TagState, names: ReleaseNames, commit: string): TagStep {
  const { tag, alias } = state;
  if (tag === null) return { kind: 'create-tag' };
  if (tag.commit !== commit) {
    return {
      kind: 'stop',
      problem: problem('tag-taken', `Tag ${names.tag} points at ${short(tag.commit)} instead of ${short(commit)}.`, {
        where: `refs/tags/${names.tag}`,
      }),
    };
  }
  if (names.aliasTag === null) return { kind: 'done', note: null };
  if (alias === null) return { kind: 'create-alias' };
  if (alias.commit === commit) return { kind: 'done', note: null };
  switch (state.aliasRelation) {
    case null:
      return { kind: 'compare-alias', alias };
    case 'same':
      return { kind: 'done', note: null };
    case 'ancestor':
      return { kind: 'move-alias', from: alias };
    case 'descendant':
      return {
        kind: 'done',
        note: `The alias ${alias.name} is ahead of this release already, at ${short(alias.commit)}; it was left there.`,
      };
    case 'diverged':
      return {
        kind: 'stop',
        problem: problem(
          'alias-diverged',
          `The alias ${alias.name} points at ${short(alias.commit)}, which is not in the history of ${short(commit)}.`,
          { where: `refs/tags/${alias.name}` },
        ),
      };
  }
}
