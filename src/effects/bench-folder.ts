import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ShardClaim } from '../core/bench/shards.ts';
import type { DuetRun, MeasuredRound } from '../core/gate/duet-series.ts';
import { withCpuPerItem } from '../core/measurements/cpu-per-item.ts';
import { quoted } from '../core/measurements/defect.ts';
import { FORMAT_NAMES, type FormatName } from '../core/measurements/formats/formats.ts';
import type { HarnessResult } from '../core/measurements/harness-result.ts';
import type { ReadRule } from '../core/measurements/read-rule.ts';
import { recordResult } from '../core/measurements/record-result.ts';
import { type Checked, checked, failed, Problems, problem } from '../core/problem.ts';
import { shardClaim, strategyChoice } from './bench/bench-store.ts';
import { filesSeen, isOfBench, readRecordFolder } from './record-folder.ts';
import { describeFileError, readSmallFile } from './regular-file.ts';
import { type RunOrigin, readResultFolder, UNKNOWN_ORIGIN } from './result-folder.ts';

/**
 * What a folder given to the gate holds: nothing (no baseline is recorded yet), one run (metrics.csv of the STREAM harness in it, or files of benchmark programs),
 * several runs (each in a folder of its own, as `bench --mode recorded` leaves them), or duet rounds
 * (`rounds/0001/{baseline,candidate}/run-1/…`, as `bench --mode duet` leaves them; docs/bench.md).
 */
export type GateFolder =
  | { readonly kind: 'runs'; readonly runs: readonly HarnessResult[] }
  | {
      readonly kind: 'rounds';
      readonly rounds: readonly MeasuredRound[];
      /** Which part of a family it is; null: all of one. */
      readonly shard: ShardClaim | null;
    };

const MOST_FOLDERS = 200;
const MOST_RULES = 50;
const MOST_DIFFERING = 100;
const LARGEST_DESCRIPTION = 32 * 1_048_576;

const word = z.string().max(200);
const hostShape = z.object({
  cpuModel: word.nullish(),
  kernel: word.nullish(),
  logicalCores: z.number().nullish(),
  loadBefore: z.number().nullish(),
});
const sides = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ baseline: shape.nullish(), candidate: shape.nullish() });
const readShape = z.object({
  format: z.enum(FORMAT_NAMES as [FormatName, ...FormatName[]]),
  files: word,
  metric: word.nullable(),
});
/** The parts of bench.json and round.json that the gate rests on; the rest is the runner's own. */
const benchShape = z.object({
  host: hostShape.nullish(),
  trees: sides(word).nullish(),
  commits: sides(word).nullish(),
  binaries: sides(z.record(word, word)).nullish(),
  /** The settings that it was measured with: those that say how its files are read. */
  settings: z
    .object({
      read: z.array(readShape).min(1).max(MOST_RULES).nullish(),
      sources: z.enum(['each', 'candidate']).nullish(),
    })
    .nullish(),
  differing: z.array(z.string().max(4_096)).max(MOST_DIFFERING).nullish(),
  notRunHere: z.string().max(2_000).nullish(),
  shard: shardClaim.nullish(),
  strategy: strategyChoice.nullish(),
});
const roundShape = z.object({
  index: z.number().int().min(0).max(1e6).nullish(),
  milliseconds: z.number().min(0).max(1e10).nullish(),
  // Only shown: what is no time is not told.
  startedAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/)
    .nullish()
    .catch(null),
  host: hostShape.nullish(),
  trees: sides(word).nullish(),
  runs: z
    .array(z.object({ outOfStepMs: z.number().nullish() }))
    .max(MOST_FOLDERS)
    .nullish(),
});

type Description = z.infer<typeof benchShape>;

/** What is asked of a folder besides what stands in it. */
interface Asked {
  readonly defaultStack: string | null;
  /** Whose files are which; null: they are recognised by what is in them. */
  readonly rules: readonly ReadRule[] | null;
}

/** A run that bench left in recorded mode. */
const RECORDED_FOLDER = /^\d{8}T\d{6}Z-\d{4}$/;

/**
 * Reads a folder given to the gate. All problems at once.
 *
 * @param name what the folder is called where people read of it; problems tell its path
 * @param configured `bench.read` of the configuration; else of the bench that left the folder. `recognised`: by what is in the
 *   files, whatever the folder says of itself
 */
