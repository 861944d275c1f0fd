import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { koreanWords } from '../../../src/language/korean/korean-words.ts';
import { benchProgress } from '../../../src/report/bench-progress.ts';
import { withHeartbeat } from '../../../src/report/heartbeat.ts';
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

  it('while tests run, whose own output may be silent: since when, and how long they may take', async () => {
    const clock = new VirtualClock(START);
    const lines: string[] = [];
    const ticking: { act: (() => void) | null } = { act: null };
    const every = (milliseconds: number, act: () => void) => {
      expect(milliseconds).toBe(60_000);
      ticking.act = act;
      return () => {
        ticking.act = null;
      };
    };
    const work = async () => {
      for (let minute = 0; minute < 3; minute += 1) {
        await clock.sleep(60_000);
        ticking.act?.();
      }
      throw new Error('they fail');
    };
    const long = { what: 'the tests', most: 3_600_000, told: (line: string) => lines.push(line) };
    await expect(withHeartbeat(long, work, { clock, every })).rejects.toThrow('they fail');
    expect(lines).toEqual(
      ['1 min 00 s', '2 min 00 s', '3 min 00 s'].map((time) => `the tests have run for ${time} of at most 1 h 00 min`),
    );
    expect(koreanWords().say(lines[0] ?? '')).toBe('시험 실행 중: 1 min 00 s, 최대 1 h 00 min');
    // Nothing beats when it is over.
    expect(ticking.act).toBeNull();
  });

  /** A bench whose harness runs for some minutes, on a clock of the test's own. */
  const bench = (overwrite: ((text: string) => void) | null) => {
    const clock = new VirtualClock(START);
    const lines: string[] = [];
    const ticking: { act: (() => void) | null } = { act: null };
    const progress = benchProgress(
      (line) => lines.push(line),
      overwrite,
      clock,
      (_, act) => {
        ticking.act = act;
        return () => {
          ticking.act = null;
        };
      },
    );
    const seconds = async (many: number) => {
      for (let second = 0; second < many; second += 1) {
        await clock.sleep(1_000);
        ticking.act?.();
      }
    };
    return { lines, progress, seconds, ticking };
  };

  it('while one run of the harness takes long: since when, how long it should take, and its last line', async () => {
    const { lines, progress, seconds, ticking } = bench(null);
    progress.roundStarted(2, 10, 300_000);
    progress.running('zlink', 1, 2, 10);
    progress.heard('connecting\r\nwarm-');
    progress.heard('up 3 s\n\n');
    await seconds(130);
    progress.heard('measure 10 s\u001b[2J');
    await seconds(60);
    progress.ended();
    await seconds(120);
    expect(ticking.act).toBeNull();
    expect(lines.join('')).not.toContain('\u001b');
    expect(lines).toEqual([
      '  round 2 of at most 10: zlink, run 1, 1 min 00 s of about 5 min 00 s; last line: warm-up 3 s',
      '  round 2 of at most 10: zlink, run 1, 2 min 00 s of about 5 min 00 s; last line: warm-up 3 s',
      expect.stringContaining('run 1, 3 min 00 s of about 5 min 00 s; last line: measure 10 s'),
    ]);
  });

  it('while a tree is prepared, of which nobody knows how long it takes', async () => {
    const { lines, progress, seconds } = bench(null);
    progress.began('preparing /tmp/tree');
    await seconds(61);
    expect(lines).toEqual(['preparing /tmp/tree', '  preparing /tmp/tree, 1 min 00 s']);
  });

  it('on a terminal each second, in a line that is overwritten', async () => {
    const shown: string[] = [];
    const { lines, progress, seconds } = bench((text) => shown.push(text));
    progress.roundStarted(1, 5, null);
    progress.heard('[ 50%] Building CXX object');
    await seconds(2);
    expect(shown.at(-1)).toBe('  round 1 of at most 5, 2.0 s; last line: [ 50%] Building CXX object');
    progress.roundEnded(1, 5, null);
    await seconds(70);
    expect(shown.at(-1)).toBe('');
    expect(lines).toEqual(['round 1 of 5: measured']);
  });
});
