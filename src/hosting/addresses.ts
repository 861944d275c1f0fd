import type { Hosted } from './host-world.ts';

/** Address for git, with the person's token in it. */
export const cloneUrlOf = ({ server, world }: Hosted): string =>
  `${server.url.replace('://', `://x:${server.tokens.pat}@`)}/${world.state.owner}/${world.state.repo}.git`;

/**
 * What programs find in the environment of a workflow. Over plain HTTP also what gh needs, which speaks it to github.localhost
 * only, by a proxy; over https what lets programs trust the certificate.
 */
export function environmentOf({ server, world, certificate }: Hosted): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: server.url,
    GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: `${world.state.owner}/${world.state.repo}`,
    GITHUB_TOKEN: server.tokens.pat,
    ...(certificate === null ? plainAccess(server) : trusting(certificate)),
  };
}

const trusting = (certificate: string) => ({
  NODE_EXTRA_CA_CERTS: certificate,
  SSL_CERT_FILE: certificate,
  REQUESTS_CA_BUNDLE: certificate,
  GIT_SSL_CAINFO: certificate,
});

const plainAccess = (server: Hosted['server']) => ({
  GH_HOST: 'github.localhost',
  GH_TOKEN: server.tokens.pat,
  GH_ENTERPRISE_TOKEN: server.tokens.pat,
  HTTP_PROXY: server.url,
});
