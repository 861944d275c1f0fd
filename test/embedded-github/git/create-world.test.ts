import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Stop } from '../../../src/core/problem.ts';
import { saveWorld } from '../../../src/embedded-github/save-world.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { createWorld, examineSource, openWorld } from '../../../src/rehearse/create-world.ts';
import { sampleFiles } from '../../../src/sample/sample-repository.ts';

let root: string;
const clock = () => new VirtualClock(new Date('2026-02-13T16:00:00Z'));
const common = { owner: 'example-org', repo: 'zlink' };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'create-world-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'T',
  GIT_AUTHOR_EMAIL: 't@example.com',
  GIT_COMMITTER_NAME: 'T',
  GIT_COMMITTER_EMAIL: 't@example.com',
};
const gitIn = (directory: string, args: string[], date = '2025-01-01T00:00:00Z') =>
  execFileSync('git', ['-C', directory, ...args], {
    encoding: 'utf8',
    env: { ...environment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/** A clone with three commits a month apart, tags on each, and a branch that was never merged. */
async function makeClone(): Promise<string> {
  const directory = join(root, 'clone');
  await mkdir(directory);
  gitIn(directory, ['init', '-q', '-b', 'main']);
  for (const month of [1, 2, 3]) {
    const date = `2025-0${month}-01T00:00:00Z`;
    await writeFile(join(directory, 'VERSION'), `${month}\n`);
    gitIn(directory, ['add', '.'], date);
    gitIn(directory, ['commit', '-q', '-m', `commit ${month}`], date);
    gitIn(directory, ['tag', '-a', '-m', `tag ${month}`, `v${month}`], date);
  }
  for (const [branch, date] of [
    ['old-line', '2025-01-15T00:00:00Z'],
    ['new-line', '2025-02-15T00:00:00Z'],
  ] as const) {
    gitIn(directory, ['checkout', '-q', '-b', branch, 'v1']);
    gitIn(directory, ['commit', '-q', '--allow-empty', '-m', branch], date);
    gitIn(directory, ['tag', `on-${branch}`]);
  }
  gitIn(directory, ['checkout', '-q', 'main']);
  return directory;
}

const codes = async (action: Promise<unknown>): Promise<string[]> => {
  try {
    await action;
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(Stop);
    expect((error as Stop).exitCode).toBe(2);
    return (error as Stop).problems.map((each) => each.code);
  }
};

describe('the sample', () => {
  it('is the same everywhere, sound, and shaped like the library it stands for', async () => {
    const tips = [];
    for (const name of ['a', 'b']) {
      const world = await createWorld({
        directory: join(root, name),
        from: { kind: 'sample' },
        clock: clock(),
        ...common,
      });
      tips.push(await world.git.resolveRef('refs/heads/main'));
      const { directory } = world.git;
      expect(gitIn(directory, ['fsck', '--strict', '--full', '--no-dangling'])).toBe('');
      expect(gitIn(directory, ['for-each-ref', '--format=%(objecttype) %(refname) %(contents:subject)'])).toBe(
        [
          'commit refs/heads/main perf: copy a frame once',
          'tag refs/tags/core/v1.0.0 core release 1.0.0',
          'tag refs/tags/core/v1.1.0 core release 1.1.0',
          'tag refs/tags/v1.1 alias tag for 1.1.0',
        ].join('\n'),
      );
      expect(gitIn(directory, ['show', 'core/v1.0.0:VERSION'])).toMatch(/^LIBZLINK_VERSION=1\.0\.0$/m);
      expect(gitIn(directory, ['show', 'core/v1.1.0:core/CMakeLists.txt'])).toMatch(/project\(zlink VERSION 1\.1\.0/);
      expect(world.state.workflows.map((workflow) => workflow.path)).toEqual([
        '.github/workflows/bindings-release.yml',
        '.github/workflows/build.yml',
        '.github/workflows/core-conan-release.yml',
        '.github/workflows/cpp-bindings.yml',
      ]);
      await world.git.close();
    }
    expect(tips[0]).toBe(tips[1]);
  });

  it('has the commit ids that it always had: not a byte of it may change', async () => {
    const world = await createWorld({
      directory: join(root, 'w'),
      from: { kind: 'sample' },
      clock: clock(),
      ...common,
    });
    // As git names it; they change with the files of the sample alone.
    expect(await world.git.resolveRef('refs/tags/core/v1.0.0')).toBe('097c0c2233d64ef53eccd09b190e5f38de55235d');
    expect(await world.git.resolveRef('refs/tags/core/v1.1.0')).toBe('dbe272bbbbf0cb35dc080431b260828a70052147');
    expect(await world.git.resolveRef('refs/heads/main')).toBe('204a9f7fd37758f56f7bd6af039a5428f6603246');
    await world.git.close();
  });

  it('takes more files, which come with the last commit', async () => {
    const files = sampleFiles(new Map([['core/tests/run.sh', { mode: '100755', content: '#!/bin/sh\n' }]]));
    const world = await createWorld({
      directory: join(root, 'w'),
      from: { kind: 'sample', files },
      clock: clock(),
      ...common,
    });
    expect(gitIn(world.git.directory, ['ls-tree', 'main', 'core/tests/run.sh'])).toMatch(/^100755/);
    expect(gitIn(world.git.directory, ['ls-tree', 'core/v1.1.0', 'core/tests/run.sh'])).toBe('');
    await world.git.close();
  });
});

describe('a clone', () => {
  it('is copied whole and is independent afterwards', async () => {
    const path = await makeClone();
    const world = await createWorld({
      directory: join(root, 'w'),
      from: { kind: 'clone', path },
      clock: clock(),
      ...common,
    });
    await rm(path, { recursive: true });
    expect(world.droppedRefs).toEqual([]);
    const refs = await world.git.listRefs('refs/');
    expect(refs.map((ref) => ref.name)).toEqual([
      'refs/heads/main',
      'refs/heads/new-line',
      'refs/heads/old-line',
      'refs/tags/on-new-line',
      'refs/tags/on-old-line',
      'refs/tags/v1',
      'refs/tags/v2',
      'refs/tags/v3',
    ]);
    expect(gitIn(world.git.directory, ['fsck', '--full', '--no-dangling'])).toBe('');
    await world.git.close();
  });

  it('at an old commit is as it was then', async () => {
    const path = await makeClone();
    const from = { kind: 'clone', path, at: 'v2' } as const;
    const world = await createWorld({ directory: join(root, 'w'), from, clock: clock(), ...common });
    expect(gitIn(world.git.directory, ['log', '-1', '--format=%s', 'main'])).toBe('commit 2');
    // What was never merged but is older than the commit was there then.
    expect(world.droppedRefs).toEqual(['refs/heads/new-line', 'refs/tags/on-new-line', 'refs/tags/v3']);
    await world.git.close();
  });

  it('with packs, alternates and a linked worktree is copied as well', async () => {
    const path = await makeClone();
    gitIn(path, ['repack', '-q', '-a', '-d']);
    const shared = join(root, 'shared');
    gitIn(root, ['clone', '-q', '--shared', path, shared]);
    await writeFile(join(shared, 'new'), 'x');
    gitIn(shared, ['add', '.']);
    gitIn(shared, ['commit', '-q', '-m', 'on top']);
    const linked = join(root, 'linked');
    gitIn(shared, ['worktree', 'add', '-q', '--detach', linked]);
    const world = await createWorld({
      directory: join(root, 'w'),
      from: { kind: 'clone', path: linked },
      clock: clock(),
      ...common,
    });
    await rm(path, { recursive: true });
    await rm(shared, { recursive: true });
    expect(gitIn(world.git.directory, ['log', '-1', '--format=%s', 'main'])).toBe('on top');
    expect(gitIn(world.git.directory, ['fsck', '--full', '--no-dangling'])).toBe('');
    await world.git.close();
  });

  it('is refused when it cannot be rehearsed on, with nothing written', async () => {
    const path = await makeClone();
    const directory = join(root, 'w');
    const from = (source: string, at?: string) =>
      createWorld({
        directory,
        from: at === undefined ? { kind: 'clone', path: source } : { kind: 'clone', path: source, at },
        clock: clock(),
        ...common,
      });
    await writeFile(join(path, 'VERSION'), 'changed\n');
    expect(await codes(from(path))).toEqual(['source-dirty']);
    expect(await codes(from(path, 'none'))).toEqual(['source-commit-unknown']);
    expect(await codes(from(path, '--all'))).toEqual(['source-commit-unknown']);
    expect(await codes(from(join(root, 'nowhere')))).toEqual(['source-unreadable']);
    await mkdir(join(root, 'empty'));
    gitIn(join(root, 'empty'), ['init', '-q']);
    expect(await codes(from(join(root, 'empty')))).toEqual(['source-unreadable']);
    const shallow = join(root, 'shallow');
    gitIn(root, ['clone', '-q', '--depth', '1', `file://${path}`, shallow]);
    await writeFile(join(shallow, 'VERSION'), 'changed\n');
    // All at once.
    expect(await codes(from(shallow))).toEqual(['source-shallow', 'source-dirty']);
    expect(existsSync(directory)).toBe(false);
    // Committed work is what counts: a dirty worktree does not matter when the commit is named.
    expect((await examineSource(path, 'HEAD')).ok).toBe(true);
  });

  it('does not run what the clone has configured to be run', async () => {
    const path = await makeClone();
    const trap = join(root, 'trap');
    gitIn(path, ['config', 'core.fsmonitor', `touch ${trap}; false`]);
    gitIn(path, ['config', 'core.hooksPath', root]);
    expect((await examineSource(path)).ok).toBe(true);
    expect(existsSync(trap)).toBe(false);
  });
});

describe('the folder', () => {
  it('must be empty', async () => {
    await writeFile(join(root, 'file'), '');
    expect(await codes(createWorld({ directory: root, from: { kind: 'sample' }, clock: clock(), ...common }))).toEqual([
      'rehearsal-folder-in-use',
    ]);
  });

  it('is opened again with its state and its time', async () => {
    const directory = join(root, 'w');
    const first = clock();
    const world = await createWorld({ directory, from: { kind: 'sample' }, clock: first, ...common });
    const id = world.nextId();
    await first.sleep(3_600_000);
    await saveWorld(world);
    await world.git.close();
    const second = clock();
    const again = await openWorld(directory, second);
    expect(again.now()).toBe(Date.parse('2026-02-13T17:00:00Z'));
    expect(second.now().getTime()).toBe(again.now());
    expect(again.nextId()).toBe(id + 1);
    expect(await again.git.resolveRef('refs/heads/main')).toMatch(/^[0-9a-f]{40}$/);
    await again.git.close();
    const names = await readdir(directory);
    expect(names.sort()).toEqual(['assets', 'repo.git', 'world.json']);
  });

  it.each([
    ['no world', null],
    ['torn state', '{"formatVersion":1,'],
    ['another version', '{"formatVersion":2,"savedAt":1,"pulls":[]}'],
    ['null', 'null'],
    ['no repository', '{"formatVersion":1,"savedAt":1,"pulls":[]}'],
  ])('with %s is not resumed', async (_what, text) => {
    if (text !== null) await writeFile(join(root, 'world.json'), text);
    expect(await codes(openWorld(root, clock()))).toEqual(['rehearsal-folder-in-use']);
  });

  it('holds the whole old state or the whole new one at any time', async () => {
    const directory = join(root, 'w');
    const world = await createWorld({ directory, from: { kind: 'sample' }, clock: clock(), ...common });
    const file = join(directory, 'world.json');
    let isSaving = true;
    const saves = (async () => {
      for (let index = 0; index < 20; index += 1) {
        world.state.requestCount = index;
        await saveWorld(world);
      }
      isSaving = false;
    })();
    while (isSaving) expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ formatVersion: 1 });
    await saves;
    await world.git.close();
  });
});
