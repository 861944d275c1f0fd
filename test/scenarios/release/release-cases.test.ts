import { describe, expect, it } from 'vitest';
import { readReleaseCases, runReleaseCase } from '../../support/release-case.ts';

/** Cases that end in an acceptable outcome instead of the best one, and why that is enough. */
const ACCEPTABLE: Readonly<Record<string, string>> = {};

/** Cases that do not hold yet, and what is missing. One that does is taken out. */
const NOT_YET: Readonly<Record<string, string>> = {};

const FOLDER = process.env.ZLINK_RELEASE_CASES ?? 'test/cases/release';

/** Every repository of test/cases/release, released in a rehearsal: its README says how a case is written. */
for (const { file, cases } of readReleaseCases(FOLDER)) {
  describe(file, () => {
    it.each(cases.filter((each) => each.run === undefined))('$name', async (releaseCase) => {
      const { best, acceptable } = await runReleaseCase(releaseCase);
      const id = `${file}/${releaseCase.name}`;
      if (NOT_YET[id] !== undefined) expect(best).not.toEqual([]);
      else if (ACCEPTABLE[id] === undefined) expect(best).toEqual([]);
      else expect(acceptable).toContainEqual([]);
    });
  });
}
