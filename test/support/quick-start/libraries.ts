import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODEC } from './codec.ts';
import { MATRIX } from './matrix.ts';
import { RING } from './ring.ts';

export interface QuickStartLibrary {
  readonly name: string;
  /** Of its newest release. */
  readonly tag: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The library that each quick start is about, but for zlink's, which is about the sample. */
export const LIBRARY_OF: Readonly<Record<string, QuickStartLibrary>> = {
  'docs/quick-start-cmake.md': MATRIX,
  'docs/quick-start-rust.md': CODEC,
  'docs/quick-start-tag-only.md': RING,
};

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
  git('commit', '--quiet', '--message', 'Say what it is');
}
