import { RE2JS } from 're2js';
import type { TagRuleset } from './facts.ts';

/**
 * Whether a ruleset's ref conditions cover a ref. Patterns are fnmatch with path names: `*` stops at a slash, `**` plus
 * a slash crosses any number of directories; `~ALL` covers everything. Linear time.
 *
 * Source: GitHub documentation, "Creating rulesets for a repository", using fnmatch syntax.
 *
 * @param ref full name, `refs/tags/core/v1.2.0`
 */
export function coversRef(ruleset: Pick<TagRuleset, 'include' | 'exclude'>, ref: string): boolean {
  const matches = (pattern: string) => pattern === '~ALL' || expressionOf(pattern).matches(ref);
  return ruleset.include.some(matches) && !ruleset.exclude.some(matches);
}

function expressionOf(pattern: string): RE2JS {
  let expression = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const classEnd = character === '[' ? pattern.indexOf(']', index + 2) : -1;
    const isFolderStart = index === 0 || pattern[index - 1] === '/';
    if (isFolderStart && pattern.startsWith('**/', index)) {
      expression += '(?:[^/]*/)*';
      index += 2;
    } else if (character === '*') expression += '[^/]*';
    else if (character === '?') expression += '[^/]';
    else if (classEnd !== -1) {
      expression += classOf(pattern.slice(index + 1, classEnd));
      index = classEnd;
    } else if (character === '\\' && index + 1 < pattern.length) {
      index += 1;
      expression += RE2JS.quote(pattern[index] ?? '');
    } else expression += RE2JS.quote(character);
  }
  return RE2JS.compile(`^${expression}$`);
}

/** `[0-9]`, `[!a]`, `[^a]`: one character of a set, or none of it, and never a slash. */
function classOf(content: string): string {
  const isNegated = content.startsWith('!') || content.startsWith('^');
  const members = isNegated ? content.slice(1) : content;
  let set = '';
  for (let at = 0; at < members.length; at += 1) {
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    set += charactersWithoutSlash(members.charCodeAt(at), members.charCodeAt(isRange ? at + 2 : at));
    if (isRange) at += 2;
  }
  if (isNegated) return `[^/${set}]`;
  return set === '' ? NOTHING : `[${set}]`;
}

const NOTHING = '[^\\x{0}-\\x{10FFFF}]';
const SLASH = 0x2f;

/** The inside of a class; empty for a range that runs backwards. */
function charactersWithoutSlash(from: number, to: number): string {
  const range = (first: number, last: number) =>
    first > last ? '' : `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`;
  return from <= SLASH && to >= SLASH ? range(from, SLASH - 1) + range(SLASH + 1, to) : range(from, to);
}

/** Whether a name is as a metadata rule wants it; null: it cannot be said. */
export function meetsNamePattern(
  { operator, pattern, negate }: Readonly<Record<string, unknown>>,
  name: string,
): boolean | null {
  if (typeof pattern !== 'string') return null;
  const found = ((): boolean | null => {
    switch (operator) {
      case 'starts_with':
        return name.startsWith(pattern);
      case 'ends_with':
        return name.endsWith(pattern);
      case 'contains':
        return name.includes(pattern);
      case 'regex':
        try {
          return RE2JS.compile(pattern).matcher(name).find();
        } catch {
          return null;
        }
      default:
        return null;
    }
  })();
  return found === null ? null : found !== (negate === true);
}
