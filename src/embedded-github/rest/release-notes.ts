import { repositoryPage } from '../commit-answers.ts';
import type { ApiRequest } from '../route.ts';

/**
 * The notes that GitHub generates: a line for each pull request merged since the release before, and a link to compare.
 *
 * Source: GitHub documentation, "Automatically generated release notes".
 *
 * @param previous the tag to begin at; null: that of the newest release before
 */
export async function generatedNotes(
  request: ApiRequest,
  tag: string,
  previous: string | null,
): Promise<{ name: string; body: string }> {
  const { git, state } = request.world;
  const { defaultBranch, releases, pulls } = state;
  const head =
    (await git.resolveCommit(`refs/tags/${tag}`)) ?? (await git.resolveCommit(`refs/heads/${defaultBranch}`));
  const before =
    previous ??
    releases.filter((each) => !each.draft && each.tagName !== tag).sort((a, b) => b.createdAt - a.createdAt)[0]
      ?.tagName ??
    null;
  const from = before === null ? null : await git.resolveCommit(`refs/tags/${before}`);
  const merged = pulls.flatMap((pull) => (pull.mergeCommitSha === null || pull.mergedAt === null ? [] : [pull]));
  const commits = merged.map((pull) => pull.mergeCommitSha ?? '');
  const isIn = head === null ? new Set<string>() : await git.contained(commits, head);
  const wasIn = from === null ? new Set<string>() : await git.contained(commits, from);
  const page = repositoryPage(request);
  const lines = merged
    .filter(({ mergeCommitSha }) => isIn.has(mergeCommitSha ?? '') && !wasIn.has(mergeCommitSha ?? ''))
    .map((pull) => `* ${pull.title} by @${pull.author.login} in ${page}/pull/${pull.number}`);
  const range = before === null ? `${page}/commits/${tag}` : `${page}/compare/${before}...${tag}`;
  const changes = lines.length === 0 ? '' : `## What's Changed\n${lines.join('\n')}\n\n\n`;
  return { name: tag, body: `${changes}**Full Changelog**: ${range}` };
}
