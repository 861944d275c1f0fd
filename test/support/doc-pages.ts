import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pages that people read, as data for tests that hold them against the program. */

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface DocPage {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  /** Of its first line of code, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** Without the indentation of the list it stands in. */
  readonly code: string;
}

const FOLDERS = ['.', 'docs', 'docs/decisions'];

export function docPages(): DocPage[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(folder, name))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  );
}

export function codeBlocks({ path, text }: DocPage): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { indent: number; language: string; line: number; code: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^( *)```(\S*)\s*$/.exec(line);
    if (open === null) {
      if (fence !== null) open = { indent: fence[1]?.length ?? 0, language: fence[2] ?? '', line: index + 2, code: [] };
    } else if (fence !== null) {
      blocks.push({ page: path, line: open.line, language: open.language, code: open.code.join('\n') });
      open = null;
    } else open.code.push(line.slice(open.indent));
  }
  return blocks;
}
