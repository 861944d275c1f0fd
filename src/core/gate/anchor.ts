/** `gate.anchor`: what the sum of the changes since a release is held against. Margins are fractions. */
export interface AnchorSetting {
  /** Tag, branch or commit; null: the first release of the history. */
  readonly ref: string | null;
  /** Slowdown since then that must not slip through. */
  readonly margin: number;
  /** Smallest slowdown since then that can be told. */
  readonly floor: number;
  readonly decides: 'block' | 'warn';
}

/** A change since the anchor, of one metric of one case. */
export interface AnchorChange {
  readonly scenarioId: string;
  readonly figure: string;
  /** exp(sum of d) − 1, negative is worse. */
  readonly change: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** Comparisons that it is the sum of; 1 where it was measured in one go. */
  readonly releases: number;
  /** slower: of a duet, as the gate has it; of a sum, proved beyond the floor, and itself beyond the margin. */
  readonly conclusion: 'slower' | 'within' | 'undecided';
  readonly better: 'higher' | 'lower' | null;
}

/** What became of the speed since the anchor. */
export interface SinceAnchor {
  /** `sum`: of the comparisons of a history; `duet`: measured beside the anchor itself. */
  readonly how: 'sum' | 'duet';
  readonly from: { readonly name: string | null; readonly commit: string | null; readonly tree: string | null };
  readonly margin: number;
  readonly floor: number;
  readonly decides: 'block' | 'warn';
  readonly changes: readonly AnchorChange[];
}

/** The anchor that counts: where none is configured, the sums of a history are told at the margin of the gate, and warn. */
export const anchorOf = (settings: {
  readonly anchor: AnchorSetting | null;
  readonly margin: number;
  readonly floor: number;
}): AnchorSetting => settings.anchor ?? { ref: null, margin: settings.margin, floor: settings.floor, decides: 'warn' };

/** A person's name of where the sums begin. */
export const anchorName = ({ name, commit, tree }: SinceAnchor['from']): string =>
  name ?? (commit ?? tree)?.slice(0, 8) ?? 'the first release of the history';