export async function readGateFolder(
  folder: string,
  defaultStack: string | null,
  name: string = folder,
  configured: readonly ReadRule[] | 'recognised' | null = null,
): Promise<Checked<GateFolder>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.length === 0) return checked({ kind: 'runs', runs: [] });
    const names = new Set(entries.map((entry) => entry.name));
    if (names.has('metrics.csv') || names.has('measurements.jsonl')) {
      const run = await readResultFolder(folder, UNKNOWN_ORIGIN, defaultStack, name);
      return run.ok ? checked({ kind: 'runs', runs: [run.value] }) : run;
    }
    // Beside rounds it is the one that bench wrote; else people call their own file so as well.
    const isDescribed = names.has('rounds') || (await isOfBench(folder, 'bench.json'));
    const about = isDescribed ? await describe(join(folder, 'bench.json'), readBenchDescription) : checked(null);
    if (!about.ok) return about;
    const said = about.value?.settings?.read;
    const asked = { defaultStack, rules: configured === 'recognised' ? null : (configured ?? said ?? null) };
    if (names.has('rounds')) return await readRounds({ path: folder, name }, about.value, asked);

    const below = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const holding: string[] = [];
    for (const each of below.sort().slice(0, MOST_FOLDERS)) {
      const inside = await readdir(join(folder, each));
      const isRun = inside.includes('metrics.csv') || inside.includes('measurements.jsonl');
      if (isRun || RECORDED_FOLDER.test(each)) holding.push(each);
    }
    const origin = originOf(about.value, 'candidate');
    if (holding.length === 0) {
      const run = await readRecordFolder(folder, origin, asked.rules, name);
      if (run !== null) return checked({ kind: 'runs', runs: [run] });
      return await ofNoKnownFormat(folder);
    }
    const runs = await readAll(
      holding.map((run) => () => readRun({ path: join(folder, run), name: `${name}/${run}` }, origin, asked)),
    );
    return runs.ok ? checked({ kind: 'runs', runs: runs.value }) : runs;
  } catch (error) {
    return notThere(folder, describeFileError(error));
  }
}

const cpuShape = z.record(word, z.number().min(0).max(1e9));

/** The same with the CPU time that bench measured beside it. */
async function readRun(place: NamedFolder, origin: RunOrigin, asked: Asked): Promise<Checked<HarnessResult>> {
  const run = await readOwnFiles(place, origin, asked);
  if (!run.ok || !(await isOfBench(place.path, 'cpu.json'))) return run;
  const seconds = await describe(join(place.path, 'cpu.json'), (text, where) => readDescription(text, where, cpuShape));
  if (!seconds.ok || seconds.value === null) return seconds.ok ? run : seconds;
  return checked(withCpuPerItem(run.value, new Map(Object.entries(seconds.value))));
}

/** A run of the STREAM harness, or of whatever program left its files. */
async function readOwnFiles(
  { path, name }: NamedFolder,
  origin: RunOrigin,
  asked: Asked,
): Promise<Checked<HarnessResult>> {
  if (!(await readdir(path)).includes('metrics.csv')) {
    const run = await readRecordFolder(path, origin, asked.rules, name);
    if (run !== null) return checked(run);
    if (!(await readdir(path)).includes('measurements.jsonl')) return await ofNoKnownFormat(path);
  }
  return readResultFolder(path, origin, asked.defaultStack, name);
}

/** Whose the files are can be said, and any program can be read. */
async function ofNoKnownFormat(folder: string) {
  const seen = await filesSeen(folder);
  const none = 'holds neither a metrics.csv, nor rounds, nor folders with a metrics.csv, nor a known benchmark’s files';
  if (seen === null) return notThere(folder, none);
  return failed(
    problem('result-folder-unreadable', `The result folder ${none}: there is ${seen}.`, {
      where: folder,
      remedy:
        'Say in .github/zlink-release.yml which files are whose: `bench: {read: [{format: FORMAT, files: NAME}]}`, with a format of docs/formats.md; of a program that has none there, write JSON lines, which `measurements` reads.',
    }),
  );
}

function notThere(folder: string, why: string) {
  return failed(problem('result-folder-unreadable', `The result folder ${why}.`, { where: folder }));
}

/** What bench.json says, as far as the gate rests on it. */
export const readBenchDescription = (text: string, where: string): Checked<z.infer<typeof benchShape>> =>
  readDescription(text, where, benchShape);

/** The same of a round's round.json. */
export const readRoundDescription = (text: string, where: string): Checked<z.infer<typeof roundShape>> =>
  readDescription(text, where, roundShape);

function readDescription<Shape extends z.ZodType>(text: string, where: string, shape: Shape): Checked<z.infer<Shape>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed(problem('result-folder-unreadable', 'Not JSON.', { where }));
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return checked(parsed.data);
  return failed(
    ...parsed.error.issues
      .slice(0, 10)
      .map((issue) =>
        problem('result-folder-unreadable', `${issue.path.map(String).join('.')}: ${issue.message}`, { where }),
      ),
  );
}

async function describe<T>(
  path: string,
  read: (text: string, where: string) => Checked<T>,
): Promise<Checked<T | null>> {
  const text = await readSmallFile(path, LARGEST_DESCRIPTION);
  return text === null ? checked(null) : read(text, path);
}

function hostOf(host: z.infer<typeof hostShape> | null | undefined): RunOrigin['host'] {
  if (host == null) return null;
  return {
    cpuModel: host.cpuModel ?? null,
    kernel: host.kernel ?? null,
    logicalCores: host.logicalCores ?? null,
    loadBefore: host.loadBefore ?? null,
  };
}

