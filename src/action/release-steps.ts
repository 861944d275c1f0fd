import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { endGroup, setSecret, startGroup } from '@actions/core';
import picocolors from 'picocolors';
import { connect } from '../cli/connect.ts';
import { standing } from '../cli/plan-command.ts';
import { judging, keepVerdict } from '../cli/release-command.ts';
import { workflowRun } from '../cli/run-variables.ts';
import { continueRelease, isTested, release } from '../conduct/release.ts';
import { type Checked, failed, orStop, Problems, problem, Stop } from '../core/problem.ts';
import { GATE_SKIPPED } from '../core/release/evidence.ts';
import { namesOnRelease } from '../core/release/plan-release.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { type Clock, systemClock } from '../effects/clock.ts';
import { saveRecord } from '../effects/record-file.ts';
import { explained } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { wordsOf } from '../language/language.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { planLines } from '../report/plan-text.ts';
import { ENGLISH } from '../report/words.ts';
import { guardLines } from '../report/workflow-log.ts';
import { benchStep, recorded, testStep } from './checkout-steps.ts';
import { finalReport } from './final-report.ts';
import { tellProblems } from './problem-log.ts';
import { type ActionInputs, inputsOfPlan, readInputs, stagesToDo, workingDirectoryOf } from './release-inputs.ts';
import { annotate, RunnerFiles } from './runner-files.ts';
import { readRecord, type StageRun, say } from './step-context.ts';
import { handedEvidence, handedVerdict, handOn, sha256Of, takeHandover } from './step-handover.ts';
import { StepProgress } from './step-progress.ts';

const colors = picocolors.createColors(!('NO_COLOR' in process.env));

/**
 * Runs one stage as a step of action.yml. Only the plan step decides what is released; the others go on with the plan that it
 * hands on, and look whether GitHub still agrees. After a crash the job begins again with its plan.
 *
 * @returns the exit code of the step
 */
export async function runActionStage(
  name: string,
  env: NodeJS.ProcessEnv,
  version: string,
  clock: Clock = systemClock,
): Promise<number> {
  const runner = new RunnerFiles();
  let words = ENGLISH;
  try {
    const problems = new Problems();
    const stage = STAGES.find((each) => each === name);
    if (stage === undefined) problems.add(problem('input-invalid', `${JSON.stringify(name)} is no stage.`));
    const token = (env.ZLINK_RELEASE_TOKEN ?? '').trim();
    if (stage === 'plan') {
      // Not through say(), which would hide it from the runner too. A line break would end the command early.
      if (token !== '' && !/[\r\n]/.test(token)) setSecret(token);
      else if (token === '')
        problems.add(
          problem('token-missing', 'The input github-token is empty.', {
            where: 'github-token',
            remedy: 'Give it a secret that exists and that this workflow may read.',
          }),
        );
    }
    const inputs = problems.take(stage === 'plan' ? planInputs(env) : inputsOfPlan(env));
    words = await wordsOf(inputs?.language ?? 'en');
    problems.stop();
    if (inputs === null || stage === undefined) throw new Error('what is checked is there');
    const recordPath = join(inputs.outputDirectory, 'release-record.json');
    const run: StageRun = { inputs, token, runner, env, version, recordPath, clock, words };
    switch (stage) {
      case 'plan':
        return await planStage(run);
      case 'test':
        return await recorded(run, stage, () => testStep(run));
      case 'bench':
        return await recorded(run, stage, () => benchStep(run));
      case 'gate':
        return await gateStage(run);
      case 'report':
        return await finalReport(run);
      default:
        return await goOn(run, stage);
    }
  } catch (caught) {
    // What was asked for without words is GitHub's refusal all the same, and no defect of ours.
    const error = explained(caught, 'carrying out the release');
    if (error instanceof Stop) {
      tellProblems(error.problems, colors, say, words);
      return error.exitCode;
    }
    // Never a raw stack trace: its message can hold text of any origin.
    annotate('error', 'zlink-release: unexpected', String(error));
    if (env.ZLINK_RELEASE_DEBUG !== undefined && error instanceof Error)
      for (const line of guardLines(String(error.stack))) say(`    ${line}`);
    return 1;
  }
}

function planInputs(env: NodeJS.ProcessEnv): Checked<ActionInputs> {
  const problems = new Problems();
  const inputs = problems.take(readInputs(env));
  const folder = workingDirectoryOf(env);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    problems.add(problem('input-invalid', `${JSON.stringify(folder)} is no folder.`, { where: 'working-directory' }));
  }
  return inputs === null ? failed(...problems.found) : problems.over(() => inputs);
}

