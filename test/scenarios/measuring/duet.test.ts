import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleHarnessFiles, stackWorkFile, WORK_FILE } from '../../../src/sample/sample-harness.ts';
import { benchmarkPorts, LONGEST_WAIT_FOR_PORTS } from '../../support/benchmark-ports.ts';
import { BUILT_CLI, runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { MANY_TIMES_SLOWER, SHORT_BENCH } from '../../support/short-bench.ts';

/**
 * Real duets with the sample's benchmark: real processes, real sockets, real slowdowns. What they must say does not
 * depend on how calm the machine is: a slowdown is many times larger than any noise, and the same code is asked only not to
 * be a regression.
 */

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .toString()
    .trim();

const CONFIG = '.github/zlink-release.yml';
let checkout: string;

/** A commit on the checkout in which some files differ from the baseline. */
function candidate(changes: Readonly<Record<string, string>>): string {
  git(checkout, 'checkout', '--quiet', '--force', '--detach', 'baseline');
  for (const [path, content] of Object.entries(changes)) writeFileSync(join(checkout, path), content);
  git(checkout, 'add', '.');
  git(checkout, 'commit', '--quiet', '--allow-empty', '-m', 'candidate');
  return git(checkout, 'rev-parse', 'HEAD^{tree}');
}

const bench = (out: string, ...args: string[]) =>
  runCli(['bench', '--baseline-ref', 'baseline', '--candidate', checkout, '--out', out, ...args]);
const verdictOf = (out: string) => JSON.parse(readFileSync(join(out, 'verdict.json'), 'utf8'));
const processesWith = (mark: string): number => {
  let count = 0;
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      if (readFileSync(`/proc/${name}/environ`).includes(mark)) count += 1;
    } catch {
      // It ended.
    }
  }
  return count;
};

let letGo = () => {};
beforeAll(async () => {
  letGo = await benchmarkPorts();
}, LONGEST_WAIT_FOR_PORTS);
afterAll(() => letGo());

beforeAll(() => {
  checkout = join(scratchFolder('checkout'), 'repo');
  for (const [path, { content, mode }] of sampleHarnessFiles()) {
    mkdirSync(join(checkout, path, '..'), { recursive: true });
    writeFileSync(join(checkout, path), content, { mode: mode === '100755' ? 0o755 : 0o644 });
  }
  writeFileSync(join(checkout, CONFIG), SHORT_BENCH);
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  git(checkout, 'add', '.');
  git(checkout, 'commit', '--quiet', '-m', 'baseline');
  git(checkout, 'tag', 'baseline');
});

const quick = ['--budget-minutes', '5'];
/** Both sides on all cores, once a round where the usual way measures twice: for stories that are about something else. */
const shared = ['--duet', 'shared'];

