import { describe, expect, it } from 'vitest';
import { refNameFault } from '../../../src/core/ref-name.ts';
import { classifyMergeRefusal, type MergeState, nextMergeStep } from '../../../src/core/release/decide-merge.ts';
import { classifyHead, nextProposalStep } from '../../../src/core/release/decide-proposal.ts';
import { nextTagStep } from '../../../src/core/release/decide-tag.ts';
import type { PullRequestFacts, ReleaseObservation, TagFacts } from '../../../src/core/release/facts.ts';
import { newestRun, phaseOf, selects } from '../../../src/core/release/judge-runs.ts';
import type { ReleaseNames } from '../../../src/core/release/names.ts';
import { locateRelease } from '../../../src/core/release/position.ts';
import { judgeRequiredChecks, type ReportedCheck } from '../../../src/core/release/required-checks.ts';
import { coversRef } from '../../../src/core/release/ruleset-pattern.ts';

const sha = (letter: string) => letter.repeat(40);
const names: ReleaseNames = {
  branch: 'release/version-1.2.0',
  commitMessage: 'release: bump core version to 1.2.0',
  pullRequestTitle: 'release: version 1.2.0',
  pullRequestBody: 'core 1.2.0',
  tag: 'core/v1.2.0',
  tagMessage: 'core release 1.2.0',
  aliasTags: ['v1.2'],
  aliasMessage: 'alias tag for 1.2.0',
  followUpBranch: 'release/after-1.2.0',
};
const pullRequest: PullRequestFacts = {
  number: 7,
  nodeId: 'PR_7',
  url: 'https://github.example/o/r/pull/7',
  state: 'open',
  merged: false,
  headSha: sha('b'),
  baseBranch: 'main',
  mergeCommit: null,
};
const tagAt = (commit: string, name = names.tag): TagFacts => ({
  name,
  object: sha('f'),
  commit,
  annotated: true,
  message: 'm',
  taggedAt: new Date(0),
});
const nothing: ReleaseObservation = {
  tag: null,
  aliases: [],
  branchHead: null,
  pullRequests: [],
  publishedRelease: null,
  releases: [],
  baseBranch: 'main',
};

describe('locateRelease', () => {
  const merged: PullRequestFacts = { ...pullRequest, state: 'closed', merged: true, mergeCommit: sha('m') };
  const closed: PullRequestFacts = { ...pullRequest, state: 'closed' };
  const cases: [string, ReleaseObservation, number[], string][] = [
    ['nothing there', nothing, [], 'new'],
    ['only the branch', { ...nothing, branchHead: sha('b') }, [], 'branched'],
    ['an open pull request', { ...nothing, branchHead: sha('b'), pullRequests: [pullRequest] }, [], 'proposed'],
    ['a merged one', { ...nothing, pullRequests: [merged] }, [], 'merged'],
    ['a merged one that is tagged', { ...nothing, pullRequests: [merged], tag: tagAt(sha('m')) }, [], 'merged'],
    ['tagged elsewhere than merged', { ...nothing, pullRequests: [merged], tag: tagAt(sha('x')) }, [], 'tag-taken'],
    ['tagged by somebody else', { ...nothing, tag: tagAt(sha('x')) }, [], 'tag-taken'],
    [
      'tag there while the pull request is open',
      { ...nothing, pullRequests: [pullRequest], tag: tagAt(sha('b')) },
      [],
      'tag-taken',
    ],
    [
      'a published release without tag',
      { ...nothing, publishedRelease: { url: 'u', draft: false } },
      [],
      'release-name-taken',
    ],
    ['a draft of it is no obstacle', { ...nothing, publishedRelease: { url: 'u', draft: true } }, [], 'new'],
    [
      'given another base by a person',
      { ...nothing, pullRequests: [{ ...pullRequest, baseBranch: 'next' }] },
      [],
      'merge-refused',
    ],
    ['closed by a person', { ...nothing, pullRequests: [closed] }, [], 'pull-request-closed'],
    ['closed and superseded', { ...nothing, pullRequests: [closed] }, [7], 'new'],
    [
      'superseded, and reopened meanwhile',
      { ...nothing, pullRequests: [pullRequest] },
      [pullRequest.number],
      'proposed',
    ],
    [
      'closed, then another opened',
      { ...nothing, branchHead: sha('b'), pullRequests: [{ ...pullRequest, number: 8 }, closed] },
      [],
      'proposed',
    ],
  ];
  it.each(cases)('%s', (_, observation, superseded, expected) => {
    const located = locateRelease(names, observation, superseded);
    expect(located.ok ? located.value.kind : located.problems[0]?.code).toBe(expected);
  });
});

