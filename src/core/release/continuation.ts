import { PROBLEM_KINDS, type ProblemCode } from '../problem.ts';
import type { ProblemRecord } from '../problem-record.ts';

/** A problem as it was found, or as a record tells it. */
type Stopped = Pick<ProblemRecord, 'code' | 'nextVersion' | 'goesOnWith'>;

/** What no mending lets the same command get past: another version, another option or another file is needed. */
const NEEDS_ANOTHER_COMMAND: ReadonlySet<string> = new Set<ProblemCode>([
  'tag-taken',
  'release-name-taken',
  'gate-not-measured',
  // The same verdict says the same again.
  'gate-not-passed',
  'gate-inconclusive',
]);

/** Whether the same command goes on where it stopped, once what the problems name is mended. */
export const continues = (problems: readonly Stopped[]): boolean =>
  problems.every(({ code }) => !IS_OF_THE_INPUT.has(code) && !NEEDS_ANOTHER_COMMAND.has(code));

/** These are told before anything began. */
const IS_OF_THE_INPUT: ReadonlySet<string> = new Set(
  Object.entries(PROBLEM_KINDS).flatMap(([code, { exit }]) => (exit === 2 ? [code] : [])),
);

/** The trees that the same command has to be told to accept, if a person decides so. */
export const treesToAccept = (problems: readonly Stopped[]): readonly string[] =>
  problems.flatMap(({ goesOnWith }) => (goesOnWith === undefined ? [] : [goesOnWith.acceptTree]));

/**
 * The version that the command which goes on has to name, once what the problems name is mended; null where no command does.
 *
 * @param version what the command that stopped was about
 */
export function versionToGoOnWith(problems: readonly Stopped[], version: string): string | null {
  if (!continues(problems)) return null;
  return problems.find(({ nextVersion }) => nextVersion !== undefined)?.nextVersion ?? version;
}
