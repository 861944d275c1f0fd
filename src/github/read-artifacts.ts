import { createHash } from 'node:crypto';
import { problem, Stop } from '../core/problem.ts';
import { usableDigest } from '../core/release/digest-algorithm.ts';
import { matchesGlob } from '../core/triggers/file-glob.ts';
import { bytesUpTo } from './bounded-body.ts';
import type { GitHubClient } from './client.ts';

/** An artifact of a workflow run: a zip archive of what a job has uploaded. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly expired: boolean;
  /** `sha256:<hex>` of the archive; null on older servers. */
  readonly digest: string | null;
  /** The run, for people. */
  readonly runUrl: string;
}

/** GitHub takes no larger asset. Bytes. */
const LARGEST_ARTIFACT = 2 * 1024 ** 3;

/**
 * The artifacts of some runs whose name fits. An attempt that was repeated leaves another of the same name: the newest counts.
 *
 * @param name a name, or a glob with `*` and `?`
 */
export async function readArtifacts(
  client: GitHubClient,
  runs: readonly number[],
  name: string,
): Promise<readonly Artifact[]> {
  const found: Artifact[] = [];
  for (const run of runs) {
    const newest = new Map<string, Artifact>();
    const list = await client.list('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', { run_id: run });
    for (const each of list) {
      if (!matchesGlob(name, each.name) || (newest.get(each.name)?.id ?? 0) > each.id) continue;
      const runUrl = each.url.replace(/\/actions\/artifacts\/.*$/, `/actions/runs/${run}`);
      newest.set(each.name, {
        id: each.id,
        name: each.name,
        expired: each.expired,
        digest: usableDigest(each.digest ?? null),
        runUrl,
      });
    }
    found.push(...newest.values());
  }
  return found;
}

/**
 * The bytes of an artifact, which are those that GitHub has the digest of.
 *
 * @throws Stop when other bytes came
 */
export async function downloadArtifact(client: GitHubClient, artifact: Artifact): Promise<Uint8Array> {
  const bytes = await client.download(
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    { artifact_id: artifact.id, archive_format: 'zip' },
    'application/vnd.github+json',
    (body) => bytesUpTo(body, LARGEST_ARTIFACT),
  );
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (artifact.digest === null || artifact.digest === digest) return bytes;
  throw new Stop([
    problem(
      'asset-not-downloaded',
      `What came for the artifact ${JSON.stringify(artifact.name)} has ${digest} instead of ${artifact.digest}.`,
      { where: artifact.runUrl },
    ),
  ]);
}