describe('the release branch', () => {
  const plan = { base: sha('a'), expectedTree: sha('t'), commitMessage: names.commitMessage };
  const bump = { sha: sha('b'), tree: sha('t'), parents: [sha('a')], message: `${names.commitMessage}\n` };
  const unknown = { isOwnBump: false, isAncestorOfBase: false, standsOn: null as string | null };
  const updated = { ...bump, parents: [sha('b'), sha('a')], message: "Merge branch 'main' into the release" };
  it.each([
    ['no branch', null, unknown, 'none', 'create-branch'],
    ['at the base', { ...bump, sha: sha('a') }, unknown, 'base', 'commit-bump'],
    ['our bump', bump, unknown, 'bump', 'open-pull-request'],
    [
      'our bump on an older base',
      { ...bump, parents: [sha('0')], tree: sha('1') },
      { ...unknown, isOwnBump: true, standsOn: sha('0') },
      'stale-bump',
      'replace-bump',
    ],
    [
      'an older commit of main',
      { ...bump, message: 'x' },
      { ...unknown, isAncestorOfBase: true },
      'older-base',
      'replace-bump',
    ],
    ['our message on another tree', { ...bump, tree: sha('9') }, unknown, 'foreign', 'foreign'],
    ['another message on our tree', { ...bump, message: 'mine' }, unknown, 'foreign', 'foreign'],
    ['a merge commit', { ...bump, parents: [sha('a'), sha('c')] }, unknown, 'foreign', 'foreign'],
    [
      'the base merged into our bump',
      updated,
      { ...unknown, isOwnBump: true, standsOn: sha('a') },
      'bump',
      'open-pull-request',
    ],
    [
      'an older base merged into our bump',
      { ...updated, tree: sha('8') },
      { ...unknown, isOwnBump: true, standsOn: sha('7') },
      'stale-bump',
      'replace-bump',
    ],
  ] as const)('%s', (_, head, knowledge, kind, step) => {
    const headKind = classifyHead(head, plan, knowledge);
    expect(headKind).toBe(kind);
    expect(nextProposalStep({ branchHead: head, pullRequest: null, headKind }, 'main').kind).toBe(step);
  });
});

