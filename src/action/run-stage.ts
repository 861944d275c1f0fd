import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import picocolors from 'picocolors';
import { connect, readCheckoutConfig, readConfig } from '../cli/connect.ts';
import { readEvidence } from '../cli/release.ts';
import { release } from '../commands/release.ts';
import { surveyRelease } from '../commands/survey.ts';
import { type Problem, problem, ReleaseStop } from '../core/problem.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import { systemClock } from '../effects/clock.ts';
import { saveRecord } from '../effects/record-file.ts';
import { runTests } from '../effects/run-tests.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { planLines } from '../report/plan-text.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import { recordMarkdown } from '../report/release-markdown.ts';
import { guardLines } from '../report/workflow-log.ts';
import { type ActionInputs, readInputs } from './inputs.ts';
import { RunnerFiles, workflowCommand } from './runner-files.ts';

interface StageRun {
  readonly inputs: ActionInputs;
  readonly runner: RunnerFiles;
  readonly version: string;
  readonly skipped: ReadonlySet<Stage>;
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
  const runner = new RunnerFiles(env);
  try {
    const problems: Problem[] = [];
    const stage = STAGES.find((each) => each === name);
    if (stage === undefined) problems.push(problem('input-invalid', `${JSON.stringify(name)} is no stage.`));
    const inputs = readInputs(env, problems);
    const skipped = new Set<Stage>();
    for (const each of inputs.skip
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)) {
      const known = STAGES.find((other) => other === each);
      if (known === undefined)
        problems.push(
          problem('input-invalid', `${JSON.stringify(each)} is no stage.`, {
            where: 'skip',
            remedy: `Stages: ${STAGES.join(', ')}.`,
          }),
        );
      else skipped.add(known);
    }
    stopIf(problems);
    mkdirSync(inputs.outputDirectory, { recursive: true });
    const run: StageRun = {
      inputs,
      runner,
      version,
      skipped,
      recordPath: join(inputs.outputDirectory, 'release-record.json'),
    };
    switch (stage) {
      case 'plan':
        return await planStage(run);
      case 'test':
        return await testStage(run);
      case 'bench':
        if (skipped.has('bench')) return leftOut('bench');
        return await (await import('./measure.ts')).benchStage(run);
      case 'gate':
        return await gateStage(run);
      case 'report':
        return reportStage(run);
      default:
        return await releaseStage(run, stage ?? 'plan');
    }
  } catch (error) {
    if (error instanceof ReleaseStop) {
      tell(error.problems);
      return error.exitCode;
    }
    // Never a raw stack trace: its message can hold text of any origin.
    say(workflowCommand('error', 'zlink-release: unexpected', printable(String(error), 1_000)));
    if (process.env.ZLINK_RELEASE_DEBUG !== undefined && error instanceof Error)
      for (const line of guardLines(String(error.stack))) say(`    ${line}`);
    return 1;
  }
}

function stopIf(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new ReleaseStop([first, ...others]);
}

/** Problems in the log for a person who reads it, and as annotations for one who does not. */
function tell(problems: readonly Problem[]): void {
  for (const line of problemLines(problems, colors)) say(line);
  for (const each of problems)
    say(workflowCommand('error', `zlink-release: ${each.code}`, printable(`${each.what} – ${each.remedy}`, 1_000)));
}

function connection({ inputs, version }: StageRun) {
  const progress = new PlainProgress(say, systemClock, colors);
  const options = {
    repo: inputs.repository,
    token: inputs.token,
    ...(inputs.configFile === undefined ? {} : { config: resolve(inputs.workingDirectory, inputs.configFile) }),
  };
  return { ...connect(options, version, progress), progress, clock: systemClock };
}

async function planStage(run: StageRun): Promise<number> {
  const { client, config, progress, clock } = connection(run);
  const { inputs, runner } = run;
  const survey = await surveyRelease(
    { client, clock, progress },
    { version: inputs.version, config, superseded: inputs.supersede, publicUrl: null },
  );
  const { plan, problems } = survey;
  runner.setOutput('version', plan?.version ?? '');
  runner.setOutput('tag-name', plan?.names.tag ?? '');
  runner.setOutput('alias-tag', plan?.names.aliasTags.join(',') ?? '');
  if (plan !== null) {
    say('::group::What this release does');
    for (const line of planLines(plan, survey.position?.kind ?? 'in the way', colors)) say(line);
    say('::endgroup::');
    for (const warning of plan.warnings) say(workflowCommand('warning', 'zlink-release', printable(warning, 1_000)));
  }
  stopIf(problems);
  if (inputs.dryRun) say('Dry run: nothing is written.');
  return 0;
}

