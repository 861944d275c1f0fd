import { type ChildProcess, fork } from 'node:child_process';
import { ACTS } from '../../test/support/adversary/acts.ts';
import { SEQUENCES_A_LAP } from '../../test/support/adversary/pairs.ts';
import { type Found, SEQUENCES_A_SEED, type Search } from '../../test/support/adversary/search.ts';
import { add, emptyTally, rarePairs, rarest, type Tally } from '../../test/support/adversary/tally.ts';
import { INVARIANTS } from '../../test/support/invariants/invariants.ts';
import { bundledWorker } from './bundled-worker.ts';

/** Sequences that one process plays before it is told what to play next. */
export interface Task {
  readonly seed: number;
  readonly runs: number;
}

export interface Adversity {
  readonly tally: Tally;
  readonly found: readonly Found[];
  readonly seeds: readonly [number, number];
  readonly seconds: number;
}

/** Often enough that a pair of neighbours meets in many places of a release. */
const OFTEN = 50;
/** So many sequences try everything often. */
const MANY = SEQUENCES_A_LAP * OFTEN;

export interface Game {
  readonly sequences: number;
  readonly firstSeed: number;
  /** Processes at the same time. */
  readonly atOnce: number;
  /** After so long no further task is begun, however many sequences are left. */
  readonly minutes: number;
}

/** Plays so many sequences, shared out among processes. */
export async function playAdversary({ sequences, firstSeed, atOnce, minutes }: Game): Promise<Adversity> {
  const began = performance.now();
  const isOver = () => performance.now() - began > minutes * 60_000;
  const tally = emptyTally();
  const found: Found[] = [];
  const worker = await bundledWorker();
  const workers = Array.from({ length: atOnce }, () =>
    // Nothing translates it while it is loaded; packages leave out what they check for developers, and what lives for a moment
    // is thrown away in fewer rounds; nor is anything interpreted that runs a few times only: little of it ever runs hot.
    fork(worker.file, {
      execArgv: ['--max-semi-space-size=64', '--always-sparkplug'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
    }),
  );
  let seed = firstSeed;
  const work = async (worker: ChildProcess, next: () => Task | null) => {
    for (let task = next(); task !== null; task = next()) {
      const { tally: counted, found: one } = await asked(worker, task);
      add(tally, counted);
      if (one !== null) found.push(one);
    }
  };
  try {
    let left = sequences;
    const next = (): Task | null => {
      if (left <= 0 || isOver()) return null;
      left -= SEQUENCES_A_SEED;
      seed += 1;
      return { seed: seed - 1, runs: SEQUENCES_A_SEED };
    };
    await Promise.all(workers.map((worker) => work(worker, next)));
  } finally {
    for (const each of workers) each.disconnect();
    worker.remove();
  }
  return { tally, found, seeds: [firstSeed, seed - 1], seconds: (performance.now() - began) / 1_000 };
}

function asked(worker: ChildProcess, task: Task): Promise<Search> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the adversary ended with ${code} at seed ${task.seed}`));
    worker.once('exit', onExit);
    worker.once('message', (search) => {
      worker.off('exit', onExit);
      resolve(search as Search);
    });
    worker.send(task);
  });
}

/** What was tried, for people. */
export function adversityLines({ tally, found, seeds, seconds }: Adversity, atOnce: number): string[] {
  const share = (part: number) => `${((100 * part) / Math.max(1, tally.sequences)).toFixed(0)} %`;
  return [
    `${tally.sequences} sequences of ${(tally.acts / Math.max(1, tally.sequences)).toFixed(1)} acts in ${(seconds / 60).toFixed(1)} minutes by ${atOnce === 1 ? 'one process' : `${atOnce} processes`} of Node.js ${process.versions.node} (seeds ${seeds[0]} to ${seeds[1]}): ${tally.runs} runs of the program, ${tally.requests} requests; ${share(tally.tagged)} of the sequences reach a tag.`,
    `${ACTS.length} acts, each tried ${rarest(tally.tried)} times or more; ${ACTS.length ** 2} pairs of neighbours, each tried ${Object.keys(tally.pairs).length < ACTS.length ** 2 ? 0 : rarest(tally.pairs)} times or more.`,
    `${Object.keys(INVARIANTS).length} invariants after each: ${found.length === 0 ? 'none was broken' : `${found.length} broken`}.`,
  ];
}

/** What was not tried often enough to say that it holds; nothing is missed where few sequences were asked for. */
export function tooLittle({ tally }: Adversity): string[] {
  if (tally.sequences < MANY) return [];
  return [
    ...ACTS.filter((act) => (tally.done[act] ?? 0) < OFTEN).map((act) => `too seldom: ${act}`),
    ...rarePairs(tally, OFTEN).map((pair) => `too seldom: ${pair.join(' → ')}`),
    ...(tally.tagged * 2 < tally.sequences ? ['fewer than half of the sequences reach a tag'] : []),
  ];
}

/** How often each act was tried, and how often there was an occasion for it. */
export const adversityTable = ({ tally }: Adversity): string[] => [
  '| act | tried | with an occasion |',
  '|---|---|---|',
  ...ACTS.map((act) => `| ${act} | ${tally.tried[act] ?? 0} | ${tally.done[act] ?? 0} |`),
];

export const foundLines = ({ seed, sequence, violations, runs }: Found): string[] => [
  `  seed ${seed}: ${sequence}`,
  ...violations.map(({ invariant, what }) => `    ${invariant}: ${what}`),
  ...runs.map((run) => `    > ${run}`),
];