describe('nextMergeStep', () => {
  const state: MergeState = {
    pullRequest,
    mergeable: true,
    isDraft: false,
    baseHead: sha('a'),
    checks: [],
    queue: null,
    wasQueued: 'never',
    waited: 0,
    waitedInQueue: 0,
    unsureMergeable: 0,
  };
  const expected = {
    bump: sha('b'),
    base: sha('a'),
    baseBranch: 'main',
    reportTimeout: 900_000,
    checkTimeout: 7_200_000,
  };
  const out = { entry: null, isOpen: true };
  const inside = { entry: { position: 1, state: 'QUEUED', since: '2026-11-24T09:00:00Z' }, isOpen: true };
  const check = (state_: 'satisfied' | 'failed' | 'pending' | 'unreported') => ({
    context: 'ci',
    state: state_,
    conclusion: null,
    url: null,
  });
  it.each([
    ['merges a clean one', {}, 'merge'],
    [
      'knows a merged one',
      { pullRequest: { ...pullRequest, merged: true, state: 'closed', mergeCommit: sha('m') } },
      'done',
    ],
    ['respects a person who closed it', { pullRequest: { ...pullRequest, state: 'closed' } }, 'pull-request-closed'],
    ['looks at a head that moved', { pullRequest: { ...pullRequest, headSha: sha('x') } }, 'head-moved'],
    ['refuses another base', { pullRequest: { ...pullRequest, baseBranch: 'next' } }, 'merge-refused'],
    [
      'refuses what was merged into another base',
      { pullRequest: { ...pullRequest, baseBranch: 'next', merged: true, state: 'closed', mergeCommit: sha('m') } },
      'merge-refused',
    ],
    ['respects a person who made it a draft', { isDraft: true }, 'merge-refused'],
    ['refuses a moved base', { baseHead: sha('9') }, 'base-moved'],
    ['waits for pending checks', { checks: [check('pending')] }, 'wait'],
    ['refuses failed checks', { checks: [check('satisfied'), check('failed')] }, 'check-failed'],
    ['waits for unreported checks', { checks: [check('unreported')] }, 'wait'],
    ['gives up on checks nobody reports', { checks: [check('unreported')], waited: 900_001 }, 'check-never-reported'],
    ['gives up on checks that never end', { checks: [check('pending')], waited: 7_200_001 }, 'check-timeout'],
    ['waits while mergeable is unknown', { mergeable: null }, 'wait'],
    ['lets the call decide after a while', { mergeable: null, unsureMergeable: 8 }, 'merge'],
    ['looks again where GitHub sees conflicts that cannot be', { mergeable: false }, 'wait'],
    ['refuses conflicts after a while', { mergeable: false, unsureMergeable: 8 }, 'merge-conflict'],
    ['uses the queue where there is one', { queue: out }, 'enqueue'],
    ['waits for the queue', { queue: inside }, 'wait'],
    ['waits for the queue also while the base moves on', { queue: inside, baseHead: sha('9') }, 'wait'],
    ['does not wait for it for ever', { queue: inside, waitedInQueue: 7_200_000 }, 'check-timeout'],
    ['counts only the time in the queue for that', { queue: inside, waited: 7_300_000 }, 'wait'],
    ['gives GitHub a look to show what it has queued', { queue: out, wasQueued: 'told' }, 'wait'],
    ['says that it was thrown out, then', { queue: out, wasQueued: 'unseen' }, 'merge-refused'],
    ['says that it was thrown out', { queue: out, wasQueued: 'seen' }, 'merge-refused'],
    ['does not call thrown out what is merged', { queue: { entry: null, isOpen: false }, wasQueued: 'seen' }, 'wait'],
    ['nor for ever', { queue: { entry: null, isOpen: false }, wasQueued: 'seen', waited: 7_200_000 }, 'check-timeout'],
  ] as const)('%s', (_, change, outcome) => {
    const step = nextMergeStep({ ...state, ...change } as MergeState, expected);
    expect(step.kind === 'stop' ? step.problem.code : step.kind).toBe(outcome);
  });

  it.each([
    [405, 'Base branch was modified. Review and try the merge again.', 'look-again'],
    [405, 'Pull Request is not mergeable', 'look-again'],
    [405, 'Changes must be made through the merge queue', 'use-queue'],
    [409, 'Head branch was modified. Review and try the merge again.', 'head-moved'],
    [405, 'At least 1 approving review is required by reviewers with write access.', 'refused'],
    [403, 'Resource not accessible by integration', 'refused'],
  ])('reads %i %s', (status, message, outcome) => {
    expect(classifyMergeRefusal(status, message)).toBe(outcome);
  });
});

describe('nextTagStep', () => {
  const commit = sha('m');
  it.each([
    ['tags first', null, 'create'],
    ['never moves a release tag', tagAt(sha('x')), 'tag-taken'],
    ['is done', tagAt(commit), 'done'],
  ] as const)('%s', (_, tag, outcome) => {
    const step = nextTagStep(tag, names, commit);
    expect(step.kind === 'stop' ? step.problem.code : step.kind).toBe(outcome);
  });
});

describe('judgeRequiredChecks', () => {
  const run = (over: Partial<ReportedCheck>): ReportedCheck => ({
    name: 'ci',
    source: `app ${over.appId ?? 1}`,
    appId: 1,
    status: 'completed',
    conclusion: 'success',
    url: null,
    id: 1,
    ...over,
  });
  it.each([
    ['success', [run({})], 'satisfied'],
    ['skipped', [run({ conclusion: 'skipped' })], 'satisfied'],
    ['neutral', [run({ conclusion: 'neutral' })], 'satisfied'],
    ['failure', [run({ conclusion: 'failure' })], 'failed'],
    ['an unknown conclusion', [run({ conclusion: 'sideways' })], 'failed'],
    ['still running', [run({ status: 'in_progress', conclusion: null })], 'pending'],
    ['another name', [run({ name: 'other' })], 'unreported'],
    ['the newest report counts', [run({ conclusion: 'failure' }), run({ id: 2 })], 'satisfied'],
    ['in any order', [run({ id: 2 }), run({ conclusion: 'failure' })], 'satisfied'],
    [
      'a status of the same name counts too',
      [run({}), run({ source: 'status', appId: null, conclusion: 'failure' })],
      'failed',
    ],
    [
      'and is waited for',
      [run({}), run({ source: 'status', appId: null, status: 'pending', conclusion: 'pending' })],
      'pending',
    ],
    ['of the required app only', [run({ appId: 2 })], 'unreported'],
  ] as const)('%s', (_, reported, state) => {
    expect(judgeRequiredChecks([{ context: 'ci', appId: 1 }], reported)[0]?.state).toBe(state);
  });
});

