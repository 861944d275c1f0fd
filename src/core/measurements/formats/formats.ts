import { asv, isAsv } from './asv.ts';
import { benchmarkHarness, isBenchmarkHarness } from './benchmark-harness.ts';
import { benchmarkJs, isBenchmarkJs } from './benchmark-js.ts';
import { benchmarkDotNet } from './benchmarkdotnet.ts';
import { benchmarkTools } from './benchmarktools.ts';
import { bmf, isBmf } from './bmf.ts';
import { catch2 } from './catch2.ts';
import { CATCH2_CONSOLE } from './catch2-tables.ts';
import { consoleTime, isConsoleTime } from './console-time.ts';
import { criterion } from './criterion.ts';
import { CRITERION_RESULT } from './criterion-lines.ts';
import { divan, isDivan } from './divan.ts';
import type { FormatReader } from './format-reader.ts';
import { go } from './go.ts';
import { googleBenchmark } from './google-benchmark.ts';
import { gungraun, isGungraun } from './gungraun.ts';
import { hyperfine } from './hyperfine.ts';
import { jmh } from './jmh.ts';
import { LIBTEST_RESULT, libtest } from './libtest.ts';
import { isLuau, luau } from './luau.ts';
import { nanobench } from './nanobench.ts';
import { isOneDirection, oneDirection } from './one-direction.ts';
import { pytestBenchmark } from './pytest-benchmark.ts';
import { measurementLines } from './record-lines.ts';
import { isRubyBenchmark, rubyBenchmark } from './ruby-benchmark.ts';
import { shownText } from './terminal-text.ts';
import { valgrind } from './valgrind.ts';
import { vitestBench } from './vitest-bench.ts';

export interface BenchmarkFormat {
  /** The program whose files these are. */
  readonly program: string;
  /** What its files are usually called: a glob below the folder of the run. */
  readonly files: string;
  /** Which of its metrics decide by default: the gate's rule, told in docs/formats.md. Empty: what is counted warns. */
  readonly decides: readonly string[];
  /** Other names of a metric in another version of the format, by that name. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What is told of it in docs/formats.md. */
  readonly yields: string;
  readonly repeats: string;
  /** Whether a file is of this format, by its path and its first characters. */
  readonly recognises: (path: string, head: string) => boolean;
  readonly reader: () => FormatReader;
}

const JSON_FILE = /\.json$/i;

const shownLines = (head: string): string => head.split('\n').map(shownText).join('\n');

