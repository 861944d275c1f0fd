import { GATE_CHECK_NAME } from '../core/check/commit-check.ts';
import type { Problem } from '../core/problem.ts';
import { problem, Stop } from '../core/problem.ts';
import { type GateEvidence, judgeEvidence } from '../core/release/evidence.ts';
import type { TagFacts } from '../core/release/facts.ts';
import { type ReleasePlan, suppressingPhrase } from '../core/release/plan-release.ts';
import { short } from '../core/release/position.ts';
import { type GateRecord, joinStages, type ReleaseRecord, type StageRecord } from '../core/release/record.ts';
import type { Stage } from '../core/release/stage.ts';
import { explaining } from '../github/explain-failure.ts';
import { readTag } from '../github/read-release.ts';
import { readCommit } from '../github/read-repository.ts';
import { proposalMarkdown } from '../report/release-markdown.ts';
import { keepComment, reportCheck } from './commit-report.ts';
import { dispatchWorkflows } from './stages/dispatch.ts';
import { proposeArchiveHash } from './stages/follow-up.ts';
import { deleteReleaseBranch, merge, verifyMergeTree } from './stages/merge.ts';
import { type Proposed, propose } from './stages/propose.ts';
import type { ReleaseContext, StageContext } from './stages/stage-context.ts';
import { tag } from './stages/tag.ts';
import { verify } from './stages/verify.ts';
import { watch } from './stages/watch.ts';
import { type Survey, type SurveyRequest, surveyRelease } from './survey.ts';

export interface ReleaseRequest extends SurveyRequest {
  /** Trees of a merge commit that a person accepts although they are not the planned one. */
  readonly acceptedTrees: readonly string[];
  /** Stages to do now; the others are left to other invocations. */
  readonly stages: ReadonlySet<Stage>;
  /** Stages that later invocations of the same job do: nothing is said about them. */
  readonly later?: ReadonlySet<Stage>;
  /** The record of the invocations before this one in the same job. It is continued, and decides nothing. */
  readonly before?: ReleaseRecord | null;
  /** The performance evidence for a planned release: it may have to be measured first. */
  readonly evidence: (plan: ReleasePlan) => Promise<GateEvidence>;
  /** Runs the tests of the candidate; null when there is nothing to run or no checkout. */
  readonly test: ((plan: ReleasePlan) => Promise<string>) | null;
  readonly rehearsal: boolean;
  readonly program: string;
}

export interface ReleaseOutcome {
  readonly record: ReleaseRecord;
  readonly survey: Survey | null;
  readonly problems: readonly Problem[];
  readonly exitCode: 0 | 1 | 2 | 3;
}

/** How often a release without measurements starts over from a base branch that moved. */
const MAXIMUM_REPLANS = 3;

/**
 * Conducts a release from wherever it stands to its verified end. Can be killed at any point and run again, from any
 * machine: every stage looks at GitHub first and writes only what is missing.
 *
 * @param save writes the record down, whenever it has grown
 */
