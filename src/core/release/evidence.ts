import type { Verdict } from '../gate/verdict.ts';
import { type Problem, Problems, problem } from '../problem.ts';
import { short } from './position.ts';
import type { GateRecord } from './record.ts';

/** What a release rests on as to performance. */
export type GateEvidence =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** Skipped in so many words by a person. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'not-measured' };

export interface EvidenceJudgement {
  readonly record: GateRecord;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Never shown as a pass, and always said. */
export const GATE_SKIPPED = 'The gate was skipped by request: nothing is known about the performance of this release.';

/**
 * Whether the evidence lets this release go on. What was measured must be what is released: the tree of the base commit,
 * or the same with the bump.
 *
 * @param acceptableTrees trees whose measurement counts for this release
 */
export function judgeEvidence(
  evidence: GateEvidence,
  acceptableTrees: readonly string[],
  options: { readonly onInconclusive: 'block' | 'warn'; readonly rehearsal: boolean },
): EvidenceJudgement {
  if (evidence.kind === 'skipped') {
    const record: GateRecord = { status: 'skipped', sentence: GATE_SKIPPED, measuredTree: null };
    return { record, problems: [], warnings: [GATE_SKIPPED] };
  }
  if (evidence.kind === 'not-measured') {
    const sentence = options.rehearsal
      ? 'Not measured: a rehearsal goes on without, a release would stop here.'
      : 'Nothing was measured.';
    return {
      record: { status: 'not-measured', sentence, measuredTree: null },
      problems: options.rehearsal ? [] : [problem('gate-not-measured', sentence)],
      warnings: options.rehearsal ? [sentence] : [],
    };
  }
  const { verdict } = evidence;
  const measuredTree = verdict.measuredTree.candidate;
  const record: GateRecord = { status: verdict.status, sentence: verdict.sentence, measuredTree };
  const problems = new Problems();
  const warnings: string[] = [];
  switch (verdict.status) {
    case 'pass':
      break;
    case 'inconclusive':
      if (options.onInconclusive === 'warn')
        warnings.push(`The gate is inconclusive and configured to warn: ${verdict.sentence}`);
      else problems.add(problem('gate-inconclusive', verdict.sentence));
      break;
    case 'invalid':
      problems.add(problem('gate-inconclusive', verdict.sentence));
      break;
    case 'incomparable':
      problems.add(problem('gate-incomparable', verdict.sentence));
      break;
    case 'regression':
      problems.add(problem('gate-not-passed', verdict.sentence));
      break;
  }
  if (measuredTree === null) {
    warnings.push('The verdict does not say which tree was measured: that it is the released one rests on your word.');
  } else if (!acceptableTrees.includes(measuredTree)) {
    problems.add(
      problem(
        'gate-other-tree',
        `Tree ${short(measuredTree)} was measured, but ${acceptableTrees.map(short).join(' or ')} would be released.`,
      ),
    );
  }
  return { record, problems: problems.found, warnings };
}
