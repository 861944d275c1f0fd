import { SOMEBODY_ELSE } from '../fault-kinds.ts';
import type { Stage } from '../interventions.ts';
import { type ApiReply, apiError } from '../route.ts';
import { type Answer, type Exchange, isHitBy, type Layer, tokenKindOf } from './exchange.ts';
import { callAs } from './people.ts';
import type { Service } from './service.ts';

/** Milliseconds until a used-up hour is new. */
const RATE_LIMIT_FAULT = 15 * 60_000;
/** Milliseconds that a secondary limit holds. */
const SECONDARY_LIMIT_FAULT = 60_000;

/** What a load balancer in front of GitHub answers: no JSON. */
const BAD_GATEWAY: ApiReply = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n',
  headers: { 'content-type': 'text/html' },
};

/** Takes the faults that are due: what breaks the connection breaks it before the request is applied, or after. */
export const faultLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    exchange.faults = github.plan.takeAt(exchange.request);
    if (exchange.faults.length === 0) return below();
    exchange.changed = true;
    if (isHitBy(exchange, 'crash-before')) return { cut: 'crash' };
    if (isHitBy(exchange, 'connection-reset')) return { cut: 'reset' };
    if (isHitBy(exchange, 'timeout')) return { cut: 'hold' };
    return afterwards(exchange, await below());
  };

function afterwards(exchange: Exchange, answer: Answer): Answer {
  if (isHitBy(exchange, 'crash')) return { cut: 'crash' };
  if (isHitBy(exchange, 'lost-response')) return { cut: 'close' };
  if (isHitBy(exchange, 'timeout-applied')) return { cut: 'hold' };
  if (isHitBy(exchange, 'http-500-applied')) return apiError(500, 'Server Error');
  return isHitBy(exchange, 'http-502-applied') ? BAD_GATEWAY : answer;
}

/** Lets somebody else act just before the request. */
export const somebodyElseLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const theirs = exchange.faults.filter((fault) => SOMEBODY_ELSE.some((name) => name === fault.name));
    if (theirs.length === 0) return below();
    const { intervene } = await import('../interventions.ts');
    const stage: Stage = {
      world: github.world,
      emit: github.emit,
      call: (method, path, body, requester) => callAs(github, method, path, body, requester),
      release: github.options.release ?? {},
    };
    for (const fault of theirs) {
      const why = await intervene(stage, fault, exchange.request);
      if (why !== null) github.warn(`the fault ${fault.text} had no effect: ${why}`);
    }
    return below();
  };

/** Lets the token expire, or uses up what it may ask. */
export const tokenFaultLayer =
  (github: Service): Layer =>
  (exchange, below) => {
    const kind = tokenKindOf(exchange);
    const now = github.world.now();
    if (isHitBy(exchange, 'unauthorized')) github.tokenExpired = true;
    if (isHitBy(exchange, 'rate-limit') && kind !== null) {
      github.limits.exhaust(kind, exchange.resource, now + RATE_LIMIT_FAULT, now);
    }
    if (isHitBy(exchange, 'secondary-rate-limit') && kind !== null) {
      github.limits.block(kind, now + SECONDARY_LIMIT_FAULT);
    }
    return below();
  };

/** Faults that refuse a request of a valid token, unapplied; and what an older server does not have. */
export const refusingFaultLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    if (isHitBy(exchange, 'http-500')) return apiError(500, 'Server Error');
    if (isHitBy(exchange, 'http-502')) return BAD_GATEWAY;
    if (isHitBy(exchange, 'merge-405')) {
      return apiError(405, 'Base branch was modified. Review and try the merge again.');
    }
    if (await breaksUpload(github, exchange)) return BAD_GATEWAY;
    return isSwitchedOff(github, exchange.request.template) ? apiError(404, 'Not Found') : below();
  };

const UPLOAD = '/repos/{owner}/{repo}/releases/{release_id}/assets';

/** An upload that breaks off leaves an empty asset. Source: GitHub REST documentation, "Upload a release asset". */
async function breaksUpload(
  { plan, world }: Service,
  { request, incoming, authentication }: Exchange,
): Promise<boolean> {
  if (request.method !== 'POST' || request.template !== UPLOAD || authentication.kind !== 'known') return false;
  const name = incoming.url.searchParams.get('name') ?? '';
  if (plan.take('upload-broken', name) === null) return false;
  const { unfinishedAsset } = await import('../publish-release.ts');
  const release = world.state.releases.find((each) => String(each.id) === request.params.release_id);
  release?.assets.push(unfinishedAsset(world, name, authentication.grant.actor));
  return true;
}

function isSwitchedOff({ plan }: Service, template: string): boolean {
  if (template === '/graphql') return plan.standing('no-graphql') !== null;
  return /^\/repos\/\{owner\}\/\{repo\}\/rule/.test(template) && plan.standing('no-rules') !== null;
}
