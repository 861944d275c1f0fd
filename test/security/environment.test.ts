import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/action/release-inputs.ts';
import { orStop } from '../../src/core/problem.ts';
import { handoverDigest } from '../../src/core/release/handover.ts';
import { runActionJob } from '../support/action-job.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import type { CliResult } from '../support/cli.ts';
import { githubCases } from '../support/github-cases.ts';
import { runHosted } from '../support/program-hosts.ts';
import { scratchFolder } from '../support/scratch.ts';
import { serveWorld } from '../support/served-world.ts';
import { checkedOut } from '../support/workspace.ts';

/** What the tests of a repository get of the environment of the job. */

const TOKEN = 'ghs_PLANTED0123456789secret';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const SCRIPT =
  '#!/bin/sh\nenv -0 > "$SEEN/seen"\nls -A "$RUNNER_TEMP" > "$SEEN/files" 2>&1\ntouch "$RUNNER_TEMP/left"\n:\n';

interface Planned {
  /** Where the plan step left its plan. */
  readonly output: string;
  readonly digest: string;
  readonly checkout: string;
}

/** A release of a repository that configures tests, planned; and a checkout of what it releases. */
async function planned(more: string): Promise<Planned> {
  const served = await serveWorld({
    onDisk: true,
    files: {
      'test.sh': { mode: '100755', content: SCRIPT },
      '.github/zlink-release.yml': `test: {command: [./test.sh]${more}}\n`,
    },
  });
  const output = join(scratchFolder('planned'), 'out');
  await runActionJob(served, { version: '1.2.0', 'dry-run': 'true', 'output-directory': output });
  const digest = handoverDigest(readFileSync(join(output, 'release-plan.json'), 'utf8'));
  return { output, digest, checkout: checkedOut(served).folder };
}
const plans = new Map<string, Promise<Planned>>();

/** Runs the step `test` of the action; the tests write down what they see. */
async function seenByTests(
  environment: Readonly<Record<string, string>>,
  more = '',
): Promise<{ readonly seen: ReadonlyMap<string, string>; readonly files: string; readonly result: CliResult }> {
  const begun = plans.get(more) ?? planned(`, environment: [SEEN${more}]`);
  plans.set(more, begun);
  const { output, digest, checkout } = await begun;
  const folder = scratchFolder('seen');
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    SEEN: folder,
    ZLINK_RELEASE_TOKEN: TOKEN,
    ZLINK_VERSION: '1.2.0',
    ZLINK_REPOSITORY: 'sample/zlink',
    ZLINK_OUTPUT_DIRECTORY: output,
    ZLINK_WORKING_DIRECTORY: checkout,
    ZLINK_PLAN: digest,
    ...environment,
  };
  const result = await runHosted({
    entry: join(BUILT_PROGRAM, 'dist/action.js'),
    args: ['test'],
    env: { ...env, ZLINK_INPUTS: JSON.stringify(orStop(readInputs(env))) },
    cwd: checkout,
  });
  expect(result.exitCode, result.stdout).toBe(0);
  const variables = readFileSync(join(folder, 'seen'), 'utf8').split('\0').filter(Boolean);
  const seen = new Map(variables.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
  return { seen, files: readFileSync(join(folder, 'files'), 'utf8'), result };
}

const SECRETS = {
  GPG_PASSPHRASE: 'plant-1',
  SIGNING_KEY: 'plant-2',
  DATABASE_URL: 'postgres://user:plant-3@db.example/x',
  DOCKER_AUTH_CONFIG: '{"auths":{"r.example":{"auth":"plant-4"}}}',
  SLACK_WEBHOOK: 'https://hooks.example/services/plant-5',
};

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  'other-secrets-of-the-job': async () => {
    const { seen, result } = await seenByTests(SECRETS);
    expect([...seen.keys()].filter((name) => name in SECRETS)).toEqual([]);
    expect([...seen.values()].filter((value) => value.includes('plant-'))).toEqual([]);
    const names = Object.keys(SECRETS).sort().join(', ');
    expect(result.stdout.split(names)).toHaveLength(2);
    expect(`${result.stdout}${result.stderr}`).not.toContain('plant-');
  },
  'what-a-build-needs-stays': async () => {
    const needed = {
      LANG: 'C.UTF-8',
      CC: 'gcc-13',
      CFLAGS: '-O2',
      CMAKE_GENERATOR: 'Ninja',
      CI: 'true',
      RUNNER_OS: 'Linux',
      GITHUB_WORKSPACE: '/work',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      KEYBOARD: 'us',
      MONKEY: '1',
    };
    const { seen, result } = await seenByTests(needed);
    expect(Object.fromEntries([...seen].filter(([name]) => name in needed))).toEqual(needed);
    expect([seen.get('PATH'), seen.get('HOME')]).toEqual([process.env.PATH, process.env.HOME]);
    expect(result.stdout).not.toContain('withheld');
  },
  'our-token-in-other-clothes': async () => {
    const clothes = {
      A: `basic ${base64(`x-access-token:${TOKEN}`)}`,
      B: base64(TOKEN),
      C: `https://x-access-token:${TOKEN}@github.com/sample/zlink.git`,
    };
    // Asked for or not, and whether or not the step knows the token, which it does not in the action.
    for (const known of [{}, { ZLINK_RELEASE_TOKEN: '' }]) {
      const { seen } = await seenByTests({ ...clothes, ...known });
      expect([...seen.keys()].filter((name) => name in clothes)).toEqual([]);
    }
    const asked = await seenByTests(clothes, ', A, B, C');
    expect([...asked.seen.keys()].filter((name) => name in clothes)).toEqual([]);
  },
  "the-action's-own-folder": async () => {
    const temporary = scratchFolder('runner');
    mkdirSync(join(temporary, '_runner_file_commands'));
    writeFileSync(join(temporary, '_runner_file_commands/set_env_1'), '');
    const { seen, files } = await seenByTests({ GITHUB_ACTION_PATH: temporary, RUNNER_TEMP: temporary });
    expect(seen.has('GITHUB_ACTION_PATH')).toBe(false);
    const given = seen.get('RUNNER_TEMP') ?? '';
    expect(given).not.toBe('');
    expect(given.startsWith(temporary)).toBe(false);
    expect(files).toBe('');
    expect(statSync(given, { throwIfNoEntry: false })).toBeUndefined();
  },
};

describe('the tests get', () => {
  it.each([...githubCases('secrets.yml').keys()])('%s', async (name) => {
    await (CASES[name] ?? (() => expect.fail('a case without a test')))();
  });

  it('what test.environment names, and no more', async () => {
    const { seen, result } = await seenByTests(SECRETS, ', SIGNING_KEY, NOT_THERE');
    expect(seen.get('SIGNING_KEY')).toBe('plant-2');
    expect([...seen.keys()].filter((name) => name in SECRETS)).toEqual(['SIGNING_KEY']);
    expect(result.stdout).toContain('test.environment');
    expect(result.stdout).not.toContain('plant-');
  });
});
