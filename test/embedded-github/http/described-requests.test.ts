import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fuzzRequests } from '../../../scripts/fuzzing/described-requests.ts';
import { scratchFolder } from '../../support/scratch.ts';

/** `npm run fuzz -- --target described-requests` tries many more, from other seeds. */
it('answers requests made from GitHub’s description as it allows, broken ones too, and never with 500', async () => {
  const directory = join(scratchFolder('requests'), 'worlds');
  const { failures, answers } = await fuzzRequests({ runs: 400, seed: 3, directory });
  expect(failures).toEqual([]);
  const statuses = [...answers.keys()].map((each) => each.split(' ').at(-1));
  for (const status of ['200', '201', '204', '404', '422']) expect(statuses).toContain(status);
  expect(answers.size).toBeGreaterThan(100);
});
