import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Stop } from '../../../src/core/problem.ts';
import { gateHere, type MeasuredHere, measuredTrees, measureHere } from '../../support/measured-trees.ts';

/** `bench.select`: what is decided is not run again, and a family is measured by several machines. */

/** Prints a time for each case that fits its first argument: what src/NAME holds, and a little noise. */
const BENCH = `only=\${1#--only=}
: > "$OUT/measurements.jsonl"
for name in $(cat bench/cases.txt); do
  echo "$name" | grep -Eq "^(\${only:-.*})$" || continue
  awk -v n="$name" -v w="$(cat "src/$name")" -v s="$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN { srand(s)
    printf "{\\"case\\":\\"%s\\",\\"metric\\":\\"time\\",\\"unit\\":\\"ns\\",\\"better\\":\\"lower\\",\\"value\\":%.3f}\\n", n, w * (1 + 0.01 * (rand() - 0.5)) }' >> "$OUT/measurements.jsonl"
done
`;
const SELECT = `bench:
  command: [sh, bench/run.sh]
  select: {arguments: ['--only={cases}'], list: [cat, bench/cases.txt]}
gate: {controls: [memcpy]}
`;
const NAMES = ['BM_a.b', 'BM_aXb', 'BM_c/64', 'BM_d', 'BM_e', 'memcpy'].map((name) => name.replace('/', '_'));

