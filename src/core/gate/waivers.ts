import { fewNames } from '../few-names.ts';
import { changeWords, percent, worseWord } from './change-words.ts';
import { decidesOf, isPrimary } from './claimed-effect.ts';
import { fitsNameGlob } from './name-glob.ts';
import type { Effect, GateMode, Reason } from './verdict.ts';

/** `gate.waive`: a slowdown that somebody accepted, up to a size and a day. */
export interface Waiver {
  /** A glob. */
  readonly case: string;
  /** null: whatever of it regressed. */
  readonly metric: string | null;
  /** As a fraction of the baseline. */
  readonly atMost: number;
  /** The last day it counts, as 2027-03-01. */
  readonly until: string;
  readonly reason: string;
  readonly issue: string | null;
}

export interface Waived {
  readonly effects: readonly Effect[];
  readonly reasons: readonly Reason[];
}

/**
 * Regressions that were accepted let the verdict pass, and keep their conclusion: it says who let them through, why, and
 * until when. One that has expired, or is exceeded, does not count, and that is said as well.
 *
 * Recorded runs that are as slow as a waiver allows, and of which nobody knows whether it is noise, are let through as well:
 * whichever it is was accepted.
 *
 * @param today null: not known, and none counts
 * @param mode how it was measured
 * @param gone names of cases that the candidate does not have any more
 */
export function waive(
  found: Waived,
  waivers: readonly Waiver[],
  today: string | null,
  mode: GateMode = 'duet',
  gone: readonly string[] = [],
): Waived {
  if (waivers.length === 0) return found;
  const effects: Effect[] = [];
  const told: Reason[] = [];
  const lifted = new Set<string>();
  const used = new Set<Waiver>();
  const needed = new Set<Waiver>();
  const warning = new Set<Waiver>();
  for (const effect of found.effects) {
    const fits = waivers.filter(
      (each) => fitsNameGlob(effect.scenarioId, each.case) && (each.metric === null || each.metric === effect.figure),
    );
    for (const each of fits) used.add(each);
    const isSlower = isPrimary(effect) && (effect.conclusion === 'regression' || isLoud(effect, mode));
    if (isSlower) for (const each of fits) needed.add(each);
    if (effect.conclusion === 'regression' && !isSlower) for (const each of fits) warning.add(each);
    const counting = fits.find((each) => isSlower && today !== null && today <= each.until && isWithin(effect, each));
    if (counting !== undefined) {
      const { atMost, until, reason } = counting;
      lifted.add(keyOf(effect.scenarioId, effect.figure));
      effects.push({ ...effect, waived: { atMost, until, reason } });
      told.push(waivedReason(effect, counting));
      continue;
    }
    effects.push(effect);
    if (isSlower) for (const each of fits) told.push(notCounting(effect, each, today));
  }
  for (const each of waivers) {
    if (needed.has(each)) continue;
    const lost = gone.filter((name) => fitsNameGlob(name, each.case));
    told.push(unneeded(each, whyUnneeded(used.has(each), warning.has(each), lost), today));
  }
  const left = found.reasons.filter(
    ({ effect, subject, metric }) =>
      !(effect === 'blocks' && subject !== undefined && metric !== undefined && lifted.has(keyOf(subject, metric))),
  );
  return { effects, reasons: [...left, ...told] };
}

/** Beyond the recorded margin, on a host whose noise is not known. */
const isLoud = ({ conclusion, exact }: Effect, mode: GateMode): boolean =>
  mode === 'recorded' && conclusion === 'undecided' && exact !== true;

const keyOf = (id: string, metric: string): string => JSON.stringify([id, metric]);
const nameOf = ({ case: glob, metric }: Waiver): string => (metric === null ? glob : `${glob} ${metric}`);

/** Whether the slowdown is no larger than what was accepted: in per cent of the baseline, as a person wrote it. */
export function isWithin(
  { change, better, values }: Pick<Effect, 'change' | 'better' | 'values'>,
  { atMost }: Pick<Waiver, 'atMost'>,
): boolean {
  if (values?.baseline === 0) return false;
  const worse = better === 'lower' ? -change / (1 + change) : -change;
  // A last digit of the division is no larger slowdown: of 10 allocations, 11 are 10 %.
  return worse <= atMost * (1 + 1e-12);
}

const issueOf = ({ issue }: Waiver): string => (issue === null ? '' : `, issue ${issue}`);

function waivedReason(effect: Effect, waiver: Waiver): Reason {
  const words = changeWords(effect.change, effect.better ?? 'higher');
  const slower = worseWord(effect.figure, effect.better ?? 'higher', effect.unit ?? '');
  const until = `which is waived up to ${percent(waiver.atMost)} until ${waiver.until}: ${waiver.reason}${issueOf(waiver)}.`;
  const text =
    effect.conclusion === 'regression'
      ? `${effect.scenarioId} is ${slower} (${effect.figure} ${words}), ${until}`
      : `${effect.scenarioId} may be ${slower} (${effect.figure} ${words}), ${until}`;
  return { effect: 'warns', rule: 'waiver', subject: effect.scenarioId, text };
}

function whyUnneeded(fits: boolean, warns: boolean, gone: readonly string[]): string {
  if (gone.length > 0)
    return `is of slowdowns, and ${fewNames(gone)} ${gone.length === 1 ? 'is' : 'are'} not there any more: \`gate.allow-skipped\` lets a case go`;
  if (warns) return 'lets nothing through: what it is of is slower, which warns and does not block';
  return fits ? 'lets nothing through: nothing that it is of is called slower' : 'fits nothing that was measured';
}

/** What is more lenient than the rule is visible in every verdict, also where it lets nothing through. */
function unneeded(waiver: Waiver, why: string, today: string | null): Reason {
  const { until, reason } = waiver;
  const end =
    today !== null && today > until ? `It expired on ${until}, and can be taken out` : `It counts until ${until}`;
  const text = `The waiver of ${nameOf(waiver)} (${reason}${issueOf(waiver)}) ${why}. ${end}.`;
  return { effect: 'informs', rule: 'waiver', text };
}

function notCounting(effect: Effect, waiver: Waiver, today: string | null): Reason {
  const about = `The waiver of ${effect.scenarioId} ${effect.figure} (${waiver.reason}${issueOf(waiver)})`;
  const isExpired = today !== null && today > waiver.until;
  const why = isExpired
    ? `expired on ${waiver.until}, and does not count`
    : today === null
      ? 'cannot be held against a day, and does not count'
      : `is for at most ${percent(waiver.atMost)}, and does not cover ${changeWords(effect.change, effect.better ?? 'higher')}`;
  const exceeds = !isExpired && today !== null && decidesOf(effect) === 'block';
  return {
    effect: exceeds ? 'blocks' : 'warns',
    rule: 'waiver',
    subject: effect.scenarioId,
    text: `${about} ${why}.`,
  };
}
