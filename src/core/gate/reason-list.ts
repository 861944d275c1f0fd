import { counted } from '../counted.ts';
import type { Reason } from './verdict.ts';

const MOST_REASONS = 5_000;
const LONGEST_REASON = 2_000;

const ORDER = { blocks: 0, warns: 1, informs: 2 } as const;

/** What blocks first, then warnings, then the rest, each in the order it was found. */
export function orderedReasons(reasons: readonly Reason[]): Reason[] {
  return bounded([...reasons].sort((a, b) => ORDER[a.effect] - ORDER[b.effect]));
}

/** Keeps a verdict readable by whatever reads it next, however hostile the files were. */
function bounded(reasons: readonly Reason[]): Reason[] {
  const cut = (text: string) => (text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text);
  const kept = reasons.slice(0, MOST_REASONS).map((reason) => ({ ...reason, text: cut(reason.text) }));
  const left = reasons.length - kept.length;
  if (left > 0)
    kept.push({
      effect: 'warns',
      rule: 'defect',
      text: `${counted(left, 'more reason is', 'more reasons are')} not listed.`,
    });
  return kept;
}
