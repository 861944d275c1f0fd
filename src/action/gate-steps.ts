import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DURATIONS_FILE } from '../commands/time-cases.ts';
import { countingPaths } from '../core/check/changed-paths.ts';
import { type CheckSubject, checkSubject } from '../core/check/check-event.ts';
import {
  type CheckOutcome,
  LARGEST_OUTCOME,
  outcomeFile,
  parseOutcome,
  problemsOf,
  type Unchanged,
} from '../core/check/gate-conclusion.ts';
import { judgesItself, type SettingsSource, settingsLevel, settingsSentences } from '../core/check/settings-source.ts';
import { counted } from '../core/counted.ts';
import { LARGEST_VERDICT, parseVerdict } from '../core/gate/parse-verdict.ts';
import { gateExitCode } from '../core/gate/verdict-exit.ts';
import { exitCodeOf, orStop, type Problem, problem, Stop } from '../core/problem.ts';
import { short } from '../core/release/position.ts';
import { STREAM_HARNESS } from '../core/settings/harness-place.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import {
  changeBase,
  changedPaths,
  holdsCommit,
  resolveBaseline,
  treeOfCheckout,
} from '../effects/bench/checkout-tree.ts';
import { readEvent } from '../effects/event-file.ts';
import { readSmallFile } from '../effects/regular-file.ts';
import { writeFiles } from '../effects/write-files.ts';
import { explained } from '../github/explain-failure.ts';
import { wordsOf } from '../language/language.ts';
import { sentenceOf } from '../report/check-markdown.ts';
import { printable } from '../report/printable.ts';
import { ENGLISH } from '../report/words.ts';
import { type CountingConfig, countingConfig } from './counting-config.ts';
import { reportRun } from './fork-report.ts';
import { gateOutputDirectory, readGateInputs } from './gate-inputs.ts';
import { type GateRun, outcomePath, say, setOutputs, show, tell, verdictPath } from './gate-step-context.ts';
import { historyOnBranch, keepOnBranch } from './history-branch.ts';
import { benchFolder, benchStage, judgeMeasured } from './measure.ts';
import { annotate, RunnerFiles } from './runner-files.ts';

/**
 * Runs one step of the gate alone.
 *
 * - `measure` runs the benchmark of both trees, unless results are given or nothing that it measures has changed;
 * - `judge` makes the verdict, whose exit code is the step's;
 * - `report` shows how it went, also when a step before it failed; it never fails;
 * - `report-run` reports on what another workflow run measured.
 *
 * @returns the exit code of the step
 */
export async function runGateStep(name: string, env: NodeJS.ProcessEnv, version: string): Promise<number> {
  const runner = new RunnerFiles();
  const output = gateOutputDirectory(env);
  let words = ENGLISH;
  const checked = async (step: (run: GateRun) => Promise<number>) => {
    const inputs = orStop(readGateInputs(env));
    words = await wordsOf(inputs.language);
    return step({ inputs, runner, env, version, words });
  };
  try {
    await mkdir(output, { recursive: true });
    switch (name) {
      case 'measure':
        return await recorded(output, () => checked(measure));
      case 'judge':
        return await recorded(output, () => checked(judge));
      case 'report':
        return await checked(report).catch(notReported);
      case 'report-run':
        return await checked(reportRun);
      default:
        throw new Stop([problem('input-invalid', `${JSON.stringify(name)} is no step of the gate.`)]);
    }
  } catch (caught) {
    const error = explained(caught, 'working on the gate');
    if (!(error instanceof Stop)) throw error;
    tell(error.problems, words);
    return error.exitCode;
  }
}

/** Whatever goes wrong with a report, also in our own code, must not decide about the change. */
function notReported(error: unknown): number {
  const why = error instanceof Error ? error.message : String(error);
  annotate('warning', 'zlink-release', `The gate could not be reported: ${why}`);
  return 0;
}

async function save(output: string, outcome: CheckOutcome): Promise<void> {
  const text = `${JSON.stringify(outcomeFile(outcome), null, 2)}\n`;
  orStop(await writeFiles(output, new Map([['outcome.json', text]])));
}

/** Leaves for the report why a step stopped. */
async function recorded(output: string, step: () => Promise<number>): Promise<number> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Stop) await save(output, { kind: 'stopped', problems: error.problems });
    throw error;
  }
}

async function subjectOf(env: NodeJS.ProcessEnv): Promise<CheckSubject> {
  const event = orStop(await readEvent(env.GITHUB_EVENT_PATH));
  return orStop(checkSubject(env.GITHUB_EVENT_NAME ?? '', event, env.GITHUB_SHA ?? ''));
}

