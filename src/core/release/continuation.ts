import { PROBLEM_KINDS, type Problem, type ProblemCode } from '../problem.ts';

/** What no mending lets the same command get past: another version, another option or another file is needed. */
const NEEDS_ANOTHER_COMMAND: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'tag-taken',
  'release-name-taken',
  'gate-not-measured',
]);

/** Whether the same command goes on where it stopped, once what the problems name is mended. */
export const continues = (problems: readonly Problem[]): boolean =>
  problems.every((each) => PROBLEM_KINDS[each.code].exit !== 2 && !NEEDS_ANOTHER_COMMAND.has(each.code));

/** The trees that the same command has to be told to accept, if a person decides so. */
export const treesToAccept = (problems: readonly Problem[]): readonly string[] =>
  problems.flatMap(({ goesOnWith }) => (goesOnWith === undefined ? [] : [goesOnWith.acceptTree]));

/**
 * The version that the command which goes on has to name, once what the problems name is mended; null where no command does.
 *
 * @param version what the command that stopped was about
 */
export function versionToGoOnWith(problems: readonly Problem[], version: string): string | null {
  if (!continues(problems)) return null;
  return problems.find(({ nextVersion }) => nextVersion !== undefined)?.nextVersion ?? version;
}
