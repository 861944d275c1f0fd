import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import { BENCHMARK } from './benchmark-difference-reason.ts';
import { percent } from './change-words.ts';
import { isPrimary } from './claimed-effect.ts';
import { effectChange, effectInterval } from './effect-words.ts';
import type { Effect, Reason, Verdict } from './verdict.ts';

/** Names and figures that a headline has room for; the report has them all. */
const MOST_NAMED = 5;
const MOST_FIGURES = 3;

const withoutStop = (text: string) => text.replace(/\.$/, '');
/** The verdict in a few words, from its own data: what its reasons say at length is not said here as well. */
export function sentenceOf(verdict: Verdict): string {
  const blocking = verdict.reasons.filter((reason) => reason.effect === 'blocks');
  const first = blocking[0];
  const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : '';
  const why = first === undefined ? '' : `: ${withoutStop(first.text)}${more}`;
  switch (verdict.status) {
    case 'not-measured':
      return notMeasuredSentence(verdict);
    case 'incomparable': {
      const [foreign] = blocking.filter(({ rule }) => rule === 'baseline');
      if (foreign !== undefined) return `Incomparable: ${foreign.text}`;
      const fields = blocking.filter((reason) => reason.rule === 'profile').map((reason) => reason.subject);
      return `Incomparable: baseline and candidate are not the same experiment (${fields.join(', ')}).`;
    }
    case 'invalid':
      return `Invalid measurement${why}.`;
    case 'regression':
      return regressionSentence(verdict, blocking, why);
    case 'inconclusive':
      return `Inconclusive${passedOf(verdict)}${why}.`;
    case 'pass':
      return passSentence(verdict);
  }
}

/** A status with what is said of it: sentences of verdicts begin with theirs, and it is not said twice. */
export const headline = ({ status, sentence }: { readonly status: string; readonly sentence: string }): string =>
  sentence.toLowerCase().startsWith(status.replace('-', ' ')) ? sentence : `${status}: ${sentence}`;

/** One sentence: that there is nothing to compare with yet, and what becomes of that. */
function notMeasuredSentence(verdict: Verdict): string {
  const said = verdict.reasons.filter(({ rule, effect }) => rule === 'baseline' && effect !== 'warns');
  const whole = said.find(({ subject }) => subject === undefined);
  if (whole !== undefined) return `Not measured: ${withoutStop(whole.text)}.`;
  const names = said.filter(({ effect }) => effect === 'blocks').map(({ subject }) => subject);
  return `Not measured${passedOf(verdict)}: ${fewNames(names)} ${names.length === 1 ? 'has' : 'have'} no baseline to be compared with (gate.without-baseline: block).`;
}

/** ", 19 of 20 passed": how much of a family is decided. */
function passedOf({ effects }: Verdict): string {
  const judged = effects.filter(isPrimary);
  const passed = judged.filter(({ conclusion }) => conclusion === 'pass').length;
  return judged.length > 1 && passed > 0 ? `, ${passed} of ${judged.length} passed` : '';
}

/** "Regression: net-zlink-s2 failed; zlink-s2 throughput −16.4 % [−18.0 %, −14.8 %]." */
function regressionSentence({ effects }: Verdict, blocking: readonly Reason[], why: string): string {
  const subjects = (rule: Reason['rule']) =>
    blocking.filter((reason) => reason.rule === rule).map((reason) => reason.subject);
  const slower = worstFirst(effects.filter((effect) => isPrimary(effect) && isUnwaived(effect)));
  const figures = slower
    .slice(0, MOST_FIGURES)
    .map((effect) => `${effect.scenarioId} ${effect.figure} ${effectChange(effect)}${intervalOf(effect)}`);
  const parts = [
    ...listed(subjects('correctness'), 'failed'),
    ...listed(subjects('missing-row'), 'produced no row'),
    ...listed(subjects('skipped'), 'skipped'),
    ...figures,
    ...(slower.length > MOST_FIGURES ? [`and ${slower.length - MOST_FIGURES} more`] : []),
  ];
  return parts.length > 0 ? `Regression: ${parts.join('; ')}.` : `Regression${why}.`;
}

const isUnwaived = ({ conclusion, waived }: Effect): boolean => conclusion === 'regression' && waived === undefined;

/** Counted figures have no interval, and one run against one has the width that the controls give it. */
const intervalOf = (effect: Effect): string =>
  effect.interval.low === effect.interval.high ? '' : ` ${effectInterval(effect)}`;

const worstFirst = (effects: readonly Effect[]): Effect[] => [...effects].sort((a, b) => a.change - b.change);

/** "Pass (advisory). zlink-s2: −0.9 %. net-zlink-s2, failing before, passes now." */
function passSentence({ mode, effects, reasons, settings }: Verdict): string {
  const subjectsOf = (rule: Reason['rule']) =>
    reasons.filter((reason) => reason.rule === rule).flatMap(({ subject }) => subject ?? []);
  const repaired = subjectsOf('improvement');
  const warned = reasons.filter((reason) => reason.effect === 'warns').length;
  const isOfTwo = reasons.some(({ subject, text }) => subject === BENCHMARK && text.includes('two benchmarks'));
  const parts = [
    mode === 'duet' ? `Pass (margin ${percent(settings.margin)})` : 'Pass (advisory)',
    comparedWords(worstFirst(effects.filter(isPrimary))),
    ...(isOfTwo ? ['These are two different benchmarks, each side’s own'] : []),
    ...(repaired.length > 0
      ? [`${fewNames(repaired)}, failing before, ${repaired.length === 1 ? 'passes' : 'pass'} now`]
      : []),
    ...(warned > 0 ? [counted(warned, 'warning')] : []),
  ];
  return `${parts.join('. ')}.`;
}

/** "zlink-s2: −0.9 %, asio-s2: +0.3 % and 4 more, none of them worse". */
function comparedWords(judged: readonly Effect[]): string {
  if (judged.length === 0) return 'No figure that decides was compared';
  const figures = new Set(judged.map(({ figure }) => figure));
  const shown = judged
    .slice(0, MOST_NAMED)
    .map((effect) => `${effect.scenarioId}${figures.size > 1 ? ` ${effect.figure}` : ''}: ${effectChange(effect)}`);
  const left = judged.length - shown.length;
  return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more, none of them worse`}`;
}

/** "a, b and 3 more failed"; nothing where there is none. */
const listed = (names: readonly (string | undefined)[], what: string): string[] =>
  names.length === 0 ? [] : [`${fewNames(names)} ${what}`];
