import { VirtualClock } from '../virtual-clock.ts';
import type { World } from '../world.ts';

/** Moves a world's virtual clock with real time, once it is told to; another clock moves by itself. */
export class RealTime {
  readonly #world: World;
  /** Real time of the last move, once the world follows it. Milliseconds. */
  #last: number | null = null;
  /** Virtual milliseconds for each real one. */
  #pace = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Virtual milliseconds for each real one; 0 while the clock stands still. */
  get pace(): number {
    return this.#pace;
  }

  /** @param pace 0 stops the clock */
  follow(pace: number): void {
    this.move();
    this.#pace = pace;
    this.#last ??= performance.now();
  }

  /** Moves a virtual clock on at once; another clock cannot be moved, which is said. */
  skip(milliseconds: number): boolean {
    this.move();
    const { clock } = this.#world;
    if (!(clock instanceof VirtualClock)) return false;
    clock.advanceTo(new Date(clock.now().getTime() + milliseconds));
    return true;
  }

  move(): void {
    const { clock } = this.#world;
    if (this.#last === null || !(clock instanceof VirtualClock)) return;
    const now = performance.now();
    clock.advanceTo(new Date(clock.now().getTime() + Math.round((now - this.#last) * this.#pace)));
    this.#last = now;
  }
}
