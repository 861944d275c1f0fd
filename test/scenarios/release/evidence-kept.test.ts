import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gateCommand } from '../../../src/cli/gate-command.ts';
import type { Output } from '../../../src/cli/output.ts';
import { judging, readEvidence } from '../../../src/cli/release-command.ts';
import { release } from '../../../src/conduct/release.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { orStop } from '../../../src/core/problem.ts';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { STAGES, type Stage } from '../../../src/core/release/stage.ts';
import type { TokenKind } from '../../../src/embedded-github/world-state.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { runActionJob } from '../../support/action-job.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { standBetween } from '../../support/intercepting-proxy.ts';
import { type MadeVerdict, madeVerdict, OF_SAMPLE } from '../../support/made-verdict.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** What a release rests on: believed as far as it proves itself, kept, and read back by whoever goes on with it. */

const CONFIG = '.github/zlink-release.yml';
const TAGS = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];
const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
/** Who only verifies waits for what the runs publish, however long they take here. */
const PATIENT = `${FEW_POLLS}verify: {timeout-minutes: 60}\n`;
const serve = () => serveWorld({ files: { [CONFIG]: PATIENT } });

async function treeOfMain({ world }: ServedWorld): Promise<string> {
  const tip = await world.git.resolveRef('refs/heads/main');
  return (await world.git.commit(tip ?? '')).tree;
}

/** A verdict about main, in a file. */
async function verdictFile(
  served: ServedWorld,
  more: MadeVerdict = {},
  edit: (made: Verdict) => object = (made) => made,
) {
  const made = madeVerdict({ ...OF_SAMPLE, tree: await treeOfMain(served), ...more });
  const path = join(scratchFolder('verdict'), 'verdict.json');
  writeFileSync(path, JSON.stringify(edit(made)));
  return path;
}

interface Ended {
  readonly exitCode: number | 'killed';
  readonly record: ReleaseRecord | null;
  readonly told: string;
}

/** `release`, in this process and on the world's clock. `dies`: the machine is lost when this stage has ended. */
async function releasing(
  served: ServedWorld,
  options: { verdict?: string; skip?: readonly Stage[]; dies?: Stage; as?: TokenKind; apiUrl?: string } = {},
): Promise<Ended> {
  const { clock } = served.world;
  const stages = new Set(STAGES.filter((stage) => stage !== 'bench' && options.skip?.includes(stage) !== true));
  const evidence = orStop(readEvidence(options.verdict === undefined ? {} : { verdict: options.verdict }, stages));
  const told: string[] = [];
  const progress = {
    ...silentProgress,
    warn: (text: string) => void told.push(text),
    stageEnded: (stage: Stage, outcome: string) => {
      if (stage === options.dies && outcome === 'done') throw new Error('the machine is lost');
    },
  };
  let record: ReleaseRecord | null = null;
  const client = new GitHubClient({
    apiUrl: options.apiUrl ?? served.server.url,
    token: served.server.tokens[options.as ?? 'app'],
    owner: 'sample',
    repo: 'zlink',
    policy: defaultPolicy(clock, () => {}),
    timeout: 60_000,
    userAgent: 'test',
  });
  try {
    const ended = await release(
      { client, clock, progress },
      {
        version: '1.2.0',
        config: null,
        superseded: [],
        publicUrl: null,
        acceptedTrees: [],
        stages,
        judge: judging(evidence, false),
        test: null,
        rehearsal: false,
        program: 'test',
      },
      (grown) => {
        record = grown;
      },
    );
    told.push(...ended.problems.map((each) => `${each.code}: ${each.what} ${each.remedy}`));
    return { exitCode: ended.exitCode, record: ended.record, told: told.join('\n') };
  } catch (error) {
    if (!String(error).includes('the machine is lost')) throw error;
    return { exitCode: 'killed', record, told: told.join('\n') };
  }
}

const tagsOf = async ({ world }: ServedWorld) =>
  (await world.git.listRefs('refs/tags/')).map((ref) => ref.name.slice('refs/tags/'.length)).sort();

