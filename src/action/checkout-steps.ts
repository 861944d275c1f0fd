import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { runConfiguredTests } from '../commands/run-configured-tests.ts';
import { counted } from '../core/counted.ts';
import { type Problem, Stop } from '../core/problem.ts';
import { problemRecord } from '../core/problem-record.ts';
import type { Handover } from '../core/release/handover.ts';
import { isMeasured, joinStages, type StageRecord } from '../core/release/record.ts';
import type { Stage } from '../core/release/stage.ts';
import { testsNotDue } from '../core/release/tested-tree.ts';
import { type CheckoutFrom, otherTree, withoutCheckout } from '../core/release/wanted-checkout.ts';
import { treeOfCheckout } from '../effects/bench/checkout-tree.ts';
import { saveRecord } from '../effects/record-file.ts';
import { printable } from '../report/printable.ts';
import { readRecord, type StageRun, say } from './step-context.ts';
import { takeHandover } from './step-handover.ts';

/** The stages that run something in a checkout. They hold no token. */

/** What became of a stage; `detail` is null where nothing is to be told of it. */
interface StepPart {
  readonly outcome: StageRecord['outcome'];
  readonly detail: string | null;
  /** Left out: 0. */
  readonly exitCode?: number;
}

/** Does a stage without GitHub: what became of it goes into the record, so that the report tells it. */
export async function recorded(run: StageRun, stage: Stage, part: () => Promise<StepPart>): Promise<number> {
  const startedAt = run.clock.now().getTime();
  const note = (outcome: StageRecord['outcome'], detail: string, problems: readonly Problem[]) => {
    const record = readRecord(run.recordPath);
    if (record === null) return;
    const milliseconds = outcome === 'skipped' ? 0 : run.clock.now().getTime() - startedAt;
    saveRecord(run.recordPath, {
      ...record,
      stages: joinStages(record.stages, [{ stage, outcome, detail, milliseconds }]),
      ...(outcome === 'stopped' ? { status: 'stopped', problems: problems.map(problemRecord) } : {}),
    });
  };
  const marks = { done: '✓', skipped: '–', stopped: '✗' } as const;
  try {
    const { outcome, detail, exitCode = 0 } = await part();
    if (detail !== null) {
      note(outcome, detail, []);
      say(`${marks[outcome]} ${stage.padEnd(8)} ${printable(run.words.say(detail))}`);
    }
    return exitCode;
  } catch (error) {
    if (error instanceof Stop) note('stopped', error.problems[0].what, error.problems);
    throw error;
  }
}

/** Measures what is released, where there is something to measure it against. */
export async function benchStep(run: StageRun): Promise<StepPart> {
  const skipped = (why: string): StepPart => {
    say(`– bench    ${run.words.say(why)}`);
    return { outcome: 'skipped', detail: null };
  };
  if (run.inputs.verdict !== undefined || run.inputs.candidate.length > 0)
    return skipped('what is to be judged is given');
  const handover = takeHandover(run);
  if (handover.standing.releaseTag !== null) return skipped(`${handover.plan.names.tag} is there already`);
  const { config, kept, mergedBefore } = handover;
  if (mergedBefore && kept.kind === 'found' && isMeasured(kept.gate))
    return skipped(`measured before: ${kept.gate.status}, read from ${printable(kept.gate.readFrom ?? '')}`);
  const baseline = run.inputs.baselineRef ?? config.bench['baseline-ref'];
  if (baseline !== undefined && !(await isMeasurable(run, handover, baseline)))
    return skipped('not measured: the release is merged already, and the checkout is of another commit');
  const { benchStage } = await import('./measure.ts');
  const { rounds, exitCode } = await benchStage(run, config);
  if (rounds === null) return { outcome: 'skipped', detail: null };
  return { outcome: exitCode === 0 ? 'done' : 'stopped', detail: `${counted(rounds, 'round')}`, exitCode };
}

/**
 * Whether the checkout is one of what is released: told before an hour of measuring, not after it. What is merged already may
 * rest on an earlier measurement, which is for the gate to say.
 *
 * @throws Stop when there is no such checkout and the release is not merged
 */
async function isMeasurable(run: StageRun, handover: Handover, baseline: string): Promise<boolean> {
  const use = {
    what: `a benchmark against \`${printable(baseline, 100)}\``,
    purpose: 'measure it',
    skip: 'bench,gate',
    from: checkoutFrom(run),
  } as const;
  const { mergeTree, mergeCommit } = handover.standing;
  try {
    const checkout = await treeOfCheckout(resolve(run.inputs.workingDirectory));
    const trees = [handover.plan.base.tree, handover.plan.expectedTree, ...(mergeTree === null ? [] : [mergeTree])];
    if (trees.includes(checkout.tree)) return true;
    if (mergeCommit !== null) return false;
    throw new Stop([otherTree('gate-other-tree', handover, checkout, trees, use)]);
  } catch (error) {
    if (!(error instanceof Stop) || error.problems[0].code === 'gate-other-tree') throw error;
    if (mergeCommit !== null && error.problems[0].code === 'source-unreadable') return false;
    throw new Stop([withoutCheckout(handover, error.problems[0], use)], { cause: error });
  }
}

const checkoutFrom = ({ inputs, env }: StageRun): CheckoutFrom => ({
  kind: 'workflow',
  repository: env.GITHUB_REPOSITORY ?? inputs.repository,
});

/** Runs the tests that the plan's configuration names, in a checkout of what is released. */
export async function testStep(run: StageRun): Promise<StepPart> {
  const { inputs } = run;
  const handover = takeHandover(run);
  const notDue = testsNotDue(handover);
  if (notDue !== null) return { outcome: 'skipped', detail: notDue };
  // What the tests print goes to the log as it is; the runner must not take any of it for a command.
  const token = randomBytes(16).toString('hex');
  say(`::stop-commands::${token}`);
  try {
    const detail = await runConfiguredTests(handover, {
      directory: resolve(inputs.workingDirectory),
      accepted: inputs.acceptTree,
      from: checkoutFrom(run),
      output: 1,
      told: (line) => say(printable(run.words.say(line), 2_000)),
    });
    return { outcome: 'done', detail };
  } finally {
    say(`::${token}::`);
  }
}
