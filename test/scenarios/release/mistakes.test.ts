import { describe, expect, it } from 'vitest';
import { type ServedWorldOptions, sampleText, serveWorld } from '../../support/served-world.ts';

/**
 * What really went wrong in zlink's releases, and what plan has to refuse, told with its remedy and before anything is
 * written. Each world is the sample with that mistake in it.
 */

const ZLINK_FILES = [
  '  - {path: VERSION, preset: key-value, prefix: LIBZLINK_VERSION}',
  '  - {path: core/include/zlink.h, preset: c-macros, prefix: ZLINK_VERSION}',
  '  - {path: core/CMakeLists.txt, preset: cmake-project}',
  '  - {path: core/packaging/conan/conandata.yml, preset: conandata}',
  '  - {path: vcpkg/ports/zlink/vcpkg.json, preset: json, at: version-string}',
];
const configWithout = (path: string): string =>
  `component: core\nversion-files:\n${ZLINK_FILES.filter((line) => !line.includes(`path: ${path},`)).join('\n')}\n`;
const config = (text: string): ServedWorldOptions => ({ files: { '.github/zlink-release.yml': text } });

async function refused(options: ServedWorldOptions, as: 'app' | 'github-token' | 'pat' = 'app') {
  const served = await serveWorld(options);
  const before = served.world.git.directory;
  const result = await served.runAs(as, 'plan', '--version', '1.2.0', '--json');
  expect(served.server.requests.filter((each) => each.method !== 'GET' && each.path !== '/graphql')).toEqual([]);
  expect(before).not.toBe('');
  const answer = JSON.parse(result.stdout) as {
    problems?: { code: string; what: string; where?: string; remedy: string }[];
  };
  return { ...result, problems: answer.problems ?? [] };
}

