import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { type Fault, parseFaults } from '../embedded-github/fault-text.ts';

/** The faults that a person asks for with `--fault`, or everything that is wrong with how they are written. */
export function faultOptions(texts: readonly string[]): Checked<readonly Fault[]> {
  const parsed = parseFaults(texts);
  if (parsed.ok) return checked(parsed.value);
  return failed(
    ...parsed.mistakes.map(({ what, remedy }) => problem('input-invalid', what, { where: '--fault', remedy })),
  );
}
