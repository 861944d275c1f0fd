import { describe, expect, it } from 'vitest';
import { Maintainer, TAG } from '../../support/maintainer.ts';
import { type ReleaseRunOptions, runRelease } from '../../support/release-run.ts';
import { type ServedWorld, type ServedWorldOptions, sampleText, serveWorld } from '../../support/served-world.ts';
import { expectEnd, sharedCase } from '../../support/shared-case.ts';

/** The merge queue is asked at every look; the embedded one merges a minute after it was given a pull request. */

const CASES = 'merge-queue.yml';
const QUEUE: NonNullable<ServedWorldOptions['rulesets']> = [
  {
    id: 1,
    name: 'queue',
    target: 'branch',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    rules: [{ type: 'merge_queue', parameters: { merge_method: 'SQUASH' } }],
  },
];
const UNTIL_TAG = ['propose', 'merge', 'tag'] as const;
const NOTHING_TAGGED = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];

interface Queued {
  readonly served: ServedWorld;
  /** How often the queue was asked for the pull request. */
  readonly enqueued: () => number;
  readonly run: (options?: ReleaseRunOptions) => ReturnType<typeof runRelease>;
}

async function start(rulesets: NonNullable<ServedWorldOptions['rulesets']> = QUEUE, config = ''): Promise<Queued> {
  const path = '.github/zlink-release.yml';
  const served = await serveWorld({ rulesets, files: { [path]: `${sampleText(path)}${config}` } });
  let enqueued = 0;
  const run: Queued['run'] = (options = {}) =>
    runRelease(served, {
      only: UNTIL_TAG,
      ...options,
      before: async (request) => {
        if (request.body.includes('enqueuePullRequest')) enqueued += 1;
        return options.before?.(request);
      },
    });
  return { served, enqueued: () => enqueued, run };
}

const firstPull = ({ served }: Queued) => {
  const pull = served.world.state.pulls[0];
  if (pull === undefined) throw new Error('nothing was proposed');
  return pull;
};

