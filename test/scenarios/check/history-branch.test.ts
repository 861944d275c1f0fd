import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readHistory } from '../../../src/core/history/history-file.ts';
import { orStop } from '../../../src/core/problem.ts';
import { writeRounds } from '../../support/measured-rounds.ts';
import { FORK_TOKEN, PullRequestStory } from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { byHand, fileAt, pushFiles } from '../../support/somebody.ts';

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

/** The base's configuration, of the sample's stacks. */
const configured = (gate: object) => ({
  files: {
    '.github/zlink-release.yml': stringify({ gate: { subjects: ['framed'], controls: ['raw', 'lines'], ...gate } }),
  },
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

  it('is read back by the next verdict: slowdowns that passed one by one are told by their sum', async () => {
    for (const decides of ['block', 'warn']) {
      if (decides === 'warn') await story.proxy.close();
      story = await PullRequestStory.open({ VERSION: 'x\n' }, configured({ anchor: { decides } }));
      const head = story.git('rev-parse', 'HEAD^{tree}');
      const measured = (baselineTree: string, tree: string) => {
        const folder = scratchFolder('measured');
        writeRounds({ folder, tree, baselineTree, speed: 0.972 });
        return join(folder, 'bench');
      };
      const first = await story.gate({
        candidate: measured('a'.repeat(40), 'b'.repeat(40)),
        'history-branch': 'benchmarks',
        'history-name': 'v1.0.0',
      });
      expect([first.exitCode, first.outputs.verdict], first.log).toEqual([0, 'pass']);
      expect(first.log).toContain('– history: history.jsonl of the branch benchmarks is not there yet');
      const second = await story.gate({ candidate: measured('b'.repeat(40), head), 'history-branch': 'benchmarks' });
      expect(second.log).toContain('✓ history: 1 comparison in history.jsonl of the branch benchmarks');
      expect(second.log).toMatch(/framed-s2 has become slower since .*−5\.\d+ %.*sum of 2 comparisons/);
      expect([second.exitCode, second.outputs.verdict], second.log).toEqual(
        decides === 'block' ? [1, 'regression'] : [0, 'pass'],
      );
      expect(await kept()).toHaveLength(2);
    }
  });

  it('that cannot be read stops a gate whose sum may block, and is a warning else', async () => {
    const broken = async (gate: object) => {
      story = await PullRequestStory.open({ VERSION: 'x\n' }, configured(gate));
      const { git } = story.served.world;
      const main = (await git.resolveRef('refs/heads/main')) ?? '';
      await byHand(story.served, 'POST', '/git/refs', { ref: 'refs/heads/benchmarks', sha: main });
      await pushFiles(story.served, { 'history.jsonl': 'no\n' }, 'broken', 'benchmarks');
      const folder = scratchFolder('measured');
      writeRounds({ folder, tree: story.git('rev-parse', 'HEAD^{tree}'), speed: 1 });
      return story.gate({ candidate: join(folder, 'bench'), 'history-branch': 'benchmarks' });
    };
    const told = await broken({});
    expect([told.exitCode, told.outputs.verdict], told.log).toEqual([0, 'pass']);
    expect(told.log).toContain('The history is not read: ');
    await story.proxy.close();
    const stopped = await broken({ anchor: {} });
    expect(stopped.log).toContain('history-invalid');
    expect([stopped.exitCode, stopped.outputs.verdict]).toEqual([2, 'not-measured']);
    expect(story.checks.at(-1)).toMatchObject({ conclusion: 'failure' });
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
