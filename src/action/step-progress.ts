import { endGroup, startGroup } from '@actions/core';
import type { Stage } from '../core/release/stage.ts';
import type { Progress, RunProgress } from '../report/progress.ts';
import type { Words } from '../report/words.ts';
import { annotate } from './runner-files.ts';

/**
 * The progress of one step of the action. A step first looks again at what the steps before it did; of that it tells
 * nothing but what is new: what was written after all, what it waits for, and what stops it. Warnings become annotations.
 */
export class StepProgress implements Progress {
  readonly #lines: Progress;
  readonly #own: Stage;
  readonly #words: Words;
  #current: Stage = 'plan';
  #inGroup = false;

  constructor(lines: Progress, own: Stage, words: Words) {
    this.#lines = lines;
    this.#own = own;
    this.#words = words;
  }

  stageStarted(stage: Stage): void {
    this.#current = stage;
    this.#lines.stageStarted(stage);
  }

  stageEnded(stage: Stage, outcome: 'done' | 'skipped' | 'stopped', detail: string): void {
    if (this.#inGroup) endGroup();
    this.#inGroup = false;
    if (stage === this.#own || outcome === 'stopped') this.#lines.stageEnded(stage, outcome, detail);
  }

  note(text: string): void {
    this.#lines.note(text);
  }

  warn(text: string): void {
    if (this.#current === this.#own) annotate('warning', 'zlink-release', this.#words.say(text));
  }

  waiting(why: string, milliseconds: number): void {
    this.#lines.waiting(why, milliseconds);
  }

  /** The jobs of the runs as they move, as one block to fold. */
  runs(runs: readonly RunProgress[]): void {
    if (this.#current !== this.#own) return;
    if (!this.#inGroup) startGroup(this.#words.say('Runs that the tag started'));
    this.#inGroup = true;
    this.#lines.runs(runs);
  }
}
