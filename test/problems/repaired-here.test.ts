import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orStop, type ProblemCode } from '../../src/core/problem.ts';
import { readResultFolder, UNKNOWN_ORIGIN } from '../../src/effects/result-folder.ts';
import { writeFiles } from '../../src/effects/write-files.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { createWorld, examineSource } from '../../src/rehearse/create-world.ts';
import { runCli } from '../support/cli.ts';
import { scratchFolder } from '../support/scratch.ts';
import { serveWorld } from '../support/served-world.ts';
import { bench, clone, git, HARNESS, outFolder } from '../support/trivial-bench.ts';
import { stopped } from './cause.ts';

/** What a code tells to do on this machine (a folder, a clone, a program) is done, and the same is tried again. */

interface Row {
  readonly code: ProblemCode;
  readonly way?: string;
  /** Two tries, with the remedy between them: the first stops with the code, the second ends. */
  readonly tries: () => Promise<readonly [first: () => Promise<unknown>, second: () => Promise<unknown>]>;
}

const both = async (first: () => Promise<unknown>, second: () => Promise<unknown>) => [first, second] as const;
const examine = async (path: string, at?: string) => orStop(await examineSource(path, at));
const world = (directory: string) =>
  createWorld({ directory, from: { kind: 'sample' }, clock: new VirtualClock(new Date(0)), owner: 'o', repo: 'r' });
const describeHost = (out: string, change: object) => {
  const path = join(out, 'bench.json');
  const description = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...description, host: { ...description.host, ...change } }));
};

const ROWS: readonly Row[] = [
  {
    code: 'bench-harness-missing',
    tries: () => {
      const [tree, out] = [clone({ 'other.sh': HARNESS }), outFolder()];
      return both(
        () => bench(tree, out),
        () => bench(tree, out, { harness: 'other.sh' }),
      );
    },
  },
  {
    code: 'bench-harness-failed',
    tries: () => {
      // What it needs on this machine is not there yet, and it is ended by a signal.
      const needed = join(scratchFolder('programs'), 'needed');
      const [tree, out] = [clone({ 'run.sh': `#!/bin/sh\n[ -e '${needed}' ] || kill -9 $$\n` }), outFolder()];
      return both(
        () => bench(tree, out),
        async () => {
          writeFileSync(needed, '');
          return bench(tree, out);
        },
      );
    },
  },
  {
    code: 'bench-interrupted',
    tries: () => {
      const [tree, out] = [clone({ 'run.sh': HARNESS }), outFolder()];
      return both(
        () => bench(tree, out, { signal: AbortSignal.abort() }),
        () => bench(tree, out),
      );
    },
  },
  {
    code: 'bench-folder-other',
    tries: async () => {
      const [tree, out] = [clone({ 'run.sh': HARNESS }), outFolder()];
      await bench(tree, out);
      return both(
        () => bench(tree, out, { rounds: 2 }),
        () => bench(tree, outFolder(), { rounds: 2 }),
      );
    },
  },
  {
    code: 'bench-host-changed',
    tries: async () => {
      const [tree, out] = [clone({ 'run.sh': HARNESS }), outFolder()];
      await bench(tree, out);
      describeHost(out, { cpuModel: 'another' });
      return both(
        () => bench(tree, out),
        () => bench(tree, outFolder()),
      );
    },
  },
  {
    code: 'result-folder-unreadable',
    tries: () => {
      const folder = scratchFolder('results');
      mkdirSync(join(folder, 'run'));
      writeFileSync(join(folder, 'run', 'metrics.csv'), 'scenario_id,throughput,pass_fail\nlib-s2,1000,PASS\n');
      const read = async (path: string) => orStop(await readResultFolder(path, UNKNOWN_ORIGIN, null));
      return both(
        () => read(folder),
        () => read(join(folder, 'run')),
      );
    },
  },
  {
    code: 'output-unwritable',
    tries: () => {
      const taken = join(scratchFolder(), 'file');
      writeFileSync(taken, '');
      const write = async (path: string) => orStop(await writeFiles(path, new Map([['verdict.json', '{}']])));
      return both(
        () => write(taken),
        () => write(join(scratchFolder(), 'folder')),
      );
    },
  },
  {
    code: 'rehearsal-folder-in-use',
    tries: () => {
      const used = scratchFolder('in use');
      writeFileSync(join(used, 'mine.txt'), 'mine');
      return both(
        () => world(used),
        async () => (await world(join(used, 'empty'))).git.close(),
      );
    },
  },
  {
    code: 'source-unreadable',
    tries: () =>
      both(
        () => examine(scratchFolder('empty')),
        () => examine(clone()),
      ),
  },
  {
    code: 'source-shallow',
    way: 'completed',
    tries: async () => {
      const shallow = join(scratchFolder('shallow'), 'repo');
      git('/', 'clone', '--quiet', '--depth=1', `file://${clone(undefined, 2)}`, shallow);
      return both(
        () => examine(shallow),
        async () => {
          git(shallow, 'fetch', '--quiet', '--unshallow', '--tags');
          return examine(shallow);
        },
      );
    },
  },
  {
    code: 'source-shallow',
    way: 'cloned anew',
    tries: async () => {
      const [origin, folder] = [clone(undefined, 2), scratchFolder('clones')];
      git('/', 'clone', '--quiet', '--depth=1', `file://${origin}`, join(folder, 'shallow'));
      return both(
        () => examine(join(folder, 'shallow')),
        async () => {
          git('/', 'clone', '--quiet', `file://${origin}`, join(folder, 'full'));
          return examine(join(folder, 'full'));
        },
      );
    },
  },
  ...(
    [
      ['committed', (dirty: string) => git(dirty, 'commit', '--quiet', '--all', '-m', 'mine'), undefined],
      ['stashed', (dirty: string) => git(dirty, 'stash', '--quiet'), undefined],
      ['a commit is named', () => {}, 'main'],
    ] as const
  ).map(
    ([way, repair, at]): Row => ({
      code: 'source-dirty',
      way,
      tries: () => {
        const dirty = clone();
        writeFileSync(join(dirty, 'VERSION'), '1.1.1\n');
        return both(
          () => examine(dirty),
          async () => {
            repair(dirty);
            return examine(dirty, at);
          },
        );
      },
    }),
  ),
  {
    code: 'source-commit-unknown',
    tries: () => {
      const here = clone();
      return both(
        () => examine(here, 'later'),
        async () => {
          const there = clone(undefined, 2);
          git(here, 'fetch', '--quiet', there, 'main:later');
          return examine(here, 'later');
        },
      );
    },
  },
];