function originOf(about: Description | null, side: 'baseline' | 'candidate'): RunOrigin {
  return {
    host: hostOf(about?.host),
    tree: about?.trees?.[side] ?? null,
    commit: about?.commits?.[side] ?? null,
    binaries: new Map(Object.entries(about?.binaries?.[side] ?? {})),
  };
}

async function readAll<T>(readers: readonly (() => Promise<Checked<T>>)[]): Promise<Checked<T[]>> {
  const values: T[] = [];
  const problems = new Problems();
  // One after the other: files stay open no longer than they are read.
  for (const read of readers) {
    const value = problems.take(await read());
    if (value !== null) values.push(value);
  }
  return problems.over(() => values);
}

const ROUND_FOLDER = /^\d{1,6}$/;
const RUN_FOLDER = /^run-\d{1,3}$/;

/** A folder and what it is called where people read of it. */
interface NamedFolder {
  readonly path: string;
  readonly name: string;
}

async function readRounds(
  { path: folder, name: shard }: NamedFolder,
  about: Description | null,
  asked: Asked,
): Promise<Checked<GateFolder>> {
  const entries = await readdir(join(folder, 'rounds'), { withFileTypes: true });
  // The runner makes a round under another name and renames it when it is finished: anything else is unfinished.
  const names = entries
    .filter((entry) => entry.isDirectory() && ROUND_FOLDER.test(entry.name))
    .map((each) => each.name);
  names.sort((a, b) => Number(a) - Number(b));
  if (names.length === 0) return notThere(folder, 'holds no finished round');
  if (names.length > MOST_FOLDERS) return notThere(folder, `holds more than ${MOST_FOLDERS} rounds`);
  const rounds = await readAll(
    names.map(
      (name) => () =>
        readRound(
          shard,
          { path: join(folder, 'rounds', name), name: `${shard}/rounds/${name}` },
          Number(name),
          about,
          asked,
        ),
    ),
  );
  return rounds.ok ? checked({ kind: 'rounds', rounds: rounds.value, shard: about?.shard ?? null }) : rounds;
}

async function readRound(
  shard: string,
  { path: folder, name: shown }: NamedFolder,
  index: number,
  about: Description | null,
  asked: Asked,
): Promise<Checked<MeasuredRound>> {
  const described = await describe(join(folder, 'round.json'), readRoundDescription);
  if (!described.ok) return described;
  const round = described.value;
  const merged: Description = {
    host: round?.host ?? about?.host,
    trees: round?.trees ?? about?.trees,
    commits: about?.commits,
    binaries: about?.binaries,
  };
  const runNames = async (side: string) =>
    (await readdir(join(folder, side))).filter((name) => RUN_FOLDER.test(name)).sort();
  const theirs = await runNames('candidate');
  const notRunHere = about?.notRunHere ?? null;
  const ours = notRunHere === null ? await runNames('baseline') : theirs;
  if (ours.length === 0 || ours.join() !== theirs.join() || ours.length > MOST_FOLDERS) {
    return notThere(folder, 'does not have the same runs of baseline and candidate');
  }
  const runs = await readAll(
    ours.map((name, position) => async (): Promise<Checked<DuetRun>> => {
      const sides = await readAll(
        (['baseline', 'candidate'] as const).map((side) => async () => {
          const called = `${shown}/${side}/${name}`;
          const origin = originOf(merged, side);
          if (side === 'baseline' && notRunHere !== null) return checked(nothingRun(called, origin));
          const run = await readRun({ path: join(folder, side, name), name: called }, origin, asked);
          return run.ok && round?.startedAt != null ? checked({ ...run.value, measuredAt: round.startedAt }) : run;
        }),
      );
      if (!sides.ok) return sides;
      const [baseline, candidate] = sides.value;
      if (baseline === undefined || candidate === undefined) return notThere(folder, 'is incomplete');
      return checked({ baseline, candidate, outOfStepMs: round?.runs?.[position]?.outOfStepMs ?? null });
    }),
  );
  if (!runs.ok) return runs;
  const files = about?.differing ?? [];
  const sources = about?.settings?.sources ?? 'each';
  return checked({
    shard,
    index: round?.index ?? index,
    runs: runs.value,
    host: hostOf(merged.host),
    milliseconds: round?.milliseconds ?? null,
    ...(about?.strategy == null ? {} : { strategy: chosenOf(about.strategy) }),
    ...(files.length === 0 ? {} : { benchmark: { files, sources } }),
    ...(notRunHere === null ? {} : { notRunHere: quoted(notRunHere, 600).slice(1, -1) }),
  });
}

const chosenOf = ({ strategy, ratings }: z.infer<typeof strategyChoice>) => ({
  name: strategy,
  seen: ratings.find((each) => each.strategy === strategy)?.seen ?? null,
});

/** The run of a side that could not be run. */
const nothingRun = (folder: string, origin: RunOrigin): HarnessResult =>
  recordResult({ folder, ...origin, reads: [], summary: null, defects: [] });
