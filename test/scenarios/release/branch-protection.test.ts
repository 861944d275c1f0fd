import { describe, expect, it } from 'vitest';
import { REHEARSAL_TOKENS, standardTokens } from '../../../src/embedded-github/auth.ts';
import type { BranchProtectionState } from '../../../src/embedded-github/world-state.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { type CommandOptions, releaseCommand } from '../../support/release-copy.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { tagsOf } from '../../support/somebody.ts';

/** Classic protections name branches by a pattern, be they there or not: what they refuse is known before the first write. */

const BRANCH = 'release/version-1.2.0';
const TAG = 'core/v1.2.0';
const UNTIL_TAG: CommandOptions = { skip: ['watch', 'verify'] };
type Protection = Partial<BranchProtectionState>;

async function serve(...protections: readonly Protection[]): Promise<ServedWorld> {
  const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
  served.world.state.protections = protections.map((each, at) => ({ id: at + 1, pattern: 'release/*', ...each }));
  return served;
}

/** The standard tokens, the App's without the permission to read protections. */
function unprivileged() {
  const tokens = new Map(standardTokens());
  const app = tokens.get(REHEARSAL_TOKENS.app);
  if (app === undefined) throw new Error('there is no app token');
  const permissions = new Map([...app.permissions].filter(([name]) => name !== 'administration'));
  return tokens.set(REHEARSAL_TOKENS.app, { ...app, permissions });
}

const writesOf = ({ server }: ServedWorld) =>
  server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');

describe('stopped before anything is written', () => {
  it.each<[string, Protection, string]>([
    ['everything by a pull request', { withoutPullRequest: [] }, 'lets only pull requests change it'],
    ['checks', { checks: ['ci'] }, 'wants checks to have passed before anything reaches it'],
    ['a lock', { isLocked: true }, 'restricts updates of it'],
    ['pushes by few', { pushers: ['maintainer'] }, 'restricts updates of it'],
    ['creation by few', { pushers: [], blocksCreations: true }, 'restricts creating it'],
    ['the very name', { pattern: BRANCH, isLocked: true }, 'restricts updates of it'],
  ])('by %s; without the protection the same command ends green', async (_, protection, told) => {
    const served = await serve(protection);
    const stopped = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(stopped.exitCode, stopped.told).toBe(1);
    expect([...new Set(stopped.problems.map(({ code }) => code))]).toEqual(['rules-forbid-merge']);
    const { pattern = 'release/*' } = protection;
    expect(stopped.told).toContain(
      `A commit to ${BRANCH} (\`release-branch\`) would be refused: The branch protection "${pattern}" ${told}.`,
    );
    expect(writesOf(served)).toEqual([]);
    served.world.state.protections = [];
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect([done.exitCode, await tagsOf(served)], done.told).toEqual([0, expect.arrayContaining([TAG])]);
  });

  it('behind a hundred others', async () => {
    const others = Array.from({ length: 120 }, (_, at): Protection => ({ pattern: `other-${at}` }));
    const stopped = await releaseCommand(await serve(...others, { isLocked: true }), '1.2.0', UNTIL_TAG);
    expect(stopped.told).toContain('The branch protection "release/*" restricts updates of it');
  });
});

describe('what the base branch wants', () => {
  it.each<[string, Protection, string]>([
    ['nobody else merges', { pushers: ['maintainer'] }, 'The branch protection "main" restricts updates of main.'],
    ['it is locked', { isLocked: true }, 'The branch protection "main" restricts updates of main.'],
  ])('%s: nothing is proposed that could not be merged', async (_, protection, told) => {
    const served = await serve({ pattern: 'main', ...protection });
    const stopped = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect([stopped.exitCode, stopped.problems.map(({ code }) => code)]).toEqual([1, ['rules-forbid-merge']]);
    expect(stopped.told).toContain(told);
    expect(writesOf(served)).toEqual([]);
    served.world.state.protections = [{ id: 1, pattern: 'main', pushers: ['zlink-release[bot]'] }];
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(done.exitCode, done.told).toBe(0);
  });

  it('approvals: said at once, and the release stops at its pull request', async () => {
    const served = await serve({ pattern: 'main', withoutPullRequest: [], approvals: 2 });
    const stopped = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(stopped.exitCode, stopped.told).toBe(1);
    expect(stopped.told).toContain('main requires 2 approving review(s)');
    expect(await tagsOf(served)).not.toContain(TAG);
  });

  it('a way of merging that a ruleset forbids is known before anything is written', async () => {
    const served = await serve();
    const rule = { type: 'pull_request', parameters: { allowed_merge_methods: ['merge', 'rebase'] } };
    const ruleset = { id: 3, name: 'r', target: 'branch', enforcement: 'active', exclude: [] } as const;
    served.world.state.rulesets = [{ ...ruleset, include: ['refs/heads/main'], rules: [rule] }];
    const stopped = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect([stopped.exitCode, stopped.problems.map(({ code }) => code)], stopped.told).toEqual([
      1,
      ['rules-forbid-merge'],
    ]);
    expect(stopped.told).toContain('than squash: merge, rebase');
    expect(writesOf(served)).toEqual([]);
    const config = `${FEW_POLLS}merge-method: merge\n`;
    const done = await releaseCommand(served, '1.2.0', { ...UNTIL_TAG, config });
    expect(done.exitCode, done.told).toBe(0);
  });
});

describe('where the token may not ask for protections', () => {
  it.each<[string, Protection, string]>([
    ['to commit', { withoutPullRequest: [] }, 'Changes must be made through a pull request.'],
    ['to make it', { pushers: [], blocksCreations: true }, 'Cannot create ref due to creations being restricted.'],
  ])('the refusal %s names the branch and the rule', async (_, protection, told) => {
    const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS }, tokens: unprivileged() });
    served.world.state.protections = [{ id: 1, pattern: 'release/*', ...protection }];
    const stopped = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.problems.map(({ code }) => code)).toEqual(['github-refused']);
    expect(stopped.told).toContain(BRANCH);
    expect(stopped.told).toContain(told);
    served.world.state.protections = [];
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(done.exitCode, done.told).toBe(0);
  });
});

describe('released', () => {
  it.each<[string, readonly Protection[]]>([
    ['where the token is named', [{ pushers: ['zlink-release[bot]'], blocksCreations: true }]],
    ['where no pull request is asked of it', [{ withoutPullRequest: ['Zlink-Release[bot]'.toLowerCase()] }]],
    ['where another branch is meant', [{ pattern: 'hotfix/*', isLocked: true }]],
    ['where a star stops at the slash', [{ pattern: 'rel*', isLocked: true }]],
    ['where an older one counts', [{ allowsDeletions: true }, { isLocked: true }]],
  ])('%s', async (_, protections) => {
    const served = await serve(...protections);
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect([done.exitCode, await tagsOf(served)], done.told).toEqual([0, expect.arrayContaining([TAG])]);
  });

  it('though its branch may not be deleted: it stays, and that is said', async () => {
    const served = await serve({});
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(done.exitCode, done.told).toBe(0);
    expect(await served.world.git.resolveRef(`refs/heads/${BRANCH}`)).not.toBeNull();
    expect(done.told).toContain(`${BRANCH} was merged and stays: GitHub refuses to delete it (`);
  });
});
