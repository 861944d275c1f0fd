import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runGate } from '../../../src/commands/judge-folders.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { gateSettings } from '../../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../../src/core/settings/load-config.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** What programs left on both sides, three runs each, and what becomes of it. */
interface Case {
  readonly name: string;
  readonly file: string;
  /** The text of a run; `noise` is 1 or close to it. */
  readonly baseline: (noise: number) => string;
  readonly candidate: (noise: number) => string;
  /** Below `gate:` of the configuration. */
  readonly gate?: string;
  readonly exit: number;
  readonly told?: readonly (string | RegExp)[];
}

const google = (rows: readonly object[], context: object = {}) =>
  JSON.stringify({ context: { library_build_type: 'release', num_cpus: 4, ...context }, benchmarks: rows });
const row = (real_time: number, more: object = {}) => ({
  name: 'A',
  run_type: 'iteration',
  repetition_index: 0,
  iterations: 1,
  threads: 1,
  time_unit: 'ns',
  real_time,
  ...more,
});
const jmh = (threads: number, score: number) =>
  JSON.stringify([
    {
      jmhVersion: '1.37',
      benchmark: 'a.B.c',
      mode: 'thrpt',
      threads,
      primaryMetric: { score, scoreUnit: 'ops/s', rawData: [[score]] },
    },
  ]);
const go = (processors: string, nanoseconds: number) =>
  `goos: linux\npkg: example.org/x\ncpu: X\nBenchmarkA${processors}\t100\t${nanoseconds} ns/op\nPASS\n`;
const own = (better: string | null, value: number) =>
  `${JSON.stringify({ case: 'a', metric: 'time', unit: 'ns', better, value })}\n`;
const libtest = (first: number) =>
  `running 2 tests\ntest a ... bench: ${first} ns/iter (+/- 0)\ntest b ... bench: 100 ns/iter (+/- 5)\n\ntest result: ok. 0 passed\n`;
const divan = (median: string) =>
  `c      fastest  │ slowest  │ median   │ mean     │ samples │ iters\n╰─ a   1 ns     │ 1 ns     │ ${median} │ 1 ns     │ 10      │ 40\n`;
const iai = (instructions: number) =>
  `a\n  Instructions:     ${instructions}\n  L1 Accesses:      2364\n  L2 Accesses:      1\n  RAM Accesses:     1\n  Estimated Cycles: 2404\n`;
const machine = (cpu: string) =>
  JSON.stringify({
    machine_info: { cpu: { brand_raw: cpu } },
    commit_info: {},
    benchmarks: [{ fullname: 't.py::a', stats: { data: [1] } }],
  });
const dotnet = (runtime: string) =>
  JSON.stringify({
    HostEnvironmentInfo: { BenchmarkDotNetVersion: '0.14.0', RuntimeVersion: runtime },
    Benchmarks: [{ FullName: 'A', Statistics: { Median: 5 } }],
  });
const rate = (k: number, perSecond: number) => google([row(100 * k, { myrate: perSecond * k })]);

