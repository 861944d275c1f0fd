import { describe, expect, it } from 'vitest';
import { dueScenarios } from '../../../src/core/bench/due-scenarios.ts';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { DuetRun, MeasuredRound } from '../../../src/core/gate/duet-series.ts';
import { judgeSoFar } from '../../../src/core/gate/judge.ts';
import { contradictionsIn } from '../../../src/core/gate/verdict-contradictions.ts';
import { type RowText, runOf } from '../measurements/read-text.ts';

/**
 * Balanced rounds of zlink's stacks in which a subject crashes in one half: half a round is no round, and what has none must
 * neither be left out of the next rounds nor be passed over by the verdict.
 */
const NET = 'net-zlink-s2';
const STACKS = ['zlink', 'net-zlink', 'asio', 'dotnet'];
const settings = { ...GATE_DEFAULTS, maximumRounds: 10 };

/** Rows of one side; `crashed`: those without a row. */
const side = (round: number, speed: number, crashed: readonly string[]) =>
  runOf({
    rows: ['zlink-s2', NET, 'asio-s2', 'dotnet-s2']
      .filter((id) => !crashed.includes(id))
      .map((id, at): RowText => {
        const noise = 1 + 0.004 * Math.sin(round * (3 + at));
        return { id, throughput: (1_000 * noise * (id === NET ? speed : 1)).toFixed(2) };
      }),
  });

interface Crashes {
  readonly baseline?: readonly string[];
  readonly candidate?: readonly string[];
}
const half = (round: number, { baseline = [], candidate = [] }: Crashes = {}, speed = 1): DuetRun => ({
  baseline: side(round, 1, baseline),
  candidate: side(round + 0.5, speed, candidate),
  outOfStepMs: 2,
});
const round = (index: number, ...runs: readonly DuetRun[]): MeasuredRound => ({ shard: '', index, runs, host: null });
const whole = (index: number, speed = 1) => round(index, half(index, {}, speed), half(index, {}, speed));
const without = (index: number) =>
  round(index, half(index, { baseline: [NET], candidate: [NET] }), half(index, { baseline: [NET], candidate: [NET] }));
const judged = (...rounds: readonly MeasuredRound[]) => judgeSoFar({ mode: 'duet', rounds }, settings, judgeDuet);
const from = (first: number, last: number, make: (index: number) => MeasuredRound) =>
  Array.from({ length: last - first + 1 }, (_, at) => make(first + at));

describe('a subject that fails in half of a round', () => {
  it.each<[string, DuetRun, DuetRun]>([
    ['of the candidate', half(1), half(1, { candidate: [NET] })],
    ['of the baseline', half(1, { baseline: [NET] }), half(1)],
    ['of each side, once', half(1, { baseline: [NET] }), half(1, { candidate: [NET] })],
  ])('%s, is measured again', (_, one, other) => {
    const { verdict, due } = judged(round(1, one, other));
    expect(due).toContain(NET);
    expect(verdict.status).toBe('inconclusive');
    const next = dueScenarios({ rows: verdict.rows, due }, STACKS);
    expect([...(next?.stacks.keys() ?? [])]).toContain('net-zlink');
  });

  it('does not pass where all others do and nothing measured it again', () => {
    const { verdict, due } = judged(round(1, half(1), half(1, { candidate: [NET] })), ...from(2, 8, without));
    expect(verdict.effects.find(({ scenarioId }) => scenarioId === 'zlink-s2')?.conclusion).toBe('pass');
    expect([verdict.status, due]).toEqual(['inconclusive', [NET]]);
    expect(verdict.reasons.map(({ text }) => text)).toContain(
      `A run of ${NET} failed and no round of it counts yet, so nothing says that it is not slower: measure another.`,
    );
    expect(contradictionsIn(verdict)).toEqual([]);
  });

  it('is not asked for beyond the rounds that are allowed', () => {
    const { verdict, due } = judged(round(1, half(1), half(1, { candidate: [NET] })), ...from(2, 10, without));
    expect([verdict.status, due]).toEqual(['inconclusive', []]);
    expect(verdict.reasons.map(({ text }) => text)).toContain(
      `A run of ${NET} failed and no round of it counts, so nothing says that it is not slower.`,
    );
  });

  it('is judged by the rounds that follow', () => {
    const first = round(1, half(1), half(1, { candidate: [NET] }));
    const passed = judged(first, ...from(2, 10, (index) => whole(index)));
    expect([passed.verdict.status, passed.due]).toEqual(['pass', []]);
    const slower = judged(first, ...from(2, 10, (index) => whole(index, 0.8)));
    expect(slower.verdict.status).toBe('regression');
  });

  it('and again is confirmed', () => {
    const crash = (index: number) => round(index, half(index), half(index, { candidate: [NET] }));
    expect(judged(crash(1), crash(2)).verdict.status).toBe('regression');
  });

  it('that is a control is measured anyway, and does not hold back', () => {
    const first = round(1, half(1), half(1, { candidate: ['asio-s2'] }));
    expect(judged(first, ...from(2, 10, (index) => whole(index))).verdict.status).toBe('pass');
  });
});
