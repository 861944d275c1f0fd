import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { actWorld, hasAct } from '../support/act.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { codeBlocks, ROOT } from '../support/doc-pages.ts';
import { scratchFolder } from '../support/scratch.ts';

/**
 * The examples as people copy them: linted, and run by a real runner against the embedded GitHub. Those of the gate run in
 * scenarios/check/under-act.test.ts.
 */

const EXAMPLES = readdirSync(join(ROOT, 'examples'))
  .filter((name) => name.endsWith('.yml'))
  .sort();
const read = (name: string) => readFileSync(join(ROOT, 'examples', name), 'utf8');
const path = (name: string) => join(ROOT, 'examples', name);

const has = (tool: string) => spawnSync(tool, ['--version']).status === 0 || process.env.CI !== undefined;

/** The sample keeps waiting short; the examples leave the default. */
const QUICK = 'watch:\n  poll-interval-seconds: 1\n';

describe('examples', () => {
  it.skipIf(!has('actionlint'))('are clean for actionlint, as are our own workflows', () => {
    // In a repository of their own: that is where actionlint looks for its configuration, and for local actions.
    const lint = spawnSync('actionlint', EXAMPLES.map(path), { cwd: ROOT, encoding: 'utf8' });
    expect(lint.stdout + lint.stderr).toBe('');
    const own = spawnSync('actionlint', [], { cwd: ROOT, encoding: 'utf8' });
    expect(own.stdout + own.stderr).toBe('');
  });

  it.skipIf(!has('zizmor'))('are clean for zizmor, and every ignored finding has its reason', () => {
    const config = join(ROOT, '.github/zizmor.yml');
    const lint = spawnSync('zizmor', ['--offline', '--no-progress', '--config', config, ...EXAMPLES.map(path)], {
      encoding: 'utf8',
    });
    expect(lint.status, lint.stdout + lint.stderr).toBe(0);
    for (const name of EXAMPLES) {
      for (const [line] of read(name).matchAll(/^.*zizmor: ignore.*$/gm))
        expect(line, name).toMatch(/ignore\[[a-z-]+\] \S+ \S+/);
    }
  });

  it.each(EXAMPLES)('%s gives no right to everything, and pins what is not ours', (name) => {
    const workflow = parse(read(name)) as { permissions: object; jobs: Record<string, { steps: { uses?: string }[] }> };
    expect(workflow.permissions).toEqual({});
    const used = Object.values(workflow.jobs).flatMap((job) => job.steps.flatMap((step) => step.uses ?? []));
    expect(used.filter((uses) => !/@[0-9a-f]{40}$|^kairos\/zlink-release(\/[a-z/]+)?@v1$/.test(uses))).toEqual([]);
  });

  it('of the gate are those that docs/pull-requests.md explains', () => {
    const page = { path: 'docs/pull-requests.md', text: readFileSync(join(ROOT, 'docs/pull-requests.md'), 'utf8') };
    const shown = codeBlocks(page).filter((block) => block.language === 'yaml');
    expect(shown.map((block) => `${block.code}\n`)).toEqual([
      read('gate-pull-request.yml'),
      read('gate-fork-report.yml'),
    ]);
  });

  it.each(readdirSync(join(ROOT, 'examples/config')))('config/%s loads', (name) => {
    const loaded = loadConfig(name, read(join('config', name)));
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('rehearse.yml rehearses', async () => {
    const { jobs } = parse(read('rehearse.yml')) as {
      jobs: { rehearse: { steps: { name: string; run?: string }[] } };
    };
    const script = jobs.rehearse.steps.find((step) => step.run !== undefined)?.run ?? '';
    const world = await actWorld();
    const workspace = scratchFolder('workspace');
    execFileSync('git', ['clone', '--quiet', join(world.directory, 'repo.git'), join(workspace, 'library')]);
    mkdirSync(join(workspace, 'zlink-release'));
    execFileSync('ln', ['-s', join(BUILT_PROGRAM, 'dist'), join(workspace, 'zlink-release', 'dist')]);
    execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: workspace,
      env: { PATH: process.env.PATH, HOME: workspace, RUNNER_TEMP: workspace, VERSION: '1.2.0' },
      stdio: 'ignore',
    });
    // The paths that the example uploads.
    for (const name of ['release-record.json', 'requests.jsonl'])
      expect(existsSync(join(workspace, 'rehearsal', name)), name).toBe(true);
  });
});

