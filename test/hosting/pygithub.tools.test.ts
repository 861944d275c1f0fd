import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callsIn, serveClient } from '../support/client-suite.ts';
import { ROOT } from '../support/doc-pages.ts';
import { run } from '../support/gh.ts';

/**
 * PyGithub's calls for what a release meets, one after another (test/clients/pygithub_calls.py). Those that fail are these and no
 * others: where GitHub fails too.
 */
const PYTHON = process.env.PYGITHUB_PYTHON ?? 'python3';
const hasPyGithub = spawnSync(PYTHON, ['-c', 'import github']).status === 0 || process.env.CI !== undefined;

/** As GitHub fails for this world and token, and why. */
const AS_GITHUB: Readonly<Record<string, string>> = {
  'get_branch.get_protection': 'the branch is not protected',
  'pr.enable_automerge': 'the repository does not allow it',
  get_license: 'the sample has no license',
  create_check_run: 'only apps may',
  create_deployment: 'not everything that reports on main has passed',
  'get_user_push_restrictions off': 'nothing restricts pushes yet',
  remove_required_status_checks: 'the protection that was set last wants none',
  remove_required_pull_request_reviews: 'the protection that was set last wants none',
  'get_protection off': 'it was removed',
  'create_hook twice': 'it is there already',
  'create_key of another form': 'it is no key',
  create_check_suite: 'only apps may',
  get_release_asset: 'there is none of that number',
  get_secret_scanning_alerts: 'it is off',
  get_dependabot_alerts: 'they are off',
  get_codescan_alerts: 'nothing was analysed',
};

/** Answered with no. */
const QUESTIONS: ReadonlySet<string> = new Set(['pr.is_merged', 'get_vulnerability_alert']);

describe.skipIf(!hasPyGithub)('PyGithub', () => {
  it('finds what it calls, but for what GitHub refuses as well', async () => {
    const github = await serveClient();
    const args = ['test/clients/pygithub_calls.py', github.url, github.tokens.pat, github.repository];
    const { stdout, stderr } = await run(PYTHON, args, { cwd: ROOT, env: { PATH: process.env.PATH ?? '' } });
    const rows = callsIn(stdout);
    expect(rows.length, stderr).toBeGreaterThan(225);
    // What is given back as false was refused, but for a question.
    const isRefused = (call: string, value: unknown) => value === false && !QUESTIONS.has(call);
    const failed = rows.filter(({ call, ok, value }) => !ok || isRefused(call, value)).map(({ call }) => call);
    const expected = Object.keys(AS_GITHUB);
    expect(rows.filter(({ call }) => failed.includes(call) && !expected.includes(call))).toEqual([]);
    expect(
      expected.filter((call) => !failed.includes(call)),
      'works now',
    ).toEqual([]);
  });
});
