import type { Colors } from 'picocolors/types.js';
import stringWidth from 'string-width';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { durationText } from './durations.ts';
import { jobsText } from './plain-progress.ts';
import { printable } from './printable.ts';
import type { JobProgress, RunProgress } from './progress.ts';
import type { Words } from './words.ts';

/** A release as it stands at one moment. Texts are untrusted. Times are milliseconds since the epoch. */
export interface LiveState {
  readonly stages: ReadonlyMap<Stage, StageState>;
  readonly runs: readonly RunProgress[];
  readonly wait: { readonly why: string; readonly until: number } | null;
  readonly now: number;
  /** In which it is told. */
  readonly words: Words;
}

export interface StageState {
  readonly state: 'pending' | 'running' | 'done' | 'skipped' | 'stopped';
  readonly startedAt: number;
  /** null while it runs. */
  readonly endedAt: number | null;
  readonly detail: string;
  readonly notes: readonly StageNote[];
}

export interface StageNote {
  readonly kind: 'note' | 'warning';
  readonly text: string;
}

/** Columns and rows of the terminal. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

type Tone = 'plain' | 'soft' | 'good' | 'bad' | 'warn' | 'now';

/** Part of a line in one tone. */
interface Span {
  readonly tone: Tone;
  readonly text: string;
}

type Line = readonly Span[];

/** How much is told: a screen that cannot hold everything is told less, not scrolled. */
interface Detail {
  readonly notes: 'all' | 'current' | 'none';
  readonly jobs: 'all' | 'moving' | 'none';
  /** Stages that do not run now. */
  readonly others: 'each' | 'counted';
}

const DETAILS: readonly Detail[] = [
  { notes: 'all', jobs: 'all', others: 'each' },
  { notes: 'current', jobs: 'all', others: 'each' },
  { notes: 'current', jobs: 'moving', others: 'each' },
  { notes: 'none', jobs: 'moving', others: 'counted' },
  { notes: 'none', jobs: 'none', others: 'counted' },
];
const EVERYTHING: Detail = { notes: 'all', jobs: 'all', others: 'each' };

/** The widest duration: `12 min 05 s`. */
const DURATION_WIDTH = 11;

/**
 * The block of lines that shows a release on a terminal: every stage, the runs it watches, and what it waits for. No line
 * is wider than the screen and the block is not higher, so that it can be drawn again in its place.
 */
export function liveFrame(state: LiveState, size: ScreenSize, colors: Colors): string[] {
  const rows = Math.max(1, size.rows - 1);
  let lines: Line[] = [];
  for (const detail of DETAILS) {
    lines = linesOf(state, detail);
    if (lines.length <= rows) break;
  }
  return lines.slice(-rows).map((line) => painted(line, size.columns - 1, colors));
}

/** The block as it stays when nothing moves any more: whole, however high, without what was not reached. */
export function lastFrame(state: LiveState, colors: Colors): string[] {
  const reached = [...state.stages].filter(([, stage]) => stage.state !== 'pending');
  const lines = linesOf({ ...state, wait: null, stages: new Map(reached) }, EVERYTHING);
  return lines.map((line) => painted(line, Number.POSITIVE_INFINITY, colors));
}

function linesOf(state: LiveState, detail: Detail): Line[] {
  const { say } = state.words;
  const stages = STAGES.flatMap((name) => {
    const stage = state.stages.get(name);
    return stage === undefined ? [] : [{ name, ...stage }];
  });
  const watching = state.stages.get('watch');
  const lines: Line[] = [];
  const runs = state.runs.flatMap((run) => runLines(run, detail, state));
  const count = (title: string, kinds: readonly StageState['state'][]) => {
    const counted = stages.filter((stage) => kinds.includes(stage.state));
    if (counted.length > 0) lines.push([soft(`· ${say(title)}: ${counted.map((stage) => stage.name).join(', ')}`)]);
  };
  if (detail.others === 'counted') count('over', ['done', 'skipped']);
  for (const stage of stages) {
    const isNow = stage.state === 'running' || stage.state === 'stopped';
    if (detail.others === 'counted' && !isNow) continue;
    lines.push(stageLine(stage.name, stage, state));
    const showsNotes = detail.notes === 'all' || (detail.notes === 'current' && isNow);
    if (showsNotes) lines.push(...stage.notes.map((note) => noteSpans(note, state.words)));
    // Runs stand under the stage that watches them; a command that only watches has no stage.
    if (stage.name === 'watch') lines.push(...runs);
    if (stage.state === 'running') lines.push(...waitLines(state));
  }
  if (detail.others === 'counted') count('to come', ['pending']);
  if (watching === undefined) lines.push(...runs);
  if (!stages.some((stage) => stage.state === 'running')) lines.push(...waitLines(state));
  return lines;
}

const plain = (text: string): Span => ({ tone: 'plain', text });
const soft = (text: string): Span => ({ tone: 'soft', text });

const STAGE_MARKS: Readonly<Record<StageState['state'], Span>> = {
  pending: { tone: 'soft', text: '·' },
  running: { tone: 'now', text: '●' },
  done: { tone: 'good', text: '✓' },
  skipped: { tone: 'soft', text: '–' },
  stopped: { tone: 'bad', text: '✗' },
};

