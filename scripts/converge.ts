import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { FAULT_KINDS, SOMEBODY_ELSE } from '../src/embedded-github/fault-kinds.ts';
import { seededUniform } from './calibration/random.ts';
import { adversityLines, adversityTable, foundLines, playAdversary, tooLittle } from './convergence/adversary.ts';
import { BenchKills, type MeasuredChange } from './convergence/bench-kills.ts';
import {
  Convergence,
  RELEASE_KINDS,
  REQUEST_FAULTS,
  type RequestFault,
  type Trial,
  type TrialResult,
} from './convergence/converge.ts';

/**
 * `npm run converge [-- --pairs N] [--seed N] [--every N] [--bench-kills N] [--sequences N] [--only-adversary [--at-once N]
 * [--minutes N]] [--without-adversary] [--write]`: every fault at every request of a release, and two faults in one run,
 * sampled, for each kind of release; everything that somebody else may do, at every request; kills of a bench, spread over its
 * changes; then an adversary, which plays sequences of what people, GitHub and other releases do. Prints survived/tried, and
 * fails when anything did not survive.
 */
const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const pairs = option('pairs', 60);
const seed = option('seed', 1);
const every = option('every', 1);
const benchKills = option('bench-kills', 25);
const sequences = option('sequences', 10_000);
const atOnce = option('at-once', availableParallelism());
const minutes = option('minutes', Number.POSITIVE_INFINITY);
const isOnlyAdversary = process.argv.includes('--only-adversary');
const isWithoutAdversary = process.argv.includes('--without-adversary');

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const kinds = Object.keys(REQUEST_FAULTS) as RequestFault[];
const began = performance.now();
const tables: string[] = [];
let lost = 0;

interface Group {
  readonly name: string;
  readonly results: readonly TrialResult[];
}

function show({ name, results }: Group): string {
  const fallen = results.filter((each) => !each.survived);
  const resumed = results.filter((each) => each.runs > 1).length;
  lost += fallen.length;
  console.log(`${name}: ${results.length - fallen.length}/${results.length} survived, ${resumed} by running again`);
  for (const each of fallen.slice(0, 3)) console.log(`  ${each.faults.join(' ')} after ${each.runs} runs: ${each.why}`);
  return `| ${name} | ${results.length - fallen.length}/${results.length} | ${resumed} |`;
}

