import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLE_VERDICT } from '../../scripts/fuzzing/sample-verdict.ts';
import { parseVerdict } from '../../src/core/gate/parse-verdict.ts';
import type { SampleFile } from '../../src/sample/sample-file.ts';
import { runCli } from '../support/cli.ts';
import { expectHarmless, expectPlainMarkdown } from '../support/harmless.ts';
import { scratchFolder } from '../support/scratch.ts';
import { sampleText, serveWorld } from '../support/served-world.ts';

/** A repository whose files, names and settings were written by somebody with the worst intentions. */

const NASTY = '##[error]x @octocat #12 [x](https://evil.example) <script> \u202etxt';
const CONFIG = '.github/zlink-release.yml';
const link = (target: string): SampleFile => ({ mode: '120000', content: target });
const writes = (requests: readonly { method: string; path: string }[]) =>
  requests.filter((each) => each.method !== 'GET' && each.path !== '/graphql');

describe('texts', () => {
  it('names and changelog are shown, and do nothing: plan, JSON, log, comment, check run', async () => {
    const changelog = sampleText('CHANGELOG.md').replace(
      /^## \[Unreleased\]$/im,
      `## [Unreleased]\n\n- ${NASTY}\n::error::y\n\u001b[31mred`,
    );
    const { server, world, run } = await serveWorld({
      files: {
        [CONFIG]: `commit-message: ${JSON.stringify(`${NASTY} {version}`)}\npr-title: ${JSON.stringify(NASTY)}\ntag-message: ${JSON.stringify(NASTY)}\n`,
        'CHANGELOG.md': changelog,
        '.github/workflows/build.yml': sampleText('.github/workflows/build.yml').replace(
          /^name: .*$/m,
          `name: "::warning::${'##[x]'}"`,
        ),
      },
    });
    const plan = await run('plan', '--version', '1.2.0');
    expect(plan.exitCode, plan.stderr).toBe(0);
    expectHarmless(plan.stdout);
    const json = await run('plan', '--version', '1.2.0', '--json');
    expectHarmless(json.stdout);
    expect(JSON.parse(json.stdout).names.tagMessage).toBe(NASTY);
    await run('release', '--version', '1.2.0', '--only', 'plan,propose,report', '--skip', 'gate');
    expect(server.failures).toEqual([]);
    for (const { body } of world.state.comments) expectPlainMarkdown(body);
    for (const { output } of world.state.checkRuns) expectPlainMarkdown(output.summary ?? '');
  });

  it('the log of a failed run is shown without its commands', async () => {
    const { world } = await serveWorld({
      onDisk: true,
      files: {
        '.github/workflows/build.yml': sampleText('.github/workflows/build.yml').replace(
          /- name: .*$/m,
          `- name: "::add-mask::x ${'##[group]'}\u202e"`,
        ),
      },
    });
    const clone = join(scratchFolder('clone'), 'zlink');
    execFileSync('git', ['clone', '--quiet', world.git.directory, clone]);
    // Which step runs how long follows from the ids of the commits, and so from the day.
    const given = ['--version', '1.2.0', '--from', clone, '--now', '2026-11-24T09:00:00Z'];
    const result = await runCli(['rehearse', ...given, '--fault', 'run-fails:build.yml']);
    expect([result.exitCode, result.stderr]).toEqual([1, expect.stringContaining('run-failed')]);
    expect(result.stderr).toContain('add-mask');
    expectHarmless(result.stderr);
  });
});

describe('paths', () => {
  it.each<[string, string, Record<string, SampleFile>]>([
    ['climbs', '../VERSION', {}],
    ['climbs in the middle', 'core/../../VERSION', {}],
    ['is absolute', '/etc/passwd', {}],
    ['is a drive', 'C:/x', {}],
    ['is inside git', '.git/config', {}],
    ['is a link', 'linked', { linked: link('/etc/passwd') }],
    ['goes through a link', 'folder/VERSION', { folder: link('core') }],
  ])('that %s stops the release before anything is written', async (_, path, files) => {
    const { server, run } = await serveWorld({
      files: { ...files, [CONFIG]: `version-files: [{path: ${JSON.stringify(path)}, preset: plain}]\n` },
    });
    const result = await run('release', '--version', '1.2.0', '--skip', 'bench,gate');
    expect(result.exitCode, result.stdout).toBe(2);
    expect(result.stderr).toMatch(/config-invalid|path-outside-repository/);
    expect(result.stderr).not.toContain('root:');
    expect(writes(server.requests)).toEqual([]);
  });

  it.each([
    ['climbs', '../run.sh'],
    ['is absolute', '/bin/sh'],
    ['is a link out of the tree', 'perf/run.sh'],
  ])('of a harness that %s is not run', async (_, harness) => {
    const checkout = join(scratchFolder('checkout'), 'repo');
    mkdirSync(join(checkout, 'perf'), { recursive: true });
    const outside = join(checkout, '..', 'run.sh');
    writeFileSync(outside, '#!/bin/sh\ntouch "$0.ran"\n');
    chmodSync(outside, 0o755);
    symlinkSync(outside, join(checkout, 'perf/run.sh'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: checkout });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'x');
    const out = join(scratchFolder(), 'out');
    const result = await runCli([
      'bench',
      '--mode',
      'recorded',
      '--candidate',
      checkout,
      '--harness',
      harness,
      '--out',
      out,
    ]);
    expect([result.exitCode, result.stderr]).toEqual([
      2,
      expect.stringMatching(/input-invalid|path-outside-repository/),
    ]);
    expect(() => readFileSync(`${outside}.ran`)).toThrow();
  });

  it('a setup command that climbs out of the tree is refused', async () => {
    const result = await runCli([
      'bench',
      '--candidate',
      '.',
      '--setup-command',
      '["../../evil.sh"]',
      '--out',
      join(scratchFolder(), 'out'),
    ]);
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('climbs out of the tree')]);
  });
});

