import process from 'node:process';
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { type Problem, ReleaseStop } from '../core/problem.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import type { Clock } from '../effects/clock.ts';
import { systemClock } from '../effects/clock.ts';
import { jsonText } from '../report/json-text.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import type { Progress } from '../report/progress.ts';
import { guardLines } from '../report/workflow-log.ts';

/** Where a command's words go: what a machine reads to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  readonly colors: Colors;
  /** The result, for a person (text) or a machine (`--json`). */
  result(lines: readonly string[], value: unknown): void;
  /** Something for a person, beside the result. */
  say(line: string): void;
  progress(clock?: Clock): Progress;
}

export function createOutput(json: boolean): Output {
  // picocolors honours NO_COLOR and FORCE_COLOR; it looks at stdout, our words go to stderr.
  const colors = picocolors.createColors(
    picocolors.isColorSupported && (process.stderr.isTTY || 'FORCE_COLOR' in process.env),
  );
  const tokens = tokensIn(process.env);
  const say = (line: string) => process.stderr.write(`${hideSecrets(line, tokens)}\n`);
  return {
    json,
    colors,
    say,
    result(lines, value) {
      for (const line of json ? [jsonText(value)] : lines) process.stdout.write(`${hideSecrets(line, tokens)}\n`);
    },
    progress: (clock = systemClock) => new PlainProgress(say, clock, colors),
  };
}

/** Prints problems and gives the exit code. Never a stack trace for what a person or a server did. */
export function reportStop(output: Output, error: unknown): number {
  if (error instanceof ReleaseStop) {
    reportProblems(output, error.problems);
    return error.exitCode;
  }
  output.say(output.colors.red(`✗ unexpected  ${printable(error instanceof Error ? error.message : String(error))}`));
  output.say('    remedy: this is a defect of zlink-release; set ZLINK_RELEASE_DEBUG=1 to see where it happened.');
  if (process.env.ZLINK_RELEASE_DEBUG !== undefined && error instanceof Error)
    for (const line of guardLines(String(error.stack))) output.say(`    ${line}`);
  return 1;
}

export function reportProblems(output: Output, problems: readonly Problem[]): void {
  for (const line of problemLines(problems, output.colors)) output.say(line);
  if (output.json) output.result([], { ok: false, problems });
}
