import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runBench } from '../../../src/commands/run-bench.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { contradictionsIn } from '../../../src/core/gate/verdict-contradictions.ts';
import { gateExitCode } from '../../../src/core/gate/verdict-exit.ts';
import { orStop } from '../../../src/core/problem.ts';
import { benchSettings } from '../../../src/core/settings/bench-settings.ts';
import { gateSettings } from '../../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../../src/core/settings/load-config.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { scratchFolder } from '../../support/scratch.ts';

/**
 * Two trees whose benchmarks are not the same: stacks that come and go, and a benchmark that changes with the library.
 * Source: test/cases/gate/added-and-removed.yml and harness-changed.yml.
 */

/** Prints one row; its figure is what the library needs for a unit of work, times what the benchmark asks of it. */
const RUNNER = `#!/bin/sh
cd "$(dirname "$0")/../.."
[ -e "$METRICS_CSV" ] || printf 'scenario_id,throughput,pass_fail\\n' > "$METRICS_CSV"
awk -v w="$(cat src/work.txt)" -v l="$(cat bench/load.txt)" -v p="$SCENARIO_PREFIX" -v s="$(date +%N)" \\
  'BEGIN { srand(s); printf "%ss2,%.3f,PASS\\n", p, 1e9 / (w * l) * (1 + 0.01 * (rand() - 0.5)) }' >> "$METRICS_CSV"
`;

interface Tree {
  readonly stacks?: readonly string[];
  readonly work?: number;
  readonly load?: number;
  /** The runner asks for src/new-api.txt; whether the library has it. */
  readonly needs?: boolean;
  readonly hasNewApi?: boolean;
}

class TwoTrees {
  readonly folder = join(scratchFolder('trees'), 'library');

  constructor(base: Tree, head: Tree) {
    mkdirSync(this.folder);
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit(base, 'base');
    this.git('tag', 'base');
    this.commit(head, 'head');
  }

  git(...args: string[]): void {
    const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'core.hooksPath=/dev/null'];
    execFileSync('git', [...identity, ...args], { cwd: this.folder, stdio: 'pipe' });
  }

  commit({ stacks = ['lib'], work = 200, load = 10, needs = false, hasNewApi = false }: Tree, message: string): void {
    rmSync(join(this.folder, 'bench'), { recursive: true, force: true });
    rmSync(join(this.folder, 'src'), { recursive: true, force: true });
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text, { mode: 0o755 });
    };
    write('bench/compare.sh', '#!/bin/sh\nexit 0\n');
    write('bench/load.txt', `${load}\n`);
    write('src/work.txt', `${work}\n`);
    if (hasNewApi) write('src/new-api.txt', '');
    const runner = needs
      ? RUNNER.replace('[ -e "$METRICS_CSV" ]', '[ -e src/new-api.txt ] || exit 1\n[ -e "$METRICS_CSV" ]')
      : RUNNER;
    for (const stack of stacks) write(`bench/${stack}/run_stream_scenarios.sh`, runner);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
  }

  async verdict(config: string): Promise<Verdict> {
    const loaded = orStop(loadConfig('c.yml', config));
    const settings = orStop(
      benchSettings(
        { mode: 'duet', duet: 'shared', baselineRef: 'base', harness: 'bench/compare.sh', rounds: 8 },
        loaded,
      ),
    );
    const { verdict } = await runBench(
      {
        settings,
        gate: orStop(gateSettings(loaded, { rounds: 8 })),
        candidate: this.folder,
        out: join(scratchFolder('bench'), 'out'),
        environment: process.env,
      },
      {
        clock: new VirtualClock(new Date('2026-11-24T09:00:00Z')),
        progress: { note() {}, began() {}, heard() {}, ended() {}, roundStarted() {}, running() {}, roundEnded() {} },
        judgeDuet,
        origin: { repository: null, program: 'test' },
      },
    );
    if (verdict === null) throw new Error('nothing was judged');
    return verdict;
  }
}

const exitOf = (verdict: Verdict, withoutBaseline: 'pass' | 'block' = 'pass'): number =>
  gateExitCode(verdict, { onInconclusive: 'block', withoutBaseline });
