import type { HarnessResult } from '../measurements/harness-result.ts';
import type { GateInput } from './judge.ts';
import type { Compared, Verdict } from './verdict.ts';

/** Who makes a verdict of what; the results themselves do not say. */
export interface VerdictOrigin {
  /** Folders of either side as they were named. */
  readonly folders: { readonly baseline: readonly string[]; readonly candidate: readonly string[] };
  readonly repository: string | null;
  readonly now: Date;
  /** Version of this program. */
  readonly program: string;
}

/** A verdict that says what it compared: what a person looks for when its file lies somewhere else than its results. */
export function withComparison(verdict: Verdict, input: GateInput, origin: VerdictOrigin): Verdict {
  const runs = input.mode === 'duet' ? input.rounds.flatMap((round) => round.runs) : [];
  const baseline = input.mode === 'duet' ? runs.map((run) => run.baseline) : input.baseline;
  const candidate = input.mode === 'duet' ? runs.map((run) => run.candidate) : input.candidate;
  const compared: Compared = {
    baseline: { folders: origin.folders.baseline.map(lastPart), commit: theCommit(baseline), ...measured(baseline) },
    candidate: {
      folders: origin.folders.candidate.map(lastPart),
      commit: theCommit(candidate),
      ...measured(candidate),
    },
    repository: origin.repository,
    madeAt: origin.now.toISOString(),
    program: origin.program,
  };
  return { ...verdict, compared };
}

const LONGEST_NAME = 300;
const lastPart = (path: string): string =>
  (path.split(/[\\/]+/).findLast((part) => part !== '' && part !== '.') ?? path).slice(0, LONGEST_NAME);

/** The one commit a side measured; null when unknown or not one. */
function theCommit(runs: readonly HarnessResult[]): string | null {
  const commits = new Set(runs.flatMap((run) => run.commit ?? []));
  const [commit] = commits;
  return commits.size === 1 && commit !== undefined ? commit : null;
}

/** When the first of them began, where every time is of the same clock. */
function measured(runs: readonly HarnessResult[]): Pick<Compared['baseline'], 'measuredAt'> {
  const times = runs.flatMap((run) => run.measuredAt ?? []).sort();
  const [first] = times;
  const isOfOneClock = times.every((time) => time.endsWith('Z') === first?.endsWith('Z'));
  return first === undefined || !isOfOneClock ? {} : { measuredAt: first };
}

/** "Candidate 9125c8d against baseline 1f2e3d4.": by commits, else by folders; empty where a verdict does not say. */
export function sidesText({ compared }: Pick<Verdict, 'compared'>): string {
  if (compared === undefined) return '';
  const [baseline, candidate] = [sideName(compared.baseline), sideName(compared.candidate)];
  return baseline === '' || candidate === '' ? '' : `Candidate ${candidate} against baseline ${baseline}.`;
}

const sideName = ({ commit, folders }: Compared['baseline']): string =>
  commit !== null
    ? commit.slice(0, 7)
    : folders.length > 1
      ? `${folders[0]} and ${folders.length - 1} more`
      : (folders[0] ?? '');
