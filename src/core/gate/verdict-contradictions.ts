import { counted } from '../counted.ts';
import { decidesOf, isPrimary, ROUNDING } from './claimed-effect.ts';
import { GATE_DEFAULTS } from './criteria.ts';
import { duetContradictions } from './duet-contradictions.ts';
import { isBeyond } from './exact-metrics.ts';
import { asLogRatio } from './metric-rules.ts';
import type { Reason, RowComparison, Verdict } from './verdict.ts';
import { isWithin } from './waivers.ts';

/**
 * What in a verdict does not follow from the rest of it, a sentence each; empty where it proves itself. A verdict comes from
 * another job or machine, and lets a release go on: its status is believed as far as its own rows, effects and reasons lead
 * to it. Bad news is taken as it is: nothing goes on by it, so nobody gains by making it up.
 */
export function contradictionsIn(verdict: Verdict): string[] {
  if (verdict.status === 'not-measured') return measuredAfterAll(verdict);
  if (verdict.status !== 'pass' && verdict.status !== 'inconclusive') return [];
  const found = [
    ...identityFaults(verdict),
    ...(verdict.status === 'pass' ? restsOnNothing(verdict) : []),
    ...reasonsAgainst(verdict),
    ...effectsAgainst(verdict),
    ...rowsAgainst(verdict),
    ...anchorAgainst(verdict),
  ];
  const judgedAgain = verdict.mode === 'duet' ? duetContradictions(verdict) : recordedContradictions(verdict);
  return [...new Set([...found, ...judgedAgain, ...exactContradictions(verdict)])];
}

/** Why a verdict that lets go on without a baseline has one. One that blocks has nothing to prove. */
function measuredAfterAll({ rows, effects, reasons }: Verdict): string[] {
  if (reasons.some(({ effect, rule }) => effect === 'blocks' && rule === 'baseline')) return [];
  const has = rows.filter(
    ({ role, passFail }) =>
      role === 'subject' &&
      passFail.candidate !== null &&
      passFail.candidate !== 'SKIP' &&
      passFail.baseline !== null &&
      passFail.baseline !== 'SKIP',
  );
  const measured = rows.filter(({ role, passFail }) => role === 'subject' && passFail.candidate !== null);
  return [
    ...(measured.length === 0 ? ['It says that nothing has a baseline, and measured no subject.'] : []),
    ...has.map(({ scenarioId }) => `It says that nothing has a baseline, but ${scenarioId} has one.`),
    ...rows
      .filter(({ passFail }) => passFail.candidate === 'FAIL' && passFail.baseline !== 'FAIL')
      .map(({ scenarioId }) => `It says that nothing has a baseline, but ${scenarioId} failed.`),
    ...effects
      .filter(isPrimary)
      .map(({ scenarioId }) => `It says that nothing has a baseline and compares ${scenarioId}.`),
    ...reasons
      .filter(({ effect }) => effect === 'blocks')
      .map(({ text }) => `It lets go on without a baseline, but a reason blocks: ${text}`),
  ].slice(0, MOST_OF_A_KIND);
}

/** Slower since the anchor, where that blocks: no status that lets go on stands beside it. */
const anchorAgainst = ({ status, sinceAnchor = [] }: Verdict): string[] =>
  sinceAnchor
    .filter(({ decides }) => decides === 'block')
    .flatMap(({ changes }) => changes.filter(({ conclusion }) => conclusion === 'slower'))
    .slice(0, MOST_OF_A_KIND)
    .map(
      ({ scenarioId }) =>
        `The status is ${status}, but ${scenarioId} has become slower since the anchor, which blocks.`,
    );

