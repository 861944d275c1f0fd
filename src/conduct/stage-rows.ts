import { GATE_CHECK_NAME, RELEASE_CHECK_NAME } from '../core/check/commit-check.ts';
import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { problem, Stop, stopIfAny } from '../core/problem.ts';
import type { EvidenceJudgement } from '../core/release/evidence.ts';
import type { PullRequestFacts, ReleaseObservation } from '../core/release/facts.ts';
import type { Handover, Standing } from '../core/release/handover.ts';
import type { KeptEvidence } from '../core/release/kept-evidence.ts';
import { whenMerged } from '../core/release/needed-evidence.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { short } from '../core/release/position.ts';
import { type GateRecord, isMeasured, type RunRecord } from '../core/release/record.ts';
import type { Stage } from '../core/release/stage.ts';
import { testsNotDue } from '../core/release/tested-tree.ts';
import type { WorkflowRun } from '../core/release/workflow-run.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import { explaining } from '../github/explain-failure.ts';
import { readBranchHead, readPullRequests } from '../github/read-release.ts';
import { isNameOf } from '../github/read-repository.ts';
import { proposalMarkdown } from '../report/release-markdown.ts';
import { keepComment, reportCheck } from './commit-report.ts';
import { presentTag, whileTagStands } from './present-tag.ts';
import { reportTagged } from './release-report.ts';
import { claim } from './stages/claim.ts';
import { proposeFollowUp } from './stages/follow-up.ts';
import { merge } from './stages/merge.ts';
import { checksOfMerged } from './stages/merged-checks.ts';
import { type AcceptableTrees, verifyMergeTree } from './stages/planned-tree.ts';
import { propose } from './stages/propose.ts';
import { deleteReleaseBranch } from './stages/release-head.ts';
import type { ReleaseContext } from './stages/stage-context.ts';
import { tag } from './stages/tag.ts';
import { watchRuns } from './stages/watch-runs.ts';
import { verifyPlanned } from './verify-planned.ts';
import { stopWhereWithdrawn } from './withdrawn.ts';

/** What the stages of one invocation know besides the plan. */
export interface StageState {
  readonly standing: Standing;
  readonly mergedBefore: boolean;
  /** What earlier invocations have left of the evidence. */
  readonly kept: KeptEvidence;
  /** What was seen a moment ago by this process; null when another one has planned: then it is looked at again. */
  readonly seen: ReleaseObservation | null;
  readonly gate: GateRecord;
  /** The tag was made by this process: nothing can have followed from it before. */
  readonly isNewTag: boolean;
  /** The runs that this process has watched to their end; null: it has watched none. */
  readonly runs: readonly RunRecord[] | null;
}

/** What a caller provides for the stages that are not about GitHub alone. */
export interface StageRequest {
  readonly stages: ReadonlySet<Stage>;
  /** Pull requests that a person has given up. */
  readonly superseded: readonly number[];
  /** Trees of a merge commit that a person accepts although they are not the planned one. */
  readonly acceptedTrees: readonly string[];
  /** Stages that other invocations of the same job do: nothing is said about them. */
  readonly elsewhere?: ReadonlySet<Stage>;
  /**
   * Runs the tests that are configured, on what is released, and says how it went: only this caller knows where a checkout is.
   * null where no test is ever run: in a rehearsal, and where other invocations do it.
   */
  readonly test: ((handover: Handover) => Promise<string>) | null;
  /**
   * Judges what was measured, for a release of one of these trees.
   *
   * @param isOwnName whether `owner/name` is, or was, a name of the repository
   */
  readonly judge: (
    handover: Handover,
    acceptableTrees: readonly string[],
    isOwnName: (name: string) => Promise<boolean>,
  ) => Promise<EvidenceJudgement>;
  readonly rehearsal: boolean;
  /** The workflow run that this invocation is part of; left out outside of one. */
  readonly run?: WorkflowRun | null;
}

export interface StageResult {
  readonly state: StageState;
  /** One line about it. */
  readonly detail: string;
  /** Nothing had to be done. */
  readonly skipped?: true;
}

