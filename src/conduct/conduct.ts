import { type Problem, Stop } from '../core/problem.ts';
import { problemRecord } from '../core/problem-record.ts';
import { judgeEvidence } from '../core/release/evidence.ts';
import type { ReleaseObservation } from '../core/release/facts.ts';
import type { Handover, Standing } from '../core/release/handover.ts';
import { isMeasured, joinStages, type ReleaseRecord, type StageRecord } from '../core/release/record.ts';
import type { Stage } from '../core/release/stage.ts';
import { explaining } from '../github/explain-failure.ts';
import {
  judgeGate,
  requireJudgement,
  STAGE_ROWS,
  type StageRequest,
  type StageRow,
  type StageState,
} from './stage-rows.ts';
import type { ReleaseContext, StageContext } from './stages/stage-context.ts';

export interface ConductRequest extends StageRequest {
  /** Tests ran on the base commit, here or in another invocation: then only that may be released. */
  readonly tested: boolean;
  /** Plans the same version again, from the base branch as it is now. */
  readonly planAgain: (handover: Handover) => Promise<{ handover: Handover; seen: ReleaseObservation }>;
}

/** The record of a release while it goes on; `save` is called whenever it has grown. */
export interface RecordKeeper {
  record: ReleaseRecord;
  readonly save: (record: ReleaseRecord) => void;
}

export interface Conducted {
  /** What the next invocation goes on with. */
  readonly handover: Handover;
  readonly problems: readonly Problem[];
  readonly exitCode: 0 | 1 | 2 | 3;
}

/** The gate was left out in so many words. */
const SKIPPED = judgeEvidence({ kind: 'skipped' }, [], {
  onInconclusive: 'block',
  withoutBaseline: 'pass',
  rehearsal: false,
});

/** How often a release that nobody examined starts over from a base branch that moved. */
const MAXIMUM_REPLANS = 3;

/**
 * Does the stages asked for, one after the other, from a plan that is never made again here but for one reason: the base
 * branch moved before the merge, and nothing was tested or measured yet. Can be killed at any point and begun again.
 *
 * @param seen what this process saw while it planned; null when the plan was handed over
 */
export async function conduct(
  context: StageContext,
  begun: Handover,
  request: ConductRequest,
  keeper: RecordKeeper,
  seen: ReleaseObservation | null,
): Promise<Conducted> {
  const run = new Conducting(context, begun, request, keeper, seen);
  try {
    await run.stages();
    run.update({
      status: request.stages.has('verify') && !run.hasStopped ? 'released' : 'running',
      endedAt: context.clock.now().toISOString(),
    });
    return { handover: run.handover, problems: [], exitCode: 0 };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    run.update({
      status: 'stopped',
      endedAt: context.clock.now().toISOString(),
      problems: error.problems.map(problemRecord),
    });
    return { handover: run.handover, problems: error.problems, exitCode: error.exitCode };
  }
}

class Conducting {
  readonly #context: StageContext;
  readonly #request: ConductRequest;
  readonly #keeper: RecordKeeper;
  readonly #before: readonly StageRecord[];
  readonly #done: StageRecord[] = [];
  #handover: Handover;
  #state: StageState;
  #replans = 0;

  constructor(
    context: StageContext,
    handover: Handover,
    request: ConductRequest,
    keeper: RecordKeeper,
    seen: ReleaseObservation | null,
  ) {
    this.#context = context;
    this.#request = request;
    this.#keeper = keeper;
    this.#before = keeper.record.stages;
    this.#handover = handover;
    const { standing, mergedBefore, kept } = handover;
    this.#state = { standing, mergedBefore, kept, seen, gate: keeper.record.gate, isNewTag: false, runs: null };
  }