async function testStage({ inputs, skipped }: StageRun): Promise<number> {
  if (skipped.has('test')) return leftOut('test');
  const problems: Problem[] = [];
  const { workingDirectory, configFile } = inputs;
  const config =
    configFile === undefined
      ? readCheckoutConfig(workingDirectory, problems)
      : readConfig(resolve(workingDirectory, configFile), problems);
  stopIf(problems);
  if (config?.test == null) {
    say('– test: no test command is configured');
    return 0;
  }
  // What the tests print goes to the log as it is; the runner must not take any of it for a command.
  const token = randomBytes(16).toString('hex');
  say(`::stop-commands::${token}`);
  try {
    const told = await runTests(config.test, resolve(workingDirectory), 1);
    say(`✓ test: ${printable(told)}`);
  } finally {
    say(`::${token}::`);
  }
  return 0;
}

function leftOut(stage: Stage): number {
  say(`– ${stage}: skipped by request`);
  return 0;
}

/** Judges what was measured here, then holds the verdict (this one, or the one given) against what would be released. */
async function gateStage(run: StageRun): Promise<number> {
  if (run.skipped.has('gate')) return leftOut('gate');
  if (run.inputs.verdict === undefined) {
    const exitCode = await (await import('./measure.ts')).judgeFolders(run);
    if (exitCode !== null && exitCode !== 0) return exitCode;
  }
  return releaseStage(run, 'gate');
}

/** The verdict this release rests on: the one given, or the one the gate stage left. */
export function verdictPath({ inputs }: Pick<StageRun, 'inputs'>): string | undefined {
  if (inputs.verdict !== undefined)
    return isAbsolute(inputs.verdict) ? inputs.verdict : resolve(inputs.workingDirectory, inputs.verdict);
  const own = join(inputs.outputDirectory, 'gate', 'verdict.json');
  return existsSync(own) ? own : undefined;
}

async function releaseStage(run: StageRun, last: Stage): Promise<number> {
  const { inputs, version, skipped, recordPath } = run;
  const problems: Problem[] = [];
  const upTo = new Set(
    STAGES.slice(0, STAGES.indexOf(last) + 1).filter(
      (stage) => !skipped.has(stage) && stage !== 'test' && stage !== 'bench',
    ),
  );
  if (!skipped.has('report')) upTo.add('report');
  if (skipped.has(last)) return leftOut(last);
  const verdict = verdictPath(run);
  const evidence = skipped.has('gate')
    ? ({ kind: 'skipped' } as const)
    : readEvidence(verdict === undefined ? {} : { verdict }, upTo, problems);
  stopIf(problems);
  const { client, config, progress, clock } = connection(run);
  const outcome = await release(
    { client, clock, progress },
    {
      version: inputs.version,
      config,
      superseded: inputs.supersede,
      publicUrl: null,
      acceptedTrees: inputs.acceptTree,
      stages: upTo,
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
  return outcome.exitCode;
}

/** Says how it went, also after a stage failed: outputs and the job's summary come from the record of the last stage. */
function reportStage({ inputs, runner, recordPath }: StageRun): number {
  const record = existsSync(recordPath) ? (JSON.parse(readFileSync(recordPath, 'utf8')) as ReleaseRecord) : null;
  const output = (name: string, value: string | number | null | undefined) =>
    runner.setOutput(name, value == null ? '' : String(value));
  output('release-created', String(record?.status === 'released'));
  output('phase', record?.stages.findLast((stage) => stage.outcome === 'done')?.stage ?? (inputs.dryRun ? 'plan' : ''));
  output('sha', record?.mergeCommit);
  output('pr-number', record?.pullRequest?.number);
  output('html-url', record?.release?.url);
  output('benchmark-verdict', record?.gate.status);
  output('runs', JSON.stringify(record?.runs ?? []));
  output('assets', JSON.stringify(record?.release?.assets ?? []));
  output('record', record === null ? '' : recordPath);
  if (record === null) say('Nothing was released: there is no record.');
  else {
    runner.addSummary(recordMarkdown(record));
    for (const stage of record.stages)
      say(`${stage.outcome.padEnd(8)} ${stage.stage.padEnd(8)} ${printable(stage.detail)}`);
  }
  return 0;
}
