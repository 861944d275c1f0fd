import { type Problem, Problems, problem } from '../problem.ts';
import type { NewBranchRule, RuleOrigin } from './facts.ts';
import { type RuleEffect, uncertainty } from './rule-effect.ts';
import { meetsNamePattern } from './ruleset-pattern.ts';

/** A branch that a release commits to. */
export interface BranchWrite {
  readonly name: string;
  /** The setting that names it. */
  readonly key: 'release-branch' | 'follow-up-branch';
  /** It is there: only the commit is made. */
  readonly exists: boolean;
  /** GitHub signs what is committed. */
  readonly isSigned: boolean;
}

/** Rules that say nothing about making a branch and committing to it once, without force. */
const OF_NO_CONCERN = new Set(['deletion', 'required_linear_history', 'non_fast_forward', 'copilot_code_review']);

/** Rules that let nothing reach a branch but what was merged into it. */
const ONLY_BY_MERGE: Readonly<Record<string, string>> = {
  update: 'restricts updates of',
  pull_request: 'lets only pull requests change',
  merge_queue: 'lets only a merge queue change',
  required_status_checks: 'wants checks to have passed before anything reaches',
};

/**
 * What the rules for a branch say about the commit that is proposed there: problems where it is sure to be refused,
 * warnings where nobody can know it before.
 *
 * Source: GitHub documentation, "Available rules for rulesets".
 *
 * @param login whose token it is; null where that is not known
 */
export function judgeBranchRules(
  rules: readonly NewBranchRule[],
  write: BranchWrite,
  login: string | null,
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const problems = new Problems();
  const warnings: string[] = [];
  for (const rule of rules) {
    if (rule.canBypass === true) continue;
    const effect = effectOf(rule, write);
    if (effect === null) continue;
    const subject = `${ruleName(rule.by)} ${effect.says} ${write.name}`;
    const warning = uncertainty(effect, rule.canBypass, subject, 'the commit');
    if (warning === null) problems.add(forbidden(rule, effect.says, write, login));
    else warnings.push(warning);
  }
  return { problems: problems.found, warnings };
}

/** A ruleset or a protection, as a sentence begins with it. */
export const ruleName = ({ kind, name }: RuleOrigin): string => {
  if (kind === 'protection') return `The branch protection ${JSON.stringify(name)}`;
  return name === null ? 'A ruleset' : `Ruleset ${JSON.stringify(name)}`;
};

function forbidden({ by }: NewBranchRule, says: string, { name, key }: BranchWrite, login: string | null): Problem {
  const who = login ?? 'the token’s identity';
  return problem(
    'rules-forbid-merge',
    `A commit to ${name} (\`${key}\`) would be refused: ${ruleName(by)} ${says} it.`,
    {
      where: `refs/heads/${name}`,
      remedy:
        by.kind === 'ruleset'
          ? `Add ${who} to the ruleset’s bypass list, or set another \`${key}\` that it does not cover; then run the same command again.`
          : `Let ${who} do it ("${by.setting}", Settings, Branches), or set another \`${key}\` that it does not cover; then run the same command again.`,
    },
  );
}

/** What a rule does to the commit; null: nothing. */
function effectOf({ type, parameters }: NewBranchRule, write: BranchWrite): RuleEffect | null {
  if (OF_NO_CONCERN.has(type)) return null;
  if (type === 'creation') return write.exists ? null : { says: 'restricts creating', isSure: true };
  const onlyByMerge = ONLY_BY_MERGE[type];
  if (onlyByMerge !== undefined) return { says: onlyByMerge, isSure: true };
  if (type === 'required_signatures')
    return write.isSigned ? null : { says: 'wants signed commits, which this server does not make, on', isSure: true };
  if (type === 'branch_name_pattern') {
    const isMet = write.exists ? true : meetsNamePattern(parameters, write.name);
    if (isMet === true) return null;
    const says = `has a pattern for names (${String(parameters.operator)} ${JSON.stringify(parameters.pattern)}), which is no name for`;
    return { says, isSure: isMet === false };
  }
  return { says: `has the rule ${type} for`, isSure: false };
}
