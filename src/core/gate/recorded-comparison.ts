import { type HarnessResult, type HarnessRow, hostKey } from '../measurements/harness-result.ts';
import { medianOf } from '../statistics/median.ts';
import { distinctControls, identitiesOf } from './distinct-controls.ts';
import { orientedLogRatio } from './log-ratio.ts';
import type { IndexedCase, MetricIndex } from './metric-index.ts';
import type { MetricRule } from './metric-rules.ts';

export interface RecordedInput {
  readonly baseline: readonly HarnessResult[];
  readonly candidate: readonly HarnessResult[];
  readonly index: MetricIndex;
  /** Whether a row is a correct PASS: only those have figures worth comparing. */
  readonly isCorrect: (row: HarnessRow) => boolean;
}

/** What the pairs of runs say of one metric of one case; natural logarithms, negative is worse. */
export interface RecordedChange {
  /** D(0): the controls ignored. */
  readonly ignoring: number;
  /** D(1): their median move believed fully. */
  readonly believing: number;
  /** null: there was no control. */
  readonly controlMove: number | null;
  /** Of every distinct control, its median move. */
  readonly controlMoves: readonly number[];
  /** Values of either side, run by run. */
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** The rows of both sides, paired run by run, and the distinct controls among them. */
export class RecordedComparison {
  /** Distinct controls that what decides was compared with so far. */
  readonly groupsUsed = new Set<string>();
  readonly controlStacks: number;
  readonly #input: RecordedInput;
  readonly #pairs: readonly Pair[];
  readonly #controls: readonly IndexedCase[];
  readonly #groups: ReadonlyMap<string, string>;

  constructor(input: RecordedInput) {
    const { baseline, candidate, index } = input;
    this.#input = input;
    this.#pairs = pairsWithinHosts(baseline, candidate);
    this.#controls = [...index.cases.values()].filter(({ role }) => role === 'control');
    const stacks = [...new Set(this.#controls.map(({ stack }) => stack))];
    this.controlStacks = stacks.length;
    this.#groups = distinctControls(stacks, identitiesOf([...baseline, ...candidate]));
  }

  isCorrectOnBothSides(id: string): boolean {
    return this.#pairs.some((pair) => this.#rows(pair, id) !== null);
  }

  /** Medians over the pairs of runs; null where nothing can be compared. */
  change(of: IndexedCase, metric: string, rule: MetricRule): RecordedChange | null {
    const own: number[] = [];
    const corrected: number[] = [];
    const moves: number[] = [];
    const byGroup = new Map<string, number[]>();
    for (const pair of this.#pairs) {
      const d = this.#ratio(pair, of.id, metric, rule);
      if (d === null) continue;
      own.push(d);
      const controls = of.role === 'subject' ? this.#controlMoves(pair, of, metric, rule) : new Map<string, number>();
      for (const [group, move] of controls) byGroup.set(group, [...(byGroup.get(group) ?? []), move]);
      const move = controls.size === 0 ? null : medianOf([...controls.values()]);
      corrected.push(move === null ? d : d - move);
      if (move !== null) moves.push(move);
    }
    if (own.length === 0) return null;
    return {
      ignoring: medianOf(own),
      believing: medianOf(corrected),
      controlMove: moves.length === 0 ? null : medianOf(moves),
      controlMoves: [...byGroup.values()].map(medianOf),
      baseline: this.#values(this.#input.baseline, of.id, metric),
      candidate: this.#values(this.#input.candidate, of.id, metric),
    };
  }

  #values(runs: readonly HarnessResult[], id: string, metric: string): number[] {
    const { index, isCorrect } = this.#input;
    return runs.flatMap((run) => {
      const row = run.rows.get(id);
      const value = row === undefined || !isCorrect(row) ? null : index.valueOf(row, metric);
      return value === null ? [] : [value];
    });
  }

  #rows({ baseline, candidate }: Pair, id: string): readonly [HarnessRow, HarnessRow] | null {
    const { isCorrect } = this.#input;
    const [before, after] = [baseline.rows.get(id), candidate.rows.get(id)];
    return before === undefined || after === undefined || !isCorrect(before) || !isCorrect(after)
      ? null
      : [before, after];
  }

  #ratio(pair: Pair, id: string, metric: string, { better }: MetricRule): number | null {
    const rows = this.#rows(pair, id);
    if (rows === null) return null;
    const { index } = this.#input;
    return orientedLogRatio(better, index.valueOf(rows[0], metric), index.valueOf(rows[1], metric));
  }

  /** By distinct control, of one pair of runs. Controls of a harness of scenarios are compared in the same one. */
  #controlMoves(pair: Pair, of: IndexedCase, metric: string, rule: MetricRule): Map<string, number> {
    const byGroup = new Map<string, number[]>();
    for (const control of this.#controls) {
      if (!of.isRecord && control.scenario !== of.scenario) continue;
      const d = this.#ratio(pair, control.id, metric, rule);
      if (d === null || !Number.isFinite(d)) continue;
      const group = control.isRecord ? control.id : (this.#groups.get(control.stack) ?? control.stack);
      byGroup.set(group, [...(byGroup.get(group) ?? []), d]);
    }
    if (rule.decides === 'block') for (const group of byGroup.keys()) this.groupsUsed.add(group);
    return new Map([...byGroup].map(([group, moves]) => [group, medianOf(moves)]));
  }
}

interface Pair {
  readonly baseline: HarnessResult;
  readonly candidate: HarnessResult;
}

/** A run is compared with the baselines of its own host where there are any, and with all of them otherwise. */
function pairsWithinHosts(baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]): Pair[] {
  return candidate.flatMap((after) => {
    const sameHost = baseline.filter((before) => hostKey(before.host) === hostKey(after.host));
    return (sameHost.length > 0 ? sameHost : baseline).map((before) => ({ baseline: before, candidate: after }));
  });
}
