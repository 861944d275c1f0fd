/** What a rule does to something that a release writes. */
export interface RuleEffect {
  /** Stands between the name of the ruleset and that of what is written. */
  readonly says: string;
  /** The write is sure to be refused, unless the token may bypass the rule. */
  readonly isSure: boolean;
}

/**
 * The warning where nobody can know before whether a write passes.
 *
 * @param canBypass null: not told
 * @param subject `Ruleset "x" restricts creating core/v1.2.0`
 * @param what `the tag`
 * @returns null: it is sure to be refused
 */
export function uncertainty(
  { isSure }: RuleEffect,
  canBypass: boolean | null,
  subject: string,
  what: string,
): string | null {
  if (isSure && canBypass === false) return null;
  const unknown = isSure
    ? 'GitHub does not tell whether this token may bypass it'
    : `whether ${what} passes is known only when it is made`;
  return `${subject}: ${unknown}.`;
}
