import { type Problem, Problems, problem } from '../problem.ts';
import type { TagRuleset } from './facts.ts';
import { coversRef } from './ruleset-pattern.ts';

/** A file that a release commits. */
export interface PushedFile {
  readonly path: string;
  readonly size: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * What rulesets for pushes say of the files that a release commits: they hold for every branch. Problems where one is sure to be
 * refused, warnings where nobody can know it before.
 *
 * Source: GitHub documentation, "Available rules for rulesets", on push rulesets.
 *
 * @param login whose token it is; null where that is not known
 */
export function judgePushRules(
  rulesets: readonly Pick<TagRuleset, 'name' | 'rules' | 'canBypass'>[],
  files: readonly PushedFile[],
  login: string | null,
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const problems = new Problems();
  const warnings: string[] = [];
  for (const { name, rules, canBypass } of rulesets) {
    if (canBypass === true) continue;
    for (const rule of rules)
      for (const file of files) {
        const limit = limitOf(rule, file);
        if (limit === null) continue;
        const what = `Ruleset ${JSON.stringify(name)} lets nobody push ${file.path}: ${limit}.`;
        if (canBypass === null) warnings.push(`${what} GitHub does not tell whether this token may bypass it.`);
        else
          problems.add(
            problem('rules-forbid-merge', what, {
              where: file.path,
              remedy: `Add ${login ?? 'the token’s identity'} to the ruleset’s bypass list, or leave ${file.path} out of the rule; then run the same command again.`,
            }),
          );
      }
  }
  return { problems: problems.found, warnings };
}

/** Which limit of a rule a file is beyond, as a clause; null: of none. */
function limitOf({ type, parameters }: TagRuleset['rules'][number], { path, size }: PushedFile): string | null {
  switch (type) {
    case 'file_path_restriction': {
      const found = textsIn(parameters.restricted_file_paths).find((each) =>
        coversRef({ include: [each], exclude: [] }, path),
      );
      return found === undefined ? null : `its path is restricted (${JSON.stringify(found)})`;
    }
    case 'file_extension_restriction': {
      const found = textsIn(parameters.restricted_file_extensions).find((each) =>
        path.endsWith(each.replace(/^\*?\.?/, '.')),
      );
      return found === undefined ? null : `files ${JSON.stringify(found)} are restricted`;
    }
    case 'max_file_size':
      return size > Number(parameters.max_file_size ?? Number.POSITIVE_INFINITY) * MEGABYTE
        ? `no file may be larger than ${Number(parameters.max_file_size)} MB`
        : null;
    case 'max_file_path_length':
      return path.length > Number(parameters.max_file_path_length ?? Number.POSITIVE_INFINITY)
        ? `no path may be longer than ${Number(parameters.max_file_path_length)} characters`
        : null;
    default:
      return null;
  }
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
