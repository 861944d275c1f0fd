import { type Checked, type Problem, Stop } from '../../src/core/problem.ts';

/** Makes the product meet what a code stands for, and hands over what it said. */
export type Cause = () => readonly Said[] | Promise<readonly Said[]>;

/** What was said, as far as it is looked at. A line of the log has no more. */
export interface Said {
  readonly code: string;
}

/** What a check found; nothing when it was content. */
export const said = (result: Checked<unknown>): readonly Problem[] => (result.ok ? [] : result.problems);

/** What a part stopped with; nothing when it went on to its end. */
export async function stopped(part: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await part();
    return [];
  } catch (error) {
    if (error instanceof Stop) return error.problems;
    throw error;
  }
}

/** The codes that a terminal or a job's log shows. */
export const codesIn = (text: string): readonly Said[] =>
  [...text.matchAll(/✗ ([a-z0-9-]+)/g)].map(([, code]) => ({ code: code ?? '' }));
