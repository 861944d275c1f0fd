/**
 * Scenario ids of the harness: `<stack>-<scenario>` where both may hold dashes (`net-zlink-s2`, `zlink-s3-hwm-300000`,
 * `zlink-s4-tcp-s0`), or a bare scenario when a runner was started by hand without prefix (`s2`).
 */
export interface ScenarioId {
  /** null: the id is bare. */
  readonly stack: string | null;
  readonly scenario: string;
}

/** Longer ids are none of the harness's; the limit keeps memory and reports small. */
export const LONGEST_SCENARIO_ID = 120;

const SCENARIO_WORD = /^s\d{1,3}$/;
const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/**
 * Splits an id at the first word that names a scenario (s0 … s999). null when the id is empty, too long, holds anything
 * but letters, digits and `._+-`, or names no scenario.
 */
export function parseScenarioId(text: string): ScenarioId | null {
  if (text.length > LONGEST_SCENARIO_ID || !ALLOWED.test(text)) return null;
  const words = text.split('-');
  const at = words.findIndex((word) => SCENARIO_WORD.test(word));
  if (at < 0) return null;
  return { stack: at === 0 ? null : words.slice(0, at).join('-'), scenario: words.slice(at).join('-') };
}

/**
 * Whether a scenario measures throughput. s0 is one echo and s1 connects only, so their throughput is 0 by design; the
 * last scenario word decides (`s4-tcp-s0` is an s0).
 */
export function measuresThroughput(scenario: string): boolean {
  const kind = scenario.split('-').findLast((word) => SCENARIO_WORD.test(word));
  return kind !== 's0' && kind !== 's1';
}
