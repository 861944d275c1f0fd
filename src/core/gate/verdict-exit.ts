import type { Verdict } from './verdict.ts';

/** What the configuration makes of a verdict that is neither good nor bad. */
export interface GateActions {
  readonly onInconclusive: 'block' | 'warn';
  readonly withoutBaseline: 'pass' | 'block';
}

/** That the candidate's benchmark does not run on the baseline: the change has to be made otherwise, no input is wrong. */
export const isForeignBenchmark = ({ status, reasons }: Pick<Verdict, 'status' | 'reasons'>): boolean =>
  status === 'incomparable' && reasons.some(({ effect, rule }) => effect === 'blocks' && rule === 'baseline');

/** Whether a verdict without baseline is let through: by what judged it, and by what reads it. */
export const passesWithoutBaseline = (
  { reasons }: Pick<Verdict, 'reasons'>,
  { withoutBaseline }: Pick<GateActions, 'withoutBaseline'>,
): boolean => withoutBaseline === 'pass' && !reasons.some(({ effect }) => effect === 'blocks');

/**
 * The exit code of a verdict: 0 pass, 1 regression or less correct, 2 not the same experiment, 3 inconclusive or an invalid
 * measurement. With `warn`, an inconclusive verdict exits 0 (an invalid one never does); where nothing has a baseline, the
 * configuration says. A benchmark of the candidate that does not run on the baseline exits 1.
 */
export function gateExitCode(verdict: Pick<Verdict, 'status' | 'reasons'>, actions: GateActions): 0 | 1 | 2 | 3 {
  switch (verdict.status) {
    case 'pass':
      return 0;
    case 'regression':
      return 1;
    case 'incomparable':
      return isForeignBenchmark(verdict) ? 1 : 2;
    case 'inconclusive':
      return actions.onInconclusive === 'warn' ? 0 : 3;
    case 'not-measured':
      return passesWithoutBaseline(verdict, actions) ? 0 : 3;
    case 'invalid':
      return 3;
  }
}
