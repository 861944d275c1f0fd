import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import { type ActionJob, runActionJob } from '../../support/action-job.ts';
import { runCli } from '../../support/cli.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';
import { pushFiles } from '../../support/somebody.ts';
import { checkedOut, type Workspace } from '../../support/workspace.ts';

/** What is configured as `test.command` has succeeded on the very tree that is released, or a person left it out. */

const FAILS = 'test:\n  command: ["false"]\n';
const PASSES = 'test:\n  command: ["test", "-f", "VERSION"]\n';
/** What leaves out all that follows the tag: these stories end there. */
const BRIEF = 'bench,gate,watch,verify';
const UNRELEASED = ['core/v1.0.0', 'core/v1.1.0', 'v1.1'];
const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];

const served = (config: string | null) =>
  serveWorld(
    config === null
      ? { onDisk: true }
      : { onDisk: true, files: { '.github/zlink-release.yml': `${config}${FEW_POLLS}` } },
  );
const FEW_POLLS = 'watch:\n  poll-interval-seconds: 300\n';

interface Told extends ActionJob {
  readonly record: ReleaseRecord;
}

async function job(world: ServedWorld, workspace: string, inputs: Record<string, string> = {}): Promise<Told> {
  const output = scratchFolder('output');
  const done = await runActionJob(
    world,
    { version: '1.2.0', skip: 'bench,gate', 'output-directory': output, ...inputs },
    undefined,
    workspace,
  );
  return { ...done, record: JSON.parse(readFileSync(join(output, 'release-record.json'), 'utf8')) as ReleaseRecord };
}

const tagsOf = async ({ world }: ServedWorld): Promise<string[]> =>
  (await world.git.listRefs('refs/tags/')).map((ref) => ref.name.slice('refs/tags/'.length)).sort();

async function expectUntouched(world: ServedWorld): Promise<void> {
  expect(await tagsOf(world)).toEqual(UNRELEASED);
  expect(world.world.state.pulls).toEqual([]);
  expect((await world.world.git.listRefs('refs/heads/')).map((ref) => ref.name)).toEqual(['refs/heads/main']);
}

const testStage = ({ record }: Told) => record.stages.find((each) => each.stage === 'test');
const headOf = async ({ world }: ServedWorld) => (await world.git.resolveRef('refs/heads/main')) ?? '';

