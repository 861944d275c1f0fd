import { fewNames } from '../few-names.ts';
import type { HarnessResult } from '../measurements/harness-result.ts';
import { BENCHMARK, BENCHMARK_WAYS } from './benchmark-difference-reason.ts';
import type { CorrectnessComparison } from './correctness.ts';
import type { MeasuredRound } from './duet-series.ts';
import type { Reason } from './verdict.ts';

/** What was measured and has nothing to be compared with. */
export interface WithoutBaseline {
  /**
   * - `nothing`: no subject has a baseline;
   * - `foreign`: the candidate's benchmark was run on the baseline, and does not run there;
   * - null: something can be compared, or a failure says why not.
   */
  readonly kind: 'nothing' | 'foreign' | null;
  readonly reasons: readonly Reason[];
}

const COMPARABLE: WithoutBaseline = { kind: null, reasons: [] };

/**
 * Whether this is the first measurement of anything. A benchmark that crashed on the baseline has a baseline, which is broken:
 * it is never taken for one that is not there.
 *
 * @param subjects ids of the cases that contain this library
 */
export function findWithoutBaseline(
  {
    rounds,
    baseline,
    subjects,
  }: {
    readonly rounds: readonly MeasuredRound[];
    readonly baseline: readonly HarnessResult[];
    readonly subjects: readonly string[];
  },
  { states }: Pick<CorrectnessComparison, 'states'>,
  withoutBaseline: 'pass' | 'block',
): WithoutBaseline {
  const ran = subjects.flatMap((id) => {
    const of = states.get(id);
    return of === undefined || of.candidate.state === 'absent' || of.candidate.state === 'skipped'
      ? []
      : [{ id, before: of.baseline.state }];
  });
  const without = ran.filter(({ before }) => before === 'absent' || before === 'skipped').map(({ id }) => id);
  if (without.length === 0) return COMPARABLE;
  const how = rounds.find((round) => round.notRunHere !== undefined)?.notRunHere;
  const sources = rounds.find(({ benchmark }) => benchmark !== undefined)?.benchmark?.sources;
  const gone = ran.filter(({ before }) => before === 'absent').map(({ id }) => id);
  if (sources === 'candidate' && gone.length > 0) return foreign(gone, how);
  if (ran.length > without.length || (how === undefined && isBroken(baseline))) return COMPARABLE;
  const why = how === undefined ? '' : ` (${how})`;
  const text = `The baseline has no benchmark${why}: there is nothing to compare ${fewNames(without)} with yet, and the next change is compared with this one. ${
    withoutBaseline === 'pass'
      ? 'It passes by `gate.without-baseline: pass`.'
      : 'It blocks by `gate.without-baseline: block`.'
  }`;
  return {
    kind: 'nothing',
    reasons: [{ effect: withoutBaseline === 'pass' ? 'informs' : 'blocks', rule: 'baseline', text }],
  };
}

/** That a case is new. */
export const isOfNewCase = ({ rule, subject }: Reason): boolean => rule === 'baseline' && subject !== undefined;

function foreign(ids: readonly string[], how: string | undefined): WithoutBaseline {
  const why = how === undefined ? `${fewNames(ids)} produced no row there` : how;
  const text = `The candidate’s benchmark does not run on the baseline (${why}), so nothing says how the two compare. ${BENCHMARK_WAYS}`;
  return { kind: 'foreign', reasons: [{ effect: 'blocks', rule: 'baseline', subject: BENCHMARK, text }] };
}

/** A run that was killed or left nothing, or a stack that ended with a failure and without a row. */
const isBroken = (runs: readonly HarnessResult[]): boolean =>
  runs.some(({ summary, rows }) => {
    const exitCode = summary?.overallExitCode ?? null;
    if (rows.size === 0) return exitCode !== 0;
    return (exitCode ?? 0) !== 0 && ![...rows.values()].some(({ passFail }) => passFail === 'FAIL');
  });
