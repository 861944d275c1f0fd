import { describe, expect, it } from 'vitest';
import { compareCorrectness } from '../../../src/core/gate/correctness.ts';
import { describeErrors, explainErrno } from '../../../src/core/measurements/errno.ts';
import type { HarnessResult, Host } from '../../../src/core/measurements/harness-result.ts';
import { type RowText, runOf } from '../measurements/read-text.ts';

const run = (...rows: RowText[]) => runOf({ rows });
const load = (more: Partial<RowText> = {}): RowText => ({ id: 'zlink-s2', ...more });
const failing = load({ passFail: 'FAIL' });

function compare(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  allowSkipped: readonly string[] = [],
  paired = false,
) {
  const result = compareCorrectness(
    baseline,
    candidate,
    { incompleteRatioCap: 0.01, allowSkipped, withoutBaseline: 'pass' },
    paired,
  );
  return { ...result, said: result.reasons.map((reason) => `${reason.effect} ${reason.rule} ${reason.subject}`) };
}

describe('correctness', () => {
  it.each<[string, RowText[], RowText[], boolean, string[]]>([
    ['PASS to PASS', [load()], [load()], false, []],
    ['PASS to FAIL', [load()], [failing], true, ['blocks correctness zlink-s2']],
    ['FAIL to FAIL', [failing], [failing], false, ['informs known-failure zlink-s2']],
    ['FAIL to PASS', [failing], [load()], false, ['informs improvement zlink-s2']],
    ['PASS to SKIP', [load()], [load({ passFail: 'SKIP' })], true, ['blocks skipped zlink-s2']],
    ['FAIL to SKIP', [failing], [load({ passFail: 'SKIP' })], true, ['blocks skipped zlink-s2']],
    ['SKIP to SKIP', [load({ passFail: 'SKIP' })], [load({ passFail: 'SKIP' })], false, ['warns skipped zlink-s2']],
    ['SKIP to FAIL', [load({ passFail: 'SKIP' })], [failing], true, ['blocks correctness zlink-s2']],
    ['none to FAIL', [{ id: 'asio-s2' }], [{ id: 'asio-s2' }, failing], true, ['blocks correctness zlink-s2']],
    ['none to PASS', [{ id: 'asio-s2' }], [{ id: 'asio-s2' }, load()], false, ['informs baseline zlink-s2']],
    ['connect_fail in a PASS row', [load()], [load({ connectFail: '3' })], true, ['blocks correctness zlink-s2']],
    ['incomplete_ratio at the cap', [load()], [load({ ratio: '0.010000' })], false, []],
    ['incomplete_ratio above it', [load()], [load({ ratio: '0.010001' })], true, ['blocks correctness zlink-s2']],
    ['retried connects in a PASS row', [load()], [load({ errors: '113:1' })], false, []],
    ['an unknown word', [load()], [load({ passFail: 'OK' })], true, ['blocks correctness zlink-s2']],
    [
      'a failing control',
      [{ id: 'asio-s2' }],
      [{ id: 'asio-s2', passFail: 'FAIL' }],
      true,
      ['blocks correctness asio-s2'],
    ],
  ])('%s', (_, before, after, blocks, said) => {
    const result = compare([run(...before)], [run(...after)]);
    expect(result.said).toEqual(said);
    expect(result.blocks).toBe(blocks);
    expect(result.needsRepetition).toBe(false);
  });

  it.each(['drain_timeout=1', 'gating_violation=2'])('reads %s from scenario.log against a PASS', (word) => {
    const log = `RESULT scenario=zlink-s2 ${word} pass_fail=PASS\n`;
    const result = compare([run(load())], [runOf({ rows: [load()], log })]);
    expect(result.blocks).toBe(true);
    expect(result.reasons[0]?.text).toBe(`zlink-s2 failed (${word}); the baseline passed.`);
  });

  it('names a stack without any row once, and a scenario without a row by itself', () => {
    const before = run({ id: 'zlink-s2' }, { id: 'asio-s0' }, { id: 'asio-s2' });
    const gone = compare([before], [run({ id: 'zlink-s2' })]);
    expect(gone.reasons.map((reason) => reason.text)).toEqual(['asio produced no row; the baseline has s0, s2.']);
    expect(gone.blocks).toBe(true);
    const partly = compare([before], [run({ id: 'zlink-s2' }, { id: 'asio-s0' })]);
    expect(partly.said).toEqual(['blocks missing-row asio-s2']);
  });

  it.each(['asio', 'asio-s2', 's2'])('lets %s be missing or skipped when allowed, but not fail', (entry) => {
    const before = run({ id: 'asio-s2' });
    expect(compare([before], [run()], [entry]).blocks).toBe(false);
    expect(compare([before], [run({ id: 'asio-s2', passFail: 'SKIP' })], [entry]).blocks).toBe(false);
    expect(compare([before], [run({ id: 'asio-s2', passFail: 'FAIL' })], [entry]).blocks).toBe(true);
  });

  describe('confirmation by one repetition', () => {
    const echoFailed = { id: 'zlink-s0', passFail: 'FAIL', errors: '11:1', throughput: '0.00' };
    const before = run({ id: 'zlink-s0', throughput: '0.00' }, load());

    it('one failing run of several warns, two block', () => {
      const once = compare([run(load())], [run(load()), run(failing), run(load())]);
      expect(once.said).toEqual(['warns correctness zlink-s2']);
      expect(once.blocks || once.needsRepetition).toBe(false);
      expect(compare([run(load())], [run(load()), run(failing), run(failing)]).blocks).toBe(true);
    });

    it('a row missing in some runs of one machine counts as failing there', () => {
      const both = run(load(), { id: 'asio-s2' });
      const lacking = run(load());
      expect(compare([both], [both, lacking]).said).toEqual(['warns correctness asio-s2']);
      expect(compare([both], [both, lacking, lacking]).blocks).toBe(true);
    });

    it('shards of several machines may share the stacks', () => {
      const host = (cpuModel: string): Host => ({ cpuModel, kernel: 'k', logicalCores: 2, loadBefore: 0 });
      const shard = (id: string, cpu: string) => runOf({ rows: [{ id }], host: host(cpu) });
      const result = compare(
        [run({ id: 'zlink-s2' }, { id: 'asio-s2' })],
        [shard('zlink-s2', 'a'), shard('zlink-s2', 'a'), shard('asio-s2', 'b'), shard('asio-s2', 'b')],
      );
      expect(result.said).toEqual([]);
    });

    it('s0 by EAGAIN in a single run asks for a repetition while its load passes', () => {
      const result = compare([before], [run(echoFailed, load())]);
      expect([result.blocks, result.needsRepetition]).toEqual([false, true]);
      expect(compare([before], [run(echoFailed, load()), run(echoFailed, load())]).blocks).toBe(true);
      expect(compare([before], [run(echoFailed, load()), before]).said).toEqual(['warns correctness zlink-s0']);
    });

    it('any other failing s0 blocks at once', () => {
      expect(compare([before], [run({ ...echoFailed, errors: '11:1;104:1' }, load())]).blocks).toBe(true);
      expect(compare([before], [run({ ...echoFailed, errors: '' }, load())]).blocks).toBe(true);
      expect(compare([before], [run(echoFailed, failing)]).blocks).toBe(true);
    });

    it('an unconfirmed failure of the baseline excuses nothing', () => {
      expect(compare([run(load()), run(failing)], [run(failing)]).blocks).toBe(true);
    });
  });

  it('in pairs, a control that took no turn on either side is not missing', () => {
    const both = run(load(), { id: 'asio-s2' });
    expect(compare([both, run(load())], [both, run(load())], [], true).said).toEqual([]);
    expect(compare([both, both, both], [both, run(load()), run(load())], [], true).blocks).toBe(true);
  });
});

describe('errno', () => {
  it.each([
    [24, 'EMFILE', 'ulimit -n'],
    [111, 'ECONNREFUSED', ''],
    [104, 'ECONNRESET', ''],
    [32, 'EPIPE', ''],
    [9, 'EBADF', ''],
    [11, 'EAGAIN', ''],
    [105, 'ENOBUFS', ''],
    [113, 'EHOSTUNREACH', ''],
    [110, 'ETIMEDOUT', ''],
    [99, 'EADDRNOTAVAIL', ''],
    [98, 'EADDRINUSE', ''],
  ])('%i is %s', (errno, name, remedy) => {
    expect(explainErrno(errno)?.name).toBe(name);
    expect(explainErrno(errno)?.remedy).toContain(remedy);
  });

  it('lists the most frequent first and counts what is left', () => {
    const errors = new Map([9999, 9, 24, 32, 104].map((errno, index) => [errno, index + 1] as const));
    const text = describeErrors(errors);
    expect(text).toMatch(/^5 × errno 104 \(ECONNRESET: .*4 × errno 32 .* and 1 more$/);
    expect(describeErrors(new Map([[9999, 2]]))).toBe('2 × errno 9999');
    expect(describeErrors(new Map())).toBe('');
  });
});
