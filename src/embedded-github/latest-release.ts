import type { World } from './world.ts';
import type { ReleaseState } from './world-state.ts';

/** The release that somebody has made the latest, else the newest by date; neither a draft nor a pre-release. */
export function latestRelease({ state }: World): ReleaseState | null {
  const candidates = state.releases.filter((each) => !each.draft && !each.prerelease);
  return (
    candidates.find((each) => each.id === state.latestRelease) ??
    candidates.reduce<ReleaseState | null>(
      (best, each) => (best === null || each.createdAt >= best.createdAt ? each : best),
      null,
    )
  );
}