describe('a verdict that is not to be believed releases nothing', () => {
  it.each<[string, MadeVerdict, (made: Verdict) => object, RegExp]>([
    [
      'nothing measured at all',
      {},
      (made) => ({
        ...made,
        rounds: 0,
        rows: [],
        effects: [],
        controls: [],
        settings: { alpha: 0.99, margin: 0.99, floor: 0, recordedMargin: 0.99, maximumRounds: 1, boundary: 0.05 },
        measuredTree: { baseline: made.measuredTree.candidate, candidate: made.measuredTree.candidate },
      }),
      /rests on 0 rounds[\s\S]*no row and no effect of a subject[\s\S]*alpha 0\.99 is wider[\s\S]*same tree/,
    ],
    [
      'wider margins than configured',
      { rounds: 5, settings: { ...OF_SAMPLE.settings, margin: 0.5, maximumRounds: 5 } },
      (made) => made,
      /margin 0\.5 is wider than the configured 0\.05/,
    ],
    [
      'a status that does not follow',
      { noise: 0.2 },
      (made) => ({ ...made, status: 'pass', reasons: [] }),
      /The status is pass, but framed-s2 throughput is undecided/,
    ],
  ])('%s', async (_, more, edit, told) => {
    const served = await serve();
    const ended = await releasing(served, { verdict: await verdictFile(served, more, edit) });
    expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([2, TAGS]);
    expect(ended.told).toMatch(/verdict-invalid/);
    expect(ended.told).toMatch(told);
    expect(ended.record?.gate.status).toBe('not-measured');
    expect(served.world.state.pulls).toEqual([]);
  });

  it('compared with itself', async () => {
    const served = await serve();
    const verdict = await verdictFile(served, { baselineTree: await treeOfMain(served) });
    const ended = await releasing(served, { verdict });
    expect([ended.exitCode, await tagsOf(served)]).toEqual([2, TAGS]);
    expect(ended.told).toContain('Baseline and candidate are the same tree, so nothing was compared.');
  });

  // Whose name it is, GitHub says: it leads on from one that the repository had, until somebody else takes it.
  it('of another repository; one of this under the name that it had before is of this one', async () => {
    const served = await serve();
    const answers = async (owner: string, repo: string) => {
      const own = await fetch(`${served.server.url}/repos/sample/zlink`, {
        headers: { authorization: `Bearer ${served.server.tokens.app}` },
      });
      const data = (await own.json()) as object;
      if (`${owner}/${repo}` === 'sample/Old-Name') return { status: 200, body: data };
      return { status: 200, body: { ...data, id: 5, node_id: 'R_other', full_name: `${owner}/${repo}` } };
    };
    const apiUrl = standBetween(served.server.url, async ({ path }) => {
      const [, owner, repo] = /^\/repos\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
      const isOther = ['Old-Name', 'taken'].includes(repo ?? '');
      return owner === undefined || repo === undefined || !isOther ? undefined : answers(owner, repo);
    });
    for (const repository of ['other/zlink', 'sample/taken', '../../user']) {
      const ended = await releasing(served, { verdict: await verdictFile(served, { repository }), apiUrl });
      expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([2, TAGS]);
      expect(ended.told).toContain(`It is of the repository ${repository}, not of sample/zlink.`);
    }
    const ended = await releasing(served, {
      verdict: await verdictFile(served, { repository: 'sample/Old-Name' }),
      apiUrl,
    });
    expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([0, RELEASED]);
  });

  it('measured against another baseline than the configured one', async () => {
    const served = await serveWorld({
      files: { [CONFIG]: FEW_POLLS.replace(/^bench:\n/m, 'bench:\n  baseline-ref: core/v1.1.0\n') },
    });
    const ended = await releasing(served, { verdict: await verdictFile(served) });
    expect([ended.exitCode, await tagsOf(served)]).toEqual([2, TAGS]);
    const { git } = served.world;
    const { tree } = await git.commit((await git.resolveCommit('refs/tags/core/v1.1.0')) ?? '');
    expect(ended.told).toContain(`and the configured baseline core/v1.1.0 is ${tree.slice(0, 10)}.`);
    const right = await releasing(served, { verdict: await verdictFile(served, { baselineTree: tree }) });
    expect([right.exitCode, await tagsOf(served)], right.told).toEqual([0, RELEASED]);
  });

  it('where the configured baseline is not there: what it was measured against would be anybody’s word', async () => {
    const files = (ref: string) => ({ [CONFIG]: FEW_POLLS.replace(/^bench:\n/m, `bench:\n  baseline-ref: ${ref}\n`) });
    const served = await serveWorld({ files: files('core/v1.0.9') });
    const ended = await releasing(served, { verdict: await verdictFile(served) });
    expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([2, TAGS]);
    expect(ended.told).toContain('The configured baseline core/v1.0.9 is no tag, branch or commit here');
    // A branch may have moved since it was measured.
    const branch = await serveWorld({ files: files('main') });
    const done = await releasing(branch, { verdict: await verdictFile(branch), skip: ['watch', 'verify'] });
    expect([done.exitCode, await tagsOf(branch)], done.told).toEqual([0, RELEASED]);
  });

  it('measured against what is no release, where none is configured: it is said', async () => {
    const served = await serve();
    const commit = await served.world.git.resolveCommit('refs/tags/core/v1.0.0');
    const against = (made: Verdict, of: string | null) => ({
      ...made,
      compared: { ...made.compared, baseline: { folders: ['bench'], commit: of } },
    });
    const odd = await verdictFile(served, {}, (made) => against(made, commit));
    const ended = await releasing(served, { verdict: odd, dies: 'propose' });
    expect(ended.told).toMatch(/measured against commit [0-9a-f]{10}, which is not the last release, core\/v1\.1\.0/);
    const last = await served.world.git.resolveCommit('refs/tags/core/v1.1.0');
    const usual = await verdictFile(served, {}, (made) => against(made, last));
    const again = await releasing(served, { verdict: usual, skip: ['watch', 'verify'] });
    expect([again.exitCode, await tagsOf(served)], again.told).toEqual([0, RELEASED]);
    expect(again.told).not.toContain('which is not the last release');
  });
});

