import { join } from 'node:path';
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from '../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import type { World } from '../../src/embedded-github/world.ts';
import type { TokenKind } from '../../src/embedded-github/world-state.ts';
import { browserPages } from '../../src/rehearse/browser-pages.ts';
import { createWorld, openWorld, type WorldOptions } from '../../src/rehearse/create-world.ts';
import type { SampleFile } from '../../src/sample/sample-file.ts';
import { sampleFiles } from '../../src/sample/sample-repository.ts';
import { type CliResult, runCli, SHORT_PAUSES } from './cli.ts';
import { copyFolder } from './copied-folder.ts';
import { afterThisFile } from './leftovers.ts';
import { createMemoryWorld } from './memory-world.ts';
import { answerHere } from './own-fetch.ts';
import { scratchFolder } from './scratch.ts';

export interface ServedWorld {
  readonly world: World;
  readonly server: EmbeddedGitHub;
  readonly directory: string;
  /** The built program against this server, as any GitHub Enterprise would be used. */
  readonly run: (command: string, ...args: string[]) => Promise<CliResult>;
  readonly runAs: (kind: TokenKind, command: string, ...args: string[]) => Promise<CliResult>;
}

export interface ServedWorldOptions extends Pick<EmbeddedGitHubOptions, 'faults' | 'limits' | 'crash' | 'tokens'> {
  /** Changes to the sample's files; null removes one. */
  readonly files?: Readonly<Record<string, string | SampleFile | null>>;
  readonly settings?: WorldOptions['settings'];
  readonly rulesets?: WorldOptions['rulesets'];
  /** The time that the world begins at; fixed, unless told otherwise. */
  readonly start?: Date;
  /** Whether git and plain eyes shall find it in its folder: `repo.git` and `world.json`. Left out: it is kept in memory. */
  readonly onDisk?: boolean;
  /** A clone that the world is made of instead of the sample, and what the repository is called. */
  readonly clone?: { readonly path: string; readonly repo: string };
  /** Folder of a world on disk that this one is a copy of: it begins where that one was left. */
  readonly copyOf?: string;
}

const START = new Date('2026-11-24T09:00:00Z');

/** The sample repository, changed as asked, behind a server of its own. */
export async function serveWorld(options: ServedWorldOptions = {}): Promise<ServedWorld> {
  const { files = {}, settings, rulesets, start = START, onDisk = false, clone, copyOf, ...serverOptions } = options;
  const directory = join(scratchFolder('served'), 'world');
  const changed = new Map<string, SampleFile>(sampleFiles());
  for (const [path, content] of Object.entries(files)) {
    if (content === null) changed.delete(path);
    else if (typeof content !== 'string') changed.set(path, content);
    else changed.set(path, { mode: changed.get(path)?.mode ?? '100644', content });
  }
  const facts = {
    directory,
    clock: new VirtualClock(start),
    owner: 'sample',
    repo: clone?.repo ?? 'zlink',
    ...(settings === undefined ? {} : { settings }),
    ...(rulesets === undefined ? {} : { rulesets }),
  };
  if (copyOf !== undefined) copyFolder(copyOf, directory);
  const world: World =
    copyOf !== undefined
      ? await openWorld(directory, facts.clock)
      : onDisk
        ? await createWorld({
            ...facts,
            from: clone ? { ...clone, kind: 'clone' } : { kind: 'sample', files: changed },
          })
        : await createMemoryWorld(facts, changed);
  const server = await startEmbeddedGitHub({
    world,
    requestLogPath: join(directory, 'requests.jsonl'),
    warn: () => {},
    pages: browserPages(() => ({ stages: [], record: null })),
    ...serverOptions,
  });
  answerHere(server.url, server.fetch);
  afterThisFile(async () => {
    await server.close();
    await world.git.close();
  });
  const runAs: ServedWorld['runAs'] = (kind, command, ...args) =>
    runCli([command, '--api-url', server.url, '--repo', 'sample/zlink', ...args], {
      env: { ZLINK_RELEASE_TOKEN: server.tokens[kind] },
      cwd: directory,
      pace: SHORT_PAUSES,
    });
  return { world, server, directory, runAs, run: (command, ...args) => runAs('app', command, ...args) };
}

/** The text of one of the sample's files. */
export function sampleText(path: string): string {
  const file = sampleFiles().get(path);
  if (file === undefined) throw new Error(`the sample has no ${path}`);
  return file.content;
}
