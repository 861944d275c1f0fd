import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { caseDurations, type TimedCases } from '../src/core/bench/case-durations.ts';
import { dealOut } from '../src/core/bench/shards.ts';
import { mostRounds } from '../src/core/gate/criteria.ts';
import { judgeFamily } from '../src/core/gate/duet-family.ts';
import { seededNormal } from './calibration/random.ts';
import { withSection } from './docs/marked-section.ts';

/**
 * `npm run simulate-shards [-- --write]`: what a family costs that is measured by many machines, with a fixed seed: rounds, and
 * minutes of the longest and of all shards, cases being dealt out by their number, by times that the last runs left
 * (durations.json), and by the true times. Then what it costs to judge all shards as one family.
 *
 *   --cases 10000 --shards 50
 */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const CASES = option('--cases', 10_000);
const SHARDS = option('--shards', 50);
const RUNS_BEFORE = 2;
const BUDGET = 30;
const SETTINGS = { alpha: 0.05, maximumRounds: BUDGET };
const LIMITS = { margin: Math.log1p(-0.05), floor: Math.log1p(-0.03) };
/** Seconds: the median of a case, and what a run takes besides its cases (its start, and one control). */
const MEDIAN = 1;
const BESIDES = 2;
/** Spread of the logarithm of times: the longest of 10 000 takes forty times the median. */
const SPREAD = 1;
/** Each side runs twice a round, with the halves of the cores swapped, both sides at the same time. */
const RUNS = 2;
const SLOW = 3;
const EFFECT = Math.log1p(-0.1);

type Times = ReadonlyMap<string, number>;
const names = Array.from({ length: CASES }, (_, at) => `case_${at}`);
const normalTimes = seededNormal(11);
const real: Times = new Map(names.map((name) => [name, MEDIAN * Math.exp(SPREAD * normalTimes())]));
const sum = (of: readonly string[], times: Times) => of.reduce((all, name) => all + (times.get(name) ?? 0), 0);
const mean = (values: readonly number[]) => values.reduce((all, value) => all + value, 0) / values.length;

/** d of every case in every round, whoever measures it. */
function drawn(sd: number, seed: number): Map<string, number[]> {
  const normal = seededNormal(seed);
  return new Map(
    names.map((name, at) => [
      name,
      Array.from({ length: mostRounds(BUDGET) }, () => sd * normal() + (at < SLOW ? EFFECT : 0)),
    ]),
  );
}

interface Measured {
  readonly seconds: number;
  readonly timed: readonly TimedCases[];
  /** Rounds of each case. */
  readonly rounds: ReadonlyMap<string, number>;
}

/** A shard as `bench` measures it: what is decided is not run again. */
function measured(cases: readonly string[], d: ReadonlyMap<string, readonly number[]>): Measured {
  const series = cases.map((name) => ({ d: d.get(name) ?? [], limits: LIMITS }));
  const found = judgeFamily(series, SETTINGS, true);
  if (found === null) throw new RangeError('the budget decides nothing');
  const rounds = new Map(cases.map((name, at) => [name, found.members[at]?.rounds ?? 0]));
  const timed = Array.from({ length: found.roundsUsed }, (_, round): TimedCases => {
    const run = cases.filter((name) => (rounds.get(name) ?? 0) > round);
    return { cases: run, milliseconds: 1_000 * RUNS * (BESIDES + sum(run, real)) };
  });
  return { seconds: timed.reduce((all, { milliseconds }) => all + milliseconds / 1_000, 0), timed, rounds };
}

function deal(known: Times | null): string[][] {
  return dealOut(
    names.map((name) => ({ name, duration: known?.get(name) ?? null })),
    SHARDS,
  );
}

const minutes = (seconds: number) => (seconds / 60).toFixed(0);
const rows: string[][] = [];
const judged: string[][] = [];
for (const sd of [0.03, 0.05]) {
  // Earlier comparisons of the same code leave their times.
  let known: Times | null = null;
  const ways: [string, Times | null][] = [['their number', null]];
  for (let run = 1; run <= RUNS_BEFORE; run += 1) {
    const d = drawn(sd, 100 + run);
    const timed = deal(known).flatMap((cases) => measured(cases, d).timed);
    known = caseDurations(timed, known ?? undefined);
    ways.push([`the times that ${run === 1 ? 'one run' : `${run} runs`} left`, known]);
  }
  ways.push(['the true times', real]);
  const d = drawn(sd, 1);
  let last: Measured[] = [];
  for (const [way, times] of ways) {
    const shards = deal(times);
    const found = shards.map((cases) => measured(cases, d));
    const round = shards.map((cases) => RUNS * (BESIDES + sum(cases, real)));
    const seconds = found.map((each) => each.seconds);
    const each = found.flatMap((of) => [...of.rounds.values()]);
    rows.push([
      `${100 * sd} %`,
      way,
      `${minutes(mean(round))} (${minutes(Math.max(...round))})`,
      (Math.max(...round) / mean(round)).toFixed(2),
      mean(each).toFixed(1),
      minutes(Math.max(...seconds)),
      (seconds.reduce((all, value) => all + value, 0) / 3_600).toFixed(0),
    ]);
    last = found;
    console.error(rows.at(-1)?.join(' | '));
  }
  // One job has the rounds of all: the family is judged again as a whole.
  const rounds = new Map(last.flatMap((of) => [...of.rounds]));
  const series = names.map((name) => ({ d: (d.get(name) ?? []).slice(0, rounds.get(name)), limits: LIMITS }));
  globalThis.gc?.();
  const began = process.cpuUsage();
  const family = judgeFamily(series, SETTINGS, true);
  const { user, system } = process.cpuUsage(began);
  const of = (what: string) => (family?.members ?? []).filter(({ state }) => state === what).length;
  const slow = (family?.members ?? []).slice(0, SLOW).filter(({ state }) => state === 'slower').length;
  judged.push([
    `${100 * sd} %`,
    `${slow} of ${SLOW}`,
    String(of('slower') - slow),
    String(of('passed')),
    String(of('undecided')),
    `${((user + system) / 1e6).toFixed(0)} s`,
    `${(process.resourceUsage().maxRSS / 1_048_576).toFixed(1)} GiB`,
  ]);
  console.error(judged.at(-1)?.join(' | '));
}

const table = (head: string, all: readonly (readonly string[])[]): string[] => [
  `| ${head} |`,
  `|${'---|'.repeat(head.split('|').length)}`,
  ...all.map((cells) => `| ${cells.join(' | ')} |`),
];
const lines = [
  `${CASES} cases on ${SHARDS} machines; a case takes ${MEDIAN} s in the median and ${Math.exp(SPREAD ** 2 / 2).toFixed(1)} s on average (lognormal), a run ${BESIDES} s besides; balanced rounds, at most ${BUDGET}; ${SLOW} cases are slower by 10 %. Fixed seed, no machine measured anything.`,
  '',
  ...table(
    'sd of d | dealt out by | minutes of the first round (longest) | longest / mean | rounds a case | minutes of the longest shard | hours of all',
    rows,
  ),
  '',
  ...table(
    'sd of d | slower ones found | others called slower | pass | undecided | CPU of judging all | peak memory of this script',
    judged,
  ),
];
console.log(lines.join('\n'));
if (process.argv.includes('--write')) {
  const path = fileURLToPath(new URL('../docs/bench.md', import.meta.url));
  writeFileSync(path, withSection(readFileSync(path, 'utf8'), 'shards', lines));
}
