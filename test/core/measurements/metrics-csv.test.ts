import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseErrors, parseFigure } from '../../../src/core/measurements/metrics-csv.ts';
import { HEADER, readMetricsText, rowText } from './read-text.ts';

const file = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`;
const texts = (table: { defects: readonly { text: string; line: number | null; severity: string }[] }) =>
  table.defects.map((defect) => `${defect.severity} ${defect.line}: ${defect.text}`);

describe('metrics.csv', () => {
  it('keeps blanks unknown and zeroes zero', () => {
    const table = readMetricsText(
      file('zlink-s2,tcp,10000,30,1024,,,,,,,181310.70,,,,"",PASS', rowText({ id: 'a-s1', throughput: '0.00' })),
    );
    const row = table.rows.get('zlink-s2');
    expect(row?.figures.p50).toBeNull();
    expect(row?.figures.connect_fail).toBeNull();
    expect(row?.figures.throughput).toBe(181310.7);
    expect(table.rows.get('a-s1')?.figures.throughput).toBe(0);
    expect(table.defects).toEqual([]);
  });

  it('maps columns by name, keeps unknown ones, and takes BOM, CRLF and blank lines', () => {
    const text = '\ufeffpass_fail,Backend,throughput,scenario_id\r\n\r\nPASS,"epoll, edge",12.5,net-zlink-s2\r\n  \r\n';
    const table = readMetricsText(text);
    const row = table.rows.get('net-zlink-s2');
    expect(row).toMatchObject({ stack: 'net-zlink', scenario: 's2', line: 3, passFail: 'PASS' });
    expect(row?.figures.throughput).toBe(12.5);
    expect(row?.other.get('backend')).toBe('epoll, edge');
    expect(texts(table)).toEqual([
      'warns 1: The header lacks ccu, inflight, size, connect_success, connect_fail, connect_timeout, sent, recv, incomplete_ratio, p50, p95, p99, transport, errors_by_errno: unknown in every row.',
    ]);
  });

  it.each([
    ['NaN', '"NaN" is not a number'],
    ['nan', '"nan" is not a number'],
    ['Infinity', '"Infinity" is not a number'],
    ['-inf', '"-inf" is not a number'],
    ['0x10', '"0x10" is not a number'],
    ['1 000', '"1 000" is not a number'],
    ['-5.00', '"-5.00" is negative'],
    ['1e300', '"1e300" is absurdly large'],
    ['1e-320', '"1e-320" is absurdly small'],
    ['99999999999999999999', '"99999999999999999999" is absurdly large'],
  ])('names throughput %s with file and line, and leaves it unknown', (throughput, complaint) => {
    const table = readMetricsText(file(rowText({ id: 'zlink-s0' }), rowText({ id: 'zlink-s2', throughput })));
    expect(table.rows.get('zlink-s2')?.figures.throughput).toBeNull();
    expect(table.rows.get('zlink-s2')?.unreadable).toEqual(['throughput']);
    expect(texts(table)).toEqual([`warns 3: zlink-s2: throughput: ${complaint}; it is unknown.`]);
  });

  it('leaves out a torn last line, wherever it is torn', () => {
    const whole = rowText({ id: 'asio-s2', errors: '9:18;32:11' });
    const head = file(rowText({ id: 'zlink-s2' }));
    for (let cut = 1; cut < whole.length; cut += 1) {
      const table = readMetricsText(head + whole.slice(0, cut));
      expect([...table.rows.keys()], whole.slice(0, cut)).toEqual(['zlink-s2']);
      expect(table.torn).toBe(true);
      expect(table.defects[0]?.line).toBe(3);
    }
    const complete = readMetricsText(head + whole);
    expect([...complete.rows.keys()]).toEqual(['zlink-s2', 'asio-s2']);
    expect(texts(complete)).toEqual(['warns 3: The last line has no line end, though the row is whole.']);
  });

  it('does not trust a last line without end whose last column is a number', () => {
    const table = readMetricsText('scenario_id,pass_fail,throughput\nzlink-s2,PASS,30307');
    expect(table.rows.size).toBe(0);
    expect(table.torn).toBe(true);
  });

  it('takes a repeated id for a rerun: the last complete row counts, and it is said', () => {
    const text = file(
      rowText({ id: 'asio-s2', passFail: 'FAIL', throughput: '1.00' }),
      rowText({ id: 'zlink-s2' }),
      rowText({ id: 'asio-s2', throughput: '2.00' }),
    );
    const table = readMetricsText(`${text}asio-s2,tcp,200`);
    expect(table.rows.get('asio-s2')).toMatchObject({ line: 4, passFail: 'PASS' });
    expect(table.repeats.get('asio-s2')).toEqual({ count: 2, earlierFailures: 1 });
    expect(texts(table)).toContain(
      'warns 4: asio-s2 stands 2 times, 1 of the earlier ones without PASS: the last complete row counts.',
    );
  });

  it('contains the damage of an open quote to its line', () => {
    const broken = rowText({ id: 'asio-s1' }).replace('""', '"24:3');
    const table = readMetricsText(file(broken, rowText({ id: 'asio-s2' })));
    expect([...table.rows.keys()]).toEqual(['asio-s2']);
    expect(texts(table)).toEqual(['warns 2: a quote is not closed; the row is left out.']);
  });

  it('refuses what is not a metrics table', () => {
    expect(texts(readMetricsText('a,b\n1,2\n'))).toEqual([
      'invalidates 1: Not a metrics table: the header lacks scenario_id, throughput, pass_fail.',
    ]);
    expect(texts(readMetricsText('scenario_id,throughput,throughput,pass_fail\n'))[0]).toMatch(
      /^invalidates 1: .*twice/,
    );
    expect(texts(readMetricsText(file(rowText({ id: 'x'.repeat(201) }))))[0]).toMatch(
      /^invalidates 2: .*has 201 characters: a name has at most 200/,
    );
    expect(texts(readMetricsText(''))).toEqual(['warns null: The file is empty: no stack wrote a row.']);
  });

  it('never counts an unknown word as PASS', () => {
    const table = readMetricsText(
      file(rowText({ id: 'zlink-s2', passFail: 'PASSED' }), rowText({ id: 'zlink-s1', passFail: '' })),
    );
    expect([...table.rows.values()].map((row) => [row.passFail, row.unreadable])).toEqual([
      [null, ['pass_fail']],
      [null, ['pass_fail']],
    ]);
  });

  it('keeps one entry a scenario and a bounded list of defects', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      rowText({ id: `zlink-s${index % 3}`, throughput: 'NaN' }),
    );
    const table = readMetricsText(file(...lines));
    expect(table.rows.size).toBe(3);
    expect(table.recordCount).toBe(5_000);
    expect(table.defects.length).toBeLessThan(60);
    expect(table.defects.at(-1)?.text).toMatch(/more defects are not listed/);
  });

  it('survives names that objects would stumble over', () => {
    const table = readMetricsText(
      'scenario_id,throughput,pass_fail,__proto__,constructor\nconstructor-s2,5,PASS,x,y\n',
    );
    expect(table.rows.get('constructor-s2')?.other.get('__proto__')).toBe('x');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        HEADER,
        '\n',
        '\r\n',
        ',',
        '"',
        '""',
        'PASS',
        'zlink-s2',
        rowText({ id: 'zlink-s2' }),
        '\ufeff',
        '\0',
      ),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const table = readMetricsText(pieces.join(''));
        for (const row of table.rows.values()) {
          for (const value of Object.values(row.figures)) {
            expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
          }
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });
});

describe('figures and errors', () => {
  it('reads every finite non-negative decimal as JavaScript does', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        expect(parseFigure(value.toFixed(4), 1e12).value).toBe(Number(value.toFixed(4)));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  it('adds up errno counts and names what is none', () => {
    expect([...parseErrors('9:18;32:11;105:18;9:2').errors]).toEqual([
      [9, 20],
      [32, 11],
      [105, 18],
    ]);
    expect(parseErrors('24:x')).toEqual({ errors: new Map([[-1, 1]]), complaint: '"24:x" is not errno:count' });
  });
});
