import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import picocolors from 'picocolors';
import { connect } from '../cli/connect.ts';
import { type CheckReportRequest, type ReportPlace, reportOutcome } from '../commands/show-conclusion.ts';
import type { CheckOutcome } from '../core/check/gate-conclusion.ts';
import type { SettingsSource } from '../core/check/settings-source.ts';
import { exitCodeOf, type Problem } from '../core/problem.ts';
import { DEFAULT_CONFIG_PATH } from '../core/settings/load-config.ts';
import { systemClock } from '../effects/clock.ts';
import { checkText } from '../report/check-markdown.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { printable } from '../report/printable.ts';
import type { Words } from '../report/words.ts';
import type { GateInputs } from './gate-inputs.ts';
import { benchFolder } from './measure.ts';
import { tellProblems } from './problem-log.ts';
import type { RunnerFiles } from './runner-files.ts';

/** A step of gate/action.yml or gate/report/action.yml. */
export interface GateRun {
  readonly inputs: GateInputs;
  readonly runner: RunnerFiles;
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
  /** In which a person is told how it goes. The report at the commit is everybody's, and English. */
  readonly words: Words;
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
const colors = picocolors.createColors(!('NO_COLOR' in process.env));

export function tell(problems: readonly Problem[], words?: Words): void {
  tellProblems(problems, colors, say, words);
}

/** How the measuring steps ended. */
export const outcomePath = ({ inputs }: GateRun) => join(inputs.outputDirectory, 'outcome.json');
export const verdictPath = ({ inputs }: GateRun, kind: 'json' | 'md' | 'html') =>
  join(inputs.outputDirectory, 'gate', `verdict.${kind}`);

/** Reports, and says where; the job's summary has the text in any case. */
export async function show(
  run: GateRun,
  request: Omit<CheckReportRequest, 'name' | 'marker' | 'comment' | 'config'> & { readonly settings?: SettingsSource },
): Promise<ReportPlace> {
  const { inputs, runner } = run;
  const { outcome, sha, basis, settings } = request;
  const text = checkText(outcome, { sha, basis, settings, runUrl: request.run.url });
  await runner.addSummary(
    checkText(outcome, { sha, basis, settings, runUrl: request.run.url, words: run.words }).markdown,
  );
  say(`report: ${printable(text.title)}`);
  let place: ReportPlace = 'summary';
  if (inputs.token === '') say(run.words.say('– report: no github-token is given'));
  else {
    place = await reportOutcome(contextOf(run), text, {
      ...request,
      name: inputs.checkName,
      marker: inputs.marker,
      comment: inputs.comment,
      config: inputs.configFile ?? DEFAULT_CONFIG_PATH,
    });
  }
  runner.setOutput('report', place);
  say(`✓ report: ${run.words.say(PLACE_WORDS[place])}`);
  return place;
}

const PLACE_WORDS: Record<ReportPlace, string> = {
  'check-run': 'as a check run',
  'commit-status': 'as a commit status',
  comment: 'as a comment',
  summary: 'in the summary of this job alone',
};

export function contextOf({ inputs, version, words }: GateRun) {
  const progress = new PlainProgress(say, systemClock, colors, words);
  const { client } = connect({ repo: inputs.repository, token: inputs.token }, version, progress);
  return { client, progress, clock: systemClock };
}

/** Outputs that say how the gate ended, and where its files are. */
export function setOutputs(run: GateRun, outcome: CheckOutcome): void {
  const { inputs, runner } = run;
  const output = inputs.outputDirectory;
  runner.setOutput(
    'verdict',
    outcome.kind === 'judged' ? outcome.verdict.status : outcome.kind === 'unchanged' ? 'pass' : 'not-measured',
  );
  runner.setOutput('measured', String(outcome.kind === 'judged'));
  runner.setOutput('exit-code', String(outcomeExit(outcome)));
  for (const kind of ['json', 'md', 'html'] as const) {
    const path = verdictPath(run, kind);
    runner.setOutput(`verdict-${kind}`, existsSync(path) ? path : '');
  }
  const durations = join(output, 'gate', 'durations.json');
  runner.setOutput('durations', existsSync(durations) ? durations : '');
  const rounds = benchFolder(run);
  runner.setOutput(
    'artifact',
    [join(output, 'outcome.json'), join(output, 'gate'), join(rounds, 'bench.json'), join(rounds, 'rounds')].join('\n'),
  );
}

function outcomeExit(outcome: CheckOutcome): number {
  if (outcome.kind === 'unchanged') return 0;
  if (outcome.kind === 'judged') return outcome.exitCode;
  return exitCodeOf(outcome.problems);
}