export async function release(
  context: Omit<StageContext, 'store'>,
  request: ReleaseRequest,
  save: (record: ReleaseRecord) => void,
): Promise<ReleaseOutcome> {
  const { clock, progress } = context;
  const begunAt = clock.now();
  const stages: StageRecord[] = [];
  let record: ReleaseRecord | null = null;
  let survey: Survey | null = null;

  const update = (part: Partial<ReleaseRecord>) => {
    if (record === null) return;
    record = { ...record, ...part, stages: joinStages(request.before?.stages ?? [], stages) };
    save(record);
  };

  /** Runs one stage, or leaves it out; `part` returns its value and one line about it. */
  async function stage<T>(name: Stage, part: () => Promise<{ value: T; detail: string }>): Promise<T> {
    const startedAt = clock.now().getTime();
    progress.stageStarted(name);
    try {
      const { value, detail } = await part();
      stages.push({ stage: name, outcome: 'done', detail, milliseconds: clock.now().getTime() - startedAt });
      progress.stageEnded(name, 'done', detail);
      update({});
      return value;
    } catch (error) {
      if (error instanceof Stop) {
        const detail = error.problems[0].what;
        stages.push({ stage: name, outcome: 'stopped', detail, milliseconds: clock.now().getTime() - startedAt });
        progress.stageEnded(name, 'stopped', detail);
      }
      throw error;
    }
  }
  const skip = (name: Stage, why: string) => {
    if (request.later?.has(name)) return;
    stages.push({ stage: name, outcome: 'skipped', detail: why, milliseconds: 0 });
    progress.stageEnded(name, 'skipped', why);
  };

  try {
    for (let replans = 0; ; replans += 1) {
      try {
        await conduct();
        break;
      } catch (error) {
        const baseMoved = error instanceof Stop && error.problems[0].code === 'base-moved';
        // What was measured must be what is released, so only an unmeasured release may start over by itself.
        const isMeasured =
          record !== null && !['skipped', 'not-measured'].includes((record as ReleaseRecord).gate.status);
        if (!baseMoved || isMeasured || replans >= MAXIMUM_REPLANS) throw error;
        progress.warn(`${error.problems[0].what} Planning again from there.`);
      }
    }
    update({
      status:
        joinStages([], stages).every((each) => each.outcome !== 'stopped') && request.stages.has('verify')
          ? 'released'
          : 'running',
      endedAt: clock.now().toISOString(),
    });
    return { record: finished(record), survey, problems: [], exitCode: 0 };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    update({
      status: 'stopped',
      endedAt: clock.now().toISOString(),
      problems: error.problems.map(recordedProblem),
    });
    return {
      record: record ?? emptyRecord(request, context, begunAt, stages, error.problems),
      survey,
      problems: error.problems,
      exitCode: error.exitCode,
    };
  }

  async function conduct(): Promise<void> {
    const wants = (name: Stage) => request.stages.has(name);
    const planned = await stage('plan', async () => {
      survey = await surveyRelease(context, request);
      const { plan, problems } = survey;
      const [first, ...others] = problems;
      if (first !== undefined) throw new Stop([first, ...others]);
      if (plan === null) throw new Error('a survey without problems has a plan');
      const detail = `${plan.previousVersion} → ${plan.version} from ${plan.baseBranch} at ${short(plan.base.commit)}`;
      return { value: { survey, plan }, detail };
    });
    const { plan } = planned;
    record = startRecord(request, begunAt, planned.survey, plan, stages, record ?? request.before ?? null);
    save(record);
    for (const warning of plan.warnings) progress.warn(warning);
    const releaseContext: ReleaseContext = {
      ...context,
      store: planned.survey.store,
      config: planned.survey.config,
      plan,
      record: update,
    };
    const { position, config } = planned.survey;
    const mergedAlready = position?.kind === 'merged' ? position : null;

    if (!wants('test')) skip('test', 'by request');
    else if (mergedAlready !== null) skip('test', 'merged already');
    else if (request.test === null)
      skip('test', request.rehearsal ? 'not run in a rehearsal' : 'no test command is configured');
    else {
      const { test } = request;
      await stage('test', async () => ({ value: null, detail: await test(plan) }));
    }

    // The gate is judged again on every invocation: evidence is what the caller shows, not what a file remembers.
    let gate: GateRecord = {
      status: 'skipped',
      sentence: 'The gate is left to another invocation.',
      measuredTree: null,
    };
    if (wants('gate')) {
      gate = await stage('gate', async () => {
        const acceptable = [plan.base.tree, plan.expectedTree, ...request.acceptedTrees];
        if (mergedAlready !== null)
          acceptable.push(
            (await explaining('reading the merge commit', () => readCommit(context.client, mergedAlready.mergeCommit)))
              .tree,
          );
        const judgement = judgeEvidence(await request.evidence(plan), acceptable, {
          onInconclusive: config.gate.onInconclusive,
          rehearsal: request.rehearsal,
        });
        for (const warning of judgement.warnings) progress.warn(warning);
        update({ gate: judgement.record });
        const [first, ...others] = judgement.problems;
        if (first !== undefined && mergedAlready === null) throw new Stop([first, ...others]);
        return { value: judgement.record, detail: `${judgement.record.status}: ${judgement.record.sentence}` };
      });
    } else {
      skip('gate', 'by request');
      if (wants('propose') && request.later?.has('gate') !== true) {
        const { record: skipped, warnings } = judgeEvidence({ kind: 'skipped' }, [], {
          onInconclusive: config.gate.onInconclusive,
          rehearsal: request.rehearsal,
        });
        if (mergedAlready === null) for (const warning of warnings) progress.warn(warning);
        gate = skipped;
      }
    }
    update({ gate });

    let mergeCommit: string;
    if (mergedAlready !== null) {
      skip('propose', `merged already as pull request #${mergedAlready.pullRequest.number}`);
      skip('merge', `merged already as ${short(mergedAlready.mergeCommit)}`);
      mergeCommit = mergedAlready.mergeCommit;
      update({
        pullRequest: { number: mergedAlready.pullRequest.number, url: mergedAlready.pullRequest.url },
        bumpCommit: mergedAlready.bump,
        mergeCommit,
      });
      await verifyMergeTree(releaseContext, mergeCommit, acceptedTrees(gate));
      if (wants('merge') && !mergedAlready.tagged) await deleteReleaseBranch(releaseContext, mergedAlready.bump);
    } else {
      if (!wants('propose')) return skip('propose', 'by request');
      const { pullRequest, isNew } = await stage('propose', async () => {
        const value = await propose(releaseContext, {
          superseded: request.superseded,
          isOwnBump: planned.survey.isOwnBump,
          observed: planned.survey.observation,
        });
        return { value, detail: `pull request #${value.pullRequest.number}` };
      });
      if (wants('report')) await reportProposal(releaseContext, { pullRequest, isNew }, gate, request.rehearsal);
      if (!wants('merge')) return skip('merge', 'by request');
      mergeCommit = await stage('merge', async () => {
        const value = await merge(releaseContext, pullRequest);
        await verifyMergeTree(releaseContext, value, acceptedTrees(gate));
        await deleteReleaseBranch(releaseContext, pullRequest.headSha);
        return { value, detail: `${short(value)} on ${plan.baseBranch}` };
      });
    }

    if (!wants('tag')) return skip('tag', 'by request');
    const { releaseTag, isNew: isNewTag } = await stage('tag', async () => {
      const value = await tag(releaseContext, mergeCommit, planned.survey.observation);
      const aliases = plan.names.aliasTags.map((name) => `, alias ${name}`).join('');
      return { value, detail: `${value.releaseTag.name} at ${short(value.releaseTag.commit)}${aliases}` };
    });

    if (wants('watch')) {
      await stage('watch', async () => {
        const runs = await watchRuns(releaseContext, releaseTag, isNewTag);
        update({ runs });
        return {
          value: null,
          detail:
            runs.length === 0
              ? 'no run is expected'
              : runs
                  .map((run) => `${run.workflow.slice(run.workflow.lastIndexOf('/') + 1)} ${run.conclusion}`)
                  .join(', '),
        };
      });
    } else skip('watch', 'by request');

    if (wants('verify')) {
      await stage('verify', async () => {
        const { publication } = plan;
        if (publication.assets === null) return { value: null, detail: 'no published release is expected' };
        const published = await verify(releaseContext, {
          tag: plan.names.tag,
          expected: publication.assets,
          timeout: config.verify.timeout,
          pollInterval: config.pollInterval,
        });
        update({ release: published });
        return { value: null, detail: `${published.assets.length} assets at ${published.url}` };
      });
      const followUp = await proposeArchiveHash(releaseContext);
      update({ followUp });
    } else skip('verify', 'by request');
  }

  /** A passing verdict about exactly the merge commit's tree makes it a measured one. */
  function acceptedTrees(gate: GateRecord): string[] {
    return [
      ...request.acceptedTrees,
      ...(gate.status === 'pass' && gate.measuredTree !== null ? [gate.measuredTree] : []),
    ];
  }
}

