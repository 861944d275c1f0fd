import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { serveWorld } from '../../support/served-world.ts';

describe('GitHub Enterprise Server', () => {
  it.each([
    ['named by hand', ['--api-url'], {}],
    ['as a runner names it', [], { GITHUB_GRAPHQL_URL: '/api/graphql' }],
  ])('%s: REST is at /api/v3, GraphQL beside it at /api/graphql', async (_, option, variables) => {
    const { server, directory } = await serveWorld();
    const api = `${server.url}/api/v3`;
    const { exitCode, stderr } = await runCli(
      ['plan', '--repo', 'sample/zlink', '--version', '1.2.0', ...option.flatMap((name) => [name, api])],
      {
        cwd: directory,
        env: {
          ZLINK_RELEASE_TOKEN: server.tokens.app,
          ...(option.length === 0 ? { GITHUB_API_URL: api } : {}),
          ...Object.fromEntries(Object.entries(variables).map(([name, path]) => [name, `${server.url}${path}`])),
        },
      },
    );
    expect(exitCode, stderr).toBe(0);
    expect(server.unknownRoutes).toEqual([]);
    expect(server.requests.filter((each) => each.path === '/graphql').map((each) => each.status)).toContain(200);
  });
});
