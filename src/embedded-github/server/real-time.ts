import { VirtualClock } from '../virtual-clock.ts';
import type { World } from '../world.ts';

/** Moves a world's virtual clock with real time, once it is told to; another clock moves by itself. */
export class RealTime {
  readonly #world: World;
  /** Real time of the last move, once the world follows it. Milliseconds. */
  #last: number | null = null;
  /** Virtual milliseconds for each real one. */
  #pace = 1;

  constructor(world: World) {
    this.#world = world;
  }

  follow(pace: number): void {
    this.move();
    this.#pace = pace;
    this.#last ??= performance.now();
  }

  move(): void {
    const { clock } = this.#world;
    if (this.#last === null || !(clock instanceof VirtualClock)) return;
    const now = performance.now();
    clock.advanceTo(new Date(clock.now().getTime() + Math.round((now - this.#last) * this.#pace)));
    this.#last = now;
  }
}
