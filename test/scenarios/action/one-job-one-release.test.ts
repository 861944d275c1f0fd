import { describe, expect, it } from 'vitest';
import { runActionJob } from '../../support/action-job.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { isPoll } from '../../support/job-steps.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { pushEntry, pushFiles, tagsOf } from '../../support/somebody.ts';

/** A keyword is resolved once, by the plan step; whatever is pushed meanwhile belongs to the next release. */

const INPUTS = { version: 'minor', skip: 'bench,gate' };
const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
const IN_DEVELOPMENT = { 'core/src/next.cpp': '// Gone with 1.2.0-dev.\nint next() { return 1; }\n' };
const GAPS = ['plan', 'propose', 'merge', 'tag', 'watch', 'verify'];

const servedWithFewPolls = () => serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });

const push = (served: ServedWorld, path: string, content: string, message: string) =>
  pushFiles(served, { [path]: content }, message);

async function expectOneRelease(served: ServedWorld, outputs: Readonly<Record<string, string>>): Promise<void> {
  const { git, state } = served.world;
  expect(outputs).toMatchObject({ version: '1.2.0', 'tag-name': 'core/v1.2.0', 'alias-tag': 'v1.2', 'pr-number': '1' });
  expect(outputs['release-created']).toBe('true');
  expect(await tagsOf(served)).toEqual(RELEASED);
  const merge = state.pulls.find((pull) => pull.number === 1)?.mergeCommitSha;
  expect(outputs.sha).toBe(merge);
  for (const tag of ['core/v1.2.0', 'v1.2']) expect(await git.resolveCommit(`refs/tags/${tag}`)).toBe(merge);
  expect(state.pulls.map((pull) => pull.title)).toEqual([
    'release: version 1.2.0',
    'release: archive hash of core/v1.2.0',
  ]);
  expect(await git.resolveRef('refs/heads/release/version-1.3.0')).toBeNull();
}

describe('one job releases one version', () => {
  it.each(GAPS)('when somebody pushes a changelog entry after %s', async (gap) => {
    const served = await servedWithFewPolls();
    let pushed = '';
    const job = await runActionJob(served, INPUTS, async (step) => {
      if (step === gap) pushed = await pushEntry(served);
    });
    expect(job.exitCode, job.log).toBe(0);
    await expectOneRelease(served, job.outputs);
    const { git } = served.world;
    const tagged = (await git.resolveCommit('refs/tags/core/v1.2.0')) ?? '';
    const changelog = String(await git.readFile(tagged, 'CHANGELOG.md'));
    const section = changelog.slice(changelog.indexOf('## [1.2.0]'), changelog.indexOf('## [1.1.0]'));
    const isPart = ['plan', 'propose'].includes(gap);
    expect(section.includes('Half of a feature.')).toBe(isPart);
    if (isPart) expect(job.log).toContain('1.2.0 is planned again');
    // The colleague's commit was neither reverted nor tagged.
    const main = (await git.resolveRef('refs/heads/main')) ?? '';
    expect(await git.isAncestor(pushed, main)).toBe(true);
    if (!isPart) expect(main).toBe(pushed);
  });

  it.each(GAPS.flatMap((first, at) => GAPS.slice(at).map((second) => [first, second])))(
    'or stops, when pushes come after %s and after %s',
    async (first, second) => {
      const served = await servedWithFewPolls();
      const job = await runActionJob(served, INPUTS, async (step) => {
        if (step === first) await pushEntry(served);
        if (step === second) await push(served, 'docs/typo.md', 'A word.\n', 'docs: typo\n');
      });
      expect(job.exitCode, job.log).toBe(0);
      await expectOneRelease(served, job.outputs);
      expect(job.log).not.toContain('1.3.0');
    },
  );

  it('also where the changelog would be empty for another one', async () => {
    const served = await servedWithFewPolls();
    const job = await runActionJob(served, INPUTS, async (step) => {
      if (step === 'watch') await push(served, 'docs/typo.md', 'A word.\n', 'docs: typo\n');
    });
    expect(job.exitCode, job.log).toBe(0);
    await expectOneRelease(served, job.outputs);
    expect(job.log).not.toMatch(/changelog-empty-section|1\.3\.0/);
  });

  it('and an old job that is run again looks at it again, whatever was released since', async () => {
    const served = await servedWithFewPolls();
    const GITHUB_SHA = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
    const runner = { GITHUB_RUN_ID: '7001', GITHUB_REPOSITORY: 'sample/zlink', GITHUB_SHA };
    const job = (attempt: string) =>
      runActionJob(served, INPUTS, async () => {}, undefined, { ...runner, GITHUB_RUN_ATTEMPT: attempt });
    const first = await job('1');
    expect(first.exitCode, first.log).toBe(0);
    await expectOneRelease(served, first.outputs);
    await pushEntry(served);
    const second = await job('2');
    expect(second.exitCode, second.log).toBe(0);
    expect(second.outputs).toMatchObject({ version: '1.2.0', 'release-created': 'false', 'pr-number': '1' });
    expect(second.log).toContain('`minor` is taken as 1.2.0');
    expect(await tagsOf(served)).toEqual(RELEASED);
  });

  it('takes no plan that was altered between two steps', async () => {
    const { readFileSync, writeFileSync } = await import('node:fs');
    const served = await servedWithFewPolls();
    const folder = `${served.directory}-out`;
    const job = await runActionJob(served, { ...INPUTS, 'output-directory': folder }, async (step) => {
      if (step !== 'plan') return;
      const path = `${folder}/release-plan.json`;
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('core/v1.2.0', 'core/v6.6.6'));
    });
    expect(job.exitCode).toBe(2);
    expect(job.log).toContain('plan-altered');
    expect(await tagsOf(served)).toEqual(['core/v1.0.0', 'core/v1.1.0', 'v1.1']);
    expect(served.world.state.pulls).toEqual([]);
    // What it tells: the job again, from its plan.
    const again = await runActionJob(served, { ...INPUTS, skip: `${INPUTS.skip},watch,verify` });
    expect(again.exitCode, again.log).toBe(0);
    expect(await tagsOf(served)).toEqual(RELEASED);
  });

  it.each([
    { what: '40 times', files: {}, requests: 40 },
    // A file that looks as if it were in development is held against the last release: its tree is asked for.
    { what: 'once more where something looks in development', files: IN_DEVELOPMENT, requests: 41 },
  ])('and asks GitHub, besides polls, $what', async ({ files, requests }) => {
    const served = await serveWorld({ files });
    const counts: Record<string, number> = {};
    let before = 0;
    // As a runner says it.
    const runner = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '1', GITHUB_REPOSITORY: 'sample/zlink' };
    const count = async (step: string) => {
      const since = served.server.requests.slice(before);
      before = served.server.requests.length;
      counts[step] = since.filter((each) => each.counted && !isPoll(step, each)).length;
    };
    const job = await runActionJob(served, INPUTS, count, undefined, runner);
    expect(job.exitCode, job.log).toBe(0);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total, JSON.stringify(counts)).toBe(requests);
    // Of the merge commit: a tag is listed with the tree of its commit.
    expect(served.server.requests.filter(({ path }) => path.includes('/git/commits/'))).toHaveLength(1);
  });
});
