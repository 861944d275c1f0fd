/** What is known of one of our output streams. */
export interface StreamFacts {
  readonly isTTY?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether text for a stream is coloured: NO_COLOR (no-color.org) forbids it, FORCE_COLOR asks for it (`0` and `false`
 * forbid it, as Node.js has it), else only a terminal that knows colours gets them.
 */
export function wantsColor(env: Environment, stream: StreamFacts): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Whether lines of a stream can be drawn again in their place. A CI log is none, even where it pretends to be a terminal. */
export function canRedraw(env: Environment, stream: StreamFacts): boolean {
  const isCI = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb' && !isCI;
}