/** A stage: from what is known to what is known after it. Each looks at GitHub first and writes only what is missing. */
export interface StageRow {
  readonly stage: Stage;
  readonly run: (context: ReleaseContext, state: StageState, request: StageRequest) => Promise<StageResult>;
  /** Leaving it out ends the invocation, since what follows needs its work; unless the release is merged already. */
  readonly neededBy: 'what follows' | 'nothing';
}

/** The stages after the plan, in their order. Measuring is done before a release; reporting is a part of the others. */
export const STAGE_ROWS: readonly StageRow[] = [
  { stage: 'test', run: testRow, neededBy: 'nothing' },
  { stage: 'gate', run: gateRow, neededBy: 'nothing' },
  { stage: 'propose', run: proposeRow, neededBy: 'what follows' },
  { stage: 'merge', run: mergeRow, neededBy: 'what follows' },
  { stage: 'tag', run: tagRow, neededBy: 'what follows' },
  { stage: 'watch', run: watchRow, neededBy: 'nothing' },
  { stage: 'verify', run: verifyRow, neededBy: 'nothing' },
];

async function testRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const handover = handoverOf(context, state);
  const notDue = testsNotDue(handover) ?? (request.rehearsal ? 'not run in a rehearsal' : null);
  if (notDue !== null) return { state, detail: notDue, skipped: true };
  if (request.test === null) throw new Error('who does the stage test can run tests');
  return { state, detail: await request.test(handover) };
}

async function gateRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const judgement = await judgeGate(context, state, request);
  for (const warning of judgement.warnings) context.progress.warn(warning);
  context.record({ gate: judgement.record });
  requireJudgement(judgement, state, context.plan);
  const { readFrom } = judgement.record;
  const told = headline(judgement.record);
  return {
    state: { ...state, gate: judgement.record },
    detail: readFrom === null ? told : `${told} (read from ${readFrom})`,
  };
}

/**
 * The evidence is judged anew in every invocation that needs it: it is what the caller shows, not what a file remembers.
 * Asks GitHub nothing but whose name a verdict has that was made under another one.
 */
export async function judgeGate(
  context: ReleaseContext,
  state: StageState,
  request: StageRequest,
): Promise<EvidenceJudgement> {
  const { plan } = context;
  const { standing } = state;
  const acceptable = [plan.base.tree, plan.expectedTree, ...request.acceptedTrees];
  if (standing.mergeTree !== null) acceptable.push(standing.mergeTree);
  return request.judge(handoverOf(context, state), acceptable, (name) =>
    explaining(`finding out whose name ${name} is`, () => isNameOf(context.client, name)),
  );
}

const handoverOf = (
  { plan, config, history }: ReleaseContext,
  { standing, mergedBefore, kept }: StageState,
): Handover => ({
  plan,
  config,
  history,
  standing,
  mergedBefore,
  kept,
});

/**
 * @throws Stop unless the release may go on: whoever merged it, it is tagged with the evidence that its merge asks for, or not
 *   at all; a tag that is there is there. A verdict that is refused is bad input wherever the release stands.
 */
export function requireJudgement(
  { problems: found }: EvidenceJudgement,
  { standing }: StageState,
  plan: ReleasePlan,
): void {
  const { mergeCommit, releaseTag } = standing;
  if (releaseTag !== null && !found.some((each) => each.code === 'verdict-invalid')) return;
  stopIfAny(mergeCommit === null ? found : found.map((each) => whenMerged(each, plan.version, mergeCommit)));
}

async function proposeRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const { pullRequest: known } = state.standing;
  if (known?.merged === true) {
    await claim(context, known, request.run ?? null);
    return { state, detail: `merged already as pull request #${known.number}`, skipped: true };
  }
  if (known === null && context.plan.edits.length === 0)
    return { state, detail: 'nothing changes: there is no pull request', skipped: true };
  const observed = state.seen ?? (await lookBeforeProposing(context, state.standing));
  const run = request.run ?? null;
  const superseded = [...request.superseded, ...(state.standing.otherPullRequests ?? [])];
  const { pullRequest, isNew } = await propose(context, { superseded, observed, run });
  if (!isNew) await claim(context, pullRequest, run);
  if (request.stages.has('report'))
    await reportProposal(context, { pullRequest, isNew }, state.gate, request.rehearsal);
  return {
    state: { ...state, standing: { ...state.standing, pullRequest } },
    detail: `pull request #${pullRequest.number}`,
  };
}

