import type { Hosted } from './host-world.ts';

/** Address for git, with the person's token in it. */
export const cloneUrlOf = ({ server, world }: Hosted): string =>
  `http://x:${server.tokens.pat}@127.0.0.1:${server.port}/${world.state.owner}/${world.state.repo}.git`;

/** What programs find in the environment of a workflow, and what gh needs: it speaks plain HTTP to github.localhost only, by a proxy. */
export function environmentOf({ server, world }: Hosted): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: server.url,
    GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: `${world.state.owner}/${world.state.repo}`,
    GITHUB_TOKEN: server.tokens.pat,
    GH_HOST: 'github.localhost',
    GH_TOKEN: server.tokens.pat,
    GH_ENTERPRISE_TOKEN: server.tokens.pat,
    HTTP_PROXY: server.url,
  };
}
