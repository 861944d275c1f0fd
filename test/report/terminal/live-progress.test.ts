import fc from 'fast-check';
import picocolors from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { STAGES, type Stage } from '../../../src/core/release/stage.ts';
import { TerminalScreen } from '../../../src/effects/terminal-screen.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { type LiveState, liveFrame, type StageState } from '../../../src/report/live-frame.ts';
import { LiveProgress } from '../../../src/report/live-progress.ts';
import type { JobProgress, RunProgress } from '../../../src/report/progress.ts';
import { ENGLISH } from '../../../src/report/words.ts';
import { anyText } from '../../support/any-text.ts';
import { SeenTerminal } from '../../support/terminal.ts';

/** What a person sees of a release on a terminal: frames by themselves, and drawn on a real terminal emulator. */

const numRuns = Number(process.env.FUZZ_RUNS ?? 60);
const plain = picocolors.createColors(false);
const colored = picocolors.createColors(true);

const stage = (state: StageState['state'], detail = '', more: Partial<StageState> = {}): StageState => ({
  state,
  startedAt: 0,
  endedAt: state === 'running' ? null : 2_000,
  detail,
  notes: [],
  ...more,
});
const job = (
  name: string,
  status: string,
  conclusion: string | null = null,
  step: string | null = null,
): JobProgress => ({
  name,
  status,
  conclusion,
  step,
  startedAt: status === 'queued' ? null : 0,
  endedAt: status === 'completed' ? 61_000 : null,
});
const run = (jobs: readonly JobProgress[], more: Partial<RunProgress> = {}): RunProgress => ({
  workflow: '.github/workflows/build.yml',
  phase: 'running',
  url: null,
  attempt: 1,
  jobs,
  ...more,
});

const watching: LiveState = {
  stages: new Map<Stage, StageState>([
    ['plan', stage('done', '1.1.0 → 1.2.0 from main at 0123456789')],
    ['merge', stage('skipped', 'merged already')],
    ['watch', stage('running', '', { notes: [{ kind: 'warning', text: 'slow' }] })],
    ['verify', stage('pending')],
  ]),
  runs: [
    run([
      job('Build linux', 'completed', 'success'),
      job('Build macos', 'in_progress', null, 'Test'),
      job('Pack', 'queued'),
    ]),
  ],
  wait: { why: 'waiting for the runs to finish', until: 135_000 },
  now: 125_000,
  words: ENGLISH,
};

describe('a frame', () => {
  it('shows stages, jobs as they move, and how long it waits', () => {
    expect(liveFrame(watching, { columns: 80, rows: 24 }, plain)).toEqual([
      '✓ plan           2.0 s  1.1.0 → 1.2.0 from main at 0123456789',
      '– merge                 merged already',
      '● watch     2 min 05 s',
      '    ! slow',
      '    ● build.yml, running, 1/3 jobs',
      '        ✓ Build linux  1 min 01 s',
      '        ● Build macos › Test  2 min 05 s',
      '        · Pack  queued',
      '    … waiting for the runs to finish: 10 s',
      '· verify',
    ]);
  });

  it('on a low screen tells less, and always what goes on now', () => {
    expect(liveFrame(watching, { columns: 80, rows: 8 }, plain)).toEqual([
      '· over: plan, merge',
      '● watch     2 min 05 s',
      '    ● build.yml, running, 1/3 jobs',
      '        ● Build macos › Test  2 min 05 s',
      '    … waiting for the runs to finish: 10 s',
      '· to come: verify',
    ]);
    expect(liveFrame(watching, { columns: 80, rows: 6 }, plain)).toEqual([
      '· over: plan, merge',
      '● watch     2 min 05 s',
      '    ● build.yml, running, 1/3 jobs',
      '    … waiting for the runs to finish: 10 s',
      '· to come: verify',
    ]);
  });

  it('cuts lines to the width of the screen, wide characters too', () => {
    const state = { ...watching, runs: [run([job('构建并测试所有平台', 'in_progress', null, '👩‍👩‍👧‍👦 测试')])] };
    const lines = liveFrame(state, { columns: 24, rows: 24 }, plain);
    expect(lines).toContain('        ● 构建并测试所…');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThan(24);
  });

  it('fits any screen, whatever the texts are, and never lets a control character through', () => {
    const text = fc.oneof(
      anyText(60),
      fc.constantFrom(
        '\u001b[2J\u001b[H',
        '\u001b]0;title\u0007',
        '\u009b31m',
        '\r\n\n',
        'a\u202eb',
        '::error::x',
        '##[error]x',
        '漢字'.repeat(40),
      ),
    );
    const anyJob = fc.record({
      name: text,
      status: fc.constantFrom('queued', 'in_progress', 'completed', 'waiting', '\u001b[31m'),
      conclusion: fc.constantFrom(null, 'success', 'failure', 'skipped'),
      step: fc.option(text),
      startedAt: fc.option(fc.integer({ min: 0, max: 1e9 })),
      endedAt: fc.option(fc.integer({ min: 0, max: 1e9 })),
    });
    const anyRun = fc.record({
      workflow: text,
      phase: fc.constantFrom(
        'missing' as const,
        'running' as const,
        'waiting' as const,
        'succeeded' as const,
        'failed' as const,
      ),
      url: fc.constant(null),
      attempt: fc.integer({ min: 1, max: 4 }),
      jobs: fc.array(anyJob, { maxLength: 12 }),
    });
    const anyStage = fc.record({
      state: fc.constantFrom(
        'pending' as const,
        'running' as const,
        'done' as const,
        'skipped' as const,
        'stopped' as const,
      ),
      startedAt: fc.integer({ min: 0, max: 1e9 }),
      endedAt: fc.option(fc.integer({ min: 0, max: 1e9 })),
      detail: text,
      notes: fc.array(fc.record({ kind: fc.constantFrom('note' as const, 'warning' as const), text }), {
        maxLength: 4,
      }),
    });
    const anyState = fc.record({
      stages: fc.array(fc.tuple(fc.constantFrom(...STAGES), anyStage)).map((entries) => new Map(entries)),
      runs: fc.array(anyRun, { maxLength: 4 }),
      wait: fc.option(fc.record({ why: text, until: fc.integer({ min: 0, max: 1e9 }) })),
      now: fc.integer({ min: 0, max: 1e9 }),
      words: fc.constant(ENGLISH),
    });
    const size = fc.record({ columns: fc.integer({ min: 2, max: 200 }), rows: fc.integer({ min: 2, max: 60 }) });
    fc.assert(
      fc.property(anyState, size, (state, { columns, rows }) => {
        const lines = liveFrame(state, { columns, rows }, plain);
        expect(lines.length).toBeLessThan(rows);
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThan(columns);
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
          expect(line.trimStart()).not.toMatch(/^::|##\[/);
        }
      }),
      { numRuns },
    );
  });
});

