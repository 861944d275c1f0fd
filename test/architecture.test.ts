import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * ARCHITECTURE.md's rules, held against the imports as they are. Types count: who needs a type of another room has to be
 * read together with it. So do imports inside functions.
 */

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const modules = (readdirSync(SOURCE, { recursive: true }) as string[])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort();
const codeOf = new Map(
  modules.map((path) => [
    path,
    readFileSync(join(SOURCE, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  ]),
);

/** What a module imports, re-exports or loads: packages by name, modules of ours by their path below src/. */
function importsOf(path: string): string[] {
  const code = codeOf.get(path) ?? '';
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)]
    .map((match) => match[1] ?? '')
    .map((name) => (name.startsWith('.') ? join(path, '..', name) : name));
}

const edges = modules.flatMap((from) =>
  importsOf(from)
    .filter((name) => codeOf.has(name))
    .map((to) => ({ from, to })),
);

/**
 * Room → what it may import of ours besides itself: other rooms, or single files of them. `core` are the files that stand
 * in it directly, on which all other rooms of core rest.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  'core/changelog': ['core'],
  'core/version': ['core', 'core/changelog'],
  'core/triggers': ['core'],
  'core/statistics': [],
  'core/measurements': ['core/counted.ts'],
  'core/gate': ['core', 'core/statistics', 'core/measurements'],
  'core/history': ['core', 'core/statistics', 'core/gate'],
  'core/settings': ['core', 'core/version', 'core/statistics', 'core/measurements', 'core/gate', 'core/bench'],
  'core/bench': ['core/counted.ts', 'core/few-names.ts', 'core/statistics'],
  'core/check': ['core', 'core/gate', 'core/triggers'],
  'core/init': ['core', 'core/triggers'],
  'core/release': [
    'core',
    'core/changelog',
    'core/version',
    'core/triggers',
    'core/gate',
    'core/check',
    'core/settings',
  ],
  effects: ['core', 'core/measurements', 'core/gate', 'core/bench', 'core/release/record.ts'],
  github: ['core', 'core/triggers', 'core/check', 'core/release', 'effects/clock.ts'],
  report: ['core', 'core/gate', 'core/history', 'core/check', 'core/release', 'effects/clock.ts'],
  language: ['core', 'report'],
  conduct: [
    'core',
    'core/changelog',
    'core/version',
    'core/triggers',
    'core/gate/verdict-sentence.ts',
    'core/settings',
    'core/check',
    'core/release',
    'effects/clock.ts',
    'github',
    'report',
  ],
  commands: [
    'core',
    'core/changelog',
    'core/version',
    'core/triggers',
    'core/statistics',
    'core/measurements',
    'core/gate',
    'core/history',
    'core/settings',
    'core/bench',
    'core/check',
    'core/init',
    'core/release',
    'effects',
    'github',
    'report',
    'conduct',
    'sample',
  ],
  // Of the text of workflows, and of the file that groups generated notes.
  'embedded-github': ['core/triggers', 'core/yaml-text.ts'],
  sample: [],
  rehearse: ['core', 'core/version', 'core/release', 'effects/clock.ts', 'report', 'embedded-github', 'sample'],
  hosting: ['core', 'embedded-github', 'rehearse'],
  cli: [
    'core',
    'core/version',
    'core/gate',
    'core/settings',
    'core/release',
    'effects',
    'github',
    'report',
    'language',
    'conduct',
    'commands',
    'embedded-github',
    'rehearse',
    'hosting',
  ],
  action: [
    'core',
    'core/gate',
    'core/settings',
    'core/check',
    'core/release',
    'effects',
    'github',
    'report',
    'language',
    'conduct',
    'commands',
    'cli',
  ],
};
const names = Object.keys(ROOMS).sort((a, b) => b.length - a.length);

/** The innermost room that a module stands in; null for an entry. */
const roomOf = (path: string): string | null => names.find((room) => path.startsWith(`${room}/`)) ?? null;

