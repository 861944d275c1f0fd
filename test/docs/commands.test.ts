import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchmarkPorts } from '../support/benchmark-ports.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { SHORT_PAUSES } from '../support/cli.ts';
import { commandsOf } from '../support/doc-commands.ts';
import { type DocPage, docPages, ROOT } from '../support/doc-pages.ts';
import { hostedCommand } from '../support/hosted-command.ts';
import { CONVERTED, convertedBy, libraryOf, TOOLS, writeLibrary } from '../support/quick-start/libraries.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../support/served-world.ts';
import { SHORT_BENCH } from '../support/short-bench.ts';

/** Every command in the docs is run as it is written, page by page, but for these. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
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

/** Commands of which only a part is run, since the packages are here already. */
const RUN_AS: ReadonlyMap<string, string> = new Map([['npm ci && npm run rehearse', 'npm run rehearse']]);

/** Commands that may end otherwise than with 0, and why. */
const EXIT_CODES: ReadonlyMap<string, { readonly codes: readonly number[]; readonly because: string }> = new Map([
  [
    'zlink-release gate --candidate ../bench',
    { codes: [0, 1, 3], because: 'a real measurement, on whatever machine this is' },
  ],
  [
    'zlink-release init --check',
    { codes: [1], because: 'two files of the sample say a version that was released before' },
  ],
  [
    'zlink-release rehearse --keep ../rehearsal --resume',
    { codes: [0], because: 'the rehearsal before it is complete: it finds its work done' },
  ],
]);

/** A translation has the commands of its original, letter by letter (pages.test.ts): they are run once. */
const pages = docPages()
  .filter(({ path }) => !path.endsWith('.ko.md'))
  .map((page) => ({ path: page.path, page, commands: commandsOf(page) }))
  .filter(({ commands }) => commands.length > 0);

/** Where a library is cloned from, and the GitHub that has it. */
interface Origin {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const asked = (world: ServedWorld): Origin => ({
  folder: join(world.directory, 'repo.git'),
  env: { ZLINK_RELEASE_TOKEN: world.server.tokens.app, GITHUB_API_URL: world.server.url },
});

/** The sample with its benchmark as short as can be: pages about it release it in rehearsals alone, so they share one. */
let sample: Promise<Origin> | null = null;

const serveSample = async (): Promise<Origin> => {
  const config = `${SHORT_BENCH}  rounds: 5\n  duet: shared\n`;
  return asked(await serveWorld({ onDisk: true, files: { '.github/zlink-release.yml': config } }));
};

async function originOf(page: DocPage, around: string): Promise<Origin> {
  const own = libraryOf(page);
  if (own === null) {
    sample ??= serveSample();
    return sample;
  }
  const folder = join(around, 'origin');
  writeLibrary(own, folder);
  // What is converted is rehearsed, and asks no GitHub.
  if (convertedBy(page) !== null) return { folder, env: {} };
  const world = await serveWorld({ onDisk: true, clone: { path: folder, repo: own.name } });
  world.server.followRealTime(SHORT_PAUSES);
  return asked(world);
}

interface Place {
  /** This program, as a person has it. */
  readonly program: string;
  readonly library: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A place as a page takes it to be: this program, a library beside it, and a GitHub that has it. */
async function place(page: DocPage): Promise<Place> {
  const around = scratchFolder('docs');
  const origin = await originOf(page, around);
  const [program = '', library = '', bin = ''] = ['zlink-release', 'my-library', 'bin'].map((name) =>
    join(around, name),
  );
  execFileSync('git', ['clone', '--quiet', origin.folder, library]);
  if (libraryOf(page) === null)
    cpSync(join(ROOT, 'test/cases/recorded'), join(library, 'recorded'), { recursive: true });
  mkdirSync(program);
  for (const name of ['package.json', 'dist']) symlinkSync(join(BUILT_PROGRAM, name), join(program, name));
  mkdirSync(bin);
  await hostedCommand(bin);
  const env = { PATH: `${bin}:${TOOLS}:${process.env.PATH}`, HOME: around, NO_COLOR: '1', ...origin.env, ...PERSON };
  return { program, library, env };
}

const PERSON = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

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
  it.each(pages)('$path', { timeout: LONGEST }, async ({ path, page, commands }) => {
    const { program, library, env } = await place(page);
    const run = commands.filter((command) => !NOT_RUN.has(command));
    const isMeasured = libraryOf(page) === null && run.some((command) => /^zlink-release bench\b/.test(command));
    const letGo = isMeasured ? await benchmarkPorts() : () => {};
    const typed = run.map((command) => RUN_AS.get(command) ?? command);
    const { codes, output } = await runAll(typed, path === 'README.md' ? program : library, env).finally(letGo);
    const wrong = run.filter((command, at) => !(EXIT_CODES.get(command)?.codes ?? [0]).includes(codes[at] ?? -1));
    expect(wrong, `${codes.join(' ')}\n${output}`).toEqual([]);
    if (path === 'README.md') expect(output).toContain('1.2.0 is released and verified');
    if (convertedBy(page) !== null) expectConverted(page, library, output);
  });

  it('leaves out nothing that is not there any more', () => {
    const all = pages.flatMap((page) => page.commands);
    expect(
      [...NOT_RUN.keys(), ...RUN_AS.keys(), ...EXIT_CODES.keys()].filter((command) => !all.includes(command)),
    ).toEqual([]);
  });
});

/** The page says what is written and what is deleted: so does `init`, and so it is. */
function expectConverted(page: DocPage, library: string, output: string): void {
  expect(`${readFileSync(join(library, CONVERTED), 'utf8')}`).toBe(`${convertedBy(page)}\n`);
  const deleted = commandsOf(page)
    .filter((command) => command.startsWith('git rm'))
    .flatMap((command) => command.split(' ').slice(3));
  for (const told of output.matchAll(/Delete (.+) when this program takes over/g))
    expect(deleted).toEqual((told[1] ?? '').split(', '));
  const left = deleted.filter((file) => existsSync(join(library, file)));
  expect(left).toEqual([]);
}
