import type { Clock } from '../effects/clock.ts';
import { GraphQLRefusal } from './client.ts';
import { RequestFailure } from './request-policy.ts';
import { RefMoved } from './write-commit.ts';

/** After so many lost or conflicting writes in one stage the cause is not a hiccup. */
const LIMIT = 5;

/** Refusals that looking again resolves: somebody, maybe we, got there first, or GitHub is not ready yet. */
const LOOK_AGAIN =
  /already[ _]exists|could not resolve to a node|not a fast forward|expected branch to point to|already in (?:the|a) (?:merge )?queue/i;

/**
 * Sends writes of one stage, each at most once. Whether an uncertain write was applied is never guessed: `attempt`
 * answers null, and the stage looks at the world again.
 */
export class WriteAttempts {
  readonly #clock: Clock;
  #inVain = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @returns the answer, or null when the world must be looked at
   * @throws RequestFailure or GraphQLRefusal when looking again would not help, or did not help often enough
   */
  async attempt<T>(write: Promise<T>): Promise<T | null> {
    try {
      return await write;
    } catch (error) {
      if (!asksToLookAgain(error) || this.#inVain >= LIMIT) throw error;
      this.#inVain += 1;
      await this.#clock.sleep(1_000 * 2 ** this.#inVain);
      return null;
    }
  }
}

function asksToLookAgain(error: unknown): boolean {
  if (error instanceof RefMoved) return true;
  if (error instanceof RequestFailure) {
    return error.uncertain || error.status === 409 || (error.status === 422 && LOOK_AGAIN.test(error.detail));
  }
  return error instanceof GraphQLRefusal && error.errors.some((each) => LOOK_AGAIN.test(each.message));
}
