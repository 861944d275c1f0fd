import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long: begun last, one of them would keep one core busy alone. Early those that start many processes, which
 * costs a worker the more, the more memory it has; those that wait for the same ports apart from each other.
 */
const LONGEST = [
  'security/large-texts',
  'scenarios/measuring/duet',
  'scenarios/measuring/two-trees',
  'scenarios/check/fork',
  'problems/repaired',
  'scenarios/measuring/selected-cases',
  'scenarios/release/release-cases',
  'docs/commands',
  'scenarios/races/two-copies',
  'scenarios/person/terminal',
  'scenarios/check/pull-request',
  'scenarios/release/faults',
  'scenarios/check/settings-of-a-change',
  'scenarios/measuring/pull-request',
  'scenarios/measuring/cpu-per-item',
  'scenarios/measuring/command',
  'security/hostile-files',
  'embedded-github/git/git-repository',
  'scenarios/evidence/tested-tree',
  'scenarios/races/somebody-else',
  'scenarios/people/release-pull-request',
  'scenarios/release/own-release',
  'scenarios/watching/runs',
  'build/dist-files',
  'scenarios/action/one-job-one-release',
  'scenarios/release/keywords',
  'scenarios/check/history-branch',
  'embedded-github/http/git-push',
  'adversary/sequences',
  'commands/same-verdict',
  'scenarios/release/release-with-files',
  'embedded-github/git/graphql',
  'embedded-github/http/conformance',
  'scenarios/release/evidence-kept',
  'scenarios/limits/rate-limits',
  'scenarios/init/ecosystems',
  'problems/every-code',
  'report/terminal/live-progress',
  'core/statistics/duet',
  'core/triggers/workflow-file',
  'core/statistics/boundary',
];

const place = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((each) => moduleId.endsWith(`/test/${each}.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
