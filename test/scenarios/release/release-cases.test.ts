import { describe, expect, it } from 'vitest';
import { readReleaseCases, runReleaseCase } from '../../support/release-case.ts';

/** Cases that end in an acceptable outcome instead of the best one, and why that is enough. */
const ACCEPTABLE: Readonly<Record<string, string>> = {};

/** Cases that do not hold yet. */
const OPEN = new Set([
  'drafts-and-immutables/created-first-filled-later-in-an-immutable-repository',
  'drafts-and-immutables/workflow-that-leaves-a-draft',
  'drafts-and-immutables/draft-left-by-somebody',
  'drafts-and-immutables/publisher-whose-assets-are-not-known',
  'triggers/forbidden-workflow-on-create',
  'triggers/expected-workflow-on-create',
  'triggers/alias-that-publishes',
  'triggers/publishing-when-a-release-is-published',
]);

const FOLDER = process.env.ZLINK_RELEASE_CASES ?? 'test/cases/release';

/** Every repository of test/cases/release, released in a rehearsal: its README says how a case is written. */
for (const { file, cases } of readReleaseCases(FOLDER)) {
  describe(file, () => {
    it.each(cases.filter((each) => each.run === undefined))('$name', async (releaseCase) => {
      const { best, acceptable } = await runReleaseCase(releaseCase);
      if (OPEN.has(`${file}/${releaseCase.name}`)) expect(best).not.toEqual([]);
      else if (ACCEPTABLE[`${file}/${releaseCase.name}`] === undefined) expect(best).toEqual([]);
      else expect(acceptable).toContainEqual([]);
    });
  });
}
