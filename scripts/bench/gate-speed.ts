import process from 'node:process';
import { GATE_DEFAULTS } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import type { MeasuredRound } from '../../src/core/gate/duet-series.ts';
import { judgeSoFar } from '../../src/core/gate/judge.ts';
import { runOf } from '../../test/core/measurements/read-text.ts';
import { seededNormal } from '../calibration/random.ts';

/**
 * `npm run bench:gate-speed`: CPU time of one judgement of 300 cases × 30 rounds, from rows to verdict; of the same code, of
 * some slower, and of all slower. The first of each pair is one metric a case, the second four. The aim is 2 s.
 */
const CASES = 300;
const ROUNDS = 30;

function rounds(sd: number, effect: (index: number) => number, latency: '' | '10'): MeasuredRound[] {
  const normal = seededNormal(1);
  const host = null;
  return Array.from({ length: ROUNDS }, (_, round) => {
    const rowsOf = (candidate: boolean) =>
      Array.from({ length: CASES }, (__, index) => ({
        id: `lib-s${index}`,
        p50: latency,
        p95: latency,
        p99: latency,
        throughput: (1e6 * (candidate ? (1 + effect(index)) * Math.exp(sd * normal()) : 1)).toFixed(3),
      }));
    const runs = [
      { baseline: runOf({ rows: rowsOf(false) }), candidate: runOf({ rows: rowsOf(true) }), outOfStepMs: 3 },
    ];
    return { shard: 'bench', index: round + 1, runs, host };
  });
}

const settings = { ...GATE_DEFAULTS, maximumRounds: ROUNDS, controls: [], knowsZlink: false };
for (const [name, sd, effect] of [
  ['same code, sd 5 %', 0.05, () => 0],
  ['three of them −10 %, sd 5 %', 0.05, (index: number) => (index < 3 ? -0.1 : 0)],
  ['each at another slowdown, sd 5 %', 0.05, (index: number) => -index / 1_000],
  ['all −2 %, sd 1 %', 0.01, () => -0.02],
  ['same code, sd 20 %', 0.2, () => 0],
] as const) {
  for (const latency of ['', '10'] as const) {
    const measured = rounds(sd, effect, latency);
    globalThis.gc?.();
    const began = process.cpuUsage();
    const { verdict } = judgeSoFar({ mode: 'duet', rounds: measured }, settings, judgeDuet);
    const { user, system } = process.cpuUsage(began);
    const count = (what: string) => verdict.effects.filter(({ conclusion }) => conclusion === what).length;
    console.log(
      `${name}, ${latency === '' ? 'one metric' : 'four metrics'}: ${((user + system) / 1e6).toFixed(2)} s of CPU; ${verdict.status}, ${count('pass')} pass, ${count('regression')} slower, ${count('undecided')} undecided, ${verdict.effects.reduce((sum, each) => sum + each.rounds, 0)} rounds`,
    );
  }
}
