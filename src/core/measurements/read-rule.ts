import * as z from 'zod';
import { FORMAT_NAMES, FORMATS, type FormatName } from './formats/formats.ts';

/** An entry of `bench.read`: which files of a run are whose, and which of their metrics decides. */
export interface ReadRule {
  readonly format: FormatName;
  /** Glob below the folder of the run, or below the tree. */
  readonly files: string;
  /** null: as the format has it. */
  readonly metric: string | null;
}

/** What bench writes into the folder of a run after the command, whatever stands there. */
const OF_BENCH: ReadonlySet<string> = new Set(['summary.json', 'cpu.json', 'harness-output.log']);

export const readRuleSchema = z.strictObject({
  format: z.enum(FORMAT_NAMES as [FormatName, ...FormatName[]]).describe('Whose files they are; see formats.md.'),
  files: z
    .string()
    .min(1)
    .max(200)
    .refine((glob) => !/(?:^|\/)\.\.(?:\/|$)|^\/|\\/.test(glob), 'must be a glob below the folder of the run')
    .refine(
      (glob) => !OF_BENCH.has(glob),
      'is a file that bench itself writes into $OUT: give the results another name',
    )
    .optional()
    .describe('Glob below $OUT, or below the tree. Default: what the program calls its files.'),
  metric: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The metric that decides. Default: one time or throughput of each case, by format.'),
});

/** Entries with what they leave out. */
export const readRules = (entries: readonly z.infer<typeof readRuleSchema>[]): ReadRule[] =>
  entries.map(({ format, files, metric }) => ({
    format,
    files: files ?? FORMATS[format].files,
    metric: metric ?? null,
  }));
