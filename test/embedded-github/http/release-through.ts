import { release } from '../../../src/conduct/release.ts';
import { judgeEvidence } from '../../../src/core/release/evidence.ts';
import { STAGES } from '../../../src/core/release/stage.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import type { ServedWorld } from '../../support/served-world.ts';
import type { ValidatingProxy } from '../../support/validating-proxy.ts';

/** A whole release on the clock of the world, each answer of which passes the proxy. */
export async function releaseThrough(served: ServedWorld, proxy: ValidatingProxy) {
  const { clock } = served.world;
  const client = new GitHubClient({
    apiUrl: proxy.url,
    token: served.server.tokens.app,
    owner: 'sample',
    repo: 'zlink',
    policy: defaultPolicy(clock, () => {}),
    timeout: 10_000,
    userAgent: 'test',
  });
  return release(
    { client, clock, progress: silentProgress },
    {
      version: '1.2.0',
      config: null,
      superseded: [],
      publicUrl: 'https://github.com/sample/zlink',
      acceptedTrees: [],
      stages: new Set(STAGES),
      judge: async () =>
        judgeEvidence({ kind: 'skipped' }, [], { onInconclusive: 'block', withoutBaseline: 'pass', rehearsal: false }),
      test: null,
      rehearsal: true,
      program: 'test',
    },
    () => {},
  );
}
