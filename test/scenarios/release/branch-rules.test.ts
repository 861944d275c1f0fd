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

describe('a ruleset for pushes', () => {
  const ofPushes = (type: string, parameters: Record<string, unknown>, more: Partial<RulesetState> = {}) => ({
    rulesets: [
      {
        id: 4,
        name: 'pushes',
        target: 'push' as const,
        enforcement: 'active' as const,
        include: [],
        exclude: [],
        rules: [{ type, parameters }],
        ...more,
      },
    ],
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['file_path_restriction', { restricted_file_paths: ['VERSION'] }, 'VERSION: its path is restricted ("VERSION")'],
    ['file_extension_restriction', { restricted_file_extensions: ['*.md'] }, 'CHANGELOG.md: files "*.md" are'],
    ['max_file_path_length', { max_file_path_length: 10 }, 'CHANGELOG.md: no path may be longer than 10 characters'],
    ['max_file_size', { max_file_size: 0.0001 }, 'CHANGELOG.md: no file may be larger than 0.0001 MB'],
  ])('%s stops it before anything is written; bypassed, it goes on', async (type, parameters, told) => {
    const stopped = await released(ofPushes(type, parameters));
    expect(new Set(stopped.problems.map(({ code }) => code)), stopped.told).toEqual(new Set(['rules-forbid-merge']));
    expect(stopped.told).toContain(`Ruleset "pushes" lets nobody push ${told}`);
    const { server, world } = stopped.served;
    expect(server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([]);
    world.state.rulesets = [...ofPushes(type, parameters, { bypassLogins: ['zlink-release[bot]'] }).rulesets];
    const done = await releaseCommand(stopped.served, '1.2.0', UNTIL_TAG);
    expect(done.exitCode, done.told).toBe(0);
  });

  it('about other files is of no concern', async () => {
    const done = await released(ofPushes('file_path_restriction', { restricted_file_paths: ['secrets/**/*'] }));
    expect(done.exitCode, done.told).toBe(0);
  });
});

describe('what may hold up the merge into main is said before anything is written', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['required_deployments', { required_deployment_environments: ['staging'] }, 'wants deployments to have succeeded'],
    ['commit_message_pattern', { operator: 'starts_with', pattern: 'JIRA-' }, '(starts_with "JIRA-") of main, which'],
    ['code_scanning', { code_scanning_tools: [] }, 'wants results of code scanning'],
  ])('%s', async (type, parameters, told) => {
    const done = await released(ofBranches(type, { include: ['refs/heads/main'] }, parameters));
    expect([done.exitCode, done.told.includes(told)], done.told).toEqual([0, true]);
  });

  it('a pattern that the title meets is of no concern', async () => {
    const parameters = { operator: 'starts_with', pattern: 'release: ' };
    const done = await released(ofBranches('commit_message_pattern', { include: ['refs/heads/main'] }, parameters));
    expect([done.exitCode, done.told.includes('pattern for messages')], done.told).toEqual([0, false]);
  });
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
