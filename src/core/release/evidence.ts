import { sidesText } from '../gate/compared.ts';
import { contradictionProblem } from '../gate/parse-verdict.ts';
import { type AskedGate, heldAgainstNoAnchor, takenOnTrust, unaskedIn, unaskedProblem } from '../gate/unasked.ts';
import type { Verdict } from '../gate/verdict.ts';
import { contradictionsIn } from '../gate/verdict-contradictions.ts';
import { type GateActions, isForeignBenchmark, passesWithoutBaseline } from '../gate/verdict-exit.ts';
import { type Problem, Problems, problem } from '../problem.ts';
import { short } from './position.ts';
import type { GateRecord } from './record.ts';

/** A verdict as its file has it: of the shape of one, and nothing more is known of it yet. */
export interface ShownVerdict {
  readonly verdict: Verdict;
  /** The file, as problems name it. */
  readonly where: string;
  /** What the file holds, and the sha256 of its bytes in hex. */
  readonly text: string;
  readonly sha256: string;
}

/** What a caller shows for the performance of a release. */
export type GateEvidence =
  | ({ readonly kind: 'verdict' } & ShownVerdict)
  /** Skipped in so many words by a person. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'not-measured' };

export interface EvidenceOptions extends GateActions {
  readonly rehearsal: boolean;
}

export interface EvidenceJudgement {
  readonly record: GateRecord;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Never shown as a pass, and always said. */
export const GATE_SKIPPED =
  'Skipped by request: the gate judged nothing, and nothing is known about the performance of this release.';

const NOTHING = { measuredTree: null, verdictSha256: null, readFrom: null };

/**
 * Whether the evidence lets this release go on. A verdict has to prove itself and to be one that the configuration asks for,
 * and what was measured must be what is released: the tree of the base commit, or the same with the bump. All that is wrong is
 * told at once.
 *
 * @param acceptableTrees trees whose measurement counts for this release
 */
export function judgeEvidence(
  evidence:
    | Exclude<GateEvidence, { kind: 'verdict' }>
    | ({ readonly kind: 'verdict'; readonly asked: AskedGate } & ShownVerdict),
  acceptableTrees: readonly string[],
  options: EvidenceOptions,
): EvidenceJudgement {
  if (evidence.kind === 'skipped') {
    return {
      record: { status: 'skipped', sentence: GATE_SKIPPED, ...NOTHING },
      problems: [],
      warnings: [GATE_SKIPPED],
    };
  }
  if (evidence.kind === 'not-measured') {
    const sentence = options.rehearsal
      ? 'Not measured: a rehearsal goes on without, a release would stop here.'
      : 'Nothing was measured.';
    return {
      record: { status: 'not-measured', sentence, ...NOTHING },
      problems: options.rehearsal ? [] : [problem('gate-not-measured', sentence)],
      warnings: options.rehearsal ? [sentence] : [],
    };
  }
  const { verdict, where, sha256, asked } = evidence;
  const problems = new Problems();
  const against = contradictionsIn(verdict);
  if (against.length > 0) problems.add(contradictionProblem(against, where));
  const differences = [...unaskedIn(verdict, asked), ...heldAgainstNoAnchor(verdict, asked)];
  if (differences.length > 0) problems.add(unaskedProblem(differences, where));
  const measuredTree = verdict.measuredTree.candidate;
  const found = { status: verdict.status, sentence: verdict.sentence, measuredTree };
  const own = { ...found, isForeign: isForeignBenchmark(verdict), isBlocked: !passesWithoutBaseline(verdict, options) };
  const remedy = verdict.status === 'invalid' ? INVALID_REMEDY : inconclusiveRemedy(verdict.settings);
  const { problems: blocking, warnings } = judgeFinding(own, acceptableTrees, options, remedy);
  const onTrust = takenOnTrust(verdict, asked);
  const record: GateRecord = problems.none
    ? {
        ...found,
        sentence: [found.sentence, sidesText(verdict), ...onTrust].filter(Boolean).join(' '),
        verdictSha256: sha256,
        readFrom: null,
      }
    : { status: 'not-measured', sentence: 'Not measured: the verdict that was shown was refused.', ...NOTHING };
  problems.add(...blocking);
  return { record, problems: problems.found, warnings: [...warnings, ...onTrust] };
}

const INVALID_REMEDY =
  'The same results stay invalid: remove the cause that is named, then measure again from the first round, into another folder.';

/** Measured again as it was, it ends as it did: what changes something, with its present value. */
const inconclusiveRemedy = ({ maximumRounds, margin }: Verdict['settings']): string =>
  `The same measurement says the same again. Change something first: a quieter machine, \`gate.maximum-rounds\` (now ${maximumRounds}), or \`gate.margin\` (now ${+(100 * margin).toFixed(2)} %); then measure into another folder and give that verdict. Or let it through with \`gate.on-inconclusive: warn\`.`;

interface Finding extends Pick<Verdict, 'status' | 'sentence'>, Pick<GateRecord, 'measuredTree'> {
  /** The candidate's benchmark does not run on the baseline. */
  readonly isForeign?: boolean;
  /** What judged it did not let it through without a baseline. Left out: it went on by it before. */
  readonly isBlocked?: boolean;
}

/** What a verdict's status and tree mean for a release of one of these trees. */
export function judgeFinding(
  { status, sentence, measuredTree, isForeign = false, isBlocked = false }: Finding,
  acceptableTrees: readonly string[],
  { onInconclusive, withoutBaseline }: GateActions,
  inconclusive: string | null = null,
): Pick<EvidenceJudgement, 'problems' | 'warnings'> {
  const problems = new Problems();
  const warnings: string[] = [];
  const undecided = problem('gate-inconclusive', sentence, inconclusive === null ? {} : { remedy: inconclusive });
  switch (status) {
    case 'pass':
      break;
    case 'inconclusive':
      if (onInconclusive === 'warn') warnings.push(`The gate is inconclusive and configured to warn: ${sentence}`);
      else problems.add(undecided);
      break;
    case 'invalid':
      problems.add(undecided);
      break;
    case 'incomparable':
      problems.add(problem(isForeign ? 'gate-foreign-benchmark' : 'gate-incomparable', sentence));
      break;
    case 'not-measured':
      if (withoutBaseline === 'pass' && !isBlocked) warnings.push(sentence);
      else problems.add(problem('gate-without-baseline', sentence));
      break;
    case 'regression':
      problems.add(problem('gate-not-passed', sentence));
      break;
  }
  if (measuredTree !== null && !acceptableTrees.includes(measuredTree)) {
    problems.add(
      problem(
        'gate-other-tree',
        `Tree ${short(measuredTree)} was measured, but ${acceptableTrees.map(short).join(' or ')} would be released.`,
      ),
    );
  }
  return { problems: problems.found, warnings };
}
