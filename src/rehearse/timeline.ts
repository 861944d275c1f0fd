import type { Stage } from '../core/release/stage.ts';
import type { Clock } from '../effects/clock.ts';
import type { Progress, RunProgress } from '../report/progress.ts';

/** A stage of the rehearsed release as it went. Times are milliseconds since the epoch on the world's clock. */
export interface TimelineStage {
  readonly stage: Stage;
  outcome: 'running' | 'done' | 'skipped' | 'stopped';
  detail: string;
  readonly startedAt: number;
  endedAt: number | null;
  readonly events: { readonly kind: 'note' | 'warning' | 'wait'; readonly at: number; readonly text: string }[];
  /** Number of the last request before it, and of its own last one: its requests are those between. */
  readonly afterRequest: number;
  lastRequest: number | null;
}

/** Keeps what a release tells, for the page of the rehearsal, and passes it on. */
export class Timeline implements Progress {
  readonly stages: TimelineStage[] = [];
  readonly #onward: Progress;
  readonly #clock: Clock;
  readonly #requestCount: () => number;

  /** @param requestCount requests answered so far */
  constructor(onward: Progress, clock: Clock, requestCount: () => number) {
    this.#onward = onward;
    this.#clock = clock;
    this.#requestCount = requestCount;
  }

  stageStarted(stage: Stage): void {
    this.#begin(stage);
    this.#onward.stageStarted(stage);
  }

  stageEnded(stage: Stage, outcome: 'done' | 'skipped' | 'stopped', detail: string): void {
    const latest = this.stages.at(-1);
    const ended = latest?.stage === stage && latest.outcome === 'running' ? latest : this.#begin(stage);
    ended.outcome = outcome;
    ended.detail = detail;
    ended.endedAt = this.#now();
    ended.lastRequest = this.#requestCount();
    this.#onward.stageEnded(stage, outcome, detail);
  }

  note(text: string): void {
    this.#add('note', text);
    this.#onward.note(text);
  }

  warn(text: string): void {
    this.#add('warning', text);
    this.#onward.warn(text);
  }

  waiting(why: string, milliseconds: number): void {
    const latest = this.stages.at(-1)?.events.at(-1);
    if (latest?.kind !== 'wait' || latest.text !== why) this.#add('wait', why);
    this.#onward.waiting(why, milliseconds);
  }

  runs(runs: readonly RunProgress[]): void {
    this.#onward.runs(runs);
  }

  #begin(stage: Stage): TimelineStage {
    const begun: TimelineStage = {
      stage,
      outcome: 'running',
      detail: '',
      startedAt: this.#now(),
      endedAt: null,
      events: [],
      afterRequest: this.#requestCount(),
      lastRequest: null,
    };
    this.stages.push(begun);
    return begun;
  }

  #add(kind: 'note' | 'warning' | 'wait', text: string): void {
    this.stages.at(-1)?.events.push({ kind, at: this.#now(), text });
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