describe('plan refuses', () => {
  it.each([
    ['VERSION', 'core/v1.0.1 was tagged while VERSION still said 1.0.0'],
    ['core/include/zlink.h', 'core/v1.3.0 was tagged while the header still said 1.1.0'],
    ['core/packaging/conan/conandata.yml', 'conandata.yml had no entry for the version'],
    ['vcpkg/ports/zlink/vcpkg.json', 'vcpkg.json stayed versions behind'],
  ])('to leave %s behind (%s)', async (path) => {
    const { exitCode, problems } = await refused(config(configWithout(path)));
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'version-file-left-behind' }]);
    expect(problems[0]?.where?.replace(/:\d+$/, '')).toBe(path);
    expect(problems[0]?.remedy).toContain('version-files');
  });

  it('a header that is ahead of VERSION, which no bump would explain', async () => {
    const header = sampleText('core/include/zlink.h').replace('VERSION_MINOR 1', 'VERSION_MINOR 3');
    const { exitCode, problems } = await refused({ files: { 'core/include/zlink.h': header } });
    expect(exitCode).toBe(1);
    expect(problems.map((each) => each.code)).toContain('version-files-disagree');
    expect(problems[0]?.remedy).toContain('1.3.0');
  });

  it('a changelog that says nothing of the release', async () => {
    const changelog = sampleText('CHANGELOG.md').replace(/(## \[Unreleased\]\n)[\s\S]*?(?=## \[1\.1\.0\])/, '$1\n');
    const { exitCode, problems } = await refused({ files: { 'CHANGELOG.md': changelog } });
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'changelog-empty-section' }]);
    expect(problems[0]?.remedy).toContain('allow-empty');
  });

  it('a changelog that lost its [Unreleased] section', async () => {
    const changelog = sampleText('CHANGELOG.md').replace('## [Unreleased]', '## Unsorted');
    const { exitCode, problems } = await refused({ files: { 'CHANGELOG.md': changelog } });
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'changelog-missing-section' }]);
  });

  it('to let the release tag start the bindings’ release', async () => {
    const path = '.github/workflows/bindings-release.yml';
    const greedy = sampleText(path).replace(/tags:\n(\s+- '.*'\n)+/, "tags:\n      - '**'\n");
    const { exitCode, problems } = await refused({
      files: { [path]: greedy, '.github/zlink-release.yml': 'workflows: {forbidden: [bindings-release.yml]}\n' },
    });
    expect(exitCode).toBe(1);
    expect(problems.map((each) => each.code)).toContain('forbidden-workflow-starts');
  });

  it('the bindings’ release without any configuration, too', async () => {
    const path = '.github/workflows/bindings-release.yml';
    const greedy = sampleText(path).replace(/tags:\n(\s+- '.*'\n)+/, "tags:\n      - 'v*'\n");
    const { exitCode, problems } = await refused({ files: { [path]: greedy } });
    expect(exitCode).toBe(1);
    expect(problems.map((each) => each.code)).toContain('forbidden-workflow-starts');
  });

  it.each([
    './.github/workflows/bindings-release.yml',
    'Sample/zLink/.github/workflows/bindings-release.yml@main',
    'sample/zlink/.github/workflows/bindings-release.yml@v1',
    'sample/zlink/.github/workflows/between.yml@refs/heads/main',
  ])('the bindings’ release where the release tag starts what calls it, by %s', async (uses) => {
    const call = (on: string, what: string) => `on: ${on}\njobs:\n  all: {uses: '${what}'}\n`;
    const { exitCode, problems } = await refused({
      files: {
        '.github/workflows/caller.yml': call("{push: {tags: ['core/v*']}}", uses),
        '.github/workflows/between.yml': call('workflow_call', './.github/workflows/bindings-release.yml'),
      },
    });
    expect(exitCode).toBe(1);
    const found = problems.filter((each) => each.code === 'forbidden-workflow-starts');
    expect(found.map((each) => each.what)).toEqual([
      'refs/tags/core/v1.2.0 would start .github/workflows/caller.yml, whose job "all" calls .github/workflows/bindings-release.yml.',
    ]);
  });

  it('a tag that would start no build', async () => {
    const path = '.github/workflows/build.yml';
    const silent = sampleText(path).replace("- 'core/v*'", "- 'v*'");
    const { exitCode, problems } = await refused({
      files: {
        [path]: silent,
        '.github/zlink-release.yml': 'workflows: {expected: [build.yml, core-conan-release.yml]}\n',
      },
    });
    expect(exitCode).toBe(1);
    expect(problems.map((each) => each.code)).toContain('expected-workflow-silent');
  });

  it('a tag rule that is in the way', async () => {
    const { exitCode, problems } = await refused({
      rulesets: [
        {
          id: 7,
          name: 'no new tags',
          target: 'tag',
          enforcement: 'active',
          include: ['refs/tags/core/*'],
          exclude: [],
          rules: [{ type: 'creation' }],
        },
      ],
    });
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'rules-forbid-tag' }]);
    expect(problems[0]?.what).toContain('no new tags');
  });

  it('a repository that does not squash', async () => {
    const { problems } = await refused({ settings: { allowSquashMerge: false } });
    expect(problems).toMatchObject([{ code: 'merge-method-disabled' }]);
  });

  it('GITHUB_TOKEN, whose tag starts nothing', async () => {
    const { exitCode, problems } = await refused({}, 'github-token');
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'token-starts-no-workflows' }]);
    expect(problems[0]?.remedy).toMatch(/App token.*dispatch/);
  });

  it('everything that is wrong at once', async () => {
    const header = sampleText('core/include/zlink.h').replace('VERSION_MINOR 1', 'VERSION_MINOR 3');
    const { problems } = await refused(
      {
        files: { 'core/include/zlink.h': header, 'CHANGELOG.md': '# Changelog\n' },
        settings: { allowSquashMerge: false },
      },
      'github-token',
    );
    expect(new Set(problems.map((each) => each.code))).toEqual(
      new Set([
        'version-files-disagree',
        'changelog-missing-section',
        'merge-method-disabled',
        'token-starts-no-workflows',
      ]),
    );
    for (const each of problems) expect(each.remedy).not.toBe('');
  });
});

describe('plan repairs', () => {
  it('files that lag behind today, and says so', async () => {
    const served = await serveWorld({});
    const result = await served.run('plan', '--version', '1.2.0');
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(result.stdout).toContain('lags behind');
    expect(served.server.unknownRoutes).toEqual([]);
  });

  it('says which workflows the tag starts, and which not and why', async () => {
    const served = await serveWorld({});
    const { stdout } = await served.run('plan', '--version', 'minor', '--json');
    const plan = JSON.parse(stdout);
    expect(plan.version).toBe('1.2.0');
    expect(
      plan.expectedWorkflows.map((each: { path?: string } | string) => (typeof each === 'string' ? each : each.path)),
    ).toEqual(expect.arrayContaining(['.github/workflows/build.yml', '.github/workflows/core-conan-release.yml']));
  });
});
