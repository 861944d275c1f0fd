import { counted } from '../core/counted.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { type Clock, systemClock } from '../effects/clock.ts';
import { durationText } from './durations.ts';
import { printable } from './printable.ts';

/** What a benchmark tells while it runs. */
export interface BenchProgress {
  roundStarted(round: number, most: number): void;
  running(stack: string, run: number, round: number, most: number): void;
  /** `found` is null for a round of recorded mode, and for one that an earlier process finished. */
  roundEnded(round: number, most: number, found: { verdict: Verdict; millisecondsLeft: number } | null): void;
  note(text: string): void;
}

/** Milliseconds without a line before one says that it goes on. */
const HEARTBEAT = 60_000;

const percent = (fraction: number): string =>
  `${fraction > 0 ? '+' : ''}${(100 * fraction).toFixed(1).replace('-', '−')} %`;

/** One line for a round: where the subjects stand, and how long it takes at most. */
export function roundLine(round: number, most: number, verdict: Verdict, millisecondsLeft: number): string {
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
      : `, at most ${counted(most - round, 'more round')} (${durationText(millisecondsLeft)})`;
  return printable(
    `round ${round} of at most ${most}: ${effects.join(', ') || 'nothing to compare yet'}; ${decided ? verdict.status : 'not decided'}${left}`,
    600,
  );
}

/** Lines for a log; on a terminal, the running stack stands in a line that is overwritten. */
export function benchProgress(
  say: (line: string) => void,
  overwrite: ((text: string) => void) | null,
  clock: Clock = systemClock,
): BenchProgress {
  const startedAt = clock.now().getTime();
  let lastLine = startedAt;
  const line = (text: string) => {
    lastLine = clock.now().getTime();
    say(text);
  };
  return {
    roundStarted() {},
    running(stack, run, round, most) {
      const text = printable(`  round ${round} of at most ${most}: ${stack}, run ${run}`, 120);
      overwrite?.(text);
      const now = clock.now().getTime();
      // A log shows once a minute that it goes on.
      if (overwrite === null && now - lastLine >= HEARTBEAT) line(`${text}, after ${durationText(now - startedAt)}`);
    },
    roundEnded(round, most, found) {
      overwrite?.('');
      line(
        found === null
          ? `round ${round} of ${most}: measured`
          : roundLine(round, most, found.verdict, found.millisecondsLeft),
      );
    },
    note(text) {
      overwrite?.('');
      line(printable(text, 600));
    },
  };
}
