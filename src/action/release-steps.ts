import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { endGroup, setSecret, startGroup } from '@actions/core';
import picocolors from 'picocolors';
import { connect, readCheckoutConfig, readConfig } from '../cli/connect.ts';
import { REPORT_NAME, readEvidence } from '../cli/release-command.ts';
import { release } from '../conduct/release.ts';
import { type Problem, problem, Stop } from '../core/problem.ts';
import { GATE_SKIPPED } from '../core/release/evidence.ts';
import { joinStages, type ReleaseRecord, type StageRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import { systemClock } from '../effects/clock.ts';
import { saveRecord, saveReport } from '../effects/record-file.ts';
import { runTests } from '../effects/run-tests.ts';
import { durationText } from '../report/durations.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { planLines } from '../report/plan-text.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import { releaseHtml } from '../report/release-html.ts';
import { recordMarkdown } from '../report/release-markdown.ts';
import { guardLines } from '../report/workflow-log.ts';
import { type ActionInputs, inputsOfPlan, readInputs, stagesToDo } from './release-inputs.ts';
import { annotate, RunnerFiles } from './runner-files.ts';
import { StepProgress } from './step-progress.ts';

interface StageRun {
  readonly inputs: ActionInputs;
  readonly token: string;
  readonly runner: RunnerFiles;
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
  readonly recordPath: string;
}

const tokens = tokensIn(process.env);
const say = (line: string) => process.stdout.write(`${hideSecrets(line, tokens)}\n`);
const colors = picocolors.createColors(!('NO_COLOR' in process.env));

/**
 * Runs one stage as a step of action.yml. A stage first brings about the ones before it, which costs a look when they
 * are done: so any step can be the first one after a crash.
 *
 * @returns the exit code of the step
 */
export async function runActionStage(name: string, env: NodeJS.ProcessEnv, version: string): Promise<number> {
  const runner = new RunnerFiles();
  try {
    const problems: Problem[] = [];
    const stage = STAGES.find((each) => each === name);
    if (stage === undefined) problems.push(problem('input-invalid', `${JSON.stringify(name)} is no stage.`));
    const token = (env.ZLINK_RELEASE_TOKEN ?? '').trim();
    if (stage === 'plan') {
      // Not through say(), which would hide it from the runner too. A line break would end the command early.
      if (token !== '' && !/[\r\n]/.test(token)) setSecret(token);
      else if (token === '')
        problems.push(
          problem('token-missing', 'The input github-token is empty.', {
            where: 'github-token',
            remedy: 'Give it a secret that exists and that this workflow may read.',
          }),
        );
    }
    const inputs = stage === 'plan' ? planInputs(env, problems) : inputsOfPlan(env, problems);
    stopIf(problems);
    if (inputs === null || stage === undefined) throw new Error('what is checked is there');
    const recordPath = join(inputs.outputDirectory, 'release-record.json');
    const run: StageRun = { inputs, token, runner, env, version, recordPath };
    switch (stage) {
      case 'plan':
        return await planStage(run);
      case 'test':
        return await recorded(run, stage, () => testStage(run));
      case 'bench':
        return await recorded(run, stage, () => benchStep(run));
      case 'gate':
        return await gateStage(run);
      case 'report':
        return await reportStage(run);
      default:
        return await releaseStage(run, stage);
    }
  } catch (error) {
    if (error instanceof Stop) {
      tell(error.problems);
      return error.exitCode;
    }
    // Never a raw stack trace: its message can hold text of any origin.
    annotate('error', 'zlink-release: unexpected', String(error));
    if (process.env.ZLINK_RELEASE_DEBUG !== undefined && error instanceof Error)
      for (const line of guardLines(String(error.stack))) say(`    ${line}`);
    return 1;
  }
}

function stopIf(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new Stop([first, ...others]);
}

/** Problems in the log for a person who reads it, and as annotations for one who does not. */
function tell(problems: readonly Problem[]): void {
  for (const line of problemLines(problems, colors)) say(line);
  for (const each of problems) annotate('error', `zlink-release: ${each.code}`, `${each.what} – ${each.remedy}`);
}

function planInputs(env: NodeJS.ProcessEnv, problems: Problem[]): ActionInputs {
  const inputs = readInputs(env, problems);
  if (!statSync(inputs.workingDirectory, { throwIfNoEntry: false })?.isDirectory()) {
    problems.push(
      problem('input-invalid', `${JSON.stringify(inputs.workingDirectory)} is no folder.`, {
        where: 'working-directory',
      }),
    );
  }
  return inputs;
}

/** Plans, hands the checked inputs on to the other steps, and begins the record anew: an old one may lie there. */
async function planStage(run: StageRun): Promise<number> {
  const { inputs, runner } = run;
  runner.setOutput('inputs', JSON.stringify(inputs));
  mkdirSync(inputs.outputDirectory, { recursive: true });
  rmSync(run.recordPath, { force: true });
  const { survey, exitCode } = await conduct(run, 'plan');
  const plan = survey?.plan ?? null;
  const isMerged = survey?.position?.kind === 'merged';
  // What is merged was tested and measured before; the checkout may be of a later commit by now.
  const left = stagesToDo(inputs).filter((stage) => !(isMerged && (stage === 'test' || stage === 'bench')));
  runner.setOutput('stages', JSON.stringify(left));
  runner.setOutput('version', plan?.version ?? '');
  runner.setOutput('tag-name', plan?.names.tag ?? '');
  runner.setOutput('alias-tag', plan?.names.aliasTags.join(',') ?? '');
  if (plan !== null) {
    startGroup('What this release does');
    for (const line of planLines(plan, survey?.position?.kind ?? 'in the way', colors)) say(line);
    endGroup();
  }
  if (inputs.skip.includes('gate')) annotate('warning', 'zlink-release', GATE_SKIPPED);
  if (inputs.dryRun) say('Dry run: nothing is written.');
  return exitCode;
}

/** A stage without GitHub: what became of it goes into the record, so that the report tells it. */
async function recorded(
  run: StageRun,
  stage: Stage,
  part: () => Promise<{ detail: string | null; exitCode: number }>,
): Promise<number> {
  const startedAt = systemClock.now().getTime();
  const note = (outcome: StageRecord['outcome'], detail: string, problems: readonly Problem[]) => {
    const record = readRecord(run.recordPath);
    if (record === null) return;
    const milliseconds = systemClock.now().getTime() - startedAt;
    saveRecord(run.recordPath, {
      ...record,
      stages: joinStages(record.stages, [{ stage, outcome, detail, milliseconds }]),
      ...(outcome === 'stopped'
        ? { status: 'stopped', problems: problems.map(({ code, what, remedy }) => ({ code, what, remedy })) }
        : {}),
    });
  };
  try {
    const { detail, exitCode } = await part();
    if (detail !== null) {
      note(exitCode === 0 ? 'done' : 'stopped', detail, []);
      say(`${exitCode === 0 ? '✓' : '✗'} ${stage.padEnd(8)} ${printable(detail)}`);
    }
    return exitCode;
  } catch (error) {
    if (error instanceof Stop) note('stopped', error.problems[0].what, error.problems);
    throw error;
  }
}

async function benchStep(run: StageRun): Promise<{ detail: string | null; exitCode: number }> {
  if (run.inputs.verdict !== undefined || run.inputs.candidate.length > 0) {
    say('– bench    what is to be judged is given');
    return { detail: null, exitCode: 0 };
  }
  const { benchStage } = await import('./measure.ts');
  const { rounds, exitCode } = await benchStage(run);
  return { detail: rounds === null ? null : `${rounds} rounds`, exitCode };
}

async function testStage({ inputs }: StageRun): Promise<{ detail: string | null; exitCode: number }> {
  const problems: Problem[] = [];
  const { workingDirectory, configFile, overrides } = inputs;
  const config =
    configFile === undefined
      ? readCheckoutConfig(workingDirectory, problems, overrides)
      : readConfig(resolve(workingDirectory, configFile), problems, overrides);
  stopIf(problems);
  if (config?.test == null) {
    say('– test     no test command is configured');
    return { detail: null, exitCode: 0 };
  }
  // What the tests print goes to the log as it is; the runner must not take any of it for a command.
  const token = randomBytes(16).toString('hex');
  say(`::stop-commands::${token}`);
  try {
    return { detail: await runTests(config.test, resolve(workingDirectory), 1), exitCode: 0 };
  } finally {
    say(`::${token}::`);
  }
}

/** Judges what was measured here, then holds the verdict (this one, or the one given) against what would be released. */
async function gateStage(run: StageRun): Promise<number> {
  const { inputs, runner } = run;
  if (inputs.verdict !== undefined) {
    const given = isAbsolute(inputs.verdict) ? inputs.verdict : resolve(inputs.workingDirectory, inputs.verdict);
    runner.setOutput('verdict-json', given);
    return releaseStage(run, 'gate', given);
  }
  const judged = await (await import('./measure.ts')).judgeFolders(run);
  if (judged === null) return releaseStage(run, 'gate');
  const own = join(inputs.outputDirectory, 'gate', 'verdict.json');
  runner.setOutput('verdict-json', own);
  // Whether it blocks is for the release to say, which knows what it would release, and whether that is merged already.
  return releaseStage(run, 'gate', own);
}

/** One stage that talks to GitHub. The verdict is the one that the gate step names: a file could be an old one. */
async function releaseStage(run: StageRun, stage: Stage, verdict = run.env.ZLINK_VERDICT_JSON): Promise<number> {
  return (await conduct(run, stage, verdict === '' ? undefined : verdict)).exitCode;
}

async function conduct(run: StageRun, last: Stage, verdict?: string) {
  const { inputs, token, version, recordPath } = run;
  const problems: Problem[] = [];
  const toDo = stagesToDo(inputs);
  // Tests and benchmarks have steps of their own, which hold no token.
  const isOwn = (stage: Stage) => stage !== 'test' && stage !== 'bench';
  const until = STAGES.indexOf(last);
  const stages = new Set(
    STAGES.filter((stage, at) => toDo.includes(stage) && isOwn(stage) && (at <= until || stage === 'report')),
  );
  const evidence = stages.has('gate')
    ? readEvidence(verdict === undefined ? {} : { verdict }, stages, problems)
    : ({ kind: 'skipped' } as const);
  stopIf(problems);
  const progress = new StepProgress(new PlainProgress(say, systemClock, colors), last);
  const { client, config } = connect(
    {
      repo: inputs.repository,
      token,
      overrides: inputs.overrides,
      ...(inputs.configFile === undefined ? {} : { config: resolve(inputs.workingDirectory, inputs.configFile) }),
    },
    version,
    progress,
  );
  const outcome = await release(
    { client, clock: systemClock, progress },
    {
      version: inputs.version,
      config,
      overrides: inputs.overrides,
      superseded: inputs.supersede,
      publicUrl: null,
      acceptedTrees: inputs.acceptTree,
      stages,
      later: new Set(STAGES.filter((stage, at) => !isOwn(stage) || (at > until && toDo.includes(stage)))),
      before: readRecord(recordPath),
      evidence: async () => evidence,
      test: null,
      rehearsal: false,
      program: version,
    },
    (record) => saveRecord(recordPath, record),
  );
  if (outcome.problems.length > 0) {
    saveRecord(recordPath, outcome.record);
    tell(outcome.problems);
  }
  return outcome;
}

const readRecord = (path: string): ReleaseRecord | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ReleaseRecord) : null;

