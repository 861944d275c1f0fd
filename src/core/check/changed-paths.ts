import { type Checked, Problems, problem } from '../problem.ts';
import { compileFilter, compileFilterList } from '../triggers/filter-pattern.ts';

/**
 * Which changes can move the benchmark, in the language and with the meaning of a workflow's own `paths` and
 * `paths-ignore`. They are asked here, and not there, because a workflow that its filter kept from starting leaves a
 * required check pending for ever.
 *
 * Source: GitHub documentation, "Troubleshooting required status checks".
 */
export type PathFilter =
  | { readonly kind: 'every' }
  | { readonly kind: 'only' | 'all-but'; readonly patterns: readonly string[] };

/** Reads the two inputs. `where` of a problem is the input's name. */
export function pathFilter(paths: readonly string[], pathsIgnore: readonly string[]): Checked<PathFilter> {
  const problems = new Problems();
  for (const [where, patterns] of [
    ['paths', paths],
    ['paths-ignore', pathsIgnore],
  ] as const) {
    for (const pattern of patterns) {
      const compiled = compileFilter(pattern);
      if (!compiled.ok)
        problems.add(problem('input-invalid', `${JSON.stringify(pattern)}: ${compiled.fault}.`, { where }));
    }
  }
  if (paths.length > 0 && pathsIgnore.length > 0) {
    problems.add(
      problem('input-invalid', '`paths` and `paths-ignore` are both given.', {
        where: 'paths-ignore',
        remedy: 'Give one of them. `paths` takes patterns back with a leading `!`, as in a workflow.',
      }),
    );
  }
  return problems.over((): PathFilter => {
    if (paths.length > 0) return { kind: 'only', patterns: paths };
    return pathsIgnore.length > 0 ? { kind: 'all-but', patterns: pathsIgnore } : { kind: 'every' };
  });
}

/** The changed files that count, in the order given. */
export function countingPaths(changed: readonly string[], filter: PathFilter): string[] {
  if (filter.kind === 'every') return [...changed];
  const list = compileFilterList(filter.patterns);
  return changed.filter((path) => list.match(path).matches === (filter.kind === 'only'));
}