function restsOnNothing({ mode, rounds, rows, effects }: Verdict): string[] {
  const found: string[] = [];
  if (rounds < 1) found.push(`It says pass and rests on ${counted(rounds, mode === 'duet' ? 'round' : 'run')}.`);
  // A subject that failed in the baseline and passes now has nothing to be slower than.
  const isRepaired = rows.some(
    ({ role, passFail }) => role === 'subject' && passFail.baseline === 'FAIL' && passFail.candidate === 'PASS',
  );
  if (!effects.some(isPrimary) && !isRepaired) {
    const row = rows.some(({ role }) => role === 'subject') ? '' : 'no row and ';
    found.push(`It says pass and has ${row}no effect of a subject.`);
  }
  return found;
}

/** Rows and effects are about what their names say, once. */
function identityFaults({ rows, effects, controls }: Verdict): string[] {
  const found: string[] = [];
  const roles = new Map<string, RowComparison['role']>();
  for (const { scenarioId, stack, scenario, role } of rows) {
    if (![`${stack}-${scenario}`, `${stack}/${scenario}`, scenario].includes(scenarioId))
      found.push(`The row ${scenarioId} says it is ${scenario} of ${stack}.`);
    if (roles.has(scenarioId)) found.push(`There are two rows of ${scenarioId}.`);
    roles.set(scenarioId, role);
  }
  const seen = new Set<string>();
  for (const { scenarioId, figure, role } of effects) {
    const known = roles.get(scenarioId);
    if (known === undefined) found.push(`There is an effect of ${scenarioId} and no row of it.`);
    else if (known !== role) found.push(`The row of ${scenarioId} is a ${known}'s, and its ${figure} a ${role}'s.`);
    const name = `${scenarioId} ${figure}`;
    if (seen.has(name)) found.push(`There are two effects of ${name}.`);
    seen.add(name);
  }
  const checks = new Set(controls.map((each) => each.scenarioId));
  for (const { scenarioId, figure, role, decides, exact } of effects)
    if (
      role === 'control' &&
      decidesOf({ figure, ...(decides === undefined ? {} : { decides }) }) === 'block' &&
      !exact &&
      !checks.has(scenarioId)
    )
      found.push(`The control ${scenarioId} was measured and not checked.`);
  return found;
}

/** Rules that lead to another status than inconclusive wherever they block. */
const DECIDING = new Set<Reason['rule']>(['defect', 'profile', 'host', 'control', 'missing-row', 'skipped']);

function reasonsAgainst({ status, reasons, rows }: Verdict): string[] {
  const waits = new Set(rows.filter(({ scenario }) => scenario === 's0').map((row) => row.scenarioId));
  const isAgainst = ({ effect, rule, subject }: Reason): boolean => {
    if (effect !== 'blocks') return false;
    if (status === 'pass' || DECIDING.has(rule)) return true;
    // The one failure that waits for its repetition is an s0's.
    if (rule === 'correctness') return subject === undefined || !waits.has(subject);
    return rule === 'throughput' && subject !== undefined;
  };
  return reasons
    .filter(isAgainst)
    .slice(0, MOST_OF_A_KIND)
    .map((reason) => `The status is ${status}, but a reason blocks: ${reason.text}`);
}

const MOST_OF_A_KIND = 10;

function effectsAgainst({ status, effects, controls }: Verdict): string[] {
  const wrong = effects.filter(
    (effect) =>
      isPrimary(effect) &&
      effect.waived === undefined &&
      (effect.conclusion === 'regression' || (status === 'pass' && effect.conclusion !== 'pass')),
  );
  return [
    ...wrong.map(({ scenarioId, figure, conclusion }) => {
      const what = conclusion === 'regression' ? 'a regression' : conclusion;
      return `The status is ${status}, but ${scenarioId} ${figure} is ${what}.`;
    }),
    ...effects.flatMap((effect) =>
      effect.waived !== undefined && !isWithin(effect, effect.waived)
        ? [`${effect.scenarioId} ${effect.figure} is slower than its waiver allows.`]
        : [],
    ),
    ...controls
      .filter((control) => control.vetoes)
      .map(({ scenarioId }) => `The status is ${status}, but the control ${scenarioId} vetoes.`),
  ].slice(0, MOST_OF_A_KIND);
}

