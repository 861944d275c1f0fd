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
  /** What follows the language: the path of the file that the block is. */
  readonly file: string | null;
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
  let open: (Omit<CodeBlock, 'page' | 'code'> & { indent: number; lines: string[] }) | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^( *)```(\S*)(?: (\S+))?\s*$/.exec(line);
    if (open === null) {
      if (fence === null) continue;
      const [, indent = '', language = '', file = null] = fence;
      open = { indent: indent.length, language, file, line: index + 2, lines: [] };
    } else if (fence !== null) {
      const { lines, indent: _, ...block } = open;
      blocks.push({ ...block, page: path, code: lines.join('\n') });
      open = null;
    } else open.lines.push(line.slice(open.indent));
  }
  return blocks;
}
