import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSummary } from '../../../src/core/measurements/summary-json.ts';
import { readLogText, runOf } from './read-text.ts';

const HEAD =
  '=== STREAM Scenario Compare ===\nccu=200 size=1024 inflight=10\nwarmup=1s measure=2s drain_timeout=10s\nio_threads=2 send_batch=30 latency_sample_rate=16\n\n';

describe('scenario.log', () => {
  it('takes the profile from the head only', () => {
    const log = readLogText(`${HEAD}ccu=1 io_threads=99\n`);
    expect(Object.fromEntries(log.profile)).toEqual({
      ccu: 200,
      size: 1024,
      inflight: 10,
      warmup: 1,
      measure: 2,
      drain_timeout: 10,
      io_threads: 2,
      send_batch: 30,
      latency_sample_rate: 16,
    });
  });

  it('takes the last RESULT of a scenario, and none that is cut', () => {
    const result = (drain: number) =>
      `RESULT scenario=zlink-s2 throughput=5.00 drain_timeout=${drain} gating_violation=0 pass_fail=PASS\n`;
    expect(readLogText(result(1) + result(0)).results.get('zlink-s2')).toMatchObject({ line: 2, drainTimeout: 0 });
    const torn = readLogText(`${result(0)}RESULT scenario=zlink-s2 throughput=5.00 drain_timeout=1`);
    expect(torn.results.get('zlink-s2')?.drainTimeout).toBe(0);
    expect(torn.defects.map((defect) => defect.line)).toEqual([2]);
  });

  it('names nonsense in a RESULT with its line', () => {
    const log = readLogText('x\nRESULT scenario=zlink-s2 drain_timeout=-1 pass_fail=PASS\n');
    expect(log.results.get('zlink-s2')?.unreadable).toEqual(['drain_timeout']);
    expect(log.defects).toEqual([
      {
        severity: 'warns',
        file: 'scenario.log',
        line: 2,
        text: 'zlink-s2: drain_timeout: "-1" is negative; it is unknown.',
      },
    ]);
  });

  it('never throws, whatever the lines', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'RESULT ',
        'scenario=zlink-s2 ',
        '=== STREAM Scenario Compare ===\n',
        '\n',
        'ccu=',
        '=====',
        'pass_fail=FAIL ',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        readLogText(words.join(''));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });
});

describe('summary.json', () => {
  it('reads counts and profile, and leaves wrong types unknown', () => {
    const { summary, defects } = readSummary(
      '{"ccu":200,"warmup_sec":"3","overall_rc":1,"fail_rows":-1,"__proto__":{"ccu":5}}',
      'summary.json',
    );
    expect(summary).toMatchObject({ overallExitCode: 1, failRows: null, totalRows: null });
    expect([...summary.profile]).toEqual([['ccu', 200]]);
    expect(defects).toHaveLength(2);
  });

  it.each(['', '[', 'null', '[]', '"x"', '{"ccu":1e999}'])('takes %j without a crash', (text) => {
    expect(readSummary(text, 'summary.json').defects.length).toBeGreaterThan(0);
  });
});

describe('a joined folder', () => {
  it('gives bare ids the stack that the log names, or the one that is given', () => {
    const log = '===== asio s2 =====\nRESULT scenario=s2 drain_timeout=0 gating_violation=0 pass_fail=PASS\n';
    expect([...runOf({ rows: [{ id: 's2' }], log }).rows.keys()]).toEqual(['asio-s2']);
    expect(runOf({ rows: [{ id: 's2' }], log }).rows.get('asio-s2')?.drainTimeout).toBe(0);
    expect([...runOf({ rows: [{ id: 's2' }], log, defaultStack: 'zlink' }).rows.keys()]).toEqual(['zlink-s2']);
    const unnamed = runOf({ rows: [{ id: 's2' }] });
    expect([...unnamed.rows.keys()]).toEqual(['unnamed-s2']);
    expect(unnamed.defects.some((defect) => defect.text.includes('--default-stack'))).toBe(true);
  });

  it('sees contradictions between its files', () => {
    const run = runOf({
      rows: [{ id: 'zlink-s2', throughput: '1000.00' }],
      log: `${HEAD}RESULT scenario=zlink-s2 throughput=900.00 pass_fail=FAIL\nRESULT scenario=asio-s2 pass_fail=PASS\n`,
      summary: '{"ccu":100,"total_rows":3,"overall_rc":1,"fail_rows":0}',
    });
    expect(run.defects.map((defect) => `${defect.severity} ${defect.text}`)).toEqual([
      'invalidates ccu is 200 here and 100 in summary.json: the folder mixes two runs.',
      'warns zlink-s2 is FAIL here and PASS in metrics.csv.',
      'warns zlink-s2 has throughput 900 here and 1000 in metrics.csv.',
      'warns asio-s2 has a RESULT here, but no row in metrics.csv.',
      'warns total_rows is 3, but metrics.csv has 1 complete row.',
      'warns overall_rc is 1 though no row is FAIL: a stack failed without a row.',
    ]);
  });
});
