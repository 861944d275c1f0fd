import { counted } from '../core/counted.ts';
import type { Verdict } from '../core/gate/verdict.ts';
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
export function benchProgress(say: (line: string) => void, overwrite: ((text: string) => void) | null): BenchProgress {
  return {
    roundStarted() {},
    running(stack, run, round, most) {
      overwrite?.(printable(`  round ${round} of at most ${most}: ${stack}, run ${run}`, 120));
    },
    roundEnded(round, most, found) {
      overwrite?.('');
      say(
        found === null
          ? `round ${round} of ${most}: measured`
          : roundLine(round, most, found.verdict, found.millisecondsLeft),
      );
    },
    note(text) {
      overwrite?.('');
      say(printable(text, 600));
    },
  };
}
