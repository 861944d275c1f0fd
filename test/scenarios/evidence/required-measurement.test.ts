import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import type { TokenKind } from '../../../src/embedded-github/world-state.ts';
import { type ActionJob, runActionJob } from '../../support/action-job.ts';
import { writeRounds } from '../../support/measured-rounds.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/**
 * The check `zlink-release / perf gate` says that somebody measured, and rules rest on that: a release that did not measure
 * leaves it to who does.
 */

const GATE = 'zlink-release / perf gate';
const REPORT = 'zlink-release / release';
const UNRELEASED = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];
const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];
const UNMEASURED = 'test,bench,gate,watch,verify';
const MINUTE = 60_000;

const requiring = (check: object) => ({
  rulesets: [
    {
      id: 1,
      name: 'gate',
      target: 'branch' as const,
      enforcement: 'active' as const,
      include: ['~DEFAULT_BRANCH'],
      exclude: [],
      rules: [
        {
          type: 'required_status_checks',
          parameters: { strict_required_status_checks_policy: false, required_status_checks: [check] },
        },
      ],
    },
  ],
});

interface Told extends ActionJob {
  readonly record: ReleaseRecord;
}

async function job(
  served: ServedWorld,
  inputs: Record<string, string>,
  between?: (step: string) => Promise<void>,
): Promise<Told> {
  const output = scratchFolder('output');
  const done = await runActionJob(served, { version: '1.2.0', 'output-directory': output, ...inputs }, between);
  return { ...done, record: JSON.parse(readFileSync(join(output, 'release-record.json'), 'utf8')) as ReleaseRecord };
}

