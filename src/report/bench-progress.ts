import { counted } from '../core/counted.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { type Clock, type Every, systemClock, systemEvery } from '../effects/clock.ts';
import { durationText } from './durations.ts';
import { STATUS_WORDS } from './gate-figures.ts';
import { printable } from './printable.ts';
import { ENGLISH, type Words } from './words.ts';

/** What a benchmark tells while it runs. */
export interface BenchProgress {
  /** Something begins that is no round, and may take long. */
  began(what: string): void;
  /** @param expected how long it will take, as far as earlier rounds tell. Milliseconds; null: not known yet */
  roundStarted(round: number, most: number, expected: number | null): void;
  running(stack: string, run: number, round: number, most: number): void;
  /** What the harness printed, as it came: any part of lines. */
  heard(text: string): void;
  /** `found` is null for a round of recorded mode, and for one that an earlier process finished. */
  roundEnded(round: number, most: number, found: { verdict: Verdict; millisecondsLeft: number } | null): void;
  note(text: string): void;
  /** Nothing of it runs any more. */
  ended(): void;
}

/** Milliseconds without a line before one says that it goes on. */
const HEARTBEAT = 60_000;
/** How often a line that is overwritten says how long it has been. Milliseconds. */
const TICK = 1_000;
/** Of a line of the harness, so many characters are kept. */
const LONGEST_LINE = 200;

const percent = (fraction: number): string =>
  `${fraction > 0 ? '+' : ''}${(100 * fraction).toFixed(1).replace('-', '−')} %`;

/** One line for a round: where the subjects stand, and how long it takes at most. */
export function roundLine(
  round: number,
  most: number,
  verdict: Verdict,
  millisecondsLeft: number,
  { say }: Words = ENGLISH,
): string {
  const effects = verdict.effects
    .filter((effect) => effect.role === 'subject' && effect.figure === 'throughput')
    .map(
      ({ scenarioId, change, interval }) =>
        `${scenarioId} ${percent(change)} [${percent(interval.low)}, ${percent(interval.high)}]`,
    );
  const decided = verdict.status !== 'inconclusive';
  const left =
    decided || round >= most
      ? ''
      : `, ${say(`at most ${counted(most - round, 'more round')} (${durationText(millisecondsLeft)})`)}`;
  const found = effects.join(', ') || say('nothing to compare yet');
  const status = say(decided ? STATUS_WORDS[verdict.status].word : 'not decided');
  return printable(`${say(`round ${round} of at most ${most}`)}: ${found}; ${status}${left}`, 600);
}

/** What is going on. */
interface Work {
  what: string;
  readonly since: number;
  readonly expected: number | null;
}

/**
 * Lines for a log, at least one a minute; on a terminal, what is going on stands in a line that is overwritten. Both say since
 * when, how long it should take, and what the harness printed last.
 */
export function benchProgress(
  say: (line: string) => void,
  overwrite: ((text: string) => void) | null,
  clock: Clock = systemClock,
  every: Every = systemEvery,
  words: Words = ENGLISH,
): BenchProgress {
  const { say: told } = words;
  const now = () => clock.now().getTime();
  let lastLine = now();
  let work: Work | null = null;
  let heard = new LastLine();
  let stop: (() => void) | null = null;
  const line = (text: string) => {
    overwrite?.('');
    lastLine = now();
    say(text);
  };
  const standing = ({ what, since, expected }: Work): string => {
    const elapsed = durationText(now() - since);
    const time = expected === null ? elapsed : told(`${elapsed} of about ${durationText(expected)}`);
    return `${told(what)}, ${time}${heard.text === '' ? '' : `; ${told('last line')}: ${heard.text}`}`;
  };
  const beat = () => {
    if (work === null) return;
    if (overwrite !== null) overwrite(printable(`  ${standing(work)}`, 120));
    else if (now() - lastLine >= HEARTBEAT) line(printable(`  ${standing(work)}`, 600));
  };
  const begin = (what: string, expected: number | null) => {
    work = { what, since: now(), expected };
    heard = new LastLine();
    stop ??= every(TICK, beat);
  };
  return {
    began(what) {
      line(printable(told(what), 600));
      begin(what, null);
    },
    roundStarted: (round, most, expected) => begin(`round ${round} of at most ${most}`, expected),
    running(stack, run, round, most) {
      const what = `round ${round} of at most ${most}: ${stack}, run ${run}`;
      if (work === null) begin(what, null);
      else work.what = what;
      beat();
    },
    heard: (text) => heard.add(text),
    roundEnded(round, most, found) {
      work = null;
      line(
        found === null
          ? told(`round ${round} of ${most}: measured`)
          : roundLine(round, most, found.verdict, found.millisecondsLeft, words),
      );
    },
    note: (text) => line(printable(told(text), 600)),
    ended() {
      work = null;
      stop?.();
      stop = null;
      overwrite?.('');
    },
  };
}

/** The last line that has anything in it, of a text that comes in parts. */
class LastLine {
  #whole = '';
  #open = '';

  add(text: string): void {
    const lines = `${this.#open}${text}`.split(/\r\n|\r|\n/);
    this.#open = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    this.#whole = lines.findLast((each) => each.trim() !== '')?.slice(0, LONGEST_LINE) ?? this.#whole;
  }

  get text(): string {
    return (this.#open.trim() === '' ? this.#whole : this.#open).trim();
  }
}
