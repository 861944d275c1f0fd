import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { FORMAT_NAMES, type FormatName } from '../../../src/core/measurements/formats/formats.ts';
import { actWorld, hasAct } from '../../support/act.ts';
import { ROOT } from '../../support/doc-pages.ts';
import { checkOutHead, openPullRequest, pullRequestEvent } from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';

/**
 * A pull request for each format of examples/formats, under a real runner with examples/gate-pull-request.yml: the same code is
 * green, a real slowdown is red with the case named, one that somebody waived is green with the reason shown. Google Benchmark,
 * hyperfine and Valgrind are the real programs; the others are small ones that print their format.
 */

const WORKFLOW = readFileSync(join(ROOT, 'examples/gate-pull-request.yml'), 'utf8')
  // This machine is the runner, and act takes the checkout that is there only when no commit is named.
  .replace('[self-hosted, benchmark]', 'ubuntu-latest')
  .replace(/^ +ref: .*\n/m, '');

/** `value NAME`: what the tree's src/NAME.txt says, and a little noise. */
const VALUE = `value() { awk -v w="$(cat "src/$1.txt")" -v s="$(od -An -N4 -tu4 /dev/urandom)" \\
  'BEGIN { srand(s); printf "%.6f", w * (1 + 0.01 * (rand() - 0.5)) }'; }
`;
const script = (body: string): string => `#!/bin/sh\n${VALUE}${body}`;
const each = (body: string): string => `for name in encode decode; do\n${body}\ndone\n`;
const joined = (head: string, item: string, tail: string, to: string): string =>
  script(
    `{ comma=''\nprintf '%s' '${head}'\n${each(`printf '%s${item}' "$comma" "$name" "$(value "$name")"\ncomma=,`)}printf '%s' '${tail}'; } > ${to}\n`,
  );

/** Work of the library that takes time, or instructions, in a C++ program: steps by the headers of the tree. */
const STEPS = (times: number) => `static const long steps = ${times};\n`;
const MAKEFILE = `build/bench: bench.cc src/*.h
\tmkdir -p build && g++ -O1 bench.cc -o $@ -lbenchmark -lpthread
build/codec: codec.cc src/*.h
\tmkdir -p build && g++ -O1 codec.cc -o $@
build/tests: tests.sh
\tmkdir -p build && cp tests.sh $@ && chmod +x $@
`;
const INCLUDED = (name: string) => `namespace ${name} {\n#include "src/${name}.h"\n}\n`;
const SPIN = `${INCLUDED('encode')}${INCLUDED('decode')}static void spin(long steps) { for (volatile long i = 0; i < steps; i = i + 1) {} }\n`;
const CODEC = `#include <string>
${SPIN}int main(int, char** argv) { spin(std::string(argv[1]) == "encode" ? encode::steps : decode::steps); }
`;

interface Story {
  readonly format: FormatName;
  /** Its file in examples/formats, where a format has several. */
  readonly example?: string;
  /** Programs that the runner has besides its own, as scripts. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** The file of a case, by how much it works. */
  readonly source: (name: string, times: number) => readonly [path: string, text: string];
  /** What is to be in it where the program is a real one: margins that no machine's noise reaches. */
  readonly gate?: object;
  /** The case that became slower, as reports name it. */
  readonly named: RegExp;
  /** The case that is waived. */
  readonly waived: string;
  readonly slow: 'encode' | 'decode';
  readonly needs?: readonly string[];
}

const text = (name: string, times: number) => [`src/${name}.txt`, `${100 * times}\n`] as const;
const header = (steps: number) => (name: string, times: number) => [`src/${name}.h`, STEPS(steps * times)] as const;
const WIDE = { floor: 0.5, margin: 0.6 };
const usual = { source: text, named: /encode/, waived: '*decode*', slow: 'decode' } as const;