const CASES: readonly Case[] = [
  {
    name: 'a counter that is to block, of which nothing says which way is better',
    file: 'r.json',
    baseline: (k) => rate(k, 10),
    candidate: (k) => rate(k, 1),
    gate: 'metrics: {myrate: {decides: block}}',
    exit: 3,
    told: [/myrate of A is configured to block, and nothing says which way .*`gate\.metrics\.myrate`/],
  },
  {
    name: 'one that is to warn',
    file: 'r.json',
    baseline: (k) => rate(k, 10),
    candidate: (k) => rate(k, 10),
    gate: 'cases: [{match: A, metric: myrate, decides: warn}]',
    exit: 0,
    told: [/myrate of A is configured to warn/],
  },
  {
    name: 'a counter that is to block, and is better higher',
    file: 'r.json',
    baseline: (k) => rate(k, 10),
    candidate: (k) => rate(k, 1),
    gate: 'metrics: {myrate: {decides: block, better: higher}}',
    exit: 1,
    told: [/A: myrate changed by −90.0 %/],
  },
  {
    name: 'the same better lower',
    file: 'r.json',
    baseline: (k) => rate(k, 10),
    candidate: (k) => rate(k, 1),
    gate: 'metrics: {myrate: {decides: block, better: lower}}',
    exit: 0,
  },
  {
    name: 'a metric that one side calls better higher and the other lower',
    file: 'm.jsonl',
    baseline: (k) => own('lower', k),
    candidate: (k) => own('higher', 3 * k),
    exit: 2,
    told: [/time of a is better higher in one run and lower in another/],
  },
  {
    name: 'the same where the configuration says it',
    file: 'm.jsonl',
    baseline: (k) => own('lower', k),
    candidate: (k) => own('higher', 3 * k),
    gate: 'metrics: {time: {better: lower}}',
    exit: 1,
    told: [/a: time changed by \+200\.0 %/],
  },
  {
    name: 'other numbers of threads',
    file: 'j.json',
    baseline: (k) => jmh(1, k),
    candidate: (k) => jmh(8, k),
    exit: 2,
    told: [/threads of a\.B\.c differs: "1", and "8"/],
  },
  {
    name: 'other numbers of threads of Google Benchmark',
    file: 'r.json',
    baseline: (k) => google([row(k)]),
    candidate: (k) => google([row(k, { threads: 2 })]),
    exit: 2,
    told: [/threads of A differs: "1", and "2"/],
  },
  {
    name: 'a build for debugging',
    file: 'r.json',
    baseline: (k) => google([row(k)]),
    candidate: (k) => google([row(k)], { library_build_type: 'debug', num_cpus: 8 }),
    exit: 0,
    told: [
      /ran otherwise: num_cpus "4" in the baseline, "8" in the candidate, library_build_type "release" in the baseline, "debug"/,
    ],
  },
  {
    name: 'other processors of go test',
    file: 'o.txt',
    baseline: (k) => go('-8', k),
    candidate: (k) => go('', k),
    exit: 0,
    told: [/ran otherwise: GOMAXPROCS "8" in the baseline, "1" in the candidate/],
  },
  {
    name: 'another machine of pytest-benchmark',
    file: 'p.json',
    baseline: () => machine('X'),
    candidate: () => machine('Y'),
    exit: 0,
    told: [/ran otherwise: cpu "X" in the baseline, "Y" in the candidate/],
  },
  {
    name: 'another runtime of BenchmarkDotNet',
    file: 'x-report-full.json',
    baseline: () => dotnet('.NET 8'),
    candidate: () => dotnet('.NET 9'),
    exit: 0,
    told: [/ran otherwise: RuntimeVersion ".NET 8" in the baseline, ".NET 9" in the candidate/],
  },
  {
    name: 'a time that was rounded to 0 on both sides',
    file: 'o.txt',
    baseline: () => libtest(0),
    candidate: () => libtest(0),
    exit: 0,
    told: [/^a time: 0 in every run of both sides, which is too little to be compared/],
  },
  {
    name: 'a time that was rounded to 0 on one side',
    file: 'o.txt',
    baseline: () => libtest(0),
    candidate: () => libtest(1),
    exit: 3,
    told: [/a passed on both sides, but its time is unknown or zero on one/],
  },
  {
    name: 'a counter that blocks and is 0 on both sides, beside a time that is not',
    file: 'r.json',
    baseline: (k) => rate(k, 0),
    candidate: (k) => rate(3 * k, 0),
    gate: 'metrics: {myrate: {decides: block, better: lower}}',
    exit: 1,
    told: [/^A myrate: 0 in every run of both sides/, /^A: real_time changed by \+200\.0 %/],
  },
  {
    name: 'a counter that blocks and is 0 on one side',
    file: 'r.json',
    baseline: (k) => rate(k, 0),
    candidate: (k) => rate(k, 3),
    gate: 'metrics: {myrate: {decides: block, better: lower}}',
    exit: 3,
    told: [/^A passed on both sides, but its myrate is unknown or zero on one/],
  },
  {
    name: 'a throughput of 0 on both sides',
    file: 'j.json',
    baseline: () => jmh(1, 0),
    candidate: () => jmh(1, 0),
    exit: 3,
    told: [/a\.B\.c passed on both sides, but its thrpt is unknown or zero/],
  },
  {
    name: 'a time five times as long in another unit',
    file: 'o.txt',
    baseline: (k) => divan(`${k} ns`),
    candidate: (k) => divan(`${(0.005 * k).toPrecision(4)} µs`),
    exit: 1,
    told: [/^c::a: time is 5 times as much \(from 1 ns to 5 ns\)/],
  },
  {
    name: 'instructions that only warn, beside what a simulated cache counted',
    file: 'o.txt',
    baseline: () => iai(100),
    candidate: () => iai(300),
    exit: 3,
    told: [/^Nothing decides/, /a: instructions 100 → 300, \+200\.00 %: beyond 0 %; it is configured to warn/],
  },
  {
    name: 'a line with two values',
    file: 'm.jsonl',
    baseline: (k) => own('lower', k),
    candidate: () => '{"case": "a", "metric": "time", "unit": "ns", "better": "lower", "value": 9, "value": 1}\n',
    exit: 3,
    told: [/"value" stands there twice, with "9" and with "1"/],
  },
];

describe('results of both sides', () => {
  it.each(CASES)('with $name', async ({ file, baseline, candidate, gate, exit, told = [] }) => {
    const folder = scratchFolder('sides');
    const runs = (side: string, text: (noise: number) => string) =>
      [1, 1.01, 0.99].map((noise, at) => {
        const run = join(folder, `${side}-${at}`);
        mkdirSync(run, { recursive: true });
        writeFileSync(join(run, file), text(noise));
        return run;
      });
    const config = loadConfig('release.yml', gate === undefined ? '{}' : `gate: {${gate}}\n`);
    if (!config.ok) throw new Error(JSON.stringify(config));
    const settings = gateSettings(config.value, { rounds: undefined });
    if (!settings.ok) throw new Error(JSON.stringify(settings));
    const { verdict, exitCode } = await runGate(
      {
        baseline: runs('baseline', baseline),
        candidate: runs('candidate', candidate),
        settings: settings.value,
        onInconclusive: 'block',
      },
      {
        readFolder: readGateFolder,
        tokens: [],
        judgeDuet,
        origin: { repository: null, now: new Date('2026-02-14T09:00:00Z'), program: '1.2.3' },
      },
    );
    const texts = verdict.reasons.map(({ text }) => text);
    expect(exitCode, texts.join('\n')).toBe(exit);
    for (const part of told) expect(texts).toContainEqual(expect.stringMatching(part));
  });
});
