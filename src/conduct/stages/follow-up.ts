import { type Checked, failed, Problems, problem, Stop } from '../../core/problem.ts';
import { entryAt } from '../../core/release/git-tree.ts';
import type { ReleasePlan } from '../../core/release/plan-release.ts';
import { isPutBack, putBackPaths, withPutBack } from '../../core/release/put-back.ts';
import { type ArchiveHashes, archiveUrls, repositoryAt } from '../../core/release/source-archive.ts';
import { addConandataSha256, conandataUrl } from '../../core/version/conandata.ts';
import { bumpVcpkgPort, duePorts } from '../../core/version/vcpkg-port.ts';
import { archiveHashes } from '../../github/download-archive.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readCommit } from '../../github/read-commit.ts';
import { readBranchHead, readPullRequests, toPullRequestFacts } from '../../github/read-release.ts';
import { readBranchCommit } from '../../github/read-repository.ts';
import { readFiles, readListing } from '../../github/read-tree.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { commitOnBranch, type FileContent } from '../../github/write-commit.ts';
import { markdownCode } from '../../report/escape.ts';
import type { ReleaseContext } from './stage-context.ts';

interface FollowUp {
  readonly number: number;
  readonly url: string;
}

/**
 * A Conan recipe needs the sha256 of an archive that exists only after the tag, and a vcpkg port its sha512; what marks
 * development between releases is put back. This proposes the lines in a pull request of its own, which is left open for a
 * person: it is no part of the tagged release.
 *
 * @param request.commit the commit that the release tag leads to
 * @param request.isFirst nobody can have proposed it before: what is there after all is found when it is written
 * @returns the pull request, or null when there is nothing to add
 */
export async function proposeFollowUp(
  context: ReleaseContext,
  { commit, isFirst }: { readonly commit: string; readonly isFirst: boolean },
): Promise<FollowUp | null> {
  const { client, plan, clock, progress } = context;
  const recipes = plan.edits.filter(({ path }) => plan.conandataPaths.includes(path));
  for (const { path, after } of recipes)
    if (!isOfArchive(plan, after))
      progress.warn(
        `${path} names ${conandataUrl(after, plan.version)}, which is not the source archive of ${plan.names.tag}: its sha256 is left to you`,
      );
  const needsSha256 =
    plan.conandataPaths.length > 0 && !(recipes.length > 0 && recipes.every(({ after }) => !isOfArchive(plan, after)));
  const needsArchive = needsSha256 || plan.portPaths.length > 0;
  if (!needsArchive && !isPutBack(plan.putBack)) return null;
  const branch = plan.names.followUpBranch;
  const writes = new WriteAttempts(clock);
  return explaining('proposing what follows the release', async () => {
    const { timeout, userAgent } = client;
    const hashes = needsArchive
      ? await archiveHashes(
          { repositoryUrl: plan.repository.htmlUrl, tag: plan.names.tag, commit, timeout, userAgent },
          { clock, onWait: (why, milliseconds) => progress.waiting(why, milliseconds) },
        )
      : null;
    // A branch that nobody has seen is not looked for: creating it tells.
    for (let isSeen = false; ; isSeen = true) {
      const pullRequest = isFirst && !isSeen ? undefined : (await readPullRequests(client, branch, plan.baseBranch))[0];
      // Merged or closed by a person: either way it is decided.
      if (pullRequest !== undefined) return { number: pullRequest.number, url: pullRequest.url };
      const present = isSeen ? await readBranchHead(client, branch) : null;
      // A branch without its commit was left by a run that was killed in between.
      const head =
        present === null ? await readBranchCommit(client, plan.baseBranch) : await readCommit(client, present);
      if (head === null) throw new Stop([problem('base-branch-missing', `${plan.baseBranch} is gone.`)]);
      const files = await followingFiles(context, head.tree, hashes);
      if (present === null) {
        if (files.length === 0) return null;
        const created = await writes.attempt(
          client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha: head.sha }),
        );
        if (created === null) continue;
      }
      if (files.length > 0) {
        const commit = {
          message: needsArchive
            ? `release: add the archive hash of ${plan.names.tag}`
            : `release: back to development after ${plan.names.tag}`,
          parent: head.sha,
          baseTree: head.tree,
          files,
        };
        const made = await writes.attempt(commitOnBranch(client, branch, commit, { useGraphQL: plan.hasGraphQL }));
        if (made === null) continue;
      }
      const opened = await writes.attempt(
        client.request('POST /repos/{owner}/{repo}/pulls', {
          title: needsArchive
            ? `release: archive hash of ${plan.names.tag}`
            : `release: back to development after ${plan.names.tag}`,
          body: bodyOf(plan),
          head: branch,
          base: plan.baseBranch,
        }),
      );
      if (opened !== null) {
        const { number, url } = toPullRequestFacts(opened);
        progress.note(`opened pull request #${number} that follows the release: ${url}`);
        return { number, url };
      }
    }
  });
}

function bodyOf(plan: ReleasePlan): string {
  const parts = [
    ...(plan.conandataPaths.length + plan.portPaths.length > 0 ? [archiveText(plan)] : []),
    ...(isPutBack(plan.putBack)
      ? [
          `Puts back what stands between releases, as it was before \`${plan.names.tag}\`: ${putBackPaths(plan.putBack)
            .map((path) => markdownCode(path))
            .join(', ')}.`,
        ]
      : []),
  ];
  return parts.join('\n\n');
}

