import { type AnchorChange, anchorName, type SinceAnchor } from '../core/gate/anchor.ts';

export const ANCHOR_WORDS: Readonly<Record<AnchorChange['conclusion'], string>> = {
  slower: 'slower than it may become',
  within: 'within its margin',
  undecided: 'not known so exactly',
};

/** "Since v1.0.0 (sum of the comparisons, margin 10 %)". */
export function anchorTitle(since: SinceAnchor): string {
  const how = since.how === 'sum' ? 'sum of the comparisons' : 'measured beside it';
  return `Since ${anchorName(since.from)} (${how}, margin ${+(100 * since.margin).toFixed(2)} %)`;
}

const ORDER = { slower: 0, undecided: 1, within: 2 } as const;

/** The worst first. */
export const orderedChanges = ({ changes }: SinceAnchor): readonly AnchorChange[] =>
  [...changes].sort((a, b) => ORDER[a.conclusion] - ORDER[b.conclusion] || a.change - b.change);
