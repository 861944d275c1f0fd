import type { FileReader } from '../../src/core/measurements/formats/format-reader.ts';
import { FORMATS, type FormatName } from '../../src/core/measurements/formats/formats.ts';
import { jsonList } from '../../src/core/measurements/formats/json-list.ts';
import { MeasurementBook } from '../../src/core/measurements/formats/measurement-book.ts';

/**
 * `npm run bench:format-reading`: CPU time and heap of reading 10⁵ and 10⁶ records of a format, a thousand repeats a case,
 * and of the same streaming JSON reader with a consumer that does nothing.
 */
const REPEATS = 1_000;

interface Sample {
  readonly format: FormatName;
  /** Key of the list; undefined: no JSON. */
  readonly key?: string | null;
  readonly isNamed?: boolean;
  readonly head: string;
  readonly record: (at: number) => string;
  readonly tail: string;
}

const caseOf = (at: number): number => Math.floor(at / REPEATS);
const comma = (at: number): string => (at === 0 ? '' : ',\n');
const SAMPLES: readonly Sample[] = [
  {
    format: 'google-benchmark',
    key: 'benchmarks',
    head: '{"context": {}, "benchmarks": [\n',
    record: (at) =>
      `${comma(at)}{"name": "BM_copy<std::string>/${caseOf(at)}", "family_index": 0, "run_name": "BM_copy<std::string>/${caseOf(at)}", "run_type": "iteration", "repetitions": ${REPEATS}, "repetition_index": ${at % REPEATS}, "threads": 1, "iterations": 7000, "real_time": ${(100 + (at % 7)).toExponential(16)}, "cpu_time": ${(99 + (at % 5)).toExponential(16)}, "time_unit": "ns", "bytes_per_second": 4.096e+10}`,
    tail: ']}',
  },
  {
    format: 'hyperfine',
    key: 'results',
    head: '{"results": [\n',
    record: (at) =>
      `${comma(at)}{"command": "pack ${at % 50_000}", "parameters": {"n": "${Math.floor(at / 50_000)}"}, "mean": 0.5, "median": 0.51, "times": [0.5, 0.52], "exit_codes": [0, 0]}`,
    tail: ']}',
  },
  {
    format: 'jmh',
    key: null,
    head: '[\n',
    record: (at) =>
      `${comma(at)}{"benchmark": "org.acme.C.d", "mode": "thrpt", "params": {"n": "${at}"}, "primaryMetric": {"score": 1015.0, "scoreError": "NaN", "scoreUnit": "ops/s", "rawData": [[1000.0, 1010.0], [1020.0, 1030.0]]}, "secondaryMetrics": {}}`,
    tail: ']',
  },
  {
    format: 'go',
    head: 'pkg: example.org/x\n',
    record: (at) => `BenchmarkDecode/${caseOf(at)}-8 \t 500000\t ${2400 + (at % 7)} ns/op\t 64 B/op\t 2 allocs/op\n`,
    tail: 'PASS\n',
  },
  {
    format: 'divan',
    head: 'codec         fastest       │ slowest       │ median        │ mean          │ samples │ iters\n',
    record: (at) =>
      `├─ case_${at}   1.5 ns        │ 3.5 ns        │ ${2 + (at % 7)}.25 ns       │ 2.5 ns        │ 100     │ 204800\n`,
    tail: '╰─ last   1 ns │ 1 ns │ 1 ns │ 1 ns │ 1 │ 1\n',
  },
  {
    format: 'libtest',
    head: 'running 1000000 tests\n',
    record: (at) => `test codec::case_${at} ... bench:       ${3 + (at % 7)},161.25 ns/iter (+/- 975.50)\n`,
    tail: 'test result: ok. 0 passed; 0 failed; 0 ignored; 1000000 measured\n',
  },
  {
    format: 'criterion',
    head: '',
    record: (at) => `codec/case/${at}        time:   [3.4623 µs ${3 + (at % 7)}.4632 µs 10.4641 µs]\n`,
    tail: '',
  },
  {
    format: 'nanobench',
    key: 'results',
    head: '{"results": [\n',
    record: (at) =>
      `${comma(at)}{"title": "t", "name": "b ${at % 50_000}", "unit": "op", "batch": 1, "complexityN": ${Math.floor(at / 50_000)}, "epochs": 2, "clockResolutionMultiple": 1000, "median(elapsed)": 1e-08, "measurements": [{"iterations": 1000, "elapsed": 8.1e-09, "instructions": 0}, {"iterations": 1000, "elapsed": 8.2e-09, "instructions": 0}]}`,
    tail: ']}',
  },
  {
    format: 'smaller-is-better',
    key: null,
    head: '[\n',
    record: (at) => `${comma(at)}{"name": "c ${at}", "unit": "ms", "value": ${100 + (at % 9)}, "range": "± 1"}`,
    tail: ']',
  },
  {
    format: 'bmf',
    key: null,
    isNamed: true,
    head: '{\n',
    record: (at) =>
      `${comma(at)}"c ${at}": {"latency": {"value": ${100 + (at % 9)}, "lower_value": 99, "upper_value": 110}}`,
    tail: '}',
  },
  {
    format: 'benchmark-js',
    head: '',
    record: (at) => `c ${at} x 1,234,${100 + (at % 9)} ops/sec ±1.23% (90 runs sampled)\n`,
    tail: '',
  },
  {
    format: 'gungraun',
    head: '',
    record: (at) => `codec::case ${at}\n  Instructions:     ${1_000 + (at % 9)}|N/A             (*********)\n`,
    tail: '',
  },
  {
    format: 'measurements',
    head: '',
    record: (at) =>
      `{"case": "c ${caseOf(at)}", "metric": "time", "unit": "ns", "better": "lower", "value": ${100 + (at % 9)}, "repeat": ${at % REPEATS}}\n`,
    tail: '',
  },
  {
    format: 'catch2',
    head: '<?xml version="1.0"?>\n<Catch2TestRun name="b"><TestCase name="t">\n',
    record: (at) =>
      `<BenchmarkResults name="b ${at}"><mean value="1250.5" lowerBound="1240" upperBound="1262"/></BenchmarkResults>\n`,
    tail: '<OverallResult success="true"/></TestCase></Catch2TestRun>',
  },
  {
    format: 'valgrind',
    head: '# callgrind format\ncreator: callgrind\npid: 1\ncmd: x\npositions: line\nevents: Ir\n\n',
    record: (at) => `fn=(${at}) f${at}\n+${at % 9} ${at}\n`,
    tail: '\ntotals: 126557\n',
  },
];