function archiveText({ conandataPaths, portPaths, names, version }: ReleasePlan): string {
  const archive = `the source archive of \`${names.tag}\`, which exists only since the tag.`;
  if (portPaths.length === 0) return `Adds the sha256 of ${archive}`;
  const ports = `Moves ${portPaths.map((path) => markdownCode(path)).join(' and ')} to ${version} with the sha512 of ${archive}`;
  return conandataPaths.length === 0 ? ports : `Adds the sha256 of the same archive to Conan’s recipe. ${ports}`;
}

/** The recipes of a tree with what they need of the archive, and its files in development; those that need nothing are left out. */
async function followingFiles(
  { client, plan, store, progress }: ReleaseContext,
  tree: string,
  hashes: ArchiveHashes | null,
): Promise<FileContent[]> {
  const contents = new Map<string, { mode: string; bytes: Uint8Array }>();
  if (tree === plan.expectedTree && plan.portPaths.length === 0 && !isPutBack(plan.putBack)) {
    for (const { path, mode, after } of plan.edits) contents.set(path, { mode, bytes: after });
  } else {
    const wanted = [...plan.conandataPaths, ...plan.portPaths, ...putBackPaths(plan.putBack)];
    const { listing } = await readListing(client, tree, wanted);
    const paths = wanted.filter((path) => entryAt(listing, path) !== null);
    for (const [path, { mode, bytes }] of await readFiles(client, store, listing, paths))
      contents.set(path, { mode, bytes });
  }
  // A hand may have made the release without a recipe: whoever adds its entry adds the hash.
  const lacksEntry = (path: string): boolean => {
    const bytes = contents.get(path)?.bytes;
    return bytes !== undefined && conandataUrl(bytes, plan.version) === null;
  };
  const forgotten = new Set(hashes === null ? [] : plan.conandataPaths.filter(lacksEntry));
  for (const path of forgotten)
    progress.warn(`${path} has no entry with a url for ${plan.version}: it and its sha256 are left to you`);
  const problems = new Problems();
  const recipes =
    hashes === null ? [] : (problems.take(recipesWithHash(plan, without(contents, forgotten), hashes)) ?? []);
  const ports = hashes === null ? [] : (problems.take(portsMoved(plan, contents, hashes)) ?? []);
  problems.stop();
  const hashed = new Map([...recipes, ...ports].map((file) => [file.path, file]));
  const now = new Map([...contents].map(([path, { bytes }]) => [path, hashed.get(path)?.bytes ?? bytes]));
  for (const [path, bytes] of withPutBack(now, plan.putBack, plan.version))
    hashed.set(path, { path, mode: contents.get(path)?.mode ?? '100644', bytes });
  return [...hashed.values()];
}

type Contents = ReadonlyMap<string, { readonly mode: string; readonly bytes: Uint8Array }>;

const without = (contents: Contents, paths: ReadonlySet<string>): Contents =>
  new Map([...contents].filter(([path]) => !paths.has(path)));

function recipesWithHash(
  plan: ReleasePlan,
  contents: Contents,
  { sha256 }: ArchiveHashes,
): Checked<readonly FileContent[]> {
  const problems = new Problems();
  const files = plan.conandataPaths.flatMap((path): FileContent[] => {
    const content = contents.get(path);
    if (content === undefined || !isOfArchive(plan, content.bytes)) return [];
    const edited = problems.take(at(path, addConandataSha256(content.bytes, { version: plan.version, sha256 })));
    return edited?.changed === true ? [{ path, mode: content.mode, bytes: edited.bytes }] : [];
  });
  return problems.over(() => files);
}

/** Both files of each port that is still about an earlier release. */
function portsMoved(plan: ReleasePlan, contents: Contents, { sha512 }: ArchiveHashes): Checked<readonly FileContent[]> {
  const problems = new Problems();
  const { version, names, repository, portPaths } = plan;
  const bytes = new Map([...contents].map(([path, content]) => [path, content.bytes]));
  const release = { version, tag: names.tag, repository: repositoryAt(repository.publicUrl) };
  const files = duePorts(bytes, portPaths, release).flatMap(({ path }): FileContent[] => {
    const content = contents.get(path);
    if (content === undefined) return [];
    const moved = problems.take(at(path, bumpVcpkgPort(path, content.bytes, { ...release, sha512 })));
    return moved === null ? [] : [{ path, mode: content.mode, bytes: moved }];
  });
  return problems.over(() => files);
}

const at = <T>(path: string, result: Checked<T>): Checked<T> =>
  result.ok ? result : failed(...result.problems.map((each) => ({ ...each, where: path })));

/** Whether a recipe downloads the archive that was hashed. Its sha256 beside another address would be a wrong one. */
function isOfArchive({ repository, names, version }: ReleasePlan, bytes: Uint8Array): boolean {
  const url = conandataUrl(bytes, version)?.toLowerCase();
  return url === undefined || archiveUrls(repository.publicUrl, names.tag).some((each) => each.toLowerCase() === url);
}