/** Shows the plan and the gate at the pull request: a check run and one comment, kept up to date. */
async function reportProposal(
  context: ReleaseContext,
  { pullRequest, isNew }: Proposed,
  gate: GateRecord,
  rehearsal: boolean,
): Promise<void> {
  const { plan } = context;
  const markdown = proposalMarkdown(plan, gate, rehearsal);
  await reportCheck(context, pullRequest.headSha, {
    name: GATE_CHECK_NAME,
    externalId: `release/${plan.names.tag}`,
    conclusion: gate.status === 'pass' ? 'success' : 'neutral',
    title: `${gate.status}: ${gate.sentence}`.slice(0, 250),
    summary: markdown,
    annotations: [],
    detailsUrl: null,
    isNew,
  });
  await keepComment(context, pullRequest.number, {
    isNew,
    marker: 'release',
    body: markdown,
    author: plan.repository.viewer.login,
  });
}

/** Watches what the tag starts; with `trigger: dispatch` it starts them first. */
export async function watchRuns(context: ReleaseContext, releaseTag: TagFacts, isNewTag: boolean) {
  const { plan, config } = context;
  const { publication, names } = plan;
  const isDispatched = publication.expected.length > 0 && config.workflows.trigger === 'dispatch';
  const dispatched = isDispatched ? await dispatchWorkflows(context, releaseTag, isNewTag) : [];
  return watch(context, {
    tag: names.tag,
    refs: [names.tag, ...names.aliasTags],
    commit: releaseTag.commit,
    expected: publication.expected,
    forbidden: publication.forbidden,
    trigger: config.workflows.trigger,
    dispatched,
    hasGraphQL: plan.hasGraphQL,
    viewerKind: plan.repository.viewer.kind,
    skipPhrase: suppressingPhrase([names.commitMessage, names.pullRequestTitle, names.pullRequestBody]),
    times: {
      discoveryTimeout: config.workflows.discoveryTimeout,
      runTimeout: config.workflows.runTimeout,
      waitingTimeout: config.workflows.runTimeout,
    },
    pollInterval: config.pollInterval,
  });
}

