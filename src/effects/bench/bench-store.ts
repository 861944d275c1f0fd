import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Host } from '../../core/measurements/harness-result.ts';
import { problem, Stop } from '../../core/problem.ts';

const host = z.object({
  cpuModel: z.string().nullable(),
  kernel: z.string().nullable(),
  logicalCores: z.number().nullable(),
  loadBefore: z.number().nullable(),
});
const sides = z.object({ baseline: z.string().nullable(), candidate: z.string().nullable() });

/** What a shard says of itself (see core/bench/shards.ts). */
export const shardClaim = z.object({
  index: z.number().int().min(1).max(999),
  count: z.number().int().min(1).max(999),
  family: z.string().max(100),
  cases: z.array(z.string().max(300)).max(100_000).readonly(),
  of: z.number().int().min(0),
});

const strategy = z.enum(['balanced', 'shared', 'alternate']);
/** How a strategy was chosen (see core/bench/strategy-choice.ts). */
export const strategyChoice = z.object({
  strategy,
  ratings: z
    .array(
      z.object({
        strategy,
        sd: z.number().min(0).max(1e6).nullable(),
        milliseconds: z.number().min(0).max(1e10),
        seen: z.number().min(0).max(1).nullable(),
      }),
    )
    .max(10)
    .readonly(),
});

const DESCRIPTION = 'bench.json';

/** `bench.json`: what all rounds of the folder have in common. A bench goes on only with the same. */
const description = z.object({
  formatVersion: z.literal(1),
  /** Random; in the environment of every process it starts. */
  mark: z.string().regex(/^[0-9a-f]{32}$/),
  settings: z.record(z.string(), z.unknown()),
  trees: sides,
  commits: sides,
  /** Ids of the harness's folder. */
  harness: sides,
  /** Files of the benchmark itself that differ between the sides. */
  differing: z.array(z.string()).readonly().optional(),
  /** How the benchmark ended on the baseline, where it cannot be run there. */
  notRunHere: z.string().max(2_000).nullable().optional(),
  /** Which part of the family it is. */
  shard: shardClaim.optional(),
  /** How it is measured, where that was chosen here. */
  strategy: strategyChoice.optional(),
  host,
});

export type BenchDescription = z.infer<typeof description>;

/** `round.json` of a finished round. Milliseconds. */
export interface RoundDescription {
  readonly formatVersion: 1;
  readonly index: number;
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly host: Host;
  readonly runs: readonly {
    /** Between the starts, or the ends, of the two sides, whichever is more; null when they did not run together. */
    readonly outOfStepMs: number | null;
    readonly halves: Readonly<Record<string, string | null>>;
  }[];
}

const roundTimes = z.object({ milliseconds: z.number().min(0) });

/** The folder of one bench. What stands in it under its final name is whole and on disk. */
export class BenchStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  get baselineTree(): string {
    return join(this.directory, 'trees', 'baseline');
  }

  async description(): Promise<BenchDescription | null> {
    const text = await readFile(join(this.directory, DESCRIPTION), 'utf8').catch(() => null);
    if (text === null) {
      const found = await readdir(this.directory).catch((): string[] => []);
      // One that was killed as it began leaves a description without its name.
      if (found.every((name) => name === unnamed(DESCRIPTION))) return null;
      throw new Stop([
        problem('output-unwritable', 'The folder is not empty and holds no bench to go on with.', {
          where: this.directory,
          remedy: 'Name an empty folder, or one that an earlier bench left.',
        }),
      ]);
    }
    try {
      return description.parse(JSON.parse(text));
    } catch {
      throw new Stop([
        problem('result-folder-unreadable', 'bench.json is not one that bench wrote.', { where: this.directory }),
      ]);
    }
  }

  async describe(about: BenchDescription): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await writeWhole(join(this.directory, DESCRIPTION), about);
  }

  /** Adds to what is said of all rounds. */
  async amend(more: Partial<Pick<BenchDescription, 'notRunHere' | 'shard' | 'strategy'>>): Promise<void> {
    const before = await this.description();
    if (before !== null) await this.describe({ ...before, ...more });
  }

  /** Numbers of the finished rounds, and the milliseconds they took together. */
  async finishedRounds(): Promise<{ readonly numbers: readonly number[]; readonly milliseconds: number }> {
    const names = (await readdir(join(this.directory, 'rounds')).catch((): string[] => [])).filter((name) =>
      /^\d{4,6}$/.test(name),
    );
    let milliseconds = 0;
    for (const name of names) {
      const text = await readFile(join(this.directory, 'rounds', name, 'round.json'), 'utf8').catch(() => 'null');
      milliseconds += millisecondsOf(text);
    }
    return { numbers: names.map(Number).sort((a, b) => a - b), milliseconds };
  }

  /** An empty folder to make a round in. What an unfinished one left is removed. */
  async beginRound(): Promise<string> {
    const unfinished = join(this.directory, 'unfinished');
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    return unfinished;
  }

  /** Makes the round one that counts: everything on disk first, then its name. */
  async finishRound(index: number, about: RoundDescription | null): Promise<string> {
    const unfinished = join(this.directory, 'unfinished');
    if (about !== null) await writeWhole(join(unfinished, 'round.json'), about);
    await syncAll(unfinished);
    const rounds = join(this.directory, 'rounds');
    await mkdir(rounds, { recursive: true });
    const final = join(rounds, String(index).padStart(4, '0'));
    await rename(unfinished, final);
    await syncFolder(rounds);
    return final;
  }

  /** The same for a run of recorded mode, which is a result folder of its own. */
  async finishRecorded(name: string): Promise<string> {
    const unfinished = join(this.directory, 'unfinished');
    await syncAll(unfinished);
    const final = join(this.directory, name);
    await rename(unfinished, final);
    await syncFolder(this.directory);
    return final;
  }
}

/** What a round took; 0 where its description is not one that bench wrote. */
function millisecondsOf(text: string): number {
  try {
    return roundTimes.parse(JSON.parse(text)).milliseconds;
  } catch {
    return 0;
  }
}

/** Where a file is until all of it is on disk. */
const unnamed = (path: string): string => `${path}.part`;

async function writeWhole(path: string, value: unknown): Promise<void> {
  const file = await open(unnamed(path), 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unnamed(path), path);
}

async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name), 'r');
    await file.sync().finally(() => file.close());
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