describe('a run', () => {
  const selector = {
    workflowPath: '.github/workflows/build.yml',
    event: 'push' as const,
    tag: 'core/v1.2.0',
    commit: sha('m'),
  };
  const run = {
    id: 1,
    attempt: 1,
    workflowPath: selector.workflowPath,
    event: 'push',
    headBranch: 'core/v1.2.0',
    headSha: sha('m'),
    status: 'queued',
    conclusion: null,
    createdAt: new Date('2026-02-13T11:58:30Z'),
    updatedAt: new Date('2026-02-13T11:58:30Z'),
    url: 'u',
    calls: [],
  };
  it.each([
    ['by the tag at its commit', {}, true],
    // No time decides: the tag may have been made on a machine whose clock is ahead.
    ['older than its tag, as GitHub tells it', { createdAt: new Date('2020-01-01T00:00:00Z') }, true],
    ['of a branch', { headBranch: 'main' }, false],
    ['of another commit', { headSha: sha('x') }, false],
    ['by dispatch', { event: 'workflow_dispatch' }, false],
    ['of another workflow', { workflowPath: '.github/workflows/other.yml' }, false],
  ])('%s', (_, change, expected) => {
    expect(selects(selector, { ...run, ...change })).toBe(expected);
  });
  it('the newest of several counts, whatever time GitHub tells of it', () => {
    const later = { ...run, id: 2, createdAt: new Date('2020-01-01T00:00:00Z') };
    expect([newestRun([run, later]), newestRun([later, run])]).toEqual([later, later]);
    expect(newestRun([])).toBeNull();
  });
  // Source: GitHub REST documentation, "Workflow runs": status and conclusion.
  it.each([
    ['queued', null, 'running'],
    ['requested', null, 'running'],
    ['pending', null, 'running'],
    ['in_progress', null, 'running'],
    ['waiting', null, 'waiting'],
    ['completed', 'success', 'succeeded'],
    ['completed', 'action_required', 'waiting'],
    ...['failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'stale', 'startup_failure', 'unheard-of', null].map(
      (conclusion) => ['completed', conclusion, 'failed'] as const,
    ),
    ['unheard-of', null, 'failed'],
  ] as const)('%s/%s is %s', (status, conclusion, phase) => {
    expect(phaseOf({ status, conclusion })).toBe(phase);
  });
});

describe('refNameFault', () => {
  // Source: git-check-ref-format(1).
  it.each(['core/v1.2.0', 'v1.2', 'release/version-1.2.0', 'ü'])('accepts %s', (name) =>
    expect(refNameFault(name)).toBeNull(),
  );
  it.each([
    '',
    '-n',
    '--upload-pack=x',
    'a..b',
    'a//b',
    '/a',
    'a/',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a b',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    '@',
    'a@{b',
    'a.',
    'a\u0000b',
    'a\nb',
    'a\u007fb',
    'x'.repeat(201),
  ])('refuses %j', (name) => expect(refNameFault(name)).not.toBeNull());
});

describe('coversRef', () => {
  // Source: GitHub documentation on rulesets: fnmatch with path names.
  it.each([
    [['~ALL'], [], 'refs/tags/core/v1.2.0', true],
    [['refs/tags/*'], [], 'refs/tags/v1.2', true],
    [['refs/tags/*'], [], 'refs/tags/core/v1.2.0', false],
    [['refs/tags/**/*'], [], 'refs/tags/core/v1.2.0', true],
    [['refs/tags/**/*'], [], 'refs/tags/v1', true],
    [['refs/tags/core/v?.*'], [], 'refs/tags/core/v1.2.0', true],
    [['~ALL'], ['refs/tags/core/*'], 'refs/tags/core/v1.2.0', false],
    [[], [], 'refs/tags/v1', false],
  ])('%j without %j and %s', (include, exclude, ref, expected) => {
    expect(coversRef({ include, exclude }, ref)).toBe(expected);
  });
});
