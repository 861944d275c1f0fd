import { describeDefect } from '../../core/measurements/defect.ts';
import type { ReadRule } from '../../core/measurements/read-rule.ts';
import { readRecordFolder } from '../record-folder.ts';
import { UNKNOWN_ORIGIN } from '../result-folder.ts';

/**
 * Looks whether a run of `bench.command` left what can be judged: what is broken is told before ten minutes of rounds, not
 * after them.
 *
 * @returns `fault`: what is wrong with it, as a sentence's end after its name; null: it can be judged
 */
export async function lookAtWarmUp(
  place: string,
  name: string,
  read: readonly ReadRule[] | null,
  exitCode: number,
): Promise<{ readonly fault: string | null; readonly cases: number }> {
  const run = await readRecordFolder(place, UNKNOWN_ORIGIN, read, name);
  const broken = (run?.defects ?? []).filter(({ severity }) => severity === 'invalidates');
  if (run !== null && run.rows.size > 0 && broken.length === 0) return { fault: null, cases: run.rows.size };
  const ended = exitCode === 0 ? '' : `, and ended with exit code ${exitCode}`;
  const fault =
    broken.length === 0
      ? `left no file of a benchmark that is known${ended}`
      : `left what cannot be judged${ended}: ${broken.slice(0, 3).map(describeDefect).join(' ').replace(/\.$/, '')}`;
  return { fault, cases: run?.rows.size ?? 0 };
}
