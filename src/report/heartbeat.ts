import { type Clock, type Every, systemClock, systemEvery } from '../effects/clock.ts';
import { durationText } from './durations.ts';

/** Milliseconds between two lines that say that it goes on. */
const HEARTBEAT = 60_000;

/** Work whose own output is shown as it comes, and may be silent for long: a line a minute says how long it has been. */
export interface LongWork {
  /** As the subject of a sentence in the plural: "the tests". */
  readonly what: string;
  /** Milliseconds that it may take. */
  readonly most: number;
  readonly told: (line: string) => void;
}

export async function withHeartbeat<T>(
  { what, most, told }: LongWork,
  work: () => Promise<T>,
  time: { readonly clock: Clock; readonly every: Every } = { clock: systemClock, every: systemEvery },
): Promise<T> {
  const began = time.clock.now().getTime();
  const stop = time.every(HEARTBEAT, () => {
    const elapsed = time.clock.now().getTime() - began;
    told(`${what} have run for ${durationText(elapsed)} of at most ${durationText(most)}`);
  });
  try {
    return await work();
  } finally {
    stop();
  }
}
