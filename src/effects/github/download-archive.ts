import { problem, ReleaseStop } from '../../core/problem.ts';
import type { Clock } from '../clock.ts';

/** Archives of whole repositories; zlink's is some 30 MB. Bytes. */
const MAXIMUM_ARCHIVE = 1024 ** 3;
const ATTEMPTS = 5;

/**
 * The source archive of a tag as everyone downloads it, which is what a recipe's sha256 is about. No token is sent: the
 * archive of a public repository needs none, and it may be served by another host.
 *
 * @throws ReleaseStop when it cannot be had, as for a private repository
 */
export async function downloadArchive(repositoryUrl: string, tag: string, clock: Clock): Promise<Uint8Array> {
  const url = `${repositoryUrl}/archive/refs/tags/${tag.split('/').map(encodeURIComponent).join('/')}.tar.gz`;
  let failure = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Right after the tag the archive may not be there yet.
    if (attempt > 0) await clock.sleep(2_000 * 2 ** attempt);
    try {
      const answer = await fetch(url, { redirect: 'follow', signal: AbortSignal.timeout(300_000) });
      if (Number(answer.headers.get('content-length') ?? 0) > MAXIMUM_ARCHIVE) failure = 'it is larger than 1 GiB';
      else if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      else failure = `the answer was ${answer.status}`;
    } catch {
      failure = 'there was no answer';
    }
  }
  throw new ReleaseStop([
    problem('github-unreachable', `The source archive of ${tag} could not be downloaded: ${failure}.`, {
      where: url,
      remedy: 'Run the same command again; or add the sha256 to conandata.yml by hand.',
    }),
  ]);
}
