import { Problems, Stop } from '../core/problem.ts';
import { faultOptions } from '../rehearse/fault-options.ts';
import { cloneUrlOf, environmentOf } from './addresses.ts';
import { host } from './host-world.ts';
import type { EmbeddedGitHubOptions, RunningGitHub, StartEmbeddedGitHub } from './hosted-types.ts';
import { readWorld } from './read-world.ts';

/** The GitHub that the package gives to tests. */
export const startForTests: StartEmbeddedGitHub = (options = {}) =>
  start(options).catch((error: unknown) => {
    throw error instanceof Stop ? new Error(worded(error), { cause: error }) : error;
  });

/** Everything that is wrong, a line each. */
const worded = ({ problems }: Stop): string =>
  problems.map(({ where, what, remedy }) => `${where === undefined ? '' : `${where}: `}${what} ${remedy}`).join('\n');

async function start(options: EmbeddedGitHubOptions): Promise<RunningGitHub> {
  const problems = new Problems();
  const given = problems.take(await readWorld(options.world ?? {}, options.repository !== undefined));
  problems.stop();
  if (given === null) throw new Error('what is checked is there');
  const hosted = await host({ ...options, ...given });
  const { server, world, directory } = hosted;
  return {
    url: server.url,
    port: server.port,
    repository: `${world.state.owner}/${world.state.repo}`,
    cloneUrl: cloneUrlOf(hosted),
    tokens: server.tokens,
    environment: environmentOf(hosted),
    directory,
    certificate: hosted.certificate,
    requests: server.requests,
    unanswered: server.unknownRoutes,
    now: () => new Date(world.now()),
    act: async ({ who, method, path, body }) => {
      const reply = await server.control.act({ who, method, path, body });
      return { status: reply?.status ?? 0, body: reply?.body ?? null };
    },
    plan: async (act) => {
      await server.control.act(act);
    },
    advance: async (seconds) => {
      await server.control.skip(seconds * 1_000);
    },
    pace: (times) => server.followRealTime(times),
    addFaults: (...faults) => {
      const parsed = faultOptions(faults);
      if (!parsed.ok) throw new Error(parsed.problems.map(({ what, remedy }) => `${what} ${remedy}`).join('\n'));
      server.control.addFaults(parsed.value);
    },
    clearFaults: () => server.control.clearFaults(),
    close: () => hosted.close(),
  };
}
