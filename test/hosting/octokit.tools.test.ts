import { describe, expect, it } from 'vitest';
import { octokitCalls } from '../clients/octokit-calls.ts';
import { serveClient } from '../support/client-suite.ts';
import { validatingProxy } from '../support/validating-proxy.ts';

/**
 * The calls of test/clients/octokit-calls.ts, one after another; every answer is held against GitHub's OpenAPI description.
 */
/** As GitHub fails for this world and token, and why. */
const AS_GITHUB: Readonly<Record<string, string>> = {
  'repos.getBranchProtection': 'the branch is not protected',
  'checks.create': 'only apps may',
  'pulls.dismissReview': 'a comment cannot be dismissed, and nobody approves what is their own',
  'checks.createSuite': 'only apps may',
  'repos.getRepoRulesetHistory': 'there is none of that number',
  'pulls.checkIfMerged': 'not yet',
  'licenses.getForRepo': 'the sample has no license',
  'repos.getReadmeInDirectory': 'there is no such folder',
};

describe('@octokit/rest', () => {
  it('finds what it calls, but for what GitHub refuses as well', async () => {
    const github = await serveClient();
    const proxy = await validatingProxy({ server: github });
    const rows = await octokitCalls(proxy.url, github.tokens.pat, github.repository);
    await proxy.close();
    const failed = rows.filter(({ ok }) => !ok);
    expect(failed.filter(({ call }) => !Object.hasOwn(AS_GITHUB, call))).toEqual([]);
    expect(failed.map(({ call }) => call).sort()).toEqual(Object.keys(AS_GITHUB).sort());
    expect(proxy.faults).toEqual([]);
    expect(rows.length).toBeGreaterThan(300);
  });
});
