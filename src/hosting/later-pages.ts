import { Hono } from 'hono';
import type { Env } from '../embedded-github/server/served-world.ts';
import type { ServedWorld } from '../embedded-github/server/server.ts';

/**
 * Pages for people, loaded when the first person looks: a test that never does so starts sooner. What has no page of its own
 * goes on to git and the API.
 */
export function addPagesLater(app: Hono<Env>, servedAt: (origin: string) => ServedWorld): void {
  let pages: Promise<Hono<Env>> | null = null;
  const load = async () => {
    const { browserPages } = await import('../rehearse/browser-pages.ts');
    const own = new Hono<Env>();
    browserPages(() => ({ stages: [], record: null }))(own, servedAt);
    return own;
  };
  app.get('*', async (context, next) => {
    const isPerson = /\btext\/html\b/.test(context.req.header('accept') ?? '');
    if (!isPerson && !context.req.path.startsWith('/_rehearsal')) return next();
    if (context.req.path === '/') return context.redirect('/_rehearsal');
    pages ??= load();
    const answer = await (await pages).fetch(context.req.raw, context.env);
    return answer.status === 404 ? next() : answer;
  });
}