function stageLine(name: Stage, stage: StageState, { now, words }: LiveState): Line {
  const timed = stage.state !== 'pending' && stage.state !== 'skipped';
  const took = timed ? durationText(Math.max(0, (stage.endedAt ?? now) - stage.startedAt)) : '';
  const tone: Tone = stage.state === 'stopped' ? 'bad' : timed ? 'plain' : 'soft';
  return [
    STAGE_MARKS[stage.state],
    { tone, text: ` ${name.padEnd(8)} ` },
    soft(`${took.padStart(DURATION_WIDTH)}  `),
    { tone, text: printable(words.say(stage.detail)) },
  ];
}

const noteSpans = ({ kind, text }: StageNote, { say }: Words): Line =>
  kind === 'warning'
    ? [{ tone: 'warn', text: `    ! ${printable(say(text))}` }]
    : [plain(`    ${printable(say(text))}`)];

/** A note where there is no stage that it could stand under. */
export const noteLine = (note: StageNote, colors: Colors, words: Words): string =>
  painted(noteSpans(note, words), Number.POSITIVE_INFINITY, colors);

function waitLines({ wait, now, words }: LiveState): Line[] {
  if (wait === null || wait.until <= now) return [];
  return [[soft(`    … ${printable(words.say(wait.why))}: ${durationText(wait.until - now)}`)]];
}

const RUN_MARKS: Readonly<Record<RunProgress['phase'], Span>> = {
  missing: { tone: 'soft', text: '…' },
  running: { tone: 'now', text: '●' },
  waiting: { tone: 'warn', text: '⏸' },
  succeeded: { tone: 'good', text: '✓' },
  failed: { tone: 'bad', text: '✗' },
};

function runLines(run: RunProgress, detail: Detail, { now, words }: LiveState): Line[] {
  const { say } = words;
  const over = run.jobs.filter((job) => job.status === 'completed').length;
  const told = [
    printable(run.workflow.slice(run.workflow.lastIndexOf('/') + 1), 80),
    say(run.phase === 'missing' ? 'not started yet' : run.phase),
    ...(run.jobs.length === 0 ? [] : [jobsText(over, run.jobs.length, words)]),
    ...(run.attempt > 1 ? [say(`attempt ${run.attempt}`)] : []),
  ];
  const isOver = run.phase === 'succeeded';
  const shown = run.jobs.filter((job) =>
    detail.jobs === 'all' ? !isOver : detail.jobs === 'moving' ? isMoving(job) : false,
  );
  return [
    [plain('    '), RUN_MARKS[run.phase], plain(` ${told.join(', ')}`)],
    ...shown.map((job) => jobLine(job, now)),
  ];
}

const PASSED = new Set(['success', 'skipped', 'neutral']);
const isMoving = (job: JobProgress): boolean =>
  job.status === 'in_progress' || job.status === 'waiting' || (job.conclusion !== null && !PASSED.has(job.conclusion));

function jobLine(job: JobProgress, now: number): Line {
  const mark: Span =
    job.status !== 'completed'
      ? job.status === 'in_progress'
        ? { tone: 'now', text: '●' }
        : soft('·')
      : job.conclusion === 'success'
        ? { tone: 'good', text: '✓' }
        : PASSED.has(job.conclusion ?? '')
          ? soft('–')
          : { tone: 'bad', text: '✗' };
  const step = job.step === null ? '' : ` › ${job.step}`;
  const waits = job.startedAt === null && job.status !== 'completed' ? job.status.replaceAll('_', ' ') : '';
  const told = job.startedAt === null ? waits : durationText(Math.max(0, (job.endedAt ?? now) - job.startedAt));
  return [plain('        '), mark, plain(` ${printable(`${job.name}${step}`, 120)}`), soft(`  ${printable(told, 40)}`)];
}

/** A line cut to the width of the screen, then coloured: a colour has no width. */
function painted(line: Line, columns: number, colors: Colors): string {
  let left = columns;
  let result = '';
  const end = line.findLastIndex((span) => span.text.trim() !== '');
  for (const [index, span] of line.slice(0, end + 1).entries()) {
    const { tone } = span;
    const text = index === end ? span.text.trimEnd() : span.text;
    const width = stringWidth(text);
    const shown = width <= left ? text : cut(text, left);
    result += paint(shown, tone, colors);
    left -= width;
    if (left < 0) break;
  }
  return result;
}

/** As much of a text as fits, with an ellipsis: characters of East Asia and emoji are two columns wide. */
function cut(text: string, columns: number): string {
  if (columns <= 0) return '';
  let result = '';
  let used = 1;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    used += stringWidth(segment);
    if (used > columns) break;
    result += segment;
  }
  return `${result}…`;
}

function paint(text: string, tone: Tone, colors: Colors): string {
  if (text.trim() === '') return text;
  switch (tone) {
    case 'plain':
      return text;
    case 'soft':
      return colors.dim(text);
    case 'good':
      return colors.green(text);
    case 'bad':
      return colors.red(text);
    case 'warn':
      return colors.yellow(text);
    case 'now':
      return colors.cyan(text);
  }
}
