import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than ten seconds, the longest first: begun last, one of them would keep one core busy alone. */
const LONGEST = [
  'security/large-texts',
  'scenarios/races/two-copies',
  'scenarios/measuring/duet',
  'scenarios/check/fork',
  'scenarios/release/faults',
  'docs/commands',
  'scenarios/check/pull-request',
  'scenarios/person/terminal',
  'scenarios/release/release-cases',
  'scenarios/action/one-job-one-release',
  'scenarios/watching/runs',
  'scenarios/measuring/pull-request',
  'scenarios/people/release-pull-request',
  'embedded-github/http/conformance',
  'build/dist-files',
  'core/statistics/duet',
];

const place = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((each) => moduleId.endsWith(`/test/${each}.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

/** Stories before logic, since a worker keeps what it loaded only within a project; of each, the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLogic = ({ project }: TestSpecification) => Number(project.name === 'fast');
    return sorted.sort((a, b) => isLogic(a) - isLogic(b) || place(a) - place(b));
  }
}