/**
 * Another process has planned: the base and the release branch are what may differ by now. A branch that was not there is not
 * looked for: creating it tells. Pull requests are looked at again before one is opened.
 *
 * @throws Stop when the base moved
 */
async function lookBeforeProposing(
  context: ReleaseContext,
  planned: Standing,
): Promise<Pick<ReleaseObservation, 'branchHead' | 'pullRequests'>> {
  const { client, plan } = context;
  return explaining('reading the release branch', async () => {
    const [branchHead, baseHead, pullRequests] = await Promise.all([
      planned.branchHead === null ? null : readBranchHead(client, plan.names.branch),
      readBranchHead(client, plan.baseBranch),
      planned.pullRequest === null ? [] : readPullRequests(client, plan.names.branch, plan.baseBranch),
    ]);
    if (baseHead !== plan.base.commit && !pullRequests.some((each) => each.merged))
      throw new Stop([baseMoved(context, baseHead)]);
    return { branchHead, pullRequests };
  });
}

const baseMoved = ({ plan }: ReleaseContext, head: string | null) =>
  problem(
    'base-moved',
    `${plan.baseBranch} moved from ${short(plan.base.commit)} to ${head === null ? 'nothing' : short(head)} since the release was planned.`,
    { where: plan.repository.htmlUrl },
  );

/**
 * Shows the plan and the gate at the pull request: a check of the release's own name and one comment, kept up to date. The
 * gate's check says that somebody measured, and rules rest on it: without a measurement it is left to who measures.
 */
async function reportProposal(
  context: ReleaseContext,
  { pullRequest, isNew }: { readonly pullRequest: PullRequestFacts; readonly isNew: boolean },
  gate: GateRecord,
  rehearsal: boolean,
): Promise<void> {
  const { plan } = context;
  const markdown = proposalMarkdown(plan, gate, rehearsal);
  const names = isMeasured(gate) ? [GATE_CHECK_NAME, RELEASE_CHECK_NAME] : [RELEASE_CHECK_NAME];
  for (const name of names) {
    await reportCheck(context, pullRequest.headSha, {
      name,
      externalId: `release/${plan.names.tag}`,
      conclusion: gate.status === 'pass' ? 'success' : 'neutral',
      title: headline(gate).slice(0, 250),
      summary: markdown,
      annotations: [],
      detailsUrl: null,
      isNew,
    });
  }
  await keepComment(context, pullRequest.number, {
    isNew,
    marker: 'release',
    body: markdown,
    author: plan.repository.viewer.login,
  });
}

async function mergeRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const { plan, record } = context;
  const { standing } = state;
  const accepted = acceptedTrees(state, request);
  if (standing.mergeCommit !== null && standing.pullRequest !== null) {
    const { pullRequest, mergeCommit, releaseTag } = standing;
    record({
      pullRequest: { number: pullRequest.number, url: pullRequest.url },
      bumpCommit: pullRequest.headSha,
      mergeCommit,
    });
    if (state.mergedBefore) record({ checks: await checksOfMerged(context, pullRequest.headSha) });
    const mergeTree = await verifyMergeTree(context, mergeCommit, accepted);
    if (releaseTag === null) await deleteReleaseBranch(context, pullRequest.headSha);
    const known = { ...state, standing: { ...standing, mergeTree } };
    return { state: known, detail: `merged already as ${short(mergeCommit)}`, skipped: true };
  }
  if (standing.pullRequest === null) return headAsItStands(context, state);
  const merged = await merge(context, standing.pullRequest);
  const mergedAt = merged.isOurs ? { mergedAt: context.clock.now().getTime() } : {};
  record({ checks: await checksOfMerged(context, merged.pullRequest.headSha) });
  const mergeTree = await verifyMergeTree(context, merged.mergeCommit, accepted);
  await deleteReleaseBranch(context, standing.pullRequest.headSha);
  return {
    state: {
      ...state,
      standing: {
        ...standing,
        pullRequest: merged.pullRequest,
        mergeCommit: merged.mergeCommit,
        mergeTree,
        ...mergedAt,
      },
    },
    detail: `${short(merged.mergeCommit)} on ${plan.baseBranch}`,
  };
}

