import process from 'node:process';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';

/** Asks an API for a repository and an asset, and prints what came: a process whose environment a test chooses. */
const client = new GitHubClient({
  apiUrl: process.argv[2] ?? '',
  token: 'ghs_0123456789',
  owner: 'a',
  repo: 'b',
  policy: { ...defaultPolicy(new VirtualClock(new Date()), () => {}), readRetries: 1 },
  timeout: 20_000,
  userAgent: 'test',
});
const shown = (error: unknown) => (error instanceof Error ? error.message : String(error));
try {
  const repository = (await client.request('GET /repos/{owner}/{repo}')).full_name;
  const download = await client
    .download(
      'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
      { asset_id: 1 },
      'application/octet-stream',
      (body) => json(Readable.from(body)),
    )
    .catch(shown);
  process.stdout.write(JSON.stringify({ repository, download }));
} catch (error) {
  process.stderr.write(shown(error));
}
process.exit();
