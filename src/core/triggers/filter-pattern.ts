/**
 * GitHub's own pattern language of branch, tag and path filters.
 *
 * Source: GitHub documentation, "Workflow syntax for GitHub Actions", section "Filter pattern cheat sheet". What the
 * cheat sheet leaves open (a quantifier without a character, which escapes and ranges are valid, that `**` needs no
 * slash after it and stops at a newline) follows behaviour that was probed on GitHub; the cases table names it "probed".
 *
 * Ordinary glob libraries read these patterns differently: here `?` and `+` quantify the preceding character, `{a,b}`
 * is literal, and `*` also matches a leading dot.
 */

/** One compiled pattern of a filter. */
export interface FilterPattern {
  /** As written, with its `!`. */
  readonly source: string;
  /** A leading `!` takes back what earlier patterns matched. */
  readonly negated: boolean;
  /** Whether the pattern (without its `!`) matches the whole name. Time is O(pattern length · name length). */
  matches(name: string): boolean;
}

export type FilterResult =
  | { readonly ok: true; readonly value: FilterPattern }
  | { readonly ok: false; readonly fault: string };

/** What one place in a pattern accepts, and how often. `x+` is `x` once and then `x` many times. */
interface Element {
  readonly accepts: (codePoint: number) => boolean;
  readonly times: 'once' | 'optional' | 'many';
}

const SLASH = 0x2f;
const NEWLINE = 0x0a;
const notSlash = (codePoint: number): boolean => codePoint !== SLASH;
const notNewline = (codePoint: number): boolean => codePoint !== NEWLINE;
const anything = (): boolean => true;