async function ask(served: ServedWorld, kind: TokenKind, method: string, path: string, body: object) {
  const answer = await fetch(`${served.server.url}/repos/sample/zlink${path}`, {
    method,
    headers: { authorization: `Bearer ${served.server.tokens[kind]}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, message: ((await answer.json()) as { message?: string }).message ?? '' };
}

const headOfPull = ({ world }: ServedWorld) => world.state.pulls[0]?.headSha ?? '';

const reports = (served: ServedWorld, kind: TokenKind, conclusion: string) =>
  ask(served, kind, 'POST', '/check-runs', {
    name: GATE,
    head_sha: headOfPull(served),
    status: 'completed',
    conclusion,
  });

/** Somebody acts once the pull request is so old, while the release waits for it. */
function afterOpening({ world }: ServedWorld, age: number, act: () => Promise<unknown>): void {
  const { clock, state } = world;
  const sleep = clock.sleep.bind(clock);
  let acted = false;
  clock.sleep = async (milliseconds) => {
    await sleep(milliseconds);
    const [pull] = state.pulls;
    if (acted || pull === undefined || clock.now().getTime() < pull.createdAt + age) return;
    acted = true;
    await act();
  };
}

const tagsOf = async ({ world }: ServedWorld): Promise<string[]> =>
  (await world.git.listRefs('refs/tags/')).map((ref) => ref.name.slice('refs/tags/'.length)).sort();

const checksNamed = ({ world }: ServedWorld, name: string) => [
  ...world.state.checkRuns.filter((run) => run.name === name).map((run) => String(run.conclusion)),
  ...world.state.statuses.filter((status) => status.context === name).map((status) => status.state),
];

/** A folder of rounds that measured the tree of main. */
async function measured({ world }: ServedWorld, speed: number): Promise<string> {
  const folder = scratchFolder('measured');
  const main = (await world.git.resolveRef('refs/heads/main')) ?? '';
  writeRounds({ folder, tree: (await world.git.commit(main)).tree, speed });
  return join(folder, 'bench');
}

describe('where main requires a measurement', () => {
  it.each<TokenKind>(['app', 'pat'])('a release without one does not report under its name, by %s', async (kind) => {
    // 15 minutes unless configured otherwise.
    const minutes = kind === 'app' ? 15 : 2;
    const files = kind === 'app' ? {} : { '.github/zlink-release.yml': 'checks: {report-minutes: 2}\n' };
    const served = await serveWorld({ ...requiring({ context: GATE }), files });
    const told = await job(served, { skip: UNMEASURED, 'github-token': served.server.tokens[kind] });
    expect(told.exitCode).toBe(1);
    const planned = told.log.slice(0, told.log.indexOf('✓ propose'));
    expect(planned).toMatch(
      /::warning.*main requires a measurement \(`zlink-release \/ perf gate`\), and this release skips it/,
    );
    expect(told.log).toMatch(/check-never-reported.*Nothing reported `zlink-release \/ perf gate` for pull request 1/);
    expect(told.log).toContain('/sample/zlink/pull/1');
    expect(told.log).toMatch(
      /remedy: Measure the pull request \(docs\/pull-requests.md\), or let a maintainer who may bypass/,
    );
    expect(told.record.stages.find((each) => each.stage === 'merge')?.milliseconds).toBeGreaterThanOrEqual(
      minutes * MINUTE,
    );
    expect(await tagsOf(served)).toEqual(UNRELEASED);
    expect(served.world.state.pulls.map((pull) => pull.state)).toEqual(['open']);
    expect(checksNamed(served, GATE)).toEqual([]);
    expect(checksNamed(served, REPORT)).toEqual([kind === 'app' ? 'neutral' : 'success']);
    const said = [
      ...served.world.state.checkRuns.map((run) => run.output.title),
      ...served.world.state.statuses.map((each) => each.description),
    ];
    expect(said.join()).toContain('nothing is known about the performance');
  });

  it('a failed measurement of the pull request is not covered by the release', async () => {
    const served = await serveWorld(requiring({ context: GATE }));
    const told = await job(served, { skip: UNMEASURED }, async (step) => {
      if (step === 'propose') await reports(served, 'github-token', 'failure');
    });
    expect(told.exitCode).toBe(1);
    expect(told.log).toMatch(/check-failed.*Required checks failed: zlink-release \/ perf gate \(failure\)/);
    expect(await tagsOf(served)).toEqual(UNRELEASED);
  });

  it('the measurement of the pull request itself lets it pass, and the record names it', async () => {
    const served = await serveWorld(requiring({ context: GATE }));
    afterOpening(served, 5 * MINUTE, () => reports(served, 'github-token', 'success'));
    const told = await job(served, { skip: UNMEASURED });
    expect(told.exitCode, told.log).toBe(0);
    expect(await tagsOf(served)).toEqual(RELEASED);
    expect(told.record.gate.status).toBe('skipped');
    const [check] = told.record.checks;
    expect(check).toMatchObject({ context: GATE, conclusion: 'success' });
    expect(check?.url).toMatch(/^http.*\/sample\/zlink\/.*[0-9]+/);
    expect(told.summary).toContain(String(check?.url));
  });

  it('a verdict that passes reports under the name, once', async () => {
    const served = await serveWorld(requiring({ context: GATE }));
    const inputs = { skip: 'test,watch,verify', candidate: await measured(served, 1) };
    const told = await job(served, inputs);
    expect(told.exitCode, told.log).toBe(0);
    expect(checksNamed(served, GATE)).toEqual(['success']);
    expect(checksNamed(served, REPORT)).toEqual(['success']);
    expect(await tagsOf(served)).toEqual(RELEASED);
    expect(told.record.checks).toMatchObject([{ context: GATE, conclusion: 'success' }]);
    expect(told.log).not.toContain('requires a measurement');
  });

  it('of one app, a report of another does not satisfy it', async () => {
    const served = await serveWorld(requiring({ context: GATE, integration_id: 15368 }));
    const answers: { status: number; message: string }[] = [];
    const merge = () => ask(served, 'pat', 'PUT', '/pulls/1/merge', { merge_method: 'squash' });
    const told = await job(served, { skip: UNMEASURED }, async (step) => {
      if (step !== 'propose') return;
      await reports(served, 'app', 'success');
      answers.push(await merge());
      await ask(served, 'pat', 'POST', `/statuses/${headOfPull(served)}`, { state: 'failure', context: GATE });
      answers.push(await merge());
    });
    for (const { status, message } of answers) {
      expect(status).toBe(405);
      expect(message).toMatch(/^Repository rule violations found/);
      expect(message).toContain(`Required status check "${GATE}" is expected.`);
    }
    expect(answers).toHaveLength(2);
    expect(told.exitCode).toBe(1);
    expect(await tagsOf(served)).toEqual(UNRELEASED);
    expect((await reports(served, 'github-token', 'success')).status).toBe(201);
    expect((await merge()).status).toBe(200);
  });
});

describe('a pull request merged by hand', () => {
  /** Opened by the program, squash-merged by a maintainer; there is no tag. */
  async function mergedByHand(skip = UNMEASURED): Promise<ServedWorld> {
    const served = await serveWorld();
    await job(served, { skip }, async (step) => {
      if (step === 'propose') await ask(served, 'pat', 'PUT', '/pulls/1/merge', { merge_method: 'squash' });
      // A tag that was there and is gone would be a release that was withdrawn.
      if (step === 'merge') throw new Error('the runner is gone');
    }).catch(() => {});
    expect(served.world.state.pulls[0]?.mergedAt).not.toBeNull();
    return served;
  }

  it('with a regression is not tagged, and not without a word', async () => {
    const served = await mergedByHand();
    const { git, state } = served.world;
    const merged = state.pulls[0]?.mergeCommitSha ?? '';
    const parent = (await git.commit(merged)).parents[0] ?? '';
    const folder = scratchFolder('measured');
    writeRounds({ folder, tree: (await git.commit(parent)).tree, speed: 0.5 });
    const told = await job(served, { skip: 'test,watch,verify', candidate: join(folder, 'bench') });
    expect(told.exitCode).toBe(1);
    expect(told.log).toMatch(/gate-not-passed.*1\.2\.0 is merged as [0-9a-f]{10} and not tagged\./);
    expect(told.log).toMatch(/framed.*%/);
    expect(told.log).toMatch(/remedy: Repair it and release the next version, or say --skip gate/);
    expect(await tagsOf(served)).toEqual(UNRELEASED);
    // The remedy, done: in so many words.
    const skipped = await job(served, { skip: UNMEASURED });
    expect(skipped.exitCode, skipped.log).toBe(0);
    expect(await tagsOf(served)).toEqual(RELEASED);
    expect(skipped.record.gate.status).toBe('skipped');
  });

  it('without a measurement is not tagged; measured on its merge commit it is', async () => {
    // Nothing at the pull request says that somebody left the measurement out.
    const served = await mergedByHand(`${UNMEASURED},report`);
    const merged = served.world.state.pulls[0]?.mergeCommitSha ?? '';
    const told = await job(served, { skip: 'test,watch,verify' });
    expect(told.exitCode).toBe(1);
    expect(told.log).toMatch(/gate-not-measured.*1\.2\.0 is merged as [0-9a-f]{10} and not tagged/);
    expect(told.log).toContain(`Measure ${merged} and give its verdict`);
    expect(await tagsOf(served)).toEqual(UNRELEASED);
    const done = await job(served, { skip: 'test,watch,verify', candidate: await measured(served, 1) });
    expect(done.exitCode, done.log).toBe(0);
    expect(await tagsOf(served)).toEqual(RELEASED);
    expect(done.record.gate.status).toBe('pass');
    // Once it is tagged, what a verdict says comes too late.
    const again = await job(served, { skip: 'test,bench,watch,verify' });
    expect(again.exitCode, again.log).toBe(0);
  });
});
