import { execFileSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runMeasured } from '../support/bounded-child.ts';
import { BUILT_CLI } from '../support/cli.ts';
import { expectHarmless, expectPlainMarkdown } from '../support/harmless.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Files and folders of others, handed to the built program: read, or refused with their names; never followed or waited for. */

const SMOKE = fileURLToPath(new URL('../cases/harness/smoke', import.meta.url));
const MOST_MEMORY = 512;
const MEGABYTE = 1_048_576;

function resultFolder(): string {
  const folder = join(scratchFolder('results'), 'run');
  mkdirSync(folder);
  for (const name of ['metrics.csv', 'scenario.log', 'summary.json'])
    copyFileSync(join(SMOKE, name), join(folder, name));
  return folder;
}

function withFile(name: string, make: (path: string) => void): string {
  const folder = resultFolder();
  const path = join(folder, name);
  execFileSync('rm', [path]);
  make(path);
  return folder;
}

const gate = async (candidate: string, ...more: string[]) => {
  const result = await runMeasured([BUILT_CLI, 'gate', '--baseline', SMOKE, '--candidate', candidate, ...more]);
  expect(result.megabytes, result.stderr).toBeLessThan(MOST_MEMORY);
  expectHarmless(result.stderr);
  return result;
};
/** A file of so many megabytes that takes no room. */
function sparse(path: string, megabytes: number): void {
  writeFileSync(path, '');
  truncateSync(path, megabytes * MEGABYTE);
}
const fifo = (path: string) => execFileSync('mkfifo', [path]);

describe('result folders', () => {
  it.each<[string, string, (path: string) => void]>([
    ['a pipe', 'metrics.csv', fifo],
    ['a pipe beside', 'scenario.log', fifo],
    ['a link to a file of the machine', 'metrics.csv', (path) => symlinkSync('/etc/passwd', path)],
    ['a link to a device', 'summary.json', (path) => symlinkSync('/dev/zero', path)],
    ['a folder', 'metrics.csv', (path) => mkdirSync(path)],
  ])('%s in place of %s is refused', async (_, name, make) => {
    const result = await gate(withFile(name, make));
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('result-folder-unreadable')]);
    expect(result.stderr).not.toContain('root:');
  });

  it.each<[string, string, (path: string) => void]>([
    ['4 GB of nothing', 'metrics.csv', (path) => sparse(path, 4 * 1024)],
    ['100 MB in one line', 'metrics.csv', (path) => writeFileSync(path, Buffer.alloc(100 * MEGABYTE, 'a'))],
    ['100 MB of quotes', 'metrics.csv', (path) => writeFileSync(path, Buffer.alloc(100 * MEGABYTE, '"\n'))],
    ['no text', 'metrics.csv', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 10, 0xc3, 0x28, 10]))],
  ])('%s as %s is no table', async (_, name, make) => {
    const result = await gate(withFile(name, make), '--json');
    expect([2, 3], result.stderr).toContain(result.exitCode);
    expect(JSON.parse(result.stdout).status).not.toBe('pass');
  });

  it('a sparse log of gigabytes under two names takes no more memory than another', async () => {
    const folder = withFile('scenario.log', (path) => {
      sparse(`${path}.other`, 1024);
      linkSync(`${path}.other`, path);
    });
    expect([0, 1, 3]).toContain((await gate(folder)).exitCode);
  });

  it('what it prints and writes of names and lines made to be commands and markup is text', async () => {
    const lines = readFileSync(join(SMOKE, 'metrics.csv'), 'utf8').trimEnd().split('\n');
    const nasty = [
      '::error::x',
      '##[add-path]/evil',
      '\u001b[31m::set-output name=a::b',
      '@octocat #12 [x](https://evil.example) <script>alert(1)</script> \u202etxt',
      '%0A::stop-commands::x',
    ];
    const folder = withFile('metrics.csv', (path) =>
      writeFileSync(
        path,
        [
          ...lines,
          ...nasty.map((each) => `${each}${',0'.repeat(15)},PASS`),
          ...nasty.map((each) => lines[1]?.replace(/,PASS$/, `,${each}`)),
        ].join('\n'),
      ),
    );
    writeFileSync(
      join(folder, 'scenario.log'),
      nasty.map((each) => `RESULT scenario=${each} drain_timeout=${each}\n${each}`).join('\n'),
    );
    const out = join(scratchFolder('verdict'), 'out');
    const result = await gate(folder, '--out', out);
    expectHarmless(result.stdout.replaceAll('\u200b', ''));
    expectHarmless((await gate(folder, '--json')).stdout);
    expectPlainMarkdown(readFileSync(join(out, 'verdict.md'), 'utf8'));
    const html = readFileSync(join(out, 'verdict.html'), 'utf8');
    expect(html).not.toMatch(/<script|href="https:\/\/evil/i);
    expect(html).toContain('content="default-src &#39;none&#39;;');
  });
});

describe('files that a person names', () => {
  const large = join(scratchFolder('large'), 'file');
  writeFileSync(large, Buffer.alloc(100 * MEGABYTE, 'a: ['));
  const pipe = join(scratchFolder('pipe'), 'file');
  fifo(pipe);
  it.each([
    ['a pipe', pipe],
    ['a device', '/dev/zero'],
    ['100 MB', large],
    ['a folder', scratchFolder('folder')],
    ['nothing', join(scratchFolder('none'), 'none')],
  ])('%s is no configuration and no verdict', async (_, path) => {
    const result = await runMeasured([
      BUILT_CLI,
      'rehearse',
      '--version',
      '1.2.0',
      '--config',
      path,
      '--verdict',
      path,
    ]);
    expect(result.exitCode, result.stderr).toBe(2);
    expect(result.stderr).toContain('config-invalid');
    expect(result.stderr).toContain('verdict-invalid');
    expect(result.megabytes).toBeLessThan(MOST_MEMORY);
  });

  it('a configuration that is a link out of the checkout is not read', async () => {
    const checkout = join(scratchFolder('checkout'), 'repo');
    mkdirSync(join(checkout, '.github'), { recursive: true });
    symlinkSync('/etc/passwd', join(checkout, '.github/zlink-release.yml'));
    const result = await runMeasured([BUILT_CLI, 'bench', '--candidate', checkout, '--out', join(checkout, 'out')]);
    expect([result.exitCode, result.stderr]).toEqual([2, expect.stringContaining('path-outside-repository')]);
    expect(result.stderr).not.toContain('root:');
  });
});
