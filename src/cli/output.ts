import process from 'node:process';
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { type Problem, Stop } from '../core/problem.ts';
import type { Stage } from '../core/release/stage.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import { type Clock, systemClock } from '../effects/clock.ts';
import { TerminalScreen } from '../effects/terminal-screen.ts';
import { jsonText } from '../report/json-text.ts';
import { LiveProgress } from '../report/live-progress.ts';
import { PlainProgress } from '../report/plain-progress.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-lines.ts';
import type { Progress } from '../report/progress.ts';
import { ENGLISH, type Words } from '../report/words.ts';
import { guardLines } from '../report/workflow-log.ts';
import { canRedraw, wantsColor } from './terminal.ts';

/** Where a command's words go: what a machine reads to stdout, everything else to stderr. */
export interface Output {
  readonly json: boolean;
  /** In which a person is told what stopped it. */
  readonly words: Words;
  /** For what is said. */
  readonly colors: Colors;
  /** For the result: stdout may be a pipe where stderr is a terminal. */
  readonly resultColors: Colors;
  /** The result, for a person (text) or a machine (`--json`). */
  result(lines: readonly string[], value: unknown): void;
  /** Something for a person, beside the result. */
  say(line: string): void;
  /**
   * How it goes on: kept up to date in place on a terminal, else line by line.
   *
   * @param stages what will be done, as far as that is known before
   */
  progress(clock?: Clock, stages?: Iterable<Stage>): Progress;
  /** Nothing moves any more: what was drawn in place stays as it is. */
  settle(): void;
  /** Does something that writes to the terminal by itself. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

/** Time left and durations are drawn again so often. Milliseconds. */
const REFRESH_INTERVAL = 1_000;

export function createOutput(json: boolean, words: Words = ENGLISH): Output {
  const { env, stdout, stderr } = process;
  const colors = picocolors.createColors(wantsColor(env, stderr));
  const tokens = tokensIn(env);
  const hide = (text: string) => hideSecrets(text, tokens);
  const screen = canRedraw(env, stderr) ? new TerminalScreen(stderr) : null;
  const say = (line: string) => {
    if (screen === null) stderr.write(`${hide(line)}\n`);
    else screen.print(hide(line));
  };
  let live: LiveProgress | null = null;
  let timer: NodeJS.Timeout | undefined;
  const resized = () => screen?.resized();
  const follow = () => {
    // The release keeps the process alive, not the drawing of it.
    timer = setInterval(() => live?.refresh(), REFRESH_INTERVAL).unref();
    stderr.on('resize', resized);
  };
  const settle = () => {
    clearInterval(timer);
    stderr.off('resize', resized);
    live?.close();
  };
  return {
    json,
    words,
    colors,
    resultColors: picocolors.createColors(!json && wantsColor(env, stdout)),
    say,
    result(lines, value) {
      this.settle();
      for (const line of json ? [jsonText(value)] : lines) stdout.write(`${hide(line)}\n`);
    },
    progress(clock = systemClock, stages = []) {
      if (screen === null) return new PlainProgress(say, clock, colors, words);
      live = new LiveProgress(screen, clock, { colors, stages, hide, words });
      follow();
      return live;
    },
    settle() {
      settle();
      live = null;
    },
    async aside(work) {
      settle();
      try {
        return await work();
      } finally {
        if (live !== null) follow();
      }
    },
  };
}

/** Prints problems and gives the exit code. Never a stack trace for what a person or a server did. */
export function reportStop(output: Output, error: unknown): number {
  output.settle();
  if (error instanceof Stop) {
    reportProblems(output, error.problems);
    return error.exitCode;
  }
  output.say(output.colors.red(`✗ unexpected  ${printable(error instanceof Error ? error.message : String(error))}`));
  output.say('    remedy: this is a defect of zlink-release; set ZLINK_RELEASE_DEBUG=1 to see where it happened.');
  if (process.env.ZLINK_RELEASE_DEBUG !== undefined && error instanceof Error)
    for (const line of guardLines(String(error.stack))) output.say(`    ${line}`);
  return 1;
}

/**
 * @param next the one command that continues when what the problems name is mended; null where there is none
 * @param more what a machine reads besides
 */
export function reportProblems(
  output: Output,
  problems: readonly Problem[],
  next: string | null = null,
  more: object = {},
): void {
  output.settle();
  for (const line of problemLines(problems, output.colors, next, output.words)) output.say(line);
  if (output.json) output.result([], { ok: false, problems, next, ...more });
}