describe('a queue', () => {
  it('that works is asked once, and what it made is tagged', async () => {
    const queued = await start();
    const run = await queued.run();
    await expectEnd(run, queued.served, sharedCase(CASES, 'the-queue-works'));
    expect(queued.enqueued()).toBe(1);
    const pull = firstPull(queued);
    expect(pull.mergedBy?.login).toBe('github-merge-queue[bot]');
    expect(await queued.served.world.git.resolveCommit(`refs/tags/${TAG}`)).toBe(pull.mergeCommitSha);
  });

  it('that no rule names is used all the same, once the merge call says so', async () => {
    const queued = await start();
    // As with classic protection: the rules of the branch do not tell.
    const run = await queued.run({
      before: async ({ path }) => (path.includes('/rules/branches/') ? { status: 200, body: [] as never } : undefined),
    });
    await expectEnd(run, queued.served, { exit: 0 });
    expect(queued.enqueued()).toBe(1);
  });

  it.each([
    ['was not done', false, 2],
    // The look after it shows that it is there.
    ['was done', true, 1],
  ])('whose answer was lost and that %s', async (_, isApplied, requests) => {
    const queued = await start();
    let lost = false;
    const run = await queued.run({
      before: async ({ body }) => {
        if (lost || !body.includes('enqueuePullRequest')) return undefined;
        lost = true;
        if (isApplied) firstPull(queued).queuedAt = queued.served.world.now();
        return { status: 502 };
      },
    });
    await expectEnd(run, queued.served, sharedCase(CASES, 'enqueueing-was-never-applied'));
    expect(queued.enqueued()).toBe(requests);
  });

  it.each(['after it was seen there', 'before it was seen there'])('throws it out %s', async (when) => {
    const queued = await start();
    const { served } = queued;
    let looks = 0;
    let outAt = 0;
    const run = await queued.run({
      before: async ({ body }) => {
        if (!body.includes('isInMergeQueue') || firstPull(queued).queuedAt === null) return undefined;
        looks += 1;
        if (looks < (when.startsWith('after') ? 2 : 1)) return undefined;
        firstPull(queued).queuedAt = null;
        outAt = served.world.now();
        return undefined;
      },
    });
    await expectEnd(run, served, sharedCase(CASES, 'thrown-out-of-the-queue'));
    expect(served.world.now() - outAt).toBeLessThanOrEqual(15_000);
    expect(run.told).toMatch(/took pull request #1 out of the merge queue\. \(http\S+\/pull\/1\) See its checks/);
    expect(firstPull(queued).state).toBe('open');
    // The remedy: the same command again.
    await expectEnd(await queued.run(), served, { exit: 0 });
    expect(queued.enqueued()).toBe(2);
  });

  it('is only waited for by a release that was killed after it had queued', async () => {
    const queued = await start();
    await queued.run({ only: ['propose'] });
    const before = queued.enqueued();
    firstPull(queued).queuedAt = queued.served.world.now();
    const run = await queued.run();
    await expectEnd(run, queued.served, sharedCase(CASES, 'killed-while-queued'));
    expect(queued.enqueued()).toBe(before);
    expect(run.waits.join('\n')).toContain('the merge queue, at position 1');
  });

  it('is left to whoever was faster', async () => {
    const queued = await start();
    await queued.run({ only: ['propose'] });
    const run = await queued.run({
      before: async ({ body }) => {
        // Somebody presses the button between our look and our request.
        if (body.includes('enqueuePullRequest')) firstPull(queued).queuedAt = queued.served.world.now();
        return undefined;
      },
    });
    await expectEnd(run, queued.served, { exit: 0 });
    expect(queued.enqueued()).toBe(1);
  });

  it('that never ends is waited for as long as checks may take', async () => {
    const queued = await start(QUEUE, 'checks: {timeout-minutes: 5}\n');
    const { served } = queued;
    const run = await queued.run({
      before: async () => {
        const pull = served.world.state.pulls[0];
        if (pull !== undefined && pull.queuedAt !== null) pull.queuedAt = served.world.now();
        return undefined;
      },
    });
    await expectEnd(run, served, sharedCase(CASES, 'a-queue-that-never-ends'));
    expect(run.took).toBeGreaterThanOrEqual(300_000);
    expect(run.took).toBeLessThan(330_000);
    expect(run.told).toMatch(/at position 1 since 2026-11-24T\S+ .*\/pull\/1\) .*on: merge_group/s);
    // The remedy: it goes on waiting, and does not queue a second time.
    const before = queued.enqueued();
    await expectEnd(await queued.run(), served, { exit: 0 });
    expect(queued.enqueued()).toBe(before);
  });

  it('that refuses is quoted', async () => {
    const queued = await start();
    const errors = [{ type: 'UNPROCESSABLE', message: 'Pull request is in draft state' }];
    const run = await queued.run({
      before: async ({ body }) =>
        body.includes('enqueuePullRequest') ? { status: 200, body: { data: null, errors } } : undefined,
    });
    await expectEnd(run, queued.served, { exit: 1, code: 'merge-refused', tags: NOTHING_TAGGED });
    expect(run.told).toContain('Pull request is in draft state');
  });

  it('whose pull request a person closes is left', async () => {
    const queued = await start();
    const maintainer = new Maintainer(queued.served);
    let looks = 0;
    const run = await queued.run({
      before: async ({ body }) => {
        if (!body.includes('isInMergeQueue') || firstPull(queued).queuedAt === null) return undefined;
        looks += 1;
        if (looks === 2) await maintainer.api('PATCH', '/pulls/1', { state: 'closed' });
        return undefined;
      },
    });
    await expectEnd(run, queued.served, { exit: 1, code: 'pull-request-closed', tags: NOTHING_TAGGED });
  });
});

it('a look at the queue that is newer than the pull request: who left it since was not thrown out', async () => {
  const queued = await start();
  const maintainer = new Maintainer(queued.served);
  const gone = { state: 'CLOSED', isInMergeQueue: false, mergeQueueEntry: null };
  let looks = 0;
  const run = await queued.run({
    before: async ({ body }) => {
      if (!body.includes('isInMergeQueue') || firstPull(queued).queuedAt === null) return undefined;
      looks += 1;
      if (looks === 2) return { status: 200, body: { data: { repository: { pullRequest: gone } } } };
      if (looks === 3) await maintainer.api('PATCH', '/pulls/1', { state: 'closed' });
      return undefined;
    },
  });
  await expectEnd(run, queued.served, { exit: 1, code: 'pull-request-closed', tags: NOTHING_TAGGED });
});

describe('without a queue, waiting ends too', () => {
  it.each([
    ['409', { status: 409, body: { message: 'Head branch was modified. Review and try the merge again.' } }],
    ['an answer that says no', { status: 200, body: { sha: '0'.repeat(40), merged: false, message: 'not yet' } }],
    ['a queue that there is not', { status: 405, body: { message: 'Changes must be made through the merge queue' } }],
  ])('when every merge call gets %s', async (_, answer) => {
    const queued = await start([]);
    let calls = 0;
    const run = await queued.run({
      before: async ({ method, path }) => {
        if (method !== 'PUT' || !path.endsWith('/merge')) return undefined;
        calls += 1;
        return answer;
      },
    });
    await expectEnd(run, queued.served, { exit: 1, code: 'merge-refused', tags: NOTHING_TAGGED });
    expect(calls).toBeLessThanOrEqual(12);
  });
});
