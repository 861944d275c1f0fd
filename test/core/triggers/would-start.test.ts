import { describe, expect, test } from 'vitest';
import {
  type ActorKind,
  MAX_FILTERED_PATHS,
  type TriggerEvent,
  wouldStart,
} from '../../../src/core/triggers/would-start.ts';
import table from '../../cases/workflow/would-start.json' with { type: 'json' };
import { workflow, zlinkShaped } from './zlink-shaped.ts';

interface Case {
  readonly source: string;
  readonly on: string;
  readonly push?: string;
  readonly event?: TriggerEvent;
  readonly actor?: ActorKind;
  readonly starts: boolean;
  readonly awaitsApproval?: boolean;
  readonly why: string;
}

const JOBS = 'jobs: { a: { runs-on: x, steps: [{ run: x }] } }';

const push = (ref: string, changedPaths: readonly string[] | null = null): TriggerEvent => ({
  kind: 'push',
  ref,
  changedPaths,
  headCommitMessage: 'release: version 1.2.0',
});

describe('the documented cases', () => {
  for (const [index, each] of (table.cases as readonly Case[]).entries()) {
    test(`${index + 1}. ${each.source}: ${each.on} ${each.starts ? 'starts' : 'does not start'}`, () => {
      const event = each.event ?? push(each.push ?? '');
      const decision = wouldStart(workflow(`on: ${each.on}\n${JOBS}`), event, each.actor);
      expect(decision).toEqual({
        starts: each.starts,
        awaitsApproval: each.awaitsApproval ?? false,
        why: expect.stringContaining(each.why),
      });
    });
  }
});

test('only the first 3,000 changed files are looked at', () => {
  const file = workflow(`on: { push: { paths: ['src/**'] } }\n${JOBS}`);
  const many = Array.from({ length: MAX_FILTERED_PATHS }, (_, index) => `docs/${index}`);
  expect(wouldStart(file, push('refs/heads/x', [...many, 'src/late'])).starts).toBe(false);
  expect(wouldStart(file, push('refs/heads/x', [...many.slice(1), 'src/last'])).starts).toBe(true);
});

describe('a repository shaped like zlink', () => {
  const started = (event: TriggerEvent) =>
    zlinkShaped
      .filter((each) => wouldStart(each, event).starts)
      .map((each) => each.path.replace('.github/workflows/', ''));

  test('the component tag starts the build and the package release', () => {
    expect(started(push('refs/tags/core/v1.2.0'))).toEqual(['build.yml', 'core-conan-release.yml']);
  });
  test('the alias tag starts nothing', () => expect(started(push('refs/tags/v1.2'))).toEqual([]));
  test('a hotfix tag counts as well', () => {
    expect(started(push('refs/tags/core/v1.3.0-hotfix1'))).toEqual(['build.yml', 'core-conan-release.yml']);
  });
  test('a push to main starts the build and the bindings check', () => {
    expect(started(push('refs/heads/main', ['VERSION']))).toEqual(['build.yml', 'cpp-bindings.yml']);
  });
  test('the release branch starts nothing', () => {
    expect(started(push('refs/heads/release/version-1.2.0', ['VERSION']))).toEqual([]);
  });
  test('the release pull request starts the build and the bindings check', () => {
    expect(
      started({
        kind: 'pull_request',
        action: 'opened',
        baseBranch: 'main',
        headBranch: 'release/version-1.2.0',
        changedPaths: ['VERSION'],
        headCommitMessage: 'release: bump core version to 1.2.0',
      }),
    ).toEqual(['build.yml', 'cpp-bindings.yml']);
  });
  test('a bindings tag starts the bindings release only', () => {
    expect(started(push('refs/tags/cpp/v1.2.0'))).toEqual(['bindings-release.yml']);
  });
});