describe.skipIf(!hasAct)('examples under a real runner', () => {
  it.each([
    ['release.yml', '1.2.0'],
    ['release-with-app.yml', 'minor'],
  ])('%s releases', async (name, version) => {
    const world = await actWorld();
    const run = await world.workflow(path(name), {
      inputs: { version, ...(name.includes('app') ? { 'dry-run': 'false' } : {}) },
      secrets: { RELEASE_APP_PRIVATE_KEY: 'a private key' },
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(world.seen.ref('refs/tags/core/v1.2.0^{commit}')).toBe(world.seen.state.pulls[0]?.mergeCommitSha);
    expect(world.seen.state.releases.map((each) => each.tagName)).toContain('core/v1.2.0');
  });

  it('release-with-app.yml writes nothing when it is a dry run', async () => {
    const world = await actWorld();
    const refs = world.seen.git('for-each-ref');
    const run = await world.workflow(path('release-with-app.yml'), {
      inputs: { version: '1.2.0', 'dry-run': 'true' },
      secrets: { RELEASE_APP_PRIVATE_KEY: 'a private key' },
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(world.seen.git('for-each-ref')).toBe(refs);
    expect(world.seen.state.pulls).toEqual([]);
  });

  it('release-with-github-token.yml releases by dispatch, with the configuration beside it', async () => {
    const world = await actWorld({ files: { '.github/zlink-release.yml': `${read('config/dispatch.yml')}${QUICK}` } });
    const run = await world.workflow(path('release-with-github-token.yml'), { inputs: { version: '1.2.0' } });
    expect(run.exitCode, run.log).toBe(0);
    const runs = world.seen.state.runs.filter((each) => each.headBranch === 'core/v1.2.0');
    expect(runs.map((each) => `${each.workflowPath} ${each.event}`).sort()).toEqual([
      '.github/workflows/build.yml workflow_dispatch',
      '.github/workflows/core-conan-release.yml workflow_dispatch',
    ]);
  });

  it('release-zlink.yml measures, then releases with that verdict, or stops at it', { timeout: 900_000 }, async () => {
    const world = await actWorld({ files: { '.github/zlink-release.yml': `${QUICK}${SMALL_BENCH}` } });
    const run = await world.workflow(path('release-zlink.yml'), {
      inputs: { version: '1.2.0', 'baseline-ref': 'core/v1.1.0' },
      secrets: { RELEASE_APP_PRIVATE_KEY: 'a private key' },
    });
    const verdict = JSON.parse(run.artifact('performance-gate', 'gate/verdict.json')) as { status: string };
    const tags = world.seen.git('tag', '--list', 'core/v1.2.0');
    // What a real measurement says is not for a test to choose; what follows from it is.
    if (verdict.status === 'pass' || verdict.status === 'inconclusive') {
      expect(run.exitCode, run.log).toBe(0);
      expect(tags).toBe('core/v1.2.0');
      expect(run.artifact('verdict', 'verdict.json')).toContain(`"${verdict.status}"`);
    } else {
      expect(run.exitCode).not.toBe(0);
      expect(tags).toBe('');
    }
  });
});

/** The sample's own benchmark, with few rounds: most machines come to a verdict in them, whichever it is. */
const SMALL_BENCH = `bench:
  stacks: [framed, raw, lines]
  scenarios: [s2]
  rounds: 5
  profile: {CCU: 8, SIZE: 1024, INFLIGHT: 10, WARMUP: 0.3, MEASURE: 0.5, DRAIN_TIMEOUT: 2, LATENCY_SAMPLE_RATE: 16}
gate:
  subjects: [framed]
  controls: [raw, lines]
  margin: 0.5
  floor: 0.4
  on-inconclusive: warn
`;
