import { basename } from 'node:path';
import { caseDurations } from '../core/bench/case-durations.ts';
import { type ShardClaim, shardFaults } from '../core/bench/shards.ts';
import { counted } from '../core/counted.ts';
import { anchorOf } from '../core/gate/anchor.ts';
import { type VerdictOrigin, withComparison } from '../core/gate/compared.ts';
import { type DuetJudge, dayOf, type GateSettings } from '../core/gate/criteria.ts';
import type { MeasuredRound } from '../core/gate/duet-series.ts';
import { type GateInput, judge } from '../core/gate/judge.ts';
import { timesOfShards } from '../core/gate/sharded-family.ts';
import type { GateMode, Verdict } from '../core/gate/verdict.ts';
import { gateExitCode } from '../core/gate/verdict-exit.ts';
import { type HistoryLine, lineOfVerdict } from '../core/history/history-line.ts';
import { sinceAnchorOf, withAnchor } from '../core/history/since-anchor.ts';
import { type SumStart, sumSince } from '../core/history/sum-since.ts';
import type { HarnessResult } from '../core/measurements/harness-result.ts';
import { type Checked, orStop, Problems, problem, Stop } from '../core/problem.ts';
import type { GateFolder } from '../effects/bench-folder.ts';
import { fileWriterWithout } from '../effects/write-files.ts';
import type { Words } from '../report/words.ts';
import { writeVerdict } from './write-verdict.ts';

/** `gate`: judges result folders. Reads, judges, and only then writes. */
export interface GateOptions {
  /** Folders of the baseline. May be empty where the candidate's folders hold duet rounds: those have both sides. */
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
  /** Shards that the candidate's folders have to be; left out: as many as they say themselves. */
  readonly shards?: number;
  /** How long cases took before this, by name: what is written of shards goes on from it. */
  readonly durations?: ReadonlyMap<string, number>;
  /** Default: duet where the folders hold duet rounds, recorded otherwise. */
  readonly mode?: GateMode;
  readonly settings: GateSettings;
  readonly onInconclusive: 'block' | 'warn';
  /** Stack of bare scenario ids (`s2`); default: taken from scenario.log. */
  readonly defaultStack?: string;
  /** Folder for verdict.json, verdict.md and verdict.html. */
  readonly out?: string;
  /** Earlier comparisons, whose changes are added to these. */
  readonly history?: GateHistory;
  /** Folders with rounds of the same candidate beside the anchor. */
  readonly anchor?: readonly string[];
}

/** What is there of earlier comparisons. */
export interface GateHistory {
  readonly lines: readonly HistoryLine[];
  /** Where the sum begins; null: as far back as the comparisons follow on each other. */
  readonly start: SumStart | null;
}

export interface GateEffects {
  readonly readFolder: (folder: string, defaultStack: string | null) => Promise<Checked<GateFolder>>;
  /** Not to be seen in what is written. */
  readonly tokens: readonly string[];
  readonly judgeDuet: DuetJudge;
  /** Who judges, and when. */
  readonly origin: Omit<VerdictOrigin, 'folders'>;
  /** In which the page and the Markdown are written; English where it is left out. */
  readonly words?: Words;
}

export interface GateOutcome {
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 2 | 3;
}

const MOST_FOLDERS = 64;

/**
 * Judges the folders and writes the verdict to `out`.
 *
 * @throws Stop for folders that cannot be read, options that contradict each other, and an output that cannot be
 *   written; never for what a result says.
 */
export async function runGate(options: GateOptions, effects: GateEffects): Promise<GateOutcome> {
  const input = await readInput(options, effects);
  // Duet rounds hold both sides.
  const baseline = options.baseline.length > 0 ? options.baseline : options.candidate;
  const settings = { ...options.settings, today: dayOf(effects.origin.now) };
  const alone = withComparison(judge(input, settings, effects.judgeDuet), input, {
    ...effects.origin,
    folders: { baseline, candidate: options.candidate },
  });
  const summed = withSum(alone, options.history, settings);
  const verdict = await besideAnchor(summed, { ...options, settings }, effects);
  if (options.out !== undefined) {
    await writeVerdict(options.out, verdict, effects);
    if (input.mode === 'duet')
      await writeDurations(options.out, input, { before: options.durations, tokens: effects.tokens });
  }
  return {
    verdict,
    exitCode: gateExitCode(verdict, {
      onInconclusive: options.onInconclusive,
      withoutBaseline: settings.withoutBaseline,
    }),
  };
}

