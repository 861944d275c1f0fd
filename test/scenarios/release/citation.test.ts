import { describe, expect, it } from 'vitest';
import { CASE_DATE, rehearseCase } from '../../support/release-case/rehearsed-case.ts';
import { readReleaseCases } from '../../support/release-case.ts';

describe('a citation file', () => {
  it('gets the version and the day of its release, with no changelog beside it', async () => {
    const [some] = readReleaseCases('test/cases/release').flatMap(({ cases }) => cases);
    if (some === undefined) throw new Error('there is no case');
    const citation = (version: string, date: string) =>
      `cff-version: 1.2.0\ntitle: gadget\nversion: ${version}\ndate-released: ${date}\n`;
    const { filesAfter, outcome, state } = await rehearseCase({
      ...some,
      files: { 'CITATION.cff': citation('1.2.0', '2024-02-29'), VERSION: '1.2.0\n' },
      tags: ['v1.2.0'],
      config: undefined,
      history: undefined,
      world: { releases: [], rulesets: [] },
      release: 'minor',
    });
    expect(outcome.problems).toEqual([]);
    expect(filesAfter.get('CITATION.cff')).toBe(citation('1.3.0', CASE_DATE));
    expect(state.pulls).toHaveLength(1);
  });
});
