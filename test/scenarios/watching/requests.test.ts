import { describe, expect, it } from 'vitest';
import { BUILD, RECIPE, WatchedTag } from '../../support/watched-tag.ts';

/** Workflows that a tag starts, as many as one likes. */
const more = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `.github/workflows/more-${index}.yml`,
      `name: More ${index}\non: {push: {tags: ['core/v*']}}\njobs:\n  work: {runs-on: ubuntu-22.04, steps: [{run: make}]}\n`,
    ]),
  );

/**
 * `gh run watch` asks for the run, its jobs and their annotations every three seconds: 83 counted requests a minute for each
 * of two runs of the sample, as `npm run bench` measures beside ours.
 */
const GH_A_MINUTE = 166;

/** Counted requests in each minute of watching, the first one with whatever finds the runs. */
async function perMinute(tagged: WatchedTag, expected: readonly string[]): Promise<number[]> {
  const { world } = tagged.served;
  const began = world.clock.now().getTime();
  await tagged.watch({ expected });
  const minutes: number[] = [];
  for (const { time } of tagged.counted) {
    const minute = Math.floor((Date.parse(time) - began) / 60_000);
    minutes[minute] = (minutes[minute] ?? 0) + 1;
  }
  return minutes;
}

describe('watching by one question', () => {
  it('costs at most a twentieth of gh for two runs, and no more for twenty', async () => {
    const two = await perMinute(await (await WatchedTag.start()).tag(), [BUILD, RECIPE]);
    const files = more(18);
    const all = [BUILD, RECIPE, ...Object.keys(files)];
    const twenty = await perMinute(await (await WatchedTag.start({ files })).tag(), all);
    expect(two.length).toBeGreaterThan(3);
    // The last minute has the word of the runs themselves, and success seen twice.
    for (const minutes of [two, twenty]) {
      expect(Math.max(...minutes.slice(1, -1)), JSON.stringify(minutes)).toBeLessThanOrEqual(4);
      expect(Math.max(...minutes), JSON.stringify(minutes)).toBeLessThanOrEqual(GH_A_MINUTE / 20);
    }
  });

  it('costs one GraphQL point a question while a commit has up to 45 suites', async () => {
    const files = more(40);
    const tagged = await (await WatchedTag.start({ files })).tag();
    await tagged.watch({ expected: Object.keys(files) });
    const questions = tagged.requests.filter((each) => each.path.startsWith('/graphql')).length;
    const points = tagged.served.world.state.rateLimits?.['app/graphql']?.used ?? 0;
    // The first look asks for twenty, and then for the rest.
    expect(points).toBe(questions);
  });

  it('reads every page of suites', async () => {
    const files = more(130);
    const tagged = await (await WatchedTag.start({ files })).tag();
    const runs = await tagged.watch({ expected: Object.keys(files) });
    expect(new Set(runs.map((run) => run.id)).size).toBe(130);
    expect(runs.every((run) => run.conclusion === 'success')).toBe(true);
  });
});
