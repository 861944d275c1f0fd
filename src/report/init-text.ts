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
