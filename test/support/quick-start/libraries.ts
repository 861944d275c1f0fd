import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBlocks, type DocPage } from '../doc-pages.ts';
import { CODEC } from './codec.ts';
import { MATRIX } from './matrix.ts';
import { RING } from './ring.ts';

export interface QuickStartLibrary {
  readonly name: string;
  /** Of its newest release. */
  readonly tag: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The library that a quick start is about, but for zlink's, which is about the sample. */
const LIBRARY_OF: Readonly<Record<string, QuickStartLibrary>> = {
  'docs/quick-start-cmake.md': MATRIX,
  'docs/quick-start-rust.md': CODEC,
  'docs/quick-start-tag-only.md': RING,
};

/** What a page that begins with another tool writes; it is compared, and not given. */
export const CONVERTED = '.github/zlink-release.yml';

/** Newest releases of what the pages about other tools begin with. */
const FORMER_TAGS: Readonly<Record<string, string>> = {
  'docs/from-release-please.md': 'v1.4.0',
  'docs/from-semantic-release.md': 'v1.4.0',
  'docs/from-goreleaser.md': 'v1.2.3',
  'docs/from-github-action-benchmark.md': 'v1.2.3',
  'docs/from-bencher.md': 'v0.7.2',
};

/** The library that a page is about: of the quick starts, or made of the files that the page shows. null: the sample. */
export function libraryOf(page: DocPage): QuickStartLibrary | null {
  const tag = FORMER_TAGS[page.path];
  if (tag === undefined) return LIBRARY_OF[page.path] ?? null;
  const shown = codeBlocks(page).flatMap(({ file, code }) => (file === null ? [] : [[file, `${code}\n`] as const]));
  return { name: 'library', tag, files: Object.fromEntries(shown.filter(([path]) => path !== CONVERTED)) };
}

/** The configuration that a page says it ends with. */
export const convertedBy = (page: DocPage): string | null =>
  codeBlocks(page).find(({ file }) => file === CONVERTED)?.code ?? null;

/** Folder of a PATH with what stands for cmake, cargo and go: the figures are made up, their form is not. */
export const TOOLS = fileURLToPath(new URL('tools', import.meta.url));

/** Writes such a library into a new folder as a repository: its newest release, and one commit more. */
export function writeLibrary({ tag, files }: QuickStartLibrary, folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  for (const [path, text] of Object.entries(files)) write(path, text);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The library');
  git('tag', tag);
  write('README.md', '# A library\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: say what it is');
}
