import type { Context } from 'hono';
import { authenticate, type TokenGrant } from '../auth.ts';
import { askBackend } from './git-http-backend.ts';
import type { PushHook } from './push-hook.ts';
import { receivePush } from './receive-push.ts';
import type { Env } from './served-world.ts';
import type { Service } from './service.ts';

type GitContext = Context<Env>;

export interface GitService {
  readonly github: Service;
  readonly hook: PushHook;
  /** Runs something when all earlier requests are answered, and before later ones. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * Serves clone, fetch and push over HTTP as github.com does, with `.git` behind the name and without: whoever reads a public
 * repository needs no token, whoever pushes needs one that may write contents.
 *
 * Source: GitHub documentation, "About remote repositories"; the words are those that git shows of github.com's answers.
 */
export async function serveGit(service: GitService, context: GitContext): Promise<Response> {
  const { github } = service;
  const { world } = github;
  const { owner = '', repository = '', rest = '' } = context.req.param() as Record<string, string>;
  const name = repository.replace(/\.git$/i, '');
  if (github.wasThisRepository({ owner, repo: name })) {
    const { origin, search } = new URL(context.req.url);
    return context.redirect(`${origin}/${world.state.owner}/${world.state.repo}.git/${rest}${search}`, 301);
  }
  if (!github.isThisRepository({ owner, repo: name })) return context.text('Repository not found.\n', 404);
  if (world.isKeptInMemory === true)
    return context.text('This world is kept in memory: git finds it only in a folder.\n', 501);
  const { method } = context.req;
  const asked = method === 'GET' && rest === 'info/refs' ? (context.req.query('service') ?? '') : rest;
  const isPush = asked === 'git-receive-pack';
  if (!isPush && asked !== 'git-upload-pack') return context.text('Please upgrade your git client.\n', 403);
  const who = identify(service, context);
  if (who === 'unknown' || (who === null && (isPush || world.state.settings.private))) return unauthorized(context);
  if (isPush && who !== null && who.permissions.get('contents') !== 'write')
    return context.text(
      `Permission to ${world.state.owner}/${world.state.repo}.git denied to ${who.actor.login}.\n`,
      403,
    );
  const request = {
    directory: world.git.directory,
    method,
    rest,
    query: new URL(context.req.url).search.slice(1),
    headers: context.req.raw.headers,
    body: context.env.incoming,
    user: who?.actor.login ?? null,
    options: isPush ? ['-c', 'http.receivepack=true'] : [],
    environment: {},
  };
  if (!isPush || method !== 'POST' || who === null) return askBackend(request);
  const push = await service.hook.begin((commands) =>
    service.inTurn(() => receivePush(github, who, `/${owner}/${repository}/${rest}`, commands)),
  );
  const answer = await askBackend({
    ...request,
    options: [...request.options, ...push.options],
    environment: push.environment,
  });
  return whenRead(answer, push.end);
}

/** Who asks: nobody (null), a token that nobody knows, or what a token stands for. */
function identify({ github }: GitService, context: GitContext): TokenGrant | 'unknown' | null {
  const authentication = authenticate(context.req.header('authorization') ?? null, github.tokens);
  if (authentication.kind === 'none') return null;
  return authentication.kind === 'unknown' || github.tokenExpired ? 'unknown' : authentication.grant;
}

const unauthorized = (context: GitContext): Response =>
  context.text('Invalid username or token.\n', 401, { 'www-authenticate': 'Basic realm="GitHub"' });

/** Calls back when the whole answer has gone out, or whoever asked has gone away. */
function whenRead(answer: Response, then: () => void): Response {
  const through = new TransformStream<Uint8Array, Uint8Array>();
  void answer.body
    ?.pipeTo(through.writable)
    .catch(() => {})
    .finally(then);
  return new Response(through.readable, { status: answer.status, headers: answer.headers });
}
