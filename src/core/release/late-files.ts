import { type Problem, problem } from '../problem.ts';
import type { ReleaseFacts } from './facts.ts';
import type { LateFiles } from './publishing-workflows.ts';

/**
 * Files that are attached after the release is public: refused where published releases are immutable, and of no consequence
 * elsewhere.
 *
 * @param setting whether they are; null: not told. Then the newest release says what it was when that one was published
 */
export function judgeLateFiles(
  late: LateFiles | null,
  setting: boolean | null,
  releases: readonly ReleaseFacts[],
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  if (late === null || setting === false) return { problems: [], warnings: [] };
  const newest = releases.find((each) => !each.draft);
  const what = `${late.path} publishes the release (${late.published}) before all files are attached (${late.attaching})`;
  if (setting === true || newest?.immutable === true) {
    const because =
      setting === true ? 'this repository makes published releases immutable' : `${newest?.tag} is immutable`;
    return {
      problems: [
        problem(
          'files-after-publication',
          `${what}, and ${because}: GitHub refuses those files, and the name of the tag is used up.`,
          {
            where: late.path,
          },
        ),
      ],
      warnings: [],
    };
  }
  return {
    problems: [],
    warnings: [
      `${what}. Whether published releases are immutable here is not told to this token; if they are, GitHub refuses those files: make it a draft first, and publish it last.`,
    ],
  };
}