/** The tag of a release that must exist already. */
export async function existingTag(context: StageContext, name: string): Promise<TagFacts> {
  const found = await explaining(`reading tag ${name}`, () => readTag(context.client, name));
  if (found === null) {
    throw new Stop([problem('input-invalid', `There is no tag ${JSON.stringify(name)}.`, { where: '--tag' })]);
  }
  return found;
}

function finished(record: ReleaseRecord | null): ReleaseRecord {
  if (record === null) throw new Error('a finished release has a record');
  return record;
}

function startRecord(
  request: ReleaseRequest,
  begunAt: Date,
  survey: Survey,
  plan: ReleasePlan,
  stages: readonly StageRecord[],
  before: ReleaseRecord | null,
): ReleaseRecord {
  return {
    formatVersion: 1,
    program: request.program,
    rehearsal: request.rehearsal,
    repository: `${survey.repository.owner}/${survey.repository.repo}`,
    component: plan.component,
    version: plan.version,
    previousVersion: plan.previousVersion,
    status: 'running',
    startedAt: before?.startedAt ?? begunAt.toISOString(),
    endedAt: null,
    stages: joinStages(before?.stages ?? [], stages),
    base: { branch: plan.baseBranch, commit: plan.base.commit, tree: plan.base.tree },
    expectedTree: plan.expectedTree,
    files: plan.edits.map(({ path, from, blob }) => ({ path, from, to: plan.version, blob })),
    gate: { status: 'not-measured', sentence: 'The gate was not reached.', measuredTree: null },
    pullRequest: null,
    bumpCommit: null,
    mergeCommit: null,
    mergeTree: null,
    tag: null,
    aliases: [],
    runs: [],
    release: null,
    followUp: null,
    problems: [],
  };
}

const recordedProblem = ({ code, what, where, remedy }: Problem): ReleaseRecord['problems'][number] => ({
  code,
  what,
  ...(where === undefined ? {} : { where }),
  remedy,
});

/** A release that stopped before it was planned still leaves a record of why. */
function emptyRecord(
  request: ReleaseRequest,
  { clock, client }: Omit<StageContext, 'store'>,
  begunAt: Date,
  stages: readonly StageRecord[],
  problems: readonly Problem[],
): ReleaseRecord {
  const told = problems.map(recordedProblem);
  if (request.before != null) {
    const endedAt = clock.now().toISOString();
    return {
      ...request.before,
      status: 'stopped',
      endedAt,
      stages: joinStages(request.before.stages, stages),
      problems: told,
    };
  }
  return {
    formatVersion: 1,
    program: request.program,
    rehearsal: request.rehearsal,
    repository: `${client.owner}/${client.repo}`,
    component: null,
    version: request.version,
    previousVersion: '',
    status: 'stopped',
    startedAt: begunAt.toISOString(),
    endedAt: clock.now().toISOString(),
    stages: [...stages],
    base: { branch: '', commit: '', tree: '' },
    expectedTree: '',
    files: [],
    gate: { status: 'not-measured', sentence: 'The gate was not reached.', measuredTree: null },
    pullRequest: null,
    bumpCommit: null,
    mergeCommit: null,
    mergeTree: null,
    tag: null,
    aliases: [],
    runs: [],
    release: null,
    followUp: null,
    problems: told,
  };
}
