import { type Problem, Stop, stopIfAny } from '../core/problem.ts';
import type { Handover } from '../core/release/handover.ts';
import { leftOutWarnings } from '../core/release/needed-evidence.ts';
import { short } from '../core/release/position.ts';
import { joinStages, type ReleaseRecord, type StageRecord } from '../core/release/record.ts';
import type { Stage } from '../core/release/stage.ts';
import { testsNotDue } from '../core/release/tested-tree.ts';
import { ObjectStore } from '../github/object-store.ts';
import { type ConductRequest, conduct } from './conduct.ts';
import { startRecord, stoppedRecord } from './release-record.ts';
import type { StageContext } from './stages/stage-context.ts';
import { type Survey, type SurveyRequest, surveyRelease } from './survey.ts';

export interface ReleaseRequest extends SurveyRequest, Omit<ConductRequest, 'tested' | 'planAgain'> {
  /** Version of this program. */
  readonly program: string;
}

export interface ReleaseOutcome {
  readonly record: ReleaseRecord;
  readonly survey: Survey | null;
  /** What another invocation goes on with; null when there is no plan to go on with. */
  readonly handover: Handover | null;
  readonly problems: readonly Problem[];
  readonly exitCode: 0 | 1 | 2 | 3;
}

type Context = Omit<StageContext, 'store'>;

/**
 * Conducts a release from wherever it stands to its verified end, or as far as the stages asked for go. Can be killed at any
 * point and run again, from any machine.
 *
 * @param save writes the record down, whenever it has grown
 */
export async function release(
  context: Context,
  request: ReleaseRequest,
  save: (record: ReleaseRecord) => void,
): Promise<ReleaseOutcome> {
  const store = new ObjectStore();
  const { record, survey, handover, problems, exitCode } = await planned({ ...context, store }, request, save);
  if (handover === null || survey === null) return { record, survey, handover, problems, exitCode };
  const conducted = await continueRelease(
    { ...context, store },
    handover,
    { ...request, tested: isTested(handover, request), version: handover.plan.version },
    { record, save },
    survey,
  );
  return { ...conducted, survey };
}

/** Goes on with a release from a plan that this process has made (`survey`), or that was handed to it (null). */
export async function continueRelease(
  context: StageContext,
  handover: Handover,
  request: SurveyRequest & Omit<ConductRequest, 'planAgain'>,
  keeper: { readonly record: ReleaseRecord; readonly save: (record: ReleaseRecord) => void },
  survey: Survey | null,
): Promise<Omit<ReleaseOutcome, 'survey'>> {
  const kept = { record: keeper.record, save: keeper.save };
  // What was planned goes by the name that GitHub had for the repository then, whatever this process was told.
  context.client.spell(handover.plan.repository.owner, handover.plan.repository.repo);
  const planAgain: ConductRequest['planAgain'] = async ({ plan }) => {
    const again = await surveyRelease(context, { ...request, version: plan.version });
    stopIfAny(again.problems);
    if (again.handover === null) throw new Error('a survey without problems has a handover');
    return { handover: again.handover, seen: again.observation };
  };
  const conducted = await conduct(context, handover, { ...request, planAgain }, kept, survey?.observation ?? null);
  return { record: kept.record, ...conducted };
}

/** Whether the tests of a release run, in this invocation or in another one of the same job. */
export const isTested = (
  handover: Handover,
  { stages, elsewhere, test }: Pick<ConductRequest, 'stages' | 'elsewhere' | 'test'>,
): boolean => testsNotDue(handover) === null && (stages.has('test') ? test !== null : elsewhere?.has('test') === true);

interface PlannedRelease extends Omit<ReleaseOutcome, 'record'> {
  readonly record: ReleaseRecord;
}

/** The stage `plan`, and the record that begins with it. */
async function planned(
  context: StageContext,
  request: ReleaseRequest,
  save: (record: ReleaseRecord) => void,
): Promise<PlannedRelease> {
  const { clock, progress, client } = context;
  const startedAt = clock.now();
  const subject = {
    repository: `${client.owner}/${client.repo}`,
    program: request.program,
    rehearsal: request.rehearsal,
    startedAt,
  };
  const ended = (outcome: StageRecord['outcome'], detail: string): readonly StageRecord[] => {
    progress.stageEnded('plan', outcome, detail);
    const milliseconds = clock.now().getTime() - startedAt.getTime();
    return [{ stage: 'plan', outcome, detail, milliseconds }];
  };
  progress.stageStarted('plan');
  let survey: Survey | null = null;
  try {
    survey = await surveyRelease(context, request);
    stopIfAny(survey.problems);
    const { handover, plan, repository } = survey;
    if (handover === null || plan === null) throw new Error('a survey without problems has a plan');
    const detail = `${plan.previousVersion} → ${plan.version} from ${plan.baseBranch} at ${short(plan.base.commit)}`;
    const named = { ...subject, repository: `${repository.owner}/${repository.repo}` };
    const record = startRecord(named, handover, joinStages([], ended('done', detail)));
    save(record);
    const isLeftOut = (stage: Stage) => !request.stages.has(stage) && request.elsewhere?.has(stage) !== true;
    for (const warning of [...plan.warnings, ...leftOutWarnings(handover, isLeftOut)]) progress.warn(warning);
    return { record, survey, handover, problems: [], exitCode: 0 };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { problems, exitCode } = error;
    const stages = ended('stopped', problems[0].what);
    // By now GitHub has said how the repository is spelled, if it was there.
    const named = { ...subject, repository: `${client.owner}/${client.repo}` };
    const record = stoppedRecord(named, request.version, stages, problems, clock.now());
    return { record, survey, handover: null, problems, exitCode };
  }
}
