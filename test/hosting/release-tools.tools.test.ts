import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunningGitHub } from '../../src/hosting/hosted-types.ts';
import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { ROOT } from '../support/doc-pages.ts';
import { run } from '../support/gh.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { scratchFolder } from '../support/scratch.ts';

/**
 * Other tools release against the embedded GitHub, each as its own documentation starts it: what they ask is answered, and the
 * world looks afterwards as it would on GitHub. docs/other-release-tools.md tells it; `.ci/run` installs these versions.
 */
const TOOLS = process.env.RELEASE_TOOLS ?? join(ROOT, '.tools/release-tools');
const hasTools = existsSync(join(TOOLS, 'node_modules/.bin/release-please')) || process.env.CI !== undefined;

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

const PACKAGE = `${JSON.stringify({ name: 'tool', version: '1.0.0', private: true }, null, 2)}\n`;

async function library(files: Readonly<Record<string, string>> = {}, https = false): Promise<RunningGitHub> {
  const github = await startForTests({
    https,
    world: {
      repository: 'octo/tool',
      limits: { writesPerMinute: 10_000, pointsPerMinute: 100_000 },
      history: [
        {
          message: 'chore: begin',
          files: { 'package.json': PACKAGE, 'README.md': 'tool\n', ...files },
          tags: ['v1.0.0'],
        },
        { message: 'feat: copy a frame once', files: { 'frame.c': 'int frame;\n' } },
      ],
      releases: [{ tag: 'v1.0.0' }],
    },
    warn: () => {},
  });
  afterThisFile(() => github.close());
  return github;
}

const get = async (github: RunningGitHub, path: string): Promise<Json> =>
  (await github.act({ who: 'maintainer', method: 'GET', path })).body;

const ownGit = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Maintainer',
  GIT_AUTHOR_EMAIL: 'maintainer@example.org',
  GIT_COMMITTER_NAME: 'Maintainer',
  GIT_COMMITTER_EMAIL: 'maintainer@example.org',
};

/** Runs one of the tools in a folder, with nothing of whoever runs the tests. */
async function tool(github: RunningGitHub, cwd: string, name: string, args: readonly string[], env = {}) {
  const { exitCode, stdout, stderr } = await run(join(TOOLS, 'node_modules/.bin', name), args, {
    cwd,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: cwd,
      ...ownGit,
      GITHUB_TOKEN: github.tokens.pat,
      GH_TOKEN: github.tokens.pat,
      ...env,
    },
  });
  expect(exitCode, `${name} ${args.join(' ')}\n${stdout}\n${stderr}\n${github.unanswered.join('\n')}`).toBe(0);
  return `${stdout}${stderr}`;
}

async function clone(github: RunningGitHub, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = join(scratchFolder('tool'), 'clone');
  mkdirSync(folder, { recursive: true });
  const env = { PATH: process.env.PATH ?? '', HOME: folder, ...ownGit, ...more };
  const cloned = await run('git', ['clone', '-q', github.cloneUrl, folder], { cwd: folder, env });
  expect(cloned.exitCode, cloned.stderr).toBe(0);
  return folder;
}

