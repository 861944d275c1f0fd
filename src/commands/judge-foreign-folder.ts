import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type ShardClaim, shardFaults } from '../core/bench/shards.ts';
import {
  type Basis,
  type CheckOutcome,
  LARGEST_OUTCOME,
  parseOutcome,
  problemsOf,
} from '../core/check/gate-conclusion.ts';
import type { DuetJudge } from '../core/gate/criteria.ts';
import type { MeasuredRound } from '../core/gate/duet-series.ts';
import { type GateInput, judge } from '../core/gate/judge.ts';
import { LARGEST_VERDICT, parseVerdict } from '../core/gate/parse-verdict.ts';
import type { ShardOfFamily } from '../core/gate/sharded-family.ts';
import { type AskedGate, unaskedIn, unaskedProblem } from '../core/gate/unasked.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { gateExitCode } from '../core/gate/verdict-exit.ts';
import type { ReadRule } from '../core/measurements/read-rule.ts';
import { type Checked, checked, failed, type Problem, problem } from '../core/problem.ts';
import { underFormerName } from '../core/release/asked-gate.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import { FOREIGN_FOLDER_LIMITS, vetForeignFolder } from '../effects/foreign-folder.ts';
import { describeFileError, readSmallFile } from '../effects/regular-file.ts';

export interface ForeignCheckRequest {
  /** What the run left, as it was downloaded. */
  readonly folder: string;
  /** Trees that the candidate may have: of the head, and of GitHub's own test merge. */
  readonly trees: readonly string[];
  /** Of the default branch: the change must not choose how it is judged. */
  readonly asked: AskedGate;
  readonly onInconclusive: 'block' | 'warn';
  /** How files are read, of the default branch; null: they are recognised by what is in them. */
  readonly reading: readonly ReadRule[] | null;
  /** Parts that the family has to have; null: it was measured by one machine. */
  readonly shards: number | null;
  /** Whether `owner/name` is, or was, a name of the repository. */
  readonly isOwnName: (name: string) => Promise<boolean>;
}

export interface ForeignCheck {
  readonly outcome: CheckOutcome;
  /** What the outcome was made of. */
  readonly from: Extract<Basis, { kind: 'fork' }>['from'];
}

/**
 * Judges what the run of a stranger left. Everything in the folder may have been made up: it is looked at before it is
 * read, the verdict is made anew from the rounds where there are any, and neither commit nor pull request is taken from it.
 */