const STORIES: readonly Story[] = [
  {
    ...usual,
    format: 'google-benchmark',
    needs: ['g++', '/usr/include/benchmark/benchmark.h'],
    source: header(20_000),
    gate: WIDE,
    files: {
      'bench.cc': `#include <benchmark/benchmark.h>
${SPIN}static void BM_encode(benchmark::State& s) { for (auto _ : s) spin(encode::steps); }
static void BM_decode(benchmark::State& s) { for (auto _ : s) spin(decode::steps); }
BENCHMARK(BM_encode)->MinTime(0.02);
BENCHMARK(BM_decode)->MinTime(0.02);
BENCHMARK_MAIN();
`,
    },
  },
  {
    ...usual,
    format: 'hyperfine',
    needs: ['g++', 'hyperfine'],
    source: header(10_000_000),
    gate: WIDE,
    files: { 'codec.cc': CODEC },
  },
  {
    ...usual,
    format: 'valgrind',
    needs: ['g++', 'valgrind'],
    source: header(200_000),
    files: { 'codec.cc': CODEC },
    named: /codec.*encode|instructions/,
    waived: '*',
    slow: 'encode',
  },
  {
    ...usual,
    format: 'criterion',
    programs: {
      cargo: script(
        each(`mkdir -p "target/criterion/$name/new"
printf '{"full_id":"%s"}' "$name" > "target/criterion/$name/new/benchmark.json"
printf '{"iters":[1.0],"times":[%s]}' "$(value "$name")" > "target/criterion/$name/new/sample.json"`),
      ),
    },
  },
  {
    ...usual,
    format: 'criterion',
    example: 'criterion-console',
    programs: {
      cargo: script(
        each(
          `v="$(value "$name")"\nprintf '%-24stime:   [%s ns %s ns %s ns]\\n                        change: [-1.0%% +0.1%% +1.0%%] (p = 0.80 > 0.05)\\n' "$name" "$v" "$v" "$v"`,
        ),
      ),
    },
  },
  {
    ...usual,
    format: 'divan',
    programs: {
      cargo: script(
        `printf 'codec      fastest       │ slowest       │ median        │ mean          │ samples │ iters\\n'\n${each(`v="$(value "$name")"\nprintf '├─ %s   %-13s │ %-13s │ %-13s │ %-13s │ 100     │ 6400\\n' "$name" "$v ns" "$v ns" "$v ns" "$v ns"`)}printf '╰─ skipped  (ignored)     │               │               │               │         │\\n'\n`,
      ),
    },
  },
  {
    ...usual,
    format: 'libtest',
    programs: {
      cargo: script(
        `printf '\\nrunning 2 tests\\n'\n${each(`printf 'test %s ... bench: %18s ns/iter (+/- 1.50)\\n' "$name" "$(value "$name")"`)}printf '\\ntest result: ok. 0 passed; 0 failed; 0 ignored; 2 measured; 0 filtered out\\n'\n`,
      ),
    },
  },
  {
    ...usual,
    format: 'gungraun',
    programs: {
      cargo: script(
        each(
          `printf 'codec::frames::%s\\n  Instructions: %18.0f|N/A             (*********)\\n' "$name" "$(cat "src/$name.txt")"`,
        ),
      ),
    },
  },
  {
    ...usual,
    format: 'benchmarkdotnet',
    programs: {
      dotnet: joined(
        '{"Title":"B","HostEnvironmentInfo":{"BenchmarkDotNetVersion":"0.14.0"},"Benchmarks":[',
        '{"FullName":"Acme.Codec.%s","Measurements":[{"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":1,"IterationIndex":1,"Operations":1,"Nanoseconds":%s}],"Statistics":{"N":1}}',
        ']}',
        '"$OUT/Codec-report-full.json"',
      ),
    },
  },
  {
    ...usual,
    format: 'jmh',
    programs: {
      java: joined(
        '[',
        '{"jmhVersion":"1.37","benchmark":"org.acme.Codec.%s","mode":"avgt","threads":1,"forks":1,"primaryMetric":{"scoreUnit":"us/op","rawData":[[%s]]},"secondaryMetrics":{}}',
        ']',
        '"$OUT/jmh.json"',
      ),
    },
  },
  {
    ...usual,
    format: 'pytest-benchmark',
    programs: {
      pytest: joined(
        '{"machine_info":{"node":"h"},"commit_info":{"id":"0"},"benchmarks":[',
        '{"fullname":"bench/test_codec.py::test_%s","stats":{"data":[%s]}}',
        '],"version":"5.1.0"}',
        '"$OUT/p.json"',
      ),
    },
  },
  {
    ...usual,
    format: 'go',
    programs: {
      go: script(
        `printf 'goos: linux\\ngoarch: amd64\\npkg: example.org/codec\\n'\n${each(`printf 'Benchmark_%s-4 \\t 500\\t %s ns/op\\t 64 B/op\\t 2 allocs/op\\n' "$name" "$(value "$name")"`)}printf 'PASS\\nok  \\texample.org/codec\\t1.0s\\n'\n`,
      ),
    },
  },
  {
    ...usual,
    format: 'catch2',
    files: {
      'tests.sh': script(
        `{ printf '<?xml version="1.0" encoding="UTF-8"?>\\n<Catch2TestRun name="tests" catch2-version="3.7.1"><TestCase name="codec">'\n${each(`printf '<BenchmarkResults name="%s" samples="100" iterations="20"><mean value="%s"/></BenchmarkResults>' "$name" "$(value "$name")"`)}printf '<OverallResult success="true"/></TestCase></Catch2TestRun>\\n'; } > "$OUT/c.xml"\n`,
      ),
    },
  },
  {
    ...usual,
    format: 'nanobench',
    files: {
      'tests.sh': joined(
        '{"results":[',
        '{"title":"benchmark","name":"%s","unit":"op","batch":1,"complexityN":-1,"clockResolutionMultiple":1000,"measurements":[{"iterations":10,"elapsed":%s}]}',
        ']}',
        '"$1"',
      ),
    },
  },
  {
    ...usual,
    format: 'smaller-is-better',
    files: { 'tests.sh': joined('[', '{"name":"%s","unit":"ms","value":%s}', ']', '"$1"') },
  },
  {
    ...usual,
    format: 'bigger-is-better',
    source: (name, times) => [`src/${name}.txt`, `${100 / times}\n`],
    files: { 'tests.sh': joined('[', '{"name":"%s","unit":"req/s","value":%s}', ']', '"$1"') },
  },
  {
    ...usual,
    format: 'bmf',
    files: { 'tests.sh': joined('{', '"%s":{"latency":{"value":%s}}', '}', '"$1"') },
  },
  {
    ...usual,
    format: 'benchmark-js',
    source: (name, times) => [`src/${name}.txt`, `${10_000 / times}\n`],
    files: {
      'bench/codec.js': `for (const name of ['encode', 'decode']) {
  const value = Number(require('node:fs').readFileSync('src/' + name + '.txt', 'utf8')) * (0.995 + Math.random() / 100);
  console.log(name + ' x ' + value.toFixed(2) + ' ops/sec ±0.50% (90 runs sampled)');
}
`,
    },
  },
  {
    ...usual,
    format: 'vitest',
    programs: {
      npx: joined(
        '{"files":[{"filepath":"/bench/codec.bench.ts","groups":[{"fullName":"bench/codec.bench.ts","benchmarks":[',
        '{"id":"1","name":"%s","samples":[],"median":%s}',
        ']}]}]}',
        '"$OUT/v.json"',
      ),
    },
  },
  {
    ...usual,
    format: 'benchmarktools',
    programs: {
      julia: joined(
        '[{"Julia":"1.10.4","BenchmarkTools":"1.5.0"},[["BenchmarkGroup",{"tags":[],"data":{',
        '"%s":["TrialEstimate",{"time":%s,"gctime":0,"memory":0,"allocs":0}]',
        '}}]]]',
        '"$OUT/j.json"',
      ),
    },
  },
  {
    ...usual,
    format: 'luau',
    files: {
      'bench/bench.py': `import random
for name in ("encode", "decode"):
    value = float(open(f"src/{name}.txt").read()) * random.uniform(0.995, 1.005)
    print("SUCCESS: {:<40}: {:8.3f}ms +/-  0.500% on luau".format(name, value))
`,
    },
  },
  {
    ...usual,
    format: 'asv',
    programs: {
      asv: script(
        `printf '[  0.00%%] ·· Benchmarking existing\\n'\n${each(`printf '[ 50.00%%] ··· codec.time_%s   %s±0.01μs\\n' "$name" "$(value "$name")"`)}`,
      ),
    },
  },
  {
    ...usual,
    format: 'benchmark-harness',
    programs: { dart: script(each(`printf '%s(RunTime): %s us.\\n' "$name" "$(value "$name")"`)) },
  },
  {
    ...usual,
    format: 'ruby-benchmark',
    programs: {
      ruby: script(
        `printf '       user     system      total        real\\n'\n${each(`printf '%s  1.0   0.0   1.0 (  %s)\\n' "$name" "$(value "$name")"`)}`,
      ),
    },
  },
  {
    ...usual,
    format: 'console-time',
    files: {
      'bench/page.js': `for (const name of ['encode', 'decode']) {
  const value = Number(require('node:fs').readFileSync('src/' + name + '.txt', 'utf8')) * (0.995 + Math.random() / 100);
  console.log(name + ': ' + value.toFixed(3) + 'ms - timer ended');
}
`,
    },
  },
  {
    ...usual,
    format: 'measurements',
    files: {
      'bench/codec.py': `import json, random
for name in ("encode", "decode"):
    value = float(open(f"src/{name}.txt").read()) * random.uniform(0.995, 1.005)
    print(json.dumps({"case": name, "metric": "time", "unit": "ns", "better": "lower", "value": value}))
`,
    },
  },
];

