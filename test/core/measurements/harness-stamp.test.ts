import { describe, expect, it } from 'vitest';
import { withComparison } from '../../../src/core/gate/compared.ts';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import { stampIn } from '../../../src/core/measurements/harness-stamp.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';

describe('when a run of the harness began', () => {
  it.each([
    ['perf5_final_20260213_152949', '2026-02-13T15:29:49'],
    ['20260213_152949', '2026-02-13T15:29:49'],
    ['20261129T080246Z', '2026-11-29T08:02:46Z'],
    ['20261129T080246Z-0001', '2026-11-29T08:02:46Z'],
    ['20261129T080246', null],
    ['20261329T080246Z', null],
    ['perf5_final', null],
    ['perf_20261332_152949', null],
    ['perf_20260230_152949', null],
    ['perf_120260213_152949', null],
    ['perf_20260213_256199', null],
    ['', null],
  ])('%s', (name, time) => {
    expect(stampIn(name)).toBe(time);
  });

  it('stands on the page of the verdict for both sides, with the clock that it is of', async () => {
    const read = async (name: string) => {
      const folder = await readGateFolder(new URL(`../../cases/recorded/${name}`, import.meta.url).pathname, null);
      if (!folder.ok || folder.value.kind !== 'runs') throw new Error('the recorded run cannot be read');
      return folder.value.runs;
    };
    const names = ['perf5_final_20260213_152949', 'perf5_netzlink_improved_20260213_154754'] as const;
    const input = { mode: 'recorded', baseline: await read(names[0]), candidate: await read(names[1]) } as const;
    const verdict = withComparison(judge(input, GATE_DEFAULTS, judgeDuet), input, {
      folders: { baseline: [names[0]], candidate: [names[1]] },
      repository: null,
      now: new Date('2026-11-24T09:00:00Z'),
      program: '0.9.0',
    });
    expect(verdict.compared?.baseline.measuredAt).toBe('2026-02-13T15:29:49');
    const page = gateHtml(verdict);
    for (const time of ['2026-02-13 15:29 local time', '2026-02-13 15:47 local time']) expect(page).toContain(time);
  });
});
