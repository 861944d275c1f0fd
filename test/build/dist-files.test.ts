import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundledPackages } from '../../scripts/bundled-packages.ts';
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
    expect(before.size).toBeLessThan(45);
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

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
interface Bill {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}
const jsonOf = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

describe('the list of what is inside dist', () => {
  const bill = jsonOf<Bill>(join(DIST, 'packages.cdx.json'));
  const lock = jsonOf<{ packages: Record<string, Locked> }>(join(root, 'package-lock.json')).packages;
  const nameOf = new Map(bill.components.map((each) => [each['bom-ref'], each.name]));
  const direct = bill.dependencies.find(({ ref }) => ref === 'zlink-release')?.dependsOn ?? [];

  it('has every package that a module of ours runs, and of the others only what those bring', () => {
    const source = join(root, 'src');
    const imported = (readdirSync(source, { recursive: true, encoding: 'utf8' }) as string[])
      .filter((path) => path.endsWith('.ts') && !path.startsWith('sample/sample-repository/'))
      .flatMap((path) => [
        ...readFileSync(join(source, path), 'utf8').matchAll(
          /^(?:import (?!type\b)[^;']*?from |import |.*\bimport\()'((?:@[\w.-]+\/)?[\w.-]+)/gm,
        ),
      ])
      .map((match) => match[1] ?? '')
      .filter((name) => name !== '' && !name.startsWith('.') && lock[`node_modules/${name}`] !== undefined);
    expect(new Set(direct.map((ref) => nameOf.get(ref)))).toEqual(new Set(imported));

    const brought = new Set(imported);
    for (const name of brought)
      for (const [path, { dependencies, optionalDependencies, peerDependencies }] of Object.entries(lock))
        if (path.endsWith(`node_modules/${name}`))
          for (const other of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
            brought.add(other);
    expect(bill.components.map(({ name }) => name).filter((name) => !brought.has(name))).toEqual([]);
  });

  it('has the packages whose licences are told', () => {
    const told = [...readFileSync(join(DIST, 'NOTICE.txt'), 'utf8').matchAll(/^(@?[\w./-]+ \d+\.\d+\.\S+) \(/gm)];
    expect(bill.components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
      told.map((match) => match[1]).sort(),
    );
  });

  it('has them as the lock file has them, each once and each with somebody who imports it', () => {
    for (const { name, version, hashes } of bill.components) {
      const locked = Object.entries(lock).filter(
        ([path, each]) => path.endsWith(`node_modules/${name}`) && each.version === version,
      );
      const integrity = hashes.map(
        ({ alg, content }) => `${alg.replace('SHA-', 'sha')}-${Buffer.from(content, 'hex').toString('base64')}`,
      );
      expect(
        locked.map(([, each]) => each.integrity),
        name,
      ).toContain(integrity.join(' '));
    }
    const references = bill.components.map((each) => each['bom-ref']);
    expect(new Set(references).size).toBe(references.length);
    const imported = new Set(bill.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...imported].sort()).toEqual([...references].sort());
  });

  it('is what Dependabot proposes apart from the tools', () => {
    const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
      updates: { groups: Record<string, { patterns?: string[] }> }[];
    };
    const [first] = Object.entries(updates[0]?.groups ?? {});
    expect(first?.[0]).toBe('bundled');
    expect(first?.[1].patterns).toEqual(direct.map((ref) => nameOf.get(ref)).sort());
  });

  it('knows a package inside another, and nothing that was left out', async () => {
    const folder = scratchFolder('bundled');
    const lockfile: Record<string, object> = {};
    for (const [directory, name, version] of [
      ['node_modules/@a/b', '@a/b', '1.0.0'],
      ['node_modules/@a/b/node_modules/c', 'c', '2.0.0'],
      ['node_modules/c', 'c', '3.0.0'],
    ] as const) {
      mkdirSync(join(folder, directory), { recursive: true });
      writeFileSync(join(folder, directory, 'package.json'), JSON.stringify({ name, version }));
      lockfile[directory] = { version, integrity: 'sha512-AAAA' };
    }
    const locked = (packages: object) => writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    const imports: Record<string, string[]> = {
      'src/a.ts': ['src/b.ts', 'node_modules/@a/b/index.js'],
      'node_modules/@a/b/index.js': ['node_modules/@a/b/node_modules/c/c.js', 'node_modules/@a/b/more.js', 'node:fs'],
      'node_modules/@a/b/node_modules/c/c.js': ['node_modules/c/left-out.js'],
    };
    const inside = ['src/a.ts', 'src/b.ts', 'node_modules/@a/b/index.js', 'node_modules/@a/b/node_modules/c/c.js'];
    const asked = () => bundledPackages(folder, inside, (module) => imports[module] ?? []);
    locked(lockfile);
    const { packages, direct: ours } = await asked();
    expect(ours).toEqual(['node_modules/@a/b']);
    expect(packages.map(({ directory, version, imports: others }) => [directory, version, others])).toEqual([
      ['node_modules/@a/b', '1.0.0', ['node_modules/@a/b/node_modules/c']],
      ['node_modules/@a/b/node_modules/c', '2.0.0', []],
    ]);
    locked({ ...lockfile, 'node_modules/@a/b': { version: '1.0.1', integrity: 'sha512-AAAA' } });
    await expect(asked()).rejects.toThrow('node_modules/@a/b is 1.0.0, and 1.0.1 in package-lock.json: run npm ci');
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
