import { describe, expect, it } from 'vitest';
import { REHEARSAL_TOKENS, standardTokens } from '../../../src/embedded-github/auth.ts';
import { runActionJob } from '../../support/action-job.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { Maintainer, TAG } from '../../support/maintainer.ts';
import { type CommandOptions, releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';
import { byHand, tagsOf } from '../../support/somebody.ts';

/** What people change between two steps of a job: it stops with what is so, and what is printed leads on. */

const PROPOSED: CommandOptions = { skip: ['merge', 'tag', 'watch', 'verify'] };
const serve = (more: ServedWorldOptions = {}) =>
  serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS }, ...more });
const releaseOf = ({ world }: ServedWorld) => {
  const found = world.state.releases.find(({ tagName }) => tagName === TAG);
  if (found === undefined) throw new Error(`${TAG} has no release`);
  return found;
};

/** A job in which somebody acts after one of its steps. */
const jobWith = (served: ServedWorld, gap: string, act: () => Promise<unknown>) =>
  runActionJob(served, { version: 'minor', skip: 'bench,gate,test' }, async (step) => {
    if (step === gap) await act();
  });

const NEXT = /zlink-release release --repo sample\/zlink --version (\S+)/;

describe('a job stops, and goes on once that is undone', () => {
  type Undo = () => Promise<unknown>;
  const CASES: readonly (readonly [
    string,
    string,
    (served: ServedWorld, tokens: ReturnType<typeof standardTokens>) => Promise<Undo>,
    RegExp,
  ])[] = [
    [
      'main is protected after the proposal',
      'propose',
      async ({ world }) => {
        world.state.protections = [{ id: 1, pattern: 'main', withoutPullRequest: [], approvals: 1 }];
        return async () => (world.state.protections = []);
      },
      /merge-refused.*At least 1 approving review is required/,
    ],
    [
      'tags are restricted after the merge',
      'merge',
      async ({ world }) => {
        const ruleset = { id: 9, name: 'of the organisation', target: 'tag', enforcement: 'active' } as const;
        world.state.rulesets = [
          { ...ruleset, include: ['refs/tags/core/*'], exclude: [], rules: [{ type: 'creation' }] },
        ];
        return async () => (world.state.rulesets = []);
      },
      /rules-forbid-tag.*Ruleset "of the organisation" restricts creating core\/v1\.2\.0/,
    ],
    [
      'the token loses its reach after the proposal',
      'propose',
      async (_, tokens) => {
        const before = tokens.get(REHEARSAL_TOKENS.app);
        if (before === undefined) throw new Error('there is no app token');
        const permissions = new Map([...before.permissions, ['contents', 'read'] as const]);
        (tokens as Map<string, typeof before>).set(REHEARSAL_TOKENS.app, { ...before, permissions });
        return async () => (tokens as Map<string, typeof before>).set(REHEARSAL_TOKENS.app, before);
      },
      /token-forbidden[\s\S]*Give the token one of these permissions: contents=write/,
    ],
    [
      'the repository is archived after the tag',
      'tag',
      async ({ world }) => {
        world.state.settings.archived = true;
        return async () => (world.state.settings.archived = false);
      },
      /token-forbidden[\s\S]*remedy: Take it out of the archive/,
    ],
    [
      'the release is made a draft again after the runs',
      'watch',
      async (served) => {
        await byHand(served, 'PATCH', `/releases/${releaseOf(served).id}`, { draft: true });
        return () => byHand(served, 'PATCH', `/releases/${releaseOf(served).id}`, { draft: false });
      },
      /release-missing.*but a draft/,
    ],
  ];

  it.each(CASES)('%s', async (_, gap, act, told) => {
    const tokens = new Map(standardTokens());
    const served = await serve({ tokens });
    let undo: Undo = async () => {};
    const job = await jobWith(served, gap, async () => {
      undo = await act(served, tokens);
    });
    expect([job.exitCode, job.outputs['release-created']], job.log).toEqual([1, 'false']);
    expect(job.log).toMatch(told);
    expect(NEXT.exec(job.log)?.[1]).toBe('1.2.0');
    await undo();
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
    expect(await served.world.git.resolveCommit(`refs/tags/${TAG}`)).toBe(served.world.state.pulls[0]?.mergeCommitSha);
  });
});

it('the tag is moved after it was made: never moved back, and the next version is named', async () => {
  const served = await serve();
  let moved = '';
  const job = await jobWith(served, 'tag', async () => {
    moved = await new Maintainer(served).pushToMain();
    await byHand(served, 'PATCH', `/git/refs/tags/${TAG}`, { sha: moved, force: true });
  });
  expect([job.exitCode, job.log.includes('Release another version: 1.2.1 is free')], job.log).toEqual([1, true]);
  expect(await served.world.git.resolveCommit(`refs/tags/${TAG}`)).toBe(moved);
});

describe('ends green all the same', () => {
  it.each<[string, (served: ServedWorld) => Promise<unknown>]>([
    ['title and body are rewritten', (served) => byHand(served, 'PATCH', '/pulls/1', { title: 'WIP', body: '' })],
    ['the conversation is locked', (served) => byHand(served, 'PUT', '/issues/1/lock')],
    [
      'the branch is put back to main',
      async (served) => {
        const sha = await served.world.git.resolveRef('refs/heads/main');
        return byHand(served, 'PATCH', '/git/refs/heads/release/version-1.2.0', { sha, force: true });
      },
    ],
  ])('%s', async (_, act) => {
    const served = await serve();
    await releaseCommand(served, '1.2.0', PROPOSED);
    await act(served);
    const done = await releaseCommand(served, '1.2.0');
    expect(done.exitCode, done.told).toBe(0);
    expect(await tagsOf(served)).toEqual(['core/v1.0.0', 'core/v1.1.0', TAG, 'v1.1', 'v1.2']);
  });
});
