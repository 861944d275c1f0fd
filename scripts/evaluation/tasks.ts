import { type CellResult, type FamilyCell, familyCells, playCell, TRIALS_AT_A_TIME } from './families.ts';
import { type MethodOnSet, methodsOnSet } from './methods-on-sets.ts';
import type { FamilyNoise } from './noise.ts';
import { type PatternRates, patternRates } from './pattern-rates.ts';
import { dataSets } from './rounds.ts';

/** A part of the evaluation that a process does by itself. Its seed is its own, so that the order says nothing. */
export type Task =
  | { readonly kind: 'set'; readonly name: string; readonly alpha: number }
  | { readonly kind: 'cell'; readonly cell: Omit<FamilyCell, 'trials'>; readonly from: number; readonly count: number }
  | { readonly kind: 'patterns'; readonly noise: FamilyNoise; readonly rounds: number };

export type Result = readonly MethodOnSet[] | CellResult | PatternRates;

export const ALPHAS = [0.05, 0.01] as const;
const PATTERN_NOISES: readonly FamilyNoise[] = ['normal', 't3', 'lognormal', 'AR .3', 'AR .6', 'drift ±1 sd'];

/** The parts of a cell, each of so many trials. */
export function partsOf({ trials, ...cell }: FamilyCell): Task[] {
  const size = TRIALS_AT_A_TIME.get(cell.benchmarks) ?? trials;
  return Array.from({ length: Math.ceil(trials / size) }, (_, at) => ({
    kind: 'cell',
    cell,
    from: at * size,
    count: Math.min(size, trials - at * size),
  }));
}

/** Whether a bound of the gate is about it. */
const isAsked = ({ noise, slow, sd, rounds }: FamilyCell): boolean =>
  slow > 0
    ? noise === 'normal'
    : sd === 0.05 && rounds === 30 && (noise === 'normal' || noise === 'AR .3' || noise === 'drift ±1 sd');

export function tasks(scale: number): Task[] {
  // Families of sixty stand for all; the largest take longest, and as long as all others together.
  const order = [60, 1, 5, 20, 100, 300];
  const cells = familyCells(scale).sort((a, b) => order.indexOf(a.benchmarks) - order.indexOf(b.benchmarks));
  const of = (asked: boolean) => cells.filter((cell) => isAsked(cell) === asked).flatMap(partsOf);
  const sets = (alpha: number) => dataSets().map(({ name }): Task => ({ kind: 'set', name, alpha }));
  const patterns = PATTERN_NOISES.flatMap((noise) =>
    [10, 30].map((rounds): Task => ({ kind: 'patterns', noise, rounds })),
  );
  // What is asked of the gate first: whoever stops it has that.
  return [...of(true), ...sets(0.05), ...of(false), ...patterns, ...sets(0.01)];
}

export function doTask(task: Task, scale: number): Result {
  switch (task.kind) {
    case 'set': {
      const part = task.alpha === 0.05 ? 1 : 0.5;
      const count = (most: number) => Math.max(20, Math.round(scale * part * most));
      return methodsOnSet(task.name, task.alpha, { without: count(1_000), each: count(250) });
    }
    case 'cell':
      return playCell({ ...task.cell, trials: task.count }, task.from, task.count);
    case 'patterns':
      return patternRates(task.noise, task.rounds, Math.max(100, Math.round(scale * 4_000)), 17);
  }
}
