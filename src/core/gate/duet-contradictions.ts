import { counted } from '../counted.ts';
import { alphaSpending } from '../statistics/alpha-spending.ts';
import { FIRST_LOOK, LONGEST_BUDGET, stoppingBoundary } from '../statistics/boundary.ts';
import { decidesOf, isPrimary, ROUNDING } from './claimed-effect.ts';
import { duetSettingsOf, GATE_DEFAULTS, mostRounds } from './criteria.ts';
import { judgeDuet } from './duet.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import { usualRule } from './metric-rules.ts';
import type { Effect, Verdict } from './verdict.ts';

/**
 * What judging again says against the verdict of a duet: every effect holds its rounds, and they are judged here by the
 * settings that the verdict names. What makes up the rounds as well makes up a consistent verdict; no reader can tell.
 */
export function duetContradictions(verdict: Verdict): string[] {
  const { maximumRounds } = verdict.settings;
  if (maximumRounds < FIRST_LOOK || maximumRounds > LONGEST_BUDGET)
    return [`Its budget is ${counted(maximumRounds, 'round')}; one of a duet has ${FIRST_LOOK} to ${LONGEST_BUDGET}.`];
  const found = [...boundaryFaults(verdict), ...(verdict.status === 'pass' ? tooFewRounds(verdict) : [])];
  const deciding = verdict.effects.filter((effect) => decidesOf(effect) === 'block' && effect.exact !== true);
  const unheld = deciding.flatMap((effect) => roundFaults(effect, verdict));
  if (unheld.length > 0) return [...found, ...unheld];
  const looks = 2 ** Math.min(maximumRounds, 11) * maximumRounds ** 2;
  if (deciding.length * looks > MOST_WORK) return [...found, 'It holds more rounds than are judged again here.'];
  return [...found, ...judgedAgain(verdict, deciding)];
}

/** Each look of the family's test turns every round of every benchmark: this bounds a stranger's file to seconds. */
const MOST_WORK = 2 ** 30;
const ALMOST = 1 + 1e-9;

function boundaryFaults({ settings }: Verdict): string[] {
  const { alpha, maximumRounds, boundary } = settings;
  const allowed = stoppingBoundary(alpha, maximumRounds);
  if (boundary !== null && boundary <= allowed * ALMOST) return [];
  return [
    `Its boundary ${boundary} is calibrated for fewer looks than its budget of ${counted(maximumRounds, 'round')} has: at α ${alpha} it is ${allowed.toPrecision(3)}.`,
  ];
}

function tooFewRounds({ effects, settings }: Verdict): string[] {
  const { alpha, maximumRounds } = settings;
  const rule = `by its own rule (α ${alpha}, at most ${counted(maximumRounds, 'round')})`;
  const timed = effects.filter((effect) => isPrimary(effect) && effect.exact !== true);
  if (timed.length === 0) return [];
  const spending = alphaSpending(alpha, maximumRounds);
  if (spending === null) return [`It says pass, but ${rule} nothing can be decided.`];
  const fewest = Math.min(...timed.map(({ rounds }) => rounds));
  return fewest < spending.firstLook
    ? [`It says pass and rests on ${counted(fewest, 'round')}; ${rule} none decide before ${spending.firstLook}.`]
    : [];
}

function roundFaults(effect: Effect, { rounds, settings }: Verdict): string[] {
  const name = `${effect.scenarioId} ${effect.figure}`;
  const held = effect.perRound.filter((d) => d !== null).length;
  const most = mostRounds(settings.maximumRounds);
  if (held < effect.rounds) return [`${name} rests on ${counted(effect.rounds, 'round')} and holds ${held}.`];
  if (effect.perRound.length > most)
    return [
      `${name} holds ${counted(effect.perRound.length, 'round')}; a budget of ${settings.maximumRounds} has at most ${most}.`,
    ];
  return effect.perRound.length > rounds
    ? [`${name} holds ${counted(effect.perRound.length, 'round')}, the verdict rests on ${rounds}.`]
    : [];
}

