import { type Problem, Problems, problem } from '../problem.ts';
import type { TagRuleset } from './facts.ts';
import { type RuleEffect, uncertainty } from './rule-effect.ts';
import { coversRef, meetsNamePattern } from './ruleset-pattern.ts';

/** A tag that the release writes. */
export interface TagWrite {
  readonly name: string;
  readonly act: 'create' | 'move';
  readonly isAlias: boolean;
  /** Of a move: the new commit has the old one in its history. */
  readonly isForward: boolean;
}

/** Rules that say nothing about making a tag or moving it forward. */
const OF_NO_CONCERN = new Set(['deletion', 'required_linear_history', 'non_fast_forward', 'creation', 'update']);

/**
 * What the rulesets for tags say about the tags of a release: problems where one is sure to be refused, warnings where nobody
 * can know it before.
 *
 * Source: GitHub documentation, "Available rules for rulesets".
 *
 * @param login whose token it is; null where that is not known
 */
export function judgeTagRules(
  rulesets: readonly TagRuleset[],
  writes: readonly TagWrite[],
  login: string | null,
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const problems = new Problems();
  const warnings: string[] = [];
  for (const ruleset of rulesets) {
    if (ruleset.canBypass === true) continue;
    for (const write of writes) {
      if (!coversRef(ruleset, `refs/tags/${write.name}`)) continue;
      const called = `Ruleset ${JSON.stringify(ruleset.name)}`;
      for (const rule of ruleset.rules) {
        const effect = effectOf(rule, write);
        if (effect === null) continue;
        const subject = `${called} ${effect.says} ${write.name}`;
        const warning = uncertainty(effect, ruleset.canBypass, subject, 'the tag');
        if (warning === null) problems.add(forbidden(subject, write, login));
        else warnings.push(warning);
      }
    }
  }
  return { problems: problems.found, warnings };
}

function forbidden(subject: string, write: TagWrite, login: string | null): Problem {
  const identity = login === null ? 'the token’s identity' : login;
  const without = write.isAlias ? `, or leave ${write.name} out of \`alias-tag\`` : '';
  return problem('rules-forbid-tag', `${subject}.`, {
    where: `refs/tags/${write.name}`,
    remedy: `Add ${identity} to the ruleset’s bypass list${without}; then run the same command again.`,
  });
}

/** What a rule does to a write; null: nothing. */
function effectOf({ type, parameters }: TagRuleset['rules'][number], write: TagWrite): RuleEffect | null {
  if (type === 'creation' && write.act === 'create') return { says: 'restricts creating', isSure: true };
  if (type === 'update' && write.act === 'move') return { says: 'restricts moving', isSure: true };
  if (type === 'non_fast_forward' && write.act === 'move' && !write.isForward)
    return { says: 'forbids moving across histories, as it would be, of', isSure: true };
  if (OF_NO_CONCERN.has(type)) return null;
  if (type === 'tag_name_pattern') {
    const isMet = meetsNamePattern(parameters, write.name);
    if (isMet === true) return null;
    const says = `has a pattern for names (${String(parameters.operator)} ${JSON.stringify(parameters.pattern)}), and it is about`;
    return { says, isSure: isMet === false && write.act === 'create' };
  }
  return { says: `has the rule ${type} for`, isSure: false };
}
