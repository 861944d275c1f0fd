import { loggedPath, operationOf, type RequestLogEntry } from '../request-log.ts';
import { isCut, type Layer, tokenKindOf } from './exchange.ts';
import type { Service } from './service.ts';

/** Writes every request down, answered or not. */
export const logLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const answer = await below();
    const { request, path, incoming, faults } = exchange;
    const entry: RequestLogEntry = {
      n: request.n,
      time: new Date(github.world.now()).toISOString(),
      method: request.method,
      path: loggedPath(path, incoming.url.search),
      status: isCut(answer) ? null : answer.status,
      etagHit: exchange.etagHit,
      counted: exchange.counted,
      token: tokenKindOf(exchange),
      ...(request.template === '/graphql' ? operationOf(request.body) : {}),
      ...(faults.length === 0 ? {} : { faults: faults.map((fault) => fault.text) }),
    };
    github.log.add(entry);
    github.options.onRequest?.(entry);
    return answer;
  };

/** Ends the process where a fault says so; where it may not, the connection is closed as the end would close it. */
export const crashLayer =
  (github: Service): Layer =>
  async (_exchange, below) => {
    const answer = await below();
    if (!isCut(answer) || answer.cut !== 'crash') return answer;
    if (github.options.crash === undefined) process.exit(137);
    github.options.crash();
    return { cut: 'close' };
  };
