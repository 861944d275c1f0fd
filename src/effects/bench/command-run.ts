import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadRule } from '../../core/measurements/read-rule.ts';
import { TREE } from '../record-folder.ts';
import { type HarnessOutcome, type HarnessRun, runHarness } from './harness-process.ts';
import { copyWritten, treeFiles } from './tree-files.ts';

/** One run of `bench.command` for one side. */
export interface CommandRun extends Omit<HarnessRun, 'outputPath' | 'command' | 'directory'> {
  /** With its placeholders. */
  readonly command: readonly string[];
  /** Appended as it is: the cases that are run. */
  readonly selected: readonly string[];
  /** What stands before it: a program that runs it on some cores. */
  readonly prefix: readonly string[];
  readonly tree: string;
  /** The folder of the run. Absolute. */
  readonly place: string;
  readonly port: number;
  /** null: only what the command leaves in its folder is read. */
  readonly rules: readonly ReadRule[] | null;
  /** The folder of the bench, which may stand in the tree. */
  readonly bench: string;
}

/** What the command prints goes here, and can be read like any other file. */
const STANDARD_OUTPUT = 'stdout.txt';

/** Placeholders filled in; nothing else in an argument means anything. */
export const filledIn = (command: readonly string[], out: string, port: number): string[] =>
  command.map((argument) =>
    argument.replaceAll(/\$OUT|\$\{OUT\}|\{port\}/g, (found) => (found === '{port}' ? String(port) : out)),
  );

/** Runs the command, and keeps in the folder of the run all that is read of it. */
export async function runCommand(run: CommandRun): Promise<HarnessOutcome> {
  const { tree, place, port, rules, bench } = run;
  await mkdir(place, { recursive: true });
  const globs = (rules ?? []).map(({ files }) => files);
  const before = await treeFiles(tree, globs, bench);
  const outcome = await runHarness({
    command: [...run.prefix, ...filledIn(run.command, place, port), ...run.selected],
    directory: tree,
    environment: { ...run.environment, OUT: place },
    outputPath: join(place, 'harness-output.log'),
    standardOutputPath: join(place, STANDARD_OUTPUT),
    timeout: run.timeout,
    mark: run.mark,
    ...(run.signal === undefined ? {} : { signal: run.signal }),
    ...(run.heard === undefined ? {} : { heard: run.heard }),
  });
  await copyWritten(tree, before, await treeFiles(tree, globs, bench), join(place, TREE));
  const summary = { overall_rc: outcome.end.kind === 'exit' ? outcome.end.exitCode : 1 };
  await writeFile(join(place, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 });
  return outcome;
}
