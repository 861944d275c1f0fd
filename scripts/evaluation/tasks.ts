import { type CellResult, familyCells, playCell } from './families.ts';
import { type MethodOnSet, methodsOnSet } from './methods-on-sets.ts';
import type { FamilyNoise } from './noise.ts';
import { type PatternRates, patternRates } from './pattern-rates.ts';
import { dataSets } from './rounds.ts';

/** A part of the evaluation that a process does by itself. Its seed is its own, so that the order says nothing. */
export type Task =
  | { readonly kind: 'set'; readonly name: string; readonly alpha: number }
  | { readonly kind: 'cell'; readonly index: number }
  | { readonly kind: 'patterns'; readonly noise: FamilyNoise; readonly rounds: number };

export type Result = readonly MethodOnSet[] | CellResult | PatternRates;

export const ALPHAS = [0.05, 0.01] as const;
const PATTERN_NOISES: readonly FamilyNoise[] = ['normal', 't3', 'lognormal', 'AR .3', 'AR .6', 'drift ±1 sd'];

export function tasks(scale: number): Task[] {
  const cells = familyCells(scale).map(({ benchmarks, noise }, index) => ({ benchmarks, noise, index }));
  const cellTasks = (isNormal: boolean) =>
    cells
      .filter(({ noise }) => (noise === 'normal') === isNormal)
      .sort((a, b) => a.benchmarks - b.benchmarks)
      .map(({ index }): Task => ({ kind: 'cell', index }));
  const sets = (alpha: number) => dataSets().map(({ name }): Task => ({ kind: 'set', name, alpha }));
  const patterns = PATTERN_NOISES.flatMap((noise) =>
    [10, 30].map((rounds): Task => ({ kind: 'patterns', noise, rounds })),
  );
  // What is asked of the gate first: whoever stops it has that.
  return [...cellTasks(true), ...sets(0.05), ...patterns, ...cellTasks(false), ...sets(0.01)];
}

export function doTask(task: Task, scale: number): Result {
  switch (task.kind) {
    case 'set': {
      const part = task.alpha === 0.05 ? 1 : 0.5;
      const count = (most: number) => Math.max(20, Math.round(scale * part * most));
      return methodsOnSet(task.name, task.alpha, { without: count(1_000), each: count(250) });
    }
    case 'cell': {
      const cell = familyCells(scale)[task.index];
      if (cell === undefined) throw new RangeError(`no cell ${task.index}`);
      return playCell(cell, task.index + 1);
    }
    case 'patterns':
      return patternRates(task.noise, task.rounds, Math.max(100, Math.round(scale * 4_000)), 17);
  }
}
