import { type HarnessResult, type HarnessRow, hostKey } from '../measurements/harness-result.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import type { Role } from './roles.ts';
import type { ControlCheck, Effect, Interval, Reason } from './verdict.ts';

/**
 * Recorded mode: a stored baseline against fresh runs, perhaps of another day or machine. There is no variance within
 * either, so no error rate is claimed. What is shown is the interval between the two extreme assumptions about the
 * controls,
 *
 *   D(λ) = ln(S1/S0) − λ · median_j ln(C1j/C0j),   λ = 0 (ignore the controls) … 1 (believe them fully),
 *
 * with S the subject and Cj the distinct controls. D is oriented: for latencies its sign is turned, so that negative is
 * worse. D is a log ratio; it is compared with ln(1 − margin), and `Effect.interval` holds e^D − 1.
 */

export interface RecordedSettings {
  /** Relative; beyond it (whole interval) the subject warns. */
  readonly margin: number;
  /** Relative; beyond it (whole interval) the subject has regressed. */
  readonly recordedMargin: number;
}

export interface RecordedInput {
  readonly baseline: readonly HarnessResult[];
  readonly candidate: readonly HarnessResult[];
  readonly roleOf: (stack: string) => Role;
  /** Whether a row is a correct PASS: only those have figures worth comparing. */
  readonly isCorrect: (row: HarnessRow) => boolean;
}

export interface RecordedConclusion {
  readonly effects: readonly Effect[];
  readonly controls: readonly ControlCheck[];
  readonly reasons: readonly Reason[];
  readonly regressed: boolean;
  /** Subjects and scenarios whose throughput was compared. */
  readonly judged: readonly string[];
  /** Correct on both sides, but without a usable throughput: nothing may be concluded about them. */
  readonly unusable: readonly string[];
}

type Figure = Effect['figure'];
const FIGURES: readonly Figure[] = ['throughput', 'p50', 'p95', 'p99'];

/** ln(candidate/baseline) oriented so that negative is worse; null where either is unknown or not positive. */
export function orientedLogRatio(figure: Figure, baseline: number | null, candidate: number | null): number | null {
  if (baseline === null || candidate === null || !(baseline > 0) || !(candidate >= 0)) return null;
  // A difference of logarithms does not overflow where the ratio would.
  const d = Math.log(candidate) - Math.log(baseline);
  if (figure === 'throughput') return d;
  return candidate > 0 ? -d : null;
}

/** The median; the mean of the middle two of an even number. null when empty. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) return null;
  return lower === upper ? upper : (lower + upper) / 2;
}

/**
 * Groups controls that are the same program underneath: a backend or binary hash that two stacks share, on either side,
 * makes them one (asio and cppserver shared a backend for a while). Returns a group number for each stack.
 */
