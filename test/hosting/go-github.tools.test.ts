import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsIn, serveClient } from '../support/client-suite.ts';
import { ROOT } from '../support/doc-pages.ts';
import { run } from '../support/gh.ts';

/**
 * go-github's calls for what a release meets, one after another (test/clients/go-github). Those that fail are these and no
 * others.
 */
const FOLDER = join(ROOT, 'test/clients/go-github');
const hasGo = spawnSync('go', ['mod', 'download'], { cwd: FOLDER }).status === 0 || process.env.CI !== undefined;

/** As GitHub fails for this world and token, and why. */
const AS_GITHUB: Readonly<Record<string, string>> = {
  'Repositories.GetBranchProtection': 'the branch is not protected',
  'Repositories.License': 'the sample has no license',
  'Checks.CreateCheckRun': 'only apps may',
  'PullRequests.DismissReview': 'a comment cannot be dismissed, and nobody approves what is their own',
};

describe.skipIf(!hasGo)('go-github', () => {
  it('finds what it calls, but for what GitHub refuses as well', async () => {
    const github = await serveClient();
    const args = ['run', '-mod=readonly', '.', github.url, github.tokens.pat, github.repository];
    const { stdout, stderr } = await run('go', args, {
      cwd: FOLDER,
      env: { ...process.env } as Record<string, string>,
    });
    const rows = callsIn(stdout);
    expect(rows.length, stderr).toBeGreaterThan(255);
    const failed = rows.filter(({ ok }) => !ok);
    expect(failed.filter(({ call }) => !Object.hasOwn(AS_GITHUB, call))).toEqual([]);
    expect(failed.map(({ call }) => call).sort()).toEqual(Object.keys(AS_GITHUB).sort());
    expect(github.unanswered).toEqual([]);
  });
});
