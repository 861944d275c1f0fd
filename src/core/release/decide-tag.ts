import { type Problem, problem } from '../problem.ts';
import type { TagFacts } from './facts.ts';
import type { ReleaseNames } from './names.ts';
import { short } from './position.ts';

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
