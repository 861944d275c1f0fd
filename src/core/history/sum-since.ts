import type { AnchorChange, AnchorSetting, SinceAnchor } from '../gate/anchor.ts';
import { asLogRatio } from '../gate/metric-rules.ts';
import { upperQuantile } from '../statistics/student-t.ts';
import { type HistoryFigure, type HistoryLine, type HistorySide, profileKey } from './history-line.ts';

/**
 * Where the sum of a history begins. `commit` and `tree` of a name that was looked up in a repository; null: not known.
 */
export interface SumStart {
  readonly name: string | null;
  readonly commit: string | null;
  readonly tree: string | null;
}

/**
 * The place that a name stands for: as a repository knows it, or as the history calls a candidate.
 *
 * @param found commit and tree that the name has in a repository; null: nobody looked, or it has none
 */
export function sumStart(
  ref: string | null,
  found: { readonly commit: string; readonly tree: string } | null,
  history: readonly HistoryLine[],
): SumStart | null {
  if (ref === null) return null;
  if (found !== null) return { name: ref, ...found };
  const called = history.findLast(({ name }) => name === ref)?.candidate;
  return { name: ref, commit: called?.commit ?? null, tree: called?.tree ?? null };
}

type Place = Pick<HistorySide, 'commit' | 'tree'>;

/**
 * What became of the speed since the anchor: the sum of the changes of this comparison and of those before it, back to the anchor
 * or as far as they follow on each other. Slowdowns below the margin pass one by one; their sum does not.
 *
 * The sum of a metric has the variance of its parts, sd²/rounds each, and as many degrees of freedom as Welch and
 * Satterthwaite's approximation gives them (Satterthwaite, "An approximate distribution of estimates of variance
 * components", 1946). It is told as slower where its bound at the rate alpha, divided by the number of sums, is beyond the
 * floor, and the sum itself beyond the margin. The rate is that of one look: a history is looked at once a release
 * (docs/evaluation.md has what comes of it).
 *
 * @param now the line of the comparison that is judged
 * @param history lines before it, in their order; of two about the same pair the later counts
 * @returns null where there are not two comparisons to add
 */
export function sumSince(
  now: HistoryLine,
  history: readonly HistoryLine[],
  anchor: AnchorSetting & { readonly start: SumStart | null },
  alpha: number,
): SinceAnchor | null {
  const chain = [now, ...linksBefore(now, history, anchor.start)];
  const first = chain.at(-1);
  if (first === undefined || chain.length < 2) return null;
  const judged = now.figures.filter(
    (each) => each.role === 'subject' && each.decides !== 'show' && each.conclusion !== 'reported',
  );
  const figures = chain.map(figuresByName);
  const changes = judged.flatMap((each) => sumOf(each, figures, anchor, alpha / judged.length) ?? []);
  if (changes.length === 0) return null;
  const isReached = anchor.start !== null && isSame(first.baseline, anchor.start);
  const before = history.findLast((each) => isSame(each.candidate, first.baseline));
  return {
    how: 'sum',
    from: {
      name: isReached ? (anchor.start?.name ?? null) : (before?.name ?? null),
      commit: first.baseline.commit,
      tree: first.baseline.tree,
    },
    margin: anchor.margin,
    floor: anchor.floor,
    decides: anchor.decides,
    changes,
  };
}

const isSame = (a: Place, b: Place): boolean =>
  (a.tree !== null && a.tree === b.tree) || (a.commit !== null && a.commit === b.commit);

/** Comparisons that lead up to this one, from the newest; none of them twice. */
function linksBefore(now: HistoryLine, history: readonly HistoryLine[], start: SumStart | null): HistoryLine[] {
  const byPlace = new Map<string, HistoryLine>();
  const keysOf = ({ commit, tree }: Place): string[] => [
    ...(tree === null ? [] : [`tree ${tree}`]),
    ...(commit === null ? [] : [`commit ${commit}`]),
  ];
  const profile = profileKey(now);
  for (const line of history) {
    // What was not measured the same way, or is broken, adds nothing; nor does what compares nothing.
    const adds = line.mode === now.mode && line.status !== 'invalid' && line.status !== 'incomparable';
    if (!adds || profileKey(line) !== profile || isSame(line.baseline, line.candidate)) continue;
    for (const key of keysOf(line.candidate)) byPlace.set(key, line);
  }
  const found: HistoryLine[] = [];
  const seen: Place[] = [now.candidate];
  let at: Place = now.baseline;
  for (;;) {
    if (start !== null && isSame(at, start)) return found;
    if (seen.some((place) => isSame(place, at))) return found;
    seen.push(at);
    const link = keysOf(at).flatMap((key) => byPlace.get(key) ?? [])[0];
    if (link === undefined) return found;
    found.push(link);
    at = link.baseline;
  }
}

type NamedFigures = ReadonlyMap<string, HistoryFigure>;

const figureName = (figure: HistoryFigure): string => JSON.stringify([figure.case, figure.metric]);

/** The first of a name counts. */
const figuresByName = ({ figures }: HistoryLine): NamedFigures =>
  new Map(figures.toReversed().map((each) => [figureName(each), each]));

/** @param rate of this sum. null: fewer than two comparisons have figures to add */
function sumOf(
  own: HistoryFigure,
  chain: readonly NamedFigures[],
  anchor: AnchorSetting,
  rate: number,
): AnchorChange | null {
  let sum = 0;
  let variance = 0;
  let freedom = 0;
  let releases = 0;
  const name = figureName(own);
  for (const figures of chain) {
    const part = figures.get(name);
    const d = part?.change === null || part === undefined ? Number.NaN : Math.log1p(part.change);
    if (part === undefined || !Number.isFinite(d)) break;
    if (!part.exact) {
      if (part.sd === null || part.rounds < 2) break;
      const each = part.sd ** 2 / part.rounds;
      variance += each;
      freedom += each ** 2 / (part.rounds - 1);
    }
    sum += d;
    releases += 1;
  }
  if (releases < 2) return null;
  const better = own.better ?? 'higher';
  // A case with a wider margin of its own may move that much.
  const margin = Math.max(anchor.margin, own.margin ?? 0);
  const floor = Math.max(anchor.floor, margin * (anchor.floor / anchor.margin));
  const reach = variance > 0 ? upperQuantile(rate, variance ** 2 / freedom) * Math.sqrt(variance) : 0;
  const limits = { margin: asLogRatio(margin, better), floor: asLogRatio(floor, better) };
  return {
    scenarioId: own.case,
    figure: own.metric,
    change: Math.expm1(sum),
    interval: { low: Math.expm1(sum - reach), high: Math.expm1(sum + reach) },
    releases,
    conclusion:
      sum < limits.margin && sum + reach < limits.floor
        ? 'slower'
        : sum - reach > limits.margin
          ? 'within'
          : 'undecided',
    better: own.better,
  };
}
