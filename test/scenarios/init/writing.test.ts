import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { smallRepository } from '../../support/small-repository.ts';

const CONFIG = '.github/zlink-release.yml';
const WORKFLOW = '.github/workflows/release.yml';
const untracked = (repository: ReturnType<typeof smallRepository>) =>
  repository.git('status', '--porcelain', '--untracked-files=all');

describe('what init writes, and what it leaves alone', () => {
  it('a dry run shows both files and writes none', async () => {
    const repository = smallRepository({ VERSION: '1.0.0\n' }, ['1.0.0']);
    const { exitCode, stdout } = await runCli(['init', '--from', repository.folder, '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("tag: '{version}'");
    expect(stdout).toContain('workflow_dispatch:');
    expect(untracked(repository)).toBe('');
  });

  it('a configuration that is there is kept, byte by byte, also with --force', async () => {
    const mine = "# mine\ntag: 'mine-{version}'\n";
    const repository = smallRepository({ VERSION: '1.0.0\n', [CONFIG]: mine });
    for (const more of [[], ['--force']]) {
      const { exitCode, stderr, stdout } = await runCli(['init', '--from', repository.folder, ...more]);
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toContain('the configuration, which is kept as it is');
      expect(readFileSync(join(repository.folder, CONFIG), 'utf8')).toBe(mine);
      expect(existsSync(join(repository.folder, WORKFLOW))).toBe(true);
    }
    const again = await runCli(['init', '--from', repository.folder]);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.stderr).toContain('Everything is there already');
  });

  /** test/cases/release/refusal-texts.yml: the remedy of version-not-found was followed. */
  it('goes on with the configuration that it asked for', async () => {
    const config =
      'version-files:\n  - {path: gadget.h, preset: regex, pattern: \'GADGET_VERSION "(?<version>[0-9.]+)"\'}\n';
    const files = { 'gadget.h': '#define GADGET_VERSION "0.53.0"\n', [CONFIG]: config };
    const repository = smallRepository(files, ['v0.53.0']);
    for (const more of [['--dry-run'], []]) {
      const { exitCode, stderr, stdout } = await runCli(['init', '--from', repository.folder, ...more]);
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toMatch(/version 0\.53\.0\s+\(gadget\.h\)/);
      expect(readFileSync(join(repository.folder, CONFIG), 'utf8')).toBe(config);
    }
  });

  it('a configuration that cannot be read is told, not replaced', async () => {
    const repository = smallRepository({ VERSION: '1.0.0\n', [CONFIG]: 'version-file: VERSION\n' });
    const { exitCode, stderr } = await runCli(['init', '--from', repository.folder, '--force']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean "version-files"?');
    expect(untracked(repository)).toBe('');
  });

  it('knows what stands between releases, by what it was at the last one', async () => {
    const header = (patch: number, suffix: string) =>
      `#define A_VERSION "1.0.${patch}"\n#define A_SUFFIX "${suffix}"\n`;
    const repository = smallRepository({ 'a.h': header(0, '') }, ['v1.0.0']);
    repository.write({ 'a.h': header(1, '-dev') });
    repository.commit('open for 1.0.1');
    const { exitCode, stderr, stdout } = await runCli(['init', '--from', repository.folder, '--dry-run', '--json']);
    expect(exitCode, stderr).toBe(0);
    const { found, open } = JSON.parse(stdout) as { found: { what: string; from: string }[]; open: string[] };
    const marks = found.filter(({ what }) => what.includes('in development since v1.0.0'));
    expect(marks.map(({ from }) => from)).toEqual(['a.h']);
    expect(marks[0]?.what).toContain('#define A_SUFFIX');
    expect(open.join('\n')).not.toContain('decide');
  });

  it('says how each place became known, and learns from the releases', async () => {
    const repository = smallRepository({ VERSION: '1.0.0\n', 'src/a.def': 'NAME a 1.0.0\n', 'b.in': 'x\n' }, [
      'v1.0.0',
    ]);
    repository.write({ VERSION: '1.1.0\n', 'src/a.def': 'NAME a 1.1.0\n' });
    repository.commit('1.1.0');
    repository.git('tag', '-a', '-m', 'x', 'v1.1.0');
    const { exitCode, stderr, stdout } = await runCli(['init', '--from', repository.folder, '--json']);
    expect(exitCode, stderr).toBe(0);
    const { files } = JSON.parse(stdout) as { files: Record<string, string> };
    expect(files[CONFIG]?.split('\n').slice(1)).toEqual([
      'version-files:',
      '  # moved with v1.1.0',
      '  - {path: VERSION, preset: plain}',
      '  # moved with v1.1.0',
      "  - {path: src/a.def, preset: lines, lines: ['NAME a {version}']}",
      '',
    ]);
  });

  it('a repository whose version is its tag gets an empty list', async () => {
    const repository = smallRepository({ 'go.mod': 'module example.org/gadget\n\ngo 1.22\n' }, ['v1.19.0']);
    const { exitCode, stderr, stdout } = await runCli(['init', '--from', repository.folder, '--dry-run']);
    expect(exitCode, stderr).toBe(0);
    for (const told of ['version-files: []', 'v1.19.0', 'no file carries it']) expect(stdout).toContain(told);
  });

  it('--force writes over its own workflow, never over one of another kind', async () => {
    const other =
      'on:\n  push:\n    tags: [v*]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
    const repository = smallRepository({ VERSION: '1.0.0\n', [WORKFLOW]: other });
    for (let time = 0; time < 2; time += 1) {
      const { exitCode, stderr } = await runCli(['init', '--from', repository.folder, '--force']);
      expect(exitCode, stderr).toBe(0);
      repository.commit('init');
    }
    expect(repository.git('show', `HEAD:${WORKFLOW}`)).toBe(other.trimEnd());
    expect(repository.git('ls-files', '.github').split('\n')).toEqual([
      WORKFLOW,
      '.github/workflows/zlink-release.yml',
      CONFIG,
    ]);
  });

  it('writes through no symbolic link', async () => {
    const repository = smallRepository({ VERSION: '1.0.0\n' });
    const outside = scratchFolder('outside');
    mkdirSync(join(outside, 'workflows'));
    symlinkSync(outside, join(repository.folder, '.github'));
    const { exitCode, stderr } = await runCli(['init', '--from', repository.folder, '--force']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('path-outside-repository');
  });

  it('tells everything that is in the way at once', async () => {
    const repository = smallRepository({
      'a/package.json': '{ "name": "a", "version": "1.0.0" }',
      'b/package.json': '{ "name": "b", "version": "2.0.0" }',
    });
    const { exitCode, stderr } = await runCli(['init', '--from', repository.folder, '--action-ref', 'a b']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a 1.0.0 (a/package.json), b 2.0.0 (b/package.json)');
    expect(stderr).toContain('--action-ref');
    const wrong = await runCli(['init', '--from', repository.folder, '--component', 'c']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('Components: a (a/package.json), b (b/package.json).');
  });

  it('says so where there is no version, no place to write, or no repository', async () => {
    const nothing = await runCli(['init', '--from', smallRepository({ 'main.c': 'int main;\n' }).folder]);
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toContain('version-not-found');
    const bare = join(scratchFolder('bare'), 'bare.git');
    const repository = smallRepository({ VERSION: '1.0.0\n' });
    repository.git('clone', '--quiet', '--bare', '.', bare);
    const refused = await runCli(['init', '--from', bare]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('bare repository');
    expect((await runCli(['init', '--from', bare, '--dry-run'])).exitCode).toBe(0);
    expect((await runCli(['init', '--from', scratchFolder('empty')])).exitCode).toBe(2);
  });

  it.each(['v1', 'a'.repeat(40)])('its workflow pins every action, ours at %s', async (ref) => {
    const repository = smallRepository({ VERSION: '1.0.0\n' });
    const { exitCode } = await runCli(['init', '--from', repository.folder, '--action-ref', ref]);
    expect(exitCode).toBe(0);
    const text = readFileSync(join(repository.folder, WORKFLOW), 'utf8');
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(used).toContainEqual(expect.stringMatching(new RegExp(`^kairos/.*@${ref}$`)));
    for (const action of used) expect(action).toMatch(action.startsWith('kairos/') ? /@\S+$/ : /@[0-9a-f]{40}$/);
  });
});
