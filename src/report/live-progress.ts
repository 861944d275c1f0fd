import type { Colors } from 'picocolors/types.js';
import type { Stage } from '../core/release/stage.ts';
import type { Clock } from '../effects/clock.ts';
import {
  type LiveState,
  lastFrame,
  liveFrame,
  noteLine,
  type ScreenSize,
  type StageNote,
  type StageState,
} from './live-frame.ts';
import type { Progress, RunProgress } from './progress.ts';
import { ENGLISH, type Words } from './words.ts';

/** Where a block of lines is drawn again in its place. */
export interface Screen {
  draw(block: (size: ScreenSize) => readonly string[]): void;
  /** Writes a line above the block, where it stays. */
  print(line: string): void;
  /** The block stays as it is given, and whatever is written next stands below it. */
  leave(lines: readonly string[]): void;
}

const UNTOUCHED: StageState = { state: 'pending', startedAt: 0, endedAt: null, detail: '', notes: [] };

/** Progress as a list of stages that is kept up to date in place, on a terminal. */
export class LiveProgress implements Progress {
  readonly #screen: Screen;
  readonly #clock: Clock;
  readonly #colors: Colors;
  readonly #hide: (text: string) => string;
  readonly #words: Words;
  readonly #stages = new Map<Stage, StageState>();
  #latest: Stage | null = null;
  #runs: readonly RunProgress[] = [];
  #wait: LiveState['wait'] = null;

  /**
   * @param options.stages the stages that will be done, as far as that is known before
   * @param options.hide takes secrets out of a text, before it is cut to the width of the screen
   */
  constructor(
    screen: Screen,
    clock: Clock,
    options: { colors: Colors; stages: Iterable<Stage>; hide?: (text: string) => string; words?: Words },
  ) {
    this.#screen = screen;
    this.#clock = clock;
    this.#colors = options.colors;
    this.#hide = options.hide ?? ((text) => text);
    this.#words = options.words ?? ENGLISH;
    for (const stage of options.stages) this.#stages.set(stage, UNTOUCHED);
  }

  stageStarted(stage: Stage): void {
    // A release that plans again does a stage again; what was noted stays.
    this.#set(stage, { state: 'running', startedAt: this.#now(), endedAt: null, detail: '' });
  }

  stageEnded(stage: Stage, outcome: 'done' | 'skipped' | 'stopped', detail: string): void {
    this.#set(stage, { state: outcome, endedAt: this.#now(), detail: this.#hide(detail) });
  }

  note(text: string): void {
    this.#add({ kind: 'note', text: this.#hide(text) });
  }

  warn(text: string): void {
    this.#add({ kind: 'warning', text: this.#hide(text) });
  }

  waiting(why: string, milliseconds: number): void {
    this.#wait = { why: this.#hide(why), until: this.#now() + milliseconds };
    this.refresh();
  }

  runs(runs: readonly RunProgress[]): void {
    this.#runs = runs;
    this.refresh();
  }

  /** Draws again: time has passed, or the screen has another size. */
  refresh(): void {
    this.#screen.draw((size) => liveFrame(this.#state(), size, this.#colors));
  }

  /** Nothing moves any more. */
  close(): void {
    this.#screen.leave(lastFrame(this.#state(), this.#colors));
  }

  #state(): LiveState {
    return { stages: this.#stages, runs: this.#runs, wait: this.#wait, now: this.#now(), words: this.#words };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  #set(stage: Stage, part: Partial<StageState>): void {
    this.#stages.set(stage, { ...(this.#stages.get(stage) ?? UNTOUCHED), ...part });
    this.#latest = stage;
    this.#wait = null;
    this.refresh();
  }

  /** What is noted belongs to the stage that began or ended last. */
  #add(note: StageNote): void {
    const stage = this.#latest;
    if (stage === null) {
      this.#screen.print(noteLine(note, this.#colors, this.#words));
      return;
    }
    const before = this.#stages.get(stage) ?? UNTOUCHED;
    this.#stages.set(stage, { ...before, notes: [...before.notes, note] });
    this.#wait = null;
    this.refresh();
  }
}
