import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProgram } from '../../src/cli/program.ts';
import { orStop } from '../../src/core/problem.ts';
import { systemClock } from '../../src/effects/clock.ts';
import { saveWorld } from '../../src/embedded-github/save-world.ts';
import { openInProcess } from '../../src/embedded-github/server/in-process.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import type { World } from '../../src/embedded-github/world.ts';
import type { TokenKind } from '../../src/embedded-github/world-state.ts';
import { createWorld, openWorld } from '../../src/rehearse/create-world.ts';
import { faultOptions } from '../../src/rehearse/fault-options.ts';
import { type Running, runAs, separateRuns, setEnvironment } from './adversary/running.ts';
import { copyFolder } from './copied-folder.ts';
import { FEW_POLLS } from './few-polls.ts';
import { lastingFolder } from './lasting-folder.ts';
import { afterThisFile } from './leftovers.ts';
import { RehearsedWorld } from './rehearsed-world.ts';
import { scratchFolder } from './scratch.ts';

export interface PlayedRelease {
  /** 137 when it was killed. */
  readonly exitCode: number;
  /** All that it said, on whichever stream. */
  readonly said: string;
  readonly world: RehearsedWorld;
  /** Gives the same command again, with these options besides, on the world as it stands; nothing is disturbed any more. */
  readonly again: (...more: string[]) => Promise<PlayedRelease>;
}

export interface Disturbed {
  /** As `rehearse --fault` takes them. */
  readonly faults?: readonly string[];
  readonly tokenKind?: TokenKind;
  /** The text of a configuration; null: the sample's own; left out: the same, but for asking after the runs seldom. */
  readonly config?: string | null;
}

const START = new Date('2026-11-24T09:00:00Z');

/**
 * Releases version 1.2.0 of the sample by the command line, in this process and on the clock of the world, in a repository that
 * git itself can read; the requests need no socket. It takes a third of what a rehearsal in a process takes.
 */
export async function playRelease({
  faults = [],
  tokenKind = 'app',
  config = FEW_POLLS,
}: Disturbed = {}): Promise<PlayedRelease> {
  keepApart();
  const folder = scratchFolder('played');
  const directory = join(folder, 'world');
  copyFolder(await pristineWorld(), directory);
  const configPath = join(folder, 'zlink-release.yml');
  if (config !== null) writeFileSync(configPath, config);
  return run(directory, { faults, tokenKind, options: config === null ? [] : ['--config', configPath] });
}

interface Given {
  readonly faults: readonly string[];
  readonly tokenKind: TokenKind;
  readonly options: readonly string[];
}

async function run(directory: string, given: Given): Promise<PlayedRelease> {
  // Opened anew, as by a new process: meanwhile somebody may have been in the repository with git.
  const world = await openWorld(directory, new VirtualClock(START));
  const { clock } = world;
  systemClock.now = () => clock.now();
  systemClock.sleep = (milliseconds, signal) => clock.sleep(milliseconds, signal);
  const [running, ended] = begin(world, given);
  const exitCode = await ended;
  await saveWorld(world);
  await world.git.close();
  return {
    exitCode,
    said: running.said,
    world: new RehearsedWorld(directory),
    again: (...more) => run(directory, { ...given, faults: [], options: [...given.options, ...more] }),
  };
}

function begin(world: World, { faults, tokenKind, options }: Given): [Running, Promise<number>] {
  let isKilled = false;
  let kill = () => {};
  const killed = new Promise<number>((resolve) => {
    kill = () => {
      isKilled = true;
      resolve(137);
    };
  });
  const server = openInProcess({
    world,
    tokenKind,
    faults: orStop(faultOptions(faults)),
    requestLogPath: join(world.directory, 'requests.jsonl'),
    crash: kill,
    warn: () => {},
  });
  const running: Running = {
    said: '',
    // Whoever was killed hears nothing any more, and asks for nothing.
    fetch: async (input, init) => {
      const answer = isKilled ? undefined : await server.fetch(input, init).catch((error: unknown) => ({ error }));
      if (answer === undefined || isKilled) return new Promise<never>(() => {});
      if ('error' in answer) throw answer.error;
      return answer;
    },
  };
  setEnvironment({ ZLINK_RELEASE_TOKEN: server.tokens[tokenKind], GITHUB_API_URL: server.url, NO_COLOR: '1' });
  const words = ['release', '--repo', 'sample/zlink', '--version', '1.2.0', '--skip', 'test,bench,gate'];
  const record = ['--record', join(world.directory, 'release-record.json')];
  const ended = runAs(running, () =>
    runProgram([process.execPath, 'zlink-release', ...words, ...record, ...options], 'test'),
  );
  return [running, Promise.race([ended, killed])];
}

let isApart = false;

/** Until the end of the file of tests, what runs here has streams and requests of its own. */
function keepApart(): void {
  if (isApart) return;
  const undo = separateRuns();
  isApart = true;
  afterThisFile(() => {
    isApart = false;
    undo();
  });
}

let pristine: Promise<string> | null = null;

/** The folder of a world in which nothing has happened; made once in a process. */
function pristineWorld(): Promise<string> {
  pristine ??= makePristine();
  return pristine;
}

async function makePristine(): Promise<string> {
  const folder = lastingFolder('pristine');
  const directory = join(folder, 'world');
  const facts = { directory, clock: new VirtualClock(START), owner: 'sample', repo: 'zlink' };
  const world = await createWorld({ ...facts, from: { kind: 'sample' } });
  await world.git.close();
  return directory;
}
