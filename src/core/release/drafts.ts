import { type Problem, problem } from '../problem.ts';
import type { ReleaseFacts } from './facts.ts';
import type { Publishing } from './publishing-workflows.ts';
import type { ReleaseMaker } from './release-maker.ts';

/** What a person calls a draft: its name and where it is. */
export const draftText = ({ name, url }: ReleaseFacts): string => `${JSON.stringify(name)} (${url})`;

/** Drafts of the tag: those that are there, and the one that a workflow will leave. */
export function draftsOf(
  {
    names,
    releases,
    remaining,
  }: {
    readonly names: { readonly tag: string };
    readonly releases: readonly ReleaseFacts[];
    readonly remaining: { readonly tag: boolean };
  },
  maker: ReleaseMaker,
  left: Publishing['draft'],
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  if (left !== null) {
    warnings.push(
      `${left.path} leaves a draft (${left.place}): somebody has to publish it before the release is verified, and the same command goes on then.`,
    );
  }
  for (const draft of releases.filter((each) => each.draft && each.tag === names.tag)) {
    // With the tag, a draft is what a workflow of this release has left: the end of the release tells of it.
    if (!remaining.tag) continue;
    if (maker === 'nobody' || maker === 'unseen') {
      warnings.push(
        `There is a draft of ${names.tag}, ${draftText(draft)}. Nothing of this release publishes it; publish it when the tag is there, not before: that would make the tag.`,
      );
    } else {
      problems.push(
        problem('draft-in-the-way', `There is a draft of ${names.tag} already: ${draftText(draft)}.`, {
          where: draft.url,
        }),
      );
    }
  }
  return { problems, warnings };
}
