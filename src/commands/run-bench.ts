import { openFilesNote } from '../core/bench/open-files.ts';
import { guardEnvironment, withheldLine } from '../core/guarded-environment.ts';
import { readLimits } from '../effects/bench/host.ts';
import { type BenchEffects, type BenchOptions, type BenchOutcome, BenchSession } from './bench-session.ts';
import { measureDuet } from './measure-duet.ts';
import { measureRecorded } from './measure-recorded.ts';

/**
 * Measures. In duet mode it judges after every round and ends as soon as the rounds decide; killed and started again, it
 * goes on with the rounds that are finished.
 *
 * @throws Stop when it cannot begin, or cannot go on with what is in the folder
 */
export async function runBench(options: BenchOptions, effects: BenchEffects): Promise<BenchOutcome> {
  const { withheld } = guardEnvironment(options.environment, options.settings.environment);
  if (withheld.length > 0) effects.progress.note(withheldLine(withheld, 'the benchmark', 'bench.environment'));
  const { command, profile } = options.settings;
  const fewFiles = command === null ? openFilesNote(await readLimits(), profile) : null;
  if (fewFiles !== null) effects.progress.note(fewFiles);
  const session = new BenchSession(options, effects);
  try {
    return await (options.settings.mode === 'recorded' ? measureRecorded(session) : measureDuet(session));
  } finally {
    effects.progress.ended();
  }
}
