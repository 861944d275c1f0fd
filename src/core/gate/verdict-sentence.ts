import { BENCHMARK } from './benchmark-difference-reason.ts';
import { isPrimary } from './claimed-effect.ts';
import type { Reason, Verdict } from './verdict.ts';

const withoutStop = (text: string) => text.replace(/\.$/, '');
const percent = (fraction: number) => `${+(100 * fraction).toFixed(2)} %`;

/** The verdict in one sentence, from its own data. */
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
      return regressionSentence(blocking, why);
    case 'inconclusive':
      return `Inconclusive${passedOf(verdict)}${why}.`;
    case 'pass':
      return passSentence(verdict);
  }
}

/** One sentence: that there is nothing to compare with yet, and what becomes of that. */
function notMeasuredSentence(verdict: Verdict): string {
  const said = verdict.reasons.filter(({ rule, effect }) => rule === 'baseline' && effect !== 'warns');
  const whole = said.find(({ subject }) => subject === undefined);
  if (whole !== undefined) return `Not measured: ${withoutStop(whole.text)}.`;
  const names = said.filter(({ effect }) => effect === 'blocks').map(({ subject }) => subject);
  return `Not measured${passedOf(verdict)}: ${named(names)} ${names.length === 1 ? 'has' : 'have'} no baseline to be compared with (gate.without-baseline: block).`;
}

/** ", 19 of 20 passed": how much of a family is decided. */
function passedOf({ effects }: Verdict): string {
  const judged = effects.filter(isPrimary);
  const passed = judged.filter(({ conclusion }) => conclusion === 'pass').length;
  return judged.length > 1 && passed > 0 ? `, ${passed} of ${judged.length} passed` : '';
}

function regressionSentence(blocking: readonly Reason[], why: string): string {
  const subjects = (rule: Reason['rule']) =>
    blocking.filter((reason) => reason.rule === rule).map((reason) => reason.subject);
  const failed = subjects('correctness');
  const absent = subjects('missing-row');
  const skipped = subjects('skipped');
  const parts = [
    ...(failed.length > 0 ? [`${named(failed)} failed`] : []),
    ...(absent.length > 0 ? [`${named(absent)} produced no row`] : []),
    ...(skipped.length > 0 ? [`${named(skipped)} skipped`] : []),
  ];
  return parts.length > 0
    ? `Regression: the candidate is less correct than the baseline: ${parts.join('; ')}.`
    : `Regression: the candidate is slower than the baseline${why}.`;
}

function passSentence({ mode, effects, reasons, settings }: Verdict): string {
  const judged = effects.filter(isPrimary);
  const improved = reasons.filter((reason) => reason.rule === 'improvement').length;
  const warned = reasons.filter((reason) => reason.effect === 'warns').length;
  const bound =
    mode === 'duet'
      ? `none is slower by ${percent(settings.margin)} or more`
      : `none is wholly slower by ${percent(settings.recordedMargin)} (recorded comparison: advisory)`;
  const shown = judged.slice(0, 5).map((effect) => effect.scenarioId);
  const compared =
    judged.length === 0
      ? 'no throughput could be compared'
      : `${shown.join(', ')}${judged.length > 5 ? ` and ${judged.length - 5} more` : ''} compared, ${bound}`;
  const isOfTwo = reasons.some(({ subject, text }) => subject === BENCHMARK && text.includes('two benchmarks'));
  const extra = [
    isOfTwo ? 'two different benchmarks, each side’s own' : '',
    improved > 0 ? `${improved} repaired` : '',
    warned > 0 ? `${warned} ${warned === 1 ? 'warning' : 'warnings'}` : '',
  ].filter(Boolean);
  return `Pass: ${[compared, ...extra].join('; ')}.`;
}

/** The first few names of a list. */
function named(names: readonly (string | undefined)[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