describe('a true duet', () => {
  it('the same code is no regression, and the verdict says what was measured', async () => {
    const tree = candidate({});
    const out = join(scratchFolder(), 'bench');
    const result = await bench(out, '--rounds', '5', ...quick);
    expect(result.exitCode, result.stderr).toBe(0);
    const verdict = verdictOf(out);
    expect(['pass', 'inconclusive'], verdict.sentence).toContain(verdict.status);
    expect(verdict.measuredTree).toEqual({ baseline: git(checkout, 'rev-parse', 'baseline^{tree}'), candidate: tree });
    expect(verdict.host.candidate.logicalCores).toBeGreaterThan(0);
    for (const name of readdirSync(join(out, 'rounds'))) {
      const round = JSON.parse(readFileSync(join(out, 'rounds', name, 'round.json'), 'utf8'));
      expect(round.runs).toHaveLength(2);
      expect(round.runs[0].outOfStepMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('a fraction of the speed is a regression, and the gate says the same of the same rounds', async () => {
    candidate({ [WORK_FILE]: MANY_TIMES_SLOWER });
    const out = join(scratchFolder(), 'bench');
    const result = await bench(out, '--rounds', '10', ...quick, ...shared);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(verdictOf(out).status).toBe('regression');
    const gate = await runCli([
      'gate',
      '--candidate',
      out,
      '--subject',
      'framed',
      '--control',
      'raw',
      '--config',
      join(checkout, CONFIG),
      '--json',
    ]);
    expect(gate.exitCode, gate.stderr).toBe(1);
    expect(JSON.parse(gate.stdout).status).toBe('regression');
  });

  it('a control that is slower makes it invalid', async () => {
    candidate({ [stackWorkFile('raw')]: MANY_TIMES_SLOWER });
    const out = join(scratchFolder(), 'bench');
    const result = await bench(out, '--rounds', '10', ...quick, ...shared);
    expect(result.exitCode, result.stderr).toBe(0);
    const verdict = verdictOf(out);
    expect(verdict.status).toBe('invalid');
    expect(verdict.sentence).toContain('raw-s2');
  });

  it('killed in round 4 and started again, it uses rounds 1 to 3, and nothing of the killed one goes on', async () => {
    candidate({});
    const out = join(scratchFolder(), 'bench');
    const args = [
      'bench',
      '--baseline-ref',
      'baseline',
      '--candidate',
      checkout,
      '--out',
      out,
      '--rounds',
      '5',
      ...quick,
      ...shared,
    ];
    // A margin below what any machine resolves: it takes all of its rounds.
    const config = join(scratchFolder(), 'config.yml');
    writeFileSync(config, SHORT_BENCH.replace('floor: 0.5', 'floor: 0.0001').replace('margin: 0.6', 'margin: 0.0001'));
    const child = spawn(process.execPath, [BUILT_CLI, ...args, '--config', config], {
      stdio: 'ignore',
      detached: true,
    });
    const third = join(out, 'rounds', '0003', 'round.json');
    const fourthBegan = () => existsSync(third) && existsSync(join(out, 'unfinished', 'candidate'));
    while (!fourthBegan() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(child.exitCode).toBe(null);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(readdirSync(join(out, 'rounds'))).toEqual(['0001', '0002', '0003']);
    const before = ['0001', '0002', '0003'].map((name) => statSync(join(out, 'rounds', name, 'round.json')).mtimeMs);
    const { mark } = JSON.parse(readFileSync(join(out, 'bench.json'), 'utf8'));

    const again = await runCli([...args, '--config', config]);
    expect(again.exitCode, again.stderr).toBe(0);
    // Rounds of confirmation follow where the same code looks slower by chance, which such a margin lets happen.
    const rounds = readdirSync(join(out, 'rounds'));
    expect(rounds.slice(0, 5)).toEqual(['0001', '0002', '0003', '0004', '0005']);
    const after = ['0001', '0002', '0003'].map((name) => statSync(join(out, 'rounds', name, 'round.json')).mtimeMs);
    expect(after).toEqual(before);
    expect(again.stderr.match(/round \d of 5: measured/g)).toHaveLength(3);
    expect(processesWith(mark)).toBe(0);
    expect(verdictOf(out).rounds).toBe(rounds.length);

    const other = await bench(out, '--rounds', '6', ...quick, ...shared, '--config', config);
    expect([other.exitCode, other.stderr]).toEqual([
      2,
      expect.stringMatching(/bench-folder-other.*begun with other settings \(rounds\)\./),
    ]);
  });

  it('a harness that hangs is stopped with its children, and no secret reaches it', async () => {
    const runner = 'core/tests/scenario/stream/framed/run_stream_scenarios.sh';
    candidate({ [runner]: '#!/usr/bin/env bash\nenv\nsleep 1000 &\nsleep 1000\n' });
    const out = join(scratchFolder(), 'bench');
    const result = await runCli(
      [
        'bench',
        '--baseline-ref',
        'baseline',
        '--candidate',
        checkout,
        '--out',
        out,
        '--rounds',
        '5',
        '--run-timeout-minutes',
        '0.03',
      ],
      {
        env: {
          GITHUB_TOKEN: 'ghs_planted_secret',
          INPUT_TOKEN: 'planted_input',
          ACTIONS_RUNTIME_TOKEN: 'planted_runtime',
        },
      },
    );
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('bench-harness-failed');
    expect(result.stderr).toContain('stopped with its children');
    const { mark } = JSON.parse(readFileSync(join(out, 'bench.json'), 'utf8'));
    expect(processesWith(mark)).toBe(0);
    const output = readFileSync(join(out, 'unfinished/candidate/run-1/harness-output.log'), 'utf8');
    expect(output).toContain('SCENARIO_PREFIX=framed-');
    expect(output).not.toContain('planted');
    expect(existsSync(join(out, 'rounds'))).toBe(false);
  });

  it('a stack that crashes without a row blocks', async () => {
    const broken = '#!/usr/bin/env bash\necho building\necho "dotnet: command not found" >&2\nexit 127\n';
    candidate({ 'core/tests/scenario/stream/raw/run_stream_scenarios.sh': broken });
    const out = join(scratchFolder(), 'bench');
    const { stderr } = await bench(out, '--rounds', '5', ...quick, ...shared);
    // Before an hour of rounds, and with what to repair.
    expect(stderr).toContain(
      'Before the first round raw of the candidate ended with exit code 127. It printed last: dotnet: command not found\n',
    );
    expect(stderr).not.toContain('raw of the baseline ended');
    const verdict = verdictOf(out);
    expect(verdict.status).toBe('regression');
    expect(verdict.reasons.map((each: { text: string }) => each.text).join()).toContain('raw produced no row');
  });

  it('refuses changed files, an unknown baseline and a harness that is not there, before anything is measured', async () => {
    candidate({});
    writeFileSync(join(checkout, WORK_FILE), '7\n');
    const out = join(scratchFolder(), 'bench');
    const dirty = await bench(out);
    expect([dirty.exitCode, dirty.stderr]).toEqual([2, expect.stringContaining('source-dirty')]);
    git(checkout, 'checkout', '--quiet', '--', '.');
    const unknown = await runCli(['bench', '--baseline-ref', 'nowhere', '--candidate', checkout, '--out', out]);
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('source-commit-unknown')]);
    const missing = await bench(out, '--stack', 'framed', 'absent');
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('bench-harness-missing')]);
    expect(existsSync(join(out, 'rounds'))).toBe(false);
  });
});

describe('recorded mode', () => {
  it('runs the comparison script into folders that the gate compares', async () => {
    candidate({});
    const out = join(scratchFolder(), 'recorded');
    const result = await runCli([
      'bench',
      '--mode',
      'recorded',
      '--candidate',
      checkout,
      '--out',
      out,
      '--rounds',
      '2',
    ]);
    expect(result.exitCode, result.stderr).toBe(0);
    const folders = readdirSync(out)
      .filter((name) => /^\d{8}T/.test(name))
      .sort();
    expect(folders).toHaveLength(2);
    const [one, other] = folders.map((name) => join(out, name));
    const gate = await runCli([
      'gate',
      '--baseline',
      `${one}`,
      '--candidate',
      `${other}`,
      '--subject',
      'framed',
      '--control',
      'raw',
      'lines',
      '--json',
    ]);
    // Two runs of one build, on whatever machine this is: each answer is right, and it is one.
    expect([0, 1, 3]).toContain(gate.exitCode);
    expect(JSON.parse(gate.stdout).rows).toHaveLength(3);
  });
});
