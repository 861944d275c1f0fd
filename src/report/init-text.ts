import type { Colors } from 'picocolors/types.js';
import { printable } from './printable.ts';

/** What `init` found, wrote or would write, and left open. */
export interface InitOutcome {
  readonly found: readonly { readonly what: string; readonly from: string }[];
  readonly open: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly written: boolean;
}

/** The outcome for a person. What would be written is shown whole; what was written can be looked at where it is. */
export function initLines({ found, open, files, written }: InitOutcome, colors: Colors): string[] {
  return [
    colors.bold('Found'),
    ...found.map(({ what, from }) => `  ${printable(what)}  ${colors.dim(`(${printable(from)})`)}`),
    ...(open.length === 0 ? [] : [colors.bold('Not found, or for you to decide')]),
    ...open.map((each) => `  ${printable(each, 1_000)}`),
    ...[...files].flatMap(([path, text]) =>
      written
        ? [`${colors.green('✓')} wrote ${path}`]
        : [
            colors.bold(`Would write ${path}`),
            ...text
              .trimEnd()
              .split('\n')
              .map((line) => `  ${printable(line, 1_000)}`.replace(/^ {2}(\s*)/, (_, space: string) => `  ${space}`)),
          ],
    ),
  ];
}

/** What `init --check` has found; nothing is told in so many words. */
export function checkLines(
  differences: readonly { readonly what: string; readonly where: string; readonly lines: readonly string[] }[],
  colors: Colors,
): string[] {
  if (differences.length === 0) return [`${colors.green('✓')} Configuration and history agree.`];
  return differences.flatMap(({ what, where, lines }) => [
    `${colors.red('✗')} ${printable(what, 1_000)}  ${colors.dim(`(${printable(where)})`)}`,
    ...lines.map((line) => `    ${printable(line, 1_000)}`),
  ]);
}
