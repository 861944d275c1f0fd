import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository } from '../../src/embedded-github/git/git-repository.ts';
import { MemoryRepository } from '../../src/embedded-github/git/memory-repository.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { makeWorld, type World } from '../../src/embedded-github/world.ts';
import type { WorldState } from '../../src/embedded-github/world-state.ts';
import { beginWorld, createWorld, type WorldOptions } from '../../src/rehearse/create-world.ts';
import { writeSample } from '../../src/rehearse/write-sample.ts';
import type { SampleFile } from '../../src/sample/sample-file.ts';
import { lastingFolder } from './lasting-folder.ts';

export interface PreparedWorld {
  /** The world as it was made, with a clock of its own; what was there before it is gone. */
  begin(): World & { readonly clock: VirtualClock };
  close(): Promise<void>;
}

/**
 * Makes a repository once, whose world begins again and again in memory, one at a time.
 *
 * @param directory absent or empty
 * @param files of the tip of the default branch
 */
export async function prepareWorld(
  directory: string,
  files: ReadonlyMap<string, SampleFile>,
  more: Pick<WorldOptions, 'settings' | 'rulesets'> = {},
  start = new Date('2026-11-24T09:00:00Z'),
): Promise<PreparedWorld> {
  const clock = new VirtualClock(start);
  const made = await createWorld({
    directory,
    from: { kind: 'sample', files },
    clock,
    owner: 'sample',
    repo: 'zlink',
    ...more,
  });
  await made.git.close();
  const state = JSON.stringify(made.state);
  const git = await MemoryRepository.over(join(directory, 'repo.git'));
  return {
    begin: () => {
      git.beginAgain();
      const own = new VirtualClock(start);
      const world = makeWorld(directory, git, JSON.parse(state) as WorldState, own);
      return { ...world, clock: own, isKeptInMemory: true };
    },
    close: () => git.close(),
  };
}

/** An empty repository, which all worlds of this process have below them: objects that a process of git must see are there. */
let empty: Promise<MemoryRepository> | null = null;

async function makeEmpty(): Promise<MemoryRepository> {
  const folder = lastingFolder('memory');
  const directory = join(folder, 'repo.git');
  await GitRepository.create(directory, { defaultBranch: 'main' });
  return MemoryRepository.over(directory);
}

/** The sample with these files in memory: no process is started for it, and nothing of it is in its folder but assets. */
export const createMemoryWorld = (
  facts: Omit<WorldOptions, 'from'>,
  files: ReadonlyMap<string, SampleFile>,
): Promise<World> => writeMemoryWorld(facts, (git) => writeSample(git, 'main', files));

/** The same with what is written into an empty repository. */
export async function writeMemoryWorld(
  facts: Omit<WorldOptions, 'from'>,
  write: (git: GitRepository) => Promise<unknown>,
): Promise<World> {
  empty ??= makeEmpty();
  const git = (await empty).another();
  mkdirSync(join(facts.directory, 'assets'), { recursive: true });
  await write(git);
  return { ...(await beginWorld(git, facts, 'main')), isKeptInMemory: true };
}
