import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HarnessRow } from '../../../src/core/measurements/harness-result.ts';
import type { RecordRow } from '../../../src/core/measurements/record-result.ts';
import { orStop } from '../../../src/core/problem.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** A benchmark of one's own, run by `bench.command`: a script that writes what Google Benchmark would. */
const SCRIPT = `#!/bin/sh
echo "{\\"benchmarks\\": [{\\"name\\": \\"BM_a, port $2\\", \\"run_type\\": \\"iteration\\", \\"repetition_index\\": 0, \\"iterations\\": 1,
  \\"real_time\\": $(cat speed), \\"cpu_time\\": $THREADS, \\"time_unit\\": \\"ns\\"}]}" > "$1/r.json"
echo "out: $OUT" >&2
`;
const CONFIG = `bench:
  command: [bench/run.sh, $OUT, '{port}']
  read: [{format: google-benchmark, files: r.json, metric: cpu_time}]
  environment: {THREADS: 3}
  duet: alternate
`;

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'ignore' });
}

/** A checkout whose baseline and candidate have these files. */
function checkoutOf(baseline: Readonly<Record<string, string>>, candidate: Readonly<Record<string, string>>): string {
  const root = join(scratchFolder('command'), 'repo');
  mkdirSync(root);
  git(root, 'init', '--quiet', '--initial-branch=main');
  for (const [files, tag] of [
    [baseline, 'baseline'],
    [candidate, 'candidate'],
  ] as const) {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      if (path.endsWith('.sh')) chmodSync(join(root, path), 0o755);
    }
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '--allow-empty', '-m', tag);
    git(root, 'tag', tag);
  }
  return root;
}

const bench = (checkout: string, out: string, ...args: string[]) =>
  runCli(['bench', '--baseline-ref', 'baseline', '--candidate', checkout, '--out', out, '--rounds', '5', ...args]);
const recordsOf = (rows: ReadonlyMap<string, HarnessRow>) => [...(rows as ReadonlyMap<string, RecordRow>).values()];

describe('bench.command', () => {
  it('runs once a side and round in the tree of the side; its files are kept and read again', async () => {
    const checkout = checkoutOf(
      { '.github/zlink-release.yml': CONFIG, 'bench/run.sh': SCRIPT, speed: '100\n' },
      { speed: '200\n' },
    );
    const out = join(scratchFolder('out'), 'bench');
    const { stdout, stderr } = await bench(checkout, out);
    expect(`${stdout}${stderr}`).toContain('warm-up');
    const rounds = readdirSync(join(out, 'rounds'));
    expect(rounds.length).toBeGreaterThan(0);
    expect(readdirSync(join(out, 'rounds', '0001', 'candidate', 'run-1')).sort()).toEqual([
      'harness-output.log',
      'r.json',
      'stdout.txt',
      'summary.json',
    ]);
    expect(existsSync(join(out, 'rounds', '0001', 'candidate', 'run-1', 'metrics.csv'))).toBe(false);

    const read = orStop(await readGateFolder(out, null));
    if (read.kind !== 'rounds') throw new Error(read.kind);
    const [run] = read.rounds[0]?.runs ?? [];
    const [before, after] = [recordsOf(run?.baseline.rows ?? new Map()), recordsOf(run?.candidate.rows ?? new Map())];
    expect(before[0]?.metrics.get('real_time')?.value).toBe(100);
    expect(after[0]?.metrics.get('real_time')?.value).toBe(200);
    expect(after[0]?.metrics.get('cpu_time')?.value).toBe(3);
    expect(after[0]?.primary).toBe('cpu_time');
    // Each side has ports of its own, whatever runs at the same time.
    expect(before[0]?.id).not.toBe(after[0]?.id);
  });

  it('that writes nothing is told after the warm-up, before any round', async () => {
    const checkout = checkoutOf(
      { '.github/zlink-release.yml': CONFIG, 'bench/run.sh': '#!/bin/sh\nexit 3\n', speed: '1' },
      {},
    );
    const out = join(scratchFolder('out'), 'bench');
    const { exitCode, stdout, stderr } = await bench(checkout, out);
    const output = `${stdout}${stderr}`;
    expect(exitCode, output).toBe(1);
    expect(output).toContain('bench-harness-failed');
    expect(output).toContain('r.json');
    expect(output).toContain('exit code 3');
    expect(existsSync(join(out, 'rounds'))).toBe(false);
  });

  it('reads of the tree only what the run wrote, and runs the candidate’s sources on both sides', async () => {
    const stale = '{"group_id":"old","full_id":"old"}';
    const sample = (ns: number) => JSON.stringify({ iters: [1, 1], times: [ns, ns] });
    const writing = (name: string) => `#!/bin/sh
mkdir -p target/criterion/${name}/new
echo '{"full_id":"${name}"}' > target/criterion/${name}/new/benchmark.json
echo '${sample(100)}' > target/criterion/${name}/new/sample.json
`;
    const config = `bench:
  command: [bench/run.sh]
  read: [{format: criterion}]
  sources: candidate
  source-files: ['bench/**']
  duet: alternate
`;
    const checkout = checkoutOf(
      {
        '.github/zlink-release.yml': config,
        'bench/run.sh': writing('before'),
        'target/criterion/old/new/benchmark.json': stale,
        'target/criterion/old/new/sample.json': sample(9),
      },
      { 'bench/run.sh': writing('after') },
    );
    const out = join(scratchFolder('out'), 'bench');
    await bench(checkout, out);
    const read = orStop(await readGateFolder(out, null));
    if (read.kind !== 'rounds') throw new Error(read.kind);
    for (const { runs } of read.rounds)
      for (const { baseline, candidate } of runs)
        for (const { rows, defects } of [baseline, candidate]) {
          expect([...rows.keys()]).toEqual(['after']);
          expect(defects).toEqual([]);
        }
    expect(readFileSync(join(out, 'trees', 'baseline', 'bench', 'run.sh'), 'utf8')).toContain('after');
  });
});
