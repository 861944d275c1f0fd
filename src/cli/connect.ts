import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { type Problem, problem, ReleaseStop } from '../core/problem.ts';
import { type Clock, systemClock } from '../effects/clock.ts';
import { GitHubClient } from '../effects/github/client.ts';
import { defaultPolicy } from '../effects/github/request-policy.ts';
import type { Progress } from '../report/progress.ts';

export interface ConnectionOptions {
  readonly repo?: string;
  readonly apiUrl?: string;
  readonly config?: string;
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
 * @throws ReleaseStop
 */
export function connect(
  options: ConnectionOptions,
  version: string,
  progress: Progress,
  clock: Clock = systemClock,
): Connection {
  const problems: Problem[] = [];
  const { env } = process;
  const repository = options.repo ?? env.GITHUB_REPOSITORY ?? '';
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})$/.exec(repository);
  if (match === null || match[2] === '.' || match[2] === '..') {
    problems.push(
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
    problems.push(problem('input-invalid', `${JSON.stringify(apiUrl)} is not an http(s) URL.`, { where: '--api-url' }));
  }
  const token = options.token || env.ZLINK_RELEASE_TOKEN || env.GITHUB_TOKEN || env.GH_TOKEN || '';
  if (token === '') problems.push(problem('token-missing', 'Neither ZLINK_RELEASE_TOKEN nor GITHUB_TOKEN is set.'));
  else if (!/^[\x21-\x7e]+$/.test(token))
    problems.push(problem('token-missing', 'The token contains characters no token has.'));
  const config = readConfig(options.config, problems);
  const [first, ...others] = problems;
  if (first !== undefined) throw new ReleaseStop([first, ...others]);
  return {
    config,
    client: new GitHubClient({
      apiUrl,
      token,
      owner: match?.[1] ?? '',
      repo: match?.[2] ?? '',
      policy: defaultPolicy(clock, (reason, milliseconds) => progress.waiting(reason, milliseconds)),
      timeout: REQUEST_TIMEOUT,
      userAgent: `zlink-release/${version}`,
    }),
  };
}

function isHttpUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** Reads a configuration file named by a person; null when none is named. */
export function readConfig(path: string | undefined, problems: Problem[]): Config | null {
  if (path === undefined) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(
      problem('config-invalid', `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`, {
        where: '--config',
      }),
    );
    return null;
  }
  const loaded = loadConfig(path, text);
  if (loaded.ok) return loaded.value;
  problems.push(...loaded.problems);
  return null;
}