describe.skipIf(!hasTools)('other tools release against it', () => {
  it('release-please opens its pull request, and makes tag and release once that is merged', async () => {
    const github = await library();
    const cwd = scratchFolder('release-please');
    const command = (name: string) => [
      name,
      ...['--token', github.tokens.pat, '--api-url', github.url, '--graphql-url', github.url],
      ...['--repo-url', github.repository, '--release-type', 'node', '--target-branch', 'main'],
    ];
    await tool(github, cwd, 'release-please', command('release-pr'));
    const [pull] = await get(github, 'pulls');
    expect(pull.title).toBe('chore(main): release 1.1.0');
    expect(pull.labels.map(({ name }: Json) => name)).toEqual(['autorelease: pending']);
    const merge = { merge_method: 'squash', sha: pull.head.sha };
    const path = `pulls/${pull.number}/merge`;
    expect((await github.act({ who: 'maintainer', method: 'PUT', path, body: merge })).status).toBe(200);
    await tool(github, cwd, 'release-please', command('github-release'));
    const release = await get(github, 'releases/latest');
    expect(release.tag_name).toBe('v1.1.0');
    expect(release.body).toContain('copy a frame once');
    expect((await get(github, `git/ref/tags/${release.tag_name}`)).object.sha).toBe(
      (await get(github, `pulls/${pull.number}`)).merge_commit_sha,
    );
    expect((await get(github, `issues/${pull.number}`)).labels.map(({ name }: Json) => name)).toEqual([
      'autorelease: tagged',
    ]);
    expect(github.unanswered).toEqual([]);
  });

  it('semantic-release tags, releases and tells the pull requests', async () => {
    const github = await library();
    const cwd = await clone(github);
    const out = await tool(
      github,
      cwd,
      'semantic-release',
      [
        ...['--no-ci', '--branches', 'main', '--repository-url', github.cloneUrl],
        ...['--plugins', '@semantic-release/commit-analyzer', '@semantic-release/release-notes-generator'],
        '@semantic-release/github',
      ],
      { GITHUB_API_URL: `${github.url}/api/v3`, GITHUB_URL: github.url },
    );
    expect(out).toContain('The next release version is 1.1.0');
    const release = await get(github, 'releases/latest');
    expect([release.tag_name, release.draft]).toEqual(['v1.1.0', false]);
    expect(release.body).toContain('copy a frame once');
    const main = (await get(github, 'git/ref/heads/main')).object.sha;
    expect((await get(github, 'commits/v1.1.0')).sha).toBe(main);
    expect(github.unanswered).toEqual([]);
  });

  it('changesets asks who changed what, and its tag is pushed', async () => {
    const config = {
      changelog: ['@changesets/changelog-github', { repo: 'octo/tool' }],
      commit: false,
      access: 'restricted',
      baseBranch: 'main',
      privatePackages: { version: true, tag: true },
    };
    const github = await library({
      '.changeset/config.json': JSON.stringify(config),
      '.changeset/brave-frames.md': '---\n"tool": minor\n---\n\nCopy a frame once\n',
      'package-lock.json': JSON.stringify({ name: 'tool', version: '1.0.0', lockfileVersion: 3, packages: {} }),
    });
    const cwd = await clone(github);
    const env = { GITHUB_GRAPHQL_URL: `${github.url}/graphql`, GITHUB_SERVER_URL: github.url };
    await tool(github, cwd, 'changeset', ['version'], env);
    const git = async (...args: string[]) => {
      const did = await run('git', args, { cwd, env: { PATH: process.env.PATH ?? '', HOME: cwd, ...ownGit } });
      expect(did.exitCode, did.stderr).toBe(0);
      return did.stdout;
    };
    const changelog = readFileSync(join(cwd, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(/Thanks \[@\w+\].*! - Copy a frame once/);
    await git('add', '-A');
    await git('commit', '-qm', 'chore: version');
    await tool(github, cwd, 'changeset', ['tag'], env);
    await git('push', '-q', '--follow-tags', 'origin', 'HEAD:main');
    const tags = (await get(github, 'tags')).map(({ name }: Json) => name);
    expect(tags).toContain('v1.1.0');
    expect(github.unanswered).toEqual([]);
  });

  it('release-it commits, tags, pushes and releases, by https as it wants', async () => {
    const github = await library({}, true);
    const { environment } = github;
    const cwd = await clone(github, environment);
    const host = new URL(github.url).host;
    const said = ['--ci', '--increment=minor', '--no-npm.publish', '--github.release', `--github.host=${host}`];
    await tool(github, cwd, 'release-it', said, environment);
    const release = await get(github, 'releases/latest');
    expect([release.tag_name, release.draft]).toEqual(['v1.1.0', false]);
    expect(release.body).toContain('copy a frame once');
    const main = (await get(github, 'git/ref/heads/main')).object.sha;
    expect((await get(github, 'commits/v1.1.0')).sha).toBe(main);
    expect((await get(github, 'commits/main')).commit.message).toBe('Release 1.1.0');
    expect(github.unanswered).toEqual([]);
  });
});
