import { describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../../../src/embedded-github/request-log.ts';
import { type PlayedRelease, playRelease } from '../../support/played-release.ts';

/** What a release does when GitHub lets it ask little, on the virtual clock and by the list of its requests. */

const release = (...faults: string[]) => playRelease({ faults });
const requestsOf = ({ world }: PlayedRelease) => world.requests as unknown as readonly RequestLogEntry[];
const at = (entry: RequestLogEntry | undefined): number => Date.parse(entry?.time ?? '');
const isWrite = ({ method, path, token }: RequestLogEntry): boolean =>
  token !== null && method !== 'GET' && path !== '/graphql';

describe('an hour’s budget', () => {
  it('of 100 requests is enough for a whole release: polls that bring nothing new are free', async () => {
    const done = await playRelease({ config: null, faults: ['budget-left:100'] });
    expect(done.exitCode, done.said).toBe(0);
    const requests = requestsOf(done);
    expect(requests.filter((each) => each.counted && each.token !== null).length).toBeLessThanOrEqual(100);
    expect(requests.filter((each) => each.etagHit).length).toBeGreaterThan(0);
    expect(requests.filter((each) => each.etagHit && each.counted)).toEqual([]);
    expect(requests.filter((each) => each.status === 403)).toEqual([]);
  });

  it.each([0, 1, 10, 20, 30])('of %i is waited for until its reset, shown, and then all is done', async (left) => {
    // Whoever looks seldom never asks for so much as 30.
    const polls = left < 30 ? {} : { config: null };
    const done = await playRelease({ faults: [`budget-left:${left}`], ...polls });
    expect(done.exitCode, done.said).toBe(0);
    expect(done.said).toContain('rate limit');
    const requests = requestsOf(done);
    const refused = requests.filter((each) => each.status === 403);
    // One refusal, one wait: nobody asks again before the time that GitHub named.
    expect(refused).toHaveLength(1);
    const next = requests.find((each) => each.n > (refused[0]?.n ?? 0));
    expect(at(next) - at(requests[0])).toBeGreaterThanOrEqual(3_600_000);
    expect(at(next) - at(refused[0])).toBeLessThanOrEqual(65 * 60_000);
    expect(done.world.record.status).toBe('released');
  });
});

describe('a secondary limit', () => {
  it('is waited for as long as retry-after says, at whichever request it comes', async () => {
    for (const n of [1, 8, 16, 24]) {
      const done = await release(`secondary-rate-limit@${n}`);
      expect(done.exitCode, done.said).toBe(0);
      const requests = requestsOf(done);
      const refused = requests.filter((each) => each.status === 403);
      const first = at(refused[0]);
      // Requests that were under way together are refused together, and nobody asks again before the minute is over.
      expect(refused.every((each) => at(each) === first)).toBe(true);
      expect(requests.filter((each) => at(each) > first && at(each) < first + 60_000)).toEqual([]);
      // A refused request was not applied, so the very same is sent again.
      const later = requests.filter((each) => at(each) >= first + 60_000).map((each) => `${each.method} ${each.path}`);
      for (const each of refused) expect(later).toContain(`${each.method} ${each.path}`);
    }
  });
});

it('keeps a second between two writes', async () => {
  const done = await release();
  const writes = requestsOf(done).filter(isWrite);
  expect(writes.length).toBeGreaterThan(5);
  for (const [index, write] of writes.entries()) {
    if (index > 0) expect(at(write) - at(writes[index - 1]), write.path).toBeGreaterThanOrEqual(1_000);
  }
});
