import { describe, expect, it } from 'vitest';
import { rehearseCase } from '../../support/release-case/rehearsed-case.ts';
import { readReleaseCases } from '../../support/release-case.ts';

const waiting = readReleaseCases('test/cases/release')
  .find(({ file }) => file === 'publishing')
  ?.cases.find(({ name }) => name === 'told-to-make-the-release');

/** `release: create`: what is published is what is tagged, once, whatever becomes of the answer. */
describe('the GitHub release that this program makes', () => {
  it.each([null, 'lost-response', 'http-502-applied', 'http-500', 'connection-reset'])(
    'is one, with %s',
    async (fault) => {
      if (waiting === undefined) throw new Error('the case is gone');
      const undisturbed = await rehearseCase(waiting);
      const made = undisturbed.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/releases'));
      const seen = fault === null ? undisturbed : await rehearseCase({ ...waiting, fault: `${fault}@${made?.n}` });
      expect(seen.outcome.problems).toEqual([]);
      expect(seen.toldAfter).not.toContain('never happened');
      expect(
        seen.state.releases.map(({ tagName, draft, prerelease, author }) => [tagName, draft, prerelease, author.login]),
      ).toEqual([['v1.3.0', false, false, 'zlink-release[bot]']]);
      expect(seen.state.runs.map(({ event, workflowPath }) => [event, workflowPath])).toEqual([
        ['release', '.github/workflows/publish.yml'],
      ]);
      expect(seen.outcome.record.runs).toHaveLength(1);
      expect(seen.outcome.record.release?.assets.map(({ name }) => name)).toEqual(['gadget.tar.gz']);
    },
  );
});
