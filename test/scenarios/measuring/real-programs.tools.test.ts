import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';

/**
 * Benchmark programs of Debian, really run and gated: the same code is no regression, twice the work is one, with the case
 * named. The bounds are wide, so that what they must say does not depend on how calm the machine is.
 */
const inCi = process.env.CI !== undefined;
const runs = (program: string) => spawnSync(program, ['--version']).status === 0;
const hasGoogleBenchmark = inCi || (runs('g++') && existsSync('/usr/include/benchmark/benchmark.h'));
const hasHyperfine = inCi || runs('hyperfine');
const hasValgrind = inCi || (runs('valgrind') && runs('g++'));

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'ignore' });
}

/** Measures files with and without a change, and reads the verdict. */
async function duet(files: Readonly<Record<string, string>>, change: Readonly<Record<string, string>>) {
  const checkout = join(scratchFolder('real'), 'repo');
  mkdirSync(checkout);
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  for (const [each, tag] of [
    [files, 'baseline'],
    [change, 'candidate'],
  ] as const) {
    for (const [path, text] of Object.entries(each)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), text);
      if (path.endsWith('.sh')) chmodSync(join(checkout, path), 0o755);
    }
    git(checkout, 'add', '.');
    git(checkout, 'commit', '--quiet', '--allow-empty', '-m', tag);
    git(checkout, 'tag', tag);
  }
  const out = join(scratchFolder('out'), 'bench');
  const { stderr } = await runCli(['bench', '--baseline-ref', 'baseline', '--candidate', checkout, '--out', out]);
  if (!existsSync(join(out, 'verdict.json'))) throw new Error(stderr);
  return JSON.parse(readFileSync(join(out, 'verdict.json'), 'utf8')) as {
    status: string;
    reasons: { effect: string; text: string }[];
    effects: { scenarioId: string; figure: string; conclusion: string }[];
  };
}

/** What blocks, in a line. */
const blocking = ({ reasons }: Awaited<ReturnType<typeof duet>>): string =>
  reasons.flatMap(({ effect, text }) => (effect === 'blocks' ? [text] : [])).join('\n');

const GATE = 'gate: {floor: 0.5, margin: 0.6, controls: []}\n';

describe.skipIf(!hasGoogleBenchmark)('Google Benchmark', () => {
  const files = {
    '.github/zlink-release.yml': `${GATE}bench:
  duet: alternate
  rounds: 8
  setup-command: [g++, -O1, bench.cc, -o, bench, -lbenchmark, -lpthread]
  command: [./bench, '--benchmark_out=$OUT/r.json', '--benchmark_min_time=0.002', '--benchmark_repetitions=3']
  read: [{format: google-benchmark, files: r.json, metric: cpu_time}]
`,
    'work.h': '#define WORK 1\n',
    'bench.cc': `#include <benchmark/benchmark.h>
#include "work.h"
static void spin(benchmark::State& state, long times) {
  for (auto _ : state) for (volatile long i = 0; i < times; i = i + 1) {}
}
static void same(benchmark::State& state) { spin(state, state.range(0)); }
static void other(benchmark::State& state) { spin(state, state.range(0) * WORK); }
BENCHMARK(same)->Arg(2000)->Arg(4000);
BENCHMARK(other)->Arg(2000);
BENCHMARK_MAIN();
`,
  };

  it('of the same code is no regression', async () => {
    const verdict = await duet(files, {});
    expect(verdict.status).not.toBe('regression');
    expect(verdict.status).not.toBe('invalid');
  });

  it('of many times the work in one benchmark is a regression of that one', async () => {
    const verdict = await duet(files, { 'work.h': '#define WORK 8\n' });
    expect(verdict.status).toBe('regression');
    expect(blocking(verdict)).toMatch(/other\/2000.*cpu_time/);
    expect(blocking(verdict)).not.toContain('same/');
  });
});

describe.skipIf(!hasHyperfine)('hyperfine', () => {
  const script = (seconds: string) => `#!/bin/sh\nsleep ${seconds}\n`;
  const files = {
    '.github/zlink-release.yml': `${GATE}bench:
  duet: alternate
  rounds: 8
  command: [hyperfine, -N, --runs, '2', --export-json, $OUT/h.json, ./pack.sh, ./other.sh]
  read: [{format: hyperfine, files: h.json}]
`,
    'pack.sh': script('0.01'),
    'other.sh': script('0.01'),
  };

  it('of many times the time in one command is a regression of that one', async () => {
    const verdict = await duet(files, { 'pack.sh': script('0.2') });
    expect(verdict.status).toBe('regression');
    expect(blocking(verdict)).toContain('./pack.sh');
    expect(blocking(verdict)).not.toContain('./other.sh');
  });

  it('of a command that fails is less correct', async () => {
    const verdict = await duet(
      { ...files, '.github/zlink-release.yml': files['.github/zlink-release.yml'].replace('-N, ', '-N, -i, ') },
      { 'pack.sh': '#!/bin/sh\nexit 7\n' },
    );
    expect(verdict.status).toBe('regression');
    expect(blocking(verdict)).toMatch(/\.\/pack\.sh.*7/);
  });
});

describe.skipIf(!hasValgrind)('Valgrind', () => {
  const program = (times: number) =>
    `int main() { volatile long sum = 0; for (long i = 0; i < ${times}; i++) sum += i; return 0; }\n`;
  const files = {
    '.github/zlink-release.yml': `gate: {controls: []}
bench:
  duet: alternate
  setup-command: [g++, -O1, once.cc, -o, once]
  command: [valgrind, --tool=callgrind, '--callgrind-out-file=$OUT/callgrind.out', ./once]
  read: [{format: valgrind, files: callgrind.out, metric: instructions}]
`,
    'once.cc': program(100_000),
  };

  it('of twice the work is a regression, whatever the machine does', async () => {
    const verdict = await duet(files, { 'once.cc': program(200_000) });
    expect(blocking(verdict)).toMatch(/once.*instructions/);
    expect(verdict.status).toBe('regression');
  });
});