/** A library whose cases take 100 ns, but for some. */
const library = (times: Readonly<Record<string, number>> = {}, names: readonly string[] = NAMES) => ({
  'bench/run.sh': BENCH,
  'bench/cases.txt': `${names.join('\n')}\n`,
  ...Object.fromEntries(names.map((name) => [`src/${name}`, `${times[name] ?? 100}\n`])),
});
const casesOf = (out: string, round: string): string[] =>
  readFileSync(join(out, 'rounds', round, 'candidate', 'run-1', 'measurements.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).case);
const conclusions = ({ outcome }: MeasuredHere) =>
  Object.fromEntries((outcome.verdict?.effects ?? []).map(({ scenarioId, conclusion }) => [scenarioId, conclusion]));

describe('a command that can be told its cases', () => {
  it('does not run again what is decided, and runs its controls to the end', async () => {
    const trees = measuredTrees(library(), library({ 'BM_a.b': 200 }));
    const measured = await measureHere(trees, SELECT);
    expect(conclusions(measured)).toMatchObject({ 'BM_a.b': 'regression', BM_aXb: 'pass', BM_d: 'pass' });
    const rounds = readdirSync(join(measured.out, 'rounds'));
    expect(casesOf(measured.out, rounds[0] ?? '').sort()).toEqual([...NAMES].sort());
    // Its alarm is held against rounds of its own; a name is no pattern.
    expect(casesOf(measured.out, rounds.at(-1) ?? '').sort()).toEqual(['BM_a.b', 'memcpy']);
    expect(measured.notes.join('\n')).toMatch(/6 cases, about .* a round: decided after 6 rounds/);
  });

  it('says what it would cost and runs no round, where only that is asked', async () => {
    const { outcome, out, notes } = await measureHere(
      measuredTrees(library(), library()),
      SELECT,
      {},
      { previewOnly: true },
    );
    expect([outcome.verdict, outcome.rounds, existsSync(join(out, 'rounds'))]).toEqual([null, 0, false]);
    expect(notes.join('\n')).toContain('6 cases');
  });

  it('is timed case by case where nothing is known yet, for dealing its cases out', async () => {
    const slow = { ...library(), 'bench/run.sh': `${BENCH}case "$only" in BM_d) sleep 0.4;; esac\n` };
    const { outcome, out } = await measureHere(
      measuredTrees(slow, slow),
      SELECT,
      {},
      { previewOnly: true, eachCase: true },
    );
    const found = JSON.parse(readFileSync(join(out, 'durations.json'), 'utf8')) as Record<string, number>;
    expect([outcome.rounds, Object.keys(found).sort()]).toEqual([0, [...NAMES].sort()]);
    expect(found.BM_d).toBeGreaterThanOrEqual(400);
    expect(existsSync(join(out, 'each-case'))).toBe(false);
  });

  it('is not begun with a budget that cannot decide, and is told one that can', async () => {
    const trees = measuredTrees(library(), library());
    const stopped = await measureHere(trees, SELECT, { budgetMinutes: 0.0001 }).catch((error: unknown) => error);
    if (!(stopped instanceof Stop)) throw stopped;
    expect(stopped.problems[0]).toMatchObject({ code: 'input-invalid', where: '--budget-minutes' });
    expect(stopped.problems[0].remedy).toMatch(/at least \d+ minute/);
  });

  it('is asked for by whoever measures a part', async () => {
    const trees = measuredTrees(library(), library());
    const without = SELECT.replace(/ +select:.*\n/, '');
    const stopped = await measureHere(trees, without, { shard: '1/2' }).catch((error: unknown) => error);
    if (!(stopped instanceof Stop)) throw stopped;
    expect(stopped.problems[0]).toMatchObject({ code: 'input-invalid', where: '--shard' });
    expect(stopped.problems[0].remedy).toContain('bench.select');
  });
});

describe('a family measured by three machines', () => {
  const shards: MeasuredHere[] = [];
  beforeAll(async () => {
    // One case is slower, one is new and one is gone.
    const before = library({}, [...NAMES, 'BM_old']);
    const trees = measuredTrees(before, library({ BM_d: 250 }, [...NAMES, 'BM_young']));
    for (const shard of ['1/3', '2/3', '3/3']) shards.push(await measureHere(trees, SELECT, { shard }));
  }, 120_000);
  const folders = () => shards.map(({ out }) => out);

  it('is judged as one: what is slower, new and gone is named, whoever measured it', async () => {
    const { verdict, exitCode } = await gateHere(folders(), SELECT, 3);
    expect([verdict.status, exitCode], verdict.sentence).toEqual(['regression', 1]);
    const told = (effect: string) =>
      verdict.reasons
        .filter((each) => each.effect === effect)
        .map(({ text }) => text)
        .join('\n');
    expect(told('blocks')).toContain('BM_old');
    expect(told('blocks')).toMatch(/BM_d/);
    expect(told('informs')).toMatch(/BM_young has no baseline/);
    expect(told('informs')).toContain('3 shards of one family');
    const found = Object.fromEntries(verdict.effects.map(({ scenarioId, conclusion }) => [scenarioId, conclusion]));
    expect(found).toMatchObject({
      'BM_a.b': 'pass',
      BM_aXb: 'pass',
      BM_c_64: 'pass',
      BM_e: 'pass',
      BM_d: 'regression',
    });
    // Each case by one machine, the control by all of them.
    const measured = folders().map((out) => casesOf(out, '0001'));
    expect(measured.every((names) => names.includes('memcpy'))).toBe(true);
    const own = measured.flat().filter((name) => name !== 'memcpy');
    expect(new Set(own).size).toBe(own.length);
  });

  it.each<[string, () => string[], RegExp]>([
    ['lost', () => folders().slice(0, 2), /Shard 3 of 3 is missing/],
    ['all but one lost', () => folders().slice(1, 2), /Shards 1, 3 of 3 are missing/],
  ])('is invalid where a shard is %s', async (_, given, why) => {
    const { verdict, exitCode } = await gateHere(given(), SELECT);
    expect([verdict.status, exitCode]).toEqual(['invalid', 3]);
    expect(verdict.sentence).toMatch(why);
  });

  it('is invalid where a shard is there twice', async () => {
    const trees = measuredTrees(library(), library());
    const [one, again] = [
      await measureHere(trees, SELECT, { shard: '1/2' }),
      await measureHere(trees, SELECT, { shard: '1/2' }),
    ];
    const { verdict } = await gateHere([one.out, again.out], SELECT);
    expect(verdict.status).toBe('invalid');
    expect(verdict.sentence).toMatch(/Shard 1\/2 is there 2 times.*|lost/);
  });
});
