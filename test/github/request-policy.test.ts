import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import {
  defaultPolicy,
  type HttpAnswer,
  RequestFailure,
  rateLimitWait,
  withPolicy,
} from '../../src/github/request-policy.ts';

const START = new Date('2026-11-24T09:00:00Z');
const HOUR = 3_600_000;
const seconds = (time: Date) => Math.floor(time.getTime() / 1_000);
const answer = (status: number, headers: Record<string, string> = {}, message = ''): HttpAnswer => ({
  status,
  headers,
  data: { message },
});

/** Sends one request whose answers are given; an Error is no answer. */
async function sent(method: 'GET' | 'POST', ...answers: readonly (HttpAnswer | Error)[]) {
  const clock = new VirtualClock(START);
  const waits: number[] = [];
  let calls = 0;
  const send = async () => {
    const next = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    if (next === undefined || next instanceof Error) throw next ?? new Error('no answer was given');
    return next;
  };
  const policy = defaultPolicy(clock, (_, milliseconds) => waits.push(milliseconds));
  const result = await withPolicy(policy)({ method, path: '/x' }, send).catch((error: unknown) => error);
  return { result, waits, calls, elapsed: clock.now().getTime() - START.getTime() };
}

describe('how long a limit asks to wait', () => {
  // Source: GitHub documentation, "Rate limits for the REST API", "Exceeding the rate limit".
  it.each([
    ['retry-after', answer(403, { 'retry-after': '17' }), '', 0, 17_000],
    ['retry-after of zero', answer(429, { 'retry-after': '0' }), '', 0, 1_000],
    [
      'retry-after before the reset',
      answer(403, {
        'retry-after': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(seconds(START) + 900),
      }),
      '',
      0,
      5_000,
    ],
    [
      'the reset',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds(START) + 90) }),
      '',
      0,
      91_000,
    ],
    [
      'a reset that is past',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds(START) - 90) }),
      '',
      0,
      1_000,
    ],
    [
      'the reset by GitHub’s clock, where this machine’s is five hours behind',
      answer(403, {
        date: new Date(START.getTime() + 5 * HOUR).toUTCString(),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(seconds(START) + 5 * 3_600 + 90),
      }),
      '',
      0,
      91_000,
    ],
    [
      'the same, where it is five hours ahead',
      answer(403, {
        date: new Date(START.getTime() - 5 * HOUR).toUTCString(),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(seconds(START) - 5 * 3_600 + 90),
      }),
      '',
      0,
      91_000,
    ],
    [
      'retry-after as a date',
      answer(429, {
        date: new Date(START.getTime() - 5 * HOUR).toUTCString(),
        'retry-after': new Date(START.getTime() - 5 * HOUR + 20_000).toUTCString(),
      }),
      '',
      0,
      20_000,
    ],
    ['retry-after that says nothing', answer(429, { 'retry-after': 'soon' }), '', 0, 60_000],
    [
      'a reset that is no number',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }),
      '',
      0,
      60_000,
    ],
    ['no header: a minute', answer(429), '', 0, 60_000],
    ['no header, again: twice as long', answer(403), 'You have exceeded a secondary rate limit', 2, 240_000],
    ['no limit at all', answer(403), 'Resource not accessible by integration', 0, null],
    ['another status', answer(404, { 'retry-after': '9' }), '', 0, null],
  ] as const)('%s', (_, given, detail, attempt, expected) => {
    expect(rateLimitWait(given, detail, START, attempt)).toBe(expected);
  });
});

describe('a refused request', () => {
  it.each(['GET', 'POST'] as const)('%s is sent again after the wait, and the wait is shown', async (method) => {
    const { result, waits, calls, elapsed } = await sent(method, answer(403, { 'retry-after': '30' }), answer(200));
    expect(result).toMatchObject({ status: 200 });
    expect([waits, calls]).toEqual([[30_000], 2]);
    expect(elapsed).toBeGreaterThanOrEqual(30_000);
  });

  it('is given up when the wait is longer than a release is willing to, without waiting', async () => {
    const reset = String(seconds(START) + 2 * 3_600);
    const { result, waits, calls, elapsed } = await sent(
      'POST',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }),
    );
    expect(result).toBeInstanceOf(RequestFailure);
    expect(result).toMatchObject({ kind: 'rate-limited', uncertain: false });
    expect([waits, calls, elapsed]).toEqual([[], 1, 0]);
  });

  it('is given up after bounded attempts', async () => {
    const { result, waits, calls } = await sent('GET', answer(429, { 'retry-after': '10' }));
    expect(result).toMatchObject({ kind: 'rate-limited' });
    expect([waits, calls]).toEqual([[10_000, 10_000, 10_000, 10_000], 5]);
  });
});

describe('a request without an answer', () => {
  it('is repeated when it reads, more and more slowly', async () => {
    const { result, waits, calls } = await sent('GET', new Error('reset'), answer(502), answer(200));
    expect(result).toMatchObject({ status: 200 });
    expect([waits, calls]).toEqual([[1_000, 2_000], 3]);
  });

  it.each([new Error('reset'), answer(500), answer(502)])('is never repeated when it writes (%#)', async (first) => {
    const { result, waits, calls } = await sent('POST', first, answer(201));
    expect(result).toMatchObject({ uncertain: true });
    expect([waits, calls]).toEqual([[], 1]);
  });
});

it('writes start a second apart, reads at once', async () => {
  const clock = new VirtualClock(START);
  const send = withPolicy(defaultPolicy(clock, () => {}));
  const times: number[] = [];
  for (const method of ['POST', 'GET', 'POST', 'GET', 'PATCH']) {
    await send({ method, path: '/x' }, async () => {
      times.push(clock.now().getTime() - START.getTime());
      return answer(200);
    });
  }
  expect(times).toEqual([0, 0, 1_000, 1_000, 2_000]);
});
