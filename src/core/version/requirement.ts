import semver from 'semver';
import { type Checked, checked, failed, problem } from '../problem.ts';

/**
 * How a requirement is read where it names no operator: a bare number admits what is compatible with it (Cargo), or itself
 * alone (npm).
 *
 * Sources: The Cargo Book, "Specifying Dependencies"; npm documentation, "package.json", dependencies.
 */
export type RequirementStyle = 'cargo' | 'npm';

/** One number with what stands before and behind it: `workspace:^1.2`, `=1.2.0`, `1.x`. */
const SINGLE =
  /^(?<before>(?:workspace:)?[ \t]*(?:\^|~>|~|==|=|>=|<=|>|<)?[ \t]*v?)(?<number>\d+(?:\.\d+){0,2})(?<more>[-+][0-9A-Za-z.+-]+)?(?<after>(?:\.[xX*]){0,2})$/;

/** Whether it requires a number at all: `*`, `workspace:^`, `file:../a` and the like say none. */
export const namesNumber = (requirement: string): boolean =>
  /\d/.test(requirement) && !/^[a-z+]+:[^\d^~=<>]*[./]/.test(requirement);

/**
 * A requirement on a package of the release as it has to be at the new version: with its operator and its width. One of full
 * width that names the version before follows; any other only where it no longer admits the new version.
 *
 * @param from the version before; null: unknown, then it follows in any case
 */
export function followRequirement(
  written: string,
  {
    style,
    from,
    version,
  }: { readonly style: RequirementStyle; readonly from: string | null; readonly version: string },
): Checked<string> {
  if (!namesNumber(written)) return checked(written);
  const single = SINGLE.exec(written)?.groups;
  const admitted = admits(written, style, version);
  if (single === undefined) {
    return admitted
      ? checked(written)
      : failed(
          problem('version-file-left-behind', `the requirement ${JSON.stringify(written)} does not admit ${version}.`, {
            remedy: 'Write it as one number with at most one operator, or change it before the release.',
          }),
        );
  }
  const { before = '', number = '', more = '', after = '' } = single;
  const width = number.split('.').length;
  const isBound = /[<>](?!$)/.test(before.replace('~>', '~'));
  const isOfBefore = from === null || number + more === from;
  if (admitted && !(isOfBefore && width === 3 && !isBound)) return checked(written);
  if (/</.test(before))
    return failed(
      problem('version-file-left-behind', `the requirement ${JSON.stringify(written)} does not admit ${version}.`),
    );
  // A range admits no pre-release that it does not name.
  if (!/^\d+\.\d+\.\d+$/.test(version)) return checked(before + version);
  return checked(before + version.split('.').slice(0, width).join('.') + after);
}

function admits(written: string, style: RequirementStyle, version: string): boolean {
  const bare = written
    .replace(/^workspace:/, '')
    .replace('~>', '~')
    .replace(/==/g, '=');
  const range =
    style === 'npm'
      ? bare
      : bare
          .split(',')
          .map((each) => each.trim())
          .map((each) => (/^\d/.test(each) ? `^${each}` : each))
          .join(' ');
  return semver.satisfies(version, range);
}