/** Every format of a benchmark program that is read, by the name that `bench.read` gives it. */
export const FORMATS = {
  'google-benchmark': {
    program: 'Google Benchmark',
    files: '*.json',
    decides: ['real_time'],
    aliases: {},
    yields: '`real_time`, `cpu_time`; `bytes_per_second`, `items_per_second`; counters',
    repeats: 'repetitions; aggregates only where there is nothing else',
    recognises: (_, head) => /"benchmarks"\s*:/.test(head) && /"(?:run_type|time_unit|library_build_type)"/.test(head),
    reader: googleBenchmark,
  },
  criterion: {
    program: 'criterion.rs',
    files: 'target/criterion/**/new/*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one iteration; also of what it prints to the console, which is rounded, with `throughput`',
    repeats: 'samples; of the console none',
    recognises: (path, head) =>
      JSON_FILE.test(path)
        ? /(?:^|\/)new\/(?:benchmark|sample|estimates)\.json$/.test(path)
        : CRITERION_RESULT.test(shownLines(head)),
    reader: criterion,
  },
  libtest: {
    program: '`cargo bench` of nightly Rust (`#[bench]`), and what prints in its form',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one iteration, `throughput`',
    repeats: 'none in the file',
    recognises: (path, head) => !JSON_FILE.test(path) && LIBTEST_RESULT.test(shownLines(head)),
    reader: libtest,
  },
  divan: {
    program: 'divan',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields:
      '`time` of one iteration, the median, rounded; `bytes_per_second` and other rates; `alloc count`, `alloc size` and what else its allocation profiler counted',
    repeats: 'none in the file',
    recognises: (_, head) => isDivan(shownLines(head)),
    reader: divan,
  },
  gungraun: {
    program: 'Gungraun (iai-callgrind), iai',
    files: '*.txt',
    decides: [],
    aliases: {},
    yields:
      '`instructions`; what else Callgrind counted, as it is printed; of other tools with their name: `dhat: Total bytes`',
    repeats: 'none: counted, not timed',
    recognises: (_, head) => isGungraun(shownLines(head)),
    reader: gungraun,
  },
  hyperfine: {
    program: 'hyperfine',
    files: '*.json',
    decides: ['time'],
    aliases: { time_wall_clock: 'time', memory_peak_resident: 'memory' },
    yields: '`time`, `memory`; of schema 2 every quantity',
    repeats: 'runs of the command',
    recognises: (_, head) => /"results"\s*:/.test(head) && /"command"\s*:/.test(head),
    reader: hyperfine,
  },
  benchmarkdotnet: {
    program: 'BenchmarkDotNet',
    files: '**/*-report-full*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one operation, `allocated`; what diagnosers measured',
    repeats: 'measurements of stage Result',
    recognises: (_, head) => /"HostEnvironmentInfo"|"BenchmarkDotNetVersion"/.test(head),
    reader: benchmarkDotNet,
  },
  jmh: {
    program: 'JMH',
    files: '*.json',
    decides: ['thrpt', 'avgt', 'sample', 'ss'],
    aliases: {},
    yields: 'the score of each mode, named as the mode; what profilers measured',
    repeats: 'iterations of all forks',
    recognises: (_, head) => /"jmhVersion"|"primaryMetric"/.test(head),
    reader: jmh,
  },
  'pytest-benchmark': {
    program: 'pytest-benchmark',
    files: '*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one call',
    repeats: 'rounds of pytest-benchmark',
    recognises: (_, head) => /"machine_info"/.test(head) && /"commit_info"|"benchmarks"/.test(head),
    reader: pytestBenchmark,
  },
  go: {
    program: '`go test -bench`',
    files: '*.txt',
    decides: ['ns/op'],
    aliases: {},
    yields: '`ns/op`, `MB/s`, `B/op`, `allocs/op`; units of your own',
    repeats: 'lines of one name (`-count`)',
    recognises: (path, head) =>
      /^\{.*"Action":"output"/m.test(head) ||
      (!JSON_FILE.test(path) &&
        (/^Benchmark(?![a-z])\S*\s+\d+\s+\S+ \S+/m.test(head) || /^(?:goos: |FAIL\t|ok {2}\t)/m.test(head))),
    reader: go,
  },
  catch2: {
    program: 'Catch2',
    files: '*.xml',
    decides: ['time'],
    aliases: {},
    yields: '`time`, the mean of the samples; also of what it prints to the console, which is rounded',
    repeats: 'none in the file',
    recognises: (_, head) => /<Catch2TestRun\b|<Catch\b/.test(head) || CATCH2_CONSOLE.test(head),
    reader: catch2,
  },
  valgrind: {
    program: 'Valgrind (Callgrind, Cachegrind)',
    files: '*grind.out*',
    decides: [],
    aliases: {},
    yields: '`instructions` of the whole command; other events that were counted',
    repeats: 'none: counted, not timed',
    recognises: (_, head) => /^events: /m.test(head) && /^(?:cmd:|creator: callgrind|desc: I1)/m.test(head),
    reader: valgrind,
  },
  nanobench: {
    program: 'nanobench',
    files: '*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one operation, or of one of what `batch` counts; `instructions` and other counters',
    repeats: 'epochs',
    recognises: (_, head) => /"results"\s*:/.test(head) && /"clockResolutionMultiple"|"median\(elapsed\)"/.test(head),
    reader: nanobench,
  },
  'smaller-is-better': {
    program: 'your own, as `customSmallerIsBetter` of github-action-benchmark',
    files: '*.json',
    decides: ['value'],
    aliases: {},
    yields: '`value`, where less is better',
    repeats: 'none in the file',
    recognises: (_, head) => isOneDirection(head),
    reader: oneDirection('lower'),
  },
  'bigger-is-better': {
    program: 'your own, as `customBiggerIsBetter` of github-action-benchmark',
    files: '*.json',
    decides: ['value'],
    aliases: {},
    yields: '`value`, where more is better',
    repeats: 'none in the file',
    recognises: (_, head) => isOneDirection(head),
    reader: oneDirection('higher'),
  },
  bmf: {
    program: 'your own, as Bencher’s JSON',
    files: '*.json',
    decides: ['time', 'throughput'],
    aliases: { latency: 'time' },
    yields: '`latency` as `time`, `throughput`, `build-time`, `file-size`; other measures are shown',
    repeats: 'none in the file',
    recognises: (_, head) => isBmf(head),
    reader: bmf,
  },
  'benchmark-js': {
    program: 'benchmark.js, its lines',
    files: '*.txt',
    decides: ['throughput'],
    aliases: {},
    yields: '`throughput`',
    repeats: 'none in the file',
    recognises: (_, head) => isBenchmarkJs(head),
    reader: benchmarkJs,
  },
  vitest: {
    program: '`vitest bench`',
    files: '*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one call',
    repeats: 'samples (`benchmark.includeSamples`); else their median',
    recognises: (_, head) => /"files"\s*:\s*\[\s*\{\s*"filepath"/.test(head),
    reader: vitestBench,
  },
  benchmarktools: {
    program: 'BenchmarkTools of Julia',
    files: '*.json',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one evaluation; `memory`, `allocs`',
    repeats: 'samples of a trial; none in an estimate',
    recognises: (_, head) => /^\s*\[\s*\{[^}]*"BenchmarkTools"/.test(head),
    reader: benchmarkTools,
  },
  luau: {
    program: 'Luau’s bench.py, its lines',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time`, the mean',
    repeats: 'none in the file',
    recognises: (_, head) => isLuau(head),
    reader: luau,
  },
  asv: {
    program: 'asv, its lines',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time`, `memory`, rounded; what is tracked, as `value`; parameters from their tables',
    repeats: 'none in the file',
    recognises: (_, head) => isAsv(head),
    reader: asv,
  },
  'benchmark-harness': {
    program: 'benchmark_harness of Dart',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time` of one run',
    repeats: 'none in the file',
    recognises: (_, head) => isBenchmarkHarness(head),
    reader: benchmarkHarness,
  },
  'ruby-benchmark': {
    program: '`benchmark` of Ruby',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time` of the clock, `cpu_time`',
    repeats: 'none in the file',
    recognises: (_, head) => isRubyBenchmark(head),
    reader: rubyBenchmark,
  },
  'console-time': {
    program: '`timeEnd` of a browser’s console',
    files: '*.txt',
    decides: ['time'],
    aliases: {},
    yields: '`time`, of one run',
    repeats: 'none in the file',
    recognises: (_, head) => isConsoleTime(head),
    reader: consoleTime,
  },
  measurements: {
    program: 'your own, as JSON lines',
    files: '*.jsonl',
    decides: ['time', 'throughput'],
    aliases: {},
    yields: 'whatever it says',
    repeats: '`repeat`',
    recognises: (_, head) => /^\s*\{[^\n]*"case"\s*:/.test(head),
    reader: measurementLines,
  },
} as const satisfies Readonly<Record<string, BenchmarkFormat>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** Every format that a file may be of, by its contents. */
export const fittingFormats = (path: string, head: string): readonly FormatName[] =>
  FORMAT_NAMES.filter((name) => FORMATS[name].recognises(path, head));
