import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../src/core/problem.ts';
import { bench, clone, outFolder } from '../support/trivial-bench.ts';

/** A comparison script as zlink's: it switches stacks by RUN_…, and one that fails leaves its rows out or says FAIL. */
const HEAD =
  'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail';
const row = (id: string, pass: string) => `${id},tcp,1,1,1024,1,0,0,1,1,0.000000,10.00,1.00,1.00,1.00,"",${pass}`;
const stack = (id: string, pass: string) => `echo '${row(id, pass)}' >>"$OUT_DIR/metrics.csv"`;
const script = (...lines: string[]) => `#!/bin/sh\necho '${HEAD}' >"$OUT_DIR/metrics.csv"\n${lines.join('\n')}\n`;
const RUNNERS = Object.fromEntries(
  ['zlink', 'dotnet', 'net-zlink'].map((name) => [`perf/${name}/run_stream_scenarios.sh`, '#!/bin/sh\n']),
);
const checkout = (compare: string) => clone({ 'perf/compare.sh': compare, ...RUNNERS });

async function run(compare: string, stacks?: string[]) {
  const notes: string[] = [];
  const out = outFolder();
  const more = stacks === undefined ? {} : { stacks };
  const { exitCode } = await bench(checkout(compare), out, { harness: 'perf/compare.sh', notes, ...more });
  const folder = join(out, readdirSync(out).find((name) => /^\d{8}T/.test(name)) ?? '');
  return { exitCode, folder, notes: notes.filter((note) => !note.startsWith('A process may open')) };
}

describe('a recorded run that fails', () => {
  it('says which stacks left no row and where to look, and what is not correct', async () => {
    const { exitCode, folder, notes } = await run(
      script(stack('zlink-s2', 'FAIL'), 'echo "dotnet: command not found" >&2', 'exit 1'),
    );
    expect(exitCode).toBe(1);
    expect(notes).toEqual([
      `No row of dotnet, net-zlink: what was printed is in ${join(folder, 'harness-output.log')}.`,
      'Not correct: zlink-s2. The gate says what that means.',
    ]);
    expect(readFileSync(join(folder, 'harness-output.log'), 'utf8')).toContain('dotnet: command not found');
  });

  it('misses the row of a scenario that crashed after others had theirs', async () => {
    const rows = ['zlink-s1', 'zlink-s2', 'dotnet-s1', 'dotnet-s2', 'net-zlink-s1'].map((id) => stack(id, 'PASS'));
    const { folder, notes } = await run(script(...rows, 'exit 1'));
    expect(notes).toEqual([`No row of net-zlink-s2: what was printed is in ${join(folder, 'harness-output.log')}.`]);
  });

  it('says how it ended where every stack has its rows', async () => {
    const all = ['zlink', 'dotnet', 'net-zlink'].map((name) => stack(`${name}-s2`, 'PASS'));
    const { exitCode, folder, notes } = await run(script(...all, 'exit 3'));
    expect(exitCode).toBe(1);
    expect(notes).toEqual([`It ended with exit code 3: what it printed is in ${join(folder, 'harness-output.log')}.`]);
  });

  it('says nothing where it succeeds', async () => {
    const { exitCode, notes } = await run(script(stack('zlink-s2', 'PASS')));
    expect([exitCode, notes]).toEqual([0, []]);
  });
});

describe('stacks of a recorded run', () => {
  const switches = ['env | grep ^RUN_ | sort', stack('zlink-s2', 'PASS'), 'exit 1'];
  const told = (folder: string) => readFileSync(join(folder, 'harness-output.log'), 'utf8').split('\n').filter(Boolean);

  it('are switched as the script knows them, and only those that were asked for are missed', async () => {
    const { folder, notes } = await run(script(...switches), ['zlink', 'net-zlink']);
    expect(told(folder)).toEqual(['RUN_DOTNET=0', 'RUN_NET_ZLINK=1', 'RUN_ZLINK=1']);
    expect(notes).toEqual([`No row of net-zlink: what was printed is in ${join(folder, 'harness-output.log')}.`]);
  });

  it('are the script’s own affair where nobody asks', async () => {
    expect(told((await run(script(...switches))).folder)).toEqual([]);
  });

  it('that are not there are refused before anything is measured', async () => {
    await expect(run(script(...switches), ['zlink', 'absent'])).rejects.toSatisfy(
      (error) => error instanceof Stop && error.problems[0]?.code === 'bench-harness-missing',
    );
  });
});
