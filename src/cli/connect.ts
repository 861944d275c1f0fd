import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Checked, checked, failed, type Problem, Problems, problem } from '../core/problem.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { type Clock, systemClock } from '../effects/clock.ts';
import { readNamedFile, staysInside } from '../effects/small-file.ts';
import { GitHubClient } from '../github/client.ts';
import { proxyFor, UnusableProxy, unusableProxyRemedy } from '../github/environment-proxy.ts';
import { defaultPolicy } from '../github/request-policy.ts';
import type { Progress } from '../report/progress.ts';

export interface ConnectionOptions {
  readonly repo?: string;
  readonly apiUrl?: string;
  readonly config?: string;
  /** What stands above the file. */
  readonly overrides?: readonly ConfigOverride[];
  /** Left out: taken from the environment. */
  readonly token?: string;
}

export interface Connection {
  readonly client: GitHubClient;
  readonly config: Config | null;
}

/** Milliseconds until an unanswered request counts as lost. */
const REQUEST_TIMEOUT = 60_000;

/**
 * Connects to the repository that the options and the environment name. All that is wrong with them is told at once.
 *
 * @throws Stop
 */
export function connect(
  options: ConnectionOptions,
  version: string,
  progress: Progress,
  clock: Clock = systemClock,
  env: NodeJS.ProcessEnv = process.env,
): Connection {
  const problems = new Problems();
  const repository = options.repo ?? env.GITHUB_REPOSITORY ?? '';
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})$/.exec(repository);
  if (match === null || match[2] === '.' || match[2] === '..') {
    problems.add(
      problem(
        'input-invalid',
        repository === '' ? 'No repository is named.' : `${JSON.stringify(repository)} is not owner/name.`,
        {
          where: '--repo',
          remedy: 'Give --repo owner/name, or set GITHUB_REPOSITORY.',
        },
      ),
    );
  }
  const apiUrl = (options.apiUrl ?? env.GITHUB_API_URL ?? 'https://api.github.com').replace(/\/+$/, '');
  if (!isHttpUrl(apiUrl)) {
    // It may hold a credential in a place that we do not know: it is not shown.
    problems.add(
      problem('input-invalid', 'It is no http(s) URL without user name, password and query.', {
        where: options.apiUrl === undefined ? 'GITHUB_API_URL' : '--api-url',
        remedy: 'Give the base URL of the REST API; the token comes in ZLINK_RELEASE_TOKEN.',
      }),
    );
  }
  problems.add(...proxyProblems(apiUrl));
  // Two variables of one runner: an API named by hand has nothing to do with the runner's GraphQL.
  const graphqlUrl =
    options.apiUrl === undefined ? env.GITHUB_GRAPHQL_URL?.replace(/\/+$/, '') || undefined : undefined;
  if (graphqlUrl !== undefined && !(isHttpUrl(graphqlUrl) && graphqlUrl.endsWith('/graphql'))) {
    problems.add(
      problem('input-invalid', 'It is no http(s) URL that ends with /graphql.', {
        where: 'GITHUB_GRAPHQL_URL',
        remedy: 'Leave it as the runner sets it, together with GITHUB_API_URL.',
      }),
    );
  }
  const token = options.token || env.ZLINK_RELEASE_TOKEN || env.GITHUB_TOKEN || env.GH_TOKEN || '';
  if (options.token === undefined && env.ZLINK_RELEASE_TOKEN?.trim() === '')
    // The next variable would be another identity, and no release is made by one that nobody chose.
    problems.add(problem('token-missing', 'ZLINK_RELEASE_TOKEN is set, but empty.', { where: 'ZLINK_RELEASE_TOKEN' }));
  else if (token === '')
    problems.add(
      problem(
        'token-missing',
        'None of ZLINK_RELEASE_TOKEN, GITHUB_TOKEN and GH_TOKEN is set; they are looked at in this order.',
      ),
    );
  else if (!/^[\x21-\x7e]+$/.test(token))
    problems.add(problem('token-missing', 'The token contains characters no token has.'));
  const config = problems.take(readConfig(options.config, options.overrides));
  problems.stop();
  return {
    config,
    client: new GitHubClient({
      apiUrl,
      graphqlUrl,
      token,
      owner: match?.[1] ?? '',
      repo: match?.[2] ?? '',
      policy: defaultPolicy(clock, (reason, milliseconds) => progress.waiting(reason, milliseconds)),
      timeout: REQUEST_TIMEOUT,
      userAgent: `zlink-release/${version}`,
    }),
  };
}

/** Nothing is asked for past a proxy that was named and cannot be used. */
function proxyProblems(apiUrl: string): Problem[] {
  try {
    if (isHttpUrl(apiUrl)) proxyFor(new URL(apiUrl));
    return [];
  } catch (error) {
    if (!(error instanceof UnusableProxy)) throw error;
    const { variable, message } = error;
    return [problem('input-invalid', `${message}.`, { where: variable, remedy: unusableProxyRemedy(variable) })];
  }
}

function isHttpUrl(text: string): boolean {
  try {
    const url = new URL(text);
    const isBare = [url.username, url.password, url.search, url.hash].every((part) => part === '');
    return (url.protocol === 'https:' || url.protocol === 'http:') && isBare;
  } catch {
    return false;
  }
}

/** A configuration is text of a few lines; loadConfig has a limit in characters. Bytes. */
const LARGEST_CONFIG = 1_048_576;

/**
 * The configuration of a checkout, which is a file of it or none: a link could lead to any file of the machine, and what is
 * wrong with a configuration is told with words from it.
 */
export function readCheckoutConfig(
  checkout: string,
  overrides: readonly ConfigOverride[] = [],
): Checked<Config | null> {
  const path = join(checkout, DEFAULT_CONFIG_PATH);
  if (!isThere(path)) return loadConfig(DEFAULT_CONFIG_PATH, '', overrides);
  if (staysInside(checkout, path)) return readConfig(path, overrides);
  return failed(problem('path-outside-repository', `${path} leads out of the checkout.`, { where: path }));
}

/**
 * The configuration of the checkout, or the file that a person names instead: what is measured is configured beside the code
 * that is measured.
 */
export function configBeside(
  checkout: string,
  given: string | undefined,
  overrides: readonly ConfigOverride[] = [],
): Checked<Config> {
  const config = given === undefined ? readCheckoutConfig(checkout, overrides) : readConfig(given, overrides);
  return config.ok ? checked(config.value ?? defaultConfig()) : config;
}

/** Also a link that leads nowhere is there. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Reads a configuration file named by a person; null when none is named. */
export function readConfig(
  path: string | undefined,
  overrides: readonly ConfigOverride[] = [],
): Checked<Config | null> {
  if (path === undefined) return checked(null);
  const file = readNamedFile(path, LARGEST_CONFIG);
  if (!file.ok) return failed(problem('config-invalid', `${path} ${file.why}.`, { where: '--config' }));
  return loadConfig(path, file.text, overrides);
}