const isThere = (need: string): boolean =>
  need.startsWith('/') ? existsSync(need) : spawnSync(need, ['--version']).status === 0;
const REASON = 'bounds checks, accepted in 411';

/** Runs the workflow on a pull request that changes how much a case works. */
async function gated(story: Story, change: { readonly times: number; readonly isWaived: boolean }) {
  const example = parse(
    readFileSync(join(ROOT, 'examples/formats', `${story.example ?? story.format}.yml`), 'utf8'),
  ) as {
    bench: object;
    gate?: object;
  };
  const waiver = { case: story.waived, 'at-most': '2000 %', until: '2099-12-31', reason: REASON };
  const gate = { ...example.gate, ...story.gate, controls: [], ...(change.isWaived ? { waive: [waiver] } : {}) };
  const config = stringify({ ...example, gate, watch: { 'poll-interval-seconds': 1 } });
  const files = Object.fromEntries(['encode', 'decode'].map((name) => story.source(name, 1)));
  const world = await actWorld({
    files: {
      '.github/zlink-release.yml': config,
      '.gitignore': 'build/\ntarget/\n',
      Makefile: MAKEFILE,
      ...files,
      ...story.files,
    },
  });
  const name = change.isWaived ? story.slow : 'encode';
  const changed = change.times === 1 ? { 'NOTES.txt': 'x\n' } : Object.fromEntries([story.source(name, change.times)]);
  const pull = await openPullRequest(world, changed, { fork: false });
  checkOutHead(world.directory, pull, world.checkout);
  const programs = scratchFolder('programs');
  mkdirSync(programs, { recursive: true });
  for (const [program, body] of Object.entries(story.programs ?? {})) {
    writeFileSync(join(programs, program), body);
    chmodSync(join(programs, program), 0o755);
  }
  const run = await world.workflow(WORKFLOW, {
    event: 'pull_request',
    payload: pullRequestEvent(pull),
    secrets: { GITHUB_TOKEN: world.server.tokens['github-token'] },
    pathVariable: [programs, process.env.PATH].join(delimiter),
  });
  const [check] = world.seen.state.checkRuns.filter(({ name: of }) => of === 'zlink-release / perf gate');
  return { run, check, verdict: run.outputs('gate').verdict };
}

