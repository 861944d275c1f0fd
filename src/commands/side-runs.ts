import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CoreHalves } from '../core/bench/core-halves.ts';
import type { DueScenarios } from '../core/bench/due-scenarios.ts';
import { basePort, logHead, type PlannedRun, type PlannedStep, type Side } from '../core/bench/round-plan.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { type HarnessOutcome, runHarness } from '../effects/bench/harness-process.ts';
import { runnerOf, type TreeStacks } from '../effects/bench/stream-harness.ts';
import type { BenchSession } from './bench-session.ts';

/** What a duet compares, checked and prepared. */
export interface DuetSubject {
  /** Folders. */
  readonly trees: Readonly<Record<Side, string>>;
  readonly stacks: readonly string[];
  /** Stacks that a side does not have. */
  readonly lacking: TreeStacks['lacking'];
  /** null: both sides share all cores. */
  readonly halves: CoreHalves | null;
  /** Where the first round was measured. */
  readonly host: Host;
  /** Files of the benchmark that differ between the sides. */
  readonly differing: readonly string[];
  /** How the benchmark ended on the baseline, where it cannot be run there. */
  readonly notRunHere: string | null;
  /** Cases of this shard, which are named to the command; null: all that it has. */
  readonly cases: readonly string[] | null;
}

/** What of a subject the next round measures; all null: everything. */
export interface DuePart {
  readonly scenarios: DueScenarios | null;
  readonly cases: readonly string[] | null;
}

/** What can be run of a round: a stack that one side does not have is run by the other alone. */
export const stepsOf = (
  steps: readonly PlannedStep[],
  { lacking, notRunHere }: Pick<DuetSubject, 'lacking' | 'notRunHere'>,
): PlannedStep[] =>
  steps.flatMap((step) => {
    const together = step.together.filter(
      ({ side, stack }) => !lacking[side].has(stack) && (side === 'candidate' || notRunHere === null),
    );
    return together.length === 0 ? [] : [{ ...step, together }];
  });

/** Runs one stack's runner, or the command, for one side. */
export async function runSide(
  session: BenchSession,
  run: PlannedRun,
  number: number,
  folder: string,
  { trees, stacks, halves, cases }: Pick<DuetSubject, 'trees' | 'stacks' | 'halves' | 'cases'>,
  due: DuePart | null,
): Promise<HarnessOutcome> {
  const { settings } = session.options;
  const cores = run.half === null || halves === null ? null : halves[run.half];
  const pinned = cores === null ? [] : ['taskset', '-c', cores.join(',')];
  const place = join(folder, run.side, `run-${number}`);
  if (settings.command !== null)
    return session.runCommand(settings.command, trees[run.side], place, run.side, pinned, due?.cases ?? cases);
  await mkdir(place, { recursive: true });
  const log = join(place, 'scenario.log');
  if (!existsSync(log)) await writeFile(log, logHead(settings.profile), { mode: 0o600 });
  return runHarness({
    command: [...pinned, runnerOf(trees[run.side], dirname(settings.harness), run.stack)],
    directory: trees[run.side],
    environment: {
      ...session.environment(),
      ...scenariosOf(due?.scenarios ?? null, run.stack),
      BASE_PORT: String(basePort(stacks.indexOf(run.stack), run.side)),
      SCENARIO_PREFIX: `${run.stack}-`,
      METRICS_CSV: join(place, 'metrics.csv'),
      LOG_FILE: log,
    },
    outputPath: join(place, 'harness-output.log'),
    timeout: settings.runTimeout,
    mark: session.mark,
    ...session.attended(),
  });
}

/** SCENARIOS of a stack of which some are decided. */
function scenariosOf(due: DueScenarios | null, stack: string): Record<string, string> {
  const words = due?.stacks.get(stack) ?? null;
  return words === null ? {} : { SCENARIOS: words.join(',') };
}
