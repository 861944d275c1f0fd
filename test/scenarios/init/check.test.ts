import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { smallRepository } from '../../support/small-repository.ts';

/** `init --check`, as a pull request runs it: what is configured against what the files and the releases say. */

const CONFIG = '.github/zlink-release.yml';
const HEADER = (version: string) => `#define A_VERSION "${version}"\n`;

/** Two releases in which VERSION and a.h moved. */
function released(config: string | null, more: Readonly<Record<string, string>> = {}) {
  const repository = smallRepository({ VERSION: '1.0.0\n', 'a.h': HEADER('1.0.0') }, ['v1.0.0']);
  repository.write({ VERSION: '1.1.0\n', 'a.h': HEADER('1.1.0') });
  repository.commit('1.1.0');
  repository.git('tag', '-a', '-m', 'x', 'v1.1.0');
  repository.write({ ...(config === null ? {} : { [CONFIG]: config }), ...more });
  repository.commit('now');
  return repository;
}

const VERSION_ALONE = 'version-files:\n  - {path: VERSION, preset: plain}\n';
const BOTH = `${VERSION_ALONE}  - {path: a.h, preset: lines, lines: ['#define A_VERSION "{version}"']}\n`;

const check = async (repository: ReturnType<typeof smallRepository>) => {
  const { exitCode, stdout, stderr } = await runCli(['init', '--check', '--from', repository.folder]);
  return { exitCode, told: `${stdout}${stderr}` };
};

describe('init --check', () => {
  it.each<[string, string, Readonly<Record<string, string>>, string | null]>([
    ['agrees', BOTH, {}, null],
    ['a place that moved and is left alone', `${VERSION_ALONE}ignore-files: [a.h]\n`, {}, null],
    ['a place that moved and is not listed', VERSION_ALONE, {}, 'a.h:1'],
    ['an entry that no longer matches', BOTH, { 'a.h': 'int a;\n' }, 'The entry of a.h no longer matches'],
    ['a file that is gone', `${BOTH}  - {path: gone.h, preset: plain}\n`, {}, 'gone.h'],
    [
      'an entry that stayed behind',
      BOTH,
      { 'a.h': HEADER('1.0.0') },
      'a.h says 1.0.0, and the present version is 1.1.0',
    ],
    ['another form of the tag', `${BOTH}tag: 'release-{version}'\n`, {}, 'The newest release is tagged v1.1.0'],
    [
      'a workflow that is not there',
      `${BOTH}workflows: {expected: [build.yml]}\n`,
      {},
      'There is no workflow build.yml',
    ],
    [
      'a path that is left alone and gone',
      `${BOTH}ignore-files: ['b.h:3']\n`,
      {},
      'b.h:3 is to be left alone, and is not there',
    ],
  ])('%s', async (_, config, more, told) => {
    const repository = released(config, more);
    const checked = await check(repository);
    expect(checked.exitCode, checked.told).toBe(told === null ? 0 : 1);
    expect(checked.told).toContain(told ?? 'agree');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('there is nothing to check without a configuration, or with one that cannot be read', async () => {
    const absent = await check(released(null));
    expect([absent.exitCode, absent.told.includes('input-invalid')]).toEqual([2, true]);
    const wrong = await check(released('tags: v\n'));
    expect([wrong.exitCode, wrong.told.includes('config-invalid')]).toEqual([2, true]);
  });

  it('tells a machine, too', async () => {
    const { exitCode, stdout } = await runCli([
      ...['init', '--check', '--json', '--from', released(VERSION_ALONE).folder],
    ]);
    expect(exitCode).toBe(1);
    const { ok, differences } = JSON.parse(stdout) as {
      ok: boolean;
      differences: { where: string; lines: string[] }[];
    };
    expect([ok, differences.map(({ where }) => where)]).toEqual([false, ['a.h:1']]);
    expect(differences[0]?.lines).toContain('version-files:');
  });
});
