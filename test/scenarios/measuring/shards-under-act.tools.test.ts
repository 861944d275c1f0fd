import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actWorld, hasAct } from '../../support/act.ts';
import { ROOT } from '../../support/doc-pages.ts';
import {
  checkOutHead,
  FORK_TOKEN,
  openPullRequest,
  pullRequestEvent,
  tokensWithFork,
  workflowRunEvent,
} from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** examples/gate-shards.yml and gate-shards-fork-report.yml under a real runner: a family measured by the jobs of a matrix, and judged by one. */

const example = (name: string) =>
  readFileSync(join(ROOT, 'examples', name), 'utf8')
    // This machine is the runner, and act takes the checkout that is there only when no commit is named.
    .replace('[self-hosted, benchmark]', 'ubuntu-latest')
    .replaceAll(/^ +ref: .*\n/gm, '');
const WORKFLOW = example('gate-shards.yml');

/** Prints a time for each case that is asked for: what src/NAME.txt holds, and a little noise. */
const BENCH = `only=\${1#--only=}
for file in src/*.txt; do
  name="$(basename "$file" .txt)"
  echo "$name" | grep -Eq "^(\${only:-.*})$" || continue
  awk -v n="$name" -v w="$(cat "$file")" -v s="$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN { srand(s)
    printf "{\\"case\\":\\"%s\\",\\"metric\\":\\"time\\",\\"unit\\":\\"ns\\",\\"better\\":\\"lower\\",\\"value\\":%.3f}\\n", n, w * (1 + 0.01 * (rand() - 0.5)) }'
done > "$OUT/measurements.jsonl"
`;
const CONFIG = `bench:
  command: [sh, bench/run.sh]
  select: {arguments: ['--only={cases}'], list: [sh, bench/list.sh]}
gate: {controls: []}
watch: {poll-interval-seconds: 1}
`;
const NAMES = Array.from({ length: 9 }, (_, at) => `case_${at}`);
const LIBRARY = {
  '.github/zlink-release.yml': CONFIG,
  'bench/run.sh': BENCH,
  'bench/list.sh': 'for file in src/*.txt; do basename "$file" .txt; done\n',
  ...Object.fromEntries(NAMES.map((name) => [`src/${name}.txt`, '100\n'])),
};

async function gated(changes: Readonly<Record<string, string>>, { workflow = WORKFLOW, fork = false } = {}) {
  const world = await actWorld({ files: LIBRARY, tokens: tokensWithFork() });
  const artifacts = join(scratchFolder('act'), 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  const pull = await openPullRequest(world, changes, { fork });
  checkOutHead(world.directory, pull, world.checkout);
  const run = await world.workflow(workflow, {
    event: 'pull_request',
    payload: pullRequestEvent(pull),
    env: { ACT_ARTIFACTS: artifacts },
    secrets: { GITHUB_TOKEN: fork ? FORK_TOKEN : (world.server.tokens['github-token'] ?? '') },
  });
  const checks = () => world.seen.state.checkRuns.filter(({ name }) => name === 'zlink-release / perf gate');
  const left = (path: string) => JSON.parse(readFileSync(join(artifacts, path), 'utf8'));
  /** The run that GitHub starts in the repository when the fork's is done. */
  const report = () =>
    world.workflow(example('gate-shards-fork-report.yml'), {
      event: 'workflow_run',
      payload: workflowRunEvent(pull),
      env: { ACT_ARTIFACTS: artifacts },
    });
  return { world, run, checks, left, report, pull, artifacts };
}

describe.skipIf(!hasAct)('a family measured by the jobs of a matrix', () => {
  it('is reported once: what is slower is named, and how long cases take is kept', async () => {
    const { run, checks, left } = await gated({ 'src/case_4.txt': '180\n' });
    expect(run.exitCode, run.log).not.toBe(0);
    expect(checks(), run.log).toHaveLength(1);
    expect(checks()[0]?.conclusion).toBe('failure');
    expect(checks()[0]?.output.title).toContain('case_4');
    const verdict = left('perf-gate/gate/verdict.json');
    const said = verdict.effects.map((each: { scenarioId: string; conclusion: string }) => [
      each.scenarioId,
      each.conclusion,
    ]);
    expect(Object.fromEntries(said)).toEqual(
      Object.fromEntries(NAMES.map((name) => [name, name === 'case_4' ? 'regression' : 'pass'])),
    );
    const dealt = [1, 2, 3].map((shard) => left(`shard-${shard}/bench.json`).shard.cases as string[]);
    expect(dealt.map((cases) => cases.length)).toEqual([3, 3, 3]);
    expect(dealt.flat().sort()).toEqual(NAMES);
    expect(Object.keys(left('perf-gate/gate/durations.json')).sort()).toEqual(NAMES);
  });

  it('passes without being measured where nothing that counts has changed', async () => {
    const { run, checks } = await gated({ 'docs/guide.md': 'words\n' });
    expect(run.exitCode, run.log).toBe(0);
    expect(checks()).toMatchObject([{ conclusion: 'success' }]);
  });

  it.each<[string, string, RegExp]>([
    ['lost', WORKFLOW.replace('shard: [1, 2, 3]', 'shard: [1, 3]'), /Shard 2 of 3 is missing/],
    [
      'measured twice',
      WORKFLOW.replace(/(shard: \S+) matrix\.shard (\S+\/3)/, '$1 matrix.shard == 2 && 1 || matrix.shard $2'),
      /Shard 1\/3 is there 2 times|Shard 2 of 3 is missing/,
    ],
  ])('is no verdict where a part is %s', async (_, workflow, why) => {
    const { run, checks, left } = await gated({ 'src/case_4.txt': '101\n' }, { workflow });
    expect(run.exitCode, run.log).not.toBe(0);
    const verdict = left('perf-gate/gate/verdict.json');
    expect(verdict.status).toBe('invalid');
    expect(verdict.sentence).toMatch(why);
    expect(checks()).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('of a fork is reported by the second workflow, which judges the parts anew', async () => {
    const { world, run, checks, report, pull } = await gated({ 'src/case_4.txt': '180\n' }, { fork: true });
    expect(run.exitCode, run.log).not.toBe(0);
    const { state } = world.seen;
    expect([state.checkRuns.length, state.statuses.length, state.comments.length]).toEqual([0, 0, 0]);

    const reported = await report();
    expect(reported.exitCode, reported.log).toBe(0);
    expect(checks(), reported.log).toMatchObject([{ headSha: pull.headSha, conclusion: 'failure' }]);
    expect(checks()[0]?.output.title).toContain('case_4');
    expect(world.seen.state.comments).toMatchObject([{ number: pull.number }]);
    expect(world.server.unknownRoutes).toEqual([]);
  });

  it('of a fork is no verdict where a part was lost on the way', async () => {
    const { checks, report, artifacts } = await gated({ 'src/case_4.txt': '101\n' }, { fork: true });
    rmSync(join(artifacts, 'shard-2'), { recursive: true });
    const reported = await report();
    expect(reported.exitCode, reported.log).toBe(0);
    expect(checks(), reported.log).toMatchObject([{ conclusion: 'failure' }]);
    expect(checks()[0]?.output.summary).toContain('Shard 2 of 3 is missing');
  });
});