describe.skipIf(!hasAct)('a pull request of a library that is measured by', () => {
  it('every format has an example', () => {
    expect(new Set(STORIES.map(({ format }) => format))).toEqual(new Set(FORMAT_NAMES));
    const examples = readdirSync(join(ROOT, 'examples/formats'));
    expect(STORIES.map(({ format, example }) => `${example ?? format}.yml`).sort()).toEqual(examples.sort());
  });

  for (const story of STORIES) {
    const lacks = process.env.CI === undefined && !(story.needs ?? []).every(isThere);
    describe.skipIf(lacks)(story.example ?? story.format, () => {
      it('and changes nothing of it is green', async () => {
        const { run, check, verdict } = await gated(story, { times: 1, isWaived: false });
        expect(verdict, run.log).toBe('pass');
        expect(run.exitCode).toBe(0);
        expect(check?.conclusion).toBe('success');
      });

      it('and makes a case slower is red, and the case is named', async () => {
        const { run, check, verdict } = await gated(story, { times: 8, isWaived: false });
        expect(verdict, run.log).toBe('regression');
        expect(run.exitCode).not.toBe(0);
        expect(check?.conclusion).toBe('failure');
        expect(check?.output.title).toMatch(story.named);
      });

      it('and makes one slower that is waived is green, and says why', async () => {
        const { run, check, verdict } = await gated(story, { times: 8, isWaived: true });
        expect(verdict, run.log).toBe('pass');
        expect(check?.conclusion).toBe('success');
        for (const told of [check?.output.summary, run.summary]) expect(told).toContain(REASON);
      });
    });
  }
});
