import { orStop } from '../core/problem.ts';
import type { BranchFacts } from '../core/release/facts.ts';
import type { Layout } from '../core/release/layout.ts';
import { nameRelease } from '../core/release/names.ts';
import type { Config } from '../core/settings/config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { isBumpKeyword, resolveNextVersion, validateVersion } from '../core/version/semver.ts';
import type { GitHubClient } from '../github/client.ts';
import { observeRelease, readTagCommit } from '../github/read-release.ts';

/**
 * The version that a release is about: the one place where a keyword gets its meaning, once a release.
 *
 * A keyword means the version after the present one, unless the release of the present one is not finished: given again
 * after a crash, the same command goes on with the same release.
 *
 * @param asked MAJOR.MINOR.PATCH, or patch, minor, major
 */
export async function resolveVersion(
  client: GitHubClient,
  asked: string,
  { current, component }: Layout,
  config: Config,
  branch: BranchFacts,
): Promise<string> {
  if (!isBumpKeyword(asked)) return orStop(validateVersion(asked));
  const next = orStop(resolveNextVersion(asked, current));
  const names = nameRelease(nameTemplates(config.templates, component), current);
  if (!names.ok) return next;
  const tagged = await readTagCommit(client, names.value.tag);
  if (tagged !== null) return tagged === branch.head.sha ? current : next;
  const unfinished = await observeRelease(client, names.value, branch.name);
  return unfinished.pullRequests.some((each) => each.merged) ? current : next;
}
