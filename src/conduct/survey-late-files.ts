import type { Problem } from '../core/problem.ts';
import type { ReleaseObservation, RepositoryFacts } from '../core/release/facts.ts';
import { judgeLateFiles } from '../core/release/late-files.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import type { ReleasePosition } from '../core/release/position.ts';
import type { GitHubClient } from '../github/client.ts';
import { readImmutableReleases } from '../github/read-repository.ts';

interface Planned {
  readonly plan: ReleasePlan | null;
  readonly problems: readonly Problem[];
}

/**
 * A plan with what is to be said of files that come after the release is public. Only where there are some, the setting that
 * matters for them is read.
 */
export async function withLateFiles(
  client: GitHubClient,
  { plan, problems }: Planned,
  found: {
    readonly repository: RepositoryFacts;
    readonly observation: ReleaseObservation;
    readonly position: ReleasePosition | null;
  },
): Promise<Planned> {
  if (plan === null || plan.publication.lateFiles === null) return { plan, problems };
  const { repository, observation, position } = found;
  const setting = await readImmutableReleases(client, repository.isAdministrator);
  const late = judgeLateFiles(plan.publication.lateFiles, setting, observation.releases);
  const isTagged = position?.kind === 'merged' && position.tagged;
  return {
    plan: { ...plan, warnings: [...plan.warnings, ...late.warnings] },
    problems: isTagged ? problems : [...problems, ...late.problems],
  };
}
