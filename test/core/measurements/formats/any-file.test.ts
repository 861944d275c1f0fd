import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, FORMATS } from '../../../../src/core/measurements/formats/formats.ts';
import { formatCases, readFormat } from '../../../support/format-case.ts';

const published = formatCases('test/cases/gate').flatMap(({ cases }) => cases);
const sampleOf = (format: string) => {
  const found = published.find((each) => each.format === format);
  if (found === undefined) throw new Error(`no case of ${format}`);
  return found.files;
};
const googleRow = (name: string): string =>
  JSON.stringify({
    benchmarks: [
      { name, run_type: 'iteration', repetition_index: 0, iterations: 1, real_time: 1, cpu_time: 1, time_unit: 'ns' },
    ],
  });

describe.each(FORMAT_NAMES)('a file given as %s', (format) => {
  const path = format === 'criterion' ? 'target/criterion/a/new/sample.json' : 'r';
  const invalidating = (content: string | Uint8Array) =>
    readFormat(format, { [path]: content }).defects.filter(({ severity }) => severity === 'invalidates');

  it.each([
    ['empty', ''],
    ['of blanks', ' \n\r\n\t'],
    ['of words', 'Segmentation fault (core dumped)\n'],
    ['an HTML page', '<!doctype html><html><body>404</body></html>'],
    ['a JSON string', '"x"'],
    ['an empty object', '{}'],
    ['an empty list', '[]'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ] as const)('that is %s invalidates the run', (_, content) => {
    expect(invalidating(content)).not.toEqual([]);
  });

  it('that is compressed says so', () => {
    expect(invalidating(gzipSync(JSON.stringify(sampleOf(format))))[0]?.text).toMatch(/compressed/);
  });

  it('in UTF-16, as PowerShell redirects, reads as in UTF-8', () => {
    const files = Object.entries(sampleOf(format));
    const wide = files.map(([name, text]) => [name, Buffer.from(`\ufeff${text}`, 'utf16le')] as const);
    expect(readFormat(format, Object.fromEntries(wide))).toEqual(readFormat(format, Object.fromEntries(files)));
  });

  it('with a byte order mark and CRLF reads as without', () => {
    const files = Object.entries(sampleOf(format));
    const windows = files.map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`] as const);
    expect(readFormat(format, Object.fromEntries(windows))).toEqual(readFormat(format, Object.fromEntries(files)));
  });

  it('that ends anywhere throws nothing, and has no case that the whole one lacks', () => {
    const [[name = '', text = ''] = []] = Object.entries(sampleOf(format));
    const bytes = Buffer.from(text);
    const whole = new Set(readFormat(format, { [name]: bytes }).measurements.map((each) => each.case));
    for (let end = 0; end < bytes.length; end += 37) {
      const read = readFormat(format, { [name]: bytes.subarray(0, end) });
      const valid = !read.defects.some(({ severity }) => severity === 'invalidates');
      if (valid && format !== 'criterion' && format !== 'go')
        expect(read.measurements.filter((each) => !whole.has(each.case))).toEqual([]);
    }
  });

  it('has a default to decide, and is described', () => {
    const { decides, yields, repeats, files } = FORMATS[format];
    for (const text of [...decides, yields, repeats, files]) expect(text).not.toBe('');
  });
});

describe('names', () => {
  it.each([
    ['x'.repeat(201), 'invalidates'],
    ['x'.repeat(200), 'read'],
    ['\u{1f600}'.repeat(200), 'read'],
    ['\u{1f600}'.repeat(201), 'invalidates'],
    [' ', 'invalidates'],
    ['__proto__', 'read'],
    ['a\nb\u202e', 'read'],
  ])('%j', (name, outcome) => {
    const { measurements, defects } = readFormat('google-benchmark', { 'r.json': googleRow(name) });
    if (outcome === 'read') expect(measurements.map((each) => each.case)).toEqual([name, name]);
    else expect(defects.map(({ severity }) => severity)).toEqual(['invalidates']);
    if (name.startsWith('x') && outcome !== 'read') expect(defects[0]?.text).toContain('200');
  });

  it('that are longer with what tells them apart are refused as well', () => {
    const result = (level: number) => ({
      command: 'x'.repeat(195),
      times: [1],
      exit_codes: [0],
      parameters: { level },
    });
    const { defects } = readFormat('hyperfine', { h: JSON.stringify({ results: [result(1), result(2)] }) });
    expect(defects.map(({ severity }) => severity)).toEqual(['invalidates', 'invalidates']);
  });
});
