import { withComparison } from '../../src/core/gate/compared.ts';
import { GATE_DEFAULTS, type GateSettings } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { type GateInput, judge } from '../../src/core/gate/judge.ts';
import type { AskedGate } from '../../src/core/gate/unasked.ts';
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
  /** The subject and its two controls; the roles of others than zlink's stacks are for the settings to say. */
  readonly stacks?: readonly [string, string, string];
}

/** A repository that asks for nothing but the standard. */
export const STANDARD_GATE: AskedGate = {
  settings: GATE_DEFAULTS,
  stacks: null,
  scenarios: null,
  repository: 'sample/zlink',
  baseline: null,
  lastRelease: null,
};

/** What the sample's configuration asks for. */
export const OF_SAMPLE: MadeVerdict = {
  stacks: ['framed', 'raw', 'lines'],
  settings: { subjects: ['framed'], controls: ['raw', 'lines'] },
};

/** A verdict that the program makes of a duet of zlink against asio and dotnet. The noise is always the same. */
export function madeVerdict(options: MadeVerdict = {}): Verdict {
  const { tree = 'c'.repeat(40), baselineTree = 'b'.repeat(40), speed = 1, rounds = 10, noise = 0.002 } = options;
  const { scenarios = ['s2'], repository = null, stacks = ['zlink', 'asio', 'dotnet'] } = options;
  const settings = { ...GATE_DEFAULTS, ...options.settings };
  const input: GateInput = {
    mode: 'duet',
    rounds: Array.from({ length: rounds }, (_, index) => {
      const drawn = 1 + noise * Math.sin((index + 1) * 7);
      const rowsOf = (zlink: number, control: number) =>
        scenarios.flatMap((scenario) => [
          { id: `${stacks[0]}-${scenario}`, throughput: (100_000 * zlink).toFixed(2) },
          { id: `${stacks[1]}-${scenario}`, throughput: (120_000 * control).toFixed(2) },
          { id: `${stacks[2]}-${scenario}`, throughput: (90_000 * (2 - control)).toFixed(2) },
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
