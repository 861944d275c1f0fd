import type { CheckRecord } from '../../core/release/record.ts';
import { judgeRequiredChecks } from '../../core/release/required-checks.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readReportedChecks } from '../../github/read-checks.ts';
import type { ReleaseContext } from './stage-context.ts';

/** What the merge of a release pull request rested on: its required checks as they are now, whoever merged it. */
export async function checksOfMerged({ client, plan }: ReleaseContext, headSha: string): Promise<CheckRecord[]> {
  const required = plan.requiredChecks;
  if (required.length === 0) return [];
  const reported = await explaining('reading the checks of the release pull request', () =>
    readReportedChecks(client, headSha, required),
  );
  return judgeRequiredChecks(required, reported).map(({ context, conclusion, url }) => ({ context, conclusion, url }));
}
