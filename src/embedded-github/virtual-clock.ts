/** The clock of a world, which whoever makes the world chooses: its server and its client may share one. */
export interface WorldClock {
  now(): Date;
  /** Resolves after `milliseconds`, or rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * A clock that moves only when somebody sleeps on it. A rehearsal shares one between the conductor and the embedded
 * GitHub, so that hours of waiting pass in milliseconds and every run of it sees the same times.
 */
export class VirtualClock implements WorldClock {
  #now: number;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves the time on at once, and rejects with the signal's reason when it is aborted. */
  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#now += Math.max(0, milliseconds);
  }

  advanceTo(time: Date): void {
    this.#now = Math.max(this.#now, time.getTime());
  }
}