it('a recorded verdict without a tree is taken, and it is said', async () => {
  const served = await serve();
  const out = scratchFolder('gate');
  const cases = new URL('../../cases/recorded/', import.meta.url).pathname;
  const output = { result: () => undefined } as unknown as Output;
  const folders = ['perf5_final_20260213_152949', 'perf5_netzlink_improved_20260213_154754'];
  const [baseline, candidate] = folders.map((name) => [join(cases, name)]);
  expect(await gateCommand({ baseline: baseline ?? [], candidate: candidate ?? [], out }, output, '1.2.3')).toBe(0);
  // What was compared stands in all three.
  for (const name of ['verdict.json', 'verdict.md', 'verdict.html']) {
    const text = readFileSync(join(out, name), 'utf8').replaceAll('\\', '').replaceAll('&#95;', '_');
    for (const word of [...folders, '1.2.3', new Date().toISOString().slice(0, 4)]) expect(text, name).toContain(word);
    expect(text).not.toContain(cases);
  }
  const ended = await releasing(served, { verdict: join(out, 'verdict.json') });
  expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([0, RELEASED]);
  expect(ended.told).toContain('does not say which tree was measured');
  expect(ended.record?.gate.sentence).toContain('does not say which tree was measured');
});

it('a stricter verdict is taken', async () => {
  const served = await serve();
  const verdict = await verdictFile(served, { settings: { ...OF_SAMPLE.settings, margin: 0.03 } });
  const ended = await releasing(served, { verdict });
  expect([ended.exitCode, await tagsOf(served)], ended.told).toEqual([0, RELEASED]);
});