export async function judgeForeignFolder(
  { folder, trees, asked, onInconclusive, reading, shards, isOwnName }: ForeignCheckRequest,
  judgeDuet: DuetJudge,
): Promise<ForeignCheck> {
  const refused = (...problems: readonly Problem[]): ForeignCheck => ({
    outcome: { kind: 'stopped', problems },
    from: 'nothing',
  });
  const parts = shards ?? 1;
  const { entries, total, ...limits } = FOREIGN_FOLDER_LIMITS;
  const vetted = await vetForeignFolder(folder, { ...limits, entries: entries * parts, total: total * parts });
  if (!vetted.ok) return refused(...vetted.problems);
  if (vetted.value === 'absent') {
    return refused(
      problem('artifact-refused', 'The measuring run left no result.', {
        remedy: 'See why it did not come so far, and run it again.',
      }),
    );
  }

  const claimed = await readClaim(folder, 'outcome.json', LARGEST_OUTCOME);
  if (!claimed.ok) return refused(...claimed.problems);
  if (claimed.value !== null) {
    const said = parseOutcome(claimed.value, 'outcome.json');
    if (!said.ok) return refused(...said.problems);
    if (said.value.kind === 'stopped') return refused(...problemsOf(said.value));
    if (said.value.kind === 'unchanged') {
      return refused(
        problem(
          'artifact-refused',
          'The run says that nothing measured has changed, but the pull request changes it.',
          {
            where: 'outcome.json',
            remedy: 'Give `paths` or `paths-ignore` to both actions alike.',
          },
        ),
      );
    }
  }

  const own = await readClaim(folder, 'gate/verdict.json', LARGEST_VERDICT);
  if (!own.ok) return refused(...own.problems);
  const verdictThere = own.value === null ? null : parseVerdict(own.value, 'gate/verdict.json');

  // Rounds that are there and cannot be read are no reason to believe the verdict beside them.
  const measured = await measuredFolders(folder, shards !== null);
  if (measured.length > 0) {
    const rounds: MeasuredRound[] = [];
    const claims = new Map<string, ShardClaim | null>();
    const found: ShardOfFamily[] = [];
    for (const place of measured) {
      const name = basename(place);
      const read = await readGateFolder(join(folder, place), null, name, reading ?? 'recognised');
      if (!read.ok)
        return refused(...read.problems.map((each) => ({ ...each, where: relative(folder, each.where ?? folder) })));
      if (read.value.kind !== 'rounds')
        return refused(problem('artifact-refused', 'The folder holds no rounds.', { where: place }));
      rounds.push(...read.value.rounds);
      claims.set(name, read.value.shard);
      if (read.value.shard !== null) found.push({ shard: name, cases: read.value.shard.cases });
    }
    // A part of a family is never the whole of it.
    const input: GateInput = {
      mode: 'duet',
      rounds,
      ...(shards === null ? {} : { shards: found }),
      shardFaults: shardFaults(claims, shards),
    };
    const made = judge(input, asked.settings, judgeDuet);
    return concluded(verdictThere?.ok === true ? withDifference(made, verdictThere.value) : made, 'rounds');
  }
  if (verdictThere === null) {
    return refused(problem('artifact-refused', 'There are neither rounds nor a verdict.', { where: 'gate' }));
  }
  if (!verdictThere.ok) return refused(...verdictThere.problems);
  const differences = unaskedIn(verdictThere.value, await underFormerName(asked, verdictThere.value, isOwnName));
  if (differences.length > 0) return refused(unaskedProblem(differences, 'gate/verdict.json'));
  return concluded(verdictThere.value, 'claim');

  function concluded(verdict: Verdict, from: 'rounds' | 'claim'): ForeignCheck {
    const measured = verdict.measuredTree.candidate;
    // Recorded runs do not say what they measured; rounds always do.
    if (measured === null ? from === 'rounds' : !trees.includes(measured)) {
      return refused(
        problem(
          'artifact-refused',
          `What was measured is ${measured === null ? 'not named' : `tree ${measured.slice(0, 40)}`}, not the head of the pull request.`,
        ),
      );
    }
    const { withoutBaseline } = asked.settings;
    const exitCode = gateExitCode(verdict, { onInconclusive, withoutBaseline });
    return { outcome: { kind: 'judged', verdict, exitCode }, from };
  }
}

/** Where the rounds are: below `bench`, or a folder each below `shards`, as their artifacts were downloaded. */
async function measuredFolders(folder: string, isSharded: boolean): Promise<string[]> {
  const there = await readdir(folder);
  if (!isSharded || !there.includes('shards')) return there.includes('bench') ? ['bench'] : [];
  const parts = await readdir(join(folder, 'shards'));
  return parts.sort().map((name) => `shards/${name}`);
}

function withDifference(made: Verdict, own: Verdict): Verdict {
  if (made.status === own.status) return made;
  const text = `The run’s own verdict was ${own.status}; its rounds say ${made.status} under the settings of the default branch.`;
  return { ...made, reasons: [...made.reasons, { effect: 'informs', rule: 'defect', text }] };
}

/** Text of one file, null when there is none; refused when it is too large to be what it should be. */
async function readClaim(folder: string, path: string, limit: number): Promise<Checked<string | null>> {
  try {
    return checked(await readSmallFile(join(folder, path), limit));
  } catch (error) {
    return failed(problem('artifact-refused', `The file ${describeFileError(error)}.`, { where: path }));
  }
}
