import { describe, expect, it } from 'vitest';
import type { RulesetState } from '../../../src/embedded-github/world-state.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { type CommandOptions, releaseCommand } from '../../support/release-copy.ts';
import { serveWorld } from '../../support/served-world.ts';

/** Rules that keep the release branch from being made, or from getting its commit, are known before anything is written. */

const BRANCH = 'release/version-1.2.0';
const UNTIL_TAG: CommandOptions = { skip: ['watch', 'verify'] };

const ofBranches = (type: string, more: Partial<RulesetState> = {}, parameters?: Record<string, unknown>) => ({
  rulesets: [
    {
      id: 3,
      name: 'branches',
      target: 'branch' as const,
      enforcement: 'active' as const,
      include: ['refs/heads/release/*'],
      exclude: [],
      rules: [parameters === undefined ? { type } : { type, parameters }],
      ...more,
    },
  ],
});

const released = async (world: Parameters<typeof serveWorld>[0], files = {}) => {
  const served = await serveWorld({ ...world, files: { '.github/zlink-release.yml': FEW_POLLS, ...files } });
  return { served, ...(await releaseCommand(served, '1.2.0', UNTIL_TAG)) };
};

describe('stopped before anything is written', () => {
  it.each<[string, Record<string, unknown> | undefined, RegExp]>([
    [
      'creation',
      undefined,
      /release\/version-1\.2\.0 \(`release-branch`\) would be refused: Ruleset "branches" restricts creating it/,
    ],
    ['update', undefined, /restricts updates of it/],
    ['pull_request', undefined, /lets only pull requests change it/],
    ['merge_queue', { merge_method: 'SQUASH' }, /lets only a merge queue change it/],
    ['required_status_checks', { required_status_checks: [{ context: 'ci' }] }, /wants checks to have passed/],
    ['branch_name_pattern', { operator: 'starts_with', pattern: 'feature/' }, /has a pattern for names/],
  ])('by %s', async (type, parameters, told) => {
    const stopped = await released(ofBranches(type, {}, parameters));
    // The branch of what follows is told as well.
    const codes = ['rules-forbid-merge', 'rules-forbid-merge'];
    expect([stopped.exitCode, stopped.problems.map(({ code }) => code)], stopped.told).toEqual([1, codes]);
    expect(stopped.told).toMatch(told);
    expect(stopped.told).toContain(
      'Add zlink-release[bot] to the ruleset’s bypass list, or set another `release-branch`',
    );
    const { server, world } = stopped.served;
    expect(server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([]);
    expect(await world.git.resolveRef(`refs/heads/${BRANCH}`)).toBeNull();
  });
});

it('nor is the branch of what follows left for the end', async () => {
  const stopped = await released(ofBranches('creation', { include: ['refs/heads/release/after-*'] }));
  const followUp = stopped.problems[0]?.where?.slice('refs/heads/'.length) ?? '';
  expect(followUp).toMatch(/after-1\.2\.0$/);
  expect(stopped.told).toContain(`${followUp} (\`follow-up-branch\`) would be refused`);
  expect(stopped.served.world.state.pulls).toEqual([]);
});

describe('released', () => {
  it.each<[string, ReturnType<typeof ofBranches>]>([
    ['where the token may bypass it', ofBranches('creation', { bypassLogins: ['zlink-release[bot]'] })],
    ['where it is not in force', ofBranches('creation', { enforcement: 'disabled' })],
    ['where another branch is meant', ofBranches('creation', { include: ['refs/heads/hotfix/*'] })],
    ['where only the removal is forbidden', ofBranches('deletion')],
    ['where the pattern is met', ofBranches('branch_name_pattern', {}, { operator: 'contains', pattern: '1.2.0' })],
  ])('%s', async (_, world) => {
    const done = await released(world);
    expect(done.exitCode, done.told).toBe(0);
  });

  it('where nothing has to be committed, whatever the branch may', async () => {
    const served = await serveWorld({ ...ofBranches('creation'), files: { '.github/zlink-release.yml': FEW_POLLS } });
    const first = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(first.exitCode).toBe(1);
    served.world.state.rulesets = [];
    expect((await releaseCommand(served, '1.2.0', { skip: ['tag', 'watch', 'verify'] })).exitCode).toBe(0);
    served.world.state.rulesets = [...ofBranches('creation').rulesets];
    const done = await releaseCommand(served, '1.2.0', UNTIL_TAG);
    expect(done.exitCode, done.told).toBe(0);
  });
});