/**
 * A release that changes nothing is the head of the base branch, or what it was when it was tagged.
 *
 * @throws Stop when the base moved
 */
async function headAsItStands(context: ReleaseContext, state: StageState): Promise<StageResult> {
  const { client, plan, record } = context;
  if (plan.edits.length > 0) throw new Error('a release that changes files is proposed');
  const { commit, tree } = plan.base;
  if (state.standing.mergeCommit === null) {
    const head = await explaining('reading the base branch', () => readBranchHead(client, plan.baseBranch));
    if (head !== commit) throw new Stop([baseMoved(context, head)]);
  }
  record({ mergeCommit: commit, mergeTree: tree });
  const standing = { ...state.standing, mergeCommit: commit, mergeTree: tree };
  const detail = `nothing changes: ${short(commit)} of ${plan.baseBranch} is what is tagged`;
  return { state: { ...state, standing }, detail, skipped: true };
}

/** A passing verdict about exactly the merge commit's tree makes it a measured one. */
const acceptedTrees = ({ gate }: StageState, request: StageRequest): AcceptableTrees => ({
  accepted: request.acceptedTrees,
  measured: gate.status === 'pass' ? gate.measuredTree : null,
});

async function tagRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const { standing } = state;
  if (standing.mergeCommit === null) throw new Error('what is tagged was merged');
  // Its tree is looked at here too: the stage that merged may have been left to another invocation.
  if (standing.mergeTree === null || state.mergedBefore)
    await verifyMergeTree(context, standing.mergeCommit, acceptedTrees(state, request));
  const {
    releaseTag,
    isNew,
    aliases: standingOnIt,
  } = await tag(context, standing.mergeCommit, {
    releaseTag: standing.releaseTag,
    stopWhereWithdrawn: (isTriedBefore) => stopWhereWithdrawn(context, standing, isTriedBefore),
  });
  if (request.stages.has('report') && standing.pullRequest !== null)
    await reportTagged(context, context.plan, standing.pullRequest.number, isNew && !state.mergedBefore);
  const at = short(releaseTag.commit);
  const aliases = standingOnIt.map(({ name }) => `alias ${name}`).join(', ');
  return {
    state: { ...state, standing: { ...standing, releaseTag, isNewTag: isNew }, isNewTag: isNew },
    detail: aliases === '' ? `${releaseTag.name} at ${at}` : `${releaseTag.name} at ${at}, ${aliases}`,
  };
}

async function watchRow(context: ReleaseContext, state: StageState): Promise<StageResult> {
  const releaseTag = await presentTag(context, state);
  const runs = await whileTagStands(context, state, () => watchRuns(context, releaseTag, state.isNewTag));
  context.record({ runs });
  const ended = runs.map((run) => `${workflowFileName(run.workflow)} ${run.conclusion}`);
  return { state: { ...state, runs }, detail: ended.length === 0 ? 'no run is expected' : ended.join(', ') };
}

async function verifyRow(context: ReleaseContext, state: StageState, request: StageRequest): Promise<StageResult> {
  const releaseTag = await presentTag(context, state);
  const mayWatch = request.stages.has('watch') || request.elsewhere?.has('watch') === true;
  const published = await whileTagStands(context, state, () =>
    verifyPlanned(context, releaseTag, { runs: state.runs, mayWatch }),
  );
  if (published !== null) context.record({ release: published });
  context.record({
    followUp: await proposeFollowUp(context, {
      commit: releaseTag.commit,
      isFirst: state.standing.isNewTag === true,
    }),
  });
  return {
    state,
    detail:
      published === null
        ? 'no published release is expected'
        : `${counted(published.assets.length, 'asset')} at ${published.url}`,
  };
}
