import { describe, expect, it } from 'vitest';
import { findFormerTools, mayConfigureTool, toolLine } from '../../../src/core/init/former-tools.ts';
import { parseWorkflow } from '../../../src/core/triggers/workflow-file.ts';

/** Configurations as each tool's documentation shows them, and what they know. */
const TOOLS: readonly [string, Readonly<Record<string, string>>, string][] = [
  [
    'release-please',
    {
      'release-please-config.json': JSON.stringify({
        packages: {
          '.': {
            'include-v-in-tag': false,
            'changelog-path': 'CHANGES.md',
            'extra-files': ['a.h', { type: 'generic', path: 'b.c' }],
          },
        },
      }),
      '.release-please-manifest.json': '{".": "1.2.0"}',
    },
    'release-please was here (release-please-config.json, .release-please-manifest.json): tags {version}; changelog CHANGES.md; version files a.h, b.c. Delete release-please-config.json, .release-please-manifest.json when',
  ],
  [
    'semantic-release',
    {
      '.releaserc':
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the tool's own placeholder
        'tagFormat: "r${version}"\nplugins:\n  - ["@semantic-release/changelog", {changelogFile: HISTORY.md}]\n',
    },
    'tags r{version}; changelog HISTORY.md. Delete .releaserc when',
  ],
  ['semantic-release in package.json', { 'package.json': '{"release": {"branches": ["main"]}}' }, 'tags v{version}.'],
  [
    'bumpversion',
    {
      '.bumpversion.cfg':
        '[bumpversion]\ncurrent_version = 1.2.0\ntag_name = {new_version}\n\n[bumpversion:file:src/a.h]\nsearch = X\n\n[bumpversion:file(two):src/a.h]\n',
    },
    'bump2version was here (.bumpversion.cfg): tags {version}; version files src/a.h. Delete .bumpversion.cfg',
  ],
  [
    'bump-my-version',
    {
      'pyproject.toml':
        '[tool.bumpversion]\ntag_name = "v{new_version}"\n[[tool.bumpversion.files]]\nfilename = "a.py"\n',
    },
    'tags v{version}; version files a.py. Delete pyproject.toml (a part of it)',
  ],
  [
    'cargo-release',
    {
      'release.toml':
        'tag-name = "{{version}}"\npre-release-replacements = [{file="README.md", search="x", replace="y"}]\n',
    },
    'cargo-release was here (release.toml): tags {version}; version files README.md.',
  ],
  [
    'cargo-release in a manifest',
    { 'Cargo.toml': '[workspace.metadata.release]\ntag-name = "v{{version}}"\n' },
    'Cargo.toml (a part of it)',
  ],
  [
    'GoReleaser',
    { '.goreleaser.yml': 'version: 2\n' },
    'GoReleaser was here (.goreleaser.yml). Delete .goreleaser.yml when',
  ],
  [
    'standard-version',
    { '.versionrc': '{"tagPrefix": "", "bumpFiles": [{"filename": "VERSION"}]}' },
    'tags {version}; changelog CHANGELOG.md; version files VERSION.',
  ],
  [
    'release-it',
    {
      '.release-it.json':
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the tool's own placeholder
        '{"git": {"tagName": "v${version}"}, "plugins": {"@release-it/bumper": {"out": "VERSION"}, "@release-it/keep-a-changelog": {"filename": "CHANGELOG.md"}}}',
    },
    'tags v{version}; changelog CHANGELOG.md; version files VERSION.',
  ],
  [
    'changesets',
    { '.changeset/config.json': '{"changelog": "x"}', '.changeset/red-fox.md': '---\n"a": minor\n---\nNew.\n' },
    '.changeset/red-fox.md waits to be released',
  ],
  [
    'commitizen',
    {
      'pyproject.toml':
        '[tool.commitizen]\ntag_format = "v$version"\nversion_files = ["src/a.py:version", "VERSION"]\nupdate_changelog_on_bump = true\n',
    },
    'tags v{version}; changelog CHANGELOG.md; version files src/a.py, VERSION.',
  ],
  ['commitizen of its own', { '.cz.toml': '[tool.commitizen]\nversion = "1"\n' }, 'commitizen was here (.cz.toml)'],
  [
    'towncrier',
    { 'pyproject.toml': '[tool.towncrier]\ndirectory = "news"\nfilename = "NEWS.rst"\n' },
    'changelog NEWS.rst. Delete pyproject.toml (a part of it) when this program takes over. What waits in news/',
  ],
];

const found = (files: Readonly<Record<string, string>>, started: readonly string[] = []) => {
  const workflows = Object.entries(files).flatMap(([path, text]) => {
    const parsed = path.startsWith('.github/workflows/') ? parseWorkflow(path, text) : null;
    return parsed?.ok === true ? [parsed.value] : [];
  });
  return findFormerTools(new Map(Object.entries(files)), workflows, started);
};

describe('tools that were here before', () => {
  it.each(TOOLS)('%s', (_, files, line) => {
    for (const path of Object.keys(files)) expect(mayConfigureTool(path), path).toBe(true);
    const tools = found(files);
    expect(tools).toHaveLength(1);
    expect(tools.map(toolLine).join('\n')).toContain(line);
  });

  it('are none where a manifest says nothing of them', () => {
    expect(
      found({
        'package.json': '{"name": "a"}',
        'Cargo.toml': '[package]\n',
        'setup.cfg': '[metadata]\n',
        'pyproject.toml': '',
      }),
    ).toEqual([]);
  });

  const GORELEASER =
    'on: {push: {tags: ["v*"]}}\njobs: {a: {runs-on: x, steps: [{uses: goreleaser/goreleaser-action@v6}]}}\n';
  it('GoReleaser stays where the tag starts it', () => {
    const path = '.github/workflows/release.yml';
    const tools = found({ '.goreleaser.yml': '{}', [path]: GORELEASER }, [path]);
    expect(tools.map(toolLine).join()).toContain('and stays');
    expect(tools[0]?.toDelete).toEqual([]);
  });

  it.each([
    ['{"tagFormat": "no version"}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the tool's own placeholder
    ['{"tagFormat": "a b${version}"}'],
    ['not json {'],
    ['[]'],
    ['{"tagFormat": ["x"], "plugins": {"a": 1}}'],
  ])('what %s says is not gone by', (text) => {
    const [tool] = found({ '.releaserc.json': text });
    expect(tool?.knowledge.tag ?? null).toSatisfy((tag) => tag === null || tag === 'v{version}');
    expect(tool?.knowledge.versionFiles).toEqual([]);
  });
});
