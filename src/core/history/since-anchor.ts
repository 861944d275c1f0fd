import { type AnchorChange, anchorName, type SinceAnchor } from '../gate/anchor.ts';
import { changeWords, percent, worseWord } from '../gate/change-words.ts';
import { isPrimary } from '../gate/claimed-effect.ts';
import { orderedReasons } from '../gate/reason-list.ts';
import type { Reason, Verdict } from '../gate/verdict.ts';
import { sentenceOf } from '../gate/verdict-sentence.ts';

/** The verdict with what became of the speed since the anchor: it is told, and blocks where the configuration says so. */
export function withAnchor(verdict: Verdict, since: SinceAnchor, told: readonly Reason[] = []): Verdict {
  const slower = since.changes.filter(({ conclusion }) => conclusion === 'slower');
  const reasons = [...told, ...slower.map((each) => slowerReason(each, since))];
  const isJudged = verdict.status === 'pass' || verdict.status === 'inconclusive';
  const blocks = slower.length > 0 && since.decides === 'block';
  const next: Verdict = {
    ...verdict,
    status: blocks && isJudged ? 'regression' : verdict.status,
    reasons: orderedReasons([...verdict.reasons, ...reasons]),
    sinceAnchor: [...(verdict.sinceAnchor ?? []), since],
  };
  return { ...next, sentence: sentenceOf(next) };
}

function slowerReason(change: AnchorChange, since: SinceAnchor): Reason {
  const { scenarioId, figure, better, releases, interval } = change;
  const words = changeWords(change.change, better, 2);
  const bound = changeWords(interval.high, better, 2);
  const over =
    since.how === 'sum'
      ? `the sum of ${releases} comparisons, at least ${bound}`
      : 'measured beside it, round by round';
  const text = `${scenarioId} has become ${worseWord(figure, better, '')} since ${anchorName(since.from)}: ${figure} ${words} (${over}), beyond ${percent(since.margin)} since then. Each step may have passed by itself.`;
  return {
    effect: since.decides === 'block' ? 'blocks' : 'warns',
    rule: 'anchor',
    subject: scenarioId,
    metric: figure,
    text,
  };
}

/**
 * What a duet with the anchor itself says.
 *
 * @param found its verdict, by the margin and floor of the anchor
 */
export function sinceAnchorOf(
  found: Verdict,
  { ref, decides }: { readonly ref: string | null; readonly decides: 'block' | 'warn' },
): { readonly since: SinceAnchor; readonly told: readonly Reason[] } {
  const changes = found.effects.filter(isPrimary).map(
    ({ scenarioId, figure, change, interval, conclusion, better = null }): AnchorChange => ({
      scenarioId,
      figure,
      change,
      interval,
      releases: 1,
      conclusion: conclusion === 'regression' ? 'slower' : conclusion === 'pass' ? 'within' : 'undecided',
      better,
    }),
  );
  const { margin, floor } = found.settings;
  const from = {
    name: ref,
    commit: found.compared?.baseline.commit ?? null,
    tree: found.measuredTree.baseline,
  };
  const since: SinceAnchor = { how: 'duet', from, margin, floor, decides, changes };
  // Slower is told case by case; whatever else it says, and that it says nothing, is told as it is.
  const isTold = found.status !== 'pass' && !changes.some(({ conclusion }) => conclusion === 'slower');
  const effect = decides === 'block' && found.status !== 'inconclusive' ? 'blocks' : 'warns';
  const told: Reason[] = isTold
    ? [{ effect, rule: 'anchor', text: `Beside the anchor ${anchorName(from)}: ${found.sentence}` }]
    : [];
  return { since, told };
}