  get handover(): Handover {
    const standing: Standing = this.#state.standing;
    return { ...this.#handover, standing };
  }

  get hasStopped(): boolean {
    // A stage that stopped and was done after all, once the release was planned again, has not.
    return joinStages([], this.#done).some((each) => each.outcome === 'stopped');
  }

  update(part: Partial<ReleaseRecord>): void {
    const { record, save } = this.#keeper;
    this.#keeper.record = { ...record, ...part, stages: joinStages(this.#before, this.#done) };
    save(this.#keeper.record);
  }

  async stages(): Promise<void> {
    if (!this.#request.stages.has('gate')) await this.#gateElsewhere();
    for (let at = 0; at < STAGE_ROWS.length; at += 1) {
      const row = STAGE_ROWS[at];
      if (row === undefined) break;
      if (!this.#request.stages.has(row.stage)) {
        this.#skip(row.stage, 'skipped by request');
        if (row.neededBy === 'what follows' && this.#isWorkLeft(row)) return;
        continue;
      }
      try {
        await this.#stage(row);
      } catch (error) {
        if (!(error instanceof Stop) || !this.#mayPlanAgain(error)) throw error;
        await this.#planAgain(error);
        at = STAGE_ROWS.findIndex((each) => each.stage === 'propose') - 1;
      }
    }
  }

  /** What the gate says, where judging it is no stage of this invocation. */
  async #gateElsewhere(): Promise<void> {
    const { stages, elsewhere } = this.#request;
    const { mergedBefore } = this.#state;
    // Whoever only watches and verifies what others have merged still says what it rests on.
    const relying: readonly Stage[] = [
      'propose',
      'merge',
      'tag',
      ...(mergedBefore ? (['watch', 'verify'] as const) : []),
    ];
    if (!relying.some((stage) => stages.has(stage))) return;
    const isLeftOut = elsewhere?.has('gate') !== true;
    // What was merged was measured before, whatever is left out now.
    const isOver = isLeftOut && !mergedBefore;
    const judgement = isOver ? SKIPPED : await judgeGate(this.#releaseContext(), this.#state, this.#request);
    if (isOver && stages.has('propose')) for (const warning of judgement.warnings) this.#context.progress.warn(warning);
    // Left out in so many words: what an earlier invocation went by is told, and does not stop this one.
    if (!isLeftOut) requireJudgement(judgement, this.#state, this.#handover.plan);
    this.#state = { ...this.#state, gate: judgement.record };
    this.update({ gate: judgement.record });
  }

  /** Whether a stage that was left out has something to do that the next ones build on. */
  #isWorkLeft({ stage }: StageRow): boolean {
    const { mergeCommit, pullRequest, releaseTag } = this.#state.standing;
    const isBare = this.#handover.plan.edits.length === 0 && pullRequest === null;
    if (stage === 'propose') return pullRequest === null && !isBare;
    if (stage === 'merge') return mergeCommit === null;
    return releaseTag === null;
  }

  async #stage({ stage, run }: StageRow): Promise<void> {
    const { clock, progress } = this.#context;
    const startedAt = clock.now().getTime();
    const note = (outcome: StageRecord['outcome'], detail: string) => {
      const milliseconds = outcome === 'skipped' ? 0 : clock.now().getTime() - startedAt;
      this.#done.push({ stage, outcome, detail, milliseconds });
      progress.stageEnded(stage, outcome, detail);
    };
    progress.stageStarted(stage);
    try {
      // What is asked says itself what it was about; whatever does not is no defect of ours either.
      const { state, detail, skipped } = await explaining('carrying out the release', () =>
        run(this.#releaseContext(), this.#state, this.#request),
      );
      this.#state = state;
      note(skipped === true ? 'skipped' : 'done', detail);
      this.update({});
    } catch (error) {
      if (error instanceof Stop) note('stopped', error.problems[0].what);
      throw error;
    }
  }

  #skip(stage: Stage, why: string): void {
    if (this.#request.elsewhere?.has(stage) === true) return;
    this.#done.push({ stage, outcome: 'skipped', detail: why, milliseconds: 0 });
    this.#context.progress.stageEnded(stage, 'skipped', why);
  }

  #mayPlanAgain({ problems }: Stop): boolean {
    // What was tested or measured must be what is released.
    const isExamined = this.#request.tested || isMeasured(this.#state.gate);
    return problems[0].code === 'base-moved' && !isExamined && this.#replans < MAXIMUM_REPLANS;
  }

  async #planAgain({ problems }: Stop): Promise<void> {
    const { version } = this.#handover.plan;
    this.#replans += 1;
    this.#context.progress.warn(
      `${problems[0].what} Nothing was tested or measured: ${version} is planned again from there.`,
    );
    const { handover, seen } = await this.#request.planAgain(this.handover);
    this.#handover = handover;
    const { standing, mergedBefore, kept } = handover;
    this.#state = { ...this.#state, standing, mergedBefore, kept, seen };
    const { plan } = handover;
    this.update({
      base: { branch: plan.baseBranch, commit: plan.base.commit, tree: plan.base.tree },
      expectedTree: plan.expectedTree,
      files: plan.edits.map(({ path, from, blob }) => ({ path, from, to: plan.version, blob })),
      places: plan.places,
    });
  }

  #releaseContext(): ReleaseContext {
    const { plan, config, history } = this.#handover;
    return { ...this.#context, plan, config, history, record: (part) => this.update(part) };
  }
}
