import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runGate } from '../../../src/commands/judge-folders.ts';
import { readHistoryFile } from '../../../src/commands/read-history.ts';
import type { AnchorSetting } from '../../../src/core/gate/anchor.ts';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { parseVerdict } from '../../../src/core/gate/parse-verdict.ts';
import type { Effect } from '../../../src/core/gate/verdict.ts';
import { appendedTo, readHistory } from '../../../src/core/history/history-file.ts';
import { type HistoryLine, lineOfVerdict } from '../../../src/core/history/history-line.ts';
import { sumSince, sumStart } from '../../../src/core/history/sum-since.ts';
import { orStop } from '../../../src/core/problem.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { gateMarkdown } from '../../../src/report/gate-markdown.ts';
import { historyLine } from '../../support/history-line.ts';
import { madeVerdict, OF_SAMPLE } from '../../support/made-verdict.ts';
import { writeRounds } from '../../support/measured-rounds.ts';

const ANCHOR = { ref: null, margin: 0.05, floor: 0.03, decides: 'warn', start: null } as const;

const effect = (change: number, more: Partial<Effect> = {}): Effect => ({
  scenarioId: 'lib-s2',
  role: 'subject',
  figure: 'throughput',
  change,
  interval: { low: change, high: change },
  rounds: 10,
  standardDeviation: 0.002,
  conclusion: 'pass',
  perRound: [],
  ...more,
});
const step = (change: number, from: number, more: Partial<Effect> = {}, line: Partial<HistoryLine> = {}) =>
  historyLine([effect(change, more)], `c${from}`, `c${from + 1}`, line);
const chain = (changes: readonly number[]) => changes.map((change, at) => step(change, at));
const lastOf = (lines: readonly HistoryLine[]) => ({
  now: lines.at(-1) ?? step(0, 0),
  history: lines.slice(0, -1),
});
const summed = (lines: readonly HistoryLine[], anchor: Partial<AnchorSetting> & { start?: unknown } = {}) => {
  const { now, history } = lastOf(lines);
  return sumSince(now, history, { ...ANCHOR, ...anchor } as typeof ANCHOR, 0.05)?.changes[0];
};

