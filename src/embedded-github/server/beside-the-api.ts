import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { addControl } from './control.ts';
import { PushHook } from './push-hook.ts';
import { serveGit } from './serve-git.ts';
import type { EmbeddedGitHubOptions, Env, ServedWorld } from './served-world.ts';
import type { Controlled } from './steering.ts';

export interface BesideTheApi {
  readonly receive: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface BesideOptions extends Controlled {
  readonly options: EmbeddedGitHubOptions;
  readonly servedAt: (origin: string) => ServedWorld;
  /** Answers what is the API's after all. */
  readonly api: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
}

/** What is served besides the API: pages for people, git, and what a test steers the world by. */
export async function besideTheApi({ options, servedAt, api, ...controlled }: BesideOptions): Promise<BesideTheApi> {
  const { github, inTurn } = controlled;
  const app = new Hono<Env>();
  await options.pages?.(app, servedAt);
  if (options.control === true) addControl(app, controlled);
  const hook = new PushHook();
  const git = { github, hook, inTurn };
  app.all('/:owner/:repository/:rest{info/refs|git-upload-pack|git-receive-pack}', (context) => serveGit(git, context));
  app.all('*', async ({ env }) => {
    await api(env.incoming, env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  app.onError((error, context) => {
    github.reportFailure(context.req.method, new URL(context.req.url).pathname, error);
    return context.json({ message: 'Server Error' }, 500);
  });
  const listener = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
  });
  return { receive: async (incoming, outgoing) => listener(incoming, outgoing), close: () => hook.close() };
}