const OPEN = 'gate: {controls: []}\n';
const told = ({ reasons }: Verdict, effect: string): string =>
  reasons
    .filter((each) => each.effect === effect)
    .map(({ text }) => text)
    .join('\n');
const conclusionsOf = ({ effects }: Verdict) =>
  Object.fromEntries(
    effects.filter(({ figure }) => figure === 'throughput').map((each) => [each.scenarioId, each.conclusion]),
  );
const changeOf = ({ effects }: Verdict): number =>
  effects.find(({ scenarioId, figure }) => scenarioId === 'lib-s2' && figure === 'throughput')?.change ?? Number.NaN;

describe('a stack', () => {
  it('that is new passes, and is said to have no baseline', async () => {
    const verdict = await new TwoTrees({ stacks: ['lib', 'other'] }, { stacks: ['lib', 'other', 'third'] }).verdict(
      OPEN,
    );
    expect(verdict.status, verdict.sentence).toBe('pass');
    expect(conclusionsOf(verdict)).toMatchObject({ 'lib-s2': 'pass', 'other-s2': 'pass' });
    expect(told(verdict, 'informs')).toMatch(/third-s2 has no baseline/);
  });

  it('that is gone blocks', async () => {
    const verdict = await new TwoTrees({ stacks: ['lib', 'other'] }, {}).verdict(OPEN);
    expect(verdict.status, verdict.sentence).toBe('regression');
    expect(told(verdict, 'blocks')).toContain('other produced no row');
  });

  it('that is gone and allowed to be passes, and is said', async () => {
    const config = 'gate: {controls: [], allow-skipped: [other]}\n';
    const verdict = await new TwoTrees({ stacks: ['lib', 'other'] }, {}).verdict(config);
    expect(verdict.status, verdict.sentence).toBe('pass');
    expect(told(verdict, 'informs')).toMatch(/other-s2 .*allowed/);
  });
});

describe('a stack under another name', () => {
  it('is one that is gone and one that is new: it is not guessed that one became the other', async () => {
    const verdict = await new TwoTrees({ stacks: ['lib', 'old'] }, { stacks: ['lib', 'young'] }).verdict(OPEN);
    expect([verdict.status, exitOf(verdict)]).toEqual(['regression', 1]);
    expect(told(verdict, 'blocks')).toContain('old produced no row');
    expect(told(verdict, 'informs')).toMatch(/young-s2 has no baseline/);
  });

  it('passes where the old name is allowed to be gone, and nothing else is compared: that is said', async () => {
    const config = 'gate: {controls: [], allow-skipped: [old]}\n';
    const verdict = await new TwoTrees({ stacks: ['old'] }, { stacks: ['young'] }).verdict(config);
    expect([verdict.status, exitOf(verdict)]).toEqual(['not-measured', 0]);
    expect(told(verdict, 'informs')).toMatch(/nothing to compare young-s2 with/);
    expect(told(verdict, 'informs')).toMatch(/old-s2 .*allowed/);
  });
});

describe('the first benchmark of a repository', () => {
  const first = () => new TwoTrees({ stacks: [] }, {});

  it('is run once, and has nothing to be compared with: that is said, and passes', async () => {
    const verdict = await first().verdict(OPEN);
    expect([verdict.status, exitOf(verdict), verdict.rounds]).toEqual(['not-measured', 0, 1]);
    expect(told(verdict, 'informs')).toMatch(/baseline has no benchmark/);
    expect(verdict.sentence).toMatch(/^Not measured: .*nothing to compare lib-s2 with yet/);
    expect(verdict.rows).toMatchObject([{ scenarioId: 'lib-s2', passFail: { baseline: null, candidate: 'PASS' } }]);
    expect(verdict.effects).toEqual([]);
    expect(contradictionsIn(verdict)).toEqual([]);
  });

  it('waits for somebody to let it through where that is configured, and is let through once it is', async () => {
    const verdict = await first().verdict('gate: {controls: [], without-baseline: block}\n');
    expect([verdict.status, exitOf(verdict, 'block')]).toEqual(['not-measured', 3]);
    expect(told(verdict, 'blocks')).toMatch(/without-baseline: block/);
    const through = await first().verdict('gate: {controls: [], without-baseline: pass}\n');
    expect(exitOf(through)).toBe(0);
  });

  it('that fails is less correct than none', async () => {
    const verdict = await new TwoTrees({ stacks: ['ctl'] }, { stacks: ['ctl', 'lib'], needs: true }).verdict(
      'gate: {controls: [ctl], subjects: [lib]}\n',
    );
    expect([verdict.status, exitOf(verdict)]).not.toContain('not-measured');
    expect(exitOf(verdict)).not.toBe(0);
  });

  it('is measured on both sides by the candidate’s benchmark', async () => {
    const verdict = await first().verdict(`${OPEN}bench: {sources: candidate}\n`);
    expect(verdict.status, verdict.sentence).toBe('pass');
  });

  it('is one beside controls that were there', async () => {
    const trees = new TwoTrees({ stacks: ['ctl'] }, { stacks: ['ctl', 'lib'] });
    const verdict = await trees.verdict('gate: {controls: [ctl]}\n');
    expect([verdict.status, exitOf(verdict)]).toEqual(['not-measured', 0]);
  });
});