/** Letters of ASCII punctuation and space: what a backslash may precede. */
const ESCAPABLE = /^[ -/:-@[-`{-~]$/;

/**
 * Compiles one pattern.
 *
 * @returns the pattern, or what is wrong with it as a clause for a person; GitHub rejects a workflow with such a filter
 */
export function compileFilter(pattern: string): FilterResult {
  const negated = pattern.startsWith('!');
  const parsed = parseElements(Array.from(negated ? pattern.slice(1) : pattern));
  if (typeof parsed === 'string') return { ok: false, fault: parsed };
  return { ok: true, value: { source: pattern, negated, matches: (name) => accepts(parsed, name) } };
}

/** What a list of patterns says about one name. */
export interface FilterMatch {
  readonly matches: boolean;
  /** The pattern that decided, as written; null when none matched. */
  readonly by: string | null;
}

/** A list of patterns compiled once, for many names. */
export interface FilterList {
  match(name: string): FilterMatch;
}

/** Compiles a whole list. A pattern GitHub would reject matches nothing: `parseWorkflow` has reported it before. */
export function compileFilterList(patterns: readonly string[]): FilterList {
  const compiled = patterns.map(compileFilter).flatMap((each) => (each.ok ? [each.value] : []));
  return {
    match: (name) => {
      let result: FilterMatch = { matches: false, by: null };
      // The order counts: the last pattern that matches decides, positive or negative.
      for (const pattern of compiled) {
        if (pattern.negated === result.matches && pattern.matches(name)) {
          result = { matches: !pattern.negated, by: pattern.source };
        }
      }
      return result;
    },
  };
}

/**
 * Whether a name passes a list of patterns, read in order.
 *
 * @param name branch or tag name without `refs/…`, or a path from the repository's root
 */
export function matchesFilter(patterns: readonly string[], name: string): FilterMatch {
  return compileFilterList(patterns).match(name);
}

/** @returns the elements, or a clause that says why the pattern is invalid */
function parseElements(characters: readonly string[]): Element[] | string {
  const elements: Element[] = [];
  /** The character that a following `?` or `+` quantifies; at the start there is none, after a wildcard none is allowed. */
  let last: { kind: 'start' } | { kind: 'character' } | { kind: 'wildcard' | 'quantifier'; text: string } = {
    kind: 'start',
  };
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    if (character === '*') {
      const double = characters[at + 1] === '*';
      // `**/` takes its slash along, so that `**/README.md` also matches at the root.
      const text = double ? (characters[at + 2] === '/' ? '**/' : '**') : '*';
      elements.push({ accepts: double ? notNewline : notSlash, times: 'many' });
      last = { kind: 'wildcard', text };
      at += text.length;
      continue;
    }
    if (character === '?' || character === '+') {
      if (last.kind === 'wildcard' || last.kind === 'quantifier') return `"${character}" cannot follow "${last.text}"`;
      const preceding = elements.pop();
      if (preceding === undefined) {
        // Nothing precedes: `?` loosens the start itself, so anything may stand before; `+` has no effect.
        if (character === '?') elements.push({ accepts: anything, times: 'many' });
      } else if (character === '?') {
        elements.push({ accepts: preceding.accepts, times: 'optional' });
      } else {
        elements.push(preceding, { accepts: preceding.accepts, times: 'many' });
      }
      last = { kind: 'quantifier', text: character };
      at += 1;
      continue;
    }
    if (character === '[') {
      const end = characters.indexOf(']', at + 1);
      if (end === -1) return '"[" has no closing "]"';
      const accepted = parseClass(characters.slice(at + 1, end));
      if (typeof accepted === 'string') return accepted;
      elements.push({ accepts: accepted, times: 'once' });
      at = end + 1;
    } else if (character === '\\') {
      const escaped = characters[at + 1];
      if (escaped === undefined) return '"\\" at the end escapes nothing';
      if (escaped !== '0' && !ESCAPABLE.test(escaped)) return `"\\${escaped}" is not an escape`;
      elements.push(literal(escaped === '0' ? '\0' : escaped));
      at += 2;
    } else {
      elements.push(literal(character));
      at += 1;
    }
    last = { kind: 'character' };
  }
  return elements;
}

function literal(character: string): Element {
  const wanted = character.codePointAt(0);
  return { accepts: (codePoint) => codePoint === wanted, times: 'once' };
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9';
const isLetter = (character: string): boolean =>
  (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');

/** The inside of `[…]`: letters, digits, and ranges within `A-z` or `0-9`. */
function parseClass(inside: readonly string[]): Element['accepts'] | string {
  if (inside.length === 0) return '"[]" is empty';
  const ranges: { from: number; to: number }[] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const from = inside[at] ?? '';
    if (!isDigit(from) && !isLetter(from)) return `"${from}" in "[]" is neither a letter nor a digit`;
    const to = inside[at + 1] === '-' ? inside[at + 2] : undefined;
    if (to === undefined) {
      ranges.push({ from: from.charCodeAt(0), to: from.charCodeAt(0) });
      continue;
    }
    if (!isDigit(to) && !isLetter(to)) return `"${to}" in "[]" is neither a letter nor a digit`;
    if (isDigit(from) !== isDigit(to)) return `the range "${from}-${to}" mixes letters and digits`;
    if (from > to) return `the range "${from}-${to}" runs backwards`;
    ranges.push({ from: from.charCodeAt(0), to: to.charCodeAt(0) });
    at += 2;
  }
  return (codePoint) => ranges.some((range) => codePoint >= range.from && codePoint <= range.to);
}

/**
 * Simulates the pattern as a nondeterministic automaton on all its states at once (Thompson, "Regular expression search
 * algorithm", 1968), so that no pattern can make it backtrack.
 */
function accepts(elements: readonly Element[], name: string): boolean {
  let active = new Uint8Array(elements.length + 1);
  let next = new Uint8Array(elements.length + 1);
  active[0] = 1;
  // The last active state: a long pattern costs no more than what the name can reach of it.
  let reach = skipFreely(elements, active, 0);
  for (const character of name) {
    const codePoint = character.codePointAt(0) ?? 0;
    next.fill(0, 0, reach + 2);
    let furthest = -1;
    for (let state = 0; state <= reach; state += 1) {
      const element = elements[state];
      if (active[state] !== 1 || element?.accepts(codePoint) !== true) continue;
      furthest = element.times === 'many' ? state : state + 1;
      next[furthest] = 1;
    }
    if (furthest === -1) return false;
    reach = skipFreely(elements, next, furthest);
    [active, next] = [next, active];
  }
  return reach === elements.length;
}

/**
 * Elements that may be absent let the state after them be active as well; states only move forward, so one pass does.
 *
 * @param furthest the last active state
 * @returns the last active state afterwards
 */
function skipFreely(elements: readonly Element[], states: Uint8Array, furthest: number): number {
  let reach = furthest;
  for (let state = 0; state <= reach; state += 1) {
    const element = elements[state];
    if (element === undefined || states[state] !== 1 || element.times === 'once') continue;
    states[state + 1] = 1;
    reach = Math.max(reach, state + 1);
  }
  return reach;
}
