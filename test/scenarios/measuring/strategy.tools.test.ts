import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleHarnessFiles } from '../../../src/sample/sample-harness.ts';
import { benchmarkPorts, LONGEST_WAIT_FOR_PORTS } from '../../support/benchmark-ports.ts';
import { runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { SHORT_BENCH } from '../../support/short-bench.ts';

/** `bench --duet auto`: real rounds of each strategy, and the built-in benchmark with its slowdown beside them. */

let letGo = () => {};
beforeAll(async () => {
  letGo = await benchmarkPorts();
}, LONGEST_WAIT_FOR_PORTS);
afterAll(() => letGo());

it('a strategy is chosen by rounds that are not judged, once, and told in the verdict', async () => {
  const checkout = join(scratchFolder('checkout'), 'repo');
  for (const [path, { content, mode }] of sampleHarnessFiles()) {
    mkdirSync(join(checkout, path, '..'), { recursive: true });
    writeFileSync(join(checkout, path), content, { mode: mode === '100755' ? 0o755 : 0o644 });
  }
  writeFileSync(join(checkout, '.github/zlink-release.yml'), SHORT_BENCH);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: checkout });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'baseline');
  git('tag', 'baseline');
  git('commit', '--quiet', '--allow-empty', '-m', 'candidate');
  const out = join(scratchFolder(), 'bench');
  const bench = () =>
    runCli([
      'bench',
      '--baseline-ref',
      'baseline',
      '--candidate',
      checkout,
      '--out',
      out,
      '--duet',
      'auto',
      '--rounds',
      '5',
    ]);

  const first = await bench();
  expect(first.exitCode, first.stderr).toBe(0);
  const said = `${first.stdout}${first.stderr}`;
  expect(said).toMatch(/(balanced|shared|alternate) is chosen by 3 rounds of each, which are not judged/);
  const { strategy, settings } = JSON.parse(readFileSync(join(out, 'bench.json'), 'utf8'));
  expect(settings.strategy).toBe('auto');
  const seen = new Map<string, number | null>(
    strategy.ratings.map((each: { strategy: string; seen: number | null }) => [each.strategy, each.seen]),
  );
  expect(seen.has('shared') && seen.has('alternate')).toBe(true);
  // A third of the speed is lost by design: how much of it is seen, this machine says.
  expect(seen.get('alternate')).toBe(1);
  // The trials are gone, and the rounds are those that were judged.
  expect(existsSync(join(out, 'trials'))).toBe(false);
  const verdict = readFileSync(join(out, 'verdict.json'), 'utf8');
  if (strategy.strategy !== 'alternate') expect(verdict).toContain('known slowdown');

  const again = await bench();
  expect(again.exitCode, again.stderr).toBe(0);
  expect(JSON.parse(readFileSync(join(out, 'bench.json'), 'utf8')).strategy).toEqual(strategy);
}, 600_000);