describe('the sum of what passed one by one', () => {
  it('of two per cent, three times, is told', () => {
    const found = summed(chain([-0.02, -0.02, -0.02]));
    expect(found).toMatchObject({ releases: 3, conclusion: 'slower' });
    expect(found?.change).toBeCloseTo(0.98 ** 3 - 1, 9);
  });

  it('is the product of the changes, in whatever order the history has them', () => {
    const changes = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(changes, fc.integer(), (each, seed) => {
        const { now, history } = lastOf(chain(each));
        const turned = [...history].sort((a, b) => ((Number(a.at < b.at) * 2 - 1) * seed) % 3);
        const found = sumSince(now, turned.reverse(), ANCHOR, 0.05)?.changes[0];
        expect(found?.releases).toBe(each.length);
        expect(found?.change).toBeCloseTo(each.reduce((product, change) => product * (1 + change), 1) - 1, 9);
      }),
    );
  });

  it.each<[string, readonly HistoryLine[], number | undefined]>([
    ['a comparison by itself', chain([-0.04]), undefined],
    ['what came back', chain([-0.04, 0.042]), 2],
    ['a gap: only what follows on each other', [step(-0.02, 0), step(-0.02, 5), step(-0.02, 6)], 2],
    [
      'a broken measurement between',
      [step(-0.02, 0), step(-0.02, 1, {}, { status: 'invalid' }), step(0, 2)],
      undefined,
    ],
    ['another profile', [step(-0.02, 0, {}, { profile: { ccu: 8 } }), step(-0.02, 1)], undefined],
    ['recorded runs among duets', [step(-0.02, 0, {}, { mode: 'recorded' }), step(-0.02, 1)], undefined],
    ['the same pair twice: the later counts, once', [step(-0.2, 0), step(-0.02, 0), step(-0.02, 1)], 2],
    ['a circle of reverts', [step(-0.02, 0), historyLine([effect(0.02)], 'c1', 'c0'), step(-0.02, 0)], 2],
    ['a step without a spread', [step(-0.02, 0, { standardDeviation: null }), step(-0.02, 1), step(-0.02, 2)], 2],
    ['what is shown only', [step(-0.02, 0), step(-0.02, 1, { decides: 'show' })], undefined],
    ['controls', [step(-0.02, 0), step(-0.02, 1, { role: 'control' })], undefined],
  ])('of %s', (_, lines, releases) => expect(summed(lines)?.releases).toBe(releases));

  it('of exact figures needs no spread', () => {
    const exact = { exact: true, standardDeviation: null, rounds: 1 } as const;
    expect(summed([step(-0.03, 0, exact), step(-0.03, 1, exact)])).toMatchObject({ conclusion: 'slower', releases: 2 });
    expect(summed([step(-0.01, 0, exact), step(-0.01, 1, exact)])).toMatchObject({ conclusion: 'within' });
  });

  it('of a time is held against that much more of it', () => {
    // 1/1.0253² is 5.0 % more and a bit; as throughput it would be 4.9 % less.
    const time = { better: 'lower', standardDeviation: 1e-6 } as const;
    expect(summed([step(-0.0247, 0, time), step(-0.0247, 1, time)])?.conclusion).toBe('slower');
    expect(summed([step(-0.0247, 0), step(-0.0247, 1)])?.conclusion).not.toBe('slower');
  });

  it('of a case with a wider margin of its own may be that much', () => {
    const own = { margin: 0.15 };
    expect(summed([step(-0.06, 0, own), step(-0.06, 1, own)])?.conclusion).toBe('within');
    expect(summed([step(-0.1, 0, own), step(-0.1, 1, own)])?.conclusion).toBe('slower');
  });

  it('that noise could have made is not told', () => {
    const noisy = { standardDeviation: 0.1 };
    expect(summed([step(-0.04, 0, noisy), step(-0.04, 1, noisy)])?.conclusion).toBe('undecided');
  });

  it('begins at the anchor, by commit or by the name that the history has', () => {
    const lines = chain([-0.02, -0.02, -0.02, -0.02]);
    const start = { name: 'v2', commit: 'c2', tree: null };
    expect(summed(lines, { start })).toMatchObject({ releases: 2 });
    const named = lines.map((line, at) => (at === 0 ? { ...line, name: 'v1' } : line));
    expect(sumStart('v1', null, named)).toEqual({ name: 'v1', commit: 'c1', tree: null });
    expect(sumStart('v9', null, named)).toEqual({ name: 'v9', commit: null, tree: null });
    const { now, history } = lastOf(named);
    expect(sumSince(now, history, { ...ANCHOR, start: sumStart('v1', null, named) }, 0.05)).toMatchObject({
      from: { name: 'v1', commit: 'c1' },
      changes: [{ releases: 3 }],
    });
  });
});

