import { personNamed } from '../accounts.ts';
import { type ApiReply, apiError, type Requester } from '../route.ts';
import type { Act, PlannedAct } from '../world-state.ts';
import { handle } from './endpoint-layer.ts';
import type { Exchange, Layer } from './exchange.ts';
import type { Service } from './service.ts';

/** A request of somebody who is not the client: no faults, no limits, no permissions, not counted. */
export async function callAs(
  github: Service,
  method: string,
  path: string,
  body: unknown,
  requester: Requester,
): Promise<ApiReply> {
  const url = new URL(path, 'http://127.0.0.1');
  const match = await github.findEndpoint(method, url.pathname);
  if (match === null) return apiError(404, 'Not Found');
  const incoming = { method, url, headers: { get: () => null }, bytes: new Uint8Array() };
  // What a route takes as bytes (the file of an asset) is written as text here.
  const taken = match.route.takes === 'bytes' ? Buffer.from(typeof body === 'string' ? body : '') : body;
  return handle(github, { route: match.route, incoming, params: match.params, body: taken, requester });
}

/** Lets a person do something now. */
export function act(github: Service, { who, method, path, body }: Act): Promise<ApiReply> {
  const { owner, repo } = github.world.state;
  const whole = path.startsWith('/') ? path : `/repos/${owner}/${repo}/${path}`.replace(/\/$/, '');
  return callAs(github, method, whole, body ?? null, { tokenKind: 'pat', actor: personNamed(github.world, who) });
}

/** Lets people do what they have planned for this time, or for the moment before this request. */
export const peopleLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const { state } = github.world;
    const due = (state.plannedActs ?? []).filter((each) => isDue(github, each, exchange));
    if (due.length === 0) return below();
    exchange.changed = true;
    state.plannedActs = (state.plannedActs ?? []).filter((each) => !due.includes(each));
    for (const each of due) {
      const { status } = await act(github, each);
      if (status >= 400) github.warn(`what ${each.who} does was refused (${status}): ${each.method} ${each.path}`);
    }
    return below();
  };

function isDue(github: Service, { at, before }: PlannedAct, { path, request }: Exchange): boolean {
  if (at !== undefined) return at <= github.world.now();
  return before !== undefined && comesBefore(before, request.method, path);
}

/** Whether a request is the one that `METHOD path` means. */
export function comesBefore(wanted: string, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ''] = wanted.split(' ', 2);
  if (wantedMethod !== method) return false;
  const segments = (text: string) => text.replace(/^\/|\/$/g, '').split('/');
  const given = segments(path);
  const below = segments(wantedPath.startsWith('/') ? wantedPath : `repos/*/*/${wantedPath}`);
  return below.length === given.length && below.every((each, at) => each === '*' || each === given[at]);
}