/** What the rows say of correctness, and of what was not judged. */
function rowsAgainst({ status, rows, effects, reasons }: Verdict): string[] {
  const explained = (rule: Reason['rule']) =>
    new Set(reasons.flatMap((reason) => (reason.rule === rule ? (reason.subject ?? []) : [])));
  // A failure of one run among several warns: then there is a reason that says so.
  const warned = explained('correctness');
  const excused = explained('skipped');
  const judged = new Set(
    effects.filter((each) => each.figure === 'throughput' || isPrimary(each)).map((each) => each.scenarioId),
  );
  const faults = (row: RowComparison): string | null => {
    const { scenarioId: id, passFail } = row;
    const { baseline, candidate } = passFail;
    if (warned.has(id)) return null;
    if (candidate === 'FAIL') return baseline === 'FAIL' ? null : `${id} failed`;
    if (candidate !== 'PASS')
      return (baseline === 'PASS' || baseline === 'FAIL') && !excused.has(id) ? `${id} was not run` : null;
    const cause = incorrectness(row);
    if (cause !== null) return `${id} has ${cause}`;
    const isMeasured = (row.throughput.baseline ?? 0) > 0 && (row.throughput.candidate ?? 0) > 0;
    const isComparable = baseline === 'PASS' && isMeasured;
    return status === 'pass' && row.role === 'subject' && isComparable && !judged.has(id)
      ? `${id} passed on both sides and was not compared`
      : null;
  };
  return rows
    .flatMap((row) => faults(row) ?? [])
    .slice(0, MOST_OF_A_KIND)
    .map((fault) => `The status is ${status}, but ${fault}.`);
}

/** What a PASS of the candidate cannot have. */
function incorrectness({ drainTimeout, gatingViolation, incompleteRatio }: RowComparison): string | null {
  if ((drainTimeout.candidate ?? 0) > 0) return `drain_timeout=${drainTimeout.candidate}`;
  if ((gatingViolation.candidate ?? 0) > 0) return `gating_violation=${gatingViolation.candidate}`;
  const ratio = incompleteRatio.candidate ?? 0;
  return ratio > GATE_DEFAULTS.incompleteRatioCap ? `incomplete_ratio=${ratio}` : null;
}

/** A recorded comparison concludes from the interval: what is beyond the recorded margin as a whole does not pass. */
function recordedContradictions({ effects, settings }: Verdict): string[] {
  return effects
    .filter((effect) => isPrimary(effect) && effect.exact !== true)
    .flatMap(({ scenarioId, figure, interval, change, conclusion, margin = 0, better = 'higher' }) => {
      const limit = Math.expm1(asLogRatio(Math.max(settings.recordedMargin, margin), better));
      const isBeyondMargin = interval.high < limit;
      const found: string[] = [];
      if (isBeyondMargin === (conclusion === 'pass'))
        found.push(
          `${scenarioId} ${figure} is ${conclusion}, but its interval makes it ${isBeyondMargin ? 'slower' : 'pass'}.`,
        );
      if (change < interval.low - ROUNDING || change > interval.high + ROUNDING)
        found.push(`The change of ${scenarioId} is outside its own interval.`);
      return found;
    });
}

/** What is counted concludes from its two values. */
function exactContradictions({ effects }: Verdict): string[] {
  return effects.flatMap((effect) => {
    const { scenarioId, figure, exact, values, conclusion, margin = 0, floor = 0, better = null, unit = '1' } = effect;
    if (exact !== true || !isPrimary(effect)) return [];
    if (values === undefined) return [`${scenarioId} ${figure} is exact and holds no values.`];
    const rule = { decides: 'block', margin, floor, better, unit, exact: true, andAtLeast: null } as const;
    return conclusion === 'pass' && isBeyond(rule, values.baseline, values.candidate) && effect.andAtLeast === undefined
      ? [`${scenarioId} ${figure} is pass, but its values are further apart than its margin.`]
      : [];
  });
}
