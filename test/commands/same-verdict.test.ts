import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { judgeMeasured, type MeasuringRun } from '../../src/action/measure.ts';
import { gateCommand } from '../../src/cli/gate-command.ts';
import type { Output } from '../../src/cli/output.ts';
import { judging, readEvidence } from '../../src/cli/release-command.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { judge } from '../../src/core/gate/judge.ts';
import type { Verdict } from '../../src/core/gate/verdict.ts';
import { orStop } from '../../src/core/problem.ts';
import type { Handover } from '../../src/core/release/handover.ts';
import { benchSettings } from '../../src/core/settings/bench-settings.ts';
import { gateSettings } from '../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { readGateFolder } from '../../src/effects/bench-folder.ts';
import { ENGLISH } from '../../src/report/words.ts';
import { writeRounds } from '../support/measured-rounds.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 30);
const place = mkdtempSync(join(tmpdir(), 'same-verdict-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** What a bench left, with so many rounds. */
const measured = new Map<string, string>();
function benchOf(rounds: number, speed: number): string {
  const name = `${rounds}-${speed}`;
  const folder = measured.get(name) ?? join(place, name);
  if (!measured.has(name)) writeRounds({ folder, tree: 'c'.repeat(40), speed, rounds });
  measured.set(name, folder);
  return join(folder, 'bench');
}

interface Answers {
  readonly gate: Verdict;
  readonly action: Verdict | undefined;
}

/** The verdict of the command and of the action, as each leaves it in a file. */
async function verdictsOf(bench: string, config: object): Promise<Answers> {
  const folder = mkdtempSync(join(place, 'run-'));
  const configFile = join(folder, 'config.yml');
  writeFileSync(configFile, JSON.stringify(config));
  mkdirSync(join(folder, 'out'));
  await gateCommand(
    { candidate: [bench], config: configFile, out: join(folder, 'command') },
    {
      result: () => undefined,
    } as unknown as Output,
    '1.2.3',
  );
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const outcome = await judgeMeasured({
    inputs: {
      configFile,
      baseline: [],
      candidate: [bench],
      baselineRef: undefined,
      rounds: undefined,
      workingDirectory: folder,
      outputDirectory: join(folder, 'out'),
    },
    version: '1.2.3',
    words: ENGLISH,
  } as unknown as MeasuringRun);
  vi.restoreAllMocks();
  const gate: Verdict = JSON.parse(readFileSync(join(folder, 'command/verdict.json'), 'utf8'));
  expect(readFileSync(join(folder, 'out/gate/verdict.json'), 'utf8')).toBe(
    `${JSON.stringify(outcome?.verdict, null, 2)}\n`,
  );
  return { gate, action: outcome?.verdict };
}

/** The verdict that `bench` comes to after its last round; null where it would refuse the settings. */
async function verdictOfBench(bench: string, text: string): Promise<Verdict | null> {
  const config = orStop(loadConfig('config.yml', text));
  const settings = benchSettings({ baselineRef: 'v1.0.0', mode: 'duet' }, config);
  if (!settings.ok) return null;
  const gate = orStop(gateSettings(config, {}));
  // The budget that it measures with is the one that it judges by.
  expect(gate.maximumRounds).toBe(settings.value.rounds);
  const folder = orStop(await readGateFolder(bench, null));
  if (folder.kind !== 'rounds') throw new Error('no rounds');
  return judge({ mode: 'duet', rounds: folder.rounds }, gate, judgeDuet);
}

/** The record that `release` writes of a verdict's file, by the same configuration; `tree` is what would be released. */
async function recordOf(verdict: Verdict, text: string, tree = 'c'.repeat(40)) {
  const path = join(mkdtempSync(join(place, 'verdict-')), 'verdict.json');
  writeFileSync(path, JSON.stringify(verdict));
  const evidence = orStop(readEvidence({ verdict: path }, new Set(['gate'])));
  const handover = {
    config: orStop(loadConfig('config.yml', text)),
    kept: { kind: 'nothing', why: '' },
    mergedBefore: false,
    standing: { releaseTag: null },
    plan: { repository: { owner: 'sample', repo: 'zlink' } },
  } as unknown as Handover;
  return judging(evidence, false)(handover, [tree], async () => true);
}

const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const configs = fc.record({
  bench: fc.record({
    rounds: some(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1_000))),
    mode: some(fc.constantFrom('recorded', 'duet')),
  }),
  gate: fc.record({
    alpha: some(fc.constantFrom(0.001, 0.01, 0.05, 0.2)),
    margin: some(fc.constantFrom(0.01, 0.05, 0.2)),
    // Above its margin, or half of it below, it is refused.
    floor: some(fc.constantFrom(0.001, 0.005)),
    'maximum-rounds': some(fc.integer({ min: 3, max: 30 })),
    subjects: some(fc.constantFrom(['framed'], ['framed', 'raw'])),
    controls: some(fc.constantFrom(['raw', 'lines'], [])),
  }),
});