/** Says how it went, also after a stage failed: outputs and the job's summary come from the record of the last stage. */
async function reportStage({ inputs, runner, env, recordPath }: StageRun): Promise<number> {
  const record = readRecord(recordPath);
  const output = (name: string, value: string | number | null | undefined) =>
    runner.setOutput(name, value == null ? '' : String(value));
  output('release-created', String(record?.status === 'released'));
  output('phase', record?.stages.findLast((stage) => stage.outcome === 'done')?.stage);
  output('sha', record?.mergeCommit);
  output('pr-number', record?.pullRequest?.number);
  output('html-url', record?.release?.url);
  output('benchmark-verdict', record?.gate.status);
  output('runs', JSON.stringify(record?.runs ?? []));
  output('assets', JSON.stringify(record?.release?.assets ?? []));
  output('record', record === null ? '' : recordPath);
  output('verdict-html', reportOf(env.ZLINK_VERDICT_JSON));
  if (record === null) {
    say('Nothing was released: there is no record.');
    return 0;
  }
  const next = nextStep(record, inputs, env);
  saveReport(join(inputs.outputDirectory, REPORT_NAME), releaseHtml(record, { next: null }));
  await runner.addSummary(recordMarkdown(record));
  if (next !== null) await runner.addSummary(`\n${next}\n`);
  const marks = { done: '✓', skipped: '–', stopped: '✗' } as const;
  for (const { stage, outcome, detail, milliseconds } of record.stages) {
    const took = outcome === 'skipped' ? '' : ` (${durationText(milliseconds)})`;
    say(`${marks[outcome]} ${stage.padEnd(8)} ${printable(detail)}${took}`);
  }
  if (next !== null) say(next);
  return 0;
}

/** The page beside a verdict, where there is one. */
function reportOf(verdict: string | undefined): string {
  const page = (verdict ?? '').replace(/\.json$/, '.html');
  return page !== '' && existsSync(page) ? page : '';
}

/** How a release that is not finished goes on; null when there is nothing to go on with. */
function nextStep(record: ReleaseRecord, inputs: ActionInputs, env: NodeJS.ProcessEnv): string | null {
  if (record.status === 'released' || inputs.dryRun) return null;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const run = server && repository && id ? ` (${server}/${repository}/actions/runs/${id})` : '';
  return [
    `To go on where it stopped, run this workflow again${run}, or:`,
    '',
    `    zlink-release release --repo ${record.repository} --version ${record.version}`,
  ].join('\n');
}
