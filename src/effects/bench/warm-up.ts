import type { Side } from '../../core/bench/round-plan.ts';
import { describeDefect } from '../../core/measurements/defect.ts';
import type { ReadRule } from '../../core/measurements/read-rule.ts';
import { problem, Stop } from '../../core/problem.ts';
import { readRecordFolder } from '../record-folder.ts';
import { UNKNOWN_ORIGIN } from '../result-folder.ts';

const BOTH_WAYS =
  'Run each side’s own benchmark (`bench.sources: each`), or measure first what both sides have: the new benchmark counts from the release that has it.';

/**
 * Looks whether a run left what can be judged: what is broken is told before ten minutes of rounds, not after them.
 *
 * @throws Stop when nothing can be read from it
 */
export async function readWarmUp(
  place: string,
  side: Side,
  { read, sources }: { readonly read: readonly ReadRule[] | null; readonly sources: 'each' | 'candidate' },
  exitCode: number,
): Promise<void> {
  const run = await readRecordFolder(place, UNKNOWN_ORIGIN, read, side);
  const broken = (run?.defects ?? []).filter(({ severity }) => severity === 'invalidates');
  if (run !== null && run.rows.size > 0 && broken.length === 0) return;
  const ended = exitCode === 0 ? '' : ` It ended with exit code ${exitCode}.`;
  const what =
    broken.length === 0
      ? `bench.command of the ${side} left no file of a benchmark that is known.`
      : `What bench.command of the ${side} left cannot be judged: ${broken.slice(0, 3).map(describeDefect).join(' ')}`;
  const remedy = side === 'baseline' && sources === 'candidate' ? { remedy: BOTH_WAYS } : {};
  throw new Stop([problem('bench-harness-failed', `${what}${ended}`, { where: place, ...remedy })]);
}