/** Leaves beside the verdict of shards how long their cases take, for dealing them out the next time. */
async function writeDurations(
  out: string,
  { rounds, shards = [] }: Extract<GateInput, { mode: 'duet' }>,
  { before, tokens }: { readonly before: ReadonlyMap<string, number> | undefined; readonly tokens: readonly string[] },
): Promise<void> {
  if (shards.length === 0) return;
  const found = [...caseDurations(timesOfShards(rounds, shards), before)].sort(([a], [b]) => (a < b ? -1 : 1));
  const rounded = found.map(([name, milliseconds]) => [name, Number(milliseconds.toPrecision(4))]);
  const text = `${JSON.stringify(Object.fromEntries(rounded), null, 1)}\n`;
  orStop(await fileWriterWithout(tokens)(out, new Map([['durations.json', text]])));
}

/** The verdict with what the changes since the anchor add up to. */
function withSum(verdict: Verdict, history: GateHistory | undefined, settings: GateSettings): Verdict {
  if (history === undefined) return verdict;
  const anchor = { ...anchorOf(settings), start: history.start };
  const since = sumSince(lineOfVerdict(verdict, null), history.lines, anchor, settings.alpha);
  // Looked at, and nothing to add yet: a release that asks for it can tell that from a verdict that never looked.
  return since === null ? { ...verdict, sinceAnchor: [] } : withAnchor(verdict, since);
}

/** The verdict with what rounds beside the anchor itself say, by the anchor's own margin. */
async function besideAnchor(verdict: Verdict, options: GateOptions, effects: GateEffects): Promise<Verdict> {
  const folders = options.anchor ?? [];
  if (folders.length === 0) return verdict;
  const anchor = anchorOf(options.settings);
  const { baseline: _, mode: __, ...rest } = options;
  const input = await readInput({ ...rest, baseline: [], candidate: folders }, effects);
  const settings = { ...options.settings, margin: anchor.margin, floor: anchor.floor };
  const found = withComparison(judge(input, settings, effects.judgeDuet), input, {
    ...effects.origin,
    folders: { baseline: folders, candidate: folders },
  });
  const others = [found.measuredTree.candidate, verdict.measuredTree.candidate];
  if (others[0] !== others[1]) {
    const what = `The rounds beside the anchor are of the tree ${others[0] ?? 'unknown'}, those that are judged of ${others[1] ?? 'unknown'}.`;
    throw new Stop([problem('input-invalid', what, { where: '--anchor' })]);
  }
  const { since, told } = sinceAnchorOf(found, anchor);
  return withAnchor(verdict, since, told);
}