describe('by the action', () => {
  it('no checkout in the job stops it, with the lines that make one', async () => {
    const world = await served(FAILS);
    const told = await job(world, scratchFolder('workspace'));
    expect(told.exitCode).toBe(2);
    expect(told.steps).toMatchObject({ plan: 0, test: 2 });
    expect(told.steps).not.toHaveProperty('propose');
    expect(told.log).toMatch(
      /source-unreadable.*configures the test command `false`, and the workspace holds no checkout to run it in/,
    );
    expect(told.log).toMatch(
      /remedy: Check out the commit before this step \(actions\/checkout.*or leave it out with `skip: test`/,
    );
    expect(told.log).toContain(`- uses: actions/checkout@v4\n        with: { ref: ${await headOf(world)} }`);
    expect(told.log).not.toContain('no test command is configured');
    expect(testStage(told)?.outcome).toBe('stopped');
    await expectUntouched(world);
  });

  it('a checkout of another tree stops it, naming both', async () => {
    const world = await served(FAILS);
    const workspace = checkedOut(world, { at: 'core/v1.1.0' });
    const told = await job(world, workspace.folder);
    expect(told.exitCode).toBe(1);
    expect(told.steps).toMatchObject({ plan: 0, test: 1 });
    expect(told.log).toContain('tests-other-tree');
    expect(told.log).toContain(workspace.git('rev-parse', 'HEAD^{tree}').slice(0, 10));
    expect(told.log).toContain(workspace.git('rev-parse', 'origin/main^{tree}').slice(0, 10));
    expect(told.log).toMatch(/remedy: Check out the base commit [0-9a-f]{40}, by its id, and run the same again/);
    expect(told.log).toContain(`with: { ref: ${await headOf(world)} }`);
    await expectUntouched(world);
  });

  it('the remedy, done: the commit named, checked out, is tested and released', async () => {
    const world = await served(PASSES);
    const other = checkedOut(world, { at: 'core/v1.1.0' });
    const stopped = await job(world, other.folder);
    const commit = /with: \{ ref: ([0-9a-f]{40}) \}/.exec(stopped.log)?.[1] ?? '';
    other.git('checkout', '--quiet', '--detach', commit);
    const told = await job(world, other.folder, { skip: BRIEF });
    expect(told.exitCode, told.log).toBe(0);
    expect(await tagsOf(world)).toEqual(RELEASED);
  });

  it('tests that fail, mended on the base branch, are run on the new commit and released', async () => {
    const world = await served('test:\n  command: ["test", "-f", "MENDED"]\n');
    const workspace = checkedOut(world);
    const stopped = await job(world, workspace.folder);
    expect(stopped.log).toContain('tests-failed');
    await pushFiles(world, { MENDED: 'yes\n' }, 'fix: what the tests need\n');
    workspace.git('fetch', '--quiet');
    workspace.git('checkout', '--quiet', '--detach', 'origin/main');
    const told = await job(world, workspace.folder, { skip: BRIEF });
    expect(told.exitCode, told.log).toBe(0);
    expect(await tagsOf(world)).toEqual(RELEASED);
  });

  it('tests of the right tree pass, in a shallow clone with untracked files, and the record says on which tree', async () => {
    const world = await served(PASSES);
    const workspace = checkedOut(world, { depth: 1 });
    mkdirSync(join(workspace.folder, 'core/build'));
    writeFileSync(join(workspace.folder, 'core/build/left.o'), 'x');
    const told = await job(world, workspace.folder, { skip: BRIEF });
    expect(told.exitCode, told.log).toBe(0);
    const tree = workspace.git('rev-parse', 'HEAD^{tree}');
    expect(told.log).toContain(`✓ test     \`test -f VERSION\` succeeded on tree ${tree}`);
    expect(testStage(told)).toMatchObject({ outcome: 'done', detail: `\`test -f VERSION\` succeeded on tree ${tree}` });
    expect(await tagsOf(world)).toEqual(RELEASED);
  });

  it('tests left out in so many words are told so everywhere', async () => {
    const world = await served(FAILS);
    const told = await job(world, scratchFolder('workspace'), { skip: `test,${BRIEF}` });
    expect(told.exitCode, told.log).toBe(0);
    expect(told.log).toContain('– test     skipped by request');
    expect(told.log).toContain('The tests were skipped by request');
    expect(told.log).not.toContain('no test command is configured');
    expect(testStage(told)).toMatchObject({ outcome: 'skipped', detail: 'skipped by request' });
    expect(told.summary).toContain('| test | ➖ | skipped by request |');
    expect(await tagsOf(world)).toEqual(RELEASED);
  });

  it('where nothing is configured nothing is asked for', async () => {
    const world = await served(null);
    const told = await job(world, scratchFolder('workspace'), { skip: BRIEF });
    expect(told.exitCode, told.log).toBe(0);
    expect(told.log).toContain('no test command is configured');
    expect(testStage(told)).toMatchObject({ outcome: 'skipped', detail: 'no test command is configured' });
    expect(await tagsOf(world)).toEqual(RELEASED);
  });
});

describe('what a checkout may hide', () => {
  let one: Promise<ServedWorld> | null = null;
  /** One world for all who are refused before anything is written. */
  const untouched = (): Promise<ServedWorld> => {
    one ??= served(PASSES);
    return one;
  };
  const commits = (workspace: Workspace, message: string) =>
    workspace.git('commit', '--quiet', '--allow-empty', '--message', message);

  it.each<[string, (workspace: Workspace) => string | undefined, number, RegExp]>([
    [
      'a tracked file that is changed',
      ({ folder }) => void writeFileSync(join(folder, 'VERSION'), '9.9.9\n'),
      2,
      /source-dirty.*Tracked files are changed: M VERSION/,
    ],
    [
      'a tracked file that is deleted',
      ({ git }) => void git('rm', '--quiet', 'README.md'),
      2,
      /source-dirty.*Tracked files are changed/,
    ],
    [
      'a sparse checkout',
      ({ git }) => void git('sparse-checkout', 'set', 'core'),
      2,
      /source-dirty.*sparse.*[\s\S]*actions\/checkout/,
    ],
    [
      'a change that git was told not to look at',
      ({ git, folder }) => {
        git('update-index', '--assume-unchanged', 'VERSION');
        writeFileSync(join(folder, 'VERSION'), '9.9.9\n');
        return undefined;
      },
      2,
      /source-dirty.*Git does not look whether VERSION/,
    ],
    [
      'a commit on top that changes something',
      (workspace) => {
        writeFileSync(join(workspace.folder, 'VERSION'), '9.9.9\n');
        workspace.git('add', '.');
        commits(workspace, 'more');
        return undefined;
      },
      1,
      /tests-other-tree/,
    ],
    [
      'an untracked folder inside the right checkout',
      ({ folder }) => {
        mkdirSync(join(folder, 'elsewhere'));
        return join(folder, 'elsewhere');
      },
      2,
      /source-unreadable.*no part of its commit/,
    ],
    [
      'a folder that is not there',
      ({ folder, git }) => {
        git('status');
        return join(folder, '.git');
      },
      2,
      /source-unreadable/,
    ],
  ])('%s is refused', async (_, change, exitCode, told) => {
    const world = await untouched();
    const workspace = checkedOut(world);
    const folder = change(workspace) ?? workspace.folder;
    const stopped = await job(world, folder);
    expect([stopped.exitCode, stopped.log]).toEqual([exitCode, expect.stringMatching(told)]);
    await expectUntouched(world);
  });

  it('a submodule that is not checked out is refused; checked out and as committed it is right', async () => {
    const library = checkedOut(await served(null));
    const world = await served(PASSES);
    const workspace = checkedOut(world);
    workspace.git('submodule', '--quiet', 'add', `file://${library.folder}`, 'third_party/library');
    commits(workspace, 'a submodule');
    workspace.git('push', '--quiet', 'origin', 'HEAD:main');
    const without = checkedOut(world);
    const stopped = await job(world, without.folder);
    expect(stopped.exitCode).toBe(2);
    expect(stopped.log).toMatch(/source-dirty.*Submodule third_party\/library is not checked out/);
    expect(stopped.log).toContain('submodules: recursive');
    await expectUntouched(world);
    writeFileSync(join(workspace.folder, 'third_party/library/VERSION'), 'changed\n');
    const changed = await job(world, workspace.folder);
    expect(changed.log).toMatch(/source-dirty.*third_party\/library/);
    workspace.git('-C', 'third_party/library', 'checkout', '--quiet', '.');
    const whole = await job(world, workspace.folder, { skip: BRIEF });
    expect(whole.exitCode, whole.log).toBe(0);
  });

  it('a commit of another id with the same tree is right, and so is a folder of the commit', async () => {
    const world = await served(PASSES.replace('"-f", "VERSION"', '"-d", "../core"'));
    const workspace = checkedOut(world);
    commits(workspace, 'nothing changes');
    const told = await job(world, join(workspace.folder, 'core'), { skip: BRIEF });
    expect(told.exitCode, told.log).toBe(0);
    expect(testStage(told)?.outcome).toBe('done');
  });
});

describe('once it is merged', () => {
  it('an untagged release is tested on what was merged, and not tagged without', async () => {
    const world = await served(FAILS);
    const begun = await job(world, scratchFolder('workspace'), { skip: `test,${BRIEF}` });
    expect(begun.exitCode).toBe(0);
    const { git } = world.world;
    for (const tag of ['core/v1.2.0', 'v1.2']) await git.deleteRef(`refs/tags/${tag}`);
    const merged = await headOf(world);
    const absent = await job(world, scratchFolder('workspace'));
    expect(absent.exitCode).toBe(2);
    expect(absent.log).toContain(`with: { ref: ${merged} }`);
    const failing = await job(world, checkedOut(world).folder);
    expect(failing.exitCode).toBe(1);
    expect(failing.log).toMatch(/tests-failed.*`false` ended with exit code 1/);
    expect(await tagsOf(world)).toEqual(UNRELEASED);
  });

  it('a tagged release is not tested again, and says so', async () => {
    const world = await served(FAILS);
    await job(world, scratchFolder('workspace'), { skip: `test,${BRIEF}` });
    const again = await job(world, scratchFolder('workspace'), { skip: BRIEF });
    expect(again.exitCode, again.log).toBe(0);
    expect(testStage(again)).toMatchObject({
      outcome: 'skipped',
      detail: 'not run again: core/v1.2.0 is there already',
    });
  });
});

describe('from the command line', () => {
  const given = (world: ServedWorld, cwd: string, ...more: string[]) =>
    runCli(
      [
        'release',
        '--api-url',
        world.server.url,
        '--repo',
        'sample/zlink',
        '--version',
        '1.2.0',
        '--skip',
        'bench,gate',
        ...more,
      ],
      { env: { ZLINK_RELEASE_TOKEN: world.server.tokens.app }, cwd },
    );

  it('it runs what the repository configures, where the command is given', async () => {
    const world = await served(FAILS);
    const failed = await given(world, checkedOut(world).folder);
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/tests-failed.*`false` ended with exit code 1/);
    const elsewhere = await given(world, scratchFolder('elsewhere'));
    expect(elsewhere.exitCode).toBe(2);
    expect(elsewhere.stderr).toMatch(/source-unreadable.*the test command `false`.*no checkout to run it in/);
    expect(elsewhere.stderr).toContain('--skip test');
    expect(elsewhere.stderr).toContain(`git checkout --detach ${await headOf(world)}`);
    const other = await given(world, checkedOut(world, { at: 'core/v1.1.0' }).folder);
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toContain('tests-other-tree');
    await expectUntouched(world);
  });
});