/** CPU milliseconds that the reader takes, without those that make its input, and the most that the heap grew, in MB. */
function feed(sample: Sample, count: number, reader: FileReader, finish: () => unknown): { ms: number; heap: number } {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let micros = 0;
  let peak = 0;
  const give = (text: string) => {
    const bytes = Buffer.from(text);
    const from = process.cpuUsage();
    reader.bytes(bytes);
    const spent = process.cpuUsage(from);
    micros += spent.user + spent.system;
  };
  give(sample.head);
  for (let at = 0; at < count; ) {
    let chunk = '';
    for (; at < count && chunk.length < 262_144; at += 1) chunk += sample.record(at);
    give(chunk);
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  give(sample.tail);
  const from = process.cpuUsage();
  reader.end();
  finish();
  const spent = process.cpuUsage(from);
  micros += spent.user + spent.system;
  return { ms: micros / 1_000, heap: (peak - before) / 1e6 };
}

function read(sample: Sample, count: number) {
  const format = FORMATS[sample.format].reader();
  return feed(sample, count, format.file('r'), () => format.finish());
}

console.log('| format | 10⁵ records | 10⁶ records | a record | heap at 10⁵, 10⁶ | times the empty consumer |');
console.log('|---|---:|---:|---:|---:|---:|');
for (const sample of SAMPLES) {
  read(sample, 20_000);
  const [few, many] = [read(sample, 100_000), read(sample, 1_000_000)];
  const empty =
    sample.key === undefined
      ? null
      : feed(
          sample,
          1_000_000,
          jsonList('r', new MeasurementBook(), { key: sample.key, isNamed: sample.isNamed ?? false, record() {} }),
          () => null,
        );
  const ratio = empty === null ? '' : (many.ms / empty.ms).toFixed(2);
  console.log(
    `| ${sample.format} | ${few.ms.toFixed(0)} ms | ${many.ms.toFixed(0)} ms | ${((many.ms * 1_000) / 1e6).toFixed(1)} µs | ${few.heap.toFixed(0)}, ${many.heap.toFixed(0)} MB | ${ratio} |`,
  );
}
