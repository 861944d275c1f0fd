import type { Problem } from './problem.ts';

/** A problem as files and `--json` hold it: all of it, as text. Who reads it may know fewer codes than who wrote it. */
export interface ProblemRecord {
  readonly code: string;
  readonly what: string;
  readonly where?: string;
  readonly remedy: string;
  readonly paste?: readonly string[];
  readonly excerpt?: readonly string[];
  readonly nextVersion?: string;
  readonly goesOnWith?: { readonly acceptTree: string };
}

export const problemRecord = ({
  code,
  what,
  where,
  remedy,
  paste,
  excerpt,
  nextVersion,
  goesOnWith,
}: Problem): ProblemRecord => ({
  code,
  what,
  ...(where === undefined ? {} : { where }),
  remedy,
  ...(paste === undefined ? {} : { paste: [...paste] }),
  ...(excerpt === undefined ? {} : { excerpt: [...excerpt] }),
  ...(nextVersion === undefined ? {} : { nextVersion }),
  ...(goesOnWith === undefined ? {} : { goesOnWith }),
});
