import { counted } from '../counted.ts';
import { type Defect, describeDefect } from '../measurements/defect.ts';
import type { HarnessResult } from '../measurements/harness-result.ts';
import { type FigureName, MOST_SCENARIO_IDS } from '../measurements/metrics-csv.ts';
import type { Reason } from './verdict.ts';

/** Columns that decide something: when one holds nonsense, nothing may be concluded. */
const DECIDING: ReadonlySet<string> = new Set<FigureName | string>([
  'pass_fail',
  'throughput',
  'connect_fail',
  'connect_timeout',
  'incomplete_ratio',
  'drain_timeout',
  'gating_violation',
  'ccu',
  'inflight',
  'size',
]);

const MOST_DEFECT_REASONS = 100;

/**
 * Defects as reasons, and what makes the files unusable as a whole.
 *
 * @param isFirst the baseline has no benchmark, which is no defect of it
 */
export function checkTrust(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  isFirst: boolean,
): { broken: boolean; reasons: Reason[] } {
  const all = [...baseline, ...candidate];
  const reasons = [
    ...defectReasons(all),
    ...unreadableReasons(all),
    ...contentReasons(baseline, candidate, isFirst),
    ...treeReasons('baseline', baseline),
    ...treeReasons('candidate', candidate),
  ];
  return { broken: reasons.some((reason) => reason.effect === 'blocks'), reasons: mostDefects(reasons) };
}

const blocking = (text: string): Reason => ({ effect: 'blocks', rule: 'defect', text });

/** What a harness does wrong it does in every run: told once, with how often. */
function defectReasons(all: readonly HarnessResult[]): Reason[] {
  const found = new Map<string, { readonly first: Defect; folders: number }>();
  for (const run of all) {
    for (const defect of run.defects) {
      const key = JSON.stringify([defect.severity, defect.file.slice(run.folder.length), defect.line, defect.text]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { first: defect, folders: 1 });
      else known.folders += 1;
    }
  }
  return [...found.values()].map(({ first, folders }) => ({
    effect: first.severity === 'invalidates' ? 'blocks' : first.severity,
    rule: 'defect',
    text: `${describeDefect(first)}${folders > 1 ? ` (The same in ${folders - 1} more.)` : ''}`,
  }));
}

function unreadableReasons(all: readonly HarnessResult[]): Reason[] {
  return all.flatMap((run) =>
    [...run.rows.values()].flatMap((row): Reason[] => {
      const deciding = row.unreadable.filter((column) => DECIDING.has(column));
      if (deciding.length === 0) return [];
      return [{ ...blocking(`${run.folder}: ${row.id}: ${deciding.join(', ')} cannot be read.`), subject: row.id }];
    }),
  );
}

function contentReasons(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  isFirst: boolean,
): Reason[] {
  const ids = new Set([...baseline, ...candidate].flatMap((run) => [...run.rows.keys()]));
  return [
    ...(!isFirst && baseline.every((run) => run.rows.size === 0)
      ? [blocking('The baseline has no row at all: there is nothing to compare with.')]
      : []),
    ...(ids.size > MOST_SCENARIO_IDS ? [blocking(`More than ${MOST_SCENARIO_IDS} different scenario ids.`)] : []),
  ];
}

function treeReasons(side: 'baseline' | 'candidate', runs: readonly HarnessResult[]): Reason[] {
  const trees = new Set(runs.flatMap((run) => run.tree ?? []));
  if (trees.size <= 1) return [];
  return [blocking(`The ${side}'s runs measured ${trees.size} different trees: ${[...trees].join(', ')}.`)];
}

/** The first of those that block and of the others, and how many are left out. */
function mostDefects(reasons: readonly Reason[]): Reason[] {
  if (reasons.length <= MOST_DEFECT_REASONS) return [...reasons];
  const blocks = reasons.filter((reason) => reason.effect === 'blocks').slice(0, MOST_DEFECT_REASONS);
  const others = reasons.filter((reason) => reason.effect !== 'blocks').slice(0, MOST_DEFECT_REASONS);
  const left = reasons.length - blocks.length - others.length;
  const more: Reason[] =
    left > 0
      ? [
          {
            effect: 'warns',
            rule: 'defect',
            text: `${counted(left, 'more defect is', 'more defects are')} not listed.`,
          },
        ]
      : [];
  return [...blocks, ...others, ...more];
}
