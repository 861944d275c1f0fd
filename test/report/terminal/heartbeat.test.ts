import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { benchProgress } from '../../../src/report/bench-progress.ts';
import { PlainProgress } from '../../../src/report/plain-progress.ts';
import type { RunProgress } from '../../../src/report/progress.ts';

const START = new Date('2026-11-24T09:00:00Z');
const running: RunProgress = {
  workflow: '.github/workflows/build.yml',
  phase: 'running',
  url: null,
  attempt: 1,
  jobs: [
    { name: 'linux', status: 'in_progress', conclusion: null, step: 'Compile', startedAt: null, endedAt: null },
    { name: 'macos', status: 'queued', conclusion: null, step: null, startedAt: null, endedAt: null },
  ],
};

describe('a log shows once a minute that it goes on', () => {
  it('while runs are watched: since when, and where they stand', async () => {
    const clock = new VirtualClock(START);
    const lines: string[] = [];
    const progress = new PlainProgress((line) => lines.push(line), clock, pc.createColors(false));
    progress.stageStarted('watch');
    for (let poll = 0; poll < 40; poll += 1) {
      progress.runs([running]);
      progress.waiting('waiting for the runs to finish', 15_000);
      await clock.sleep(15_000);
    }
    const beats = lines.filter((line) => line.includes('finish for '));
    expect(beats.length).toBeGreaterThanOrEqual(9);
    expect(beats[0]).toMatch(/waiting for the runs to finish for 1 min \d\d s: build\.yml 0\/2 jobs, linux › Compile$/);
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it('while a round is measured', async () => {
    const clock = new VirtualClock(START);
    const lines: string[] = [];
    const progress = benchProgress((line) => lines.push(line), null, clock);
    for (let run = 1; run <= 20; run += 1) {
      progress.running('zlink', run, 1, 10);
      await clock.sleep(15_000);
    }
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/round 1 of at most 10: zlink, run 5, after 1 min 00 s$/);
  });
});