async function measure(run: GateRun): Promise<number> {
  const { inputs } = run;
  const isOfShards = inputs.shards !== undefined;
  // An output folder that is used twice must not show the first result as the second's.
  await rm(outcomePath(run), { force: true });
  await rm(join(inputs.outputDirectory, 'gate'), { recursive: true, force: true });
  if (inputs.candidate.length > 0 && !isOfShards) {
    say(run.words.say('– measure: results are given'));
    return 0;
  }
  const directory = resolve(inputs.workingDirectory);
  const subject = await subjectOf(run.env);
  const { config } = await countingConfig(inputs, subject);
  if (subject.hasRights && subject.pullRequest?.isFork === true) {
    throw new Stop([problem('fork-code-with-rights', 'The event is pull_request_target, and the head a fork’s.')]);
  }
  const candidate = await treeOfCheckout(directory);
  if (!(await holdsCommit(directory, subject.sha))) throw new Stop([otherCommit(candidate.commit, subject)]);
  const named = inputs.baselineRef ?? (subject.base === null ? config.bench['baseline-ref'] : undefined);
  if (named === undefined && subject.base === null) {
    throw new Stop([
      problem('input-invalid', `The event ${run.env.GITHUB_EVENT_NAME} has no base to compare with.`, {
        where: 'baseline-ref',
        remedy: 'Give `baseline-ref`: a commit, tag or branch; or the folders `baseline` and `candidate`.',
      }),
    ]);
  }
  const baseline =
    named !== undefined
      ? await resolveBaseline(directory, named)
      : await changeBase(directory, { base: subject.base ?? '', head: subject.sha });

  if (inputs.preview !== undefined) {
    await benchStage({ ...run, inputs: { ...inputs, baselineRef: baseline.commit } }, config);
    say(run.words.say('✓ bench: a preview, nothing is measured'));
    return 0;
  }
  const changed = await changedPaths(directory, baseline.commit, candidate.commit);
  const counting = countingPaths(changed, inputs.filter);
  if (counting.length === 0) {
    const change: Unchanged = {
      ignored: changed.length,
      baseline: baseline.commit,
      candidate: candidate.commit,
    };
    await save(inputs.outputDirectory, { kind: 'unchanged', change });
    say(`– measure: ${printable(sentenceOf({ kind: 'unchanged', change }))}`);
    return 0;
  }
  // Shards of a change that none of them measured are not there: that is looked at here again, and not taken for a loss.
  if (isOfShards) {
    say(run.words.say('– measure: results of shards are given'));
    return 0;
  }
  say(
    run.words.say(
      `Measuring ${candidate.commit} against ${baseline.commit}: ${counted(counting.length, 'changed file counts', 'changed files count')}, the first is ${printable(counting[0] ?? '', 200)}`,
    ),
  );
  // What a failing row means is for the judge to say.
  const { rounds } = await benchStage({ ...run, inputs: { ...inputs, baselineRef: baseline.commit } }, config);
  say(`✓ bench: ${run.words.say(rounds === null ? 'done' : counted(rounds, 'round'))}`);
  return 0;
}

/** The check is about one commit; what another one measures, or leaves unchanged, says nothing of it. */
function otherCommit(found: string, { sha, pullRequest }: CheckSubject): Problem {
  const ref = pullRequest === null ? 'github.sha' : 'github.event.pull_request.head.sha';
  return problem('gate-other-tree', `The checkout holds ${short(found)}, but the check is about ${short(sha)}.`, {
    remedy: 'Check out the commit that the check is about before this step.',
    paste: ['- uses: actions/checkout@v4', `  with: { ref: "\${{ ${ref} }}", fetch-depth: 0 }`],
  });
}

