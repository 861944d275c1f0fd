import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { defaultPolicy, type HttpAnswer, RequestFailure, withPolicy } from '../../src/github/request-policy.ts';

const START = new Date('2026-11-24T09:00:00Z');
const answer = (status: number, headers: Record<string, string> = {}, data: unknown = {}): HttpAnswer => ({
  status,
  headers,
  data,
});
const inSeconds = (seconds: number) => String(START.getTime() / 1_000 + seconds);

/** Sends one request to which these answers come, the last one for ever. */
async function send(answers: readonly HttpAnswer[], method = 'GET') {
  const clock = new VirtualClock(START);
  const waits: number[] = [];
  let sent = 0;
  const byPolicy = withPolicy(defaultPolicy(clock, (_, milliseconds) => waits.push(milliseconds)));
  const result = await byPolicy({ method, path: '/x' }, async () => {
    sent += 1;
    return answers[Math.min(sent, answers.length) - 1] ?? answer(500);
  }).catch((error: unknown) => error);
  return { waits, sent, result, elapsed: clock.now().getTime() - START.getTime() };
}

describe('a rate limit', () => {
  const limited = { type: 'RATE_LIMITED', message: 'API rate limit exceeded' };
  it.each<[string, HttpAnswer, number]>([
    ['retry-after', answer(403, { 'retry-after': '42' }), 42_000],
    ['retry-after of a 429', answer(429, { 'retry-after': '7' }), 7_000],
    [
      'retry-after above the reset',
      answer(403, { 'retry-after': '9', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(900) }),
      9_000,
    ],
    ['the reset', answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(900) }), 901_000],
    [
      'the reset of GraphQL, which says it with 200',
      answer(200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(60) }, { errors: [limited] }),
      61_000,
    ],
    ['GraphQL without headers', answer(200, {}, { errors: [limited] }), 60_000],
    [
      'a secondary limit without headers',
      answer(403, {}, { message: 'You have exceeded a secondary rate limit.' }),
      60_000,
    ],
  ])('%s is obeyed and shown', async (_, refusal, wait) => {
    for (const method of ['GET', 'POST']) {
      const { waits, sent, result, elapsed } = await send([refusal, answer(200)], method);
      expect(result).toMatchObject({ status: 200 });
      expect({ waits, sent, elapsed }).toEqual({ waits: [wait], sent: 2, elapsed: wait });
    }
  });

  it('longer than 65 minutes is not waited for', async () => {
    const { waits, sent, result } = await send([answer(403, { 'retry-after': '4000' })]);
    expect(result).toBeInstanceOf(RequestFailure);
    expect(result).toMatchObject({ kind: 'rate-limited' });
    expect({ waits, sent }).toEqual({ waits: [], sent: 1 });
  });

  it('that does not end is given up', async () => {
    const { sent, result } = await send([answer(403, { 'retry-after': '60' })]);
    expect(result).toMatchObject({ kind: 'rate-limited' });
    expect(sent).toBe(5);
  });

  it('is no other refusal', async () => {
    expect((await send([answer(403, {}, { message: 'Resource not accessible by integration' })])).result).toMatchObject(
      {
        kind: 'forbidden',
      },
    );
    expect((await send([answer(200, {}, { errors: [{ type: 'NOT_FOUND', message: 'no' }] })])).result).toMatchObject({
      status: 200,
    });
  });
});

it('writes start a second apart', async () => {
  const clock = new VirtualClock(START);
  const byPolicy = withPolicy(defaultPolicy(clock, () => {}));
  const starts: number[] = [];
  const write = () =>
    byPolicy({ method: 'POST', path: '/x' }, async () => {
      starts.push(clock.now().getTime() - START.getTime());
      return answer(201);
    });
  for (let each = 0; each < 3; each += 1) await write();
  expect(starts).toEqual([0, 1_000, 2_000]);
});
