import { isWrite } from '../fault-plan.ts';
import { limitHeaders } from '../rate-limits.ts';
import { isCut, type Layer, limitedKindOf } from './exchange.ts';
import type { Service } from './service.ts';

/** Refuses a request above the hour's or the minute's limit; asking for the limits themselves is free. */
export const limitLayer =
  (github: Service): Layer =>
  (exchange, below) => {
    const kind = limitedKindOf(exchange);
    const { method, template, body } = exchange.request;
    if (kind === null || template === '/rate_limit') return below();
    const writes = isWrite(method, template, body);
    return github.limits.refusal(kind, exchange.resource, writes, github.world.now()) ?? below();
  };

/** Counts an answer against the hour's limit, and says what is left of it. A 304 costs nothing, nor does a 401. */
export const spendingLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const answer = await below();
    const kind = limitedKindOf(exchange);
    if (isCut(answer) || kind === null || exchange.isWeb) return answer;
    const { limits, world } = github;
    const { resource, request } = exchange;
    const now = world.now();
    exchange.counted = !exchange.etagHit && answer.status !== 401 && request.template !== '/rate_limit';
    if (exchange.counted) limits.spend(kind, resource, now, answer.points);
    const left = limitHeaders(limits.budget(kind, resource, now), resource);
    return { ...answer, headers: { ...answer.headers, ...left } };
  };
