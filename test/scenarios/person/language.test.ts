import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';

/** In which language a person is told. What a machine reads is English in any case. */

const told = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runCli(['plan', '--repo', 'a/b', '--version', 'minor', ...args], { env });

describe('language', () => {
  it.each([
    ['--lang ko', ['--lang', 'ko'], {}],
    ['LANG', [], { LANG: 'ko_KR.UTF-8' }],
    ['LC_ALL before LANG', [], { LC_ALL: 'ko_KR.utf8', LANG: 'en_US.UTF-8' }],
  ])('is Korean by %s', async (_, args, env) => {
    const { exitCode, stderr, stdout } = await told(args, env);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      '✗ token-missing  ZLINK_RELEASE_TOKEN, GITHUB_TOKEN, GH_TOKEN 중 설정된 것이 없습니다. 이 순서로 찾습니다.',
    );
    expect(stderr).toMatch(/해결: +ZLINK_RELEASE_TOKEN이나/);
    expect(stderr).not.toMatch(/remedy|where/);
  });

  it.each([
    ['by default', [], {}],
    ['by --lang en, whatever LANG says', ['--lang', 'en'], { LANG: 'ko_KR.UTF-8' }],
    ['where LANG is another one', [], { LANG: 'kok_IN.UTF-8' }],
  ])('is English %s', async (_, args, env) => {
    const { stderr } = await told(args, env);
    expect(stderr).toMatch(/remedy: Set ZLINK_RELEASE_TOKEN/);
  });

  it('is English in what a machine reads', async () => {
    const { stdout, stderr } = await told(['--json', '--lang', 'ko']);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'token-missing' }] });
    expect(stdout).not.toMatch(/\p{Script=Hangul}/u);
    expect(stderr).toMatch(/\p{Script=Hangul}/u);
  });

  it('says which languages there are', async () => {
    const { exitCode, stderr } = await told(['--lang', 'fr']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"fr" is no language that this program speaks.');
    expect(stderr).toContain('Languages: en, ko.');
  });
});
