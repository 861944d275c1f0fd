import { describe, expect, it } from 'vitest';
import type { CheckRunState } from '../../../src/embedded-github/world-state.ts';
import { runRelease } from '../../support/release-run.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';
import { expectEnd, sharedCase } from '../../support/shared-case.ts';

/** A required check among hundreds: GitHub lists 30 a page, 100 at most. */

const CASES = 'first-page.yml';
const UNTIL_TAG = ['merge', 'tag'] as const;

const requiring = (...contexts: readonly string[]): NonNullable<ServedWorldOptions['rulesets']> => [
  {
    id: 1,
    name: 'checks',
    target: 'branch',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    rules: [
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: contexts.map((context) => ({ context })) },
      },
    ],
  },
];

async function proposed(...required: readonly string[]): Promise<ServedWorld> {
  const served = await serveWorld({ rulesets: requiring(...required) });
  const begun = await runRelease(served, { only: ['propose'] });
  expect(begun.exitCode, begun.told).toBe(0);
  return served;
}

/** An App reports checks on the head of the pull request, in this order. */
function report(served: ServedWorld, names: readonly string[], conclusion: (name: string) => string): void {
  const { world } = served;
  const headSha = world.state.pulls[0]?.headSha ?? '';
  for (const name of names) {
    const run: CheckRunState = {
      id: world.nextId(),
      name,
      headSha,
      status: 'completed',
      conclusion: conclusion(name),
      startedAt: world.now(),
      completedAt: world.now(),
      detailsUrl: null,
      externalId: '',
      output: { title: null, summary: null, text: null, annotations: [] },
      appSlug: 'another-app',
    };
    world.state.checkRuns.push(run);
  }
}

const matrix = (count: number) => Array.from({ length: count }, (_, at) => `matrix (${at})`);
const passed = () => 'success';
const checkRequests = (served: ServedWorld) =>
  served.server.requests.filter((each) => each.path.includes('/check-runs'));

describe('a required check', () => {
  it('that is the hundred and fifth', async () => {
    const served = await proposed('ci');
    report(served, [...matrix(104), 'ci'], passed);
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, sharedCase(CASES, 'the-required-check-is-the-hundred-and-first'));
  });

  it('that has failed on the second page', async () => {
    const served = await proposed('ci');
    report(served, [...matrix(104), 'ci'], (name) => (name === 'ci' ? 'failure' : 'success'));
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, sharedCase(CASES, 'a-failed-required-check-on-the-second-page'));
    expect(run.told).toContain('ci (failure)');
    expect(run.problems[0]?.where).toMatch(/^http.*\/runs\/\d+$/);
    expect(run.told.toLowerCase()).not.toContain('nothing reported');
  });

  it('on the third page, asked for by its name alone', async () => {
    const served = await proposed('ci');
    report(served, [...matrix(259), 'ci'], passed);
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, sharedCase(CASES, 'three-pages-of-checks'));
    for (const { path } of checkRequests(served)) expect(path).toContain('check_name=');
  });

  it('of many, on the third page of all of them', async () => {
    const names = ['lint', 'docs', 'abi', 'ci'];
    const served = await proposed(...names);
    report(served, ['lint', 'docs', 'abi', ...matrix(256), 'ci'], (name) => (name === 'ci' ? 'failure' : 'success'));
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, { exit: 1, code: 'check-failed' });
    const pages = new Set(checkRequests(served).map(({ path }) => /[?&]page=(\d+)/.exec(path)?.[1] ?? '1'));
    expect([...pages].sort()).toEqual(['1', '2', '3']);
  });

  it('that is late costs nothing while nothing changes', async () => {
    const served = await proposed('ci');
    report(served, matrix(260), passed);
    const startedAt = served.world.now();
    let reported = false;
    const run = await runRelease(served, {
      only: ['propose', ...UNTIL_TAG],
      before: async () => {
        if (!reported && served.world.now() > startedAt + 120_000) {
          reported = true;
          report(served, ['ci'], passed);
        }
        return undefined;
      },
    });
    await expectEnd(run, served, { exit: 0 });
    const polls = checkRequests(served).filter((each) => each.path.includes('check_name=ci'));
    expect(polls.length).toBeGreaterThan(7);
    // The first look, the one that found it, and what the merge rested on.
    expect(polls.filter((each) => each.counted)).toHaveLength(3);
  });

  it('that is a commit status behind a hundred others', async () => {
    const served = await proposed('ci');
    const { state, nextId, now } = served.world;
    for (const context of [...matrix(104), 'ci']) {
      state.statuses.push({
        id: nextId(),
        sha: state.pulls[0]?.headSha ?? '',
        context,
        state: context === 'ci' ? 'failure' : 'success',
        description: null,
        targetUrl: null,
        creator: { login: 'another-app[bot]', id: 77, type: 'Bot' },
        createdAt: now(),
      });
    }
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, { exit: 1, code: 'check-failed' });
  });

  it('whose reporter has a clock of its own: the newest report counts, not the latest time', async () => {
    const served = await proposed('ci');
    report(served, ['ci'], () => 'failure');
    const [first] = served.world.state.checkRuns.slice(-1);
    if (first !== undefined) Object.assign(first, { startedAt: first.startedAt + 86_400_000 });
    report(served, ['ci'], passed);
    const run = await runRelease(served, { only: ['propose', ...UNTIL_TAG] });
    await expectEnd(run, served, { exit: 0 });
  });
});
