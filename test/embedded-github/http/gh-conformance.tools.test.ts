import { describe, expect, it } from 'vitest';
import { gh, hasGh } from '../../support/gh.ts';
import { serveWorld } from '../../support/served-world.ts';
import { validatingProxy } from '../../support/validating-proxy.ts';
import { releaseThrough } from './release-through.ts';

describe('what the embedded GitHub answers matches GitHub’s description', () => {
  it.skipIf(!hasGh)('for what gh asks', async () => {
    const served = await serveWorld();
    const proxy = await validatingProxy(served);
    expect((await releaseThrough(served, proxy)).exitCode).toBe(0);
    const server = { url: proxy.url, token: served.server.tokens.pat };
    const repository = 'github.localhost/sample/zlink';
    const run = String(served.world.state.runs[0]?.id);
    for (const args of [
      ['run', 'list', '-R', repository],
      ['run', 'view', run, '-R', repository],
      ['run', 'view', run, '-R', repository, '--log'],
      ['workflow', 'list', '-R', repository],
      ['release', 'view', 'core/v1.2.0', '-R', repository],
      ['api', 'repos/sample/zlink/releases'],
    ]) {
      const result = await gh(server, args);
      expect(result.exitCode, `${args.join(' ')}: ${result.stderr}`).toBe(0);
    }
    await proxy.close();
    expect(proxy.faults).toEqual([]);
    expect(served.server.unknownRoutes).toEqual([]);
  });
});
