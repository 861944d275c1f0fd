import { fewNames } from '../few-names.ts';
import { quoted } from '../measurements/defect.ts';
import type { MeasuredRound } from './duet-series.ts';
import type { Reason } from './verdict.ts';

/** What the reason is about. */
export const BENCHMARK = 'benchmark';
/** What leads on where one benchmark does not run on both sides. */
export const BENCHMARK_WAYS =
  'Run each side’s own benchmark (`bench.sources: each`), or measure first what both sides have: the new benchmark counts from the release that has it.';
const MOST_SHOWN = 3;

/**
 * That the benchmark itself differs between the sides: where each side ran its own, two benchmarks were compared, and a change
 * of the library cannot be told from one of the benchmark.
 */
export function benchmarkReasons(rounds: readonly MeasuredRound[]): Reason[] {
  const [difference] = rounds.flatMap(({ benchmark }) => benchmark ?? []);
  if (difference === undefined || difference.files.length === 0) return [];
  const { files, sources } = difference;
  const shown = fewNames(
    files.map((path) => quoted(path, 200).slice(1, -1)),
    MOST_SHOWN,
  );
  const which =
    sources === 'candidate'
      ? 'the candidate’s measured both sides'
      : 'each side was measured by its own, so two benchmarks are compared (`bench.sources: candidate` measures both with one)';
  const text = `The benchmark itself differs between the sides (${shown}): ${which}.`;
  return [{ effect: 'warns', rule: 'profile', subject: BENCHMARK, text }];
}
