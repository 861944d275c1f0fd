import { createHash } from 'node:crypto';
import { type Problem, problem, Stop } from '../../core/problem.ts';
import {
  type AssetFacts,
  compareChecksums,
  examineAssets,
  isChecksumsFile,
  readChecksums,
} from '../../core/release/judge-assets.ts';
import type { AssetRecord } from '../../core/release/record.ts';
import type { AssetPattern } from '../../core/triggers/release-assets.ts';
import type { GitHubClient } from '../../github/client.ts';
import { explaining } from '../../github/explain-failure.ts';
import { orNull } from '../../github/read-release.ts';
import { missingRelease } from './missing-release.ts';
import type { StageContext } from './stage-context.ts';

export interface VerifyRequest {
  readonly tag: string;
  /** null: the release itself must exist, its assets are only checked for being whole. */
  readonly expected: readonly AssetPattern[];
  /** How long the release may still be on its way, in milliseconds. */
  readonly timeout: number;
  readonly pollInterval: number;
  /** The workflow that leaves a draft, as planned: waiting for more than that is in vain. */
  readonly draftBy?: string | null;
}

export interface PublishedRelease {
  readonly url: string;
  readonly assets: readonly AssetRecord[];
}

/** A checksums file is text of a few lines. Bytes. */
const MAXIMUM_CHECKSUMS = 1024 * 1024;

/**
 * Compares the published release with what was expected: name, size, state, digest, checksums file. Uploads may still
 * be on their way, so what is missing is waited for.
 */
export async function verify(context: StageContext, request: VerifyRequest): Promise<PublishedRelease> {
  const { client, clock, progress } = context;
  const deadline = clock.now().getTime() + request.timeout;
  for (;;) {
    const release = await explaining('reading the release', () => readRelease(client, request.tag));
    const problems: Problem[] = [];
    let isDraft = false;
    if (release === null) {
      const { draftBy = null } = request;
      if (clock.now().getTime() >= deadline || draftBy !== null) {
        const missing = await missingRelease(client, request.tag, draftBy);
        problems.push(missing.problem);
        isDraft = draftBy !== null && missing.isDraft;
      } else problems.push(problem('release-missing', `There is no published release for ${request.tag}.`));
    } else {
      const { problems: found } = examineAssets(request.expected, release.assets, release.url);
      problems.push(...found);
    }
    if (release !== null && problems.length === 0) {
      const { digests, problems: contradictions } = await explaining('checking the assets', () =>
        checkContent(client, release),
      );
      const [first, ...others] = contradictions;
      if (first !== undefined) throw new Stop([first, ...others]);
      return {
        url: release.url,
        assets: release.assets.map(({ name, size }) => ({ name, size, digest: digests.get(name) ?? null })),
      };
    }
    const [first, ...others] = problems;
    if (first !== undefined && (isDraft || clock.now().getTime() >= deadline)) throw new Stop([first, ...others]);
    progress.waiting(
      `waiting for the release to be complete: ${problems.map((each) => each.what).join(' ')}`,
      request.pollInterval,
    );
    await clock.sleep(request.pollInterval);
  }
}

interface ReleaseData {
  readonly url: string;
  readonly assets: readonly AssetFacts[];
}

async function readRelease(client: GitHubClient, tag: string): Promise<ReleaseData | null> {
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
    assets: assets.map((asset) => ({
      id: Number(asset.id),
      name: asset.name,
      state: asset.state,
      size: asset.size,
      digest: asset.digest ?? null,
      url: asset.browser_download_url,
    })),
  };
}

/** Digests by name, hashed by ourselves where GitHub gives none, and what the checksums files contradict. */
async function checkContent(
  client: GitHubClient,
  release: ReleaseData,
): Promise<{ digests: ReadonlyMap<string, string>; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const digests = new Map<string, string>();
  const download = (asset: AssetFacts) =>
    client.download(
      'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
      { asset_id: asset.id },
      'application/octet-stream',
      hashed,
    );
  for (const asset of release.assets) {
    const digest = asset.digest ?? (await download(asset)).digest;
    digests.set(asset.name, digest);
  }
  for (const asset of release.assets) {
    if (!isChecksumsFile(asset.name) || asset.size > MAXIMUM_CHECKSUMS) continue;
    const { digest: actual, beginning } = await download(asset);
    if (asset.digest !== null && asset.digest !== actual) {
      problems.push(
        problem('asset-broken', `${asset.name} has ${actual}, but GitHub says ${asset.digest}.`, {
          where: release.url,
        }),
      );
    }
    const lines = readChecksums(beginning);
    problems.push(...compareChecksums({ asset: asset.name, lines }, digests, release.url));
  }
  return { digests, problems };
}

/** The digest of an asset of any size, and as much of its text as a checksums file may have. */
async function hashed(body: AsyncIterable<Uint8Array>): Promise<{ digest: string; beginning: string }> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let room = MAXIMUM_CHECKSUMS;
  for await (const chunk of body) {
    hash.update(chunk);
    if (room > 0) kept.push(chunk.subarray(0, room));
    room -= chunk.byteLength;
  }
  return { digest: `sha256:${hash.digest('hex')}`, beginning: Buffer.concat(kept).toString('utf8') };
}
