import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import { GATE_DEFAULTS } from '../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { judge } from '../../src/core/gate/judge.ts';
import { readGateFolder } from '../../src/effects/bench-folder.ts';

/**
 * `npm run bench:gate-reading`: judging files of 10⁴, 10⁵ and 10⁶ rows, beside csv-parse alone on the same file. Each
 * measurement has a process of its own, so that its peak memory is its own.
 */
const HEAD =
  'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail';
const [what, path] = process.argv.slice(2);

if (what === 'judge' && path !== undefined) {
  const began = performance.now();
  const folder = await readGateFolder(path, null);
  if (!folder.ok || folder.value.kind !== 'runs') throw new Error('not readable');
  const { runs } = folder.value;
  judge({ mode: 'recorded', baseline: runs, candidate: runs }, GATE_DEFAULTS, judgeDuet);
  report(began);
} else if (what === 'parse' && path !== undefined) {
  const began = performance.now();
  let rows = 0;
  for await (const _ of createReadStream(join(path, 'metrics.csv')).pipe(parse({ columns: true }))) rows += 1;
  if (rows === 0) throw new Error('no rows');
  report(began);
} else {
  const scratch = mkdtempSync(join(tmpdir(), 'zlink-reading-'));
  try {
    let before: number | null = null;
    for (const count of [10_000, 100_000, 1_000_000]) {
      const folder = join(scratch, String(count));
      mkdirSync(folder);
      const file = createWriteStream(join(folder, 'metrics.csv'));
      file.write(`${HEAD}\n`);
      for (let row = 0; row < count; row += 1) {
        const line = `zlink-s3-hwm-${row % 500},tcp,200,10,1024,200,0,0,1000,1000,0.000000,${100_000 + row}.50,10.00,20.00,30.00,"11:1;32:2",PASS\n`;
        if (!file.write(line)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
      }
      file.end();
      await finished(file);
      const [ours, plain] = [measure('judge', folder), measure('parse', folder)];
      const growth = before === null ? '' : `, ×${(ours.milliseconds / before).toFixed(1)} the time of a tenth of it`;
      before = ours.milliseconds;
      console.log(
        `${String(count).padStart(9)} rows: judged in ${(ours.milliseconds / 1_000).toFixed(2)} s, ${ours.megabytes} MB at most${growth}; csv-parse alone ${(plain.milliseconds / 1_000).toFixed(2)} s, ${plain.megabytes} MB: ×${(ours.milliseconds / plain.milliseconds).toFixed(2)}`,
      );
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function report(began: number): void {
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  console.log(JSON.stringify({ milliseconds: performance.now() - began, megabytes }));
}

function measure(kind: 'judge' | 'parse', folder: string): { milliseconds: number; megabytes: number } {
  const self = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', self, kind, folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
