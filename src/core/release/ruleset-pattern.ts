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
    if (pattern.startsWith('**/', index)) {
      expression += '(?:[^/]*/)*';
      index += 2;
    } else if (pattern[index] === '*') expression += '[^/]*';
    else if (pattern[index] === '?') expression += '[^/]';
    else expression += RE2JS.quote(pattern[index] ?? '');
  }
  return RE2JS.compile(`^${expression}$`);
}
