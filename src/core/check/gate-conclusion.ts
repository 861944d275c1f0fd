import * as z from 'zod';
import type { Verdict } from '../gate/verdict.ts';
import { type Checked, checked, failed, PROBLEM_KINDS, type Problem, type ProblemCode, problem } from '../problem.ts';
import type { CheckReport } from './commit-check.ts';

/** How the gate alone ended, for a check of one commit. */
export type CheckOutcome =
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly exitCode: 0 | 1 | 2 | 3 }
  /** Nothing that the benchmark measures has changed, so there is nothing to measure: it passes. */
  | { readonly kind: 'unchanged'; readonly change: Unchanged }
  /** There is no verdict. */
  | { readonly kind: 'stopped'; readonly problems: readonly Problem[] };

export interface Unchanged {
  /** Files that differ from the base; all of them are left out by the path filter. */
  readonly ignored: number;
  /** Commits compared; null where they are not known here. */
  readonly baseline: string | null;
  readonly candidate: string;
}

/** Whose figures a report rests on. */
export type Basis =
  /** Measured by a run of the repository itself. */
  | { readonly kind: 'own' }
  /**
   * Measured by a run of a fork. `rounds`: judged here, from the rounds it left; `claim`: the fork's own verdict, which
   * nothing here can be computed from. `trusted`: the maintainers said that they trust rounds from forks.
   */
  | { readonly kind: 'fork'; readonly from: 'rounds' | 'claim' | 'nothing'; readonly trusted: boolean };

/**
 * The conclusion of the check run. Rules count success and neutral as satisfied, and nothing else: so whatever exits with
 * a failure blocks, and a pass that only a fork vouches for waits for a maintainer. Bad news from a fork is believed:
 * nobody gains by making it up.
 *
 * Source: GitHub documentation, "About status checks" and "About protected branches".
 */
export function conclusionOf(outcome: CheckOutcome, basis: Basis): CheckReport['conclusion'] {
  // Found out here, from GitHub's own list of changed files.
  if (outcome.kind === 'unchanged') return 'success';
  if (outcome.kind === 'stopped' || outcome.exitCode !== 0) return 'failure';
  if (basis.kind === 'fork' && !isTrusted(basis)) return 'action_required';
  return outcome.verdict.status === 'pass' ? 'success' : 'neutral';
}

/** A claim stays a claim, however much a fork is trusted: nothing was judged here. */
export const isTrusted = (basis: Basis): boolean => basis.kind === 'own' || (basis.trusted && basis.from === 'rounds');

const codes = Object.keys(PROBLEM_KINDS) as [ProblemCode, ...ProblemCode[]];
const text = z.string().max(4_000);
const commit = z.string().regex(/^[0-9a-f]{40}$/);

/** `outcome.json`: how the measuring job ended, where a later step or another run finds it. */
const fileShape = z.discriminatedUnion('kind', [
  z.strictObject({ formatVersion: z.literal(1), kind: z.literal('judged') }),
  z.strictObject({
    formatVersion: z.literal(1),
    kind: z.literal('unchanged'),
    change: z.strictObject({ ignored: z.number().int().min(0), baseline: commit.nullable(), candidate: commit }),
  }),
  z.strictObject({
    formatVersion: z.literal(1),
    kind: z.literal('stopped'),
    problems: z.array(z.strictObject({ code: z.enum(codes), what: text, where: z.exactOptional(text) })).max(50),
  }),
]);

/** An outcome without its verdict, which stands in a file of its own. */
export type OutcomeFile = z.infer<typeof fileShape>;

export const LARGEST_OUTCOME = 512 * 1024;

export function outcomeFile(outcome: CheckOutcome): OutcomeFile {
  switch (outcome.kind) {
    case 'judged':
      return { formatVersion: 1, kind: 'judged' };
    case 'unchanged':
      return { formatVersion: 1, kind: 'unchanged', change: { ...outcome.change } };
    case 'stopped':
      return {
        formatVersion: 1,
        kind: 'stopped',
        problems: outcome.problems.slice(0, 50).map(({ code, what, where }) => ({
          code,
          what: what.slice(0, 4_000),
          ...(where === undefined ? {} : { where: where.slice(0, 4_000) }),
        })),
      };
  }
}

/** Reads outcome.json, which may be a stranger's. Remedies are those of our own table. */
export function parseOutcome(json: string, where: string): Checked<OutcomeFile> {
  const wrong = (what: string) => failed(problem('artifact-refused', what, { where }));
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return wrong('The file is not JSON.');
  }
  const parsed = fileShape.safeParse(value);
  if (parsed.success) return checked(parsed.data);
  const issue = parsed.error.issues[0];
  return wrong(
    `${issue?.path.map(String).join('.') || 'The file'}: ${issue?.message ?? 'has another shape'}`.slice(0, 300),
  );
}

export const problemsOf = (file: OutcomeFile & { kind: 'stopped' }): Problem[] =>
  file.problems.map(({ code, what, where }) => problem(code, what, where === undefined ? {} : { where }));
