import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_NAME } from '../cli/release-command.ts';
import { treesToAccept, versionToGoOnWith } from '../core/release/continuation.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { saveReport } from '../effects/record-file.ts';
import { commandLine } from '../report/command-line.ts';
import { durationText } from '../report/durations.ts';
import { printable } from '../report/printable.ts';
import { releaseHtml } from '../report/release-html.ts';
import { recordMarkdown } from '../report/release-markdown.ts';
import type { Words } from '../report/words.ts';
import type { ActionInputs } from './release-inputs.ts';
import { readRecord, type StageRun, say } from './step-context.ts';

/** Says how it went, also after a stage failed: outputs and the job's summary come from the record of the last stage. */
export async function finalReport({ inputs, runner, env, recordPath, words }: StageRun): Promise<number> {
  const record = readRecord(recordPath);
  const output = (name: string, value: string | number | null | undefined) =>
    runner.setOutput(name, value == null ? '' : String(value));
  output('release-created', String(record?.status === 'released' && !record.finishedBefore));
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
    say(words.say('Nothing was released: there is no record.'));
    return 0;
  }
  const next = nextStep(record, inputs, env, words);
  saveReport(join(inputs.outputDirectory, REPORT_NAME), releaseHtml(record, { next: null, words }));
  await runner.addSummary(recordMarkdown(record, words));
  if (next !== null) await runner.addSummary(`\n${next}\n`);
  const marks = { done: '✓', skipped: '–', stopped: '✗' } as const;
  for (const { stage, outcome, detail, milliseconds } of record.stages) {
    const took = outcome === 'skipped' ? '' : ` (${durationText(milliseconds)})`;
    say(`${marks[outcome]} ${stage.padEnd(8)} ${printable(words.say(detail))}${took}`);
  }
  if (next !== null) say(next);
  return 0;
}

/** The page beside a verdict, where there is one. */
function reportOf(verdict: string | undefined): string {
  const page = (verdict ?? '').replace(/\.json$/, '.html');
  return page !== '' && existsSync(page) ? page : '';
}

/** How a release that is not finished goes on; null when no command or rerun leads on, and what was told says what does. */
function nextStep(record: ReleaseRecord, inputs: ActionInputs, env: NodeJS.ProcessEnv, words: Words): string | null {
  if (record.status === 'released' || inputs.dryRun) return null;
  const version = versionToGoOnWith(record.problems, record.version);
  if (version === null) return null;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  const isSame = version === record.version;
  const trees = isSame ? treesToAccept(record.problems) : [];
  const other = [
    ...(isSame ? [] : [`\`version: ${version}\``]),
    ...(trees.length === 0 ? [] : [`\`accept-tree: ${trees.join(',')}\``]),
  ];
  const run = server && repository && id ? ` (${server}/${repository}/actions/runs/${id})` : '';
  const again = `run this workflow again${run}${other.length === 0 ? '' : ` with ${other.join(' and ')}`}`;
  return [
    words.say(`To go on where it stopped, ${again}, or:`),
    '',
    `    ${goOn(record, inputs, version, trees)}`,
  ].join('\n');
}

/** From a command line: what was left out stays so; what was given up or accepted is so of this version alone. */
function goOn(
  { repository, version: about }: ReleaseRecord,
  { skip, supersede, acceptTree }: ActionInputs,
  version: string,
  trees: readonly string[],
): string {
  return commandLine('release', {
    repo: repository,
    version,
    skip: skip.length === 0 ? undefined : skip.join(','),
    ...(version === about ? { supersede, acceptTree: [...acceptTree, ...trees] } : {}),
  });
}