describe('the same rounds and configuration', () => {
  it('give the same verdict by `gate`, `bench`, `release` and the action, whatever is configured', async () => {
    await fc.assert(
      fc.asyncProperty(
        configs,
        fc.integer({ min: 3, max: 18 }),
        fc.constantFrom(1, 0.97, 0.9),
        async (config, rounds, speed) => {
          const bench = benchOf(rounds, speed);
          const { gate, action } = await verdictsOf(bench, config);
          expect(action?.settings).toEqual(gate.settings);
          const told = { sentence: '', reasons: [], compared: null };
          expect({ ...action, ...told }).toEqual({ ...gate, ...told });
          expect(action?.compared).toEqual({ ...gate.compared, madeAt: action?.compared?.madeAt });
          const own = await verdictOfBench(bench, JSON.stringify(config));
          if (own !== null)
            expect([own.status, own.settings, own.effects, own.controls, own.rows]).toEqual([
              gate.status,
              gate.settings,
              gate.effects,
              gate.controls,
              gate.rows,
            ]);
          // The release believes it, and goes by the same; whoever asks for less wide a margin does not.
          const taken = await recordOf(gate, JSON.stringify(config));
          expect(taken.problems.map((each) => each.code)).not.toContain('verdict-invalid');
          expect(taken.record.status).toBe(gate.status);
          expect(taken.record.sentence.startsWith(gate.sentence), taken.record.sentence).toBe(true);
          const stricter = { ...config, gate: { ...config.gate, margin: (config.gate.margin ?? 0.05) / 2 } };
          const refused = await recordOf(gate, JSON.stringify(stricter));
          expect(refused.problems[0]).toMatchObject({
            code: 'verdict-invalid',
            what: expect.stringContaining('is wider than the configured'),
          });
        },
      ),
      { numRuns },
    );
  });

  it('`bench.rounds` is the budget for all of them', async () => {
    const { gate, action } = await verdictsOf(benchOf(16, 1), {
      bench: { rounds: 16 },
      gate: { subjects: ['framed'] },
    });
    expect([gate.settings.maximumRounds, action?.settings.maximumRounds]).toEqual([16, 16]);
    expect([gate.status, action?.status]).toEqual(['pass', 'pass']);
  });

  it.each([
    { bench: { rounds: 100 }, budget: 10, why: 'no duet has so many: it is about recorded runs' },
    { bench: { rounds: 2 }, budget: 10, why: 'no duet has so few' },
    { bench: { mode: 'recorded', rounds: 16 }, budget: 10, why: 'it is about recorded runs' },
    { bench: { mode: 'duet', rounds: 16 }, budget: 16, why: 'it is about this' },
  ])('$bench leaves a budget of $budget rounds: $why', ({ bench, budget }) => {
    const config = orStop(loadConfig('config.yml', JSON.stringify({ bench })));
    expect(orStop(gateSettings(config, {})).maximumRounds).toBe(budget);
  });

  it('what is asked for stands above the configuration, and what is wrong is told at once', () => {
    const config = orStop(loadConfig('config.yml', '{"bench":{"rounds":16},"gate":{"subjects":["a"]}}'));
    const asked = gateSettings(config, {
      rounds: 12,
      alpha: '0.01',
      margin: '0.1',
      recordedMargin: '0.2',
      subjects: ['b'],
    });
    expect(orStop(asked)).toMatchObject({
      maximumRounds: 12,
      alpha: 0.01,
      margin: 0.1,
      recordedMargin: 0.2,
      subjects: ['b'],
    });
    const wrong = gateSettings(config, { alpha: '0', margin: 'a', recordedMargin: ' ' });
    expect(wrong.ok ? [] : wrong.problems.map((each) => each.where)).toEqual([
      '--alpha',
      '--margin',
      '--recorded-margin',
    ]);
  });
});
