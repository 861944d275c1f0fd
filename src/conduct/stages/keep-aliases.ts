import { problem, Stop } from '../../core/problem.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { nameTemplates } from '../../core/settings/name-templates.ts';
import { explaining } from '../../github/explain-failure.ts';
import type { WriteAttempts } from '../../github/write-attempts.ts';
import { decideAliases } from '../decide-aliases.ts';
import { presentRefs, stopWhereInTheWay } from './refused-name.ts';
import type { ReleaseContext } from './stage-context.ts';
import { writeTag } from './write-tag.ts';

/** More looks than any race of releases takes; beyond it two writers are fighting. */
const MAXIMUM_LOOKS = 12;

/**
 * Puts the aliases on the release that belong there, when its tag stands. Of two releases at the same time, whichever looks
 * later sees the tag of the other, and a move fails where the alias is not where it was seen: so an alias ends on the highest.
 *
 * @returns the aliases that stand on the release
 */
export async function keepAliases(
  context: ReleaseContext,
  writes: WriteAttempts,
  commit: string,
): Promise<readonly TagFacts[]> {
  const { plan, config, client } = context;
  const { names, version } = plan;
  if (names.aliasTags.length === 0) return [];
  const templates = nameTemplates(config.templates, plan.component);
  const release = { version, tag: names.tag, commit, isTagged: true };
  for (let looks = 0; looks < MAXIMUM_LOOKS; looks += 1) {
    const refs = await presentRefs(context);
    const decided = await explaining('comparing the aliases with the release', () =>
      decideAliases(client, { templates, names, refs, release, onto: commit, needsHistory: false }),
    );
    const standing: TagFacts[] = [];
    let isSettled = true;
    for (const { name, at, step, isFixed } of decided) {
      if (step.kind === 'stop') throw new Stop([step.problem]);
      if (step.kind === 'stay') remark(context, step);
      else if (step.kind === 'done') standing.push(...(at === null ? [] : [at]));
      else {
        const from = step.kind === 'move' ? step.from : null;
        const message = isFixed ? names.tagMessage : names.aliasMessage;
        const wanted = { name, message, commit, isAlias: true, from };
        const { tag } = await writeTag(context, writes, wanted);
        if (tag?.commit === commit) {
          context.progress.note(
            step.kind === 'create'
              ? isFixed
                ? `created the tag ${name}`
                : `created the alias ${name}`
              : isFixed
                ? `moved the tag ${name}`
                : `moved the alias ${name}`,
          );
          standing.push(tag);
        } else isSettled = false;
        if (tag === null && from === null)
          await stopWhereInTheWay(context, 'tags', isFixed ? 'also-tag' : 'alias-tag', name);
      }
      context.record({ aliases: standing.map(tagRecord) });
    }
    if (isSettled) return standing;
  }
  throw new Stop([
    problem('github-refused', `The aliases of ${names.tag} did not settle: somebody else keeps moving them.`),
  ]);
}

/** Said again only where nobody could know it from the plan. */
function remark({ plan, progress }: ReleaseContext, step: { readonly note: string; readonly odd: boolean }): void {
  if (plan.notes.includes(step.note) || plan.warnings.includes(step.note)) return;
  if (step.odd) progress.warn(step.note);
  else progress.note(step.note);
}

export const tagRecord = ({ name, object, commit }: TagFacts) => ({ name, object, commit });
