import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchmarkPorts } from '../support/benchmark-ports.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { codeBlocks, docPages, ROOT } from '../support/doc-pages.ts';
import { hostedCommand } from '../support/hosted-command.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../support/served-world.ts';
import { SHORT_BENCH } from '../support/short-bench.ts';

/** Every command in the docs is run as it is written, page by page, but for these. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ['npm ci && npm run rehearse', 'installs packages; what follows is run by itself below'],
  ['npm ci && npm test', 'runs this test'],
  [
    'HTTP_PROXY=http://127.0.0.1:PORT GH_HOST=github.localhost GH_TOKEN=rehearsal-app-token gh run list -R github.localhost/sample/zlink',
    'PORT is for the reader; test/scenarios/embedded/gh.tools.test.ts runs it',
  ],
  ["gh api repos/OWNER/NAME/rulesets --jq '.[].id'", 'asks github.com about a repository of the reader’s'],
  ['gh api repos/OWNER/NAME/rulesets/ID > rules.json', 'the same'],
  [
    'zlink-release rehearse --from ../my-library --version minor --rulesets rules.json --setting deleteBranchOnMerge=true',
    'needs the file of the line before; test/hosting/rehearsed-rules.test.ts runs it with one',
  ],
  ['gh attestation verify dist/cli.js --repo kairos/zlink-release', 'asks github.com about a published release'],
]);

/** Commands that may end otherwise than with 0, and why. */
const EXIT_CODES: ReadonlyMap<string, { readonly codes: readonly number[]; readonly because: string }> = new Map([
  [
    'zlink-release gate --candidate ../bench',
    { codes: [0, 1, 3], because: 'a real measurement, on whatever machine this is' },
  ],
  [
    'zlink-release rehearse --keep ../rehearsal --resume',
    { codes: [0], because: 'the rehearsal before it is complete: it finds its work done' },
  ],
]);

/** The commands of a block: continued lines joined, comments left out. */
const commandsOf = (code: string): string[] =>
  code
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$|^#.*$/, '').trim())
    .filter(Boolean);

const pages = docPages().flatMap((page) => {
  const commands = codeBlocks(page)
    .filter((block) => block.language === 'sh')
    .flatMap((block) => commandsOf(block.code));
  return commands.length === 0 ? [] : [{ path: page.path, commands }];
});

/** A place as the docs take it to be: this program, a library beside it, and a GitHub that has it. */
async function place(): Promise<{ world: ServedWorld; program: string; library: string; env: NodeJS.ProcessEnv }> {
  const config = `${SHORT_BENCH}  rounds: 5\n  duet: shared\n`;
  const world = await serveWorld({ onDisk: true, files: { '.github/zlink-release.yml': config } });
  const around = scratchFolder('docs');
  const [program, library, bin] = ['zlink-release', 'my-library', 'bin'].map((name) => join(around, name)) as [
    string,
    string,
    string,
  ];
  execFileSync('git', ['clone', '--quiet', join(world.directory, 'repo.git'), library]);
  cpSync(join(ROOT, 'test/cases/recorded'), join(library, 'recorded'), { recursive: true });
  mkdirSync(program);
  for (const name of ['package.json', 'dist']) symlinkSync(join(BUILT_PROGRAM, name), join(program, name));
  mkdirSync(bin);
  await hostedCommand(bin);
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: around,
    NO_COLOR: '1',
    ZLINK_RELEASE_TOKEN: world.server.tokens.app,
    GITHUB_API_URL: world.server.url,
  };
  return { world, program, library, env };
}

/** A shell that keeps variables from one command to the next, as the reader's does. */
function runAll(
  commands: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ codes: number[]; output: string }> {
  const script = commands.map((command) => `${command}\necho "exit code $?" >&3`).join('\n');
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const [output, codes]: [string[], string[]] = [[], []];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stdio[3]?.on('data', (chunk: Buffer) => codes.push(chunk.toString()));
    child.on('error', reject);
    child.on('close', () =>
      resolve({
        codes: [...codes.join('').matchAll(/exit code (\d+)/g)].map((match) => Number(match[1])),
        output: output.join(''),
      }),
    );
  });
}

/** A duet is among them, which takes its time on a busy machine. */
const LONGEST = 20 * 60_000;

describe('commands in the docs', () => {
  it.each(pages)('$path', { timeout: LONGEST }, async ({ path, commands }) => {
    const { program, library, env } = await place();
    const run = commands.filter((command) => !NOT_RUN.has(command));
    const letGo = run.some((command) => /^zlink-release bench\b/.test(command)) ? await benchmarkPorts() : () => {};
    const { codes, output } = await runAll(run, path === 'README.md' ? program : library, env).finally(letGo);
    const wrong = run.filter((command, at) => !(EXIT_CODES.get(command)?.codes ?? [0]).includes(codes[at] ?? -1));
    expect(wrong, `${codes.join(' ')}\n${output}`).toEqual([]);
  });

  it('rehearses the sample as npm run rehearse', async () => {
    const { program, env } = await place();
    const { codes, output } = await runAll(['npm run rehearse'], program, env);
    expect(codes, output).toEqual([0]);
    expect(output).toContain('1.2.0 is released and verified');
  });

  it('leaves out nothing that is not there any more', () => {
    const all = pages.flatMap((page) => page.commands);
    expect([...NOT_RUN.keys(), ...EXIT_CODES.keys()].filter((command) => !all.includes(command))).toEqual([]);
  });
});