export function distinctControls(stacks: readonly string[], identities: ReadonlyMap<string, ReadonlySet<string>>) {
  const parent = new Map(stacks.map((stack) => [stack, stack]));
  const find = (stack: string): string => {
    let at = stack;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const firstWith = new Map<string, string>();
  for (const stack of stacks) {
    for (const identity of identities.get(stack) ?? []) {
      const first = firstWith.get(identity);
      if (first === undefined) firstWith.set(identity, stack);
      else parent.set(find(stack), find(first));
    }
  }
  return new Map(stacks.map((stack) => [stack, find(stack)]));
}

/** Columns of newer harnesses that say which program a stack ran. */
const IDENTITY_COLUMNS = ['backend', 'binary_hash', 'binary_sha256'] as const;

function identitiesOf(runs: readonly HarnessResult[]): Map<string, Set<string>> {
  const identities = new Map<string, Set<string>>();
  const add = (stack: string, identity: string) => {
    const known = identities.get(stack) ?? new Set<string>();
    known.add(identity);
    identities.set(stack, known);
  };
  for (const run of runs) {
    for (const row of run.rows.values()) {
      for (const column of IDENTITY_COLUMNS) {
        const value = row.other.get(column)?.trim() ?? '';
        if (value !== '') add(row.stack, `${column}=${value}`);
      }
    }
    for (const [stack, hash] of run.binaries) add(stack, `binary_hash=${hash}`);
  }
  return identities;
}

const relative = (d: number): number => Math.expm1(d);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} %`;

/** "[−6.2 %, −0.9 %]": the ends of D in per cent of the natural logarithm. */
export function describeLogInterval(interval: Interval): string {
  const end = (value: number) => (value <= -1 ? '−∞' : signed(100 * Math.log1p(value)));
  return `[${end(interval.low)}, ${end(interval.high)}]`;
}

/** Compares each subject's figures with the stored ones. Pure arithmetic; at most 64 × 64 pairs of runs are asked for. */
export function judgeRecorded(input: RecordedInput, settings: RecordedSettings): RecordedConclusion {
  const comparison = new RecordedComparison(input);
  const found: Conclusion = { effects: [], controls: [], reasons: [], judged: [], unusable: [], regressed: false };
  for (const [id, { stack, scenario }] of comparison.ids) {
    if (!measuresThroughput(scenario)) continue;
    const row = { id, stack, scenario, role: input.roleOf(stack) };
    for (const figure of FIGURES) concludeFigure(comparison, row, figure, settings, found);
  }
  if (found.judged.length > 0 && comparison.groupsUsed.size < 2) found.reasons.push(comparison.fewControls());
  return found;
}

type Conclusion = {
  -readonly [Key in Exclude<keyof RecordedConclusion, 'regressed'>]: RecordedConclusion[Key][number][];
} & {
  regressed: boolean;
};

interface ComparedRow {
  readonly id: string;
  readonly stack: string;
  readonly scenario: string;
  readonly role: Role;
}

/** Adds to `found` what one figure of one row says. */
function concludeFigure(
  comparison: RecordedComparison,
  row: ComparedRow,
  figure: Figure,
  settings: RecordedSettings,
  found: Conclusion,
): void {
  const { id, stack, role } = row;
  const { ignoring, believing, controlMove } = comparison.changes(row, figure);
  if (ignoring === null || believing === null) {
    if (figure === 'throughput' && role === 'subject' && comparison.isCorrectOnBothSides(id)) found.unusable.push(id);
    return;
  }
  const interval = {
    low: relative(Math.min(ignoring, believing)),
    high: relative(Math.max(ignoring, believing)),
  };
  const base = { scenarioId: id, role, figure, change: relative(ignoring), interval } as const;
  const rest = { rounds: comparison.rounds, standardDeviation: null, perRound: [] } as const;
  if (role === 'control') {
    found.effects.push({ ...base, ...rest, conclusion: 'reported' });
    if (figure === 'throughput')
      found.controls.push({ stack, scenarioId: id, change: base.change, pValue: null, vetoes: false });
    return;
  }
  const wholeBeyond = interval.high < -settings.recordedMargin;
  const conclusion = figure !== 'throughput' ? 'reported' : wholeBeyond ? 'regression' : 'pass';
  found.effects.push({ ...base, ...rest, conclusion });
  const reason = explain({ id, figure, interval, ignoring, controlMove, settings });
  if (reason !== null) found.reasons.push(reason);
  if (figure === 'throughput') {
    found.judged.push(id);
    if (wholeBeyond) found.regressed = true;
  }
}

/** The rows of both sides, paired run by run, and the distinct controls among them. */
class RecordedComparison {
  /** Rows of the baseline by id. */
  readonly ids: ReadonlyMap<string, { readonly stack: string; readonly scenario: string }>;
  /** Distinct controls that throughput was compared with so far. */
  readonly groupsUsed = new Set<string>();
  readonly rounds: number;
  readonly #pairs: readonly Pair[];
  readonly #controlStacks: readonly string[];
  readonly #groups: ReadonlyMap<string, string>;
  readonly #isCorrect: RecordedInput['isCorrect'];

  constructor({ baseline, candidate, roleOf, isCorrect }: RecordedInput) {
    const ids = new Map<string, { stack: string; scenario: string }>();
    for (const run of baseline) for (const [id, row] of run.rows) if (!ids.has(id)) ids.set(id, row);
    this.ids = ids;
    const stacks = new Set([...ids.values()].map(({ stack }) => stack));
    this.#controlStacks = [...stacks].filter((stack) => roleOf(stack) === 'control');
    this.#groups = distinctControls(this.#controlStacks, identitiesOf([...baseline, ...candidate]));
    this.#pairs = pairsWithinHosts(baseline, candidate);
    this.rounds = candidate.length;
    this.#isCorrect = isCorrect;
  }

  isCorrectOnBothSides(id: string): boolean {
    return this.#pairs.some(({ baseline, candidate }) => {
      const [before, after] = [baseline.rows.get(id), candidate.rows.get(id)];
      return before !== undefined && after !== undefined && this.#isCorrect(before) && this.#isCorrect(after);
    });
  }

  /**
   * Medians over the pairs of runs: the change with the controls ignored (λ = 0) and believed fully (λ = 1), and how far
   * the controls moved. null where nothing can be compared.
   */
  changes({ id, scenario, role }: ComparedRow, figure: Figure) {
    const own: number[] = [];
    const corrected: number[] = [];
    const controlMoves: number[] = [];
    for (const pair of this.#pairs) {
      const d = this.#ratio(pair, id, figure);
      if (d === null) continue;
      own.push(d);
      const control = role === 'subject' ? this.#controlMedian(pair, scenario, figure) : null;
      corrected.push(control === null ? d : d - control);
      if (control !== null) controlMoves.push(control);
    }
    return { ignoring: median(own), believing: median(corrected), controlMove: median(controlMoves) };
  }

  /** Why the controls prove little: fewer than two distinct ones were compared. */
  fewControls(): Reason {
    const used = this.groupsUsed.size;
    const shared = this.#controlStacks.length > used && used > 0 ? ' (shared backends count once)' : '';
    const text =
      used === 0
        ? 'No control was measured on both sides: a slower machine cannot be told from a slower subject.'
        : `Only one distinct control was measured on both sides${shared}: it cannot be checked against another.`;
    return { effect: 'warns', rule: 'control', text };
  }

  #ratio(pair: Pair, id: string, figure: Figure): number | null {
    const before = pair.baseline.rows.get(id);
    const after = pair.candidate.rows.get(id);
    if (before === undefined || after === undefined || !this.#isCorrect(before) || !this.#isCorrect(after)) return null;
    return orientedLogRatio(figure, before.figures[figure], after.figures[figure]);
  }

  /** Median over the distinct controls of one pair of runs; null without any. */
  #controlMedian(pair: Pair, scenario: string, figure: Figure): number | null {
    const byGroup = new Map<string, number[]>();
    for (const stack of this.#controlStacks) {
      const d = this.#ratio(pair, `${stack}-${scenario}`, figure);
      if (d === null || !Number.isFinite(d)) continue;
      const group = this.#groups.get(stack) ?? stack;
      byGroup.set(group, [...(byGroup.get(group) ?? []), d]);
    }
    if (figure === 'throughput') for (const group of byGroup.keys()) this.groupsUsed.add(group);
    return median([...byGroup.values()].flatMap((members) => median(members) ?? []));
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

function explain(about: {
  readonly id: string;
  readonly figure: Figure;
  readonly interval: Interval;
  readonly ignoring: number;
  readonly controlMove: number | null;
  readonly settings: RecordedSettings;
}): Reason | null {
  const { id, figure, interval, ignoring, controlMove, settings } = about;
  const { margin, recordedMargin } = settings;
  if (figure === 'p99') return null;
  const percent = (fraction: number) => `${+(100 * fraction).toFixed(2)} %`;
  const shown = describeLogInterval(interval);
  const rule = figure === 'throughput' ? 'throughput' : 'latency';
  const what = `${id}: ${figure === 'throughput' ? 'throughput' : `${figure} latency`} changed within ${shown}`;
  if (interval.high < -recordedMargin) {
    const effect = figure === 'throughput' ? 'blocks' : 'warns';
    return { effect, rule, subject: id, text: `${what}: all of it is beyond −${percent(recordedMargin)}.` };
  }
  if (interval.high < -margin) {
    const text = `${what}: all of it is beyond −${percent(margin)}, but not beyond −${percent(recordedMargin)}.`;
    return { effect: 'warns', rule, subject: id, text };
  }
  if (figure !== 'throughput') return null;
  if (controlMove === null) {
    const text = `${what} (no control to compare with); it is not beyond −${percent(margin)}. Advisory: a recorded comparison claims no error rate.`;
    return { effect: 'informs', rule, subject: id, text };
  }
  const ownEnd = signed(100 * ignoring);
  const correctedEnd = signed(100 * (ignoring - controlMove));
  const ends = `${ownEnd} if the controls are ignored, ${correctedEnd} if their median move of ${signed(100 * controlMove)} is believed fully`;
  const beyond = (d: number) => relative(d) < -margin;
  const decides =
    beyond(ignoring) === beyond(ignoring - controlMove)
      ? `neither end is beyond −${percent(margin)}`
      : beyond(ignoring)
        ? `ignoring the controls is what makes it look slower than −${percent(margin)}`
        : `believing the controls is what makes it look slower than −${percent(margin)}`;
  const text = `${what}: ${ends}; ${decides}. Advisory: a recorded comparison claims no error rate, and blocks only if the whole interval is beyond −${percent(recordedMargin)}.`;
  return { effect: 'informs', rule, subject: id, text };
}
