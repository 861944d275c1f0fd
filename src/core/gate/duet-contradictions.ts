import { measuresThroughput } from '../measurements/scenario-id.ts';
import { FIRST_LOOK, firstDecidingLook, LONGEST_BUDGET, stoppingBoundary } from '../statistics/boundary.ts';
import { isPrimary, ROUNDING } from './claimed-effect.ts';
import { duetSettingsOf, GATE_DEFAULTS } from './criteria.ts';
import { judgeDuet } from './duet.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import type { Effect, Verdict } from './verdict.ts';

/**
 * What judging again says against the verdict of a duet: every effect holds its rounds, and they are judged here by the
 * settings that the verdict names. What makes up the rounds as well makes up a consistent verdict; no reader can tell.
 */
export function duetContradictions(verdict: Verdict): string[] {
  const { maximumRounds } = verdict.settings;
  if (maximumRounds < FIRST_LOOK || maximumRounds > LONGEST_BUDGET)
    return [`Its budget is ${maximumRounds} rounds; one of a duet has ${FIRST_LOOK} to ${LONGEST_BUDGET}.`];
  const found = [...boundaryFaults(verdict), ...(verdict.status === 'pass' ? tooFewRounds(verdict) : [])];
  const throughput = verdict.effects.filter((effect) => effect.figure === 'throughput');
  const unheld = throughput.flatMap((effect) => roundFaults(effect, verdict));
  if (unheld.length > 0) return [...found, ...unheld];
  if (throughput.reduce((sum, { rounds }) => sum + 2 ** (rounds / 2), 0) > MOST_WORK)
    return [...found, 'It holds more rounds than are judged again here.'];
  return [...found, ...judgedAgain(verdict, throughput)];
}

/** The exact test of n rounds costs 2^(n/2): this bounds the time that a stranger's file takes to seconds. */
const MOST_WORK = 2 ** 22;
const ALMOST = 1 + 1e-9;

function boundaryFaults({ settings }: Verdict): string[] {
  const { alpha, maximumRounds, boundary } = settings;
  const allowed = stoppingBoundary(alpha, maximumRounds);
  if (boundary !== null && boundary <= allowed * ALMOST) return [];
  return [
    `Its boundary ${boundary} is calibrated for fewer looks than its budget of ${maximumRounds} rounds has: at α ${alpha} it is ${allowed.toPrecision(3)}.`,
  ];
}

function tooFewRounds({ rounds, settings }: Verdict): string[] {
  const { alpha, maximumRounds } = settings;
  const rule = `by its own rule (α ${alpha}, at most ${maximumRounds} rounds)`;
  const first = firstDecidingLook(alpha, maximumRounds);
  if (first === null) return [`It says pass, but ${rule} nothing can be decided.`];
  return rounds < first ? [`It says pass and rests on ${rounds} rounds; ${rule} none decide before ${first}.`] : [];
}

function roundFaults(effect: Effect, { rounds, settings }: Verdict): string[] {
  const name = `${effect.scenarioId} ${effect.figure}`;
  if (effect.perRound.length !== effect.rounds)
    return [`${name} rests on ${effect.rounds} rounds and holds ${effect.perRound.length}.`];
  if (effect.rounds > settings.maximumRounds)
    return [
      `${name} took ${effect.rounds} looks, and its boundary is calibrated for a budget of ${settings.maximumRounds}.`,
    ];
  return effect.rounds > rounds ? [`${name} rests on ${effect.rounds} rounds, the verdict on ${rounds}.`] : [];
}

function judgedAgain(verdict: Verdict, throughput: readonly Effect[]): string[] {
  const { status } = verdict;
  const series = throughput.map(({ scenarioId, role, figure, perRound }) => ({
    scenarioId,
    role,
    figure,
    d: perRound,
  }));
  const all = [...series, ...unfinished(verdict, throughput)];
  const again = judgeDuet(all, duetSettingsOf({ ...GATE_DEFAULTS, ...verdict.settings }));
  const isInTheWay = again.status === 'regression' || again.status === 'invalid';
  const follows =
    status === 'pass' && series.some(({ role }) => role === 'subject') ? again.status === 'pass' : !isInTheWay;
  const against = follows ? [] : statusFaults(verdict, again);
  return [...against, ...throughput.flatMap((effect) => figureFaults(effect, again, verdict))];
}

/** Subjects without an effect: they may have had too few complete rounds for one, and took part in the correction. */
function unfinished({ rows }: Verdict, throughput: readonly Effect[]): DuetSeries[] {
  const ids = new Set(throughput.map((each) => each.scenarioId));
  return rows
    .filter(({ role, scenario }) => role === 'subject' && measuresThroughput(scenario))
    .filter(({ scenarioId, passFail }) => !ids.has(scenarioId) && passFail.baseline === 'PASS')
    .map(({ scenarioId }) => ({ scenarioId, role: 'subject', figure: 'throughput', d: [] }));
}

function statusFaults({ status }: Verdict, again: DuetConclusion): string[] {
  const wrong = again.effects.filter((effect) =>
    status === 'pass' ? isPrimary(effect) && effect.conclusion !== 'pass' : effect.conclusion === 'regression',
  );
  const vetoes = again.controls.filter((control) => control.vetoes);
  const named = [
    ...wrong.map(({ scenarioId, conclusion }) => `${scenarioId} throughput is ${conclusion} by its own rounds`),
    ...vetoes.map(({ scenarioId }) => `the control ${scenarioId} vetoes by its own rounds`),
  ];
  const why = named.length === 0 ? [`its own rounds say ${again.status}`] : named;
  return why.slice(0, 10).map((each) => `The status is ${status}, but ${each}.`);
}

/**
 * An effect may claim less than its rounds show, as by a stricter boundary, and not more. Without a pass, how many subjects
 * took part in the correction is not known, and with it how wide the interval has to be.
 */
function figureFaults(effect: Effect, again: DuetConclusion, { status }: Verdict): string[] {
  const own = again.effects.find((each) => each.scenarioId === effect.scenarioId);
  if (own === undefined) return [`${effect.scenarioId} has fewer than ${FIRST_LOOK} rounds and an effect.`];
  const isChange = Math.abs(own.change - effect.change) <= ROUNDING;
  const isInterval =
    status !== 'pass' ||
    (effect.interval.low <= own.interval.low + ROUNDING && effect.interval.high >= own.interval.high - ROUNDING);
  return isChange && isInterval
    ? []
    : [`The change of ${effect.scenarioId}, or its interval, is not that of its rounds.`];
}