async function judge(run: GateRun): Promise<number> {
  if ((await savedOutcome(run))?.kind === 'unchanged') {
    say(run.words.say('✓ gate: pass, not measured'));
    return 0;
  }
  if (run.inputs.preview !== undefined) {
    say(run.words.say('– gate: a preview has nothing to judge'));
    return 0;
  }
  if (run.inputs.shard !== undefined) {
    say(run.words.say(`– gate: shard ${printable(run.inputs.shard)} is judged with the others`));
    return 0;
  }
  const { config, source } = await countingConfig(run.inputs, await subjectOf(run.env));
  const outcome = await judgeMeasured(run, config, await historyOnBranch(run, config));
  if (outcome === null) {
    throw new Stop([
      problem('gate-not-measured', 'There is nothing to judge.', {
        remedy: 'Give `baseline-ref`, or the folders `baseline` and `candidate`.',
      }),
    ]);
  }
  await save(run.inputs.outputDirectory, { kind: 'judged', ...outcome });
  const { status, sentence } = outcome.verdict;
  if (outcome.exitCode !== 0) annotate('error', `performance gate: ${status}`, sentence);
  for (const told of settingsSentences(source)) {
    say(`settings: ${printable(told, 2_000)}`);
    annotate(settingsLevel(source), 'performance gate: settings', told);
  }
  return exitCodeBy(source, outcome.exitCode);
}

type Exit = 0 | 1 | 2 | 3;

/** Where a change had to be judged by its own settings, a pass proves nothing: what is wrong with the base's is the end. */
const exitCodeBy = (source: SettingsSource, exitCode: Exit): Exit =>
  source.kind === 'head' && judgesItself(source) && exitCode === 0 ? exitCodeOf(source.problems) : exitCode;

async function savedOutcome(run: GateRun, counting?: CountingConfig): Promise<CheckOutcome | null> {
  const text = await readSmallFile(outcomePath(run), LARGEST_OUTCOME);
  if (text === null) return null;
  const file = orStop(parseOutcome(text, outcomePath(run)));
  switch (file.kind) {
    case 'stopped':
      return { kind: 'stopped', problems: problemsOf(file) };
    case 'unchanged':
      return { kind: 'unchanged', change: file.change };
    case 'judged': {
      const json = await readSmallFile(verdictPath(run, 'json'), LARGEST_VERDICT);
      if (json === null) return null;
      const verdict = orStop(parseVerdict(json, verdictPath(run, 'json')));
      const { config, source } = counting ?? (await countingConfig(run.inputs, await subjectOf(run.env)));
      const onInconclusive = run.inputs.onInconclusive ?? config.gate.onInconclusive;
      const { withoutBaseline } = config.gate;
      const exitCode = gateExitCode(verdict, { onInconclusive, withoutBaseline });
      return { kind: 'judged', verdict, exitCode: exitCodeBy(source, exitCode) };
    }
  }
}

async function report(run: GateRun): Promise<number> {
  const { inputs, env } = run;
  if (inputs.preview !== undefined) {
    const durations = join(benchFolder(run), DURATIONS_FILE);
    run.runner.setOutput('durations', existsSync(durations) ? durations : '');
    say(run.words.say('– report: a preview is of no commit'));
    return 0;
  }
  if (inputs.shard !== undefined) {
    const rounds = benchFolder(run);
    run.runner.setOutput('artifact', [join(rounds, 'bench.json'), join(rounds, 'rounds')].join('\n'));
    say(run.words.say('– report: what a shard measured is reported by the job that judges all of them'));
    return 0;
  }
  const subject = await subjectOf(env);
  // What is wrong with it stopped the steps before; the report is shown all the same.
  const counting: CountingConfig = await countingConfig(inputs, subject).catch((error: unknown) => {
    if (error instanceof Stop) return { config: defaultConfig(), source: { kind: 'checkout' } };
    throw error;
  });
  const outcome = (await savedOutcome(run, counting)) ?? {
    kind: 'stopped' as const,
    problems: [problem('gate-not-measured', 'A step before the gate failed.', { remedy: 'See the log of the job.' })],
  };
  setOutputs(run, outcome);
  if (outcome.kind === 'judged') await keepOnBranch(run, outcome.verdict);
  const place = await show(run, {
    outcome,
    basis: { kind: 'own' },
    settings: counting.source,
    sha: subject.sha,
    pullRequests: subject.pullRequest === null ? [] : [subject.pullRequest.number],
    run: {
      id: env.GITHUB_RUN_ID || '0',
      attempt: env.GITHUB_RUN_ATTEMPT || '1',
      url: runUrl(env),
    },
    harness: counting.config.bench.harness ?? STREAM_HARNESS,
  });
  if (place === 'summary' && subject.pullRequest?.isFork === true) {
    annotate(
      'notice',
      'zlink-release',
      'The token of a fork’s pull request may not write. Upload what the output `artifact` names, and report it by gate/report on workflow_run.',
    );
  }
  return 0;
}

function runUrl(env: NodeJS.ProcessEnv): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  if (!server || !repository || !id || !URL.canParse(server)) return null;
  return `${server}/${repository}/actions/runs/${id}`;
}