describe('on a terminal', () => {
  const start = (columns = 60, rows = 14) => {
    const terminal = new SeenTerminal(columns, rows);
    const clock = new VirtualClock(new Date('2026-11-24T09:00:00Z'));
    const screen = new TerminalScreen(terminal);
    terminal.onResize(() => screen.resized());
    const progress = new LiveProgress(screen, clock, {
      colors: colored,
      stages: ['plan', 'propose', 'watch', 'verify'],
      hide: (text) => text.replaceAll('secret', '***'),
    });
    return { terminal, clock, screen, progress };
  };

  it('is drawn in its place, and ends as a list of what was done', async () => {
    const { terminal, clock, screen, progress } = start();
    terminal.write('$ zlink-release release\n');
    progress.stageStarted('plan');
    await clock.sleep(1_500);
    progress.stageEnded('plan', 'done', '1.1.0 → 1.2.0');
    progress.stageStarted('propose');
    progress.note('opened pull request #1');
    progress.note('a secret');
    progress.waiting('waiting for 2 checks', 30_000);
    expect(await terminal.lines()).toEqual([
      '$ zlink-release release',
      '✓ plan           1.5 s  1.1.0 → 1.2.0',
      '● propose        0.0 s',
      '    opened pull request #1',
      '    a ***',
      '    … waiting for 2 checks: 30 s',
      '· watch',
      '· verify',
    ]);
    await clock.sleep(29_000);
    progress.refresh();
    expect(await terminal.lines()).toContain('    … waiting for 2 checks: 1.0 s');
    screen.print('round 1 of 10');
    progress.stageEnded('propose', 'stopped', 'a check failed');
    progress.close();
    terminal.write('✗ check-failed\n');
    expect(await terminal.lines()).toEqual([
      '$ zlink-release release',
      'round 1 of 10',
      '✓ plan           1.5 s  1.1.0 → 1.2.0',
      '✗ propose         29 s  a check failed',
      '    opened pull request #1',
      '    a ***',
      '✗ check-failed',
    ]);
    expect(await terminal.state()).toEqual({ cursorColumn: 0, wraps: true });
  });

  it('leaves the terminal as it was after every single write', async () => {
    const { terminal, progress } = start();
    progress.stageStarted('plan');
    expect(await terminal.state()).toEqual({ cursorColumn: 0, wraps: true });
    progress.warn('a warning that is much longer than the sixty columns of this screen, so that it is cut');
    expect(await terminal.state()).toEqual({ cursorColumn: 0, wraps: true });
    expect(terminal.written).not.toContain('\u001b[?25l');
  });

  it.each([
    ['narrower', 30, 14],
    ['much narrower', 17, 14],
    ['wider', 100, 14],
    ['lower', 60, 8],
  ])('a screen that became %s shows every stage once', async (_, columns, rows) => {
    const { terminal, progress } = start();
    terminal.write('$ zlink-release release\n');
    progress.stageStarted('plan');
    progress.stageEnded('plan', 'done', '1.1.0 → 1.2.0 from main at 0123456789ab');
    progress.stageStarted('propose');
    progress.note('committed "release: bump core version" to release/1.2.0');
    await terminal.resize(columns, rows);
    progress.waiting('waiting for 2 checks', 30_000);
    const lines = await terminal.lines();
    expect(lines[0]).toBe('$ zlink-release release');
    for (const name of ['plan', 'propose', 'watch', 'verify'])
      expect(
        lines.filter((line) => new RegExp(`^\\S ${name}`).test(line)),
        lines.join('\n'),
      ).toHaveLength(1);
  });

  it('writes nothing when nothing changed', () => {
    const { terminal, progress } = start();
    progress.stageStarted('plan');
    const before = terminal.written;
    progress.refresh();
    progress.refresh();
    expect(terminal.written).toBe(before);
  });
});
