import { Stop } from '../../core/problem.ts';
import { nextTagStep } from '../../core/release/decide-tag.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { short } from '../../core/release/position.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { withNextVersion } from './free-version.ts';
import { keepAliases, tagRecord } from './keep-aliases.ts';
import { stopWhereInTheWay } from './refused-name.ts';
import type { ReleaseContext } from './stage-context.ts';
import { writeTag } from './write-tag.ts';

export interface BeforeTag {
  /**
   * What was seen of the release tag when the release was planned: creating a ref that exists by now is refused by GitHub and
   * read back. The aliases are looked at when the tag stands.
   */
  readonly releaseTag: TagFacts | null;
  /**
   * Asked right before the tag is made.
   *
   * @param isTriedBefore this process has tried to make it, and does not know what came of it
   * @returns the tag where it stands by now, though it was not seen before
   * @throws Stop where it was there once, and somebody took it away
   */
  readonly stopWhereWithdrawn: (isTriedBefore: boolean) => Promise<TagFacts | null>;
}

/**
 * Brings about the release tag and the alias tags on the merge commit, one ref per request: more than three tags in one
 * push start no workflow. The release tag comes first, since the aliases are of no use without it.
 *
 * @returns the release tag, whether this call made it (another copy of the release may have been faster), and the aliases that
 *   stand on the release
 */
export async function tag(
  context: ReleaseContext,
  commit: string,
  before: BeforeTag,
): Promise<{ readonly releaseTag: TagFacts; readonly isNew: boolean; readonly aliases: readonly TagFacts[] }> {
  const writes = new WriteAttempts(context.clock);
  const { releaseTag, isNew } = await tagRelease(context, writes, commit, before);
  context.record({ tag: tagRecord(releaseTag) });
  return { releaseTag, isNew, aliases: await keepAliases(context, writes, commit) };
}

async function tagRelease(
  context: ReleaseContext,
  writes: WriteAttempts,
  commit: string,
  before: BeforeTag,
): Promise<{ releaseTag: TagFacts; isNew: boolean }> {
  const { names } = context.plan;
  let isNew = false;
  let isTried = false;
  for (let found = before.releaseTag; ; ) {
    const step = nextTagStep(found, names, commit);
    if (step.kind === 'stop') throw new Stop([await withNextVersion(context, step.problem)]);
    if (step.kind === 'done') {
      const { tag: present } = step;
      // Made on GitHub's page about releases, for one. It starts the same runs, and is as good as ours.
      if (!present.annotated)
        context.progress.warn(
          `Tag ${present.name} was there already, and it is a lightweight one. It is left as it is.`,
        );
      else if (!isNew && present.message?.trimEnd() !== names.tagMessage.trimEnd())
        context.progress.note(`tag ${present.name} was there already, made by somebody else`);
      return { releaseTag: present, isNew };
    }
    const there = await before.stopWhereWithdrawn(isTried);
    if (there !== null) {
      found = there;
      continue;
    }
    isTried = true;
    const wanted = { name: names.tag, message: names.tagMessage, commit, isAlias: false, from: null };
    const written = await writeTag(context, writes, wanted);
    found = written.tag;
    isNew = written.isOurs;
    if (isNew) context.progress.note(`tagged ${short(commit)} as ${names.tag}`);
    if (found === null) await stopWhereInTheWay(context, 'tags', 'tag', names.tag);
  }
}
