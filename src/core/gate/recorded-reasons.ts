import { medianOf } from '../statistics/median.ts';
import { changeWords, ofBaseline, percent, percentChange, withUnit } from './change-words.ts';
import type { RecordedComparison } from './recorded-comparison.ts';
import type { RecordedFinding } from './recorded-finding.ts';
import type { Reason } from './verdict.ts';

/** A logarithm, above 0, as the change for the worse that it stands for: "−10 %", or "+10 %" of a time. */
const limitWords = (limit: number, better: RecordedFinding['rule']['better']): string => {
  const fraction = ofBaseline(Math.expm1(-limit), better);
  return `${fraction < 0 ? '−' : '+'}${percent(Math.abs(fraction))}`;
};

/** "throughput changed within [−6.0 %, −0.9 %] (from 1,000 to 991 msg/s)". */
function changeText({ of, metric, rule, change, low, high }: RecordedFinding): string {
  const end = (d: number) => changeWords(Math.expm1(d), rule.better);
  // A factor is no amount that something changes by.
  const one = /^[±+−]/.test(end(low)) ? `changed by ${end(low)}` : `is ${end(low)}`;
  // The smaller figure first: of a time the worse end is the larger one.
  const [first, last] = rule.better === 'lower' ? [high, low] : [low, high];
  const ends = low === high ? one : `changed within [${end(first)}, ${end(last)}]`;
  const [before, after] = [medianOf(change.baseline), medianOf(change.candidate)];
  const name = /^p\d/.test(metric) ? `${metric} latency` : metric;
  return `${of.id}: ${name} ${ends} (from ${withUnit(before, rule.unit)} to ${withUnit(after, rule.unit)})`;
}

/** What a metric's change says; null: nothing worth a sentence. */
export function recordedReason(finding: RecordedFinding): Reason | null {
  const { of, metric, rule, high, low, threshold, blockingMargin, warningMargin, conclusion } = finding;
  if (of.role === 'control' || rule.decides === 'show') return null;
  const isLatency = /^p\d/.test(metric);
  const say = (effect: Reason['effect'], text: string): Reason => ({
    effect,
    rule: isLatency ? 'latency' : metric === 'throughput' ? 'throughput' : 'metric',
    subject: of.id,
    metric,
    text: `${changeText(finding)}: ${text}.`,
  });
  const beyond = (limit: number) =>
    `${low === high ? 'it is' : 'all of it is'} beyond ${limitWords(limit, rule.better)}`;
  if (conclusion === 'regression') return say('blocks', `${beyond(threshold.blocksBeyond)}${knownBy(finding)}`);
  if (conclusion === 'undecided')
    return { ...say('blocks', `${beyond(blockingMargin)}, and ${whyUndecided(finding)}`), rule: 'noise' };
  if (rule.decides === 'warn') {
    // The slow end is several times as noisy as the middle.
    const limit = /^p(?:9[6-9]|99)/.test(metric) ? blockingMargin : warningMargin;
    return high < -limit ? say('warns', `${beyond(limit)}. ${metric} warns and does not block`) : null;
  }
  if (high < -warningMargin)
    return say('warns', `${beyond(warningMargin)}, but not beyond ${limitWords(blockingMargin, rule.better)}`);
  return say('informs', advice(finding));
}

function knownBy({ threshold }: RecordedFinding): string {
  if (threshold.known === 'runs') return ', in every run of the candidate against every one of the baseline';
  if (threshold.known === 'controls') return ', and beyond the scatter of the controls';
  return ', which no noise of a known host explains';
}

function whyUndecided({ threshold, rule, runsNeeded }: RecordedFinding): string {
  const remedy =
    runsNeeded === 3
      ? 'three or more runs a side, or a duet, would decide'
      : `${runsNeeded} or more runs a side, or a duet, would decide`;
  switch (threshold.known) {
    case 'runs-overlap':
      return 'some runs of the candidate are no worse than some of the baseline: more runs a side than these three, or a duet, would decide';
    case 'runs-too-few':
      return `for so many benchmarks at once these runs are too few: ${remedy}`;
    case 'controls':
      return `the controls scatter so much that this host may do as much by itself (it blocks beyond ${limitWords(threshold.blocksBeyond, rule.better)}): ${remedy}`;
    default:
      return `how noisy this host is, is not known (it blocks beyond ${limitWords(threshold.blocksBeyond, rule.better)}): ${remedy}`;
  }
}

/** What decides between the two assumptions about the controls, where nothing is beyond a margin as a whole. */
function advice({ rule, change, warningMargin, blockingMargin }: RecordedFinding): string {
  const { ignoring, believing, controlMove } = change;
  const margin = limitWords(warningMargin, rule.better);
  if (controlMove === null)
    return `there is no control to compare with; it is not beyond ${margin}. Advisory: a recorded comparison claims no error rate`;
  const words = (d: number) => changeWords(Math.expm1(d), rule.better);
  const ends = `${words(ignoring)} if the controls are ignored, ${words(believing)} if their median move of ${percentChange(ofBaseline(Math.expm1(controlMove), rule.better))} is believed fully`;
  const beyond = (d: number) => d < -warningMargin;
  const decides =
    beyond(ignoring) === beyond(believing)
      ? `neither end is beyond ${margin}`
      : beyond(ignoring)
        ? `ignoring the controls is what makes it look worse than ${margin}`
        : `believing the controls is what makes it look worse than ${margin}`;
  return `${ends}; ${decides}. Advisory: a recorded comparison claims no error rate, and blocks only if the whole interval is beyond ${limitWords(blockingMargin, rule.better)} and that is more than the noise of this host`;
}

/** Why the controls prove little: fewer than two distinct ones were compared. */
export function fewControlsReason(comparison: RecordedComparison): Reason {
  const used = comparison.groupsUsed.size;
  const shared = comparison.controlStacks > used && used > 0 ? ' (shared backends count once)' : '';
  const text =
    used === 0
      ? 'No control was measured on both sides: a slower machine cannot be told from a slower subject.'
      : `Only one distinct control was measured on both sides${shared}: it cannot be checked against another.`;
  return { effect: 'warns', rule: 'control', text };
}
