import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../scripts/dist-chunks.ts';
import { buildFolders } from '../support/built-folders.ts';
import { BUILT_PROGRAM } from '../support/built-program.ts';
import { scratchFolder } from '../support/scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every file of each build, with its digest. */
async function built(...changes: readonly Readonly<Record<string, string>>[]): Promise<ReadonlyMap<string, string>[]> {
  const builds = changes.map((changed) => ({ directory: join(scratchFolder('dist'), 'dist'), changed }));
  await buildFolders(...builds);
  return builds.map(({ directory }) => digestsOf(directory));
}

const digestsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    filesOf(folder).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );

/** What the run of the tests has built. */
const DIST = join(BUILT_PROGRAM, 'dist');

/** Files beside each other; the sample repository is a folder of its own, which no build changes. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('dist', () => {
  it('has the same files, and others inside only where the line stands, after a line changed in any room', async () => {
    const before = digestsOf(DIST);
    expect(before.size).toBeLessThan(34);
    // Text that stands once in its file, and the files of dist that it is in; a new function and a new text.
    const lines: [path: string, from: string, to: string, inside: readonly string[]][] = [
      ['src/cli.ts', "'--version'", "'--versions'", ['cli.js']],
      [
        'src/cli/declare-commands.ts',
        "'follow the runs that a tag started'",
        "'follow what a tag started'",
        ['program.js'],
      ],
      ['src/core/secrets.ts', 'const SHORTEST_TOKEN = 8;', 'const SHORTEST_TOKEN = 9;', ['program.js']],
      [
        'src/github/request-policy.ts',
        'readRetries: 4',
        'readRetries: Math.max(3, Number(clock.now() > new Date(0)))',
        ['common.js'],
      ],
      ['src/github/environment-proxy.ts', "'HTTP_PROXY']", "'HTTP_PROXY', 'ALL_PROXY']", ['proxy.js']],
      ['src/action/gate-inputs.ts', 'slice(0, 200)', 'slice(0, 201)', ['measuring.js']],
    ];
    const texts: Record<string, string> = {};
    for (const [path, from, to] of lines) {
      const text = readFileSync(join(root, path), 'utf8');
      expect(text.includes(from), `${path} has ${from}`).toBe(true);
      texts[path] = text.replace(from, to);
    }
    // All of them in one build: a file that none of them is in would be seen as well as after each.
    const [again, after = new Map<string, string>()] = await built({}, texts);
    expect(again, 'built again').toEqual(before);
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
    expect(changed.sort()).toEqual([...new Set(lines.flatMap(([, , , inside]) => inside))].sort());
  });

  it('runs on no other files: what each imports is there', () => {
    const names = new Set(filesOf(DIST));
    const imports = [...names]
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(join(DIST, name), 'utf8').matchAll(/(?:from|import\(?)[`"]\.\/([\w-]+\.js)[`"]/g),
      ])
      .map((match) => match[1] ?? '');
    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the parts of dist', () => {
  it('import only what stands above them, so that nothing is loaded that was not asked for', () => {
    const imports: Record<string, string[]> = {
      '/r/src/cli.ts': [],
      '/r/src/cli/program.ts': ['/r/node_modules/commander/index.js', '/r/src/core/a.ts'],
      '/r/src/cli/plan-command.ts': ['/r/src/core/a.ts', '/r/src/core/b.ts', '/r/node_modules/zod/index.js'],
      '/r/src/action/gate-steps.ts': ['/r/src/core/b.ts', '/r/node_modules/@actions/core/lib/core.js'],
    };
    const modules = [...new Set([...Object.keys(imports), ...Object.values(imports).flat()])];
    expect(Object.fromEntries(chunksOf('/r', modules, (id) => imports[id] ?? []))).toEqual({
      '/r/src/cli/program.ts': 'program',
      '/r/node_modules/commander/index.js': 'program-packages',
      '/r/src/core/a.ts': 'program',
      '/r/src/core/b.ts': 'common',
      '/r/src/cli/plan-command.ts': 'releasing',
      '/r/node_modules/zod/index.js': 'releasing-packages',
      '/r/src/action/gate-steps.ts': 'measuring',
      '/r/node_modules/@actions/core/lib/core.js': 'measuring-packages',
    });
  });
});