/** Groups of nodes that lead to each other: Tarjan's strongly connected components, those of one node left out. */
function circles(links: readonly (readonly [string, string])[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of links) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.get(node) ?? 0);
    stack.push(node);
    for (const each of next.get(node) ?? []) {
      if (!order.has(each)) visit(each);
      if (stack.includes(each)) low.set(node, Math.min(low.get(node) ?? 0, low.get(each) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group.sort());
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** The folder of a module down to a depth; a module that stands higher is a node of its own. */
function folderAt(path: string, depth: number): string {
  const parts = path.split('/');
  return parts.length > depth ? parts.slice(0, depth).join('/') : path;
}
const DEPTHS = Array.from({ length: Math.max(...modules.map((path) => path.split('/').length)) }, (_, at) => at + 1);

describe('the rooms', () => {
  it.each(Object.entries(ROOMS))('src/%s imports of ours only itself and %j', (room, allowed) => {
    const wrong = edges
      .filter(({ from }) => roomOf(from) === room)
      .filter(({ to }) => roomOf(to) !== room && !allowed.includes(roomOf(to) ?? to) && !allowed.includes(to))
      .map(({ from, to }) => `${from} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(ROOMS))('what src/%s may import is there', (_, allowed) => {
    expect(allowed.filter((name) => !(name in ROOMS) && !codeOf.has(name))).toEqual([]);
  });

  it('entries import one file', () => {
    const entries = modules.filter((path) => roomOf(path) === null);
    expect(entries).toEqual(['action.ts', 'cli.ts', 'embedded-github.ts', 'gate.ts']);
    for (const entry of entries)
      expect(
        edges.filter(({ from }) => from === entry),
        entry,
      ).toHaveLength(1);
  });

  it('are every folder of src/, and of src/core/', () => {
    const folders = modules.flatMap((path) => {
      const [first, second, third] = path.split('/');
      if (second === undefined) return [];
      return first === 'core' && third !== undefined ? [`core/${second}`] : [first ?? ''];
    });
    expect([...new Set(folders)].sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it('stand in ARCHITECTURE.md, which names no file that is not there', () => {
    const text = readFileSync(join(SOURCE, '../ARCHITECTURE.md'), 'utf8');
    for (const room of Object.keys(ROOMS)) expect(text, room).toContain(`src/${room}/`);
    for (const [, path] of text.matchAll(/`(src\/[a-z0-9/_-]+\.ts)`/g)) {
      expect(modules, path).toContain(path?.slice('src/'.length));
    }
  });
});

describe('imports', () => {
  it('go in no circle between files', () => {
    expect(circles(edges.map(({ from, to }) => [from, to]))).toEqual([]);
  });

  it.each(DEPTHS)('go in no circle between folders, looked at to a depth of %d', (depth) => {
    expect(circles(edges.map(({ from, to }) => [folderAt(from, depth), folderAt(to, depth)]))).toEqual([]);
  });

  it.each([
    { links: [['a', 'b']] as const, found: [] },
    { links: [['a', 'a']] as const, found: [] },
    {
      links: [
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'c'],
      ] as const,
      found: [['a', 'b']],
    },
    {
      links: [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
        ['c', 'd'],
        ['d', 'e'],
        ['e', 'd'],
      ] as const,
      found: [
        ['d', 'e'],
        ['a', 'b', 'c'],
      ],
    },
  ])('$links has the circles $found', ({ links, found }) => {
    expect(circles(links)).toEqual(found);
  });

  it('are all seen: of types, of what is passed on, and inside functions', () => {
    codeOf.set(
      'x/y.ts',
      "import type { A } from './a.ts';\nexport { B } from '../b.ts';\nconst c = await import('./c.ts');\n",
    );
    expect(importsOf('x/y.ts')).toEqual(['x/a.ts', 'b.ts', 'x/c.ts']);
    codeOf.delete('x/y.ts');
  });
});

describe('core', () => {
  it('is pure: no Node module with effects, no clock, no chance, no environment', () => {
    const impure = modules
      .filter((path) => path.startsWith('core/'))
      .flatMap((path) => {
        const used = (codeOf.get(path) ?? '').matchAll(
          /\bDate\.now\b|\bMath\.random\b|\bprocess\.|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\b|\bnew Date\(\)|\bconsole\.|\bperformance\.|\bcrypto\.random/g,
        );
        const reasons = [
          ...importsOf(path).filter((name) => name.startsWith('node:') && !/^node:(crypto|buffer|util)$/.test(name)),
          ...[...used].map((match) => match[0]),
        ];
        return reasons.map((reason) => `${path}: ${reason}`);
      });
    expect(impure).toEqual([]);
  });
});

describe('names', () => {
  it('of files are all different, so that one is never taken for another', () => {
    const places = new Map<string, string[]>();
    for (const path of modules) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      places.set(name, [...(places.get(name) ?? []), path]);
    }
    expect([...places.values()].filter((paths) => paths.length > 1)).toEqual([]);
  });

  it('say a subject: no utils', () => {
    expect(modules.filter((path) => /(^|\/)(utils?|helpers?|misc|common|shared|types)(\/|\.ts$)/.test(path))).toEqual(
      [],
    );
  });
});
