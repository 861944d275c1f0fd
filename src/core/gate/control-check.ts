import { counted } from '../counted.ts';
import { parseScenarioId } from '../measurements/scenario-id.ts';
import { FIRST_LOOK } from '../statistics/boundary.ts';
import { holmThroughLooks } from '../statistics/holm.ts';
import { percentChange } from './change-words.ts';
import type { DuetSettings } from './criteria.ts';
import { asHypothesis, relative, type TestedSeries } from './tested-series.ts';
import type { ControlCheck, Reason } from './verdict.ts';

/** Whether a control moved, which only a broken measurement explains, and whether there are enough of them to notice. */
export function checkControls(
  controls: readonly TestedSeries[],
  { controlAlpha, floor, maximumRounds }: DuetSettings,
  rounds: number,
): { readonly checks: ControlCheck[]; readonly reasons: Reason[] } {
  // The two-sided p value is compared with twice the one-sided boundary of half the rate.
  const hypotheses = controls.map((each) =>
    asHypothesis(each, (look) => (Math.abs(relative(look.mean)) > floor ? look.differentP / 2 : 1)),
  );
  // A veto is cheap and has to come before a verdict does: it waits for no more than a usable spread.
  const moved = holmThroughLooks(hypotheses, controlAlpha / 2, maximumRounds, rounds, { firstLook: () => FIRST_LOOK });
  const checks: ControlCheck[] = [];
  const reasons: Reason[] = [];
  for (const { series, looks } of controls) {
    const last = looks.at(-1);
    if (last === undefined) continue;
    const vetoes = moved.has(series.scenarioId);
    const stack = parseScenarioId(series.scenarioId)?.stack ?? series.scenarioId;
    checks.push({
      stack,
      scenarioId: series.scenarioId,
      change: relative(last.mean),
      pValue: last.differentP,
      vetoes,
    });
    if (!vetoes) continue;
    const at = looks.find((look) => look.rounds === moved.get(series.scenarioId)?.atRound) ?? last;
    reasons.push({
      effect: 'blocks',
      rule: 'control',
      subject: series.scenarioId,
      text: `${series.scenarioId} does not contain the code under test, but changed by ${percentChange(relative(at.mean), 2)} (p = ${at.differentP.toPrecision(2)} after ${counted(at.rounds, 'round')}): the measurement is broken.`,
    });
  }
  reasons.push(...tooFewControls(checks));
  return { checks, reasons };
}

function tooFewControls(checks: readonly ControlCheck[]): Reason[] {
  const stacks = new Set(checks.map((check) => check.stack));
  if (stacks.size >= 2) return [];
  const text =
    stacks.size === 0
      ? 'No control was measured: a broken measurement would not be noticed.'
      : `Only one control was measured (${[...stacks].join('')}): a broken measurement may go unnoticed.`;
  return [{ effect: 'warns', rule: 'control', text }];
}