/** Runs `attempt` on each trial, so many at a time. */
async function runAll<T>(
  trials: readonly T[],
  atOnce: number,
  attempt: (trial: T) => Promise<TrialResult>,
): Promise<TrialResult[]> {
  const queue = [...trials];
  const results: TrialResult[] = [];
  const work = async () => {
    for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) results.push(await attempt(trial));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

const heading = (name: string): string[] => [
  `## ${name}`,
  '',
  '| disturbance | survived / tried | of these, by running again |',
  '|---|---|---|',
];

async function disturbances(): Promise<void> {
  for (const kind of RELEASE_KINDS) {
    const convergence = new Convergence(program, kind);
    try {
      const requests = await convergence.prepare();
      const title = `A release ${kind.name}: ${requests} requests`;
      console.log(title);
      tables.push(...heading(title));
      const uniform = seededUniform(seed);
      const draw = () => {
        const fault = kinds[Math.floor(uniform() * kinds.length)] ?? 'crash';
        return `${fault}@${1 + Math.floor(uniform() * requests * 1.2)}`;
      };
      const drawPair = (): Trial => {
        const first = draw();
        let second = draw();
        while (second === first) second = draw();
        return { faults: [first, second] };
      };
      const numbers = Array.from({ length: requests }, (_, index) => index + 1).filter((n) => n % every === 0);
      const groups: { readonly name: string; readonly trials: readonly Trial[] }[] = [
        ...kinds.map((fault) => ({
          name: `${fault} (${REQUEST_FAULTS[fault]})`,
          trials: numbers.map((n) => ({ faults: [`${fault}@${n}`] })),
        })),
        { name: `two faults in one run, seed ${seed}`, trials: Array.from({ length: pairs }, drawPair) },
      ];
      for (const { name, trials } of groups) {
        const results = await runAll(trials, availableParallelism(), (trial) => convergence.try(trial));
        tables.push(show({ name, results }));
      }
      tables.push('');
      // Who started the runs makes no difference to anybody else.
      if (kind !== RELEASE_KINDS[0]) continue;
      tables.push(...heading('Somebody else acts'));
      for (const name of SOMEBODY_ELSE) {
        const faults = numbers.map((n) => `${name}@${n}`);
        const results = await runAll(faults, availableParallelism(), (fault) => convergence.tryBesideSomebody(fault));
        tables.push(show({ name: `${name} (${FAULT_KINDS[name].means})`, results }));
      }
      tables.push('');
    } finally {
      await convergence.close();
    }
  }
}

async function killedBenches(title: string, change: MeasuredChange, benchKills: number): Promise<void> {
  const kills = new BenchKills(program, change);
  try {
    const changes = await kills.prepare();
    // The first changes, one by one, are the ones in which nothing is there yet; the others are spread over all of them.
    const early = Math.min(5, benchKills);
    const spread = Array.from(
      { length: benchKills - early },
      (_, index) => early + 1 + Math.floor((index * (changes - early)) / Math.max(1, benchKills - early)),
    );
    const moments = [...Array.from({ length: early }, (_, index) => index + 1), ...spread];
    // A bench has the machine to itself.
    const results = await runAll(moments, 1, (change) => kills.try(change));
    tables.push(...heading(title), show({ name: 'killed at a change in its folder', results }));
  } finally {
    kills.close();
  }
}

/** @returns what it was, for the page */
async function adversary(): Promise<string[]> {
  const adversity = await playAdversary({ sequences, firstSeed: seed, atOnce, minutes });
  const lines = adversityLines(adversity, atOnce);
  const missed = tooLittle(adversity);
  lost += adversity.found.length + missed.length;
  for (const line of [...lines, ...missed, ...adversity.found.flatMap(foundLines)]) console.log(line);
  return [ADVERSARY, '', ADVERSARY_TEXT, '', ...lines.map((line) => `- ${line}`), '', ...adversityTable(adversity)];
}

const ADVERSARY = '## An adversary';
const ADVERSARY_TEXT = `Sequences of acts, each so many requests of the release after the one before it: what people, GitHub and other releases do,
lost answers, kills, and going on by the same command, by the command that was printed, by the job again and by a job that
names a keyword. Afterwards a person does what the last message says, until the release ends or says something else; then
every invariant of [test/support/invariants](../test/support/invariants/invariants.ts) is held against the world. One that is
broken is told with the smallest sequence that breaks it. Played again alone by \`npm run converge -- --only-adversary --write\`.`;

if (!isOnlyAdversary) {
  await disturbances();
  await killedBenches('A bench of five rounds', 'unchanged', benchKills);
  await killedBenches('A bench that measures what is slower in rounds of its own', 'slower', Math.ceil(benchKills / 2));
}
const spent = () => ((performance.now() - began) / 60_000).toFixed(1);
const undisturbed = spent();
const played = isWithoutAdversary ? null : await adversary();
console.log(`${spent()} minutes on ${availableParallelism()} cores`);

if (process.argv.includes('--write')) {
  const page = fileURLToPath(new URL('../docs/convergence.md', import.meta.url));
  // What is not played again stays as it was.
  const [above = '', below = ''] = readFileSync(page, 'utf8').split(`\n${ADVERSARY}\n`);
  const disturbed = isOnlyAdversary ? above : [headOf(undisturbed), '', ...tables].join('\n');
  const adversity = played === null ? `${ADVERSARY}\n${below}` : played.join('\n');
  writeFileSync(page, `${disturbed.trimEnd()}\n\n${adversity.trimEnd()}\n`);
}
if (lost > 0) process.exitCode = 1;

function headOf(minutes: string): string {
  return `# Convergence

Made by \`npm run converge -- --write\`, the disturbances in ${minutes} minutes on ${availableParallelism()} cores. For each request of a release and each
disturbance: the release is run, then run again until it ends, and everything it leaves (refs, trees, messages, pull requests,
check runs, comments, assets, record) is compared with what an undisturbed release leaves. After every run that did not end,
nothing may look done: no record that says released, no tag on anything but the planned tree, no check that the whole release
would not have. A bench is killed and begun again: finished rounds stay as they are to the byte, the verdict rests on all
rounds, and no process of the killed one is left. Where somebody else acts, the release may also stop and say why; it is run
once more, and no release tag may stand on a tree that was not planned, or move.`;
}