describe('a benchmark that is gone altogether', () => {
  it('blocks, and what is gone is named', async () => {
    const verdict = await new TwoTrees({}, { stacks: [] }).verdict(OPEN);
    expect([verdict.status, exitOf(verdict)]).toEqual(['regression', 1]);
    expect(told(verdict, 'blocks')).toContain('lib produced no row');
  });
});

describe('a benchmark', () => {
  it('of the candidate that does not run on the baseline is told so, with both ways on', async () => {
    const trees = new TwoTrees({}, { needs: true, hasNewApi: true });
    const verdict = await trees.verdict(`${OPEN}bench: {sources: candidate}\n`);
    expect([verdict.status, exitOf(verdict)]).toEqual(['incomparable', 1]);
    expect(told(verdict, 'blocks')).toMatch(
      /benchmark does not run on the baseline.*bench\.sources: each.*measure first/,
    );
    expect(JSON.stringify(verdict.reasons)).not.toContain('has no baseline');
    expect(verdict.sentence).toContain('bench.sources: each');
    // What the text tells; the remedy, done: each side by its own.
    const own = await new TwoTrees({}, { needs: true, hasNewApi: true }).verdict(`${OPEN}bench: {sources: each}\n`);
    expect([own.status, exitOf(own)], own.sentence).toEqual(['pass', 0]);
  });

  it('that crashes on the baseline it belongs to is broken, and not one that is not there', async () => {
    const trees = new TwoTrees({ needs: true }, { needs: true, hasNewApi: true });
    const verdict = await trees.verdict(OPEN);
    expect([verdict.status, exitOf(verdict)]).toEqual(['invalid', 3]);
  });

  it('that asks for more measures both sides with the candidate’s, where that is configured', async () => {
    const verdict = await new TwoTrees({}, { load: 20 }).verdict(`${OPEN}bench: {sources: candidate}\n`);
    expect(verdict.status, verdict.sentence).toBe('pass');
    expect(changeOf(verdict)).toBeCloseTo(0, 1);
    expect(told(verdict, 'warns')).toContain('bench/load.txt');
  });

  it('that asks for less does not hide that the library became slower', async () => {
    const verdict = await new TwoTrees({}, { work: 400, load: 5 }).verdict(`${OPEN}bench: {sources: candidate}\n`);
    expect(verdict.status, verdict.sentence).toBe('regression');
    expect(changeOf(verdict)).toBeCloseTo(-0.5, 1);
    expect(told(verdict, 'warns')).toContain('bench/load.txt');
  });

  it('of each side’s own is said to be two, in the sentence as well', async () => {
    const verdict = await new TwoTrees({}, { work: 400, load: 5 }).verdict(`${OPEN}bench: {sources: each}\n`);
    expect(verdict.status).toBe('pass');
    expect(told(verdict, 'warns')).toMatch(/bench\/load\.txt.*two benchmarks are compared/);
    expect(verdict.sentence).toContain('two different benchmarks');
  });

  it('that did not change is not spoken of', async () => {
    const verdict = await new TwoTrees({}, { work: 400 }).verdict(`${OPEN}bench: {sources: candidate}\n`);
    expect(verdict.status, verdict.sentence).toBe('regression');
    expect(JSON.stringify(verdict.reasons)).not.toContain('The benchmark itself differs');
  });
});
