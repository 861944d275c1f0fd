import type { ChangeCommit } from '../core/changelog/generate.ts';
import type { ChangesSinceRelease } from '../core/changelog/generate-section.ts';
import type { Layout } from '../core/release/layout.ts';
import { nameRelease } from '../core/release/names.ts';
import type { Config } from '../core/settings/config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import type { GitHubClient } from '../github/client.ts';
import { orNull } from '../github/read-release.ts';

const PER_PAGE = 100;
/** A section of more commits is nobody's to read. */
const MAXIMUM_PAGES = 20;

/**
 * The commits since the tag of the present version, where the changelog is written from them; all that are not more than
 * `MAXIMUM_PAGES` pages back where there is no such tag. What they say never changes, so the same section is made again.
 *
 * @returns null where nothing is written from them
 */
export async function readChanges(
  client: GitHubClient,
  config: Config,
  { component, current, releasedTag, isChangelogOfCommits }: Layout,
  head: string,
): Promise<ChangesSinceRelease | null> {
  const mode = config.changelog?.mode ?? (isChangelogOfCommits ? 'generate' : null);
  if (mode !== 'generate') return null;
  const names = nameRelease(nameTemplates(config.templates, component), current);
  const tag = names.ok ? names.value.tag : releasedTag;
  const since =
    (tag === null ? null : await commitsSince(client, tag, head)) ??
    // Files may say already what is to be released.
    (releasedTag === null || releasedTag === tag ? null : await commitsSince(client, releasedTag, head));
  return { head, commits: since ?? (await commitsBefore(client, head)) };
}

async function commitsSince(client: GitHubClient, tag: string, head: string): Promise<ChangeCommit[] | null> {
  const found: ChangeCommit[] = [];
  for (let page = 1; page <= MAXIMUM_PAGES; page += 1) {
    const basehead = `${tag}...${head}`;
    const compared = await orNull(
      client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { basehead, per_page: PER_PAGE, page }),
    );
    if (compared === null) return null;
    found.push(...compared.commits.map(toChange));
    if (compared.commits.length < PER_PAGE) break;
  }
  return found;
}

async function commitsBefore(client: GitHubClient, head: string): Promise<ChangeCommit[]> {
  const found: ChangeCommit[] = [];
  for await (const each of client.items('GET /repos/{owner}/{repo}/commits', { sha: head })) {
    found.push(toChange(each));
    if (found.length >= PER_PAGE * MAXIMUM_PAGES) break;
  }
  return found;
}

const toChange = (each: {
  readonly sha: string;
  readonly commit: { readonly message: string; readonly author?: { readonly name?: string } | null };
  readonly parents: readonly { readonly sha: string }[];
}): ChangeCommit => ({
  sha: each.sha,
  message: each.commit.message,
  author: each.commit.author?.name ?? '',
  parents: each.parents.map(({ sha }) => sha),
});