describe('YAML', () => {
  const bomb = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(n === 0 ? 0 : 9)}x]`).join(
    '\n',
  );
  it.each([
    ['a bomb of aliases', bomb],
    ['deep nesting', '['.repeat(50_000)],
    ['a key of keys', '{ ::error::x: { "##[x]": 1 } }: y'],
    ['a NUL', 'tag: "v{version}\\0"'],
    ['a prototype', '__proto__: {tag: x}\nconstructor: 1'],
    ['no UTF-8', '\u00ff\u00fe: 1'],
  ])('%s as configuration is refused, harmlessly', async (_, text) => {
    const { run } = await serveWorld({ files: { [CONFIG]: text } });
    const result = await run('plan', '--version', '1.2.0');
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('config-invalid')]);
    expectHarmless(result.stderr);
  });

  it('a byte order mark is none of the text', async () => {
    const { run } = await serveWorld({ files: { [CONFIG]: '\ufeffcomponent: core\n' } });
    expect((await run('plan', '--version', '1.2.0')).exitCode).toBe(0);
  });
});

describe('refs and versions', () => {
  it.each([
    ['plan', '--version', '1.2.0;rm -rf /'],
    ['plan', '--version', '01.2.0'],
    ['plan', '--version', '1.2.0+meta'],
    ['plan', '--version', '١.٢.٠'],
    ['plan', '--version', '1.2.0\n::error::x'],
    ['plan', '--version', '--upload-pack=evil'],
    ['plan', '--version=-n'],
    ['verify', '--tag=--upload-pack=evil'],
    ['verify', '--tag=-n'],
    ['verify', '--tag', 'a..b'],
    ['watch', '--tag=-n', '--workflow', 'build.yml'],
    ['plan', '--version', '1.2.0', '--supersede', '1\n::error::x'],
    ['bench', '--baseline-ref=--upload-pack=evil'],
    ['bench', '--baseline-ref=-n'],
    ['rehearse', '--version', '1.2.0', '--from', '.', '--at=-n'],
    ['rehearse', '--version', '1.2.0', '--from', '--upload-pack=evil'],
  ])('%s %s %s is bad input', async (...args) => {
    const env = {
      ZLINK_RELEASE_TOKEN: 'ghs_0123456789',
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_API_URL: 'http://127.0.0.1:9',
    };
    const served = args[0] === 'plan' ? await serveWorld() : null;
    const result = await runCli(args, {
      env:
        served === null
          ? env
          : {
              ...env,
              ZLINK_RELEASE_TOKEN: served.server.tokens.app,
              GITHUB_REPOSITORY: 'sample/zlink',
              GITHUB_API_URL: served.server.url,
            },
      cwd: scratchFolder(),
    });
    expect(result.exitCode, result.stderr).toBe(2);
    expectHarmless(result.stderr);
    if (served !== null) expect(writes(served.server.requests)).toEqual([]);
  });

  it.each(['--upload-pack', '-n{version}', 'a..{version}', 'x.lock/{version}.lock'])(
    'the tag %s is no name',
    async (tag) => {
      const { run } = await serveWorld({ files: { [CONFIG]: `tag: ${JSON.stringify(tag)}\n` } });
      const result = await run('plan', '--version', '1.2.0');
      expect([1, 2]).toContain(result.exitCode);
      expect(result.stderr).toMatch(/ref-name-invalid|config-invalid/);
    },
  );
});

describe('a verdict that somebody else made', () => {
  const forged: [string, object][] = [
    [
      'a pass against its own reasons',
      { ...SAMPLE_VERDICT, reasons: [{ effect: 'blocks', rule: 'defect', text: NASTY }] },
    ],
    [
      'a pass against its own effects',
      { ...SAMPLE_VERDICT, effects: SAMPLE_VERDICT.effects.map((each) => ({ ...each, conclusion: 'regression' })) },
    ],
    ['another spelling', { ...SAMPLE_VERDICT, status: 'PASS' }],
    ['more than a verdict has', { ...SAMPLE_VERDICT, admin: true }],
    ['less than a verdict has', { status: 'pass' }],
    ['numbers that are none', { ...SAMPLE_VERDICT, rounds: -1 }],
  ];
  it.each(forged)('%s is refused', (_, verdict) => {
    const read = parseVerdict(JSON.stringify(verdict), 'v.json');
    expect(read.ok ? [] : [...new Set(read.problems.map((each) => each.code))]).toEqual(['verdict-invalid']);
  });

  it('keys that name a prototype change nothing', () => {
    const text = JSON.stringify(SAMPLE_VERDICT).replace('"profile":{', '"profile":{"__proto__":1,"constructor":2,');
    parseVerdict(text, 'v.json');
    parseVerdict(`{"__proto__":${JSON.stringify(SAMPLE_VERDICT)}}`, 'v.json');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(parseVerdict(`{"__proto__":${JSON.stringify(SAMPLE_VERDICT)}}`, 'v.json').ok).toBe(false);
  });

  it('a pass of another tree releases nothing', async () => {
    const { server, run, directory } = await serveWorld();
    writeFileSync(join(directory, 'v.json'), JSON.stringify(SAMPLE_VERDICT));
    const result = await run('release', '--version', '1.2.0', '--verdict', 'v.json');
    expect(result.exitCode).toBe(2);
    // It is about other stacks than those of the sample as well: all is told at once.
    for (const code of ['gate-other-tree', 'verdict-invalid']) expect(result.stderr).toContain(code);
    expect(writes(server.requests).filter((each) => !/check-runs|statuses/.test(each.path))).toEqual([]);
  });
});