describe('evidence is read back', () => {
  it('killed after the tag, and gone on with as status says', async () => {
    const served = await serve();
    const verdict = await verdictFile(served);
    const killed = await releasing(served, { verdict, dies: 'tag' });
    expect(killed.exitCode).toBe('killed');
    const status = await served.run('status', '--version', '1.2.0', '--json');
    const { next, gate } = JSON.parse(status.stdout) as { next: string; gate: unknown };
    expect(next).toMatch(/^zlink-release release .*--version 1\.2\.0/);
    expect(next).not.toMatch(/--skip|--verdict/);
    expect(gate).toMatchObject({ kind: 'found', gate: { status: 'pass' } });
    const ended = await releasing(served);
    expect(ended.exitCode, ended.told).toBe(0);
    const made = JSON.parse(readFileSync(verdict, 'utf8')) as Verdict;
    expect(ended.record?.gate).toMatchObject({
      status: 'pass',
      // With what was compared behind it.
      sentence: expect.stringContaining(made.sentence),
      verdictSha256: killed.record?.gate.verdictSha256,
    });
    expect(ended.record?.gate.verdictSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(ended.record?.gate.readFrom).toMatch(
      /^the check `zlink-release \/ .*` at the head of pull request #1, made by the same identity .*: https?:/,
    );
    // Also for people, at the pull request.
    expect(served.world.state.comments[0]?.body).toContain(`${ended.record?.gate.verdictSha256}`);
  });

  it.each<[string, readonly Stage[]]>([
    ['whatever is skipped then', ['test', 'gate']],
    ['also by who only verifies', ['test', 'gate', 'propose', 'merge', 'tag', 'watch']],
  ])('%s', async (_, skip) => {
    const served = await serve();
    await releasing(served, { verdict: await verdictFile(served), dies: 'tag' });
    const ended = await releasing(served, { skip });
    expect([ended.exitCode, ended.record?.gate.status], ended.told).toEqual([0, 'pass']);
  });

  it('by a personal token from its comment', async () => {
    const served = await serve();
    await releasing(served, { verdict: await verdictFile(served), dies: 'tag', as: 'pat' });
    const ended = await releasing(served, { as: 'pat' });
    expect([ended.exitCode, ended.record?.gate.status], ended.told).toEqual([0, 'pass']);
    expect(ended.record?.gate.readFrom).toContain('the comment at pull request #1');
  });

  it('and is unknown where there is nothing to read, or somebody else wrote it', async () => {
    const served = await serve();
    await releasing(served, { verdict: await verdictFile(served), dies: 'tag' });
    const foreign = await releasing(served, { as: 'pat' });
    expect([foreign.exitCode, foreign.record?.gate.status], foreign.told).toEqual([0, 'unknown']);
    expect(foreign.record?.gate.sentence).toMatch(/check says pass, and was made by .*, not by/);
    served.world.state.checkRuns.length = 0;
    served.world.state.comments.length = 0;
    const ended = await releasing(served);
    expect([ended.exitCode, ended.record?.gate.status], ended.told).toEqual([0, 'unknown']);
    expect(ended.record?.gate.sentence).toContain(
      'It is unknown on what evidence this release was merged. There is no report of',
    );
  });

  it('killed before the merge: the pass about this very tree counts', async () => {
    const served = await serve();
    await releasing(served, { verdict: await verdictFile(served), dies: 'propose' });
    const ended = await releasing(served);
    expect([ended.exitCode, ended.record?.gate.status], ended.told).toEqual([0, 'pass']);
    expect(ended.record?.gate.readFrom).not.toBeNull();
    expect(await tagsOf(served)).toEqual(RELEASED);
  });

  it('a skip is asked for anew, and status says how', async () => {
    const served = await serve();
    await releasing(served, { skip: ['test', 'gate'], dies: 'propose' });
    const again = await releasing(served);
    expect([again.exitCode, await tagsOf(served)]).toEqual([1, TAGS]);
    expect(again.told).toMatch(/gate-not-measured[\s\S]*--verdict FILE[\s\S]*--skip bench,gate/);
    const status = await served.run('status', '--version', '1.2.0', '--json');
    expect((JSON.parse(status.stdout) as { next: string }).next).toContain('--skip bench,gate');
  });
});

describe('a job', () => {
  it('that is run again after the merge, without the file, says pass', async () => {
    const served = await serve();
    const verdict = await verdictFile(served);
    const workspace = scratchFolder('workspace');
    mkdirSync(join(workspace, '.github'), { recursive: true });
    const output = join(scratchFolder('output'), 'out');
    const inputs = { version: '1.2.0', skip: 'test' };
    const dies = async (step: string) => {
      if (step === 'merge') throw new Error('the runner dies');
    };
    const first = runActionJob(served, { ...inputs, verdict, 'output-directory': output }, dies, workspace);
    await expect(first).rejects.toThrow('the runner dies');
    expect(readFileSync(join(output, 'release-verdict.json'), 'utf8')).toBe(readFileSync(verdict, 'utf8'));
    const gone = join(workspace, 'gone.json');
    expect(existsSync(gone)).toBe(false);
    const job = await runActionJob(served, { version: '1.2.0', skip: 'test,bench' });
    expect(job.exitCode, job.log).toBe(0);
    expect(job.outputs).toMatchObject({ 'benchmark-verdict': 'pass', 'release-created': 'true' });
    expect(await tagsOf(served)).toEqual(RELEASED);
    // The same workflow again, its file lost with its runner.
    const again = await runActionJob(served, { ...inputs, verdict: gone });
    expect([again.exitCode, again.outputs['benchmark-verdict']], again.log).toEqual([0, 'pass']);
  });
});
