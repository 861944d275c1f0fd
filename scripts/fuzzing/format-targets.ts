import { FORMAT_NAMES, FORMATS, type FormatName } from '../../src/core/measurements/formats/formats.ts';
import type { MeasurementsRead } from '../../src/core/measurements/measurement.ts';
import { formatCases, readFormat } from '../../test/support/format-case.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';

const CASES = formatCases(new URL('../../test/cases/gate', import.meta.url).pathname).flatMap(({ cases }) => cases);

/** What a format's own files are made of. */
const WORDS: Readonly<Record<FormatName, readonly string[]>> = {
  'google-benchmark': [
    '"benchmarks"',
    '"name"',
    '"run_type"',
    '"aggregate"',
    '"repetition_index"',
    '"real_time"',
    'NaN',
    '1e999',
    '"a"',
  ],
  criterion: ['"full_id"', '"iters"', '"times"', '[1.0]', '0', '"median"', '"point_estimate"', 'null'],
  divan: [
    'codec  fastest │ slowest │ median │ mean │ samples │ iters\n',
    '├─ ',
    '╰─ ',
    '│  ',
    'a  ',
    '1.5 ns ',
    '│ ',
    'alloc:  ',
    '2 KB ',
    '(ignored) ',
    '\n',
  ],
  libtest: [
    'running 2 tests',
    'test a ... ',
    'bench: 1,234 ns/iter (+/- 5)',
    ' = 7 MB/s',
    'FAILED',
    'ignored',
    'test result: ok.',
    '     Running benches/b.rs (x)',
    '\n',
  ],
  gungraun: [
    'a::b::c id:1',
    '  Instructions:  1734|1650  (+5%)',
    '  Estimated Cycles:  12',
    '  ======= DHAT =====',
    '  ## Total',
    '{"module_path":"a"',
    ',"profiles":[]',
    '"version":"6"',
    '{',
    '\n',
  ],
  hyperfine: ['"results"', '"command"', '"times"', '"exit_codes"', '"measurements"', 'null', '[0]', '"parameters"'],
  benchmarkdotnet: [
    '"Benchmarks"',
    '"FullName"',
    '"Statistics"',
    'null',
    '"Measurements"',
    '"Operations"',
    '0',
    '"Result"',
  ],
  jmh: ['"benchmark"', '"mode"', '"primaryMetric"', '"rawData"', '[[1]]', '"params"', '"NaN"', '"rawDataHistogram"'],
  'pytest-benchmark': ['"benchmarks"', '"fullname"', '"stats"', '"data"', '[1]', '"median"', 'null'],
  go: [
    'BenchmarkA-8',
    ' 100 ',
    ' 5 ns/op',
    '\n',
    'pkg: p',
    '--- FAIL: BenchmarkA',
    'panic: x',
    'Unit x better=higher',
    '{"Action":"output","Output":"',
  ],
  catch2: [
    '<Catch2TestRun>',
    '<TestCase name="a">',
    '<BenchmarkResults name="b">',
    '<mean value="1"/>',
    '</TestCase>',
    '<failed message="x"/>',
    '&lt;',
    '<![CDATA[',
  ],
  valgrind: ['cmd: x', 'pid: 1', 'events: Ir Dr', 'totals: 5 4', 'summary: 5', 'part: 1', '\n', '99999999999999999999'],
  nanobench: [
    '"results"',
    '"name"',
    '"title"',
    '"median(elapsed)"',
    '"measurements"',
    '"elapsed"',
    '"batch"',
    '"complexityN"',
  ],
  'smaller-is-better': ['"name"', '"value"', '"unit"', '"1.5"', 'null', '[{', '}]'],
  'bigger-is-better': ['"name"', '"value"', '"unit"', '"1.5"', 'null', '[{', '}]'],
  bmf: ['{"a":', '{"latency":', '{"value":', '1}}', '"File Size"', 'null', '}', ',', '\\"'],
  'benchmark-js': ['a', ' x ', '1,234', ' ops/sec ', '±1.2%', ' (9 runs sampled)', '\n', 'a: Error: b'],
  vitest: ['"files"', '"groups"', '"fullName"', '"benchmarks"', '"samples"', '[1]', '"median"', 'null'],
  benchmarktools: [
    '"BenchmarkTools"',
    '["BenchmarkGroup"',
    '"data"',
    '["Trial"',
    '"times"',
    '"TrialEstimate"',
    '"memory"',
  ],
  luau: ['SUCCESS: a', ' : ', '1.5ms', ' +/- ', '1%', ' on luau', '\n', "FAILED: 'a' on 'b'"],
  asv: [
    '[ 5.00%] ',
    '··· ',
    'a.time_b ',
    '1.5±0.1μs',
    'failed',
    '2k',
    '\n',
    'Benchmarking e',
    'ok',
    '=== ',
    '--- ',
    ' 1 ',
  ],
  'benchmark-harness': ['A', '(RunTime): ', '1.5', ' us.', '\n'],
  'ruby-benchmark': ['user system total real', 'a ', '1.0 ', '( 1.0)', 'Rehearsal -', '- total: 1.0sec', '\n'],
  'console-time': ['a', ': ', '15', 'ms', ' - timer ended', '\n'],
  measurements: [
    '{"case":"a"',
    ',"metric":"time"',
    ',"value":1',
    ',"repeat":0',
    '}',
    '\n',
    ',"ok":false',
    ',"side":"candidate"',
  ],
};

