import type { Stage } from '../core/release/stage.ts';

/** One watched workflow run as a person sees it. Texts come from outside: a renderer guards them. */
export interface RunProgress {
  readonly workflow: string;
  readonly phase: 'missing' | 'running' | 'waiting' | 'succeeded' | 'failed';
  readonly url: string | null;
  readonly attempt: number;
  readonly jobs: readonly JobProgress[];
}

export interface JobProgress {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  /** The step that runs. */
  readonly step: string | null;
  /** Milliseconds since the epoch, as GitHub says; null while it has not begun, or has not ended. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** What a release tells while it goes on. Renderers: terminal, plain lines, Actions log, none. */
export interface Progress {
  stageStarted(stage: Stage): void;
  stageEnded(stage: Stage, outcome: 'done' | 'skipped' | 'stopped', detail: string): void;
  /** Something was done or found; past tense. */
  note(text: string): void;
  /** Something a person should know, though it does not stop the release. */
  warn(text: string): void;
  /** Nothing moves for a while, and why. */
  waiting(why: string, milliseconds: number): void;
  runs(runs: readonly RunProgress[]): void;
}

export const silentProgress: Progress = {
  stageStarted() {},
  stageEnded() {},
  note() {},
  warn() {},
  waiting() {},
  runs() {},
};
