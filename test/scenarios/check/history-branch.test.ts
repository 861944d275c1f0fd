import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readHistory } from '../../../src/core/history/history-file.ts';
import { orStop } from '../../../src/core/problem.ts';
import { FORK_TOKEN, PullRequestStory } from '../../support/pull-request.ts';
import { fileAt } from '../../support/somebody.ts';

/** gate/action.yml with `history-branch`: what stands on that branch afterwards. */

const cases = new URL('../../cases/', import.meta.url).pathname;
const older = join(cases, 'recorded/perf5_final_20260213_152949');
const newer = join(cases, 'recorded/perf5_netzlink_improved_20260213_154754');
const improved = { baseline: older, candidate: newer };
const turned = { baseline: newer, candidate: older };

let story: PullRequestStory;
afterEach(async () => {
  await story.proxy.close();
  expect(story.proxy.faults).toEqual([]);
  expect(story.served.server.failures).toEqual([]);
});

const head = () => story.served.world.git.resolveRef('refs/heads/benchmarks');
const kept = async () => orStop(readHistory(await fileAt(story.served, 'refs/heads/benchmarks', 'history.jsonl'), '-'));

describe('a history on a branch', () => {
  it('is begun, goes on, and holds each measurement once', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const before = await story.served.world.git.resolveRef('refs/heads/main');
    const first = await story.gate({ ...improved, 'history-branch': 'benchmarks', 'history-name': 'v1.0.0' });
    expect(first.exitCode, first.log).toBe(0);
    expect(first.log).toContain('✓ history: kept in history.jsonl of the branch benchmarks');
    const begun = await head();
    expect((await kept()).map(({ name, mode, status }) => [name, mode, status])).toEqual([
      ['v1.0.0', 'recorded', 'pass'],
    ]);

    const again = await story.gate({ ...improved, 'history-branch': 'benchmarks' });
    expect(again.log).toContain('– history: it is in history.jsonl of the branch benchmarks already');
    expect(await head()).toBe(begun);

    const other = await story.gate({ ...turned, 'history-branch': 'benchmarks' });
    expect(other.steps.Report, other.log).toBe(0);
    expect(await kept()).toHaveLength(2);
    expect(await story.served.world.git.resolveRef('refs/heads/main')).toBe(before);
  });

  it('is not begun where the token may not write: that is told, and decides nothing', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const refused = await story.gate({ ...improved, 'history-branch': 'benchmarks' }, { token: FORK_TOKEN });
    expect(refused.exitCode, refused.log).toBe(0);
    expect(refused.log).toContain('The history is not kept');
    expect(await head()).toBeNull();
    const wrong = await story.gate({ ...improved, 'history-branch': 'no good branch' });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.log).toContain('history-branch');
  });
});