/** Plans, hands plan and checked inputs on to the other steps, and begins the record anew: an old one may lie there. */
async function planStage(run: StageRun): Promise<number> {
  const { inputs, runner, token, version, recordPath, clock, env, words } = run;
  runner.setOutput('inputs', JSON.stringify(inputs));
  mkdirSync(inputs.outputDirectory, { recursive: true });
  rmSync(recordPath, { force: true });
  const progress = new StepProgress(new PlainProgress(say, clock, colors, words), 'plan', words);
  const { client, config } = connect(
    {
      repo: inputs.repository,
      token,
      overrides: inputs.overrides,
      ...(inputs.configFile === undefined ? {} : { config: resolve(inputs.workingDirectory, inputs.configFile) }),
    },
    version,
    progress,
    clock,
    env,
  );
  const outcome = await release(
    { client, clock, progress },
    {
      version: inputs.version,
      config,
      overrides: inputs.overrides,
      superseded: inputs.supersede,
      publicUrl: null,
      acceptedTrees: inputs.acceptTree,
      stages: new Set(),
      elsewhere: new Set(STAGES.filter((stage) => !inputs.skip.includes(stage))),
      test: null,
      judge: judging({ kind: 'not-measured' }, false),
      rehearsal: false,
      run: workflowRun(env),
      program: version,
    },
    (record) => saveRecord(recordPath, record),
  );
  if (outcome.problems.length > 0) {
    saveRecord(recordPath, outcome.record);
    tellProblems(outcome.problems, colors, say, run.words);
  }
  const { handover, survey } = outcome;
  const plan = survey?.plan ?? null;
  runner.setOutput('stages', JSON.stringify(stagesToDo(inputs)));
  runner.setOutput('version', plan?.version ?? '');
  runner.setOutput('tag-name', plan?.names.tag ?? '');
  runner.setOutput('alias-tag', namesOnRelease(plan?.aliases ?? []).join(','));
  if (handover !== null) handOn(run, handover);
  if (plan !== null) {
    startGroup(words.say('What this release does'));
    for (const line of planLines(plan, standing(survey?.position ?? null), colors, words)) say(line);
    endGroup();
  }
  if (inputs.skip.includes('gate')) annotate('warning', 'zlink-release', words.say(GATE_SKIPPED));
  if (inputs.dryRun) say(words.say('Dry run: nothing is written.'));
  return outcome.exitCode;
}

/** Judges what was measured here, then holds the verdict (this one, or the one given) against what would be released. */
async function gateStage(run: StageRun): Promise<number> {
  const { inputs, runner } = run;
  const given =
    inputs.verdict === undefined
      ? null
      : isAbsolute(inputs.verdict)
        ? inputs.verdict
        : resolve(inputs.workingDirectory, inputs.verdict);
  const judged =
    given === null ? await (await import('./measure.ts')).judgeFolders(run, takeHandover(run).config) : null;
  // Whether what was judged here blocks is for the release to say: it knows what would be released.
  const path = given ?? (judged === null ? null : join(inputs.outputDirectory, 'gate', 'verdict.json'));
  const isThere = path !== null && existsSync(path);
  if (path !== null && !isThere && takeHandover(run).mergedBefore) {
    // Another job had it; what the release went by was left on GitHub.
    annotate(
      'notice',
      'zlink-release',
      run.words.say(`${path} is not there: what the release went by when it was merged is read back.`),
    );
    return goOn(run, 'gate', null);
  }
  const verdict = path === null ? null : { path, sha256: null };
  if (path !== null && isThere) {
    runner.setOutput('verdict-json', path);
    runner.setOutput('verdict-sha256', sha256Of(path));
  }
  return goOn(run, 'gate', verdict);
}

/** One stage that goes on with the plan of an earlier step. */
async function goOn(run: StageRun, stage: Stage, verdict = handedVerdict(run.env)): Promise<number> {
  const { inputs, token, version, recordPath, clock, env, words } = run;
  const handover = takeHandover(run);
  const toDo = stagesToDo(inputs);
  const evidence = orStop(handedEvidence(verdict, toDo));
  const record = readRecord(recordPath);
  if (record === null) throw new Stop([problem('plan-altered', `There is no record at ${recordPath}.`)]);
  const progress = new StepProgress(new PlainProgress(say, clock, colors, words), stage, words);
  const { owner, repo } = handover.plan.repository;
  const { client } = connect({ repo: `${owner}/${repo}`, token }, version, progress, clock, env);
  const save = (grown: ReleaseRecord) => {
    keepVerdict(inputs.outputDirectory, evidence, grown);
    saveRecord(recordPath, grown);
  };
  const keeper = { record, save };
  const stages = new Set<Stage>(toDo.includes('report') ? [stage, 'report'] : [stage]);
  const elsewhere = new Set(toDo.filter((each) => each !== stage));
  const store = new ObjectStore();
  store.useGraphQL = handover.plan.hasGraphQL;
  const outcome = await continueRelease(
    { client, clock, progress, store },
    handover,
    {
      version: handover.plan.version,
      config: handover.config,
      superseded: inputs.supersede,
      publicUrl: handover.plan.repository.publicUrl,
      acceptedTrees: inputs.acceptTree,
      stages,
      elsewhere,
      tested: isTested(handover, { stages, elsewhere, test: null }),
      test: null,
      judge: judging(evidence, false, inputs.baselineRef),
      rehearsal: false,
      run: workflowRun(env),
    },
    keeper,
    null,
  );
  handOn(run, outcome.handover ?? handover);
  if (outcome.problems.length > 0) tellProblems(outcome.problems, colors, say, run.words);
  return outcome.exitCode;
}
