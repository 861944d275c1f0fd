import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actWorld, hasAct } from '../../support/act.ts';
import { ROOT } from '../../support/doc-pages.ts';
import { checkOutHead, openPullRequest, pullRequestEvent } from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** examples/gate-shards.yml under a real runner: a family measured by the jobs of a matrix, and judged by one. */

const WORKFLOW = readFileSync(join(ROOT, 'examples/gate-shards.yml'), 'utf8')
  // This machine is the runner, and act takes the checkout that is there only when no commit is named.
  .replace('[self-hosted, benchmark]', 'ubuntu-latest')
  .replaceAll(/^ +ref: .*\n/gm, '');

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

async function gated(changes: Readonly<Record<string, string>>, workflow = WORKFLOW) {
  const world = await actWorld({ files: LIBRARY });
  const artifacts = join(scratchFolder('act'), 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  const pull = await openPullRequest(world, changes, { fork: false });
  checkOutHead(world.directory, pull, world.checkout);
  const run = await world.workflow(workflow, {
    event: 'pull_request',
    payload: pullRequestEvent(pull),
    env: { ACT_ARTIFACTS: artifacts },
    secrets: { GITHUB_TOKEN: world.server.tokens['github-token'] },
  });
  const checks = world.seen.state.checkRuns.filter(({ name }) => name === 'zlink-release / perf gate');
  const left = (path: string) => JSON.parse(readFileSync(join(artifacts, path), 'utf8'));
  return { run, checks, left };
}

describe.skipIf(!hasAct)('a family measured by the jobs of a matrix', () => {
  it('is reported once: what is slower is named, and how long cases take is kept', async () => {
    const { run, checks, left } = await gated({ 'src/case_4.txt': '180\n' });
    expect(run.exitCode, run.log).not.toBe(0);
    expect(checks, run.log).toHaveLength(1);
    expect(checks[0]?.conclusion).toBe('failure');
    expect(checks[0]?.output.title).toContain('case_4');
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
    expect(checks).toMatchObject([{ conclusion: 'success' }]);
  });

  it.each<[string, string, RegExp]>([
    ['lost', WORKFLOW.replace('shard: [1, 2, 3]', 'shard: [1, 3]'), /Shard 2 of 3 is lost/],
    [
      'measured twice',
      WORKFLOW.replace(/(shard: \S+) matrix\.shard (\S+\/3)/, '$1 matrix.shard == 2 && 1 || matrix.shard $2'),
      /Shard 1\/3 is there 2 times|Shard 2 of 3 is lost/,
    ],
  ])('is no verdict where a part is %s', async (_, workflow, why) => {
    const { run, checks, left } = await gated({ 'src/case_4.txt': '101\n' }, workflow);
    expect(run.exitCode, run.log).not.toBe(0);
    const verdict = left('perf-gate/gate/verdict.json');
    expect(verdict.status).toBe('invalid');
    expect(verdict.sentence).toMatch(why);
    expect(checks).toMatchObject([{ conclusion: 'failure' }]);
  });
});
