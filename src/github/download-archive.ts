import { createHash } from 'node:crypto';
import { problem, Stop } from '../core/problem.ts';
import type { Clock } from '../effects/clock.ts';
import { fetchStreamed } from './fetch-streamed.ts';

/** Archives of whole repositories; zlink's is some 30 MB. Bytes. */
const MAXIMUM_ARCHIVE = 4 * 1024 ** 3;
const ATTEMPTS = 5;
/** Milliseconds that an archive may take. */
const DOWNLOAD_TIMEOUT = 300_000;

/**
 * The sha256 of the source archive of a tag as everyone downloads it, which is what a recipe is about. No token is sent:
 * the archive of a public repository needs none, and it may be served by another host.
 *
 * @param timeout milliseconds until an unanswered request counts as lost
 * @throws Stop when it cannot be had, as for a private repository
 */
export async function archiveHash(
  repositoryUrl: string,
  tag: string,
  { clock, timeout }: { readonly clock: Clock; readonly timeout: number },
): Promise<string> {
  const url = `${repositoryUrl}/archive/refs/tags/${tag.split('/').map(encodeURIComponent).join('/')}.tar.gz`;
  let failure = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Right after the tag the archive may not be there yet.
    if (attempt > 0) await clock.sleep(2_000 * 2 ** attempt);
    try {
      const answer = await fetchStreamed(url, { redirect: 'follow' }, { head: timeout, whole: DOWNLOAD_TIMEOUT });
      if (!answer.ok || answer.body === null) {
        failure = `the answer was ${answer.status}`;
        continue;
      }
      const hash = createHash('sha256');
      let length = 0;
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        length += chunk.byteLength;
        if (length > MAXIMUM_ARCHIVE) break;
      }
      if (length <= MAXIMUM_ARCHIVE) return hash.digest('hex');
      failure = 'it is larger than 4 GiB';
    } catch {
      failure = 'there was no answer';
    }
  }
  throw new Stop([
    problem('github-unreachable', `The source archive of ${tag} could not be downloaded: ${failure}.`, {
      where: url,
      remedy: 'Run the same command again; or add the sha256 to conandata.yml by hand.',
    }),
  ]);
}
