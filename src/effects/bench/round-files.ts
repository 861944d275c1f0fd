import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedStep } from '../../core/bench/round-plan.ts';
import type { RoundDescription } from './bench-store.ts';
import type { HarnessOutcome } from './harness-process.ts';

/** What was run at the same time, and how each of it ended. */
export interface StepOutcome {
  readonly step: PlannedStep;
  readonly ended: readonly HarnessOutcome[];
}

const CSV_HEAD =
  'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail\n';

/**
 * What the comparison script would have left beside the runners' files: summary.json with the worst exit code, and a
 * metrics.csv also where every stack crashed before its first row, so that the gate sees what is missing.
 */
export async function completeFiles(
  folder: string,
  profile: ReadonlyMap<string, string>,
  outcomes: readonly StepOutcome[],
): Promise<void> {
  const worst = new Map<string, number>();
  for (const { step, ended } of outcomes) {
    // A side that has no stack at all left nothing, and nothing of it failed.
    for (const side of ['baseline', 'candidate']) {
      const place = join(folder, side, `run-${step.run}`);
      if (!worst.has(place)) worst.set(place, 0);
    }
    for (const [index, { side }] of step.together.entries()) {
      const end = ended[index]?.end;
      const place = join(folder, side, `run-${step.run}`);
      worst.set(place, Math.max(worst.get(place) ?? 0, end?.kind === 'exit' ? end.exitCode : 1));
    }
  }
  const figures = Object.fromEntries(
    [...profile].flatMap(([name, value]) => {
      const key = SUMMARY_KEYS.get(name);
      return key === undefined ? [] : [[key, Number(value)]];
    }),
  );
  for (const [place, exitCode] of worst) {
    const csv = join(place, 'metrics.csv');
    await mkdir(place, { recursive: true });
    if (!existsSync(csv)) await writeFile(csv, CSV_HEAD, { mode: 0o600 });
    const summary = { ...figures, overall_rc: exitCode };
    await writeFile(join(place, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 });
  }
}

/** Names of the profile's variables in summary.json. */
const SUMMARY_KEYS: ReadonlyMap<string, string> = new Map([
  ['CCU', 'ccu'],
  ['SIZE', 'size'],
  ['INFLIGHT', 'inflight'],
  ['WARMUP', 'warmup_sec'],
  ['MEASURE', 'measure_sec'],
  ['DRAIN_TIMEOUT', 'drain_timeout_sec'],
  ['CONNECT_CONCURRENCY', 'connect_concurrency'],
  ['BACKLOG', 'backlog'],
  ['HWM', 'hwm'],
]);

/** User CPU time in seconds, by stack. */
export const CPU_FILE = 'cpu.json';

/** Leaves beside the runs how much CPU time each process took, where it is known. */
export async function writeCpuTimes(
  folder: string,
  outcomes: readonly StepOutcome[],
  isCommand: boolean,
): Promise<void> {
  const found = new Map<string, Record<string, number>>();
  for (const { step, ended } of outcomes)
    for (const [index, { side, stack }] of step.together.entries()) {
      const seconds = ended[index]?.userSeconds ?? null;
      if (seconds === null) continue;
      const place = join(folder, side, `run-${step.run}`);
      found.set(place, { ...found.get(place), [isCommand ? '' : stack]: seconds });
    }
  for (const [place, seconds] of found)
    await writeFile(join(place, CPU_FILE), `${JSON.stringify(seconds)}\n`, { mode: 0o600 });
}

export function describeRuns(outcomes: readonly StepOutcome[]): RoundDescription['runs'] {
  const numbers = [...new Set(outcomes.map(({ step }) => step.run))].sort();
  return numbers.map((number) => {
    const of = outcomes.filter(({ step }) => step.run === number);
    const steps = of.flatMap(({ ended: [one, other] }) =>
      one === undefined || other === undefined
        ? []
        : [Math.max(Math.abs(one.startedAt - other.startedAt), Math.abs(one.endedAt - other.endedAt))],
    );
    const halves = Object.fromEntries(
      (of[0]?.step.together ?? []).map(({ side, half }): [string, string | null] => [side, half]),
    );
    return { outOfStepMs: steps.length === 0 ? null : Math.round(Math.max(...steps)), halves };
  });
}
