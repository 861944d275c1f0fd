import type { Context, Env, Hono } from 'hono';
import { isObjectId } from '../embedded-github/git/object-names.ts';
import type { ServedWorld } from '../embedded-github/server/server.ts';
import { contentPolicy } from '../report/html-page.ts';
import { CHANGES_STYLE, changesPage, commitPage } from './changes-page.ts';
import { type PageFacts, REHEARSAL_STYLE, rehearsalPage, type ToldRelease } from './rehearsal-page.ts';

/** Where a person looks at the rehearsal. */
const PAGE_PATH = '/_rehearsal';

/**
 * The pages for people: what happened at `/_rehearsal`, and commits with their changes below it. The addresses that the
 * API gives out for people (`html_url`) lead there. They read the world and change nothing; they are not in the list of
 * requests.
 *
 * @param told what the rehearsed release has told so far
 * @returns what the server is started with (`pages`)
 */
export function browserPages(told: () => ToldRelease) {
  return <E extends Env>(app: Hono<E>, servedAt: (origin: string) => ServedWorld): void =>
    addPages(app, (context) => ({ ...servedAt(new URL(context.req.url).origin), ...told() }));
}

function addPages<E extends Env>(app: Hono<E>, facts: (context: Context) => PageFacts): void {
  app.get(PAGE_PATH, async (context) => answer(await rehearsalPage(facts(context)), REHEARSAL_STYLE));
  app.get(`${PAGE_PATH}/commits/:sha`, async (context) => {
    const sha = context.req.param('sha');
    const { world, record } = facts(context);
    const page = isObjectId(sha) ? await commitPage(world, sha, record) : null;
    return page === null ? context.text('There is no such commit.\n', 404) : answer(page, CHANGES_STYLE);
  });
  app.get(`${PAGE_PATH}/changes/:base/:head`, async (context) => {
    const { base, head } = context.req.param();
    const { world, record } = facts(context);
    const page = isObjectId(base) && isObjectId(head) ? await changesPage(world, { base, head }, record) : null;
    return page === null ? context.text('There are no such commits.\n', 404) : answer(page, CHANGES_STYLE);
  });

  /** An address of github.com that a person may follow, and the place on the page that it stands for. */
  const leadsTo = (path: string, place: (context: Context) => string | null | Promise<string | null>) =>
    app.get(`/:owner/:repo${path}`, async (context, next) => {
      const { owner, repo } = context.req.param() as Record<string, string>;
      const { state } = facts(context).world;
      if (owner?.toLowerCase() !== state.owner.toLowerCase() || repo?.toLowerCase() !== state.repo.toLowerCase())
        return next();
      const found = await place(context);
      return found === null ? next() : context.redirect(`${PAGE_PATH}${found}`);
    });
  const parameter = (context: Context, name: string) => context.req.param(name) ?? '';
  leadsTo('', () => '');
  leadsTo('/pull/:number{[0-9]+}', (context) => `#pull-${parameter(context, 'number')}`);
  leadsTo('/issues/:number{[0-9]+}', (context) => `#pull-${parameter(context, 'number')}`);
  leadsTo('/actions/runs/:id{[0-9]+}', (context) => `#run-${parameter(context, 'id')}`);
  leadsTo('/actions/runs/:id{[0-9]+}/job/:job{[0-9]+}', (context) => `#run-${parameter(context, 'id')}`);
  leadsTo('/runs/:id{[0-9]+}', () => '#checks');
  leadsTo('/releases/tag/:tag{.+}', (context) => `#release-${encodeURIComponent(parameter(context, 'tag'))}`);
  leadsTo('/commit/:sha{[0-9a-f]+}', (context) => `/commits/${parameter(context, 'sha')}`);
  leadsTo('/tree/:ref{.+}', async (context) => {
    const commit = await facts(context).world.git.resolveCommit(parameter(context, 'ref'));
    return commit === null ? null : `/commits/${commit}`;
  });
}

function answer(html: string, style: string): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${contentPolicy(style)}; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  });
}
