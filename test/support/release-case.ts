import type { ReleaseCase } from './release-case/case-file.ts';
import { differences, forbiddenFound, unwatched } from './release-case/judge-case.ts';
import { type RehearsedCase, rehearseCase } from './release-case/rehearsed-case.ts';

export { type ReleaseCase, readReleaseCases } from './release-case/case-file.ts';

/** How a case ended, against each outcome that it may have. */
export interface CaseResult {
  readonly seen: RehearsedCase;
  /** What differs from the best outcome, and from what must hold in any case (`never`, `init`). */
  readonly best: readonly string[];
  /** The same for each acceptable outcome. */
  readonly acceptable: readonly (readonly string[])[];
}

/** Runs a case and compares its outcome with what is expected. */
export async function runReleaseCase(releaseCase: ReleaseCase): Promise<CaseResult> {
  const seen = await rehearseCase(releaseCase);
  const { best, acceptable, init } = releaseCase.expected;
  const always = [
    ...forbiddenFound(releaseCase, seen).map((never) => `never: ${never}`),
    ...unwatched(releaseCase, seen),
  ];
  if (init !== undefined && seen.init !== null) {
    const { exitCode, told } = seen.init;
    if (exitCode !== 0) always.push(`init --dry-run ended with ${exitCode}: ${told}`);
    always.push(...init.tells.filter((text) => !told.includes(text)).map((text) => `init does not say ${text}`));
  }
  return {
    seen,
    best: [...differences(best, seen), ...always],
    acceptable: acceptable.map((each) => [...differences(each, seen), ...always]),
  };
}
