import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, the longest first: begun last, one of them would keep one core busy alone. Those that measure take
 * turns, so that they do not stand beside each other.
 */
const LONGEST = [
  'security/large-texts',
  'scenarios/measuring/duet',
  'problems/repaired',
  'scenarios/release/release-cases',
  'docs/commands',
  'scenarios/check/fork',
  'scenarios/races/two-copies',
  'scenarios/check/pull-request',
  'scenarios/person/terminal',
  'scenarios/release/faults',
  'problems/every-code',
  'scenarios/measuring/pull-request',
  'embedded-github/git/git-repository',
  'scenarios/evidence/tested-tree',
  'build/dist-files',
  'scenarios/action/one-job-one-release',
  'scenarios/races/somebody-else',
  'security/hostile-files',
  'scenarios/limits/rate-limits',
  'scenarios/people/release-pull-request',
  'embedded-github/http/conformance',
  'scenarios/watching/runs',
  'scenarios/init/ecosystems',
  'scenarios/release/release-with-files',
  'embedded-github/http/git-push',
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