describe('gate with a history', () => {
  const tree = (letter: string) => letter.repeat(40);
  /** Three releases before, the last of which is the baseline of what is judged. */
  function world(speed: number): { readonly folder: string; readonly history: string } {
    const folder = mkdtempSync(join(tmpdir(), 'history-'));
    writeRounds({ folder, tree: tree('c'), speed });
    const trees = ['1', '2', '3', 'b'].map(tree);
    const lines = trees
      .slice(1)
      .map((candidate, at) =>
        lineOfVerdict(
          madeVerdict({ ...OF_SAMPLE, tree: candidate, baselineTree: trees[at] ?? '', speed: 0.98, noise: 0.001 }),
          `v1.${at}.0`,
        ),
      );
    const history = join(folder, 'history.jsonl');
    writeFileSync(history, appendedTo('', [], lines).text);
    return { folder, history };
  }
  const judged = async (
    { folder, history }: ReturnType<typeof world>,
    anchor: AnchorSetting | null,
    more: { readonly anchor?: readonly string[]; readonly out?: string } = {},
  ) =>
    runGate(
      {
        baseline: [],
        candidate: [join(folder, 'bench')],
        settings: { ...GATE_DEFAULTS, subjects: ['framed'], controls: ['raw', 'lines'], anchor },
        onInconclusive: 'block',
        history: await readHistoryFile(history, anchor),
        ...more,
      },
      {
        readFolder: (path, stack) => readGateFolder(path, stack, path, null),
        tokens: [],
        judgeDuet,
        origin: { repository: null, now: new Date('2026-11-27T12:00:00Z'), program: '1.2.3' },
      },
    );

  it('tells what four small steps add up to, and passes where nobody asked for more', async () => {
    const { verdict, exitCode } = await judged(world(0.98), null);
    expect([verdict.status, exitCode]).toEqual(['pass', 0]);
    const told = verdict.reasons.filter(({ rule }) => rule === 'anchor');
    expect(told).toMatchObject([{ effect: 'warns', subject: 'framed-s2', metric: 'throughput' }]);
    expect(told[0]?.text).toMatch(/sum of 4 comparisons.*beyond 5 % since then/);
    expect(gateMarkdown(verdict)).toContain('sum of the comparisons, margin 5 %');
    expect(gateHtml(verdict)).toContain('sum of the comparisons, margin 5 %');
  });

  it('blocks by a sum where an anchor decides, at its own margin, and the file says so to whoever reads it', async () => {
    const strict = { ref: 'v1.0.0', margin: 0.04, floor: 0.024, decides: 'block' } as const;
    const given = world(0.98);
    const out = join(given.folder, 'out');
    const { verdict, exitCode } = await judged(given, strict, { out });
    expect([verdict.status, exitCode]).toEqual(['regression', 1]);
    expect(verdict.sentence).toContain('since v1.0.0');
    expect(verdict.sinceAnchor?.[0]?.changes[0]?.releases).toBe(3);
    expect(parseVerdict(JSON.stringify(verdict), 'verdict.json')).toEqual({ ok: true, value: verdict });
    const wide = await judged(given, { ...strict, margin: 0.1, floor: 0.06 });
    expect(wide.exitCode).toBe(0);
  });

  it('holds rounds beside the anchor against its margin', async () => {
    const given = world(1);
    const beside = mkdtempSync(join(tmpdir(), 'anchor-'));
    writeRounds({ folder: beside, tree: tree('c'), speed: 0.95, rounds: 18 });
    const anchor = { ref: 'v1.0.0', margin: 0.05, floor: 0.03, decides: 'block' } as const;
    const { verdict, exitCode } = await judged(given, anchor, { anchor: [join(beside, 'bench')] });
    expect(exitCode).toBe(1);
    expect(verdict.reasons.filter(({ effect }) => effect === 'blocks')).toMatchObject([
      { rule: 'anchor', subject: 'framed-s2' },
    ]);
    const warns = await judged(given, { ...anchor, decides: 'warn' }, { anchor: [join(beside, 'bench')] });
    expect([warns.exitCode, warns.verdict.reasons.some(({ rule }) => rule === 'anchor')]).toEqual([0, true]);
    const wide = await judged(given, { ...anchor, margin: 0.1, floor: 0.06 }, { anchor: [join(beside, 'bench')] });
    expect(wide.exitCode).toBe(0);
  });

  it('refuses rounds beside the anchor that are of another candidate', async () => {
    const beside = mkdtempSync(join(tmpdir(), 'anchor-'));
    writeRounds({ folder: beside, tree: tree('d'), speed: 1 });
    await expect(judged(world(1), null, { anchor: [join(beside, 'bench')] })).rejects.toThrow('of the tree dddd');
  });
});

describe('history.jsonl', () => {
  const lines = chain([-0.01, 0.02]);

  it('is read as it was written, and appended to once, however often', () => {
    const once = appendedTo('', [], lines);
    expect(once.added).toBe(2);
    const read = orStop(readHistory(once.text, 'h'));
    expect(read).toEqual(lines);
    expect(appendedTo(once.text, read, lines)).toEqual({ text: once.text, added: 0 });
    // Judged again later, by another name: the same measurement.
    const again = lines.map((line) => ({ ...line, at: '2027-01-01T00:00:00Z', name: 'v9' }));
    expect(appendedTo(once.text, read, again).added).toBe(0);
    expect(appendedTo(once.text.trimEnd(), read, [step(-0.5, 7)]).text.split('\n').length).toBe(4);
  });

  it('names the lines that are none', () => {
    const text = `${JSON.stringify(lines[0])}\n{"format": 2}\nno\n`;
    const read = readHistory(text, 'history.jsonl');
    expect(read.ok ? [] : read.problems.map(({ code, what }) => `${code} ${what}`)).toEqual([
      expect.stringMatching(/^history-invalid Line 2: format: /),
      expect.stringMatching(/^history-invalid Line 3: it: /),
    ]);
    // And the remedy, done: the lines named are taken out.
    const without = text
      .split('\n')
      .filter((_, index) => index !== 1 && index !== 2)
      .join('\n');
    expect(orStop(readHistory(without, 'history.jsonl'))).toEqual([lines[0]]);
  });
});