const CRITERION_TEXT = [
  'a b',
  '  time:   [1.0 ns 2.0 ns 3.0 ns]',
  '  thrpt:  [1.0 MiB/s 2.0 MiB/s 3.0 MiB/s]',
  '  change: [-1% +1% +2%]',
  'Benchmarking a b: Analyzing',
  "thread 'main' panicked at x",
  '\r',
  '\n',
];

/** @param only which of the format's files: those that end so */
const target = (format: FormatName, only = '', name: string = format, words = WORDS[format]): FuzzTarget => {
  const files = CASES.filter((each) => each.format === format)
    .flatMap((each) => Object.entries(each.files))
    .filter(([each]) => each.endsWith(only));
  const path = files[0]?.[0] ?? 'r';
  return {
    name: `format-${name}`,
    samples: files.map(([, text]) => text),
    words,
    forms: 2,
    check(_, bytes) {
      const read = readFormat(format, { [path]: bytes });
      isUsable(read);
      must(JSON.stringify(readFormat(format, { [path]: bytes }, 7)) === JSON.stringify(read), 'pieces change nothing');
      must(
        read.measurements.length > 0 || read.failed.length > 0 || read.defects.length > 0,
        `nothing read from ${FORMATS[format].program} is said`,
      );
    },
  };
};

function isUsable({ measurements, failed, defects }: MeasurementsRead): void {
  must(defects.length <= 151, 'defects are bounded');
  const names = new Set<string>();
  for (const each of measurements) {
    must([...each.case].length <= 200 && each.case.trim() !== '', 'a name has 1 to 200 characters');
    must(each.values.length > 0 && each.values.every(Number.isFinite), 'values are numbers');
    must(each.better === null || each.values.every((value) => value >= 0), 'what is judged is not negative');
    const name = JSON.stringify([each.subject, each.case, each.metric]);
    must(!names.has(name), 'a metric of a case is there once');
    names.add(name);
  }
  for (const each of failed) must(each.why !== '', 'a failure has a reason');
}

/** Every reader of a benchmark program's files. */
export const FORMAT_TARGETS: readonly FuzzTarget[] = [
  ...FORMAT_NAMES.map((format) => target(format, format === 'criterion' ? 'sample.json' : '')),
  target('criterion', '.txt', 'criterion-text', CRITERION_TEXT),
];
