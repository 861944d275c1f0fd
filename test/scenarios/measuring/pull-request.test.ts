import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WORK_FILE } from '../../../src/sample/sample-harness.ts';
import { benchmarkPorts, LONGEST_WAIT_FOR_PORTS } from '../../support/benchmark-ports.ts';
import { PullRequestStory } from '../../support/pull-request.ts';
import { MANY_TIMES_SLOWER, SHORT_BENCH } from '../../support/short-bench.ts';

/** gate/action.yml with a true duet: what the verdict rests on, and everything that it leaves. */

let letGo = () => {};
beforeAll(async () => {
  letGo = await benchmarkPorts();
}, LONGEST_WAIT_FOR_PORTS);
afterAll(() => letGo());

let story: PullRequestStory;
afterEach(async () => {
  await story.proxy.close();
  expect(story.proxy.faults).toEqual([]);
  expect(story.served.server.failures).toEqual([]);
});

describe('a change that is measured against its base', () => {
  it('fails its check when it is slower, and the job with it', async () => {
    story = await PullRequestStory.open(
      { 'docs/guide.md': 'words\n', [WORK_FILE]: MANY_TIMES_SLOWER },
      // Both sides at once, half the runs of the usual way: how rounds are made is told by stories of its own.
      { files: { '.github/zlink-release.yml': `${SHORT_BENCH}  duet: shared\n` } },
    );
    const result = await story.gate({ paths: 'core/**' });
    expect(result.log).toContain('1 changed file counts, the first is core/src/work-per-message.txt');
    expect(result.exitCode, result.log).toBe(1);
    expect(result.steps).toMatchObject({ Measure: 0, Judge: 1, Report: 0 });
    expect(result.outputs).toMatchObject({
      verdict: 'regression',
      measured: 'true',
      'exit-code': '1',
      report: 'check-run',
    });
    const verdict = JSON.parse(readFileSync(result.outputs['verdict-json'] ?? '', 'utf8'));
    expect(verdict.measuredTree).toEqual({
      baseline: story.git('rev-parse', `${story.pull.baseSha}^{tree}`),
      candidate: story.git('rev-parse', 'HEAD^{tree}'),
    });
    for (const path of (result.outputs.artifact ?? '').split('\n')) expect(existsSync(path), path).toBe(true);

    const [check, ...others] = story.checks;
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      name: 'zlink-release / perf gate',
      headSha: story.pull.headSha,
      conclusion: 'failure',
      externalId: 'gate/9001/1',
      detailsUrl: 'https://github.example/sample/zlink/actions/runs/9001',
    });
    expect(check?.output.title).toMatch(/^Regression: /);
    const annotations = check?.output.annotations as { path: string; start_line: number; annotation_level: string }[];
    expect(annotations.length).toBeGreaterThan(0);
    for (const { path, start_line } of annotations) {
      expect(story.git('show', `HEAD:${path}`).split('\n').length).toBeGreaterThanOrEqual(start_line);
    }
    expect(annotations[0]).toMatchObject({
      path: 'core/tests/scenario/stream/framed/run_stream_scenarios.sh',
      annotation_level: 'failure',
    });
    const [comment, ...more] = story.state.comments;
    expect(more).toEqual([]);
    expect(comment).toMatchObject({ number: story.pull.number, author: { login: 'github-actions[bot]' } });
    expect(comment?.body).toMatch(/^<!-- zlink-release: gate -->\n### ❌ Benchmark gate: regression/);
    expect(result.summary).toContain('Benchmark gate: regression');
  });
});
