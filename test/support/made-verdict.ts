import { withComparison } from '../../src/core/gate/compared.ts';
import { GATE_DEFAULTS, type GateSettings } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { type GateInput, judge } from '../../src/core/gate/judge.ts';
import type { Verdict } from '../../src/core/gate/verdict.ts';
import { runOf } from '../core/measurements/read-text.ts';

export interface MadeVerdict {
  /** Tree of the candidate; null as recorded runs have it. */
  readonly tree?: string | null;
  readonly baselineTree?: string;
  /** Speed of the subject's candidate, the baseline's being 1. */
  readonly speed?: number;
  readonly rounds?: number;
  /** How far rounds differ, as a fraction. */
  readonly noise?: number;
  readonly settings?: Partial<GateSettings>;
  readonly scenarios?: readonly string[];
  readonly repository?: string | null;
}

/** A verdict that the program makes of a duet of zlink against asio and dotnet. The noise is always the same. */
export function madeVerdict(options: MadeVerdict = {}): Verdict {
  const { tree = 'c'.repeat(40), baselineTree = 'b'.repeat(40), speed = 1, rounds = 10, noise = 0.002 } = options;
  const { scenarios = ['s2'], repository = null } = options;
  const settings = { ...GATE_DEFAULTS, ...options.settings };
  const input: GateInput = {
    mode: 'duet',
    rounds: Array.from({ length: rounds }, (_, index) => {
      const drawn = 1 + noise * Math.sin((index + 1) * 7);
      const rowsOf = (zlink: number, control: number) =>
        scenarios.flatMap((scenario) => [
          { id: `zlink-${scenario}`, throughput: (100_000 * zlink).toFixed(2) },
          { id: `asio-${scenario}`, throughput: (120_000 * control).toFixed(2) },
          { id: `dotnet-${scenario}`, throughput: (90_000 * (2 - control)).toFixed(2) },
        ]);
      const baseline = runOf({ folder: 'bench', rows: rowsOf(1, 1), tree: baselineTree });
      const candidate = runOf({ folder: 'bench', rows: rowsOf(speed * drawn, 1 + 0.001 * Math.sin(index * 5)), tree });
      const runs = [{ baseline, candidate, outOfStepMs: 3 }];
      return { shard: 'bench', index: index + 1, runs, host: null };
    }),
  };
  return withComparison(judge(input, settings, judgeDuet), input, {
    folders: { baseline: ['bench'], candidate: ['bench'] },
    repository,
    now: new Date('2026-11-24T08:00:00Z'),
    program: '1.2.3',
  });
}
