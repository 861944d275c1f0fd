import type { World } from './world.ts';

/** Languages by the ends of names, as far as native libraries and what is around them have them. */
const BY_ENDING: Readonly<Record<string, string>> = {
  c: 'C',
  h: 'C',
  cc: 'C++',
  cpp: 'C++',
  cxx: 'C++',
  hh: 'C++',
  hpp: 'C++',
  hxx: 'C++',
  rs: 'Rust',
  go: 'Go',
  zig: 'Zig',
  java: 'Java',
  kt: 'Kotlin',
  cs: 'C#',
  py: 'Python',
  rb: 'Ruby',
  php: 'PHP',
  swift: 'Swift',
  js: 'JavaScript',
  mjs: 'JavaScript',
  cjs: 'JavaScript',
  ts: 'TypeScript',
  mts: 'TypeScript',
  tsx: 'TypeScript',
  sh: 'Shell',
  bash: 'Shell',
  cmake: 'CMake',
  css: 'CSS',
  html: 'HTML',
  lua: 'Lua',
  asm: 'Assembly',
  s: 'Assembly',
};
const BY_NAME: Readonly<Record<string, string>> = {
  'CMakeLists.txt': 'CMake',
  Makefile: 'Makefile',
  Dockerfile: 'Dockerfile',
};

function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name] ?? null;
  const dot = name.lastIndexOf('.');
  const ending = dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
  return Object.hasOwn(BY_ENDING, ending) ? (BY_ENDING[ending] ?? null) : null;
}

/** Source: github-linguist/linguist, lib/linguist/languages.yml. */
const COLORS: Readonly<Record<string, string>> = {
  Assembly: '#6E4C13',
  C: '#555555',
  'C#': '#178600',
  'C++': '#f34b7d',
  CMake: '#DA3434',
  CSS: '#663399',
  Dockerfile: '#384d54',
  Go: '#00ADD8',
  HTML: '#e34c26',
  Java: '#b07219',
  JavaScript: '#f1e05a',
  Kotlin: '#A97BFF',
  Lua: '#000080',
  Makefile: '#427819',
  PHP: '#4F5D95',
  Python: '#3572A5',
  Ruby: '#701516',
  Rust: '#dea584',
  Shell: '#89e051',
  Swift: '#F05138',
  TypeScript: '#3178c6',
  Zig: '#ec915c',
};

export const languageColor = (language: string): string | null =>
  Object.hasOwn(COLORS, language) ? (COLORS[language] ?? null) : null;

/** What GitHub leaves out of its count, by the names of folders. */
const FOREIGN = /(?:^|\/)(?:node_modules|vendor|third[-_]?party|dist|docs?|deps)\//i;

/** Of the tree that was asked about last: every client asks for the repository first, and most files never change. */
const counted = new WeakMap<World['git'], { readonly tree: string; readonly languages: Record<string, number> }>();

/** Bytes by language on the default branch, the most first. Ends of names decide; GitHub looks into files as well. */
export async function languagesOf({ git, state }: World): Promise<Record<string, number>> {
  const tip = await git.resolveRef(`refs/heads/${state.defaultBranch}`);
  if (tip === null) return {};
  const { tree } = await git.commit(tip);
  const known = counted.get(git);
  if (known?.tree === tree) return known.languages;
  const languages = await countLanguages(git, tree);
  counted.set(git, { tree, languages });
  return languages;
}

async function countLanguages(git: World['git'], tree: string): Promise<Record<string, number>> {
  const entries = (await git.listTree(tree, { recursive: true })) ?? [];
  const sums = new Map<string, number>();
  for (const { type, path, size } of entries) {
    const language = type === 'blob' && !FOREIGN.test(path) ? languageOf(path) : null;
    if (language !== null) sums.set(language, (sums.get(language) ?? 0) + (size ?? 0));
  }
  return Object.fromEntries([...sums].filter(([, bytes]) => bytes > 0).sort((a, b) => b[1] - a[1]));
}
