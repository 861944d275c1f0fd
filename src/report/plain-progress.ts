import type { Colors } from 'picocolors/types.js';
import { counted } from '../core/counted.ts';
import type { Stage } from '../core/release/stage.ts';
import type { Clock } from '../effects/clock.ts';
import { durationText } from './durations.ts';
import { printable } from './printable.ts';
import type { Progress, RunProgress } from './progress.ts';
import { ENGLISH, type Words } from './words.ts';

const MARKS = { done: '✓', skipped: '–', stopped: '✗' } as const;
const PHASE_MARKS = { missing: '…', running: '●', waiting: '⏸', succeeded: '✓', failed: '✗' } as const;

/** Milliseconds without a line before one says that it goes on. */
const HEARTBEAT = 60_000;

/** Waits shorter than this are not worth a line. Milliseconds. */
const SHORT_WAIT = 30_000;

/**
 * Progress as lines that are never rewritten: for logs, pipes and terminals alike. A line is printed when something
 * changed, not at every look.
 */
export class PlainProgress implements Progress {
  readonly #write: (line: string) => void;
  readonly #clock: Clock;
  readonly #colors: Colors;
  readonly #words: Words;
  readonly #startedAt = new Map<Stage, number>();
  readonly #shownRuns = new Map<string, string>();
  #lastWait = '';
  /** When the last line was written: who reads a log has to see that it goes on. */
  #lastLine = Number.NEGATIVE_INFINITY;
  /** Where the runs stand, in a line. */
  #standing = '';

  constructor(write: (line: string) => void, clock: Clock, colors: Colors, words: Words = ENGLISH) {
    this.#write = (line) => {
      this.#lastLine = clock.now().getTime();
      write(line);
    };
    this.#clock = clock;
    this.#colors = colors;
    this.#words = words;
  }

  stageStarted(stage: Stage): void {
    this.#startedAt.set(stage, this.#clock.now().getTime());
    this.#lastWait = '';
  }

  stageEnded(stage: Stage, outcome: 'done' | 'skipped' | 'stopped', detail: string): void {
    const started = this.#startedAt.get(stage);
    const took =
      started === undefined ? '' : this.#colors.dim(` (${durationText(this.#clock.now().getTime() - started)})`);
    const color = { done: this.#colors.green, skipped: this.#colors.dim, stopped: this.#colors.red }[outcome];
    this.#write(
      `${color(`${MARKS[outcome]} ${stage.padEnd(8)}`)} ${printable(this.#words.say(detail))}${outcome === 'skipped' ? '' : took}`,
    );
  }

  note(text: string): void {
    this.#write(`    ${printable(this.#words.say(text))}`);
  }

  warn(text: string): void {
    this.#write(`${this.#colors.yellow(`! ${this.#words.say('warning')}`)}  ${printable(this.#words.say(text))}`);
  }

  waiting(why: string, milliseconds: number): void {
    if (why === this.#lastWait && milliseconds < SHORT_WAIT) {
      this.#heartbeat(why);
      return;
    }
    this.#lastWait = why;
    const long = milliseconds < SHORT_WAIT ? '' : ` (${durationText(milliseconds)})`;
    this.#write(this.#colors.dim(`    … ${printable(this.#words.say(why))}${long}`));
  }

  /** A line a minute while nothing changes: what is waited for, since when, and where it stands. */
  #heartbeat(why: string): void {
    const now = this.#clock.now().getTime();
    if (now - this.#lastLine < HEARTBEAT) return;
    const began = Math.max(...this.#startedAt.values());
    const elapsed = Number.isFinite(began) ? ` ${this.#words.say(`for ${durationText(now - began)}`)}` : '';
    this.#write(this.#colors.dim(`    … ${printable(`${this.#words.say(why)}${elapsed}${this.#standing}`)}`));
  }

  runs(runs: readonly RunProgress[]): void {
    this.#standing = runs.length === 0 ? '' : `: ${runs.map((run) => standingOf(run, this.#words)).join('; ')}`;
    for (const run of runs) {
      if (run.phase === 'missing') continue;
      const name = run.workflow.slice(run.workflow.lastIndexOf('/') + 1);
      const over = run.jobs.filter((job) => job.status === 'completed').length;
      const active = run.jobs.find((job) => job.status === 'in_progress');
      const jobs = run.jobs.length === 0 ? '' : `, ${jobsText(over, run.jobs.length, this.#words)}`;
      const now = active === undefined ? '' : `: ${active.name}${active.step === null ? '' : ` › ${active.step}`}`;
      const attempt = run.attempt > 1 ? ` (${this.#words.say(`attempt ${run.attempt}`)})` : '';
      const line = `    ${PHASE_MARKS[run.phase]} ${printable(`${name}${attempt} ${this.#words.say(run.phase)}${jobs}${now}`)}`;
      const key = `${run.phase} ${over} ${run.attempt} ${active?.name ?? ''}`;
      if (this.#shownRuns.get(run.workflow) === key) continue;
      this.#shownRuns.set(run.workflow, key);
      this.#write(line);
    }
  }
}

/** "4/7 jobs" */
export const jobsText = (over: number, all: number, { say }: Words): string => say(`${over}/${counted(all, 'job')}`);

/** "build.yml 4/7 jobs, Build linux-x64 › Compile". */
function standingOf({ workflow, phase, jobs }: RunProgress, words: Words): string {
  const name = workflow.slice(workflow.lastIndexOf('/') + 1);
  const over = jobs.filter((job) => job.status === 'completed').length;
  const active = jobs.find((job) => job.status === 'in_progress');
  const now = active === undefined ? '' : `, ${active.name}${active.step === null ? '' : ` › ${active.step}`}`;
  return jobs.length === 0 ? `${name} ${words.say(phase)}` : `${name} ${jobsText(over, jobs.length, words)}${now}`;
}