async function readInput(options: GateOptions, effects: GateEffects): Promise<GateInput> {
  const problems = new Problems();
  const refuse = (where: string, what: string) => problems.add(problem('input-invalid', what, { where }));
  if (options.candidate.length === 0) refuse('--candidate', 'No result folder of the candidate is given.');
  for (const [where, folders] of [
    ['--baseline', options.baseline],
    ['--candidate', options.candidate],
  ] as const) {
    if (folders.length > MOST_FOLDERS)
      refuse(where, `${counted(folders.length, 'folder')} are given; at most ${MOST_FOLDERS}.`);
    // The same folder twice would count one measurement as two.
    if (new Set(folders).size < folders.length) refuse(where, 'A folder is given twice.');
  }
  problems.stop();

  const read = async (folders: readonly string[]): Promise<GateFolder[]> => {
    const found: GateFolder[] = [];
    for (const folder of folders) {
      const result = problems.take(await effects.readFolder(folder, options.defaultStack ?? null));
      if (result !== null) found.push(result);
    }
    return found;
  };
  const candidate = await read(options.candidate);
  const holdRounds = candidate.some((folder) => folder.kind === 'rounds');
  // Rounds hold both sides; a baseline named beside them has to be the same folders.
  const others = options.baseline.filter((folder) => !(holdRounds && options.candidate.includes(folder)));
  const baseline = await read(others);
  for (const [at, folder] of candidate.entries())
    if (folder.kind === 'runs' && folder.runs.length === 0)
      problems.add(
        problem('result-folder-unreadable', 'The result folder is empty.', { where: options.candidate[at] ?? '' }),
      );
  problems.stop();

  const rounds = candidate.flatMap((folder): readonly MeasuredRound[] =>
    folder.kind === 'rounds' ? folder.rounds : [],
  );
  const runs = candidate.flatMap((folder): readonly HarnessResult[] => (folder.kind === 'runs' ? folder.runs : []));
  const before = baseline.flatMap((folder): readonly HarnessResult[] => (folder.kind === 'runs' ? folder.runs : []));
  if (baseline.some((folder) => folder.kind === 'rounds')) {
    refuse('--baseline', 'Duet rounds hold both sides: give their folder as --candidate.');
  }
  if (rounds.length > 0) {
    if (runs.length > 0) refuse('--candidate', 'Duet rounds and single runs cannot be judged together.');
    if (before.length > 0) refuse('--baseline', 'Duet rounds hold their own baseline; leave --baseline out.');
    if (options.mode === 'recorded') refuse('--mode', 'The folders hold duet rounds; recorded mode cannot read them.');
    problems.stop();
    return { mode: 'duet', rounds, ...familyOf(options, candidate) };
  }
  if (options.baseline.length === 0)
    problems.add(
      problem('input-invalid', 'No result folder of the baseline is given.', {
        where: '--baseline',
        remedy: 'Name the folder of the baseline; where none is recorded yet, an empty one.',
      }),
    );
  if (options.mode === 'duet') {
    if (before.length !== runs.length) {
      refuse(
        '--mode',
        `A duet needs pairs: ${counted(before.length, 'baseline run')} and ${counted(runs.length, 'candidate run')} are given.`,
      );
    }
    problems.stop();
    return { mode: 'duet', rounds: paired(before, runs) };
  }
  problems.stop();
  return { mode: 'recorded', baseline: before, candidate: runs };
}

/** Folders that are parts of one family, and why they are not. */
function familyOf({ candidate: paths, shards }: GateOptions, folders: readonly GateFolder[]) {
  const found = folders.flatMap((folder, at) =>
    folder.kind === 'rounds'
      ? [{ name: folder.rounds[0]?.shard ?? paths[at] ?? '', path: paths[at] ?? '', claim: folder.shard }]
      : [],
  );
  const claims = new Map(found.map(({ path, claim }): [string, ShardClaim | null] => [basename(path), claim]));
  // Folders of one name are still as many as they are.
  const byPlace = claims.size === found.length ? claims : new Map(found.map(({ path, claim }) => [path, claim]));
  const shardFaultsFound = shardFaults(byPlace, shards ?? null);
  const parts = found.flatMap(({ name, claim }) => (claim === null ? [] : [{ shard: name, cases: claim.cases }]));
  return {
    ...(parts.length === 0 ? {} : { shards: parts }),
    ...(shardFaultsFound.length === 0 ? {} : { shardFaults: shardFaultsFound }),
  };
}

/** Single runs in the order given: the first of each side are one round, and so on. */
function paired(baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]): MeasuredRound[] {
  return baseline.flatMap((before, position) => {
    const after = candidate[position];
    if (after === undefined) return [];
    const runs = [{ baseline: before, candidate: after, outOfStepMs: null }];
    return [{ shard: 'runs', index: position + 1, runs, host: after.host ?? before.host }];
  });
}
