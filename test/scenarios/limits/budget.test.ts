import { expect, it } from 'vitest';
import { rehearse } from '../../support/rehearse.ts';

/** Rate limits, on the virtual clock and in the log of requests. */

interface Logged {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly etagHit: boolean;
  readonly counted: boolean;
}

it.each([100, 20, 3])(
  'with %i requests left the release waits for the next hour, shows it, and ends well',
  async (left) => {
    const done = await rehearse('--fault', `budget-left:${left}`);
    expect(done.exitCode, done.stderr).toBe(0);
    const requests = done.world.requests as unknown as Logged[];
    const refused = requests.findIndex((each) => each.status === 403);
    expect(done.stderr.includes('rate limit'), done.stderr).toBe(refused >= 0);
    const rest = requests.filter((each) => !each.path.startsWith('/graphql'));
    const spent = rest
      .slice(
        0,
        rest.findIndex((each) => each.status === 403),
      )
      .filter((each) => each.counted);
    if (refused >= 0) {
      expect(spent).toHaveLength(left);
      // It asks again when the hour is over, and not before: each refused request is one.
      const next = requests[refused + 1];
      expect(Date.parse(next?.time ?? '')).toBeGreaterThanOrEqual(Date.parse(requests[0]?.time ?? '') + 3_600_000);
      expect(requests.filter((each) => each.status === 403)).toHaveLength(1);
    } else expect(left).toBe(100);
    for (const each of requests) if (each.etagHit) expect(each).toMatchObject({ status: 304, counted: false });
  },
);

it('writes start a second apart', async () => {
  const done = await rehearse();
  const times = done.world.writes.map((each) => Date.parse((each as unknown as Logged).time));
  expect(times.length).toBeGreaterThan(6);
  for (const [index, time] of times.entries())
    if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
});

it.each(['first', 'second'])('a secondary limit is obeyed to its second (%s)', async (which) => {
  const done = await rehearse('--fault', `secondary-rate-limit@${which === 'first' ? 3 : 20}`);
  expect(done.exitCode, done.stderr).toBe(0);
  const requests = done.world.requests as unknown as Logged[];
  const refused = requests.findIndex((each) => each.status === 403);
  const at = (index: number) => Date.parse(requests[index]?.time ?? '');
  expect(at(refused + 1) - at(refused)).toBeGreaterThanOrEqual(60_000);
});
