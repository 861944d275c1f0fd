import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf, type LogicalCore } from '../../../src/core/bench/core-halves.ts';
import { basePort, planRound } from '../../../src/core/bench/round-plan.ts';
import { benchSettings } from '../../../src/core/settings/bench-settings.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';

const STACKS = ['zlink', 'asio', 'dotnet'];
const strategy = fc.constantFrom('balanced' as const, 'shared' as const, 'alternate' as const);

describe('planRound', () => {
  it('runs each stack of each side equally often, in every strategy and round', () => {
    fc.assert(
      fc.property(strategy, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 7 }), (how, round, count) => {
        const stacks = Array.from({ length: count }, (_, index) => `s${index}`);
        const runs = planRound(stacks, how, round).flatMap((step) => step.together);
        const times = how === 'shared' ? 1 : 2;
        for (const stack of stacks) {
          for (const side of ['baseline', 'candidate']) {
            expect(runs.filter((run) => run.stack === stack && run.side === side)).toHaveLength(times);
          }
        }
      }),
    );
  });

  it('balanced: both sides at once, on different halves, and swapped for the second run', () => {
    for (const round of [1, 2]) {
      const [first, second] = planRound(['zlink'], 'balanced', round);
      const halves = (step: typeof first) => step?.together.map((run) => run.half);
      expect(new Set(halves(first))).toEqual(new Set(['a', 'b']));
      expect(halves(second)).toEqual(halves(first)?.reverse());
    }
  });

  it('alternate: one after the other, so that a drift falls on both (ABBA)', () => {
    const sides = planRound(['zlink'], 'alternate', 1).map((step) => step.together.map((run) => run.side).join());
    expect(sides).toEqual(['baseline', 'candidate', 'candidate', 'baseline']);
    expect(planRound(['zlink'], 'alternate', 2)[0]?.together[0]?.side).toBe('candidate');
  });

  it('lets every stack be first in turn', () => {
    const firsts = [1, 2, 3, 4].map((round) => planRound(STACKS, 'balanced', round)[0]?.together[0]?.stack);
    expect(firsts).toEqual(['zlink', 'asio', 'dotnet', 'zlink']);
  });

  it('gives ports that do not meet, whatever a runner adds (zlink’s s4 goes up to 111)', () => {
    const ports = STACKS.flatMap((_, index) => [basePort(index, 'baseline'), basePort(index, 'candidate')]);
    for (const [i, one] of ports.entries()) {
      for (const other of ports.slice(i + 1)) expect(Math.abs(one - other)).toBeGreaterThan(111);
    }
  });
});

describe('halvesOf', () => {
  const machine = (nodes: number, cores: number, threads: number): LogicalCore[] =>
    Array.from({ length: nodes * cores * threads }, (_, id) => {
      const physical = id % (nodes * cores);
      return { id, package: Math.floor(physical / cores), core: physical % cores, node: Math.floor(physical / cores) };
    });

  it.each([
    ['two cores', machine(1, 2, 1), { a: [0], b: [1] }],
    ['four cores with two threads each', machine(1, 4, 2), { a: [0, 1, 4, 5], b: [2, 3, 6, 7] }],
    ['two nodes of two cores', machine(2, 2, 1), { a: [0, 1], b: [2, 3] }],
    ['three cores: one is left over', machine(1, 3, 1), { a: [0], b: [1] }],
    ['one core with two threads', machine(1, 1, 2), null],
    ['nothing', [], null],
  ])('%s', (_, cores, expected) => expect(halvesOf(cores)).toEqual(expected));

  it('never gives a physical core to both', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 2 }),
        (n, c, t) => {
          const cores = machine(n, c, t);
          const halves = halvesOf(cores);
          if (halves === null) return;
          const physical = (id: number) => `${cores[id]?.package}/${cores[id]?.core}`;
          const a = new Set(halves.a.map(physical));
          expect(halves.b.some((id) => a.has(physical(id)))).toBe(false);
          expect(halves.a.length).toBe(halves.b.length);
        },
      ),
    );
  });
});

describe('benchSettings', () => {
  it('takes the frozen profile unless one is configured', () => {
    const settings = benchSettings({}, defaultConfig());
    expect(settings.ok && settings.value.profile.get('CCU')).toBe('10000');
    expect(settings.ok && settings.value.mode).toBe('recorded');
  });

  it('tells everything that is wrong at once', () => {
    const config = { ...defaultConfig(), bench: { profile: { PATH: '/tmp', ccu: 1, GITHUB_TOKEN: 'x' } } };
    const settings = benchSettings(
      {
        mode: 'duet',
        duet: 'sideways',
        rounds: 2,
        stacks: ['a/b', 'x', 'x'],
        budgetMinutes: 0,
        roundTimeoutMinutes: -1,
      },
      config,
    );
    expect(settings.ok).toBe(false);
    expect(!settings.ok && settings.problems.map((each) => each.where)).toEqual([
      '--duet',
      '--baseline-ref',
      '--rounds',
      '--budget-minutes',
      '--run-timeout-minutes',
      '--stack',
      '--stack',
      'bench.profile',
      'bench.profile',
      'bench.profile',
    ]);
  });

  it.each(['--upload-pack=x', '-n', 'a..b', 'main@{1}', 'x y', 'a\nb', 'HEAD~1', ''])(
    'refuses baseline %j',
    (baselineRef) => {
      expect(benchSettings({ baselineRef }, defaultConfig()).ok).toBe(false);
    },
  );
});
