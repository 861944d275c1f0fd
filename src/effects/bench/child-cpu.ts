import { readFileSync } from 'node:fs';

/** Fields of /proc/self/stat after the name of the program: user time of children that were waited for is the 16th. */
const CHILDREN_USER = 16 - 3;
/** Linux tells user space its times in hundredths of a second, whatever the kernel counts in. */
const TICKS_A_SECOND = 100;

/**
 * User CPU time of processes that this one started, each with all that it had started and waited for. The kernel adds a child's
 * time when it ends, so what was added since the last end is that child's. Two that end at the same moment cannot be told
 * apart, and nothing is said of either. Linux only; in steps of 10 ms.
 */
export class ChildCpu {
  #last = childrenUser();
  #turn: { readonly takers: { unknown: () => void }[] } | null = null;

  /**
   * To be asked as a child ends.
   *
   * @param known seconds, a turn of the event loop later; null: not known
   */
  ended(known: (seconds: number | null) => void): void {
    const now = childrenUser();
    const seconds = now === null || this.#last === null ? null : (now - this.#last) / TICKS_A_SECOND;
    this.#last = now;
    let isAlone = true;
    const taker = {
      unknown: () => {
        isAlone = false;
      },
    };
    if (this.#turn === null) {
      this.#turn = { takers: [taker] };
      setImmediate(() => {
        this.#turn = null;
      });
    } else {
      this.#turn.takers.push(taker);
      for (const each of this.#turn.takers) each.unknown();
    }
    setImmediate(() => known(isAlone ? seconds : null));
  }
}

function childrenUser(): number | null {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const value = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[CHILDREN_USER]);
    return Number.isFinite(value) ? value : null;
  } catch {
    return null;
  }
}
