import { Problems, problem, Stop } from '../../core/problem.ts';
import { type AssetFacts, examineAssets } from '../../core/release/judge-assets.ts';
import type { PublishedRecord } from '../../core/release/record.ts';
import type { AssetPattern } from '../../core/triggers/release-assets.ts';
import { bytesUpTo } from '../../github/bounded-body.ts';
import type { GitHubClient } from '../../github/client.ts';
import { explaining } from '../../github/explain-failure.ts';
import { orNull, toAssetFacts } from '../../github/read-release.ts';
import { AssetGone } from './asset-bytes.ts';
import { missingRelease } from './missing-release.ts';
import { proveAssets } from './prove-assets.ts';
import type { StageContext } from './stage-context.ts';

export interface VerifyRequest {
  readonly tag: string;
  /** null: the release itself must exist, its assets are only checked for being whole. */
  readonly expected: readonly AssetPattern[];
  /** How long the release may still be on its way, in milliseconds. */
  readonly timeout: number;
  readonly pollInterval: number;
  /**
   * A file of the repository at the tag: the root of trust that Sigstore bundles among the assets are checked with. Left out:
   * they are named and not checked.
   */
  readonly trustedRoot?: string | null;
  /** Whether the version is a pre-release. Left out: nobody knows. */
  readonly isPrerelease?: boolean;
  /** The workflow that leaves a draft, as planned: waiting for more than that is in vain. */
  readonly draftBy?: string | null;
}

/**
 * Compares the published release with what was expected: name, size, state, digest, lists of checksums. Uploads may still
 * be on their way, so what is missing is waited for.
 */
export async function verify(context: StageContext, request: VerifyRequest): Promise<PublishedRecord> {
  const { client, clock, progress } = context;
  const deadline = clock.now().getTime() + request.timeout;
  const path = request.trustedRoot ?? null;
  const trustedRoot = path === null ? null : () => readTrustedRoot(client, path, request.tag);
  for (;;) {
    const release = await explaining('reading the release', () => readRelease(client, request.tag));
    const problems = new Problems();
    let isDraft = false;
    if (release === null) {
      const { draftBy = null } = request;
      if (clock.now().getTime() >= deadline || draftBy !== null) {
        const missing = await missingRelease(client, request.tag, draftBy);
        problems.add(missing.problem);
        isDraft = draftBy !== null && missing.isDraft;
      } else problems.add(problem('release-missing', `There is no published release for ${request.tag}.`));
    } else {
      problems.add(...examineAssets(request.expected, release.assets, release.url));
    }
    const isOver = clock.now().getTime() >= deadline;
    let lacking = problems.found.map((each) => each.what).join(' ');
    if (release !== null && problems.none) {
      try {
        const proven = await proveAssets(context, release.assets, release.url, trustedRoot);
        const odd = oddMark(request, release.isPrerelease);
        if (odd !== null) progress.warn(odd);
        return { url: release.url, ...proven };
      } catch (error) {
        if (!(error instanceof AssetGone)) throw error;
        if (isOver) throw error.cause;
        lacking = `${error.message} was replaced meanwhile.`;
      }
    }
    if (isOver || isDraft) problems.stop();
    progress.waiting(`waiting for the release to be complete: ${lacking}`, request.pollInterval);
    await clock.sleep(request.pollInterval);
  }
}

/** Who asks GitHub for the latest release is shown none that is marked as a pre-release. */
function oddMark({ tag, isPrerelease }: VerifyRequest, isMarked: boolean): string | null {
  if (isPrerelease === undefined || isPrerelease === isMarked) return null;
  return isMarked
    ? `The GitHub release of ${tag} is marked as a pre-release, and its version is none: GitHub does not show it as the latest one.`
    : `The GitHub release of ${tag} is not marked as a pre-release, and its version is one: GitHub may show it as the latest one.`;
}

interface ReleaseData {
  readonly url: string;
  readonly isPrerelease: boolean;
  readonly assets: readonly AssetFacts[];
}

/** The release of a tag with all of its assets; null when there is none. */
export async function readRelease(client: GitHubClient, tag: string): Promise<ReleaseData | null> {
  const answer = await orNull(client.poll('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }));
  if (answer === null) return null;
  const { data } = answer;
  let assets = data.assets;
  // The release itself lists only the first of many assets.
  if (assets.length >= 30) {
    assets = await client.list(
      'GET /repos/{owner}/{repo}/releases/{release_id}/assets',
      { release_id: Number(data.id) },
      'polled',
    );
  }
  return {
    url: data.html_url,
    isPrerelease: data.prerelease === true,
    assets: assets.map(toAssetFacts),
  };
}

/** Beyond every root of trust with its logs. Bytes. */
const LARGEST_ROOT = 1024 * 1024;

/** @throws Stop when the tag has no such file */
async function readTrustedRoot(client: GitHubClient, path: string, tag: string): Promise<string> {
  const root = await explaining('reading the root of trust', () =>
    orNull(
      client.download(
        'GET /repos/{owner}/{repo}/contents/{path}',
        { path, ref: `refs/tags/${tag}` },
        'application/vnd.github.raw+json',
        async (body) => {
          const bytes = await bytesUpTo(body, LARGEST_ROOT);
          return bytes.byteLength > LARGEST_ROOT ? null : bytes.toString('utf8');
        },
      ),
    ),
  );
  if (root !== null) return root;
  throw new Stop([
    problem('config-invalid', `${tag} has no file ${path} of at most ${LARGEST_ROOT} bytes.`, {
      where: 'verify.trusted-root',
      remedy:
        'Write what `gh attestation trusted-root` prints into this file, or take the key out of the configuration.',
    }),
  ]);
}