it.each(ROWS.map((row) => ({ title: row.way === undefined ? row.code : `${row.code} (${row.way})`, ...row })))(
  '$title: what it tells to do leads on',
  async ({ code, tries }) => {
    const [first, second] = await tries();
    expect((await stopped(first)).map((each) => each.code)).toContain(code);
    await second();
  },
);

describe('what the command line tells to do leads on:', () => {
  const ended = (text: string) => [...text.matchAll(/✗ ([a-z0-9-]+)/g)].map(([, code]) => code);

  it('token-missing, repository-not-found', async () => {
    const served = await serveWorld();
    const plan = (repo: string, token: Record<string, string>) =>
      runCli(['plan', '--version', '1.2.0', '--api-url', served.server.url, '--repo', repo], { env: token });
    const token = { ZLINK_RELEASE_TOKEN: served.server.tokens.app };
    expect(ended((await plan('sample/zlink', {})).stderr)).toContain('token-missing');
    expect(ended((await plan('sample/other', token)).stderr)).toContain('repository-not-found');
    expect((await plan('sample/zlink', token)).exitCode).toBe(0);
  });

  it('git-unusable', async () => {
    const rehearse = (env: Record<string, string>) =>
      runCli(['rehearse', '--version', '1.2.0', '--from', scratchFolder('no clone')], { env });
    expect(ended((await rehearse({ PATH: scratchFolder('empty') })).stderr)).toContain('git-unusable');
    expect(ended((await rehearse({})).stderr)).toEqual(['source-unreadable']);
  });
});
