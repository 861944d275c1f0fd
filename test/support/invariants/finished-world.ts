import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import type { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import type { WorldState } from '../../../src/embedded-github/world-state.ts';

/** What the configuration of a repository promises of each release, said once more and independently of the program. */
export interface Promised {
  readonly tag: (version: string) => string;
  readonly branch: (version: string) => string;
  /** Aliases with the versions that each of them covers. */
  readonly aliases: (version: string) => readonly { readonly name: string; readonly covers: RegExp }[];
  /** Paths of workflows that the tag has to start, and of those that nothing of a release may start. */
  readonly expected: readonly string[];
  readonly forbidden: readonly string[];
  readonly assets: (version: string) => readonly string[];
  /** Files that a bump changes, and what they hold of the version afterwards. */
  readonly bumped: Readonly<Record<string, (version: string) => string>>;
  /** The check by which the gate says that somebody measured. */
  readonly gateCheck: string;
  /** Whether a release needs a measurement, and tests, unless it was told to leave them out. */
  readonly gate: boolean;
  readonly test: boolean;
}

/** One write of an invocation, as it was sent. */
export interface SentWrite {
  readonly method: string;
  /** Path below the API's base. */
  readonly path: string;
  readonly body: unknown;
  /** Null: no answer came. */
  readonly status: number | null;
  /** When the invocation had asked GitHub something for the last time before, in the world's milliseconds. */
  readonly lookedAt: number;
  /** Where the default branch stood when it was sent; left out where nobody wrote it down. */
  readonly defaultBranchAt?: string | null;
}

/** Refs by full name, each with the object it points at. */
export type RefsSeen = ReadonlyMap<string, string>;

/** One run of the program: a command line, or the steps of one job. */
export interface Invocation {
  readonly by: 'cli' | 'action';
  /** The version asked for, number or keyword. */
  readonly version: string;
  /** The command line that an earlier invocation told to go on with, where that is what was done. */
  readonly given: string | null;
  readonly acceptedTrees: readonly string[];
  /** Stages that it was told to leave out. */
  readonly skipped: readonly string[];
  /** The tree that the verdict it was handed measured; null: it was handed none. */
  readonly measured: string | null;
  /** The tree that its tests saw and passed; null: none ran. */
  readonly tested: string | null;
  /** Null: it was killed. */
  readonly exitCode: number | null;
  /** Everything it said: standard output, standard error, summary. */
  readonly said: string;
  /** The command that it says to go on with; null where it names none. */
  readonly next: string | null;
  readonly record: ReleaseRecord | null;
  readonly writes: readonly SentWrite[];
  readonly refsBefore: RefsSeen;
  readonly refsAfter: RefsSeen;
  /** The state of the world at its end, where it was green. */
  readonly stateAfter: WorldState | null;
  /** What others did while it ran, by name. */
  readonly meanwhile: readonly string[];
}

/** A world after everything that happened in it. */
export interface FinishedWorld {
  readonly git: GitRepository;
  readonly state: WorldState;
  readonly promised: Promised;
  readonly invocations: readonly Invocation[];
  /** What must not be seen anywhere. */
  readonly secrets: readonly string[];
  /** What the embedded GitHub could not answer, or answered with a failure of its own. */
  readonly unanswered: readonly string[];
}

/** One thing that must not be. */
export interface Violation {
  readonly invariant: string;
  readonly what: string;
}

export const isGreen = ({ exitCode }: Invocation): boolean => exitCode === 0;