function judgedAgain(verdict: Verdict, deciding: readonly Effect[]): string[] {
  const { status, settings } = verdict;
  const series = deciding.map((effect): DuetSeries => {
    const usual = usualRule(effect.figure, settings);
    const { margin = usual.margin, floor = usual.floor, better = usual.better, unit = usual.unit } = effect;
    return {
      scenarioId: effect.scenarioId,
      role: effect.role,
      figure: effect.figure,
      d: effect.perRound,
      rule: { decides: 'block', margin, floor: Math.min(floor, margin), better, unit, exact: false, andAtLeast: null },
    };
  });
  const again = judgeDuet(series, duetSettingsOf({ ...GATE_DEFAULTS, ...settings }));
  const waived = new Set(deciding.flatMap((each) => (each.waived === undefined ? [] : [nameOf(each)])));
  const slower = again.effects.filter((each) => each.conclusion === 'regression' && !waived.has(nameOf(each)));
  const open = again.effects.filter((each) => isPrimary(each) && each.conclusion === 'undecided');
  const isInTheWay = again.status === 'invalid' || slower.length > 0;
  const follows =
    status === 'pass' && series.some(({ role }) => role === 'subject') ? !isInTheWay && open.length === 0 : !isInTheWay;
  const against = follows ? [] : statusFaults(verdict, again, waived);
  return [...against, ...deciding.flatMap((effect) => figureFaults(effect, again, verdict))];
}

const nameOf = ({ scenarioId, figure }: Pick<Effect, 'scenarioId' | 'figure'>): string => `${scenarioId} ${figure}`;

function statusFaults({ status }: Verdict, again: DuetConclusion, waived: ReadonlySet<string>): string[] {
  const wrong = again.effects.filter(
    (effect) =>
      !waived.has(nameOf(effect)) &&
      (status === 'pass' ? isPrimary(effect) && effect.conclusion !== 'pass' : effect.conclusion === 'regression'),
  );
  const vetoes = again.controls.filter((control) => control.vetoes);
  const named = [
    ...wrong.map((each) => `${nameOf(each)} is ${each.conclusion} by its own rounds`),
    ...vetoes.map(({ scenarioId }) => `the control ${scenarioId} vetoes by its own rounds`),
  ];
  const why = named.length === 0 ? [`its own rounds say ${again.status}`] : named;
  return why.slice(0, 10).map((each) => `The status is ${status}, but ${each}.`);
}

/**
 * An effect may claim less than its rounds show, as by a stricter boundary, and not more. Without a pass, how many subjects
 * were in the family is not known.
 */
function figureFaults(effect: Effect, again: DuetConclusion, { status }: Verdict): string[] {
  const own = again.effects.find((each) => nameOf(each) === nameOf(effect));
  if (own === undefined) return [`${effect.scenarioId} has fewer than ${FIRST_LOOK} rounds and an effect.`];
  if (effect.decides === undefined) return ofAllRounds(effect) ? [] : [wrongFigures(effect)];
  const isChange = Math.abs(own.change - effect.change) <= ROUNDING;
  const isInterval =
    status !== 'pass' ||
    (effect.interval.low <= own.interval.low + ROUNDING && effect.interval.high >= own.interval.high - ROUNDING);
  return isChange && isInterval ? [] : [wrongFigures(effect)];
}

const wrongFigures = ({ scenarioId }: Effect): string =>
  `The change of ${scenarioId}, or its interval, is not that of its rounds.`;

/** Verdicts of earlier versions have the mean of all rounds that they hold, inside its interval. */
function ofAllRounds({ change, interval, perRound }: Effect): boolean {
  const d = perRound.filter((each) => each !== null);
  const mean = Math.expm1(d.reduce((sum, each) => sum + each, 0) / Math.max(1, d.length));
  return Math.abs(mean - change) <= ROUNDING && interval.low <= change + ROUNDING && interval.high >= change - ROUNDING;
}
